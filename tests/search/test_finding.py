"""What readers find, in Chromium: unknown words, slips, phrases, pages, sections, ways on."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect
from playwright.sync_api import Page as Tab

from browsing import Witness
from mkdocs_builds import build_site
from newsroom.search.records import Record, records
from newsroom.search.word_forms import words
from newsroom.site.site import Site
from relevance import OTHER_WORDS, labelled, relevance
from search_page import find
from servers import hosted
from small_sites import original

ENOUGH = 0.93
"""Of results, the share that must be right where the texts use the reader's words."""
ENOUGH_OF_ALL = 0.85
"""The same with acronyms, synonyms, telephone spellings and words of the other language; and the
share of first results that must be right."""
ENOUGH_OF_REST = 0.95
"""Of queries that the site cannot answer, the share that must find nothing; of slips, the share
that must be mended."""

LANGUAGES = ("id", "en")

UNKNOWN = {
    "id": "rendang bitcoin vaksin cuaca sepeda gitar stasiun pelabuhan dokumenter kucing "
    "kulkas durian gempa tsunami sepatu kursi traktor dangdut pernikahan asuransi",
    "en": "bitcoin vaccine weather guitar football airport dentist wedding insurance kitchen "
    "volcano karaoke mortgage bicycle laptop tsunami sandwich zebra hurricane orchestra",
}
"""Words that no page has; some begin like one that a page has, or end like one."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 360, "height": 720}) as context:
        yield context


def search_tab(context: BrowserContext, served: str, site: Site, language: str = "id") -> Tab:
    tab = context.new_page()
    tab.goto(served + site.addresses[language].search[1:])
    return tab


def status(tab: Tab) -> str:
    return tab.get_by_role("status").inner_text()


@pytest.fixture
def search(context: BrowserContext, archive_served: str, archive: Site) -> Tab:
    """The Indonesian search page of the labelled archive."""
    return search_tab(context, archive_served, archive)


def titles(tab: Tab) -> list[str]:
    return tab.locator(".search__title").all_inner_texts()


def vocabulary(site: Site, language: str) -> set[str]:
    return {word for record in records(site, language) for word in words(record.words)}


# The labelled sets


@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_find_what_they_look_for(
    context: BrowserContext, archive_served: str, archive: Site, language: str
) -> None:
    tab = search_tab(context, archive_served, archive, language)
    queries = labelled(archive, language)
    for kind, more in labelled(archive, language, "more_labels").items():
        queries[kind] += more
    found = relevance(lambda words: find(tab, words), queries)
    assert {*OTHER_WORDS, "none"} < queries.keys()
    assert found.r_precision(found.own_words) >= ENOUGH, found.report()
    assert found.r_precision() >= ENOUGH_OF_ALL, found.report()
    assert found.first_right() >= ENOUGH_OF_ALL, found.report()
    assert found.silence >= ENOUGH_OF_REST, found.report()


# Words that no page has


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_that_no_page_has_finds_nothing(
    context: BrowserContext, archive_served: str, archive: Site, language: str
) -> None:
    unknown = UNKNOWN[language].split()
    assert not vocabulary(archive, language) & set(unknown)
    tab = search_tab(context, archive_served, archive, language)
    told = {word: find(tab, word) for word in unknown}
    wrong = {word: len(found) for word, found in told.items() if found}
    assert len(wrong) <= len(told) * (1 - ENOUGH_OF_REST) + 1e-9, wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip_in_any_letter_is_mended(
    context: BrowserContext, archive_served: str, archive: Site, language: str
) -> None:
    dice = random.Random(language)
    said = vocabulary(archive, language)
    chosen = dice.sample([word for word in sorted(said) if word.isascii() and len(word) > 5], k=60)
    tab = search_tab(context, archive_served, archive, language)
    lost = []
    for word in chosen:
        slip = with_slip(dice, word, said)
        if set(find(tab, slip)[:3]) != set(find(tab, word)[:3]):
            lost.append(f"{slip} for {word}")
    assert len(lost) <= len(chosen) * (1 - ENOUGH_OF_REST), lost


def with_slip(dice: random.Random, word: str, said: set[str]) -> str:
    """A word with a letter missing, doubled, wrong, or in its neighbour's place; the first too."""
    while True:
        place = dice.randrange(len(word) - 1)
        before, letter, after = word[:place], word[place], word[place + 1 :]
        slip = dice.choice(
            [
                before + after,
                before + letter + letter + after,
                before + dice.choice("abdegiklmnoprstu") + after,
                before + after[0] + letter + after[1:],
            ]
        )
        if slip != word and slip not in said:
            return slip


