"""A file as an editor wrote it: its values where they are right, and a problem for each that is
wrong."""

import hashlib
import re
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from newsroom.content.fields import (
    FACTS,
    SLUG_LENGTH,
    STANDING,
    TRANSLATION,
    WORDS,
    Field,
    Known,
    nearest,
    read_at,
)
from newsroom.content.front_matter import FrontMatterError, Value, parse, readable_part, split
from newsroom.content.kinds import FACTS_OF_KINDS, KINDS, kind_of
from newsroom.core.data import read_data
from newsroom.core.problem import InvalidValue, Problem

MAX_FILE_BYTES = 200_000
HASH_LENGTH = 8

FieldsFor = Callable[[Mapping[str, Value]], tuple[Field, ...]]
"""Which fields a file may have, by the keys that are written in it."""


@dataclass(frozen=True, kw_only=True)
class ParsedFile:
    """One file of an article, a topic or a standing page."""

    path: str
    """From the docs folder."""
    key: str
    language: str
    values: Mapping[str, Any] = field(default_factory=dict)
    """Values in our own types, by key; what was wrong is left out."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line of each key that was written, right or wrong."""
    body: str = field(default="", repr=False)
    body_line: int = 1
    problems: tuple[Problem, ...] = ()
    is_translation: bool = False
    is_readable: bool = True
    """Whether its front matter could be read at all."""

    def problem(self, rule: str, *, key: str = "", **values: object) -> Problem:
        """A problem at the line of a key, or at the top of the file."""
        values = {"key": key, **values}
        return Problem(path=self.path, line=self.lines.get(key, 1), rule=rule, values=values)

    @property
    def slug(self) -> str:
        """The last part of its address: the name of its folder, or of a page's file, unless it
        names another. So a corrected title changes no address."""
        return self.values.get("slug") or self.key.rpartition("/")[2]

    @cached_property
    def hash(self) -> str:
        """Short hash of the words that a translation of this file translates."""
        return text_hash(text.casefold() for text in self._words)

    def is_translated_by(self, hash: str) -> bool:
        """Whether a translation that names this hash translates these words.

        Translations written before capital letters ceased to count name a hash with them.
        """
        return hash in (self.hash, text_hash(self._words))

    @property
    def _words(self) -> list[str]:
        words = [self.values.get(name, "") for name in ("title", "summary", "image_alt", "place")]
        notes = [getattr(note, "note", note) for note in self.values.get("corrections", ())]
        return [*words, *notes, self.body]


def read_article(source: bytes, *, path: str, known: Known) -> ParsedFile:
    """Read one language's file of an article; `path` is `news/2026/why-chosen/index.id.md`."""
    key, _, name = path.rpartition("/")
    kind = kind_of(key)

    def fields_for(written: Mapping[str, Value]) -> tuple[Field, ...]:
        if "original" in written:
            return WORDS + TRANSLATION
        return WORDS + FACTS + (kind.fields if kind else ())

    language = name.split(".")[1]
    return _read(source, fields_for, known, path=path, key=key, language=language)


def read_standing_text(source: bytes, *, path: str) -> ParsedFile:
    """Read a file of a topic or a standing page; `path` is `topics/batik.id.md`."""
    key, language, _ = path.rsplit(".", 2)
    nothing = Known(topics=frozenset(), authors=frozenset(), cities=frozenset())
    return _read(source, lambda written: STANDING, nothing, path=path, key=key, language=language)


def _read(
    source: bytes, fields_for: FieldsFor, known: Known, *, path: str, key: str, language: str
) -> ParsedFile:
    try:
        front_matter, body, body_line = split(decode(source))
        written = parse(front_matter)
        values, problems = _values(written, fields_for(written), known, path=path)
    except Exception as error:
        if isinstance(error, FrontMatterError):
            problems = [_problem(path, error.invalid, error.line, error.column)]
            problems += [_problem(path, invalid, line, 1) for invalid, line in error.more]
            problems += _problems_beside(source, fields_for, known, path=path)
        else:
            traceback.print_exception(error)
            problems = [Problem(path=path, rule="check_broken")]
        return ParsedFile(
            path=path, key=key, language=language, problems=tuple(problems), is_readable=False
        )
    return ParsedFile(
        path=path,
        key=key,
        language=language,
        values=values,
        lines={name: value.line for name, value in written.items()},
        body=body,
        body_line=body_line,
        problems=tuple(problems),
        is_translation="original" in written,
    )


