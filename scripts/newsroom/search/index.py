"""The search index: what Pagefind makes of all records, and the lists of words beside it."""

import gzip
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
"""Holds a folder for each language. Pagefind takes the site's root to be where it stands."""

SEARCHED_IN_PREVIEW = 200
"""Articles of an archive at most that a preview makes searchable: beyond, each change would wait
for it."""

MARKER = "`"
"""Stands before each form of a word in the index; overrides/assets/find.js takes it away."""
_UNTYPED = "0"
"""Begins the whole of a word with its forms, so that nobody's beginning of a word finds it."""

CARD = "card"
"""A filter that is none: it holds what a result shows beside its words."""

BREAK = "¦"
"""Parts paragraphs in the index: no excerpt runs over it, and no words are neighbours across it."""

_SUMMARY, _HEADING, _TEXT, _APART = 2, 3, 1, 0.1
"""How much a word counts where it stands; the title counts besides, as metadata."""
_MOST_WEIGHT = 10
"""Pagefind's limit."""

_SIGNATURE = b"pagefind_dcd"
"""Opens each of Pagefind's files, once unpacked."""

_PARTS = re.compile(r"[^!-/:-@\[-`{-~\s]{2,}")
"""What Pagefind counts as parts of a word: ASCII signs part it, single letters are left out."""


def is_searchable(site: Site, *, preview: bool) -> bool:
    """Whether an index is made; without one the search page says so and offers topics and years."""
    is_small = len(site.catalogue.articles) <= SEARCHED_IN_PREVIEW
    return site.settings.search_index and (is_small or not preview)


def write_search_index(site: Site, site_folder: Path) -> int:
    """Write the index of all languages into the site's folder; gives the number of pages in it."""
    all_records = [record for language in site.addresses for record in records(site, language)]
    locales = {language: words.wording.locale for language, words in site.addresses.items()}
    write_records(all_records, site_folder / FOLDER, locales=locales)
    return len(all_records)


def write_records(
    all_records: Sequence[Record], folder: Path, *, locales: dict[str, str] | None = None
) -> None:
    """Make an index of its own for each language. The same records make the same bytes.

    `locales` has Babel's names of languages, where they differ.
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
    """Make the index of one language's records."""
    language = own[0].language
    writer = _PageWriter(forms)
    with TemporaryDirectory() as temporary:
        for record in own:
            page = Path(temporary, record.address.strip("/"), "index.html")
            page.parent.mkdir(parents=True)
            page.write_text(writer.page(record), encoding="utf-8")
        # The command, not its interface for Python: that takes 0.1 s an article, and ends while
        # files are being written (https://github.com/Pagefind/pagefind/issues/1271).
        command = [str(pagefind_bin.get_executable()), "--site", temporary]
        subprocess.run([*command, "--output-path", str(folder), "--silent"], check=True)
    for file in [*folder.glob("pagefind-*.js"), *folder.glob("pagefind-*.css")]:
        # Pagefind's own search boxes, and its worker, which ours does without.
        file.unlink()
    _normalise_index(folder)
    write_word_lists(language, writer.counts, folder / "words")
    write_typed_words(language, folder / "typed.json")


class _PageWriter:
    """Writes records as pages for Pagefind, and counts the words that find them."""

    def __init__(self, forms: WordForms) -> None:
        self._forms = forms
        self.counts: Counter[str] = Counter()

    def page(self, record: Record) -> str:
        metadata = [
            ("meta", "title", self._title(record.title)),
            ("sort", "published", record.published or "0"),
            # One filter a choice: within a filter their order would be one of chance.
            *(("filter", choice, "1") for choice in record.filters),
            # Whatever is metadata is also searched; a filter that nobody chooses is not.
            ("filter", CARD, _card(record)),
        ]
        head = "".join(
            f'<meta data-pagefind-{what}="{name}[content]" content="{escape(value)}">'
            for what, name, value in metadata
        )
        body = f" {BREAK} ".join(self._body(record))
        return (
            f'<!doctype html><html lang="{record.language}"><head>{head}</head>'
            f"<body data-pagefind-body>{body}</body></html>"
        )

    def _body(self, record: Record) -> Iterator[str]:
        # The title stands here too, so that its words have neighbours and can be marked. Pagefind
        # ends what is a paragraph of its own with a full stop.
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

    def _word(self, token: str, forms: tuple[str, ...], weight: float) -> str:
        if not forms:
            return escape(token, quote=False)
        # Pagefind shares a word's weight among its parts, and each of ours counts whole.
        parts = len(_PARTS.findall(token)) + len(forms)
        whole = min(weight * parts, _MOST_WEIGHT)
        return (
            f'<b data-pagefind-weight="{whole:g}">{escape(_joined(token, forms), quote=False)}</b>'
        )

    def _title(self, text: str) -> str:
        return " ".join(
            _joined(token, forms) if forms else token
            for token, forms in self._forms.beside(_safe(text))
        )

    def _beside(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        found = self._forms.beside(_safe(text))
        for token, forms in found:
            self.counts.update(words(token))
            self.counts.update(form for form in forms if form.isalpha())
        return found


def _joined(token: str, forms: Iterable[str]) -> str:
    """A word with forms at its own place: ``0`tarian,`menari`` for `tarian,`.

    Pagefind takes the parts of such a word for words of one place, that count and are marked alike.
    """
    return MARKER.join([_UNTYPED, token, *forms])


def _safe(text: str) -> str:
    """A text in which our own signs mean nothing."""
    return text.replace(MARKER, "'").replace(BREAK, "|")


def _card(record: Record) -> str:
    """What a result shows beside its words: its days, and other languages' pages."""
    days = {"days": record.days} if record.days else {"day": record.published[:10]}
    card = {**days, **record.versions}
    return json.dumps(card, ensure_ascii=False, separators=(",", ":"))


def _normalise_index(folder: Path) -> None:
    """Put in order what Pagefind lists in an order of chance; give each language its engine's name.

    The list of filters is named by its content, and holds no cards. A language that Pagefind has
    no stemmer for has the engine without one under its own name, so that the search page can ask
    for it at once.
    """
    entry = json.loads((folder / "pagefind-entry.json").read_bytes())
    plain_engine = folder / "wasm.unknown.pagefind"
    for language, index in entry["languages"].items():
        listed = folder / f"pagefind.{index['hash']}.pf_meta"
        meta = cbor2.loads(gzip.decompress(listed.read_bytes()).removeprefix(_SIGNATURE))
        filter_list = meta[3]
        for name, file in filter_list:
            if name == CARD:
                (folder / f"filter/{file}.pf_filter").unlink()
        filter_list[:] = sorted(each for each in filter_list if each[0] != CARD)
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
