#!/usr/bin/env python3
"""Print what the clock will do to articles, and when."""

from newsroom.core.command import day, parser, run
from newsroom.core.dates import build_day
from newsroom.core.settings import read_settings
from newsroom.site.lifecycle import due
from newsroom.site.site import open_site


def main(arguments: list[str] | None = None) -> None:
    command = parser(__doc__)
    command.add_argument("--today", type=day, help="the day to look ahead from")
    options = command.parse_args(arguments)
    site = open_site(read_settings(), options.today or build_day())
    found = due(site)
    for each in found:
        print(f"{each.day}  {each.stage:<12}  {each.key}")
    if not found:
        print("nothing")


if __name__ == "__main__":
    run(main)
