"""Writes the lists of words by which the search page corrects a mistyped one.

A mistake in one letter leaves a word's first two letters or its last two as they are. So each word
is in two files, one by its beginning and one by its end, and the page loads only two files.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsroom.search.indonesian_roots import read_roots, roots_file
from newsroom.search.word_forms import search_words

FILES = 32
"""The number of files by beginning, and of those by end; overrides/assets/near_words.js has it
too."""

REAL = "-"
"""Prefix of a word that no page contains but that is a correct word of the language."""

ASKED = "?"
"""Prefix of the word with which a title answers a question word."""

_SHORTEST = 3


def write_word_lists(language: str, counts: Counter[str], folder: Path) -> None:
    """Write the files of one language, the most frequent words first.

    `counts`: how often each word occurs in the archive.
    """
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
    """Write what a typed word is replaced by: `thn` by `tahun`, `knp` by `?mengapa`, a function
    word by nothing."""
    listed = search_words(language)
    questions = {word: ASKED + answer for word, answer in listed.question_words.items()}
    typed = {**dict.fromkeys(listed.function_words, ""), **listed.short_spellings, **questions}
    file.write_text(json.dumps(typed, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _number(outer: str, inner: str) -> int:
    return (ord(outer) * 7 + ord(inner)) % FILES


def _near_real_words(language: str, known: Iterable[str]) -> set[str]:
    """The words of the language's word list that differ from a known one in one letter."""
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
    """A word, and the word without each one of its letters."""
    yield word
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]
