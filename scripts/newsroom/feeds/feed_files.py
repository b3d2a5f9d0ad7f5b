"""Every file by which readers follow the site: feeds, archives, calendars, OPML."""

from collections.abc import Iterable, Iterator

from newsroom.core.output import SiteFile
from newsroom.feeds.calendar import agenda, announced, single, single_address
from newsroom.feeds.feed import UNCHANGED, Feed, Subject, archives, feed, subjects
from newsroom.feeds.feed_item import Items
from newsroom.feeds.formats import FORMATS
from newsroom.feeds.opml import opml
from newsroom.site.site import Site


def feed_files(site: Site, language: str) -> Iterator[SiteFile]:
    """All feeds and calendars of a language."""
    yield from subject_files(site, language, subjects(site, language))
    yield from _calendar_files(site, language)


def subject_files(site: Site, language: str, followed: Iterable[Subject]) -> Iterator[SiteFile]:
    """The feeds of some subjects in every format, and the archives that they lead to."""
    items = Items(site, language)
    writers = [(format, format.writer()) for format in FORMATS]
    for subject in followed:
        current = feed(site, subject, items)
        for format, write in writers:
            yield _file(current, format.ending, write(current))
        older = list(archives(site, subject, items))
        if len(older) > 1 or current.previous:
            for format, write in writers:
                if format.has_archives:
                    for archive in older:
                        yield _file(archive, format.ending, write(archive))


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


def _file(feed: Feed, ending: str, content: bytes) -> SiteFile:
    return SiteFile(
        path=f"{feed.address}.{ending}".removeprefix("/"),
        content=content,
        modified=feed.changed,
    )
