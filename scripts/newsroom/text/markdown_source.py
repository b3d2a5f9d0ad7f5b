"""Markdown as text: where its code stands, and what would cost too much to render."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from newsroom.core.problem import InvalidValue

MAX_LINES = 5_000
MAX_LINE = 20_000
MAX_PARAGRAPH = 50_000
MAX_BRACKETS = 20
"""Brackets that may be open at once: the parser looks for each one's end in the paragraph."""
MAX_DEPTH = 12
MAX_FOOTNOTES = 200
MAX_HEADINGS = 200
MAX_COLUMNS = 100

_FENCE = re.compile(r"(~{3,}|`{3,})")
# As Python-Markdown's fenced_code has it: what opens no fence there is text.
_OPENING = re.compile(
    r"(?P<fence>~{3,}|`{3,})[ ]*"
    r"(?:\{[^\n]*\}|(?:\.?[\w#.+-]*[ ]*)?(?:hl_lines=(?P<quot>\"|').*?(?P=quot)[ ]*)?)"
)
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)([^`]|(?!\1(?!`))`)+?\1(?!`)")
_MARKERS = re.compile(r"(?:[ \t]*(?:[-*+>]|\d+[.)]|!!!))*")
_BRACKETS = re.compile(r"\[|\]\(|\]|\)")


def fences(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and the last line of each piece of fenced code, counted from 0."""
    closing: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line[:1] in ("~", "`") and _FENCE.fullmatch(line.rstrip(" ")):
            closing[line.rstrip(" ")].append(number)
    number = 0
    while number < len(lines):
        if lines[number][:1] in ("~", "`") and (opening := _OPENING.fullmatch(lines[number])):
            ends = closing.get(opening["fence"], [])
            following = bisect_right(ends, number)
            # A fence that is never closed is text to the parser.
            if following < len(ends):
                yield number, ends[following]
                number = ends[following]
        number += 1


def without_fences(body: str) -> str:
    """The same text with empty lines where fenced code stands."""
    lines = body.split("\n")
    for first, last in list(fences(lines)):
        lines[first : last + 1] = [""] * (last + 1 - first)
    return "\n".join(lines)


def without_code(body: str) -> str:
    """The same text, sign for sign, with blanks where code stands between back-ticks."""
    if "`" not in body and "~" not in body:
        return body
    return _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), without_fences(body))


def refuse_costly(body: str) -> None:
    """Raise InvalidValue for a text that could keep the Markdown parser busy for seconds.

    Its place is the line within the body and the column.
    """
    lines = body.split("\n")
    if len(lines) > MAX_LINES:
        raise InvalidValue("too_many_lines", place=(MAX_LINES + 1, 1), limit=MAX_LINES)
    counts = {"too_many_footnotes": 0, "too_many_headings": 0}
    limits = {"too_many_footnotes": MAX_FOOTNOTES, "too_many_headings": MAX_HEADINGS}
    paragraph = 0
    brackets = links = 0
    for number, line in enumerate(without_fences(body).split("\n"), 1):
        if len(lines[number - 1]) > MAX_LINE:
            raise InvalidValue("line_too_long", place=(number, 1), limit=MAX_LINE)
        if not line.strip():
            paragraph = brackets = links = 0
            continue
        paragraph += len(line)
        if paragraph > MAX_PARAGRAPH:
            raise InvalidValue("paragraph_too_long", place=(number, 1), limit=MAX_PARAGRAPH)
        if _depth(line) > MAX_DEPTH:
            raise InvalidValue("too_deep", place=(number, 1), limit=MAX_DEPTH)
        if line.count("|") > MAX_COLUMNS:
            raise InvalidValue("too_many_columns", place=(number, 1), limit=MAX_COLUMNS)
        for character in _BRACKETS.finditer(line) if "[" in line or brackets or links else ():
            brackets = max(
                0, brackets + (1 if character[0] == "[" else -1 if character[0] != ")" else 0)
            )
            links = max(
                0, links + (1 if character[0] == "](" else -1 if character[0] == ")" else 0)
            )
            if max(brackets, links) > MAX_BRACKETS:
                place = (number, character.start() + 1)
                raise InvalidValue("too_many_brackets", place=place, limit=MAX_BRACKETS)
        counts["too_many_footnotes"] += line.count("[^")
        counts["too_many_headings"] += (
            line[0] == "#" or not line.strip("= ") or not line.strip("- ")
        )
        for rule, limit in limits.items():
            if counts[rule] > limit:
                raise InvalidValue(rule, place=(number, 1), limit=limit)


def _depth(line: str) -> int:
    """How deep in lists, quotations and boxes a line may stand."""
    if line[0].isalpha() or not line.strip(" -*_"):
        return 0
    expanded = line.expandtabs(4)
    indent = len(expanded) - len(expanded.lstrip())
    markers = _MARKERS.match(line)
    return indent // 4 + (len(re.findall(r"[-*+>]|\d+[.)]|!!!", markers[0])) if markers else 0)


def place(body: str, position: int) -> tuple[int, int]:
    """Line and column, from 1, of a position in a text."""
    return body.count("\n", 0, position) + 1, position - body.rfind("\n", 0, position)


def beginning(body: str) -> int:
    """The position at which a text begins, behind empty lines."""
    return len(body) - len(body.lstrip())
