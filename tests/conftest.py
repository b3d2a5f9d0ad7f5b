"""What tests share: the real site, built once, and served as its host serves it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from newsroom.core.dates import JAKARTA
from newsroom.core.settings import PROJECT, Settings, read_settings
from newsroom.site.site import Site, open_site
from servers import Silent, answering

NOON = 1795496400
"""2026-11-24T12:00+07:00: the day on which the tests' site is built."""


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
    return open_site(settings, datetime.fromtimestamp(NOON, JAKARTA).date())


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    """The folder of the real site, built from the real docs on one day."""
    folder = tmp_path_factory.mktemp("host") / settings.base_path.strip("/")
    environment = {
        **os.environ,
        "SITE_URL": settings.site_url,
        "SOURCE_DATE_EPOCH": str(NOON),
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


@contextmanager
def hosted(site_folder: Path, base_path: str) -> Iterator[str]:
    """Serve a site whose folder lies as deep below the host's as its base path says."""
    root = site_folder if base_path == "/" else site_folder.parents[base_path.count("/") - 2]
    handler = partial(_Host, directory=str(root), not_found=site_folder / "404.html")
    with answering(handler) as address:
        yield address + base_path.removeprefix("/")


class _Host(Silent, SimpleHTTPRequestHandler):
    """Serves files, and for a wrong address the site's own page for that."""

    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".ics": "text/calendar",
        ".wasm": "application/wasm",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def __init__(self, *arguments, not_found: Path, **options) -> None:  # type: ignore[no-untyped-def]
        self._not_found = not_found
        super().__init__(*arguments, **options)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            return super().send_error(code, message, explain)
        page = self._not_found.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)
