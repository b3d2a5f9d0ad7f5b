"""One article in one language: the facts of its original and its own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from newsroom.content.fields import Correction, Source, author_key
from newsroom.content.kinds import KINDS
from newsroom.core.dates import DayOrMoment, PartialDay, day_of, moment_of

CLOSING_SOON_DAYS = 7
NEWSROOM = "redaksi"
"""The author of what names none: the newsroom, whose byline mkdocs.yml gives."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the original says once for all languages."""

    published: datetime
    """The moment of publication here; never changed afterwards."""
    happened: PartialDay | None = None
    """The day that the article tells of, where that is not the news of the day."""
    updated: DayOrMoment | None = None
    """When what it says last changed, as its editors declare it."""
    topics: tuple[str, ...]
    authors: tuple[str, ...] = (NEWSROOM,)
    """Keys of data/authors.yml, and names of others as they are written."""
    image: str = ""
    image_credit: str = ""
    sources: tuple[Source, ...] = ()
    corrections: tuple[Correction, ...] = ()
    duties: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Places in Pekalongan that it is about, by their keys in data/places.yml."""
    series: str = ""
    """The series that it belongs to, by its key in data/series.yml."""
    pinned: bool = False
    draft: bool = False
    withdrawn: date | None = None
    """The day from which its address only says that it was taken back."""
    closes: date | None = None
    """The last day on which an announcement holds, or on which one can register for an event."""
    starts: DayOrMoment | None = None
    ends: DayOrMoment | None = None
    cancelled: DayOrMoment | None = None
    """When an event was called off."""
    organiser: str = ""
    """Who holds an event."""
    remembers: date | None = None
    """The day of remembrance that an announcement is about: nobody holds an event on it."""

    @property
    def declared_changes(self) -> int:
        """How often what the article says was openly changed."""
        return len(self.corrections) + bool(self.updated) + bool(self.cancelled)

    @property
    def first_day(self) -> DayOrMoment | None:
        """The beginning of an event, or a day of remembrance."""
        return self.starts or self.remembers

    @property
    def last_day(self) -> date | None:
        """The day after which an announcement or event is over."""
        given = (self.closes, self.ends, self.starts, self.remembers)
        days = [day_of(day) for day in given if day]
        return max(days, default=None)


@dataclass(frozen=True, kw_only=True)
class Article:
    """A dated piece in one language."""

    key: str
    """Its folder: `news/2026/why-chosen`, the same for all its languages and for ever."""
    language: str
    facts: Facts
    title: str
    summary: str
    slug: str
    body: str = field(repr=False)
    """Markdown, without front matter."""
    body_line: int = 1
    """Line of the file on which the body begins."""
    place: str = ""
    former_slugs: tuple[str, ...] = ()
    """Its addresses before: whoever uses them is led to the one that it has now."""
    withdrawn_note: str = ""
    """Why it was taken back."""
    image_alt: str = ""
    translator: str = ""
    corrections: tuple[Correction, ...] = ()
    """The facts' corrections with their notes in this language."""
    borrowed: Mapping[str, str] = field(default_factory=dict)
    """The language of each of its words that it lacks and another language lends: `place`,
    `image_alt`, `withdrawn_note`."""
    is_original: bool = True
    is_stale: bool = False
    """The original has changed since this translation was made."""
    original_hash: str = ""
    """Short hash of the original's text as it is now: what an up-to-date translation names."""

    @property
    def kind(self) -> str:
        """The folder of its kind, one of kinds.KINDS."""
        return self.key.partition("/")[0]

    @property
    def year(self) -> int:
        """The year in its address: that of its publication, in Jakarta."""
        return day_of(self.facts.published).year

    @property
    def told(self) -> PartialDay:
        """The day, month or year that it tells of: of its event, of what happened, else of
        publication."""
        facts = self.facts
        if facts.happened and not facts.starts:
            return facts.happened
        day = day_of(facts.starts or facts.published)
        return PartialDay(day.year, day.month, day.day)

    @property
    def looks_back_to(self) -> PartialDay | None:
        """The day that it tells of, where that lies in a year before its publication: wherever
        the article is listed, this day stands beside the other, so that nobody takes 2014 for
        yesterday."""
        return self.told if self.told.year < self.year else None

    @property
    def author_keys(self) -> tuple[str, ...]:
        """The keys of its authors that have pages of their own: all but the newsroom."""
        keys = dict.fromkeys(map(author_key, self.facts.authors))
        return tuple(key for key in keys if key != NEWSROOM)

    @property
    def path(self) -> str:
        """Its file, from the docs folder."""
        return f"{self.key}/index.{self.language}.md"

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.facts.sources

    @property
    def lists_sources(self) -> bool:
        """Whether its own file lists its sources."""
        return self.is_original

    @property
    def is_event(self) -> bool:
        return self.facts.starts is not None

    @property
    def changed(self) -> datetime:
        """The moment of its last declared change: publication, update, correction or cancellation.

        Most editors give days. A second for each change tells two changes of one day apart, and
        one of the day of publication from publication itself: otherwise feed readers would miss
        them.
        """
        facts = self.facts
        declared: list[DayOrMoment | None] = [each.date for each in facts.corrections]
        declared += [facts.updated, facts.cancelled]
        last = max((moment_of(day) for day in declared if day), default=facts.published)
        if last > facts.published:
            return last + timedelta(seconds=facts.declared_changes - 1)
        return facts.published + timedelta(seconds=facts.declared_changes)

    def changed_by(self, today: date) -> datetime:
        """The moment of its last change that readers know on a day: its withdrawal is one too."""
        if not self.facts.withdrawn or self.facts.withdrawn > today:
            return self.changed
        return max(moment_of(self.facts.withdrawn), self.changed + timedelta(seconds=1))

    @property
    def latest_correction(self) -> Correction | None:
        return max(self.corrections, key=lambda each: each.date, default=None)

    def is_live(self, today: date) -> bool:
        """Whether readers may see it."""
        return self.is_published(today) and not self.is_withdrawn(today)

    def is_published(self, today: date) -> bool:
        """Whether it has an address: as long as it lives, and for ever after.

        From the beginning of its day: the nightly build comes but once, and would be a day late
        for whatever has an hour. Until that hour its feeds name the beginning of the day.
        """
        return not self.facts.draft and day_of(self.facts.published) <= today

    def is_withdrawn(self, today: date) -> bool:
        return self.facts.withdrawn is not None and self.facts.withdrawn <= today

    def state(self, today: date) -> str:
        """What an announcement is: open, closing_soon, closed or cancelled; remembered, if it is
        about a day of remembrance.

        An event is coming, registration_closing, registration_closed, on, past or cancelled.
        Kinds without days of their own, such as news, have no state: an empty text.
        """
        facts = self.facts
        if not KINDS[self.kind].is_dated:
            return ""
        if facts.cancelled:
            return "cancelled"
        if facts.remembers:
            return "remembered"
        if facts.last_day and facts.last_day < today:
            return "past" if self.is_event else "closed"
        if facts.starts and day_of(facts.starts) <= today:
            return "on"
        days_left = (facts.closes - today).days if facts.closes else CLOSING_SOON_DAYS + 1
        if days_left < 0:
            return "registration_closed"
        if days_left <= CLOSING_SOON_DAYS:
            return "registration_closing" if self.is_event else "closing_soon"
        return "coming" if self.is_event else "open"


@dataclass(frozen=True, kw_only=True)
class StandingPage:
    """A text without a date: a topic's introduction, or a page such as `about`."""

    key: str
    """`about`, `topics/batik`."""
    language: str
    title: str
    summary: str
    slug: str
    former_slugs: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    sources_language: str = ""
    """Of the file that lists the sources: a language without its own shows another's."""
    updated: DayOrMoment | None = None
    body: str = field(repr=False)
    body_line: int = 1

    @property
    def lists_sources(self) -> bool:
        """Whether its own file lists its sources."""
        return self.sources_language == self.language

    @property
    def path(self) -> str:
        return f"{self.key}.{self.language}.md"


Text = Article | StandingPage
