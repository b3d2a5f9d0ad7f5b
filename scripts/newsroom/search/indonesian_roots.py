"""Finds the roots of Indonesian words: `membatik`, `pembatik` and `dibatik` come from `batik`."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from newsroom.core.data import DATA

AFFIXES = {
    "B0": ("ber", ""),
    "Ba": ("ber", "an"),
    "Bk": ("ber", "kan"),
    "BE": ("be", ""),
    "Bl": ("berke", "an"),
    "D0": ("di", ""),
    "Di": ("di", "i"),
    "Dk": ("di", "kan"),
    "DR": ("diper", ""),
    "Dt": ("diper", "i"),
    "Du": ("diper", "kan"),
    "K0": ("ke", ""),
    "Ka": ("ke", "an"),
    "Kc": ("keber", "an"),
    "Ku": ("keter", "an"),
    "M0": ("meN", ""),
    "Mi": ("meN", "i"),
    "Mk": ("meN", "kan"),
    "Mq": ("mempe", "kan"),
    "MR": ("memper", ""),
    "Mt": ("memper", "i"),
    "Mu": ("memper", "kan"),
    "P0": ("peN", ""),
    "Pa": ("peN", "an"),
    "PE": ("pe", ""),
    "Pf": ("pe", "an"),
    "PK": ("peng", ""),
    "Pc": ("pember", "an"),
    "Ps": ("pemer", "an"),
    "R0": ("per", ""),
    "Ra": ("per", "an"),
    "S0": ("se", ""),
    "T0": ("ter", ""),
    "Ta": ("ter", "an"),
    "Ti": ("ter", "i"),
    "Tk": ("ter", "kan"),
    "a0": ("", "an"),
    "i0": ("", "i"),
    "k0": ("", "kan"),
}
"""Prefix and suffix, by the flag in the word list; `N` is a nasal that depends on the root."""

_FREQUENT = ("B0", "D0", "Di", "Dk", "Ka", "M0", "Mi", "Mk", "P0", "Pa", "Ra", "T0", "a0", "k0")
"""The affixes that most roots may take, whether the word list says so or not."""

_SUFFIXES = ("kan", "an", "i")
_PREFIXES = ("ber", "ter", "per", "be", "te", "pe", "di", "ke", "se", "me")
_LONGEST_PREFIXES = 3
"""Prefixes in a row, as in `memper`, `keber` and `berkese`."""

_SHORTEST_ROOT = 3

_LOANS = (
    ("ivitas", "if", 5),
    ("itas", "", 5),
    ("tif", "si", 6),
    ("tor", "si", 6),
    ("tur", "si", 7),
    ("isasi", "", 6),
    ("ional", "i", 6),
    ("al", "", 7),
    ("is", "i", 6),
    ("isme", "", 6),
    ("wan", "", 4),
    ("wati", "", 4),
)
"""Endings of loanwords, what replaces them in the base, and the base's minimum length:
`kreativitas` comes from `kreatif`."""


class Roots:
    """Finds roots with a word list: roots and the affixes that each takes."""

    def __init__(self, affixes: Mapping[str, Iterable[str]]) -> None:
        self._affixes = affixes

    @property
    def words(self) -> Collection[str]:
        """The roots of the list."""
        return self._affixes.keys()

    def root(self, word: str) -> str:
        """The root of a word, or the word itself if none is known."""
        return self._loan_root(self._native_root(word))

    def forms(self, root: str) -> set[str]:
        """The words derived from a root, itself included."""
        natives = [root, *self._loans.get(root, ())]
        return {
            form
            for native in natives
            for form in [native, *_forms(native, self._affixes.get(native, ()))]
        }

    def possible_forms(self, root: str) -> set[str]:
        """The words that readers might derive from a root, though the list has none of them."""
        if root not in self._affixes:
            return set()
        listed, forms = self._affixes, self._roots_by_form
        return {
            form for form in _forms(root, _FREQUENT) if form not in listed and form not in forms
        }

    def _native_root(self, word: str) -> str:
        forms = [word, *_without_particles(word)]
        for form in forms:
            if form in self._affixes:
                return form
            if form in self._roots_by_form:
                return self._roots_by_form[form]
        roots = {
            candidate
            for form in forms
            for candidate in _stripped(form)
            if len(candidate) >= _SHORTEST_ROOT and candidate in self._affixes
        }
        return max(roots, key=lambda root: (len(root), root), default=word)

    def _loan_root(self, word: str) -> str:
        for ending, replacement, length in _LOANS:
            base = word.removesuffix(ending) + replacement
            if word.endswith(ending) and len(base) >= length and base in self._affixes:
                return self._loan_root(base)
        return word

    @cached_property
    def _roots_by_form(self) -> dict[str, str]:
        """The root of each form in the word list; of several roots, the longest."""
        roots: dict[str, str] = {}
        for root, affixes in self._affixes.items():
            for form in _forms(root, affixes):
                if len(root) > len(roots.get(form, "")):
                    roots[form] = root
        return roots

    @cached_property
    def _loans(self) -> dict[str, list[str]]:
        """The loanwords derived from each root."""
        loans: dict[str, list[str]] = {}
        for word in self._affixes:
            if (root := self._loan_root(word)) != word:
                loans.setdefault(root, []).append(word)
        return loans


def roots_file(language: str) -> Path:
    """The path of a language's word list, which need not exist."""
    return DATA / f"roots.{language}.txt"


