"""Whether whatever the check accepts is published on every day to come, with its social cards.

Articles are drawn by chance, from a new seed each time; a fault is printed with the seed that
shows it again: `bench_accepted.py --seed N`.
"""

import argparse
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from accepted_articles import accepted_project, faults_on
from random_articles import DAYS_AHEAD
from small_sites import TODAY


def main() -> int:
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("--seed", type=int, default=int(time.time()))
    command.add_argument("--count", type=int, default=1_200, help="articles drawn")
    options = command.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, accepted = accepted_project(
            Path(name) / "project", seed=options.seed, count=options.count
        )
        print(f"seed {options.seed}: {accepted} of {options.count} accepted", flush=True)
        faults = 0
        # The last day is behind every date that an article may carry.
        for day in (TODAY + timedelta(days=days) for days in range(2 * DAYS_AHEAD + 2)):
            found = faults_on(day, folder, SOCIAL_CARDS="1")
            print(f"{day}: {len(found)} faults", *found, sep="\n  ", flush=True)
            faults += len(found)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
