"""The SVG files of the site: each article's cloth, the masthead's border, and the logo."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from resvg_py import svg_to_bytes

from newsroom.content import addresses
from newsroom.core.output import SiteFile
from newsroom.images.motif import PALETTES, band, cloth_for, mark, svg
from newsroom.site.site import Site

HOUSE = PALETTES["biron"]
"""The palette of the site itself: blue, for the coast."""

WIDTH, HEIGHT = 640, 360
TOUCH_ICON_SIZE = 180


def cloth_files(site: Site) -> Iterator[SiteFile]:
    """The cloth of every article that readers may see, and the site's own drawings."""
    for key in sorted(site.shown_keys):
        drawing = _drawing(addresses.cloth(key), partial(_cloth, key))
        yield replace(drawing, key=partial(str, key))
    yield _drawing(addresses.BAND, partial(band, HOUSE))
    yield _drawing(addresses.MARK, partial(mark, HOUSE))
    yield SiteFile(path=addresses.TOUCH_ICON.removeprefix("/"), make=touch_icon)


def _cloth(key: str) -> str:
    return svg(cloth_for(key), width=WIDTH, height=HEIGHT)


def touch_icon() -> bytes:
    """The logo as PNG, for home screens and browsers that cannot show SVG icons."""
    icon = svg_to_bytes(svg_string=mark(HOUSE, size=TOUCH_ICON_SIZE), width=TOUCH_ICON_SIZE)
    return bytes(icon)


def _drawing(address: str, draw: Callable[[], str]) -> SiteFile:
    return SiteFile(path=address.removeprefix("/"), make=lambda: draw().encode())
