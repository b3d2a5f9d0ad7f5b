"""Where links lead: a part that is there, an article that readers see, the host they name."""

import re
from collections.abc import Callable, Iterator, Set
from datetime import date
from urllib.parse import unquote

from newsroom.checks.link_text import has_visible_text, is_misleading
from newsroom.checks.register import published
from newsroom.content import addresses
from newsroom.content.article import Article, Text
from newsroom.content.fields import Source
from newsroom.content.parsed_file import decode
from newsroom.core.dates import day_of
from newsroom.core.problem import Problem
from newsroom.render.link_targets import unquote_entities
from newsroom.render.renderer import Body, Link
from newsroom.site.site import Site
from newsroom.text.markdown_source import place

MOST_PARTS = 10
"""What a problem names of a page's parts."""


def link_problems(site: Site, text: Text, body: Body) -> Iterator[Problem]:
    """A problem for each link that a reader would follow in vain, or into a trap."""
    for link in body.links:
        if link.is_picture:
            yield from _picture_problems(text, link)
            continue
        if not has_visible_text(link.words):
            yield _problem(text, link, "link_without_words")
        if link.target:
            yield from _target_problems(site, text, link)
        else:
            for invalid in is_misleading(link.words, link.written):
                yield _problem(text, link, invalid.rule, **invalid.values)
    yield from _source_problems(site, text)


def _source_problems(site: Site, text: Text) -> Iterator[Problem]:
    """Sources whose titles name another address."""
    for named, address, line, column in _sources(site, text):
        if address != named.url:
            continue
        for invalid in is_misleading(named.title, named.url):
            values = {"value": named.url, **invalid.values}
            yield Problem(
                path=text.path, line=line, column=column, rule=invalid.rule, values=values
            )


def _sources(site: Site, text: Text) -> Iterator[tuple[Source, str, int, int]]:
    """Each address of the sources that a file names, with its line and column."""
    if not text.sources or (isinstance(text, Article) and not text.is_original):
        return
    source = decode(site.catalogue.sources[text.path])
    for named in text.sources:
        for address in named.addresses:
            yield named, address, *place(source, max(source.find(address), 0))


def own_site_problems(site: Site, text: Text, used: Callable[[], Set[str]]) -> Iterator[Problem]:
    """A problem for each whole address of our own site at which there is nothing.

    `used` gives the addresses at which there is something.
    """
    for written, line, column in _whole_addresses(site, text):
        address = addresses.within(unquote_entities(written), site.settings.site_url)
        if address is not None and address not in used():
            yield Problem(
                path=text.path,
                line=line,
                column=column,
                rule="nothing_there",
                values={"value": written},
            )


def _whole_addresses(site: Site, text: Text) -> Iterator[tuple[str, int, int]]:
    """Addresses that a text names in full, each with its line and column."""
    for link in site.renderers[text.language].body(text).links:
        if not link.target:
            yield link.written, link.line, link.column
    for _, address, line, column in _sources(site, text):
        yield address, line, column


def used_addresses(site: Site) -> set[str]:
    """What readers and their programs may ask for: pages, feeds and calendars."""
    return published(site) | {words.agenda for words in site.addresses.values()}


def _problem(text: Text, link: Link, rule: str, **values: object) -> Problem:
    values = {"value": link.written, **values}
    return Problem(path=text.path, line=link.line, column=link.column, rule=rule, values=values)


def _picture_problems(text: Text, link: Link) -> Iterator[Problem]:
    words = link.words.strip()
    if not words or re.fullmatch(r"\S+\.(jpe?g|png|webp)", words, re.IGNORECASE):
        yield _problem(text, link, "picture_without_words")


def _target_problems(site: Site, text: Text, link: Link) -> Iterator[Problem]:
    target = site.text_at(link.target)
    if target is None:
        return
    ids = site.renderers[target.language].body(target).ids
    if link.anchor and unquote(link.anchor) not in ids:
        parts = sorted(f"#{name}" for name in ids if not name.startswith("fn"))
        known = ", ".join(parts[:MOST_PARTS]) + ", …" * (len(parts) > MOST_PARTS) or "-"
        yield _problem(text, link, "anchor_missing", anchor=link.anchor, known=known)
    if isinstance(target, Article) and not (isinstance(text, Article) and text.facts.draft):
        if target.facts.draft:
            yield _problem(text, link, "link_to_draft", target=link.target)
        elif day_of(target.facts.published) > max(_day(text), site.today):
            day = day_of(target.facts.published)
            yield _problem(text, link, "link_to_later", target=link.target, day=day)


def _day(text: Text) -> date:
    """The day from which readers see a text."""
    return day_of(text.facts.published) if isinstance(text, Article) else date.min
