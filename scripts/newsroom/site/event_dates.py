"""The days of an announcement or event, in words."""

from dataclasses import dataclass
from datetime import datetime

from newsroom.content.article import Article
from newsroom.core.dates import DayOrMoment, clock_time, in_words, iso
from newsroom.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class EventDates:
    iso: str
    words: str
    registration: str = ""
    """Until when one can register for an event."""


def event_dates(article: Article, wording: Wording, *, is_over: bool = False) -> EventDates | None:
    """`Sampai 31 Januari 2027`, `1 Desember 2026 pukul 09.00 WIB`, `27 November sampai 1 Desember
    2025`; `Ditutup 15 Juli 2015` once it is over."""
    facts, locale = article.facts, wording.locale
    if facts.starts:
        closes = in_words(facts.closes, locale) if facts.closes else ""
        return EventDates(
            iso=iso(facts.starts),
            words=_event_words(facts.starts, facts.ends, wording),
            registration=wording.get("registration_until", day=closes) if closes else "",
        )
    if facts.remembers:
        return EventDates(iso=iso(facts.remembers), words=in_words(facts.remembers, locale))
    if facts.closes:
        words = wording.get(
            "closed_on" if is_over else "closes_on", day=in_words(facts.closes, locale)
        )
        return EventDates(iso=iso(facts.closes), words=words)
    return None


def _event_words(starts: DayOrMoment, ends: DayOrMoment | None, wording: Wording) -> str:
    first = in_words(starts, wording.locale)
    last = in_words(ends, wording.locale) if ends else first
    if first != last:
        return wording.get("event_days", first=first, last=last)
    words = wording.get("event_day", day=first)
    if isinstance(starts, datetime):
        words += ", " + wording.get("event_time", time=clock_time(starts, wording.locale))
    return words


def organiser(article: Article, wording: Wording) -> str:
    """`Diselenggarakan oleh Museum Batik`; an empty text where nobody is named."""
    name = article.facts.organiser
    return wording.get("organised_by", name=name) if name else ""
