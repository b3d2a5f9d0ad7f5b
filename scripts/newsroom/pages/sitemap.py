"""The sitemaps: every page that search engines may list, with its translations, and the latest
news."""

from datetime import timedelta
from typing import Any

from lxml import etree

from newsroom.content import addresses
from newsroom.content.edition import newest_first
from newsroom.content.kinds import kinds_that
from newsroom.core.dates import day_of
from newsroom.pages.head import alternates
from newsroom.site.page import pages
from newsroom.site.site import Site

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
NAMES: Any = {None: SITEMAP, "xhtml": XHTML}
"""lxml takes None for the namespace of names without a prefix; its types do not say so."""
NEWS_NAMES: Any = {None: SITEMAP, "news": NEWS}

NEWS_PATH = "sitemap-news.xml"
NEWS_DAYS = 2
"""Google takes articles of the last two days. Whole days, so that all builds of a day are equal:
the day of the build and the one before."""
MOST_NEWS = 1000
"""Of all languages together; Google takes no more in one file."""


def sitemap(site: Site) -> bytes:
    """sitemap.xml for all languages, as sitemaps.org and Google's hreflang extension ask for it."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap=NAMES)
    for language in site.addresses:
        for page in pages(site, language):
            if not page.is_indexed:
                continue
            url = etree.SubElement(root, f"{{{SITEMAP}}}url")
            location = etree.SubElement(url, f"{{{SITEMAP}}}loc")
            location.text = addresses.absolute(page.address, site.settings.site_url)
            if page.article:
                changed = etree.SubElement(url, f"{{{SITEMAP}}}lastmod")
                changed.text = site.not_ahead(page.article.changed).isoformat(timespec="seconds")
            for other, address in alternates(site, page).items():
                etree.SubElement(
                    url, f"{{{XHTML}}}link", rel="alternate", hreflang=other, href=address
                )
    return _written(root)


def news_sitemap(site: Site) -> bytes:
    """The news of the last days in all languages, the latest first, as Google's news sitemaps are:
    https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap."""
    first = site.today - timedelta(days=NEWS_DAYS - 1)
    latest = [
        article
        for edition in site.editions.values()
        for article in edition.own
        if article.kind in kinds_that("on_front_page") and day_of(article.facts.published) >= first
    ]
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap=NEWS_NAMES)
    for article in newest_first(latest)[:MOST_NEWS]:
        words = site.addresses[article.language]
        url = etree.SubElement(root, f"{{{SITEMAP}}}url")
        location = etree.SubElement(url, f"{{{SITEMAP}}}loc")
        location.text = addresses.absolute(words.article(article), site.settings.site_url)
        news = etree.SubElement(url, f"{{{NEWS}}}news")
        publication = etree.SubElement(news, f"{{{NEWS}}}publication")
        etree.SubElement(publication, f"{{{NEWS}}}name").text = words.wording["site_name"]
        etree.SubElement(publication, f"{{{NEWS}}}language").text = article.language
        published = site.not_ahead(article.facts.published).isoformat(timespec="seconds")
        etree.SubElement(news, f"{{{NEWS}}}publication_date").text = published
        etree.SubElement(news, f"{{{NEWS}}}title").text = article.title
    return _written(root)


def _written(root: Any) -> bytes:
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text
