"""Say what a proposal changes for readers and subscribers, in Markdown.

It goes to the page of the pull request where GitHub says which file that is, else to the screen.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from newsroom.changes import changes, summary
from newsroom.dates import build_day
from newsroom.github_page import show
from newsroom.newspaper import open_newspaper
from newsroom.problem import LANGUAGES
from newsroom.settings import read_settings
from newsroom.trial import trial


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("docs", type=Path, help="the proposal's folder of texts")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    options = parser.parse_args()
    settings, today = read_settings(), build_day()
    if options.docs.is_symlink() or not options.docs.is_dir():
        print("the proposal's docs is not a folder", file=sys.stderr)
        return 2
    before = open_newspaper(settings, today)
    after = open_newspaper(replace(settings, docs=options.docs), today)
    # The check tells of texts that cost too much; here they only are not rendered.
    trial(before, after)
    found = changes(before, after)
    text = "\n".join(summary(found, after, language) for language in options.language or LANGUAGES)
    if not show(text):
        print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
