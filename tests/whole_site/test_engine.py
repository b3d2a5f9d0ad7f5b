"""MkDocs, Material and static-i18n as installed: each known trap, and that this site does not fall
into it."""

import re
from pathlib import Path

import lxml.html
import pytest
from lxml import etree
from mkdocs import utils
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from mkdocs_builds import NOON, PROJECT, build_site, pages, project, rebuild, run_build_here
from small_sites import SITE_URL, original, translation

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}

FILES = {
    "news/2026/both/index.id.md": original(title="Kain", more="slug: kain\n"),
    "news/2026/both/index.en.md": translation(title="Cloth", more="slug: cloth\n"),
    "news/2026/alone/index.id.md": original(
        title="Sendiri", topics="network", more="slug: sendiri\n"
    ),
    "announcements/2026/call/index.id.md": original(
        title="Ajakan", more="slug: ajakan\ncloses: 2026-12-31\n"
    ),
}


@pytest.fixture(scope="module")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("project"), FILES)


def page(site_folder: Path, address: str) -> lxml.html.HtmlElement:
    file = site_folder / address.strip("/") / ("" if address.endswith(".html") else "index.html")
    return lxml.html.fromstring(file.read_text(encoding="utf-8"))


def alternates(site_folder: Path, address: str) -> dict[str, str]:
    links = page(site_folder, address).xpath("//link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}


def addresses_in_sitemap(site_folder: Path) -> dict[str, dict[str, str]]:
    sitemap = etree.parse(site_folder / "sitemap.xml")
    return {
        url.findtext("s:loc", namespaces=NAMES): {
            link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", NAMES)
        }
        for url in sitemap.iterfind("s:url", NAMES)
    }


# 1, 2, 3: pages that stand in no file, added before static-i18n, crash it or are dropped


def test_listings_that_no_file_holds_are_built_in_every_language(site_folder: Path) -> None:
    assert {"/berita/", "/berita/2026/", "/en/news/", "/en/news/2026/", "/topik/"} <= pages(
        site_folder
    )


def test_generated_pages_offer_the_language_switch(site_folder: Path) -> None:
    switch = page(site_folder, "/berita/2026/").xpath("//a[@hreflang='en'][@lang='en']")
    assert [link.get("href") for link in switch][:1] == ["../../en/news/2026/"]


# 4: overriding a file's destination alone leaves the page at its old address


def test_articles_stand_at_our_addresses_and_nowhere_else(site_folder: Path) -> None:
    articles = {address for address in pages(site_folder) if re.search(r"/2026/.+/", address)}
    assert articles == {
        "/berita/2026/kain/",
        "/en/news/2026/cloth/",
        "/berita/2026/sendiri/",
        "/pengumuman/2026/ajakan/",
    }


# 5, 7, 8: alternates point to addresses that do not exist, to the home page, and are relative


def test_alternates_are_whole_addresses_of_pages_that_exist(site_folder: Path) -> None:
    for address in pages(site_folder) - {"/404.html"}:
        for language, href in alternates(site_folder, address).items():
            assert href.startswith(SITE_URL), (address, language)
            target = href.removeprefix(SITE_URL)
            assert f"/{target}" in pages(site_folder), (address, language)


def test_alternates_are_reciprocal_and_name_a_default(site_folder: Path) -> None:
    expected = {
        "id": f"{SITE_URL}berita/2026/kain/",
        "en": f"{SITE_URL}en/news/2026/cloth/",
        "x-default": f"{SITE_URL}berita/2026/kain/",
    }
    assert alternates(site_folder, "/berita/2026/kain/") == expected
    assert alternates(site_folder, "/en/news/2026/cloth/") == expected


# 6, 9: the fallback page claims a translation that does not exist


def test_an_untranslated_article_claims_no_translation(site_folder: Path) -> None:
    address = f"{SITE_URL}berita/2026/sendiri/"
    assert alternates(site_folder, "/berita/2026/sendiri/") == {"id": address, "x-default": address}
    assert addresses_in_sitemap(site_folder)[address] == {"id": address, "x-default": address}


def test_no_page_of_a_language_tree_is_in_another_language(site_folder: Path) -> None:
    for address in pages(site_folder):
        language = "en" if address.startswith("/en/") else "id"
        assert page(site_folder, address).get("lang") == language, address


# 10: pages that are added late are missing from the sitemap


def test_the_sitemap_lists_every_page_but_the_one_for_errors(site_folder: Path) -> None:
    listed = {address.removeprefix(SITE_URL) for address in addresses_in_sitemap(site_folder)}
    indexed = {
        address
        for address in pages(site_folder)
        if not page(site_folder, address).xpath(
            "//meta[@name='robots'][contains(@content, 'noindex')]"
        )
    }
    assert {f"/{address}" for address in listed} == indexed


# 11: what is rendered once per language to one path shows the last language


def test_the_error_page_is_in_the_default_language_and_speaks_all(site_folder: Path) -> None:
    not_found = page(site_folder, "/404.html")
    assert not_found.get("lang") == "id"
    assert not_found.xpath("//main//*[@lang='en']//h1 | //main//*[@lang='en']//h2")


def test_the_error_page_links_from_the_root_of_its_host(site_folder: Path) -> None:
    links = page(site_folder, "/404.html").xpath("//a/@href")
    assert [link for link in links if not re.match(r"/situs/|https://|#", link)] == []


# 12: after static-i18n's own event the current language is always the last


def test_each_language_has_its_own_feed(site_folder: Path) -> None:
    languages = [
        etree.parse(site_folder / path).findtext("channel/language")
        for path in ("feed.xml", "en/feed.xml")
    ]
    assert languages == ["id", "en"]


# 13, 14: modules and other plugins live through every rebuild of one process


def test_a_rebuild_in_the_same_process_shows_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    folder = project(tmp_path, FILES)
    before = pages(rebuild(folder))
    new = folder / "docs/news/2026/both/index.id.md"
    new.write_text(original(title="Ombak", more="slug: ombak\n"), encoding="utf-8")
    assert pages(rebuild(folder)) == (before - {"/berita/2026/kain/"}) | {"/berita/2026/ombak/"}


def test_only_the_plugin_that_builds_languages_is_in_use() -> None:
    config = load_config(str(PROJECT / "mkdocs.yml"))
    assert [name for name in config.plugins if not name.endswith(".py")] == ["i18n"]


# 15: under `mkdocs serve` drafts exist in the default language only


def test_drafts_are_in_no_language_even_in_the_preview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    drafts = {
        "news/2026/draft/index.id.md": original(title="Draf", more="draft: true\n"),
        "news/2026/draft/index.en.md": translation(title="Draft"),
    }
    built = rebuild(project(tmp_path, FILES | drafts), serve_url="http://127.0.0.1:8000/")
    assert not [address for address in pages(built) if "draf" in address]


# 16: a build that stops midway leaves MkDocs unable to clean its folder


def test_a_deleted_article_does_not_survive_a_failed_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    folder = project(tmp_path, FILES)
    cleaning = utils.clean_directory
    rebuild(folder)
    with monkeypatch.context() as patched:
        patched.setattr("newsroom.site.page.Page.file", property(_fail_in_english))
        with pytest.raises(RuntimeError):
            rebuild(folder)
    assert utils.clean_directory is not cleaning, "the trap is gone: simplify the hooks"
    (folder / "docs/news/2026/alone/index.id.md").unlink()
    assert "/berita/2026/sendiri/" not in pages(rebuild(folder))
    utils.clean_directory = cleaning


def _fail_in_english(news_page) -> str:
    if news_page.language == "en":
        raise RuntimeError
    return news_page.address[1:] + ("index.html" if news_page.address.endswith("/") else "")


# 17, 18: Material's search mixes languages and stems none


def test_nothing_of_the_themes_own_scripts_and_search_is_published(site_folder: Path) -> None:
    published = {
        file.relative_to(site_folder).as_posix()
        for file in site_folder.rglob("*")
        if file.is_file()
    }
    assert not [
        path for path in published if re.search(r"javascripts/|stylesheets/|search_index", path)
    ]


# 19, 20: warnings that stop a strict build, and notices of pages outside the navigation


def test_a_strict_build_has_nothing_to_say(tmp_path: Path) -> None:
    result = run_build_here(project(tmp_path, FILES))
    said = result.stdout + result.stderr
    assert result.returncode == 0, said
    assert not re.search("WARNING|ERROR|not included in the", said), said


def test_an_articles_section_is_marked_in_the_menu(site_folder: Path) -> None:
    current = page(site_folder, "/berita/2026/kain/").xpath("//header//*[@aria-current]")
    assert [link.text_content().strip() for link in current] == ["Berita"]


# 21: any dotted ending is taken for a language


def test_a_file_with_a_dot_in_its_name_is_refused(tmp_path: Path) -> None:
    files = {"news/2026/both/laporan.ab.md": "Isi.\n"}
    result = run_build_here(project(tmp_path, FILES | files))
    assert result.returncode == 1
    assert "news/2026/both/laporan.ab.md" in result.stdout + result.stderr


# What configuration lacks is told without a traceback


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("locale: en", "locale: su", "the language 'su' needs"),
        ("site_url: !ENV", 'site_url: ""  #', "the setting 'site_url'"),
        ("  identity:", "  other:", "the setting 'extra.identity'"),
    ],
)
def test_a_wrong_configuration_is_told_and_not_traced(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    folder = project(tmp_path, FILES)
    configuration = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(configuration.replace(before, after), "utf-8")
    result = run_build_here(folder)
    assert result.returncode == 1
    assert told in result.stderr
    assert "Traceback" not in result.stderr


# 22: the rss plugin mixes languages and drags in another engine


def test_no_other_feed_plugin_is_installed() -> None:
    locked = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    assert not re.search("mkdocs-rss-plugin|properdocs", locked)


# MkDocs passes broken front matter silently, even with --strict


@pytest.mark.parametrize(
    "broken",
    [
        "---\ntitle: Satu: dua\n---\n\nRahasia.\n",
        "title: Satu\n\nRahasia.\n",
        "---\ntitle: Satu\n\nRahasia.\n",
        "---\ntitle: !ENV HOME\n---\n\nRahasia.\n",
        "---\n- satu\n---\n\nRahasia.\n",
    ],
)
def test_an_article_that_the_reader_refuses_is_never_published(tmp_path: Path, broken: str) -> None:
    result = run_build_here(project(tmp_path, FILES | {"news/2026/broken/index.id.md": broken}))
    assert result.returncode == 1
    assert "docs/news/2026/broken/index.id.md:" in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert not (tmp_path / "site").exists() or not pages(tmp_path / "site")


def test_all_problems_are_told_in_one_build(tmp_path: Path) -> None:
    files = {
        "news/2026/one/index.id.md": "---\ntitle: A: b\n---\n",
        "news/2026/two/index.id.md": original(published="kemarin", more="topik: x\n"),
    }
    said = run_build_here(project(tmp_path, FILES | files)).stderr
    for place in ("one/index.id.md:2", "two/index.id.md:4", "two/index.id.md:6"):
        assert f"docs/news/2026/{place}" in said


def test_aborting_in_strict_mode_is_not_hidden(tmp_path: Path, monkeypatch) -> None:
    """`mkdocs build --quiet` would hide warnings from its own strict counter."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    folder = project(tmp_path, {"news/2026/x/index.id.md": "nothing\n"})
    with pytest.raises(Abort):
        rebuild(folder)
