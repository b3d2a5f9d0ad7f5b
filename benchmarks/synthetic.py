"""A site of any size: made-up bilingual articles in our layout, and the same ones as a plain
MkDocs site."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PIL import Image

from newsroom.content.fields import Known
from newsroom.content.parsed_file import read_article

PROJECT = Path(__file__).parents[1]

WORDS_AN_ARTICLE = 650
LAST_DAY = datetime(2026, 11, 20, 8, 0, tzinfo=timezone(timedelta(hours=7)))
TOPICS = ("batik", "commitments", "designation", "economy", "education", "network")
MANY_TOPICS = (
    *TOPICS,
    *("cinema", "climate", "crafts", "dance", "design", "dyes", "exports", "food", "harbour"),
    *("history", "markets", "museums", "music", "paper", "schools", "textiles", "tourism", "youth"),
)
AUTHORS = tuple(f"reporter-{number:02}" for number in range(30))
PICTURE_EVERY = 5
"""One article in so many has a picture of 360 × 240 pixels: its encoding is measured little."""
EARLIER_LINKS = 2
"""Each article links to so many of the articles before it."""

KNOWN = Known(topics=frozenset(MANY_TOPICS), authors=frozenset(AUTHORS), cities=frozenset())

PLAIN_CONFIGURATION = """\
site_name: Plain
site_url: https://example.org/
theme:
  name: material
  font: false
plugins:
  - i18n:
      docs_structure: suffix
      fallback_to_default: false
      languages:
        - {locale: id, name: Bahasa Indonesia, default: true, build: true}
        - {locale: en, name: English, build: true}
markdown_extensions: [admonition, fenced_code, footnotes, sane_lists, smarty, tables, toc]
nav:
  - index.md
not_in_nav: |
  /news/
"""


@dataclass(frozen=True)
class Words:
    """A language's vocabulary, drawn from the real articles so that Markdown meets true words and
    signs."""

    language: str
    vocabulary: tuple[str, ...]


def vocabulary(language: str) -> Words:
    texts = sorted((PROJECT / "docs").glob(f"news/*/*/index.{language}.md"))
    words = {
        word.strip(".,:;()[]*_#|`'\"!")
        for text in texts
        for word in text.read_text(encoding="utf-8").split("---\n", 2)[2].split()
    }
    return Words(language, tuple(sorted(word for word in words if word.isalpha())))


def body(words: Words, dice: random.Random) -> str:
    """Paragraphs, headings, emphasis, links, a list, a quotation, a table and a footnote, as a
    reporter uses them."""

    def sentence(length: int) -> str:
        chosen = dice.choices(words.vocabulary, k=length)
        return " ".join(chosen).capitalize() + "."

    def paragraph() -> str:
        sentences = [sentence(dice.randint(8, 20)) for _ in range(4)]
        sentences.insert(
            1, f"**{sentence(3)}** [{sentence(2)}](https://example.org/{dice.random()})"
        )
        return " ".join(sentences)

    parts = [paragraph(), f"## {sentence(4)}"]
    while sum(len(part.split()) for part in parts) < WORDS_AN_ARTICLE - 90:
        parts.append(paragraph())
    parts.insert(4, f"## {sentence(5)}")
    parts.append("\n".join(f"- {sentence(6)}" for _ in range(4)))
    parts.append(f"> {sentence(14)}[^1]")
    parts.append(
        "| a | b |\n| --- | ---: |\n" + "\n".join(f"| {sentence(2)} | {n} |" for n in range(4))
    )
    parts.append(f"[^1]: {sentence(9)}")
    return "\n\n".join(parts) + "\n"


@dataclass(frozen=True)
class SyntheticArticle:
    name: str
    published: datetime
    topics: tuple[str, ...]
    author: str
    titles: dict[str, str]
    bodies: dict[str, str]
    earlier: tuple[tuple[str, int], ...]
    """Names and years of the articles that it links to."""
    has_picture: bool

    def body(self, language: str, link: str) -> str:
        """Its text; `link` makes a link's target of `{year}`, `{name}` and `{language}`."""
        links = (
            f"[{name}]({link.format(name=name, year=year, language=language)})"
            for name, year in self.earlier
        )
        return f"{self.bodies[language]}\n{' '.join(links)}\n"


