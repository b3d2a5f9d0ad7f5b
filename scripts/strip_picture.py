#!/usr/bin/env python3
"""Save pictures again without what they tell besides what they show: place, device, owner.

Exit codes: 0 done, 2 a picture could not be read.
"""

import argparse
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

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
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("picture", type=Path, nargs="+")
    for picture in parser.parse_args(arguments).picture:
        try:
            picture.write_bytes(stripped(picture.read_bytes()))
        except OSError as error:
            print(f"strip_picture.py: {picture}: {error}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
