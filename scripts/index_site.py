#!/usr/bin/env python3
"""Write the search index into a site that has been built."""

import argparse
from pathlib import Path

from newsroom.dates import build_day
from newsroom.newspaper import open_newspaper
from newsroom.search_index import write_search_index
from newsroom.settings import read_settings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the folder that `mkdocs build` made")
    site = parser.parse_args().site
    newspaper = open_newspaper(read_settings(), build_day())
    count = write_search_index(newspaper, site)
    print(f"{count} articles can be searched in {site}")


if __name__ == "__main__":
    main()
