"""Problems that the check reports to editors: where, what is wrong, and how to fix it."""

import posixpath
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from newsroom.core.data import read_data

WARNINGS = frozenset(
    {
        "corrections_behind",
        "form_line_in_text",
        "link_mentions_other_host",
        "news_without_sources",
        "paragraph_untranslated",
        "personal_number",
        "source_unused",
        "text_changed_unnoticed",
        "translation_stale",
        "words_behind",
    }
)
"""Rules whose problems are only warnings: the site is built all the same."""

LANGUAGES = ("id", "en")
"""Languages in which problems are explained, whatever languages the site is written in."""

LONGEST_VALUE = 400
"""Characters of a value that an explanation quotes."""


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """One thing that an editor must fix, or for a warning should look at."""

    path: str
    """File or folder, relative to the docs folder."""
    line: int = 1
    column: int = 1
    rule: str
    """Key of its explanation in problems.<language>.yml."""
    values: Mapping[str, object] = field(default_factory=dict, compare=False, hash=False)
    """Values for the explanation's `{names}`: the value found, the nearest valid one, a limit."""

    @property
    def is_warning(self) -> bool:
        """Whether the site can be built in spite of it."""
        return self.rule in WARNINGS

    def explained(self, language: str) -> str:
        """`what is wrong; how to fix it`, in one of LANGUAGES."""
        explanation = explanations(language)[self.rule]
        values = {name: _shown(value) for name, value in self.values.items()}
        return f"{explanation['what']}; {explanation['fix']}".format_map(values)

    @property
    def file(self) -> str:
        """The path, relative to the repository's root."""
        return posixpath.normpath(f"docs/{self.path}")

    @property
    def location(self) -> str:
        """`docs/news/2026/x/index.id.md:3:8`."""
        return f"{one_line(self.file)}:{self.line}:{self.column}"

    def report(self, language: str) -> str:
        """`docs/news/2026/x/index.id.md:3:8: what is wrong; how to fix it`."""
        return f"{self.location}: {self.explained(language)}"


class InvalidValue(Exception):
    """A value breaks a rule. The caller, who knows the file and line, makes it a Problem."""

    def __init__(
        self, rule: str, *, location: tuple[int, int] | None = None, **values: object
    ) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values = values
        self.location = location
        """Line and column, once they are known."""


def run_guarded(path: str, find_problems: Callable[[], Iterable[Problem]]) -> list[Problem]:
    """The problems found in one file or folder. If the check itself crashes there, report that.

    So one file that our code cannot handle does not hide the problems of the others.
    """
    try:
        return list(find_problems())
    except Exception:
        traceback.print_exc()
        return [Problem(path=path, rule="check_broken")]


@cache
def explanations(language: str) -> Mapping[str, Mapping[str, str]]:
    """Each rule's explanation in one of LANGUAGES: `what` is wrong and how to `fix` it, with the
    `{names}` of values."""
    rules: Mapping[str, Mapping[str, str]] = read_data(f"problems.{language}")
    return rules


def _shown(value: object) -> str:
    """A value in one line, cut to LONGEST_VALUE."""
    shown = str(value)
    return one_line(shown[:LONGEST_VALUE] + "…" if len(shown) > LONGEST_VALUE else shown)


def one_line(text: str) -> str:
    """Somebody's text made safe to print: line breaks and invisible characters are escaped."""
    return "".join(
        character if character.isprintable() else repr(character)[1:-1] for character in text
    )
