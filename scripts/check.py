#!/usr/bin/env python3
"""Check everything that editors wrote, and report what to fix."""

from dataclasses import replace
from pathlib import Path

from newsroom.checks.address_owners import address_owners, takeover_problems
from newsroom.checks.changed_facts import changed_facts_problems
from newsroom.checks.check import check
from newsroom.checks.files import git_problems
from newsroom.checks.register import published, read_register
from newsroom.checks.resource_limits import rejected_texts
from newsroom.content.article import Text
from newsroom.core.command import add_config, day, parser, run
from newsroom.core.dates import build_day
from newsroom.core.problem import LANGUAGES
from newsroom.core.report import FORMATS
from newsroom.core.settings import read_settings
from newsroom.site.site import open_site

CLEAN, PROBLEMS = 0, 1


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__, {PROBLEMS: "there are errors to fix, not only warnings"})
    add_config(command)
    command.add_argument(
        "--language",
        choices=[*LANGUAGES, "all"],
        default="all",
        help="language of the explanations (default: all)",
    )
    command.add_argument(
        "--format", choices=FORMATS, default="text", help="format of the report (default: text)"
    )
    command.add_argument(
        "--docs", type=Path, help="folder of a proposal's texts, to compare with the site's own"
    )
    command.add_argument("--summary", type=Path, help="append the report to this file as Markdown")
    command.add_argument(
        "--today", type=day, metavar="DAY", help="check as on this day, such as 2026-11-24"
    )
    options = command.parse_args(arguments)
    settings = read_settings(options.config)
    today = options.today or build_day()
    registered, owners, ours = None, dict[str, Text](), None
    if options.docs:
        ours = open_site(settings, today)
        owners = dict(address_owners(ours))
        # Also what the main branch publishes: the list of the published site may be older.
        registered = read_register(settings.register)
        registered += sorted(published(ours) - set(registered))
        proposed = options.docs.parent / "network.yml"
        settings = replace(settings, docs=options.docs, network=proposed)
    site = open_site(settings, today)
    rejected = rejected_texts(ours, site) if ours else []
    problems = check(site, registered=registered, owners=owners, rejected=rejected, base=ours)
    if ours:
        problems += takeover_problems(ours, site)
        problems += changed_facts_problems(ours, site)
    reported = {(problem.path, problem.rule) for problem in problems}
    problems += [
        problem
        for problem in git_problems(settings.docs)
        if (problem.path, problem.rule) not in reported
    ]
    is_all = options.language == "all"
    languages = settings.check_languages if is_all else (options.language,)
    if options.summary:
        with options.summary.open("a", encoding="utf-8") as opened:
            print(FORMATS["markdown"](problems, languages, len(site.texts)), file=opened)
    print(FORMATS[options.format](problems, languages, len(site.texts)))
    return PROBLEMS if any(not problem.is_warning for problem in problems) else CLEAN


if __name__ == "__main__":
    run(main)
