#!/usr/bin/env python3
"""Remove the metadata of pictures, such as the place, the device and the owner."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from newsroom.core.command import parser, run
from newsroom.core.failure import FileError
from newsroom.images.pictures import upright

QUALITY = 90


def stripped(source: bytes) -> bytes:
    """The same picture, upright, with its colour profile and no other metadata."""
    image = Image.open(BytesIO(source), formats=("JPEG", "PNG", "WEBP"))
    # Phones that add a second picture to a JPEG call the format MPO.
    format_ = "JPEG" if image.format == "MPO" else image.format
    profile = image.info.get("icc_profile")
    copy = upright(image)
    # Where colours are a palette, this says which of them is transparent.
    copy.info = {name: copy.info[name] for name in ("transparency",) if name in copy.info}
    buffer = BytesIO()
    copy.save(buffer, format_, quality=QUALITY, icc_profile=profile)
    return buffer.getvalue()


def main(arguments: list[str] | None = None) -> None:
    command = parser(__doc__)
    command.add_argument(
        "picture", type=Path, nargs="+", help="a JPEG, PNG or WebP file, which is overwritten"
    )
    for picture in command.parse_args(arguments).picture:
        try:
            picture.write_bytes(stripped(picture.read_bytes()))
        except OSError as error:
            raise FileError(f"{picture}: {error.strerror or error}") from None


if __name__ == "__main__":
    run(main)
