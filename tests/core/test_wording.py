"""Words that a language lacks are named before anything is built."""

import pytest

from newsroom.core import wording
from newsroom.core.settings import Settings
from newsroom.core.wording import MissingWording, read_wordings
from small_sites import CITY


def read(words: dict[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch, *needed: str) -> str:
    """What is said of wordings that are no files; an empty text if nothing is wrong."""
    monkeypatch.setattr(
        wording, "read_wording", lambda each, city: wording.Wording(each, words[each], CITY)
    )
    try:
        read_wordings(words, CITY, needed)
    except MissingWording as missing:
        return str(missing)
    return ""


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ({"home": "Home", "by": "By {names}"}, ""),
        ({"home": "Home", "by": "By {names}", "by_one": "By one"}, ""),
        ({"home": "Home", "by": "By {names}", "locale_with_country": "en_GB"}, ""),
        ({"by": "By {names}"}, "wording.en.yml lacks 'home'; another language says 'Beranda'"),
        (
            {"home": "Home", "by": "By {names}", "more": "More"},
            "wording.id.yml lacks 'more'; another language says 'More'",
        ),
        (
            {"home": "Home", "by": "By {name}"},
            "wording.en.yml: 'by' must hold these names in braces: names",
        ),
    ],
)
def test_each_language_has_the_words_of_the_others(
    english: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    indonesian = {"home": "Beranda", "by": "Oleh {names}"}
    assert read({"id": indonesian, "en": english}, monkeypatch) == said


def test_every_missing_word_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said = read({"id": {"home": "Beranda"}, "en": {}}, monkeypatch, "all_films")
    assert said.splitlines() == [
        "wording.id.yml lacks 'all_films'",
        "wording.en.yml lacks 'all_films'",
        "wording.en.yml lacks 'home'; another language says 'Beranda'",
    ]


def test_our_own_wordings_are_whole(real_settings: Settings) -> None:
    assert set(read_wordings(real_settings.languages, real_settings.city)) == set(
        real_settings.languages
    )
