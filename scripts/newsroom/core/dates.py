"""Dates and times: parsing what editors write, comparing, and formatting for readers."""

import os
import re
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time

from newsroom.core.failure import SettingsError
from newsroom.core.problem import InvalidValue, one_line

_zone = ZoneInfo("UTC")


def time_zone() -> ZoneInfo:
    """The newsroom's time zone: a date without a time begins at midnight there."""
    return _zone


def set_time_zone(name: str) -> None:
    """Set it for the whole process: reading the settings does, before anything asks for a day."""
    global _zone
    _zone = ZoneInfo(name)


EARLIEST_YEAR, LATEST_YEAR = 1000, 2100
"""A year outside this range is a typing error; Python's own limit, 9999, is not far either."""

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})", re.ASCII)


@dataclass(frozen=True, order=True)
class PartialDay:
    """A day, a month or a year, for events whose exact day is not known."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """ISO 8601, to the known precision: `2014`, `2015-05`, `2014-12-01`."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)


DayOrMoment = date | datetime
"""Python counts a `datetime` as a `date` too; here a `datetime` always has a UTC offset."""


def build_moment() -> datetime:
    """The moment of the build in our time zone: from SOURCE_DATE_EPOCH if set, else from the clock.

    Raises SettingsError if SOURCE_DATE_EPOCH holds no seconds since 1970.
    """
    written = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(float(written or time.time()), time_zone())
        _real_day(moment.date().isoformat())
    except (ValueError, OverflowError, OSError, InvalidValue):
        raise SettingsError(
            "the environment variable SOURCE_DATE_EPOCH must hold seconds since 1970 such as "
            f"1795496400, not '{one_line(written or '')}'; correct it, or remove it"
        ) from None
    return moment


def build_day() -> date:
    """The day of that moment; raises SettingsError as it does."""
    return build_moment().date()


def parse_day(text: str) -> date:
    """`2026-11-24`; raises InvalidValue."""
    if not _DAY.fullmatch(text):
        raise InvalidValue("not_a_day", value=text)
    return _real_day(text)


def parse_partial_day(text: str) -> PartialDay:
    """`2026-11-24`, `2026-11` or `2026`; raises InvalidValue."""
    match = _PARTIAL.fullmatch(text)
    if not match:
        raise InvalidValue("not_a_partial_day", value=text)
    year, month, day = match.groups()
    _real_day(f"{year}-{month or '01'}-{day or '01'}", written=text)
    return PartialDay(int(year), int(month or 0), int(day or 0))


def parse_moment(text: str) -> datetime:
    """`2026-11-24T09:30+07:00`, or a date, read as its midnight; raises InvalidValue."""
    return moment_of(parse_day_or_moment(text))


def parse_day_or_moment(text: str) -> DayOrMoment:
    """`2026-11-24` as a date, `2026-11-24T09:30+07:00` as a datetime; raises InvalidValue."""
    match = _MOMENT.fullmatch(text)
    if not match:
        if "T" in text or ":" in text:
            raise _not_a_moment(text)
        return parse_day(text)
    _real_day(match[1], written=text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise _not_a_moment(text) from None


def _not_a_moment(text: str) -> InvalidValue:
    example = datetime(2026, 11, 24, 9, 30, tzinfo=time_zone()).isoformat(timespec="minutes")
    return InvalidValue("not_a_moment", value=text, example=example, offset=example[-6:])


def _real_day(text: str, *, written: str = "") -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InvalidValue("no_such_day", value=written or text) from None
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise InvalidValue(
            "year_out_of_reach",
            value=written or text,
            earliest=EARLIEST_YEAR,
            latest=LATEST_YEAR,
        )
    return day


def moment_of(day_or_moment: DayOrMoment) -> datetime:
    """The moment itself, or the midnight at which a day begins."""
    if isinstance(day_or_moment, datetime):
        return day_or_moment
    return datetime.combine(day_or_moment, time_of_day.min, time_zone())


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return datetime.combine(day, time_of_day.max, time_zone())


def day_of(day_or_moment: DayOrMoment) -> date:
    """The day itself, or the date of a moment on the newsroom's clock."""
    if isinstance(day_or_moment, datetime):
        return day_or_moment.astimezone(time_zone()).date()
    return day_or_moment


def is_before(one: DayOrMoment, other: DayOrMoment) -> bool:
    """Whether one is earlier: by the moment if both have one, else by the day."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return day_of(one) < day_of(other)


def iso(day_or_moment: DayOrMoment | PartialDay) -> str:
    """ISO 8601: `2026-11-24` for a day, `2026-11-24T09:30:00+07:00` for a moment."""
    if isinstance(day_or_moment, datetime):
        return day_or_moment.isoformat(timespec="seconds")
    return str(day_or_moment)


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def in_words(day: DayOrMoment | PartialDay, locale: str) -> str:
    """`24 November 2026`, `Mei 2015` or `2014`, with Babel's month names. `locale` is Babel's
    name of a language."""
    if isinstance(day, PartialDay):
        if not day.month:
            return str(day.year)
        if not day.day:
            return format_skeleton("yMMMM", day.first_day, locale=locale)
        day = day.first_day
    return _in_words(day_of(day), locale)


@lru_cache(maxsize=10_000)
def _in_words(day: date, locale: str) -> str:
    return format_date(day, "long", locale=locale)


def clock_time(moment: datetime, locale: str) -> str:
    """The time of day on the newsroom's clock, as a locale writes it: `09.30` or `09:30`."""
    return format_time(moment.astimezone(time_zone()), "short", locale=locale)
