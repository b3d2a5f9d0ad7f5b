"""Writes the lists of words by which the search page looks up a word, and corrects a mistyped one.

Each list is divided into files, so that the page loads only what it needs. A mistake in one letter
leaves a word's first two letters or its last two as they are. So each word is in two files, one by
its beginning and one by its end.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from newsroom.search.indonesian_roots import read_roots, roots_file
from newsroom.search.word_forms import WordForms, search_words

FILES = 32
"""The number of files by beginning, and of those by end; overrides/assets/near_words.js has it
too."""

FORM_FILES = 128
"""The number of files with terms; overrides/assets/find.js has it too."""

REAL = "-"
"""Prefix of a word that no page contains but that is a correct word of the language."""

ASKED = "?"
"""Prefix of the word with which a title answers a question word."""

_SHORTEST = 3


def write_word_lists(language: str, forms: WordForms, counts: Counter[str], folder: Path) -> None:
    """Write the files of one language.

    `counts`: how often each word occurs in the archive.
    """
    folder.mkdir(parents=True)
    files = _by_beginning_and_end(language, forms, counts) | _by_term(forms.typed())
    for name, content in files.items():
        (folder / f"{name}.txt").write_text(content, encoding="utf-8")


def _by_beginning_and_end(language: str, forms: WordForms, counts: Counter[str]) -> dict[str, str]:
    """The most frequent words first, those of other words for them last."""
    files: dict[str, list[str]] = {
        f"{end}{number}": [] for number in range(FILES) for end in ("begin", "end")
    }
    words = counts.keys() | filter(str.isalpha, forms.other_words)
    known = sorted(words, key=lambda word: (-counts[word], word))
    real = [f"{REAL}{word}" for word in sorted(_near_real_words(language, words))]
    for entry in (*known, *real):
        word = entry.removeprefix(REAL)
        if len(word) >= _SHORTEST:
            files[f"begin{_number(word[0], word[1])}"].append(entry)
            files[f"end{_number(word[-1], word[-2])}"].append(entry)
    return {name: " ".join(entries) for name, entries in files.items()}


def _by_term(typed: Mapping[str, str]) -> dict[str, str]:
    """A line for each term: the term, and the words that are looked up under it."""
    files: list[dict[str, list[str]]] = [defaultdict(list) for _ in range(FORM_FILES)]
    for word, term in sorted(typed.items()):
        files[_form_number(word)][term].append(word)
    return {
        f"forms{number}": "\n".join(" ".join([term, *words]) for term, words in file.items())
        for number, file in enumerate(files)
    }


def write_typed_words(language: str, file: Path) -> None:
    """Write what a typed word is replaced by: `thn` by `tahun`, `knp` by `?mengapa`, a function
    word by nothing; and the particles of the language."""
    listed = search_words(language)
    questions = {word: ASKED + answer for word, answer in listed.question_words.items()}
    words = {**dict.fromkeys(listed.function_words, ""), **listed.short_spellings, **questions}
    typed = {"words": words, "particles": listed.particles}
    file.write_text(json.dumps(typed, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _number(outer: str, inner: str) -> int:
    return (ord(outer) * 7 + ord(inner)) % FILES


def _form_number(word: str) -> int:
    middle = word[len(word) // 2]
    return (ord(word[0]) + ord(middle) * 3 + ord(word[-1]) * 7 + len(word) * 13) % FORM_FILES


def _near_real_words(language: str, known: Iterable[str]) -> set[str]:
    """The words of the language's word list that differ from a known one in one letter."""
    if not (file := roots_file(language)).is_file():
        return set()
    known = set(known)
    rests = {rest for word in known for rest in _rests(word)}
    words = read_roots((), file).words
    return {word for word in words if word not in known and not rests.isdisjoint(_rests(word))}


def _rests(word: str) -> Iterator[str]:
    """A word, and the word without each one of its letters."""
    yield word
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]
