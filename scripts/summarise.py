"""Say what a proposal changes for readers and subscribers, in Markdown.

It goes to the page of the pull request where GitHub says which file that is, else to the screen.
"""

import subprocess
from dataclasses import replace
from pathlib import Path

from newsroom.checks.resource_limits import rejected_texts
from newsroom.core.command import parser, run
from newsroom.core.dates import build_day
from newsroom.core.failure import FileError
from newsroom.core.github_summary import show
from newsroom.core.problem import LANGUAGES
from newsroom.core.settings import read_settings
from newsroom.publish.proposal_files import changed_paths
from newsroom.publish.proposal_summary import changes, summary, welcome
from newsroom.site.site import open_site


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__)
    command.add_argument("docs", type=Path, help="the proposal's folder of texts")
    command.add_argument("--language", choices=LANGUAGES, action="append")
    options = command.parse_args(arguments)
    settings, today = read_settings(), build_day()
    if options.docs.is_symlink() or not options.docs.is_dir():
        raise FileError("the proposal's docs is not a folder")
    before = open_site(settings, today)
    after = open_site(replace(settings, docs=options.docs), today)
    # The check reports texts that cost too much; here they only are not rendered.
    rejected = {problem.path for problem in rejected_texts(before, after)}
    try:
        paths = changed_paths(options.docs.parent)
    except (subprocess.CalledProcessError, OSError):
        paths = []  # a folder of texts alone, not a pull request
    found = changes(before, after, paths, rejected=rejected)
    languages = options.language or LANGUAGES
    text = "\n".join(
        [
            *(summary(found, after, language) for language in languages),
            *(welcome(before, language) for language in languages),
            "",
        ]
    )
    if not show(text):
        print(text, end="")
    return 0


if __name__ == "__main__":
    run(main)
