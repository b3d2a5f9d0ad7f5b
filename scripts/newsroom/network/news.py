"""What the site shows of its partners on a day: the newest of each, in a fair mix."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

from newsroom.core.dates import day_of
from newsroom.network.item import PartnerItem
from newsroom.network.partner import Partner
from newsroom.network.store import Record, load

MOST_OF_PARTNER = 10
MOST_ITEMS = 60
"""On the page."""
MOST_FRONT = 3
"""On the front page, each from another city."""
OLDEST = timedelta(days=365)
"""What is older is no news."""
STALE_AFTER = timedelta(days=2)
"""A website that has not answered for so long is said to be silent."""


@dataclass(frozen=True, kw_only=True)
class ShownItem:
    """An item and whose it is."""

    partner: Partner
    item: PartnerItem

    @property
    def day(self) -> date:
        """The day on which it was published."""
        return day_of(self.item.date)


@dataclass(frozen=True, kw_only=True)
class PartnerNews:
    """What is shown of one partner."""

    partner: Partner
    items: Sequence[ShownItem]
    """Newest first, at most MOST_OF_PARTNER."""
    succeeded: datetime | None
    """When its website last answered."""
    stale_since: date | None
    """The day of that answer, once it lies so far back that readers should know."""


@dataclass(frozen=True)
class NetworkNews:
    """The partners that are shown, in the order of network.yml, with their news."""

    partners: Sequence[PartnerNews]

    @cached_property
    def mixed(self) -> Sequence[ShownItem]:
        """Newest first, at most MOST_ITEMS: everybody's newest before anybody's second."""
        ranked = [(rank, shown) for news in self.partners for rank, shown in enumerate(news.items)]
        ranked.sort(key=lambda each: (each[0], *_newest_first(each[1])))
        found: dict[str, ShownItem] = {}
        for _, shown in ranked:
            # Two feeds of one house carry the same article.
            found.setdefault(shown.item.link, shown)
        return sorted(list(found.values())[:MOST_ITEMS], key=_newest_first)

    @cached_property
    def days(self) -> Mapping[date, Sequence[ShownItem]]:
        """The same by day, the latest day first; on a day, everybody's newest comes first again."""
        days: dict[date, list[ShownItem]] = {}
        for shown in self.mixed:
            days.setdefault(shown.day, []).append(shown)
        return {day: _in_turn(listed) for day, listed in days.items()}

    @cached_property
    def front(self) -> Sequence[ShownItem]:
        """The newest of three partners, and of no place twice."""
        found: dict[str, ShownItem] = {}
        for shown in self.mixed:
            found.setdefault(shown.partner.city or shown.partner.key, shown)
        return list(found.values())[:MOST_FRONT]

    @property
    def stale(self) -> Sequence[PartnerNews]:
        """The partners whose websites are silent and whose older news are shown."""
        return [news for news in self.partners if news.stale_since and news.items]

    @cached_property
    def fields(self) -> Sequence[str]:
        """The fields that have news, in alphabetical order of their keys."""
        return sorted({shown.partner.field for shown in self.mixed if shown.partner.field})

    def of_city(self, city: str) -> Sequence[ShownItem]:
        """A city's own news, newest first, by its key in cities.yml."""
        of_it = (news for news in self.partners if news.partner.city == city)
        return sorted((shown for news in of_it for shown in news.items), key=_newest_first)


def network_news(partners: Sequence[Partner], store: Path | None, today: date) -> NetworkNews:
    """What the store holds for a day; without a store the partners have no news."""
    confirmed = [partner for partner in partners if partner.is_confirmed]
    return NetworkNews(list(_each(confirmed, store, today)))


def _each(partners: Sequence[Partner], store: Path | None, today: date) -> Iterator[PartnerNews]:
    for partner in partners:
        record = load(store, partner, most=MOST_OF_PARTNER) if store else Record()
        shown = [
            ShownItem(partner=partner, item=each)
            for each in record.items
            if today - OLDEST <= day_of(each.date) <= today
        ]
        last = day_of(record.succeeded) if record.succeeded else None
        yield PartnerNews(
            partner=partner,
            items=shown,
            succeeded=record.succeeded,
            stale_since=last if last and today - last >= STALE_AFTER else None,
        )


def _newest_first(shown: ShownItem) -> tuple[float, str]:
    return -shown.item.date.timestamp(), shown.item.link


def _in_turn(listed: Sequence[ShownItem]) -> list[ShownItem]:
    """One of each partner, then the next of each, and so on."""
    turns: Counter[str] = Counter()
    ranked = []
    for shown in listed:
        ranked.append((turns[shown.partner.key], shown))
        turns[shown.partner.key] += 1
    return [shown for _, shown in sorted(ranked, key=lambda each: each[0])]
