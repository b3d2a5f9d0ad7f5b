#!/usr/bin/env python3
"""Mark translations as up to date, after somebody has compared them with their originals."""

from newsroom.authoring.translation_status import mark_up_to_date
from newsroom.core.command import parser, run
from newsroom.core.dates import build_day
from newsroom.core.failure import Failure
from newsroom.core.problem import one_line
from newsroom.core.settings import read_settings
from newsroom.site.site import open_site


def main(arguments: list[str] | None = None) -> None:
    command = parser(__doc__)
    command.add_argument(
        "key", nargs="*", help="the article's folder, such as news/2026/five-cities"
    )
    command.add_argument("--all", action="store_true", help="every translation of every article")
    command.add_argument("--language", help="only this language's translation")
    options = command.parse_args(arguments)
    if not options.key and not options.all:
        command.error("name an article's folder (make fresh KEY=news/2026/five-cities), or --all")
    settings = read_settings()
    catalogue = open_site(settings, build_day()).catalogue
    keys = [key.removeprefix("docs/").rstrip("/") for key in options.key]
    if options.all:
        keys = list(catalogue.articles)
    for key in keys:
        if key not in catalogue.articles:
            raise Failure(f"there is no article docs/{one_line(key)}")
        for language, article in catalogue.articles[key].items():
            if article.is_stale and options.language in (None, language):
                file = settings.docs / article.path
                source = file.read_bytes().decode("utf-8")
                fresh = mark_up_to_date(source, article.original_hash)
                file.write_bytes(fresh.encode("utf-8"))
                print(f"docs/{article.path}: original: {article.original_hash}")


if __name__ == "__main__":
    run(main)
