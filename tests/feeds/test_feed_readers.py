"""Our feeds in real readers, served from this machine, article by article beside the pages."""

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import html5lib
import pytest
from reader import make_reader

from feed_readers import READERS, Seen, newsboat, run, serving
from feed_samples import SAMPLE
from newsroom.core.output import write_file
from newsroom.feeds.feed import Feed, feed
from newsroom.feeds.feed_files import feed_files, shared_files
from newsroom.feeds.feed_item import Item, Items
from newsroom.feeds.subjects import subjects
from newsroom.site.site import Site
from small_sites import original, small_site

PROGRAMS = {"newsboat": "newsboat", "sfeed": "sfeed", "rss2email": "r2e"}


@pytest.fixture(params=READERS)
def reader_name(request: pytest.FixtureRequest) -> str:
    """Each reader; one that is not installed is named, not passed over in silence."""
    name: str = request.param
    program = PROGRAMS.get(name, "node")
    if shutil.which(program) is None:
        pytest.fail(f"{program} is not installed (`make install-tools`)")
    return name


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return small_site(tmp_path_factory.mktemp("docs"), SAMPLE)


@pytest.fixture(scope="module")
def sample_address(sample: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    write(sample, folder)
    with serving(folder) as address:
        yield address


def write(site: Site, folder: Path) -> None:
    for language in site.addresses:
        for file in feed_files(site, language):
            write_file(folder, file)


def everything(site: Site, language: str) -> Feed:
    return feed(site, next(subjects(site, language)), Items(site, language))


def words(html: str) -> str:
    """What a reader's eyes meet: no markup, no white space."""
    tree = html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False)
    return "".join("".join(tree.getroot().find("body").itertext()).split())


def links(html: str) -> set[str]:
    tree = html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False)
    return {
        element.get("href") or element.get("src")
        for element in tree.iter("a", "img")
        if element.get("href") or element.get("src")
    }


def assert_same(seen: Seen, item: Item) -> None:
    assert seen.url == item.url
    if seen.published is not None:
        assert seen.published == item.published
    if seen.byline is not None:
        assert seen.byline == item.byline
    if seen.topics is not None:
        assert set(seen.topics) == {label for label, _ in item.topics}
    if seen.picture is not None:
        assert seen.picture == (item.picture.url if item.picture else "")
    assert words(item.html) in words(seen.html)
    assert links(item.html) <= links(seen.html)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reader_sees_the_articles_whole(
    reader_name: str,
    language: str,
    frozen: Site,
    served: str,
    frozen_folder: Path,
    tmp_path: Path,
) -> None:
    made = everything(frozen, language)
    articles = {article.key: article for article in frozen.editions[language].own}
    home = frozen.addresses[language].home.removeprefix("/")
    seen = {each.guid: each for each in READERS[reader_name](f"{served}{home}feed.xml", tmp_path)}
    assert seen.keys() == {item.guid for item in made.items}
    for item in made.items:
        assert seen[item.guid].title == item.title
        assert_same(seen[item.guid], item)
        article = articles.get(item.guid.partition(f":{language}/")[2])
        if article is None:
            continue  # it was withdrawn: nothing of it is left but that
        text = frozen.renderers[language].body(article).feed_html
        assert words(text) in words(seen[item.guid].html)
        path = urlsplit(seen[item.guid].url).path
        page = frozen_folder / path.removeprefix(frozen.settings.base_path) / "index.html"
        assert_same_as_page(seen[item.guid], page.read_bytes(), text)


def assert_same_as_page(seen: Seen, page: bytes, text: str) -> None:
    """The article's words stand on the page to which the reader leads, paragraph by paragraph."""
    tree = html5lib.parse(page, treebuilder="lxml", namespaceHTMLElements=False)
    (title,) = tree.iter("h1")
    assert "".join(title.itertext()).strip() == seen.title
    on_page = "".join("".join(tree.getroot().find("body").itertext()).split())
    paragraphs = re.findall(r"<(p|li|h2|h3|td|th)\b[^>]*>(.*?)</\1>", text, re.DOTALL)
    assert len(paragraphs) > 3
    for _, paragraph in paragraphs:
        assert words(paragraph) in on_page


DECODES_TWICE = {"feed-parser"}
"""Readers that take `&lt;em&gt;` in a text for `<em>`: no feed can help them to show code."""


def test_every_reader_bears_hard_text(
    reader_name: str, sample: Site, sample_address: str, tmp_path: Path
) -> None:
    made = everything(sample, "id")
    seen = {each.guid: each for each in READERS[reader_name](f"{sample_address}feed.xml", tmp_path)}
    assert seen.keys() == {item.guid for item in made.items}
    for item in made.items:
        assert seen[item.guid].title == item.title
        if reader_name not in DECODES_TWICE:
            assert_same(seen[item.guid], item)


def test_readers_open_the_article_in_its_own_language(sample: Site, sample_address: str) -> None:
    parsed = feedparser.parse(f"{sample_address}feed.xml")
    assert parsed.feed.link == "https://kota.example/situs/"
    assert parsed.feed.language == "id"
    assert [entry.link for entry in parsed.entries] == [
        item.url for item in everything(sample, "id").items
    ]


