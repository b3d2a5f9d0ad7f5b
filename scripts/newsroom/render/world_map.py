"""Maps of cities and the great circles to them from our own, from a block ```map:

    title: The five cities that recommended us
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
from newsroom.core.city import HomeCity
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
    text_box,
    words_of,
)

MAX_CITIES = 12
EARTH_RADIUS = 6371.0
"""Kilometres; the mean one."""
STEP = 50
"""Distances are rounded to multiples of this: the coordinates of a city are not more exact."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A city on the map; coordinates are degrees."""

    name: str
    country: str = ""
    """ISO 3166."""
    latitude: float
    longitude: float


def home_place(city: HomeCity, language: str) -> Place:
    """Our own city, from which distances count."""
    return Place(
        name=city.name(language),
        country=city.country,
        latitude=city.latitude,
        longitude=city.longitude,
    )


@dataclass(frozen=True, kw_only=True)
class WorldMap:
    title: str
    source: str
    home: Place
    cities: tuple[Place, ...]
    """The nearest to our own first."""


def read_map(block: str, cities: Mapping[str, City], wording: Wording) -> WorldMap:
    """Read a block; raises InvalidValue with a line within the block."""
    lines = read_lines(block)
    words = words_of(
        lines, {"title": LONGEST_TITLE, "source": LONGEST_WORDS, "cities": LONGEST_WORDS}
    )
    line = next(line for line in lines if line.key == "cities")
    keys = dict.fromkeys(key.strip() for key in words["cities"].strip("[]").split(","))
    if len(keys) > MAX_CITIES:
        raise line.invalid("too_many", count=len(keys), limit=MAX_CITIES)
    places = [_place(key, cities, wording.language, line) for key in keys]
    home = home_place(wording.city, wording.language)
    return WorldMap(
        title=words["title"],
        source=words["source"],
        home=home,
        cities=tuple(sorted(places, key=lambda place: (distance(home, place), place.name))),
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
    """The figure of a map, in the language of the wording."""
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
                    wording.get(
                        "map_kilometres", number=kilometres(world.home, city, wording.locale)
                    ),
                ),
            )
            for city in world.cities
        ],
    )


def kilometres(one: Place, other: Place, locale: str) -> str:
    """Their distance, rounded, as a locale writes it: `4.350`."""
    return format_decimal(round(distance(one, other) / STEP) * STEP, locale=locale)


def distance(one: Place, other: Place) -> float:
    """Kilometres over the earth's surface, by the haversine formula."""
    latitudes = radians(one.latitude), radians(other.latitude)
    d_latitude = latitudes[1] - latitudes[0]
    d_longitude = radians(other.longitude - one.longitude)
    haversine = (
        sin(d_latitude / 2) ** 2 + cos(latitudes[0]) * cos(latitudes[1]) * sin(d_longitude / 2) ** 2
    )
    return 2 * EARTH_RADIUS * asin(sqrt(haversine))


WIDTH, HEIGHT = 340, 150
MIDDLE = 150.0
"""Longitude of the middle: so the Pacific is whole, and the edge cuts no continent."""
NORTH = 80.0
"""Latitude of the upper edge."""
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
WAYPOINTS = 40
Point = tuple[float, float]


def project(latitude: float, longitude: float) -> Point:
    """Coordinates in the drawing, by the Equal Earth projection (Šavrič, Patterson, Jenny 2018)."""
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


def great_circle(one: Place, other: Place) -> Iterator[tuple[float, float]]:
    """Latitudes and longitudes along the shortest line over the earth's surface."""
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
        points = [project(*coordinates) for coordinates in great_circle(world.home, city)]
        draw(svg, "path", "route", d=_path(points))
        taken += [((x - 1, y - 1, x + 1, y + 1), ROUTE) for x, y in points]
    labels = []
    for place in (world.home, *world.cities):
        x, y = project(place.latitude, place.longitude)
        is_home = place is world.home
        draw(
            svg,
            "circle",
            "mark mark--named" if is_home else "mark",
            cx=x,
            cy=y,
            r=4 if is_home else 3,
        )
        taken.append(((x - 3, y - 3, x + 3, y + 3), MARK))
        classes = "label number number--named" if is_home else "label number"
        labels.append((place.name, x, y, classes))
    # Last, so that labels are above all lines and marks, and can avoid them.
    for name, x, y, classes in labels:
        left, baseline, anchor = _best_position(name, x, y, taken)
        draw(svg, "text", classes, name, x=left, y=baseline, text_anchor=anchor)
        taken.append((text_box(name, left, baseline, anchor), NAME))
    return svg


def _path(points: Sequence[Point]) -> str:
    """The path of a line through points, interrupted where it crosses the edge of the map."""
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for before, point in pairwise(points):
        letter = "M" if abs(point[0] - before[0]) > WIDTH / 2 else "L"
        path += f"{letter}{point[0]:.1f} {point[1]:.1f}"
    return path


ROUTE, MARK, NAME = 1, 10, 100
"""The cost of a label over each of them."""
_SIDES = ((7, 4.5, "start"), (-7, 4.5, "end"), (0, 16, "middle"), (0, -7, "middle"))
_CORNERS = ((5, 15, "start"), (-5, 15, "end"), (5, -6, "start"), (-5, -6, "end"))


def _best_position(
    name: str, x: float, y: float, taken: Sequence[tuple[Box, int]]
) -> tuple[float, float, str]:
    """The position of a label beside a mark that covers least: x, baseline and anchor."""

    def cost(position: tuple[float, float, str]) -> float:
        label = text_box(name, *position)
        left, _, right, bottom = label
        outside = max(0.0, -left) + max(0.0, right - WIDTH) + max(0.0, bottom - HEIGHT)
        return outside * 100 + sum(cost for box, cost in taken if overlap(label, box))

    positions = [(x + right, y + down, anchor) for right, down, anchor in _SIDES + _CORNERS]
    return min(positions, key=cost)
