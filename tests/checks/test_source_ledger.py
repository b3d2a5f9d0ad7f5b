"""The ledger of sources: what each is used for, and which deserve another look."""

import csv
import io
import subprocess
from pathlib import Path

import pytest

from commands import run_here
from newsroom.checks.source_ledger import Ledger, LedgerEntry, markdown, source_ledger, table
from newsroom.core.failure import FILE, OPTION
from newsroom.site.site import Site
from small_sites import CONFIG, NOON, original, small_site, translation

KAIN, PASAR = "news/2026/kain/index.id.md", "news/2026/pasar/index.id.md"
SOURCES = """\
sources:
  - {title: Laporan, publisher: ANTARA, url: "https://www.antara.example/a/", seen: 2026-11-20}
  - {title: Salinan, publisher: BPS, url: "https://salin.example/1", note: copy}
  - {title: Wawancara, publisher: Museum}
"""
BODY = """\
Kain itu *panjang*. Museum [menyebut](https://museum.example) dua belas perajin.[1](#source-1)
Sejak 2014 jumlahnya naik.[1](#source-1)[2](#source-2)

> Kami bangga.[3](#source-3)

| Tahun | Kain |
| --- | --- |
| 2014 | 12[2](#source-2) |
"""
FILES = {
    KAIN: original(BODY, more=SOURCES),
    KAIN.replace(".id.", ".en."): translation("Cloth.[1](#source-1)\n", more="slug: cloth\n"),
    PASAR: original(
        "Pasar.\n",
        title="Pasar",
        more='sources:\n  - {title: Laporan, url: "http://antara.example/a"}\n'
        '  - {title: Lain, url: "https://salin.example/2"}\n',
    ),
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return small_site(tmp_path / "docs", FILES)


def entry(ledger: Ledger, title: str) -> LedgerEntry:
    return next(each for each in ledger.entries if each.source.title == title)


def claims(found: LedgerEntry) -> list[tuple[str, int, str]]:
    return [
        (use.path.removeprefix("docs/"), claim.line, claim.words)
        for use in found.uses
        for claim in use.claims
    ]


def test_each_sentence_stands_under_the_sources_that_its_marks_name(site: Site) -> None:
    ledger = source_ledger(site)
    assert claims(entry(ledger, "Laporan")) == [
        (KAIN, 12, "Museum menyebut dua belas perajin."),
        (KAIN, 13, "Sejak 2014 jumlahnya naik."),
    ]
    assert claims(entry(ledger, "Salinan")) == [
        (KAIN, 13, "Sejak 2014 jumlahnya naik."),
        (KAIN, 19, "2014 12"),
    ]
    assert claims(entry(ledger, "Wawancara")) == [(KAIN, 15, "Kami bangga.")]


def test_one_address_in_two_spellings_is_one_source(site: Site) -> None:
    uses = entry(source_ledger(site), "Laporan").uses
    assert [(use.path, use.number) for use in uses] == [(f"docs/{KAIN}", 1), (f"docs/{PASAR}", 1)]


def test_it_names_sources_that_deserve_another_look(site: Site) -> None:
    ledger = source_ledger(site)
    ours = {"Laporan", "Salinan", "Wawancara", "Lain"}

    def titles(entries: list[LedgerEntry]) -> set[str]:
        return {each.source.title for each in entries} & ours

    assert titles(ledger.used_once) == {"Wawancara", "Lain"}
    assert titles(ledger.unseen) == ours
    assert titles(ledger.copies) == {"Salinan", "Lain"}


def test_a_source_that_was_seen_everywhere_is_not_named(tmp_path: Path) -> None:
    site = small_site(tmp_path, {KAIN: FILES[KAIN]})
    assert "Laporan" not in {each.source.title for each in source_ledger(site).unseen}


def test_sources_of_figures_and_of_the_record_are_in_it(tmp_path: Path) -> None:
    figures = (
        "year,members,source\n2013,41,https://angka.example/a\n2014,69,https://angka.example/a\n"
    )
    ledger = source_ledger(small_site(tmp_path, {"data/jumlah.csv": figures}))
    assert claims(entry(ledger, "https://angka.example/a")) == [
        ("data/jumlah.csv", 0, "2013"),
        ("data/jumlah.csv", 0, "2014"),
    ]
    assert "scripts/newsroom/data/duties.yml" in {
        use.path for each in ledger.entries for use in each.uses
    }


def test_markdown_escapes_titles_and_says_where_a_note_is_missing(tmp_path: Path) -> None:
    more = SOURCES.replace("Salinan", '"[Palsu](javascript:x) *"')
    again = original(
        more='sources:\n  - {title: Lagi, url: "https://salin.example/1", date: 2014}\n'
    )
    written = markdown(
        source_ledger(small_site(tmp_path, {KAIN: original(BODY, more=more), PASAR: again}))
    )
    assert r"[\[Palsu\](javascript:x) \*](<https://salin.example/1>), BPS" in written
    assert f"`docs/{PASAR}` (without the note)" in written
    assert f"- `docs/{PASAR}`, source 1: no sentence is marked" in written


def test_the_table_has_a_row_for_each_claim_and_runs_nothing(tmp_path: Path) -> None:
    files = FILES | {KAIN: original(BODY, more=SOURCES.replace("Wawancara", '"=1+1"'))}
    written = table(source_ledger(small_site(tmp_path, files)))
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline="")))
    ours = [row for row in rows if row["file"] in (f"docs/{KAIN}", f"docs/{PASAR}")]
    assert len(ours) == 7
    assert [row["title"] for row in ours if row["number"] == "3"] == ["'=1+1"]
    assert {row["seen"] for row in ours if row["title"] == "Laporan"} == {"2026-11-20", ""}


def test_the_same_texts_make_the_same_ledger(tmp_path: Path) -> None:
    one, other = (source_ledger(small_site(tmp_path / name, FILES)) for name in "ab")
    assert (markdown(one), table(one)) == (markdown(other), table(other))


# The command


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return run_here("sources.py", *arguments, SOURCE_DATE_EPOCH=NOON)


@pytest.fixture
def config(tmp_path: Path, site: Site) -> Path:
    """Settings of the same small site."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    return tmp_path / "mkdocs.yml"


def test_the_command_prints_or_writes_the_ledger(config: Path, tmp_path: Path) -> None:
    printed = run("--config", config)
    assert (printed.returncode, printed.stderr) == (0, "")
    file = tmp_path / "out" / "sources.md"
    written = run("--config", config, "--output", file)
    assert written.returncode == 0
    assert file.read_text(encoding="utf-8") == printed.stdout
    assert written.stdout.startswith(printed.stdout.splitlines()[2].split(" sources")[0])
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--format", "pdf"), OPTION, "invalid choice: 'pdf'"),
        (("--output", "/"), FILE, "/ is a folder; name a file in it"),
        (("--output", "/dev/null/sources.md"), FILE, "/dev/null: "),
    ],
)
def test_a_wrong_option_is_one_sentence(
    config: Path, arguments: tuple[str, str], code: int, words: str
) -> None:
    done = run("--config", config, *arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_text_with_problems_stands_in_the_way(config: Path, site: Site) -> None:
    (site.settings.docs / KAIN).write_text("---\ntitle: A\n---\n")
    done = run("--config", config)
    assert done.returncode == OPTION
    assert KAIN in done.stderr
    assert done.stdout == ""
