#!/usr/bin/env python3
"""Check, then build both languages and all feeds into the folder `site` beside mkdocs.yml.

Does nothing if the site there is already what a build would make of the same texts, code and
settings at this moment."""

import runpy
import sys

from newsroom.core.command import add_config, parser, run
from newsroom.core.dates import build_moment
from newsroom.core.last_build import report_if_unchanged, site_folder
from newsroom.core.settings import read_settings


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__)
    add_config(command)
    options = command.parse_args(arguments)
    report = report_if_unchanged(read_settings(options.config), options.config, build_moment())
    if report is not None:
        print(report)
        print(
            f"Nothing changed since the last build: {site_folder(options.config)} stays as it is."
        )
        return 0
    sys.argv = ["mkdocs", "build", "--config-file", str(options.config)]
    runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    run(main)
