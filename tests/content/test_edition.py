"""What readers of a language see on a day, and in which order."""

from datetime import date
from pathlib import Path

import pytest

from newsroom.content.edition import LISTING_LENGTH, Edition
from newsroom.core.dates import PartialDay
from newsroom.site.page import pages
from small_sites import TODAY, original, small_site, translation


def edition(
    docs: Path, files: dict[str, str], *, language: str = "id", today: date = TODAY
) -> Edition:
    site = small_site(docs, files, today=today)
    assert [
        problem.rule for problem in site.catalogue.problems if problem.rule != "translation_stale"
    ] == []
    return site.editions[language]


def news(name: str, **facts: str) -> dict[str, str]:
    return {f"news/2026/{name}/index.id.md": original(title=name, **facts)}


def announcement(name: str, more: str) -> dict[str, str]:
    return {f"announcements/2026/{name}/index.id.md": original(title=name, more=more)}


def names(articles) -> list[str]:
    return [article.key.rpartition("/")[2] for article in articles]


def test_the_newest_come_first_and_equals_by_key(tmp_path: Path) -> None:
    files = (
        news("b", published="2026-11-20T09:00+07:00")
        | news("a", published="2026-11-20T11:00+09:00")
        | news("c", published="2026-11-21")
        | news("d", published="2026-11-19T23:59+07:00")
    )
    assert names(edition(tmp_path, files).articles) == ["c", "a", "b", "d"]


def test_drafts_and_what_is_dated_later_are_not_there_yet(tmp_path: Path) -> None:
    files = (
        news("today", published="2026-11-24T23:00+07:00")
        | news("tomorrow", published="2026-11-25T00:00+07:00")
        | news("draft", more="draft: true\n")
    )
    assert names(edition(tmp_path, files).articles) == ["today"]
    assert names(edition(tmp_path, files, today=date(2026, 11, 25)).articles) == [
        "tomorrow",
        "today",
    ]


def test_an_original_that_is_not_translated_is_listed_but_not_owned(tmp_path: Path) -> None:
    files = news("kain") | news("ombak")
    files["news/2026/kain/index.en.md"] = translation()
    english = edition(tmp_path, files, language="en")
    assert [(article.title, article.language) for article in english.articles] == [
        ("Title", "en"),
        ("ombak", "id"),
    ]
    assert names(english.own) == ["kain"]


def test_the_lead_is_the_newest_pinned_news(tmp_path: Path) -> None:
    files = (
        news("new", published="2026-11-23")
        | news("pinned", published="2026-11-21", more="pinned: true\n")
        | news("older-pin", published="2026-11-20", more="pinned: true\n")
    )
    paper = edition(tmp_path, files)
    assert paper.lead.key == "news/2026/pinned"
    assert names(paper.latest(2)) == ["new", "older-pin"]


def test_without_a_pin_the_newest_leads(tmp_path: Path) -> None:
    files = news("old", published="2026-11-19") | news("new", published="2026-11-23")
    assert edition(tmp_path, files).lead.key == "news/2026/new"


def test_an_empty_paper_has_no_lead(tmp_path: Path) -> None:
    paper = edition(tmp_path, {})
    assert (paper.lead, paper.latest(5), paper.open_now, paper.coming) == (None, [], [], [])


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("closes: 2026-12-31\n", None),
        ("happened: 2026-01-02\ncloses: 2026-12-31\n", None),
        ("happened: 2014\ncloses: 2026-12-31\n", PartialDay(2014)),
        ("happened: 2025-10\ncloses: 2026-12-31\n", PartialDay(2025, 10)),
        ("happened: 2014-12-01\ncloses: 2026-12-31\n", PartialDay(2014, 12, 1)),
        ("starts: 2025-11-27\n", PartialDay(2025, 11, 27)),
        ("starts: 2027-01-02\n", None),
    ],
)
def test_an_article_about_an_earlier_year_than_its_own_looks_back(
    tmp_path: Path, more: str, told: PartialDay | None
) -> None:
    listed = edition(tmp_path, announcement("kain", more)).articles
    assert [article.looks_back_to for article in listed] == [told]


