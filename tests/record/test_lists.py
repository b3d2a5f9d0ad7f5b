"""The reviewed lists of the record: what an entry may hold, and what is said of a wrong one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsroom.checks.check import check
from newsroom.content.fields import Field
from newsroom.core import data
from newsroom.core.dates import PartialDay
from newsroom.core.problem import LANGUAGES
from newsroom.record import dossiers, duties, entries, places, timeline
from newsroom.record.entries import Texts, parse_entries
from small_sites import small_site

DUTY = """\
# A comment.

local:
  group: evidence
  name: {id: Di kota, en: At home}
  since: 2014-12
  text: Sama di semua bahasa.
  sources:
    - {title: Laporan, publisher: BPS, url: "https://example.org/a"}
"""
HAPPENING = """\
designation:
  date: 2014-12-01
  text: Ditetapkan.
  article: news/2026/kain
  sources: [{title: Laporan, publisher: BPS}]
"""
MADE = {
    "duties": (duties.FIELDS, duties.Duty),
    "timeline": (timeline.FIELDS, timeline.Happening),
    "places": (places.FIELDS, places.LocalPlace),
    "series": (dossiers.FIELDS, dossiers.Series),
}


def read(content: str, name: str = "duties") -> entries.Entries[object]:
    fields, make = MADE[name]
    return parse_entries(content, name, fields, make)


def test_the_list_of_a_new_city_holds_a_comment_alone() -> None:
    assert read("# What belongs here.\n\n") == entries.Entries(by_key={})


def test_an_entry_is_read_with_its_sources() -> None:
    found = read(DUTY)
    assert found.problems == []
    duty = found.by_key["local"]
    assert isinstance(duty, duties.Duty)
    assert (duty.key, duty.group, duty.since) == ("local", "evidence", PartialDay(2014, 12))
    assert [source.url for source in duty.sources] == ["https://example.org/a"]


@pytest.mark.parametrize(
    ("texts", "language", "shown"),
    [
        ({"id": "Kota", "en": "City"}, "en", ("en", "City")),
        ({"id": "Kota", "en": "City"}, "jv", ("id", "Kota")),
        ({"": "Kauman"}, "jv", ("jv", "Kauman")),
    ],
)
def test_a_text_that_a_language_lacks_is_lent_by_another(
    texts: dict[str, str], language: str, shown: tuple[str, str]
) -> None:
    words = Texts(texts).in_language(language)
    assert (words.language, words.text) == shown


@pytest.mark.parametrize(
    ("name", "before", "after", "line", "rule"),
    [
        ("duties", DUTY[DUTY.index("  sources:") :], "", 3, "missing_key_inside"),
        ("duties", "title: Laporan, ", "", 9, "missing_key_inside"),
        ("duties", "https://example.org/a", "example", 9, "not_an_address"),
        ("duties", "group: evidence", "group: wish", 4, "unknown_name"),
        ("duties", "since: 2014-12", "since: last year", 6, "not_a_partial_day"),
        ("duties", "since: 2014-12", "since: 2014-13", 6, "no_such_day"),
        ("duties", "text: Sama di semua bahasa.", "txt: Sama", 7, "unknown_key"),
        ("duties", "text: Sama di semua bahasa.", "text: {}", 7, "empty"),
        ("duties", "Sama di semua bahasa.", "a" * 1001, 7, "too_long"),
        ("duties", "local:", "Local Duty:", 3, "not_a_slug"),
        ("duties", "local:", "local", 3, "yaml_continuation"),
        ("timeline", "date: 2014-12-01", "date: 1 Desember", 2, "not_a_partial_day"),
        (
            "timeline",
            "  sources: [{title: Laporan, publisher: BPS}]\n",
            "",
            1,
            "missing_key_inside",
        ),
    ],
)
def test_a_slip_is_named_with_its_line(
    name: str, before: str, after: str, line: int, rule: str
) -> None:
    good = {"duties": DUTY, "timeline": HAPPENING}[name]
    assert before in good
    found = read(good.replace(before, after, 1), name)
    assert found.by_key == {}
    assert [(each.line, each.rule) for each in found.problems] == [(line, rule)]
    for language in LANGUAGES:
        [told] = [each.report(language) for each in found.problems]
        assert told.startswith(f"scripts/newsroom/data/{name}.yml:{line}:1: ")


def test_a_wrong_entry_hides_no_other() -> None:
    more = HAPPENING.replace("designation", "later")
    found = read(HAPPENING.replace("2014-12-01", "soon") + more, "timeline")
    assert list(found.by_key) == ["later"]
    assert [each.rule for each in found.problems] == ["not_a_partial_day"]


def test_a_slug_of_an_address_has_no_blanks_in_any_language() -> None:
    place = (
        "kauman:\n  name: Kauman\n  slug: {id: kauman, en: The Kauman}\n"
        "  text: Kampung.\n  sources: [{title: Laporan}]\n"
    )
    found = read(place, "places")
    assert [(each.line, each.rule) for each in found.problems] == [(3, "not_a_slug")]


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of lists in the place of ours."""
    for name in MADE:
        (tmp_path / f"{name}.yml").write_text("{}\n", encoding="utf-8")
    monkeypatch.setattr(data, "LISTS", tmp_path)
    entries.read_entries.cache_clear()
    yield tmp_path
    entries.read_entries.cache_clear()


def test_the_check_refuses_a_duty_without_a_source(lists: Path, tmp_path: Path) -> None:
    without = DUTY[: DUTY.index("  sources:")]
    (lists / "duties.yml").write_text(without, encoding="utf-8")
    found = [each for each in check(small_site(tmp_path / "docs", {})) if "duties" in each.path]
    assert [(each.rule, each.is_warning) for each in found] == [("missing_key_inside", False)]
    assert "sources" in found[0].explained("en")


def test_every_field_of_a_list_has_its_example() -> None:
    fields: list[Field] = [field for group, _ in MADE.values() for field in group]
    assert all(field.example.startswith(f"{field.name}: ") for field in fields)
