"""Check whether the pages that our articles link to still exist, and report those that are gone.

Dead links are no error (exit code 0): an editor decides what to do. Only the file of earlier
answers is changed.
"""

import time
from functools import partial
from pathlib import Path

from newsroom.core.command import parser, run
from newsroom.core.dates import build_day
from newsroom.core.github_summary import add_to_summary
from newsroom.core.settings import read_settings
from newsroom.publish.link_rot import ask_web, load, outside_links, recheck, report, written
from newsroom.site.site import open_site


def main() -> None:
    command = parser(__doc__)
    command.add_argument(
        "--memory", type=Path, required=True, help="file of earlier answers, made if it is missing"
    )
    memory_file = command.parse_args().memory
    settings, today = read_settings(), build_day()
    links = outside_links(open_site(settings, today))
    memory = load(memory_file.read_text("utf-8")) if memory_file.is_file() else {}
    ask = partial(ask_web, name=f"link check of {settings.site_url} (+{settings.repository})")
    memory = recheck(links, memory, ask, today, time.sleep)
    memory_file.parent.mkdir(parents=True, exist_ok=True)
    memory_file.write_text(written(memory), encoding="utf-8")
    text = report(memory, links)
    add_to_summary(text)
    print(text, end="")


if __name__ == "__main__":
    run(main)
