"""Copies of this repository under real Git; Make finds installed there what is installed here."""

import compileall
import py_compile
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from commands import run_command
from frozen import FROZEN
from mkdocs_builds import configuration
from newsroom.core.settings import PROJECT
from small_sites import write_files


def git(folder: Path, *arguments: str) -> str:
    settings = ("user.name=Penulis", "user.email=penulis@example.org", "protocol.file.allow=always")
    options = [part for setting in settings for part in ("-c", setting)]
    done = run_command(["git", *options, *arguments], folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def copy_of_the_work_tree(folder: Path) -> None:
    """All files that Git knows or would add, as they are now, but for docs/."""
    listed = git(PROJECT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (PROJECT / name).is_file() and not name.startswith("docs/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, folder / name)


def make_main(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """A repository whose main is this work tree as it is now, but with these texts or, without
    any, the frozen ones."""
    copy_of_the_work_tree(folder)
    if files is None:
        shutil.copytree(FROZEN / "docs", folder / "docs")
    else:
        write_files(folder / "docs", files)
    (folder / "mkdocs.yml").write_text(configuration(), encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "What is on main")
    return folder


def installed(folder: Path) -> None:
    """What `make install` would make, from what is installed here already."""
    here, there = Path(sys.prefix), folder / ".venv"
    there.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (there / name).symlink_to(here / name)
    for mark in ("installed", "installed-dev"):
        (there / mark).touch()


def compile_scripts(folder: Path) -> None:
    """Compile a repository's scripts for its clones. Python takes the result only where the source
    is the same to the byte, and compiles a changed script itself."""
    compileall.compile_dir(
        folder / "scripts",
        quiet=1,
        invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH,
    )


def copy_compiled(origin: Path, clone: Path) -> None:
    """Spare a clone the compiling of what was compiled in its origin, a second for each."""
    for folder in (origin / "scripts").rglob("__pycache__"):
        there = clone / folder.relative_to(origin)
        if there.parent.is_dir():
            shutil.copytree(folder, there, dirs_exist_ok=True)
