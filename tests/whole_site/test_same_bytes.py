"""The same commit on the same day gives the same bytes, wherever and however it is built."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from mkdocs_builds import run_build
from newsroom.core.settings import PROJECT


def copy_of_the_project(folder: Path) -> Path:
    for name in ("docs", "overrides", "scripts"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    return folder


def digests(site_folder: Path) -> dict[str, str]:
    return {
        file.relative_to(site_folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site_folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of_the_project(tmp_path_factory.mktemp("first"))
    result = run_build(folder, PYTHONHASHSEED="1", TZ="Asia/Jakarta", LC_ALL="C")
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site"


def test_two_builds_are_identical(first: Path, tmp_path: Path) -> None:
    folder = copy_of_the_project(tmp_path)
    for file in folder.rglob("*.md"):
        file.touch()
    result = run_build(folder, PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C.UTF-8")
    assert result.returncode == 0, result.stdout + result.stderr
    assert digests(folder / "site") == digests(first)


def test_a_site_at_the_root_of_a_host_differs_only_in_its_address(
    first: Path, tmp_path: Path
) -> None:
    folder = copy_of_the_project(tmp_path)
    result = run_build(folder, site_url="https://kota.example/")
    assert result.returncode == 0, result.stdout + result.stderr
    under_a_path, at_the_root = digests(first), digests(folder / "site")
    assert under_a_path.keys() == at_the_root.keys()
    for path in under_a_path:
        if path.endswith(".html"):
            there, here = (
                _without_address(site_folder / path) for site_folder in (first, folder / "site")
            )
            assert there == here, path


def _without_address(page: Path) -> str:
    """A page without the path of its site, nor the policy's hash of a style that names that
    path."""
    text = re.sub(r"sha256-[\w+/]+=*", "", page.read_text(encoding="utf-8"))
    return text.replace("/situs/", "/").replace("%2Fsitus%2F", "%2F")


def test_a_moved_site_keeps_the_names_of_its_articles(first: Path, tmp_path: Path) -> None:
    folder = copy_of_the_project(tmp_path)
    result = run_build(folder, site_url="https://elsewhere.example/new/")
    assert result.returncode == 0, result.stdout + result.stderr
    for path in ("feed.xml", "en/feed.xml"):
        before, after = (
            [guid.text for guid in etree.parse(site_folder / path).iterfind("channel/item/guid")]
            for site_folder in (first, folder / "site")
        )
        assert before == after
        assert before
