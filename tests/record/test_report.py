"""The draft of the monitoring report: what it says, its formats, and the command that writes it."""

import csv
import io
import re
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import pytest

from commands import run_here
from newsroom.content.fields import DUTIES
from newsroom.core.failure import OPTION, Failure
from newsroom.record import duties
from newsroom.record.figures import figure_files
from newsroom.record.report import Gap, Heading, Report, make_report, period_of
from newsroom.record.report_files import GAP, document, markdown, report_files, table
from newsroom.site.site import Site
from small_sites import CONFIG, NOON, SITE_URL, original, small_site, translation

DUTY, OTHER = DUTIES[0], DUTIES[1]
SOURCES = """\
sources:
  - {title: "Laporan [1]", publisher: BPS, url: "https://example.org/a", date: 2024-02}
"""
CHART = """\
```chart
type: columns
title: Anggota
unit: kota
file: jumlah.csv
column: members
```
"""
FILES = {
    "news/2026/kain/index.id.md": original(
        title='"=Kain & <b>[batik](https://evil.example)</b>"',
        more=f"happened: 2024-03\nduties: [{DUTY}]\ncities: [kanazawa]\n{SOURCES}",
    ),
    "news/2026/kain/index.en.md": translation(title="Cloth", more="slug: cloth\n"),
    "news/2026/bare/index.id.md": original(title="Tanpa", more=f"duties: [{DUTY}, {OTHER}]\n"),
    "news/2026/early/index.id.md": original(
        title="Dulu", more=f"happened: 2015\nduties: [{DUTY}]\n"
    ),
    "news/2026/chart/index.id.md": original(CHART, title="Grafik"),
    "data/jumlah.csv": (
        "year,members,note,publisher,source\n"
        "2024,350,,BPS,https://angka.example/a\n2025,408,akhir tahun,BPS,https://angka.example/b\n"
    ),
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return small_site(tmp_path / "docs", FILES)


def draft(site: Site, language: str = "id", first: int = 2023, last: int = 2026) -> Report:
    renderer, edition = site.renderers[language], site.editions[language]
    files = figure_files(edition, lambda article: renderer.body(article).data)
    return make_report(edition, site.addresses, site.settings, files, first=first, last=last)


# Years


@pytest.mark.parametrize(
    ("first", "last", "today", "years"),
    [
        (None, None, 2026, (2023, 2026)),
        (None, None, 2027, (2024, 2027)),
        (None, 2018, 2026, (2015, 2018)),
        (2020, None, 2026, (2020, 2026)),
        (2014, 2014, 2026, (2014, 2014)),
    ],
)
def test_years_that_nobody_gives_end_with_the_report_due(
    first: int | None, last: int | None, today: int, years: tuple[int, int]
) -> None:
    assert period_of(first, last, today) == years


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (2026, 2023, "exchange them"),
        (2013, 2020, "begin there"),
        (2024, 2030, "still to come"),
    ],
)
def test_years_that_cannot_be_are_explained(first: int, last: int, words: str) -> None:
    with pytest.raises(Failure, match=words):
        period_of(first, last, 2026)


# What it says


def test_evidence_stands_under_its_duty_and_year_and_what_is_missing_is_named(site: Site) -> None:
    report = draft(site)
    name = {duty.key: duty.name.in_language("id").text for duty in duties.duties(duties.EVIDENCE)}
    assert [(piece.duty, piece.year) for piece in report.pieces] == [
        (name[DUTY], 2024),
        (name[DUTY], 2026),
        (name[OTHER], 2026),
    ]
    expected = {(name[key], year) for key in name for year in range(2023, 2027)} - {
        (piece.duty, piece.year) for piece in report.pieces
    }
    assert set(report.gaps) == expected
    years = [block for block in report.blocks if isinstance(block, Heading) and block.level == 2]
    assert [block.text for block in years].count("2024") == len(name)
    assert sum(isinstance(block, Gap) for block in report.blocks) >= len(expected)


def test_every_piece_leads_to_its_article_and_sources(site: Site) -> None:
    text = markdown(draft(site))
    assert f"(<{SITE_URL}berita/2026/" in text
    assert r"[Laporan \[1\]](<https://example.org/a>), BPS, Februari 2024" in text
    piece = draft(site).pieces[0]
    assert (piece.day, piece.cities) == ("Maret 2024", "Kanazawa")


def test_an_article_without_sources_is_a_gap(site: Site) -> None:
    wording = site.addresses["id"].wording
    gaps = [block.text for block in draft(site).blocks if isinstance(block, Gap)]
    assert gaps.count(wording["report_source_gap"]) == 2


def test_the_numbers_of_the_years_stand_in_it_with_their_sources(site: Site) -> None:
    text = markdown(draft(site))
    assert "| 2025 | 408 | akhir tahun | [BPS](<https://angka.example/b>) |" in text
    wording = site.addresses["id"].wording
    assert wording.get("report_numbers_gap", years="2023 dan 2026") in text


