"""The whole newspaper on one day: settings, wordings, catalogue, and each language's edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from newsroom.addresses import Addresses
from newsroom.body import Press
from newsroom.catalogue import Catalogue, read_catalogue
from newsroom.edition import Edition
from newsroom.settings import Settings
from newsroom.wording import read_wording


@dataclass(frozen=True, kw_only=True)
class Newspaper:
    settings: Settings
    today: date
    catalogue: Catalogue
    addresses: Mapping[str, Addresses]
    """By language, the default one first."""
    editions: Mapping[str, Edition]
    presses: Mapping[str, Press] = field(repr=False)


def open_newspaper(settings: Settings, today: date) -> Newspaper:
    """Read everything that editors wrote, as it stands on a day. Problems are in the catalogue."""
    addresses = language_addresses(settings)
    catalogue = read_catalogue(settings.docs, addresses)
    return Newspaper(
        settings=settings,
        today=today,
        catalogue=catalogue,
        addresses=addresses,
        editions={language: Edition(language, catalogue, today) for language in addresses},
        presses={
            language: Press(catalogue, addresses, language, repository=settings.repository)
            for language in addresses
        },
    )


def language_addresses(settings: Settings) -> dict[str, Addresses]:
    """Each language's addresses: the default language at the root, the others in folders of their own."""
    return {
        language: Addresses(
            "/" if language == settings.default_language else f"/{language}/",
            read_wording(language),
        )
        for language in settings.languages
    }
