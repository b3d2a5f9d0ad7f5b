"""Signs that readers do not see: where they stand, and whether they belong there."""

import html
import re
import sys
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from newsroom.core.problem import InvalidValue

_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\ufdd0-\ufdef\ue000-\uf8ff"  # noncharacters, private use
    "\U000e0000-\U000effff\U000f0000-\U0010ffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "]"
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});?")
# Letters that joiners shape: from Hebrew to Balinese, of Javanese and others in later planes.
_SHAPED = re.compile("[\u0590-\u109f\u1700-\u1cff\ua800-\uabff\U00010a00-\U00011fff]")
_NO_LETTERS = re.compile(r"[^\w\s\x00-\x7f]{3,}")
# Four accents of the scripts that need no more than three, or one mark three times.
_PILED = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4}|(.)\1\1", re.DOTALL
)
MOST_MARKS = 6
"""Marks on one letter: Burmese and Tibetan need up to five."""
FAR = 16
"""Signs between a mark of direction and the letter that it belongs to."""
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{2,6}\U000e007f")


def invisible_characters(text: str) -> Iterator[tuple[int, str]]:
    """Invisible signs that do not belong where they stand, written as they are or as entities."""
    if text.isascii() and "&" not in text and text.replace("\n", "").isprintable():
        return
    for match in _HIDDEN.finditer(text):
        if not _is_allowed(text, match.start()):
            yield match.start(), match[0]
    for match in _ENTITY.finditer(text):
        meant = _meant(match[0])
        if len(meant) == 1 and meant != "\u00ad" and _HIDDEN.match(meant):
            yield match.start(), meant


def invisible_character(character: str) -> InvalidValue:
    """What is wrong with an invisible sign."""
    category = unicodedata.category(character)
    rule = "control_character" if category == "Cc" else "invisible_character"
    name = unicodedata.name(character, category)
    return InvalidValue(rule, key="", code=f"U+{ord(character):04X}", name=name)


def decode_entities(text: str) -> str:
    """A text with the letters that its entities stand for; its lines stay where they are."""

    def shown(entity: re.Match[str]) -> str:
        meant = _meant(entity[0])
        return meant if meant.isprintable() else entity[0]

    return _ENTITY.sub(shown, text) if "&" in text else text


def _meant(entity: str) -> str:
    """The sign that an entity stands for, one that no browser shows among them."""
    if not entity.startswith("&#"):
        return html.unescape(entity)
    digits = entity[2:].rstrip(";")
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return chr(number) if number <= sys.maxunicode else ""


def _is_allowed(source: str, position: int) -> bool:
    """Whether an invisible sign does there what it was made for: within emoji and some scripts."""
    character, before = source[position], source[position - 1 : position]
    after = source[position + 1 : position + 2]
    if position == 0:
        return character == "\ufeff"
    if character in "\u200c\u200d":
        return _joins(source, position)
    if character in "\u200e\u200f\u061c":
        return _is_bidi_mark_allowed(source, position)
    if character == "\u2800":
        # A blank of Braille, between words of Braille.
        return "\u2800" < before <= "\u28ff" or "\u2800" < after <= "\u28ff"
    if "\ufe00" <= character <= "\ufe0f":
        is_keycap = before in "#*0123456789\u00a9\u00ae"
        return (ord(before) > 0x2000 or is_keycap) and not _HIDDEN.match(before)
    if "\U000e0020" <= character <= "\U000e007f":
        start = source.rfind("\U0001f3f4", max(0, position - 8), position)
        flag = _FLAG.match(source, start) if start >= 0 else None
        return bool(flag and flag.end() > position)
    # A word may be broken at its syllables, not behind each of its letters.
    is_alone = source[position - 2 : position + 3 : 4] != character * 2
    return character == "\u00ad" and before.isalpha() and after.isalpha() and is_alone


def _joins(source: str, position: int) -> bool:
    """Whether a joiner shapes letters of a script such as Javanese or Persian, or joins emoji."""
    base = position - 1
    while base > 0 and position - base < 8 and unicodedata.category(source[base])[0] == "M":
        base -= 1
    if _SHAPED.match(source[base]):
        return True
    after = source[position + 1 : position + 2]
    return _is_emoji(source[base]) and bool(after) and _is_emoji(after)


def _is_emoji(character: str) -> bool:
    # Programs older than an emoji do not know its category.
    return ord(character) >= 0x1F000 or (
        ord(character) > 0x2000 and unicodedata.category(character)[0] == "S"
    )


def _is_bidi_mark_allowed(source: str, position: int) -> bool:
    """Whether a mark of direction stands beside a letter that is written from right to left, or
    only punctuation lies between them."""
    before = source[max(0, position - FAR) : position][::-1]
    after = source[position + 1 : position + 1 + FAR]
    for side in (before, after):
        for character in side:
            if character == "\n" or character in "\u200e\u200f\u061c":
                break
            direction = unicodedata.bidirectional(character)
            if direction in ("R", "AL"):
                return True
            if direction == "L":
                break
    return False


def stacked_diacritics(text: str) -> Iterator[tuple[int, str]]:
    """Marks piled up on a letter, more than any script needs, and where they stand."""
    if text.isascii():
        return
    for run in _NO_LETTERS.finditer(text):
        for is_mark, characters in groupby(enumerate(run[0]), lambda at: _is_mark(at[1])):
            if not is_mark:
                continue
            marks = list(characters)
            pile = "".join(character for _, character in marks)
            if len(pile) > MOST_MARKS or _PILED.search(pile):
                yield run.start() + marks[0][0], pile[:MOST_MARKS]


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")
