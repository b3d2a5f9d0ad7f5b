"""Signs that readers do not see: where they stand, and whether they belong there."""

import html
import re
import sys
import unicodedata
from collections.abc import Iterator

from newsroom.problem import Wrong

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


def hidden_signs(text: str) -> Iterator[tuple[int, str]]:
    """Invisible signs that do not belong where they stand, written as they are or as entities."""
    if text.isascii() and "&" not in text and text.replace("\n", "").isprintable():
        return
    for match in _HIDDEN.finditer(text):
        if not _belongs(text, match.start()):
            yield match.start(), match[0]
    for match in _ENTITY.finditer(text):
        meant = _meant(match[0])
        if len(meant) == 1 and meant != "\u00ad" and _HIDDEN.match(meant):
            yield match.start(), meant


def hidden(sign: str) -> Wrong:
    """What is wrong with an invisible sign."""
    category = unicodedata.category(sign)
    rule = "control_character" if category == "Cc" else "invisible_character"
    name = unicodedata.name(sign, category)
    return Wrong(rule, key="", code=f"U+{ord(sign):04X}", name=name)


def _meant(entity: str) -> str:
    """The sign that an entity stands for, one that no browser shows among them."""
    if not entity.startswith("&#"):
        return html.unescape(entity)
    digits = entity[2:].rstrip(";")
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return chr(number) if number <= sys.maxunicode else ""


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
