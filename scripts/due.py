#!/usr/bin/env python3
"""List when articles will be published, close, end or be withdrawn."""

from newsroom.core.command import day, parser, run
from newsroom.core.dates import build_day
from newsroom.core.settings import read_settings
from newsroom.site.lifecycle import due
from newsroom.site.site import open_site


def main(arguments: list[str] | None = None) -> None:
    command = parser(__doc__)
    command.add_argument(
        "--today", type=day, metavar="DAY", help="list changes after this day (default: today)"
    )
    options = command.parse_args(arguments)
    changes = due(open_site(read_settings(), options.today or build_day()))
    for change in changes:
        print(f"{change.day}  {change.stage:<12}  {change.key}")
    if not changes:
        print("no coming changes")


if __name__ == "__main__":
    run(main)
