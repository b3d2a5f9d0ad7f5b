"""What tests share: the real site, built once, and served as its host serves it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from newsroom.core.dates import JAKARTA
from newsroom.core.settings import PROJECT, Settings, read_settings
from newsroom.site.site import Site, open_site
from servers import hosted
from small_sites import NOON


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden", action="store_true", help="write the golden files anew; review the diff"
    )


@pytest.fixture(scope="session")
def settings() -> Settings:
    """What mkdocs.yml says, wherever the tests run."""
    return read_settings()


@pytest.fixture(scope="session")
def real_site(settings: Settings) -> Site:
    """The real docs on the day of the tests' site."""
    return open_site(settings, datetime.fromtimestamp(int(NOON), JAKARTA).date())


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    """The folder of the real site, built from the real docs on one day."""
    folder = tmp_path_factory.mktemp("host") / settings.base_path.strip("/")
    environment = {
        **os.environ,
        "SITE_URL": settings.site_url,
        "SOURCE_DATE_EPOCH": NOON,
        "NO_MKDOCS_2_WARNING": "1",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    built = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture(scope="session")
def served(site_folder: Path, settings: Settings) -> Iterator[str]:
    """The address of the site's home page on a server that behaves as GitHub Pages does."""
    with hosted(site_folder, settings.base_path) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        yield chromium
        chromium.close()
