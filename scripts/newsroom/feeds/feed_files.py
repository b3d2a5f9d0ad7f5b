"""Every file by which readers follow the site: feeds, archives, calendars, OPML."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from newsroom.core.output import SiteFile
from newsroom.feeds.calendar import agenda, announced, single, single_address
from newsroom.feeds.feed import Feed, Subject, archives, feed, subjects
from newsroom.feeds.feed_item import Items
from newsroom.feeds.json_feed import json_feed
from newsroom.feeds.opml import opml
from newsroom.feeds.rss import rss
from newsroom.site.site import Site

UNCHANGED = datetime(1980, 1, 1, tzinfo=UTC)
"""The day of a file that holds nothing yet: the first that every file system can tell."""


def feed_files(site: Site, language: str) -> Iterator[SiteFile]:
    """All feeds and calendars of a language."""
    yield from subject_files(site, language, subjects(site, language))
    yield from _calendar_files(site, language)


def subject_files(site: Site, language: str, followed: Iterable[Subject]) -> Iterator[SiteFile]:
    """The feeds of some subjects in every format, and the archives that they lead to."""
    items = Items(site, language)
    entries: dict[str, Any] = {}
    for subject in followed:
        current = feed(site, subject, items)
        yield _file(current, "xml", rss(current, entries))
        yield _file(current, "json", json_feed(current))
        older = list(archives(site, subject, items))
        if len(older) > 1 or current.previous:
            for archive in older:
                yield _file(archive, "xml", rss(archive, entries))


def shared_files(site: Site) -> Iterator[SiteFile]:
    """What all languages have in common: the list of all feeds."""
    changes = [article.changed for edition in site.editions.values() for article in edition.own]
    modified = max(changes, default=UNCHANGED)
    yield SiteFile(path="feeds.opml", content=opml(site), modified=modified)


def _calendar_files(site: Site, language: str) -> Iterator[SiteFile]:
    articles = announced(site, language)
    yield SiteFile(
        path=site.addresses[language].agenda.removeprefix("/"),
        content=agenda(site, language),
        modified=max((article.changed for article in articles), default=UNCHANGED),
    )
    for article in articles:
        yield SiteFile(
            path=single_address(site, article).removeprefix("/"),
            content=single(site, article),
            modified=article.changed,
        )


def _file(made: Feed, form: str, content: bytes) -> SiteFile:
    return SiteFile(
        path=f"{made.address}.{form}".removeprefix("/"),
        content=content,
        modified=made.changed or UNCHANGED,
    )
