"""Other member cities as the record shows them: what is known of each, and its articles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from newsroom.content.article import Article
from newsroom.content.cities import City
from newsroom.content.edition import Edition
from newsroom.core.wording import Wording
from newsroom.render.figure import Figure
from newsroom.render.world_map import PEKALONGAN, STEP, Place, WorldMap, distance, figure


@dataclass(frozen=True, kw_only=True)
class CityRecord:
    """A city in one language."""

    key: str
    city: City
    name: str
    country: str
    """Its name; an empty text where none is known."""
    kilometres: str
    """From Pekalongan, in words; an empty text where its place on the map is not known."""
    articles: tuple[Article, ...]
    """Those that are about it, newest first."""


def city_record(edition: Edition, key: str, wording: Wording) -> CityRecord:
    city = edition.catalogue.cities[key]
    place = _place(city, wording)
    return CityRecord(
        key=key,
        city=city,
        name=city.name(wording.language),
        country=Locale.parse(wording.locale).territories.get(city.country, ""),
        kilometres=_kilometres(place, wording) if place else "",
        articles=tuple(article for article in edition.articles if key in article.facts.cities),
    )


def city_records(edition: Edition, wording: Wording) -> list[CityRecord]:
    """The cities that an article is about, by name."""
    found = [city_record(edition, key, wording) for key in edition.catalogue.cities]
    return sorted((each for each in found if each.articles), key=lambda each: each.name)


def by_field(records: Iterable[CityRecord]) -> Mapping[str, list[CityRecord]]:
    """Cities by their field, the largest group first; those whose field is not known last."""
    groups: dict[str, list[CityRecord]] = {}
    for record in records:
        groups.setdefault(record.city.field, []).append(record)
    order = sorted(groups, key=lambda field: (not field, -len(groups[field]), field))
    return {field: groups[field] for field in order}


def index_map(records: Iterable[CityRecord], wording: Wording) -> Figure | None:
    """A map of the cities whose places are known; nothing without any.

    So many names and ways would cover each other: only the marks are left, and the list beneath
    has the names.
    """
    places = [place for each in records if (place := _place(each.city, wording))]
    if not places:
        return None
    drawn = figure(
        WorldMap(
            title=wording["cities_map"],
            source=wording["cities_map_source"],
            cities=tuple(sorted(places, key=lambda place: distance(PEKALONGAN, place))),
        ),
        wording,
    )
    home = drawn.picture.findall("text")[0]
    for shape in [*drawn.picture.findall("path")[1:], *drawn.picture.findall("text")]:
        if shape is not home:
            drawn.picture.remove(shape)
    return drawn


def names_of(records: Iterable[CityRecord], wording: Wording) -> str:
    return format_list([each.name for each in records], locale=wording.locale)


def _place(city: City, wording: Wording) -> Place | None:
    if not city.place:
        return None
    latitude, longitude = city.place
    name = city.name(wording.language)
    return Place(name=name, country=city.country, latitude=latitude, longitude=longitude)


def _kilometres(place: Place, wording: Wording) -> str:
    rounded = round(distance(PEKALONGAN, place) / STEP) * STEP
    number = format_decimal(rounded, locale=wording.locale)
    return wording.get("map_kilometres", number=number)
