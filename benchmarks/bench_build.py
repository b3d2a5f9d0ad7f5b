"""Our whole build beside plain Material + static-i18n on the same articles, in one run.

    PYTHONPATH=scripts python benchmarks/bench_build.py [N ...] [--rounds R]

N counts articles, each in two languages. CPU is user + system time of the whole process tree, peak
the memory of its largest process. Trust the ratios, not the seconds: they move with the machine's
load. The search index, which no preview of a large archive makes either, is left
out; bench_search.py measures it.
"""

import argparse
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from synthetic import write_newspaper, write_plain_site

BUILDS = {"ours": write_newspaper, "plain": write_plain_site}


@dataclass(frozen=True)
class Measurement:
    cpu: float
    """Seconds."""
    wall: float
    """Seconds."""
    peak: float
    """MiB."""
    pages: int
    largest_page: int
    """Bytes."""


def measure(folder: Path) -> Measurement:
    """Build the project in a folder once, from nothing, in a process of its own."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "SEARCH_INDEX": "false",
    }
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        str(folder / "mkdocs.yml"),
    ]
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build in {folder} failed")
    pages = [page.stat().st_size for page in (folder / "site").rglob("*.html")]
    return Measurement(
        cpu=usage.ru_utime + usage.ru_stime,
        wall=wall,
        peak=usage.ru_maxrss / 1024,
        pages=len(pages),
        largest_page=max(pages),
    )


def median(measurements: list[Measurement]) -> Measurement:
    middle = {
        name: statistics.median(getattr(each, name) for each in measurements)
        for name in ("cpu", "wall", "peak")
    }
    return Measurement(
        pages=measurements[0].pages, largest_page=measurements[0].largest_page, **middle
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("counts", metavar="N", type=int, nargs="*", default=[100, 1000, 5000])
    parser.add_argument(
        "--rounds", type=int, default=1, help="builds of each kind, alternating; medians are shown"
    )
    arguments = parser.parse_args()
    results: dict[tuple[str, int], Measurement] = {}
    print(
        f"{'N':>6} {'build':<6} {'CPU s':>8} {'wall s':>8} {'ms/page':>8} {'peak MiB':>9}"
        f" {'pages':>7} {'largest page':>13}"
    )
    for count in arguments.counts:
        with tempfile.TemporaryDirectory() as temporary:
            rounds: dict[str, list[Measurement]] = {name: [] for name in BUILDS}
            for name, write in BUILDS.items():
                (Path(temporary) / name).mkdir()
                write(Path(temporary) / name, count)
            for _ in range(arguments.rounds):
                for name in BUILDS:
                    rounds[name].append(measure(Path(temporary) / name))
        for name in BUILDS:
            result = results[name, count] = median(rounds[name])
            print(
                f"{count:>6} {name:<6} {result.cpu:>8.2f} {result.wall:>8.2f}"
                f" {500 * result.cpu / count:>8.2f}"
                f" {result.peak:>9.0f} {result.pages:>7} {result.largest_page:>13,}"
            )
        ours, plain = results["ours", count], results["plain", count]
        print(
            f"{'':>6} ratio  {ours.cpu / plain.cpu:>8.2f} {ours.wall / plain.wall:>8.2f}"
            f" {'':>8} {ours.peak / plain.peak:>9.2f}"
        )
    for smaller, larger in zip(arguments.counts, arguments.counts[1:], strict=False):
        growth = math.log(results["ours", larger].cpu / results["ours", smaller].cpu) / math.log(
            larger / smaller
        )
        print(
            f"growth of our CPU from N = {smaller} to {larger}: exponent {growth:.2f} (1 is linear)"
        )


if __name__ == "__main__":
    main()
