"""A ledger of sources: what each is used for, and which of them deserve another look."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import urlsplit

from newsroom.content.article import Text
from newsroom.content.fields import Source
from newsroom.core.table import csv_table
from newsroom.record.duties import read_duties
from newsroom.record.entries import Texts
from newsroom.record.timeline import read_timeline
from newsroom.site.site import Site

COPIES = ("copy", "archive", "reprint")
"""Notes of sources that stand in the place of another."""
LISTS = "scripts/newsroom/data"
_COLUMNS = ("address", "title", "publisher", "note", "seen", "stored", "file", "number")
_CLAIM_COLUMNS = ("line", "claim")

_MARK = re.compile(r"\[\d+\]\(#source-\d+\)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SIGNS = re.compile(r"(?m)^[ >#|*-]+|[*`_|]+")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]*\s+")


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A sentence that a mark ties to a source, or an entry of a reviewed list."""

    line: int
    """In the file; 0 where nobody wrote one down."""
    words: str


@dataclass(frozen=True, kw_only=True)
class Use:
    """A source as one file lists it."""

    path: str
    """Of the file, from the project's folder."""
    number: int
    """In the file's list, from 1; 0 in a file that does not count its sources."""
    source: Source
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LedgerEntry:
    """One source with everything that it is used for."""

    name: str
    """What makes it one: its address without scheme and `www.`, or its title where it has none."""
    uses: tuple[Use, ...]

    @property
    def source(self) -> Source:
        """As a text lists it, where one does: a figure's file has no titles."""
        return next((use.source for use in self.uses if use.number), self.uses[0].source)

    @property
    def host(self) -> str:
        return _host(self.source)

    @property
    def is_used_once(self) -> bool:
        """Whether one file alone uses it, for one sentence at most."""
        return len({use.path for use in self.uses}) == 1 and self.count <= 1

    @property
    def count(self) -> int:
        """Of its claims."""
        return sum(len(use.claims) for use in self.uses)

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(sorted({use.source.note for use in self.uses if use.source.note}))

    @property
    def unseen(self) -> tuple[Use, ...]:
        """Its uses without a day of access."""
        return tuple(use for use in self.uses if not use.source.seen)


@dataclass(frozen=True, kw_only=True)
class Ledger:
    entries: Sequence[LedgerEntry] = field(repr=False)
    """By name."""

    @property
    def used_once(self) -> list[LedgerEntry]:
        return [entry for entry in self.entries if entry.is_used_once]

    @property
    def unseen(self) -> list[LedgerEntry]:
        return [entry for entry in self.entries if entry.unseen]

    @property
    def copies(self) -> list[LedgerEntry]:
        """Sources on hosts that only copy: some source there says so by its note."""
        hosts = {
            _host(use.source)
            for entry in self.entries
            for use in entry.uses
            if use.source.note in COPIES
        }
        return [entry for entry in self.entries if entry.host and entry.host in hosts]


def source_ledger(site: Site) -> Ledger:
    """Every source of the texts, of the reviewed lists and of the figures."""
    uses = [*_of_texts(site), *_of_lists(site.settings.default_language), *_of_figures(site)]
    by_name = sorted(uses, key=lambda use: (_name(use.source), use.path, use.number))
    return Ledger(
        entries=[
            LedgerEntry(name=name, uses=tuple(found))
            for name, found in groupby(by_name, key=lambda use: _name(use.source))
        ]
    )


def _of_texts(site: Site) -> Iterator[Use]:
    """Each source in the file that lists it; a translation's sources are its original's."""
    for text in site.texts:
        if not text.lists_sources or not text.sources:
            continue
        claims: dict[int, list[Claim]] = {}
        for mark in site.renderers[text.language].body(text).marks:
            words = _sentence_before(text, mark.line, mark.column)
            claims.setdefault(mark.number, []).append(Claim(line=mark.line, words=words))
        for number, source in enumerate(text.sources, 1):
            yield Use(
                path=f"docs/{text.path}",
                number=number,
                source=source,
                claims=tuple(claims.get(number, ())),
            )


def _of_lists(language: str) -> Iterator[Use]:
    def uses(name: str, words: Texts, sources: Iterable[Source]) -> Iterator[Use]:
        claim = Claim(line=0, words=words.in_language(language).text)
        for source in sources:
            yield Use(path=f"{LISTS}/{name}.yml", number=0, source=source, claims=(claim,))

    for duty in read_duties().by_key.values():
        yield from uses("duties", duty.text, duty.sources)
    for happening in read_timeline().by_key.values():
        yield from uses("timeline", happening.text, happening.sources)


