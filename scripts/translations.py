#!/usr/bin/env python3
"""Print what is not translated, and which translations are older than their originals."""

from newsroom.dates import build_day
from newsroom.newspaper import open_newspaper
from newsroom.settings import read_settings
from newsroom.translations import report


def main() -> None:
    for line in report(open_newspaper(read_settings(), build_day())):
        print(line)


if __name__ == "__main__":
    main()
