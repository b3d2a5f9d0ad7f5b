"""What is known of each partner between two runs: one small JSON file each, readable in a diff.

Whatever a file holds, only what passes the rules of items comes out of it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from newsroom.network.item import PartnerItem, item
from newsroom.network.partner import Partner
from newsroom.network.words import MAX_ITEMS, moment, stamp

MAX_BYTES = 300_000
"""Of a file: MAX_ITEMS items as long as they may be."""
MAX_FAULT = 200
"""Characters."""
PUBLISHED = "assets/network"
"""Folder of the published site that holds the same files."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is known of one partner. Moments are in UTC."""

    feed: str = ""
    """The address that was asked; of another one, the stamps say nothing."""
    etag: str = ""
    modified: str = ""
    asked: datetime | None = None
    """When its server was last asked."""
    succeeded: datetime | None = None
    """When it last answered with a feed, or with the word that it has not changed."""
    failures: int = 0
    """In a row; 0 while all is well."""
    failing_since: datetime | None = None
    fault: str = ""
    """What went wrong the last time."""
    paused_until: datetime | None = None
    """Not asked again before."""
    items: tuple[PartnerItem, ...] = ()
    """Newest first, at most MAX_ITEMS."""


def file_of(store: Path, partner: Partner) -> Path:
    return store / f"{partner.key}.json"


def load(store: Path, partner: Partner, *, most: int = MAX_ITEMS) -> Record:
    """What the store knows of a partner, with its first `most` items; nothing if its file is
    missing, or is none of ours."""
    file = file_of(store, partner)
    if file.is_symlink() or not file.is_file():
        return Record()
    with file.open("rb") as opened:
        return parse(opened.read(MAX_BYTES + 1), partner, most=most)


def parse(content: bytes, partner: Partner, *, most: int = MAX_ITEMS) -> Record:
    """The record that a file holds; an empty one for what is none of ours."""
    try:
        values = json.loads(content) if len(content) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        values = None
    return _record(values, partner, most) if isinstance(values, dict) else Record()


def save(store: Path, partner: Partner, record: Record) -> None:
    """Write a partner's file, whole or not at all."""
    store.mkdir(parents=True, exist_ok=True)
    file = file_of(store, partner)
    partial = file.with_suffix(".partial")
    partial.write_text(dump(record), encoding="utf-8")
    partial.replace(file)


def dump(record: Record) -> str:
    """A record as its file's text: same record, same text."""
    values: dict[str, Any] = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in vars(record).items()
        if value and name != "items"
    }
    values["items"] = [
        {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in vars(each).items()
            if value
        }
        for each in record.items
    ]
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def newest_first(items: list[PartnerItem]) -> tuple[PartnerItem, ...]:
    """In the order in which they stand in a file: by date; of the same date, by link."""
    items.sort(key=lambda each: (-each.date.timestamp(), each.link))
    return tuple(items[:MAX_ITEMS])


def _record(values: Mapping[str, Any], partner: Partner, most: int) -> Record:
    failures = values.get("failures")
    return Record(
        feed=_text(values, "feed"),
        etag=stamp(_text(values, "etag")),
        modified=stamp(_text(values, "modified")),
        asked=moment(_text(values, "asked")),
        succeeded=moment(_text(values, "succeeded")),
        failures=failures if isinstance(failures, int) and 0 <= failures < 10_000 else 0,
        failing_since=moment(_text(values, "failing_since")),
        fault=_text(values, "fault")[:MAX_FAULT],
        paused_until=moment(_text(values, "paused_until")),
        items=_items(values.get("items"), partner, most),
    )


def _items(values: Any, partner: Partner, most: int) -> tuple[PartnerItem, ...]:
    found: dict[str, PartnerItem] = {}
    for each in values[: 2 * MAX_ITEMS] if isinstance(values, list) else ():
        if not isinstance(each, dict):
            continue
        seen = moment(_text(each, "seen"))
        read = item(each, partner, seen) if seen else None
        if read:
            found.setdefault(read.link, read)
        if len(found) == most:
            break
    return newest_first(list(found.values()))


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""
