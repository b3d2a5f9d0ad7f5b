"""A site of any size: made-up bilingual articles in our layout, and the same ones as a plain
MkDocs site."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from newsroom.content.fields import Known
from newsroom.content.parsed_file import read_article

PROJECT = Path(__file__).parents[1]

WORDS_AN_ARTICLE = 650
LAST_DAY = datetime(2026, 11, 20, 8, 0, tzinfo=timezone(timedelta(hours=7)))
TOPICS = ("batik", "commitments", "designation", "economy", "education", "network")

KNOWN = Known(topics=frozenset(TOPICS), authors=frozenset(), cities=frozenset())

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
    titles: dict[str, str]
    bodies: dict[str, str]


def articles(count: int) -> Iterator[SyntheticArticle]:
    """The same `count` articles every time, newest first, 17 hours apart."""
    dice = random.Random(count)
    languages = [vocabulary("id"), vocabulary("en")]
    for number in range(count):
        yield SyntheticArticle(
            name=f"article-{number:05}",
            published=LAST_DAY - timedelta(hours=17 * number),
            topics=tuple(sorted(dice.sample(TOPICS, k=2))),
            titles={
                words.language: " ".join(dice.choices(words.vocabulary, k=7)).capitalize()
                for words in languages
            },
            bodies={words.language: body(words, dice) for words in languages},
        )


def write_newspaper(folder: Path, count: int) -> None:
    """Our own project with `count` made-up articles in place of the real ones."""
    for name in ("mkdocs.yml", "overrides", "scripts"):
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    for language in ("id", "en"):
        standing = {"index": "Home", **{f"topics/{topic}": topic.capitalize() for topic in TOPICS}}
        for name, title in standing.items():
            file = folder / f"docs/{name}.{language}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\ntitle: {title}\nsummary: {title}.\n---\n", encoding="utf-8")
    for article in articles(count):
        place = folder / "docs/news" / str(article.published.year) / article.name
        place.mkdir(parents=True)
        original = (
            f"---\ntitle: {article.titles['id']}\nsummary: {article.titles['id']}.\n"
            f"published: {article.published.isoformat(timespec='minutes')}\n"
            f"topics: [{', '.join(article.topics)}]\nslug: {article.name}\n---\n\n"
        )
        text = original + article.bodies["id"]
        path = f"news/{place.parent.name}/{article.name}/index.id.md"
        hash = read_article(text.encode(), path=path, known=KNOWN).hash
        translation = (
            f"---\ntitle: {article.titles['en']}\nsummary: {article.titles['en']}.\n"
            f"slug: {article.name}\noriginal: {hash}\n---\n\n"
        )
        (place / "index.id.md").write_text(text, encoding="utf-8")
        (place / "index.en.md").write_text(translation + article.bodies["en"], encoding="utf-8")


def write_plain_site(folder: Path, count: int) -> None:
    """The same texts as pages of stock Material + static-i18n, out of the navigation."""
    (folder / "docs/news").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(PLAIN_CONFIGURATION, encoding="utf-8")
    for language in ("id", "en"):
        (folder / f"docs/index.{language}.md").write_text("# Home\n", encoding="utf-8")
    for article in articles(count):
        for language, text in article.bodies.items():
            page = folder / f"docs/news/{article.name}.{language}.md"
            title = article.titles[language]
            page.write_text(f"---\ntitle: {title}\n---\n\n# {title}\n\n{text}", encoding="utf-8")
