"""Where links lead: a part that is there, an article that readers see, the host they name."""

import re
from collections.abc import Callable, Iterator, Set
from datetime import date
from urllib.parse import unquote

from newsroom import addresses
from newsroom.article import Article, Text
from newsroom.body import Body, Link
from newsroom.dates import day_of
from newsroom.fields import Source
from newsroom.link_words import are_visible, lies
from newsroom.links import unquote_entities
from newsroom.manuscript import decode
from newsroom.markup import place
from newsroom.newspaper import Newspaper
from newsroom.problem import Problem
from newsroom.register import published

MOST_PARTS = 10
"""What a problem names of a page's parts."""


def link_problems(newspaper: Newspaper, text: Text, body: Body) -> Iterator[Problem]:
    """A problem for each link that a reader would follow in vain, or into a trap."""
    for link in body.links:
        if link.is_picture:
            yield from _picture_problems(text, link)
            continue
        if not are_visible(link.words):
            yield _problem(text, link, "link_without_words")
        if link.target:
            yield from _target_problems(newspaper, text, link)
        else:
            for wrong in lies(link.words, link.written):
                yield _problem(text, link, wrong.rule, **wrong.values)
    yield from _source_problems(newspaper, text)


def _source_problems(newspaper: Newspaper, text: Text) -> Iterator[Problem]:
    """Sources whose titles name another address."""
    for named, line, column in _sources(newspaper, text):
        for wrong in lies(named.title, named.url):
            values = {"value": named.url, **wrong.values}
            yield Problem(path=text.path, line=line, column=column, rule=wrong.rule, values=values)


def _sources(newspaper: Newspaper, text: Text) -> Iterator[tuple[Source, int, int]]:
    """The sources on the web that an original names, with line and column of their addresses."""
    if isinstance(text, Article) and text.is_original and text.facts.sources:
        source = decode(newspaper.catalogue.sources[text.path])
        for named in text.facts.sources:
            if named.url:
                yield named, *place(source, max(source.find(named.url), 0))


def own_site_problems(
    newspaper: Newspaper, text: Text, used: Callable[[], Set[str]]
) -> Iterator[Problem]:
    """A problem for each whole address of our own site at which there is nothing.

    `used` gives the addresses at which there is something.
    """
    for written, line, column in _whole_addresses(newspaper, text):
        address = addresses.within(unquote_entities(written), newspaper.settings.site_url)
        if address is not None and address not in used():
            yield Problem(
                path=text.path,
                line=line,
                column=column,
                rule="nothing_there",
                values={"value": written},
            )


def _whole_addresses(newspaper: Newspaper, text: Text) -> Iterator[tuple[str, int, int]]:
    """Addresses that a text names in full, each with its line and column."""
    for link in newspaper.presses[text.language].body(text).links:
        if not link.target:
            yield link.written, link.line, link.column
    for named, line, column in _sources(newspaper, text):
        yield named.url, line, column


def used_addresses(newspaper: Newspaper) -> set[str]:
    """What readers and their programs may ask for: pages, feeds and calendars."""
    return published(newspaper) | {words.agenda for words in newspaper.addresses.values()}


def _problem(text: Text, link: Link, rule: str, **values: object) -> Problem:
    values = {"value": link.written, **values}
    return Problem(path=text.path, line=link.line, column=link.column, rule=rule, values=values)


def _picture_problems(text: Text, link: Link) -> Iterator[Problem]:
    words = link.words.strip()
    if not words or re.fullmatch(r"\S+\.(jpe?g|png|webp)", words, re.IGNORECASE):
        yield _problem(text, link, "picture_without_words")


def _target_problems(newspaper: Newspaper, text: Text, link: Link) -> Iterator[Problem]:
    target = newspaper.text_at(link.target)
    if target is None:
        return
    ids = newspaper.presses[target.language].body(target).ids
    if link.anchor and unquote(link.anchor) not in ids:
        parts = sorted(f"#{name}" for name in ids if not name.startswith("fn"))
        known = ", ".join(parts[:MOST_PARTS]) + ", …" * (len(parts) > MOST_PARTS) or "-"
        yield _problem(text, link, "anchor_missing", anchor=link.anchor, known=known)
    if isinstance(target, Article) and not (isinstance(text, Article) and text.facts.draft):
        if target.facts.draft:
            yield _problem(text, link, "link_to_draft", target=link.target)
        elif day_of(target.facts.published) > max(_day(text), newspaper.today):
            day = day_of(target.facts.published)
            yield _problem(text, link, "link_to_later", target=link.target, day=day)


def _day(text: Text) -> date:
    """The day from which readers see a text."""
    return day_of(text.facts.published) if isinstance(text, Article) else date.min
