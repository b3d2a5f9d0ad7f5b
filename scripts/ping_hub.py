"""Notify the WebSub hub of changed feeds. Without a hub in mkdocs.yml (extra.hub) it does nothing.

List the changed feeds before the new site is published, and notify the hub afterwards:

    python scripts/ping_hub.py changed site > changed.txt
    python scripts/ping_hub.py ping changed.txt

The list has the hash of each feed, and the hub is notified only when the published feed has that
hash: a host may serve the old feed for some minutes. On GitHub the list is an output of a job, and
is passed to the next one as CHANGED_FEEDS.
"""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from newsroom.core.command import add_config, folder, parser, run
from newsroom.core.failure import FileError
from newsroom.core.github_summary import set_output
from newsroom.core.settings import read_settings
from newsroom.publish.hub import changed_feeds, ping, published, wait_until_published

WAIT_SECONDS = 900
"""How long to wait for the new feeds: GitHub Pages caches files for ten minutes."""


def main(arguments: Sequence[str] | None = None) -> int:
    command = parser(__doc__, {1: "the hub was not notified of every feed"})
    add_config(command)
    commands = command.add_subparsers(dest="command", required=True)
    changed = commands.add_parser("changed", help="list the built feeds that are not published yet")
    changed.add_argument("folder", type=folder, help="the built site")
    notify = commands.add_parser("ping", help="notify the hub of the feeds in a list")
    notify.add_argument(
        "list",
        nargs="?",
        type=Path,
        help="file with a line `address#hash` per feed (default: the variable CHANGED_FEEDS)",
    )
    notify.add_argument(
        "--wait",
        type=int,
        default=WAIT_SECONDS,
        metavar="SECONDS",
        help=f"how long to wait for all feeds together (default: {WAIT_SECONDS})",
    )
    options = command.parse_args(arguments)
    settings = read_settings(options.config)
    if not settings.hub:
        print("no hub is configured; no notification was sent", file=sys.stderr)
        return 0
    if options.command == "changed":
        if not options.folder.is_dir():
            raise FileError(f"there is no folder {options.folder}; `make build` makes it")
        found = list(changed_feeds(options.folder, settings.site_url, published))
        for feed in found:
            print(feed)
        set_output("feeds", " ".join(found))
        return 0
    listed = (
        options.list.read_text(encoding="utf-8")
        if options.list
        else os.environ.get("CHANGED_FEEDS", "")
    )
    return _ping_all(settings.hub, listed.split(), options.wait)


def _ping_all(hub: str, feeds: Sequence[str], wait: int) -> int:
    deadline = time.monotonic() + wait
    notified = 0
    for feed in feeds:
        address, _, digest = feed.partition("#")
        if not wait_until_published(address, digest, published, deadline):
            fault = "the published feed is still not the one that was built"
        else:
            fault = ping(hub, address)
        if fault:
            print(f"{address}: {fault}", file=sys.stderr)
        else:
            notified += 1
    print(f"notified {hub} of {notified} of {len(feeds)} changed feeds", file=sys.stderr)
    return 0 if notified == len(feeds) else 1


if __name__ == "__main__":
    run(main)
