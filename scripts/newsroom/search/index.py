"""What readers can search: each language's live articles, as Pagefind indexes them."""

import gzip
import json
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import cbor2
import nh3
import pagefind_bin  # type: ignore[import-untyped]

from newsroom.content.article import Article, StandingPage
from newsroom.content.kinds import kinds_that
from newsroom.core.dates import day_of
from newsroom.search.word_families import Families, read_families, words
from newsroom.site.site import Site

FOLDER = "pagefind"
"""Pagefind takes the site's root to be where this folder stands."""

SEARCHED_IN_PREVIEW = 200
"""Articles of an archive at most that a preview makes searchable: beyond, each change would wait
for it."""

RELATIVE = "`"
"""Stands before each relative of a word in the index; overrides/assets/search.js takes it away."""
_UNTYPED = "0"
"""Begins the whole of a word with relatives, so that nobody's beginning of a word finds it."""

SHARDS = 16
"""Files that a language's words stand in; overrides/assets/near_words.js knows the number too."""

_WEIGHT_OF_SUMMARY = 2
"""A word of the summary says what an article is about; elsewhere it counts once."""

_SIGNATURE = b"pagefind_dcd"
"""Opens each of Pagefind's files, once unpacked."""

_BLOCK = re.compile(r"<(?=/?(?:p|li|h\d|t[dh]|div|br|hr|pre|blockquote)\b)")


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A choice by which readers narrow their search."""

    name: str
    """`topic`, `kind` or `year`."""
    choices: tuple[tuple[str, str], ...]
    """Each choice's value, and what readers are shown: `batik`, `Batik`."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """An article as Pagefind is given it."""

    address: str
    language: str
    title: str
    summary: str
    text: str
    """All else that it says."""
    day: str
    """Of publication, as a number that nobody looks for: whatever is shown is also searched."""
    filters: tuple[str, ...]
    """`kind-news`, `topic-batik`, `year-2026`."""
    published: str


def is_searchable(site: Site, *, preview: bool) -> bool:
    """Whether an index is made; without one the search page says so and offers topics and years."""
    is_small = len(site.catalogue.articles) <= SEARCHED_IN_PREVIEW
    return site.settings.search_index and (is_small or not preview)


def filters(site: Site, language: str) -> list[Filter]:
    """The choices that find something in a language."""
    edition, wording = site.editions[language], site.addresses[language].wording
    topics = {topic.key for article in edition.own for topic in edition.topics_of(article)}
    kinds = {article.kind for article in edition.own}
    years = sorted({article.year for article in edition.own}, reverse=True)
    return [
        Filter(
            name="topic",
            choices=tuple(
                (_slug(topic), topic.title) for topic in edition.topics if topic.key in topics
            ),
        ),
        Filter(
            name="kind",
            choices=tuple(
                (kind, wording[kind]) for kind in kinds_that("in_search") if kind in kinds
            ),
        ),
        Filter(name="year", choices=tuple((str(year), str(year)) for year in years)),
    ]


def records(site: Site, language: str) -> list[Record]:
    """The articles that a language's readers can search: its own, live ones, newest first."""
    kinds = kinds_that("in_search")
    articles = [each for each in site.editions[language].own if each.kind in kinds]
    found = [
        Record(
            address=site.addresses[language].article(article),
            language=language,
            title=article.title,
            summary=article.summary,
            text=_text(site, article),
            day=f"{_UNTYPED}{day_of(article.facts.published).toordinal()}",
            filters=tuple(_filters(site, article)),
            published=article.facts.published.isoformat(),
        )
        for article in articles
    ]
    said = [f"{each.title} {each.summary} {each.text}" for each in found]
    locale = site.addresses[language].wording.locale
    families = read_families(language, said, locale=locale)
    return [_related(record, families) for record in found]


def _text(site: Site, article: Article) -> str:
    """All that an article says, but its title and summary."""
    body = site.renderers[article.language].body(article)
    notes = [correction.note for correction in article.corrections]
    return " ".join([plain_text(body.feed_html), article.place, *notes])


def _filters(site: Site, article: Article) -> Iterator[str]:
    yield f"kind-{article.kind}"
    for topic in site.editions[article.language].topics_of(article):
        yield f"topic-{_slug(topic)}"
    yield f"year-{article.year}"


def _slug(topic: StandingPage) -> str:
    """A topic's name in every language."""
    return topic.key.rpartition("/")[2]


def plain_text(html: str) -> str:
    """The words of clean HTML; those of two paragraphs stay apart."""
    return unescape(nh3.clean(_BLOCK.sub(" <", html), tags=set()))


def _related(record: Record, families: Families) -> Record:
    """A record whose words have their relatives beside them."""
    return replace(
        record,
        title=with_relatives(record.title, families),
        summary=with_relatives(record.summary, families),
        text=with_relatives(record.text, families),
    )


