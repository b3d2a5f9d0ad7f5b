"""The words of an archive for those who mistype one, as the search page fetches them.

A slip of one letter spares a word's beginning or its end. So each word stands in two files, named
after its first and its last two letters, and nobody loads all words.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsroom.search.indonesian_roots import read_roots, roots_file
from newsroom.search.word_forms import search_words

FILES = 32
"""For beginnings and as many for ends; overrides/assets/near_words.js knows the number too."""

REAL = "-"
"""Stands before a word that no page has but that is no slip either: it is one of the language."""

ASKED = "?"
"""Stands before a word that a title may answer with."""

_SHORTEST = 3


def write_word_lists(language: str, counts: Counter[str], folder: Path) -> None:
    """Write the files of one language, the commonest words first."""
    folder.mkdir(parents=True)
    files: dict[str, list[str]] = defaultdict(list)
    known = sorted(counts, key=lambda word: (-counts[word], word))
    real = [f"{REAL}{word}" for word in sorted(_near_real_words(language, counts.keys()))]
    for entry in (*known, *real):
        word = entry.removeprefix(REAL)
        if len(word) >= _SHORTEST:
            files[f"begin{_number(word[0], word[1])}"].append(entry)
            files[f"end{_number(word[-1], word[-2])}"].append(entry)
    for number in range(FILES):
        for name in (f"begin{number}", f"end{number}"):
            (folder / f"{name}.txt").write_text(" ".join(files[name]), encoding="utf-8")


def write_typed_words(language: str, file: Path) -> None:
    """Write what a typed word stands for: `thn` for `tahun`, `knp` for `?mengapa`, a function
    word for nothing."""
    listed = search_words(language)
    asked = {word: ASKED + answer for word, answer in listed.question_words.items()}
    typed = {**dict.fromkeys(listed.function_words, ""), **listed.short_spellings, **asked}
    file.write_text(json.dumps(typed, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _number(outer: str, inner: str) -> int:
    return (ord(outer) * 7 + ord(inner)) % FILES


def _near_real_words(language: str, known: Iterable[str]) -> set[str]:
    """The words of the language's list that a slip could make of a known one."""
    if not (file := roots_file(language)).is_file():
        return set()
    known = set(known)
    by_rest: dict[str, list[str]] = defaultdict(list)
    for word in known:
        for rest in _rests(word):
            by_rest[rest].append(word)
    return {
        word
        for word in read_roots((), file).words
        if word not in known and any(rest in by_rest for rest in _rests(word))
    }


def _rests(word: str) -> Iterator[str]:
    """A word, and what is left of it without one of its letters."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
