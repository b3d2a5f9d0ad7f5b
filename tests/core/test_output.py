"""Writing: a site is whole at every moment, whatever ends the process that writes it."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from commands import clean_environment, run_here
from feed_readers import serving
from mkdocs_builds import environment, project, rebuild, run_build_here
from newsroom.core.failure import FileError
from newsroom.core.output import SiteFile, publish_staged, staging_folder, write_files
from small_sites import original
from small_sites import write_files as write_texts

KEY = "news/2026/kain/index.id.md"
SOURCES = 'sources: [{title: Sumber, url: "https://example.org/"}]\n'
KILLS = 20


def content(folder: Path) -> dict[str, bytes]:
    """All files of a folder but hidden ones at its top."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] != ".git"
    }


BUILDER = """
import os, signal, sys, time, traceback
from pathlib import Path
from mkdocs_builds import rebuild
rebuild(Path("."), SEARCH_INDEX="false")
for seconds in sys.stdin:
    build = os.fork()
    if build == 0:
        try:
            rebuild(Path("."), SEARCH_INDEX="false")
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if seconds.strip():
        time.sleep(float(seconds))
        os.kill(build, signal.SIGKILL)
    print(os.waitpid(build, 0)[1], flush=True)
"""
"""Builds at each line that it reads, and kills the build after as many seconds as stand there.

Everything is loaded and compiled already, so a build is killed while it builds.
"""


