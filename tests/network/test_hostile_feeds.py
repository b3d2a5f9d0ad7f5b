"""Hostile and broken feeds: what is left of each, and that nobody else suffers."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hostile_feeds import FEEDS
from network_feeds import lacquer, sound
from network_server import NetworkServer, network_server, partner, serves
from newsroom.network.gather import gather
from newsroom.network.item import MAX_LINK, MAX_SUMMARY, MAX_TITLE
from newsroom.network.merge import Own
from newsroom.network.store import MAX_BYTES, Record, dump

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
OWN = Own(site_url="https://kota.example/situs/", identity="kota.example,2026")
AT_LEAST = 80
_LIVE = re.compile(r"<[a-zA-Z/!]|[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NetworkServer]:
    with network_server(tmp_path_factory.mktemp("server")) as server:
        server.behaviours["one"] = serves(sound("rss", "one"))
        server.behaviours["two"] = serves(sound("atom", "two"))
        yield server


def gathered(server: NetworkServer, store: Path) -> dict[str, Record]:
    """What comes of a bad partner and of the two sound ones beside it."""
    partners = [partner("one"), partner("bad"), partner("two")]
    internet = server.internet()
    found = gather(partners, store, agent="test", own=OWN, now=NOW, internet=internet)
    return {each.partner.key: each.record for each in found}


@pytest.mark.parametrize("name", FEEDS)
def test_of_a_hostile_feed_only_words_and_own_links_are_left(
    name: str, server: NetworkServer, tmp_path: Path
) -> None:
    hostile = FEEDS[name]
    server.behaviours["bad"] = serves(hostile.body, Content_Type=hostile.content_type)
    records = gathered(server, tmp_path)
    bad = records["bad"]
    assert tuple(item.title for item in bad.items) == hostile.titles
    assert hostile.fault in bad.fault
    assert bool(hostile.fault) == bool(bad.fault)
    assert len(dump(bad).encode()) < MAX_BYTES
    for item in bad.items:
        assert re.fullmatch(r'https://bad\.partner\.example/[^\s"<>\\]*', item.link)
        assert item.link.isascii()
        assert len(item.link) <= MAX_LINK
        assert len(item.title) <= MAX_TITLE
        assert len(item.summary) <= MAX_SUMMARY
        assert not _LIVE.search(item.title + item.summary)
        assert datetime(2000, 1, 1, tzinfo=UTC) <= item.date <= NOW
    # Whatever the bad one does, its neighbours come through.
    assert records["one"].items[0].title == lacquer("one")
    assert records["two"].items[0].title == lacquer("two")
    assert server.canary_calls == 0


def test_there_are_many_of_them() -> None:
    assert len({hostile.body for hostile in FEEDS.values()}) >= AT_LEAST
    assert len(FEEDS) >= AT_LEAST
