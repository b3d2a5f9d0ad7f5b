"""Folders that take long to make, made once for all worker processes of a test run."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


class SharedFolders:
    """Makes each folder once, whichever worker asks first. Tests only read these folders."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        base = factory.getbasetemp()
        is_worker = "PYTEST_XDIST_WORKER" in os.environ
        self._root = (base.parent if is_worker else base) / "shared"
        self._root.mkdir(exist_ok=True)

    def folder(self, name: str, make: Callable[[Path], object]) -> Path:
        """The folder of a name; `make` fills it if no worker has. Other workers wait meanwhile."""
        folder, done = self._root / name, self._root / f"{name}.done"
        with (self._root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                folder.mkdir()
                make(folder)
                done.touch()
        return folder
