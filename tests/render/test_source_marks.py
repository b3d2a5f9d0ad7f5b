"""Marks that lead from a statement to its source."""

from pathlib import Path

import pytest

from newsroom.checks.check import check
from newsroom.feeds.feed_item import Items
from small_sites import original, small_site, translation

KEY = "news/2026/kain"
SOURCES = """\
sources:
  - title: Satu
    url: https://example.org/1
  - title: Dua
    url: https://example.org/2
"""
MARK = '<sup class="source-mark"><a href="#source-{0}">[{0}]</a></sup>'


def told(docs: Path, body: str, **files: str) -> list[tuple[str, int]]:
    site = small_site(docs, {f"{KEY}/index.id.md": original(body, more=SOURCES), **files})
    return [(problem.rule, problem.line) for problem in check(site) if KEY in problem.path]


def test_a_mark_is_a_number_above_the_line_that_leads_to_the_list(tmp_path: Path) -> None:
    body = 'Satu.[1](#source-1)[2](#source-2) "Dua."[\\[2\\]](#source-2)\n'
    site = small_site(tmp_path, {f"{KEY}/index.id.md": original(body, more=SOURCES)})
    html = site.renderers["id"].body(site.catalogue.articles[KEY]["id"]).html
    marks = [MARK.format(number) for number in (1, 2)]
    assert html == (f"<p>Satu.{''.join(marks)} “Dua.”{MARK.format(2)}</p>")
    assert check(site) == []


def test_a_feed_leads_to_the_list_on_the_page(tmp_path: Path) -> None:
    body = "Satu.[1](#source-1)[2](#source-2)\n"
    site = small_site(tmp_path, {f"{KEY}/index.id.md": original(body, more=SOURCES)})
    item = Items(site, "id").of(site.catalogue.articles[KEY]["id"])
    assert f'<sup><a href="{item.url}#source-2">[2]</a></sup>' in item.html


def test_words_that_lead_to_a_source_are_a_link(tmp_path: Path) -> None:
    body = "Satu.[1](#source-1) Lihat [laporannya](#source-2).\n"
    site = small_site(tmp_path, {f"{KEY}/index.id.md": original(body, more=SOURCES)})
    html = site.renderers["id"].body(site.catalogue.articles[KEY]["id"]).html
    assert '<a href="#source-2">laporannya</a>' in html
    assert check(site) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Satu.\n", []),
        ("Satu.[1](#source-1)[2](#source-2)\n", []),
        ("Satu.[1](#source-1) [b](https://example.org/2)\n", []),
        ("Satu.[1](#source-1)\n", [("source_unused", 10)]),
        ("Satu.[1](#source-1)[2](#source-2)\n\nDua.[3](#source-3)\n", [("source_unknown", 15)]),
        ("Satu.[1](#source-1)[2](#source-2)[0](#source-0)\n", [("source_unknown", 13)]),
        ("Satu.[1](#source-1)\nDua.[1](#source-2)\n", [("source_misnumbered", 14)]),
        ("[x](#source-3)\n", [("anchor_missing", 13)]),
    ],
)
def test_marks_are_checked_against_the_form(
    body: str, expected: list[tuple[str, int]], tmp_path: Path
) -> None:
    assert told(tmp_path, body) == expected


def test_only_a_source_that_is_not_there_keeps_a_text_back(tmp_path: Path) -> None:
    body = "Satu.[1](#source-1)\n"
    [problem] = check(small_site(tmp_path, {f"{KEY}/index.id.md": original(body, more=SOURCES)}))
    assert problem.is_warning
    assert "[2](#source-2)" in problem.explained("id")


def test_a_translation_marks_the_sources_of_its_original(tmp_path: Path) -> None:
    english = translation("One.[2](#source-2)[3](#source-3)\n")
    found = told(tmp_path, "Satu.\n", **{f"{KEY}/index.en.md": english})
    rules = [rule for rule, _ in found if rule.startswith("source")]
    assert sorted(rules) == ["source_unknown", "source_unused"]


def test_no_heading_takes_the_place_of_a_source(tmp_path: Path) -> None:
    body = "## Source 1\n\n## Source 1\n\nSatu.[1](#source-1)[2](#source-2)\n"
    site = small_site(tmp_path, {f"{KEY}/index.id.md": original(body, more=SOURCES)})
    ids = site.renderers["id"].body(site.catalogue.articles[KEY]["id"]).ids
    assert ids == {"source-1_1", "source-1_2"}
