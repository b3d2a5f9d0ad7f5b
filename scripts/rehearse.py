"""Build and verify the site as it will be on the next days on which the clock changes something.

What is dated for later is in no page today: here a fault in it shows before it stops every deploy.
Exit codes: 0 every day is fit to be published, 1 a day is not.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from newsroom.checks.check import check
from newsroom.core.dates import JAKARTA, build_day
from newsroom.core.problem import LANGUAGES, Problem
from newsroom.core.report import FORMATS
from newsroom.core.settings import PROJECT, read_settings
from newsroom.publish.verify import expected_of, verify
from newsroom.site.lifecycle import Due, due
from newsroom.site.site import Site, open_site

MOST_DAYS = 10
FIT, UNFIT = 0, 1


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--config", type=Path, default=PROJECT / "mkdocs.yml")
    config = parser.parse_args(arguments).config
    # The search index takes as long as all the rest, and no day can spoil it.
    settings = replace(read_settings(config), search_index=False)
    changes = due(open_site(settings, build_day()))
    is_fit = True
    for day in chosen(sorted({each.day for each in changes})):
        todays = [each for each in changes if each.day == day]
        print(f"{day}: " + ", ".join(f"{each.key} {each.stage}" for each in todays), flush=True)
        site = open_site(settings, day)
        problems = sorted(problems_on(site, config, todays))
        if problems:
            is_fit = False
            form = "github" if os.environ.get("GITHUB_ACTIONS") else "text"
            print(FORMATS[form](problems, LANGUAGES, len(site.texts)), flush=True)
    return FIT if is_fit else UNFIT


def chosen(days: Sequence[date]) -> Sequence[date]:
    """The next days, and the last one, on which everything that is dated for later is there."""
    return days if len(days) <= MOST_DAYS else [*days[: MOST_DAYS - 1], days[-1]]


def problems_on(site: Site, config: Path, changes: Sequence[Due]) -> Iterator[Problem]:
    """What would keep the site of a day from being published, at the text that must be mended."""
    problems = [problem for problem in check(site) if not problem.is_warning]
    if problems:
        yield from problems
        return
    suspects = [site.catalogue.original(each.key).path for each in changes]
    with TemporaryDirectory() as folder:
        site_folder = Path(folder) / "site"
        if said := build(site, config, site_folder):
            faults = {(path, said) for path in suspects}
        else:
            expected = expected_of(site, assets=(config.parent / "overrides/assets",))
            # What stands in no text's page comes from one that changes on this day.
            faults = {
                (path, f"{fault.what} ({fault.path}:{fault.line})")
                for fault in verify(site_folder, expected)
                for path in (
                    [expected.texts[fault.path]] if fault.path in expected.texts else suspects
                )
            }
    for path, fault in faults:
        values = {"key": fault, "day": site.today, "fault": fault}
        yield Problem(path=path, rule="faulty_later", values=values)


def build(site: Site, config: Path, site_folder: Path) -> str:
    """Build the site of the site's day; what was said last if that fails, else nothing."""
    noon = datetime.combine(site.today, time(12), JAKARTA)
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(int(noon.timestamp())),
        "SEARCH_INDEX": "false",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    built = subprocess.run(
        [*command, "--config-file", str(config), "--site-dir", str(site_folder)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if built.returncode == 0:
        return ""
    print(built.stdout, file=sys.stderr)
    return (built.stdout.strip() or "no words").splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main())
