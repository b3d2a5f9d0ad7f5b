"""Search the commits of a pull request for tokens and keys, even those that were removed again.

They are shown as annotations at their lines, and in GitHub's job summary.
"""

import subprocess
from pathlib import Path

from newsroom.checks.committed_secrets import credential_problems, head_of
from newsroom.core.command import parser, run
from newsroom.core.failure import FileError
from newsroom.core.github_summary import add_to_summary
from newsroom.core.report import FORMATS, alarm
from newsroom.core.settings import PROJECT, read_settings


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__, {1: "a commit contains a token or key"})
    command.add_argument("proposal", type=Path, help="the folder of the pull request's repository")
    proposal = command.parse_args(arguments).proposal
    try:
        problems = sorted(credential_problems(proposal, since=head_of(PROJECT)))
    except subprocess.CalledProcessError as error:
        raise FileError(
            f"{proposal}: `{' '.join(error.cmd)}` failed; check out the whole history"
        ) from None
    if problems:
        languages = read_settings().check_languages
        print(FORMATS["github"](problems, languages, 0))
        add_to_summary(alarm(problems, languages))
    return 1 if problems else 0


if __name__ == "__main__":
    run(main)