def test_in_another_language_an_untranslated_piece_says_its_own(site: Site) -> None:
    report = draft(site, "en")
    assert [piece.article.language for piece in report.pieces] == ["en", "id", "id"]
    assert "Written in Indonesian" in markdown(report)


def test_years_without_anything_are_gaps_alone(site: Site) -> None:
    report = draft(site, first=2016, last=2017)
    assert report.pieces == []
    assert len(report.gaps) == 2 * len(duties.duties(duties.EVIDENCE))


# Formats


def test_no_title_is_a_link_or_mark_up_in_markdown(site: Site) -> None:
    text = markdown(draft(site))
    assert r"=Kain & \<b\>\[batik\](https://evil.example)\</b\>" in text
    assert "](https://evil.example)" not in text.replace(r"\](https://evil.example)", "")


def test_the_table_has_a_row_for_each_piece_and_gap_and_runs_nothing(site: Site) -> None:
    report = draft(site)
    rows = list(csv.DictReader(io.StringIO(table(report).removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(report.pieces) + len(report.gaps)
    assert rows[0]["title"].startswith("'=Kain")
    assert (rows[0]["date"], rows[0]["cities"]) == ("2024-03", "Kanazawa")
    assert rows[0]["sources"] == "Laporan [1] https://example.org/a"
    assert [row["title"] for row in rows[len(report.pieces) :]] == [""] * len(report.gaps)


def test_a_word_processor_finds_headings_links_tables_and_gaps(site: Site) -> None:
    report = draft(site)
    read = docx.Document(io.BytesIO(document(report)))
    assert read.paragraphs[0].style.name == "Title"
    assert read.paragraphs[0].text == report.title
    shown = [
        (int(paragraph.style.name.removeprefix("Heading ")), paragraph.text)
        for paragraph in read.paragraphs
        if paragraph.style.name.startswith("Heading ")
    ]
    assert shown == [
        (block.level, block.text) for block in report.blocks if isinstance(block, Heading)
    ]
    gaps = [paragraph.text for paragraph in read.paragraphs if paragraph.style.name == GAP]
    assert gaps == [block.text for block in report.blocks if isinstance(block, Gap)]
    links = {link.address for paragraph in read.paragraphs for link in paragraph.hyperlinks}
    assert {"https://example.org/a", report.pieces[0].address} <= links
    heads = [each.rows[0]._tr.trPr is not None for each in read.tables]
    assert heads
    assert all(heads)
    assert read.core_properties.title == report.title
    assert read.core_properties.language == "id"


def test_no_heading_skips_a_level(site: Site) -> None:
    levels = [block.level for block in draft(site).blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_same_report_has_the_same_bytes_and_no_day_of_its_own(tmp_path: Path) -> None:
    made = [
        {file.path: file.content for file in report_files(draft(small_site(folder, FILES)), "r")}
        for folder in (tmp_path / "a", tmp_path / "b")
    ]
    assert made[0] == made[1]
    assert set(made[0]) == {"r.md", "r.docx", "r.csv"}
    with zipfile.ZipFile(io.BytesIO(made[0]["r.docx"])) as parts:
        assert {part.date_time[:3] for part in parts.infolist()} == {(1980, 1, 1)}
        properties = parts.read("docProps/core.xml").decode()
    assert set(re.findall(r">(\d{4}-\d\d-\d\d)T", properties)) == {"2026-11-24"}


# The command


def run(site: Site, *arguments: object) -> subprocess.CompletedProcess[str]:
    config = site.settings.docs.parent / "mkdocs.yml"
    config.write_text(CONFIG)
    return run_here("report.py", "--config", config, *arguments, SOURCE_DATE_EPOCH=NOON)


def test_the_command_writes_all_formats_though_a_translation_is_behind(
    site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    done = run(site, "--from", 2023, "--to", 2026, "--language", "en", "--output", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert {file.name for file in folder.iterdir()} == {
        f"report-2023-2026.en.{ending}" for ending in ("md", "docx", "csv")
    }
    assert "3 pieces of evidence" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--language", "jv"), "there is no language 'jv'; use one of id, en"),
        (("--from", "last"), "'last' is not a year such as 2026"),
        (("--from", 2026, "--to", 2023), "exchange them"),
        (("--output", ""), "name a folder"),
    ],
)
def test_a_wrong_option_is_one_sentence(
    site: Site, arguments: tuple[object, ...], words: str
) -> None:
    done = run(site, *arguments)
    assert done.returncode == OPTION
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_city_stands_in_the_way(site: Site) -> None:
    wrong = original(more="cities: [atlantis]\n")
    (site.settings.docs / "news/2026/bare/index.id.md").write_text(wrong)
    done = run(site)
    assert done.returncode == OPTION
    assert "docs/news/2026/bare/index.id.md:6" in done.stderr
    assert "atlantis" in done.stderr
