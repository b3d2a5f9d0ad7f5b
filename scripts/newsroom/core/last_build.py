"""Whether a build would make the site that is there already: what it would read, and what the last
one left.

A record beside the pictures' cache names both. Whatever it does not know, or cannot read, means
that the site is built: a record that is cut, or another program's, does no harm.
"""

import json
import os
import site as python
import stat
import sys
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from newsroom.core.settings import Settings

CODE = Path(__file__).parents[2]
"""The folder of the newsroom and of the hooks."""


def site_folder(config_file: Path) -> Path:
    """The folder of the site that `make build` builds; only of this one there is a record."""
    return config_file.resolve().parent / "site"


def inputs(settings: Settings, config_file: Path) -> str:
    """A hash over everything that a build reads, but for the moment.

    Times of change count too: a file that is changed and changed back while a build reads it would
    else seem never to have been another.
    """
    digest = sha256(repr((settings, sys.version, _packages())).encode())
    folders = (CODE / "newsroom", settings.overrides, settings.docs, settings.network_store)
    files = (CODE / "mkdocs_hooks.py", config_file, settings.network, settings.register)
    for each in folders + files:
        digest.update(repr([str(each), *_contents(each)]).encode() if each else b"")
    return digest.hexdigest()


def _packages() -> list[str]:
    """Names and versions of what is installed, as pip's folders tell them."""
    return sorted(
        each.name
        for folder in python.getsitepackages()
        for each in Path(folder).glob("*.dist-info")
    )


def _contents(path: Path) -> Iterator[tuple[object, ...]]:
    """A file, or everything in a folder: its name, its time of change, and a hash of its bytes."""
    if path.is_file():
        yield path.stat().st_mtime_ns, sha256(path.read_bytes()).hexdigest()
    for name, entry in _entries(path):
        status = entry.stat(follow_symlinks=False)
        if entry.is_symlink():
            yield name, str(Path(entry.path).readlink())
        elif stat.S_ISREG(status.st_mode):
            content = Path(entry.path).read_bytes()
            yield name, status.st_mtime_ns, sha256(content).hexdigest()
        else:
            yield name, status.st_mode


def _entries(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder, by name; links are not followed, and Python's own files left
    out. Nothing if there is no such folder."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as scanned:
        entries = sorted(scanned, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        yield entry.name, entry
        if entry.is_dir(follow_symlinks=False):
            for name, below in _entries(Path(entry.path)):
                yield f"{entry.name}/{name}", below


def _site_files(folder: Path, hidden: set[str]) -> str:
    """A hash over names, sizes and times of a site's files.

    Of hidden files at its root only those in `hidden` count: others, such as .git, are not ours.
    """
    found = [
        (name, status.st_mode, status.st_size, status.st_mtime_ns)
        for name, entry in _entries(folder)
        if not name.startswith(".") or name.partition("/")[0] in hidden
        if not stat.S_ISDIR((status := entry.stat(follow_symlinks=False)).st_mode)
    ]
    return sha256(repr(found).encode()).hexdigest()


def remember(
    settings: Settings,
    folder: Path,
    *,
    made_from: str,
    hidden: set[str],
    since: datetime,
    until: datetime,
    report: str,
) -> None:
    """Record that a folder holds the site made from the inputs of this hash.

    `hidden` are the names of the site's own hidden files at its root. A build gives the same at
    every moment from `since` to before `until`. `report` is what the check said. Raises OSError.
    """
    record = {
        "inputs": made_from,
        "site": _site_files(folder, hidden),
        "hidden": sorted(hidden),
        "since": since.timestamp(),
        "until": until.timestamp(),
        "report": report,
    }
    file = _file(settings)
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}")
    new.write_text(json.dumps(record), encoding="utf-8")
    new.replace(file)


def report_if_unchanged(settings: Settings, config_file: Path, now: datetime) -> str | None:
    """What the check said when the site was built, if building it now would change nothing; None
    if the site must be built."""
    try:
        record: dict[str, Any] = json.loads(_file(settings).read_bytes())
        is_same = (
            record["since"] <= now.timestamp() < record["until"]
            and record["site"] == _site_files(site_folder(config_file), set(record["hidden"]))
            and record["inputs"] == inputs(settings, config_file)
        )
        return str(record["report"]) if is_same else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _file(settings: Settings) -> Path:
    return settings.cache / "last_build.json"
