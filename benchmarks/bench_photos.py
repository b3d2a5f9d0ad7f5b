"""Builds of a site with many photos: without a cache, with one, and with one photo more.

    PYTHONPATH=scripts:tests/support python benchmarks/bench_photos.py [N ...]

Each of N photos has 2,000 x 1,500 pixels and about a megabyte; twenty stand in an article's folder.
The build of the same site without photos is subtracted: what is left is the photos' own.
"""

import argparse
import random
import tempfile
from pathlib import Path

from PIL import Image

from bench_build import measure
from synthetic import articles, write_article, write_newspaper

PHOTOS_AN_ARTICLE = 20
SIZE, GRAIN = (2000, 1500), (400, 300)


def write_photo(file: Path, number: int) -> None:
    """A photo that no other file equals, with detail enough to weigh what a phone's photo does."""
    dice = random.Random(number)
    pixels = Image.frombytes("RGB", GRAIN, dice.randbytes(GRAIN[0] * GRAIN[1] * 3))
    pixels.resize(SIZE, Image.Resampling.BICUBIC).save(file, quality=85)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("counts", metavar="N", type=int, nargs="*", default=[100])
    print(f"{'N':>6} {'build':<16} {'CPU s':>8} {'wall s':>8} {'peak MiB':>9} {'MB':>8}")
    for count in parser.parse_args().counts:
        with tempfile.TemporaryDirectory() as temporary:
            project = Path(temporary)
            written = max(2, -(-count // PHOTOS_AN_ARTICLE))
            write_newspaper(project, 0)
            for article in articles(written):
                write_article(project, article)
            without = measure(project, index=False)
            folders = sorted((project / "docs/news").glob("*/*"))
            for number in range(count):
                folder = folders[number // PHOTOS_AN_ARTICLE]
                write_photo(folder / f"photo-{number % PHOTOS_AN_ARTICLE:02}.jpg", number)
            steps = {"no cache": measure(project, index=False)}
            steps["nothing changed"] = measure(project, index=False)
            write_photo(folder / "one-more.jpg", count)
            steps["one photo more"] = measure(project, index=False)
        for name, found in steps.items():
            print(
                f"{count:>6} {name:<16} {found.cpu - without.cpu:>8.2f}"
                f" {found.wall - without.wall:>8.2f} {found.peak:>9.0f}"
                f" {found.size - without.size:>8.1f}"
            )


if __name__ == "__main__":
    main()
