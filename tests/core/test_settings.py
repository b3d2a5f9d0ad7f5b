"""Settings: what is wrong with one is said in one sentence, with file, key and an example."""

from pathlib import Path

import pytest

from newsroom.core.dates import time_zone
from newsroom.core.failure import SettingsError
from newsroom.core.settings import Contact, read_settings
from small_sites import CITY, CITY_SETTINGS

GOOD = f"""\
site_url: https://kota.example/situs/
repo_url: https://github.com/kota/situs
extra:
  identity: kota.example,2026
{CITY_SETTINGS}\
plugins:
  - i18n:
      languages:
        - {{locale: en, name: English}}
        - {{locale: id, name: Bahasa Indonesia, default: true}}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "mkdocs.yml"
    file.write_text(text)
    return file


def test_valid_settings_are_read(tmp_path: Path) -> None:
    more = (
        "  hub: https://hub.example/\n  social_cards: 1\n  contact:\n"
        "    {email: redaksi@kota.example, whatsapp: +62 812-3456-7890, form: ''}\n"
    )
    settings = read_settings(written(tmp_path, GOOD.replace("plugins", more + "plugins")))
    assert settings.base_path == "/situs/"
    assert list(settings.languages) == ["id", "en"]
    assert settings.social_cards is True
    assert settings.hub == "https://hub.example/"
    assert settings.contact == Contact(email="redaksi@kota.example", whatsapp="6281234567890")
    assert settings.docs == tmp_path / "docs"


def test_the_city_is_read_and_sets_the_clock(tmp_path: Path) -> None:
    read = read_settings(written(tmp_path, GOOD))
    assert read.city == CITY
    assert read.check_languages == ("id", "en")
    there = GOOD.replace("Asia/Jakarta", "Asia/Jayapura").replace(
        "clock: {id: WIB", "clock: {jv: a"
    )
    city = read_settings(written(tmp_path, there)).city
    assert str(time_zone()) == "Asia/Jayapura"
    assert city.words("id", "id") == {
        "city": "Pekalongan",
        "city_country": "Indonesia",
        "clock": "WIT",
    }


def test_contacts_are_optional(tmp_path: Path) -> None:
    assert read_settings(written(tmp_path, GOOD)).contact == Contact()


WRONG = [
    ("https://kota.example/situs/", '""', "'site_url' is missing or empty; for example site_url:"),
    ("https://kota.example/situs/", "[a]", "'site_url' must be a text, not a list"),
    ("https://kota.example/situs/", "https://", "'site_url' must be a whole address"),
    ("https://kota.example/situs/", "http://kota.example/", "'site_url' must begin with https://"),
    ("https://kota.example/situs/", "https://a b.example/", "'site_url' must be a whole address"),
    ("https://kota.example/situs/", 'https://a.example/"<x>/', "'site_url' must be a host and"),
    ("https://kota.example/situs/", "https://a.example/?a=1", "with neither ? nor #"),
    ("https://kota.example/situs/", "https://a.example:x/", "is not a valid address"),
    ("https://kota.example/situs/", "https://me:x@a.example/", "must not hold a user's name"),
    ("https://github.com/kota/situs", "kota/situs", "'repo_url' must be a whole address"),
    ("kota.example,2026", "Kota Kreatif", "'extra.identity' must be a host name of yours, a comma"),
    ("kota.example,2026", "kota.example", "for example identity: kota.example.org,2026"),
    ("kota.example,2026", "", "'extra.identity' is missing or empty"),
    ("kota.example,2026", "kota.example,2026\n  hub: javascript:alert(1)", "'extra.hub' must be"),
    ("kota.example,2026", "kota.example,2026\n  hub: hub.example", "begins with https://"),
    ("kota.example,2026", 'kota.example,2026\n  hub: "https://a.example/\\u0007"', r"\x07"),
    ("kota.example,2026", "kota.example,2026\n  social_cards: maybe", "must be true or false"),
    ("kota.example,2026", "kota.example,2026\n  contact: a@b.example", "'extra.contact' must hold"),
    (
        "kota.example,2026",
        "kota.example,2026\n  contact: {email: me}",
        "'extra.contact.email' must",
    ),
    (
        "kota.example,2026",
        "kota.example,2026\n  contact: {whatsapp: 0812 3456 7890}",
        "country code",
    ),
    (
        "kota.example,2026",
        "kota.example,2026\n  contact: {form: 'ftp://a'}",
        "'extra.contact.form'",
    ),
    ("city:", "town:", "'extra.city' must hold further settings"),
    ("name: Pekalongan", "name:", "'extra.city.name' is missing or empty; for example name:"),
    ("name: Pekalongan", "name: {id: [a]}", "'extra.city.name.id' must be a text, not a list"),
    ("country: ID", "country: Indonesia", "'extra.city.country' must be a country's code"),
    ("latitude: -6.889", "latitude: 96", "must be a number from -90 to 90; it is '96'"),
    ("longitude: 109.675", "longitude: 109° 40'", "'extra.city.longitude' must be a number"),
    ("Asia/Jakarta", "WIB", "must be a time zone of the tz database; it is 'WIB'"),
    ("field: crafts", "field: batik", "must be one of architecture, crafts, design"),
    ('"2014-12-01"', '"December 2014"', "'extra.city.joined' must be a day, a month or a year"),
    ("pattern: jlamprang", "pattern: stars", "must be one of jlamprang or plain"),
    (
        "palettes: []",
        "palettes: [blue]",
        "'extra.city.palettes' must be a list of",
    ),
    ("network_topic: network", "network_topic: Jejaring", "the name of a file in docs/topics"),
    ("check_languages: [id, en]", "check_languages: [fr]", "'extra.check_languages' must be"),
    ("site_url:", "docs_dir: ../elsewhere\nsite_url:", "'docs_dir' must be a folder beside"),
    ("locale: en", "locale: no", 'needs a locale such as id or "no" in each entry'),
    ("locale: en", "locale: id", "names a language twice"),
    ("name: English", "name:", "needs a name for 'en'"),
    ("name: English", "name: English, default: true", "more than one default"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG)
def test_a_wrong_setting_is_reported_in_one_sentence(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    file = written(tmp_path, GOOD.replace(right, wrong, 1))
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    sentence = str(caught.value)
    assert sentence.startswith(f"{file}: the setting '")
    assert said in sentence
    assert sentence.isprintable()


def test_a_preview_may_have_an_address_without_https(tmp_path: Path) -> None:
    settings = read_settings(written(tmp_path, GOOD))
    assert settings.at("http://192.168.1.5:8000/situs").site_url == "http://192.168.1.5:8000/situs/"
    assert settings.at(None) is settings
    with pytest.raises(SettingsError, match="must be a host and a path"):
        settings.at("https://kota.example/#x")