def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    folder = project(tmp_path, {KEY: original("Lama.\n", more=SOURCES)})
    site = folder / "site"
    builder = subprocess.Popen(
        [sys.executable, "-c", BUILDER],
        cwd=folder,
        env=clean_environment(PYTHONPATH=os.pathsep.join(sys.path)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert builder.stdin
    assert builder.stdout

    def build(text: str, *, seconds: object = "") -> int:
        """Build a text, and kill the build after so many seconds; gives its exit status."""
        write_texts(folder / "docs", {KEY: original(f"{text}\n", more=SOURCES)})
        print(seconds, file=builder.stdin, flush=True)
        return int(builder.stdout.readline())

    assert build("Lama.") == 0
    old = content(site)
    started = time.monotonic()
    assert build("Baru.") == 0
    needed = time.monotonic() - started
    new = content(site)
    assert new != old
    dice = random.Random(1)
    # The last part of a build is where files of two builds could mix.
    moments = [dice.uniform(0.1, 1.0) for _ in range(KILLS // 2)]
    moments += [dice.uniform(0.8, 1.05) for _ in range(KILLS // 2)]
    for text, expected in [("Lama.", old), ("Baru.", new)] * (KILLS // 2):
        before = content(site)
        build(text, seconds=needed * moments.pop())
        assert content(site) in (before, expected)
    assert build("Baru.") == 0
    assert content(site) == new
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".s")) == []
    builder.stdin.close()
    assert builder.wait() == 0


def test_a_disk_that_is_full_leaves_the_old_site(tmp_path: Path) -> None:
    folder = project(tmp_path, {KEY: original("Lama.\n", more=SOURCES)})
    rebuild(folder, SEARCH_INDEX="false")
    old = content(folder / "site")
    write_texts(folder / "docs", {KEY: original("Baru.\n", more=SOURCES)})
    # No file of more than 4 kB can be written: as on a full disk, in the midst of a file.
    limited = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from mkdocs.__main__ import cli\n"
        "cli(['build', '--strict', '--quiet'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited],
        cwd=folder,
        env=environment(SEARCH_INDEX="false"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert f"the site in {folder / 'site'} is unchanged" in done.stderr
    assert "Traceback" not in done.stderr
    assert content(folder / "site") == old
    assert not (folder / ".site.new").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    folder = project(tmp_path, {KEY: original(more=SOURCES)})
    done = run_build_here(folder, "--site-dir", "/proc/site")
    assert done.returncode != 0
    assert "cannot write /proc/.site.new: No such file" in done.stderr
    assert "Build into another folder with --site-dir" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_into_a_pages_repository_keeps_its_git(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    folder = project(tmp_path / "project", {KEY: original(more=SOURCES)})
    pages = tmp_path / "pages"
    subprocess.run(["git", "init", "--quiet", str(pages)], check=True)
    write_texts(pages, {".nojekyll": "", "old.html": "", ".well-known/old.txt": ""})
    for _ in range(2):
        done = run_build_here(folder, "--site-dir", str(pages), SEARCH_INDEX="false")
        assert done.returncode == 0, done.stderr
        assert (pages / ".git/HEAD").is_file()
        assert (pages / ".nojekyll").is_file()
        assert (pages / "index.html").is_file()
        assert not (pages / "old.html").exists()
        assert {path.name for path in (pages / ".well-known").iterdir()} == {"security.txt"}


def test_git_is_restored_after_a_killed_build(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_texts(site, {"index.html": "new"})
    write_texts(tmp_path / ".site.new", {".git/HEAD": "x", "index.html": "old"})
    staging = staging_folder(site)
    assert list(staging.iterdir()) == []
    assert (site / ".git/HEAD").read_text() == "x"
    write_texts(staging, {"index.html": "newest"})
    publish_staged(site)
    assert (site / ".git/HEAD").read_text() == "x"
    assert (site / "index.html").read_text() == "newest"


def test_the_old_site_is_restored_after_a_killed_build(tmp_path: Path) -> None:
    """Where two folders cannot be exchanged in one step there is a moment without a site."""
    write_texts(tmp_path / ".site.old", {"index.html": "old"})
    staging_folder(tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "old"


def files(**contents: str) -> list[SiteFile]:
    return [SiteFile(path=path, make=text.encode) for path, text in contents.items()]


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    write_files(tmp_path, files(a="old", b="old"))

    def full() -> bytes:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_files(tmp_path, [*files(a="new"), SiteFile(path="b", make=full)])
    assert content(tmp_path) == {"a": b"old", "b": b"old"}


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x"])
def test_nothing_is_written_outside_of_a_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(FileError, match="leads out of"):
        write_files(tmp_path / "site", files(**{path: "x"}))
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_files_carry_the_time_at_which_they_were_written(tmp_path: Path) -> None:
    """A host that compares times must never take changed bytes for the old ones."""
    before = time.time() - 2
    write_files(tmp_path, files(a="x"))
    assert (tmp_path / "a").stat().st_mtime > before


def test_a_host_that_compares_times_sends_changed_bytes(tmp_path: Path) -> None:
    write_files(tmp_path, files(a="x"))
    earlier = time.time() - 10
    os.utime(tmp_path / "a", (earlier, earlier))  # as if it had been written then
    with serving(tmp_path) as address:
        with urlopen(f"{address}a") as answer:
            known = {"If-Modified-Since": answer.headers["Last-Modified"]}
        with pytest.raises(HTTPError, match="304"):
            urlopen(Request(f"{address}a", headers=known))
        write_files(tmp_path, files(a="y"))
        with urlopen(Request(f"{address}a", headers=known)) as answer:
            assert answer.read() == b"y"


def test_feeds_that_are_no_longer_written_leave_the_folder(tmp_path: Path) -> None:
    config = (
        project(
            tmp_path,
            {
                "announcements/2026/pekan/index.id.md": original(
                    more=SOURCES + "starts: 2026-12-01\nslug: pekan\n"
                ),
                KEY: original(more=SOURCES),
            },
        )
        / "mkdocs.yml"
    )
    output = tmp_path / "feeds"

    def generate(*options: str) -> set[str]:
        arguments = ("--config", config, "--output", output, *options)
        done = run_here("generate_feed.py", *arguments, **environment())
        assert done.returncode == 0, done.stderr
        return set(content(output))

    before = generate()
    event = "pengumuman/2026/pekan/pekan.ics"
    assert event in before
    (output / "mine.txt").write_text("stays")
    (tmp_path / "docs/announcements/2026/pekan/index.id.md").unlink()
    assert event in generate("--topic", "batik")
    assert generate() == before - {event} | {"mine.txt"}
