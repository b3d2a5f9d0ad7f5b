"""What templates are given to show other cities' news: the news, and words for where they are."""

from typing import Any

from babel import Locale, UnknownLocaleError

from newsroom.core.wording import Wording
from newsroom.network.partner import Partner
from newsroom.site.site import Site


def network_context(site: Site, language: str) -> dict[str, Any]:
    """The names `network_news`, `place_of` and `language_name`."""
    wording = site.addresses[language].wording
    return {
        "network_news": site.network,
        "place_of": lambda partner: place_of(partner, wording),
        "language_name": lambda tag: language_name(tag, wording),
    }


def place_of(partner: Partner, wording: Wording) -> str:
    """`Kanazawa, Japan`; the name alone where no country is known."""
    name = partner.name(wording.language)
    country = Locale.parse(wording.locale).territories.get(partner.country, "")
    return f"{name}, {country}" if country else name


def language_name(tag: str, wording: Wording) -> str:
    """The name of a language, in the words of another; its tag where it has none."""
    try:
        return Locale.parse(tag, sep="-").get_language_name(wording.locale) or tag
    except (ValueError, UnknownLocaleError):
        return tag