def _problems_beside(
    source: bytes, fields_for: FieldsFor, known: Known, *, path: str
) -> list[Problem]:
    """The problems of the lines that can be read beside lines that cannot: all in one run."""
    try:
        front_matter, _, _ = split(decode(source))
    except FrontMatterError:
        return []
    written, broken = readable_part(front_matter)
    if not written:
        return []
    # Which fields a file may have depends on its keys, those that cannot be read among them.
    keys = {name: Value("", line=1, column=1) for name in broken}
    _, problems = _values(written, fields_for(keys | dict(written)), known, path=path)
    return [problem for problem in problems if problem.values.get("key") not in broken]


def _values(
    written: Mapping[str, Value], fields: Iterable[Field], known: Known, *, path: str
) -> tuple[dict[str, Any], list[Problem]]:
    """The values that are right, and a problem for each that is wrong, unknown or missing."""
    by_name = {field.name: field for field in fields}
    values: dict[str, Any] = {}
    problems = []
    for name, value in written.items():
        try:
            if name not in by_name:
                raise _unknown(name, by_name, path)
            if not value.empty:
                values[name] = read_at(value, by_name[name].read, known)
            elif not (by_name[name].required or by_name[name].offered):
                # Never taken for a missing line: who wrote `draft:` meant something by it.
                raise InvalidValue("empty")
        except InvalidValue as invalid:
            if invalid.rule == "not_a_list":
                invalid.values["example"] = by_name[name].example
            line, column = invalid.location or (value.line, value.column)
            problems.append(_problem(path, invalid, line, column, key=name))
    for field_ in by_name.values():
        if field_.required and (field_.name not in written or written[field_.name].empty):
            line = written[field_.name].line if field_.name in written else 1
            rule = "empty_needed" if field_.name in written else "missing_key"
            missing = InvalidValue(rule, example=field_.example)
            problems.append(_problem(path, missing, line, 1, key=field_.name))
    return values, problems


def _unknown(name: str, by_name: Mapping[str, Field], path: str) -> InvalidValue:
    """What is wrong with a key that this file may not have: another one may."""
    if "original" in by_name and name in {field.name for field in (*FACTS, *FACTS_OF_KINDS)}:
        return InvalidValue("fact_in_translation")
    owners = [kind.folder for kind in KINDS.values() if name in {each.name for each in kind.fields}]
    if "published" in by_name and owners:
        kind, _, _ = path.partition("/")
        return InvalidValue("key_of_other_kind", kind=kind, others=", ".join(owners))
    meant = read_data("other_names_of_keys").get(name.lower(), "")
    right = meant if meant in by_name else nearest(name, by_name)
    return InvalidValue("unknown_key", nearest=right)


def _problem(path: str, invalid: InvalidValue, line: int, column: int, *, key: str = "") -> Problem:
    values = {"key": key, **invalid.values}
    return Problem(path=path, line=line, column=column, rule=invalid.rule, values=values)


def decode(source: bytes) -> str:
    """A file's text with plain line ends; raises FrontMatterError where it is not UTF-8 or
    too long."""
    if len(source) > MAX_FILE_BYTES:
        raise FrontMatterError(InvalidValue("file_too_long", limit=MAX_FILE_BYTES), line=1)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise FrontMatterError(InvalidValue("not_utf8"), line=line) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def slug_from(title: str) -> str:
    """`Mengapa kota ini terpilih?` becomes `mengapa-kota-ini-terpilih`; cut at a word."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[^\w\s-]", "", plain)).strip("-")
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0]
    return slug


_TYPOGRAPHY = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."}


def text_hash(texts: Iterable[str]) -> str:
    """Short hash of texts; white space, line breaks and typographic quotes do not count."""
    normalised = "\0".join(" ".join(text.split()) for text in texts)
    for typographic, typed in _TYPOGRAPHY.items():
        normalised = normalised.replace(typographic, typed)
    return hashlib.sha256(normalised.encode()).hexdigest()[:HASH_LENGTH]
