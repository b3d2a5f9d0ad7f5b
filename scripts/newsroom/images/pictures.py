"""Photos of articles and pages: upright, in a few widths, without the camera's metadata."""

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageCms, __version__

from newsroom.content import addresses
from newsroom.content.article import Article
from newsroom.core.cache import cached
from newsroom.core.inputs import folder_of
from newsroom.core.output import SiteFile
from newsroom.core.progress import progress
from newsroom.site.site import Site

WIDTHS = (360, 720, 1280)
"""In pixels: for a phone, for a phone with a sharp screen, for a desktop with a sharp screen. No
photo is enlarged."""
ARTICLE_SIZES = "(min-width: 44rem) 40rem, 100vw"
"""The `sizes` attribute of a picture in an article: how wide it is shown."""

_FORMATS: dict[str, dict[str, Any]] = {
    "webp": {"format": "WEBP", "quality": 76, "method": 6},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
_FALLBACK = "jpg"
"""The format for feeds and for browsers without WebP."""
_TRANSPOSITIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a photo upright, by EXIF's orientation."""
_EXCHANGED = range(5, 9)
"""EXIF's orientations in which width and height are exchanged."""


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A photo in the folder of an article or a standing page."""

    file: Path
    key: str
    """Key of the text."""
    width: int
    height: int
    """In pixels, of the upright photo."""
    digest: str
    """SHA-256 of the file."""

    @property
    def widths(self) -> tuple[int, ...]:
        """The published widths, the smallest first."""
        widest = min(self.width, WIDTHS[-1])
        return (*(width for width in WIDTHS if width < widest), widest)

    @property
    def one_width(self) -> int:
        """The width for a feed, which can name one file only: 720, or less if the photo is
        smaller."""
        return self.widths[min(1, len(self.widths) - 1)]

    @property
    def renditions(self) -> Iterator[tuple[str, int]]:
        """Ending and width of each published file."""
        return ((ending, width) for ending in _FORMATS for width in self.widths)

    def height_at(self, width: int) -> int:
        return max(1, round(self.height * width / self.width))

    def address(self, width: int, ending: str = _FALLBACK) -> str:
        """The address of one file; it stays the same when the photo is replaced."""
        # Another ending stays in the name: a folder may hold loom.jpg and loom.png.
        name = self.file.name.removesuffix(".jpg")
        return addresses.picture(self.key, f"{name}-{width}.{ending}")

    def srcset(self, ending: str) -> str:
        return ", ".join(f"{self.address(width, ending)} {width}w" for width in self.widths)


def photo(site: Site, key: str, name: str) -> Photo | None:
    """The photo of this file name in the folder of a text, if there is one."""
    if name not in site.catalogue.pictures.get(key, ()):
        return None
    file = site.settings.docs / key / name
    status = file.stat()
    width, height, digest = _looked_at(file, status.st_mtime_ns, status.st_size)
    return Photo(file=file, key=key, width=width, height=height, digest=digest)


def lead_photo(site: Site, article: Article) -> Photo | None:
    return photo(site, article.key, article.facts.image)


@cache
def _looked_at(file: Path, changed: int, size: int) -> tuple[int, int, str]:
    """Width and height of the upright photo, and the file's digest; `changed` and `size` are for
    the cache."""
    source = file.read_bytes()
    # Pillow reads only the beginning.
    with Image.open(BytesIO(source)) as image:
        width, height = image.size
        if image.getexif().get(ExifTags.Base.Orientation) in _EXCHANGED:
            width, height = height, width
    return width, height, sha256(source).hexdigest()


def picture_files(site: Site) -> Iterator[SiteFile]:
    """The published files of all photos that belong to a text readers may see."""
    for found in _published(site):
        for ending, width in found.renditions:
            yield SiteFile(
                path=found.address(width, ending).removeprefix("/"),
                make=partial(encoded, site, found, width, ending),
                key=partial(site.memory.folder_key, folder_of(f"{found.key}/")),
            )


def _published(site: Site) -> Iterator[Photo]:
    for key in sorted(site.shown_keys | site.catalogue.pages.keys()):
        for name in site.catalogue.pictures.get(key, ()):
            if found := photo(site, key, name):
                yield found


def encode_all(site: Site) -> None:
    """Fill the cache with all published photos, as many at a time as there are processors.

    Pillow lets other threads work while it decodes and encodes.
    """
    photos = list(_published(site))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in progress(
            pool.map(partial(_encode_renditions, site), photos), len(photos), "photos encoded"
        ):
            pass


def _encode_renditions(site: Site, found: Photo) -> None:
    image = cache(lambda: decode(found.file.read_bytes(), found.widths[-1]))
    for ending, width in found.renditions:
        _rendition(site, found, width, ending, image)


def encoded(site: Site, found: Photo, width: int, ending: str = _FALLBACK) -> bytes:
    """A photo's bytes in a width and format, from the cache if it was encoded before."""
    widest = found.widths[-1]
    return _rendition(site, found, width, ending, lambda: decode(found.file.read_bytes(), widest))


def _rendition(
    site: Site, found: Photo, width: int, ending: str, image: Callable[[], Image.Image]
) -> bytes:
    size = (width, found.height_at(width))
    cache_key = (found.digest, size, _FORMATS[ending], __version__)
    return cached(
        site.settings.cache, "pictures", cache_key, ending, lambda: encode(image(), size, ending)
    )


def decode(source: bytes, side: int) -> Image.Image:
    """A photo's pixels, upright and in the colours of screens, for renditions up to `side` pixels
    wide or high."""
    opened = Image.open(BytesIO(source))
    # A JPEG is decoded at a reduced size, at least twice the needed one.
    opened.draft(None, (2 * side, 2 * side))
    return _in_srgb(upright(opened))


def encode(image: Image.Image, size: tuple[int, int], ending: str = _FALLBACK) -> bytes:
    """Encode a photo at a width and height, from its pixels only, without any metadata."""
    buffer = BytesIO()
    copy = Image.new("RGB", size)
    copy.paste(image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3))
    copy.save(buffer, **_FORMATS[ending])
    return buffer.getvalue()


