"""Finds letters that only look like Latin ones, of another alphabet or of mathematics."""

import re
from collections.abc import Callable, Iterator, Mapping

from newsroom.text.characters import stacked_diacritics

_LATIN = "A-Za-z\u00c0-\u024f"
_ALPHABETS = (
    "\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03b1\u03bf\u03c1\u03c5"  # Greek
    "\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f"  # Cyrillic
    "\u0531-\u0587\u13a0-\u13ff\uab70-\uabbf\u2c80-\u2cf3\ua4d0-\ua4f7"  # Armenian to Lisu
)
"""Alphabets with letters that look like Latin ones. Of Greek only those letters: the others are
also symbols within Latin text."""
_MIXED = re.compile(rf"(?<!\w)(?=\w*(?:[{_LATIN}][{_ALPHABETS}]|[{_ALPHABETS}][{_LATIN}]))\w+")

# Unicode's confusables.txt would find too much: it takes `г` for r and `п` for n.
_LOOKALIKES = (
    "\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u04cf\u043e\u0440\u051b\u0455\u051d\u0445\u0443"
    "\u0475\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423"
    "\u0425\u04ae\u0474\u04c0\u0500\u051a\u051c\u050c"  # Cyrillic
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5"  # Greek
)
"""Letters that nobody can tell from Latin ones."""
_FOREIGN = "\u0370-\u03ff\u0400-\u052f"
# Neighbouring words of one alphabet: a reader recognises it if one letter of them is distinct.
_WORDS = re.compile(rf"[{_FOREIGN}][{_FOREIGN}\u0300-\u036f]*(?:[^\w\n]+[{_FOREIGN}]+)*")
_ONLY_LOOKALIKES = re.compile(rf"[{_LOOKALIKES}\W]*")

# Mathematical letters, with which people imitate bold or italics, and phonetic letters, unless the
# word is between slashes or brackets as phonetic transcription is.
_STYLED = re.compile(
    "[\U0001d400-\U0001d7cb]{2,}"
    "|(?<![\\w/\\[])(?=[A-Za-z]*[\u0251\u0261\u0269\u1d00-\u1d22])[A-Za-z\u0251\u0261\u0269"
    "\u1d00-\u1d22]{2,}(?!\\w)"
)
_ANY = re.compile(f"[{_FOREIGN}{_ALPHABETS}\u0251\u0261\u0269\u1d00-\u1d22\U0001d400-\U0001d7cb]")


def mixed_words(text: str) -> Iterator[tuple[int, str]]:
    """Words that mix Latin letters with those of another alphabet, with their positions."""
    # A cheap test first: hardly any text has such a letter.
    if not text.isascii() and _ANY.search(text):
        yield from ((match.start(), match[0]) for match in _MIXED.finditer(text))


def disguised_words(text: str) -> Iterator[tuple[int, str]]:
    """Words that look Latin but have no Latin letter, with their positions."""
    if text.isascii() or not _ANY.search(text):
        return
    for match in _WORDS.finditer(text):
        # One letter alone may be a symbol: a density, a frequency.
        is_word = sum(map(str.isalpha, match[0])) > 1
        if is_word and _ONLY_LOOKALIKES.fullmatch(match[0]) and _is_alone(text, match):
            yield match.start(), match[0]
    yield from ((match.start(), match[0]) for match in _STYLED.finditer(text))


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether no other letter touches it: then it would be a mixed word."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return not any(map(str.isalpha, around))


def is_disguised(host: str) -> bool:
    """Whether a host's name looks like that of another host."""
    labels = host.split(".")
    return any(any(mixed_words(label)) or any(disguised_words(label)) for label in labels)


CONFUSABLE_RULES: Mapping[str, Callable[[str], Iterator[tuple[int, str]]]] = {
    "stacked_signs": stacked_diacritics,
    "mixed_letters": mixed_words,
    "disguised_letters": disguised_words,
}
"""For each rule, the function that finds what breaks it, with its position."""
