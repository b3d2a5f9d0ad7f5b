"""Changes of published texts: the check asks for the line by which feeds and calendars follow."""

from pathlib import Path

import pytest
from icalendar import Calendar

from newsroom.checks.changed_facts import changed_facts_problems
from newsroom.checks.check import check
from newsroom.feeds.calendar import agenda
from newsroom.site.site import Site
from small_sites import original, small_site, translation

KEY = "announcements/2026/pameran"
SOURCE = 'sources: [{title: Sumber, url: "https://example.org/"}]\n'
STARTS = "starts: 2026-12-05T09:00+07:00\n"


def site_of(folder: Path, more: str, *, body: str = "Isi berita.\n", english: str = "") -> Site:
    files = {f"{KEY}/index.id.md": original(body, more=SOURCE + more)}
    if english:
        files[f"{KEY}/index.en.md"] = translation(more=english)
    return small_site(folder, files)


def told(before: Site, after: Site) -> list[tuple[str, str]]:
    return [
        (problem.rule, str(problem.values["key"]))
        for problem in changed_facts_problems(before, after)
    ]


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        (STARTS, "starts: 2026-12-05T10:00+07:00\n", "starts"),
        (STARTS, STARTS + "ends: 2026-12-05T12:00+07:00\n", "ends"),
        (STARTS, STARTS + "closes: 2026-12-01\n", "closes"),
        ("closes: 2026-12-01\n", "closes: 2026-12-09\n", "closes"),
        (STARTS + "place: Museum\n", STARTS + "place: Balai Kota\n", "place"),
        # A day that is known already, and a second change on it.
        ("updated: 2026-11-24\n" + STARTS, "updated: 2026-11-24\nstarts: 2026-12-06\n", "starts"),
    ],
)
def test_an_event_cannot_change_unnoticed(
    tmp_path: Path, before: str, after: str, key: str
) -> None:
    old = site_of(tmp_path / "before", before)
    assert told(old, site_of(tmp_path / "after", after)) == [("event_changed_unnoticed", key)]


def test_the_line_that_the_check_asks_for_is_enough(tmp_path: Path) -> None:
    """However often an event changes on one day, each change is one that subscribers see."""
    known, declared, sequences = site_of(tmp_path / "0", STARTS), "", []
    for number in range(1, 4):
        moved = STARTS.replace("09:00", f"1{number}:00")
        silent = site_of(tmp_path / f"{number}-silent", moved + declared)
        (problem,) = changed_facts_problems(known, silent)
        declared = f"{problem.values['example']}\n"
        open_about_it = site_of(tmp_path / f"{number}-declared", moved + declared)
        assert list(changed_facts_problems(known, open_about_it)) == []
        assert check(open_about_it) == []
        known = open_about_it
        (event,) = Calendar.from_ical(agenda(known, "id")).walk("VEVENT")
        sequences.append(int(event["sequence"]))
    assert sequences == sorted(set(sequences))


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("cancelled: 2026-11-23\n", "", "change_goes_back"),
        ("cancelled: 2026-11-23\n", "updated: 2026-11-22\n", "change_goes_back"),
        ("cancelled: 2026-11-23\n", "updated: 2026-11-23\n", "event_changed_unnoticed"),
        ("cancelled: 2026-11-23\n", "updated: 2026-11-23T15:00+07:00\n", ""),
        ("cancelled: 2026-11-23\n", "updated: 2026-11-24\n", ""),
        ("", "cancelled: 2026-11-23\n", ""),
        ("updated: 2026-11-23\n", "cancelled: 2026-11-22\n", "change_goes_back"),
        ("withdrawn: 2026-11-23\nwithdrawn_note: Keliru.\n", "", "change_goes_back"),
        ("withdrawn: 2026-11-23\nwithdrawn_note: Keliru.\n", "updated: 2026-11-24\n", ""),
        ("", "withdrawn: 2026-11-23\nwithdrawn_note: Keliru.\n", ""),
    ],
)
def test_what_is_taken_back_is_a_later_change(
    tmp_path: Path, before: str, after: str, rule: str
) -> None:
    old, new = (
        site_of(tmp_path / name, STARTS + more)
        for name, more in (("before", before), ("after", after))
    )
    assert {found for found, _ in told(old, new)} == ({rule} if rule else set())


def test_the_moment_of_publication_stays(tmp_path: Path) -> None:
    """Otherwise numbers that count from it would fall."""
    sites = [
        small_site(tmp_path / day, {f"{KEY}/index.id.md": original(published=day, more=STARTS)})
        for day in ("2026-11-20", "2026-11-22")
    ]
    (problem,) = changed_facts_problems(*sites)
    assert problem.rule == "published_moved"
    assert "'published: 2026-11-20T00:00+07:00'" in problem.explained("en")


def test_another_place_in_a_translation_is_declared_in_the_original(tmp_path: Path) -> None:
    old, new = (
        site_of(tmp_path / place[:4], STARTS + "place: Museum\n", english=f"place: {place}\n")
        for place in ("Batik Museum", "Town Hall")
    )
    (problem,) = changed_facts_problems(old, new)
    assert (problem.path, problem.line) == (f"{KEY}/index.en.md", 5)
    assert f"{KEY}/index.id.md" in problem.explained("en")


@pytest.mark.parametrize(
    ("before", "after", "more", "is_warned"),
    [
        ("Dua puluh perajin ikut.\n", "Duapuluh perajin ikut.\n", "", False),
        ("Ada 20 perajin.\n", "Ada 21 perajin.\n", "", True),
        ("Ada 20 perajin.\n", "Ada 21 perajin.\n", "updated: 2026-11-24\n", False),
        ("Kain.\n", "Kain. " + " ".join("abcdefghijkl") + "\n", "", True),
    ],
)
def test_another_meaning_of_a_published_text_is_asked_about(
    tmp_path: Path, before: str, after: str, more: str, is_warned: bool
) -> None:
    old = site_of(tmp_path / "before", STARTS, body=before)
    new = site_of(tmp_path / "after", STARTS + more, body=after)
    problems = list(changed_facts_problems(old, new))
    assert [problem.rule for problem in problems] == ["text_changed_unnoticed"] * is_warned
    assert all(problem.is_warning for problem in problems)


@pytest.mark.parametrize("more", ["draft: true\n", "published: 2026-12-01\n"])
def test_what_is_not_published_yet_may_change(tmp_path: Path, more: str) -> None:
    sites = []
    for day in ("05", "06"):
        text = original(more=f"{SOURCE}starts: 2026-12-{day}\n")
        if more.startswith("published"):
            text = text.replace("published: 2026-11-20T08:00+07:00\n", more)
        else:
            text = text.replace("topics:", f"{more}topics:")
        sites.append(small_site(tmp_path / day, {f"{KEY}/index.id.md": text}))
    assert told(*sites) == []
