"""feeds.opml: all feeds in all languages, for taking them into a reader at once (OPML 2.0)."""

from email.utils import format_datetime
from typing import Any

from lxml import etree

from newsroom.content import addresses
from newsroom.feeds.corrections import followed
from newsroom.feeds.subjects import Subject
from newsroom.site.site import Site


def opml(site: Site) -> bytes:
    """The feeds of each language in a folder of its own."""
    settings = site.settings
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    wording = site.addresses[settings.default_language].wording
    etree.SubElement(head, "title").text = wording["site_name"]
    changes = [
        site.not_ahead(article.changed)
        for edition in site.editions.values()
        for article in edition.own
    ]
    if changes:
        etree.SubElement(head, "dateModified").text = format_datetime(max(changes))
    body = etree.SubElement(root, "body")
    for language, name in settings.languages.items():
        # No title: with one the validator asks for a type, which folders have not.
        folder = etree.SubElement(body, "outline", text=name)
        for subject in followed(site, language):
            _outline(folder, subject, settings.site_url)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text


def _outline(folder: Any, subject: Subject, site_url: str) -> None:
    etree.SubElement(
        folder,
        "outline",
        type="rss",
        version="RSS2",
        text=subject.title,
        title=subject.title,  # without it the validator warns, though it says the same
        description=subject.description,
        xmlUrl=addresses.absolute(addresses.feed(subject.page), site_url),
        htmlUrl=addresses.absolute(subject.page, site_url),
        language=subject.language,
    )