def test_a_real_word_is_no_slip_and_a_function_word_no_cure(
    context: BrowserContext, tmp_path: Path
) -> None:
    files = {"news/2026/satu/index.id.md": original("Batik dan kain dengan motif.\n")}
    site = build_site(tmp_path, files).rename(tmp_path / "situs")
    with hosted(site, "/situs/") as address:
        tab = context.new_page()
        tab.goto(f"{address}cari/")
        assert len(find(tab, "baitk")) > 0
        assert find(tab, "batin") == []
        assert find(tab, "dengab") == []


@pytest.mark.parametrize("word", ["sekolah", "tahu", "urutan", "tertera", "pers", "terasa"])
def test_a_word_brings_no_page_that_has_none_of_its_forms(
    search: Tab, archive: Site, word: str
) -> None:
    has = {
        "sekolah": r"sekolah|SD",
        "tahu": r"\w*tahu\w*",
        "urutan": r"\w*urut\w*",
        "tertera": r"\w*tera",
        "pers": r"pers|konferensi",
        "terasa": r"\w*rasa\w*",
    }[word]
    base = archive.settings.base_path
    right = {
        base + record.address[1:]
        for record in records(archive, "id")
        if re.search(rf"(?<!\w)(?:{has})(?!\w)", _said(record), re.IGNORECASE)
    }
    assert set(find(search, word)) <= right


def _said(record: Record) -> str:
    """All words by which a page is found, those of sources and of the record among them."""
    return " ".join([record.words, *(block for each in record.sections for block in each.blocks)])


# Results that have some of the words


@pytest.mark.parametrize(
    "words",
    [
        # A word that no page has beside one that is rare, one mentioned in passing, words that
        # stand on different pages, a short word's slip, a slip that stands by no other word.
        "dokter gigi",
        "gempa bumi",
        "rumah dijual",
        "harga emas batangan",
        "jalan tol",
        "harga beras",
        "ahmad dhani",
        "persib bandung",
    ],
)
def test_a_page_without_what_tells_most_of_a_query_is_no_result(search: Tab, words: str) -> None:
    assert find(search, words) == []


def test_a_page_without_one_of_many_words_is_a_result(search: Tab) -> None:
    found = find(search, "bagaimana warna jlamprang dipilih")
    assert found[0].endswith("/membaca-jlamprang/")
    expect(search.get_by_role("status")).to_have_text(re.compile("memuat sebagiannya"))


def test_words_that_no_page_has_together_are_offered_one_by_one(search: Tab) -> None:
    assert find(search, "keramik pandemi") == []
    links = search.locator(".search__links").get_by_role("link")
    assert links.all_inner_texts() == ["keramik", "pandemi"]
    links.first.click()
    expect(search.locator(".search__result").first).to_be_visible()


def test_words_of_one_stem_do_not_find_each_other(search: Tab) -> None:
    # A stemmer takes "teratai" for a form of "atas".
    assert [path.split("/")[-2] for path in find(search, "teratai")] == ["membaca-jlamprang"]


@pytest.mark.parametrize("word", ["kesukarelaan", "peluapan", "sertifikatnyalah"])
def test_forms_that_no_page_and_no_word_list_has_find_their_word(search: Tab, word: str) -> None:
    assert find(search, word)


# Phrases


def test_pages_in_which_the_words_are_neighbours_come_first(search: Tab, archive: Site) -> None:
    first, second = find(search, "kota kembar")[:2]
    assert {first.split("/")[-2], second.split("/")[-2]} == {
        "dua-belas-kota-kerajinan",
        "lima-kota-di-balik-pekalongan",
    }


def test_curly_quotes_are_quotes(search: Tab) -> None:
    straight = find(search, '"kop surat"')
    assert straight
    assert find(search, "“kop surat”") == straight
    assert find(search, "“surat kop”") == []


# What is found


def test_topics_and_standing_pages_are_found(search: Tab, archive: Site) -> None:
    assert find(search, "cookie")[0].endswith("/privasi/")
    assert any(path.endswith("/topik/ekonomi/") for path in find(search, "limbah pewarna"))


