"""Maps: cities that an editor names in a block ```map, and the ways to them from Pekalongan.

    title: The five cities that recommended Pekalongan
    source: GeoNames; coastlines of Natural Earth
    cities: [icheon, aswan, santa-fe, hangzhou, kanazawa]

Cities are named by their keys in cities.yml.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from xml.etree.ElementTree import Element

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from newsroom.content.cities import City
from newsroom.core.data import read_data
from newsroom.core.wording import Wording
from newsroom.render.figure import (
    LONGEST_TITLE,
    LONGEST_WORDS,
    Box,
    Figure,
    Line,
    Note,
    Row,
    draw,
    drawing,
    overlap,
    read_lines,
    room_for,
    words_of,
)

MOST_CITIES = 12
EARTH_RADIUS = 6371.0
"""Kilometres; the mean one."""
STEP = 50
"""Distances are told in multiples of this: coordinates of a city are not more exact."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A city on the map; degrees."""

    name: str
    country: str = ""
    """ISO 3166."""
    latitude: float
    longitude: float


PEKALONGAN = Place(name="Pekalongan", latitude=-6.889, longitude=109.675)


@dataclass(frozen=True, kw_only=True)
class WorldMap:
    title: str
    source: str
    cities: tuple[Place, ...]
    """The nearest to Pekalongan first."""


def read_map(block: str, cities: Mapping[str, City], language: str) -> WorldMap:
    """What a block says; raises InvalidValue, placed within the block."""
    lines = read_lines(block)
    words = words_of(
        lines, {"title": LONGEST_TITLE, "source": LONGEST_WORDS, "cities": LONGEST_WORDS}
    )
    line = next(line for line in lines if line.key == "cities")
    keys = dict.fromkeys(key.strip() for key in words["cities"].strip("[]").split(","))
    if len(keys) > MOST_CITIES:
        raise line.invalid("too_many", count=len(keys), limit=MOST_CITIES)
    places = [_place(key, cities, language, line) for key in keys]
    return WorldMap(
        title=words["title"],
        source=words["source"],
        cities=tuple(sorted(places, key=lambda place: (distance(PEKALONGAN, place), place.name))),
    )


def _place(key: str, cities: Mapping[str, City], language: str, line: Line) -> Place:
    if key not in cities:
        raise line.invalid("unknown_city", value=key, known=", ".join(sorted(cities)))
    city = cities[key]
    if not city.place:
        raise line.invalid("map_without_place", value=key)
    latitude, longitude = city.place
    return Place(
        name=city.name(language), country=city.country, latitude=latitude, longitude=longitude
    )


def figure(world: WorldMap, wording: Wording) -> Figure:
    """The map drawn, with its words in a language."""
    locale = Locale.parse(wording.locale)
    return Figure(
        kind="map",
        title=world.title,
        source=world.source,
        picture=_picture(world),
        description=wording.get(
            "map_description",
            cities=format_list([city.name for city in world.cities], locale=wording.locale),
        ),
        notes=[Note(character="", words=wording.get("map_computed", step=STEP))],
        columns=(wording["map_city"], wording["map_country"], wording["map_distance"]),
        rows=[
            Row(
                name=city.name,
                values=(
                    locale.territories.get(city.country, ""),
                    wording.get("map_kilometres", number=_kilometres(city, wording.locale)),
                ),
            )
            for city in world.cities
        ],
    )


def _kilometres(city: Place, locale: str) -> str:
    return format_decimal(round(distance(PEKALONGAN, city) / STEP) * STEP, locale=locale)


def distance(one: Place, other: Place) -> float:
    """Kilometres over the earth's surface, by the haversine formula."""
    latitudes = radians(one.latitude), radians(other.latitude)
    between = latitudes[1] - latitudes[0], radians(other.longitude - one.longitude)
    part = (
        sin(between[0] / 2) ** 2 + cos(latitudes[0]) * cos(latitudes[1]) * sin(between[1] / 2) ** 2
    )
    return 2 * EARTH_RADIUS * asin(sqrt(part))


WIDTH, HEIGHT = 340, 150
MIDDLE = 150.0
"""The meridian in the middle: the Pacific lies whole, and the edge cuts no continent."""
NORTH = 80.0
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
WAYPOINTS = 40
Point = tuple[float, float]


