"""A cache on disk for files that take long to make."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path


def cached(
    folder: Path, kind: str, cache_key: object, ending: str, make: Callable[[], bytes]
) -> bytes:
    """Return a file's bytes from the cache, or make and store them.

    `cache_key` must hold everything that the bytes depend on. The file lies in the cache's
    subfolder `kind` and is named by the hash of the key's `repr`.
    """
    name = sha256(repr(cache_key).encode()).hexdigest()[:32]
    file = folder / kind / f"{name}.{ending}"
    if not file.is_file():
        content = make()
        file.parent.mkdir(parents=True, exist_ok=True)
        # Written completely, then renamed: an interrupted build must not leave half a picture.
        partial = file.with_suffix(f".{os.getpid()}")
        partial.write_bytes(content)
        partial.replace(file)
    return file.read_bytes()
