"""The fields of front matter: what each is called, what it holds, who carries it, what it is
for."""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unicodedata import category
from urllib.parse import urlsplit

from babel import Locale

from newsroom.content.front_matter import Value
from newsroom.core.dates import (
    DayOrMoment,
    PartialDay,
    parse_day,
    parse_day_or_moment,
    parse_moment,
    parse_partial_day,
)
from newsroom.core.problem import InvalidValue
from newsroom.core.settings import SLUG
from newsroom.text.characters import invisible_character, invisible_characters
from newsroom.text.confusables import CONFUSABLE_RULES

SLUG_LENGTH = 80
AUTHOR_LENGTH = 80
PICTURE_NAME = re.compile(rf"{SLUG.pattern}\.(jpg|png|webp)")
DUTIES = ("local", "international", "cooperation")
"""What a member city reports on: what it does at home, abroad, and together with other cities."""

SOURCE_NOTES = ("copy", "archive", "reprint", "excerpt")
"""What may stand in place of a source itself; wording.<language>.yml says each in words."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_BEGINNING = re.compile(r"(?:(ht{1,3}ps?)(?:[:;]/*|//+))+(?=\w)", re.IGNORECASE)
_NEAR_AUTHOR = 0.85
"""How alike a name and that of a known author are, of 1, for it to be a slip of the same."""
_NAME_PATTERN = r"^[^<>@/:]*[^a-z0-9<>@/:-][^<>@/:]*$"
"""For editors' programs: what is neither a key nor an address."""
_HOST_IN_NAME = re.compile(r"\w{2}\.[a-z]{2,}|www\.", re.ASCII)
_WORD_OF_NAME = re.compile(r"(?<![.\w])[^\W\d_]{2}(?!\.)|[^\x00-\u024f]")
"""What a title such as `S.Pd.` lacks."""
_ADDRESS = re.compile(r"https?://[^\s<>\"/?#@\[\]\\]+([/?#][^\s<>\"]*)?")


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where something that an article says can be looked up."""

    title: str
    url: str = ""
    """An empty text for what is not on the web, such as an interview or a book."""
    publisher: str = ""
    seen: date | None = None
    """The day on which somebody last read it."""
    date: PartialDay | None = None
    language: str = ""
    """Of the title (BCP 47), where it is not the original's."""
    note: str = ""
    """What we saw of it, one of SOURCE_NOTES; an empty text for the source itself."""
    archive: str = ""
    """Address of a stored copy."""

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(address for address in (self.url, self.archive) if address)


