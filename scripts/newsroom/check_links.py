"""Where links lead: a part that is there, an article that readers see, the host they name."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote, urlsplit

from newsroom import addresses
from newsroom.article import Article
from newsroom.body import Body, Link, Text, unquote_entities
from newsroom.dates import day_of
from newsroom.lookalikes import is_disguised
from newsroom.manuscript import decode
from newsroom.markup import place
from newsroom.newspaper import Newspaper
from newsroom.problem import Problem
from newsroom.register import published

_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?:[/:?#]\S*)?", re.IGNORECASE)


def link_problems(newspaper: Newspaper, text: Text, body: Body) -> Iterator[Problem]:
    """A problem for each link that a reader would follow in vain, or into a trap."""
    for link in body.links:
        if link.is_picture:
            yield from _picture_problems(text, link)
        elif link.target:
            yield from _target_problems(newspaper, text, link)
        else:
            yield from _host_problems(text, link)


def own_site_problems(newspaper: Newspaper) -> Iterator[Problem]:
    """A problem for each whole address of our own site at which there is nothing."""
    there: set[str] = set()
    for text in newspaper.texts:
        for written, line, column in _whole_addresses(newspaper, text):
            address = addresses.within(unquote_entities(written), newspaper.settings.site_url)
            if address is None:
                continue
            there = there or _used_addresses(newspaper)
            if address not in there:
                values = {"value": written}
                yield Problem(
                    path=text.path, line=line, column=column, rule="nothing_there", values=values
                )


def _whole_addresses(newspaper: Newspaper, text: Text) -> Iterator[tuple[str, int, int]]:
    """Addresses that a text names in full, each with its line and column."""
    for link in newspaper.presses[text.language].body(text).links:
        if not link.target:
            yield link.written, link.line, link.column
    if isinstance(text, Article) and text.is_original:
        source = decode(newspaper.catalogue.sources[text.path])
        for named in text.facts.sources:
            yield named.url, *place(source, max(source.find(named.url), 0))


def _used_addresses(newspaper: Newspaper) -> set[str]:
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
        known = ", ".join(f"#{name}" for name in sorted(ids) if not name.startswith("fn")) or "-"
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


def _host_problems(text: Text, link: Link) -> Iterator[Problem]:
    host = _plain_host(urlsplit(unquote_entities(link.written)).hostname or "")
    named = _HOST.fullmatch(link.words.strip())
    if host and named and not f".{host}".endswith(f".{_plain_host(named[1])}"):
        yield _problem(text, link, "link_names_other_host", named=named[1], host=host)
    try:
        shown = host.encode("ascii").decode("idna")
    except UnicodeError:
        shown = host
    if is_disguised(shown):
        yield _problem(text, link, "host_in_disguise", host=shown)


def _plain_host(host: str) -> str:
    return host.lower().removeprefix("www.")
