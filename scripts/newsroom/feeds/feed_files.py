"""Every file by which readers follow the site: feeds, archives, calendars, OPML."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from newsroom.content.addresses import feed as feed_address
from newsroom.core.output import SiteFile, no_key
from newsroom.feeds.calendar import agenda, announced, single, single_address
from newsroom.feeds.corrections import corrections_files
from newsroom.feeds.feed import Feed, archives, feed
from newsroom.feeds.feed_item import Items
from newsroom.feeds.formats import FORMATS, Writer
from newsroom.feeds.network_feed import network_files
from newsroom.feeds.opml import opml
from newsroom.feeds.subjects import Subject, subjects
from newsroom.site.site import Site


def feed_files(site: Site, language: str, *, with_archives: bool = True) -> Iterator[SiteFile]:
    """All feeds and calendars of a language."""
    followed = subjects(site, language)
    yield from subject_files(site, language, followed, with_archives=with_archives)
    yield from corrections_files(site, language)
    yield from _calendar_files(site, language)
    yield from network_files(site, language)


def subject_files(
    site: Site, language: str, followed: Iterable[Subject], *, with_archives: bool = True
) -> Iterator[SiteFile]:
    """The feeds of some subjects in every format, and the archives that they lead to."""
    items = Items(site, language)
    writers = [(format, format.writer()) for format in FORMATS]
    for subject in followed:
        current = cache(partial(feed, site, subject, items))
        address = feed_address(subject.page).removesuffix(".xml")
        for format, write in writers:
            yield _file(
                address,
                format.ending,
                partial(_written, write, current),
                key=partial(_key, current),
            )
        if not (with_archives and subject.has_archives):
            continue
        older = list(archives(site, subject, items))
        if len(older) > 1 or current().previous:
            for format, write in writers:
                if format.has_archives:
                    for archive in older:
                        yield _file(
                            archive.address,
                            format.ending,
                            partial(write, archive),
                            key=partial(getattr, archive, "key"),
                        )


def _written(write: Writer, current: Callable[[], Feed]) -> bytes:
    return write(current())


def _key(current: Callable[[], Feed]) -> object:
    return current().key


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


def _file(
    address: str, ending: str, make: Callable[[], bytes], *, key: Callable[[], object] = no_key
) -> SiteFile:
    return SiteFile(path=f"{address}.{ending}".removeprefix("/"), make=make, key=key)
