"""What the site shows in one language on one day, newest first."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from newsroom.content.article import Article, StandingPage
from newsroom.content.catalogue import Catalogue
from newsroom.content.fields import Correction
from newsroom.content.kinds import KINDS, kinds_that
from newsroom.core.dates import day_of, moment_of

LISTING_LENGTH = 100
"""Teasers on one listing at most; older ones are on the years' pages."""

LATEST_LENGTH, NETWORK_LENGTH = 4, 3
"""Teasers on the front page behind the lead, and in its part about the network."""

NETWORK = "network"
"""The topic that has a part of the front page for itself."""

RELATED_LENGTH = 2
_RELATED_REACH = 6
"""How many neighbours in each of its topics an article is compared with: keeps the work linear."""


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """By moment of publication; of the same moment, by key."""
    return sorted(articles, key=lambda article: (-article.facts.published.timestamp(), article.key))


def latest_told_first(articles: Iterable[Article]) -> list[Article]:
    """By the day, month or year that each tells of; of the same, by key."""
    return sorted(articles, key=lambda each: (each.told, each.key), reverse=True)


@dataclass(frozen=True, kw_only=True)
class CorrectedArticle:
    """One correction and the article that it corrects."""

    article: Article
    correction: Correction
    number: int
    """Which of the article's corrections of that day it is, from 1."""


