"""Feeds without the site, and word to the hub: the commands as somebody runs them."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from commands import run_here
from feed_readers import a_hub, serving
from frozen import FROZEN
from mkdocs_builds import make_project
from newsroom.core.settings import PROJECT
from newsroom.publish.hub import NoAnswer, changed_feeds, published
from small_sites import NOON, SITE_URL, TOPIC_FILES, original, write_files

SCRIPTS = PROJECT / "scripts"

CONFIG = """\
site_name: Kota Kreatif Pekalongan
site_url: {site_url}
repo_url: https://github.com/kota/situs
extra:
  identity: kota.example,2026
  hub: "{hub}"
plugins:
  - i18n:
      languages:
        - {{locale: id, name: Bahasa Indonesia, default: true}}
        - {{locale: en, name: English}}
"""


def command(name: str, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    variables = {"SOURCE_DATE_EPOCH": NOON, "WEBSUB_HUB": "", "COLUMNS": "80", **more}
    return run_here(name, *arguments, **variables)


def project(
    folder: Path,
    files: Mapping[str, str],
    *,
    site_url: str = "https://kota.example/situs/",
    hub: str = "",
) -> Path:
    """A small project; gives the path of its mkdocs.yml."""
    write_files(folder / "docs", TOPIC_FILES | dict(files))
    config = folder / "mkdocs.yml"
    config.write_text(CONFIG.format(site_url=site_url, hub=hub))
    return config


GOOD = {
    "news/2026/kain/index.id.md": original(
        more="sources:\n  - title: Laporan\n    url: https://example.org/\n"
    )
}


# Feeds


def test_the_command_writes_what_the_build_writes(frozen_folder: Path, tmp_path: Path) -> None:
    config = make_project(tmp_path / "project", docs=FROZEN / "docs") / "mkdocs.yml"
    done = command(
        "generate_feed.py", "--config", config, "--output", tmp_path / "feeds", SITE_URL=SITE_URL
    )
    assert (done.returncode, done.stderr) == (0, "")
    written = [
        path
        for path in (tmp_path / "feeds").rglob("*")
        if path.is_file() and path.name != ".generated-feeds"
    ]
    assert len(written) > 40
    for path in written:
        in_site = frozen_folder / path.relative_to(tmp_path / "feeds")
        assert path.read_bytes() == in_site.read_bytes(), path
    feeds = {path.relative_to(frozen_folder) for path in frozen_folder.rglob("feed.*")}
    assert feeds | {Path("feeds.opml")} <= {
        path.relative_to(tmp_path / "feeds") for path in written
    }


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--language", "en"], {"en/feed.xml", "en/news/feed.xml", "en/topics/network/feed.xml"}),
        (["--topic", "network"], {"topik/jejaring/feed.xml", "en/topics/network/feed.xml"}),
        (["--language", "id", "--topic", "batik"], {"topik/batik/feed.xml"}),
        (["--language", "en", "--language", "id"], {"feed.xml", "en/feed.xml", "feeds.opml"}),
    ],
)
def test_options_choose_feeds(tmp_path: Path, options: list[str], expected: set[str]) -> None:
    config = project(tmp_path, GOOD)
    done = command("generate_feed.py", *options, "--config", config, "--output", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    written = {path.relative_to(tmp_path / "out").as_posix() for path in files(tmp_path / "out")}
    assert expected <= written
    if "--topic" in options:
        assert {path for path in written if path.endswith(".xml")} == expected
    elif options == ["--language", "en"]:
        assert all(path.startswith("en/") for path in written)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("[!.]*") if path.is_file()]


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--language", "fr"], 2, "there is no language 'fr'; the site has id, en"),
        (["--topic", "batk"], 2, "did you mean batik?"),
        (["--topic", "zzz"], 2, "did you mean batik, network?"),
        (["--topic", "\x1b[31m"], 2, "\\x1b[31m"),
        (["--frobnicate"], 2, "unrecognized arguments"),
        (["--output", "{folder}/mkdocs.yml"], 3, "Name another folder with --output"),
        (["--output", "/proc/feeds"], 3, "Name another folder with --output"),
        (["--config", "{folder}/none.yml"], 3, "none.yml"),
    ],
)
def test_a_wrong_option_is_explained(
    tmp_path: Path, options: list[str], code: int, message: str
) -> None:
    config = project(tmp_path, GOOD)
    options = [option.format(folder=tmp_path) for option in options]
    done = command("generate_feed.py", "--config", config, "--output", tmp_path / "out", *options)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_articles_with_problems_are_reported_and_nothing_is_written(tmp_path: Path) -> None:
    bad = {
        "news/2026/kain/index.id.md": original(published="besok"),
        "news/2026/lomba/index.id.md": "tanpa kepala",
    }
    done = command(
        "generate_feed.py", "--config", project(tmp_path, bad), "--output", tmp_path / "out"
    )
    assert done.returncode == 1
    assert "docs/news/2026/kain/index.id.md:4:" in done.stderr
    assert "docs/news/2026/lomba/index.id.md:1:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_help_shows_examples() -> None:
    done = command("generate_feed.py", "--help")
    assert done.returncode == 0
    for option in ("--language", "--topic", "--output"):
        assert f"generate_feed.py {option}" in done.stdout or f" {option} " in done.stdout
    assert "examples:" in done.stdout
    assert "exit codes:" in done.stdout


# The hub


def test_a_hub_is_told_of_changed_feeds_only(tmp_path: Path) -> None:
    old, new, changes = tmp_path / "old", tmp_path / "new", tmp_path / "changed.txt"
    with serving(old) as site_url, a_hub() as (hub, told):
        config = project(tmp_path, GOOD, site_url=site_url, hub=hub)
        assert command("generate_feed.py", "--config", config, "--output", old).returncode == 0
        late = GOOD["news/2026/kain/index.id.md"].replace("Judul", "Baru")
        write_files(tmp_path / "docs", {"news/2026/baru/index.id.md": late})
        done = command("generate_feed.py", "--config", config, "--output", new)
        assert done.returncode == 0, done.stderr
        listed = command("ping_hub.py", "--config", config, "changed", new)
        changes.write_text(listed.stdout)
        ping = ("ping_hub.py", "--config", config, "ping", changes)
        early = command(*ping, "--wait", "0")
        assert (early.returncode, told) == (1, [])
        assert "the published feed is still not the one that was built" in early.stderr
        assert f"notified {hub} of 0 of" in early.stderr
        shutil.copytree(new, old, dirs_exist_ok=True)
        done = command(*ping)
        assert done.returncode == 0, done.stderr
        assert f"notified {hub} of {len(told)} of {len(told)} changed feeds" in done.stderr
    expected = sorted(
        site_url + path + form
        for path in ("feed", "berita/feed", "topik/batik/feed")
        for form in (".xml", ".json", ".atom")
    )
    assert sorted(form["hub.url"][0] for form in told) == expected
    assert {form["hub.mode"][0] for form in told} == {"publish"}


def test_a_site_that_does_not_answer_is_asked_once_and_counts_as_changed(tmp_path: Path) -> None:
    asked = []

    def fetch(address: str) -> bytes | None:
        asked.append(address)
        raise NoAnswer

    write_files(tmp_path, {"feed.xml": "a", "en/feed.xml": "b", "berita/feed.json": "c"})
    found = list(changed_feeds(tmp_path, "https://kota.example/", fetch))
    assert len(found) == 3
    assert len(asked) == 1


@pytest.mark.parametrize("port", [1, 0])
def test_what_cannot_be_asked_raises_one_error(port: int) -> None:
    with pytest.raises(NoAnswer):
        published(f"http://127.0.0.1:{port}/feed.xml")


def test_without_a_hub_nobody_is_told(tmp_path: Path) -> None:
    config = project(tmp_path, GOOD)
    for arguments in (["changed", tmp_path], ["ping", tmp_path / "none.txt"]):
        done = command("ping_hub.py", "--config", config, *arguments)
        assert (done.returncode, done.stdout) == (0, "")
        assert "no hub" in done.stderr


def test_a_hub_that_refuses_is_reported(tmp_path: Path) -> None:
    changes = tmp_path / "changed.txt"
    changes.write_text("https://kota.example/feed.xml\n")
    with a_hub(status=500) as (hub, told):
        config = project(tmp_path, GOOD, hub=hub)
        done = command("ping_hub.py", "--config", config, "ping", changes)
    assert done.returncode == 1
    assert "500" in done.stderr
    assert f"notified {hub} of 0 of 1 changed feeds" in done.stderr
    assert len(told) == 1
