"""Calendars: what subscribers' programs make of them, and what a changed event tells them."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from feed_readers import SCRIPTS, run, serving
from feed_samples import SAMPLE
from newsroom.core.output import write_file
from newsroom.feeds.calendar import agenda, announced
from newsroom.feeds.feed_files import feed_files
from newsroom.site.site import Site
from small_sites import SITE_URL, original, small_site, translation

KEY = "announcements/2026/pameran"


def events(calendar: bytes) -> list[Any]:
    return list(Calendar.from_ical(calendar).walk("VEVENT"))


def event(folder: Path, more: str, **changes: str) -> Any:
    """The one event of a site that announces it."""
    files = {f"{KEY}/index.id.md": original(more=more, **changes)}
    (only,) = events(agenda(small_site(folder, files), "id"))
    return only


def test_a_calendar_holds_events_and_last_days(tmp_path: Path) -> None:
    site = small_site(tmp_path, SAMPLE)
    assert [
        (str(each["summary"]), each.decoded("dtstart"), str(each["status"]))
        for each in events(agenda(site, "id"))
    ] == [
        ("Pameran", jakarta("2026-12-02T09:00:00"), "CONFIRMED"),
        ("Dibatalkan: Lokakarya", date(2026, 12, 5), "CANCELLED"),
        ("Dibatalkan: Hari terakhir mendaftar: Lokakarya", date(2026, 12, 1), "CANCELLED"),
    ]
    assert [str(each["summary"]) for each in events(agenda(site, "en"))] == ["Fair"]


def jakarta(text: str) -> datetime:
    return datetime.fromisoformat(text + "+07:00")


@pytest.mark.parametrize(
    ("days", "start", "end"),
    [
        ("starts: 2026-12-05\n", date(2026, 12, 5), date(2026, 12, 6)),
        ("starts: 2026-12-05\nends: 2026-12-07\n", date(2026, 12, 5), date(2026, 12, 8)),
        ("starts: 2026-12-05T09:00+07:00\n", jakarta("2026-12-05T09:00"), None),
        (
            "starts: 2026-12-05T09:00+07:00\nends: 2026-12-05T12:00+07:00\n",
            jakarta("2026-12-05T09:00"),
            jakarta("2026-12-05T12:00"),
        ),
        # written with another city's clock: the same moment
        ("starts: 2026-12-05T11:00+09:00\n", jakarta("2026-12-05T09:00"), None),
        ("starts: 2026-12-05T22:00Z\n", jakarta("2026-12-06T05:00"), None),
        # a moment and a day
        (
            "starts: 2026-12-05T09:00+07:00\nends: 2026-12-07\n",
            jakarta("2026-12-05T09:00"),
            jakarta("2026-12-08T00:00"),
        ),
        (
            "starts: 2026-12-05\nends: 2026-12-07T15:00+07:00\n",
            date(2026, 12, 5),
            date(2026, 12, 8),
        ),
        ("closes: 2026-12-31\n", date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_days_and_moments_are_the_editors(
    tmp_path: Path, days: str, start: date, end: date | None
) -> None:
    made = event(tmp_path, days)
    assert made.decoded("dtstart") == start
    assert (made.decoded("dtend") if "dtend" in made else None) == end
    assert type(made.decoded("dtstart")) is type(start)


def test_a_moment_names_its_time_zone_and_brings_it(tmp_path: Path) -> None:
    text = agenda(small_site(tmp_path, SAMPLE), "id").decode()
    assert "DTSTART;TZID=Asia/Jakarta:20261202T090000\r\n" in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "TZOFFSETTO:+0700\r\n" in text


@pytest.mark.parametrize("paper", ["sample", "real_site"])
def test_lines_are_as_the_standard_wants_them(
    paper: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if paper == "sample":
        long = original(title=f'"{"Pameran 🌊; batik, " * 6}"', more="starts: 2026-12-05\n")
        site = small_site(tmp_path, {**SAMPLE, f"{KEY}/index.id.md": long})
    else:
        site = request.getfixturevalue(paper)
    count = 0
    for language in site.addresses:
        for file in feed_files(site, language):
            if file.path.endswith(".ics"):
                count += 1
                assert file.content.endswith(b"END:VCALENDAR\r\n")
                assert b"\n" not in file.content.replace(b"\r\n", b"")
                for line in file.content.split(b"\r\n"):
                    assert len(line) <= 75
                    line.decode()  # no sign is cut in two
                uids = [str(each["uid"]) for each in events(file.content)]
                assert len(uids) == len(set(uids))
                assert uids or paper == "real_site"
    assert count >= len(site.addresses)


def test_an_event_keeps_its_name_whatever_changes(tmp_path: Path) -> None:
    before = event(tmp_path / "a", "starts: 2026-12-05\n")
    after = event(tmp_path / "b", "starts: 2026-12-09\nslug: lain\n", title="Lain")
    assert before["uid"] == after["uid"] == f"id/{KEY}/starts@kota.example"


@pytest.mark.parametrize(
    "change",
    [
        "updated: 2026-11-21\n",
        "updated: 2026-11-20\n",
        "cancelled: 2026-11-23\n",
        "corrections:\n  - date: 2026-11-22\n    note: Tempatnya lain.\n",
    ],
)
def test_a_declared_change_reaches_calendars(tmp_path: Path, change: str) -> None:
    before = event(tmp_path / "a", "starts: 2026-12-05\n")
    after = event(tmp_path / "b", "starts: 2026-12-05\n" + change)
    assert before["sequence"] == 0
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstamp") > before.decoded("dtstamp")
    assert after.decoded("created") == before.decoded("created")


def test_a_later_update_counts_again(tmp_path: Path) -> None:
    first, second = (
        event(tmp_path / day, f"starts: 2026-12-05\nupdated: 2026-11-{day}\n")
        for day in ("21", "22")
    )
    assert second["sequence"] > first["sequence"] > 0


def test_a_mended_typo_does_not_reach_calendars(tmp_path: Path) -> None:
    before = event(tmp_path / "a", "starts: 2026-12-05\n")
    after = event(tmp_path / "b", "starts: 2026-12-05\n", body="Isi lain.\n")
    assert after == before


def test_an_event_says_where_it_is_and_where_to_read_on(tmp_path: Path) -> None:
    made = event(tmp_path, "starts: 2026-12-05\nplace: Museum Batik\n")
    url = f"{SITE_URL}pengumuman/2026/pameran/"
    assert str(made["location"]) == "Museum Batik"
    assert str(made["url"]) == url
    assert str(made["description"]) == f"Ringkasan.\n\n{url}"


def test_beside_each_event_is_a_calendar_of_its_own(tmp_path: Path) -> None:
    site = small_site(tmp_path, SAMPLE)
    singles = {
        file.path: [str(each["uid"]) for each in events(file.content)]
        for language in ("id", "en")
        for file in feed_files(site, language)
        if file.path.endswith(".ics") and not file.path.endswith("agenda.ics")
    }
    assert singles == {
        "pengumuman/2026/pameran/pameran.ics": [f"id/{KEY}/starts@kota.example"],
        "pengumuman/2026/lokakarya/lokakarya.ics": [
            "id/announcements/2026/batal/starts@kota.example",
            "id/announcements/2026/batal/closes@kota.example",
        ],
        "en/announcements/2026/fair/fair.ics": [f"en/{KEY}/starts@kota.example"],
    }


def test_without_announcements_there_is_a_calendar_all_the_same(tmp_path: Path) -> None:
    text = agenda(small_site(tmp_path, {}), "id")
    assert events(text) == []
    assert b"BEGIN:VTIMEZONE" in text


def test_a_withdrawn_announcement_leaves_the_calendar(tmp_path: Path) -> None:
    gone = "starts: 2026-12-05\nwithdrawn: 2026-11-23\nwithdrawn_note: Keliru.\n"
    files = {**SAMPLE, f"{KEY}/index.id.md": original(more=gone)}
    site = small_site(tmp_path, files)
    assert [article.key for article in announced(site, "id")] == ["announcements/2026/batal"]


def test_thunderbird_reads_the_same(tmp_path: Path) -> None:
    """ical.js is what Thunderbird reads calendars with."""
    site = small_site(tmp_path / "docs", SAMPLE)
    for file in feed_files(site, "id"):
        write_file(tmp_path / "site", file)
    with serving(tmp_path / "site") as address:
        seen = json.loads(run("node", str(SCRIPTS / "read_calendar.js"), f"{address}agenda.ics"))
    expected = events((tmp_path / "site/agenda.ics").read_bytes())
    assert len(seen) == len(expected) == 3
    for theirs, ours in zip(seen, expected, strict=True):
        assert theirs["uid"] == ours["uid"]
        assert theirs["title"] == ours["summary"]
        assert theirs["sequence"] == ours["sequence"]
        assert theirs["status"] == ours["status"]
        assert theirs["starts"] == machine(ours.decoded("dtstart"))
        assert theirs["ends"] == machine(ours.decoded("dtend"))


def machine(moment: date) -> str:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return moment.isoformat()


def test_an_article_in_two_languages_is_two_events(tmp_path: Path) -> None:
    files = {
        f"{KEY}/index.id.md": original(more="starts: 2026-12-05\n"),
        f"{KEY}/index.en.md": translation(title="Fair"),
    }
    site: Site = small_site(tmp_path, files)
    assert [uid(site, language) for language in ("id", "en")] == [
        f"id/{KEY}/starts@kota.example",
        f"en/{KEY}/starts@kota.example",
    ]


def uid(site: Site, language: str) -> str:
    (only,) = events(agenda(site, language))
    return str(only["uid"])
