"""What pages weigh on the wire, compressed: exact, so that growth is somebody's decision."""

import re
from pathlib import Path

import pytest

from mkdocs_builds import build_site
from weight_sample import (
    ARTICLE,
    HOME,
    KIB,
    LISTING,
    SAMPLE_LENGTH,
    compressed,
    sample,
    weights,
)

FRAME, CSS, FONT, SEARCH_SCRIPT = 6.5 * KIB, 4 * KIB, 16 * KIB, 3 * KIB
"""FRAME is all of an article's page but its own text and sources."""

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_OWN = re.compile(
    r'<div class="body">.*?(?=<section class="(?:corrections|sources)|<p class="article__address)'
    r'|<section class="sources".*?</section>|"citation":\[.*?\],',
    re.DOTALL,
)
_LOADED = re.compile(r'<script(?! type="application/ld\+json")|<link rel="stylesheet"|<iframe')


@pytest.fixture(scope="module")
def pages(frozen_folder: Path) -> dict[str, str]:
    """Every page's HTML by its address in the site."""
    return {
        page.relative_to(frozen_folder).as_posix(): page.read_text(encoding="utf-8")
        for page in frozen_folder.rglob("*.html")
    }


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_sample_by_which_sites_are_compared_is_light(sampled: Path, language: str) -> None:
    page = weights(sampled, language)
    assert page.articles == SAMPLE_LENGTH
    assert page.home <= HOME
    assert page.listing <= LISTING
    assert page.article <= ARTICLE


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("sample"), sample(), SEARCH_INDEX="false")


def test_the_home_page_and_listings_are_light(pages: dict[str, str]) -> None:
    heavy = {
        path: compressed(html)
        for path, html in pages.items()
        if '<div class="front"' in html or '<div class="page listing"' in html
        if compressed(html) > min(HOME, LISTING)
    }
    assert heavy == {}
    assert "index.html" in pages


def test_an_article_carries_little_beside_its_text(pages: dict[str, str]) -> None:
    articles = {path: html for path, html in pages.items() if '<article class="article' in html}
    frames = {path: compressed(_OWN.sub("", html)) for path, html in articles.items()}
    assert articles
    assert {path: weight for path, weight in frames.items() if weight > FRAME} == {}


def test_style_sheets_are_light(pages: dict[str, str]) -> None:
    # What only charts, tables and dates need comes on top, in the pages that have them.
    sheets = {path: "".join(_STYLE.findall(html)) for path, html in pages.items()}
    common = {path: css for path, css in sheets.items() if ".event-box{" not in css}
    assert common
    assert {path for path, css in common.items() if compressed(css) > CSS} == set()


def test_nothing_is_loaded_beside_pictures_and_the_typeface(pages: dict[str, str]) -> None:
    loading = {path for path, html in pages.items() if _LOADED.search(html)}
    assert {path for path in loading if "search.js" not in pages[path]} == set()


def test_the_typeface_and_the_search_script_are_light(frozen_folder: Path) -> None:
    assert (frozen_folder / "assets/fonts/plus-jakarta-sans.woff2").stat().st_size <= FONT
    script = (frozen_folder / "assets/search.js").read_text(encoding="utf-8")
    assert compressed(script) <= SEARCH_SCRIPT
