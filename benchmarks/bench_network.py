"""What gathering costs: 100 partners of 50 items each, one in five of which never answers.

The command runs as its user runs it, against a server on this machine; then the page and feeds are
made of what it stored. Prints seconds and MiB beside what they may be.
"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from network_feeds import many
from network_server import DOMAIN, network_server, packed, partner
from newsroom.core.settings import PROJECT, read_settings
from newsroom.feeds.feed_files import network_files
from newsroom.network.news import network_news
from newsroom.pages.network_view import network_context
from newsroom.site.site import open_site

PARTNERS, HANGING = 100, 5
"""Every HANGING-th partner accepts the connection and says nothing."""
MAX_SECONDS, MAX_MIB, MAX_BUILD_SECONDS = 30.0, 150.0, 0.3


def main() -> int:
    with tempfile.TemporaryDirectory() as name, network_server(Path(name)) as server:
        folder = Path(name)
        names = [f"city-{number}" for number in range(PARTNERS)]
        for number, each in enumerate(names):
            is_hanging = number % HANGING == 0
            server.behaviours[each] = (
                (lambda *_: time.sleep(60)) if is_hanging else packed(many(name=each))
            )
        partners = folder / "network.yml"
        partners.write_text("".join(map(_entry, names)))
        command = [
            *(sys.executable, "scripts/fetch_network.py", "--partners", str(partners)),
            *("--store", str(folder / "store")),
            *("--test-server", f"127.0.0.1,{server.port},{server.authority}"),
        ]
        start = time.monotonic()
        running = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL)
        peak = 0.0
        while running.poll() is None:
            peak = max(peak, _tree_mib(running.pid))
            time.sleep(0.1)
        _print("fetch, seconds", time.monotonic() - start, MAX_SECONDS)
        _print("fetch, MiB of all its processes", peak, MAX_MIB)
        stored = len(list((folder / "store").glob("*.json")))
        print(f"{stored} files in the store")
        settings = read_settings()
        site = open_site(settings, date(2026, 11, 24))
        start = time.process_time()
        found = [partner(each) for each in names]
        site.__dict__["network"] = network_news(found, folder / "store", site.today)
        shown = len(site.network.mixed)
        for language in site.addresses:
            network_context(site, language)
            list(network_files(site, language))
        seconds = time.process_time() - start
        _print(f"build, seconds for {shown} items shown", seconds, MAX_BUILD_SECONDS)
    return 0


def _entry(name: str) -> str:
    return f"{name}:\n  name: {name}\n  languages: [en]\n  feed: https://{name}.{DOMAIN}/feed\n"


def _tree_mib(root: int) -> float:
    """Memory of a process and all its children, shared pages counted once for each."""
    total, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        try:
            pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
            children = Path(f"/proc/{process}/task").glob("*/children")
            waiting += [int(child) for file in children for child in file.read_text().split()]
        except (OSError, IndexError):
            continue
        total += pages * os.sysconf("SC_PAGE_SIZE")
    return total / 2**20


def _print(what: str, value: float, limit: float) -> None:
    print(f"{what}: {value:.2f} (at most {limit:g})")


if __name__ == "__main__":
    sys.exit(main())
