"""Other member cities that an article may be about, from data/cities.yml."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from newsroom.core.city import name_in, names_of
from newsroom.core.data import read_data
from newsroom.core.dates import PartialDay, parse_partial_day


@dataclass(frozen=True, kw_only=True)
class City:
    names: Mapping[str, str]
    """By language; a name that is the same in every language stands under an empty text."""
    country: str = ""
    """ISO 3166."""
    place: tuple[float, float] | None = None
    """Latitude and longitude in degrees, where they are known."""
    field: str = ""
    """Its field in the network, as wording.<language>.yml names it: `crafts`."""
    joined: PartialDay | None = None
    """When it joined the network, as far as it is known."""

    def name(self, language: str) -> str:
        return name_in(self.names, language)


def read_cities() -> Mapping[str, City]:
    """All cities by the key that articles name."""
    return {key: city_of(values) for key, values in read_data("cities").items()}


def city_of(values: Mapping[str, Any]) -> City:
    """A city as an entry of data/cities.yml describes it."""
    has_place = "latitude" in values
    return City(
        names=names_of(values["name"]),
        country=values.get("country", ""),
        place=(float(values["latitude"]), float(values["longitude"])) if has_place else None,
        field=values.get("field", ""),
        joined=parse_partial_day(values["joined"]) if "joined" in values else None,
    )
