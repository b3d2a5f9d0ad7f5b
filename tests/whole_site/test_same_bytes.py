"""The same texts on the same day give the same bytes, wherever and however the site is built."""

import hashlib
import re
from pathlib import Path

import pytest
from lxml import etree

from frozen import FROZEN
from mkdocs_builds import built, make_project
from shared_folders import SharedFolders
from small_sites import SITE_URL

MOVED_URL = "https://elsewhere.example/"
"""Another host, and no path."""


def digests(site_folder: Path) -> dict[str, str]:
    return {
        file.relative_to(site_folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site_folder.rglob("*"))
        if file.is_file()
    }


def test_two_builds_are_identical(frozen_folder: Path, tmp_path: Path) -> None:
    # The shared folder was built with another hash seed, time zone and locale.
    project = make_project(tmp_path, docs=FROZEN / "docs", copy=True)
    for file in project.rglob("*.md"):
        file.touch()
    again = built(project, PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C.UTF-8")
    assert digests(again) == digests(frozen_folder)


@pytest.fixture(scope="module")
def moved(shared: SharedFolders) -> Path:
    """The frozen site at another address."""

    def make(folder: Path) -> None:
        built(make_project(folder, docs=FROZEN / "docs"), site_url=MOVED_URL)

    return shared.folder("moved", make) / "site"


def test_a_moved_site_differs_only_in_its_address(frozen_folder: Path, moved: Path) -> None:
    before, after = digests(frozen_folder), digests(moved)
    assert before.keys() == after.keys()
    for path in before:
        if path.endswith(".html"):
            assert _without_address(frozen_folder / path) == _without_address(moved / path), path


def _without_address(page: Path) -> str:
    """A page without its site's address, and without the hash of the style that names the path."""
    text = re.sub(r"sha256-[\w+/]+=*", "", page.read_text(encoding="utf-8"))
    text = text.replace("%2Fsitus%2F", "%2F").replace("/situs/", "/")
    return text.replace("kota.example", "elsewhere.example")


def test_a_moved_site_keeps_the_ids_of_its_feed_items(frozen_folder: Path, moved: Path) -> None:
    assert SITE_URL != MOVED_URL
    for path in ("feed.xml", "en/feed.xml"):
        before, after = (
            [guid.text for guid in etree.parse(folder / path).iterfind("channel/item/guid")]
            for folder in (frozen_folder, moved)
        )
        assert before == after
        assert before
