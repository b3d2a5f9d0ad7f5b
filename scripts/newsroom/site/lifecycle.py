"""The stages of articles: which one each is in on a day, and when the next one begins."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from newsroom.content.article import CLOSING_SOON_DAYS, Article
from newsroom.core.dates import day_of
from newsroom.site.site import Site


@dataclass(frozen=True, kw_only=True, order=True)
class Due:
    """A day on which an article enters another stage without an editor's doing."""

    day: date
    key: str
    stage: str


def stage(article: Article, today: date) -> str:
    """The stage on a day: draft, scheduled, withdrawn, live, or an announcement's state."""
    if article.facts.draft:
        return "draft"
    if not article.is_published(today):
        return "scheduled"
    if article.is_withdrawn(today):
        return "withdrawn"
    return article.state(today) or "live"


def due(site: Site) -> list[Due]:
    """Every coming change of stage, the next one first."""
    catalogue = site.catalogue
    return sorted(
        change
        for key in catalogue.articles
        for change in _changes_of(catalogue.original(key), site.today)
    )


def _changes_of(article: Article, today: date) -> Iterator[Due]:
    current = stage(article, today)
    for day in sorted(_days_of_change(article)):
        if day > today and (following := stage(article, day)) != current:
            yield Due(day=day, key=article.key, stage=following)
            current = following


def _days_of_change(article: Article) -> set[date]:
    """The days on which the stage may change."""
    facts = article.facts
    next_day = timedelta(days=1)
    days = {day_of(facts.published)}
    if facts.withdrawn:
        days.add(facts.withdrawn)
    if facts.starts:
        days.add(day_of(facts.starts))
    if facts.closes:
        days |= {facts.closes - timedelta(days=CLOSING_SOON_DAYS), facts.closes + next_day}
    if facts.last_day:
        days.add(facts.last_day + next_day)
    return days
