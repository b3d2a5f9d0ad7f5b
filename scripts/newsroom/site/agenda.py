"""The events page: what is on, what is coming and what is over, by month, and deadlines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from newsroom.content.article import Article
from newsroom.content.edition import Edition
from newsroom.core.dates import PartialDay, day_of, moment_of

MOST_PAST = 100
"""Past events on the page; older ones are on the years' pages of announcements."""

Months = Mapping[PartialDay, Sequence[Article]]
"""Events by the month in which they begin."""


@dataclass(frozen=True, kw_only=True)
class Agenda:
    on_now: Sequence[Article]
    """Events and days of remembrance of today."""
    coming: Months
    """The next one first, cancelled events among them."""
    past: Months
    """The latest first."""
    deadlines: Sequence[Article]
    """What closes, the first to close first: calls, and events to which one must register."""


def agenda(edition: Edition) -> Agenda:
    """What the events page of a language shows on the edition's day."""
    today = edition.today
    events = sorted(
        (article for article in edition.dated if article.facts.first_day),
        key=lambda each: (moment_of(_first(each)), each.key),
    )
    past = [each for each in events if (each.facts.last_day or today) < today]
    on_now = [
        each
        for each in events
        if day_of(_first(each)) <= today and each not in past and not each.facts.cancelled
    ]
    return Agenda(
        on_now=on_now,
        coming=_by_month(each for each in events if each not in past and each not in on_now),
        past=_by_month(past[::-1][:MOST_PAST]),
        deadlines=sorted(
            (
                article
                for article in edition.dated
                if _closes(article) >= today and not article.facts.cancelled
            ),
            key=lambda each: (_closes(each), each.key),
        ),
    )


def _first(article: Article) -> date:
    return article.facts.first_day or date.max


def _closes(article: Article) -> date:
    return article.facts.closes or date.min


def _by_month(events: Iterable[Article]) -> Months:
    months: dict[PartialDay, list[Article]] = {}
    for article in events:
        day = day_of(_first(article))
        months.setdefault(PartialDay(day.year, day.month), []).append(article)
    return months
