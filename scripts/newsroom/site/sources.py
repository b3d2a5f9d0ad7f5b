"""The list of a text's sources, as pages and feeds show it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsroom.content.article import Article, Text
from newsroom.content.catalogue import Catalogue
from newsroom.content.fields import Source
from newsroom.core.dates import in_words, iso
from newsroom.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class SourceDetail:
    """A detail of a source: its publisher, its date, when we saw it, an archived copy."""

    words: str
    iso: str = ""
    """The date in the words, in ISO 8601."""
    url: str = ""
    """The address that the words link to."""


@dataclass(frozen=True, kw_only=True)
class SourceEntry:
    """A source in a page's list."""

    id: str
    """`source-1`: the anchor that marks in the text link to."""
    title: str
    url: str
    language: str
    """Language of the title; empty if it is the page's."""
    details: tuple[SourceDetail, ...]


def sources_language(catalogue: Catalogue, text: Text) -> str:
    """The language of the file that lists a text's sources. A title is in it unless its source
    names another language."""
    if isinstance(text, Article):
        return catalogue.original(text.key).language
    return text.sources_language


def source_entries(
    sources: Iterable[Source], language: str, wording: Wording, *, original: str
) -> list[SourceEntry]:
    """The entries of a page in `language`; `original` is what `sources_language` returns."""
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
