"""Drafts and scheduled articles: seen in an editor's preview, and by no reader."""

from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_builds import built, project
from newsroom.core.settings import PROJECT, Settings, read_settings
from newsroom.publish.verify import expected_of, verify
from newsroom.site.page import unpublished_pages
from newsroom.site.site import open_site
from small_sites import TODAY, original, small_site, translation

SOURCES = 'sources: [{title: Sumber, url: "https://example.org/"}]\n'
DRAFT, SCHEDULED = "news/2026/draft", "announcements/2026/later"
FILES = {
    "news/2026/seen/index.id.md": original(more=SOURCES),
    "news/2026/seen/index.en.md": translation(),
    f"{DRAFT}/index.id.md": original(more=SOURCES + "draft: true\nslug: draf\n"),
    f"{DRAFT}/index.en.md": translation(),
    f"{SCHEDULED}/index.id.md": original(
        more=SOURCES + "closes: 2026-12-30\nslug: nanti\n", published="2026-12-03"
    ),
}


def contents(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file() and "pagefind" not in file.parts
    }


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site as readers get it, and the same as an editor's preview."""
    folder = project(tmp_path_factory.mktemp("unpublished") / "project", FILES)
    published = built(folder, SEARCH_INDEX="false")
    published = published.rename(folder / "published")
    return published, built(folder, SEARCH_INDEX="false", SHOW_UNPUBLISHED="1")


def test_a_preview_has_their_pages_and_marks_and_nothing_else(sites: tuple[Path, Path]) -> None:
    published, preview = (contents(site) for site in sites)
    pages = {
        "berita/2026/draf/index.html": b"Draf.",
        "en/news/2026/draft/index.html": b"Draft.",
        "pengumuman/2026/nanti/index.html": b"Akan terbit pada 3 Desember 2026.",
    }
    cloths = {f"assets/cloth/{key}.svg" for key in (DRAFT, SCHEDULED)}
    assert preview.keys() - published.keys() == pages.keys() | cloths
    assert published.keys() <= preview.keys()
    for path, words in pages.items():
        assert words in preview[path]
        assert b'<meta name="robots" content="noindex">' in preview[path]
        assert b'rel="canonical"' not in preview[path]
        assert b"wa.me" not in preview[path]
    changed = {path for path, content in published.items() if preview[path] != content}
    listings = {
        *("index.html", "berita/index.html", "pengumuman/index.html"),
        *("en/index.html", "en/news/index.html"),
    }
    assert changed == listings
    assert all(b"__unpublished" in preview[path] for path in listings)


def test_no_address_of_theirs_is_told_to_machines(sites: tuple[Path, Path]) -> None:
    _, preview = (contents(site) for site in sites)
    for path, content in preview.items():
        if not path.endswith((".html", ".svg")):
            assert b"2026/draf" not in content, path
            assert b"2026/nanti" not in content, path


def test_a_published_site_with_such_a_page_is_refused(sites: tuple[Path, Path]) -> None:
    _, preview = sites
    settings = replace(read_small(preview.parent), show_unpublished=False)
    site = open_site(settings, TODAY)
    assets = [PROJECT / "overrides/assets"]
    refused = {fault.path for fault in verify(preview, expected_of(site, assets=assets))}
    assert {"berita/2026/draf/index.html", "pengumuman/2026/nanti/index.html"} <= refused
    shown = open_site(replace(settings, show_unpublished=True), TODAY)
    assert verify(preview, expected_of(shown, assets=assets)) == []


def read_small(folder: Path) -> Settings:
    settings = read_settings(folder / "mkdocs.yml")
    return settings.at("https://kota.example/situs/")


def test_a_site_that_does_not_show_them_has_no_such_pages(tmp_path: Path) -> None:
    site = small_site(tmp_path / "docs", FILES)
    assert [*unpublished_pages(site, "id"), *unpublished_pages(site, "en")] == []
