"""The site's own words in one language, from wording.<language>.yml."""

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel import Locale

from newsroom.core.city import HomeCity
from newsroom.core.data import DATA, read_data
from newsroom.core.failure import SettingsError

OF_THE_CITY = frozenset({"city", "city_country", "city_field", "clock"})
"""`{names}` that may stand in every text: what mkdocs.yml says of the city."""

OPTIONAL = ("locale_with_country",)
"""Words that a language may lack, besides singular forms such as `article_count_one`."""


class MissingWording(SettingsError):
    """A language's wording lacks a word that the site needs; stops the build."""


@dataclass(frozen=True)
class Wording:
    """Plain text by meaning: `wording["read_more"]`, in templates `wording.read_more`."""

    language: str
    words: Mapping[str, str]
    city: HomeCity
    """The city that the words speak of."""

    def __getitem__(self, meaning: str) -> str:
        try:
            return self.words[meaning]
        except KeyError:
            raise MissingWording(f"wording.{self.language}.yml lacks '{meaning}'") from None

    def get(self, meaning: str, **values: object) -> str:
        """The text with its `{names}` replaced by values."""
        return self[meaning].format_map(values)

    def count(self, meaning: str, number: int) -> str:
        """`1 article`, `5 articles`: the singular, if the language has one, is
        `<meaning>_one`."""
        one = f"{meaning}_one"
        return self.get(one if number == 1 and one in self.words else meaning, number=number)

    @property
    def locale(self) -> str:
        """Babel's name of the language and its variant: `id`, `en_GB`."""
        return self["locale"]

    def name_in(self, locale: str) -> str:
        """The language's name in another language: `Inggris` is English in Indonesian."""
        return Locale.parse(self.locale).get_language_name(locale) or self["language_short"]


def read_wording(language: str, city: HomeCity) -> Wording:
    """Read a language's words about a city; raises MissingWording if there is no file of them."""
    file = DATA / f"wording.{language}.yml"
    if not file.is_file():
        raise MissingWording(f"the language '{language}' needs {file}")
    words: Mapping[str, str] = read_data(f"wording.{language}")
    field = f"field_{city.field}"
    if missing := [meaning for meaning in ("locale", field) if meaning not in words]:
        raise MissingWording(f"wording.{language}.yml lacks '{missing[0]}'")
    known = {**city.words(language, words["locale"]), "city_field": words[field]}

    def about_the_city(text: str) -> str:
        # The other names are filled in later, each where its value is known.
        for name, value in known.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    return Wording(
        language, {meaning: about_the_city(text) for meaning, text in words.items()}, city
    )


def read_wordings(
    languages: Iterable[str], city: HomeCity, needed: Iterable[str] = ()
) -> dict[str, Wording]:
    """Read the wordings of several languages about a city, in the same order.

    Raises MissingWording with a line for each word that a language lacks: one of `needed`, or one
    that another language has.
    """
    wordings = {language: read_wording(language, city) for language in languages}
    if faults := list(_faults(wordings, needed)):
        raise MissingWording("\n".join(faults))
    return wordings


def _faults(wordings: Mapping[str, Wording], needed: Iterable[str]) -> Iterator[str]:
    known = dict.fromkeys(needed, "")
    for wording in wordings.values():
        for meaning, words in wording.words.items():
            if meaning not in OPTIONAL and not meaning.endswith("_one"):
                known[meaning] = known.get(meaning) or words
    for wording in wordings.values():
        file = f"wording.{wording.language}.yml"
        for meaning, example in known.items():
            if meaning not in wording.words:
                elsewhere = f"; another language says '{example}'" if example else ""
                yield f"{file} lacks '{meaning}'{elsewhere}"
            elif _names(wording.words[meaning]) != _names(example):
                expected = ", ".join(sorted(_names(example))) or "none"
                yield f"{file}: '{meaning}' must hold these names in braces: {expected}"


def _names(words: str) -> set[str]:
    """The `{names}` in words."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}
