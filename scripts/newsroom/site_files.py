"""The files that belong to no page: feeds, calendar, pictures, sitemap, security.txt."""

from collections.abc import Iterator

from newsroom.cloth_files import cloth_files
from newsroom.feed_files import feed_files, shared_files
from newsroom.lead_picture import drawn_files
from newsroom.newspaper import Newspaper
from newsroom.pictures import picture_files
from newsroom.redirects import redirect_files, with_former_feeds
from newsroom.security_txt import robots_txt, security_txt
from newsroom.site_file import SiteFile
from newsroom.sitemap import sitemap


def site_files(newspaper: Newspaper, language: str) -> Iterator[SiteFile]:
    """All files of a language that belong to no page; with the default language, those of the whole
    site too."""
    yield from with_former_feeds(newspaper, feed_files(newspaper, language))
    if language == newspaper.settings.default_language:
        yield from shared_files(newspaper)
        yield from cloth_files(newspaper)
        yield from picture_files(newspaper)
        yield from drawn_files(newspaper)
        yield SiteFile(path="sitemap.xml", content=sitemap(newspaper))
        yield from redirect_files(newspaper)
        yield security_txt(newspaper.settings)
        yield robots_txt(newspaper.settings)
