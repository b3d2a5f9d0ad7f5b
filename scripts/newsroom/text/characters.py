"""Finds invisible characters and stacked diacritics that no script needs where they are."""

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
# Scripts whose letters change shape at a joiner, from Hebrew to Balinese and Javanese.
_SHAPED = re.compile("[\u0590-\u109f\u1700-\u1cff\ua800-\uabff\U00010a00-\U00011fff]")
_NO_LETTERS = re.compile(r"[^\w\s\x00-\x7f]{3,}")
# Four diacritics of a script that never needs more than three on a letter, or the same mark three
# times in a row.
_STACKED = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4}|(.)\1\1", re.DOTALL
)
MAX_DIACRITICS = 6
"""On one letter: Burmese and Tibetan need up to five."""
MAX_BIDI_DISTANCE = 16
"""Characters between a bidirectional mark and the letter that needs it."""
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{2,6}\U000e007f")


def invisible_characters(text: str) -> Iterator[tuple[int, str]]:
    """Invisible characters that have no purpose where they are, with their positions.

    Written as entities, they are never allowed, but for the soft hyphen.
    """
    if text.isascii() and "&" not in text and text.replace("\n", "").isprintable():
        return
    for match in _HIDDEN.finditer(text):
        if not _is_allowed(text, match.start()):
            yield match.start(), match[0]
    for match in _ENTITY.finditer(text):
        character = _decode(match[0])
        if len(character) == 1 and character != "\u00ad" and _HIDDEN.match(character):
            yield match.start(), character


def invisible_character(character: str) -> InvalidValue:
    """The error that names an invisible character by its code point and Unicode name."""
    category = unicodedata.category(character)
    rule = "control_character" if category == "Cc" else "invisible_character"
    name = unicodedata.name(character, category)
    return InvalidValue(rule, key="", code=f"U+{ord(character):04X}", name=name)


def decode_entities(text: str) -> str:
    """A text with its entities decoded, except for those of line breaks and other unprintable
    characters."""

    def decode(entity: re.Match[str]) -> str:
        character = _decode(entity[0])
        return character if character.isprintable() else entity[0]

    return _ENTITY.sub(decode, text) if "&" in text else text


def _decode(entity: str) -> str:
    """The character that an entity stands for, even one that `html.unescape` drops."""
    if not entity.startswith("&#"):
        return html.unescape(entity)
    digits = entity[2:].rstrip(";")
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return chr(number) if number <= sys.maxunicode else ""


def _is_allowed(source: str, position: int) -> bool:
    """Whether an invisible character has its purpose there, as in emoji and some scripts."""
    character, before = source[position], source[position - 1 : position]
    after = source[position + 1 : position + 2]
    if position == 0:
        return character == "\ufeff"
    if character in "\u200c\u200d":
        return _joins(source, position)
    if character in "\u200e\u200f\u061c":
        return _is_bidi_mark_allowed(source, position)
    if character == "\u2800":
        # The blank of Braille, beside a Braille letter.
        return "\u2800" < before <= "\u28ff" or "\u2800" < after <= "\u28ff"
    if "\ufe00" <= character <= "\ufe0f":
        is_keycap = before in "#*0123456789\u00a9\u00ae"
        return (ord(before) > 0x2000 or is_keycap) and not _HIDDEN.match(before)
    if "\U000e0020" <= character <= "\U000e007f":
        start = source.rfind("\U0001f3f4", max(0, position - 8), position)
        flag = _FLAG.match(source, start) if start >= 0 else None
        return bool(flag and flag.end() > position)
    # A soft hyphen may mark a syllable, but not follow each letter.
    is_alone = source[position - 2 : position + 3 : 4] != character * 2
    return character == "\u00ad" and before.isalpha() and after.isalpha() and is_alone


def _joins(source: str, position: int) -> bool:
    """Whether a joiner follows a letter of a script such as Javanese or Persian, or joins emoji."""
    base = position - 1
    while base > 0 and position - base < 8 and unicodedata.category(source[base])[0] == "M":
        base -= 1
    if _SHAPED.match(source[base]):
        return True
    after = source[position + 1 : position + 2]
    return _is_emoji(source[base]) and bool(after) and _is_emoji(after)


def _is_emoji(character: str) -> bool:
    # By range, since an older Python does not know the category of a newer emoji.
    return ord(character) >= 0x1F000 or (
        ord(character) > 0x2000 and unicodedata.category(character)[0] == "S"
    )


def _is_bidi_mark_allowed(source: str, position: int) -> bool:
    """Whether a bidirectional mark is beside a right-to-left letter, or only punctuation is
    between them."""
    before = source[max(0, position - MAX_BIDI_DISTANCE) : position][::-1]
    after = source[position + 1 : position + 1 + MAX_BIDI_DISTANCE]
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
    """Diacritics stacked on one letter (Zalgo text), with their positions."""
    if text.isascii():
        return
    for run in _NO_LETTERS.finditer(text):
        for is_mark, characters in groupby(enumerate(run[0]), lambda at: _is_mark(at[1])):
            if not is_mark:
                continue
            marks = list(characters)
            stack = "".join(character for _, character in marks)
            if len(stack) > MAX_DIACRITICS or _STACKED.search(stack):
                yield run.start() + marks[0][0], stack[:MAX_DIACRITICS]


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")
