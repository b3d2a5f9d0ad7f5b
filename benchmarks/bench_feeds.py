"""Our feeds beside mkdocs-rss-plugin's, from the same rendered articles, in one run.

    PYTHONPATH=scripts python benchmarks/bench_feeds.py [N] [--rounds R] [--plugin-python FILE]

N counts articles, each in two languages (default 10,000). Both are given rendered pages: rendering
belongs to the pages. Ours are the feeds of everything, of each kind and of each topic, as RSS and
JSON, with all archives and calendars. The plugin has no feeds of topics and no archives: it writes
everything and news, as often as it does by itself (by creation and by change, RSS and JSON).
It has an environment of its own, for it brings another MkDocs along; without it we run alone.

Trust the ratios, not the seconds: the machine's load moves the seconds.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from newsroom.core.output import write_file
from newsroom.core.settings import read_settings
from newsroom.feeds.feed import feed
from newsroom.feeds.feed_files import feed_files, shared_files
from newsroom.feeds.feed_item import Items
from newsroom.feeds.json_feed import json_feed
from newsroom.feeds.rss import rss
from newsroom.feeds.subjects import MOST_ITEMS, subjects
from newsroom.site.site import Site, open_site
from synthetic import LAST_DAY, write_newspaper

PLUGIN = "mkdocs-rss-plugin"
DRIVER = Path(__file__).parent / "plugin/write_feeds.py"


@dataclass(frozen=True)
class Measurement:
    seconds: float
    files: int
    items: int
    size: int
    """Bytes."""

    def line(self, name: str) -> str:
        return (
            f"{name:<34} {self.seconds:>8.2f} {self.files:>7} {self.items:>9,}"
            f" {self.size / 1e6:>9.1f} {1e6 * self.seconds / max(self.items, 1):>8.0f}"
        )


HEAD = f"{'':<34} {'CPU s':>8} {'files':>7} {'items':>9} {'MB':>9} {'µs/item':>8}"


def ours(site: Site, folder: Path) -> Measurement:
    """All files, as the build writes them."""
    start, files, items, size = time.process_time(), 0, 0, 0
    for language in site.addresses:
        for file in feed_files(site, language):
            write_file(folder, file)
            files, size = files + 1, size + len(file.content)
            items += file.content.count(b"<item>") + file.content.count(b'\n   "id": ')
    for file in shared_files(site):
        write_file(folder, file)
        files, size = files + 1, size + len(file.content)
    return Measurement(time.process_time() - start, files, items, size)


def ours_like_the_plugin(site: Site, folder: Path) -> Measurement:
    """What the plugin writes: everything and news, twice each, without archives."""
    start, files, items, size = time.process_time(), 0, 0, 0
    for language in site.addresses:
        made = Items(site, language)
        for subject in list(subjects(site, language))[:2]:
            for _ in ("created", "updated"):
                current = feed(site, subject, made)
                for form, write in (("xml", rss), ("json", json_feed)):
                    content = write(current)
                    path = folder / f"{current.address[1:]}.{form}"
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
                    files, items, size = files + 1, items + len(current.items), size + len(content)
    return Measurement(time.process_time() - start, files, items, size)


def plugin(python: Path, pages: Path, folder: Path) -> Measurement:
    """The plugin's own events, in its own environment."""
    command = [str(python), str(DRIVER), str(pages), str(folder), str(MOST_ITEMS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return Measurement(**json.loads(done.stdout.splitlines()[-1]))


def write_pages(site: Site, file: Path) -> None:
    """Every article as MkDocs would hand it to the plugin."""
    with file.open("w", encoding="utf-8") as opened:
        for page in _pages(site):
            opened.write(json.dumps(page, ensure_ascii=False) + "\n")


def _pages(site: Site) -> Iterator[dict[str, object]]:
    for language, edition in site.editions.items():
        for article in edition.own:
            yield {
                "path": article.path,
                "language": language,
                "address": site.addresses[language].article(article),
                "title": article.title,
                "html": site.renderers[language].body(article).feed_html,
                "meta": {
                    "date": article.facts.published.strftime("%Y-%m-%d %H:%M"),
                    "authors": [name for _, name in site.catalogue.bylines(article)],
                    "categories": list(article.facts.topics),
                },
            }


def median(measurements: list[Measurement]) -> Measurement:
    middle = statistics.median(each.seconds for each in measurements)
    first = measurements[0]
    return Measurement(middle, first.files, first.items, first.size)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", metavar="N", type=int, nargs="?", default=10_000)
    parser.add_argument("--rounds", type=int, default=1, help="alternating; medians are shown")
    parser.add_argument(
        "--plugin-python", type=Path, metavar="FILE", help="of an environment that has the plugin"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "paper").mkdir()
        write_newspaper(folder / "paper", arguments.count)
        site = open_site(
            read_settings(folder / "paper/mkdocs.yml"), LAST_DAY.date() + timedelta(days=1)
        )
        start = time.process_time()
        write_pages(site, folder / "pages.jsonl")
        print(f"{arguments.count:,} articles in {len(site.addresses)} languages;", end=" ")
        print(f"rendering them took {time.process_time() - start:.1f} s of CPU", file=sys.stdout)
        rounds: dict[str, list[Measurement]] = {}
        for number in range(arguments.rounds):
            site_folder = folder / f"site-{number}"
            rounds.setdefault("ours, everything", []).append(ours(site, site_folder / "ours"))
            alike = ours_like_the_plugin(site, site_folder / "alike")
            rounds.setdefault("ours, what the plugin writes", []).append(alike)
            if arguments.plugin_python:
                theirs = plugin(
                    arguments.plugin_python, folder / "pages.jsonl", site_folder / "plugin"
                )
                rounds.setdefault(PLUGIN, []).append(theirs)
    results = {name: median(measurements) for name, measurements in rounds.items()}
    print(HEAD)
    for name, result in results.items():
        print(result.line(name))
    if PLUGIN in results:
        for name, result in results.items():
            if name != PLUGIN:
                print(
                    f"{name}: {result.seconds / results[PLUGIN].seconds:.2f} of the plugin's time"
                )


if __name__ == "__main__":
    main()
