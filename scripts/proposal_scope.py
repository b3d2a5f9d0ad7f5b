"""Tell a workflow whether a pull request changes code, or only texts.

It prints `code=true` or `code=false`, and sets this output of the step.
"""

import subprocess
from pathlib import Path

from newsroom.core.command import parser, run
from newsroom.core.failure import FileError
from newsroom.core.github_summary import set_output

TEXTS = "docs/"


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__)
    command.add_argument("proposal", type=Path, help="the folder of the pull request's repository")
    proposal = command.parse_args(arguments).proposal
    # HEAD is a merge that GitHub made; its first parent is the main branch.
    done = subprocess.run(
        ["git", "diff", "--name-only", "-z", "--no-renames", "HEAD^1", "HEAD"],
        cwd=proposal,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
    )
    if done.returncode:
        raise FileError(f"{proposal}: HEAD is not the merge commit of a pull request")
    changed = [path for path in done.stdout.split("\0") if path]
    code = "false" if all(path.startswith(TEXTS) for path in changed) else "true"
    print(f"code={code}")
    set_output("code", code)
    return 0


if __name__ == "__main__":
    run(main)
