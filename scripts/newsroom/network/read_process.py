"""The process that reads one feed, within limits: bytes in, items as JSON out.

It imports little, for it starts anew for each feed.
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser
from feedparser.encodings import convert_to_utf8

from newsroom.network.words import MAX_ITEMS, moment, without_markup

MAX_LINK = 1_000
"""Characters of a link or a name; longer ones are none."""
CPU_SECONDS = 5
MEMORY = 256 * 2**20
"""Bytes of addresses that the process may have."""
MAX_OUTPUT = 4 * 2**20
"""Bytes."""
UNREADABLE = 3
"""Exit code for bytes that are no feed that we read; the output then says why."""

_JSON_FEED = "https://jsonfeed.org/version/1"
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_END = re.compile(rb"</(?:[A-Za-z][\w.-]*:)?(?:rss|feed|RDF)\s*>")
_XML_IN_UTF8 = {"content-type": "application/xml; charset=utf-8"}


class _Unreadable(Exception):
    """Why the bytes are no feed that we read."""


def main() -> int:
    """The process: head and body from standard input, items as JSON to standard output."""
    _limit()
    head, _, body = sys.stdin.buffer.read().partition(b"\n")
    request = json.loads(head)
    try:
        items = _items(body, request["content_type"], request["address"])
    except _Unreadable as error:
        json.dump({"fault": str(error)}, sys.stdout)
        return UNREADABLE
    json.dump({"items": items}, sys.stdout)
    return 0


def _limit() -> None:
    """Limits that the system enforces from here on: time, memory, and no files."""
    import resource  # Windows has none; there the feeds are not gathered

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_OUTPUT, MAX_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _items(body: bytes, content_type: str, address: str) -> list[dict[str, str]]:
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if not start:
        raise _Unreadable("it is empty")
    found = list(_json_items(body) if start == b"{" else _xml_items(body, content_type, address))
    # Undated ones, in the feed's own order, behind those with a date.
    found.sort(key=lambda each: each["date"], reverse=True)
    return found[:MAX_ITEMS]


def _xml_items(body: bytes, content_type: str, address: str) -> Iterator[dict[str, str]]:
    text = _as_utf8(body, content_type)
    if _ENTITY.search(text):
        raise _Unreadable("it defines entities, which feeds do not need")
    headers = _XML_IN_UTF8 | {"content-location": address}
    # Never text: feedparser takes text for an address or the name of a file.
    parsed = feedparser.parse(
        BytesIO(text), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.version or parsed.version == "cdf":
        raise _Unreadable("it is no feed")
    if not _END.search(text):
        raise _Unreadable("its end is missing")
    language = parsed.feed.get("language", "")
    for entry in parsed.entries:
        day = entry.get("published_parsed") or entry.get("updated_parsed")
        title = entry.get("title_detail") or {}
        yield _item(
            link=entry.get("link"),
            title=entry.get("title"),
            summary=entry.get("summary") or _content(entry),
            language=entry.get("language") or title.get("language") or language,
            date=_iso(day[:6]) if day else "",
            guid=entry.get("id"),
            source=(entry.get("source") or {}).get("href"),
        )


def _content(entry: Any) -> Any:
    return next((each.get("value") for each in entry.get("content", ())), "")


def _as_utf8(body: bytes, content_type: str) -> bytes:
    """The text in UTF-8, whatever it and its server say of its characters."""
    try:
        text: bytes = convert_to_utf8({"content-type": content_type}, body, {})
    except (LookupError, ValueError):
        raise _Unreadable("its characters cannot be read") from None
    return text


def _json_items(body: bytes) -> Iterator[dict[str, str]]:
    try:
        feed = json.loads(body.decode("utf-8-sig"))
    except ValueError:
        raise _Unreadable("it is no JSON") from None
    except RecursionError:
        raise _Unreadable("it is nested too deeply") from None
    if not str(feed.get("version", "")).startswith(_JSON_FEED):
        raise _Unreadable("it is no JSON Feed")
    items = feed.get("items")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            yield _item(
                link=item.get("url") or item.get("external_url"),
                title=item.get("title"),
                summary=item.get("summary") or item.get("content_text") or item.get("content_html"),
                language=item.get("language") or feed.get("language"),
                date=_iso_of(item.get("date_published") or item.get("date_modified")),
                guid=item.get("id"),
                source="",
            )


def _item(**values: Any) -> dict[str, str]:
    texts = {name: value if isinstance(value, str) else "" for name, value in values.items()}
    return {
        name: without_markup(text)
        if name in ("title", "summary")
        else text * (len(text) <= MAX_LINK)
        for name, text in texts.items()
    }


def _iso(parts: Any) -> str:
    try:
        return datetime(*parts).replace(tzinfo=UTC).isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""


def _iso_of(text: Any) -> str:
    found = moment(text) if isinstance(text, str) else None
    return found.isoformat() if found else ""


if __name__ == "__main__":
    sys.exit(main())
