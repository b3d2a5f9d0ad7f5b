"""Pictures of articles and pages: upright, in a few widths, without what the camera noted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, __version__

from newsroom.content import addresses
from newsroom.content.article import Article
from newsroom.core.cache import cached
from newsroom.core.output import SiteFile
from newsroom.site.site import Site

WIDTHS = (360, 720, 1280)
"""A phone's column, the same on a sharp screen, a desktop's on a sharp screen. None is enlarged."""
READING = "(min-width: 44rem) 40rem, 100vw"
"""How wide a picture stands in an article."""

_FORMATS: dict[str, dict[str, Any]] = {
    "webp": {"format": "WEBP", "quality": 76, "method": 6},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
_ALWAYS = "jpg"
"""What every reader can show: for old browsers and feeds."""
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by EXIF's orientation."""
_UPRIGHT_IS_TURNED = range(5, 9)
"""EXIF's orientations in which width and height are exchanged."""


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture that belongs to an article or a standing page."""

    file: Path
    key: str
    """The text's."""
    width: int
    height: int
    """Upright, as it is shown."""

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths in which it is published, the smallest first."""
        widest = min(self.width, WIDTHS[-1])
        return (*(width for width in WIDTHS if width < widest), widest)

    @property
    def one_width(self) -> int:
        """Where one file must do, as in a feed: wide enough for most, light enough for all."""
        return self.widths[min(1, len(self.widths) - 1)]

    def height_at(self, width: int) -> int:
        return max(1, round(self.height * width / self.width))

    def address(self, width: int, ending: str = _ALWAYS) -> str:
        """Stays when the picture is changed, so that whoever linked to it still finds it."""
        # Two pictures may differ in their ending alone.
        name = self.file.name.removesuffix(".jpg")
        return addresses.picture(self.key, f"{name}-{width}.{ending}")

    def srcset(self, ending: str) -> str:
        return ", ".join(f"{self.address(width, ending)} {width}w" for width in self.widths)


def photo(site: Site, key: str, name: str) -> Photo | None:
    """A text's picture of a name, if there is one."""
    if name not in site.catalogue.pictures.get(key, ()):
        return None
    file = site.settings.docs / key / name
    status = file.stat()
    width, height = _upright_size(file, status.st_mtime_ns, status.st_size)
    return Photo(file=file, key=key, width=width, height=height)


def lead_photo(site: Site, article: Article) -> Photo | None:
    return photo(site, article.key, article.facts.image)


@cache
def _upright_size(file: Path, changed: int, size: int) -> tuple[int, int]:
    """Width and height; Pillow reads no more than the beginning of the file."""
    with Image.open(file) as image:
        width, height = image.size
        turned = image.getexif().get(_ORIENTATION) in _UPRIGHT_IS_TURNED
        return (height, width) if turned else (width, height)


def picture_files(site: Site) -> Iterator[SiteFile]:
    """The pictures of every text that readers may see."""
    shown = {article.key for edition in site.editions.values() for article in edition.own}
    for key in sorted(shown | site.catalogue.pages.keys()):
        for name in site.catalogue.pictures.get(key, ()):
            if found := photo(site, key, name):
                yield from _renditions(site, found)


def _renditions(site: Site, found: Photo) -> Iterator[SiteFile]:
    for ending in _FORMATS:
        for width in found.widths:
            yield SiteFile(
                path=found.address(width, ending).removeprefix("/"),
                make=partial(encoded, site, found, width, ending),
            )


def encoded(site: Site, found: Photo, width: int, ending: str = _ALWAYS) -> bytes:
    """A picture's bytes in a width and format; made once, then taken from the cache."""
    source = found.file.read_bytes()
    size = (width, found.height_at(width))
    cache_key = (sha256(source).hexdigest(), size, _FORMATS[ending], __version__)
    return cached(
        site.settings.cache, "pictures", cache_key, ending, lambda: encode(source, size, ending)
    )


