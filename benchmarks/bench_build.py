"""Our whole build beside plain Material + static-i18n on the same articles, in one run.

    PYTHONPATH=scripts:tests/support python benchmarks/bench_build.py [N ...] [--topics 6 24]
        [--rounds R] [--index] [--compare]

N counts articles, each in two languages; every article has one of 30 authors and two links to
others, a fifth have a picture. Four builds follow each other: cold (nothing cached), warm (nothing
changed), edit (one sentence more in one article), new (one article more). CPU is user + system time
of the whole process tree, peak the memory of its largest process. Trust the ratios, not the
seconds: they move with the machine's load. The plain site's warm builds are those of
`mkdocs build --dirty`, which leave its lists as they were.

`--index` makes our search index too (bench_search.py measures it). `--compare` builds once more
from nothing and fails where the kept site differs by a byte.
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
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from same_files import differing
from synthetic import (
    LAST_DAY,
    MANY_TOPICS,
    SyntheticArticle,
    articles,
    write_article,
    write_newspaper,
    write_plain_article,
    write_plain_site,
)

STEPS = ("cold", "warm", "edit", "new")
NOON = str(int((LAST_DAY + timedelta(days=4)).timestamp()))
"""The time of all builds, in seconds: they have one day."""


@dataclass(frozen=True)
class Builder:
    """A way to build a site of the same articles."""

    write: Callable[[Path, int, tuple[str, ...]], None]
    write_one: Callable[[Path, SyntheticArticle], Path]
    again: tuple[str, ...] = ()
    """What `mkdocs build` is told from the second build on."""


BUILDERS = {
    "ours": Builder(write_newspaper, write_article),
    "plain": Builder(write_plain_site, write_plain_article, ("--dirty",)),
}


@dataclass(frozen=True)
class Measurement:
    cpu: float
    """Seconds."""
    wall: float
    """Seconds."""
    peak: float
    """MiB."""
    size: float
    """Of all files of the site, in MB of 1,000,000 bytes."""
    files: int
    pages: int


def measure(folder: Path, *options: str, index: bool) -> Measurement:
    """Build the project in a folder once, in a process of its own."""
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": NOON,
        "SEARCH_INDEX": str(index).lower(),
    }
    config = str(folder / "mkdocs.yml")
    # What `make build` runs, where the project has it.
    own = folder / "scripts/build.py"
    if own.is_file():
        command = [sys.executable, str(own), "--config", config]
    else:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, *options], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build in {folder} failed")
    files = [file for file in (folder / "site").rglob("*") if file.is_file()]
    return Measurement(
        cpu=usage.ru_utime + usage.ru_stime,
        wall=wall,
        peak=usage.ru_maxrss / 1024,
        size=sum(file.stat().st_size for file in files) / 1e6,
        files=len(files),
        pages=sum(file.suffix == ".html" for file in files),
    )


def clean(folder: Path) -> None:
    for name in ("site", ".cache"):
        shutil.rmtree(folder / name, ignore_errors=True)


def measure_steps(
    builder: Builder, folder: Path, count: int, topics: tuple[str, ...], *, index: bool
) -> dict[str, Measurement]:
    """The four builds of a project that was written already."""
    clean(folder)
    found = {"cold": measure(folder, index=index)}
    found["warm"] = measure(folder, *builder.again, index=index)
    edited = sorted((folder / "docs/news").rglob("*.id.md"))[count // 2]
    before = edited.read_text(encoding="utf-8")
    edited.write_text(f"{before}\nSatu kalimat lagi.\n", encoding="utf-8")
    found["edit"] = measure(folder, *builder.again, index=index)
    one_more = next(article for article in articles(count + 1, topics))
    renamed = SyntheticArticle(**{**one_more.__dict__, "name": "one-more"})
    new = builder.write_one(folder, renamed)
    found["new"] = measure(folder, *builder.again, index=index)
    edited.write_text(before, encoding="utf-8")
    if new.name == "index.id.md":
        shutil.rmtree(new.parent)
    else:
        for file in new.parent.glob("one-more.*"):
            file.unlink()
    return found


def compare(folder: Path, *, index: bool) -> None:
    """Build from nothing and compare with a kept site; leaves with what differs first."""
    measure(folder, index=index)
    shutil.move(folder / "site", folder / "incremental")
    clean(folder)
    measure(folder, index=index)
    if different := differing(folder / "incremental", folder / "site"):
        raise SystemExit(f"a cold build gives other bytes: {', '.join(different[:5])}")


def median(measurements: list[Measurement]) -> Measurement:
    """Medians of what was measured; size and number of files are the same each time."""
    middle = {
        name: statistics.median(getattr(each, name) for each in measurements)
        for name in ("cpu", "wall", "peak")
    }
    first = measurements[0]
    return Measurement(size=first.size, files=first.files, pages=first.pages, **middle)


def show(name: str, step: str, result: Measurement, count: int) -> None:
    print(
        f"{count:>6} {name:<6} {step:<5} {result.cpu:>8.2f} {result.wall:>8.2f}"
        f" {500 * result.cpu / count:>8.2f} {result.peak:>9.0f} {result.size:>8.1f}"
        f" {result.files:>7} {result.pages:>7}",
        flush=True,
    )


def run(arguments: argparse.Namespace, topics: tuple[str, ...]) -> None:
    """All sizes with some topics."""
    print(
        f"{len(topics)} topics\n{'N':>6} {'build':<6} {'step':<5} {'CPU s':>8} {'wall s':>8}"
        f" {'ms/page':>8} {'peak MiB':>9} {'MB':>8} {'files':>7} {'pages':>7}"
    )
    cold: dict[int, Measurement] = {}
    for count in arguments.counts:
        results: dict[tuple[str, str], Measurement] = {}
        with tempfile.TemporaryDirectory() as temporary:
            rounds: dict[tuple[str, str], list[Measurement]] = {}
            for name, builder in BUILDERS.items():
                (Path(temporary) / name).mkdir()
                builder.write(Path(temporary) / name, count, topics)
            for _ in range(arguments.rounds):
                for name, builder in BUILDERS.items():
                    folder = Path(temporary) / name
                    found = measure_steps(builder, folder, count, topics, index=arguments.index)
                    for step, each in found.items():
                        rounds.setdefault((name, step), []).append(each)
            if arguments.compare:
                compare(Path(temporary) / "ours", index=arguments.index)
        for (name, step), measured in rounds.items():
            results[name, step] = median(measured)
            show(name, step, results[name, step], count)
        ours, plain = results["ours", "cold"], results["plain", "cold"]
        cold[count] = ours
        print(
            f"{'':>6} cold ours / plain: CPU {ours.cpu / plain.cpu:.2f}, wall"
            f" {ours.wall / plain.wall:.2f}, peak {ours.peak / plain.peak:.2f}, bytes"
            f" {ours.size / plain.size:.2f}; ours warm / cold:"
            f" CPU {results['ours', 'warm'].cpu / ours.cpu:.2f}, wall"
            f" {results['ours', 'warm'].wall / ours.wall:.2f}"
        )
    for smaller, larger in zip(arguments.counts, arguments.counts[1:], strict=False):
        growth = math.log(cold[larger].cpu / cold[smaller].cpu) / math.log(larger / smaller)
        print(f"growth of our CPU from N = {smaller} to {larger}: exponent {growth:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("counts", metavar="N", type=int, nargs="*", default=[100, 1000, 5000])
    parser.add_argument("--topics", type=int, nargs="*", default=[6, 24])
    parser.add_argument(
        "--rounds", type=int, default=1, help="rounds of all builds, alternating; medians are shown"
    )
    parser.add_argument("--index", action="store_true", help="make our search index too")
    parser.add_argument("--compare", action="store_true", help="compare with a cold build")
    arguments = parser.parse_args()
    for number in arguments.topics:
        run(arguments, MANY_TOPICS[:number])


if __name__ == "__main__":
    main()