def upright(image: Image.Image) -> Image.Image:
    """The image turned upright by EXIF's orientation.

    Pillow's own `exif_transpose` also writes the other EXIF fields again, and fails if one of them
    is broken.
    """
    transposition = _TRANSPOSITIONS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return image if transposition is None else image.transpose(transposition)


def _in_srgb(image: Image.Image) -> Image.Image:
    """The image in the colour space of screens, with white in place of transparency."""
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
            pass  # An unusable profile: the colours are taken for sRGB, as browsers do.
    return image.convert("RGB")


def picture_html(
    found: Photo,
    *,
    alt: str,
    sizes: str = ARTICLE_SIZES,
    is_lead: bool = False,
    title: str = "",
    css: str = "",
    language: str = "",
) -> str:
    """A photo as `<picture>`, with addresses from the site's root.

    `is_lead`: load it first. `css`: its classes. `language`: of `alt`, if not the page's.
    """
    width = found.widths[-1]
    hints = 'fetchpriority="high"' if is_lead else 'loading="lazy"'
    optional = f' title="{escape(title)}"' if title else ""
    optional += f' class="{css}"' if css else ""
    optional += f' lang="{language}"' if language else ""
    return (
        f'<picture><source type="image/webp" srcset="{found.srcset("webp")}" sizes="{sizes}">'
        f'<img src="{found.address(width)}" srcset="{found.srcset(_FALLBACK)}" sizes="{sizes}"'
        f' alt="{escape(alt)}"{optional} width="{width}" height="{found.height_at(width)}"'
        f' {hints} decoding="async"></picture>'
    )


_IMAGE = re.compile(r'<img((?: [\w-]+="[^"]*")+)>')
# Attributes are matched with their quotation marks, so that a `>` in a title ends no tag.
_ALONE = re.compile(r'<p>(<img(?: [\w-]+="[^"]*")+>)</p>')
_LINKED = re.compile(r'(<a(?: [\w-]+="[^"]*")*? href=")(/assets/[^"]+)(")')
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')


def with_pictures(html: str, site: Site, key: str, *, for_feed: bool = False) -> str:
    """Replace the images of clean HTML by the published files of their photos.

    `key` is the text's. An image in a paragraph of its own becomes a figure with its title as the
    caption: `![…](loom.jpg "A loom. Photo: …")`. For a feed each image gets one file only.
    """

    def replace_image(match: re.Match[str]) -> str:
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        found = photo(site, key, attributes.get("src", "").rpartition("/")[2])
        if not found:
            return match[0]
        alt, title = attributes.get("alt", ""), attributes.get("title", "")
        if for_feed:
            return feed_image(found, alt=alt)
        return picture_html(found, alt=alt, title=title)

    def make_figure(match: re.Match[str]) -> str:
        title = dict(_ATTRIBUTE.findall(match[1])).get("title", "")
        image = match[1].replace(f' title="{title}"', "")
        # Unescaped first: an attribute may hold `<` as it is, text may not.
        caption = f"<figcaption>{escape(unescape(title))}</figcaption>" if title else ""
        return f'<figure class="picture">{image}{caption}</figure>'

    def replace_link(match: re.Match[str]) -> str:
        found = photo(site, key, match[2].rpartition("/")[2])
        return f"{match[1]}{found.address(found.widths[-1])}{match[3]}" if found else match[0]

    html = _IMAGE.sub(replace_image, _ALONE.sub(make_figure, html))
    return _LINKED.sub(replace_link, html)


def feed_image(found: Photo, *, alt: str) -> str:
    """A photo as `<img>` for a feed."""
    width = found.one_width
    size = f'width="{width}" height="{found.height_at(width)}"'
    return f'<img src="{found.address(width)}" alt="{escape(alt)}" {size}>'
