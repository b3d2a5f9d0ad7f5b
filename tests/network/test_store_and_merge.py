"""The store, and the rules by which a partner's news become what we keep."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from network_server import partner
from newsroom.network.fault import Fault
from newsroom.network.fetch import Answer
from newsroom.network.item import MAX_TITLE, PartnerItem
from newsroom.network.merge import Own, failed, merged
from newsroom.network.store import MAX_BYTES, Record, dump, file_of, load, save
from newsroom.network.words import MAX_ITEMS

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
OWN = Own(site_url="https://kota.example/situs/", identity="kota.example,2026")
BAD = partner("bad", languages=("en", "ja"))
HERE = "https://bad.partner.example/"
ANSWER = Answer(address=BAD.feed, etag='"v1"')


def raw(number: int = 1, **values: str) -> dict[str, str]:
    """An item as the reading process gives it."""
    return {
        "link": f"{HERE}{number}",
        "title": f"Item {number}",
        "summary": "",
        "language": "en",
        "date": f"2026-11-{number:02}T03:00:00+00:00",
        "guid": "",
        "source": "",
    } | values


def after(record: Record, *found: Mapping[str, str], now: datetime = NOW) -> Record:
    return merged(record, BAD, ANSWER, found, now, OWN)


def kept(*found: Mapping[str, str]) -> tuple[PartnerItem, ...]:
    return after(Record(), *found).items


# Rules


def test_the_newest_come_first() -> None:
    assert [each.title for each in kept(raw(1), raw(3), raw(2))] == ["Item 3", "Item 2", "Item 1"]


def test_of_a_flood_only_the_newest_are_kept() -> None:
    flood = [raw(1, link=f"{HERE}x{n}", title=f"T {n}") for n in range(500)]
    assert len(kept(*flood)) == MAX_ITEMS


def test_doubles_are_kept_once() -> None:
    found = kept(
        raw(1), raw(1, title="Other"), raw(2, title="ITEM 1"), raw(1, link=f"{HERE}1?utm_source=x")
    )
    assert [each.title for each in found] == ["Item 1"]


@pytest.mark.parametrize(
    "values",
    [
        {"guid": "tag:kota.example,2026:id/news/2026/x"},
        {"source": "https://kota.example/situs/feed.xml"},
        {"link": "https://kota.example/situs/berita/2026/x/"},
        {"link": "https://kota.example/situs"},
    ],
)
def test_echoes_of_our_own_feeds_are_left_out(values: dict[str, str]) -> None:
    own_host = partner("bad", hosts=("kota.example", "bad.partner.example"))
    assert merged(Record(), own_host, ANSWER, [raw(**values)], NOW, OWN).items == ()


def test_what_only_looks_like_ours_stays() -> None:
    near = {"source": "https://kota.example.org/situs/", "guid": "tag:kota.example.org,2026:x"}
    assert len(kept(raw(**near))) == 1


@pytest.mark.parametrize(
    "date",
    ["2099-01-01T00:00:00+00:00", "1970-01-01T00:00:00+00:00", "", "x", "2026-11-24T05:30:00Z"],
)
def test_a_day_that_cannot_be_is_the_moment_when_we_first_saw_it(date: str) -> None:
    first = after(Record(), raw(date=date))
    assert first.items[0].date == NOW
    second = after(first, raw(date=date), now=NOW + timedelta(days=3))
    assert second.items[0].date == NOW


def test_nobody_stays_on_top_by_dating_anew() -> None:
    first = after(Record(), raw(1))
    again = after(first, raw(1, date="2026-11-23T03:00:00+00:00", title="New title"))
    assert again.items[0].date == first.items[0].date
    assert again.items[0].title == "New title"


def test_what_a_feed_has_pushed_out_stays() -> None:
    first = after(Record(), raw(1), raw(2))
    assert [each.title for each in after(first, raw(2), raw(3)).items] == [
        "Item 3",
        "Item 2",
        "Item 1",
    ]


def test_what_a_feed_has_taken_back_goes() -> None:
    first = after(Record(), raw(1), raw(2), raw(3))
    assert [each.title for each in after(first, raw(1), raw(3)).items] == ["Item 3", "Item 1"]


def test_an_empty_feed_takes_nothing_away() -> None:
    first = after(Record(), raw(1))
    assert after(first).items == first.items


def test_a_fault_takes_nothing_away() -> None:
    first = after(Record(), raw(1))
    second = failed(first, BAD, Fault("is down"), NOW + timedelta(days=1))
    assert (second.items, second.succeeded) == (first.items, NOW)
    assert (second.failures, second.failing_since) == (1, NOW + timedelta(days=1))
    third = failed(second, BAD, Fault("is down still"), NOW + timedelta(days=2))
    assert (third.failures, third.failing_since) == (2, NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("tag", "language"),
    [("ja-JP", "ja"), ("JA", "ja"), ("en_GB", "en"), ("fr", "en"), ("", "en"), ("jap", "en")],
)
def test_a_language_is_one_of_the_partners(tag: str, language: str) -> None:
    assert kept(raw(language=tag))[0].language == language


def test_a_long_title_ends_at_a_word() -> None:
    (found,) = kept(raw(title="Batik " * 100))
    assert found.title.endswith("Batik…")
    assert len(found.title) <= MAX_TITLE


# The store


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    record = replace(
        after(Record(), raw(1), raw(2, summary="Words.", language="ja")),
        failures=2,
        failing_since=NOW,
        fault="is down",
        paused_until=NOW + timedelta(days=1),
        modified="Mon, 23 Nov 2026 03:00:00 GMT",
    )
    save(tmp_path, BAD, record)
    assert load(tmp_path, BAD) == record
    assert load(tmp_path, BAD, most=1).items == record.items[:1]
    assert [file.name for file in tmp_path.iterdir()] == ["bad.json"]


def test_the_same_record_has_the_same_bytes() -> None:
    one, other = after(Record(), raw(1), raw(2)), after(Record(), raw(2), raw(1))
    assert dump(one) == dump(other)
    assert dump(one).count("\n") > 10


def test_a_full_record_fits_into_its_file() -> None:
    wide = "金" * 5_000
    full = [
        raw(1, link=f"{HERE}{n}?" + "x" * 900, title=f"{n} {wide}", summary=wide) for n in range(60)
    ]
    assert len(dump(after(Record(), *full)).encode()) <= MAX_BYTES


GOOD_ITEM: dict[str, Any] = {
    "link": f"{HERE}1",
    "title": "Title",
    "summary": "Words.",
    "language": "en",
    "date": "2026-11-23T03:00:00+00:00",
    "seen": "2026-11-23T04:00:00+00:00",
}


def stored(store: Path, content: str | bytes) -> Record:
    file = file_of(store, BAD)
    file.write_bytes(
        content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    )
    return load(store, BAD)


@pytest.mark.parametrize(
    "content",
    [
        *("", "null", "[]", "5", '"x"', "{", "{}", '{"items": 5}', '{"items": [5, null, []]}'),
        '{"items": {"a": 1}}',
        '{"items": [{"link": ["x"], "title": {}}]}',
        "[" * 100_000,
        '{"items": ' * 50_000,
        '{"failures": ' + "9" * 100_000 + "}",
        b"\xff\xfe\x00",
        b"{" + b" " * (MAX_BYTES + 1) + b"}",
        '{"failures": -1, "asked": "never", "etag": "a\\r\\nX: y", "paused_until": 5}',
    ],
)
def test_a_file_that_is_none_of_ours_is_an_empty_record(
    tmp_path: Path, content: str | bytes
) -> None:
    assert stored(tmp_path, content) == Record()


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({}, "Title"),
        ({"title": "<script>alert(1)</script>Title"}, "alert(1) Title"),
        ({"title": "\u202eTitle\u2066"}, "Title"),
        ({"title": "T" * 10_000}, "T" * (MAX_TITLE - 1) + "…"),
        ({"title": ""}, "Words."),
        ({"link": "javascript:alert(1)"}, None),
        ({"link": "https://x.example/"}, None),
        ({"link": "http://bad.partner.example:81/"}, None),
        ({"seen": ""}, None),
        ({"seen": "yesterday"}, None),
        ({"title": 5, "summary": None}, None),
    ],
)
def test_a_hostile_file_gives_only_what_passes_the_rules(
    tmp_path: Path, change: dict[str, Any], left: str | None
) -> None:
    record = stored(tmp_path, json.dumps({"items": [GOOD_ITEM | change]}))
    assert [each.title for each in record.items] == ([left] if left else [])


def test_a_link_in_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text(json.dumps({"items": [GOOD_ITEM]}))
    file_of(tmp_path, BAD).symlink_to(other)
    assert load(tmp_path, BAD) == Record()


_ANYTHING = some.recursive(
    some.none() | some.booleans() | some.floats() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.sampled_from([*GOOD_ITEM]), inner),
)


@given(_ANYTHING)
@settings(deadline=None)
def test_no_content_of_a_file_breaks_a_build(
    tmp_path_factory: pytest.TempPathFactory, content: Any
) -> None:
    changed = GOOD_ITEM | (content if isinstance(content, dict) else {"title": content})
    record = stored(tmp_path_factory.getbasetemp(), json.dumps({"items": [content, changed]}))
    # What has passed the rules once passes them unchanged for ever.
    assert stored(tmp_path_factory.getbasetemp(), dump(record)) == record
