"""The page, the front page and the feeds as readers get them, from a store."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree, html
from playwright.sync_api import Browser, Page, expect

from browsing import AXE_COLOURS, DESKTOP, PHONE, Witness, accessibility_faults
from feed_profile import faults as profile_faults
from feed_readers import newsboat
from mkdocs_builds import project, rebuild
from newsroom.core.settings import read_settings
from newsroom.feeds.network_feed import network_feed, network_files
from newsroom.network.fault import Fault
from newsroom.network.item import PartnerItem
from newsroom.network.merge import failed
from newsroom.network.news import MOST_FRONT, MOST_ITEMS, MOST_OF_PARTNER, network_news
from newsroom.network.partner import Partner, read_partners
from newsroom.network.store import Record, load, parse, save
from newsroom.publish.verify import expected_of, verify
from newsroom.site.site import Site, open_site
from servers import hosted
from small_sites import SITE_URL, TODAY, original, small_site, translation

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
NETWORK = """\
kanazawa:
  feed: https://kanazawa.example/feed
  languages: [ja, en]
  field: crafts
bandung:
  feed: https://bandung.example/feed
  languages: [id]
  field: design
aswan:
  feed: https://aswan.example/feed
  languages: [ar]
  field: crafts
unseen:
  name: Unseen
  feed: https://unseen.example/feed
  languages: [en]
  confirmed: false
"""
TITLES = {
    "kanazawa": "金沢工芸ウィーク",
    "bandung": "Pekan < desain & kursi",
    "aswan": "معرض الحرف",
}


def item(partner: str, number: int, *, title: str = "", language: str = "en") -> PartnerItem:
    """An item; those with greater numbers are older by a day each."""
    day = NOW - timedelta(days=number)
    return PartnerItem(
        link=f"https://{partner}.example/{number}",
        title=title or f"Item {number} of {partner}",
        summary="Kata & < kata.",
        language=language,
        date=day,
        seen=day,
    )


def record(partner: Partner, count: int = 15) -> Record:
    language = partner.languages[0]
    items = [item(partner.key, number, language=language) for number in range(count)]
    if partner.key in TITLES:
        items[0] = replace(items[0], title=TITLES[partner.key])
    return Record(feed=partner.feed, asked=NOW, succeeded=NOW, items=tuple(items))


def fill(folder: Path) -> Mapping[str, Partner]:
    """Write network.yml and a store into a project's folder."""
    (folder / "network.yml").write_text(NETWORK, encoding="utf-8")
    partners = read_partners(folder / "network.yml").by_key
    for partner in partners.values():
        told = record(partner)
        if partner.key == "aswan":
            told = replace(told, succeeded=NOW - timedelta(days=9))
        save(folder / ".cache/network", partner, told)
    return partners


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    files = {
        "news/2026/x/index.id.md": original(topics="network", title="Kota lain"),
        "news/2026/x/index.en.md": translation(title="Another city of the network"),
    }
    project(folder, files)
    fill(folder)
    rebuild(folder)
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Site:
    return open_site(read_settings(folder / "mkdocs.yml").at(SITE_URL), TODAY)


