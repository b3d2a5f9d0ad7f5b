"""What takes long to make is kept in .cache/, named after all that it was made from."""

import os
from collections.abc import Callable
from hashlib import sha256

from newsroom.newspaper import Newspaper


def kept(
    newspaper: Newspaper, kind: str, made_from: object, ending: str, make: Callable[[], bytes]
) -> bytes:
    """A file's bytes, made now or by an earlier build; `made_from` tells all that decides them."""
    name = sha256(repr(made_from).encode()).hexdigest()[:32]
    file = newspaper.settings.docs.parent / ".cache" / kind / f"{name}.{ending}"
    if not file.is_file():
        made = make()
        file.parent.mkdir(parents=True, exist_ok=True)
        # Whole or not at all: a build that was stopped must not leave half a picture for the next.
        beginning = file.with_suffix(f".{os.getpid()}")
        beginning.write_bytes(made)
        beginning.replace(file)
    return file.read_bytes()
