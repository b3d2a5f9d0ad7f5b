"""Reduce the site's font to the weights and letters that its languages need.

The result is committed, so that a build does not need fonttools:

    pip download --no-deps fontpkg-plus-jakarta-sans    # unpack it; pip install fonttools brotli
    python scripts/assets/subset_font.py 'PlusJakartaSans[wght].ttf'
    overrides/assets/fonts/plus-jakarta-sans.woff2
    python scripts/assets/subset_font.py --bold 'PlusJakartaSans[wght].ttf'
    scripts/newsroom/data/fonts/plus-jakarta-sans-bold.ttf
"""

import argparse
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

LETTERS = (
    "U+20-7E, U+A0, U+B7, U+C0-FF, U+2013-2014, U+2018-2019, U+201C-201D, U+2022, U+2026, "
    "U+2190, U+2192"
)
"""The letters of Indonesian, English and Javanese, of city names, and typographic characters."""

CARD_LETTERS = (
    "U+20-7E, U+A0-17F, U+218-21B, U+2013-2014, U+2018-201A, U+201C-201E, U+2022, U+2026, U+2030, "
    "U+2032-2033, U+20AC, U+2190, U+2192, U+2212"
)
"""For social cards, where no other font can fill in: all Latin letters of city names."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("typeface", type=Path, help="the original variable font")
    parser.add_argument("subset", type=Path, help="the file to write")
    parser.add_argument(
        "--bold", action="store_true", help="only the bold weight, for social cards"
    )
    arguments = parser.parse_args()
    source = TTFont(arguments.typeface, recalcTimestamp=False)
    if arguments.bold:
        font = instantiateVariableFont(source, {"wght": 700}, updateFontNames=True)
        options = Options(layout_features=["kern", "mark", "mkmk", "ccmp"], hinting=False)
    else:
        font = instantiateVariableFont(source, {"wght": (400, 800)})
        options = Options(layout_features=["kern"], hinting=False, flavor="woff2")
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points(CARD_LETTERS if arguments.bold else LETTERS))
    subsetter.subset(font)
    font.flavor = options.flavor
    font.save(arguments.subset, reorderTables=True)


def code_points(ranges: str) -> set[int]:
    """`U+20-7E, U+A0` as numbers."""
    points: set[int] = set()
    for part in ranges.replace("U+", "").split(", "):
        first, _, last = part.partition("-")
        points |= set(range(int(first, 16), int(last or first, 16) + 1))
    return points


if __name__ == "__main__":
    main()
