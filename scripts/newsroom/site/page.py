"""All pages of the site: address, template and content of each, and its other languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from newsroom.content.article import Article, StandingPage
from newsroom.content.catalogue import RECORD, TOPICS
from newsroom.content.edition import LISTING_LENGTH
from newsroom.content.kinds import KINDS
from newsroom.core.dates import PartialDay, in_words
from newsroom.record.cities import city_record
from newsroom.record.dossiers import parts, series_with_articles
from newsroom.record.places import about_place, read_places
from newsroom.site.lifecycle import stage
from newsroom.site.site import Site


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page in one language; which fields are filled depends on the template."""

    language: str
    template: str
    address: str
    """From the site's root: `/berita/2026/lima-kota/`."""
    title: str
    summary: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Addresses of the page by language, its own included."""
    article: Article | None = None
    text: StandingPage | None = None
    """The text of a standing page or a topic."""
    withdrawn: Article | None = None
    """A withdrawn article: the page shows only that it was withdrawn, and why."""
    kind: str = ""
    """The kind of the articles in a listing, or of the article."""
    listing: tuple[Article, ...] = ()
    year: int = 0
    months: tuple[int, ...] = ()
    """The months of the listed year that have listings of their own."""
    entry: str = ""
    """Key of the city, place or series that it shows."""
    downloads: tuple[str, ...] = ()
    """Addresses of files with the page's content: a calendar, data."""
    feed: str = ""
    """Address of the page whose feeds it offers: its own, if it has feeds."""
    stage: str = ""
    """`draft` or `scheduled` for an article that readers do not see yet."""
    is_indexed: bool = True
    """Whether search engines may list it."""
    is_shown_anywhere: bool = False
    """Whether hosts show it at other addresses too, as the page for wrong ones."""

    @property
    def file(self) -> str:
        """Its file, relative to the site's folder."""
        if "//" in self.address:
            raise ValueError(f"{self.address} has an empty folder name")
        return self.address[1:] + ("index.html" if self.address.endswith("/") else "")


def pages(site: Site, language: str) -> Iterator[Page]:
    """All pages of a language; with the default language, the page for wrong addresses too."""
    yield from _standing_pages(site, language)
    yield from _listings(site, language)
    yield from _topics(site, language)
    for name in ("topics", "events", "network", "search", "translations", *RECORD):
        yield _named(site, language, name)
    yield from _cities(site, language)
    yield from _places(site, language)
    yield from _series(site, language)
    for article in site.editions[language].own:
        yield article_page(site, article)
    for article in site.editions[language].withdrawn:
        yield _withdrawn_page(site, article)
    if language == site.settings.default_language:
        yield _not_found(site)


def unpublished_pages(site: Site, language: str) -> Iterator[Page]:
    """Pages of drafts and scheduled articles, in an editor's preview: no feed, no search, no
    sitemap and no register knows them."""
    for article in site.unpublished(language):
        page = article_page(site, article)
        yield replace(page, stage=stage(article, site.today), is_indexed=False)


def article_page(site: Site, article: Article) -> Page:
    versions = site.catalogue.articles[article.key]
    return Page(
        language=article.language,
        template="article.html",
        address=site.addresses[article.language].article(article),
        title=article.title,
        summary=article.summary,
        versions={
            language: site.addresses[language].article(versions[language])
            for language in site.addresses
            if language in versions
        },
        article=article,
        kind=article.kind,
    )


def _withdrawn_page(site: Site, article: Article) -> Page:
    """The page at the address of a withdrawn article: it says of which day and topics it was, and
    why it went, but not the title, which may be what was wrong."""
    former = article_page(site, article)
    wording = site.addresses[article.language].wording
    return Page(
        language=article.language,
        template="withdrawn.html",
        address=former.address,
        title=wording["withdrawn"],
        summary=article.withdrawn_note,
        versions=former.versions,
        withdrawn=article,
        kind=article.kind,
        is_indexed=False,
    )


def _standing_pages(site: Site, language: str) -> Iterator[Page]:
    for by_language in site.catalogue.pages.values():
        if text := by_language.get(language):
            yield Page(
                language=language,
                template=f"{text.key if text.key in TEMPLATES else 'standing'}.html",
                address=site.addresses[language].standing(text),
                title=text.title,
                summary=text.summary,
                versions=_text_versions(site, by_language),
                text=text,
                feed=site.addresses[language].standing(text) if text.key == CORRECTIONS else "",
            )


CORRECTIONS = "corrections"
"""Key of the standing page that lists all corrections, which also has a feed."""
TEMPLATES = frozenset({"index", "subscribe", "contribute", CORRECTIONS})
"""Keys of standing pages with a template of their own."""


def _listings(site: Site, language: str) -> Iterator[Page]:
    addresses, edition = site.addresses[language], site.editions[language]
    wording = addresses.wording
    for kind in KINDS:
        articles = edition.of(kind)
        yield Page(
            language=language,
            template="listing.html",
            address=addresses.listing(kind),
            title=wording[kind],
            summary=wording[f"{kind}_summary"],
            versions={other: own.listing(kind) for other, own in site.addresses.items()},
            kind=kind,
            listing=tuple(articles[:LISTING_LENGTH]),
            feed=addresses.listing(kind),
        )
        for year in edition.years_with_page(kind):
            yield _period(site, language, kind, year)
            for month in edition.months(kind, year):
                yield _period(site, language, kind, year, month)


