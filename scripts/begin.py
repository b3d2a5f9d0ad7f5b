#!/usr/bin/env python3
"""Turn a fork into an empty newspaper of another city. Asks for what no option gives, removes the
articles, and says what is left to write."""

import sys
from collections.abc import Callable

from newsroom.authoring.begin import Choices, begin, suggestions
from newsroom.core.city import FIELDS
from newsroom.core.command import parser, run
from newsroom.core.failure import Failure

Ask = Callable[[str], str]

OPTIONS = {
    "name": "Nama kota / Name of the city",
    "languages": "Bahasa, yang utama dulu / Languages, the default one first, such as id,en",
    "country": "Negara / Country, two letters such as ID",
    "latitude": "Lintang / Latitude in degrees, such as -3.696",
    "longitude": "Bujur / Longitude in degrees, such as 128.183",
    "time-zone": "Zona waktu / Time zone, such as Asia/Jayapura",
    "field": f"Bidang / Field: {', '.join(FIELDS)}",
    "joined": "Bergabung / Joined the network, such as 2019-10-31 or 2019",
    "identity": (
        "Identitas / Identity in feeds, for ever: a host name of yours and a year, such as "
        "ambon.example.org,2027"
    ),
    "site-url": "Alamat situs / Address of the site, such as https://ambon.example.org/",
    "repository": "Repositori / Repository, such as https://github.com/ambon/kabar",
    "byline": "Nama redaksi / Name of the newsroom",
}
"""The options and the questions that are asked without them."""


def main(arguments: list[str] | None = None, ask: Ask | None = None) -> None:
    command = parser(__doc__)
    for name, purpose in OPTIONS.items():
        command.add_argument(f"--{name}", help=purpose)
    options = vars(command.parse_args(arguments))
    # Without a terminal nobody can answer: a script must not wait for an answer forever.
    ask = ask or (input if sys.stdin.isatty() else lambda question: "")
    chosen: dict[str, str] = {}
    for name, purpose in OPTIONS.items():
        key = name.replace("-", "_")
        known = suggestions(chosen["name"]).get(key, "") if chosen else ""
        shown = f" [{known}]" if known else ""
        chosen[key] = options[key] or ask(f"{purpose}{shown}: ").strip() or known
        if not chosen[key]:
            raise Failure(f"--{name} is missing: {purpose}")
    languages = [each.strip() for each in chosen.pop("languages").split(",") if each.strip()]
    left = begin(Choices(languages=languages, **chosen))
    print(f"{chosen['name']}: make check, make serve. Left to write:")
    for each in left:
        print(f"- {each}")


if __name__ == "__main__":
    run(main)
