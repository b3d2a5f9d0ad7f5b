"""The files that belong to no page: feeds, calendar, sitemap."""

from collections.abc import Iterator

from newsroom.newspaper import Newspaper
from newsroom.site_file import SiteFile
from newsroom.sitemap import sitemap


def site_files(newspaper: Newspaper, language: str) -> Iterator[SiteFile]:
    """All files of a language that belong to no page; with the default language, those of the whole site too."""
    if language == newspaper.settings.default_language:
        yield SiteFile(path="sitemap.xml", content=sitemap(newspaper))
