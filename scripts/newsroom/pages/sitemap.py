"""The sitemap: every page that search engines may list, with its translations."""

from typing import Any

from lxml import etree

from newsroom.content import addresses
from newsroom.pages.head import alternates
from newsroom.site.page import pages
from newsroom.site.site import Site

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
NAMES: Any = {None: SITEMAP, "xhtml": XHTML}
"""lxml takes None for the namespace of names without a prefix; its types do not say so."""


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
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text
