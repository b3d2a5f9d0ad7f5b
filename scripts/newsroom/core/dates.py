"""Days and moments: as editors write them, as the site compares them, as readers see them."""

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

JAKARTA = ZoneInfo("Asia/Jakarta")
"""The newsroom's clock: a bare day begins at midnight here."""

EARLIEST_YEAR, LATEST_YEAR = 1000, 2100
"""Of all days: beyond lies a slip, and soon what Python cannot count."""

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})", re.ASCII)


@dataclass(frozen=True, order=True)
class PartialDay:
    """A day, a month or a year: as much as is known of when something happened."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """ISO 8601, as long as it is known: `2014`, `2015-05`, `2014-12-01`."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)


DayOrMoment = date | datetime
"""`datetime` is a `date` to Python; here a `datetime` always carries its offset."""


def build_moment() -> datetime:
    """The moment at which the site counts as built, in Jakarta: SOURCE_DATE_EPOCH, else the clock.

    Raises SettingsError if SOURCE_DATE_EPOCH holds no seconds since 1970.
    """
    written = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(float(written or time.time()), JAKARTA)
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
    """`2026-11-24T09:30+07:00`, or a bare day, which is its midnight in Jakarta; raises
    InvalidValue."""
    day_or_moment = parse_day_or_moment(text)
    return moment_of(day_or_moment)


def parse_day_or_moment(text: str) -> DayOrMoment:
    """`2026-11-24` as a date, `2026-11-24T09:30+07:00` as a datetime; raises InvalidValue."""
    match = _MOMENT.fullmatch(text)
    if not match:
        if "T" in text or ":" in text:
            raise InvalidValue("not_a_moment", value=text)
        return parse_day(text)
    _real_day(match[1], written=text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValue("not_a_moment", value=text) from None


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
    """The moment at which it begins."""
    if isinstance(day_or_moment, datetime):
        return day_or_moment
    return datetime.combine(day_or_moment, time_of_day.min, JAKARTA)


def end_of(day: date) -> datetime:
    """The last moment of a day in Jakarta."""
    return datetime.combine(day, time_of_day.max, JAKARTA)


def day_of(day_or_moment: DayOrMoment) -> date:
    """The day on which it lies in Jakarta."""
    if isinstance(day_or_moment, datetime):
        return day_or_moment.astimezone(JAKARTA).date()
    return day_or_moment


def is_before(one: DayOrMoment, other: DayOrMoment) -> bool:
    """Whether it lies before another: on an earlier day, or at an earlier moment of the same."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return day_of(one) < day_of(other)


def iso(day_or_moment: DayOrMoment | PartialDay) -> str:
    """What machines read: a day as `2026-11-24`, a moment with its offset and to the second."""
    if isinstance(day_or_moment, datetime):
        return day_or_moment.isoformat(timespec="seconds")
    return str(day_or_moment)


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


@lru_cache(maxsize=10_000)
def in_words(day: DayOrMoment | PartialDay, locale: str) -> str:
    """`24 November 2026`, `Mei 2015` or `2014`: months as Babel knows them, never the process's
    locale."""
    if isinstance(day, PartialDay):
        if not day.month:
            return str(day.year)
        if not day.day:
            return format_skeleton("yMMMM", day.first_day, locale=locale)
        day = day.first_day
    return format_date(day_of(day), "long", locale=locale)


def clock_time(moment: datetime, locale: str) -> str:
    """`09.30` or `09:30`, in Jakarta."""
    return format_time(moment.astimezone(JAKARTA), "short", locale=locale)
