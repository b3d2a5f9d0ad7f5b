"""Whole sites built by MkDocs, each from a project folder of its own."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from mkdocs.__main__ import cli
from mkdocs.commands.build import build
from mkdocs.config import load_config

from commands import call_here, clean_environment, run_command
from newsroom.core.settings import PROJECT
from small_sites import IDENTITY, NOON, REPOSITORY, SITE_URL, TOPIC_FILES, write_files

STANDING_FILES = {
    "index.id.md": "---\ntitle: Beranda\nsummary: Ringkasan beranda.\n---\n",
    "index.en.md": "---\ntitle: Home\nsummary: Summary of home.\n---\n",
}

_LANGUAGES = """\
      languages:
        - locale: id
          name: Bahasa Indonesia
          default: true
          build: true
        - locale: en
          name: English
          build: true
"""


def configuration() -> str:
    """Our mkdocs.yml with the two languages and the identity that the texts of the tests have."""
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^  identity: .*$", f"  identity: {IDENTITY}", text)
    changed, count = re.subn(r"(?m)^      languages:\n(?:       .*\n|\n)+", _LANGUAGES, text)
    assert count == 1
    return changed


def make_project(folder: Path, *, docs: Path | None = None, copy: bool = False) -> Path:
    """A project like ours in a folder of its own; `copy` is for tests that change its code."""
    folder.mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text(configuration(), encoding="utf-8")
    for name in ("overrides", "scripts"):
        if copy:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(PROJECT / name, folder / name, ignore=ignored)
        else:
            (folder / name).symlink_to(PROJECT / name)
    if docs:
        shutil.copytree(docs, folder / "docs")
    return folder


def project(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A project like ours with a few texts of its own."""
    write_files(make_project(folder) / "docs", STANDING_FILES | TOPIC_FILES | dict(files))
    return folder


def environment(*, site_url: str = SITE_URL, **more: str) -> dict[str, str]:
    """The environment of a build; the site's address is not the one that mkdocs.yml names."""
    variables = {"SITE_URL": site_url, "REPOSITORY_URL": REPOSITORY, "SOURCE_DATE_EPOCH": NOON}
    return clean_environment(**(variables | more))


def run_build(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build --strict` as its user does; the site is in `folder/site`."""
    site_url = variables.pop("site_url", SITE_URL)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return run_command(command, folder=folder, **environment(site_url=site_url, **variables))


def built(folder: Path, **variables: str) -> Path:
    """The site that MkDocs builds of a project; fails with what MkDocs printed."""
    result = run_build(folder, **variables)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site"


def run_build_here(
    folder: Path, *options: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build --strict` in this process, which spares the start of another."""
    config = str(folder / "mkdocs.yml")
    command = ["mkdocs", "build", "--strict", "--config-file", config, *options]
    return call_here(lambda: cli(command[1:]), command, environment(**variables))


def build_site(folder: Path, files: Mapping[str, str | bytes], **variables: str) -> Path:
    """The site of a few texts, built in this process, which spares the start of another."""
    return rebuild(project(folder, files), **variables)


def rebuild(folder: Path, *, serve_url: str | None = None, **variables: str) -> Path:
    """Build in this very process, as `mkdocs serve` does again and again."""
    before = dict(os.environ)
    os.environ.update(environment(**variables))
    try:
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
        build(config, serve_url=serve_url)
    finally:
        os.environ.clear()
        os.environ.update(before)
    return folder / "site"


def pages(site_folder: Path) -> set[str]:
    """Addresses of all pages, from the site's root."""
    return {
        "/" + page.relative_to(site_folder).as_posix().removesuffix("index.html")
        for page in site_folder.rglob("*.html")
    }
