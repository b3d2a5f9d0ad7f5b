"""What a feed of ours must be, so that validators and readers have nothing to say.

The W3C's feed validator is in no package registry. These are those of its rules that a feed like
ours can break, and more that it does not know.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import html5lib
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
MEDIA = "{http://search.yahoo.com/mrss/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

MIB = 1 << 20

CHANNEL = [
    *("title", "link", "description", f"{ATOM}link", "copyright", "docs", "generator"),
    "image",
    *("language", "lastBuildDate", "ttl", f"{HISTORY}archive", "item"),
]
ITEM = [
    *("title", "link", "description", CONTENT, "guid", "category", "enclosure", "pubDate"),
    "source",
    *(f"{DC}creator", f"{DC}language", f"{ATOM}updated", f"{ATOM}link", f"{MEDIA}content"),
]
REPEATABLE = {"item", "category"} | {
    f"{ATOM}{name}" for name in ("link", "entry", "author", "category")
}

FORBIDDEN = {
    *("script", "iframe", "style", "form", "button", "input", "select", "textarea", "svg", "math"),
    *("object", "embed", "link", "meta", "base", "h1", "title", "template", "noscript"),
}
SAFE_ATTRIBUTES = {
    *("href", "src", "srcset", "sizes", "alt", "title", "width", "height", "hreflang", "lang"),
    *("dir", "align", "colspan", "rowspan", "scope", "start", "reversed", "datetime", "cite"),
    *("type", "media"),
}


def faults(feed: bytes, *, url: str) -> list[str]:
    """What is wrong with a feed, RSS or Atom, that stands at an address; nothing for a good one."""
    is_atom = feed.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<feed ")
    return list(_atom_faults(feed, url) if is_atom else _faults(feed, url))


def _faults(feed: bytes, url: str) -> Iterator[str]:
    if not feed.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<rss "):
        yield "does not begin with an XML declaration, or has a processing instruction"
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", feed.decode()):
        yield "a character that nobody can see"
    root = etree.fromstring(feed, etree.XMLParser(resolve_entities=False, huge_tree=True))
    if root.get("version") != "2.0" or len(root) != 1:
        yield "not RSS 2.0 with one channel"
    channel = root[0]
    yield from _children("channel", channel, CHANNEL)
    for name in ("title", "link", "description", "language", "ttl", "docs"):
        if not channel.findtext(name):
            yield f"channel lacks {name}"
    image = channel.find("image")
    for name in ("title", "link"):
        if image is None or image.findtext(name) != channel.findtext(name):
            yield f"the image's {name} is not the channel's"
    if image is not None and int(image.findtext("width")) > 144:
        yield "the image is too wide"
    if root.get(LANG) != channel.findtext("language"):
        yield "xml:lang is not the language"
    yield from _channel_links(channel, url)
    items = channel.findall("item")
    for number, item in enumerate(items, start=1):
        for fault in _item(item, channel.findtext("language")):
            yield f"item {number}: {fault}"
    yield from _order(channel, items)


ATOM_TYPE = "application/atom+xml"
ATOM_FEED = [
    f"{ATOM}{name}"
    for name in ("id", "title", "subtitle", "updated", "link", "rights", "icon", "entry")
]
ATOM_ENTRY = [
    *(f"{ATOM}{name}" for name in ("id", "title", "published", "updated", "author", "link")),
    *(f"{ATOM}{name}" for name in ("category", "summary", "content")),
    f"{MEDIA}content",
]


def _atom_faults(feed: bytes, url: str) -> Iterator[str]:
    """RFC 4287, and what our readers need beyond it."""
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", feed.decode()):
        yield "a character that nobody can see"
    root = etree.fromstring(feed, etree.XMLParser(resolve_entities=False, huge_tree=True))
    yield from _children("feed", root, ATOM_FEED)
    language = root.get(LANG)
    links = [dict(link.attrib) for link in root.findall(f"{ATOM}link")]
    if [link for link in links if link["rel"] == "self"] != [
        {"rel": "self", "href": url, "type": ATOM_TYPE}
    ]:
        yield "self link"
    pages = [link for link in links if link["rel"] == "alternate" and link["type"] == "text/html"]
    if [link.get("hreflang") for link in pages] != [language]:
        yield f"the feed's pages are {pages}"
    seen = [(link["rel"], link.get("type"), link.get("hreflang")) for link in links]
    if len(set(seen)) < len(seen):
        yield "two links of one kind"
    ids = [element.text or "" for element in root.iter(f"{ATOM}id")]
    if len(set(ids)) < len(ids) or not all(re.fullmatch(r"tag:[^:]+:.+", each) for each in ids):
        yield f"ids {ids}"
    changes = []
    for number, entry in enumerate(root.findall(f"{ATOM}entry"), start=1):
        for fault in _entry(entry, language or ""):
            yield f"entry {number}: {fault}"
        changes.append(datetime.fromisoformat(entry.findtext(f"{ATOM}updated")))
    updated = datetime.fromisoformat(root.findtext(f"{ATOM}updated"))
    if changes and updated != max(changes):
        yield "updated is not the newest change"
    if len(feed) > MIB:
        yield f"{len(feed)} bytes"


def _entry(entry: Any, language: str) -> Iterator[str]:
    yield from _children("entry", entry, ATOM_ENTRY)
    for name in ("id", "title", "published", "updated", "summary", "content", "author/name"):
        path = "/".join(f"{ATOM}{part}" for part in name.split("/"))
        if not (entry.findtext(path) or "").strip():
            yield f"lacks {name}"
            return
    moments = [entry.findtext(f"{ATOM}{name}") for name in ("published", "updated")]
    first, last = (datetime.fromisoformat(each) for each in moments)
    if first.tzinfo is None or last < first:
        yield f"published and updated are {moments}"
    links = [dict(link.attrib) for link in entry.findall(f"{ATOM}link")]
    if [link.get("hreflang") for link in links if link["rel"] == "alternate"] != [language]:
        yield f"links {links}"
    for link in links:
        if link["rel"] == "related" and link.get("hreflang") in (None, language):
            yield f"link {link}"
        yield from _address(link["href"])
    content = entry.find(f"{ATOM}content")
    if content.get("type") != "html":
        yield f"content of type {content.get('type')}"
    yield from _html(content.text)


def _children(name: str, parent: Any, known: list[str]) -> Iterator[str]:
    names = [child.tag for child in parent]
    for unknown in sorted({*names} - {*known}):
        yield f"{name} has {unknown}"
    for repeated in sorted({each for each in names if names.count(each) > 1} - REPEATABLE):
        yield f"{name} has {repeated} twice"


def _channel_links(channel: Any, url: str) -> Iterator[str]:
    links = [dict(link.attrib) for link in channel.findall(f"{ATOM}link")]
    own = [link for link in links if link["rel"] == "self"]
    if own != [{"rel": "self", "type": "application/rss+xml", "href": url}]:
        yield f"self link is {own}"
    for link in links:
        if link["rel"] != "hub" and link.get("type") != "application/rss+xml":
            yield f"link {link} has no type"
        if link["rel"] == "alternate" and link.get("hreflang") in (
            None,
            channel.findtext("language"),
        ):
            yield f"link {link} is no other language's"
        yield from _address(link["href"])


def _item(item: Any, language: str) -> Iterator[str]:
    yield from _children("item", item, ITEM)
    names = [child.tag for child in item]
    required = {"title", "link", "description", CONTENT, "guid", "pubDate", f"{DC}creator"}
    for name in sorted(required | {"category", f"{ATOM}updated"}):
        if name not in names or not "".join(item.find(name).itertext()).strip():
            yield f"lacks {name}"
            return
    if names.index("description") > names.index(CONTENT):
        yield "description after content"
    guid = item.find("guid")
    if guid.get("isPermaLink") != "false" or not re.fullmatch(
        rf"tag:[a-z0-9.-]+,\d{{4}}:{language}/[a-z0-9/-]+", guid.text
    ):
        yield f"guid {guid.text}"
    yield from _address(item.findtext("link"))
    published = item.findtext("pubDate")
    if format_datetime(parsedate_to_datetime(published)) != published:
        yield f"pubDate {published}"
        return
    if datetime.fromisoformat(item.findtext(f"{ATOM}updated")) < parsedate_to_datetime(published):
        yield "updated before it was published"
    for category in item.findall("category"):
        yield from _address(category.get("domain", ""))
    for link in item.findall(f"{ATOM}link"):
        if link.get("rel") != "related" or link.get("type") != "text/html":
            yield f"link {dict(link.attrib)}"
        if link.get("hreflang") in (None, language):
            yield f"related link in {link.get('hreflang')}"
    yield from _pictures(item)
    yield from _html(item.findtext(CONTENT))


def _pictures(item: Any) -> Iterator[str]:
    enclosure, content = item.find("enclosure"), item.find(f"{MEDIA}content")
    if (enclosure is None) != (content is None):
        yield "enclosure without media:content"
    if enclosure is None:
        return
    yield from _address(enclosure.get("url"))
    if not enclosure.get("type", "").startswith("image/") or int(enclosure.get("length")) <= 0:
        yield f"enclosure {dict(enclosure.attrib)}"
    for ours, theirs in (("url", "url"), ("length", "fileSize"), ("type", "type")):
        if enclosure.get(ours) != content.get(theirs):
            yield f"media:content has another {theirs}"
    images = list(_elements(item.findtext(CONTENT), "img"))
    if not images or images[0].get("src") != enclosure.get("url"):
        yield "the enclosure is not the first image of the text"


def _elements(html: str, name: str | None = None) -> Iterator[Any]:
    tree = html5lib.parseFragment(html, treebuilder="lxml", namespaceHTMLElements=False)
    for root in tree:
        if not isinstance(root, str):
            yield from (each for each in root.iter(name) if isinstance(each.tag, str))


def _html(html: str) -> Iterator[str]:
    for element in _elements(html):
        name = element.tag.rpartition("}")[2]
        if name in FORBIDDEN:
            yield f"text has <{name}>"
        for attribute, value in element.attrib.items():
            if attribute not in SAFE_ATTRIBUTES:
                yield f"text has {attribute}={value}"
            if attribute in ("href", "src", "cite"):
                yield from _address(value)
            if attribute == "srcset":
                for candidate in value.split(","):
                    yield from _address(candidate.split()[0])
        if element.tag == "img" and not {"alt", "src", "width", "height"} <= {*element.attrib}:
            yield "text has an image without address, words or size"


def _address(address: str) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"]", address):
        yield f"address {address!r} is not whole"


def _order(channel: Any, items: list[Any]) -> Iterator[str]:
    order = [
        (-parsedate_to_datetime(item.findtext("pubDate")).timestamp(), item.findtext("guid"))
        for item in items
    ]
    if order != sorted(order):
        yield "items are not newest first"
    if len({guid for _, guid in order}) != len(order):
        yield "a guid stands twice"
    changes = [datetime.fromisoformat(item.findtext(f"{ATOM}updated")) for item in items]
    built = channel.findtext("lastBuildDate")
    if built != (format_datetime(max(changes)) if changes else None):
        yield f"lastBuildDate {built} is not that of the newest change"
