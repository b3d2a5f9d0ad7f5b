"""The forms of a word, and words of the same meaning, that find each other when readers search."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property

import snowballstemmer  # type: ignore[import-untyped]
from babel import Locale

from newsroom.core.data import DATA, read_data
from newsroom.search.indonesian_roots import read_roots, roots_file

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
_SHORTEST_STEM = 3
_SHORTEST_BASE = 4
_RARER = 2
"""A synonym stands beside a word that the texts use so many times as often."""

Change = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class SearchWords:
    """The content of search_words.<language>.yml."""

    roots: Sequence[str] = ()
    """Roots that the word list lacks."""
    same: Sequence[Sequence[str]] = ()
    """Lists of words whose forms all find each other though no rule says so: irregular forms, two
    spellings, words of the same meaning."""
    synonyms: Sequence[Sequence[str]] = ()
    """Lists of words and phrases (`jumpa pers`) of which one is found by the others where it stands
    exactly so: everyday names, acronyms."""
    endings: Sequence[str] = ()
    """What makes another word of a stem (`danc`, `dancer`), where the archive has both."""
    not_derived: Sequence[str] = ()
    """Words that only look made so: `former` is not of `form`."""
    stop_words: Sequence[str] = ()
    """Roots whose forms nobody looks for: the commonest words."""
    function_words: Sequence[str] = ()
    """Words that questions are made of: a page need not have them to be found."""
    question_words: Mapping[str, str] = field(default_factory=dict)
    """The same, where titles answer them: each with the word by which such a title begins."""
    short_spellings: Mapping[str, str] = field(default_factory=dict)
    """Spellings of telephones, and the words they stand for: `thn: tahun`."""


class WordForms:
    """The forms of one language's words, as far as an archive holds them.

    Pagefind cuts each word to a stem, in the index as in what readers type, and misses forms whose
    stems differ: `menari` becomes `ari`. The forms given here bring those other stems into the
    index.
    """

    def __init__(
        self,
        archive: Mapping[str, int],
        *,
        stem: Change,
        root: Change,
        forms: Callable[[str], Iterable[str]],
        listed: SearchWords,
    ) -> None:
        self._stem = stem
        roots = {root(word) for word in archive}
        self._root = cache(lambda word: self._without_ending(word, root(word), roots))
        self._forms = forms
        self._listed = listed
        self._counts = archive
        self._archive: dict[str, dict[str, int]] = defaultdict(dict)
        for word, count in archive.items():
            self._archive[self._base(word)][word] = count
        self._forms_of_word = cache(self._find_forms)
        self._forms_of_token = cache(self._find_forms_of_token)

    def beside(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """Each word of a text as it stands, with the other words that should find it.

        A word is what stands between spaces: `tari-menari,` is one.
        """
        tokens = text.split()
        found = [(token, self._forms_of_token(token)) for token in tokens]
        for place, extra in self._synonyms_in(tokens):
            token, forms = found[place]
            found[place] = (token, tuple(dict.fromkeys((*forms, *extra))))
        return found

    def _find_forms_of_token(self, token: str) -> tuple[str, ...]:
        """The forms of a word, or of each part of one such as `tari-menari` or `15–18`."""
        forms = [form for word in words(token) for form in self._forms_of_word(word)]
        parts = _LETTERS_AND_DIGITS.findall(token.lower())
        if len(parts) > 1 and not token.isascii():
            # Pagefind itself parts words at ASCII signs only.
            forms += parts
        return tuple(dict.fromkeys(forms))

    def _find_forms(self, word: str) -> tuple[str, ...]:
        base, own = self._base(word), self._stem(word)
        if base in self._listed.stop_words:
            return ()
        return tuple(
            form
            for stem, form in sorted(self._stems(base).items())
            if stem != own and self._bases_of_stems.get(stem, base) == base
        )

    def _base(self, word: str) -> str:
        """The name that all forms of a word share: its root, or that of the list it stands in."""
        root = self._root(word)
        return self._joined.get(root, root)

    def _without_ending(self, word: str, root: str, roots: Set[str]) -> str:
        """The root of the word that another was made from, where the archive has that."""
        if word in self._listed.not_derived:
            return root
        for ending in self._listed.endings:
            rest = root.removesuffix(ending)
            if rest != root and len(rest) >= _SHORTEST_BASE:
                for base in (rest, f"{rest}e"):
                    if base in roots:
                        return base
        return root

    @cached_property
    def _joined(self) -> dict[str, str]:
        """The root of the first word of a list, by the roots of the others."""
        return {
            self._root(word): self._root(listed[0])
            for listed in self._listed.same
            for word in listed
        }

    @cached_property
    def _members(self) -> dict[str, set[str]]:
        """The listed words by their base."""
        members: dict[str, set[str]] = defaultdict(set)
        for listed in self._listed.same:
            members[self._base(listed[0])].update(listed)
        return members

    def _stems(self, base: str) -> dict[str, str]:
        """The stems of all forms of a base, each with one form: the archive's own, else the
        shortest that the word list names."""
        members = self._members.get(base, set())
        archive = self._archive[base].keys()
        forms = {form for root in {base, *map(self._root, members)} for form in self._forms(root)}
        stems: dict[str, str] = {}
        for form in sorted(
            forms | members | archive, key=lambda form: (form not in archive, len(form), form)
        ):
            stem = self._stem(form)
            if len(stem) >= _SHORTEST_STEM:
                stems.setdefault(stem, form)
        return stems

    @cached_property
    def _bases_of_stems(self) -> dict[str, str]:
        """The base that each stem of the archive mostly means.

        `empat` is four, and not what is left of `menempatkan`.
        """
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for base, archive in self._archive.items():
            for word, count in archive.items():
                counts[self._stem(word)][base] += count
        return {
            stem: min(bases, key=lambda base: (-bases[base], base))
            for stem, bases in counts.items()
        }

    @cached_property
    def _synonyms(self) -> dict[str, list[tuple[list[str], list[list[str]]]]]:
        """By first word: a phrase that has synonyms, and those that the texts themselves hardly use:
        where they do, whoever types one wants what has just that. All as single words."""
        phrases: dict[str, list[tuple[list[str], list[list[str]]]]] = defaultdict(list)
        for listed in self._listed.synonyms:
            split = [phrase.split() for phrase in listed]
            for phrase in split:
                count = self._count(phrase)
                rarer = [each for each in split if self._count(each) * _RARER <= count]
                if count and rarer:
                    phrases[phrase[0]].append((phrase, rarer))
        return phrases

    def _count(self, phrase: Sequence[str]) -> int:
        """How often a phrase can stand in the archive at most."""
        return min(self._counts.get(word, 0) for word in phrase)

    def _synonyms_in(self, tokens: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
        """Where words of the same meaning belong, and which: of `konferensi pers`, the first
        beside `jumpa` and the second beside `pers`."""
        if not self._synonyms:
            return
        bare = [_bare(token) for token in tokens]
        for start, word in enumerate(bare):
            for phrase, others in self._synonyms.get(word, ()):
                if bare[start : start + len(phrase)] == phrase:
                    for other in others:
                        for place in range(min(len(other), len(phrase))):
                            is_last = place == len(phrase) - 1
                            extra = other[place:] if is_last else [other[place]]
                            yield start + place, [each for each in extra if each != phrase[place]]


@cache
def _bare(token: str) -> str:
    """A word of a text without the signs around it, in small letters."""
    found = _LETTERS_AND_DIGITS.search(token.lower())
    return found[0] if found else ""


def words(text: str) -> Iterator[str]:
    """The words of a text, in small letters; numbers are none."""
    return (match[0].lower() for match in _WORD.finditer(text))


def read_word_forms(language: str, archive: Iterable[str], *, locale: str = "") -> WordForms:
    """The forms of a language's words, for the texts of its archive.

    A language without a stemmer and without a list of its own is searched plainly. `locale` is
    Babel's name of the language where that is another: `pt_BR` of `pt-BR`.
    """
    listed = search_words(language)
    stem = _stemmer(locale or language)
    counts = Counter(word for text in archive for word in words(text))
    if (file := roots_file(language)).is_file():
        roots = read_roots(listed.roots, file)
        return WordForms(counts, stem=stem, root=roots.root, forms=roots.forms, listed=listed)
    return WordForms(counts, stem=stem, root=stem, forms=lambda root: (), listed=listed)


def search_words(language: str) -> SearchWords:
    """The reviewed list of a language, empty where there is none."""
    name = f"search_words.{language}"
    return SearchWords(**read_data(name)) if (DATA / f"{name}.yml").is_file() else SearchWords()


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
