"""Write the feeds without building the site: the very files that the build writes.

For each language there is a feed of everything, of news, of announcements and of each topic, as
RSS 2.0 and as JSON Feed, with archives of the months before, and the calendar.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from newsroom.checks.check import check
from newsroom.content.catalogue import TOPICS
from newsroom.content.fields import nearest
from newsroom.core.dates import build_day
from newsroom.core.output import SiteFile, write_file
from newsroom.core.problem import LANGUAGES, one_line
from newsroom.core.settings import PROJECT, SettingsError, read_settings
from newsroom.core.wording import MissingWording
from newsroom.feeds.feed import subjects
from newsroom.feeds.feed_files import feed_files, shared_files, subject_files
from newsroom.site.site import Site, open_site

EXAMPLES = """\
examples:
  python scripts/generate_feed.py                             everything into feeds/
  python scripts/generate_feed.py --language en               the English feeds
  python scripts/generate_feed.py --topic batik               the feeds of a topic, in all languages
  python scripts/generate_feed.py --language id --topic batik --output /tmp/feeds

exit codes:
  0  written        1  articles have problems (`make check` tells all of them)
  2  an option is wrong        3  the files cannot be written        4  mkdocs.yml is wrong
"""
PROBLEMS, WRONG_OPTION, UNWRITABLE, WRONG_SETTINGS = 1, 2, 3, 4


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        site = open_site(read_settings(options.config), build_day())
    except (SettingsError, MissingWording, OSError) as error:
        return _fail(WRONG_SETTINGS, str(error))
    languages = options.language or list(site.addresses)
    invalid = _wrong_option(site, languages, options.topic)
    if invalid:
        return _fail(WRONG_OPTION, invalid)
    problems = [problem for problem in check(site) if not problem.is_warning]
    if problems:
        lines = [problem.report(language) for problem in problems for language in LANGUAGES]
        return _fail(PROBLEMS, "\n".join([*lines, "the articles have problems; nothing written"]))
    count = 0
    try:
        for file in _files(site, languages, options.topic):
            write_file(options.output, file)
            count += 1
    except OSError as error:
        return _fail(
            UNWRITABLE,
            f"cannot write into {one_line(str(options.output))}: {error.strerror}; "
            "name another folder with --output",
        )
    print(f"{count} files in {one_line(str(options.output))}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--language",
        action="append",
        metavar="LANGUAGE",
        help="only this language, such as en; may be given several times",
    )
    parser.add_argument("--topic", help="only the feeds of this topic, such as batik")
    parser.add_argument(
        "--output",
        type=Path,
        default=PROJECT / "feeds",
        metavar="FOLDER",
        help="folder to write into, made if it is missing (default: feeds)",
    )
    parser.add_argument(
        "--config",
        type=Path,
        default=PROJECT / "mkdocs.yml",
        metavar="FILE",
        help="the site's settings (default: mkdocs.yml)",
    )
    return parser


def _wrong_option(site: Site, languages: Sequence[str], topic: str | None) -> str:
    """What is wrong with the options, and what would be right."""
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
        followed = [each for each in subjects(site, language) if each.topic == topic]
        yield from subject_files(site, language, followed)
    if topic is None and set(languages) == set(site.addresses):
        yield from shared_files(site)


def _fail(code: int, message: str) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
