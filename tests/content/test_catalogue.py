"""Articles by key and language: facts once, words in each language, every problem in one
reading."""

from datetime import date
from pathlib import Path

import pytest

from newsroom.content.fields import Correction
from newsroom.core.dates import PartialDay
from newsroom.core.problem import Problem
from small_sites import original, small_site, translation

KEY = "news/2026/kain"
ID, EN = f"{KEY}/index.id.md", f"{KEY}/index.en.md"


def problems(docs: Path, files: dict[str, str | bytes]) -> list[tuple[str, int, str]]:
    catalogue = small_site(docs, files).catalogue
    return [
        (problem.path, problem.line, problem.rule)
        for problem in catalogue.problems
        if not problem.is_warning
    ]


def test_a_translation_shares_the_facts_of_its_original(tmp_path: Path) -> None:
    files = {ID: original(more="happened: 2014-12\n"), EN: translation(title="Cloth")}
    versions = small_site(tmp_path, files).catalogue.articles[KEY]
    assert versions["en"].facts is versions["id"].facts
    assert versions["en"].facts.happened == PartialDay(2014, 12)
    assert (versions["id"].title, versions["en"].title) == ("Judul", "Cloth")


def test_an_original_may_be_in_any_language(tmp_path: Path) -> None:
    files = {EN: original(title="Cloth"), ID: translation(title="Kain")}
    catalogue = small_site(tmp_path, files).catalogue
    assert catalogue.original(KEY).language == "en"
    assert not catalogue.articles[KEY]["id"].is_original


def test_the_folder_is_the_slug_where_none_is_given(tmp_path: Path) -> None:
    """So a corrected title, in whichever script, changes no address."""
    for title in ('"Batik: Kain, Ombak & Östersund!"', '"日本?!"'):
        files = {ID: original(title=title), EN: translation(more="slug: cloth\n")}
        versions = small_site(tmp_path, files).catalogue.articles[KEY]
        assert versions["id"].slug == KEY.rpartition("/")[2]
        assert versions["en"].slug == "cloth"


def test_the_file_of_a_standing_page_is_its_slug_where_none_is_given(tmp_path: Path) -> None:
    page = "---\ntitle: 日本\nsummary: Kota.\n---\n"
    files = {"pasar.id.md": page, "topics/pasar.id.md": page}
    site = small_site(tmp_path, files)
    assert [problem for problem in site.catalogue.problems] == []
    assert site.catalogue.pages["pasar"]["id"].slug == "pasar"
    assert site.catalogue.topics["pasar"]["id"].slug == "pasar"


@pytest.mark.parametrize(
    ("before", "after", "stale"),
    [
        # what readers do not see as a change
        ("Satu dua.\n", "Satu\ndua.\n", False),
        ("Satu dua.\n", "Satu  dua.\n\n\n", False),
        ('Kata "batik" itu.\n', "Kata “batik” itu.\n", False),
        ("Satu dua.\n", "Satu dua.\r\n", False),
        # what they do
        ("Satu dua.\n", "Satu tiga.\n", True),
        ("Satu dua.\n", "Satu, dua.\n", True),
    ],
)
def test_a_translation_is_stale_when_the_words_of_its_original_changed(
    tmp_path: Path, before: str, after: str, stale: bool
) -> None:
    first = small_site(tmp_path / "first", {ID: original(before)})
    hash = first.catalogue.original(KEY).original_hash
    files = {ID: original(after), EN: translation(hash=hash)}
    second = small_site(tmp_path / "second", files)
    assert second.catalogue.articles[KEY]["en"].is_stale is stale


def test_a_capital_letter_does_not_make_a_translation_stale(tmp_path: Path) -> None:
    def found(body: str, hash: str) -> list[Problem]:
        files = {
            "news/2026/kain/index.id.md": original(body),
            "news/2026/kain/index.en.md": translation(hash=hash),
        }
        return list(small_site(tmp_path, files).catalogue.problems)

    stale = next(each for each in found("Isi berita.\n", "00000000") if "hash" in each.values)
    hash = str(stale.values["hash"])
    assert found("isi Berita.\n", hash) == []
    assert [each.rule for each in found("Isi lain.\n", hash)] == ["translation_stale"]


def test_changed_facts_do_not_make_a_translation_stale(tmp_path: Path) -> None:
    hash = small_site(tmp_path / "a", {ID: original()}).catalogue.original(KEY).original_hash
    files = {ID: original(more="duties: [local]\n"), EN: translation(hash=hash)}
    assert not small_site(tmp_path / "b", files).catalogue.articles[KEY]["en"].is_stale


def test_corrections_have_the_days_of_the_original_and_notes_of_their_own(tmp_path: Path) -> None:
    files = {
        ID: original(more='corrections:\n  - {date: 2026-11-22, note: "Tahunnya 2009."}\n'),
        EN: translation(more='corrections: ["The year is 2009."]\n'),
    }
    versions = small_site(tmp_path, files).catalogue.articles[KEY]
    day = date(2026, 11, 22)
    assert versions["id"].corrections == (Correction(date=day, note="Tahunnya 2009."),)
    assert versions["en"].corrections == (Correction(date=day, note="The year is 2009."),)
    assert versions["en"].changed.date() == day


