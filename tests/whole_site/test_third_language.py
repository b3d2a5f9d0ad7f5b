"""A language more is configuration, wording and texts: no code."""

from pathlib import Path

import lxml.html
import pytest
import yaml
from lxml import etree

from mkdocs_builds import built, configuration, make_project, pages
from small_sites import SITE_URL, original, translation, write_files

JAVANESE_WORDS = {
    "locale": "jv",
    "locale_with_country": "jv_ID",
    "address_news": "pawarta",
    "address_announcements": "wara-wara",
    "address_topics": "bab",
    "site_name": "Kutha Kreatif Pekalongan",
    "news": "Pawarta",
    "written_in": "Ditulis nganggo basa {language}",
}
ARTICLE = "news/2026/kain"
FILES = {
    "index.id.md": "---\ntitle: Beranda\nsummary: Ringkasan.\n---\n",
    "index.en.md": "---\ntitle: Home\nsummary: Summary.\n---\n",
    "index.jv.md": "---\ntitle: Ngarep\nsummary: Ringkesan.\n---\n",
    "about.id.md": "---\ntitle: Tentang\nsummary: Kami.\nslug: tentang\n---\n\nKami.\n",
    "topics/batik.id.md": "---\ntitle: Batik\nsummary: Kain.\n---\n",
    "topics/batik.jv.md": "---\ntitle: Bathik\nsummary: Jarik.\n---\n",
    f"{ARTICLE}/index.id.md": original(title="Kain"),
    "announcements/2026/temu/index.id.md": original(
        title="Temu", more="starts: 2026-12-01\norganiser: Museum\n"
    ),
    f"{ARTICLE}/index.jv.md": translation(
        "Pawarta bab jarik.\n", title="Jarik", more="slug: jarik\n"
    ),
}


@pytest.fixture(scope="module")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our project with an entry in mkdocs.yml, a wording file and three texts more."""
    folder = tmp_path_factory.mktemp("project")
    make_project(folder, copy=True)
    english = "        - locale: en\n"
    javanese = f"        - {{locale: jv, name: Basa Jawa, build: true}}\n{english}"
    assert english in configuration()
    (folder / "mkdocs.yml").write_text(configuration().replace(english, javanese), encoding="utf-8")
    data = folder / "scripts/newsroom/data"
    indonesian = yaml.safe_load((data / "wording.id.yml").read_text(encoding="utf-8"))
    wording = yaml.safe_dump(indonesian | JAVANESE_WORDS, allow_unicode=True)
    (data / "wording.jv.yml").write_text(wording, encoding="utf-8")
    write_files(folder / "docs", FILES)
    return built(folder)


def page(site_folder: Path, address: str) -> lxml.html.HtmlElement:
    file = site_folder / address.strip("/") / "index.html"
    return lxml.html.fromstring(file.read_text(encoding="utf-8"))


def test_its_pages_stand_at_addresses_of_its_own(site_folder: Path) -> None:
    javanese = {"/jv/", "/jv/pawarta/", "/jv/pawarta/2026/", "/jv/pawarta/2026/jarik/", "/jv/bab/"}
    assert javanese <= pages(site_folder)
    assert page(site_folder, "/jv/pawarta/2026/jarik/").get("lang") == "jv"


def test_the_languages_of_an_article_name_each_other(site_folder: Path) -> None:
    for address in ("/berita/2026/kain/", "/jv/pawarta/2026/jarik/"):
        links = page(site_folder, address).xpath("//link[@rel='alternate'][@hreflang]")
        assert {link.get("hreflang"): link.get("href") for link in links} == {
            "id": f"{SITE_URL}berita/2026/kain/",
            "jv": f"{SITE_URL}jv/pawarta/2026/jarik/",
            "x-default": f"{SITE_URL}berita/2026/kain/",
        }


def test_every_page_offers_the_other_two_languages(site_folder: Path) -> None:
    for address in pages(site_folder) - {"/404.html"}:
        tree = page(site_folder, address)
        offered = {link.get("lang") for link in tree.xpath("//header//a[@hreflang][@lang]")}
        assert offered == {"id", "en", "jv"} - {tree.get("lang")}, address


@pytest.mark.parametrize(
    ("address", "lacking", "help_address"),
    [
        ("/berita/2026/kain/", ["en"], "../../../en/translations/#news/2026/kain"),
        ("/topik/batik/", ["en"], None),
        ("/tentang/", ["jv", "en"], None),
    ],
)
def test_what_is_not_translated_says_so_to_those_who_miss_it(
    site_folder: Path, address: str, lacking: list[str], help_address: str | None
) -> None:
    notices = page(site_folder, address).xpath("//main//p[@class='notice']")
    assert [notice.get("lang") for notice in notices] == lacking
    assert "This page is not available in English yet." in notices[-1].text_content()
    assert notices[-1].xpath("string(a/@href)") == (help_address or "")
    if help_address:
        board = page(site_folder, "/en/translations/")
        (asked,) = board.xpath("//li[@id='news/2026/kain']")
        assert "https://github.com/" in asked.xpath("string(p/a/@href)")


def test_a_language_is_named_in_the_readers_own(site_folder: Path) -> None:
    told = "Written in Indonesian"
    assert told == page(site_folder, "/en/news/").xpath("string(//p[@class='teaser__language'])")
    lead, event = page(site_folder, "/en/").xpath("//p[@class='kicker' or @class='teaser__state']")
    assert " ".join(lead.text_content().split()) == f"20 November 2026 · {told}"
    assert told in event.text_content()
    assert "Ditulis" not in page(site_folder, "/jv/pawarta/").text_content()


def test_it_has_a_feed_in_its_language(site_folder: Path) -> None:
    channel = etree.parse(site_folder / "jv/feed.xml").find("channel")
    assert channel.findtext("language") == "jv"
    assert [item.findtext("title") for item in channel.iterfind("item")] == ["Jarik"]


def test_days_are_told_in_its_months(site_folder: Path) -> None:
    assert "20 November 2026" in page(site_folder, "/jv/pawarta/2026/jarik/").text_content()


def test_the_error_page_speaks_it_too(site_folder: Path) -> None:
    not_found = lxml.html.fromstring((site_folder / "404.html").read_text(encoding="utf-8"))
    assert {"en", "jv"} <= {element.get("lang") for element in not_found.xpath("//main//*[@lang]")}