def projected(latitude: float, longitude: float) -> Point:
    """Where a place lies in the picture: in Equal Earth (Šavrič, Patterson, Jenny 2018)."""
    x, y = _equal_earth(latitude, (longitude - MIDDLE + 180) % 360 - 180)
    scale = WIDTH / 2 / _equal_earth(0, 180)[0]
    return WIDTH / 2 + x * scale, (_equal_earth(NORTH, 0)[1] - y) * scale


def _equal_earth(latitude: float, longitude: float) -> Point:
    a, b, c, d = _EQUAL_EARTH
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    squared = angle * angle
    sixth = squared**3
    slope = 3 * (9 * d * sixth * squared + 7 * c * sixth + 3 * b * squared + a)
    x = 2 * sqrt(3) * radians(longitude) * cos(angle) / slope
    return x, angle * (a + b * squared + sixth * (c + d * squared))


def way(one: Place, other: Place) -> Iterator[tuple[float, float]]:
    """Latitudes and longitudes along the shortest way over the earth's surface."""
    start, end = _vector(one), _vector(other)
    angle = distance(one, other) / EARTH_RADIUS
    for number in range(WAYPOINTS + 1):
        part = number / WAYPOINTS
        near, far = sin((1 - part) * angle), sin(part * angle)
        x, y, z = (near * a + far * b for a, b in zip(start, end, strict=True))
        yield degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))


def _vector(place: Place) -> tuple[float, float, float]:
    latitude, longitude = radians(place.latitude), radians(place.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


@cache
def _land() -> str:
    path: str = read_data("land")["path"]
    return path


def _picture(world: WorldMap) -> Element:
    svg = drawing(WIDTH, HEIGHT, "map")
    draw(svg, "path", "land", d=_land(), transform="scale(.5)")
    taken: list[tuple[Box, int]] = []
    for city in world.cities:
        points = [projected(latitude, longitude) for latitude, longitude in way(PEKALONGAN, city)]
        draw(svg, "path", "route", d=_path(points))
        taken += [((x - 1, y - 1, x + 1, y + 1), ROUTE) for x, y in points]
    names = []
    for place in (PEKALONGAN, *world.cities):
        x, y = projected(place.latitude, place.longitude)
        is_home = place is PEKALONGAN
        draw(
            svg,
            "circle",
            "mark mark--named" if is_home else "mark",
            cx=x,
            cy=y,
            r=4 if is_home else 3,
        )
        taken.append(((x - 3, y - 3, x + 3, y + 3), MARK))
        names.append(
            (place.name, x, y, "label number number--named" if is_home else "label number")
        )
    # Only now: names lie above all lines and marks, and stay clear of them where they can.
    for name, x, y, looks in names:
        left, baseline, anchor = _free_place(name, x, y, taken)
        draw(svg, "text", looks, name, x=left, y=baseline, text_anchor=anchor)
        taken.append((room_for(name, left, baseline, anchor), NAME))
    return svg


def _path(points: Sequence[Point]) -> str:
    """A line through points, lifted where it leaves the map at one side to come back at the
    other."""
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for before, point in pairwise(points):
        letter = "M" if abs(point[0] - before[0]) > WIDTH / 2 else "L"
        path += f"{letter}{point[0]:.1f} {point[1]:.1f}"
    return path


ROUTE, MARK, NAME = 1, 10, 100
"""How bad it is to write over each of them."""
_SIDES = ((7, 4.5, "start"), (-7, 4.5, "end"), (0, 16, "middle"), (0, -7, "middle"))
_CORNERS = ((5, 15, "start"), (-5, 15, "end"), (5, -6, "start"), (-5, -6, "end"))


def _free_place(
    name: str, x: float, y: float, taken: Sequence[tuple[Box, int]]
) -> tuple[float, float, str]:
    """The place beside a mark that covers least of what is there: edge, baseline and anchor."""

    def covered(place: tuple[float, float, str]) -> float:
        room = room_for(name, *place)
        outside = max(0.0, -room[0]) + max(0.0, room[2] - WIDTH) + max(0.0, room[3] - HEIGHT)
        return outside * 100 + sum(worth for box, worth in taken if overlap(room, box))

    places = [(x + right, y + down, anchor) for right, down, anchor in _SIDES + _CORNERS]
    return min(places, key=covered)
