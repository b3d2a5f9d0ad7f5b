#!/usr/bin/env python3
"""Write the file of a new translation, with the original's texts to be replaced."""

from newsroom.authoring.templates import translation_file, whole_body
from newsroom.core.command import parser, run
from newsroom.core.dates import build_day
from newsroom.core.failure import Failure
from newsroom.core.problem import one_line
from newsroom.core.settings import read_settings
from newsroom.site.site import open_site


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__)
    command.add_argument("key", help="the article's folder, such as news/2026/five-cities")
    command.add_argument(
        "--language", help="the language to translate into, if more than one is missing"
    )
    options = command.parse_args(arguments)
    settings = read_settings()
    site = open_site(settings, build_day())
    key = options.key.strip().removeprefix("docs/").rstrip("/")
    versions = site.catalogue.articles.get(key)
    if not versions:
        raise Failure(f"there is no article docs/{one_line(key)}")
    missing = [language for language in site.addresses if language not in versions]
    language = options.language or (missing[0] if len(missing) == 1 else "")
    if language not in missing:
        choices = ", ".join(missing) or "none is missing"
        raise Failure(f"--language must be one of: {choices}")
    original = site.catalogue.original(key)
    body = whole_body(site, original, language)
    path = settings.docs / key / f"index.{language}.md"
    content = translation_file(site, original, language, body=body)
    try:
        # "x" never overwrites: the file may exist though the check could not read it.
        with path.open("x", encoding="utf-8") as file:
            file.write(content)
    except FileExistsError:
        raise Failure(f"{path} already exists") from None
    print(f"{path}\nmake check")
    return 0


if __name__ == "__main__":
    run(main)
