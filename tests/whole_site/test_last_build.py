"""`make build` builds again whatever may have changed, and only that."""

import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from commands import run_command
from mkdocs_builds import build_site, environment
from newsroom.core.dates import build_moment
from newsroom.core.last_build import report_if_unchanged
from newsroom.core.settings import PROJECT, read_settings
from small_sites import NOON, original, small_site

UNCHANGED = "Nothing changed since the last build"
ARTICLE = "docs/news/2026/kain/index.id.md"


def build(folder: Path, **variables: str) -> str:
    """What `make build` prints."""
    command = [sys.executable, PROJECT / "scripts/build.py", "--config", folder / "mkdocs.yml"]
    result = run_command(command, folder=folder, **environment(SEARCH_INDEX="false", **variables))
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout + result.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build_site(tmp_path, {"news/2026/kain/index.id.md": original()}, SEARCH_INDEX="false")
    return tmp_path


def test_second_build_does_nothing_and_repeats_the_report(folder: Path) -> None:
    before = (folder / "site/index.html").stat()
    printed = build(folder)
    assert UNCHANGED in printed
    assert f"{ARTICLE}:1:1: warning" in printed
    assert (folder / "site/index.html").stat().st_ino == before.st_ino


def is_unchanged(folder: Path, monkeypatch: pytest.MonkeyPatch, **variables: str) -> bool:
    """Whether `make build` would do nothing now."""
    for name, value in environment(**({"SEARCH_INDEX": "false"} | variables)).items():
        monkeypatch.setenv(name, value)
    config = folder / "mkdocs.yml"
    return report_if_unchanged(read_settings(config), config, build_moment()) is not None


def edit(folder: Path) -> None:
    with (folder / ARTICLE).open("a", encoding="utf-8") as file:
        file.write("Satu kalimat.\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": edit,
    "a text that kept its time": lambda folder: (
        (times := (folder / ARTICLE).stat()),
        edit(folder),
        os.utime(folder / ARTICLE, ns=(times.st_atime_ns, times.st_mtime_ns)),
    ),
    "a text that was changed back": lambda folder: os.utime(folder / ARTICLE),
    "a new file": lambda folder: (folder / "docs/note.txt").write_text("?"),
    "a renamed folder": lambda folder: (folder / "docs/news/2026/kain").rename(
        folder / "docs/news/2026/cap"
    ),
    "the settings": lambda folder: (folder / "mkdocs.yml").write_text(
        (folder / "mkdocs.yml").read_text() + "\n"
    ),
    "the partners": lambda folder: (folder / "network.yml").write_text("{}\n"),
    "fetched news": lambda folder: (
        (folder / ".cache/network").mkdir(parents=True),
        (folder / ".cache/network/kanazawa.json").write_text("{}"),
    ),
    "the register": lambda folder: (folder / ".cache/addresses.txt").write_text("/\n"),
    "a removed page": lambda folder: (folder / "site/index.html").unlink(),
    "a touched page": lambda folder: os.utime(folder / "site/index.html"),
    "a foreign file": lambda folder: (folder / "site/notes.html").write_text("?"),
    "a lost file of a hidden folder": lambda folder: (
        folder / "site/.well-known/security.txt"
    ).unlink(),
    "a cut record": lambda folder: (folder / ".cache/last_build.json").write_text("{"),
    "a foreign record": lambda folder: (folder / ".cache/last_build.json").write_text("[1]"),
    "no record": lambda folder: (folder / ".cache/last_build.json").unlink(),
}


def test_settings_of_the_environment_and_the_day_count(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_unchanged(folder, monkeypatch)
    assert not is_unchanged(folder, monkeypatch, SITE_URL="https://other.example/")
    assert not is_unchanged(folder, monkeypatch, SEARCH_INDEX="true")
    assert not is_unchanged(folder, monkeypatch, SOURCE_DATE_EPOCH=str(int(NOON) + 86_400))
    assert not is_unchanged(folder, monkeypatch, SOURCE_DATE_EPOCH=str(int(NOON) - 1))
    assert is_unchanged(folder, monkeypatch, SOURCE_DATE_EPOCH=str(int(NOON) + 60))
    (folder / "site/.nojekyll").touch()
    assert is_unchanged(folder, monkeypatch), "a hidden file of its user"


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_noticed(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    CHANGES[name](folder)
    assert not is_unchanged(folder, monkeypatch)


def test_site_changes_at_the_hour_of_what_is_dated_later_today(tmp_path: Path) -> None:
    text = original(published="2026-11-24T15:00+07:00")
    noon = datetime.fromisoformat("2026-11-24T12:00+07:00")
    site = small_site(tmp_path, {"news/2026/kain/index.id.md": text}, today=noon)
    assert site.unchanged_until == noon + timedelta(hours=3)
    evening = small_site(tmp_path, {}, today=noon + timedelta(hours=6))
    assert evening.unchanged_until == noon + timedelta(hours=12)
