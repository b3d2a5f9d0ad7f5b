"""Makes the search index with Pagefind, and the word lists beside it."""

import gzip
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import cbor2
import pagefind_bin  # type: ignore[import-untyped]

from newsroom.search.records import Record, records
from newsroom.search.word_forms import WordForms, read_word_forms, words
from newsroom.search.word_lists import write_typed_words, write_word_lists
from newsroom.site.site import Site

FOLDER = "pagefind"
"""Folder of the index, with a subfolder per language. To Pagefind its parent is the site's root."""

SEARCHED_IN_PREVIEW = 200
"""Maximum number of articles for which a preview makes an index: with more, each change would take
too long."""

_MARKER = "`"
"""Separates the terms of a token."""
_UNTYPED = "0"
"""Begins several terms of one token, so that a word that a reader types is never the beginning of
the whole."""
_WITHOUT_STEMMER = "und"
"""Tells Pagefind to look up words as they are."""

CARD = "card"
"""Where Pagefind's file of a page keeps what a result shows besides its excerpt: as a filter, of
which its index knows nothing."""

BREAK = "¦"
"""Separates paragraphs in the index, so that neither excerpts nor phrases cross them."""

_SUMMARY, _HEADING, _TEXT, _APART = 2, 3, 1, 0.1
"""Weights of a word by where it is; a title also counts as metadata."""
_UNWEIGHTED = 0
_WEIGHTS = (_SUMMARY, _HEADING, _TEXT, _APART, _UNWEIGHTED)
_MAX_WEIGHT = 10
"""Pagefind's limit."""

_SIGNATURE = b"pagefind_dcd"
"""The first bytes of each of Pagefind's files, once decompressed."""

_PARTS = re.compile(r"[^!-/:-@\[-`{-~\s]{2,}")
"""What Pagefind counts as parts of a word: split at ASCII punctuation, without single letters."""


def is_searchable(site: Site, *, preview: bool) -> bool:
    """Whether to make an index; without one the search page offers topics and years instead."""
    is_small = len(site.catalogue.articles) <= SEARCHED_IN_PREVIEW
    return site.settings.search_index and (is_small or not preview)


def write_search_index(site: Site, site_folder: Path) -> None:
    """Write the index of all languages into the site's folder."""
    all_records = [record for language in site.addresses for record in records(site, language)]
    locales = {language: own.wording.locale for language, own in site.addresses.items()}
    write_records(all_records, site_folder / FOLDER, locales=locales)


def write_records(
    all_records: Sequence[Record], folder: Path, *, locales: dict[str, str] | None = None
) -> None:
    """Write an index for each language of the records. The same records make the same bytes.

    `locales` has Babel's names of languages if they differ.
    """
    shutil.rmtree(folder, ignore_errors=True)
    by_language: dict[str, list[Record]] = {}
    for record in all_records:
        by_language.setdefault(record.language, []).append(record)
    for language, own in by_language.items():
        locale = (locales or {}).get(language, "")
        forms = read_word_forms(language, (record.words for record in own), locale=locale)
        write_language(own, forms, folder / language)


def write_language(own: Sequence[Record], forms: WordForms, folder: Path) -> None:
    """Write the index and word lists of records in one language."""
    language = own[0].language
    pages = _Pages(forms, language=_WITHOUT_STEMMER if forms.are_listed else language)
    with TemporaryDirectory() as temporary:
        for record in own:
            page = Path(temporary, _file(record))
            page.write_text(pages.page(record), encoding="utf-8")
        # The command line, since the Python API takes 0.1 s per article and returns before all
        # files are written (https://github.com/Pagefind/pagefind/issues/1271).
        command = [str(pagefind_bin.get_executable()), "--site", temporary]
        subprocess.run([*command, "--output-path", str(folder), "--silent"], check=True)
    for file in [*folder.glob("pagefind-*.js"), *folder.glob("pagefind-*.css")]:
        # Pagefind's own search boxes and its worker, which our page does not use.
        file.unlink()
    _write_texts(own, folder)
    _normalise_index(folder, language)
    write_word_lists(language, forms, pages.counts, folder / "words")
    write_typed_words(language, folder / "typed.json")


@dataclass(frozen=True)
class _Block:
    """A paragraph or heading of a page."""

    text: str
    weight: float
    id: str = ""
    """A heading's anchor."""


class _Pages:
    """Writes records as HTML for Pagefind, with terms in place of words, and counts the words.

    Pagefind tells at which place of a page it has found a term. So each token has one place,
    whether it has one term, several or none.
    """

    def __init__(self, forms: WordForms, *, language: str) -> None:
        self._forms = forms
        self._language = language
        self._tokens: Counter[str] = Counter()
        self._chunks = {weight: _Chunks(forms, weight) for weight in _WEIGHTS}

    @property
    def counts(self) -> Counter[str]:
        """How often each word occurs."""
        counts: Counter[str] = Counter()
        for token, count in self._tokens.items():
            for word in words(token):
                counts[word] += count
        return counts

    def page(self, record: Record) -> str:
        metadata = [
            ("meta", "title", self._terms(record.title)),
            ("sort", "published", record.published or "0"),
            # One filter per choice: the order of values within a filter would be random.
            *(("filter", choice, "1") for choice in record.filters),
        ]
        head = "".join(
            f'<meta data-pagefind-{purpose}="{name}[content]" content="{escape(value)}">'
            for purpose, name, value in metadata
        )
        body = f" {BREAK} ".join(
            self._element(block, self._terms(block.text, block.weight)) for block in _blocks(record)
        )
        return (
            f'<!doctype html><html lang="{self._language}"><head>{head}</head>'
            f"<body data-pagefind-body>{body}</body></html>"
        )

    def _element(self, block: _Block, terms: str) -> str:
        if block.id:
            return (
                f'<h2 id="{escape(block.id)}" data-pagefind-weight="{block.weight:g}">{terms}</h2>'
            )
        # Not a paragraph, to which Pagefind would add a full stop.
        return f'<span data-pagefind-weight="{block.weight:g}">{terms}</span>'

    def _terms(self, text: str, weight: float = _UNWEIGHTED) -> str:
        """The terms of a text; without a weight as plain text, else as HTML."""
        tokens = _safe(text).split()
        if weight:
            self._tokens.update(tokens)
        known = self._chunks[weight]
        chunks = [known[token] for token in tokens]
        for index, terms in self._forms.synonyms(tokens).items():
            chunks[index] = _chunk(tokens[index], terms, weight)
        return " ".join(chunks)


