"""Makes the search index with Pagefind, and the word lists beside it."""

import gzip
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
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

MARKER = "`"
"""Separates a word from its forms in the index; overrides/assets/find.js removes them."""
_UNTYPED = "0"
"""Begins a word with its forms, so that the beginning of a word that a reader types does not match
the whole."""

CARD = "card"
"""Name of a Pagefind filter in which we store what a result shows besides its excerpt."""

BREAK = "¦"
"""Separates paragraphs in the index, so that neither excerpts nor phrases cross them."""

_SUMMARY, _HEADING, _TEXT, _APART = 2, 3, 1, 0.1
"""Weights of a word by where it is; a title also counts as metadata."""
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
    writer = _PageWriter(forms)
    with TemporaryDirectory() as temporary:
        for record in own:
            page = Path(temporary, record.address.strip("/"), "index.html")
            page.parent.mkdir(parents=True)
            page.write_text(writer.page(record), encoding="utf-8")
        # The command line, since the Python API takes 0.1 s per article and returns before all
        # files are written (https://github.com/Pagefind/pagefind/issues/1271).
        command = [str(pagefind_bin.get_executable()), "--site", temporary]
        subprocess.run([*command, "--output-path", str(folder), "--silent"], check=True)
    for file in [*folder.glob("pagefind-*.js"), *folder.glob("pagefind-*.css")]:
        # Pagefind's own search boxes and its worker, which our page does not use.
        file.unlink()
    _normalise_index(folder)
    write_word_lists(language, writer.counts, folder / "words")
    write_typed_words(language, folder / "typed.json")


class _PageWriter:
    """Writes records as HTML for Pagefind, and counts their words and word forms."""

    def __init__(self, forms: WordForms) -> None:
        self._forms = forms
        self._tokens: Counter[tuple[str, tuple[str, ...]]] = Counter()
        # An archive repeats its tokens: each is marked once.
        self._word = cache(_marked)

    @property
    def counts(self) -> Counter[str]:
        """How often each word and word form occurs."""
        counts: Counter[str] = Counter()
        for (token, forms), count in self._tokens.items():
            for word in (*words(token), *filter(str.isalpha, forms)):
                counts[word] += count
        return counts

    def page(self, record: Record) -> str:
        metadata = [
            ("meta", "title", self._title(record.title)),
            ("sort", "published", record.published or "0"),
            # One filter per choice: the order of values within a filter would be random.
            *(("filter", choice, "1") for choice in record.filters),
            # As a filter, since Pagefind also searches metadata.
            ("filter", CARD, _card(record)),
        ]
        head = "".join(
            f'<meta data-pagefind-{purpose}="{name}[content]" content="{escape(value)}">'
            for purpose, name, value in metadata
        )
        body = f" {BREAK} ".join(self._body(record))
        return (
            f'<!doctype html><html lang="{record.language}"><head>{head}</head>'
            f"<body data-pagefind-body>{body}</body></html>"
        )

    def _body(self, record: Record) -> Iterator[str]:
        # The title is in the text too, so that phrases find it and excerpts mark it. Not as a
        # paragraph, to which Pagefind would add a full stop.
        yield self._element("span", record.title, _TEXT)
        yield self._element("span", record.summary, _SUMMARY)
        for section in record.sections:
            weight = _APART if section.is_apart else _TEXT
            if section.heading:
                heading = _APART if section.is_apart else _HEADING
                yield self._element("h2", section.heading, heading, id=section.id)
            for block in section.blocks:
                yield self._element("span", block, weight)

    def _element(self, name: str, text: str, weight: float, *, id: str = "") -> str:
        anchor = f' id="{escape(id)}"' if id else ""
        words = self._words(text, weight)
        return f'<{name}{anchor} data-pagefind-weight="{weight:g}">{words}</{name}>'

    def _words(self, text: str, weight: float) -> str:
        return " ".join(self._word(token, forms, weight) for token, forms in self._beside(text))

    def _title(self, text: str) -> str:
        return " ".join(
            _joined(token, forms) if forms else token
            for token, forms in self._forms.beside(_safe(text))
        )

    def _beside(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        found = self._forms.beside(_safe(text))
        self._tokens.update(found)
        return found


def _marked(token: str, forms: tuple[str, ...], weight: float) -> str:
    """A token as HTML, with its forms if it has any."""
    if not forms:
        return escape(token, quote=False)
    # Pagefind divides a word's weight among its parts; each shall have the full weight.
    parts = len(_PARTS.findall(token)) + len(forms)
    total = min(weight * parts, _MAX_WEIGHT)
    return f'<b data-pagefind-weight="{total:g}">{escape(_joined(token, forms), quote=False)}</b>'


def _joined(token: str, forms: Iterable[str]) -> str:
    """A token with its forms as one word: ``0`tarian,`menari`` for `tarian,`.

    Pagefind gives the parts of such a word the same position and weight, and marks all of it.
    """
    return MARKER.join([_UNTYPED, token, *forms])


def _safe(text: str) -> str:
    """A text without the characters that we use as separators."""
    return text.replace(MARKER, "'").replace(BREAK, "|")


def _card(record: Record) -> str:
    """What a result shows besides its excerpt: its dates, and its versions in other languages."""
    days = {"days": record.days} if record.days else {"day": record.published[:10]}
    card = {**days, **record.versions}
    return json.dumps(card, ensure_ascii=False, separators=(",", ":"))


def _normalise_index(folder: Path) -> None:
    """Make Pagefind's files the same in each build, and name each language's engine after it.

    Pagefind lists filters in random order: they are sorted, and the file is named by a hash of its
    content. The filter of cards is removed, since the page gets cards from the results. A language
    without a stemmer gets a copy of the plain engine under its own name, so that the search page
    knows its address.
    """
    entry = json.loads((folder / "pagefind-entry.json").read_bytes())
    plain_engine = folder / "wasm.unknown.pagefind"
    for language, index in entry["languages"].items():
        meta_file = folder / f"pagefind.{index['hash']}.pf_meta"
        meta = cbor2.loads(gzip.decompress(meta_file.read_bytes()).removeprefix(_SIGNATURE))
        filter_list = meta[3]
        for name, file in filter_list:
            if name == CARD:
                (folder / f"filter/{file}.pf_filter").unlink()
        filter_list[:] = sorted(entry for entry in filter_list if entry[0] != CARD)
        content = _SIGNATURE + cbor2.dumps(meta)
        meta_file.unlink()
        index["hash"] = f"{language}_{sha256(content).hexdigest()[:10]}"
        meta_file = folder / f"pagefind.{index['hash']}.pf_meta"
        meta_file.write_bytes(gzip.compress(content, mtime=0))
        engine = folder / f"wasm.{language}.pagefind"
        if index["wasm"] != language:
            own = folder / f"wasm.{index['wasm']}.pagefind" if index["wasm"] else plain_engine
            shutil.copyfile(own, engine)
            index["wasm"] = language
    plain_engine.unlink()
    entry["languages"] = dict(sorted(entry["languages"].items()))
    (folder / "pagefind-entry.json").write_text(json.dumps(entry), encoding="utf-8")
