"""RSS 2.0 by feedgen, and everything that feedgen 1.0.0 gets wrong or lacks."""

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.ext.dc import DcEntryExtension, DcExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from newsroom.feeds.feed import Feed
from newsroom.feeds.feed_item import Item
from newsroom.feeds.media import MEDIA, add_picture

ATOM = "http://www.w3.org/2005/Atom"
FEED_HISTORY = "http://purl.org/syndication/history/1.0"
ENDING, MEDIA_TYPE = "xml", "application/rss+xml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MINUTES_TO_LIVE = 60
ICON = 144
"""Width and height at which a channel's picture is shown: the most that RSS allows."""


def rss_writer() -> Callable[[Feed], bytes]:
    """Makes a function like `rss` that remembers what it made of items."""
    return partial(rss, entries={})


def rss(feed: Feed, entries: dict[str, FeedEntry] | None = None) -> bytes:
    """The feed as a file of RSS 2.0: same feed, same bytes.

    `entries` keeps what was made of items, for other feeds in which they stand.
    """
    entries = {} if entries is None else entries
    generator = FeedGenerator()
    generator.register_extension("dc", DcExtension, DcEntryExtension, atom=False)
    generator.register_extension("news", _NewsExtension, _NewsEntryExtension, atom=False)
    generator.news.feed = feed
    generator.title(feed.title)
    generator.description(feed.description)
    generator.language(feed.language)
    generator.copyright(feed.rights)
    generator.image(feed.icon, feed.title, feed.page, width=str(ICON), height=str(ICON))
    if feed.email:
        generator.managingEditor(f"{feed.email} ({feed.title})")
    generator.ttl(MINUTES_TO_LIVE)
    # Of several links feedgen takes the last for the channel's own: ours comes last, and all
    # others from the extension.
    generator.link(href=feed.url(feed.address, ENDING), rel="self", type=MEDIA_TYPE)
    generator.link(href=feed.page, rel="alternate")
    generator.lastBuildDate(feed.changed)  # otherwise the clock's time
    for item in feed.items:
        # feedgen turns the order round unless told to append.
        if item.guid not in entries:
            entries[item.guid] = _entry(item)
        generator.add_entry(entries[item.guid], order="append")
    text: bytes = generator.rss_str(pretty=True)
    return text


def _entry(item: Item) -> FeedEntry:
    entry = _Entry()
    entry.register_extension("dc", DcEntryExtension, atom=False)
    entry.register_extension("news", _NewsEntryExtension, atom=False)
    entry.news.item = item
    entry.title(item.title)
    entry.link(href=item.url)
    # `description` would take the place of the content.
    entry.summary(item.summary)
    entry.content(item.html, type="CDATA")
    # Not `id`, after which `guid` counts; never a permalink, for an address may move.
    entry.guid(item.guid, permalink=False)
    entry.published(item.published)
    for label, address in item.topics:
        entry.category(term=label, scheme=address, label=label)
    if item.source:
        name, address = item.source
        entry.source(url=address, title=name)
    if item.picture:
        entry.enclosure(item.picture.url, str(item.picture.length), item.picture.type)
    # feedgen's author needs an e-mail address and prints it. One joined byline, because of
    # several creators readers show only one.
    entry.dc.dc_creator(item.byline)
    entry.dc.dc_language(item.language)
    return entry


class _Entry(FeedEntry):  # type: ignore[misc]
    """An entry that is turned into XML once, however many feeds it stands in."""

    _element: Any = None

    def rss_entry(self, extensions: bool = True) -> Any:
        if self._element is None:
            self._element = super().rss_entry(extensions)
        return deepcopy(self._element)


class _NewsExtension(BaseExtension):  # type: ignore[misc]
    """A channel's links to other languages, archives and hub."""

    feed: Feed

    def extend_ns(self) -> dict[str, str]:
        return {"fh": FEED_HISTORY, "media": MEDIA}

    def extend_rss(self, root: Any) -> None:
        feed, channel = self.feed, root[0]
        root.set(XML_LANG, feed.language)
        for name in ("title", "image/title"):
            _set_text(channel.find(name), feed.title)
        _set_text(channel.find("description"), escape(feed.description, quote=False))
        if not feed.items:
            channel.remove(channel.find("lastBuildDate"))
        place = channel.index(channel.find(f"{{{ATOM}}}link")) + 1
        for number, attributes in enumerate(_channel_links(feed)):
            channel.insert(place + number, etree.Element(f"{{{ATOM}}}link", attributes))
        if feed.is_archive:
            etree.SubElement(channel, f"{{{FEED_HISTORY}}}archive")


def _channel_links(feed: Feed) -> list[dict[str, str]]:
    links = [
        # Without the type, readers take a counterpart for the site.
        {
            "rel": "alternate",
            "hreflang": language,
            "type": MEDIA_TYPE,
            "href": feed.url(address, ENDING),
        }
        for language, address in feed.counterparts.items()
    ]
    for relation, address in (
        ("current", feed.current),
        ("prev-archive", feed.previous),
        ("next-archive", feed.next),
    ):
        if address:
            links.append({"rel": relation, "type": MEDIA_TYPE, "href": feed.url(address, ENDING)})
    if feed.hub:
        links.append({"rel": "hub", "href": feed.hub})
    return links


class _NewsEntryExtension(BaseEntryExtension):  # type: ignore[misc]
    """An item's last change, translations and picture."""

    item: Item

    def extend_ns(self) -> dict[str, str]:
        return {}

    def extend_rss(self, element: Any) -> Any:
        item = self.item
        _set_text(element.find("title"), item.title)
        _set_text(element.find("description"), escape(item.summary, quote=False))
        etree.SubElement(element, f"{{{ATOM}}}updated").text = item.changed.isoformat()
        for language, address in item.translations.items():
            # `alternate` would make readers open the other language's article.
            attributes = {
                "rel": "related",
                "hreflang": language,
                "type": "text/html",
                "href": address,
            }
            etree.SubElement(element, f"{{{ATOM}}}link", attributes)
        if item.picture:
            add_picture(element, item.picture)
        return element


def _set_text(element: Any, text: str) -> None:
    """A text with `<` and `&` as numbers, which marks a title as no HTML (RSS Profile).

    A description is HTML to every reader: what it says in plain text must be escaped before.
    """
    element.text = ""
    last = None
    for part in _split(text):
        if part in _NUMBERS:
            last = etree.Entity(_NUMBERS[part])
            element.append(last)
        elif last is None:
            element.text = part
        else:
            last.tail = part


_NUMBERS = {"<": "#x3C", "&": "#x26"}


def _split(text: str) -> list[str]:
    """`a<b` becomes `a`, `<`, `b`."""
    parts = [""]
    for character in text:
        if character in _NUMBERS:
            parts += [character, ""]
        else:
            parts[-1] += character
    return [part for part in parts if part]
