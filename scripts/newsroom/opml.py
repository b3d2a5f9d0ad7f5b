"""feeds.opml: all feeds in all languages, for taking them into a reader at once (OPML 2.0)."""

from email.utils import format_datetime
from typing import Any

from lxml import etree

from newsroom.feed import Feed


def opml(title: str, feeds: dict[str, list[Feed]], names: dict[str, str]) -> bytes:
    """Feeds by language; `names` are the languages' own names."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    changes = [feed.changed for group in feeds.values() for feed in group if feed.changed]
    if changes:
        etree.SubElement(head, "dateModified").text = format_datetime(max(changes))
    body = etree.SubElement(root, "body")
    for language, group in feeds.items():
        folder = etree.SubElement(body, "outline", text=names[language], title=names[language])
        for feed in group:
            _outline(folder, feed)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text


def _outline(folder: Any, feed: Feed) -> None:
    etree.SubElement(
        folder,
        "outline",
        type="rss",
        version="RSS2",
        text=feed.title,
        title=feed.title,
        description=feed.description,
        xmlUrl=feed.url(feed.address, "xml"),
        htmlUrl=feed.page,
        language=feed.language,
    )
