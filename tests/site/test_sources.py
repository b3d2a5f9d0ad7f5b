"""Sources as pages and feeds list them: language, note, day of access, stored copy."""

from pathlib import Path

from lxml import html

from mkdocs_builds import build_site
from newsroom.checks.check import check
from newsroom.feeds.calendar import announced
from newsroom.feeds.feed_item import Items
from newsroom.publish.link_rot import outside_links
from newsroom.site.site import Site
from newsroom.site.sources import source_entries, sources_language
from small_sites import original, small_site, translation

KEY = "news/2026/kain"
SOURCES = """\
sources:
  - title: The call
    publisher: UNESCO
    url: https://example.org/call
    date: 2015-04
    language: en
    note: archive
    seen: 2026-11-20
    archive: https://archive.example/call
  - title: Wawancara dengan perajin
    publisher: Sanggar
"""
FILES = {
    f"{KEY}/index.id.md": original("Menurut UNESCO.\n", more=SOURCES),
    f"{KEY}/index.en.md": translation("According to UNESCO.\n"),
}


def built(folder: Path, files: dict[str, str]) -> Path:
    project = folder / "build"
    project.mkdir()
    return build_site(project, files)


def entries(site: Site, language: str) -> list[tuple[str, str, list[str]]]:
    article = site.catalogue.articles[KEY][language]
    found = source_entries(
        article.sources,
        language,
        site.addresses[language].wording,
        original=sources_language(site.catalogue, article),
    )
    return [(each.id, each.language, [part.words for part in each.details]) for each in found]


def test_a_title_in_another_language_than_the_page_is_marked(tmp_path: Path) -> None:
    site = small_site(tmp_path, FILES)
    assert [(id, language) for id, language, _ in entries(site, "id")] == [
        ("source-1", "en"),
        ("source-2", ""),
    ]
    assert [language for _, language, _ in entries(site, "en")] == ["", "id"]


def test_details_of_a_source_are_in_the_language_of_the_page(tmp_path: Path) -> None:
    site = small_site(tmp_path, FILES)
    for language in ("id", "en"):
        wording = site.addresses[language].wording
        (_, _, details), _ = entries(site, language)
        assert details[0] == "UNESCO"
        assert details[2] == wording["source_archive"]
        assert "20 November 2026" in details[3]
        assert details[4] == wording["source_stored"]


def test_page_and_feeds_list_the_same(tmp_path: Path) -> None:
    files = {**FILES, "index.id.md": "---\ntitle: A\nsummary: B.\n---\n"}
    page = html.parse(built(tmp_path, files) / "berita/2026/kain/index.html")
    shown = page.xpath("//section[@class='sources']//li")
    assert [each.get("id") for each in shown] == ["source-1", "source-2"]
    link = shown[0].find("a")
    assert (link.get("lang"), link.get("href")) == ("en", "https://example.org/call")
    site = small_site(tmp_path / "docs", FILES)
    feed = Items(site, "id").of(site.catalogue.original(KEY)).html
    in_feed = html.fragment_fromstring(feed, create_parent="div").findall(".//ol/li")
    assert [each.text_content() for each in in_feed] == [each.text_content() for each in shown]
    assert in_feed[0].find("a").get("lang") == "en"


def test_stored_copies_are_asked_for_too(tmp_path: Path) -> None:
    asked = outside_links(small_site(tmp_path, FILES))
    assert asked["https://archive.example/call"] == [f"{KEY}/index.id.md"]


def test_a_page_without_sources_of_its_own_shows_those_of_another_language(tmp_path: Path) -> None:
    page = "---\ntitle: Kota\nsummary: Kota.\nslug: pasar\n"
    files = {"pasar.id.md": page + SOURCES + "---\n\nLihat [1](#source-1).\n"}
    files["pasar.en.md"] = page + "updated: 2026-11-21\n---\n\nSee [1](#source-1).\n"
    site = small_site(tmp_path, files)
    by_language = site.catalogue.pages["pasar"]
    assert by_language["en"].sources == by_language["id"].sources
    assert [sources_language(site.catalogue, text) for text in by_language.values()] == ["id"] * 2
    assert not [each for each in check(site) if not each.is_warning]
    assert outside_links(site)["https://example.org/call"] == ["pasar.id.md"]


def test_a_day_of_remembrance_is_in_the_diary_and_no_event(tmp_path: Path) -> None:
    key = "announcements/2026/hari"
    files = {
        f"{key}/index.id.md": original(title="Hari", more="remembers: 2026-12-01\n" + SOURCES),
        "index.id.md": "---\ntitle: A\nsummary: B.\n---\n",
    }
    site = small_site(tmp_path / "docs", files)
    edition = site.editions["id"]
    assert [article.key for article in edition.coming] == [key]
    assert not edition.open_now
    assert announced(site, "id") == []
    folder = built(tmp_path, files)
    page = html.parse(folder / "pengumuman/2026/hari/index.html")
    assert not page.xpath("//*[contains(@class, 'event-box')]")
    assert "Event" not in page.xpath("string(//script[@type='application/ld+json'])")
    assert b"VEVENT" not in (folder / "agenda.ics").read_bytes()
    assert not list(folder.rglob("hari*.ics"))
    diary = html.parse(folder / "index.html").xpath("//article[time[@class='date-badge']]")
    assert "1 Desember 2026" in diary[0].text_content()


def test_an_event_names_who_holds_it(tmp_path: Path) -> None:
    key = "announcements/2026/pameran"
    more = "starts: 2026-12-01\norganiser: Museum Batik\n"
    site = small_site(tmp_path, {f"{key}/index.id.md": original(more=more)})
    assert "Museum Batik" in Items(site, "id").of(site.catalogue.original(key)).html
    rules = {problem.rule for problem in check(site)}
    assert "event_without_organiser" not in rules