@dataclass(frozen=True, kw_only=True)
class Correction:
    """An error that was corrected in the open."""

    date: date
    note: str
    language: str = ""
    """Of the note, where a translation shows the original's; an empty text otherwise."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """The slugs that fields may name."""

    topics: frozenset[str]
    authors: frozenset[str]
    cities: frozenset[str]
    author_names: Mapping[str, str] = field(default_factory=dict)
    """The keys of authors, by their names in any language, in small letters."""
    places: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    other_names: Mapping[str, str] = field(default_factory=dict)
    """The slugs of topics, by their titles and addresses in any language, in small letters."""


Read = Callable[[Value, Known], Any]
Schema = Mapping[str, Any]
"""JSON Schema of one value."""


@dataclass(frozen=True)
class Reader:
    """What a value may be, for us and for editors' programs."""

    read: Read
    """The value in our own types; raises InvalidValue."""
    schema: Callable[[Known], Schema]

    def __call__(self, value: Value, known: Known) -> Any:
        return self.read(value, known)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One key of front matter; keys.<language>.yml explains it."""

    name: str
    read: Reader
    required: bool = False
    offered: bool = False
    """Whether a new file offers it empty, so that an empty one is no slip."""
    example: str = ""


def read_at(value: Value, read: Read, known: Known) -> Any:
    """Read a value; what is wrong with it is reported where it stands, however deep inside."""
    try:
        return read(value, known)
    except InvalidValue as invalid:
        invalid.location = invalid.location or (value.line, value.column)
        raise


def text(longest: int) -> Reader:
    """One line of plain text."""

    def read(value: Value, known: Known) -> str:
        content = " ".join(_text(value).split())
        if not content:
            raise InvalidValue("empty")
        if len(content) > longest:
            raise InvalidValue("too_long", length=len(content), limit=longest)
        for rule, find in CONFUSABLE_RULES.items():
            for _, words in find(content):
                raise InvalidValue(rule, key="", value=words)
        return content

    return Reader(read, lambda known: {"type": "string", "minLength": 1, "maxLength": longest})


def _text(value: Value) -> str:
    if not isinstance(value.content, str):
        raise InvalidValue("not_text")
    for _, character in invisible_characters(value.content):
        raise invisible_character(character)
    return value.content


def _parsed_by(parse: Callable[[str], Any], pattern: str) -> Reader:
    schema = {"type": "string", "pattern": f"^{pattern}$"}
    return Reader(lambda value, known: parse(_text(value)), lambda known: schema)


def _read_flag(value: Value, known: Known) -> bool:
    words = {"true": True, "false": False}
    if _text(value) not in words:
        raise InvalidValue("not_a_flag", value=_text(value))
    return words[_text(value)]


def _matching(pattern: re.Pattern[str], rule: str) -> Reader:
    def read(value: Value, known: Known) -> str:
        content = _text(value)
        if not pattern.fullmatch(content) or len(content) > SLUG_LENGTH:
            near = plain_name(content)
            raise InvalidValue(rule, value=content, limit=SLUG_LENGTH, nearest=near)
        return content

    schema = {"type": "string", "pattern": f"^{pattern.pattern}$", "maxLength": SLUG_LENGTH}
    return Reader(read, lambda known: schema)


def list_of(read: Reader, *, most: int) -> Reader:
    """A list of at most `most`; a problem inside it is reported at its own line."""

    def read_list(value: Value, known: Known) -> tuple[Any, ...]:
        if isinstance(value.content, str | Mapping):
            raise InvalidValue("not_a_list")
        if not value.content:
            raise InvalidValue("empty")
        if len(value.content) > most:
            raise InvalidValue("too_many", count=len(value.content), limit=most)
        return tuple(read_at(part, read, known) for part in value.content)

    def schema(known: Known) -> Schema:
        return {"type": "array", "minItems": 1, "maxItems": most, "items": read.schema(known)}

    return Reader(read_list, schema)


def one_of(names: Callable[[Known], Iterable[str]], rule: str = "unknown_name") -> Reader:
    """One of the names that are known; the rule tells what to do about another."""

    def read(value: Value, known: Known) -> str:
        content = _text(value)
        allowed = sorted(names(known))
        if content not in allowed:
            known_names = ", ".join(allowed)
            meant = known.other_names.get(content.lower(), "")
            near = meant if meant in allowed else nearest(content, allowed)
            raise InvalidValue(rule, value=content, nearest=near, known=known_names)
        return content

    return Reader(read, lambda known: {"enum": sorted(names(known))})


def plain_name(name: str) -> str:
    """The name nearest to one that was given: `Foto Batik.JPG` becomes `foto-batik.jpg`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem, dot, ending = plain.rpartition(".") if "." in plain else (plain, "", "")
    stem = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:SLUG_LENGTH].strip("-") or "x"
    # Phones and programs save photos of other types; those that we take are called .jpg.
    return f"{stem}{dot}{'jpg' if ending in ('jpeg', 'heic', 'jfif') else ending}"


def author_key(author: str) -> str:
    """The last part of the address of an author's page: the key of an author in authors.yml, or
    the name of any other in small letters."""
    if SLUG.fullmatch(author):
        return author
    key = plain_name(re.sub(r"[^\w\s-]", "", author))
    # Of a name in another alphabet nothing is left.
    return key if re.search("[a-z]{2}", key) else hashlib.sha256(author.encode()).hexdigest()[:8]


def nearest(word: str, words: Iterable[str]) -> str:
    """The known word that was most likely meant, else all of them."""
    words = list(words)
    close = difflib.get_close_matches(word.lower(), words, n=1, cutoff=0.6)
    return close[0] if close else ", ".join(words)


