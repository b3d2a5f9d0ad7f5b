"""JSON Feed 1.1 with the same items, ids and order as RSS."""

import json
from typing import Any

from newsroom.core.dates import iso
from newsroom.feeds.feed import Feed
from newsroom.feeds.feed_item import Item

ENDING, MEDIA_TYPE = "json", "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    described: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url(feed.address, ENDING),
        "description": feed.description,
        "icon": feed.icon,
        "favicon": feed.icon,
        "language": feed.language,
    }
    if feed.counterparts:
        described["_translations"] = {
            language: feed.url(address, ENDING) for language, address in feed.counterparts.items()
        }
    if feed.hub:
        described["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    described["items"] = [_item(item) for item in feed.items]
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _item(item: Item) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": item.guid,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        "date_published": iso(item.published),
        "date_modified": iso(item.changed),
        "authors": [{"name": name} for name in item.authors],
        "tags": [label for label, _ in item.topics],
        "language": item.language,
    }
    if item.picture:
        described["image"] = item.picture.url
        described["attachments"] = [
            {
                "url": item.picture.url,
                "mime_type": item.picture.type,
                "size_in_bytes": item.picture.length,
            }
        ]
    if item.translations:
        described["_translations"] = dict(item.translations)
    return described
