"""Word families: the forms of a word that find each other when readers search."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import snowballstemmer  # type: ignore[import-untyped]
from babel import Locale

from newsroom.core.data import DATA, read_data
from newsroom.search.indonesian_roots import read_roots, roots_file

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_STEM = 3

Change = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class OwnWords:
    """What search_words.<language>.yml tells of a language."""

    roots: Sequence[str] = ()
    """Roots that the word list lacks."""
    families: Sequence[Sequence[str]] = ()
    """Words that belong together though no rule says so."""
    stop_words: Sequence[str] = ()
    """Roots whose forms nobody looks for: the commonest words."""
    function_words: Sequence[str] = ()
    """Words that questions are made of: an article need not have them to be found."""


class Families:
    """The families of one language's words, as far as an archive holds them.

    Pagefind cuts each word to a stem, in the index as in what readers type, and misses forms whose
    stems differ: `menari` becomes `ari`. A word's relatives are the forms that bring the other
    stems of its family into the index.
    """

    def __init__(
        self,
        archive: Mapping[str, int],
        *,
        stem: Change,
        root: Change,
        forms: Callable[[str], Iterable[str]],
        own: OwnWords,
    ) -> None:
        self._stem = stem
        self._root = root
        self._forms = forms
        self._own = own
        self._archive: dict[str, dict[str, int]] = defaultdict(dict)
        for word, count in archive.items():
            self._archive[self._family(word)][word] = count
        self._relatives = cache(self._find_relatives)

    def word_forms(self, text: str) -> tuple[str, ...]:
        """The relatives of a word, or of each part of one such as `tari-menari`."""
        found = (self._relatives(word) for word in words(text))
        return tuple(dict.fromkeys(word for word_forms in found for word in word_forms))

    def _find_relatives(self, word: str) -> tuple[str, ...]:
        family, own = self._family(word), self._stem(word)
        if family in self._own.stop_words:
            return ()
        return tuple(
            form
            for stem, form in sorted(self._stems(family).items())
            if stem != own and self._owners.get(stem, family) == family
        )

    def _family(self, word: str) -> str:
        """The name of a word's family."""
        root = self._root(word)
        return self._joined.get(root, root)

    @cached_property
    def _joined(self) -> dict[str, str]:
        """The families that a list of ours joins, by the roots of its words."""
        return {
            self._root(word): self._root(listed[0])
            for listed in self._own.families
            for word in listed
        }

    @cached_property
    def _members(self) -> dict[str, set[str]]:
        """The words that a list of ours puts into a family."""
        members: dict[str, set[str]] = defaultdict(set)
        for listed in self._own.families:
            members[self._family(listed[0])].update(listed)
        return members

    def _stems(self, family: str) -> dict[str, str]:
        """The stems of a family, each with its shortest word."""
        members = self._members.get(family, set())
        forms = {form for root in {family, *map(self._root, members)} for form in self._forms(root)}
        stems: dict[str, str] = {}
        for form in sorted(
            forms | members | self._archive[family].keys(), key=lambda form: (len(form), form)
        ):
            stem = self._stem(form)
            if len(stem) >= _SHORTEST_STEM:
                stems.setdefault(stem, form)
        return stems

    @cached_property
    def _owners(self) -> dict[str, str]:
        """The family that each stem of the archive mostly means.

        `empat` is four, and not what is left of `menempatkan`.
        """
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for family, archive in self._archive.items():
            for word, count in archive.items():
                counts[self._stem(word)][family] += count
        return {
            stem: min(families, key=lambda family: (-families[family], family))
            for stem, families in counts.items()
        }


def words(text: str) -> Iterator[str]:
    """The words of a text, in small letters."""
    return (match[0].lower() for match in _WORD.finditer(text))


def read_families(language: str, archive: Iterable[str], *, locale: str = "") -> Families:
    """The families of a language's words, for the texts of its archive.

    A language without a stemmer and without a list of its own is searched plainly. `locale` is
    Babel's name of the language where that is another: `pt_BR` of `pt-BR`.
    """
    own = own_words(language)
    stem = _stemmer(locale or language)
    counts = Counter(word for text in archive for word in words(text))
    if (file := roots_file(language)).is_file():
        roots = read_roots(own.roots, file)
        return Families(counts, stem=stem, root=roots.root, forms=roots.forms, own=own)
    return Families(counts, stem=stem, root=stem, forms=lambda root: (), own=own)


def own_words(language: str) -> OwnWords:
    """The list of ours for a language, where there is one."""
    name = f"search_words.{language}"
    return OwnWords(**read_data(name)) if (DATA / f"{name}.yml").is_file() else OwnWords()


def _stemmer(locale: str) -> Change:
    """Snowball's for the language, which Pagefind uses too; else none."""
    name = (Locale.parse(locale).get_language_name("en") or "").lower()
    if name not in snowballstemmer.algorithms():
        return lambda word: word
    stemmer = snowballstemmer.stemmer(name)

    @cache
    def stem(word: str) -> str:
        stemmed: str = stemmer.stemWord(word)
        return stemmed

    return stem
