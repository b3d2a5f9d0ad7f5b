"""Places in the city, from data/places.yml, and the articles that are about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsroom.content.article import Article
from newsroom.content.edition import Edition
from newsroom.content.fields import Source
from newsroom.record.entries import NAME, SLUG_FIELD, SOURCES, TEXT, Entries, Texts, read_entries

FIELDS = (NAME, SLUG_FIELD, TEXT, SOURCES)


@dataclass(frozen=True, kw_only=True)
class LocalPlace:
    key: str
    """In front matter: `kauman`."""
    name: Texts
    text: Texts
    sources: tuple[Source, ...]
    slug: Mapping[str, str] = field(default_factory=dict)
    """Last part of its address by language, where it is not the key."""


def read_places() -> Entries[LocalPlace]:
    return read_entries("places", FIELDS, LocalPlace)


def about_place(edition: Edition, key: str) -> list[Article]:
    """The articles about a place, newest first."""
    return [article for article in edition.articles if key in article.facts.places]
