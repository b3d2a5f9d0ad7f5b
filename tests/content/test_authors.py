"""Authors: how articles name them, and what their pages and addresses are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsroom.checks.register import published
from newsroom.content.article import NEWSROOM
from newsroom.content.edition import LISTING_LENGTH
from newsroom.content.fields import author_key
from newsroom.site.page import Page, pages
from newsroom.site.site import Site
from small_sites import original, small_site, translation

PATH = "news/2026/kain/index.id.md"


def site_with(folder: Path, authors: str) -> Site:
    return small_site(folder, {PATH: original(more=f"authors: {authors}\n")})


def authors_read(folder: Path, authors: str) -> tuple[str, ...]:
    site = site_with(folder, authors)
    assert not [each for each in site.catalogue.problems if each.path == PATH]
    return site.catalogue.original("news/2026/kain").facts.authors


def pages_by_address(site: Site, language: str) -> dict[str, Page]:
    return {page.address: page for page in pages(site, language)}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[Siti Aminah]", ("Siti Aminah",)),
        ("Siti Aminah", ("Siti Aminah",)),
        ("[Siti  Aminah, Sukarno, Siti Aminah]", ("Siti Aminah", "Sukarno")),
        ('["Siti Aminah, S.Pd."]', ("Siti Aminah, S.Pd.",)),
        ("Dr. H. Nur’aini binti Hasan", ("Dr. H. Nur’aini binti Hasan",)),
        ("SMKN 2 Pekalongan", ("SMKN 2 Pekalongan",)),
        ("王小明", ("王小明",)),
        ("[redaksi, Siti Aminah]", (NEWSROOM, "Siti Aminah")),
        ("Redaksi", (NEWSROOM,)),
    ],
)
def test_an_article_names_its_authors_by_key_or_name(
    tmp_path: Path, written: str, read: tuple[str, ...]
) -> None:
    assert authors_read(tmp_path, written) == read


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("[redksi]", "unknown_author"),
        ("Redaski", "unknown_author"),
        ("[siti-aminah]", "unknown_author"),
        ("Siti Aminah, Budi Santoso", "several_authors"),
        ("[Siti Aminah, S.Pd.]", "not_a_name"),
        ("siti@example.org", "not_a_name"),
        ("https://example.org/siti", "not_a_name"),
        ("Batik.com", "not_a_name"),
        ("www.Batik", "not_a_name"),
        ('"<b>Siti</b>"', "not_a_name"),
        ('"Siti\\u202eAminah"', "invisible_character"),
        (f"S{'i' * 80}", "too_long"),
        ('"Ѕiti Aminah"', "mixed_letters"),
        ("1234", "unknown_author"),
        ("{nama: Siti}", "not_a_list"),
    ],
)
def test_what_is_no_name_is_a_problem(tmp_path: Path, written: str, rule: str) -> None:
    found = [each for each in site_with(tmp_path, written).catalogue.problems if each.path == PATH]
    assert [(each.rule, each.line) for each in found] == [(rule, 6)]


def test_a_misspelt_key_is_told_with_the_key_that_is_near(tmp_path: Path) -> None:
    (problem,) = site_with(tmp_path, "[redksi]").catalogue.problems
    assert problem.values["nearest"] == NEWSROOM


@pytest.mark.parametrize(
    ("author", "key"),
    [
        ("Siti Aminah", "siti-aminah"),
        ("Siti Aminah, S.Pd.", "siti-aminah-spd"),
        ("Nur’aini Müller", "nuraini-muller"),
        ("reporter-01", "reporter-01"),
    ],
)
def test_an_author_s_address_is_made_from_the_name(author: str, key: str) -> None:
    assert author_key(author) == key


def test_names_in_other_alphabets_have_addresses_of_their_own() -> None:
    keys = {author_key(name) for name in ("王小明", "李明", "Айдар")}
    assert len(keys) == 3
    assert all(key.isascii() and key.isalnum() for key in keys)


def test_an_author_has_a_page_in_every_language_and_the_newsroom_has_none(tmp_path: Path) -> None:
    files = {
        PATH: original(more="authors: [Siti Aminah]\n"),
        "news/2026/ombak/index.id.md": original(more="authors: [Siti aminah, redaksi]\n"),
        "news/2026/ombak/index.en.md": translation(title="Wave"),
        "news/2026/lain/index.id.md": original(),
        "news/2026/nanti/index.id.md": original(
            published="2027-01-01", more="authors: [Budi Santoso]\n"
        ),
    }
    site = small_site(tmp_path, files)
    for language, address in (("id", "/penulis/siti-aminah/"), ("en", "/en/authors/siti-aminah/")):
        found = pages_by_address(site, language)
        authors = [page for page in found.values() if page.template == "author.html"]
        assert [page.address for page in authors] == [address]
        assert authors[0].title == "Siti Aminah"
        assert authors[0].versions == {
            "id": "/penulis/siti-aminah/",
            "en": "/en/authors/siti-aminah/",
        }
        assert {each.key for each in authors[0].listing} == {"news/2026/kain", "news/2026/ombak"}


def test_the_page_of_an_author_stays_when_the_last_article_is_withdrawn(tmp_path: Path) -> None:
    more = "authors: [Siti Aminah]\nwithdrawn: 2026-11-22\nwithdrawn_note: Keliru.\n"
    page = pages_by_address(small_site(tmp_path, {PATH: original(more=more)}), "id")[
        "/penulis/siti-aminah/"
    ]
    assert page.listing == ()
    assert not page.is_indexed


@pytest.mark.parametrize(
    ("listing", "title", "count"),
    [
        (lambda words: words.entry("authors", "siti-aminah"), "Siti Aminah", LISTING_LENGTH + 1),
        (lambda words: f"{words.listing('topics')}batik/", "Batik", LISTING_LENGTH + 1),
        (lambda words: words.entry("authors", "siti-aminah"), "Siti Aminah", LISTING_LENGTH),
        (lambda words: f"{words.listing('topics')}batik/", "Batik", LISTING_LENGTH),
    ],
)
def test_topics_and_authors_beyond_a_listing_have_pages_of_years(
    tmp_path: Path, listing: Callable, title: str, count: int
) -> None:
    files = {
        f"news/{2025 + number % 2}/n{number}/index.id.md": original(
            published=f"{2025 + number % 2}-03-01", more="authors: [Siti Aminah]\n"
        )
        for number in range(count)
    }
    site = small_site(tmp_path, files)
    for language, words in site.addresses.items():
        found = pages_by_address(site, language)
        assert len(found[listing(words)].listing) == LISTING_LENGTH
        years = {year: found.get(f"{listing(words)}{year}/") for year in (2024, 2025, 2026)}
        if count <= LISTING_LENGTH:
            assert set(years.values()) == {None}
            continue
        assert years[2024] is None
        assert sum(len(page.listing) for page in years.values() if page) == count
        page = years[2026]
        assert page
        assert page.title == f"{title}: 2026"
        assert page.versions == {
            other: f"{listing(there)}2026/" for other, there in site.addresses.items()
        }


def test_a_byline_can_be_corrected_after_publication(tmp_path: Path) -> None:
    before = published(site_with(tmp_path, "[Siti Amina]"))
    after = published(site_with(tmp_path, "[Siti Aminah]"))
    assert before == after
