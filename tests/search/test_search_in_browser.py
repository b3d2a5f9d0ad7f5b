"""The search page as Chromium shows it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect
from playwright.sync_api import Page as Tab

from browsing import PHONE, Witness, accessibility_faults
from newsroom.search.index import FOLDER, write_records
from newsroom.search.records import records
from newsroom.site.site import Site
from search_corpus import made_up_archive
from search_page import Query, find, labelled, quality
from servers import hosted

ENOUGH = 0.93
"""Of results, the share that must be right where the texts use the reader's words."""


MOVES = """
  window.moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.moved += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        yield context


@pytest.fixture
def search(context: BrowserContext, served: str) -> Tab:
    """The Indonesian search page."""
    tab = context.new_page()
    tab.goto(f"{served}cari/")
    return tab


def type_words(tab: Tab, words: str) -> None:
    tab.get_by_role("searchbox").press_sequentially(words)


def test_results_appear_as_one_types_and_the_words_are_marked(search: Tab) -> None:
    type_words(search, "pengrajin")
    expect(search.get_by_role("status")).to_have_text(re.compile(r"^\d+ hasil ditemukan$"))
    first = search.locator(".search__result").first
    expect(first.locator("mark").first).to_have_text(re.compile(r"^(kerajinan|perajin)", re.I))
    expect(first.get_by_role("link")).to_have_attribute("href", re.compile(r"^/.+/\d{4}/[^/]+/$"))


def test_no_sign_of_the_index_is_shown(search: Tab) -> None:
    type_words(search, "kota kreatif")
    expect(search.locator(".search__result")).to_have_count(10)
    assert "`" not in search.locator(".search__results").inner_text()


def test_nothing_is_loaded_before_one_types(context: BrowserContext, served: str) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    tab = context.new_page()
    tab.goto(f"{served}cari/", wait_until="networkidle")
    tab.get_by_role("searchbox").focus()
    assert not [address for address in asked if "pagefind" in address]
    type_words(tab, "batik")
    expect(tab.locator(".search__result").first).to_be_visible()
    assert [address for address in asked if "pagefind" in address]


def test_searching_is_quiet_accessible_and_moves_nothing(
    context: BrowserContext, served: str
) -> None:
    tab = context.new_page()
    witness = Witness(tab, served)
    tab.add_init_script(MOVES)
    tab.goto(f"{served}cari/?q=batik")
    expect(tab.locator(".search__result").first).to_be_visible()
    assert accessibility_faults(tab) == ""
    assert witness.faults == []
    assert tab.evaluate("window.moved") == 0


def test_an_address_leads_to_its_results_and_follows_what_one_types(
    search: Tab, served: str
) -> None:
    search.goto(f"{served}cari/?q=museum&kind=news")
    expect(search.get_by_role("searchbox")).to_have_value("museum")
    expect(search.get_by_role("combobox", name="Jenis")).to_have_value("news")
    expect(search.locator(".search__result").first).to_be_visible()
    search.get_by_role("searchbox").fill("batik sekolah")
    expect(search).to_have_url(re.compile(r"\?q=batik\+sekolah&kind=news$"))


def test_filters_narrow_and_alone_list(search: Tab) -> None:
    type_words(search, "unesco")
    expect(search.locator(".search__result")).to_have_count(10)
    search.get_by_text("Saring dan urutkan").click()
    search.get_by_role("combobox", name="Jenis").select_option("Pengumuman")
    days = search.locator(".search__day")
    expect(days.first).to_have_text(re.compile("^Pengumuman"))
    assert all(day.startswith("Pengumuman · ") for day in days.all_inner_texts())
    search.get_by_role("searchbox").fill("")
    search.get_by_role("combobox", name="Topik").select_option("Redaksi")
    expect(search.get_by_role("status")).to_have_text("1 hasil ditemukan")


def test_the_newest_come_first_when_asked_for(search: Tab, frozen: Site) -> None:
    type_words(search, "pekalongan")
    expect(search.locator(".search__result")).to_have_count(10)
    search.get_by_text("Saring dan urutkan").click()
    search.get_by_role("combobox", name="Urutan").select_option("newest")
    titles = [article.title for article in frozen.editions["id"].own]
    expect(search.locator(".search__result").first.get_by_role("link")).to_have_text(titles[0])
    shown = search.locator(".search__title").all_inner_texts()
    assert shown == [title for title in titles if title in shown]


def test_more_are_shown_ten_at_a_time_and_the_keyboard_goes_on_there(search: Tab) -> None:
    type_words(search, "pekalongan")
    results = search.locator(".search__result")
    expect(results).to_have_count(10)
    more = search.get_by_role("button", name="Tampilkan lebih banyak")
    more.focus()
    search.keyboard.press("Enter")
    expect(results).not_to_have_count(10)
    expect(results.nth(10).get_by_role("link")).to_be_focused()


def test_the_keyboard_alone_leads_to_an_article(search: Tab) -> None:
    search.get_by_role("searchbox").focus()
    search.keyboard.type("museum")
    search.keyboard.press("Enter")
    expect(search.locator(".search__result").first).to_be_visible()
    while search.evaluate("!document.activeElement.closest('.search__result')"):
        search.keyboard.press("Tab")
    search.keyboard.press("Enter")
    expect(search.locator("main article h1, main h1").first).to_contain_text(re.compile("\\w"))
    assert "/cari/" not in search.url


def test_articles_with_most_of_the_words_are_better_than_none(search: Tab) -> None:
    type_words(search, "keramik kanazawa hangzhou pandemi")
    expect(search.get_by_role("status")).to_have_text(
        re.compile(r"^Tidak ada yang memuat semua kata itu; \d+ memuat sebagiannya\.$")
    )
    expect(search.locator(".search__result").first).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        # a letter wrong, two changed places, one missing, one too many
        ("musium", "museum"),
        ("kermaik", "keramik"),
        ("pekalogan", "pekalongan"),
        ("museuum batik", "museum batik"),
    ],
)
def test_a_slip_of_the_finger_is_mended_and_told_of(search: Tab, typed: str, told: str) -> None:
    type_words(search, typed)
    expect(search.get_by_role("status")).to_have_text(
        re.compile(rf"^Tidak ada yang memuat kata itu\. Dengan “{told}”: \d+\.$")
    )
    expect(search.locator(".search__result").first).to_be_visible()
    expect(search.get_by_role("searchbox")).to_have_value(typed)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        # the beginning of a word, what questions are made of, quoted words
        ("perajinn", r"Tidak ada yang memuat kata itu\. Dengan “perajin”: \d+\."),
        ("apa yang dan di", r"(Memuat semua|\d+ hasil).*"),
        ('"hari batik nasional"', "[12] hasil ditemukan"),
        # nothing to find, and nothing that a page should obey
        ("xqzvw", r"Tidak ada yang memuat kata itu\."),
        ("???", r"Tidak ada yang memuat kata itu\."),
        (
            "{all} $& \N{GRINNING FACE}",
            r"Tidak ada yang memuat kata itu\.",
        ),
        ("<img src=x onerror=alert(1)>", r"(Tidak|Memuat|\d+) .*"),
        ("batik xqzvw", r"Tidak ada yang memuat kata itu\."),
        # far longer than the field allows
        (
            "batik museum " * 400,
            r"(\d+ hasil ditemukan|Memuat semua kata itu: \d+\. Memuat sebagiannya: \d+ lagi\.)",
        ),
    ],
)
def test_whatever_is_asked_gets_a_quiet_answer(
    context: BrowserContext, served: str, typed: str, told: str
) -> None:
    tab = context.new_page()
    witness = Witness(tab, served)
    tab.goto(f"{served}cari/?{urlencode({'q': typed})}")
    expect(tab.get_by_role("status")).to_have_text(re.compile(f"^{told}$"))
    assert witness.faults == []


def test_articles_with_some_of_the_words_keep_the_order_asked_for(
    context: BrowserContext, served: str, frozen: Site
) -> None:
    tab = context.new_page()
    tab.goto(f"{served}cari/?q=seminar+museum+wali+kota+pandemi&order=newest")
    expect(tab.get_by_role("status")).to_have_text(re.compile("sebagiannya"))
    titles = [article.title for article in frozen.editions["id"].own]
    shown = tab.locator(".search__title").all_inner_texts()
    dated = [title for title in shown if title in titles]
    assert len(dated) > 1
    assert dated == [title for title in titles if title in dated]
    assert shown[: len(dated)] == dated, "pages without a day come last"


def test_a_touch_of_the_field_loads_the_search_ahead(search: Tab) -> None:
    with search.expect_request("**/pagefind.js"):
        search.get_by_role("searchbox").click()


def test_an_index_that_does_not_arrive_is_told_of_and_asked_for_again(
    context: BrowserContext, served: str
) -> None:
    tab = context.new_page()
    tab.goto(f"{served}cari/")

    def refuse(route: Route) -> None:
        route.abort()

    tab.route("**/pagefind.js*", refuse)
    type_words(tab, "batik")
    expect(tab.get_by_role("status")).to_have_text(re.compile("^Pencarian tidak dapat dimuat"))
    expect(tab.get_by_role("main").get_by_role("link", name="Batik")).to_be_visible()
    tab.unroute("**/pagefind.js*", refuse)
    type_words(tab, "!")
    expect(tab.locator(".search__result").first).to_be_visible()


def test_each_language_finds_its_own_articles(
    context: BrowserContext, served: str, frozen: Site
) -> None:
    for language, addresses in frozen.addresses.items():
        tab = context.new_page()
        tab.goto(served + addresses.search[1:])
        own = {
            frozen.settings.base_path + record.address[1:] for record in records(frozen, language)
        }
        found = find(tab, "unesco")
        assert len(found) == 10
        assert set(found) <= own


def test_without_javascript_topics_and_years_lead_on(browser: Browser, served: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{served}cari/?q=batik")
        expect(tab.locator("main form")).to_be_hidden()
        expect(tab.locator("noscript .notice")).to_contain_text("Pencarian memerlukan JavaScript")
        tab.get_by_role("main").get_by_role("link", name="Batik").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Batik")
        tab.go_back()
        expect(tab.get_by_role("main").get_by_role("link", name="Berita 2026")).to_be_visible()


@pytest.mark.parametrize("language", ["id", "en"])
def test_readers_find_what_they_look_for(
    context: BrowserContext, served: str, frozen: Site, language: str
) -> None:
    tab = context.new_page()
    tab.goto(served + frozen.addresses[language].search[1:])
    sets, counted = labelled(frozen, language)
    for name, queries in sets.items():
        assert len(queries) >= 40
        found = quality(tab, queries, counted)
        assert found.r_precision >= ENOUGH, (name, found.worst)
        assert found.recall >= ENOUGH, (name, found.worst)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_forms_of_a_word_find_each_other(
    context: BrowserContext,
    frozen_folder: Path,
    tmp_path: Path,
    frozen: Site,
    language: str,
) -> None:
    archive, queries = made_up_archive(frozen, language, 240)
    root = tmp_path / frozen.settings.base_path.strip("/")
    shutil.copytree(frozen_folder, root, ignore=shutil.ignore_patterns(FOLDER))
    write_records(archive, root / FOLDER)
    base = frozen.settings.base_path
    counted = frozenset(base + record.address[1:] for record in archive)
    asked = [
        Query(query.words, frozenset(base + address[1:] for address in query.right))
        for query in queries[1::2]
    ]
    assert len(asked) >= 40
    with hosted(root, base) as address:
        tab = context.new_page()
        tab.goto(address + frozen.addresses[language].search[1:])
        found = quality(tab, asked, counted)
    assert found.r_precision >= ENOUGH, found.worst
    assert found.recall >= ENOUGH, found.worst
