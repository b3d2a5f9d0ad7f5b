"""Word forms and synonyms: the terms under which readers find words."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain

import snowballstemmer  # type: ignore[import-untyped]
from babel import Locale

from newsroom.core.data import DATA, read_data
from newsroom.search.indonesian_roots import read_roots, roots_file

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
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
    particles: Sequence[str] = ()
    """What may be put behind any word without making another: `kotanya`, `kotalah`."""
    short_spellings: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations that people type, and what they mean: `thn: tahun`."""


class WordForms:
    """Gives the words of an archive in one language the terms under which search finds them.

    All forms of a word have one term: `menari`, `tarian` and `penari` have `tari`. The index
    contains terms only. A reader's word is looked up under the term that `typed` has for it, else
    under the word itself, whose stem Pagefind takes in a language that has a stemmer and no word
    list.
    """

    def __init__(
        self,
        texts: Iterable[str],
        *,
        listed: SearchWords,
        root: Change,
        stem: Change = str,
        forms: Callable[[str], Iterable[str]] = lambda root: (),
        possible: Callable[[str], Iterable[str]] = lambda root: (),
        real: Collection[str] = (),
    ) -> None:
        """`texts`: those of the archive; `stem`: what Pagefind makes of a word; `forms`: the words
        made from a root; `possible`: those that might be made from it besides; `real`: the
        words of the language's word list."""
        self._text = " ".join(texts).lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        self._archive = archive = Counter(_WORD.findall(self._text))
        self._listed = listed
        self._stem = stem
        self._forms = forms
        self._possible = possible
        self._real = real
        self.are_listed = bool(real)
        """Whether a word list knows them; else Pagefind takes stems."""
        own_root = cache(root)
        roots = {own_root(word) for word in archive}
        self._root = cache(lambda word: self._without_ending(word, own_root(word), roots))
        self._term = cache(self._find_term)
        self._begins_phrase = _Known(lambda token: _plain(token) in self._synonyms)

    def terms(self, token: str) -> tuple[str, ...]:
        """The terms of what stands between two spaces: of `tari-menari,` one, of `–` none; of
        `15–18` its parts."""
        found = words(token)
        # The s of "city's" tells nothing.
        terms = [self._term(word) for word in found if len(word) > 1 or len(found) == 1]
        parts = _LETTERS_AND_DIGITS.findall(token.lower())
        if len(parts) > 1 and not token.isascii():
            # Pagefind splits tokens at ASCII characters only.
            terms += [part for part in parts if not part.isalpha()]
        return tuple(dict.fromkeys(terms))

    def synonyms(self, tokens: Sequence[str]) -> dict[int, tuple[str, ...]]:
        """The terms that synonyms add to tokens of a text, by the tokens' indices.

        Of `konferensi pers` the first word is added to `jumpa`, the second to `pers`.
        """
        added: dict[int, list[str]] = defaultdict(list)
        begins = self._begins_phrase
        for start in [index for index, token in enumerate(tokens) if begins[token]]:
            for phrase, others in self._synonyms[_plain(tokens[start])]:
                if [_plain(token) for token in tokens[start : start + len(phrase)]] != phrase:
                    continue
                for other in others:
                    for index in range(min(len(other), len(phrase))):
                        is_last = index == len(phrase) - 1
                        extra = other[index:] if is_last else [other[index]]
                        added[start + index] += map(self._term, extra)
        return {
            index: tuple(dict.fromkeys((*self.terms(tokens[index]), *terms)))
            for index, terms in added.items()
        }

    def typed(self) -> dict[str, str]:
        """The term of each word that a reader may type and that has another term than Pagefind
        would look up: forms of the archive's words, and other words for them."""
        archive = {self._term(word) for word in (*self._archive, *self.other_words)}
        words = {*self._archive, *self.other_words, *self._made_from(self._archive)}
        typed = {
            word: term
            for word in words
            if (term := self._term(word)) in archive and self._stem(word) != self._stem(term)
        }
        for base in map(self._base, self._archive):
            for root in {base, *map(self._root, self._members.get(base, ()))}:
                for word in self._possible(root):
                    if base in archive and word not in self._archive:
                        typed.setdefault(word, base)
        # A whole word that only looks like one with a particle: masalah, not masa with -lah.
        for word in self._real:
            for particle in self._listed.particles:
                rest = word.removesuffix(particle)
                if rest != word and word not in archive and (rest in archive or rest in typed):
                    typed.setdefault(word, word)
        return typed

    @cached_property
    def other_words(self) -> set[str]:
        """The words listed as other words for those of the archive."""
        bases = {self._base(word) for word in self._archive}
        same = {word for base in bases for word in self._members.get(base, ())}
        replaced = (other for found in self._synonyms.values() for _, other in found)
        return {*same, *(word for others in replaced for other in others for word in other)}

    def _made_from(self, words: Iterable[str]) -> Iterator[str]:
        bases = {self._base(word) for word in words} - set(self._listed.stop_words)
        for base in bases:
            yield base
            for root in {base, *map(self._root, self._members.get(base, ()))}:
                yield from self._forms(root)

    def _find_term(self, word: str) -> str:
        base = self._base(word)
        if base in self._listed.stop_words:
            return word
        if self._stem(base) == base:
            return base
        # Some word that has this stem, the same for all.
        return min(self._words_by_root.get(base, (word,)), key=lambda each: (len(each), each))

    @cached_property
    def _words_by_root(self) -> dict[str, list[str]]:
        by_root: dict[str, list[str]] = defaultdict(list)
        for word in chain(self._archive, *self._listed.same):
            if self._stem(word) == self._root(word):
                by_root[self._root(word)].append(word)
        return by_root

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
        if root == word:
            for particle in self._listed.particles:
                rest = word.removesuffix(particle)
                if rest != word and rest in self._archive and word not in self._real:
                    return self._root(rest)
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

    @cached_property
    def _synonyms(self) -> dict[str, list[tuple[list[str], list[list[str]]]]]:
        """Phrases with their synonyms, all split into words, by the first word of the phrase.

        A synonym that the texts use often itself is left out: a reader who types it wants the texts
        that contain just that.
        """
        phrases: dict[str, list[tuple[list[str], list[list[str]]]]] = defaultdict(list)
        for listed in self._listed.synonyms:
            counts = {phrase: self._count(phrase) for phrase in listed}
            for phrase, count in counts.items():
                rarer = [words(other) for other in listed if counts[other] * _RARER <= count]
                if count and rarer:
                    said = [_plain(token) for token in phrase.split()]
                    phrases[said[0]].append((said, rarer))
        return phrases

    def _count(self, phrase: str) -> int:
        """How often a phrase occurs in the archive."""
        found = words(phrase)
        if len(found) == 1 or any(word not in self._archive for word in found):
            return min(self._archive.get(word, 0) for word in found)
        return self._text.count(phrase)


class _Known(dict[str, bool]):
    """What is true of strings, each asked about once: faster than a function with a cache."""

    def __init__(self, ask: Callable[[str], bool]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, text: str) -> bool:
        self[text] = self._ask(text)
        return self[text]


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
    if (file := roots_file(language)).is_file():
        roots = read_roots(listed.roots, file)
        return WordForms(
            archive,
            listed=listed,
            root=roots.root,
            forms=roots.forms,
            possible=roots.possible_forms,
            real=roots.words,
        )
    stem = _stemmer(locale or language)
    return WordForms(archive, listed=listed, root=stem, stem=stem)


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
