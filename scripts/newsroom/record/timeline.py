"""What happened, from data/timeline.yml: as a list, as a calendar, as JSON, and what has its
anniversary today."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vUri

from newsroom.content import addresses
from newsroom.content.addresses import Addresses
from newsroom.content.article import Article
from newsroom.content.edition import Edition
from newsroom.content.fields import Field, Source, partial_day, text
from newsroom.core.dates import PartialDay
from newsroom.core.settings import Settings
from newsroom.record.entries import SOURCES, TEXT, Entries, Texts, Words, read_entries

FIELDS = (
    Field(name="date", read=partial_day, required=True, example="date: 2014-12-01"),
    TEXT,
    Field(name="article", read=text(200), example="article: news/2026/why-chosen"),
    SOURCES,
)


@dataclass(frozen=True, kw_only=True)
class Happening:
    key: str
    """Names it for ever: `designation`."""
    date: PartialDay
    text: Texts
    sources: tuple[Source, ...]
    article: str = ""
    """Key of the article that tells more."""


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """Something that happened, in one language."""

    key: str
    date: PartialDay
    words: Words
    sources: tuple[Source, ...]
    article: Article | None
    """In this language, or the original in another; None where readers may not see it."""


@dataclass(frozen=True, kw_only=True)
class Anniversary:
    years: int
    entry: TimelineEntry


def read_timeline() -> Entries[Happening]:
    return read_entries("timeline", FIELDS, Happening)


def timeline(edition: Edition) -> list[TimelineEntry]:
    """Everything up to the edition's day, the earliest first."""
    return entries_of(read_timeline().by_key.values(), edition)


def entries_of(happenings: Iterable[Happening], edition: Edition) -> list[TimelineEntry]:
    """The same of other lists than that of data/timeline.yml."""
    articles = {article.key: article for article in edition.articles}
    found = [
        TimelineEntry(
            key=each.key,
            date=each.date,
            words=each.text.in_language(edition.language),
            sources=each.sources,
            article=articles.get(each.article),
        )
        for each in happenings
        if each.date.first_day <= edition.today
    ]
    return sorted(found, key=lambda entry: (_order(entry.date), entry.key))


def _order(day: PartialDay) -> tuple[int, int, int]:
    """Of a year or month alone nothing says where in it something happened: it stands last."""
    return (day.year, day.month or 13, day.day or 32)


def by_year(entries: Sequence[TimelineEntry]) -> Mapping[int, list[TimelineEntry]]:
    years: dict[int, list[TimelineEntry]] = {}
    for entry in entries:
        years.setdefault(entry.date.year, []).append(entry)
    return years


def anniversaries(entries: Sequence[TimelineEntry], today: date) -> list[Anniversary]:
    """What happened on this day of earlier years, the latest first."""
    return [
        Anniversary(years=today.year - entry.date.year, entry=entry)
        for entry in reversed(entries)
        if (entry.date.month, entry.date.day) == (today.month, today.day)
        and entry.date.year < today.year
    ]


def timeline_calendar(edition: Edition, words: Addresses, settings: Settings) -> bytes:
    """The entries whose day is known, as an iCalendar file (RFC 5545)."""
    wording = words.wording
    calendar = Calendar()
    name = f"{wording['site_name']}: {wording['timeline']}"
    calendar.add("prodid", f"-//{wording['site_name']}//{edition.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    authority = settings.identity.partition(",")[0]
    for entry in timeline(edition):
        if not entry.date.day:
            continue
        day = entry.date.first_day
        event = Event()
        event.add("uid", f"{edition.language}/timeline/{entry.key}@{authority}")
        # Made from the entry alone, so that the file changes only when the entry does.
        event.add("dtstamp", datetime.combine(day, time.min, UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", entry.words.text, parameters={"LANGUAGE": entry.words.language})
        event.add("url", vUri(_link(entry, words, settings)))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def timeline_json(edition: Edition, words: Addresses, settings: Settings) -> bytes:
    """All entries with their sources; `date` is a day, a month or a year in ISO 8601."""
    content = {
        "title": words.wording["timeline"],
        "language": edition.language,
        "home": addresses.absolute(words.listing("timeline"), settings.site_url),
        "licence": addresses.LICENCE,
        "entries": [
            {
                "id": entry.key,
                "date": str(entry.date),
                "text": entry.words.text,
                "language": entry.words.language,
                "url": _link(entry, words, settings),
                "sources": [
                    {"title": source.title, "publisher": source.publisher, "url": source.url}
                    for source in entry.sources
                ],
            }
            for entry in timeline(edition)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _link(entry: TimelineEntry, words: Addresses, settings: Settings) -> str:
    """The entry's own article in this language, else its place on the timeline's page."""
    article = entry.article
    if article and article.language == words.wording.language:
        address = words.article(article)
    else:
        address = f"{words.listing('timeline')}#{entry.key}"
    return addresses.absolute(address, settings.site_url)
