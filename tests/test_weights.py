"""What pages weigh on the wire, compressed: exact, so that growth is somebody's decision."""

import gzip
import random
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from statistics import median

import pytest

from newsroom.dates import JAKARTA
from newsroom.fields import Known
from newsroom.manuscript import read_article
from newsroom.settings import PROJECT
from sites import build_site

KIB = 1024
HOME, LISTING, ARTICLE, FRAME, CSS, FONT, SEARCH_SCRIPT = (
    8 * KIB,
    8 * KIB,
    6.7 * KIB,
    6.5 * KIB,
    4 * KIB,
    16 * KIB,
    3 * KIB,
)
"""FRAME is all of an article's page but its own text and sources."""

LENGTHS = {"id": 515, "en": 585}
"""Words of an article in each language: the sample by which sites are compared."""

SAMPLE_LENGTH = 30
STANDING = ("about", "contribute", "subscribe", "privacy")

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_OWN = re.compile(
    r'<div class="body">.*?(?=<section class="(?:corrections|sources)|<p class="article__address)'
    r'|<section class="sources".*?</section>|"citation":\[.*?\],',
    re.DOTALL,
)
_LOADED = re.compile(r'<script(?! type="application/ld\+json")|<link rel="stylesheet"|<iframe')


def compressed(text: str) -> int:
    return len(gzip.compress(text.encode(), compresslevel=6, mtime=0))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """Every page's HTML by its address in the site."""
    return {
        page.relative_to(site).as_posix(): page.read_text(encoding="utf-8")
        for page in site.rglob("*.html")
    }


@cache
def sentences(language: str) -> list[str]:
    """Real sentences, for made-up ones compress in another way."""
    text = (PROJECT / f"tests/weights/{language}.txt").read_text(encoding="utf-8")
    return text.splitlines()


def some_text(dice: random.Random, language: str, length: int) -> str:
    """Paragraphs of four sentences under headings, `length` words long."""
    chosen = dice.sample(sentences(language), k=60)
    counts = accumulate(len(sentence.split()) for sentence in chosen)
    chosen = [sentence for sentence, count in zip(chosen, counts, strict=True) if count <= length]
    paragraphs = [" ".join(chosen[first : first + 4]) for first in range(0, len(chosen), 4)]
    for place in range(len(paragraphs) - 2, 0, -3):
        paragraphs.insert(place, f"## {some_words(dice, language, 5)}")
    return "\n\n".join(paragraphs)


def some_words(dice: random.Random, language: str, length: int) -> str:
    return " ".join(dice.choice(sentences(language)).split()[:length]).strip(" .,;:?")


def head(dice: random.Random, language: str, *lines: str) -> str:
    title = some_words(dice, language, 10)
    summary = f"{some_words(dice, language, 14)}. {some_words(dice, language, 12)}."
    return "\n".join(["---", f'title: "{title}"', f'summary: "{summary}"', *lines, "---", "", ""])


def sample() -> Mapping[str, str]:
    """Thirty articles in two languages, each with a source, and the standing pages of a site."""
    dice = random.Random(1)
    files = {
        f"{name}.{language}.md": head(dice, language) for name in STANDING for language in LENGTHS
    }
    known = Known(topics=frozenset({"batik", "network"}), authors=frozenset(), cities=frozenset())
    last = datetime(2026, 11, 20, 8, tzinfo=JAKARTA)
    for number in range(SAMPLE_LENGTH):
        published = (last - timedelta(days=number)).isoformat(timespec="minutes")
        topic = ("batik", "network")[number % 2]
        source = "https://en.unesco.org/creative-cities/pekalongan"
        original = head(
            dice,
            "id",
            f"published: {published}",
            f"topics: [{topic}]",
            f"slug: alamat-artikel-nomor-{number}",
            "sources:",
            f"  - {{title: Pekalongan, publisher: UNESCO, url: '{source}'}}",
        ) + some_text(dice, "id", LENGTHS["id"])
        path = f"news/2026/number-{number}/index.id.md"
        hash = read_article(original.encode(), path=path, known=known).hash
        translated = head(dice, "en", f"slug: address-of-article-{number}", f"original: {hash}")
        files[path] = original
        files[path.replace(".id.", ".en.")] = translated + some_text(dice, "en", LENGTHS["en"])
    return files


@pytest.mark.parametrize(
    ("language", "home", "listing", "articles"),
    [
        ("id", "index.html", "berita/index.html", "berita/2026/alamat-*/index.html"),
        ("en", "en/index.html", "en/news/index.html", "en/news/2026/address-*/index.html"),
    ],
)
def test_the_sample_by_which_sites_are_compared_is_light(
    sampled: Path, language: str, home: str, listing: str, articles: str
) -> None:
    def weight(page: Path) -> int:
        return compressed(page.read_text(encoding="utf-8"))

    weights = [weight(page) for page in sampled.glob(articles)]
    assert len(weights) == SAMPLE_LENGTH
    assert weight(sampled / home) <= HOME
    assert weight(sampled / listing) <= LISTING
    assert median(weights) <= ARTICLE


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
    for path, html in pages.items():
        sheets = [sheet for sheet in _STYLE.findall(html) if ".ticket{" not in sheet]
        assert compressed("".join(sheets)) <= CSS, path


def test_nothing_is_loaded_beside_pictures_and_the_typeface(pages: dict[str, str]) -> None:
    loading = {path for path, html in pages.items() if _LOADED.search(html)}
    assert {path for path in loading if "search.js" not in pages[path]} == set()


def test_the_typeface_and_the_search_script_are_light(site: Path) -> None:
    assert (site / "assets/fonts/plus-jakarta-sans.woff2").stat().st_size <= FONT
    script = (site / "assets/search.js").read_text(encoding="utf-8")
    assert compressed(script) <= SEARCH_SCRIPT
