#!/usr/bin/env python3
"""Write a draft of the membership monitoring report from the site's articles.

It is written as Markdown, as a document for word processors (DOCX) and as a table of the evidence
(CSV). Without --from and --to it covers the four years of the next report.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from newsroom.core.command import add_config, folder, parser, run
from newsroom.core.dates import build_day
from newsroom.core.failure import Failure
from newsroom.core.output import write_files
from newsroom.core.problem import one_line
from newsroom.core.settings import PROJECT, read_settings
from newsroom.record.figures import figure_files
from newsroom.record.problems import stop_at_problems
from newsroom.record.report import make_report, period_of
from newsroom.record.report_files import report_files
from newsroom.site.site import open_site


def main(arguments: Sequence[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    site = open_site(read_settings(options.config), build_day())
    language = options.language or site.settings.default_language
    if language not in site.addresses:
        known = ", ".join(site.addresses)
        raise Failure(
            f"--language: there is no language '{one_line(language)}'; use one of {known}"
        )
    stop_at_problems(site.catalogue)
    first, last = period_of(
        options.first, options.last, site.today.year, site.settings.city.joined.year
    )
    edition, renderer = site.editions[language], site.renderers[language]
    report = make_report(
        edition,
        site.addresses,
        site.settings,
        figure_files(edition, lambda article: renderer.body(article).data),
        first=first,
        last=last,
    )
    written = write_files(options.output, report_files(report, f"report-{first}-{last}.{language}"))
    for path in written:
        print(options.output / path)
    print(f"{len(report.pieces)} pieces of evidence, {len(report.gaps)} gaps")


def _parser() -> argparse.ArgumentParser:
    command = parser(__doc__)
    command.add_argument("--from", dest="first", type=_year, metavar="YEAR", help="first year")
    command.add_argument("--to", dest="last", type=_year, metavar="YEAR", help="last year")
    command.add_argument("--language", help="such as en (default: the site's default language)")
    command.add_argument(
        "--output",
        type=folder,
        default=Path(PROJECT / "report"),
        metavar="FOLDER",
        help="folder to write into (default: report)",
    )
    add_config(command)
    return command


def _year(text: str) -> int:
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year such as 2026")
    return int(text)


if __name__ == "__main__":
    run(main)
