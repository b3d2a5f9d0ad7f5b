"""A cache on disk for files that take long to make."""

import os
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

MADE = "made"
"""The cache's subfolder; beside it lie files that nothing can make again."""
_DIGEST_SIZE = sha256().digest_size
_DAY = 24 * 60 * 60


def cached(
    folder: Path, kind: str, cache_key: object, ending: str, make: Callable[[], bytes]
) -> bytes:
    """Return a file's bytes from the cache, or make and store them.

    `cache_key` must hold everything that the bytes depend on. The file lies in the subfolder
    `made/<kind>` and is named by the hash of the key's `repr`. Behind the content stands its hash:
    a file that was cut or changed is made again.
    """
    name = sha256(repr(cache_key).encode()).hexdigest()[:32]
    file = folder / MADE / kind / f"{name}.{ending}"
    if file.is_file():
        stored = file.read_bytes()
        content, digest = stored[:-_DIGEST_SIZE], stored[-_DIGEST_SIZE:]
        if sha256(content).digest() == digest:
            # Its time tells when it was used last.
            os.utime(file)
            return content
    content = make()
    file.parent.mkdir(parents=True, exist_ok=True)
    # Written completely, then renamed: an interrupted build must not leave half a picture.
    partial = file.with_suffix(f".{os.getpid()}")
    partial.write_bytes(content + sha256(content).digest())
    partial.replace(file)
    return content


def forget_unused(folder: Path, *, days: int = 30) -> None:
    """Remove what was made but not used for some days: a photo that was replaced, a former card."""
    oldest = time.time() - days * _DAY
    for file in (folder / MADE).rglob("*"):
        if file.is_file() and file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)