def completed_address(address: str) -> str:
    """The address with `https://` once and whole, where somebody wrote or pasted `https://https://`,
    `https:/`, `https//` or `htps://`; an empty text for any other."""
    match = _BEGINNING.match(address)
    rest = address[match.end() :] if match else ""
    if not match or match[0].lower() in ("http://", "https://") or "." not in rest:
        return ""
    scheme = "https" if match[1].lower().endswith("s") else "http"
    return f"{scheme}://{rest}"


def _read_address(value: Value, known: Known) -> str:
    content = _text(value)
    whole = re.sub(r"\s+", "%20", content)
    if whole != content and _ADDRESS.fullmatch(whole):
        raise InvalidValue("address_with_blanks", value=content, nearest=whole)
    if whole := completed_address(content):
        raise InvalidValue("address_begins_wrongly", value=content, nearest=whole)
    if not _ADDRESS.fullmatch(content) or not _has_host(content):
        raise InvalidValue("not_an_address", value=content)
    return content


def _read_author(value: Value, known: Known) -> str:
    """The key of a known author, or the name of any other."""
    name: str = text(AUTHOR_LENGTH)(value, known)
    key = author_key(name)
    for meant in (key, known.author_names.get(name.lower(), "")):
        if meant in known.authors:
            return meant
    keys = {author_key(names): key for names, key in known.author_names.items()}
    keys |= {key: key for key in known.authors}
    near = difflib.get_close_matches(key, keys, n=1, cutoff=_NEAR_AUTHOR)
    if near or SLUG.fullmatch(name):
        others = ", ".join(sorted(known.authors))
        raise InvalidValue("unknown_author", value=name, nearest=keys[near[0]] if near else others)
    if any("." not in part and not part.isupper() for part in name.split(", ")[1:]):
        raise InvalidValue("several_authors", value=name)
    is_plain = all(sign in " .,'’‘-()&" or category(sign)[0] in "LMN" for sign in name)
    if not is_plain or _HOST_IN_NAME.search(name) or not _WORD_OF_NAME.search(name):
        raise InvalidValue("not_a_name", value=name)
    return name


def _author_schema(known: Known) -> Schema:
    name = {"type": "string", "pattern": _NAME_PATTERN, "maxLength": AUTHOR_LENGTH}
    return {"anyOf": [{"enum": sorted(known.authors)}, name]}


def _read_authors(value: Value, known: Known) -> tuple[str, ...]:
    """A list of authors, or only one without a list."""
    if isinstance(value.content, str):
        return (_read_author(value, known),)
    authors: tuple[str, ...] = _list_of_authors(value, known)
    return tuple(dict.fromkeys(authors))


def _read_language(value: Value, known: Known) -> str:
    content = _text(value)
    languages = Locale("en").languages
    if not _LANGUAGE.fullmatch(content) or content.partition("-")[0] not in languages:
        raise InvalidValue("not_a_language", value=content)
    return content


