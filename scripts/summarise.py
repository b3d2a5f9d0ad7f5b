"""Summarise in Markdown what a proposal changes for readers and subscribers.

On GitHub the text goes to the job summary, elsewhere to the terminal.
"""

from dataclasses import replace
from pathlib import Path

from newsroom.checks.resource_limits import rejected_texts
from newsroom.core.command import parser, run
from newsroom.core.dates import build_day
from newsroom.core.failure import FileError
from newsroom.core.github_summary import add_to_summary
from newsroom.core.problem import LANGUAGES
from newsroom.core.settings import read_settings
from newsroom.publish.proposal_files import changed_paths
from newsroom.publish.proposal_summary import changes, summary, welcome
from newsroom.site.site import open_site


def main(arguments: list[str] | None = None) -> None:
    command = parser(__doc__)
    command.add_argument("docs", type=Path, help="the proposal's docs folder")
    command.add_argument(
        "--language",
        choices=LANGUAGES,
        action="append",
        help="language of the summary; may be repeated (default: all)",
    )
    options = command.parse_args(arguments)
    settings, today = read_settings(), build_day()
    if options.docs.is_symlink() or not options.docs.is_dir():
        raise FileError(f"{options.docs} must be a folder, not a link or a file")
    before = open_site(settings, today)
    after = open_site(replace(settings, docs=options.docs), today)
    # The check reports texts that cost too much; here they are only not rendered.
    rejected = {problem.path for problem in rejected_texts(before, after)}
    try:
        paths = changed_paths(options.docs.parent)
    except (FileError, OSError):
        paths = []  # a folder of texts alone, not a pull request
    found = changes(before, after, paths, rejected=rejected)
    languages = options.language or settings.check_languages
    text = "\n".join(
        [
            *(summary(found, after, language) for language in languages),
            *(welcome(before, language) for language in languages),
            "",
        ]
    )
    if not add_to_summary(text):
        print(text, end="")


if __name__ == "__main__":
    run(main)
