"""What a step of a GitHub workflow writes: the job summary in Markdown, and the step's outputs."""

import os
import posixpath
from pathlib import Path

from newsroom.core.problem import one_line

LONGEST_CODE = 200
"""Characters of an address or a path that are shown."""


def add_to_summary(markdown: str) -> bool:
    """Append to the job summary; return False where there is none, as on an editor's machine."""
    return _append("GITHUB_STEP_SUMMARY", markdown)


def set_output(name: str, value: str) -> None:
    """Set an output of the step; do nothing outside of GitHub."""
    _append("GITHUB_OUTPUT", f"{name}={value}\n")


def _append(variable: str, text: str) -> bool:
    """Append to the file that an environment variable names, if it is set."""
    file = os.environ.get(variable)
    if file:
        with Path(file).open("a", encoding="utf-8") as opened:
            opened.write(text)
    return bool(file)


def in_repository(path: str) -> str:
    """The path of a file in the docs folder, from the repository's root."""
    return posixpath.normpath(f"docs/{path}")


def code(text: str) -> str:
    """Text as inline code, so that GitHub makes no link or mention of it."""
    shown = one_line(text).replace("`", "´")
    return f"`{shown[:LONGEST_CODE]}`" + "…" * (len(shown) > LONGEST_CODE)
