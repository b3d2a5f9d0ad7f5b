"""What a feed says, before any format: its newest articles and its archives."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from newsroom.content import addresses
from newsroom.content.article import Article
from newsroom.content.catalogue import FIRST_YEAR
from newsroom.core.dates import day_of
from newsroom.feeds.feed_item import Item, Items, ItemsOf
from newsroom.feeds.feed_text import plain
from newsroom.feeds.subjects import Subject
from newsroom.site.site import Site

UNCHANGED = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
"""What a feed that holds nothing yet was changed at: nothing can have been published before."""

WITHDRAWN_DAYS = 30
"""How long feeds say that an article was withdrawn."""
MOST_BYTES = 1_000_000
"""Of items in one feed: with what surrounds them, less than the 1 MiB that all readers take."""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A channel and its items. Addresses are whole."""

    id: str
    """A tag URI (RFC 4151) for ever, whatever the site's address becomes."""
    language: str
    title: str
    description: str
    rights: str
    icon: str
    page: str
    address: str
    """Address of the file itself from the site's root, without its ending."""
    site_url: str
    counterparts: Mapping[str, str]
    """The same feed in other languages, as `address`."""
    items: Sequence[Item]
    hub: str = ""
    email: str = ""
    """The newsroom's, if one is set."""
    current: str = ""
    """Of an archive: `address` of the feed that it belongs to."""
    previous: str = ""
    """`address` of the next older archive."""
    next: str = ""
    is_archive: bool = False
    """Whether it holds a month that is over."""

    def url(self, address: str, form: str) -> str:
        return addresses.absolute(f"{address}.{form}", self.site_url)

    @property
    def changed(self) -> datetime:
        """The newest change in it; of an empty feed, UNCHANGED."""
        return max((item.changed for item in self.items), default=UNCHANGED)

    @property
    def key(self) -> object:
        """What its file is made from, beside the format and what all of the site shares; None if
        that is not known."""
        items = self.items.key if isinstance(self.items, ItemsOf) else None
        return None if items is None else (repr(replace(self, items=())), items)


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days that an archive holds: a month, or the part of one that fits into a file."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """`2026-03`, or `2026-03-17` for what begins later in the month."""
        return f"{self.first:%Y-%m}" if self.first.day == 1 else f"{self.first:%Y-%m-%d}"


def feed(site: Site, subject: Subject, items: Items) -> Feed:
    """The newest articles on a subject."""
    shown = list(_window(subject, items))
    return replace(
        empty_feed(site, subject),
        items=ItemsOf(items, shown),
        previous=_last_archive(site, subject, items, shown) if subject.has_archives else "",
    )


def archives(site: Site, subject: Subject, items: Items) -> Iterator[Feed]:
    """All articles on a subject by month of publication, one file for every month that has any.

    What a month's file holds does not change when articles come later; only the latest one gets
    a link to the next. A month that is not over is no archive yet (RFC 5005).

    A month that is too large for one file has several, and each again, always cut at the same
    days: what comes to one later moves nothing in the others.
    """
    periods = _periods(site, subject, items)
    by_period: dict[Period, list[Article]] = {period: [] for period in periods}
    beginnings = [period.first for period in periods]
    for article in subject.articles:
        by_period[periods[bisect_right(beginnings, _day_of(article)) - 1]].append(article)
    for period, previous, following in zip(
        periods, [None, *periods], [*periods[1:], None], strict=False
    ):
        yield replace(
            empty_feed(site, subject),
            address=archive_address(site, subject, period),
            counterparts={},
            hub="",
            items=ItemsOf(items, by_period[period]),
            current=_address(subject.page),
            previous=archive_address(site, subject, previous) if previous else "",
            next=archive_address(site, subject, following) if following else "",
            is_archive=period.last < site.today,
        )


def archive_address(site: Site, subject: Subject, period: Period) -> str:
    """`/arsip/2026-03`, to which the file's ending comes."""
    folder = site.addresses[subject.language].wording["address_archive"]
    return f"{subject.page}{folder}/{period.name}"


def empty_feed(site: Site, subject: Subject, *, items: Sequence[Item] = ()) -> Feed:
    """A subject's feed with some items, or none yet."""
    site_url = site.settings.site_url
    return Feed(
        id=f"tag:{site.settings.identity}:{subject.language}/{subject.key}",
        language=subject.language,
        title=plain(subject.title),
        description=plain(subject.description),
        rights=site.addresses[subject.language].wording["rights"],
        icon=addresses.absolute(addresses.TOUCH_ICON, site_url),
        page=addresses.absolute(subject.page, site_url),
        address=_address(subject.page),
        site_url=site_url,
        counterparts={other: _address(page) for other, page in subject.counterparts.items()},
        items=items,
        hub=site.settings.hub,
        email=site.settings.contact.email,
    )


def _address(page: str) -> str:
    return addresses.feed(page).removesuffix(".xml")


def _window(subject: Subject, items: Items) -> Iterator[Article]:
    """The newest, and none without all that are newer: as many as fit.

    A withdrawn article is there for some days as withdrawn, so that subscribers are told. Then it
    leaves its place empty: otherwise an old article would move up into the feed, and readers who
    subscribed after its time would take it for a new one.
    """
    size = 0
    for article in subject.published[: subject.most_items]:
        withdrawn = article.facts.withdrawn
        if withdrawn and (subject.today - withdrawn).days > WITHDRAWN_DAYS:
            continue
        size += items.size_of(article)
        if size > MOST_BYTES:
            return
        yield article


def _last_archive(site: Site, subject: Subject, items: Items, shown: Sequence[Article]) -> str:
    """Where a feed goes on: in the last archive, or in today's file if it lacks some of it."""
    periods = _periods(site, subject, items)
    if not periods:
        return ""
    if periods[-1].last < site.today:
        return archive_address(site, subject, periods[-1])
    in_feed = {article.key for article in shown}
    is_whole = all(
        article.key in in_feed
        for article in subject.articles
        if _day_of(article) >= periods[-1].first
    )
    if not is_whole:
        return archive_address(site, subject, periods[-1])
    return archive_address(site, subject, periods[-2]) if len(periods) > 1 else ""


def _periods(site: Site, subject: Subject, items: Items) -> list[Period]:
    """Every month in which an article was published, even if it was withdrawn; whole or in
    parts."""
    sizes: dict[date, dict[date, int]] = {}
    for article in subject.articles:
        day = _day_of(article)
        of_month = sizes.setdefault(day.replace(day=1), {})
        of_month[day] = of_month.get(day, 0) + items.size_of(article)
    periods: list[Period] = []
    for month in sorted({_day_of(article).replace(day=1) for article in subject.published}):
        following = (month + timedelta(days=31)).replace(day=1)
        periods += _parts(month, following - timedelta(days=1), sizes.get(month, {}))
    return [period for period in periods if period.first <= site.today]


def _parts(first: date, last: date, sizes: Mapping[date, int]) -> Iterator[Period]:
    """Some days; their halves if they are too large for a file. One day is never parted: on it
    five articles as long as they may be are needed to go beyond, and nothing but size is lost."""
    size = sum(size for day, size in sizes.items() if first <= day <= last)
    if size <= MOST_BYTES or first == last:
        yield Period(first=first, last=last)
        return
    middle = first + (last - first) // 2
    yield from _parts(first, middle, sizes)
    yield from _parts(middle + timedelta(days=1), last, sizes)


def _day_of(article: Article) -> date:
    return day_of(article.facts.published)