@dataclass(frozen=True)
class Edition:
    """One language's articles and, where one is not translated yet, its original in another
    language."""

    language: str
    catalogue: Catalogue
    today: date

    @cached_property
    def own(self) -> Sequence[Article]:
        """What is written in this language: its pages and feeds."""
        return newest_first(
            article
            for article in self.catalogue.in_language(self.language)
            if article.is_live(self.today)
        )

    @cached_property
    def withdrawn(self) -> Sequence[Article]:
        """Articles of this language that were taken back: only their addresses are left."""
        return newest_first(
            article
            for article in self.catalogue.in_language(self.language)
            if article.is_published(self.today) and article.is_withdrawn(self.today)
        )

    @cached_property
    def unpublished(self) -> Sequence[Article]:
        """Drafts and scheduled articles of this language, the last to appear first."""
        return newest_first(
            article
            for article in self.catalogue.in_language(self.language)
            if not article.is_published(self.today)
        )

    @cached_property
    def articles(self) -> Sequence[Article]:
        """What listings show: the articles of this language, and the originals that it lacks."""
        return [article for article in self._published if article.is_live(self.today)]

    @cached_property
    def _published(self) -> Sequence[Article]:
        """What listings show or once showed: the same, with those that were withdrawn since."""
        untranslated = (
            self.catalogue.original(key)
            for key, versions in self.catalogue.articles.items()
            if self.language not in versions
        )
        return newest_first(
            article
            for article in (*self.catalogue.in_language(self.language), *untranslated)
            if article.is_published(self.today)
        )

    def of(self, kind: str) -> Sequence[Article]:
        return self._of_kind[kind]

    def years(self, kind: str) -> Sequence[int]:
        """The years that have articles of a kind, latest first."""
        return [year for year, months in self._periods[kind].items() if any(months.values())]

    def years_with_page(self, kind: str) -> Sequence[int]:
        """The same, and those whose articles were all withdrawn: their addresses stay."""
        return list(self._periods[kind])

    def of_year(self, kind: str, year: int) -> Sequence[Article]:
        return [article for month in self._periods[kind][year].values() for article in month]

    def months(self, kind: str, year: int) -> Sequence[int]:
        """The months of a year that need listings of their own, latest first: none if one listing
        holds the year."""
        is_long = self._published_in[kind, year] > LISTING_LENGTH
        return list(self._periods[kind][year]) if is_long else []

    def of_month(self, kind: str, year: int, month: int) -> Sequence[Article]:
        return self._periods[kind][year][month]

    def has_listing(self, kind: str, year: int, month: int) -> bool:
        """Whether there is a page for a year (month 0) or a month of it."""
        if year not in self._periods[kind]:
            return False
        return not month or month in self.months(kind, year)

    def about(self, topic: StandingPage) -> Sequence[Article]:
        return self._by_topic.get(topic.key.removeprefix("topics/"), ())

    @cached_property
    def topics(self) -> Sequence[StandingPage]:
        """The topics that have a page in this language, in alphabetical order."""
        texts = (
            by_language[self.language]
            for by_language in self.catalogue.topics.values()
            if self.language in by_language
        )
        return sorted(texts, key=lambda topic: topic.title.casefold())

    def topics_of(self, article: Article) -> Sequence[StandingPage]:
        """Its topics with a page in this language, in the order that the article names them."""
        # A topic that cannot be read is not there, and a problem of its own.
        known = self.catalogue.topics
        texts = (known.get(slug, {}).get(self.language) for slug in article.facts.topics)
        return [text for text in texts if text]

    @cached_property
    def lead(self) -> Article | None:
        """What the front page opens with: the newest pinned article, else the newest."""
        front = self._front
        return next(
            (article for article in front if article.facts.pinned), front[0] if front else None
        )

    def latest(self, count: int = LATEST_LENGTH) -> Sequence[Article]:
        """The newest articles behind the lead."""
        return [article for article in self._front if article is not self.lead][:count]

    @cached_property
    def _front(self) -> Sequence[Article]:
        """What may stand on the front page among the latest."""
        return self._of_kinds(kinds_that("on_front_page"))

    @cached_property
    def dated(self) -> Sequence[Article]:
        """What holds until a day or invites to one."""
        return self._of_kinds(kinds_that("is_dated"))

    def _of_kinds(self, kinds: Sequence[str]) -> Sequence[Article]:
        return [article for article in self.articles if article.kind in kinds]

    @cached_property
    def network(self) -> StandingPage | None:
        """What the front page says of the network."""
        return self.catalogue.topics.get(NETWORK, {}).get(self.language)

    @cached_property
    def of_network(self) -> Sequence[Article]:
        """The newest articles on the network that the front page does not show higher up."""
        shown = [self.lead, *self.latest()]
        kinds = kinds_that("on_front_page")
        about = (each for each in self._by_topic.get(NETWORK, ()) if each.kind in kinds)
        return [article for article in about if article not in shown][:NETWORK_LENGTH]

    @cached_property
    def open_now(self) -> Sequence[Article]:
        """Announcements whose last day has not passed, the first to close first."""
        holding = [
            article
            for article in self.dated
            if not article.facts.first_day and self.state(article) in ("open", "closing_soon")
        ]
        return sorted(holding, key=lambda article: article.facts.closes or date.max)

    @cached_property
    def coming(self) -> Sequence[Article]:
        """Events and days of remembrance that are on or still to come, cancelled events among them,
        the next one first."""
        coming = [
            article
            for article in self.dated
            if article.facts.first_day
            and article.facts.last_day
            and article.facts.last_day >= self.today
        ]
        return sorted(coming, key=lambda each: moment_of(each.facts.first_day or date.max))

    @cached_property
    def corrections(self) -> Sequence["CorrectedArticle"]:
        """The corrections of all articles that listings show, the latest first."""
        found = []
        for article in self.articles:
            on_day: Counter[date] = Counter()
            for correction in article.corrections:
                on_day[correction.date] += 1
                found.append(
                    CorrectedArticle(
                        article=article, correction=correction, number=on_day[correction.date]
                    )
                )
        return sorted(found, key=lambda each: each.correction.date, reverse=True)

    def state(self, article: Article) -> str:
        return article.state(self.today)

    def previous(self, article: Article) -> Article | None:
        """The next older article in this language of the same kind."""
        neighbours = self._own_of_kind[article.kind]
        place = self._place[article.key] + 1
        return neighbours[place] if place < len(neighbours) else None

    def next(self, article: Article) -> Article | None:
        """The next newer one."""
        place = self._place[article.key]
        return self._own_of_kind[article.kind][place - 1] if place else None

    def related(self, article: Article) -> Sequence[tuple[Article, str]]:
        """Where to read on, and why: the article before ("prev"), the one after ("next"), and
        others that are "related". Nothing for one that is not published."""
        if article.key not in self._place:
            return []
        neighbours = [(self.previous(article), "prev"), (self.next(article), "next")]
        here = [(other, place) for other, place in neighbours if other]
        exclude = {article.key, *(other.key for other, _ in here)}
        return [*here, *((other, "related") for other in self._related(article, exclude))]

    def _related(self, article: Article, exclude: Set[str]) -> Sequence[Article]:
        """The articles in this language that share most topics with it; among equals, the nearest
        in time. Those whose keys are in `apart` stand elsewhere already."""
        near: dict[str, Article] = {}
        shared: Counter[str] = Counter()
        for topic in set(article.facts.topics):
            place = self._topic_places[topic][article.key]
            first = max(0, place - _RELATED_REACH)
            for other in self._own_by_topic[topic][first : place + _RELATED_REACH + 1]:
                if other.key not in exclude:
                    near[other.key] = other
                    shared[other.key] += 1
        published = article.facts.published
        return sorted(
            near.values(),
            key=lambda other: (
                -shared[other.key],
                abs(other.facts.published - published),
                other.key,
            ),
        )[:RELATED_LENGTH]

    @cached_property
    def _of_kind(self) -> dict[str, list[Article]]:
        return {
            kind: [article for article in self.articles if article.kind == kind] for kind in KINDS
        }

    @cached_property
    def _periods(self) -> dict[str, dict[int, dict[int, list[Article]]]]:
        """Articles by kind, year and month of publication, each latest first; a period whose
        articles were all withdrawn is empty."""
        periods: dict[str, dict[int, dict[int, list[Article]]]] = {kind: {} for kind in KINDS}
        for article in self._published:
            day = day_of(article.facts.published)
            month = periods[article.kind].setdefault(day.year, {}).setdefault(day.month, [])
            if article.is_live(self.today):
                month.append(article)
        return periods

    @cached_property
    def _published_in(self) -> Counter[tuple[str, int]]:
        """How many articles of a kind and year were ever published: no withdrawal may turn the
        months of a long year into those of a short one, which have no pages."""
        return Counter((article.kind, article.year) for article in self._published)

    @cached_property
    def _by_topic(self) -> dict[str, list[Article]]:
        return _grouped(self.articles)

    @cached_property
    def _own_by_topic(self) -> dict[str, list[Article]]:
        return _grouped(self.own)

    @cached_property
    def _topic_places(self) -> dict[str, dict[str, int]]:
        return {
            topic: {article.key: place for place, article in enumerate(articles)}
            for topic, articles in self._own_by_topic.items()
        }

    @cached_property
    def _own_of_kind(self) -> dict[str, list[Article]]:
        return {kind: [article for article in self.own if article.kind == kind] for kind in KINDS}

    @cached_property
    def _place(self) -> dict[str, int]:
        return {
            article.key: place
            for articles in self._own_of_kind.values()
            for place, article in enumerate(articles)
        }


def _grouped(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """Articles by each of their topics, in the order given."""
    groups: dict[str, list[Article]] = {}
    for article in articles:
        for topic in dict.fromkeys(article.facts.topics):
            groups.setdefault(topic, []).append(article)
    return groups
