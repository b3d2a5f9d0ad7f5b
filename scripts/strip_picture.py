#!/usr/bin/env python3
"""Save pictures again without what they tell besides what they show: place, device, owner."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from newsroom.core.command import parser, run
from newsroom.core.failure import FileError
from newsroom.images.pictures import upright

QUALITY = 90


def stripped(source: bytes) -> bytes:
    """The same picture, upright, with its colours' profile and nothing else."""
    image = Image.open(BytesIO(source), formats=("JPEG", "PNG", "WEBP"))
    # Many phones put a second picture behind the first and call that MPO.
    form = "JPEG" if image.format == "MPO" else image.format
    profile = image.info.get("icc_profile")
    bare = upright(image)
    # A palette tells apart from its colours which of them is transparent.
    bare.info = {name: bare.info[name] for name in ("transparency",) if name in bare.info}
    file = BytesIO()
    bare.save(file, form, quality=QUALITY, icc_profile=profile)
    return file.getvalue()


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__)
    command.add_argument("picture", type=Path, nargs="+")
    for picture in command.parse_args(arguments).picture:
        try:
            picture.write_bytes(stripped(picture.read_bytes()))
        except OSError as error:
            raise FileError(f"{picture}: {error.strerror or error}") from None
    return 0


if __name__ == "__main__":
    run(main)