def _has_host(address: str) -> bool:
    """Whether programs can take it apart: some signs and ports are such that they cannot."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def schema_of(fields: Iterable[Field], known: Known) -> dict[str, Any]:
    """JSON Schema of a mapping with these fields."""
    fields = tuple(fields)
    return {
        "type": "object",
        "properties": {field.name: dict(field.read.schema(known)) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def mapping_of(fields: tuple[Field, ...], make: Callable[..., Any]) -> Reader:
    """A mapping with fields of its own, such as a source."""
    by_name = {inner.name: inner for inner in fields}

    def read(value: Value, known: Known) -> Any:
        if not isinstance(value.content, Mapping):
            raise InvalidValue("not_a_mapping", keys=", ".join(by_name))
        values: dict[str, Any] = {}
        for name, part in value.content.items():
            if name not in by_name:
                raise InvalidValue(
                    "unknown_key",
                    location=(part.line, part.column),
                    key=name,
                    nearest=nearest(name, by_name),
                )
            if not part.empty:
                try:
                    values[name] = read_at(part, by_name[name].read, known)
                except InvalidValue as invalid:
                    # The key that stands at the line that is told, not the list around it.
                    invalid.values = {"key": name, **invalid.values}
                    raise
        for inner in by_name.values():
            if inner.required and inner.name not in values:
                raise InvalidValue("missing_key_inside", key=inner.name, example=inner.example)
        return make(**values)

    return Reader(read, lambda known: schema_of(fields, known))


def _source(**values: Any) -> Source:
    """A source that can be found: at an address, or by who was behind it or its day."""
    if not values.keys() & {"url", "publisher", "date"}:
        raise InvalidValue("source_not_to_be_found")
    return Source(**values)


def _read_note(value: Value, known: Known) -> str:
    """A correction's note in another language. Its day is the original's: who copies that too does
    no harm."""
    read = _dated_note if isinstance(value.content, Mapping) else text(500)
    note: str = read(value, known)
    return note


def _read_cancelled(value: Value, known: Known) -> DayOrMoment:
    """When an event was called off: feeds and calendars tell of it by that moment."""
    if _text(value) in ("true", "false"):
        raise InvalidValue("cancelled_without_day")
    return parse_day_or_moment(_text(value))


_DAY = r"\d{4}-\d{2}-\d{2}"
_TIME = r"T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})"

flag = Reader(_read_flag, lambda known: {"type": "boolean"})
address = Reader(
    _read_address, lambda known: {"type": "string", "pattern": f"^{_ADDRESS.pattern}$"}
)
"""An address on the web."""
language = Reader(
    _read_language, lambda known: {"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"}
)
"""A language tag (BCP 47)."""
day = _parsed_by(parse_day, _DAY)
partial_day = _parsed_by(parse_partial_day, r"\d{4}(-\d{2}(-\d{2})?)?")
moment = _parsed_by(parse_moment, f"{_DAY}({_TIME})?")
day_or_moment = _parsed_by(parse_day_or_moment, f"{_DAY}({_TIME})?")
_cancelled = Reader(_read_cancelled, day_or_moment.schema)
_list_of_authors = list_of(Reader(_read_author, _author_schema), most=5)
_authors = Reader(
    _read_authors,
    lambda known: {"anyOf": [_list_of_authors.schema(known), _author_schema(known)]},
)
_slug = _matching(SLUG, "not_a_slug")
_picture = _matching(PICTURE_NAME, "not_a_picture_name")

SOURCE_FIELDS = (
    Field(name="title", read=text(300), required=True, example="title: Laporan tahunan"),
    Field(name="publisher", read=text(120), example="publisher: ANTARA"),
    Field(name="url", read=address, example="url: https://example.org/laporan"),
    Field(name="date", read=partial_day, example="date: 2014-12-01"),
    Field(name="language", read=language, example="language: en"),
    Field(name="note", read=one_of(lambda known: SOURCE_NOTES), example="note: copy"),
    Field(name="seen", read=day, example="seen: 2026-11-24"),
    Field(name="archive", read=address, example="archive: https://web.archive.org/web/2014/…"),
)
CORRECTION_FIELDS = (
    Field(name="date", read=day, required=True, example="date: 2026-12-02"),
    Field(name="note", read=text(500), required=True, example="note: Tahunnya 2009, bukan 2012."),
)

_dated_note = mapping_of(
    (
        Field(name="date", read=day, example="date: 2026-12-02"),
        Field(name="note", read=text(500), required=True, example="note: 2009, not 2012."),
    ),
    lambda *, note, date=None: note,
)
_note = Reader(
    _read_note, lambda known: {"anyOf": [text(500).schema(known), _dated_note.schema(known)]}
)

_SOURCES = Field(
    name="sources",
    read=list_of(mapping_of(SOURCE_FIELDS, _source), most=60),
    example='sources: [{title: Laporan tahunan, url: "https://example.org/laporan"}]',
)
_UPDATED = Field(name="updated", read=day_or_moment, example="updated: 2026-12-02")

WORDS = (
    Field(name="title", read=text(120), required=True, example="title: Mengapa kota ini terpilih"),
    Field(name="summary", read=text(300), required=True, example="summary: Satu atau dua kalimat."),
    Field(name="slug", read=_slug, example="slug: mengapa-kota-ini-terpilih"),
    Field(name="image_alt", read=text(300), example="image_alt: Perajin mencanting kain mori"),
    Field(name="place", read=text(120), example="place: Museum Batik"),
    Field(name="former_slugs", read=list_of(_slug, most=20), example="former_slugs: [lima-kota]"),
    Field(
        name="withdrawn_note",
        read=text(300),
        example="withdrawn_note: Sumbernya ternyata tidak benar.",
    ),
)
"""What every language says in its own words."""

FACTS = (
    Field(
        name="published",
        read=moment,
        required=True,
        example="published: 2026-11-24T09:30+07:00",
    ),
    Field(name="happened", read=partial_day, example="happened: 2014-12-15"),
    _UPDATED,
    Field(
        name="topics",
        read=list_of(one_of(lambda known: known.topics), most=5),
        required=True,
        example="topics: [batik]",
    ),
    Field(
        name="authors",
        read=_authors,
        example="authors: [redaksi]",
    ),
    Field(name="image", read=_picture, example="image: perajin.jpg"),
    Field(name="image_credit", read=text(120), example="image_credit: Nama pemotret"),
    _SOURCES,
    Field(
        name="corrections",
        read=list_of(mapping_of(CORRECTION_FIELDS, Correction), most=20),
        example='corrections: [{date: 2026-12-02, note: "Tahunnya 2009, bukan 2012."}]',
    ),
    Field(
        name="duties",
        read=list_of(one_of(lambda known: DUTIES), most=3),
        example="duties: [local]",
    ),
    Field(
        name="cities",
        read=list_of(one_of(lambda known: known.cities, "unknown_city"), most=20),
        example="cities: [kanazawa]",
    ),
    Field(
        name="places",
        read=list_of(one_of(lambda known: known.places, "unknown_place"), most=10),
        example="places: [kauman]",
    ),
    Field(
        name="series",
        read=one_of(lambda known: known.series),
        example="series: candidature",
    ),
    Field(name="pinned", read=flag, example="pinned: true"),
    Field(name="draft", read=flag, example="draft: true"),
    Field(name="withdrawn", read=day, example="withdrawn: 2026-12-01"),
)
"""What stands once, in the original, for all languages."""

ANNOUNCEMENT_FACTS = (
    Field(name="closes", read=day, example="closes: 2026-12-31"),
    Field(
        name="starts",
        read=day_or_moment,
        example="starts: 2026-10-02T09:00+07:00",
    ),
    Field(name="ends", read=day_or_moment, example="ends: 2026-10-02T12:00+07:00"),
    Field(name="cancelled", read=_cancelled, example="cancelled: 2026-12-01"),
    Field(name="organiser", read=text(120), example="organiser: Museum Batik"),
    Field(name="remembers", read=day, example="remembers: 2026-12-01"),
)
"""What only an announcement's original carries."""

TRANSLATION = (
    Field(
        name="original",
        read=_matching(re.compile(r"[0-9a-f]{8}"), "not_a_hash"),
        required=True,
        example="original: 5f2c8a1e",
    ),
    Field(name="translator", read=text(120), offered=True, example="translator: redaksi"),
    Field(
        name="corrections",
        read=list_of(_note, most=20),
        example='corrections: ["It was in 2009, not in 2012."]',
    ),
)
"""What only a translation carries."""

STANDING = (
    Field(name="title", read=text(120), required=True, example="title: Tentang"),
    Field(name="summary", read=text(300), required=True, example="summary: Siapa yang menulis."),
    Field(name="slug", read=_slug, example="slug: tentang"),
    Field(name="former_slugs", read=list_of(_slug, most=20), example="former_slugs: [redaksi]"),
    _SOURCES,
    _UPDATED,
)
"""The front matter of topics and of standing pages such as `about`."""
