"""The check as its users meet it: exit codes, formats, languages, and names that would forge."""

import re
import subprocess
from pathlib import Path

import pytest

import check_proposal
from commands import run_here
from mkdocs_builds import configuration
from newsroom.checks.check import check
from newsroom.core.command import FAULT
from newsroom.core.failure import FILE, SETTING
from newsroom.core.problem import Problem
from newsroom.core.report import FORMATS, MAX_BYTES
from small_sites import TODAY, TOPIC_FILES, original, small_site, write_files

SOURCES = 'sources: [{title: Sumber, url: "https://example.org/"}]\n'
HOME = {
    "index.id.md": "---\ntitle: Beranda\nsummary: Ringkasan.\n---\n",
    "index.en.md": "---\ntitle: Home\nsummary: Summary.\n---\n",
}


def run(
    folder: Path, files: dict[str, str], *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command over a project of its own: mkdocs.yml, and a few texts."""
    (folder / "mkdocs.yml").write_text(configuration(), "utf-8")
    write_files(folder / "docs", TOPIC_FILES | HOME | files)
    config = folder / "mkdocs.yml"
    return run_here("check.py", "--config", config, "--today", TODAY, *options, **environment)


@pytest.mark.parametrize(
    ("article", "code"),
    [(original(more=SOURCES), 0), (original(), 0), (original("<b>\n", more=SOURCES), 1)],
)
def test_the_exit_code_tells_whether_something_must_be_mended(
    tmp_path: Path, article: str, code: int
) -> None:
    done = run(tmp_path, {"news/2026/kain/index.id.md": article})
    assert (done.returncode, done.stderr) == (code, "")


def test_a_check_that_cannot_run_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, {}, "--docs", str(tmp_path / "tidak-ada"))
    assert done.returncode == FILE
    assert "Traceback" not in done.stderr


def test_an_emptied_setting_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, {}, SITE_URL="")
    assert done.returncode == SETTING
    assert "mkdocs.yml: the setting 'site_url' is missing or empty; for example" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [([], ["  id: ", "  en: "]), (["--language=en"], ["  en: "]), (["--language=id"], ["  id: "])],
)
def test_problems_are_told_in_both_languages_or_in_one(
    tmp_path: Path, options: list[str], told: list[str]
) -> None:
    files = {"news/2026/kain/index.id.md": original("<b>\n", more=SOURCES)}
    lines = run(tmp_path, files, *options).stdout.splitlines()
    assert lines[0] == "docs/news/2026/kain/index.id.md:9:1: error"
    assert [line[:6] for line in lines[1:-1]] == told


def broken(*values: object) -> None:
    raise RuntimeError("broken")


@pytest.mark.parametrize(
    "where",
    [
        "checks.check.link_problems",
        "content.parsed_file._values",
        "content.catalogue._date_problems",
    ],
)
def test_a_file_that_breaks_the_check_is_named_and_hides_no_other(
    tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"news/2026/kain/index.id.md": original(), "news/2026/lain": b"kosong"}
    monkeypatch.setattr(f"newsroom.{where}", broken)
    told = {
        (problem.path.partition("/index")[0], problem.rule)
        for problem in check(small_site(tmp_path, files))
    }
    assert ("news/2026/kain", "check_broken") in told
    assert ("news/2026/lain", "file_not_expected") in told


def test_a_check_that_fails_altogether_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr("check.open_site", broken)
    assert check_proposal.main([str(tmp_path)]) == FAULT
    said = capsys.readouterr()
    assert said.out.startswith("::error::Pemeriksa sendiri gagal")
    assert "a fault in this program, please report it: RuntimeError: broken" in said.err


FORGED = Problem(
    path="news/2026/x\n::error::forged,line=1/index.id.md",
    line=3,
    rule="unknown_key",
    values={"key": "a\r\n::set-output name=x::y", "nearest": "<b>*%0A@all"},
)


def test_no_name_forges_an_annotation() -> None:
    annotation, total = FORMATS["github"]([FORGED], ("en",), 1).splitlines()
    assert total == "1 text, 1 problem, 0 warnings"
    properties, _, message = annotation.removeprefix("::error ").partition("::")
    assert properties == (
        r"file=docs/news/2026/x\n%3A%3Aerror%3A%3Aforged%2Cline=1/index.id.md"
        ",line=3,col=1,title=unknown_key"
    )
    assert r"'a\r\n::set-output name=x::y' is not a field" in message
    assert "%250A@all" in message


def test_no_value_forges_a_summary() -> None:
    summary = FORMATS["markdown"]([FORGED], ("en",), 1)
    assert len(summary.splitlines()) == 4
    assert "<b>" not in summary
    assert "@all" not in summary


def test_a_summary_of_endless_values_stays_short_enough_for_github() -> None:
    endless = Problem(path="x.md", rule="unknown_key", values={"key": "|" * 200_000, "nearest": ""})
    assert "|" * 401 not in endless.explained("en")
    summary = FORMATS["markdown"]([endless] * 1_000, ("id", "en"), 1)
    assert 800_000 < len(summary.encode()) < MAX_BYTES + 1_000
    assert re.search(r"^- … \d+$", summary.splitlines()[-1])


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("slug: kain\n", "slug: kain\n", []),
        ("slug: kain\n", "slug: lain\n", ["/berita/2026/kain/"]),
        ("slug: kain\n", "slug: lain\nformer_slugs: [kain]\n", []),
        ("slug: kain\n", "slug: kain\nwithdrawn: 2026-11-24\nwithdrawn_note: Salah.\n", []),
        ("slug: kain\n", None, ["/berita/2026/kain/"]),
        # led on by main, and nowhere in the proposal
        ("slug: kain\nformer_slugs: [tua]\n", "slug: kain\n", ["/berita/2026/tua/"]),
        # not published on main yet
        ("slug: kain\ndraft: true\n", None, []),
    ],
)
@pytest.mark.parametrize("register", [None, "/\n"])
def test_what_main_publishes_is_not_lost_though_no_register_lists_it(
    tmp_path: Path, before: str, after: str | None, lost: list[str], register: str | None
) -> None:
    article = "news/2026/kain/index.id.md"
    other = {"news/2026/sekali/index.id.md": original(title="Lain sekali", more=SOURCES)}
    proposed = {article: original(more=SOURCES + after)} if after else {}
    write_files(tmp_path / "proposal", TOPIC_FILES | HOME | other | proposed)
    if register:
        write_files(tmp_path, {".cache/addresses.txt": register})
    files = other | {article: original(more=SOURCES + before)}
    done = run(tmp_path, files, "--docs", str(tmp_path / "proposal"), "--language", "en")
    assert re.findall(r"the address (\S+) was published", done.stdout) == lost
    assert done.returncode == (1 if lost else 0), done.stdout


KEPT = "withdrawn: 2026-11-24\nwithdrawn_note: Digabung.\n"


@pytest.mark.parametrize(
    ("slug", "old", "line"),
    [
        ("slug: kain\n", None, 7),
        ("former_slugs: [kain]\n", None, 7),
        ("former_slugs: [tua]\n", "slug: kain\n", 7),
        # Openly withdrawn, it may leave its addresses to another.
        ("former_slugs: [kain, tua]\n", "slug: ditarik\n" + KEPT, 0),
        ("slug: baru\n", "slug: lain\nformer_slugs: [kain, tua]\n", 0),
    ],
)
def test_nobody_takes_over_the_address_of_another_text(
    tmp_path: Path, slug: str, old: str | None, line: int
) -> None:
    article, newcomer = "news/2026/kain/index.id.md", "news/2026/baru/index.id.md"
    proposed = {article: original(more=SOURCES + old)} if old else {}
    proposed[newcomer] = original(title="Baru", published="2026-11-24", more=SOURCES + slug)
    write_files(tmp_path / "proposal", TOPIC_FILES | HOME | proposed)
    files = {article: original(more=SOURCES + "slug: kain\nformer_slugs: [tua]\n")}
    done = run(tmp_path, files, "--docs", str(tmp_path / "proposal"), "--language", "en")
    found = re.findall(r"docs/(\S+):(\d+):1: error\n  en: readers know the address", done.stdout)
    assert found == ([(newcomer, str(line))] if line else []), done.stdout