@pytest.mark.parametrize(
    "days",
    [(22, 24), (24, 22)],
)
@pytest.mark.parametrize("note", ["One.", "{date: 2026-11-22, note: One.}"])
def test_a_translation_that_lacks_the_latest_correction_keeps_the_days_of_the_others(
    tmp_path: Path, days: tuple[int, int], note: str
) -> None:
    dated = ", ".join(f"{{date: 2026-11-{day}, note: Hari {day}.}}" for day in days)
    files = {
        ID: original(more=f"corrections: [{dated}]\n"),
        EN: translation(more=f"corrections: [{note}]\n"),
    }
    versions = small_site(tmp_path, files).catalogue.articles[KEY]
    assert set(versions["en"].corrections) == {
        Correction(date=date(2026, 11, 22), note="One."),
        Correction(date=date(2026, 11, 24), note="Hari 24.", language="id"),
    }


def test_every_problem_of_every_file_is_told_in_one_reading(tmp_path: Path) -> None:
    files = {
        ID: "---\ntitle:\nsumary: Salah.\npublished: kemarin\ntopics: [batk]\n---\n",
        EN: "---\ntitle: One: two\n---\n",
        "news/2026/lain/index.id.md": "# Tanpa kepala\n",
        "announcements/2026/undangan/index.id.md": original(),
    }
    assert problems(tmp_path, files) == [
        ("announcements/2026/undangan/index.id.md", 1, "announcement_without_day"),
        (EN, 2, "yaml_colon"),
        (ID, 1, "missing_key"),
        (ID, 2, "empty_needed"),
        (ID, 3, "unknown_key"),
        (ID, 4, "not_a_day"),
        (ID, 5, "unknown_name"),
        ("news/2026/lain/index.id.md", 1, "front_matter_missing"),
    ]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # originals and translations
        ({EN: translation()}, [(KEY, 1, "no_original")]),
        ({ID: original(), EN: original()}, [(EN, 1, "second_original")]),
        ({ID: original(more="original: 12345678\n")}, None),
        # facts that do not fit
        ({"news/2025/kain/index.id.md": original()}, "wrong_year_folder"),
        ({ID: original(more="image: kain.jpg\nimage_alt: Kain\n")}, "picture_missing"),
        ({ID: original(more="updated: 2026-11-01\n")}, "updated_before_published"),
        ({ID: original(more="closes: 2026-12-01\n")}, "key_of_other_kind"),
    ],
)
def test_texts_that_do_not_fit_together(
    tmp_path: Path, files: dict[str, str], expected: object
) -> None:
    found = problems(tmp_path, dict(files))
    if isinstance(expected, str):
        assert expected in [rule for _, _, rule in found]
    elif expected:
        assert found == expected
    else:
        assert found


def test_two_articles_cannot_share_an_address(tmp_path: Path) -> None:
    files = {
        "news/2026/a/index.id.md": original(more="slug: sama\n"),
        "news/2026/b/index.id.md": original(more="slug: sama\n"),
        "news/2026/sama/index.id.md": original(),
    }
    assert problems(tmp_path, files) == [
        ("news/2026/b/index.id.md", 6, "address_taken"),
        ("news/2026/sama/index.id.md", 1, "address_taken"),
    ]


def test_a_wrong_article_does_not_take_the_others_away(tmp_path: Path) -> None:
    files = {ID: original(), "news/2026/lain/index.id.md": "tanpa kepala"}
    assert list(small_site(tmp_path, files).catalogue.articles) == [KEY]


@pytest.mark.parametrize(
    ("path", "more", "invalid"),
    [
        # told at its line
        ("announcements/2026/kain/index.id.md", "closes:\n", [(6, "empty", "closes")]),
        (ID, "draft:\n", [(6, "empty", "draft")]),
        (ID, "image_alt: ~\n", [(6, "empty", "image_alt")]),
        (ID, "sources:\n  - url:\n", [(7, "missing_key_inside", "title")]),
        # within a list the key that is meant
        (ID, f"sources:\n  - title: {'a' * 301}\n", [(7, "too_long", "title")]),
        # offered empty by a new file
        (ID, "sources:\n  - title: a\n    publisher:\n    url: https://a.example/\n", []),
    ],
)
def test_a_key_with_nothing_behind_it_is_told(
    tmp_path: Path, path: str, more: str, invalid: list[tuple[int, str, str]]
) -> None:
    problems = small_site(tmp_path, {path: original(more=more)}).catalogue.problems
    assert [(each.line, each.rule, each.values.get("key")) for each in problems] == invalid


def test_a_translation_says_what_its_original_says(tmp_path: Path) -> None:
    path = "announcements/2026/kain/index"
    files = {
        f"{path}.id.md": original(more="starts: 2026-12-01\nplace: Museum\n"),
        f"{path}.en.md": translation(more="place:\ntranslator:\n"),
    }
    assert (f"{path}.en.md", 5, "empty") in problems(tmp_path, files)
    assert (f"{path}.en.md", 6, "empty") not in problems(tmp_path, files)