def articles(count: int, topics: tuple[str, ...] = TOPICS) -> Iterator[SyntheticArticle]:
    """The same `count` articles every time, newest first, 17 hours apart."""
    dice = random.Random(count)
    languages = [vocabulary("id"), vocabulary("en")]
    for number in range(count):
        earlier = [
            dice.randrange(number + 1, count) for _ in range(EARLIER_LINKS) if number + 1 < count
        ]
        yield SyntheticArticle(
            name=_name(number),
            published=_published(number),
            topics=tuple(sorted(dice.sample(topics, k=2))),
            author=dice.choice(AUTHORS),
            titles={
                words.language: " ".join(dice.choices(words.vocabulary, k=7)).capitalize()
                for words in languages
            },
            bodies={words.language: body(words, dice) for words in languages},
            earlier=tuple((_name(other), _published(other).year) for other in earlier),
            has_picture=number % PICTURE_EVERY == 0,
        )


def _name(number: int) -> str:
    return f"article-{number:05}"


def _published(number: int) -> datetime:
    return LAST_DAY - timedelta(hours=17 * number)


def write_newspaper(folder: Path, count: int, topics: tuple[str, ...] = TOPICS) -> None:
    """Our own project with `count` made-up articles in place of the real ones."""
    for name in ("mkdocs.yml", "overrides", "scripts"):
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    with (folder / "scripts/newsroom/data/authors.yml").open("a", encoding="utf-8") as file:
        file.writelines(f"{author}: {author.title()}\n" for author in AUTHORS)
    for language in ("id", "en"):
        standing = {"index": "Home", **{f"topics/{topic}": topic.capitalize() for topic in topics}}
        for name, title in standing.items():
            file = folder / f"docs/{name}.{language}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\ntitle: {title}\nsummary: {title}.\n---\n", encoding="utf-8")
    for article in articles(count, topics):
        write_article(folder, article)


def write_article(folder: Path, article: SyntheticArticle) -> Path:
    """One article in a project like ours; gives the file of its original."""
    place = folder / "docs/news" / str(article.published.year) / article.name
    place.mkdir(parents=True)
    lead, words = "", dict.fromkeys(article.titles, "")
    if article.has_picture:
        _write_picture(place / "loom.jpg", article.name)
        lead = "image: loom.jpg\n"
        words = {language: "image_alt: A loom\n" for language in words}
    link = "../../{year}/{name}/index.{language}.md"
    text = (
        f"---\ntitle: {article.titles['id']}\nsummary: {article.titles['id']}.\n"
        f"published: {article.published.isoformat(timespec='minutes')}\n"
        f"topics: [{', '.join(article.topics)}]\nauthors: [{article.author}]\n"
        f"{lead}{words['id']}slug: {article.name}\n---\n\n{article.body('id', link)}"
    )
    path = f"news/{place.parent.name}/{article.name}/index.id.md"
    hash = read_article(text.encode(), path=path, known=KNOWN).hash
    translation = (
        f"---\ntitle: {article.titles['en']}\nsummary: {article.titles['en']}.\n"
        f"{words['en']}slug: {article.name}\noriginal: {hash}\n---\n\n"
        f"{article.body('en', link)}"
    )
    (place / "index.id.md").write_text(text, encoding="utf-8")
    (place / "index.en.md").write_text(translation, encoding="utf-8")
    return place / "index.id.md"


def _write_picture(file: Path, name: str) -> None:
    """A picture that no other article has."""
    dice = random.Random(name)
    pixels = Image.frombytes("RGB", (36, 24), dice.randbytes(36 * 24 * 3))
    pixels.resize((360, 240), Image.Resampling.BICUBIC).save(file, quality=85)


def write_plain_site(folder: Path, count: int, topics: tuple[str, ...] = TOPICS) -> None:
    """The same texts as pages of stock Material + static-i18n, out of the navigation."""
    (folder / "docs/news").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(PLAIN_CONFIGURATION, encoding="utf-8")
    for language in ("id", "en"):
        (folder / f"docs/index.{language}.md").write_text("# Home\n", encoding="utf-8")
    for article in articles(count, topics):
        write_plain_article(folder, article)


def write_plain_article(folder: Path, article: SyntheticArticle) -> Path:
    """The same article in the plain site; gives the file of its original."""
    picture = ""
    if article.has_picture:
        _write_picture(folder / f"docs/news/{article.name}.jpg", article.name)
        picture = f"![A loom]({article.name}.jpg)\n\n"
    for language, title in article.titles.items():
        page = folder / f"docs/news/{article.name}.{language}.md"
        text = article.body(language, "{name}.md")
        page.write_text(
            f"---\ntitle: {title}\n---\n\n# {title}\n\n{picture}{text}", encoding="utf-8"
        )
    return folder / f"docs/news/{article.name}.id.md"