def test_a_result_leads_to_the_heading_under_which_the_words_stand(
    context: BrowserContext, archive_served: str, search: Tab
) -> None:
    find(search, "evaluasi ECOPER")
    link = search.locator(".search__title a").first
    address = link.get_attribute("href") or ""
    heading = search.locator(".search__section").first.inner_text()
    tab = context.new_page()
    tab.goto(urljoin(archive_served, address))
    target = tab.locator(f"[id='{urlsplit(address).fragment}']")
    expect(target).to_have_text(heading)
    expect(target).to_be_in_viewport()


def test_a_sources_title_finds_its_article_but_comes_last(
    context: BrowserContext, tmp_path: Path
) -> None:
    source = "sources:\n  - {title: Kabar gajah, publisher: Warta, url: 'https://example.org/'}\n"
    files = {
        "news/2026/satu/index.id.md": original(title="Satu", more=source),
        "news/2026/dua/index.id.md": original("Seekor gajah lewat.\n", title="Dua"),
    }
    site = build_site(tmp_path, files).rename(tmp_path / "situs")
    with hosted(site, "/situs/") as address:
        tab = context.new_page()
        tab.goto(f"{address}cari/")
        find(tab, "gajah")
        assert titles(tab) == ["Dua", "Satu"]


def test_marks_stand_in_titles_too(search: Tab) -> None:
    find(search, "plakat")
    expect(search.locator(".search__title mark").first).to_have_text(re.compile("plakat", re.I))


def test_excerpts_show_where_they_are_cut_and_run_through_no_table(
    search: Tab, archive: Site
) -> None:
    paragraphs = [
        block
        for record in records(archive, "id")
        for section in record.sections
        for block in (record.summary, *section.blocks)
    ]
    cut = 0
    for query in ("keramik", "kanazawa", "rob", "fabriano", "pandemi"):
        find(search, query)
        for excerpt in search.locator(".search__excerpt").all_inner_texts():
            told = excerpt.removeprefix("… ").removesuffix(" …")
            assert any(told in block for block in paragraphs), excerpt
            cut += told != excerpt
    assert cut


def test_the_year_to_choose_is_the_one_that_an_article_tells_of(search: Tab) -> None:
    search.get_by_text("Saring dan urutkan").click()
    search.get_by_role("combobox", name="Tahun peristiwa").select_option("2006")
    expect(search.locator(".search__title")).to_have_count(1)
    expect(search.locator(".search__title")).to_contain_text("Museum Batik")


# The other language


def test_words_of_the_other_language_find_the_same_articles_in_this_one(
    search: Tab, archive: Site
) -> None:
    found = find(search, "gold leaf")
    assert {path.split("/")[-2] for path in found} == {
        "dua-belas-kota-kerajinan",
        "lima-kota-di-balik-pekalongan",
    }
    expect(search.get_by_role("status")).to_contain_text("dalam bahasa Inggris ada 2")
    expect(search.locator(".search__excerpt[lang=en] mark").first).to_have_text("Gold")
    search.get_by_role("link", name="Tampilkan hasil bahasa Inggris").click()
    expect(search.get_by_role("searchbox")).to_have_value("gold leaf")
    expect(search.locator("html")).to_have_attribute("lang", "en")
    expect(search.get_by_role("status")).to_have_text("2 results found")


def test_an_article_that_is_not_translated_is_offered_in_its_own_language(
    context: BrowserContext, tmp_path: Path
) -> None:
    files = {"news/2026/satu/index.en.md": original("A heron stood there.\n", title="A heron")}
    site = build_site(
        tmp_path,
        files
        | {
            "news/2026/dua/index.id.md": original("Kain batik.\n", title="Dua"),
        },
    ).rename(tmp_path / "situs")
    with hosted(site, "/situs/") as address:
        tab = context.new_page()
        tab.goto(f"{address}cari/")
        find(tab, "heron")
        link = tab.locator(".search__title a")
        expect(link).to_have_attribute("lang", "en")
        expect(link).to_have_attribute("href", re.compile("/en/news/2026/satu/$"))


# Nothing found