def _period(site: Site, language: str, kind: str, year: int, month: int = 0) -> Page:
    """A year's listing, or a month's where the year has more than a listing holds."""
    addresses, edition = site.addresses[language], site.editions[language]
    period = in_words(PartialDay(year, month), addresses.wording.locale)
    articles = edition.of_month(kind, year, month) if month else edition.of_year(kind, year)
    return Page(
        language=language,
        template="listing.html",
        address=addresses.period(kind, year, month),
        title=addresses.wording.get(f"{kind}_of_period", period=period),
        summary=addresses.wording.get(f"{kind}_of_period_summary", period=period),
        versions={
            other: own.period(kind, year, month)
            for other, own in site.addresses.items()
            if site.editions[other].has_listing(kind, year, month)
        },
        kind=kind,
        listing=tuple(articles if month else articles[:LISTING_LENGTH]),
        months=tuple(() if month else edition.months(kind, year)),
        year=year,
        is_indexed=bool(articles),
    )


def _topics(site: Site, language: str) -> Iterator[Page]:
    addresses, edition = site.addresses[language], site.editions[language]
    for topic in edition.topics:
        slug = topic.key.removeprefix(f"{TOPICS}/")
        yield Page(
            language=language,
            template="listing.html",
            address=addresses.topic(topic),
            title=topic.title,
            summary=topic.summary,
            versions=_text_versions(site, site.catalogue.topics[slug]),
            text=topic,
            listing=tuple(edition.about(topic)[:LISTING_LENGTH]),
            feed=addresses.topic(topic),
        )


def _named(site: Site, language: str, name: str) -> Page:
    """A page that every language has, such as the list of topics; `name` is its template's."""
    versions = {other: own.listing(name) for other, own in site.addresses.items()}
    wording = site.addresses[language].wording
    return Page(
        language=language,
        template=f"{name}.html",
        address=versions[language],
        title=wording[name],
        summary=wording[f"{name}_summary"],
        versions=versions,
        downloads=_downloads(site, language, name),
    )


def _downloads(site: Site, language: str, name: str) -> tuple[str, ...]:
    if name == "timeline":
        return tuple(site.addresses[language].timeline(ending) for ending in ("ics", "json"))
    if name == "figures":
        return tuple(file.address for file in site.catalogue.data_files.values())
    return ()


def _cities(site: Site, language: str) -> Iterator[Page]:
    """A page for every city of cities.yml, so that it stays when its last article goes."""
    wording = site.addresses[language].wording
    for key in site.catalogue.cities:
        record = city_record(site.editions[language], key, wording)
        yield Page(
            language=language,
            template="city.html",
            address=site.addresses[language].entry("cities", key),
            title=record.name,
            summary=wording.get("city_summary", name=record.name, country=record.country),
            versions={other: own.entry("cities", key) for other, own in site.addresses.items()},
            entry=key,
            is_indexed=bool(record.articles),
        )


def _places(site: Site, language: str) -> Iterator[Page]:
    for key, place in read_places().by_key.items():
        versions = entry_versions(site, "places", key, place.slug)
        yield Page(
            language=language,
            template="place.html",
            address=versions[language],
            title=place.name.in_language(language).text,
            summary=place.text.in_language(language).text,
            versions=versions,
            entry=key,
            is_indexed=bool(about_place(site.editions[language], key)),
        )


def _series(site: Site, language: str) -> Iterator[Page]:
    for key, series in series_with_articles(site.catalogue).items():
        versions = entry_versions(site, "series", key, series.slug)
        yield Page(
            language=language,
            template="one_series.html",
            address=versions[language],
            title=series.name.in_language(language).text,
            summary=series.text.in_language(language).text,
            versions=versions,
            entry=key,
            feed=versions[language],
            is_indexed=bool(parts(site.editions[language], key)),
        )


def entry_versions(site: Site, listing: str, key: str, slugs: Mapping[str, str]) -> dict[str, str]:
    """Addresses of the page of a place or series by language; `slugs` are its names there."""
    return {
        language: own.entry(listing, slugs.get(language, key))
        for language, own in site.addresses.items()
    }


def _not_found(site: Site) -> Page:
    """The page that hosts show for a wrong address; there is one for all languages."""
    language = site.settings.default_language
    wording = site.addresses[language].wording
    return Page(
        language=language,
        template="not_found.html",
        address="/404.html",
        title=wording["not_found"],
        summary=wording["not_found_summary"],
        is_indexed=False,
        is_shown_anywhere=True,
    )


def _text_versions(site: Site, by_language: Mapping[str, StandingPage]) -> dict[str, str]:
    return {
        language: site.addresses[language].standing(by_language[language])
        for language in site.addresses
        if language in by_language
    }
