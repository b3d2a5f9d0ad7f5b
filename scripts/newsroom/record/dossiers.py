"""Series of articles, from data/series.yml: which articles belong to each, and in which order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from newsroom.content.article import Article
from newsroom.content.catalogue import Catalogue
from newsroom.content.edition import Edition
from newsroom.record.entries import NAME, SLUG_FIELD, TEXT, Entries, Texts, read_entries

FIELDS = (NAME, SLUG_FIELD, TEXT)


@dataclass(frozen=True, kw_only=True)
class Series:
    key: str
    """In front matter: `candidature`."""
    name: Texts
    text: Texts
    slug: Mapping[str, str] = field(default_factory=dict)
    """Last part of its address by language, where it is not the key."""


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where an article stands in its series."""

    series: Series
    number: int
    """From 1."""
    count: int
    previous: Article | None
    next: Article | None


def read_series() -> Entries[Series]:
    return read_entries("series", FIELDS, Series)


def series_with_articles(catalogue: Catalogue) -> Mapping[str, Series]:
    """The series that any article names, by key: the others have neither page nor feed yet."""
    named = {
        article.facts.series
        for versions in catalogue.articles.values()
        for article in versions.values()
    }
    return {key: series for key, series in read_series().by_key.items() if key in named}


def parts(edition: Edition, key: str) -> list[Article]:
    """The articles of a series, in the order of the days that they tell of."""
    return in_order(article for article in edition.articles if article.facts.series == key)


def in_order(articles: Iterable[Article]) -> list[Article]:
    return sorted(articles, key=lambda each: (each.told, each.facts.published, each.key))


def position(edition: Edition, article: Article) -> Position | None:
    """Where an article of this language stands among those of its series; nothing for one that
    belongs to none or stands alone."""
    series = read_series().by_key.get(article.facts.series)
    if not series:
        return None
    listed = parts(edition, series.key)
    keys = [each.key for each in listed]
    if len(keys) < 2 or article.key not in keys:
        return None
    place = keys.index(article.key)
    return Position(
        series=series,
        number=place + 1,
        count=len(listed),
        previous=listed[place - 1] if place else None,
        next=listed[place + 1] if place + 1 < len(listed) else None,
    )
