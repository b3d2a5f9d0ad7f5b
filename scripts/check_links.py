"""Ask whether the pages that our articles link to are still there, and say which are gone.

It changes nothing but its memory. Exit code 0, whatever it finds: people decide.
"""

import argparse
import sys
import time
from functools import partial
from pathlib import Path

from newsroom.dates import build_day
from newsroom.github_page import show
from newsroom.newspaper import open_newspaper
from newsroom.outside_links import ask_web, asked_again, outside_links, remembered, report, written
from newsroom.settings import read_settings


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory", type=Path, required=True, help="file that remembers answers")
    memory_file = parser.parse_args().memory
    settings, today = read_settings(), build_day()
    links = outside_links(open_newspaper(settings, today))
    memory = remembered(memory_file.read_text("utf-8")) if memory_file.is_file() else {}
    ask = partial(ask_web, name=f"link check of {settings.site_url} (+{settings.repository})")
    memory = asked_again(links, memory, ask, today, time.sleep)
    memory_file.parent.mkdir(parents=True, exist_ok=True)
    memory_file.write_text(written(memory), encoding="utf-8")
    text = report(memory, links)
    show(text)
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
