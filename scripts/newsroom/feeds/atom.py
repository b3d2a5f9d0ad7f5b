"""Atom 1.0 (RFC 4287) with the same items, ids and order as RSS."""

from typing import Any

from lxml import etree

from newsroom.core.dates import iso
from newsroom.feeds.feed import Feed
from newsroom.feeds.feed_item import Item
from newsroom.feeds.media import MEDIA, add_picture

ATOM = "http://www.w3.org/2005/Atom"
ENDING, MEDIA_TYPE = "atom", "application/atom+xml"
NAMES: Any = {None: ATOM, "media": MEDIA}
"""lxml takes None for the namespace of names without a prefix; its types do not say so."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(feed: Feed) -> bytes:
    """The feed as a file of Atom: same feed, same bytes."""
    root = etree.Element(f"{{{ATOM}}}feed", {XML_LANG: feed.language}, nsmap=NAMES)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.description)
    _add(root, "updated", iso(feed.changed))
    _link(root, "self", feed.url(feed.address, ENDING), type=MEDIA_TYPE)
    _link(root, "alternate", feed.page, type="text/html", hreflang=feed.language)
    for language, address in feed.counterparts.items():
        # Without the type, readers take a counterpart for the site.
        _link(root, "alternate", feed.url(address, ENDING), type=MEDIA_TYPE, hreflang=language)
    if feed.hub:
        _link(root, "hub", feed.hub)
    if feed.email:
        author = _add(root, "author")
        _add(author, "name", feed.title)
        _add(author, "email", feed.email)
    _add(root, "rights", feed.rights)
    _add(root, "icon", feed.icon)
    for item in feed.items:
        _add_entry(root, item)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text


def _add_entry(root: Any, item: Item) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", item.guid)
    _add(entry, "title", item.title)
    _add(entry, "published", iso(item.published))
    _add(entry, "updated", iso(item.changed))
    for name in item.authors:
        _add(_add(entry, "author"), "name", name)
    _link(entry, "alternate", item.url, type="text/html", hreflang=item.language)
    for language, address in item.translations.items():
        # A second `alternate` would make readers open the other language's article.
        _link(entry, "related", address, type="text/html", hreflang=language)
    for label, address in item.topics:
        _add(entry, "category", term=label, scheme=address, label=label)
    _add(entry, "summary", item.summary)
    _add(entry, "content", etree.CDATA(item.html), type="html")
    if picture := item.picture:
        length = str(picture.length)
        _link(entry, "enclosure", picture.url, type=picture.type, length=length)
        add_picture(entry, picture)


def _add(parent: Any, name: str, text: Any = None, **attributes: str) -> Any:
    """An element of Atom; text is plain unless `type` says that it is HTML."""
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element


def _link(parent: Any, relation: str, address: str, **attributes: str) -> None:
    _add(parent, "link", rel=relation, href=address, **attributes)
