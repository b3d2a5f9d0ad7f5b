"""What the last build read, found out and made, so that the next one need not do it again.

One file beside the pictures' cache records it as JSON: hashes, no code and no content of the site.
A record that is cut, of other code, or of another site is as good as none: everything is built.
"""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from newsroom.core.inputs import Inputs, read_inputs, walk
from newsroom.core.settings import Settings

_WRITER = sha256(Path(__file__).read_bytes()).hexdigest()
"""This very code: what another version wrote may look different."""


@dataclass(kw_only=True)
class TextRecord:
    """What was found out about a text."""

    read: Mapping[str, str]
    """The articles' folders that this depends on, each with the hash of its files: the text's own
    and those behind its links. Everything else that it depends on is shared by all."""
    problems: list[dict[str, Any]] = field(default_factory=list)
    """Its problems, which are warnings, as arguments of Problem."""
    data: list[tuple[str, str, int]] = field(default_factory=list)
    """Its figures that are drawn from data files, as Body has them."""
    size: int = 0
    """Bytes of its item in feeds; 0 if nothing asked for it."""


@dataclass(kw_only=True)
class Memory:
    """What is known of texts and of the site's files while a site is built.

    Without inputs it knows nothing, as every command wants it that builds no site.
    """

    inputs: Inputs | None = None
    texts: dict[str, TextRecord] = field(default_factory=dict)
    """By path, as far as what each depends on is as it was."""
    old_site: Path | None = None
    """The folder of the site that the last build made."""
    old_files: Mapping[str, list[Any]] = field(default_factory=dict)
    """The files of that site by path: a hash of what each was made from, its size and time."""
    made_from: dict[str, str] = field(default_factory=dict)
    """A hash of what each file of the new site is made from, by its path."""

    def learn(self, path: str, folders: set[str], **found: Any) -> None:
        """Remember what was found out about a text, and which articles' folders that depends on."""
        if self.inputs:
            read = {key: self.inputs.folders.get(key, "") for key in sorted(folders) if key}
            self.texts[path] = TextRecord(read=read, **found)

    def text_key(self, path: str) -> object:
        """What a text as readers see it is made from, beside what is shared; None if that is not
        known."""
        record = self.texts.get(path)
        return (path, sorted(record.read.items())) if record else None

    def folder_key(self, key: str) -> object:
        """The same for an article's own files: its facts, its words in all languages, its
        pictures."""
        return (key, self.inputs.folders.get(key, "")) if self.inputs else None

    def reuse(self, folder: Path, path: str, key: object) -> bool:
        """Take a file of the new site from the old one if it is made from the same.

        `key` is what it is made from beside what is shared; None if that is not known. Returns
        whether the file is there.
        """
        if key is None or not self.inputs:
            return False
        hashed = sha256(repr(key).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        self.made_from[path] = hashed
        known = self.old_files.get(path)
        if not known or not self.old_site or known[0] != hashed:
            return False
        old, new = self.old_site / path, folder / path
        try:
            if _stamp(old) != known[1:]:
                return False
            new.parent.mkdir(parents=True, exist_ok=True)
            os.link(old, new)
        except OSError:
            return False
        return True


def site_folder(config_file: Path) -> Path:
    """The folder of the site that `make build` builds; only of this one there is a record."""
    return config_file.resolve().parent / "site"


def recall(settings: Settings, inputs: Inputs, folder: Path, today: date) -> Memory:
    """What the last build of the site in a folder knew, as far as it still holds. On another day it
    knew nothing: what has come, closed or been withdrawn since stands on many pages."""
    record = _read(settings)
    same = (str(folder), str(today), inputs.shared)
    if not record or (record["folder"], record["today"], record["inputs"]["shared"]) != same:
        return Memory(inputs=inputs)
    texts = {
        path: TextRecord(**found)
        for path, found in record["texts"].items()
        if all(inputs.folders.get(key) == known for key, known in found["read"].items())
    }
    return Memory(inputs=inputs, texts=texts, old_site=folder, old_files=record["files"])


def remember(
    settings: Settings,
    memory: Memory,
    folder: Path,
    *,
    since: datetime,
    until: datetime,
    report: str,
    hidden: set[str],
) -> None:
    """Record the site that was built in a folder.

    A build makes the same at every moment from `since` to before `until`. `report` is what the
    check said; `hidden` are the names of the site's own hidden files at its root. Raises OSError.
    """
    assert memory.inputs
    record = {
        "folder": str(folder),
        "today": str(since.date()),
        "inputs": asdict(memory.inputs),
        "texts": {path: asdict(found) for path, found in memory.texts.items()},
        "files": {
            path: [memory.made_from.get(path, ""), *stamp]
            for path, stamp in _site_files(folder, hidden).items()
        },
        "hidden": sorted(hidden),
        "since": since.timestamp(),
        "until": until.timestamp(),
        "report": report,
    }
    file = _file(settings)
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}")
    body = json.dumps(record)
    whole = {"writer": _WRITER, "sha256": _checksum(body), "record": body}
    new.write_text(json.dumps(whole), encoding="utf-8")
    new.replace(file)


def report_if_unchanged(settings: Settings, config_file: Path, now: datetime) -> str | None:
    """What the check said when the site was built, if building it now would change nothing; None
    if the site must be built."""
    record, folder = _read(settings), site_folder(config_file)
    if not record or record["folder"] != str(folder):
        return None
    if not record["since"] <= now.timestamp() < record["until"]:
        return None
    known = {path: stamp for path, (_, *stamp) in record["files"].items()}
    try:
        if _site_files(folder, set(record["hidden"])) != known:
            return None
        inputs = asdict(read_inputs(settings, config_file))
    except OSError:
        return None
    return str(record["report"]) if inputs == record["inputs"] else None


def _site_files(folder: Path, hidden: set[str]) -> dict[str, list[int]]:
    """Size and time of each of a site's files, by path.

    Of hidden files at its root only those in `hidden` count: others, such as .git, are not ours.
    """
    paths = ((file.relative_to(folder).as_posix(), file) for file in walk(folder))
    return {
        path: _stamp(file)
        for path, file in paths
        if not path.startswith(".") or path.partition("/")[0] in hidden
    }


def _stamp(file: Path) -> list[int]:
    """Tells a file from what stood there before; a link from every file."""
    status = file.lstat()
    return [
        status.st_mode if stat.S_ISLNK(status.st_mode) else 0,
        status.st_size,
        status.st_mtime_ns,
    ]


def _read(settings: Settings) -> dict[str, Any] | None:
    """The record, if there is one and it is whole."""
    try:
        whole = json.loads(_file(settings).read_bytes())
        body = whole["record"]
        is_ours = (whole["writer"], whole["sha256"]) == (_WRITER, _checksum(body))
        return dict(json.loads(body)) if is_ours else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _checksum(body: str) -> str:
    return sha256(body.encode()).hexdigest()


def _file(settings: Settings) -> Path:
    return settings.cache / "last_build.json"
