"""Every file by which readers follow the site: feeds, archives, calendars, OPML."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

from newsroom.content.addresses import feed as feed_address
from newsroom.core.output import SiteFile
from newsroom.feeds.calendar import agenda, announced, single, single_address
from newsroom.feeds.feed import Feed, Subject, archives, feed, subjects
from newsroom.feeds.feed_item import Items
from newsroom.feeds.json_feed import json_feed
from newsroom.feeds.opml import opml
from newsroom.feeds.rss import rss
from newsroom.site.site import Site


def feed_files(site: Site, language: str, *, with_archives: bool = True) -> Iterator[SiteFile]:
    """All feeds and calendars of a language."""
    followed = subjects(site, language)
    yield from subject_files(site, language, followed, with_archives=with_archives)
    yield from _calendar_files(site, language)


def subject_files(
    site: Site, language: str, followed: Iterable[Subject], *, with_archives: bool = True
) -> Iterator[SiteFile]:
    """The feeds of some subjects in every format, and the archives that they lead to."""
    items = Items(site, language)
    entries: dict[str, Any] = {}
    for subject in followed:
        current = cache(partial(feed, site, subject, items))
        address = feed_address(subject.page).removesuffix(".xml")
        yield _file(address, "xml", partial(_rss, current, entries))
        yield _file(address, "json", partial(_json, current))
        if not with_archives:
            continue
        older = list(archives(site, subject, items))
        if len(older) > 1 or current().previous:
            for archive in older:
                yield _file(archive.address, "xml", partial(rss, archive, entries))


def _rss(current: Callable[[], Feed], entries: dict[str, Any]) -> bytes:
    return rss(current(), entries)


def _json(current: Callable[[], Feed]) -> bytes:
    return json_feed(current())


def shared_files(site: Site) -> Iterator[SiteFile]:
    """What all languages have in common: the list of all feeds."""
    yield SiteFile(path="feeds.opml", make=partial(opml, site))


def _calendar_files(site: Site, language: str) -> Iterator[SiteFile]:
    articles = announced(site, language)
    yield SiteFile(
        path=site.addresses[language].agenda.removeprefix("/"),
        make=partial(agenda, site, language),
    )
    for article in articles:
        yield SiteFile(
            path=single_address(site, article).removeprefix("/"),
            make=partial(single, site, article),
        )


def _file(address: str, ending: str, make: Callable[[], bytes]) -> SiteFile:
    return SiteFile(path=f"{address}.{ending}".removeprefix("/"), make=make)