class _Chunks(dict[str, str]):
    """What Pagefind reads in place of each token, by the token: an archive repeats its tokens."""

    def __init__(self, forms: WordForms, weight: float) -> None:
        super().__init__()
        self._forms = forms
        self._weight = weight

    def __missing__(self, token: str) -> str:
        self[token] = _chunk(token, self._forms.terms(token), self._weight)
        return self[token]


def _file(record: Record) -> str:
    """The name of a record's file for Pagefind."""
    return f"{record.address.strip('/').replace('/', ',')}.html"


def _blocks(record: Record) -> Iterator[_Block]:
    # The title is in the text too, so that phrases find it and results show it.
    yield _Block(record.title, _TEXT)
    yield _Block(record.summary, _SUMMARY)
    for section in record.sections:
        weight = _APART if section.is_apart else _TEXT
        if section.heading:
            yield _Block(section.heading, _APART if section.is_apart else _HEADING, section.id)
        for block in section.blocks:
            yield _Block(block, weight)


def _chunk(token: str, terms: tuple[str, ...], weight: float) -> str:
    """What Pagefind reads in place of a token: its terms, and the token itself where it has a
    number. It has no spaces."""
    if not terms:
        return escape(token, quote=False)
    if any(map(str.isdigit, token)):
        parts = _PARTS.findall(token.lower())
        terms = (token, *(term for term in terms if term not in parts))
        if len(terms) == 1:
            return escape(token, quote=False)
    elif len(terms) == 1:
        return terms[0]
    joined = escape(_MARKER.join([_UNTYPED, *terms]), quote=False)
    if not weight:
        return joined
    # Pagefind divides a token's weight among its parts; each shall have the full weight.
    total = min(weight * len(_PARTS.findall(" ".join(terms))), _MAX_WEIGHT)
    return f'<b data-pagefind-weight="{total:g}">{joined}</b>'


def _safe(text: str) -> str:
    """A text without the characters that we use as separators."""
    return text.replace(_MARKER, "'").replace(BREAK, "|")


def _write_texts(own: Sequence[Record], folder: Path) -> None:
    """Put what results show into Pagefind's files: texts in place of their terms."""
    by_file = {_file(record): record for record in own}
    for file in folder.glob("fragment/*"):
        kept = json.loads(gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE))
        record = by_file[kept["url"].removeprefix("/")]
        headings = {section.id: section.heading for section in record.sections}
        text = f" {BREAK} ".join(" ".join(_safe(block.text).split()) for block in _blocks(record))
        anchors = [anchor | {"text": headings[anchor["id"]]} for anchor in kept["anchors"]]
        filters = {name: ["1"] for name in record.filters} | {CARD: [_card(record)]}
        shown = {"url": record.address, "content": text, "anchors": anchors, "filters": filters}
        written = json.dumps(kept | shown | {"meta": {}}, ensure_ascii=False)
        file.write_bytes(gzip.compress(_SIGNATURE + written.encode(), 6, mtime=0))


def _card(record: Record) -> str:
    """What a result shows besides its excerpt: its dates, and its versions in other languages."""
    days = {"days": record.days} if record.days else {"day": record.published[:10]}
    card = {**days, **record.versions}
    return json.dumps(card, ensure_ascii=False, separators=(",", ":"))


def _normalise_index(folder: Path, language: str) -> None:
    """Make Pagefind's files the same in each build, and name its engine after the language.

    Pagefind lists filters in random order: they are sorted, and the file is named by a hash of its
    content. A language without a stemmer gets the plain engine under its own name, so that the
    search page knows its address.
    """
    entry = json.loads((folder / "pagefind-entry.json").read_bytes())
    [index] = entry["languages"].values()
    meta_file = folder / f"pagefind.{index['hash']}.pf_meta"
    meta = cbor2.loads(gzip.decompress(meta_file.read_bytes()).removeprefix(_SIGNATURE))
    meta[3].sort()
    content = _SIGNATURE + cbor2.dumps(meta)
    meta_file.unlink()
    index["hash"] = f"{language}_{sha256(content).hexdigest()[:10]}"
    meta_file = folder / f"pagefind.{index['hash']}.pf_meta"
    meta_file.write_bytes(gzip.compress(content, mtime=0))
    engine = folder / f"wasm.{index['wasm'] or 'unknown'}.pagefind"
    engine.rename(folder / f"wasm.{language}.pagefind")
    (folder / "wasm.unknown.pagefind").unlink(missing_ok=True)
    index["wasm"] = language
    entry["languages"] = {language: index}
    (folder / "pagefind-entry.json").write_text(json.dumps(entry), encoding="utf-8")
