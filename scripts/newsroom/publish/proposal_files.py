"""The files of a proposal that are no texts: pictures, tables, and whatever else it brings."""

import filecmp
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsroom.checks.files import MAX_PICTURE_BYTES, picture_size
from newsroom.content.fields import PICTURE_NAME
from newsroom.content.source_files import File
from newsroom.core.git import git_paths
from newsroom.site.site import Site


@dataclass(frozen=True, kw_only=True)
class FileState:
    """A file as it was, or as it will be."""

    size: int
    """Bytes."""
    pixels: tuple[int, int] | None
    """Width and height of a picture, as its head tells; None for others."""


@dataclass(frozen=True, kw_only=True)
class FileChange:
    """A file that is new, that holds something else, or that is gone."""

    path: str
    """From the docs folder."""
    before: FileState | None
    after: FileState | None

    @property
    def is_expected(self) -> bool:
        """Whether it is of a kind that readers see: a picture or a table."""
        name = self.path.rpartition("/")[2]
        return bool(PICTURE_NAME.fullmatch(name)) or name.endswith(".csv")


def file_changes(before: Site, after: Site) -> Iterator[FileChange]:
    """What becomes of the files of two docs folders that are no texts, by path."""
    old, new = _files(before), _files(after)
    for path in sorted(old | new):
        was, is_now = old.get(path), new.get(path)
        if was and is_now and _is_same(before.settings.docs, after.settings.docs, was, is_now):
            continue
        yield FileChange(
            path=path,
            before=_state(before.settings.docs, was),
            after=_state(after.settings.docs, is_now),
        )


def _files(site: Site) -> dict[str, File]:
    texts = site.catalogue.sources
    return {
        file.path: file for file in site.catalogue.files if file.is_plain and file.path not in texts
    }


def _is_same(old: Path, new: Path, was: File, is_now: File) -> bool:
    """Times say nothing: each checkout has its own."""
    if was.size != is_now.size:
        return False
    return filecmp.cmp(old / was.path, new / is_now.path, shallow=False)


def _state(docs: Path, file: File | None) -> FileState | None:
    if file is None:
        return None
    is_picture = PICTURE_NAME.fullmatch(file.name) and file.size <= MAX_PICTURE_BYTES
    pixels = picture_size(docs / file.path) if is_picture else None
    return FileState(size=file.size, pixels=pixels)


def changed_paths(repository: Path) -> list[str]:
    """All files that a pull request changes, from the repository's root.

    The first parent of the merge that GitHub makes is main as it is now. Raises FileError if the
    folder is not a repository with such a merge.
    """
    return git_paths(repository, "diff", "--name-only", "-z", "--no-renames", "HEAD^1", "HEAD")
