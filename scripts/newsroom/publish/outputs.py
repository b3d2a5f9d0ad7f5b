"""The files that belong to no page: feeds, calendar, pictures, sitemap, security.txt."""

from collections.abc import Iterator
from functools import partial

from newsroom.checks.register import register_file
from newsroom.core.output import SiteFile
from newsroom.feeds.feed_files import feed_files, shared_files
from newsroom.feeds.network_feed import store_files
from newsroom.images.lead_picture import drawn_files
from newsroom.images.motif_files import cloth_files
from newsroom.images.pictures import picture_files
from newsroom.pages.sitemap import NEWS_PATH, news_sitemap, sitemap
from newsroom.pages.well_known import robots_txt, security_txt
from newsroom.record.timeline import timeline_calendar, timeline_json
from newsroom.site.redirects import redirect_files, with_former_feeds
from newsroom.site.site import Site


def site_files(site: Site, language: str, *, with_archives: bool = True) -> Iterator[SiteFile]:
    """All files of a language that belong to no page; with the default language, those of the whole
    site too.

    How many archives a feed has depends on what its articles weigh, so they must be rendered:
    `with_archives=False` leaves archives out and renders nothing until a content is asked for.
    """
    yield from with_former_feeds(site, feed_files(site, language, with_archives=with_archives))
    yield from _timeline_files(site, language)
    if language == site.settings.default_language:
        yield from shared_files(site)
        yield from store_files(site)
        for file in site.catalogue.data_files.values():
            yield SiteFile(path=file.address[1:], make=partial(bytes, file.content))
        yield from cloth_files(site)
        yield from picture_files(site)
        yield from drawn_files(site)
        yield register_file(site)
        yield SiteFile(path="sitemap.xml", make=partial(sitemap, site))
        yield SiteFile(path=NEWS_PATH, make=partial(news_sitemap, site))
        yield from redirect_files(site)
        yield security_txt(site.settings)
        yield robots_txt(site.settings)


def _timeline_files(site: Site, language: str) -> Iterator[SiteFile]:
    edition, words = site.editions[language], site.addresses[language]
    for ending, make in (("ics", timeline_calendar), ("json", timeline_json)):
        yield SiteFile(
            path=words.timeline(ending)[1:], make=partial(make, edition, words, site.settings)
        )