@pytest.fixture(scope="module")
def served(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    host = tmp_path_factory.mktemp("host")
    shutil.copytree(folder / "site", host / "situs")
    with hosted(host / "situs", "/situs/") as address:
        yield address


# What is chosen


def test_everybody_has_a_place_before_anybody_has_two(site: Site) -> None:
    shown = site.network.mixed
    by_partner = {each: sum(one.partner.key == each for one in shown) for each in TITLES}
    assert by_partner == dict.fromkeys(TITLES, MOST_OF_PARTNER)
    assert [one.item.date for one in shown] == sorted(
        (one.item.date for one in shown), reverse=True
    )


def test_the_page_has_an_end_and_a_flood_takes_no_place_of_others(tmp_path: Path) -> None:
    partners = [
        Partner(
            key=f"p{number}",
            names={"": "P"},
            feed=f"https://p{number}.example/",
            site=f"https://p{number}.example/",
            hosts=(f"p{number}.example",),
            languages=("en",),
        )
        for number in range(30)
    ]
    for partner in partners:
        save(tmp_path, partner, record(partner, count=50 if partner.key == "p0" else 3))
    shown = network_news(partners, tmp_path, TODAY).mixed
    assert len(shown) == MOST_ITEMS
    assert {one.partner.key for one in shown} == {partner.key for partner in partners}


def test_the_front_page_shows_three_cities(site: Site) -> None:
    assert len({one.partner.city for one in site.network.front}) == MOST_FRONT


def test_a_city_has_its_own_news(site: Site) -> None:
    own = site.network.of_city("kanazawa")
    assert {one.partner.key for one in own} == {"kanazawa"}
    assert len(own) == MOST_OF_PARTNER


def test_what_nobody_has_confirmed_is_shown_to_nobody(folder: Path, site: Site) -> None:
    assert load(folder / ".cache/network", site.partners.by_key["unseen"]).items
    for file in (folder / "site").rglob("*.*"):
        if file.suffix in (".html", ".xml", ".opml", ".json") and file.name != "unseen.json":
            assert "unseen.example" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("today", "count"),
    [(TODAY - timedelta(days=3), 7), (TODAY + timedelta(days=300), 10), (date(2028, 1, 1), 0)],
)
def test_what_is_to_come_or_a_year_old_is_not_shown(folder: Path, today: date, count: int) -> None:
    partners = list(read_partners(folder / "network.yml").by_key.values())[:1]
    assert len(network_news(partners, folder / ".cache/network", today).mixed) == count


def test_without_a_store_the_site_is_whole(tmp_path: Path) -> None:
    project(tmp_path, {})
    (tmp_path / "network.yml").write_text(NETWORK, encoding="utf-8")
    page = rebuild(tmp_path, SEARCH_INDEX="false") / "jejaring/index.html"
    assert "Belum ada kabar yang terkumpul" in page.read_text(encoding="utf-8")
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert 'class="network__cities"' not in home


def test_a_broken_store_breaks_no_build(tmp_path: Path) -> None:
    project(tmp_path, {})
    fill(tmp_path)
    store = tmp_path / ".cache/network"
    (store / "kanazawa.json").write_bytes(b"\xff{{{")
    hostile = {"link": "javascript:alert(1)", "title": "x", "seen": NOW.isoformat()}
    hostile_items = [
        hostile,
        hostile | {"link": "https://aswan.example/1", "title": "</a><script>x"},
    ]
    (store / "aswan.json").write_text(json.dumps({"items": hostile_items}))
    page = html.parse(rebuild(tmp_path, SEARCH_INDEX="false") / "jejaring/index.html")
    links = page.xpath("//a[@rel='external']/@href")
    assert not [link for link in links if not link.startswith("https://")]
    assert not page.xpath("//script")
    assert "Pekan < desain & kursi" in page.xpath("string(//*[@class='gathered__days'])")


def test_when_all_partners_fail_yesterdays_page_stands(tmp_path: Path) -> None:
    project(tmp_path, {})
    partners = fill(tmp_path)
    before = (rebuild(tmp_path, SEARCH_INDEX="false") / "jejaring/index.html").read_bytes()
    feed = (tmp_path / "site/jejaring/kota.xml").read_bytes()
    for partner in partners.values():
        store = tmp_path / ".cache/network"
        now = NOW + timedelta(hours=12)
        save(store, partner, failed(load(store, partner), partner, Fault("is down"), now))
    rebuild(tmp_path, SEARCH_INDEX="false")
    assert (tmp_path / "site/jejaring/index.html").read_bytes() == before
    assert (tmp_path / "site/jejaring/kota.xml").read_bytes() == feed


# The pages


@pytest.mark.parametrize("address", ["jejaring/", "en/network/", "", "en/"])
def test_pages_with_other_cities_news_are_whole_quiet_and_accessible(
    browser: Browser, served: str, address: str
) -> None:
    with browser.new_context() as context:
        tab = context.new_page()
        witness = Witness(tab, served)
        for screen in (PHONE, DESKTOP):
            tab.set_viewport_size(screen)  # type: ignore[arg-type]
            tab.emulate_media(color_scheme="light")
            tab.goto(served + address)
            assert accessibility_faults(tab) == ""
            tab.emulate_media(color_scheme="dark")
            assert accessibility_faults(tab, AXE_COLOURS) == ""
            width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert tab.evaluate(width) <= 0
        assert witness.faults == []


