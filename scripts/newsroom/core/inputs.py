"""Everything that a build reads but for the moment, as hashes: two builds with the same ones, on
the same day, make the same site."""

import site as python
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from newsroom.core.settings import Settings

CODE = Path(__file__).parents[2]
"""The folder of the newsroom and of the hooks."""
ARTICLE_DEPTH = 3
"""Slashes in the path of a file in an article's folder: `news/2026/why-chosen/index.id.md`."""
LARGE = 100_000
"""Bytes from which a photo and the like are known by size and times: to read all of them would take
longer than the build."""


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What a build reads, in two parts, so that an edited article leaves the others alone."""

    shared: str = ""
    """A hash over all that is no article's own: code, templates, packages, settings, topics,
    standing pages, figures, fetched news. If it changes, everything may."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """A hash over the files of each article's folder, by the article's key."""


def folder_of(path: str) -> str:
    """The article's folder that a path in the docs folder lies in; an empty text for all others,
    which are part of `Inputs.shared`."""
    parts = path.split("/")
    return "/".join(parts[:ARTICLE_DEPTH]) if len(parts) > ARTICLE_DEPTH else ""


def read_inputs(settings: Settings, config_file: Path) -> Inputs:
    """Read and hash what a build would read now. Raises OSError.

    Times of change count too: a file that is changed and changed back while a build reads it would
    else seem never to have been another.
    """
    shared = [repr((settings, sys.version, _packages()))]
    for file in (CODE / "mkdocs_hooks.py", config_file, settings.network, settings.register):
        shared.append(repr((str(file), _stamp(file) if file and file.is_file() else "")))
    for folder in (CODE / "newsroom", settings.overrides, settings.network_store):
        shared.append(repr((str(folder), list(_stamps(folder)) if folder else "")))
    own: dict[str, list[tuple[str, object]]] = {}
    for path, stamp in _stamps(settings.docs):
        own.setdefault(folder_of(path), []).append((path, stamp))
    shared.append(repr(own.pop("", "")))
    return Inputs(shared=_hash(shared), folders={key: _hash(stamps) for key, stamps in own.items()})


def _hash(described: object) -> str:
    return sha256(repr(described).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _packages() -> list[str]:
    """Names and versions of what is installed, as pip's folders tell them."""
    return sorted(
        each.name
        for folder in python.getsitepackages()
        for each in Path(folder).glob("*.dist-info")
    )


def _stamps(folder: Path) -> Iterator[tuple[str, object]]:
    """The files and links below a folder by path, and what tells each from what it was before."""
    for path in walk(folder):
        yield path.relative_to(folder).as_posix(), _stamp(path)


def _stamp(path: Path) -> object:
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        return "link", str(path.readlink())
    if not stat.S_ISREG(status.st_mode):
        return "no file", status.st_mode
    if status.st_size > LARGE and path.suffix != ".md":
        return status.st_size, status.st_mtime_ns, status.st_ctime_ns
    return status.st_mtime_ns, sha256(path.read_bytes()).hexdigest()


def walk(folder: Path) -> Iterator[Path]:
    """All files and links below a folder, by name; nothing if there is no such folder.

    Links are not followed, and Python's own files left out.
    """
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            if entry.name != "__pycache__":
                yield from walk(entry)
        else:
            yield entry
