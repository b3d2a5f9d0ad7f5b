"""The pages that readers can search: articles, topics, standing pages, record of each language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from newsroom.content.article import Article, StandingPage, Text
from newsroom.content.kinds import kinds_that
from newsroom.core.dates import in_words
from newsroom.search import record_pages
from newsroom.site.page import Page, article_page, pages
from newsroom.site.site import Site

PAGES = "pages"
"""The kind of pages that are not articles."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A filter of the search page."""

    name: str
    """`topic`, `kind` or `year`."""
    choices: tuple[tuple[str, str], ...]
    """The value and the label of each choice: `batik`, `Batik`."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """The part of a page under one heading, or before the first."""

    id: str = ""
    """The heading's anchor; empty before the first heading."""
    heading: str = ""
    blocks: tuple[str, ...] = ()
    """Paragraphs, items of lists and rows of tables, each as plain text."""
    is_apart: bool = False
    """Whether its words count little, as those of sources and of examples to be copied."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """A page as it is searched and shown among results."""

    address: str
    language: str
    title: str
    summary: str
    sections: tuple[Section, ...] = ()
    filters: tuple[str, ...] = ()
    """`kind-news`, `topic-batik`, `year-2014`."""
    published: str = ""
    """The time of publication in ISO 8601; empty for a page that is not an article."""
    days: str = ""
    """Of an article about an earlier year: that it looks back, to which day, and its day of
    publication, in words."""
    versions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Address and title of the page in each other language."""

    @property
    def words(self) -> str:
        """Its text, without sections apart."""
        text = [self.title, self.summary]
        for section in self.sections:
            text += [] if section.is_apart else [section.heading, *section.blocks]
        return " ".join(text)


def filters(site: Site, language: str) -> list[Filter]:
    """The filters of a language, with the choices that find something."""
    edition, wording = site.editions[language], site.addresses[language].wording
    articles = _articles(site, language)
    topics = {topic.key for article in articles for topic in edition.topics_of(article)}
    kinds = {article.kind for article in articles}
    years = sorted({article.told.year for article in articles}, reverse=True)
    return [
        Filter(
            name="topic",
            choices=tuple(
                (_slug(topic), topic.title) for topic in edition.topics if topic.key in topics
            ),
        ),
        Filter(
            name="kind",
            choices=(
                *((kind, wording[kind]) for kind in kinds_that("in_search") if kind in kinds),
                *([(PAGES, wording["search_pages"])] if _others(site, language) else []),
            ),
        ),
        Filter(name="year", choices=tuple((str(year), str(year)) for year in years)),
    ]


def records(site: Site, language: str) -> list[Record]:
    """The records of a language: articles, newest first, then the other pages."""
    articles = [article_page(site, article) for article in _articles(site, language)]
    return [record(site, page) for page in (*articles, *_others(site, language))]


def _others(site: Site, language: str) -> list[Page]:
    """The topics, standing pages and record pages of a language, without the front page, which has
    no text of its own."""
    found = [page for page in pages(site, language) if page.is_indexed]
    texts = [page for page in found if page.text and page.template != "index.html"]
    return [*texts, *filter(record_pages.is_record_page, found)]


def _articles(site: Site, language: str) -> list[Article]:
    kinds = kinds_that("in_search")
    return [article for article in site.editions[language].own if article.kind in kinds]


def record(site: Site, page: Page) -> Record:
    text, article = page.article or page.text, page.article
    return Record(
        address=page.address,
        language=page.language,
        title=page.title,
        summary=page.summary if text else record_pages.summary(page),
        sections=(*_sections_of(site, page), *_sources(site, page)),
        filters=tuple(_filters(site, page)),
        published=article.facts.published.isoformat() if article else "",
        days=_days(site, article) if article else "",
        versions={
            language: (
                address,
                _title_in(language, site, text)
                if text
                else record_pages.title_in(site, page, language),
            )
            for language, address in page.versions.items()
            if language != page.language
        },
    )


def _title_in(language: str, site: Site, text: Text) -> str:
    """The title of a text's version in another language."""
    version = site.text_at(text.path.removesuffix(f"{text.language}.md") + f"{language}.md")
    assert version
    return version.title