def test_cities_and_fields_are_filtered_without_a_script(browser: Browser, served: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{served}en/network/")

        def shown() -> set[str]:
            links = tab.locator(".cited__title a:visible").all()
            return {str(link.get_attribute("href")).split("/")[2].split(".")[0] for link in links}

        filter = tab.get_by_role("navigation", name="Show only")
        assert shown() == {"kanazawa", "bandung", "aswan"}
        filter.get_by_role("link", name="Crafts and Folk Art").click()
        assert shown() == {"kanazawa", "aswan"}
        filter.get_by_role("link", name="Bandung").click()
        assert shown() == {"bandung"}
        assert tab.locator(".cited:visible").count() == MOST_OF_PARTNER
        filter.get_by_role("link", name="All cities").click()
        assert shown() == {"kanazawa", "bandung", "aswan"}


def test_every_item_says_whose_it_is_and_in_which_language(folder: Path) -> None:
    page = html.parse(folder / "site/en/network/index.html")
    (link,) = page.xpath(f"//*[@class='gathered__days']//a[.='{TITLES['kanazawa']}']")
    assert dict(link.attrib) == {
        "href": "https://kanazawa.example/0",
        "rel": "external",
        "dir": "auto",
        "lang": "ja",
        "hreflang": "ja",
    }
    words = link.xpath("string(ancestor::li/p[@class='kicker'])")
    assert words == "Kanazawa, Japan · from their website, in Japanese"


def test_a_silent_website_says_since_when(folder: Path) -> None:
    page = html.parse(folder / "site/jejaring/index.html")
    said = page.xpath("string(//section[@id='city-aswan']/p[@class='notice'])")
    assert said.startswith("Tidak menjawab sejak 15 November 2026.")
    assert not page.xpath("//section[@id='city-kanazawa']/p[@class='notice']")


def test_our_own_articles_stand_apart(folder: Path) -> None:
    page = html.parse(folder / "site/jejaring/index.html")
    assert page.xpath("//section[@aria-labelledby='__own']//h3/a/text()") == ["Kota lain"]
    assert not page.xpath("//section[@aria-labelledby='__partners']//*[.='Kota lain']")


def test_the_built_site_passes_the_last_look(folder: Path, site: Site) -> None:
    expected = expected_of(site, assets=(folder / "overrides/assets",))
    assert [fault.report() for fault in verify(folder / "site", expected)] == []


# The search


@pytest.fixture(scope="module")
def search(browser: Browser, served: str) -> Iterator[tuple[Page, Witness, list[str]]]:
    """The English search page on a phone, and what it asks for, for all who only search."""
    with searching(browser, served) as opened:
        yield opened


@contextmanager
def searching(browser: Browser, served: str) -> Iterator[tuple[Page, Witness, list[str]]]:
    asked: list[str] = []
    with browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        context.on("request", lambda request: asked.append(request.url.removeprefix(served)))
        tab = context.new_page()
        witness = Witness(tab, served)
        tab.goto(f"{served}en/search/", wait_until="networkidle")
        yield tab, witness, asked


Search = tuple[Page, Witness, list[str]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("工芸", ["金沢工芸ウィーク"]),
        ("what is in kursi", ["Pekan < desain & kursi"]),
        ("الحرف", ["معرض الحرف"]),
        ("kanazawa 3", ["Item 3 of kanazawa"]),
        ("japanese item 5", ["Item 5 of kanazawa"]),
        ("KÁNAZAWA Item", [f"Item {number} of kanazawa" for number in range(1, 10)]),
        ("ursi", []),
        ("<b> .*", []),
    ],
)
def test_the_search_finds_other_cities_news_apart(
    search: Search, typed: str, found: list[str]
) -> None:
    tab, witness, _ = search
    status = tab.get_by_role("status")
    status.evaluate("status => status.textContent = ''")
    tab.get_by_role("searchbox").fill(typed)
    expect(status).to_have_text(re.compile("\\w"))
    apart = tab.get_by_role("region", name="From the cities’ own websites")
    expect(apart.get_by_role("heading", level=3)).to_have_text(found)
    expect(apart).to_be_visible(visible=bool(found))
    assert not {*found} & {*tab.locator(".search__results h2").all_inner_texts()}
    assert witness.faults == []


