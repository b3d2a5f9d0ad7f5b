"""Check the texts of a pull request with the check of this repository, not with its own.

Problems are shown as annotations at their lines, and in GitHub's job summary.
"""

import os
from pathlib import Path

import check
from newsroom.core.command import exit_code, parser, run
from newsroom.core.git import git_paths
from newsroom.core.problem import one_line
from newsroom.core.settings import PROJECT


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__, {check.PROBLEMS: "there are errors to fix"})
    command.add_argument("proposal", type=Path, help="the folder of the pull request's repository")
    proposal = command.parse_args(arguments).proposal
    docs = proposal / "docs"
    # A link could lead to the texts of this repository, which have no problems.
    if docs.is_symlink() or not docs.is_dir():
        annotate("'docs' harus folder biasa. 'docs' must be a folder, not a link.")
        return check.PROBLEMS
    generated = generated_files(proposal)
    for path in generated:
        annotate(
            f"{path}: berkas ini dibuat oleh program, jangan disimpan di repositori. "
            f"{path}: this file is generated; do not commit it."
        )
    summary_file = os.environ.get("GITHUB_STEP_SUMMARY")
    summary = ["--summary", summary_file] if summary_file else []
    code = exit_code(lambda: check.main(["--docs", str(docs), "--format", "github", *summary]))
    if code > check.PROBLEMS:
        annotate(
            "Pemeriksa sendiri gagal; kesalahannya ada pada kami, beri tahu kami lewat issue. "
            "The check itself failed. This is our fault; please open an issue."
        )
        return code
    return code or (check.PROBLEMS if generated else check.CLEAN)


def generated_files(proposal: Path) -> list[str]:
    """Committed files that this repository's .gitignore excludes, such as the cache.

    A build would take them for its own.
    """
    ignored = f"--exclude-from={PROJECT / '.gitignore'}"
    return git_paths(proposal, "ls-files", "-z", "--cached", "--ignored", ignored)


def annotate(message: str) -> None:
    """Print an error annotation, escaped so that a file name cannot begin another one."""
    print(f"::error::{one_line(message).replace('%', '%25')}")


if __name__ == "__main__":
    run(main)
