"""The days of an announcement or event, in words."""

from dataclasses import dataclass
from datetime import date, datetime

from newsroom.content.article import Article
from newsroom.core.dates import DayOrMoment, clock_time, in_words, iso
from newsroom.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class EventDates:
    iso: str
    words: str
    registration: str = ""
    """Until when one can register for an event; an empty text once nobody can."""


def event_dates(
    article: Article, wording: Wording, *, today: date | None = None
) -> EventDates | None:
    """`Sampai 31 Januari 2027`, `1 Desember 2026, pukul 09.00–12.00 WIB`, `27 November sampai 1
    Desember 2025`.

    Seen on a day: `Ditutup 15 Juli 2015` once that is over, `Mulai 1 Desember 2026` once
    registration is. Without a day, what is true on all days.
    """
    facts, locale = article.facts, wording.locale
    closes = in_words(facts.closes, locale) if facts.closes else ""
    is_closed = today is not None and facts.closes is not None and facts.closes < today
    if facts.starts:
        words = _event_words(facts.starts, facts.ends, wording)
        if today and article.state(today) == "registration_closed":
            words = wording.get("event_begins", days=words)
        is_open = closes and not (is_closed or facts.cancelled)
        return EventDates(
            iso=iso(facts.starts),
            words=words,
            registration=wording.get("registration_until", day=closes) if is_open else "",
        )
    if facts.remembers:
        return EventDates(iso=iso(facts.remembers), words=in_words(facts.remembers, locale))
    if facts.closes:
        words = wording.get("closed_on" if is_closed else "closes_on", day=closes)
        return EventDates(iso=iso(facts.closes), words=words)
    return None


def _event_words(starts: DayOrMoment, ends: DayOrMoment | None, wording: Wording) -> str:
    """From when to when, with the hours that are known."""
    first, last = (in_words(day, wording.locale) for day in (starts, ends or starts))
    if first == last:
        hours = _hours(starts, ends, wording)
        return wording.get("event_day", day=first) + (f", {hours}" if hours else "")
    first, last = (
        f"{day}, {hour}" if (hour := _hour("event_time", moment, wording)) else day
        for day, moment in ((first, starts), (last, ends))
    )
    return wording.get("event_days", first=first, last=last)


def _hours(starts: DayOrMoment, ends: DayOrMoment | None, wording: Wording) -> str:
    """The hours of an event of one day; an empty text where none is known."""
    if isinstance(starts, datetime) and isinstance(ends, datetime) and ends > starts:
        first, last = (clock_time(moment, wording.locale) for moment in (starts, ends))
        return wording.get("event_hours", first=first, last=last)
    return _hour("event_time", starts, wording) or _hour("event_until", ends, wording)


def _hour(words: str, moment: DayOrMoment | None, wording: Wording) -> str:
    if not isinstance(moment, datetime):
        return ""
    return wording.get(words, time=clock_time(moment, wording.locale))


def organiser(article: Article, wording: Wording) -> str:
    """`Diselenggarakan oleh Museum Batik`; an empty text where nobody is named."""
    name = article.facts.organiser
    return wording.get("organised_by", name=name) if name else ""
