"""Tell the WebSub hub of changed feeds. Without a hub in mkdocs.yml (extra.hub) this does nothing.

Before the new site is published, note what differs; afterwards tell the hub of just that:

    python scripts/ping_hub.py changed site > changed.txt
    python scripts/ping_hub.py ping changed.txt

On GitHub the list goes from job to job as an output, and comes back as CHANGED_FEEDS.

Exit code 0: done, or there is no hub; 1: the hub did not take a ping; 2: an option is wrong.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from newsroom.core.settings import PROJECT, read_settings
from newsroom.publish.hub import changed_feeds, ping, published


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    settings = read_settings(options.config)
    if not settings.hub:
        print("no hub is configured: nobody is told", file=sys.stderr)
        return 0
    if options.command == "changed":
        if not options.folder.is_dir():
            print(f"{options.folder} is no folder; `make build` makes it", file=sys.stderr)
            return 2
        found = list(changed_feeds(options.folder, settings.site_url, published))
        for address in found:
            print(address)
        if output := os.environ.get("GITHUB_OUTPUT"):
            with Path(output).open("a", encoding="utf-8") as opened:
                opened.write(f"feeds={' '.join(found)}\n")
        return 0
    listed = (
        options.list.read_text(encoding="utf-8")
        if options.list
        else os.environ.get("CHANGED_FEEDS", "")
    )
    return _ping_all(settings.hub, listed.split())


def _ping_all(hub: str, feeds: Sequence[str]) -> int:
    code = 0
    for feed in feeds:
        if invalid := ping(hub, feed):
            print(f"{feed}: {invalid}", file=sys.stderr)
            code = 1
    print(f"told {hub} of {len(feeds)} changed feeds", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--config", type=Path, default=PROJECT / "mkdocs.yml", metavar="FILE")
    commands = parser.add_subparsers(dest="command", required=True)
    changed = commands.add_parser("changed", help="list the built feeds that are not published yet")
    changed.add_argument("folder", type=Path, help="the built site")
    tell = commands.add_parser("ping", help="tell the hub of the feeds in a list")
    tell.add_argument(
        "list", nargs="?", type=Path, help="file with one feed's address a line; else CHANGED_FEEDS"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
