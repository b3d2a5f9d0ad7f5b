"""Rehearsals: what is dated for later is built and verified before it is merged."""

import shutil
from pathlib import Path

import pytest

import rehearse
from mkdocs_builds import NOON, PROJECT, project
from small_sites import original

KEY = "news/2026/nanti"
SOURCES = 'sources: [{title: Sumber, url: "https://example.org/"}]\n'
LATER = original(title="Nanti", published="2026-12-24", more=SOURCES)


def rehearsed(folder: Path, template: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Rehearse a site whose pages of articles have something more in their template."""
    project(folder, {f"{KEY}/index.id.md": LATER})
    (folder / "overrides").unlink()
    shutil.copytree(PROJECT / "overrides", folder / "overrides")
    with (folder / "overrides/partials/footer.html").open("a", encoding="utf-8") as opened:
        opened.write(template)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    return rehearse.main(["--config", str(folder / "mkdocs.yml")])


def test_a_fault_of_a_later_day_is_told_with_its_day_and_text(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    only_there = "{% if news_page.title == 'Nanti' %}{{ 1 / 0 }}{% endif %}"
    assert rehearsed(tmp_path, only_there, monkeypatch) == rehearse.PROBLEMS
    day, place, indonesian, english, _ = capsys.readouterr().out.splitlines()
    assert day == f"2026-12-24: {KEY} live"
    assert place == f"docs/{KEY}/index.id.md:1:1: error"
    assert "mulai 2026-12-24" in indonesian
    assert "from 2026-12-24" in english
    assert "ZeroDivisionError" in english


def test_a_later_day_without_faults_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rehearsed(tmp_path, "", monkeypatch) == rehearse.CLEAN
    assert capsys.readouterr().out == f"2026-12-24: {KEY} live\n"
