#!/usr/bin/env python3
"""List missing translations, and those that are older than their originals."""

from newsroom.authoring.translation_status import report
from newsroom.core.command import parser, run
from newsroom.core.dates import build_day
from newsroom.core.settings import read_settings
from newsroom.site.site import open_site


def main() -> None:
    parser(__doc__).parse_args()
    for line in report(open_site(read_settings(), build_day())):
        print(line)


if __name__ == "__main__":
    run(main)
