"""Reading a reviewed list of the record, such as data/duties.yml: its entries, and what is wrong
with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from newsroom.content.fields import (
    SOURCE_FIELDS,
    Field,
    Known,
    Reader,
    Source,
    list_of,
    mapping_of,
    read_at,
    text,
)
from newsroom.content.front_matter import FrontMatterError, Value, parse
from newsroom.core.data import list_text
from newsroom.core.problem import InvalidValue, Problem
from newsroom.core.settings import SLUG

MAX_BYTES = 200_000
PATH = "../scripts/newsroom/data"
"""Of the lists, from the docs folder."""
LONGEST_NAME, LONGEST_TEXT = 120, 1000

Made = TypeVar("Made")


@dataclass(frozen=True, kw_only=True)
class Words:
    """A text in the language asked for, or in another where that is missing."""

    language: str
    """Of the text, so that pages can mark it."""
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Texts:
    """A text by language; one that is the same in every language stands under an empty name."""

    by_language: Mapping[str, str]

    def in_language(self, language: str) -> Words:
        found = self.by_language.get(language) or self.by_language.get("")
        if found:
            return Words(language=language, text=found)
        other, found = next(iter(self.by_language.items()))
        return Words(language=other, text=found)


@dataclass(frozen=True, kw_only=True)
class Entries(Generic[Made]):
    """A list by key, in its own order; entries with problems are left out."""

    by_key: Mapping[str, Made]
    problems: Sequence[Problem] = ()


def texts(longest: int) -> Reader:
    """One text for all languages, or one for each: `{id: Museum Batik, en: Batik Museum}`."""
    line = text(longest)

    def read(value: Value, known: Known) -> Texts:
        if not isinstance(value.content, Mapping):
            return Texts({"": line(value, known)})
        if not value.content:
            raise InvalidValue("empty")
        return Texts(
            {language: read_at(part, line, known) for language, part in value.content.items()}
        )

    return Reader(read, lambda known: {})


def _read_slug(value: Value, known: Known) -> Mapping[str, str]:
    slugs = texts(LONGEST_NAME)(value, known).by_language
    for slug in slugs.values():
        if not SLUG.fullmatch(slug):
            raise InvalidValue("not_a_slug", value=slug, limit=LONGEST_NAME)
    return dict(slugs)


NAME = Field(name="name", read=texts(LONGEST_NAME), required=True, example="name: Kauman")
SLUG_FIELD = Field(
    name="slug", read=Reader(_read_slug, lambda known: {}), example="slug: {id: museum-batik}"
)
TEXT = Field(
    name="text",
    read=texts(LONGEST_TEXT),
    required=True,
    example='text: {id: "Satu kalimat.", en: "One sentence."}',
)
SOURCES = Field(
    name="sources",
    read=list_of(mapping_of(SOURCE_FIELDS, lambda **values: Source(**values)), most=10),
    required=True,
    example='sources: [{title: Laporan tahunan, url: "https://example.org/laporan"}]',
)


@cache
def read_entries(
    name: str, fields: tuple[Field, ...], make: Callable[..., Made]
) -> "Entries[Made]":
    """The entries of data/<name>.yml; `make` is given each one's key and values."""
    return parse_entries(list_text(name), name, fields, make)


def parse_entries(
    content: str, name: str, fields: tuple[Field, ...], make: Callable[..., Made]
) -> "Entries[Made]":
    """The same of a text; whatever is wrong with an entry is a problem at its line."""

    def problem(invalid: InvalidValue, line: int) -> Problem:
        # The parser counts a line before the first, as front matter has one.
        path = f"{PATH}/{name}.yml"
        return Problem(path=path, line=line - 1, rule=invalid.rule, values=invalid.values)

    if all(line.startswith("#") or not line.strip() for line in content.splitlines()):
        return Entries(by_key={})  # a new city's list begins with its comment alone
    try:
        written = parse(content, max_bytes=MAX_BYTES, is_list=True)
    except FrontMatterError as error:
        found = [(error.invalid, error.line), *error.more]
        return Entries(by_key={}, problems=[problem(*each) for each in found])
    nothing = Known(topics=frozenset(), authors=frozenset(), cities=frozenset())
    by_key: dict[str, Made] = {}
    problems = []
    for key, value in written.items():

        def made(key: str = key, **values: Any) -> Made:
            return make(key=key, **values)

        try:
            if not SLUG.fullmatch(key):
                raise InvalidValue("not_a_slug", value=key, limit=LONGEST_NAME)
            by_key[key] = read_at(value, mapping_of(fields, made).read, nothing)
        except InvalidValue as invalid:
            line, _ = invalid.location or (value.line, value.column)
            invalid.values = {"key": key, **invalid.values}
            problems.append(problem(invalid, line))
    return Entries(by_key=by_key, problems=problems)