def test_whoever_finds_nothing_is_led_on(search: Tab) -> None:
    assert find(search, "kerajinangk") == []
    ways = search.locator(".search__on")
    ways.get_by_role("link", name="kerajinan", exact=True).click()
    expect(search.locator(".search__result").first).to_be_visible()
    expect(search.get_by_role("searchbox")).to_have_value("kerajinan")
    assert find(search, "rendang") == []
    expect(search.get_by_role("main").get_by_role("link", name="Ekonomi")).to_be_visible()
    newsroom = ways.get_by_role("link", name="tanyakan kepada redaksi")
    expect(newsroom).to_have_attribute("href", re.compile(r"/issues/new\?template="))


def test_the_words_that_are_known_are_offered_without_the_others(search: Tab) -> None:
    assert find(search, "keramik xqzvw wvzqx") == []
    expect(search.locator(".search__links").get_by_role("link")).to_have_text("keramik")


# The phone


@pytest.mark.parametrize(("width", "height"), [(360, 720), (320, 568)])
def test_the_first_result_is_on_a_phones_first_screen(
    browser: Browser, archive_served: str, width: int, height: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        tab = context.new_page()
        tab.goto(f"{archive_served}cari/?q=limbah")
        title = tab.locator(".search__title").first
        expect(title).to_be_visible()
        box = title.bounding_box()
        assert box
        assert box["y"] + box["height"] < height * 0.75


# Loading


def test_that_the_search_is_loading_is_told(context: BrowserContext, archive_served: str) -> None:
    tab = context.new_page()
    held: list[Route] = []
    is_held = True
    tab.route("**/*.pf_meta", lambda route: held.append(route) if is_held else route.continue_())
    tab.goto(f"{archive_served}cari/?q=batik")
    loading = tab.get_by_text("Memuat pencarian …")
    expect(loading).to_be_visible()
    expect(tab.locator("[aria-live=polite]")).to_have_text("Memuat pencarian …")
    is_held = False
    for route in held:
        route.continue_()
    expect(tab.locator(".search__result").first).to_be_visible()
    expect(loading).to_be_hidden()


PARTS = (
    *("**/find.js*", "**/pagefind.js*", "**/pagefind-entry.json*", "**/typed.json", "**/wasm.*"),
    *("**/*.pf_meta", "**/*.pf_index", "**/*.pf_fragment"),
)


@pytest.mark.parametrize("answer", ["cut", "404"])
@pytest.mark.parametrize("part", [*PARTS, "**/near_words.js*", "**/words/*.txt"])
def test_any_part_that_does_not_arrive_is_told_of_and_asked_for_again(
    search: Tab, part: str, answer: str
) -> None:
    words = "kermik" if "words" in part else "keramik"
    if "words" in part:
        # What was found before must not stay under the message.
        find(search, "batik")

    def refuse(route: Route) -> None:
        if answer == "cut":
            route.abort()
        else:
            route.fulfill(status=404, content_type="text/html", body="<title>Tidak ada</title>")

    search.route(part, refuse)
    search.get_by_role("searchbox").fill(words)
    search.get_by_role("searchbox").press("Enter")
    expect(search.get_by_role("status")).to_have_text(re.compile("^Pencarian tidak dapat dimuat"))
    expect(search.locator(".search__result")).to_have_count(0)
    expect(search.get_by_role("main").get_by_role("link", name="Batik", exact=True)).to_be_visible()
    search.unroute(part, refuse)
    search.get_by_role("searchbox").press("Enter")
    expect(search.locator(".search__result").first).to_be_visible()


# The field in the masthead


@pytest.mark.parametrize("with_script", [True, False])
@pytest.mark.parametrize("path", ["", "berita/", "en/news/"])
def test_the_mastheads_field_leads_to_the_search_with_its_words(
    browser: Browser, archive_served: str, archive: Site, path: str, with_script: bool
) -> None:
    with browser.new_context(java_script_enabled=with_script) as context:
        tab = context.new_page()
        witness = Witness(tab, archive_served)
        tab.goto(archive_served + path)
        field = tab.get_by_role("banner").get_by_role("searchbox")
        field.fill("limbah & air")
        field.press("Enter")
        language = "en" if path.startswith("en") else "id"
        address = archive_served + archive.addresses[language].search[1:]
        expect(tab).to_have_url(f"{address}?q={quote('limbah & air').replace('%20', '+')}")
        if with_script:
            expect(tab.get_by_role("searchbox")).to_have_value("limbah & air")
        assert witness.faults == []
