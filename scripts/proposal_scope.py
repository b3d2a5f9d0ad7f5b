"""Say whether a pull request changes code, for the steps that only code needs.

It writes `code=true` or `code=false`, where GitHub wants it as the output of a step.
"""

import os
import subprocess
from pathlib import Path

from newsroom.core.command import parser, run
from newsroom.core.failure import FileError
from newsroom.publish.proposal_files import changed_paths

TEXTS = "docs/"


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__)
    command.add_argument("proposal", type=Path, help="the folder of the pull request's repository")
    proposal = command.parse_args(arguments).proposal
    try:
        changed = changed_paths(proposal)
    except subprocess.CalledProcessError:
        raise FileError(f"{proposal} is no merge of a pull request") from None
    line = f"code={'false' if all(path.startswith(TEXTS) for path in changed) else 'true'}"
    print(line)
    if output := os.environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as opened:
            opened.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    run(main)
