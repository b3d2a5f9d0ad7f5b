"""What templates are given to show the record of the membership."""

from collections.abc import Callable
from typing import Any

from babel.lists import format_list
from markupsafe import Markup, escape

from newsroom.content.article import Article
from newsroom.content.fields import Source
from newsroom.core.dates import in_words
from newsroom.record import cities, dossiers, duties, figures, places
from newsroom.record.timeline import anniversaries, by_year, timeline
from newsroom.render.figure import as_html
from newsroom.site.page import Page
from newsroom.site.site import Site
from newsroom.site.sources import SourceEntry, source_entries


def record_context(site: Site, page: Page, link: Callable[[str], str]) -> dict[str, Any]:
    """The names that a page of the record uses beside those of every page.

    `link` turns an address from the site's root into one from the page.
    """
    edition, wording = site.editions[page.language], site.addresses[page.language].wording
    context: dict[str, Any] = {
        "in_language": lambda texts: texts.in_language(page.language),
        "sources_of": lambda sources: sources_of(site, page, sources),
    }
    match page.template:
        case "duties.html":
            context |= _duties(site, page)
        case "cities.html":
            records = cities.city_records(edition, wording)
            drawn = cities.index_map(records, wording)
            context["cities_by_field"] = cities.by_field(records)
            context["map"] = Markup(as_html(drawn, wording, number=1)) if drawn else ""
        case "city.html":
            context["record"] = cities.city_record(edition, page.entry, wording)
            context["city_news"] = site.network.of_city(page.entry)
        case "places.html":
            context["places"] = [
                (place, page_of(site, page, "places", key), places.about_place(edition, key))
                for key, place in places.read_places().by_key.items()
            ]
        case "place.html":
            context["place"] = places.read_places().by_key[page.entry]
            context["pieces"] = places.about_place(edition, page.entry)
        case "series.html":
            context["all_series"] = [
                (series, page_of(site, page, "series", key), dossiers.parts(edition, key))
                for key, series in dossiers.series_with_articles(site.catalogue).items()
            ]
        case "one_series.html":
            context["series"] = dossiers.read_series().by_key[page.entry]
            context["pieces"] = dossiers.parts(edition, page.entry)
        case "timeline.html":
            context["timeline_years"] = by_year(timeline(edition))
        case "figures.html":
            context["figure_files"] = figures.figure_files(edition, site.figures_of)
        case "index.html":
            context["anniversaries"] = anniversaries(timeline(edition), site.today)
        case "article.html" if page.article:
            context |= _article_links(site, page, page.article, link)
    return context


def page_of(site: Site, page: Page, listing: str, key: str) -> str:
    """Address of a place's or a series' page in the page's language."""
    is_place = listing == "places"
    entry = places.read_places().by_key[key] if is_place else dossiers.read_series().by_key[key]
    slugs = entry.slug
    return site.addresses[page.language].entry(listing, slugs.get(page.language, key))


def sources_of(site: Site, page: Page, sources: tuple[Source, ...]) -> list[SourceEntry]:
    """Sources of the reviewed lists, whose titles are in the default language unless they say
    otherwise."""
    wording = site.addresses[page.language].wording
    original = site.settings.default_language
    return source_entries(sources, page.language, wording, original=original)


def _duties(site: Site, page: Page) -> dict[str, Any]:
    edition, wording = site.editions[page.language], site.addresses[page.language].wording
    shown = []
    for number, duty in enumerate(duties.duties(duties.EVIDENCE), 1):
        articles = duties.evidence(edition, duty.key)
        name = duty.name.in_language(page.language).text
        drawn = duties.evidence_chart(articles, name, site.today.year, wording)
        shown.append(
            {
                "duty": duty,
                "articles": articles,
                "chart": Markup(as_html(drawn, wording, number=number)) if drawn else "",
            }
        )
    joined = site.settings.city.joined
    years = duties.reporting_years(joined.year, site.today.year)
    return {
        "duties": shown,
        "rules": duties.duties(duties.RULE),
        "changes": duties.duties(duties.CHANGE),
        "designated": in_words(joined, wording.locale),
        "reporting_years": format_list([str(year) for year in years], locale=wording.locale),
        "report_now": site.today.year if site.today.year in years else 0,
    }


def _article_links(
    site: Site, page: Page, article: Article, link: Callable[[str], str]
) -> dict[str, Any]:
    """Lines of an article's facts that lead into the record, and where it stands in its series."""
    words, edition = site.addresses[page.language], site.editions[page.language]
    wording = words.wording

    def linked(address: str, text: str) -> Markup:
        return Markup('<a href="{}">{}</a>').format(link(address), text)

    def line(meaning: str, names: list[Markup], **values: object) -> Markup:
        joined = Markup(", ").join(names)
        return Markup(escape(wording[meaning])).format(names=joined, **values)

    lines = []
    if article.facts.cities:
        known = site.catalogue.cities
        names = [
            linked(words.entry("cities", key), known[key].name(page.language))
            for key in article.facts.cities
        ]
        lines.append(line("about_cities", names))
    if about := [key for key in article.facts.places if key in places.read_places().by_key]:
        names = [
            linked(
                page_of(site, page, "places", key),
                places.read_places().by_key[key].name.in_language(page.language).text,
            )
            for key in about
        ]
        lines.append(line("about_places", names))
    explained = {duty.key for duty in duties.duties(duties.EVIDENCE)}
    for duty in article.facts.duties:
        name = wording[f"duty_{duty}"]
        address = f"{words.listing('duties')}#{duty}"
        # A city that has not written its list of duties yet has nothing to lead to.
        lines.append(linked(address, name) if duty in explained else escape(name))
    if position := dossiers.position(edition, article):
        series = position.series
        name = linked(
            page_of(site, page, "series", series.key), series.name.in_language(page.language).text
        )
        values = {"number": position.number, "count": position.count}
        lines.append(Markup(escape(wording["about_series"])).format(name=name, **values))
    return {"record_lines": lines, "position": position}
