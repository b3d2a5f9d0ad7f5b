"""The whole site on one day: settings, catalogue, and each language's addresses and edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from newsroom.content.addresses import Addresses
from newsroom.content.article import Article, Text
from newsroom.content.catalogue import Catalogue, read_catalogue
from newsroom.content.edition import Edition
from newsroom.content.kinds import KINDS
from newsroom.core.dates import DayOrMoment, day_of, end_of, moment_of
from newsroom.core.last_build import Memory
from newsroom.core.settings import Settings
from newsroom.core.wording import read_wordings
from newsroom.network.news import NetworkNews, network_news
from newsroom.network.partner import Partners, read_partners
from newsroom.render.renderer import Renderer


@dataclass(frozen=True, kw_only=True)
class Site:
    """Everything that pages, feeds and checks are made from."""

    settings: Settings
    today: date
    """The day for which the site is built."""
    now: datetime
    """The moment at which the site counts as built: no date in a feed is later."""
    catalogue: Catalogue
    addresses: Mapping[str, Addresses]
    """By language, the default one first."""
    editions: Mapping[str, Edition]
    renderers: Mapping[str, Renderer] = field(repr=False)
    memory: Memory = field(default_factory=Memory, repr=False)
    """What is known from the last build; a new one for commands that build no site."""

    @cached_property
    def texts(self) -> Sequence[Text]:
        """Everything that editors wrote, in every language: articles, topics, standing pages."""
        groups = (self.catalogue.articles, self.catalogue.topics, self.catalogue.pages)
        versions = [versions for group in groups for versions in group.values()]
        return [text for by_language in versions for text in by_language.values()]

    @cached_property
    def partners(self) -> Partners:
        """The partners whose feeds are fetched, and the problems of network.yml."""
        return read_partners(self.settings.network)

    @cached_property
    def network(self) -> NetworkNews:
        """The fetched items of the partners' feeds."""
        partners = list(self.partners.by_key.values())
        return network_news(partners, self.settings.network_store, self.today)

    def unpublished(self, language: str) -> Sequence[Article]:
        """The drafts and scheduled articles that have pages: none but in an editor's preview."""
        return self.editions[language].unpublished if self.settings.show_unpublished else ()

    @cached_property
    def shown_keys(self) -> frozenset[str]:
        """The articles that some page or listing shows: their pictures are needed."""
        return frozenset(
            article.key
            for language, edition in self.editions.items()
            for article in (*edition.articles, *self.unpublished(language))
        )

    def not_ahead(self, moment: datetime) -> datetime:
        """A moment as feeds name it: in place of an hour to come, the beginning of its day.

        What has an hour appears from the beginning of its day on, and many feed readers hide or
        pin what is dated in the future.
        """
        if moment <= self.now:
            return moment
        return min(moment_of(day_of(moment)), self.now)

    @property
    def unchanged_until(self) -> datetime:
        """The first moment after `now` at which the same texts may make another site: the next day,
        or the hour of what is dated later today."""
        articles = [
            each for versions in self.catalogue.articles.values() for each in versions.values()
        ]
        moments = [
            moment
            for each in articles
            for moment in (each.facts.published, each.changed, each.changed_by(self.today))
            if moment > self.now
        ]
        return min([*moments, moment_of(self.today + timedelta(days=1))])

    def figures_of(self, article: Article) -> Sequence[tuple[str, str, int]]:
        """An article's figures that are drawn from data files: file, title and number."""
        if known := self.memory.texts.get(article.path):
            return known.data
        return self.renderers[article.language].body(article).data

    def text_at(self, path: str) -> Text | None:
        """The text of a file, whose path is relative to the docs folder."""
        return self._texts_by_path.get(path)

    @property
    def paths(self) -> frozenset[str]:
        """The files of all texts."""
        return frozenset(self._texts_by_path)

    @cached_property
    def _texts_by_path(self) -> Mapping[str, Text]:
        return {text.path: text for text in self.texts}


def open_site(settings: Settings, today: DayOrMoment, *, memory: Memory | None = None) -> Site:
    """Read everything that editors wrote, for the site of a moment, or of the end of a day.

    Raises SettingsError if a wording lacks words. The texts' problems are in the catalogue.
    """
    now = today if isinstance(today, datetime) else end_of(today)
    today = day_of(today)
    addresses = language_addresses(settings)
    catalogue = read_catalogue(settings.docs, addresses)
    return Site(
        settings=settings,
        today=today,
        now=now,
        memory=memory or Memory(),
        catalogue=catalogue,
        addresses=addresses,
        editions={
            language: Edition(language, catalogue, today, settings.city.network_topic)
            for language in addresses
        },
        renderers={
            language: Renderer(catalogue, addresses, language, settings=settings, today=today)
            for language in addresses
        },
    )


def language_addresses(settings: Settings) -> dict[str, Addresses]:
    """Each language's addresses: of the default language at the root, of others in a folder.

    Raises MissingWording if a language lacks words.
    """
    needed = [meaning for kind in KINDS.values() for meaning in kind.words]
    return {
        language: Addresses(
            "/" if language == settings.default_language else f"/{language}/", wording
        )
        for language, wording in read_wordings(settings.languages, settings.city, needed).items()
    }
