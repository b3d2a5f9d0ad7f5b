"""The SVG files of the site: each article's cloth, the masthead's border, and the logo."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from resvg_py import svg_to_bytes

from newsroom.content import addresses
from newsroom.core.city import HomeCity
from newsroom.core.output import SiteFile
from newsroom.images.motif import PALETTES, Palette, band, cloth_in, mark, svg
from newsroom.site.site import Site

WIDTH, HEIGHT = 640, 360
TOUCH_ICON_SIZE = 180


def cloth_files(site: Site) -> Iterator[SiteFile]:
    """The cloth of every article that readers may see, and the site's own drawings."""
    city = site.settings.city
    for key in sorted(site.shown_keys):
        drawing = _drawing(addresses.cloth(key), partial(_cloth, city, key))
        yield replace(drawing, key=partial(str, key))
    yield _drawing(addresses.BAND, partial(band, house(city), city.pattern))
    yield _drawing(addresses.MARK, partial(mark, house(city), pattern=city.pattern))
    yield SiteFile(path=addresses.TOUCH_ICON.removeprefix("/"), make=partial(touch_icon, city))


def house(city: HomeCity) -> Palette:
    """The palette of the site itself, the first of those that pictures may have."""
    return PALETTES[city.palettes[0]]


def _cloth(city: HomeCity, key: str) -> str:
    return svg(cloth_in(city, key), width=WIDTH, height=HEIGHT)


def touch_icon(city: HomeCity) -> bytes:
    """The logo as PNG, for home screens and browsers that cannot show SVG icons."""
    drawing = mark(house(city), size=TOUCH_ICON_SIZE, pattern=city.pattern)
    return bytes(svg_to_bytes(svg_string=drawing, width=TOUCH_ICON_SIZE))


def _drawing(address: str, draw: Callable[[], str]) -> SiteFile:
    return SiteFile(path=address.removeprefix("/"), make=lambda: draw().encode())
