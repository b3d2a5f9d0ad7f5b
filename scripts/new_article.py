#!/usr/bin/env python3
"""Write the file of a new article, ready to be filled in. Asks for what no option gives."""

import sys
from collections.abc import Callable

from newsroom.authoring.templates import article_file
from newsroom.content.kinds import KINDS, kinds_that
from newsroom.content.parsed_file import slug_from
from newsroom.core.command import day, parser, run
from newsroom.core.dates import build_day
from newsroom.core.failure import Failure
from newsroom.core.settings import SLUG, read_settings
from newsroom.site.site import open_site

Ask = Callable[[str], str]


def main(arguments: list[str] | None = None, ask: Ask | None = None) -> int:
    command = parser(__doc__)
    command.add_argument("--title", help="the title of the article")
    command.add_argument("--language", help="the language that it is written in, such as id")
    command.add_argument("--kind", choices=KINDS, help="the kind of the article")
    command.add_argument("--topics", help="one to five topics, separated by commas")
    command.add_argument("--summary", default="", help="one or two sentences about it")
    command.add_argument("--folder", help="a short English name (default: made from the title)")
    for name, purpose in (
        ("--day", "day of publication (default: today)"),
        ("--closes", "last day of an announcement"),
        ("--starts", "day of an event"),
    ):
        command.add_argument(name, type=day, metavar="DAY", help=f"{purpose}, such as 2026-11-24")
    options = command.parse_args(arguments)
    # Without a terminal nobody can answer: a script must not wait for an answer forever.
    ask = ask or (input if sys.stdin.isatty() else lambda question: "")
    settings = read_settings()
    site = open_site(settings, options.day or build_day())
    languages, topics = list(site.addresses), sorted(site.catalogue.topics)

    language = options.language or _one_of("Bahasa / Language", languages, ask)
    kind = options.kind or (
        kinds_that("is_dated")[0]
        if options.closes or options.starts
        else _one_of("Jenis / Kind", list(KINDS), ask)
    )
    title = options.title or ask("Judul / Title: ")
    answer = options.topics or ask(f"Topik / Topics ({', '.join(topics)}): ")
    chosen = [topic.strip() for topic in answer.split(",") if topic.strip()]
    folder = options.folder or slug_from(title) or ask("Nama folder / Folder: ")
    invalid = [
        *([language] if language not in languages else []),
        *([kind] if kind not in KINDS else []),
        *(topic for topic in chosen if topic not in topics),
        *([folder] if not SLUG.fullmatch(folder) else []),
    ]
    if invalid:
        raise Failure(f"unknown or invalid: {', '.join(map(repr, invalid))}")
    path = settings.docs / kind / str(site.today.year) / folder / f"index.{language}.md"
    if path.parent.exists():
        raise Failure(f"{path.parent} already exists")
    content = article_file(
        site,
        language,
        kind=kind,
        title=title,
        summary=options.summary,
        topics=chosen,
        day=options.day,
        closes=options.closes,
        starts=options.starts,
    )
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    print(f"{path}\nmake check")
    return 0


def _one_of(question: str, choices: list[str], ask: Ask) -> str:
    """Ask for one of the choices; without an answer it is the first."""
    answer = ask(f"{question} ({', '.join(choices)}) [{choices[0]}]: ").strip()
    return answer or choices[0]


if __name__ == "__main__":
    run(main)