def test_a_result_of_another_city_says_whose_it_is_and_leads_there(search: Search) -> None:
    tab, _, _ = search
    tab.get_by_role("searchbox").fill("工芸")
    entry = tab.locator(".search__cited .search__result")
    expect(entry).to_contain_text("Kanazawa, Japan · from their website, in Japanese · 24 November")
    link = entry.get_by_role("link")
    expect(link).to_have_attribute("href", "https://kanazawa.example/0")
    expect(link).to_have_attribute("lang", "ja")
    assert accessibility_faults(tab) == ""
    # It is of no kind of ours, so whoever narrows the search looks for something else.
    tab.get_by_text("Filter and sort").click()
    tab.get_by_role("combobox", name="Type").select_option("News")
    expect(entry).to_be_hidden()


def test_other_cities_news_are_loaded_by_those_who_search(browser: Browser, served: str) -> None:
    with searching(browser, served) as (tab, _, asked):
        assert not [path for path in asked if "cited.js" in path or path == "en/network/"]
        tab.route("**/en/network/", lambda route: route.abort())
        # What is missing there hurts no search.
        for words in ("network", "city"):
            tab.get_by_role("searchbox").fill(words)
            expect(tab.locator(".search__results .search__result").first).to_be_visible()
            expect(tab.get_by_role("status")).to_have_text(re.compile(r"\d"))
        expect(tab.locator(".search__cited")).to_be_hidden()
        assert "en/network/" in asked


# The feeds


@pytest.mark.parametrize(
    ("language", "path"), [("id", "jejaring/kota"), ("en", "en/network/cities")]
)
def test_the_feed_is_valid_and_names_its_sources(
    folder: Path, site: Site, language: str, path: str
) -> None:
    content = (folder / f"site/{path}.xml").read_bytes()
    assert profile_faults(content, url=f"{SITE_URL}{path}.xml") == []
    items = etree.fromstring(content).findall("channel/item")
    assert len(items) == 3 * MOST_OF_PARTNER
    sources = {(each.findtext("source"), each.find("source").get("url")) for each in items}
    assert sources == {
        (partner.name(language), partner.feed)
        for partner in site.partners.by_key.values()
        if partner.is_confirmed
    }
    assert {each.findtext("link").split("/")[2] for each in items} == {
        f"{partner}.example" for partner in TITLES
    }


def test_the_same_store_makes_the_same_bytes(folder: Path, site: Site) -> None:
    again = open_site(site.settings, TODAY)
    for language in site.addresses:
        for file in network_files(again, language):
            assert (folder / "site" / file.path).read_bytes() == file.content


def test_the_list_of_sources_can_be_taken_into_a_reader(folder: Path) -> None:
    root = etree.parse(folder / "site/jejaring/kota.opml")
    assert [each.get("xmlUrl") for each in root.iter("outline")] == [
        f"https://{partner}.example/feed" for partner in TITLES
    ]


def test_the_site_carries_its_store_along(folder: Path, site: Site) -> None:
    """So the next run knows what this one knew, but nobody reads what nobody has confirmed."""
    for key, partner in site.partners.by_key.items():
        published = (folder / f"site/assets/network/{key}.json").read_bytes()
        known = load(folder / ".cache/network", partner)
        items = known.items if partner.is_confirmed else ()
        assert parse(published, partner) == replace(known, items=items)


def test_an_empty_feed_is_valid_too(tmp_path: Path) -> None:
    site = small_site(tmp_path, {})
    for language in site.addresses:
        feed, opml = network_files(site, language)
        assert profile_faults(feed.content, url=SITE_URL + feed.path) == []
        assert etree.fromstring(opml.content).find("body/outline") is not None


def test_newsboat_reads_the_feed(served: str, tmp_path: Path, site: Site) -> None:
    items = newsboat(f"{served}jejaring/kota.xml", tmp_path)
    assert {each.url for each in items} == {each.url for each in network_feed(site, "id").items}
