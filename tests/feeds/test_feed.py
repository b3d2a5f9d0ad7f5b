"""Feeds as their subscribers meet them over time: what is in them, what stays, what changes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import etree

from feed_profile import MIB
from feed_samples import SAMPLE
from newsroom.core.settings import PROJECT
from newsroom.feeds.calendar import agenda
from newsroom.feeds.feed import Feed, archives, feed
from newsroom.feeds.feed_files import feed_files, shared_files
from newsroom.feeds.feed_item import Items
from newsroom.feeds.feed_text import plain
from newsroom.feeds.json_feed import json_feed
from newsroom.feeds.rss import rss
from newsroom.feeds.subjects import MOST_ITEMS, subjects
from newsroom.site.site import Site, open_site
from small_sites import (
    SITE_URL,
    TODAY,
    TOPIC_FILES,
    original,
    small_settings,
    small_site,
    translation,
    write_files,
)

KEY = "news/2026/kain"
ID, EN = f"{KEY}/index.id.md", f"{KEY}/index.en.md"
Files = Mapping[str, str | bytes]


def everything(site: Site, language: str = "id") -> Feed:
    return feed(site, next(subjects(site, language)), Items(site, language))


def keys(made: Feed) -> list[str]:
    return [item.guid.rpartition("/")[2] for item in made.items]


def many(count: int, *, last: datetime, apart: timedelta, body: str = "Isi.\n") -> dict[str, str]:
    """News at even distances, the newest first: `a000`, `a001` …"""
    return {
        f"news/{moment.year}/a{number:03}/index.id.md": original(
            body, title=f"Berita {number}", published=moment.strftime("%Y-%m-%dT%H:%M+07:00")
        )
        for number in range(count)
        for moment in [last - number * apart]
    }


PARAGRAPH = "kata " * 199 + "kata\n\n"
NOW = datetime(2026, 11, 24, 8)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


# What is in a feed


def test_a_feed_holds_the_articles_of_its_language_newest_first(tmp_path: Path) -> None:
    site = small_site(tmp_path, SAMPLE)
    assert keys(everything(site, "id")) == ["pameran", "kain", "batal", "lomba"]
    assert keys(everything(site, "en")) == ["pameran", "kain"]


def test_there_is_a_feed_for_each_kind_and_topic(tmp_path: Path) -> None:
    site = small_site(tmp_path, SAMPLE)
    items = Items(site, "id")
    assert {subject.page: keys(feed(site, subject, items)) for subject in subjects(site, "id")} == {
        "/": ["pameran", "kain", "batal", "lomba"],
        "/berita/": ["kain", "lomba"],
        "/pengumuman/": ["pameran", "batal"],
        "/topik/batik/": ["kain", "batal", "lomba"],
        "/topik/jejaring/": ["pameran", "kain"],
    }


def test_an_article_about_the_past_says_so_before_its_words(tmp_path: Path) -> None:
    files = {ID: original(more="happened: 2014-12\n"), EN: translation(more="slug: cloth\n")}
    site = small_site(tmp_path, files)
    for language, told in (
        ("id", "Kilas balik: Desember 2014"),
        ("en", "Looking back: December 2014"),
    ):
        [item] = everything(site, language).items
        assert item.summary.startswith(f"{told}. ")
        assert item.html.startswith(f'<p><time datetime="2014-12">{told}</time></p>')
    [item] = everything(small_site(tmp_path / "now", {ID: original()})).items
    assert (item.summary, "Kilas balik" in item.html) == ("Ringkasan.", False)


def test_a_past_event_tells_its_days_once(tmp_path: Path) -> None:
    path = "announcements/2026/pekan/index.id.md"
    site = small_site(tmp_path, {path: original(more="starts: 2025-11-27\norganiser: Museum\n")})
    [item] = everything(site).items
    assert item.summary.startswith("Kilas balik: 27 November 2025. ")
    assert item.html.count("27 November 2025") == 1


def test_a_topic_without_articles_has_an_empty_feed(tmp_path: Path) -> None:
    site = small_site(tmp_path, {ID: original()})
    files = {file.path: file for file in feed_files(site, "id")}
    assert b"<item>" not in files["topik/jejaring/feed.xml"].content
    assert b"lastBuildDate" not in files["topik/jejaring/feed.xml"].content
    assert json.loads(files["topik/jejaring/feed.json"].content)["items"] == []
    assert not [path for path in files if path.startswith("topik/jejaring/arsip")]


def test_all_feeds_have_titles_of_their_own(real_site: Site) -> None:
    titles = [
        subject.title
        for language in real_site.addresses
        for subject in subjects(real_site, language)
    ]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    ("published", "more"),
    [
        ("2026-11-25", ""),  # tomorrow
        ("2026-11-20", "draft: true\n"),
    ],
)
def test_what_is_not_published_is_in_no_feed(tmp_path: Path, published: str, more: str) -> None:
    files = {ID: original(published=published, more=more), EN: translation()}
    site = small_site(tmp_path, files)
    for language in ("id", "en"):
        assert keys(everything(site, language)) == []


def test_a_translation_is_named_as_one_only_where_it_is(tmp_path: Path) -> None:
    site = small_site(tmp_path, SAMPLE)
    translations = [dict(item.translations) for item in everything(site).items]
    assert translations == [
        {"en": f"{SITE_URL}en/announcements/2026/fair/"},
        {"en": f"{SITE_URL}en/news/2026/cloth/"},
        {},
        {},
    ]


# Which articles fit


def test_a_feed_holds_the_fifty_newest(tmp_path: Path) -> None:
    site = small_site(tmp_path, many(60, last=NOW, apart=HOUR))
    assert keys(everything(site)) == [f"a{number:03}" for number in range(MOST_ITEMS)]


def test_a_backdated_article_pushes_out_none_that_is_newer(tmp_path: Path) -> None:
    files = many(60, last=NOW, apart=HOUR)
    before = keys(everything(small_site(tmp_path / "before", files)))
    for published, place in (("2026-11-24T07:30+07:00", 1), ("2020-01-01", None)):
        late = {f"news/{published[:4]}/late/index.id.md": original(published=published)}
        after = keys(everything(small_site(tmp_path / published[:4], files | late)))
        expected = before if place is None else [*before[:place], "late", *before[place:-1]]
        assert after == expected


@pytest.mark.parametrize(
    ("body", "times", "count"),
    [
        (PARAGRAPH, 30, 30),  # 30 kB each
        (PARAGRAPH, 150, 6),
        ('Kata "kutip" & tanda <kurung>.\n\n', 1_500, 12),  # longer in a feed than as written
    ],
)
def test_long_articles_make_a_feed_shorter(
    tmp_path: Path, body: str, times: int, count: int
) -> None:
    site = small_site(tmp_path, many(count + 2, last=NOW, apart=HOUR, body=body * times))
    made = everything(site)
    assert len(made.items) == count
    for file in (rss(made), json_feed(made)):
        assert len(file) < MIB
    assert len(json_feed(made)) > 0.75 * MIB


def test_a_text_that_is_all_marks_stands_in_feeds_as_its_summary(tmp_path: Path) -> None:
    rows = "|a|a|a|a|a|a|a|a|a|a|\n|-|-|-|-|-|-|-|-|-|-|\n" + "|a|a|a|a|a|a|a|a|a|a|\n" * 1_900
    # A long text proper stands there whole.
    long = {"news/2026/panjang/index.id.md": original(PARAGRAPH * 190)}
    files = many(1, last=NOW, apart=HOUR, body=rows) | long
    made = everything(small_site(tmp_path, files))
    marks, words = sorted((item.html for item in made.items), key=len)
    assert marks == "<p>Ringkasan.</p>"
    assert len(words) > 190_000


def test_the_size_of_an_item_is_never_less_than_it_takes(tmp_path: Path) -> None:
    title = '"' + "<&'" * 40 + '"'
    awkward = {
        "news/2026/tanda/index.id.md": original(
            '`"\\` & <b> ' * 50, title=title, topics="batik, network"
        )
    }
    site = small_site(tmp_path, SAMPLE | awkward)
    made = everything(site)
    for write in (rss, json_feed):
        empty = len(write(replace(made, items=made.items[:1])))
        for item in made.items[1:]:
            assert len(write(replace(made, items=[made.items[0], item]))) - empty <= item.size


def test_no_older_article_takes_the_place_of_one_that_was_withdrawn(tmp_path: Path) -> None:
    files = many(60, last=NOW, apart=HOUR)
    before = told(files, tmp_path / "before")
    files["news/2026/a003/index.id.md"] = original(
        title="Berita 3",
        published="2026-11-24T05:00+07:00",
        more="withdrawn: 2026-11-24\nwithdrawn_note: Keliru.\n",
    )
    gone = {"tag:kota.example,2026:id/news/2026/a003"}
    left = {guid: changed for guid, changed in before.items() if guid not in gone}
    at_first = told(files, tmp_path / "at_first")
    assert at_first.keys() == before.keys()
    later = told(files, tmp_path / "later", today=TODAY + timedelta(days=31))
    assert later == left


# What a subscriber hears of it


def told(
    files: Files, folder: Path, language: str = "id", **settings: object
) -> dict[str, datetime]:
    """What a reader remembers of each article: its name and when it last changed."""
    site = small_site(folder, files, **settings)
    return {item.guid: item.changed for item in everything(site, language).items}


BASE = {
    ID: original("Isi.\n"),
    EN: translation(),
    "news/2026/lain/index.id.md": original("Lain.\n"),
}


@pytest.mark.parametrize(
    ("change", "settings"),
    [
        ({ID: original("Isi.\n", more="slug: nama-lain\n")}, {}),  # another address
        ({ID: original("Isi.\n", title="Judul lain")}, {}),  # another title, and so address
        ({ID: original("Isi lain.\n")}, {}),  # a typo mended
        ({ID: original("Isi.\n", topics="network")}, {}),  # another topic
        ({EN: translation(title="Another")}, {}),
        ({}, {"site_url": "https://kota.example/"}),  # the site moved on its host
        ({}, {"site_url": "https://lain.example/koran/"}),  # and to another host
        ({}, {"hub": "https://hub.example/"}),
    ],
)
def test_readers_hear_nothing_of_what_is_no_news(
    tmp_path: Path, change: Files, settings: dict[str, object]
) -> None:
    before = told(BASE, tmp_path / "before")
    assert told(BASE | change, tmp_path / "after", **settings) == before


def test_a_new_translation_is_new_only_in_its_language(tmp_path: Path) -> None:
    files = {**BASE, "news/2026/lain/index.en.md": translation("Other.\n", title="Other")}
    assert told(files, tmp_path / "after") == told(BASE, tmp_path / "before")
    before, after = (
        told(these, tmp_path / name, "en") for name, these in (("b", BASE), ("a", files))
    )
    assert after.keys() - before.keys() == {"tag:kota.example,2026:en/news/2026/lain"}


CORRECTION = "  - date: {}\n    note: Tahunnya 2009.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "updated: 2026-11-22\n"),
        ("", "updated: 2026-11-20\n"),  # on the day of publication
        ("updated: 2026-11-22\n", "updated: 2026-11-23\n"),
        ("", "corrections:\n" + CORRECTION.format("2026-11-22")),
        ("", "corrections:\n" + CORRECTION.format("2026-11-20")),
        (
            "corrections:\n" + CORRECTION.format("2026-11-22"),
            "corrections:\n" + 2 * CORRECTION.format("2026-11-22"),  # two in one day
        ),
        (
            "updated: 2026-11-23\n",
            "updated: 2026-11-23\ncorrections:\n"
            + CORRECTION.format("2026-11-22"),  # recorded late
        ),
    ],
)
def test_a_declared_change_is_one_changed_article(tmp_path: Path, before: str, after: str) -> None:
    old = told({**BASE, ID: original(more=before)}, tmp_path / "before")
    new = told({**BASE, ID: original(more=after)}, tmp_path / "after")
    assert old.keys() == new.keys()
    changed = [guid for guid in new if new[guid] > old[guid]]
    assert changed == ["tag:kota.example,2026:id/news/2026/kain"]
    assert [guid for guid in new if new[guid] < old[guid]] == []


def test_a_cancelled_event_is_one_changed_article(tmp_path: Path) -> None:
    key = "announcements/2026/pameran"
    day = "starts: 2026-12-05\n"
    old = told({f"{key}/index.id.md": original(more=day)}, tmp_path / "before")
    new = told(
        {f"{key}/index.id.md": original(more=day + "cancelled: 2026-11-23\n")}, tmp_path / "after"
    )
    assert [guid for guid in new if new[guid] > old[guid]] == [f"tag:kota.example,2026:id/{key}"]


def test_a_cancellation_moves_the_feed_and_the_calendar(tmp_path: Path) -> None:
    key, day = "announcements/2026/pameran", "starts: 2026-12-05\n"
    planned, cancelled, resumed = (
        small_site(tmp_path / name, {f"{key}/index.id.md": original(more=day + more)})
        for name, more in (
            ("planned", ""),
            ("cancelled", "cancelled: 2026-11-22T15:30+07:00\n"),
            ("resumed", "updated: 2026-11-22T18:00+07:00\n"),
        )
    )
    assert everything(cancelled).changed == datetime.fromisoformat("2026-11-22T15:30+07:00")
    sequences, stamps = [], []
    for site in (planned, cancelled, resumed):
        (event,) = Calendar.from_ical(agenda(site, "id")).walk("VEVENT")
        sequences.append(int(event["sequence"]))
        stamps.append(event.decoded("dtstamp"))
    assert sequences == sorted(set(sequences))
    assert stamps == sorted(set(stamps))
    changes = [everything(site).changed for site in (planned, cancelled, resumed)]
    assert changes == sorted(set(changes))


@pytest.mark.parametrize("hour", ["07:59", "08:01", "23:59"])
def test_nothing_in_a_feed_or_calendar_is_dated_in_the_future(tmp_path: Path, hour: str) -> None:
    now = datetime.fromisoformat("2026-11-24T08:00+07:00")
    facts = f"starts: 2026-12-05\nupdated: 2026-11-24T{hour}+07:00\n"
    text = original(published=f"2026-11-24T{hour}+07:00", more=facts)
    write_files(tmp_path, TOPIC_FILES | {"announcements/2026/pameran/index.id.md": text})
    site = open_site(small_settings(tmp_path), now)
    made = everything(site)
    (item,) = made.items
    assert item.published <= item.changed == made.changed <= now
    (event,) = Calendar.from_ical(agenda(site, "id")).walk("VEVENT")
    for name in ("dtstamp", "created", "last-modified"):
        assert event.decoded(name) <= now
    (listed,) = shared_files(site)
    modified = etree.fromstring(listed.content).findtext("head/dateModified")
    assert parsedate_to_datetime(modified) <= now
    # Once its hour has come, feeds name it.
    later = open_site(small_settings(tmp_path), TODAY)
    assert everything(later).items[0].published == later.editions["id"].own[0].facts.published


def test_a_withdrawal_is_later_than_every_change_before(tmp_path: Path) -> None:
    declared = "updated: 2026-11-23T15:00+07:00\n"
    withdrawn = declared + "withdrawn: 2026-11-23\nwithdrawn_note: Keliru.\n"
    old, new = (
        told({**BASE, ID: original(more=more)}, tmp_path / name)
        for name, more in (("before", declared), ("after", withdrawn))
    )
    guid = "tag:kota.example,2026:id/news/2026/kain"
    assert new[guid] > old[guid]


# Archives


def walk(files: Mapping[str, Feed], start: Feed) -> list[str]:
    """What somebody finds who follows a feed back to its beginning."""
    found, page = list(keys(start)), start
    while page.previous:
        page = files[page.previous]
        found += [key for key in keys(page) if key not in found]
    return found


@pytest.mark.parametrize(
    ("count", "apart"),
    [
        (10, DAY),  # all in the feed
        (120, DAY),  # four months
        (70, timedelta(hours=6)),  # more in this month than the feed holds
        (3, timedelta(days=100)),  # months without any
    ],
)
def test_the_whole_history_can_be_walked(tmp_path: Path, count: int, apart: timedelta) -> None:
    site = small_site(tmp_path, many(count, last=NOW, apart=apart))
    subject, items = next(subjects(site, "id")), Items(site, "id")
    current = feed(site, subject, items)
    made = {archive.address: archive for archive in archives(site, subject, items)}
    assert sorted(walk(made, current)) == [f"a{number:03}" for number in range(count)]
    written = {file.path for file in feed_files(site, "id")}
    for page in [current, *(made.values() if current.previous else ())]:
        for link in (page.previous, page.next, page.current):
            assert not link or f"{link}.xml".removeprefix("/") in written
    months = list(made.values())
    assert [page.is_archive for page in months] == [True] * (len(months) - 1) + [False]


def test_an_archive_only_gets_a_link_when_articles_come_later(tmp_path: Path) -> None:
    files = many(3, last=NOW - 40 * DAY, apart=30 * DAY)
    before = contents(small_site(tmp_path / "before", files))
    archive = [path for path in before if path.startswith("arsip")]
    assert "arsip/2026-08.xml" in archive
    later = {
        "news/2026/baru/index.id.md": original(published="2026-11-24", topics="batik, network")
    }
    after = contents(small_site(tmp_path / "after", files | later))
    last = {"arsip/2026-10.xml"}
    assert {path for path in archive if after[path] != before[path]} == last
    for path in last:
        lines = after[path].splitlines()
        (link,) = [line for line in lines if b'rel="next-archive"' in line]
        assert [line for line in lines if line != link] == before[path].splitlines()
        assert b"arsip/2026-11.xml" in link


def test_only_the_feed_of_everything_has_archives(tmp_path: Path) -> None:
    site = small_site(tmp_path, many(3, last=NOW - 40 * DAY, apart=30 * DAY))
    archived = [path for path in contents(site) if "/arsip/" in f"/{path}"]
    assert archived
    assert all(path.startswith("arsip/") for path in archived)


def test_only_the_turn_of_the_month_makes_an_archive(tmp_path: Path) -> None:
    files = many(3, last=NOW, apart=30 * DAY)
    before = contents(small_site(tmp_path, files))
    after = contents(small_site(tmp_path, files, today=date(2027, 1, 1)))
    assert after.keys() == before.keys()
    changed = {path for path in before if path.startswith("arsip") and after[path] != before[path]}
    assert changed == {"arsip/2026-11.xml"}
    assert b"<fh:archive/>" not in before["arsip/2026-11.xml"]
    assert b"<fh:archive/>" in after["arsip/2026-11.xml"]


def test_months_without_articles_have_no_file(tmp_path: Path) -> None:
    more = "withdrawn: 2026-11-22\nwithdrawn_note: Keliru.\n"
    files = {
        "news/2014/lama/index.id.md": original(title="Lama", published="2014-12-01"),
        "news/2026/palsu/index.id.md": original(title="Palsu", published="2026-09-01", more=more),
        "news/2026/baru/index.id.md": original(title="Baru", published="2026-10-01"),
    }
    found = contents(small_site(tmp_path, files))
    assert [path for path in sorted(found) if path.startswith("arsip")] == [
        "arsip/2014-12.xml",
        "arsip/2026-09.xml",  # empty now; whoever knows its address finds it
        "arsip/2026-10.xml",
    ]
    assert b"<item>" not in found["arsip/2026-09.xml"]
    assert b"arsip/2026-09.xml" in found["arsip/2014-12.xml"]


LONG = PARAGRAPH * 150


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (many(8, last=NOW, apart=DAY, body=LONG), ["11", "11-16", "11-20", "11-24"]),
        (many(12, last=NOW, apart=2 * DAY, body=LONG), ["11", "11-09", "11-16"]),
        (many(6, last=NOW, apart=HOUR, body=LONG), ["11"]),
        # One day is never parted.
        (many(9, last=NOW, apart=timedelta(minutes=1), body=LONG), ["11", "11-16", "11-24"]),
    ],
)
def test_a_month_too_large_for_one_file_has_several(
    tmp_path: Path, files: dict[str, str], names: list[str]
) -> None:
    site = small_site(tmp_path, files)
    subject, items = next(subjects(site, "id")), Items(site, "id")
    current = feed(site, subject, items)
    made = {archive.address: archive for archive in archives(site, subject, items)}
    found = [address.removeprefix("/arsip/2026-") for address in made]
    assert found == names
    assert len(walk(made, current)) == len(files)
    parts = list(made.values())
    assert [part.is_archive for part in parts] == [True] * (len(parts) - 1) + [False]
    assert [part.next for part in parts] == [*list(made)[1:], ""]


def test_a_part_of_a_month_keeps_its_bytes_when_another_grows(tmp_path: Path) -> None:
    """Days at which months are cut are fixed: what comes later never moves what was there."""
    files = many(15, last=NOW - 30 * DAY, apart=DAY, body=LONG)  # 10 to 25 October
    before = contents(small_site(tmp_path / "before", files))
    late = {
        f"news/2026/late{number}/index.id.md": original(
            LONG, published=f"2026-10-2{number}", topics="network"
        )
        for number in range(4, 9)
    }
    after = contents(small_site(tmp_path / "after", files | late))
    archive = [path for path in before if path.startswith("arsip/2026-10")]
    assert len(archive) >= 3
    assert set(archive) <= set(after)
    kept = {path for path in archive if after[path] == before[path]}
    assert {path for path in archive if path < "arsip/2026-10-16"} - kept == set()
    for path in after:
        if "arsip/" in path:
            assert len(after[path]) < MIB


# Files


def contents(site: Site, languages: Iterable[str] = ("id",)) -> dict[str, bytes]:
    return {
        file.path: file.content for language in languages for file in feed_files(site, language)
    }


def test_the_same_articles_give_the_same_bytes(tmp_path: Path) -> None:
    first = contents(small_site(tmp_path, SAMPLE), ("id", "en"))
    assert contents(small_site(tmp_path, SAMPLE), ("id", "en")) == first
    later = small_site(tmp_path, SAMPLE, today=TODAY + timedelta(days=3))
    assert contents(later, ("id", "en")) == first


def test_json_feeds_say_the_same_as_rss(tmp_path: Path) -> None:
    site = small_site(tmp_path, SAMPLE)
    made = everything(site)
    data = json.loads(contents(site)["feed.json"])
    assert [
        (item["id"], item["url"], item["title"], item["summary"], item["content_html"])
        for item in data["items"]
    ] == [(item.guid, item.url, item.title, item.summary, item.html) for item in made.items]
    assert data["feed_url"] == f"{SITE_URL}feed.json"
    assert data["language"] == "id"
    assert data["items"][1]["date_modified"] == "2026-11-23T00:00:01+07:00"
    assert data["items"][1]["attachments"] == [
        {
            "url": f"{SITE_URL}assets/news/2026/kain/perajin.png-4.jpg",
            "mime_type": "image/jpeg",
            "size_in_bytes": made.items[1].picture.length,
        }
    ]


@pytest.mark.parametrize(
    ("path", "golden"),
    [
        ("feed.xml", "feed-id.xml"),
        ("en/feed.xml", "feed-en.xml"),
        ("feed.json", "feed-id.json"),
        ("feed.atom", "feed-id.atom"),
        ("arsip/2026-10.xml", "feed-archive.xml"),
        ("agenda.ics", "feed-agenda.ics"),
        ("feeds.opml", "feeds.opml"),
    ],
)
def test_files_are_as_they_were(
    tmp_path: Path, path: str, golden: str, request: pytest.FixtureRequest
) -> None:
    site = small_site(tmp_path, SAMPLE, hub="https://hub.example/")
    made = contents(site, ("id", "en"))
    made |= {file.path: file.content for file in shared_files(site)}
    expected = PROJECT / "tests/golden" / golden
    if request.config.getoption("--rewrite-golden"):
        expected.write_bytes(made[path])
    assert made[path] == expected.read_bytes()


# Text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("A\x00B\x0bC\x7fD\x9fE", "ABCDE"),
        ("A\ufffeB\uffffC\ud800D", "ABCD"),
        ("e\u0301", "é"),
        ("satu\u202etxt.exe\u202c dua", "satutxt.exe dua"),
        ("  dua\n baris ", "dua baris"),
        ("أ\u200fب", "أ\u200fب"),  # a mark that turns only itself stays
    ],
)
def test_a_line_of_text_loses_only_what_nobody_can_see(written: str, shown: str) -> None:
    assert plain(written) == shown


def test_the_list_of_feeds_names_every_feed_by_language(tmp_path: Path) -> None:
    site = small_site(tmp_path, SAMPLE)
    (file,) = shared_files(site)
    root = etree.fromstring(file.content)
    listed = {
        folder.get("text"): [outline.get("xmlUrl") for outline in folder] for folder in root[1]
    }
    assert listed == {
        name: [f"{SITE_URL}{subject.page[1:]}feed.xml" for subject in subjects(site, language)]
        for language, name in site.settings.languages.items()
    }
    for outline in root.iter("outline"):
        assert outline.get("text")
        # Of an outline that has a title the W3C's validator wants to know the type.
        is_feed = outline.get("xmlUrl") is not None
        assert (outline.get("title") is not None) == (outline.get("type") is not None) == is_feed
