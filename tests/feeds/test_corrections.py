"""What readers and subscribers are told of corrections and withdrawals."""

import json
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from feed_profile import faults
from mkdocs_builds import build_site
from newsroom.checks.check import check
from newsroom.content.addresses import absolute
from newsroom.feeds.feed import WITHDRAWN_DAYS, feed
from newsroom.feeds.feed_files import feed_files
from newsroom.feeds.feed_item import Item, Items
from newsroom.feeds.subjects import subjects
from newsroom.site.site import Site
from small_sites import SITE_URL, original, small_site, translation

KEY = "news/2026/kain"
ID, EN = f"{KEY}/index.id.md", f"{KEY}/index.en.md"
CORRECTED = """\
corrections:
  - {date: 2026-11-22, note: Tahunnya 2009.}
  - {date: 2026-11-23, note: Jumlahnya dua belas.}
"""
PAGE = "---\ntitle: {}\nsummary: Semua ralat.\nslug: {}\n---\n\nCara kami meralat.\n"
PAGES = {
    "index.id.md": "---\ntitle: Beranda\nsummary: Awal.\n---\n",
    "index.en.md": "---\ntitle: Home\nsummary: Start.\n---\n",
    "corrections.id.md": PAGE.format("Koreksi", "koreksi"),
    "corrections.en.md": PAGE.format("Corrections", "corrections"),
}
WITHDRAWN = "withdrawn: 2026-11-23\n"


def main_feed(site: Site, language: str = "id") -> list[Item]:
    return list(feed(site, next(subjects(site, language)), Items(site, language)).items)


def contents(site: Site) -> dict[str, bytes]:
    return {
        file.path: file.content
        for language in site.addresses
        for file in feed_files(site, language)
    }


# Corrections


def test_all_corrections_have_a_page_and_a_feed_newest_first(tmp_path: Path) -> None:
    other = original(title="Lomba", more="corrections: [{date: 2026-11-24, note: Bukan lima.}]\n")
    files = {
        **PAGES,
        ID: original(title="Kain", more=CORRECTED),
        EN: translation(title="Cloth", more="corrections: [The year is 2009.]\n"),
        "news/2026/lomba/index.id.md": other,
    }
    site = small_site(tmp_path / "docs", files)
    files_of_feeds = contents(site)
    items = json.loads(files_of_feeds["koreksi/feed.json"])["items"]
    assert [item["summary"] for item in items] == [
        "Bukan lima.",
        "Jumlahnya dua belas.",
        "Tahunnya 2009.",
    ]
    assert len({item["id"] for item in items}) == 3
    assert items[1]["url"] == f"{SITE_URL}berita/2026/kain/"
    for ending in ("xml", "atom"):
        path = f"koreksi/feed.{ending}"
        assert faults(files_of_feeds[path], url=absolute(f"/{path}", SITE_URL)) == []
    # What nobody translated yet is told in its own language.
    english = json.loads(files_of_feeds["en/corrections/feed.json"])["items"]
    assert [item["summary"] for item in english] == [
        "Bukan lima.",
        "Jumlahnya dua belas.",
        "The year is 2009.",
    ]
    assert 'lang="id"' in english[1]["content_html"]

    project = tmp_path / "project"
    project.mkdir()
    folder = build_site(project, files)
    listed = html.parse(folder / "koreksi/index.html").xpath("//ul[@class='corrected']/li")
    assert [each.text_content().rpartition(": ")[2] for each in listed] == [
        "Bukan lima.",
        "Jumlahnya dua belas.",
        "Tahunnya 2009.",
    ]
    link = html.parse(folder / "koreksi/index.html").xpath("//link[@type='application/rss+xml']")
    assert any(each.get("href").endswith("koreksi/feed.xml") for each in link)
    article = html.parse(folder / "berita/2026/kain/index.html")
    notice = article.xpath("//p[@class='notice']")[0].text_content()
    assert "23 November 2026" in notice
    assert "Jumlahnya dua belas." in notice


def test_a_correction_keeps_its_id_when_another_joins_it(tmp_path: Path) -> None:
    first = "  - {date: 2026-11-22, note: Satu.}\n"
    later = "  - {date: 2026-11-23, note: Dua.}\n"
    seen = []
    for number, notes in enumerate((first, first + later, later + first)):
        files = {**PAGES, ID: original(more=f"corrections:\n{notes}")}
        made = contents(small_site(tmp_path / str(number), files))
        items = json.loads(made["koreksi/feed.json"])["items"]
        seen.append({item["summary"]: item["id"] for item in items}["Satu."])
    assert len(set(seen)) == 1


