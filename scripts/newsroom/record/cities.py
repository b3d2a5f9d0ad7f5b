"""Other member cities as the record shows them: what is known of each, and its articles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from babel import Locale
from babel.lists import format_list

from newsroom.content.article import Article
from newsroom.content.cities import City
from newsroom.content.edition import Edition, latest_told_first
from newsroom.core.wording import Wording
from newsroom.render.figure import Figure, Note
from newsroom.render.world_map import (
    STEP,
    Place,
    WorldMap,
    distance,
    figure,
    home_place,
    kilometres,
)


@dataclass(frozen=True, kw_only=True)
class CityRecord:
    """A city in one language."""

    key: str
    city: City
    name: str
    country: str
    """Its name; an empty text where none is known."""
    kilometres: str
    """From our own city, in words; an empty text where its place on the map is not known."""
    articles: tuple[Article, ...]
    """Those that are about it, of the latest day first."""


def city_record(edition: Edition, key: str, wording: Wording) -> CityRecord:
    city = edition.catalogue.cities[key]
    place = _place(city, wording)
    return CityRecord(
        key=key,
        city=city,
        name=city.name(wording.language),
        country=Locale.parse(wording.locale).territories.get(city.country, ""),
        kilometres=_kilometres(place, wording) if place else "",
        articles=tuple(
            latest_told_first(
                article for article in edition.articles if key in article.facts.cities
            )
        ),
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
    home = home_place(wording.city, wording.language)
    drawn = figure(
        WorldMap(
            title=wording["cities_map"],
            source=wording["cities_map_source"],
            home=home,
            cities=tuple(sorted(places, key=lambda place: distance(home, place))),
        ),
        wording,
    )
    home_name = drawn.picture.findall("text")[0]
    for shape in [*drawn.picture.findall("path")[1:], *drawn.picture.findall("text")]:
        if shape is not home_name:
            drawn.picture.remove(shape)
    names = format_list([place.name for place in places], locale=wording.locale)
    return replace(
        drawn,
        notes=[Note(character="", words=wording.get("cities_distances", step=STEP))],
        description=wording.get("cities_map_description", cities=names),
    )


def _place(city: City, wording: Wording) -> Place | None:
    if not city.place:
        return None
    latitude, longitude = city.place
    name = city.name(wording.language)
    return Place(name=name, country=city.country, latitude=latitude, longitude=longitude)


def _kilometres(place: Place, wording: Wording) -> str:
    home = home_place(wording.city, wording.language)
    return wording.get("map_kilometres", number=kilometres(home, place, wording.locale))
