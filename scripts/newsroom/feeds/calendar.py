"""Calendars of events and last days, in iCalendar (RFC 5545, RFC 7986)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from icalendar import Calendar, Event, Timezone, vDuration, vUri

from newsroom.content import addresses
from newsroom.content.article import Article
from newsroom.core.dates import DayOrMoment, day_of, time_zone, utc
from newsroom.feeds.feed_text import plain
from newsroom.site.site import Site

REFRESH = timedelta(hours=12)


def announced(site: Site, language: str) -> list[Article]:
    """What a calendar holds; past days too: nothing vanishes from a subscriber's calendar."""
    return [
        article
        for article in site.editions[language].own
        if article.facts.starts or article.facts.closes
    ]


def agenda(site: Site, language: str) -> bytes:
    """All events and last days, for subscribing."""
    wording = site.addresses[language].wording
    calendar = _calendar(site, language, announced(site, language))
    name = f"{wording['site_name']}: {wording['calendar']}"
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("description", wording["announcements_summary"])
    calendar.add(
        "url",
        vUri(
            addresses.absolute(site.addresses[language].listing("events"), site.settings.site_url)
        ),
    )
    calendar.add(
        "source",
        vUri(addresses.absolute(site.addresses[language].agenda, site.settings.site_url)),
    )
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    text: bytes = calendar.to_ical()
    return text


def single(site: Site, article: Article) -> bytes:
    """One announcement's days, for adding them to a calendar of one's own."""
    text: bytes = _calendar(site, article.language, [article]).to_ical()
    return text


def single_address(site: Site, article: Article) -> str:
    """`/pengumuman/2026/lokakarya/lokakarya.ics`: a telling name for the downloaded file."""
    return f"{site.addresses[article.language].article(article)}{article.slug}.ics"


def _calendar(site: Site, language: str, articles: Iterable[Article]) -> Calendar:
    wording = site.addresses[language].wording
    calendar = Calendar()
    calendar.add("prodid", f"-//{plain(wording['site_name'])}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for article in articles:
        if article.facts.starts:
            calendar.add_component(_event(site, article, article.facts.starts))
        if article.facts.closes:
            calendar.add_component(_last_day(site, article, article.facts.closes))
    if not calendar.subcomponents:
        # A calendar must hold something: the newsroom's clock, until there is an announcement.
        calendar.add_component(Timezone.from_tzinfo(time_zone()))
    calendar.add_missing_timezones()
    return calendar


def _event(site: Site, article: Article, starts: DayOrMoment) -> Event:
    event = _described(site, article, uid=_uid(site, article), title=article.title)
    event.add("dtstart", _on_our_clock(starts))
    if ends := _end(starts, article.facts.ends):
        event.add("dtend", ends)
    if article.place:
        event.add("location", plain(article.place))
    return event


def _last_day(site: Site, article: Article, closes: date) -> Event:
    wording = site.addresses[article.language].wording
    last_day = "last_day_to_register" if article.is_event else "last_day"
    event = _described(
        site,
        article,
        uid=_uid(site, article, "closes"),
        title=f"{wording[last_day]}: {article.title}",
    )
    event.add("dtstart", closes)
    event.add("dtend", closes + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _described(site: Site, article: Article, *, uid: str, title: str) -> Event:
    """What both kinds of days say. Everything comes from declared facts, nothing from the clock."""
    facts, words = article.facts, site.addresses[article.language]
    is_cancelled = bool(facts.cancelled)
    changed = utc(site.not_ahead(article.changed))
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", changed)
    event.add("created", utc(site.not_ahead(facts.published)))
    event.add("last-modified", changed)
    event.add("sequence", _sequence(article))
    # Many calendars hide or ignore the status: the title says it too.
    title = f"{words.wording['state_cancelled']}: {title}" if is_cancelled else title
    event.add("summary", plain(title), parameters={"LANGUAGE": article.language})
    url = addresses.absolute(words.article(article), site.settings.site_url)
    event.add("description", f"{plain(article.summary)}\n\n{url}")
    event.add("url", vUri(url))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    topics = site.editions[article.language].topics_of(article)
    event.add("categories", [plain(topic.title) for topic in topics])
    return event


def _uid(site: Site, article: Article, day: str = "starts") -> str:
    """A name for ever; without a comma, which readers escape in different ways."""
    authority = site.settings.identity.partition(",")[0]
    return f"{article.language}/{article.key}/{day}@{authority}"


def _sequence(article: Article) -> int:
    """Seconds from publication to the last declared change: greater with every change that is
    declared at a later moment, whichever it is."""
    return int((article.changed - article.facts.published).total_seconds())


def _on_our_clock(day_or_moment: DayOrMoment) -> DayOrMoment:
    """A moment on the newsroom's clock, whatever offset it was written with."""
    if isinstance(day_or_moment, datetime):
        return day_or_moment.astimezone(time_zone())
    return day_or_moment


def _end(starts: DayOrMoment, ends: DayOrMoment | None) -> DayOrMoment | None:
    """The end as calendars want it: of the start's type, and outside what it ends."""
    if not isinstance(starts, datetime):
        return day_of(ends or starts) + timedelta(days=1)
    if ends is None or isinstance(ends, datetime):
        return _on_our_clock(ends) if ends and ends > starts else None
    return datetime.combine(ends + timedelta(days=1), time_of_day.min, time_zone())