@pytest.mark.parametrize(
    ("more", "today", "state"),
    [
        # until a day
        ("closes: 2026-12-31\n", date(2026, 11, 24), "open"),
        ("closes: 2026-12-01\n", date(2026, 11, 24), "closing_soon"),
        ("closes: 2026-12-01\n", date(2026, 12, 1), "closing_soon"),
        ("closes: 2026-12-01\n", date(2026, 12, 2), "closed"),
        # at a day
        ("starts: 2026-12-01\n", date(2026, 11, 30), "coming"),
        ("starts: 2026-12-01\n", date(2026, 12, 1), "on"),
        ("starts: 2026-12-01\n", date(2026, 12, 2), "past"),
        ("starts: 2026-12-01\nends: 2026-12-03\n", date(2026, 12, 3), "on"),
        ("starts: 2026-12-01T23:00Z\n", date(2026, 12, 1), "coming"),
        # at a day, with a last day to register
        ("closes: 2026-12-01\nstarts: 2026-12-20\n", date(2026, 11, 20), "coming"),
        ("closes: 2026-12-01\nstarts: 2026-12-20\n", date(2026, 12, 1), "registration_closing"),
        ("closes: 2026-12-01\nstarts: 2026-12-20\n", date(2026, 12, 2), "registration_closed"),
        ("closes: 2026-12-20\nstarts: 2026-12-20\n", date(2026, 12, 20), "on"),
        # cancelled, whatever the day
        ("starts: 2026-12-01\ncancelled: 2026-11-23\n", date(2026, 11, 30), "cancelled"),
        ("starts: 2026-12-01\ncancelled: 2026-11-23\n", date(2027, 1, 1), "cancelled"),
    ],
)
def test_the_state_of_an_announcement_follows_the_day(
    tmp_path: Path, more: str, today: date, state: str
) -> None:
    paper = edition(tmp_path, announcement("a", more), today=today)
    assert paper.state(paper.articles[0]) == state


def test_what_has_closed_leaves_the_front_page_and_keeps_its_listing(tmp_path: Path) -> None:
    files = (
        announcement("late", "closes: 2026-12-31\n")
        | announcement("soon", "closes: 2026-11-25\n")
        | announcement("closed", "closes: 2026-11-23\n")
        | announcement("party", "starts: 2026-12-24\n")
        | announcement("meeting", "starts: 2026-11-24T09:00+07:00\n")
        | announcement("yesterday", "starts: 2026-11-23\n")
    )
    paper = edition(tmp_path, files)
    assert names(paper.open_now) == ["soon", "late"]
    assert names(paper.coming) == ["meeting", "party"]
    assert len(paper.of("announcements")) == 6


def test_neighbours_are_of_the_same_kind_and_language(tmp_path: Path) -> None:
    files = (
        news("a", published="2026-11-19")
        | announcement("between", "closes: 2026-12-31\n")
        | news("b", published="2026-11-21")
    )
    paper = edition(tmp_path, files)
    newest, oldest = paper.of("news")
    assert paper.previous(newest) is oldest
    assert paper.next(oldest) is newest
    assert paper.previous(oldest) is None
    assert paper.next(newest) is None


def test_one_reads_on_before_after_and_where_most_topics_are_shared(tmp_path: Path) -> None:
    files = (
        news("here", published="2026-11-10", topics="batik, network")
        | news("before", published="2026-11-09", topics="network")
        | news("after", published="2026-11-11", topics="batik")
        | news("both", published="2026-01-01", topics="network, batik")
        | news("near", published="2026-11-12", topics="batik")
        | news("far", published="2026-06-01", topics="batik")
    )
    paper = edition(tmp_path, files)
    here = next(article for article in paper.own if article.title == "here")
    related = [(other.title, place) for other, place in paper.related(here)]
    assert related == [
        ("before", "prev"),
        ("after", "next"),
        ("both", "related"),
        ("near", "related"),
    ]


def test_a_withdrawal_leaves_the_pages_of_years_and_months(tmp_path: Path) -> None:
    withdrawn = "withdrawn: 2026-11-22\nwithdrawn_note: Keliru.\n"
    files: dict[str, str | bytes] = {}
    for number in range(LISTING_LENGTH + 1):
        more = withdrawn if number == 0 else ""
        files[f"news/2026/n{number}/index.id.md"] = original(
            title=f"n{number}", published=f"2026-{3 if number == 0 else 1:02}-01", more=more
        )
    files["announcements/2025/x/index.id.md"] = original(
        published="2025-03-01", more="closes: 2025-04-01\n" + withdrawn
    )
    site = small_site(tmp_path, files)
    for language, words in site.addresses.items():
        kept = {page.address: page for page in pages(site, language)}
        assert words.period("news", 2026, 3) in kept
        assert not kept[words.period("announcements", 2025)].is_indexed
        assert site.editions[language].years("announcements") == []


def test_only_a_year_that_overflows_its_listing_has_months(tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for number in range(LISTING_LENGTH + 1):
        files |= news(f"n{number}", published=f"2026-{number % 2 + 1:02}-01")
    files |= {"news/2025/x/index.id.md": original(published="2025-03-01")}
    paper = edition(tmp_path, files)
    assert paper.years("news") == [2026, 2025]
    assert paper.months("news", 2026) == [2, 1]
    assert paper.months("news", 2025) == []
    assert paper.has_listing("news", 2026, 2)
    assert not paper.has_listing("news", 2025, 3)
    assert len(paper.of_month("news", 2026, 1)) == 51
