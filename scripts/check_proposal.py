"""Check a pull request's texts with the check that stands here, whatever it does to its own.

What must be mended is shown at its lines and, where GitHub says where, on the page of the run.
"""

import os
import subprocess
from pathlib import Path

import check
from newsroom.core.command import exit_code, parser, run
from newsroom.core.problem import one_line
from newsroom.core.settings import PROJECT


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__, {check.PROBLEMS: "something must be mended"})
    command.add_argument("proposal", type=Path, help="the folder of the pull request's repository")
    proposal = command.parse_args(arguments).proposal
    docs = proposal / "docs"
    # Behind a link there may be the texts of main, which have no problems.
    if docs.is_symlink() or not docs.is_dir():
        say("'docs' harus folder biasa. 'docs' must be a plain folder.")
        return check.PROBLEMS
    generated = generated_files(proposal)
    for path in generated:
        say(
            f"{path}: berkas ini dibuat oleh program, jangan disimpan di repositori. "
            f"{path}: programs make this file; do not commit it."
        )
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    summary = ["--summary", page] if page else []
    code = exit_code(lambda: check.main(["--docs", str(docs), "--format", "github", *summary]))
    if code > check.PROBLEMS:
        say(
            "Pemeriksa sendiri gagal; kesalahannya ada pada kami, beri tahu kami lewat issue. "
            "The check itself has failed; the fault is ours, please tell us of it by an issue."
        )
        return code
    return code or (check.PROBLEMS if generated else check.CLEAN)


def generated_files(proposal: Path) -> list[str]:
    """Committed files that .gitignore names here: a build would take a stranger's for its own."""
    listed = subprocess.run(
        [
            *("git", "ls-files", "-z", "--cached", "--ignored"),
            f"--exclude-from={PROJECT / '.gitignore'}",
        ],
        cwd=proposal,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=True,
    )
    return [path for path in listed.stdout.split("\0") if path]


def say(words: str) -> None:
    """An annotation that nothing in it can end."""
    print(f"::error::{one_line(words).replace('%', '%25')}")


if __name__ == "__main__":
    run(main)
