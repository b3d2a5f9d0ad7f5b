"""Where links lead: a part that is there, an article that readers see, the host they name."""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from datetime import date
from html import unescape
from urllib.parse import unquote

from newsroom.checks.link_text import has_visible_text, mentions, misleading_words
from newsroom.checks.register import published
from newsroom.content import addresses
from newsroom.content.article import Article, Text
from newsroom.content.fields import Source
from newsroom.content.parsed_file import decode
from newsroom.core.dates import day_of
from newsroom.core.problem import Problem
from newsroom.feeds.calendar import announced, single_address
from newsroom.render.renderer import Body, Link
from newsroom.site.site import Site
from newsroom.text.markdown_source import line_and_column

MOST_PARTS = 10
"""What a problem names of a page's parts."""
MOST_JOINED, LONGEST_WORDS = 50, 2_000
"""Links that adjoin one another, and the characters around them, that are looked at together."""
OWN_FILES = {"/feeds.opml", "/sitemap.xml"}
"""Files of the whole site that a text may link to."""
_SOURCE = re.compile(r"source-([1-9]\d*)")
_INLINE = re.compile(r"</?(?:em|strong|del|code|sub|sup)>")
_LINK = re.compile(r'<a [^<>]*href="([^"]*)"[^<>]*>([^<]*)</a>')


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
            for invalid in misleading_words(link.words, link.written, title=link.title):
                yield _problem(text, link, invalid.rule, **invalid.values)
    yield from _joined_problems(text, body)
    yield from _source_problems(site, text)
    yield from _unused_sources(site, text, body)


def _joined_problems(text: Text, body: Body) -> Iterator[Problem]:
    """Links that name another host only together with what adjoins them: `[bri](…).co.id`."""
    places = {link.written: link for link in reversed(body.links)}
    for words, links in _joined(body.html):
        for address, own in links[:MOST_JOINED]:
            if address not in places or own == words:
                continue
            if any(True for _ in misleading_words(own, address)):
                continue  # told already
            for invalid in mentions(words[:LONGEST_WORDS], address):
                yield _problem(text, places[address], invalid.rule, **invalid.values)


def _joined(html: str) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """What readers see without a blank around links, with the links' addresses and own words."""
    html = _INLINE.sub("", html)
    words, links, end = "", list[tuple[str, str]](), 0
    for match in [*_LINK.finditer(html), None]:
        between = html[end : match.start() if match else len(html)]
        parts = re.split(r"\s|<[^<>]*>", between)
        words += unescape(parts[0])
        if len(parts) > 1 or not match:
            if links:
                yield words, links
            words, links = unescape(parts[-1]), []
        if match:
            address, own = (unescape(part) for part in match.groups())
            words += own
            links.append((address, own))
            end = match.end()


def _source_problems(site: Site, text: Text) -> Iterator[Problem]:
    """Sources whose titles or publishers name another address."""
    for named, address, line, column in _sources(site, text):
        if address != named.url:
            continue
        found = [*misleading_words(named.title, named.url), *mentions(named.publisher, named.url)]
        for invalid in found:
            if named.note and invalid.rule == "link_mentions_other_host":
                continue  # the text says that this is a copy of another's
            values = {"value": named.url, **invalid.values}
            yield Problem(
                path=text.path, line=line, column=column, rule=invalid.rule, values=values
            )


def _unused_sources(site: Site, text: Text, body: Body) -> Iterator[Problem]:
    """Sources that no mark and no link leads to, in a text that marks what it took from them."""
    if not body.marks:
        return
    used = {mark.number for mark in body.marks}
    used |= {
        int(match[1])
        for link in body.links
        if link.target == text.path and (match := _SOURCE.fullmatch(link.anchor))
    }
    linked = {link.written for link in body.links}
    lines = {source: line for source, _, line, _ in _sources(site, text)}
    for number, source in enumerate(text.sources, 1):
        if number not in used and not linked.intersection(source.addresses):
            line = lines.get(source, body.marks[0].line)
            values = {"number": number, "title": source.title}
            yield Problem(path=text.path, line=line, rule="source_unused", values=values)


def _sources(site: Site, text: Text) -> Iterator[tuple[Source, str, int, int]]:
    """Each address of the sources that a file names, with its line and column."""
    if not text.sources or not text.lists_sources:
        return
    source = decode(site.catalogue.sources[text.path])
    for named in text.sources:
        for address in named.addresses:
            yield named, address, *line_and_column(source, max(source.find(address), 0))


def own_site_problems(site: Site, text: Text, used: Callable[[], Set[str]]) -> Iterator[Problem]:
    """A problem for each whole address of our own site at which there is nothing.

    `used` gives the addresses at which there is something.
    """
    for written, line, column in whole_addresses(site, text):
        address = addresses.within(written, site.settings.site_url)
        if address is not None and address not in used():
            yield Problem(
                path=text.path,
                line=line,
                column=column,
                rule="nothing_there",
                values={"value": written},
            )


def whole_addresses(site: Site, text: Text) -> Iterator[tuple[str, int, int]]:
    """Addresses that a text names in full, each with its line and column."""
    for link in site.renderers[text.language].body(text).links:
        if not link.target:
            yield link.written, link.line, link.column
    for _, address, line, column in _sources(site, text):
        yield address, line, column


def used_addresses(site: Site) -> set[str]:
    """What readers and their programs may ask for: pages, feeds and calendars."""
    found = published(site) | OWN_FILES
    for language, words in site.addresses.items():
        found.add(words.agenda)
        found.update(single_address(site, article) for article in announced(site, language))
    return found


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
    ids |= {f"source-{number}" for number in range(1, len(target.sources) + 1)}
    if link.anchor and unquote(link.anchor) not in ids:
        own = (name for name in ids if not name.startswith("fn") and not _SOURCE.fullmatch(name))
        parts = sorted(f"#{name}" for name in own)
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
