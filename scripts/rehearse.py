"""Check the site as it will be on each day on which the clock changes something.

What is dated for later is in no page today: here a fault in it shows before it stops a deployment.
"""

import os

from newsroom.core.command import add_config, parser, run
from newsroom.core.dates import build_day
from newsroom.core.problem import LANGUAGES
from newsroom.core.report import FORMATS
from newsroom.core.settings import read_settings
from newsroom.publish.rehearsal import problems_on
from newsroom.site.lifecycle import due
from newsroom.site.site import open_site

FIT, UNFIT = 0, 1


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__, {UNFIT: "on a day to come the site could not be published"})
    add_config(command)
    config = command.parse_args(arguments).config
    settings = read_settings(config)
    changes = due(open_site(settings, build_day()))
    is_fit = True
    for day in sorted({each.day for each in changes}):
        todays = [each for each in changes if each.day == day]
        print(f"{day}: " + ", ".join(f"{each.key} {each.stage}" for each in todays), flush=True)
        site = open_site(settings, day)
        problems = problems_on(site, {each.key for each in todays}, config.parent / "overrides")
        if problems:
            is_fit = False
            form = "github" if os.environ.get("GITHUB_ACTIONS") else "text"
            print(FORMATS[form](problems, LANGUAGES, len(site.texts)), flush=True)
    return FIT if is_fit else UNFIT


if __name__ == "__main__":
    run(main)
