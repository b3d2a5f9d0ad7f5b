"""Writes the built site so that it is never half written.

A build goes into a staging folder beside the site's folder, which it replaces at the end. So a full
disk or a killed process leaves the old site as it was.
"""

import ctypes
import errno
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from newsroom.core.failure import FileError
from newsroom.core.problem import one_line


def no_key() -> object:
    """Of a file that is made anew by every build."""
    return None


@dataclass(frozen=True, kw_only=True)
class SiteFile:
    """A file of the built site that is not a page: a feed, a picture, the sitemap."""

    path: str
    """Relative to the site's folder."""
    make: Callable[[], bytes] = field(repr=False)
    """Makes the file's bytes. Not called where only the paths are needed."""
    key: Callable[[], object] = field(default=no_key, repr=False)
    """Gives what the bytes are made from, beside what Inputs.shared holds: files of the same path
    and key are the same. None if that is not known."""

    @property
    def content(self) -> bytes:
        return self.make()


def write_file(folder: Path, file: SiteFile) -> None:
    """Write one file of a site; raises FileError for a path that leads out of the folder."""
    path = destination(folder, file.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.content)


def destination(folder: Path, path: str) -> Path:
    """The full path of a file in a folder; raises FileError if it leads out of the folder."""
    found = folder / path
    if not found.resolve().is_relative_to(folder.resolve()):
        raise FileError(
            f"{one_line(str(found))} leads out of {one_line(str(folder))}; remove the link there"
        )
    return found


def write_files(folder: Path, files: Iterable[SiteFile]) -> list[str]:
    """Write files into a folder that may hold others too; return their paths.

    Each is written under a temporary name, and all are renamed once the last one is complete. So
    no file is ever half written: if writing fails, the old files stay.
    Raises OSError, and FileError for a path that leads out of the folder.
    """
    written: dict[Path, str] = {}
    try:
        for file in files:
            path = destination(folder, file.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
            written[temporary] = file.path
            temporary.write_bytes(file.content)
    except BaseException:
        for temporary in written:
            temporary.unlink(missing_ok=True)
        raise
    for temporary, name in written.items():
        temporary.replace(folder / name)
    return list(written.values())


def staging_folder(folder: Path) -> Path:
    """Make an empty folder beside the site's folder, to build a new site in.

    Removes what a killed build left there. Raises FileError if the folder cannot be made.
    """
    staging, old = _staging(folder), _old(folder)
    try:
        if old.is_dir() and not folder.exists():
            old.rename(folder)
        for left in (staging, old):
            if left.is_dir():
                _keep_hidden(left, folder)
                shutil.rmtree(left)
        staging.mkdir(parents=True)
    except OSError as error:
        raise FileError(
            f"cannot write {one_line(str(staging))}: {error.strerror}; the site in "
            f"{one_line(str(folder))} is unchanged. Build into another folder with --site-dir"
        ) from None
    return staging


def publish_staged(folder: Path) -> None:
    """Replace the site's folder by the staging folder.

    Hidden files such as .git and .nojekyll are moved from the old folder into the new one.
    """
    staging, old = _staging(folder), _old(folder)
    if not folder.exists():
        staging.rename(folder)
        return
    if _exchange(staging, folder):
        old = staging
    else:
        folder.rename(old)
        staging.rename(folder)
    _keep_hidden(old, folder)
    shutil.rmtree(old)


def discard_staged(folder: Path) -> None:
    """Remove the staging folder of a build that failed."""
    if _staging(folder).is_dir():
        _keep_hidden(_staging(folder), folder)
        shutil.rmtree(_staging(folder), ignore_errors=True)


def _staging(folder: Path) -> Path:
    return folder.resolve().with_name(f".{folder.resolve().name}.new")


def _old(folder: Path) -> Path:
    return folder.resolve().with_name(f".{folder.resolve().name}.old")


def _keep_hidden(old: Path, new: Path) -> None:
    """Move hidden files and folders that the new site lacks. MkDocs keeps the same ones."""
    for entry in old.iterdir() if new.is_dir() else ():
        if entry.name.startswith(".") and not (new / entry.name).exists():
            entry.rename(new / entry.name)


_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, so that neither is ever missing.

    Returns False where that is not possible: only Linux can, and not on every file system.
    """
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    paths = [os.fsencode(path) for path in (one, other)]
    if rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))
