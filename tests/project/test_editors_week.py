"""A week in which editors do everything right: every proposal is green, and so is the site."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from clones import git, installed, make_main
from commands import run_command
from small_sites import NOON, write_files

NEWS = "docs/news/2026"
EVENT = "docs/announcements/2026/twelfth-anniversary/index.id.md"
SOURCES = "sources: [{title: Laporan, url: 'https://example.org/laporan'}]\n"
SHORT = (
    "---\ntitle: Bengkel batik dibuka\nsummary: Bengkel baru di Kauman.\n"
    f"published: 2026-11-23\ntopics: [batik]\n{SOURCES}---\n\nSatu paragraf saja.\n"
)
"""One paragraph that does not name the city."""

Change = Callable[[Path], None]


def adds(path: str, text: str) -> Change:
    return lambda clone: write_files(clone, {path: text})


def edits(path: str, before: str, after: str) -> Change:
    def edit(clone: Path) -> None:
        text = (clone / path).read_text(encoding="utf-8")
        assert before in text
        (clone / path).write_text(text.replace(before, after, 1), encoding="utf-8")

    return edit


def adds_an_author(clone: Path) -> None:
    with (clone / "scripts/newsroom/data/authors.yml").open("a", encoding="utf-8") as authors:
        authors.write("rina: Rina Wulandari\n")


WEEK: Mapping[str, Change] = {
    "a short article": adds(f"{NEWS}/short/index.id.md", SHORT),
    "one word corrected": edits(
        f"{NEWS}/five-cities/index.id.md", "\n---\n\n", "\nupdated: 2026-11-24\n---\n\nKabar: "
    ),
    "a slug renamed": edits(
        f"{NEWS}/yearly-report/index.id.md",
        "slug: laporan-tahunan-menjadi-empat-tahunan",
        "slug: laporan-empat-tahunan\nformer_slugs: [laporan-tahunan-menjadi-empat-tahunan]",
    ),
    "an article withdrawn": edits(
        f"{NEWS}/best-practice/index.id.md",
        "topics:",
        "withdrawn: 2026-11-24\nwithdrawn_note: Tahunnya tidak terbukti.\ntopics:",
    ),
    "a new author": adds_an_author,
    "her first article": adds(
        f"{NEWS}/first/index.id.md",
        SHORT.replace("dibuka", "ditutup").replace("sources", "authors: [rina]\nsources"),
    ),
    "an event moved": edits(
        EVENT,
        "starts: 2026-12-01\nends: 2026-12-01",
        "updated: 2026-11-24\nstarts: 2026-12-03\nends: 2026-12-03",
    ),
}


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Main, with what `make install` makes."""
    folder = make_main(tmp_path_factory.mktemp("week") / "main")
    installed(folder)
    return folder


def propose(main: Path, change: Change) -> Path:
    """The merge of main and a proposal, as GitHub checks it out."""
    proposal = main.with_name("proposal")
    shutil.rmtree(proposal, ignore_errors=True)
    git(main.parent, "clone", "--quiet", str(main), str(proposal))
    git(proposal, "switch", "--quiet", "--create", "proposal")
    change(proposal)
    git(proposal, "add", "--all")
    git(proposal, "commit", "--quiet", "--message", "Proposal")
    git(proposal, "switch", "--quiet", "main")
    git(proposal, "merge", "--quiet", "--no-ff", "--no-edit", "proposal")
    return proposal


def make(main: Path, *targets: str) -> str:
    """Run targets as GitHub does; what they printed if they failed, else nothing."""
    summary = main.with_name("summary.md")
    variables = {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    done = run_command(["make", *targets], folder=main, SOURCE_DATE_EPOCH=NOON, **variables)
    return done.stdout + done.stderr if done.returncode else ""


def test_a_week_of_proposals_is_green_and_so_is_the_site(main: Path) -> None:
    for name, change in WEEK.items():
        proposal = propose(main, change)
        assert make(main, "check-proposal", "summarise", "PROPOSAL=../proposal") == "", name
        git(main, "pull", "--quiet", "--ff-only", str(proposal), "main")
    assert make(main, "build", "verify") == ""
    for page in (
        *("berita/2026/short", "berita/2026/first"),
        *("berita/2026/laporan-empat-tahunan", "berita/2026/laporan-tahunan-menjadi-empat-tahunan"),
        "berita/2026/pekalongan-dan-praktik-terbaik-unesco",
    ):
        assert (main / "site" / page / "index.html").is_file(), page
    assert "DTSTART;VALUE=DATE:20261203" in (main / "site/agenda.ics").read_text(encoding="utf-8")


def test_a_slug_renamed_without_its_former_one_is_red(main: Path) -> None:
    change = edits(f"{NEWS}/why-chosen/index.id.md", "slug: mengapa", "slug: sebab")
    propose(main, change)
    printed = make(main, "check-proposal", "PROPOSAL=../proposal")
    assert "/berita/2026/mengapa-pekalongan-terpilih/" in printed
    assert "title=address_lost" in printed


def test_an_event_moved_without_a_word_to_subscribers_is_red(main: Path) -> None:
    propose(main, edits(EVENT, "\nends: 2026-12-0", "\nends: 2026-12-1"))
    printed = make(main, "check-proposal", "PROPOSAL=../proposal")
    assert "title=event_changed_unnoticed" in printed
    assert "updated: 2026-11-24" in printed