def read_roots(own: Iterable[str], file: Path) -> Roots:
    """Read a word list; `own` are roots that it lacks."""
    affixes: dict[str, tuple[str, ...]] = {word: () for word in own}
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, *flags = line.split()
            affixes[word] = tuple(flags)
    return Roots(affixes)


def _forms(root: str, flags: Iterable[str]) -> Iterator[str]:
    for flag in flags:
        prefix, suffix = AFFIXES[flag]
        yield _prefixed(prefix, root) + suffix


def _prefixed(prefix: str, root: str) -> str:
    if prefix.endswith("N"):
        return prefix[:-1] + _nasal(root)
    if prefix.endswith("er") and root.startswith("r"):
        return prefix[:-1] + root
    return prefix + root


def _nasal(root: str) -> str:
    """The root after me- or pe-: me-mbatik, me-nulis, me-nyambut, me-nganyam, me-lukis."""
    first, second = root[0], root[1:2]
    match first:
        case "b" | "f" | "v":
            return "m" + root
        case "p":
            return "m" + (root if second in "lr" else root[1:])
        case "c" | "d" | "j" | "z":
            return "n" + root
        case "t":
            return "n" + (root if second == "r" else root[1:])
        case "s":
            return "n" + root if second in "kmptwy" else "ny" + root[1:]
        case "k":
            return "ng" + (root if second in "hlr" else root[1:])
        case "l" | "m" | "n" | "r" | "w" | "y":
            return root
        case _:
            return "ng" + root


def _without_particles(word: str) -> Iterator[str]:
    """A word without its particles, one after the other: `kotanyalah` gives `kotanya`, `kota`."""
    for endings in (("lah", "kah", "pun", "tah"), ("nya", "ku", "mu")):
        for ending in endings:
            if word.endswith(ending):
                word = word.removesuffix(ending)
                yield word


def _stripped(word: str) -> set[str]:
    """All candidates for the root of a word: without its suffix, without prefixes."""
    candidates = {word, *(word.removesuffix(end) for end in _SUFFIXES if word.endswith(end))}
    layer = candidates
    for _ in range(_LONGEST_PREFIXES):
        layer = {shorter for longer in layer for shorter in _unprefixed(longer)}
        candidates = candidates | layer
    return candidates


def _unprefixed(word: str) -> Iterator[str]:
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            yield word.removeprefix(prefix)
    if word.startswith(("me", "pe")):
        rest = word[2:]
        for nasal, firsts in (("ng", "k"), ("nge", ""), ("ny", "s"), ("n", "t"), ("m", "p")):
            if rest.startswith(nasal):
                remaining = rest.removeprefix(nasal)
                yield remaining
                yield from (first + remaining for first in firsts)
