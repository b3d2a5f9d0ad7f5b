"""What the clock does to articles: what each is today, and what changes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from newsroom.content.article import CLOSING_SOON_DAYS, Article
from newsroom.core.dates import day_of
from newsroom.site.site import Site


@dataclass(frozen=True, kw_only=True, order=True)
class Due:
    """A day on which an article becomes something else by itself."""

    day: date
    key: str
    stage: str


def stage(article: Article, today: date) -> str:
    """draft, scheduled, withdrawn, live, or an announcement's state."""
    if article.facts.draft:
        return "draft"
    if not article.is_published(today):
        return "scheduled"
    if article.is_withdrawn(today):
        return "withdrawn"
    return article.state(today) or "live"


def due(site: Site) -> list[Due]:
    """Every change that the nightly build will make, the next one first."""
    catalogue = site.catalogue
    return sorted(
        each for key in catalogue.articles for each in _due(catalogue.original(key), site.today)
    )


def _due(article: Article, today: date) -> Iterator[Due]:
    before = stage(article, today)
    for day in sorted(_turns(article)):
        if day > today and (after := stage(article, day)) != before:
            yield Due(day=day, key=article.key, stage=after)
            before = after


def _turns(article: Article) -> set[date]:
    """The days on which its stage may change."""
    facts = article.facts
    next_day = timedelta(days=1)
    turns = {day_of(facts.published)}
    turns |= {day for day in (facts.withdrawn,) if day}
    turns |= {day_of(day) for day in (facts.starts,) if day}
    if facts.closes:
        turns |= {facts.closes - timedelta(days=CLOSING_SOON_DAYS), facts.closes + next_day}
    if facts.last_day:
        turns.add(facts.last_day + next_day)
    return turns
