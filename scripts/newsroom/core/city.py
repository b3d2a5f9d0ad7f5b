"""The city that the newspaper is about, as `extra: city:` in mkdocs.yml describes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_timezone_name

from newsroom.core.dates import PartialDay

FIELDS = (
    "architecture",
    "crafts",
    "design",
    "film",
    "gastronomy",
    "literature",
    "media-arts",
    "music",
)
"""The fields of the network; a wording names each as `field_<field>`."""

PATTERNS = ("jlamprang", "plain")
"""What the picture of an article without a photo shows: the motif of Pekalongan, or stripes."""


@dataclass(frozen=True, kw_only=True)
class HomeCity:
    """Names are by language; one that is the same in every language stands under an empty text."""

    names: Mapping[str, str]
    country: str
    """ISO 3166: `ID`."""
    latitude: float
    """Degrees; south of the equator they are negative."""
    longitude: float
    """Degrees; west of Greenwich they are negative."""
    time_zone: str
    """As the tz database names it: `Asia/Jakarta`. Days begin at midnight there."""
    clock: Mapping[str, str]
    """What readers call that time: `WIB`; in a language without a name, Babel's is taken."""
    field: str
    """One of FIELDS."""
    joined: PartialDay
    """When it became a member of the network."""
    byline: Mapping[str, str]
    """The newsroom's name, of the author `redaksi`."""
    pattern: str
    """One of PATTERNS."""
    palettes: tuple[str, ...]
    """The palettes of data/motifs.yml that pictures may have, in the order of that file."""
    network_topic: str
    """The topic that has a part of the front page for itself; empty for none."""

    def name(self, language: str) -> str:
        return name_in(self.names, language)

    @property
    def place(self) -> tuple[float, float]:
        return self.latitude, self.longitude

    def words(self, language: str, locale: str) -> Mapping[str, str]:
        """What a wording's `{names}` of the city stand for; `locale` is Babel's."""
        clock = self.clock.get(language) or self.clock.get("")
        return {
            "city": self.name(language),
            "city_country": Locale.parse(locale).territories.get(self.country, self.country),
            "clock": clock or clock_name(self.time_zone, locale),
        }


def clock_name(time_zone: str, locale: str) -> str:
    """What a locale calls a time zone, in summer as in winter: `WIT`, `heure d’Europe centrale`."""
    winter, summer = (datetime(2026, month, 15, tzinfo=ZoneInfo(time_zone)) for month in (1, 7))
    if winter.utcoffset() != summer.utcoffset():
        return get_timezone_name(winter, zone_variant="generic", locale=locale)
    short = get_timezone_name(winter, "short", locale=locale)
    return short if short.isalpha() else get_timezone_name(winter, locale=locale)


def names_of(names: str | Mapping[str, str]) -> Mapping[str, str]:
    """Names by language, of an entry that gives one for all languages or one for each."""
    return {"": names} if isinstance(names, str) else names


def name_in(names: Mapping[str, str], language: str) -> str:
    """A name in a language, or as it is written elsewhere."""
    return names.get(language) or next(iter(names.values()))
