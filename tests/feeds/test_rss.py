"""RSS: the profile that validators and readers have nothing to say about, and feedgen's traps."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from lxml import etree

from feed_profile import ATOM, CONTENT, DC, HISTORY, MEDIA, faults
from feed_samples import SAMPLE
from newsroom.content.addresses import absolute
from newsroom.feeds.feed import Feed, feed
from newsroom.feeds.feed_files import feed_files
from newsroom.feeds.feed_item import Item, Items
from newsroom.feeds.feed_text import feed_html, plain
from newsroom.feeds.json_feed import json_feed
from newsroom.feeds.rss import rss
from newsroom.feeds.subjects import subjects
from newsroom.site.site import Site
from small_sites import SITE_URL, small_site


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return small_site(tmp_path_factory.mktemp("docs"), SAMPLE, hub="https://hub.example/")


@pytest.fixture(scope="module")
def made(sample: Site) -> Feed:
    return feed(sample, next(subjects(sample, "id")), Items(sample, "id"))


def channel(made: Feed) -> etree._Element:
    return etree.fromstring(rss(made))[0]


# The profile


@pytest.mark.parametrize("paper", ["sample", "real_site"])
def test_no_feed_has_a_fault(paper: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(paper)
    count = 0
    for language in site.addresses:
        for file in feed_files(site, language):
            if file.path.endswith(".xml"):
                url = absolute(f"/{file.path}", site.settings.site_url)
                assert (file.path, faults(file.content, url=url)) == (file.path, [])
                count += 1
    assert count >= 5 * len(site.addresses)


@pytest.mark.parametrize(
    ("right", "invalid", "fault"),
    [
        # the profile's own test: it must see what it is there for
        ("<language>id<", "<language>en<", "xml:lang is not the language"),
        ("<pubDate>Sat", "<pubDate>Sun", "pubDate Sun"),
        ("+0700</pubDate>", "WIB</pubDate>", "pubDate"),
        ('isPermaLink="false"', 'isPermaLink="true"', "guid"),
        ("<dc:creator>", "<author>A</author><dc:creator>", "item has author"),
        ("<dc:creator>", "<dc:creator>A</dc:creator><dc:creator>", "twice"),
        ("<p>Pameran.", "<p onclick='x'>Pameran.", "onclick"),
        ("<p>Pameran.", "<svg></svg><p>Pameran.", "<svg>"),
        ("<p>Pameran.", "<form></form><p>Pameran.", "<form>"),
        ("<p>Pameran.", "<p style='x'>Pameran.", "style"),
        (
            "<p>Pameran.",
            "<img src='https://kota.example/a.png' alt=''><p>Pameran.",
            "image without",
        ),
        ("<p>Pameran.", "<p><a href='/berita/'>Pameran.</a>", "not whole"),
        ('length="529"', 'length="528"', "another fileSize"),
        ('rel="related"', 'rel="alternate"', "link"),
        ('rel="self"', 'rel="via"', "self link"),
        ("<ttl>60</ttl>", "", "channel lacks ttl"),
        (
            "Mon, 23 Nov 2026 00:00:01 +0700</lastB",
            "Mon, 23 Nov 2026 00:00:02 +0700</lastB",
            "newest",
        ),
        ("<rss ", '<?xml-stylesheet type="text/xsl" href="a.xsl"?><rss ', "processing instruction"),
        ("Lomba</title>", "Lomba\x85</title>", "nobody can see"),
    ],
)
def test_the_profile_sees_what_is_wrong(made: Feed, right: str, invalid: str, fault: str) -> None:
    good = rss(made).decode()
    assert right in good
    url = made.url(made.address, "xml")
    assert fault in " / ".join(faults(good.replace(right, invalid, 1).encode(), url=url))


def test_a_channel_names_its_counterpart_archive_and_hub(made: Feed) -> None:
    links = [dict(link.attrib) for link in channel(made).findall(f"{ATOM}link")]
    of_feed = "application/rss+xml"
    assert links == [
        {"rel": "self", "type": of_feed, "href": f"{SITE_URL}feed.xml"},
        {
            "rel": "alternate",
            "hreflang": "en",
            "type": of_feed,
            "href": f"{SITE_URL}en/feed.xml",
        },
        {"rel": "prev-archive", "type": of_feed, "href": f"{SITE_URL}arsip/2026-10.xml"},
        {"rel": "hub", "href": "https://hub.example/"},
    ]


def test_without_a_hub_no_feed_names_one(tmp_path: Path) -> None:
    site = small_site(tmp_path, SAMPLE)
    for file in feed_files(site, "id"):
        assert b"hub" not in file.content


def test_an_archive_names_its_feed_and_its_neighbours(made: Feed) -> None:
    archive = replace(
        made,
        address="/arsip/2026-10",
        counterparts={},
        hub="",
        current="/feed",
        previous="/arsip/2026-09",
        next="/arsip/2026-11",
        is_archive=True,
    )
    links = {link.get("rel"): link.get("href") for link in channel(archive).findall(f"{ATOM}link")}
    assert links == {
        "self": f"{SITE_URL}arsip/2026-10.xml",
        "current": f"{SITE_URL}feed.xml",
        "prev-archive": f"{SITE_URL}arsip/2026-09.xml",
        "next-archive": f"{SITE_URL}arsip/2026-11.xml",
    }
    assert channel(archive).find(f"{HISTORY}archive") is not None


# feedgen's traps: what would go wrong without rss.py


def test_the_channel_links_to_its_page_though_other_links_are_there(made: Feed) -> None:
    assert channel(made).findtext("link") == f"{SITE_URL}"


def test_the_clock_is_not_in_the_feed(made: Feed) -> None:
    assert channel(made).findtext("lastBuildDate") == "Mon, 23 Nov 2026 00:00:01 +0700"
    assert rss(made) == rss(made)


def test_items_keep_their_order(made: Feed) -> None:
    guids = [item.findtext("guid") for item in channel(made).findall("item")]
    assert guids == [item.guid for item in made.items]


def test_summary_and_text_are_both_there_summary_first(made: Feed) -> None:
    item = channel(made).find("item")
    names = [child.tag for child in item]
    assert names.index("description") < names.index(CONTENT)
    assert item.findtext("description") == "Ringkasan."
    assert "<p>Pameran.</p>" in item.findtext(CONTENT)


def test_several_authors_are_one_creator(made: Feed) -> None:
    two = replace(made, items=[replace(made.items[0], authors=["Ani Wijaya", "Budi Santoso"])])
    item = channel(two).find("item")
    creators = [creator.text for creator in item.findall(f"{DC}creator")]
    assert creators == ["Ani Wijaya, Budi Santoso"]
    assert item.find("author") is None


def test_a_guid_is_no_address(made: Feed) -> None:
    guid = channel(made).find("item/guid")
    assert guid.get("isPermaLink") == "false"
    assert guid.text == "tag:kota.example,2026:id/announcements/2026/pameran"


def test_a_picture_says_what_it_shows_and_whose_it_is(made: Feed) -> None:
    content = channel(made).findall("item")[1].find(f"{MEDIA}content")
    assert dict(content.attrib) == {
        "url": f"{SITE_URL}assets/news/2026/kain/perajin.png-4.jpg",
        "medium": "image",
        "type": "image/jpeg",
        "fileSize": "529",
        "width": "4",
        "height": "2",
    }
    assert [child.text for child in content] == ["Perajin & <canting>", "Ani Wijaya"]


def test_signs_of_markup_in_plain_text_are_numbers(made: Feed) -> None:
    source = rss(made).decode()
    assert "<title>A &#x26; B, &#x3C;B&gt;tebal&#x3C;/B&gt;, &#x3C;5% dan “" in source


def test_the_end_of_cdata_in_a_text_ends_nothing(made: Feed) -> None:
    odd = replace(made, items=[replace(made.items[0], html="<p>a ]]> b ]]]]>> c</p>")])
    assert channel(odd).find("item").findtext(CONTENT) == "<p>a ]]> b ]]]]>> c</p>"


def test_a_feed_that_moves_keeps_one_language(made: Feed) -> None:
    root = etree.fromstring(rss(made))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "id"
    assert {each.text for each in root.iter(f"{DC}language")} == {"id"}


# What no editor can break

anything = some.text(
    some.one_of(
        some.characters(),  # surrogates, controls, non-characters and all
        some.sampled_from("<>&\"']]>\x00\x0b\x1b\x7f\x85\ufffe\u202e\u2066\ufeff\u2028🌊é\u0301"),
    ),
    max_size=200,
)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(title=anything, summary=anything, byline=anything, label=anything, html=anything)
def test_no_text_breaks_a_feed(
    made: Feed, title: str, summary: str, byline: str, label: str, html: str
) -> None:
    item = replace(
        made.items[1],
        title=plain(title) or "Judul",
        summary=plain(summary) or "Ringkasan",
        authors=[plain(byline) or "Redaksi"],
        topics=[(plain(label) or "Topik", f"{SITE_URL}topik/batik/")],
        html=made.items[1].html + text_of(html),
    )
    odd = replace(made, items=[item, *made.items[2:]])
    assert faults(rss(odd), url=made.url(made.address, "xml")) == []
    assert_read_back(channel(odd).find("item"), item)
    data = json.loads(json_feed(odd))["items"][0]
    assert (data["title"], data["content_html"]) == (item.title, item.html)


def test_a_summary_is_no_markup_to_readers(made: Feed) -> None:
    """Readers take a description for HTML, whatever it holds."""
    item = replace(made.items[0], summary="<script>alert(1)</script> & 5 < 7")
    parsed = feedparser.parse(rss(replace(made, items=[item])))
    assert parsed.entries[0].summary == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; 5 &lt; 7"
    assert parsed.entries[0].title == item.title


def text_of(html: str) -> str:
    return feed_html([html], page="/berita/2026/x/", site_url=SITE_URL)


def assert_read_back(element: etree._Element, item: Item) -> None:
    assert element.findtext("title") == item.title
    assert unescape(element.findtext("description")) == item.summary
    assert element.findtext(f"{DC}creator") == item.byline
    assert element.findtext(CONTENT) == item.html


NAMES = [
    "script",
    "style",
    "svg",
    "form",
    "button",
    "input",
    "iframe",
    "object",
    "h1",
    "p",
    "a",
    "img",
    "picture",
    "source",
    "video",
    "math",
]
ATTRIBUTES = [
    "onclick=x",
    "style=x",
    "class=md-x",
    "id=x",
    "src=//e.example/a.png",
    "href=javascript:x",
    "srcset=/a.png,b.png",
    "loading=lazy",
    "data-src=x",
    "poster=/p.png",
    "href=/berita/",
    "href=#fn:1",
    "href=../lain/",
    "cite=/x",
    "alt='a>b'",
    "type=checkbox",
    "formaction=/x",
]
PIECES = ["<!--", "-->", "<![CDATA[", "]]>", "<?php", "&#x1;", "&lt;b&gt;", "kata ", "\u0338"]
names, attributes = some.sampled_from(NAMES), some.sampled_from(ATTRIBUTES)
markup = some.lists(
    some.one_of(
        some.builds("<{} {}>".format, names, attributes),
        some.builds("</{}>".format, names),
        some.sampled_from(PIECES),
    ),
    max_size=12,
).map("".join)


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(html=markup)
def test_no_markup_reaches_a_feed_that_readers_refuse(made: Feed, html: str) -> None:
    item = replace(made.items[0], html=f"<p>Teks.</p>{text_of(html)}", picture=None)
    seen = faults(rss(replace(made, items=[item])), url=made.url(made.address, "xml"))
    # An image that lost a forbidden address stays as one that shows its words.
    assert [fault for fault in seen if "image without" not in fault] == []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # addresses
        ('<a href="#fn:1">1</a>', f'<a href="{SITE_URL}berita/2026/x/#fn:1">1</a>'),
        ('<a href="/topik/batik/">B</a>', f'<a href="{SITE_URL}topik/batik/">B</a>'),
        ('<a href="../y/">Y</a>', f'<a href="{SITE_URL}berita/2026/y/">Y</a>'),
        ('<a href="//e.example/">E</a>', '<a href="https://e.example/">E</a>'),
        ('<a href="mailto:a@e.example">A</a>', '<a href="mailto:a@e.example">A</a>'),
        (
            '<picture><source srcset="/a.webp 1x, /b.webp 2x" type="image/webp">'
            '<img src="/a.jpg" alt="A" width="4" height="2" loading="lazy"></picture>',
            f'<picture><source srcset="{SITE_URL}a.webp 1x, {SITE_URL}b.webp 2x" '
            f'type="image/webp"><img src="{SITE_URL}a.jpg" alt="A" width="4" height="2"></picture>',
        ),
        # what feeds do not carry
        ("<h1>J</h1><p>x<script>alert(1)</script></p>", "J<p>x</p>"),
        ('<svg><text>dua</text></svg><p class="t">2</p>', "<p>2</p>"),
        ("<p>\u0338x e\u0301</p>", "<p>\u0338x é</p>"),
        ('<p style="color:red" class="x" id="y" onclick="z">A</p>', "<p>A</p>"),
        ("<form><button>Kirim</button></form><p>A</p>", "<p>A</p>"),
    ],
)
def test_text_is_made_fit_for_feeds(html: str, expected: str) -> None:
    assert text_of(html) == expected


def test_an_address_in_time_stays_as_it_was_written(made: Feed) -> None:
    """A moment keeps the offset that its editor wrote; it is the same moment."""
    dates = [item.findtext("pubDate") for item in channel(made).findall("item")]
    assert dates[1] == "Fri, 20 Nov 2026 08:00:00 +0900"
    assert made.items[1].published == datetime(2026, 11, 19, 23, tzinfo=UTC)
