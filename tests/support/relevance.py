"""How well a search answers labelled queries, class by class."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import yaml

from frozen import frozen_site
from newsroom.core.settings import PROJECT
from newsroom.site.page import Page, pages
from newsroom.site.site import Site

FOLDER = PROJECT / "tests/search"
ARCHIVE = FOLDER / "docs"
"""The texts that the labels are about."""

OTHER_WORDS = ("sms", "acronym", "synonym", "other")
"""Classes whose words the texts themselves do not use."""

Search = Callable[[str], Sequence[str]]
"""Gives the addresses of the first results for some words, best first."""


@dataclass(frozen=True)
class Labelled:
    """Words that a reader types, and the addresses of the pages that answer them."""

    words: str
    right: frozenset[str]


@dataclass(frozen=True)
class Answer:
    """What a search gave for a query."""

    query: Labelled
    found: tuple[str, ...]

    @property
    def r_precision(self) -> float:
        """Of as many results as there are right pages, the share that is right."""
        count = len(self.query.right)
        return len(self.query.right & set(self.found[:count])) / count

    @property
    def is_first_right(self) -> bool:
        return bool(self.found) and self.found[0] in self.query.right


@dataclass(frozen=True)
class Relevance:
    """The answers of a search to labelled queries, by class."""

    answers: Mapping[str, Sequence[Answer]]

    def r_precision(self, classes: Iterable[str] | None = None) -> float:
        """The mean over all queries that have an answer, or over those of some classes."""
        return fmean(answer.r_precision for answer in self._of(classes))

    def first_right(self, classes: Iterable[str] | None = None) -> float:
        """The share of queries whose first result is right."""
        return fmean(answer.is_first_right for answer in self._of(classes))

    @property
    def own_words(self) -> tuple[str, ...]:
        """The classes whose words the texts use."""
        return tuple(each for each in self.answers if each not in (*OTHER_WORDS, "none"))

    @property
    def silence(self) -> float:
        """Of the queries that the site cannot answer, the share that finds nothing."""
        return fmean(not answer.found for answer in self.answers["none"])

    def _of(self, classes: Iterable[str] | None) -> list[Answer]:
        chosen = [each for each in self.answers if each != "none"] if classes is None else classes
        return [answer for name in chosen for answer in self.answers[name]]

    def _line(self, name: str, classes: Iterable[str] | None = None) -> str:
        return f"{name:10} {self.r_precision(classes):11.3f} {self.first_right(classes):6.3f}"

    def report(self) -> str:
        """A table of all classes, for people."""
        lines = [f"{'':10} {'R-precision':>11} {'first':>6}"]
        for name in self.answers:
            if name != "none":
                lines.append(
                    f"{name:10} {self.r_precision([name]):11.3f} {self.first_right([name]):6.3f}"
                )
        own = self.own_words
        lines.append(f"{'own words':10} {self.r_precision(own):11.3f} {self.first_right(own):6.3f}")
        lines.append(f"{'all':10} {self.r_precision():11.3f} {self.first_right():6.3f}")
        lines.append(f"nothing found where there is nothing: {self.silence:.3f}")
        return "\n".join(lines)


def labelled(site: Site, language: str, name: str = "labels") -> dict[str, list[Labelled]]:
    """The queries of a set by class; addresses are from the host's root."""
    by_key = _addresses_by_key(site, language)
    return {
        kind: [Labelled(words, frozenset(by_key[key] for key in right)) for words, right in queries]
        for kind, queries in read_labels(language, name).items()
    }


def read_labels(language: str, name: str = "labels") -> dict[str, list[tuple[str, list[str]]]]:
    """A file of labels: by class, each query's words and the keys of the right pages."""
    file = FOLDER / f"{name}.{language}.yml"
    labels: dict[str, list[tuple[str, list[str]]]] = yaml.safe_load(
        file.read_text(encoding="utf-8")
    )
    return labels


def archive_site() -> Site:
    """The site of the labelled archive."""
    return frozen_site(ARCHIVE)


def relevance(search: Search, queries: Mapping[str, Sequence[Labelled]]) -> Relevance:
    """Ask a search all labelled queries."""
    return Relevance(
        {
            kind: [Answer(query, tuple(search(query.words))) for query in asked]
            for kind, asked in queries.items()
        }
    )


def _addresses_by_key(site: Site, language: str) -> dict[str, str]:
    """`five-cities`, `topics/batik`, `cities/lyon`, `privacy`: the address of each from the host's
    root."""
    base = site.settings.base_path
    return {
        _short(page): base + page.address[1:]
        for page in pages(site, language)
        if page.article or page.text or page.template == "city.html"
    }


def _short(page: Page) -> str:
    text = page.article or page.text
    if not text:
        return f"cities/{page.entry}"
    return text.key if text.key.startswith("topics/") else Path(text.key).name
