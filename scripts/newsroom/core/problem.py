"""What the check tells an editor: where, what is wrong, how to mend it."""

import posixpath
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from newsroom.core.data import read_data

WARNINGS = frozenset(
    {
        "corrections_behind",
        "event_without_organiser",
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
"""Rules that editors should hear of, but that do not keep the site from being built."""

LANGUAGES = ("id", "en")
"""Languages in which problems are explained, whatever languages the site is written in."""

LONGEST_VALUE = 400


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """One thing that an editor must mend before the site can be built."""

    path: str
    """File or folder, from the docs folder."""
    line: int = 1
    column: int = 1
    rule: str
    """Key of its explanation in problems.<language>.yml."""
    values: Mapping[str, object] = field(default_factory=dict, compare=False, hash=False)
    """What the explanation names: the words found, the nearest right ones, an example."""

    @property
    def is_warning(self) -> bool:
        """Whether the site can be built all the same."""
        return self.rule in WARNINGS

    def explained(self, language: str) -> str:
        """`what is wrong; how to mend it`, in one of LANGUAGES."""
        explanation = explanations(language)[self.rule]
        values = {name: _shown(value) for name, value in self.values.items()}
        return f"{explanation['what']}; {explanation['mend']}".format_map(values)

    def report(self, language: str, *, root: str = "docs/") -> str:
        """`docs/news/2026/x/index.id.md:3:8: what is wrong; how to mend it`."""
        file = one_line(posixpath.normpath(root + self.path))
        place = f"{file}:{self.line}:{self.column}"
        return f"{place}: {self.explained(language)}"


class InvalidValue(Exception):
    """A value that a rule refuses; whoever knows the file and line makes it a Problem."""

    def __init__(
        self, rule: str, *, place: tuple[int, int] | None = None, **values: object
    ) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values = values
        self.place = place
        """Line and column in the file, once they are known."""


def run_guarded(path: str, look: Callable[[], Iterable[Problem]]) -> list[Problem]:
    """What a look at one file or folder shows; of one that breaks our own code, that it does.

    So a single file never hides the problems of all others.
    """
    try:
        return list(look())
    except Exception:
        traceback.print_exc()
        return [Problem(path=path, rule="check_broken")]


@cache
def explanations(language: str) -> Mapping[str, Mapping[str, str]]:
    """Every rule's `what` and `mend`, with `{names}` of values, in one of LANGUAGES."""
    rules: Mapping[str, Mapping[str, str]] = read_data(f"problems.{language}")
    return rules


def _shown(value: object) -> str:
    """A value in one line; somebody's endless word is cut."""
    shown = str(value)
    return one_line(shown[:LONGEST_VALUE] + "…" if len(shown) > LONGEST_VALUE else shown)


def one_line(text: str) -> str:
    """Text that an editor or a stranger wrote, made safe to print: no line breaks or invisible
    signs."""
    return "".join(
        character if character.isprintable() else repr(character)[1:-1] for character in text
    )
