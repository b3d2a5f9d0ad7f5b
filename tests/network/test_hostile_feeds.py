"""Hostile and broken feeds: what is left of each, and that nobody else suffers."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from hostile_feeds import FEEDS, Hostile
from network_feeds import lacquer, sound
from network_server import DOMAIN, network_server, partner, serves
from newsroom.network.gather import gather
from newsroom.network.item import MAX_LINK, MAX_SUMMARY, MAX_TITLE
from newsroom.network.merge import Own
from newsroom.network.store import MAX_BYTES, Record, dump

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
OWN = Own(site_url="https://kota.example/situs/", identity="kota.example,2026")
AT_LEAST = 80
_LINK = re.compile(r'https://bad(-\d+)?\.partner\.example/[^\s"<>\\]*')
_LIVE = re.compile(r"<[a-zA-Z/!]|[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def test_of_hostile_feeds_only_words_and_own_links_are_left(tmp_path: Path) -> None:
    """All of them gathered at once, beside two sound ones."""
    hosts = {name: f"bad-{number}" for number, name in enumerate(FEEDS)}
    with network_server(tmp_path) as server:
        server.behaviours |= {
            hosts[name]: serves(feed.body, Content_Type=feed.content_type)
            for name, feed in FEEDS.items()
        }
        server.behaviours |= {
            "one": serves(sound("rss", "one")),
            "two": serves(sound("atom", "two")),
        }
        partners = [
            partner("one"),
            *(
                partner(host, hosts=(f"{host}.{DOMAIN}", f"bad.{DOMAIN}"))
                for host in hosts.values()
            ),
            partner("two"),
        ]
        # More than a hundred answer at once here, so each may take its time.
        internet = server.internet(seconds=60)
        found = gather(
            partners, tmp_path / "store", agent="test", own=OWN, now=NOW, internet=internet
        )
        records = {each.partner.key: each.record for each in found}
        assert server.canary_calls == 0
    wrong = {
        name: told
        for name, feed in FEEDS.items()
        if (told := [*faults_of(records[hosts[name]], feed)])
    }
    assert wrong == {}
    for key in ("one", "two"):
        assert records[key].items[0].title == lacquer(key)


def faults_of(record: Record, hostile: Hostile) -> Iterator[str]:
    """What is left of a hostile feed and should not be, or is not left and should be."""
    if tuple(item.title for item in record.items) != hostile.titles:
        yield f"titles {[item.title for item in record.items]}"
    if hostile.fault not in record.fault or bool(hostile.fault) != bool(record.fault):
        yield f"fault {record.fault!r}"
    if len(dump(record).encode()) >= MAX_BYTES:
        yield "too many bytes"
    for item in record.items:
        if not _LINK.fullmatch(item.link) or not item.link.isascii() or len(item.link) > MAX_LINK:
            yield f"link {item.link}"
        if len(item.title) > MAX_TITLE or len(item.summary) > MAX_SUMMARY:
            yield "too many words"
        if _LIVE.search(item.title + item.summary):
            yield f"live {item.title} {item.summary}"
        if not datetime(2000, 1, 1, tzinfo=UTC) <= item.date <= NOW:
            yield f"day {item.date}"


def test_there_are_many_of_them() -> None:
    assert len({hostile.body for hostile in FEEDS.values()}) >= AT_LEAST
    assert len(FEEDS) >= AT_LEAST
