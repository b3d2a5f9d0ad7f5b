"""Changes of what is published: feeds and calendars must be able to tell of each."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from newsroom.content.article import Article
from newsroom.content.front_matter import line_of
from newsroom.content.parsed_file import decode
from newsroom.core.dates import moment_of, time_zone
from newsroom.core.problem import Problem
from newsroom.site.site import Site

CALENDAR_FACTS = ("starts", "ends", "closes", "cancelled")
"""What programs of subscribers show of an event or a last day, beside its place."""

FEW_WORDS = 10
"""So many words may come and go before a text seems to say something else."""

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d")


def changed_facts_problems(before: Site, after: Site) -> Iterator[Problem]:
    """What changes for subscribers between two versions of a site on one day, and is not declared
    by a later `updated`, `cancelled` or correction than the one they know.

    Whether days and places of events have changed is certain, so those are problems; whether a
    text has changed its meaning is a guess, so that is a warning.
    """
    today = after.today
    for key in after.catalogue.articles.keys() & before.catalogue.articles.keys():
        old, new = before.catalogue.original(key), after.catalogue.original(key)
        if not (old.is_published(today) and new.is_live(today)):
            continue
        if old.facts.published != new.facts.published:
            yield _problem(after, new, "published_moved", "published", old.facts.published)
            continue
        known, declared = old.changed_by(today), new.changed_by(today)
        if declared < known:
            yield _problem(after, new, "change_goes_back", "updated", known, declared)
        elif declared == known:
            yield from _undeclared(before, after, old, new, known)


def _undeclared(
    before: Site, after: Site, old: Article, new: Article, known: datetime
) -> Iterator[Problem]:
    changed = [
        (new, name)
        for name in CALENDAR_FACTS
        if getattr(old.facts, name) != getattr(new.facts, name)
    ]
    if old.facts.starts and new.facts.starts:
        versions = before.catalogue.articles[old.key]
        changed += [
            (article, "place")
            for language, article in after.catalogue.articles[new.key].items()
            if language in versions
            and "place" not in article.borrowed
            and article.place != versions[language].place
        ]
    for article, name in changed:
        yield _problem(after, article, "event_changed_unnoticed", name, known)
    if not changed and _says_something_else(old, new):
        yield _problem(after, new, "text_changed_unnoticed", "published", known)


def _says_something_else(old: Article, new: Article) -> bool:
    """Whether a figure or more than a few words differ."""
    if old.original_hash == new.original_hash:
        return False
    words, words_now = (
        Counter(_WORD.findall(f"{each.title} {each.summary} {each.body}".casefold()))
        for each in (old, new)
    )
    differing = (words - words_now) + (words_now - words)
    return differing.total() > FEW_WORDS or any(map(_FIGURE.search, differing))


def _problem(
    site: Site,
    article: Article,
    rule: str,
    name: str,
    known: datetime,
    declared: datetime | None = None,
) -> Problem:
    """`known` is the last change that subscribers know, `declared` the last one that the proposed
    text declares, if it is another."""
    values = {
        "key": name,
        "original": site.catalogue.original(article.key).path,
        "example": f"updated: {_next(site, known)}",
        "known": _shown(known),
        "day": _shown(declared or known),
    }
    line = line_of(name, decode(site.catalogue.sources[article.path]))
    return Problem(path=article.path, line=line, rule=rule, values=values)


def _next(site: Site, known: datetime) -> str:
    """A day, else a moment, that is later than the change that subscribers know."""
    if moment_of(site.today) > known:
        return site.today.isoformat()
    return _shown(known.replace(second=0, microsecond=0) + timedelta(minutes=1))


def _shown(moment: datetime) -> str:
    return moment.astimezone(time_zone()).isoformat(timespec="minutes")
