"""Whole sites built by MkDocs from a dictionary of files."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from newsroom.core.settings import PROJECT
from small_sites import NOON, SITE_URL, TOPIC_FILES, write_files

STANDING_FILES = {
    "index.id.md": "---\ntitle: Beranda\nsummary: Ringkasan beranda.\n---\n",
    "index.en.md": "---\ntitle: Home\nsummary: Summary of home.\n---\n",
}


def project(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A project like ours in a folder of its own, with a few texts of its own."""
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    for name in ("overrides", "scripts"):
        (folder / name).symlink_to(PROJECT / name)
    write_files(folder / "docs", STANDING_FILES | TOPIC_FILES | dict(files))
    return folder


def environment(*, site_url: str = SITE_URL, **more: str) -> dict[str, str]:
    """The environment of a build; the site's address is not the one that mkdocs.yml names."""
    return {
        **os.environ,
        "SITE_URL": site_url,
        "SOURCE_DATE_EPOCH": NOON,
        "NO_MKDOCS_2_WARNING": "1",
        **more,
    }


def run_build(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build --strict` as its user does; the site is in `folder/site`."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        text=True,
        check=False,
    )


def build_site(folder: Path, files: Mapping[str, str | bytes], **settings: str) -> Path:
    """The built site of a few texts; fails with what MkDocs said."""
    result = run_build(project(folder, files), **settings)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site"


def rebuild(folder: Path, *, serve_url: str | None = None) -> Path:
    """Build in this very process, as `mkdocs serve` does again and again."""
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
    build(config, serve_url=serve_url)
    return folder / "site"


def pages(site_folder: Path) -> set[str]:
    """Addresses of all pages, from the site's root."""
    return {
        "/" + page.relative_to(site_folder).as_posix().removesuffix("index.html")
        for page in site_folder.rglob("*.html")
    }
