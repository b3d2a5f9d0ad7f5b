"""One file of the finished site that is not a page, and how it is written."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class SiteFile:
    """A file of the finished site."""

    path: str
    """From the site's folder."""
    content: bytes
    modified: datetime | None = None
    """When what it holds last changed, where that is known."""


def write_file(folder: Path, file: SiteFile) -> None:
    """Write a file, or leave it alone where it holds the same bytes: readers then need not fetch it
    again."""
    path = folder / file.path
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{file.path} leads out of the site's folder")
    if not (path.is_file() and path.read_bytes() == file.content):
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True)
        path.write_bytes(file.content)
    if file.modified:
        os.utime(path, (file.modified.timestamp(), file.modified.timestamp()))
