"""What a translation still says in its original's words."""

import re
from collections.abc import Iterator

from newsroom.content.parsed_file import ParsedFile
from newsroom.core.problem import Problem
from newsroom.text.markdown_source import line_and_column, without_fences

MIN_WORDS = 8
"""Of a paragraph: shorter ones may be names, or the same in two languages."""

_FILE = re.compile(r"\.\w+\.md\b")
_PARAGRAPH = re.compile(r"\S.*(?:\n.*\S.*)*")
_QUOTED = (">", "[^")
"""Beginnings of what may stand in a source's language: quotations, and notes that name sources."""


def untranslated(text: ParsedFile, original: ParsedFile) -> Iterator[Problem]:
    """A problem for a summary and a text that are the original's, or else for each paragraph."""
    summary = text.values.get("summary", "")
    if summary and _same(summary, original.values.get("summary", "")):
        yield text.problem("untranslated", key="summary")
    if text.body.strip() and _same(text.body, original.body):
        line = text.body_line + text.body[: -len(text.body.lstrip())].count("\n")
        yield Problem(path=text.path, line=line, rule="untranslated")
        return
    known = {_plain(paragraph) for _, paragraph in _paragraphs(original.body)}
    for line, paragraph in _paragraphs(text.body):
        if _plain(paragraph) in known:
            line += text.body_line - 1
            yield Problem(path=text.path, line=line, rule="paragraph_untranslated")


def _paragraphs(body: str) -> Iterator[tuple[int, str]]:
    """Line and words of the paragraphs that are no code and no quotation, and not too short."""
    plain = without_fences(body)
    for match in _PARAGRAPH.finditer(plain):
        if len(match[0].split()) >= MIN_WORDS and not match[0].startswith(_QUOTED):
            yield line_and_column(plain, match.start())[0], match[0]


def _same(text: str, other: str) -> bool:
    return _plain(text) == _plain(other)


def _plain(text: str) -> str:
    """A text without its line breaks, and without the languages of the files that it links to."""
    return _FILE.sub(".md", " ".join(text.split()))
