"""What the pages of the record and of authors say that search should know: duties, cities, timeline
and the others have no text of their own."""

from collections.abc import Iterator

from newsroom.content.catalogue import RECORD
from newsroom.record import cities, dossiers, duties, figures, places
from newsroom.record.entries import Texts
from newsroom.record.timeline import by_year, timeline
from newsroom.site.page import Page
from newsroom.site.site import Site

Part = tuple[str, str, list[str]]
"""The id of a heading, the heading, and the paragraphs under it."""
_ENTRIES = {
    "author.html": "authors",
    "city.html": "cities",
    "place.html": "places",
    "one_series.html": "series",
}


def is_record_page(page: Page) -> bool:
    return page.template in _ENTRIES or page.template.removesuffix(".html") in RECORD


def title_in(site: Site, page: Page, language: str) -> str:
    """The title of a page of the record in another language."""
    match _ENTRIES.get(page.template):
        case "authors":
            return site.editions[language].authors[page.entry]
        case "cities":
            return site.catalogue.cities[page.entry].name(language)
        case "places":
            return places.read_places().by_key[page.entry].name.in_language(language).text
        case "series":
            return dossiers.read_series().by_key[page.entry].name.in_language(language).text
    return site.addresses[language].wording[page.template.removesuffix(".html")]


def summary(page: Page) -> str:
    """What search says of a page; that of a city says what each of them says."""
    return "" if page.template == "city.html" else page.summary


def parts(site: Site, page: Page) -> Iterator[Part]:
    """What stands on a page beside its title, its summary, and the titles of articles."""
    language = page.language
    edition, wording = site.editions[language], site.addresses[language].wording
    match page.template:
        case "duties.html":
            for group in (duties.EVIDENCE, duties.CHANGE, duties.RULE):
                for duty in duties.duties(group):
                    id = duty.key if group == duties.EVIDENCE else ""
                    yield id, *_said(duty.name, duty.text, language)
        case "timeline.html":
            for year, entries in by_year(timeline(edition)).items():
                yield f"y{year}", str(year), [entry.words.text for entry in entries]
        case "cities.html":
            records = cities.city_records(edition, wording)
            yield "", "", [f"{each.name}, {each.country}".strip(" ,") for each in records]
        case "places.html":
            for place in places.read_places().by_key.values():
                yield "", *_said(place.name, place.text, language)
        case "series.html":
            for series in dossiers.series_with_articles(site.catalogue).values():
                yield "", *_said(series.name, series.text, language)
        case "figures.html":
            renderer = site.renderers[language]
            files = figures.figure_files(edition, lambda article: renderer.body(article).data)
            yield "", "", [each.title for each in files]


def _said(name: Texts, text: Texts, language: str) -> tuple[str, list[str]]:
    return name.in_language(language).text, [text.in_language(language).text]
