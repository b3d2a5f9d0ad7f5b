"""Check the site of each coming day on which an article is published, closes or is withdrawn.

So a fault in a scheduled article, which is on no page today, shows before it stops a deployment.
"""

import os

from newsroom.core.command import add_config, parser, run
from newsroom.core.dates import build_day
from newsroom.core.report import FORMATS
from newsroom.core.settings import read_settings
from newsroom.publish.rehearsal import problems_on
from newsroom.site.lifecycle import due
from newsroom.site.site import open_site

CLEAN, PROBLEMS = 0, 1


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__, {PROBLEMS: "on a coming day the site could not be published"})
    add_config(command)
    config = command.parse_args(arguments).config
    settings = read_settings(config)
    changes = due(open_site(settings, build_day()))
    report = FORMATS["github" if os.environ.get("GITHUB_ACTIONS") else "text"]
    code = CLEAN
    for day in sorted({change.day for change in changes}):
        of_day = [change for change in changes if change.day == day]
        stages = (f"{change.key} {change.stage}" for change in of_day)
        print(f"{day}: {', '.join(stages)}", flush=True)
        site = open_site(settings, day)
        keys = {change.key for change in of_day}
        if problems := problems_on(site, keys, config.parent / "overrides"):
            code = PROBLEMS
            print(report(problems, settings.check_languages, len(site.texts)), flush=True)
    return code


if __name__ == "__main__":
    run(main)
