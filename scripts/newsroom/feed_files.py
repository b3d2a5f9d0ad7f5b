"""Every file by which readers follow the site: feeds, archives, calendars, OPML."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from newsroom.agenda import agenda, announced, single, single_address
from newsroom.feed import Feed, Subject, archives, feed, subjects
from newsroom.feed_item import Items
from newsroom.json_feed import json_feed
from newsroom.newspaper import Newspaper
from newsroom.opml import opml
from newsroom.rss import rss
from newsroom.site_file import SiteFile

UNCHANGED = datetime(1980, 1, 1, tzinfo=UTC)
"""The day of a file that holds nothing yet: the first that every file system can tell."""


def feed_files(newspaper: Newspaper, language: str) -> Iterator[SiteFile]:
    """All feeds and calendars of a language."""
    yield from subject_files(newspaper, language, subjects(newspaper, language))
    yield from _calendar_files(newspaper, language)


def subject_files(
    newspaper: Newspaper, language: str, followed: Iterable[Subject]
) -> Iterator[SiteFile]:
    """The feeds of some subjects in every format, and the archives that they lead to."""
    items = Items(newspaper, language)
    entries: dict[str, Any] = {}
    for subject in followed:
        current = feed(newspaper, subject, items)
        yield _file(current, "xml", rss(current, entries))
        yield _file(current, "json", json_feed(current))
        older = list(archives(newspaper, subject, items))
        if len(older) > 1 or current.previous:
            for archive in older:
                yield _file(archive, "xml", rss(archive, entries))


def shared_files(newspaper: Newspaper) -> Iterator[SiteFile]:
    """What all languages have in common: the list of all feeds."""
    changes = [
        article.changed for edition in newspaper.editions.values() for article in edition.own
    ]
    modified = max(changes, default=UNCHANGED)
    yield SiteFile(path="feeds.opml", content=opml(newspaper), modified=modified)


def _calendar_files(newspaper: Newspaper, language: str) -> Iterator[SiteFile]:
    articles = announced(newspaper, language)
    yield SiteFile(
        path=newspaper.addresses[language].agenda.removeprefix("/"),
        content=agenda(newspaper, language),
        modified=max((article.changed for article in articles), default=UNCHANGED),
    )
    for article in articles:
        yield SiteFile(
            path=single_address(newspaper, article).removeprefix("/"),
            content=single(newspaper, article),
            modified=article.changed,
        )


def _file(made: Feed, form: str, content: bytes) -> SiteFile:
    return SiteFile(
        path=f"{made.address}.{form}".removeprefix("/"),
        content=content,
        modified=made.changed or UNCHANGED,
    )
