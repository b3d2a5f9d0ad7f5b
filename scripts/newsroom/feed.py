"""What a feed says, before any format: its subject, its newest articles, its archives."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from newsroom import addresses
from newsroom.article import KINDS, Article, StandingText
from newsroom.catalogue import TOPICS
from newsroom.dates import day_of, in_words
from newsroom.edition import newest_first
from newsroom.feed_text import as_html, element, feed_html, plain
from newsroom.lead_picture import lead_bytes, lead_picture
from newsroom.newspaper import Newspaper
from newsroom.pictures import with_pictures
from newsroom.when import when

MOST_ITEMS = 50
MOST_BYTES = 1_000_000
"""Of items in one feed: with what surrounds them, less than the 1 MiB that all readers take."""
MOST_ITEM_BYTES = 240_000
"""Of one text: more than an article can have, unless it is all marks. So four fit into any feed."""
FRAME_BYTES = 2_000
"""What an item needs beyond its words: names of elements, days, addresses' surroundings."""

_FIRST_IMAGE = re.compile(r"<img\b[^>]*>")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a feed follows: everything in a language, a kind, or a topic."""

    language: str
    title: str
    description: str
    name: str
    """What it is called among the others of its language: `Semua artikel`, `Berita`, `Batik`."""
    page: str
    """Address of the page that lists the same."""
    counterparts: Mapping[str, str]
    """The same page in other languages."""
    published: Sequence[Article] = field(repr=False)
    """All articles on it that ever were, withdrawn ones among them, newest first."""
    today: date
    topic: str = ""
    """Slug of the topic, as articles name it."""

    @cached_property
    def articles(self) -> Sequence[Article]:
        """Those that readers may see."""
        return [article for article in self.published if article.is_live(self.today)]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as it travels with an item."""

    url: str
    type: str
    length: int
    width: int
    height: int
    description: str
    credit: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """An article in a feed: the same in every feed that it stands in."""

    guid: str
    url: str
    language: str
    title: str
    summary: str
    html: str = field(repr=False)
    byline: str
    published: datetime
    changed: datetime
    topics: Sequence[tuple[str, str]]
    """Name and whole address of each topic."""
    translations: Mapping[str, str]
    """Whole addresses of the article in other languages."""
    picture: Picture | None

    @cached_property
    def size(self) -> int:
        """Bytes that it takes at most, in whichever format."""
        picture = self.picture
        words = [self.title, self.summary, self.byline, *(name for name, _ in self.topics)]
        marks = [self.url, self.guid, *self.translations.values()]
        marks += [address for _, address in self.topics]
        if picture:
            words += [picture.description, picture.credit]
            marks += [picture.url, picture.url]
        # In XML `<` becomes six signs, in JSON a control character does.
        escaped = "".join(words).replace("&", "&#x26;").replace("<", "&#x3C;")
        return sum(map(_json_size, [self.html, escaped, *marks])) + FRAME_BYTES


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A channel and its items. Addresses are whole."""

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
    def changed(self) -> datetime | None:
        """The newest change in it; an empty feed has none."""
        return max((item.changed for item in self.items), default=None)


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days that an archive holds: a month, or the part of one that fits into a file."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """`2026-03`, or `2026-03-17` for what begins later in the month."""
        return f"{self.first:%Y-%m}" if self.first.day == 1 else f"{self.first:%Y-%m-%d}"


class Items:
    """The items of one language's articles, each made once for all feeds."""

    def __init__(self, newspaper: Newspaper, language: str) -> None:
        self._newspaper = newspaper
        self._language = language
        self._made: dict[str, Item] = {}

    def of(self, article: Article) -> Item:
        if article.key not in self._made:
            self._made[article.key] = item(self._newspaper, article)
        return self._made[article.key]


def subjects(newspaper: Newspaper, language: str) -> Iterator[Subject]:
    """Everything that one can follow in a language."""
    words, edition = newspaper.addresses[language], newspaper.editions[language]
    wording = words.wording
    others = {other: there for other, there in newspaper.addresses.items() if other != language}
    published = newest_first([*edition.own, *edition.withdrawn])
    yield Subject(
        language=language,
        title=wording["site_name"],
        description=wording["site_description"],
        name=wording["feed_everything"],
        page=words.home,
        counterparts={other: there.home for other, there in others.items()},
        published=published,
        today=newspaper.today,
    )
    for kind in KINDS:
        yield Subject(
            language=language,
            title=f"{wording['site_name']}: {wording[kind]}",
            description=wording[f"{kind}_summary"],
            name=wording[kind],
            page=words.listing(kind),
            counterparts={other: there.listing(kind) for other, there in others.items()},
            published=[article for article in published if article.kind == kind],
            today=newspaper.today,
        )
    for topic in edition.topics:
        slug = topic.key.removeprefix(f"{TOPICS}/")
        versions: Mapping[str, StandingText] = newspaper.catalogue.topics[slug]
        yield Subject(
            language=language,
            title=f"{wording['site_name']}: {topic.title}",
            description=topic.summary,
            name=topic.title,
            page=words.topic(topic),
            counterparts={
                other: there.topic(versions[other])
                for other, there in others.items()
                if other in versions
            },
            published=[article for article in published if slug in article.facts.topics],
            today=newspaper.today,
            topic=slug,
        )


