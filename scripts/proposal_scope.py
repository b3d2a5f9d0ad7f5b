"""Tell a workflow whether a pull request changes code, or only texts.

It prints `code=true` or `code=false`, and sets this output of the step.
"""

from pathlib import Path

from newsroom.core.command import parser, run
from newsroom.core.git import git_paths
from newsroom.core.github_summary import set_output

TEXTS = "docs/"


def main(arguments: list[str] | None = None) -> None:
    command = parser(__doc__)
    command.add_argument("proposal", type=Path, help="the folder of the pull request's repository")
    proposal = command.parse_args(arguments).proposal
    # HEAD is a merge that GitHub made; its first parent is the main branch.
    changed = git_paths(proposal, "diff", "--name-only", "-z", "--no-renames", "HEAD^1", "HEAD")
    code = "false" if all(path.startswith(TEXTS) for path in changed) else "true"
    print(f"code={code}")
    set_output("code", code)


if __name__ == "__main__":
    run(main)
