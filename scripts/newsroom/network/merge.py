"""What a partner's record becomes after its server was asked: the rules of the news we keep.

- An item is known by its link; of two with one link or one title, the newer stays.
- An item keeps the day with which it first came: nobody stays on top by dating it anew.
- A day in the future, before 2000 or none at all becomes the moment at which we first saw it.
- What leads back to our own site, or came from one of our feeds, is left out.
- What a feed no longer names, though it names older items, was taken back: it goes.
- A fault takes nothing away: items stay as they were, with their days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newsroom.network.fault import Fault
from newsroom.network.fetch import Answer
from newsroom.network.item import PartnerItem, item
from newsroom.network.partner import Partner
from newsroom.network.store import Record, newest_first

FIRST_PAUSE, LONGEST_PAUSE = timedelta(days=1), timedelta(days=7)
"""From the second failure in a row on, each pause is twice as long as the one before."""
SLACK = timedelta(hours=1)
"""Runs begin a little earlier or later each day: a pause of a day must not cost two."""


@dataclass(frozen=True, kw_only=True)
class Own:
    """How our own articles are known where they come back to us."""

    site_url: str
    """With a final slash."""
    identity: str
    """`authority,year` of our tag URIs."""

    def wrote(self, values: Mapping[str, str]) -> bool:
        """Whether an item is one of ours, or one that somebody took from a feed of ours."""
        if values["guid"].startswith(f"tag:{self.identity}:"):
            return True
        own = self.site_url.partition("://")[2]
        return any(
            f"{values[name].partition('://')[2]}/".startswith(own) for name in ("link", "source")
        )


def is_paused(record: Record, partner: Partner, now: datetime) -> bool:
    """Whether its server is not to be asked yet."""
    until = record.paused_until
    return record.feed == partner.feed and until is not None and now < until


def unchanged(record: Record, partner: Partner, now: datetime) -> Record:
    """After the word that nothing has changed."""
    return replace(_well(record, partner, now), etag=record.etag, modified=record.modified)


def merged(
    record: Record,
    partner: Partner,
    answer: Answer,
    found: Iterable[Mapping[str, str]],
    now: datetime,
    own: Own,
) -> Record:
    """After a feed that could be read."""
    known = {each.link: each for each in record.items}
    fresh: dict[str, PartnerItem] = {}
    titles: set[str] = set()
    for values in found:
        read = None if own.wrote(values) else item(values, partner, now)
        if read is None or read.link in fresh or read.title.casefold() in titles:
            continue
        if before := known.get(read.link):
            read = replace(read, date=min(read.date, before.date), seen=before.seen)
        fresh[read.link] = read
        titles.add(read.title.casefold())
    oldest = min((each.date for each in fresh.values()), default=now)
    kept = [
        each
        for link, each in known.items()
        if link not in fresh
        and each.title.casefold() not in titles
        and (not fresh or each.date < oldest)
    ]
    return replace(
        _well(record, partner, now),
        etag=answer.etag,
        modified=answer.modified,
        items=newest_first([*fresh.values(), *kept]),
    )


def failed(record: Record, partner: Partner, fault: Fault, now: datetime) -> Record:
    """After a fault: the items stay, and the next question waits the longer."""
    failures = record.failures + 1
    pause = fault.retry_after or timedelta()
    if failures > 1:
        pause = max(pause, min(FIRST_PAUSE * 2 ** min(failures - 2, 10), LONGEST_PAUSE) - SLACK)
    return replace(
        record,
        feed=partner.feed,
        asked=now,
        failures=failures,
        failing_since=record.failing_since or now,
        fault=fault.words,
        paused_until=now + pause if pause else None,
    )


def _well(record: Record, partner: Partner, now: datetime) -> Record:
    return Record(feed=partner.feed, asked=now, succeeded=now, items=record.items)
