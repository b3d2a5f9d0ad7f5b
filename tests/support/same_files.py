"""Compares two folders file by file."""

import filecmp
from pathlib import Path


def differing(one: Path, other: Path) -> list[str]:
    """Files that only one of two folders has, or that differ, in alphabetical order."""
    names = {
        file.relative_to(folder).as_posix()
        for folder in (one, other)
        for file in folder.rglob("*")
        if file.is_file()
    }
    _, wrong, missing = filecmp.cmpfiles(one, other, names, shallow=False)
    return sorted((*wrong, *missing))
