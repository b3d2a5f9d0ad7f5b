"""What tests share: the frozen site and the real one, each built once, and a browser."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from commands import is_foreign
from frozen import FROZEN, frozen_site
from mkdocs_builds import built, make_project
from newsroom.core import data
from newsroom.core.dates import build_day, set_time_zone
from newsroom.core.settings import PROJECT, Settings, read_settings
from newsroom.record.entries import read_entries
from newsroom.site.site import Site, open_site
from servers import hosted
from shared_folders import SharedFolders
from small_sites import CITY

NO_STORE = ".cache/no-network"
"""A folder that is not there: no test depends on what somebody gathered here."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden", action="store_true", help="write the golden files anew; review the diff"
    )


def pytest_configure() -> None:
    """Give all worker processes the same day and clock, and keep GitHub's variables from the
    code."""
    set_time_zone(CITY.time_zone)
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(time.time())))
    for name in [name for name in os.environ if is_foreign(name) and name != "SOURCE_DATE_EPOCH"]:
        del os.environ[name]


@pytest.fixture(autouse=True)
def clock() -> None:
    """The clock of the texts that tests know, whatever settings an earlier test has read."""
    set_time_zone(CITY.time_zone)


@pytest.fixture
def lists(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of lists that tests may know: what is in them, no city's editors change."""
    monkeypatch.setattr(data, "LISTS", FROZEN / "data")
    read_entries.cache_clear()
    yield FROZEN / "data"
    read_entries.cache_clear()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SharedFolders:
    """Folders that are made once for all worker processes."""
    return SharedFolders(tmp_path_factory)


# The frozen site: tests may know its words, numbers and addresses


@pytest.fixture(scope="session")
def frozen() -> Site:
    """The frozen site's articles and pages."""
    return frozen_site()


@pytest.fixture(scope="session")
def frozen_folder(shared: SharedFolders, frozen: Site) -> Path:
    """The folder of the frozen site as MkDocs builds it."""

    def make(folder: Path) -> None:
        project = make_project(folder, docs=FROZEN / "docs")
        (folder / "host").mkdir()
        site = built(project, PYTHONHASHSEED="1", TZ="Asia/Jakarta", LC_ALL="C")
        site.rename(folder / "host" / frozen.settings.base_path.strip("/"))

    base_path = frozen.settings.base_path.strip("/")
    return shared.folder("frozen", make) / "host" / base_path


@pytest.fixture(scope="session")
def served(frozen_folder: Path, frozen: Site) -> Iterator[str]:
    """The address of the frozen site's home page, on a server that behaves as GitHub Pages does."""
    with hosted(frozen_folder, frozen.settings.base_path) as address:
        yield address


# The real site, on the day of the run: tests may only ask for what holds whatever editors write


@pytest.fixture(scope="session")
def real_settings() -> Settings:
    """What mkdocs.yml says, but for what was gathered from other cities."""
    try:
        return replace(read_settings(), store=PROJECT / NO_STORE)
    finally:
        set_time_zone(CITY.time_zone)


@pytest.fixture(scope="session")
def real_site(real_settings: Settings) -> Site:
    """The articles and pages of docs/ today."""
    set_time_zone(real_settings.city.time_zone)
    try:
        return open_site(real_settings, build_day())
    finally:
        set_time_zone(CITY.time_zone)


@pytest.fixture(scope="session")
def real_folder(shared: SharedFolders, real_settings: Settings) -> Path:
    """The folder of the real site as MkDocs builds it today."""

    def make(folder: Path) -> None:
        for name in ("mkdocs.yml", "network.yml", "overrides", "scripts"):
            (folder / name).symlink_to(PROJECT / name)
        (folder / "docs").symlink_to(real_settings.docs)
        built(
            folder,
            site_url=real_settings.site_url,
            REPOSITORY_URL=real_settings.repository,
            SOURCE_DATE_EPOCH=os.environ["SOURCE_DATE_EPOCH"],
        )

    return shared.folder("real", make) / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        yield chromium
        chromium.close()
