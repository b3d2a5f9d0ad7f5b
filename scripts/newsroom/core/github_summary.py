"""The page that GitHub shows of a workflow's run: Markdown that its steps write."""

import os
import posixpath
from pathlib import Path

from newsroom.core.problem import one_line

LONGEST_CODE = 200
"""Characters of an address or a path."""


def show(markdown: str) -> bool:
    """Add to the page of the run; whether there is one."""
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if page:
        with Path(page).open("a", encoding="utf-8") as opened:
            opened.write(markdown)
    return bool(page)


def in_repository(path: str) -> str:
    """The path of a file of the docs folder, as GitHub shows it."""
    return posixpath.normpath(f"docs/{path}")


def code(text: str) -> str:
    """Text as code, which neither links nor calls anybody."""
    shown = one_line(text).replace("`", "´")
    return f"`{shown[:LONGEST_CODE]}`" + "…" * (len(shown) > LONGEST_CODE)
