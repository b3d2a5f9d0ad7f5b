"""Write the feeds without building the site; they are the same files that a build writes.

For each language there are feeds of everything, of news, of announcements and of each topic, in
every feed format, with archives of earlier articles, and the calendar.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from newsroom.checks.check import check
from newsroom.content.catalogue import TOPICS
from newsroom.content.fields import nearest
from newsroom.core.command import add_config, describe_os_error, folder, parser, run
from newsroom.core.dates import build_moment
from newsroom.core.failure import Failure, FileError
from newsroom.core.output import SiteFile, destination, write_files
from newsroom.core.problem import one_line
from newsroom.core.settings import PROJECT, read_settings
from newsroom.feeds.feed_files import feed_files, shared_files, subject_files
from newsroom.feeds.subjects import subjects
from newsroom.site.site import Site, open_site

EXAMPLES = """\
examples:
  python scripts/generate_feed.py                             everything into feeds/
  python scripts/generate_feed.py --language en               the English feeds
  python scripts/generate_feed.py --topic batik               the feeds of a topic, in all languages
  python scripts/generate_feed.py --language id --topic batik --output /tmp/feeds
"""
PROBLEMS = 1

LIST = ".generated-feeds"
"""A file in the output folder that lists what this command wrote, so that it can remove feeds that
it no longer writes."""


class ArticlesError(Failure):
    """The articles have errors."""

    code = PROBLEMS


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    site = open_site(read_settings(options.config), build_moment())
    languages = options.language or list(site.addresses)
    if invalid := _wrong_option(site, languages, options.topic):
        raise Failure(invalid)
    problems = [problem for problem in check(site) if not problem.is_warning]
    if problems:
        explained_in = site.settings.check_languages
        lines = [problem.report(language) for problem in problems for language in explained_in]
        raise ArticlesError(
            "\n".join(["", *lines, "the articles have errors; nothing was written"])
        )
    is_all = options.topic is None and set(languages) == set(site.addresses)
    try:
        written = write_files(options.output, _files(site, languages, options.topic))
        _remove_old(options.output, written, is_all=is_all)
    except OSError as error:
        raise FileError(
            f"cannot write into {one_line(str(options.output))}: {describe_os_error(error)}; the "
            "old files are unchanged. Name another folder with --output"
        ) from None
    print(f"{len(written)} files in {one_line(str(options.output))}")
    return 0


def _remove_old(output: Path, written: Sequence[str], *, is_all: bool) -> None:
    """Remove files that an earlier run wrote and this one did not: feeds of articles that are gone.

    A run that wrote only some of the feeds (`is_all=False`) removes nothing.
    """
    list_file = output / LIST
    old = set(list_file.read_text("utf-8").splitlines()) if list_file.is_file() else set()
    current = set(written) if is_all else old | set(written)
    for path in sorted(old - current):
        destination(output, path).unlink(missing_ok=True)
    text = "".join(f"{path}\n" for path in sorted(current))
    write_files(output, [SiteFile(path=LIST, make=text.encode)])


def _parser() -> argparse.ArgumentParser:
    command = parser(
        __doc__, {PROBLEMS: "articles have errors (`make check` shows all)"}, epilog=EXAMPLES
    )
    command.add_argument(
        "--language",
        action="append",
        metavar="LANGUAGE",
        help="only this language, such as en; may be repeated",
    )
    command.add_argument("--topic", help="only the feeds of this topic, such as batik")
    command.add_argument(
        "--output",
        type=folder,
        default=PROJECT / "feeds",
        metavar="FOLDER",
        help="folder to write into (default: feeds)",
    )
    add_config(command)
    return command


def _wrong_option(site: Site, languages: Sequence[str], topic: str | None) -> str:
    """What is wrong with the options, and what is allowed; empty if they are right."""
    for language in languages:
        if language not in site.addresses:
            known = ", ".join(site.addresses)
            return f"--language: there is no language '{one_line(language)}'; the site has {known}"
    if topic is None:
        return ""
    topics = site.catalogue.topics
    if topic not in topics:
        near = nearest(topic, topics)
        return f"--topic: there is no {TOPICS}/{one_line(topic)}.*.md; did you mean {near}?"
    if not any(language in topics[topic] for language in languages):
        return f"--topic: '{topic}' is written in {', '.join(topics[topic])} only"
    return ""


def _files(site: Site, languages: Sequence[str], topic: str | None) -> Iterator[SiteFile]:
    for language in dict.fromkeys(languages):
        if topic is None:
            yield from feed_files(site, language)
            continue
        chosen = [subject for subject in subjects(site, language) if subject.topic == topic]
        yield from subject_files(site, language, chosen)
    if topic is None and set(languages) == set(site.addresses):
        yield from shared_files(site)


if __name__ == "__main__":
    run(main)
