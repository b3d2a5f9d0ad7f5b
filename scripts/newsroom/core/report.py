"""Problems as a terminal, GitHub's annotations and a Markdown summary show them."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from newsroom.core.problem import Problem, one_line

Languages = Iterable[str]
DOCS = "docs/"
MAX_MARKDOWN = 200
"""Problems in a summary: people read it."""
MAX_BYTES = 900_000
"""Of a summary: GitHub shows none of more than one megabyte."""
MAX_TOLD = 2_000
"""Problems in a log."""


def text(problems: Sequence[Problem], languages: Languages, count: int) -> str:
    """For people at a terminal: every problem's place, then its explanation in each language."""
    lines = []
    for problem in problems:
        lines.append(f"{_place(problem)}: {'warning' if problem.is_warning else 'error'}")
        lines += [f"  {language}: {problem.explained(language)}" for language in languages]
    return "\n".join([*lines, _total(problems, count)])


def github(problems: Sequence[Problem], languages: Languages, count: int) -> str:
    """Annotations at the lines of a pull request; nothing that a file is called can forge one."""
    lines = []
    for problem in problems[:MAX_TOLD]:
        level = "warning" if problem.is_warning else "error"
        where = f"file={_property(_file(problem))},line={problem.line},col={problem.column}"
        message = "\n".join(problem.explained(language) for language in languages)
        lines.append(f"::{level} {where},title={problem.rule}::{_data(message)}")
    if len(problems) > MAX_TOLD:
        lines.append(f"… {len(problems) - MAX_TOLD}")
    return "\n".join([*lines, _total(problems, count)])


def markdown(problems: Sequence[Problem], languages: Languages, count: int) -> str:
    """The summary of a run: a list, since tables cannot hold long explanations."""
    lines = [f"### {_total(problems, count)}", ""]
    size = told = 0
    for problem in problems[:MAX_MARKDOWN]:
        character = "⚠️" if problem.is_warning else "❌"
        entry = [f"- {character} {_code(_place(problem))}"]
        entry += [f"  - {_plain(problem.explained(language))}" for language in languages]
        size += len("\n".join(entry).encode()) + 1
        if size > MAX_BYTES:
            break
        lines += entry
        told += 1
    if told < len(problems):
        lines.append(f"- … {len(problems) - told}")
    return "\n".join(lines)


FORMATS: Mapping[str, Callable[[Sequence[Problem], Languages, int], str]] = {
    "text": text,
    "github": github,
    "markdown": markdown,
}


def _total(problems: Sequence[Problem], count: int) -> str:
    warnings = sum(problem.is_warning for problem in problems)
    return f"{count} texts, {len(problems) - warnings} problems, {warnings} warnings"


def _file(problem: Problem) -> str:
    """From the repository's root."""
    return posixpath.normpath(DOCS + problem.path)


def _place(problem: Problem) -> str:
    return f"{one_line(_file(problem))}:{problem.line}:{problem.column}"


def _data(text: str) -> str:
    """As GitHub's own toolkit escapes a message (actions/toolkit, packages/core/src/command.ts)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")


def _code(text: str) -> str:
    """Text as code, between more back-ticks than it holds in a row."""
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{ticks}{text}{ticks}" if ticks == "`" else f"{ticks} {text} {ticks}"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is: no mark-up, no mention, no picture of a stranger's."""
    return "".join(
        f"&#{ord(character)};" if character in "\\`*_{}[]()<>#!|@~&:" else character
        for character in text
    )
