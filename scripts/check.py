#!/usr/bin/env python3
"""Check everything that editors wrote, and say what to mend.

Exit codes: 0 nothing must be mended (there may be warnings), 1 something must be,
2 the check could not run.
"""

import argparse
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from newsroom.checks.address_owners import takeover_problems
from newsroom.checks.check import check
from newsroom.checks.files import git_problems
from newsroom.checks.register import published, read_register
from newsroom.checks.resource_limits import rejected_texts
from newsroom.core.dates import build_day
from newsroom.core.problem import LANGUAGES
from newsroom.core.report import FORMATS
from newsroom.core.settings import PROJECT, SettingsError, read_settings
from newsroom.core.wording import MissingWording
from newsroom.site.site import open_site

CLEAN, PROBLEMS, CANNOT_RUN = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--language", choices=[*LANGUAGES, "all"], default="all", help="of the explanations"
    )
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("--docs", type=Path, help="the folder to check, if not the site's own")
    parser.add_argument("--config", type=Path, default=PROJECT / "mkdocs.yml")
    parser.add_argument("--summary", type=Path, help="a file that gets the same in Markdown")
    parser.add_argument("--today", type=date.fromisoformat, help="the day to check for")
    options = parser.parse_args(arguments)
    try:
        settings = read_settings(options.config)
        today = options.today or build_day()
        registered = None
        if options.docs:
            ours = open_site(settings, today)
            # What stands on our own side is published, whether it is in the register yet or not.
            registered = read_register(settings.register)
            registered += sorted(published(ours) - set(registered))
            settings = replace(settings, docs=options.docs)
        site = open_site(settings, today)
        rejected = rejected_texts(ours, site) if options.docs else []
        problems = check(site, registered=registered, rejected=rejected)
        if options.docs:
            problems += takeover_problems(ours, site)
        told = {(problem.path, problem.rule) for problem in problems}
        problems += [
            problem
            for problem in git_problems(settings.docs)
            if (problem.path, problem.rule) not in told
        ]
    except (OSError, SettingsError, MissingWording) as error:
        print(f"check.py: {error}", file=sys.stderr)
        return CANNOT_RUN
    languages = LANGUAGES if options.language == "all" else (options.language,)
    if options.summary:
        with options.summary.open("a", encoding="utf-8") as opened:
            print(FORMATS["markdown"](problems, languages, len(site.texts)), file=opened)
    print(FORMATS[options.format](problems, languages, len(site.texts)))
    return PROBLEMS if any(not problem.is_warning for problem in problems) else CLEAN


if __name__ == "__main__":
    sys.exit(main())
