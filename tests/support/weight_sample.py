"""The sample by which sites are compared: thirty articles in two languages, of usual length."""

import gzip
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from newsroom.content.fields import Known
from newsroom.content.parsed_file import read_article
from newsroom.core.settings import PROJECT
from small_sites import CITY

KIB = 1024
HOME, LISTING, ARTICLE = 8 * KIB, 8 * KIB, 6.7 * KIB
"""What its pages may weigh, compressed, all but pictures and the typeface."""

LENGTHS = {"id": 515, "en": 585}
"""Words of an article in each language: the sample by which sites are compared."""

SAMPLE_LENGTH = 30
STANDING = ("about", "contribute", "subscribe", "privacy")


def compressed(text: str) -> int:
    """Bytes on the wire."""
    return len(gzip.compress(text.encode(), compresslevel=6, mtime=0))


@cache
def sentences(language: str) -> list[str]:
    """Real sentences, for made-up ones compress in another way."""
    text = (PROJECT / f"tests/support/weights/{language}.txt").read_text(encoding="utf-8")
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
    last = datetime(2026, 11, 20, 8, tzinfo=ZoneInfo(CITY.time_zone))
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


@dataclass(frozen=True)
class Weights:
    """Bytes of a language's pages on the wire."""

    home: int
    listing: int
    """With thirty teasers."""
    article: float
    """The median."""
    articles: int
    """How many there are."""


PLACES = {
    "id": ("index.html", "berita/index.html", "berita/2026/alamat-*/index.html"),
    "en": ("en/index.html", "en/news/index.html", "en/news/2026/address-*/index.html"),
}


def weights(site_folder: Path, language: str) -> Weights:
    home, listing, articles = PLACES[language]

    def weight(page: Path) -> int:
        return compressed(page.read_text(encoding="utf-8"))

    of_articles = [weight(page) for page in site_folder.glob(articles)]
    return Weights(
        weight(site_folder / home),
        weight(site_folder / listing),
        median(of_articles),
        len(of_articles),
    )
