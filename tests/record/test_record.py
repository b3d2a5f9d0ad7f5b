"""The record of the membership, of a small site: duties, cities, places, series, timeline."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from icalendar import Calendar

from newsroom.content.article import Article
from newsroom.content.fields import DUTIES, Source
from newsroom.core.dates import PartialDay
from newsroom.record import cities, dossiers, duties, places, timeline
from newsroom.record.entries import Texts
from newsroom.record.timeline import Happening, TimelineEntry, anniversaries, entries_of
from newsroom.site.site import Site
from small_sites import CITY, TODAY, original, small_site, translation

pytestmark = pytest.mark.usefixtures("lists")

DUTY = DUTIES[0]


def article(name: str, more: str, **facts: str) -> dict[str, str]:
    return {f"news/2026/{name}/index.id.md": original(title=name, more=more, **facts)}


def names(articles: Sequence[Article]) -> list[str]:
    return [each.key.rpartition("/")[2] for each in articles]


# Duties


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return small_site(
        tmp_path,
        article("old", f"happened: 2015-05\nduties: [{DUTY}]\n")
        | article("new", f"duties: [{DUTY}]\n")
        | article("between", f"happened: 2020\nduties: [{DUTY}]\n")
        | article("silent", "happened: 2018\n")
        | article("draft", f"draft: true\nduties: [{DUTY}]\n"),
    )


def test_evidence_is_what_names_the_duty_by_the_day_that_it_tells_of(site: Site) -> None:
    found = duties.evidence(site.editions["id"], DUTY)
    assert names(found) == ["new", "between", "old"]
    counted = duties.counts(found, 2014, 2016)
    assert counted == {2014: 0, 2015: 1, 2016: 0}


def test_the_chart_counts_the_evidence_of_each_year_since_the_designation(site: Site) -> None:
    found = duties.evidence(site.editions["id"], DUTY)
    drawn = duties.evidence_chart(found, "Janji", 2026, site.addresses["id"].wording)
    assert drawn is not None
    shown = {row.name: row.values[0] for row in drawn.rows}
    assert list(shown) == [str(year) for year in range(CITY.joined.year, 2027)]
    assert {year for year, number in shown.items() if number == "1"} == {"2015", "2020", "2026"}


def test_a_duty_without_evidence_has_no_chart(site: Site) -> None:
    assert duties.evidence_chart([], "Janji", 2026, site.addresses["id"].wording) is None


@pytest.mark.parametrize(
    ("last", "years"), [(2014, [2018]), (2018, [2018, 2022]), (2026, [2018, 2022, 2026, 2030])]
)
def test_a_report_falls_due_every_four_years(last: int, years: list[int]) -> None:
    assert duties.reporting_years(2014, last) == years


# Cities


@pytest.fixture
def visited(tmp_path: Path) -> Site:
    """A site about three cities, one of them without a place on the map."""
    return small_site(
        tmp_path,
        article("near", "happened: 2019\ncities: [bandung, kanazawa]\n")
        | article("far", "happened: 2021\ncities: [kanazawa]\n")
        | article("baths", "cities: [enghien-les-bains]\n"),
    )


def test_a_city_is_listed_once_an_article_is_about_it(visited: Site) -> None:
    edition, wording = visited.editions["id"], visited.addresses["id"].wording
    records = {each.key: each for each in cities.city_records(edition, wording)}
    assert set(records) == {"bandung", "kanazawa", "enghien-les-bains"}
    assert names(records["kanazawa"].articles) == ["far", "near"]
    assert (records["kanazawa"].country, records["bandung"].kilometres) == ("Jepang", "250 km")
    assert records["enghien-les-bains"].kilometres == ""


def test_cities_stand_by_field_and_those_without_one_last(visited: Site) -> None:
    edition, wording = visited.editions["en"], visited.addresses["en"].wording
    groups = cities.by_field(cities.city_records(edition, wording))
    assert list(groups)[-1] == ""
    assert {field: [each.key for each in group] for field, group in groups.items()} == {
        edition.catalogue.cities[key].field: [key]
        for key in ("bandung", "kanazawa", "enghien-les-bains")
    }


def shapes(picture: Element, name: str) -> list[Element]:
    return picture.findall(name)


def test_the_map_marks_the_cities_and_speaks_of_no_lines(visited: Site) -> None:
    edition, wording = visited.editions["en"], visited.addresses["en"].wording
    drawn = cities.index_map(cities.city_records(edition, wording), wording)
    assert drawn is not None
    assert len(shapes(drawn.picture, "circle")) == 3
    assert [shape.text for shape in shapes(drawn.picture, "text")] == ["Pekalongan"]
    assert len(shapes(drawn.picture, "path")) == 1
    told = " ".join([drawn.description, *(note.words for note in drawn.notes)])
    assert "line" not in told.lower()
    assert "Bandung and Kanazawa" in drawn.description


def test_without_cities_there_is_no_map(site: Site) -> None:
    wording = site.addresses["id"].wording
    assert cities.index_map(cities.city_records(site.editions["id"], wording), wording) is None


# Places and series


def test_a_place_lists_the_articles_about_it(tmp_path: Path) -> None:
    key = next(iter(places.read_places().by_key))
    files = article("one", f"places: [{key}]\nhappened: 2017\n") | article(
        "two", f"places: [{key}]\n"
    )
    edition = small_site(tmp_path, files | article("three", "")).editions["id"]
    assert names(places.about_place(edition, key)) == ["two", "one"]


@pytest.fixture
def serial(tmp_path: Path) -> Site:
    key = next(iter(dossiers.read_series().by_key))
    files = (
        article("second", f"series: {key}\nhappened: 2014-12\n")
        | article("first", f"series: {key}\nhappened: 2013-04\n")
        | article("third", f"series: {key}\n")
        | article("alone", "")
    )
    files["news/2026/first/index.en.md"] = translation(more="slug: one\n")
    return small_site(tmp_path, files)


def test_a_series_goes_by_the_days_that_its_parts_tell_of(serial: Site) -> None:
    edition = serial.editions["id"]
    [key] = dossiers.series_with_articles(serial.catalogue)
    assert names(dossiers.parts(edition, key)) == ["first", "second", "third"]
    by_name = {each.title: dossiers.position(edition, each) for each in edition.articles}
    assert by_name["alone"] is None
    second = by_name["second"]
    assert second is not None
    assert (second.number, second.count) == (2, 3)
    assert second.previous
    assert second.next
    assert (second.previous.title, second.next.title) == ("first", "third")


def test_an_untranslated_part_keeps_its_place_in_the_other_language(serial: Site) -> None:
    [key] = dossiers.series_with_articles(serial.catalogue)
    parts = dossiers.parts(serial.editions["en"], key)
    assert [each.language for each in parts] == ["en", "id", "id"]


def test_an_article_alone_in_its_series_has_no_place_in_it(tmp_path: Path) -> None:
    key = next(iter(dossiers.read_series().by_key))
    edition = small_site(tmp_path, article("one", f"series: {key}\n")).editions["id"]
    assert dossiers.position(edition, edition.articles[0]) is None


# Timeline


def happening(key: str, day: PartialDay, article: str = "") -> Happening:
    source = Source(title="Laporan", publisher="BPS", url="https://example.org/a")
    text = Texts({"id": f"Kata {key}.", "en": f"Words {key}."})
    return Happening(key=key, date=day, text=text, sources=(source,), article=article)


HAPPENINGS = [
    happening("year", PartialDay(2014)),
    happening("month", PartialDay(2014, 11)),
    happening("day", PartialDay(2014, 11, 24), "news/2026/kain"),
    happening("today", PartialDay(2026, 11, 24)),
    happening("tomorrow", PartialDay(2026, 11, 25)),
    happening("before", PartialDay(2013, 11, 24), "news/2026/gone"),
]


@pytest.fixture
def shown(tmp_path: Path) -> list[TimelineEntry]:
    site = small_site(tmp_path, article("kain", ""))
    return entries_of(HAPPENINGS, site.editions["en"])


def test_the_timeline_ends_today_and_puts_what_is_known_less_exactly_last(
    shown: list[TimelineEntry],
) -> None:
    assert [each.key for each in shown] == ["before", "day", "month", "year", "today"]
    assert list(timeline.by_year(shown)) == [2013, 2014, 2026]
    assert shown[1].words.text == "Words day."
    assert shown[1].article
    assert shown[1].article.language == "id"
    assert shown[0].article is None


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (TODAY, [(12, "day"), (13, "before")]),
        (date(2026, 11, 23), []),
        (date(2014, 11, 24), [(1, "before")]),
    ],
)
def test_only_a_whole_day_of_an_earlier_year_has_an_anniversary(
    shown: list[TimelineEntry], today: date, found: list[tuple[int, str]]
) -> None:
    listed = anniversaries(shown, today)
    assert [(each.years, each.entry.key) for each in listed] == found


def test_the_calendar_and_the_data_hold_the_timeline_and_are_the_same_each_time(
    site: Site,
) -> None:
    edition, words = site.editions["en"], site.addresses["en"]
    entries = timeline.timeline(edition)
    made = timeline.timeline_calendar(edition, words, site.settings)
    events = Calendar.from_ical(made).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [
        each.date.first_day for each in entries if each.date.day
    ]
    assert len({str(event["uid"]) for event in events}) == len(events)
    data = timeline.timeline_json(edition, words, site.settings)
    listed = json.loads(data)["entries"]
    assert [each["id"] for each in listed] == [each.key for each in entries]
    assert all(each["sources"] for each in listed)
    assert made == timeline.timeline_calendar(edition, words, site.settings)
    assert data == timeline.timeline_json(edition, words, site.settings)