def test_without_its_page_there_is_no_feed_of_corrections(tmp_path: Path) -> None:
    made = contents(small_site(tmp_path, {ID: original(more=CORRECTED)}))
    assert not [path for path in made if "koreksi" in path]


def test_a_corrected_article_says_so_in_the_feed_once(tmp_path: Path) -> None:
    site = small_site(tmp_path, {ID: original(title="Kain", more=CORRECTED)})
    (item,) = main_feed(site)
    assert item.title == site.addresses["id"].wording.get("corrected_title", title="Kain")
    assert item.title.count("diralat") == 1
    assert item.html.index("Jumlahnya dua belas.") < item.html.index("Isi berita.")


# Withdrawals


@pytest.mark.parametrize("days", [0, WITHDRAWN_DAYS, WITHDRAWN_DAYS + 1])
def test_a_withdrawn_article_is_told_for_thirty_days(tmp_path: Path, days: int) -> None:
    files = {
        ID: original("Rahasia.\n", title="Palsu", more=WITHDRAWN + "withdrawn_note: Keliru.\n"),
        "news/2026/lain/index.id.md": original(title="Lain", published="2026-11-19"),
    }
    before = small_site(tmp_path / "docs", files, today=date(2026, 11, 22))
    site = small_site(
        tmp_path / "docs", files, today=date.fromordinal(date(2026, 11, 23).toordinal() + days)
    )
    guids = [item.guid for item in main_feed(site)]
    was = main_feed(before)[0]
    if days > WITHDRAWN_DAYS:
        assert was.guid not in guids
        return
    item = main_feed(site)[0]
    assert (item.guid, item.published) == (was.guid, was.published)
    assert item.changed > was.changed
    assert item.title == site.addresses["id"].wording["withdrawn"]
    assert "Keliru." in item.html
    assert "Rahasia" not in item.html
    for path, content in contents(site).items():
        assert b"Palsu" not in content, path
        if path.endswith((".xml", ".atom")):
            assert faults(content, url=absolute(f"/{path}", SITE_URL)) == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_one_language_is_enough_to_withdraw(tmp_path: Path, language: str) -> None:
    note = "withdrawn_note: Keliru.\n"
    files = {
        **PAGES,
        ID: original(
            more="sources: [{title: A, publisher: B}]\n" + WITHDRAWN + note * (language == "id")
        ),
        EN: translation(more=note * (language == "en")),
    }
    site = small_site(tmp_path / "docs", files)
    problems = check(site)
    assert [each for each in problems if not each.is_warning] == []
    behind = [each for each in problems if each.rule == "words_behind"]
    assert [each.path for each in behind] == [ID]
    project = tmp_path / "project"
    project.mkdir()
    folder = build_site(project, files)
    for path, own in (("berita/2026/kain", "id"), ("en/news/2026/kain", "en")):
        page = html.parse(folder / path / "index.html")
        (reason,) = page.xpath("//p[text()='Keliru.']")
        assert reason.get("lang") == (None if own == language else language)
        assert bool(page.xpath("//p[@class='notice']")) == (own != language)


def test_one_language_is_enough_for_a_picture_and_a_place(tmp_path: Path) -> None:
    key = "announcements/2026/pameran"
    more = "starts: 2026-12-01\nplace: Museum Batik\norganiser: Museum\n"
    files = {
        **PAGES,
        f"{key}/index.id.md": original(more=more),
        f"{key}/index.en.md": translation(),
    }
    site = small_site(tmp_path / "docs", files)
    assert {each.rule for each in check(site)} == {"translation_stale", "words_behind"}
    english = site.catalogue.articles[key]["en"]
    assert (english.place, english.borrowed) == ("Museum Batik", {"place": "id"})
    project = tmp_path / "project"
    project.mkdir()
    page = html.parse(build_site(project, files) / "en/announcements/2026/pameran/index.html")
    assert page.xpath("//p[@lang='id'][text()='Museum Batik']")
    wording = site.addresses["en"].wording
    assert page.xpath("//p[@class='notice']/text()").count(wording["partly_untranslated"]) == 1
    (item,) = main_feed(site, "en")
    assert '<span lang="id">Museum Batik</span>' in item.html
