"""Formats problems for a terminal, as GitHub annotations, and as a Markdown summary."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from newsroom.core.data import read_data
from newsroom.core.problem import Problem, one_line

Languages = Sequence[str]
MAX_MARKDOWN = 200
"""Problems in a summary: nobody reads more."""
MAX_BYTES = 900_000
"""Size of a summary: GitHub refuses one of more than a megabyte."""
MAX_ANNOTATIONS = 2_000
"""Problems in a log."""


def text(problems: Sequence[Problem], languages: Languages, count: int) -> str:
    """For a terminal: each problem's file, line and column, then an explanation per language.

    `count` is the number of texts that were checked, here and in the other formats.
    """
    lines = []
    for problem in problems:
        lines.append(f"{problem.location}: {'warning' if problem.is_warning else 'error'}")
        lines += [f"  {language}: {problem.explained(language)}" for language in languages]
    return "\n".join([*lines, _total(problems, count)])


def github(problems: Sequence[Problem], languages: Languages, count: int) -> str:
    """Annotations at the lines of a pull request, escaped so that no file name can forge one."""
    lines = []
    for problem in problems[:MAX_ANNOTATIONS]:
        level = "warning" if problem.is_warning else "error"
        where = f"file={_property(problem.file)},line={problem.line},col={problem.column}"
        message = "\n".join(problem.explained(language) for language in languages)
        lines.append(f"::{level} {where},title={problem.rule}::{_data(message)}")
    if len(problems) > MAX_ANNOTATIONS:
        lines.append(f"… {len(problems) - MAX_ANNOTATIONS}")
    return "\n".join([*lines, _total(problems, count)])


def markdown(problems: Sequence[Problem], languages: Languages, count: int) -> str:
    """The job summary: a list, since table cells cannot hold long explanations."""
    totals = [_total(problems, count, language) for language in languages]
    return "\n".join([f"### {' · '.join(totals)}", "", *_entries(problems, languages)])


def alarm(problems: Sequence[Problem], languages: Languages) -> str:
    """Keys and tokens in commits, for the top of a job summary: what to do, then the list."""
    lines = [f"## 🔴 {_words(language)['alarm']}\n" for language in languages]
    return "\n".join([*lines, *_entries(problems, languages), ""])


def _entries(problems: Sequence[Problem], languages: Languages) -> Iterator[str]:
    size = shown = 0
    for problem in problems[:MAX_MARKDOWN]:
        mark = "⚠️" if problem.is_warning else "❌"
        entry = [f"- {mark} {_code(problem.location)}"]
        entry += [f"  - {_plain(problem.explained(language))}" for language in languages]
        size += len("\n".join(entry).encode()) + 1
        if size > MAX_BYTES:
            break
        yield from entry
        shown += 1
    if shown < len(problems):
        yield f"- … {len(problems) - shown}"


FORMATS: Mapping[str, Callable[[Sequence[Problem], Languages, int], str]] = {
    "text": text,
    "github": github,
    "markdown": markdown,
}


def _total(problems: Sequence[Problem], count: int, language: str = "en") -> str:
    """`52 texts, 1 problem, 0 warnings`."""
    words = _words(language)
    warnings = sum(problem.is_warning for problem in problems)
    numbers = {"text": count, "problem": len(problems) - warnings, "warning": warnings}
    return ", ".join(
        f"{number} {words[name if number == 1 else f'{name}s']}" for name, number in numbers.items()
    )


def _words(language: str) -> Mapping[str, str]:
    words: Mapping[str, str] = read_data(f"report.{language}")
    return words


def _data(text: str) -> str:
    """Escape a message as GitHub's toolkit does (actions/toolkit, packages/core/src/command.ts)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")


def _code(text: str) -> str:
    """Text as inline code, between more backticks than it has in a row itself."""
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{ticks}{text}{ticks}" if ticks == "`" else f"{ticks} {text} {ticks}"


def _plain(text: str) -> str:
    """Text escaped for Markdown: no markup, no mention and no picture can come from it."""
    return "".join(
        f"&#{ord(character)};" if character in "\\`*_{}[]()<>#!|@~&:" else character
        for character in text
    )
