"""What a first search costs a reader, in made-up archives of several sizes.

    PYTHONPATH=scripts:tests/support python benchmarks/bench_search.py [ARTICLES ...]

ARTICLES of each language: 100, 1000 and 5000 if none are named.

Bytes are counted at the server, gzip 6, the page itself apart. Times are from the key press to the
first result: on this machine as it is, and on a phone (150 ms and 1.6 Mbit/s for every answer, the
page's processor four times slower).
"""

import gzip
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

from newsroom.core.settings import PROJECT, read_settings
from newsroom.search.index import FOLDER, write_records
from newsroom.site.site import Site, open_site
from search_corpus import made_up_archive

SIZES = (100, 1000, 5000)
REPETITIONS = 3
LATENCY, BYTES_A_SECOND, SLOWER = 0.15, 1.6e6 / 8, 4
TODAY = date(2026, 11, 24)


class Counter:
    """What a server has sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, int]] = []

    @property
    def bytes(self) -> int:
        return sum(size for _, size in self.sent)

    @property
    def bytes_to_first(self) -> int:
        """Without the texts of the second result and those after it."""
        return self.bytes - sum([size for path, size in self.sent if "/fragment/" in path][1:])


class Host(SimpleHTTPRequestHandler):
    """Serves a folder, compressed, and as slowly as asked."""

    def __init__(self, *arguments: object, counter: Counter, slow: bool, **options: object) -> None:
        self._counter, self._slow = counter, slow
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            return self.send_error(404)
        content = file.read_bytes()
        packed = file.suffix in (".html", ".js", ".css", ".svg", ".json", ".txt")
        if packed:
            content = gzip.compress(content, 6)
        self._counter.sent.append((self.path, len(content)))
        if self._slow:
            time.sleep(LATENCY + len(content) / BYTES_A_SECOND)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(content)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *values: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, counter: Counter, *, slow: bool) -> Iterator[str]:
    handler = partial(Host, directory=str(folder), counter=counter, slow=slow)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Cost:
    """Of one first search."""

    bytes_to_first: int
    bytes: int
    answers: int
    seconds: float


def first_search(browser: Browser, site_folder: Path, path: str, words: str, *, slow: bool) -> Cost:
    counter = Counter()
    with served(site_folder, counter, slow=slow) as address, browser.new_context() as context:
        tab = context.new_page()
        tab.goto(address + path)
        if slow:
            session = context.new_cdp_session(tab)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        counter.sent.clear()
        began = time.monotonic()
        tab.locator("[name=q]").fill(words)
        tab.locator("[name=q]").press("Enter")
        tab.wait_for_selector(".search__result")
        seconds = time.monotonic() - began
        tab.wait_for_load_state("networkidle")
        return Cost(counter.bytes_to_first, counter.bytes, len(counter.sent), seconds)


def measure(browser: Browser, site: Site, site_folder: Path, count: int) -> None:
    archives = {language: made_up_archive(site, language, count) for language in site.addresses}
    index = site_folder / FOLDER
    began, used = time.monotonic(), processor_seconds()
    write_records([each for records, _ in archives.values() for each in records], index)
    size = sum(file.stat().st_size for file in index.rglob("*") if file.is_file())
    print(
        f"{count} articles a language: {size / 1e6:.1f} MB, "
        f"{time.monotonic() - began:.1f} s to index ({processor_seconds() - used:.1f} s of CPU)"
    )
    for language, (_, queries) in archives.items():
        path = site.addresses[language].search
        asked = random.Random(count).sample(queries, REPETITIONS)
        quick, slow = (
            [first_search(browser, site_folder, path, each.words, slow=slow) for each in asked]
            for slow in (False, True)
        )
        first, ten, answers = (
            statistics.median(getattr(cost, name) for cost in quick)
            for name in ("bytes_to_first", "bytes", "answers")
        )
        print(
            f"  {language}: {first:,.0f} bytes to the first result, {ten:,.0f} to ten, "
            f"{answers} answers, "
            f"{statistics.median(cost.seconds for cost in quick) * 1000:.0f} ms, "
            f"on a phone {statistics.median(cost.seconds for cost in slow):.1f} s",
            flush=True,
        )


def processor_seconds() -> float:
    """Of this process and of those that it has waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def build(site_folder: Path) -> None:
    """The real site, at a host's root."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site_folder)]
    environment = {**os.environ, "SITE_URL": "http://127.0.0.1/", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=PROJECT, env=environment, check=True)


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    site = open_site(read_settings().at("http://127.0.0.1/"), TODAY)
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        site_folder = Path(folder) / "site"
        build(site_folder)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        for count in sizes:
            measure(browser, site, site_folder, count)


if __name__ == "__main__":
    main()