def encode(source: bytes, size: tuple[int, int], ending: str = _ALWAYS) -> bytes:
    """A copy made of pixels alone: what a camera or a program noted in the file stays behind."""
    opened = Image.open(BytesIO(source))
    # Of a JPEG, decode no more than is needed for a picture twice as wide.
    opened.draft(None, (2 * max(size), 2 * max(size)))
    image = _in_srgb(upright(opened))
    made = BytesIO()
    bare = Image.new("RGB", size)
    bare.paste(image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3))
    bare.save(made, **_FORMATS[ending])
    return made.getvalue()


def upright(image: Image.Image) -> Image.Image:
    """The picture turned as the camera was held; of what it noted besides, nothing is looked at."""
    turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    return image if turn is None else image.transpose(turn)


def _in_srgb(image: Image.Image) -> Image.Image:
    """The same colours in the space that screens show; white where it was transparent."""
    profile = image.info.get("icc_profile")
    if image.mode == "I;16":
        # Pillow would take every grey above 255 of 65,535 for white.
        image = image.point(lambda grey: grey * (1 / 256)).convert("L")
        image.info.pop("transparency", None)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, own, srgb, outputMode="RGB") or image
        except (ImageCms.PyCMSError, OSError):
            pass  # Not a profile for this picture: its numbers are taken for sRGB, as browsers do.
    return image.convert("RGB")


def picture_html(
    found: Photo,
    *,
    alt: str,
    sizes: str = READING,
    is_lead: bool = False,
    title: str = "",
    css: str = "",
    language: str = "",
) -> str:
    """`<picture>` for a page; addresses are from the site's root. `language` is that of the
    description, where it is not the page's."""
    width = found.widths[-1]
    hints = 'fetchpriority="high"' if is_lead else 'loading="lazy"'
    more = f' title="{escape(title)}"' if title else ""
    more += f' class="{css}"' if css else ""
    more += f' lang="{language}"' if language else ""
    return (
        f'<picture><source type="image/webp" srcset="{found.srcset("webp")}" sizes="{sizes}">'
        f'<img src="{found.address(width)}" srcset="{found.srcset(_ALWAYS)}" sizes="{sizes}"'
        f' alt="{escape(alt)}"{more} width="{width}" height="{found.height_at(width)}"'
        f' {hints} decoding="async"></picture>'
    )


_IMAGE = re.compile(r'<img((?: [\w-]+="[^"]*")+)>')
# Quotation marks tell a tag from the words of somebody's title that look like one.
_ALONE = re.compile(r'<p>(<img(?: [\w-]+="[^"]*")+>)</p>')
_LINKED = re.compile(r'(<a(?: [\w-]+="[^"]*")*? href=")(/assets/[^"]+)(")')
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')


def with_pictures(html: str, site: Site, key: str, *, for_feed: bool = False) -> str:
    """A clean text with the pictures that it names by their own addresses.

    A picture in a paragraph of its own is a figure, and its title stands beneath it:
    `![…](loom.jpg "A loom. Photo: …")`. A feed gets one file of each, as its readers know no more.
    """

    def shown(match: re.Match[str]) -> str:
        written = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        found = photo(site, key, written.get("src", "").rpartition("/")[2])
        if not found:
            return match[0]
        alt, title = written.get("alt", ""), written.get("title", "")
        if for_feed:
            return feed_image(found, alt=alt)
        return picture_html(found, alt=alt, title=title)

    def alone(match: re.Match[str]) -> str:
        title = dict(_ATTRIBUTE.findall(match[1])).get("title", "")
        image = match[1].replace(f' title="{title}"', "")
        # In an attribute, signs of markup may stand as they are; in a text they may not.
        caption = f"<figcaption>{escape(unescape(title))}</figcaption>" if title else ""
        return f'<figure class="picture">{image}{caption}</figure>'

    def linked(match: re.Match[str]) -> str:
        found = photo(site, key, match[2].rpartition("/")[2])
        return f"{match[1]}{found.address(found.widths[-1])}{match[3]}" if found else match[0]

    return _LINKED.sub(linked, _IMAGE.sub(shown, _ALONE.sub(alone, html)))


def feed_image(found: Photo, *, alt: str) -> str:
    width = found.one_width
    size = f'width="{width}" height="{found.height_at(width)}"'
    return f'<img src="{found.address(width)}" alt="{escape(alt)}" {size}>'
