"""The one picture that stands for an article elsewhere: in feeds, and where somebody shares its address."""

from dataclasses import dataclass

from newsroom import addresses, social_card
from newsroom.article import Article
from newsroom.newspaper import Newspaper
from newsroom.pictures import jpeg, lead_photo


@dataclass(frozen=True, kw_only=True)
class LeadPicture:
    address: str
    """From the site's root."""
    type: str
    width: int
    height: int
    alt: str
    credit: str = ""
    is_photo: bool
    """Not a card, which only says what stands beside it anyway."""


def lead_picture(newspaper: Newspaper, article: Article) -> LeadPicture | None:
    """An article's photo, else its social card; none where neither is made."""
    if photo := lead_photo(newspaper, article):
        width = photo.one_width
        return LeadPicture(
            address=photo.address(width),
            type="image/jpeg",
            width=width,
            height=photo.height_at(width),
            alt=article.image_alt,
            credit=article.facts.image_credit,
            is_photo=True,
        )
    return _card(newspaper, article.key, article.language, article.title)


def site_picture(newspaper: Newspaper, language: str) -> LeadPicture | None:
    """For pages that are no articles."""
    wording = newspaper.addresses[language].wording
    return _card(newspaper, "", language, wording["site_name"])


def _card(newspaper: Newspaper, key: str, language: str, alt: str) -> LeadPicture | None:
    if not newspaper.settings.social_cards:
        return None
    return LeadPicture(
        address=addresses.card(key, language),
        type="image/png",
        width=social_card.WIDTH,
        height=social_card.HEIGHT,
        alt=alt,
        is_photo=False,
    )


def content(newspaper: Newspaper, article: Article) -> bytes:
    """The bytes of an article's lead picture, which a feed must count; an empty text where there is none."""
    if photo := lead_photo(newspaper, article):
        return jpeg(newspaper, photo, photo.one_width)
    if not newspaper.settings.social_cards:
        return b""
    card = social_card.card_of(newspaper, article)
    return social_card.png(card, social_card.cache_folder(newspaper))
