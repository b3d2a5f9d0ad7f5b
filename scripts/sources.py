#!/usr/bin/env python3
"""Write a ledger of all sources: the files and sentences that use each, and which are used once,
lack a day of access, or stand on hosts that only copy.
"""

from collections.abc import Sequence
from pathlib import Path

from newsroom.checks.source_ledger import markdown, source_ledger, table
from newsroom.core.command import add_config, parser, run
from newsroom.core.dates import build_day
from newsroom.core.failure import FileError
from newsroom.core.output import SiteFile, write_files
from newsroom.core.problem import one_line
from newsroom.core.settings import read_settings
from newsroom.record.problems import stop_at_problems
from newsroom.site.site import open_site

FORMATS = {"markdown": markdown, "csv": table}


def main(arguments: Sequence[str] | None = None) -> None:
    command = parser(__doc__)
    command.add_argument(
        "--format", choices=FORMATS, default="markdown", help="the default is markdown"
    )
    command.add_argument(
        "--output", type=Path, metavar="FILE", help="write into this file, not to the screen"
    )
    add_config(command)
    options = command.parse_args(arguments)
    site = open_site(read_settings(options.config), build_day())
    stop_at_problems(site.catalogue)
    ledger = source_ledger(site)
    text = FORMATS[options.format](ledger)
    if not options.output:
        print(text, end="")
        return
    if options.output.is_dir() or not options.output.name:
        raise FileError(f"--output: {one_line(str(options.output))} is a folder; name a file in it")
    file = SiteFile(path=options.output.name, make=text.encode)
    write_files(options.output.parent, [file])
    print(
        f"{len(ledger.entries)} sources: {len(ledger.used_once)} used once, {len(ledger.unseen)} "
        f"without a day of access, {len(ledger.copies)} on hosts that only copy"
    )


if __name__ == "__main__":
    run(main)
