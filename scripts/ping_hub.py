"""Tell the WebSub hub of changed feeds. Without a hub in mkdocs.yml (extra.hub) this does nothing.

Before the new site is published, note what differs; afterwards tell the hub of just that:

    python scripts/ping_hub.py changed site > changed.txt
    python scripts/ping_hub.py ping changed.txt

The list names each feed with the hash of its bytes, and the hub is told only once the published
feed has that hash: until then hosts may answer with the old one. On GitHub the list goes from job
to job as an output, and comes back as CHANGED_FEEDS.
"""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from newsroom.core.command import add_config, folder, parser, run
from newsroom.core.failure import FileError
from newsroom.core.settings import read_settings
from newsroom.publish.hub import changed_feeds, ping, published, wait_until_published

WAIT_SECONDS = 900
"""How long hosts may take: GitHub Pages lets readers keep a file for ten minutes."""


def main(arguments: Sequence[str] | None = None) -> int:
    command = parser(__doc__, {1: "the hub was not told of every feed"})
    add_config(command)
    commands = command.add_subparsers(dest="command", required=True)
    changed = commands.add_parser("changed", help="list the built feeds that are not published yet")
    changed.add_argument("folder", type=folder, help="the built site")
    tell = commands.add_parser("ping", help="tell the hub of the feeds in a list")
    tell.add_argument(
        "list",
        nargs="?",
        type=Path,
        help="file with a feed's address and hash a line; else CHANGED_FEEDS",
    )
    tell.add_argument("--wait", type=int, default=WAIT_SECONDS, help="seconds, in all")
    options = command.parse_args(arguments)
    settings = read_settings(options.config)
    if not settings.hub:
        print("no hub is configured: nobody is told", file=sys.stderr)
        return 0
    if options.command == "changed":
        if not options.folder.is_dir():
            raise FileError(f"{options.folder} is no folder; `make build` makes it")
        found = list(changed_feeds(options.folder, settings.site_url, published))
        for feed in found:
            print(feed)
        if output := os.environ.get("GITHUB_OUTPUT"):
            with Path(output).open("a", encoding="utf-8") as opened:
                opened.write(f"feeds={' '.join(found)}\n")
        return 0
    listed = (
        options.list.read_text(encoding="utf-8")
        if options.list
        else os.environ.get("CHANGED_FEEDS", "")
    )
    return _ping_all(settings.hub, listed.split(), options.wait)


def _ping_all(hub: str, feeds: Sequence[str], wait: int) -> int:
    deadline = time.monotonic() + wait
    told = 0
    for feed in feeds:
        address, _, digest = feed.partition("#")
        if not wait_until_published(address, digest, published, deadline):
            fault = "the published feed is not the one that was built"
        else:
            fault = ping(hub, address)
        if fault:
            print(f"{address}: {fault}", file=sys.stderr)
        else:
            told += 1
    print(f"told {hub} of {told} of {len(feeds)} changed feeds", file=sys.stderr)
    return 0 if told == len(feeds) else 1


if __name__ == "__main__":
    run(main)
