"""Letters that only look like Latin ones: of another alphabet, or made for something else."""

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
"""Alphabets of which some letters look like Latin ones; of Greek, whose letters are also
signs, only those."""
_MIXED = re.compile(rf"(?<!\w)(?=\w*(?:[{_LATIN}][{_ALPHABETS}]|[{_ALPHABETS}][{_LATIN}]))\w+")

# Not Unicode's confusables.txt: it also takes `г` for r and `п` for n, which nobody does.
_TWINS = (
    "\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u04cf\u043e\u0440\u051b\u0455\u051d\u0445\u0443"
    "\u0475\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423"
    "\u0425\u04ae\u0474\u04c0\u0500\u051a\u051c\u050c"  # Cyrillic
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5"  # Greek
)
"""Letters that nobody can tell from Latin ones."""
_FOREIGN = "\u0370-\u03ff\u0400-\u052f"
# Words of one alphabet beside each other: one letter of its own in one of them tells readers.
_WORDS = re.compile(rf"[{_FOREIGN}][{_FOREIGN}\u0300-\u036f]*(?:[^\w\n]+[{_FOREIGN}]+)*")
_NOTHING_BUT_TWINS = re.compile(rf"[{_TWINS}\W]*")

# Letters of mathematics, which programs for styled words write, and of phonetic writing. A
# phonetic word stands between slashes or brackets.
_STYLED = re.compile(
    "[\U0001d400-\U0001d7cb]{2,}"
    "|(?<![\\w/\\[])(?=[A-Za-z]*[\u0251\u0261\u0269\u1d00-\u1d22])[A-Za-z\u0251\u0261\u0269"
    "\u1d00-\u1d22]{2,}(?!\\w)"
)
_ANY = re.compile(f"[{_FOREIGN}{_ALPHABETS}\u0251\u0261\u0269\u1d00-\u1d22\U0001d400-\U0001d7cb]")


def mixed_words(text: str) -> Iterator[tuple[int, str]]:
    """Words of Latin letters among which there is one of another alphabet, and where they stand."""
    # Hardly any text has such a letter at all, and looking for one is cheap.
    if not text.isascii() and _ANY.search(text):
        yield from ((match.start(), match[0]) for match in _MIXED.finditer(text))


def disguised_words(text: str) -> Iterator[tuple[int, str]]:
    """Words that seem to be of Latin letters and have none, and where they stand."""
    if text.isascii() or not _ANY.search(text):
        return
    for match in _WORDS.finditer(text):
        # One letter alone may be a sign: a density, a frequency.
        is_word = sum(map(str.isalpha, match[0])) > 1
        if is_word and _NOTHING_BUT_TWINS.fullmatch(match[0]) and _is_alone(text, match):
            yield match.start(), match[0]
    yield from ((match.start(), match[0]) for match in _STYLED.finditer(text))


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether no other letters adjoin: such a word is told as mixed."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return not any(map(str.isalpha, around))


def is_disguised(host: str) -> bool:
    """Whether a host's name, as browsers may show it, is taken for that of another."""
    return any(
        True
        for label in host.split(".")
        for find in (mixed_words, disguised_words)
        for _ in find(label)
    )


CONFUSABLE_RULES: Mapping[str, Callable[[str], Iterator[tuple[int, str]]]] = {
    "stacked_signs": stacked_diacritics,
    "mixed_letters": mixed_words,
    "disguised_letters": disguised_words,
}
"""What finds the words that a rule refuses."""