def feed(newspaper: Newspaper, subject: Subject, items: Items) -> Feed:
    """The newest articles on a subject."""
    shown = list(_window(subject, items))
    return replace(
        _empty_feed(newspaper, subject),
        items=shown,
        previous=_last_archive(newspaper, subject, items, shown),
    )


def archives(newspaper: Newspaper, subject: Subject, items: Items) -> Iterator[Feed]:
    """All articles on a subject by month of publication, one file for every month that has any.

    What a month's file holds does not change when articles come later; only the latest one gets
    a link to the next. A month that is not over is no archive yet (RFC 5005).

    A month that is too large for one file has several, and each again, always cut at the same
    days: what comes to one later moves nothing in the others.
    """
    periods = _periods(newspaper, subject, items)
    by_period: dict[Period, list[Article]] = {period: [] for period in periods}
    beginnings = [period.first for period in periods]
    for article in subject.articles:
        by_period[periods[bisect_right(beginnings, _day_of(article)) - 1]].append(article)
    for period, previous, following in zip(
        periods, [None, *periods], [*periods[1:], None], strict=False
    ):
        yield replace(
            _empty_feed(newspaper, subject),
            address=archive_address(newspaper, subject, period),
            counterparts={},
            hub="",
            items=[items.of(article) for article in by_period[period]],
            current=_address(subject.page),
            previous=archive_address(newspaper, subject, previous) if previous else "",
            next=archive_address(newspaper, subject, following) if following else "",
            is_archive=period.last < newspaper.today,
        )


def archive_address(newspaper: Newspaper, subject: Subject, period: Period) -> str:
    """`/arsip/2026-03`, to which the file's ending comes."""
    folder = newspaper.addresses[subject.language].wording["address_archive"]
    return f"{subject.page}{folder}/{period.name}"


def _empty_feed(newspaper: Newspaper, subject: Subject) -> Feed:
    site_url = newspaper.settings.site_url
    return Feed(
        language=subject.language,
        title=plain(subject.title),
        description=plain(subject.description),
        rights=newspaper.addresses[subject.language].wording["rights"],
        icon=addresses.absolute(addresses.TOUCH_ICON, site_url),
        page=addresses.absolute(subject.page, site_url),
        address=_address(subject.page),
        site_url=site_url,
        counterparts={other: _address(page) for other, page in subject.counterparts.items()},
        items=(),
        hub=newspaper.settings.hub,
    )


def _address(page: str) -> str:
    return addresses.feed(page).removesuffix(".xml")


def _window(subject: Subject, items: Items) -> Iterator[Item]:
    """The newest, and none without all that are newer: as many as fit.

    A withdrawn article leaves its place empty. Otherwise an old article would move up into the
    feed, and readers who subscribed after its time would take it for a new one.
    """
    size = 0
    for article in subject.published[:MOST_ITEMS]:
        if not article.is_live(subject.today):
            continue
        shown = items.of(article)
        size += shown.size
        if size > MOST_BYTES:
            return
        yield shown


def _last_archive(
    newspaper: Newspaper, subject: Subject, items: Items, shown: Sequence[Item]
) -> str:
    """Where a feed goes on: in the last archive, or in today's file if it lacks some of it."""
    periods = _periods(newspaper, subject, items)
    if not periods:
        return ""
    if periods[-1].last < newspaper.today:
        return archive_address(newspaper, subject, periods[-1])
    in_feed = {item.guid for item in shown}
    is_whole = all(
        guid(newspaper, article) in in_feed
        for article in subject.articles
        if _day_of(article) >= periods[-1].first
    )
    if not is_whole:
        return archive_address(newspaper, subject, periods[-1])
    return archive_address(newspaper, subject, periods[-2]) if len(periods) > 1 else ""


def _periods(newspaper: Newspaper, subject: Subject, items: Items) -> list[Period]:
    """Every month in which an article was published, even if it was withdrawn; whole or in
    parts."""
    sizes: dict[date, dict[date, int]] = {}
    for article in subject.articles:
        day = _day_of(article)
        of_month = sizes.setdefault(day.replace(day=1), {})
        of_month[day] = of_month.get(day, 0) + items.of(article).size
    periods: list[Period] = []
    for month in sorted({_day_of(article).replace(day=1) for article in subject.published}):
        following = (month + timedelta(days=31)).replace(day=1)
        periods += _parts(month, following - timedelta(days=1), sizes.get(month, {}))
    return [period for period in periods if period.first <= newspaper.today]


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


