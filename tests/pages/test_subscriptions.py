"""What the subscribe page offers, and the list of all feeds."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from feed_samples import SAMPLE
from newsroom.feeds.feed_files import feed_files
from newsroom.pages.subscriptions import Subscription, Subscriptions, subscriptions
from small_sites import SITE_URL, small_site


@pytest.fixture
def offered(tmp_path: Path) -> Subscriptions:
    return subscriptions(small_site(tmp_path, SAMPLE), "id")


def all_of(offered: Subscriptions) -> list[Subscription]:
    return [offered.everything, *offered.kinds, *offered.topics]


def test_everything_kinds_and_topics_are_offered(offered: Subscriptions) -> None:
    assert [each.page for each in all_of(offered)] == [
        "/",
        "/berita/",
        "/pengumuman/",
        "/topik/batik/",
        "/topik/jejaring/",
    ]


def test_what_is_offered_is_there(tmp_path: Path) -> None:
    site = small_site(tmp_path, SAMPLE)
    for language in site.addresses:
        offered = subscriptions(site, language)
        written = {f"{SITE_URL}{file.path}" for file in feed_files(site, language)}
        for each in all_of(offered):
            assert {link.address for link in each.formats} <= written
        assert offered.calendar.https in written


def test_each_reader_is_handed_the_very_address(offered: Subscriptions) -> None:
    for each in all_of(offered):
        assert len(each.readers) >= 4
        for reader in each.readers:
            parts = urlsplit(reader.address)
            handed = [value for values in parse_qs(parts.query).values() for value in values]
            assert each.address in [*handed, unquote(parts.path.rpartition("/")[2])]
        assert each.application == each.address.replace("https:", "feed:")


def test_a_calendar_is_offered_to_the_program_that_is_there(offered: Subscriptions) -> None:
    assert offered.calendar.webcal == "webcal://kota.example/situs/agenda.ics"
    (google,) = offered.calendar.calendars
    assert parse_qs(urlsplit(google.address).query)["cid"] == [offered.calendar.webcal]
