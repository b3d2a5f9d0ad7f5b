"""Tell a workflow whether a pull request changes code, or only texts.

It prints `code=true` or `code=false`, and sets this output of the step.
"""

from pathlib import Path

from newsroom.core.command import parser, run
from newsroom.core.github_summary import set_output
from newsroom.publish.proposal_files import changed_paths

TEXTS = "docs/"


def main(arguments: list[str] | None = None) -> None:
    command = parser(__doc__)
    command.add_argument("proposal", type=Path, help="the folder of the pull request's repository")
    proposal = command.parse_args(arguments).proposal
    code = "false" if all(path.startswith(TEXTS) for path in changed_paths(proposal)) else "true"
    print(f"code={code}")
    set_output("code", code)


if __name__ == "__main__":
    run(main)