def _json_size(text: str) -> int:
    """Bytes of a text in JSON: there it is never shorter than in a CDATA section of XML."""
    return len(json.dumps(text, ensure_ascii=False).encode())


def guid(newspaper: Newspaper, article: Article) -> str:
    """A tag URI (RFC 4151) made of what no edit changes: not of title, date, address or host."""
    return f"tag:{newspaper.settings.identity}:{article.language}/{article.key}"


def item(newspaper: Newspaper, article: Article) -> Item:
    words, site_url = newspaper.addresses[article.language], newspaper.settings.site_url
    page = words.article(article)
    picture = _picture(newspaper, article)
    body = newspaper.presses[article.language].body(article).feed_html
    body = with_pictures(body, newspaper, article.key, for_feed=True)
    summary = plain(article.summary)
    html = feed_html(
        [
            _picture_html(newspaper, article, picture, body),
            _days_html(newspaper, article),
            body,
            notes_html(newspaper, article),
        ],
        page=page,
        site_url=site_url,
    )
    if _json_size(html) > MOST_ITEM_BYTES:
        html = as_html(element("P", summary))
    return Item(
        guid=guid(newspaper, article),
        url=addresses.absolute(page, site_url),
        language=article.language,
        title=plain(article.title),
        summary=summary,
        html=html,
        byline=plain(newspaper.catalogue.byline(article)),
        published=article.facts.published,
        changed=article.changed,
        topics=[
            (plain(topic.title), addresses.absolute(words.topic(topic), site_url))
            for topic in newspaper.editions[article.language].topics_of(article)
        ],
        translations={
            other: addresses.absolute(newspaper.addresses[other].article(version), site_url)
            for other, version in newspaper.catalogue.articles[article.key].items()
            if other != article.language and version.is_live(newspaper.today)
        },
        picture=picture,
    )


def _picture(newspaper: Newspaper, article: Article) -> Picture | None:
    """The picture that stands for an article."""
    picture = lead_picture(newspaper, article)
    if not picture:
        return None
    return Picture(
        url=addresses.absolute(picture.address, newspaper.settings.site_url),
        type=picture.type,
        length=len(lead_bytes(newspaper, article)),
        width=picture.width,
        height=picture.height,
        description=plain(picture.alt),
        credit=plain(picture.credit),
    )


def _picture_html(
    newspaper: Newspaper, article: Article, picture: Picture | None, body: str
) -> str:
    """The lead picture, unless the text shows it: many readers know no other way to."""
    if not picture:
        return ""
    address = "/" + picture.url.removeprefix(newspaper.settings.site_url)
    first = _FIRST_IMAGE.search(body)
    if first and f'src="{address}"' in first[0]:
        return ""
    wording = newspaper.addresses[article.language].wording
    figure = element(
        "FIGURE",
        element(
            "IMG",
            src=address,
            alt=picture.description,
            width=str(picture.width),
            height=str(picture.height),
        ),
    )
    if picture.credit:
        figure.append(element("FIGCAPTION", wording.get("image_credit", name=picture.credit)))
    return as_html(figure)


def _days_html(newspaper: Newspaper, article: Article) -> str:
    """When and where. Not whether it is over: a feed says nothing that changes with the day."""
    wording = newspaper.addresses[article.language].wording
    days = when(article, wording)
    if not days:
        return ""
    paragraph = element("P")
    if article.facts.cancelled:
        paragraph.append(element("STRONG", wording["state_cancelled"]))
    paragraph.append(element("TIME", plain(days.words), datetime=days.iso))
    for words in (days.registration, plain(article.place)):
        if words:
            paragraph.append(element("SPAN", words))
    for child in paragraph[:-1]:
        child.tail = " · "
    return as_html(paragraph)


def notes_html(newspaper: Newspaper, article: Article) -> str:
    """Corrections and sources, as the page shows them below the text."""
    wording = newspaper.addresses[article.language].wording
    notes: list[Any] = []
    if article.corrections:
        corrections = (
            element("LI", f"{in_words(note.date, wording.locale)}: {plain(note.note)}")
            for note in article.corrections
        )
        notes += [element("H2", wording["corrections"]), element("UL", *corrections)]
    if article.facts.sources:
        sources = element("OL")
        for source in article.facts.sources:
            about = [source.publisher, in_words(source.date, wording.locale) if source.date else ""]
            behind = "".join(f", {plain(part)}" for part in about if part)
            if source.url:
                link = element("A", plain(source.title), href=source.url)
                link.tail = behind
                sources.append(element("LI", link))
            else:
                sources.append(element("LI", plain(source.title) + behind))
        notes += [element("H2", wording["sources"]), sources]
    return as_html(*notes)
