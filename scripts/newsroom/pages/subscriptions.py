"""What a page offers to those who want to follow the site: feeds, reader links, calendar, OPML."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from newsroom.content import addresses
from newsroom.feeds.corrections import followed
from newsroom.feeds.formats import FORMATS
from newsroom.feeds.subjects import Subject
from newsroom.site.site import Site

READERS = {
    "Feedly": "https://feedly.com/i/subscription/feed/{}",
    "Inoreader": "https://www.inoreader.com/?add_feed={}",
    "NewsBlur": "https://www.newsblur.com/?url={}",
    "The Old Reader": "https://theoldreader.com/feeds/subscribe?url={}",
    "Feedbin": "https://feedbin.com/?subscribe={}",
}
"""Feed readers on the web, and where each takes a feed's address."""

CALENDARS = {"Google Calendar": "https://calendar.google.com/calendar/r?cid={}"}


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link that hands a feed or calendar to somebody's program."""

    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """A feed as a page offers it. Addresses are whole, for copying."""

    name: str
    """Among the others of its group: `Berita`, `Batik`."""
    page: str
    """Address of the page that lists the same, from the site's root."""
    address: str
    """Of the feed in the main format, for copying."""
    formats: Sequence[Link]
    """The feed in each format, the main one first."""
    application: str
    """Opens the feed in the reader that is installed, if there is one."""
    readers: Sequence[Link]


@dataclass(frozen=True, kw_only=True)
class CalendarSubscription:
    https: str
    webcal: str
    """Opens the calendar in the program that is installed."""
    calendars: Sequence[Link]


@dataclass(frozen=True, kw_only=True)
class Subscriptions:
    """Everything that can be followed in a language."""

    everything: Subscription
    kinds: Sequence[Subscription]
    topics: Sequence[Subscription]
    series: Sequence[Subscription]
    calendar: CalendarSubscription
    opml: str


def subscriptions(site: Site, language: str) -> Subscriptions:
    site_url = site.settings.site_url
    everything, *others = followed(site, language)
    calendar = addresses.absolute(site.addresses[language].agenda, site_url)
    webcal = f"webcal:{calendar.partition(':')[2]}"
    return Subscriptions(
        everything=_subscription(everything, site_url),
        kinds=[
            _subscription(subject, site_url)
            for subject in others
            if not (subject.topic or subject.author or subject.series)
        ],
        topics=[_subscription(subject, site_url) for subject in others if subject.topic],
        series=[
            _subscription(subject, site_url)
            for subject in others
            if subject.series and subject.published
        ],
        calendar=CalendarSubscription(
            https=calendar, webcal=webcal, calendars=_links(CALENDARS, webcal)
        ),
        opml=addresses.absolute("/feeds.opml", site_url),
    )


def _subscription(subject: Subject, site_url: str) -> Subscription:
    formats = [
        Link(
            name=format.name,
            address=addresses.absolute(addresses.feed(subject.page, format.ending), site_url),
        )
        for format in FORMATS
    ]
    address = formats[0].address
    return Subscription(
        name=subject.name,
        page=subject.page,
        address=address,
        formats=formats,
        # Not `feed:https://…`, which is no valid address: readers ask for https themselves.
        application=f"feed:{address.partition(':')[2]}",
        readers=_links(READERS, address),
    )


def _links(programs: dict[str, str], address: str) -> list[Link]:
    return [
        Link(name=name, address=pattern.format(quote(address, safe="")))
        for name, pattern in programs.items()
    ]
