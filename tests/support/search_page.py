"""The search page as a reader uses it, and how good it is at finding."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml
from playwright.sync_api import Page

from newsroom.core.settings import PROJECT
from newsroom.search.records import records
from newsroom.site.site import Site

QUERIES = PROJECT / "tests/search"


@dataclass(frozen=True)
class Query:
    """Words that a reader types, and the addresses of the articles that are right."""

    words: str
    right: frozenset[str]


@dataclass(frozen=True)
class Quality:
    """Means over a set of queries."""

    r_precision: float
    """Of as many results as articles are right, the share that is right."""
    recall: float
    """Of the right articles, the share among the first ten results."""
    worst: tuple[str, ...]
    """The queries whose first results are not all right."""


def find(page: Page, words: str) -> list[str]:
    """The paths of the first ten results for some words, asked and read in one call."""
    paths: list[str] = page.evaluate(_FIND, words)
    return paths


_FIND = """async (words) => {
  const count = document.querySelector(".search__count");
  const isShown = () => {
    const shown = document.querySelectorAll(".search__results > li").length;
    const [found] = count.textContent.match(/\\d+/) ?? [0];
    return count.textContent && shown >= Math.min(found, 10);
  };
  count.textContent = "";
  const field = document.querySelector(".search__form [name=q]");
  field.value = words;
  field.form.requestSubmit();
  const end = Date.now() + 30_000;
  while (!isShown()) {
    if (Date.now() > end) throw new Error(`no answer to ${words}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return [...document.querySelectorAll(".search__title a")].map((link) => link.pathname);
}"""


def quality(page: Page, queries: Sequence[Query], counted: frozenset[str]) -> Quality:
    """How good the results are; only the counted paths count."""
    precisions, recalls, worst = [], [], []
    for query in queries:
        found = [path for path in find(page, query.words) if path in counted]
        right = len(query.right)
        precision = len(query.right & set(found[:right])) / right
        precisions.append(precision)
        recalls.append(len(query.right & set(found)) / min(right, 10))
        if precision < 1:
            worst.append(f"{query.words} {precision:.2f}")
    return Quality(sum(precisions) / len(queries), sum(recalls) / len(queries), tuple(worst))


def labelled(site: Site, language: str) -> tuple[dict[str, list[Query]], frozenset[str]]:
    """The labelled sets of a language by name, and the paths of the articles that count."""
    labels = yaml.safe_load((QUERIES / f"queries.{language}.yml").read_text(encoding="utf-8"))
    base = site.settings.base_path
    paths, texts = {}, {}
    said = {record.address: record.words for record in records(site, language)}
    for article in site.editions[language].own:
        paths[article.key] = base + site.addresses[language].article(article)[1:]
        texts[article.key] = said[site.addresses[language].article(article)].lower()
    sets = {
        "words": [
            Query(
                words,
                frozenset(
                    paths[key]
                    for key in labels["archive"]
                    if re.search(rf"(?<!\w)(?:{forms})(?!\w)", texts[key])
                ),
            )
            for words, forms in labels["words"]
        ]
    }
    for name in ("questions", "later_questions"):
        sets[name] = [
            Query(words, frozenset(paths[key] for key in right)) for words, right in labels[name]
        ]
    return sets, frozenset(paths[key] for key in labels["archive"])
