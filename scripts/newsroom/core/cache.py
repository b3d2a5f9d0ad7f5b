"""What takes long to make is kept in .cache/, named after all that it was made from."""

import os
from collections.abc import Callable
from hashlib import sha256

from newsroom.site.site import Site


def cached(
    site: Site, kind: str, cache_key: object, ending: str, make: Callable[[], bytes]
) -> bytes:
    """A file's bytes, made now or by an earlier build; `made_from` tells all that decides them."""
    name = sha256(repr(cache_key).encode()).hexdigest()[:32]
    file = site.settings.docs.parent / ".cache" / kind / f"{name}.{ending}"
    if not file.is_file():
        made = make()
        file.parent.mkdir(parents=True, exist_ok=True)
        # Whole or not at all: a build that was stopped must not leave half a picture for the next.
        beginning = file.with_suffix(f".{os.getpid()}")
        beginning.write_bytes(made)
        beginning.replace(file)
    return file.read_bytes()
