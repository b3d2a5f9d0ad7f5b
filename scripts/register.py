#!/usr/bin/env python3
"""Fetch the published site's list of addresses, so that the check notices if one gets lost.

If the site does not answer, a warning is printed and the exit code is 0: the check then compares a
proposal only with the addresses of the main branch.
"""

import os

from newsroom.core.command import add_config, parser, run
from newsroom.core.output import SiteFile, write_files
from newsroom.core.problem import one_line
from newsroom.core.settings import read_settings
from newsroom.publish.published_register import NoAnswer, published_register


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__)
    add_config(command)
    settings = read_settings(command.parse_args(arguments).config)
    assert settings.register
    try:
        text = published_register(settings.site_url)
    except NoAnswer as error:
        level = "::warning::" if os.environ.get("GITHUB_ACTIONS") else "warning: "
        reason = one_line(str(error))
        print(f"{level}the list of addresses of {settings.site_url} is not available: {reason}")
        return 0
    file = settings.register
    write_files(file.parent, [SiteFile(path=file.name, make=text.encode)])
    print(f"{len(text.split())} addresses in {file}")
    return 0


if __name__ == "__main__":
    run(main)
