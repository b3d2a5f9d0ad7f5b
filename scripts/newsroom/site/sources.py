"""The sources of a text as pages and feeds list them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsroom.content.article import Article, Text
from newsroom.content.catalogue import Catalogue
from newsroom.content.fields import Source
from newsroom.core.dates import in_words, iso
from newsroom.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class SourceDetail:
    """One thing that is known of a source: its publisher, its day, what we saw of it."""

    words: str
    iso: str = ""
    """The day that the words name, for machines."""
    url: str = ""
    """Where the words lead."""


@dataclass(frozen=True, kw_only=True)
class SourceEntry:
    """A source in a page's list."""

    id: str
    """`source-1`: what a mark in the text leads to."""
    title: str
    url: str
    language: str
    """Of the title, where it is not the page's; an empty text otherwise."""
    details: tuple[SourceDetail, ...]


def sources_language(catalogue: Catalogue, text: Text) -> str:
    """The language of the file that lists a text's sources: their titles are in it, unless they say
    otherwise."""
    if isinstance(text, Article):
        return catalogue.original(text.key).language
    return text.sources_language


def source_entries(
    sources: Iterable[Source], language: str, wording: Wording, *, original: str
) -> list[SourceEntry]:
    """The entries of a page in a language; a title is in `original`, the language that the sources
    were written down for, unless its source names another."""
    return [
        SourceEntry(
            id=f"source-{number}",
            title=source.title,
            url=source.url,
            language="" if (own := source.language or original) == language else own,
            details=tuple(_details(source, wording)),
        )
        for number, source in enumerate(sources, 1)
    ]


def _details(source: Source, wording: Wording) -> Iterator[SourceDetail]:
    if source.publisher:
        yield SourceDetail(words=source.publisher)
    if source.date:
        yield SourceDetail(words=in_words(source.date, wording.locale), iso=iso(source.date))
    if source.note:
        yield SourceDetail(words=wording[f"source_{source.note}"])
    if source.seen:
        day = in_words(source.seen, wording.locale)
        yield SourceDetail(words=wording.get("source_seen", day=day), iso=iso(source.seen))
    if source.archive:
        yield SourceDetail(words=wording["source_stored"], url=source.archive)
