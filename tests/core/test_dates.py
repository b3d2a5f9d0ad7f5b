"""Days and moments, as written, as compared, as shown."""

from datetime import UTC, date, datetime

import pytest

from newsroom.core.dates import (
    PartialDay,
    build_day,
    clock_time,
    day_of,
    in_words,
    iso,
    parse_day,
    parse_day_or_moment,
    parse_moment,
    parse_partial_day,
    set_time_zone,
    time_zone,
)
from newsroom.core.problem import InvalidValue


def test_a_bare_day_begins_at_midnight_of_our_clock() -> None:
    assert parse_moment("2026-11-24") == datetime(2026, 11, 23, 17, tzinfo=UTC)


def test_a_moment_keeps_the_offset_that_was_written() -> None:
    assert iso(parse_moment("2026-11-24T09:30+09:00")) == "2026-11-24T09:30:00+09:00"


def test_the_day_of_a_moment_is_that_of_our_clock() -> None:
    assert day_of(parse_moment("2026-11-24T20:00Z")) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("parse", "text", "rule"),
    [
        (parse_day, "24-11-2026", "not_a_day"),
        (parse_day, "2026-11-24T09:30+07:00", "not_a_day"),
        (parse_day, "besok", "not_a_day"),
        (parse_day, "2026-02-30", "no_such_day"),
        (parse_day, "2026-13-01", "no_such_day"),
        (parse_day, "0000-01-01", "no_such_day"),
        (parse_partial_day, "2026-00", "no_such_day"),
        (parse_partial_day, "26", "not_a_partial_day"),
        (parse_partial_day, "2026-13", "no_such_day"),
        (parse_day_or_moment, "2026-11-24T09:30", "not_a_moment"),
        (parse_day_or_moment, "2026-11-24 09:30", "not_a_moment"),
        (parse_day_or_moment, "2026-11-24T25:30+07:00", "not_a_moment"),
        (parse_day_or_moment, "2026-02-30T09:30+07:00", "no_such_day"),
        (parse_day_or_moment, "09:30", "not_a_moment"),
        (parse_day_or_moment, "٢٠٢٦-١١-٢٤", "not_a_day"),
    ],
)
def test_other_ways_to_write_a_day_are_refused(parse, text: str, rule: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        parse(text)
    assert refused.value.rule == rule


@pytest.mark.parametrize(
    ("day", "locale", "words"),
    [
        (date(2026, 11, 4), "id", "4 November 2026"),
        (date(2014, 12, 1), "id", "1 Desember 2014"),
        (date(2014, 12, 1), "en_GB", "1 December 2014"),
        (datetime(2026, 11, 24, 23, tzinfo=UTC), "en_GB", "25 November 2026"),
        (PartialDay(2014), "id", "2014"),
        (PartialDay(2015, 5), "id", "Mei 2015"),
        (PartialDay(2015, 5), "en_GB", "May 2015"),
        (PartialDay(2015, 5, 28), "id", "28 Mei 2015"),
        (date(2015, 8, 17), "jv", "17 Agustus 2015"),
    ],
)
def test_days_in_words(day, locale: str, words: str) -> None:
    assert in_words(day, locale) == words


def test_a_time_is_shown_in_jakarta_as_the_language_writes_it() -> None:
    moment = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    assert (clock_time(moment, "id"), clock_time(moment, "en_GB")) == ("09.00", "09:00")


@pytest.mark.parametrize(
    ("epoch", "day"), [("1795453199", date(2026, 11, 23)), ("1795453200", date(2026, 11, 24))]
)
def test_the_build_day_follows_source_date_epoch_in_jakarta(
    monkeypatch: pytest.MonkeyPatch, epoch: str, day: date
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert build_day() == day


def test_partial_days_are_ordered_and_written_as_far_as_known() -> None:
    days = [PartialDay(2015, 5, 28), PartialDay(2014), PartialDay(2015, 5)]
    assert [str(day) for day in sorted(days)] == ["2014", "2015-05", "2015-05-28"]


def test_days_begin_at_midnight_of_the_time_zone_that_is_set() -> None:
    assert str(time_zone()) == "Asia/Jakarta"
    set_time_zone("Asia/Jayapura")
    assert parse_moment("2026-11-24") == datetime(2026, 11, 23, 15, tzinfo=UTC)
    with pytest.raises(InvalidValue) as raised:
        parse_moment("2026-11-24T09:30")
    assert raised.value.values["offset"] == "+09:00"
