"""The picture that represents an article in feeds and where its address is shared."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from PIL import Image
from resvg_py import svg_to_bytes

from newsroom.content import addresses
from newsroom.content.article import Article
from newsroom.core.cache import cached
from newsroom.core.output import SiteFile
from newsroom.images import social_card
from newsroom.images.motif import PLAIN, cloth_in, svg
from newsroom.images.pictures import encoded, lead_photo
from newsroom.site.page import Page
from newsroom.site.site import Site

CLOTH_WIDTH, CLOTH_HEIGHT = 640, 360


@dataclass(frozen=True, kw_only=True)
class LeadPicture:
    """A picture with what feeds and meta tags say of it."""

    address: str
    """From the site's root."""
    type: str
    """Media type."""
    width: int
    height: int
    alt: str
    credit: str = ""


def lead_picture(site: Site, article: Article) -> LeadPicture | None:
    """The picture of an article in feeds: its photo, else its cloth if the site draws those."""
    if photo := _photo(site, article):
        return photo
    if not site.settings.social_cards:
        return None
    return LeadPicture(
        address=addresses.drawn_cloth(article.key),
        type="image/png",
        width=CLOTH_WIDTH,
        height=CLOTH_HEIGHT,
        alt=site.addresses[article.language].wording[
            "stripes_alt" if site.settings.city.pattern == PLAIN else "cloth_alt"
        ],
    )


def lead_bytes(site: Site, article: Article) -> bytes:
    """The bytes of an article's lead picture; feeds state their number."""
    if photo := lead_photo(site, article):
        return encoded(site, photo, photo.one_width)
    return drawn_cloth(site, article.key)


def drawn_cloth(site: Site, key: str) -> bytes:
    """An article's cloth as PNG, for feed readers that cannot show SVG."""
    drawing = svg(cloth_in(site.settings.city, key), width=CLOTH_WIDTH, height=CLOTH_HEIGHT)

    def draw() -> bytes:
        image = Image.open(BytesIO(bytes(svg_to_bytes(svg_string=drawing, skip_system_fonts=True))))
        return social_card.in_few_colours(image.convert("RGB"))

    return cached(site.settings.cache, "cloth", (drawing, social_card.makers()), "png", draw)


def shared_picture(site: Site, page: Page) -> LeadPicture | None:
    """The picture of a shared page: the article's photo, else its card; else the site's card."""
    if page.article and (photo := _photo(site, page.article)):
        return photo
    if not site.settings.social_cards:
        return None
    key = page.article.key if page.article else ""
    return LeadPicture(
        address=addresses.card(key, page.language),
        type="image/png",
        width=social_card.WIDTH,
        height=social_card.HEIGHT,
        alt=page.title,
    )


def _photo(site: Site, article: Article) -> LeadPicture | None:
    photo = lead_photo(site, article)
    if not photo:
        return None
    width = photo.one_width
    return LeadPicture(
        address=photo.address(width),
        type="image/jpeg",
        width=width,
        height=photo.height_at(width),
        alt=article.image_alt,
        credit=article.facts.image_credit,
    )


def drawn_files(site: Site) -> Iterator[SiteFile]:
    """The social cards, and the cloths for feeds, if the settings ask for them."""
    if not site.settings.social_cards:
        return
    yield from social_card.card_files(site)
    keys = {article.key for edition in site.editions.values() for article in edition.own}
    for key in sorted(keys):
        address = addresses.drawn_cloth(key)
        yield SiteFile(path=address.removeprefix("/"), make=partial(drawn_cloth, site, key))
