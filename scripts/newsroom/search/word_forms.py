"""Word forms and synonyms: which other words should find a word when readers search."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain

import snowballstemmer  # type: ignore[import-untyped]
from babel import Locale

from newsroom.core.data import DATA, read_data
from newsroom.search.indonesian_roots import read_roots, roots_file

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
_SHORTEST_STEM = 3
_SHORTEST_BASE = 4
_RARER = 2
"""A synonym is added to a word that the texts use at least this many times as often."""

Change = Callable[[str], str]
"""Makes a stem or a root of a word."""


@dataclass(frozen=True, kw_only=True)
class SearchWords:
    """The content of search_words.<language>.yml."""

    roots: Sequence[str] = ()
    """Roots that the word list lacks."""
    same: Sequence[Sequence[str]] = ()
    """Lists of words that find each other in all their forms: irregular forms, two spellings, words
    of the same meaning."""
    synonyms: Sequence[Sequence[str]] = ()
    """Lists of words and phrases (`jumpa pers`) that find each other only as they are written here:
    everyday names, acronyms."""
    endings: Sequence[str] = ()
    """Suffixes that make another word of a stem (`danc`, `dancer`), if the archive has both."""
    not_derived: Sequence[str] = ()
    """Words that only look derived: `former` does not come from `form`."""
    stop_words: Sequence[str] = ()
    """Roots of the most frequent words, whose forms need not find each other."""
    function_words: Sequence[str] = ()
    """Words of questions that a page need not contain to be found."""
    question_words: Mapping[str, str] = field(default_factory=dict)
    """Question words, each with the word with which the title of an answer begins."""
    short_spellings: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations that people type, and what they mean: `thn: tahun`."""


class WordForms:
    """Finds the forms of words of one language for the texts of an archive.

    Pagefind reduces the words of the index and of a query to stems, and misses forms whose stems
    differ: `menari` becomes `ari`. The forms that this class returns are added to the index, so
    that it contains those other stems too.
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
        """Each token of a text, with the other words that should find it.

        Tokens are separated by spaces: `tari-menari,` is one.
        """
        tokens = text.split()
        found = [(token, self._forms_of_token(token)) for token in tokens]
        for index, extra in self._synonyms_in(tokens):
            token, forms = found[index]
            found[index] = (token, tuple(dict.fromkeys((*forms, *extra))))
        return found

    def _find_forms_of_token(self, token: str) -> tuple[str, ...]:
        """The forms of a token, or of each part of one such as `tari-menari` or `15–18`."""
        forms = [form for word in words(token) for form in self._forms_of_word(word)]
        parts = _LETTERS_AND_DIGITS.findall(token.lower())
        if len(parts) > 1 and not token.isascii():
            # Pagefind splits tokens at ASCII characters only.
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
        """What all forms of a word share: its root, or the root of its list's first word."""
        root = self._root(word)
        return self._joined.get(root, root)

    def _without_ending(self, word: str, root: str, roots: Set[str]) -> str:
        """The root of the word that this one is derived from, if the archive has that word."""
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
        """For the root of each listed word, the root of its list's first word."""
        return {
            self._root(word): self._root(listed[0])
            for listed in self._listed.same
            for word in listed
        }

    @cached_property
    def _members(self) -> dict[str, set[str]]:
        """The words of each list, by their base."""
        members: dict[str, set[str]] = defaultdict(set)
        for listed in self._listed.same:
            members[self._base(listed[0])].update(listed)
        return members

    def _stems(self, base: str) -> dict[str, str]:
        """The stems of all forms of a base, each with one form that has it: a word of the archive
        if there is one, else the shortest."""
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
        """The base that each stem of the archive most often comes from.

        `empat` means four; that `menempatkan` has the same stem is a coincidence.
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
        """Phrases with their synonyms, all split into words, by the first word of the phrase.

        A synonym that the texts use often itself is left out: a reader who types it wants the texts
        that contain just that.
        """
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
        """An upper limit of how often a phrase occurs in the archive."""
        return min(self._counts.get(word, 0) for word in phrase)

    def _synonyms_in(self, tokens: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
        """Indices of tokens with the words that their synonyms add to them.

        Of `konferensi pers` the first word is added to `jumpa`, the second to `pers`.
        """
        if not self._synonyms:
            return
        plain = [_plain(token) for token in tokens]
        for start, word in enumerate(plain):
            for phrase, others in self._synonyms.get(word, ()):
                if plain[start : start + len(phrase)] == phrase:
                    for other in others:
                        for index in range(min(len(other), len(phrase))):
                            is_last = index == len(phrase) - 1
                            extra = other[index:] if is_last else [other[index]]
                            yield start + index, [word for word in extra if word != phrase[index]]


@cache
def _plain(token: str) -> str:
    """The first word of a token in lower case, without punctuation."""
    found = _LETTERS_AND_DIGITS.search(token.lower())
    return found[0] if found else ""


def words(text: str) -> list[str]:
    """The words of a text in lower case, without numbers."""
    return [word.lower() for word in _WORD.findall(text)]


def read_word_forms(language: str, archive: Iterable[str], *, locale: str = "") -> WordForms:
    """The word forms of a language, for the texts of its archive.

    In a language without a stemmer and a word list, each word only finds itself. `locale` is
    Babel's name of the language if it differs: `pt_BR` for `pt-BR`.
    """
    listed = search_words(language)
    stem = _stemmer(locale or language)
    counts = Counter(chain.from_iterable(map(words, archive)))
    if (file := roots_file(language)).is_file():
        roots = read_roots(listed.roots, file)
        return WordForms(counts, stem=stem, root=roots.root, forms=roots.forms, listed=listed)
    return WordForms(counts, stem=stem, root=stem, forms=lambda root: (), listed=listed)


def search_words(language: str) -> SearchWords:
    """The content of search_words.<language>.yml, or nothing if there is no such file."""
    name = f"search_words.{language}"
    return SearchWords(**read_data(name)) if (DATA / f"{name}.yml").is_file() else SearchWords()


def _stemmer(locale: str) -> Change:
    """Snowball's stemmer of the language, as in Pagefind; else one that changes nothing."""
    name = (Locale.parse(locale).get_language_name("en") or "").lower()
    if name not in snowballstemmer.algorithms():
        return lambda word: word
    stemmer = snowballstemmer.stemmer(name)

    @cache
    def stem(word: str) -> str:
        stemmed: str = stemmer.stemWord(word)
        return stemmed

    return stem