def with_relatives(text: str, families: Families) -> str:
    """A text in which relatives stand at a word's own place: ``0`tarian,`menari`` for `tarian,`.

    Pagefind takes the parts of such a word for words of one place, that count and are marked alike.
    """
    words = text.replace(RELATIVE, "'").split()
    return " ".join(_with_relatives(word, families.word_forms(word)) for word in words)


def _with_relatives(word: str, word_forms: Sequence[str]) -> str:
    return RELATIVE.join([_UNTYPED, word, *word_forms]) if word_forms else word


def write_search_index(site: Site, site_folder: Path) -> int:
    """Write the index of all languages into the site's folder; gives the number of articles."""
    all_records = [record for language in site.addresses for record in records(site, language)]
    write_records(all_records, site_folder / FOLDER)
    return len(all_records)


def write_records(all_records: Sequence[Record], folder: Path) -> None:
    """Make Pagefind's files. The same records make the same bytes."""
    shutil.rmtree(folder, ignore_errors=True)
    if not all_records:
        return
    with TemporaryDirectory() as pages:
        for record in all_records:
            page = Path(pages, record.address.strip("/"), "index.html")
            page.parent.mkdir(parents=True)
            page.write_text(_page(record), encoding="utf-8")
        # The command, not its interface for Python: that takes 0.1 s an article, and ends while
        # files are being written (https://github.com/Pagefind/pagefind/issues/1271).
        command = [
            str(pagefind_bin.get_executable()),
            "--site",
            pages,
            "--output-path",
            str(folder),
        ]
        subprocess.run([*command, "--silent"], check=True)
    for file in [*folder.glob("pagefind-*.js"), *folder.glob("pagefind-*.css")]:
        # Pagefind's own search boxes, and its worker, which ours does without.
        file.unlink()
    _normalise_index(folder)
    _write_words(all_records, folder / "words")


def _page(record: Record) -> str:
    """An article as Pagefind reads it."""
    told = [
        ("meta", "title", record.title),
        ("meta", "day", record.day),
        ("sort", "published", record.published),
        # One filter a choice: within a filter their order would be one of chance.
        *(("filter", choice, "1") for choice in record.filters),
    ]
    head = "".join(
        f'<meta data-pagefind-{what}="{name}[content]" content="{escape(value)}">'
        for what, name, value in told
    )
    return (
        f'<!doctype html><html lang="{record.language}"><head>{head}</head>'
        f'<body data-pagefind-body><p data-pagefind-weight="{_WEIGHT_OF_SUMMARY}">'
        f"{escape(record.summary)}</p> {escape(record.text)}</body></html>"
    )


def _write_words(all_records: Iterable[Record], folder: Path) -> None:
    """The words of each language, the commonest first, for those who mistype one.

    They stand in several files by their first letter, so that nobody loads all of them.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for record in all_records:
        counts[record.language].update(words(f"{record.title} {record.summary} {record.text}"))
    for language, counted in counts.items():
        own = folder / language
        own.mkdir(parents=True)
        shelves: list[list[str]] = [[] for _ in range(SHARDS)]
        for word in sorted(counted, key=lambda word: (-counted[word], word)):
            shelves[ord(word[0]) % SHARDS].append(word)
        for number, shelf in enumerate(shelves):
            (own / f"{number}.txt").write_text(" ".join(shelf), encoding="utf-8")


def _normalise_index(folder: Path) -> None:
    """Put in order what Pagefind lists in an order of chance; give each language its engine's name.

    The list of filters is named by its content. A language that Pagefind has no stemmer for has the
    engine without one under its own name, so that the search page can ask for it at once.
    """
    entry = json.loads((folder / "pagefind-entry.json").read_bytes())
    plain_engine = folder / "wasm.unknown.pagefind"
    for language, index in entry["languages"].items():
        listed = folder / f"pagefind.{index['hash']}.pf_meta"
        meta = cbor2.loads(gzip.decompress(listed.read_bytes()).removeprefix(_SIGNATURE))
        filter_list = meta[3]
        filter_list.sort()
        content = _SIGNATURE + cbor2.dumps(meta)
        listed.unlink()
        index["hash"] = f"{language}_{sha256(content).hexdigest()[:10]}"
        listed = folder / f"pagefind.{index['hash']}.pf_meta"
        listed.write_bytes(gzip.compress(content, mtime=0))
        engine = folder / f"wasm.{language}.pagefind"
        if index["wasm"] != language:
            own = folder / f"wasm.{index['wasm']}.pagefind" if index["wasm"] else plain_engine
            shutil.copyfile(own, engine)
            index["wasm"] = language
    plain_engine.unlink()
    entry["languages"] = dict(sorted(entry["languages"].items()))
    (folder / "pagefind-entry.json").write_text(json.dumps(entry), encoding="utf-8")
