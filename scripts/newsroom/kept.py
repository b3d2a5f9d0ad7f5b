"""What takes long to make is made once and kept in .cache/, under a name made of all that it was made from."""

import os
from collections.abc import Callable
from hashlib import sha256

from newsroom.newspaper import Newspaper


def kept(
    newspaper: Newspaper, kind: str, made_from: object, ending: str, make: Callable[[], bytes]
) -> bytes:
    """The bytes of a file, made now or by an earlier build; `made_from` must tell all that decides them."""
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
