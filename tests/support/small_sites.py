"""Small sites made from a dictionary of files."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from newsroom.core.city import HomeCity
from newsroom.core.dates import PartialDay
from newsroom.core.settings import Settings
from newsroom.images.motif import PALETTES
from newsroom.site.site import Site, open_site

TODAY = date(2026, 11, 24)
NOON = "1795496400"
"""Noon of that day in Jakarta, as SOURCE_DATE_EPOCH."""

IDENTITY = "kota.example,2026"
CITY = HomeCity(
    names={"": "Pekalongan"},
    country="ID",
    latitude=-6.889,
    longitude=109.675,
    time_zone="Asia/Jakarta",
    clock={"id": "WIB", "en": "Jakarta time"},
    field="crafts",
    joined=PartialDay(2014, 12, 1),
    byline={
        "id": "Redaksi Kota Kreatif Pekalongan",
        "en": "Kota Kreatif Pekalongan newsroom",
    },
    pattern="jlamprang",
    palettes=tuple(PALETTES),
    network_topic="network",
)
"""The city that small sites and the frozen one are about, whatever city this repository serves."""

CITY_SETTINGS = """\
  city:
    name: Pekalongan
    country: ID
    latitude: -6.889
    longitude: 109.675
    time_zone: Asia/Jakarta
    clock: {id: WIB, en: Jakarta time}
    field: crafts
    joined: "2014-12-01"
    byline: {id: Redaksi Kota Kreatif Pekalongan, en: Kota Kreatif Pekalongan newsroom}
    pattern: jlamprang
    palettes: []
    network_topic: network
  check_languages: [id, en]
"""
"""The same in mkdocs.yml, under `extra`."""

SITE_URL = "https://kota.example/situs/"
REPOSITORY = "https://github.com/kota/situs"

CONFIG = f"""\
site_url: https://kota.example/situs/
repo_url: https://github.com/kota/situs
extra:
  identity: kota.example,2026
  hub: ""
{CITY_SETTINGS}\
plugins:
  - i18n:
      languages:
        - {{locale: id, name: Bahasa Indonesia, default: true}}
        - {{locale: en, name: English}}
"""
"""The least that commands need in mkdocs.yml."""


def small_settings(docs: Path, **changes: object) -> Settings:
    """Settings of a site whose texts stand in `docs`."""
    values: dict[str, object] = {
        "site_url": SITE_URL,
        "repository": REPOSITORY,
        "identity": IDENTITY,
        "languages": {"id": "Bahasa Indonesia", "en": "English"},
        "city": CITY,
        "check_languages": ("id", "en"),
        "docs": docs,
    }
    return Settings(**(values | changes))  # type: ignore[arg-type]


TOPIC_FILES = {
    "topics/batik.id.md": "---\ntitle: Batik\nsummary: Tentang batik.\n---\n\nKain.\n",
    "topics/batik.en.md": "---\ntitle: Batik\nsummary: About batik.\n---\n\nCloth.\n",
    "topics/network.id.md": "---\ntitle: Jejaring\nsummary: Kota lain.\nslug: jejaring\n---\n",
    "topics/network.en.md": "---\ntitle: Network\nsummary: Other cities.\n---\n",
}


def original(
    body: str = "Isi berita.\n",
    *,
    title: str = "Judul",
    published: str = "2026-11-20T08:00+07:00",
    topics: str = "batik",
    more: str = "",
) -> str:
    """An original's file; `more` holds further lines of front matter."""
    return (
        f"---\ntitle: {title}\nsummary: Ringkasan.\npublished: {published}\n"
        f"topics: [{topics}]\n{more}---\n\n{body}"
    )


def translation(
    body: str = "News text.\n", *, title: str = "Title", hash: str = "00000000", more: str = ""
) -> str:
    """A translation's file."""
    return f"---\ntitle: {title}\nsummary: Summary.\noriginal: {hash}\n{more}---\n\n{body}"


def write_files(docs: Path, files: Mapping[str, str | bytes]) -> None:
    for path, content in files.items():
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def small_site(
    docs: Path,
    files: Mapping[str, str | bytes],
    *,
    today: date = TODAY,
    **settings: object,
) -> Site:
    """A site of a few files, two topics (batik, network) among them."""
    write_files(docs, TOPIC_FILES | dict(files))
    return open_site(small_settings(docs, **settings), today)
