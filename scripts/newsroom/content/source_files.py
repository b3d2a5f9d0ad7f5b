"""What stands in the docs folder, seen without following a single link."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True, order=True)
class File:
    """One thing in the docs folder: a file, a folder, a link, or something stranger."""

    path: str
    """From the docs folder."""
    mode: int
    size: int

    @property
    def is_plain(self) -> bool:
        """A file proper, that may be read."""
        return stat.S_ISREG(self.mode)

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.mode)

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The path of the folder that it stands in; an empty text for the docs folder itself."""
        return self.path.rpartition("/")[0]


def files(docs: Path) -> list[File]:
    """Everything below a folder, by path. Links are listed, never followed."""
    found: list[File] = []
    folders = [docs]
    while folders:
        with os.scandir(folders.pop()) as scanned:
            for each in scanned:
                status = each.stat(follow_symlinks=False)
                path = Path(each.path)
                name = path.relative_to(docs).as_posix()
                found.append(File(path=name, mode=status.st_mode, size=status.st_size))
                if stat.S_ISDIR(status.st_mode):
                    folders.append(path)
    return sorted(found)


def beginning(file: Path, length: int) -> bytes:
    """At most so many bytes of a file: nobody's 10 GB reach our memory."""
    with file.open("rb") as opened:
        return opened.read(length)
