"""What stands in a text: its signs, its headings, its language, what an author left behind."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from newsroom.body import Body, Text
from newsroom.markup import place, without_code, without_fences
from newsroom.problem import Problem

_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\ufdd0-\ufdef\ue000-\uf8ff"  # noncharacters, private use
    "\U000e0000-\U000effff\U000f0000-\U0010ffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "]"
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});?")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{2,6}\U000e007f")
_STACKED = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4,}")
_LATIN = "A-Za-z\u00c0-\u024f"
_LOOKALIKE = "\u0391-\u03a1\u03a3-\u03a8\u03b1\u03bf\u03c1\u03c5\u0400-\u052f\u13a0-\u13ff"
_MIXED = re.compile(rf"\w*(?:[{_LATIN}][{_LOOKALIKE}]|[{_LOOKALIKE}][{_LATIN}])\w*")
_CONFLICT = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
# Sixteen digits made like a citizen's number (district, day of birth), or a mobile telephone.
_PERSONAL = re.compile(
    r"(?<![\w/.=-])(?:[1-9]\d{5}(?:[0-6]\d|7[01])(?:0\d|1[0-2])\d{6}"
    r"|(?:\+62|0)8\d{1,2}[ -]?\d{3,4}[ -]?\d{3,5})(?![\w-])"
)
_HEADING = re.compile(r"^(#{1,6})(.*?)#*$")
_UNDERLINE = re.compile(r"^(=+|-+)[ ]*$")
MIN_STOP_WORDS = 12

MakeProblem = Callable[..., Problem]
"""Makes a problem of a rule, a line of the body and a column."""


def sign_problems(path: str, source: str) -> Iterator[Problem]:
    """Signs that no reader sees, or that look like others; `source` is the whole file."""
    for match in _HIDDEN.finditer(source):
        if not _belongs(source, match.start()):
            yield _sign_problem(path, source, match.start(), match[0])
    for match in _ENTITY.finditer(source):
        meant = html.unescape(match[0])
        if len(meant) == 1 and meant != "\u00ad" and (_HIDDEN.match(meant) or meant == "\ufffd"):
            yield _sign_problem(path, source, match.start(), meant)
    for rule, pattern in (
        ("stacked_signs", _STACKED),
        ("mixed_letters", _MIXED),
        ("merge_conflict", _CONFLICT),
        ("personal_number", _PERSONAL),
    ):
        for match in pattern.finditer(source):
            line, column = place(source, match.start())
            values = {"value": match[0].strip()}
            yield Problem(path=path, line=line, column=column, rule=rule, values=values)


def _belongs(source: str, position: int) -> bool:
    """Whether an invisible sign does there what it was made for: within emoji and some scripts."""
    sign, before = source[position], source[position - 1 : position]
    after = source[position + 1 : position + 2]
    if position == 0:
        return sign == "\ufeff"
    if sign in "\u200c\u200d":
        # Joiners shape letters of scripts such as Javanese and Persian, and join emoji.
        return ord(before) > 0x2FF and unicodedata.category(before)[0] not in "PZ"
    if sign in "\u200e\u200f\u061c":
        line = source[source.rfind("\n", 0, position) + 1 :].partition("\n")[0]
        letters = line.translate({0x200F: None, 0x061C: None})
        return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters)
    if "\ufe00" <= sign <= "\ufe0f":
        is_keycap = before in "#*0123456789\u00a9\u00ae"
        return (ord(before) > 0x2000 or is_keycap) and not _HIDDEN.match(before)
    if "\U000e0020" <= sign <= "\U000e007f":
        start = source.rfind("\U0001f3f4", max(0, position - 8), position)
        flag = _FLAG.match(source, start) if start >= 0 else None
        return bool(flag and flag.end() > position)
    return bool(sign == "\u00ad" and before.isalpha() and after.isalpha())


def has_mixed_letters(words: str) -> bool:
    """Whether a word mixes Latin letters with Greek or Cyrillic ones that look like them."""
    return bool(_MIXED.search(words))


def _sign_problem(path: str, source: str, position: int, sign: str) -> Problem:
    line, column = place(source, position)
    name = unicodedata.name(sign, unicodedata.category(sign))
    values = {"key": "", "code": f"U+{ord(sign):04X}", "name": name}
    rule = "control_character" if unicodedata.category(sign) == "Cc" else "invisible_character"
    return Problem(path=path, line=line, column=column, rule=rule, values=values)


def text_problems(text: Text, body: Body, *, needs_body: bool) -> Iterator[Problem]:
    """What a text's body holds that it should not, and the other way round."""

    def problem(rule: str, line: int = 1, column: int = 1, **values: object) -> Problem:
        line += text.body_line - 1
        return Problem(path=text.path, line=line, column=column, rule=rule, values=values)

    if needs_body and not text.body.strip():
        yield problem("body_missing")
    if body.tags:
        yield from _tag_problems(text, body, problem)
    yield from _heading_problems(text, body, problem)
    if other := other_language(f"{text.title}\n{text.summary}\n{text.body}", text.language):
        yield problem("other_language", language=text.language, other=other)


def _tag_problems(text: Text, body: Body, problem: MakeProblem) -> Iterator[Problem]:
    """Raw HTML, each tag where it stands."""
    plain = without_code(text.body)
    position = 0
    for tag in body.tags:
        found = plain.find(tag, position)
        if found < 0:
            found = max(plain.find(tag), 0)
        else:
            position = found + 1
        yield problem("raw_html", *place(plain, found), value=tag)


def _heading_problems(text: Text, body: Body, problem: MakeProblem) -> Iterator[Problem]:
    """A text begins below its title and skips no level: so those who listen find their way."""
    if not body.headings:
        return
    lines = heading_lines(text.body)
    exact = len(lines) == len(body.headings)
    above = 1
    for number, heading in enumerate(body.headings):
        line = lines[number] if exact else (lines[0] if lines else 1)
        if heading.level == 1:
            yield problem("heading_is_title", line, value=heading.words)
        elif heading.level > above + 1:
            values = {"level": "#" * heading.level, "right": "#" * (above + 1)}
            yield problem("heading_skips", line, value=heading.words, **values)
        if not heading.words:
            yield problem("heading_empty", line)
        above = max(heading.level, 1)


def heading_lines(body: str) -> list[int]:
    """The lines of the headings outside fenced code, from 1."""
    found = []
    lines = without_fences(body).split("\n")
    for number, line in enumerate(lines, 1):
        following = lines[number] if number < len(lines) else ""
        above = lines[number - 2] if number > 1 else ""
        begins = not above.strip() or _HEADING.match(above)
        if _HEADING.match(line) or (line.strip() and begins and _UNDERLINE.match(following)):
            found.append(number)
    return found


def other_language(words: str, language: str) -> str:
    """The language that a text is written in, if that is plainly not its own."""
    known = stop_words()
    if language not in known:
        return ""
    written = re.findall(r"[^\W\d_]+", words.lower())
    counts = {name: sum(word in common for word in written) for name, common in known.items()}
    most = max(counts, key=lambda name: counts[name])
    is_plain = counts[most] >= MIN_STOP_WORDS and counts[most] > 2 * counts[language]
    return most if is_plain else ""


@cache
def stop_words() -> Mapping[str, frozenset[str]]:
    """The commonest words of languages, none of them common in another."""
    file = Path(__file__).with_name("stop_words.yml")
    words = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {language: frozenset(common.split()) for language, common in words.items()}
