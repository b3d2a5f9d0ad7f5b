"""Atom: what its standard asks for, and what readers make of it beside RSS."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from feed_profile import faults
from feed_readers import by_feedparser, newsboat, serving
from feed_samples import SAMPLE
from newsroom.content.addresses import absolute
from newsroom.core.output import write_file
from newsroom.feeds.atom import atom
from newsroom.feeds.feed import Feed, feed
from newsroom.feeds.feed_files import feed_files
from newsroom.feeds.feed_item import Items
from newsroom.feeds.formats import FORMATS
from newsroom.feeds.subjects import subjects
from newsroom.site.site import Site
from small_sites import SITE_URL, small_site

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return small_site(tmp_path_factory.mktemp("docs"), SAMPLE, hub="https://hub.example/")


@pytest.fixture(scope="module")
def everything(sample: Site) -> Feed:
    return feed(sample, next(subjects(sample, "id")), Items(sample, "id"))


def test_no_feed_has_a_fault(sample: Site) -> None:
    count = 0
    for language in sample.addresses:
        for file in feed_files(sample, language):
            if file.path.endswith(".atom"):
                url = absolute(f"/{file.path}", SITE_URL)
                assert (file.path, faults(file.content, url=url)) == (file.path, [])
                count += 1
    assert count == 2 * 5


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("<content type=", "<content kind=", "content of type"),
        ('rel="self"', 'rel="via"', "self link"),
        ('rel="related"', 'rel="alternate"', "links"),
        ("<p>Pameran.", "<p onclick='x'>Pameran.", "onclick"),
        ("<name>Redaksi Kota Kreatif Pekalongan</name>", "", "lacks author/name"),
        ("<updated>2026-11-23T00:00:01+", "<updated>2026-11-23T00:00:02+", "newest change"),
        ("id/news/2026/kain<", "id/news/2026/lomba<", "ids"),
    ],
)
def test_the_profile_sees_what_is_wrong(
    everything: Feed, right: str, wrong: str, fault: str
) -> None:
    good = atom(everything).decode()
    assert right in good
    url = everything.url(everything.address, "atom")
    assert fault in " / ".join(faults(good.replace(right, wrong, 1).encode(), url=url))


def test_it_says_what_rss_says(sample: Site, tmp_path: Path) -> None:
    """Subscribers who change the format lose nothing and read nothing twice."""
    for file in feed_files(sample, "id"):
        write_file(tmp_path, file)
    with serving(tmp_path) as address:
        for read in (newsboat, by_feedparser):
            rss, ours = (
                read(f"{address}feed.{ending}", tmp_path / ending) for ending in ("xml", "atom")
            )
            assert len(ours) == 4
            assert [replace(each, html=each.html.strip()) for each in ours] == [
                replace(each, html=each.html.strip()) for each in rss
            ]


def test_each_author_is_one(everything: Feed) -> None:
    both = replace(everything.items[0], authors=["Ani Wijaya", "Budi Santoso"])
    root = etree.fromstring(atom(replace(everything, items=[both])))
    names = [name.text for name in root.iter(f"{ATOM}name")]
    assert names == ["Ani Wijaya", "Budi Santoso"]


def test_an_empty_feed_is_valid(everything: Feed) -> None:
    empty = replace(everything, items=())
    assert faults(atom(empty), url=empty.url(empty.address, "atom")) == []


def test_each_format_names_its_own_address(everything: Feed) -> None:
    for format in FORMATS:
        own = everything.url(everything.address, format.ending).encode()
        assert own in format.writer()(everything)
