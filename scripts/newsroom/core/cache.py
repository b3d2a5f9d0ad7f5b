"""Files that take long to make, cached on disk under the hash of all that decides their bytes."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path


def cached(
    folder: Path, kind: str, cache_key: object, ending: str, make: Callable[[], bytes]
) -> bytes:
    """A file's bytes, made now or by an earlier build.

    `cache_key` holds everything that decides the bytes; its `repr` names the file in the folder
    `kind` of the cache.
    """
    name = sha256(repr(cache_key).encode()).hexdigest()[:32]
    file = folder / kind / f"{name}.{ending}"
    if not file.is_file():
        content = make()
        file.parent.mkdir(parents=True, exist_ok=True)
        # Moved into place when complete: an interrupted build must not leave half a picture.
        partial = file.with_suffix(f".{os.getpid()}")
        partial.write_bytes(content)
        partial.replace(file)
    return file.read_bytes()
