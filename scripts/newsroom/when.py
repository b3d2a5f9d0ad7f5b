"""The days of an announcement or event, in words."""

from dataclasses import dataclass
from datetime import datetime

from newsroom.article import Article
from newsroom.dates import clock_time, in_words, iso
from newsroom.wording import Wording


@dataclass(frozen=True, kw_only=True)
class When:
    iso: str
    words: str


def when(article: Article, wording: Wording, *, is_over: bool = False) -> When | None:
    """`Sampai 31 Januari 2027`, `1 Desember 2026 pukul 09.00 WIB`, `27 November sampai 1 Desember
    2025`; `Ditutup 15 Juli 2015` once it is over."""
    facts, locale = article.facts, wording.locale
    if facts.starts:
        first = in_words(facts.starts, locale)
        last = in_words(facts.ends, locale) if facts.ends else first
        if first != last:
            return When(
                iso=iso(facts.starts), words=wording.get("event_days", first=first, last=last)
            )
        words = wording.get("event_day", day=first)
        if isinstance(facts.starts, datetime):
            words += ", " + wording.get("event_time", time=clock_time(facts.starts, locale))
        return When(iso=iso(facts.starts), words=words)
    if facts.closes:
        words = wording.get(
            "closed_on" if is_over else "closes_on", day=in_words(facts.closes, locale)
        )
        return When(iso=iso(facts.closes), words=words)
    return None