# What a subscriber hears


OLD = {
    "news/2026/satu/index.id.md": original("Satu.\n", title="Satu"),
    "news/2026/dua/index.id.md": original("Dua.\n", title="Dua", published="2026-11-19"),
}
TYPO = {"news/2026/satu/index.id.md": original("Satu, benar.\n", title="Satu yang lain")}
NEW = {"news/2026/tiga/index.id.md": original("Tiga.\n", title="Tiga", published="2026-11-23")}
BACKDATED = {
    "news/2026/lama/index.id.md": original("Lama.\n", title="Lama", published="2026-01-02")
}


@pytest.mark.parametrize(
    ("change", "news"),
    [
        ({}, []),
        (TYPO, []),
        (NEW, ["Tiga"]),
        (BACKDATED, ["Lama"]),
        (NEW | TYPO, ["Tiga"]),
    ],
)
def test_newsboat_shows_as_unread_only_what_is_new(
    tmp_path: Path, change: dict[str, str], news: list[str]
) -> None:
    cache = tmp_path / "cache.db"
    site_folder = tmp_path / "site"
    write(small_site(tmp_path / "before", OLD), site_folder)
    with serving(site_folder) as address:
        newsboat(f"{address}feed.xml", tmp_path)
        with sqlite3.connect(cache) as database:
            database.execute("UPDATE rss_item SET unread = 0")
        write(small_site(tmp_path / "after", OLD | change), site_folder)
        newsboat(f"{address}feed.xml", tmp_path)
    with sqlite3.connect(cache) as database:
        unread = database.execute("SELECT title FROM rss_item WHERE unread = 1").fetchall()
    assert [title for (title,) in unread] == news


def test_reader_finds_nothing_where_nothing_was_published(tmp_path: Path) -> None:
    """The same bytes are nothing new, whatever their age; other bytes are."""
    site_folder = tmp_path / "site"
    site = small_site(tmp_path / "docs", OLD)
    write(site, site_folder)
    with serving(site_folder) as address, make_reader(":memory:") as reader:
        reader.add_feed(f"{address}feed.xml")
        first = reader.update_feed(f"{address}feed.xml")
        assert first is not None
        assert first.new == 2
        write(site, site_folder)
        again = reader.update_feed(f"{address}feed.xml")
        # None: the host answered that nothing had changed.
        assert again is None or (again.new, again.modified) == (0, 0)
        write(small_site(tmp_path / "docs", NEW), site_folder)
        # The test's host compares whole seconds, and this file is written within one.
        later_on = time.time() + 60
        os.utime(site_folder / "feed.xml", (later_on, later_on))
        later = reader.update_feed(f"{address}feed.xml")
        assert later is not None
        assert (later.new, later.modified) == (1, 0)


def test_sfeed_lists_the_opml_of_all_feeds(tmp_path: Path, sample: Site) -> None:
    """sfeed_opml_import is one of the programs that read a list of feeds."""
    (file,) = shared_files(sample)
    listed = run("sfeed_opml_import", text=file.content.decode())
    for language in sample.addresses:
        for subject in subjects(sample, language):
            assert f"{sample.settings.site_url}{subject.page[1:]}feed.xml" in listed


# How readers find the feeds


def test_every_page_names_the_feed_of_its_language_first(frozen_folder: Path, frozen: Site) -> None:
    site_url = frozen.settings.site_url
    count = 0
    for file in frozen_folder.rglob("*.html"):
        if b'http-equiv="refresh"' in file.read_bytes():
            continue  # a page that only leads to another
        head = html5lib.parse(
            file.read_bytes().partition(b"</head>")[0],
            treebuilder="lxml",
            namespaceHTMLElements=False,
        ).getroot()
        offered = [
            (link.get("type"), link.get("href"), link.get("title"))
            for link in head.iter("link")
            if link.get("rel") == "alternate" and link.get("type")
        ]
        home = frozen.addresses[head.get("lang")].home[1:]
        assert offered[0][:2] == ("application/rss+xml", f"{site_url}{home}feed.xml"), file
        assert offered[1][:2] == ("application/feed+json", f"{site_url}{home}feed.json"), file
        kinds = [kind for kind, _, _ in offered]
        assert {"text/calendar", "text/x-opml"} <= {*kinds}, file
        for kind, address, title in offered:
            assert title
            if kind in ("application/rss+xml", "application/feed+json"):
                assert (frozen_folder / address.removeprefix(site_url)).is_file()
        titles = [title for _, _, title in offered]
        assert len(titles) == len(set(titles))
        count += 1
    assert count > 50


def test_listings_and_topics_name_their_own_feeds(frozen_folder: Path, frozen: Site) -> None:
    for language in frozen.addresses:
        for subject in subjects(frozen, language):
            page = (frozen_folder / subject.page[1:] / "index.html").read_text()
            feed_address = f"{frozen.settings.site_url}{subject.page[1:]}feed.xml"
            assert (
                f'type="application/rss+xml" title="{subject.title}" href="{feed_address}"' in page
            )
