"""Social cards: an article's cloth and headline, shown where its address is shared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO

import PIL
from PIL import Image, ImageDraw, ImageFont
from resvg_py import svg_to_bytes

from newsroom.content import addresses
from newsroom.content.article import Article
from newsroom.core.cache import cached
from newsroom.core.data import DATA
from newsroom.core.dates import in_words
from newsroom.core.output import SiteFile
from newsroom.images.motif import Cloth, cloth_in, svg
from newsroom.site.site import Site

WIDTH, HEIGHT = 1200, 630
"""What Facebook, WhatsApp, X and Mastodon show whole."""
CLOTH_WIDTH = 384
MARGIN = 64
PAPER = "#fbf6ea"
INK = "#15120e"
COLOURS = 128
"""Enough for a cloth and its edges, and a third of the bytes."""

FONT = DATA / "fonts" / "plus-jakarta-sans-bold.ttf"
LARGEST, SMALLEST = 72, 34
LINE_HEIGHT = 1.16
TEXT_WIDTH = WIDTH - CLOTH_WIDTH - 2 * MARGIN
TEXT_HEIGHT = HEIGHT - 2 * MARGIN - 92
"""What the headline may take: the site's name stands beneath it."""
KICKER, KICKER_HEIGHT = 30, 58
"""Size of the line above a headline, and what it takes away from that."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a card shows."""

    cloth: Cloth
    headline: str
    site_name: str
    looks_back: str = ""
    """The day that an article about an earlier year tells of, in words."""
    published: str = ""
    """Its day of publication, in words, beside that one."""

    @property
    def foot(self) -> str:
        return " · ".join(filter(None, (self.site_name, self.published)))


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A headline broken into lines."""

    size: int
    lines: tuple[str, ...]


def card_of(site: Site, article: Article) -> Card:
    wording = site.addresses[article.language].wording
    card = Card(
        cloth=cloth_in(site.settings.city, article.key),
        headline=article.title,
        site_name=wording["site_name"],
    )
    if not article.looks_back_to:
        return card
    return replace(
        card,
        looks_back=wording.get("looks_back", day=in_words(article.looks_back_to, wording.locale)),
        published=in_words(article.facts.published, wording.locale),
    )


def site_card(site: Site, language: str) -> Card:
    """For pages that are no articles."""
    wording = site.addresses[language].wording
    city = site.settings.city
    cloth = replace(cloth_in(city, "index"), palette=city.palettes[0])
    return Card(cloth=cloth, headline=wording["site_name"], site_name=wording["site_motto"])


def card_files(site: Site) -> Iterator[SiteFile]:
    """A card for every article that readers may see, and one for all other pages of a language."""
    for language, edition in site.editions.items():
        yield _file(site, addresses.card("", language), site_card(site, language))
        for article in edition.own:
            address = addresses.card(article.key, language)
            yield _file(site, address, card_of(site, article))


def _file(site: Site, address: str, card: Card) -> SiteFile:
    return SiteFile(path=address.removeprefix("/"), make=partial(png, site, card))


def png(site: Site, card: Card) -> bytes:
    """A card's picture; made once, then taken from the cache."""
    sizes = (SMALLEST, LARGEST, CLOTH_WIDTH, MARGIN)
    cache_key = (makers(), sizes, card.looks_back, card.headline, card.foot, _cloth_svg(card))
    return cached(site.settings.cache, "cards", cache_key, "png", lambda: drawn(card))


@cache
def makers() -> tuple[str, ...]:
    """What else decides a picture's bytes."""
    font = sha256(FONT.read_bytes()).hexdigest()
    return (version("resvg_py"), PIL.__version__, font, str(COLOURS))


def drawn(card: Card) -> bytes:
    """With no font but ours, so that a card has the same bytes on every machine.

    The cloth is drawn alone, and the words by Pillow, which has measured them: that takes half
    the time of one drawing.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    cloth = svg_to_bytes(svg_string=_cloth_svg(card), skip_system_fonts=True)
    image.paste(Image.open(BytesIO(bytes(cloth))).convert("RGB"), (0, 0))
    draw = ImageDraw.Draw(image)
    dye, left, top = card.cloth.colours.ink, CLOTH_WIDTH + MARGIN, MARGIN
    if card.looks_back:
        size = _line_size(card.looks_back, KICKER)
        draw.text((left, top + KICKER * 0.8), card.looks_back, dye, _font(size), anchor="ls")
        top += KICKER_HEIGHT
    setting = set_headline(card.headline, TEXT_HEIGHT - (top - MARGIN))
    for number, line in enumerate(setting.lines):
        # Letters stand on a line; what is above it is about as high as a capital.
        baseline = top + setting.size * (0.8 + number * LINE_HEIGHT)
        draw.text((left, baseline), line, INK, _font(setting.size), anchor="ls")
    # The site's name at the foot, under a stroke in the cloth's dye.
    foot = HEIGHT - MARGIN
    draw.rectangle((left, foot - 62, left + 71, foot - 55), fill=dye)
    draw.text((left, foot - 6), card.foot, dye, _font(_line_size(card.foot, 32)), anchor="ls")
    return in_few_colours(image)


def in_few_colours(image: Image.Image) -> bytes:
    """A PNG a third as long as with all colours."""
    few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    made = BytesIO()
    few.save(made, "PNG")
    return made.getvalue()


def _cloth_svg(card: Card) -> str:
    """Drawn from its key as on the page, in the shape that the card has room for."""
    return svg(card.cloth, width=CLOTH_WIDTH, height=HEIGHT)


def _line_size(words: str, largest: int) -> int:
    """The size at which words fit into one line."""
    return next((size for size in range(largest, 16, -1) if _width(words, size) <= TEXT_WIDTH), 16)


def set_headline(headline: str, height: int = TEXT_HEIGHT) -> Setting:
    """The headline as large as it fits into this height, in lines of about one width."""
    words = headline.split()
    for size in range(LARGEST, SMALLEST - 1, -2):
        lines = _broken(words, size, TEXT_WIDTH)
        high = size * (1 + (len(lines) - 1) * LINE_HEIGHT)
        if high <= height and all(_width(line, size) <= TEXT_WIDTH for line in lines):
            return Setting(size=size, lines=tuple(_balanced(words, size, len(lines))))
    lines = _broken(words, SMALLEST, TEXT_WIDTH)
    most = int((height / SMALLEST - 1) / LINE_HEIGHT) + 1
    return Setting(size=SMALLEST, lines=tuple(_cut(line) for line in lines[:most]))


def _broken(words: Sequence[str], size: int, width: float) -> list[str]:
    """Lines that each hold as many words as fit."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(words: Sequence[str], size: int, count: int) -> list[str]:
    """The same number of lines, the widest of them as short as can be."""
    lines = _broken(words, size, TEXT_WIDTH)
    for width in range(TEXT_WIDTH - 12, 0, -12):
        narrower = _broken(words, size, width)
        if len(narrower) > count or any(_width(line, size) > width for line in narrower):
            break
        lines = narrower
    return lines


def _cut(line: str) -> str:
    """A line without what stands out of the card: only of words longer than any language's."""
    while _width(line, SMALLEST) > TEXT_WIDTH:
        line = line[:-1]
    return line


def _width(text: str, size: int) -> float:
    return _font(size).getlength(text)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The simple layout knows kerning, and is in every build of Pillow.
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
