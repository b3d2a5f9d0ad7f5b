"""The files that belong to no page: feeds, calendar, pictures, sitemap, security.txt."""

from collections.abc import Iterator

from newsroom.core.output import SiteFile
from newsroom.feeds.feed_files import feed_files, shared_files
from newsroom.images.lead_picture import drawn_files
from newsroom.images.motif_files import cloth_files
from newsroom.images.pictures import picture_files
from newsroom.pages.sitemap import sitemap
from newsroom.pages.well_known import robots_txt, security_txt
from newsroom.site.redirects import redirect_files, with_former_feeds
from newsroom.site.site import Site


def site_files(site: Site, language: str) -> Iterator[SiteFile]:
    """All files of a language that belong to no page; with the default language, those of the whole
    site too."""
    yield from with_former_feeds(site, feed_files(site, language))
    if language == site.settings.default_language:
        yield from shared_files(site)
        yield from cloth_files(site)
        yield from picture_files(site)
        yield from drawn_files(site)
        yield SiteFile(path="sitemap.xml", content=sitemap(site))
        yield from redirect_files(site)
        yield security_txt(site.settings)
        yield robots_txt(site.settings)
