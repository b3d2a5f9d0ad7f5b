"""The site's own words in one language, from wording.<language>.yml."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale

from newsroom.core.data import DATA, read_data
from newsroom.core.failure import SettingsError


class MissingWording(SettingsError):
    """A word that the site needs is not in a language's wording; stops the build."""


@dataclass(frozen=True)
class Wording:
    """Plain text by meaning: `wording["read_more"]`, in templates `wording.read_more`."""

    language: str
    words: Mapping[str, str]

    def __getitem__(self, meaning: str) -> str:
        try:
            return self.words[meaning]
        except KeyError:
            raise MissingWording(f"wording.{self.language}.yml lacks '{meaning}'") from None

    def get(self, meaning: str, **values: object) -> str:
        """The words with their `{names}` filled in."""
        return self[meaning].format_map(values)

    def count(self, meaning: str, number: int) -> str:
        """`1 article`, `5 articles`: the words for one stand under `<meaning>_one` where they
        differ."""
        one = f"{meaning}_one"
        return self.get(one if number == 1 and one in self.words else meaning, number=number)

    @property
    def locale(self) -> str:
        """Babel's name of the language as it is written here: `id`, `en_GB`."""
        return self["locale"]

    def name_in(self, locale: str) -> str:
        """The language's name in another language: `Inggris` is English in Indonesian."""
        return Locale.parse(self.locale).get_language_name(locale) or self["language_short"]


def read_wording(language: str) -> Wording:
    """Read a language's wording; raises MissingWording where there is none."""
    file = DATA / f"wording.{language}.yml"
    if not file.is_file():
        raise MissingWording(f"the language '{language}' needs {file}")
    return Wording(language, read_data(f"wording.{language}"))