def _days(site: Site, article: Article) -> str:
    if not article.looks_back_to:
        return ""
    wording = site.addresses[article.language].wording
    told = in_words(article.looks_back_to, wording.locale)
    published = in_words(article.facts.published, wording.locale)
    return " · ".join(
        [wording.get("looks_back", day=told), wording.get("published_on", day=published)]
    )


def _sections_of(site: Site, page: Page) -> Iterator[Section]:
    text = page.article or page.text
    if text:
        body = site.renderers[page.language].body(text)
        yield from _sections(body.feed_html, _after_body(page.article))
        return
    for id, heading, blocks in record_pages.parts(site, page):
        yield Section(id=id, heading=heading, blocks=tuple(blocks), is_apart=True)


def _after_body(article: Article | None) -> list[str]:
    """What an article's page shows after its text: the venue and corrections."""
    if not article:
        return []
    notes = (correction.note for correction in article.corrections)
    return [text for text in (article.place, *notes) if text]


def _sources(site: Site, page: Page) -> Iterator[Section]:
    """The list of sources at the end of a page, with titles and publishers."""
    sources = page.article.facts.sources if page.article else page.text.sources if page.text else ()
    if sources:
        yield Section(
            id="__sources",
            heading=site.addresses[page.language].wording["sources"],
            blocks=tuple(f"{source.title} {source.publisher}".strip() for source in sources),
            is_apart=True,
        )


def _filters(site: Site, page: Page) -> Iterator[str]:
    if article := page.article:
        yield f"kind-{article.kind}"
        for topic in site.editions[article.language].topics_of(article):
            yield f"topic-{_slug(topic)}"
        yield f"year-{article.told.year}"
    else:
        yield f"kind-{PAGES}"


def _slug(topic: StandingPage) -> str:
    """A topic's name in every language."""
    return topic.key.rpartition("/")[2]


_BLOCK, _CELL, _HEADING, _AFTER_HEADING, _CODE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
"""Replace markup while it is removed. The check allows no text to contain these characters."""

_REPLACEMENTS = (
    # References to sources and footnotes are not part of the text.
    (re.compile(r'<sup\b.*?</sup>|<a [^>]*href="#source-[^>]*>.*?</a>', re.DOTALL), ""),
    (re.compile(r'<h\d[^>]*\bid="([^"]*)"[^>]*>'), rf"{_HEADING}\1{_AFTER_HEADING}"),
    (re.compile(r"<t[dh]\b"), f"{_CELL}<"),
    (re.compile(r"<pre\b"), f"{_BLOCK}{_CODE}<"),
    (re.compile(r"<(?=/?(?:p|li|h\d|tr|div|br|hr|pre|blockquote|figcaption)\b)"), f"{_BLOCK}<"),
    (re.compile(r'<(?:[^<>"]|"[^"]*")*>'), ""),
)


def _sections(html: str, more: list[str]) -> Iterator[Section]:
    """The sections of clean HTML; `more` is added to the first one."""
    for markup, replacement in _REPLACEMENTS:
        html = markup.sub(replacement, html)
    first, *rest = unescape(html).split(_HEADING)
    yield from _section("", "", [*_blocks(first), *more])
    for part in rest:
        id, _, text = part.partition(_AFTER_HEADING)
        heading, *blocks = _blocks(text) or [""]
        yield from _section(id, heading, blocks)


def _section(id: str, heading: str, blocks: list[str]) -> Iterator[Section]:
    """A section, and another one apart for its code blocks."""
    prose = tuple(block for block in blocks if not block.startswith(_CODE))
    yield Section(id=id, heading=heading, blocks=prose)
    if code := tuple(block.removeprefix(_CODE) for block in blocks if block.startswith(_CODE)):
        yield Section(blocks=code, is_apart=True)


def _blocks(text: str) -> list[str]:
    blocks = (_cells(block) for block in text.split(_BLOCK))
    return [block for block in blocks if block]


def _cells(block: str) -> str:
    """A paragraph as it is, a row of a table with a dot between its cells."""
    cells = (" ".join(cell.split()) for cell in block.split(_CELL))
    return " · ".join(cell for cell in cells if cell)
