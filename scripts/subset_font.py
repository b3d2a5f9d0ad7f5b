"""Cut the site's typeface down to the weights and letters that its languages need.

`make font` fetches the typeface and runs this; the result is committed, so that a build needs neither.
"""

import argparse
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

LETTERS = "U+20-7E, U+A0, U+B7, U+C0-FF, U+2013-2014, U+2018-2019, U+201C-201D, U+2022, U+2026, U+2190, U+2192"
"""What Indonesian, English and Javanese are written with, the names of member cities, and typographic signs.

The same list stands in the style sheet as `unicode-range`.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("typeface", type=Path, help="the variable font as its makers publish it")
    parser.add_argument("subset", type=Path, help="the file to write")
    arguments = parser.parse_args()
    font = instantiateVariableFont(TTFont(arguments.typeface, recalcTimestamp=False), {"wght": (400, 800)})
    options = Options(layout_features=["kern"], hinting=False, flavor="woff2")
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points(LETTERS))
    subsetter.subset(font)
    font.flavor = "woff2"
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
