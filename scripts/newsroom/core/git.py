"""Runs git in a folder."""

import subprocess
from pathlib import Path

from newsroom.core.failure import FileError
from newsroom.core.problem import one_line


def git(folder: Path, *arguments: str) -> str:
    """The output of a git command; raises FileError with git's message if it fails."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
    )
    if done.returncode:
        command = one_line(f"git {' '.join(arguments)}")
        raise FileError(f"{folder}: `{command}` failed: {one_line(done.stderr.strip())}")
    return done.stdout


def git_paths(folder: Path, *arguments: str) -> list[str]:
    """The paths that a git command with the option -z lists."""
    return [path for path in git(folder, *arguments).split("\0") if path]
