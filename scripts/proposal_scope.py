"""Say whether a pull request changes code, for the steps that only code needs.

It writes `code=true` or `code=false`, where GitHub wants it as the output of a step.
"""

import os
import subprocess
from pathlib import Path

from newsroom.core.command import parser, run
from newsroom.core.failure import FileError

TEXTS = "docs/"


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__)
    command.add_argument("proposal", type=Path, help="the folder of the pull request's repository")
    proposal = command.parse_args(arguments).proposal
    # The first parent of the merge that GitHub makes is main as it is now.
    done = subprocess.run(
        ["git", "diff", "--name-only", "-z", "--no-renames", "HEAD^1", "HEAD"],
        cwd=proposal,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
    )
    if done.returncode:
        raise FileError(f"{proposal} is no merge of a pull request")
    changed = [path for path in done.stdout.split("\0") if path]
    line = f"code={'false' if all(path.startswith(TEXTS) for path in changed) else 'true'}"
    print(line)
    if output := os.environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as opened:
            opened.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    run(main)