def _of_figures(site: Site) -> Iterator[Use]:
    for file in site.catalogue.data_files.values():
        for address, publisher in file.sources.items():
            years = [row.year for row in file.rows if row.cells["source"] == address]
            yield Use(
                path=f"docs/data/{file.name}",
                number=0,
                source=Source(title=publisher or address, publisher=publisher, url=address),
                claims=tuple(Claim(line=0, words=str(year)) for year in years),
            )


def _name(source: Source) -> str:
    """The same for `http://www.example.org/a/` and `https://example.org/a`."""
    if not source.url:
        return f"{source.title} {source.publisher}".strip()
    return source.url.partition("://")[2].removeprefix("www.").rstrip("/")


def _host(source: Source) -> str:
    return (urlsplit(source.url).hostname or "").removeprefix("www.")


def _sentence_before(text: Text, line: int, column: int) -> str:
    """The sentence at whose end a mark stands, as readers see it."""
    lines = text.body.splitlines()[: line - text.body_line + 1]
    paragraph = [lines.pop()[: column - 1]]
    while lines and lines[-1].strip(" >") and not paragraph[0].lstrip().startswith("|"):
        paragraph.insert(0, lines.pop())
    plain = _SIGNS.sub("", _LINK.sub(r"\1", _MARK.sub("", "\n".join(paragraph))))
    sentences = [each for each in _SENTENCE.split(" ".join(plain.split())) if each]
    return sentences[-1] if sentences else ""


def markdown(ledger: Ledger) -> str:
    """The ledger to be read: first what deserves another look, then every source."""
    entries = ledger.entries
    claims, files = sum(entry.count for entry in entries), _files(entries)
    parts = [
        "# Sources",
        f"{len(entries)} sources, {claims} claims, {files} files",
        *_listed("Used once", "One file uses them, for one sentence at most.", ledger.used_once),
        *_listed(
            "Without a day of access",
            "At least one file does not say when somebody last read them (`seen`).",
            ledger.unseen,
        ),
        *_listed(
            "On hosts that only copy",
            "The note of some source on the same host says that it is a copy, an archived page or "
            "a reprint. One without a note may lack it.",
            ledger.copies,
        ),
        "## All sources",
    ]
    for entry in entries:
        parts += [f"### {_shown(entry)}", "\n".join(_use_lines(entry))]
    return "\n\n".join(parts) + "\n"


def _files(entries: Iterable[LedgerEntry]) -> int:
    return len({use.path for entry in entries for use in entry.uses})


def _listed(heading: str, meaning: str, entries: Sequence[LedgerEntry]) -> Iterator[str]:
    yield f"## {heading} ({len(entries)})"
    yield meaning
    lines = [
        f"- {_shown(entry)}{': ' if entry.notes else ''}{', '.join(entry.notes)}; "
        + ", ".join(dict.fromkeys(_file(use, entry) for use in entry.uses))
        for entry in entries
    ]
    yield "\n".join(lines) or "None."


def _file(use: Use, entry: LedgerEntry) -> str:
    """A file, and whether its list lacks a note that others have."""
    lacks = entry.notes and not use.source.note and not use.path.endswith(".csv")
    return f"`{use.path}`{' (without the note)' if lacks else ''}"


def _shown(entry: LedgerEntry) -> str:
    source = entry.source
    title = re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", source.title)
    linked = f"[{title}](<{source.url}>)" if source.url else title
    return f"{linked}, {source.publisher}" if source.publisher else linked


def _use_lines(entry: LedgerEntry) -> Iterator[str]:
    for use in entry.uses:
        number = f", source {use.number}" if use.number else ""
        yield f"- `{use.path}`{number}{'' if use.claims else ': no sentence is marked'}"
        for claim in use.claims:
            line = f"line {claim.line}: " if claim.line else ""
            yield f"  - {line}{claim.words}"


def table(ledger: Ledger) -> str:
    """The ledger for spreadsheets: a row for each claim, and one for each use without any."""
    rows = [[*_COLUMNS, *_CLAIM_COLUMNS]]
    for entry in ledger.entries:
        for use in entry.uses:
            source = use.source
            row = [source.url, source.title, source.publisher, source.note]
            row += [str(source.seen or ""), source.archive, use.path, str(use.number or "")]
            rows += [[*row, str(claim.line or ""), claim.words] for claim in use.claims]
            if not use.claims:
                rows.append([*row, "", ""])
    return csv_table(rows)
