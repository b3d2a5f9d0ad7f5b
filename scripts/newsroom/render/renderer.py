"""Renders a text's Markdown as clean HTML whose links are addresses of the site."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from markdown_it.token import Token

from newsroom.content.addresses import Addresses
from newsroom.content.article import Text
from newsroom.content.catalogue import Catalogue
from newsroom.core.problem import InvalidValue, Problem
from newsroom.core.settings import Settings
from newsroom.core.wording import Wording
from newsroom.render.figure_blocks import render_figures
from newsroom.render.html import ARTICLE_ID, html_of
from newsroom.render.link_targets import Links, without_blanks
from newsroom.render.slips import slips, words_outside_quotations
from newsroom.text.markdown_source import Document, beginning, line_and_column, parse, words_of

MAX_BYTES = 500_000
"""Size of a text's HTML: feeds carry the whole of it, and readers load it over a phone network."""
PICTURE_BYTES = 700
"""Size of a picture's HTML on a page, with all its widths and formats."""
PROSE = 4_000
"""Characters from which the check guesses a text's language."""

_SOURCE = re.compile(r"#source-(\d{1,3})")
_SOURCE_NUMBER = re.compile(r"\[?(\d{1,3})\]?")


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link or picture in a text."""

    written: str
    """The address as it was written; in a link, blanks are `%20`."""
    target: str
    """The file behind it, relative to the docs folder; empty for an address on the web."""
    anchor: str
    """The part of the address after `#`."""
    words: str
    """The text of the link, or the picture's description."""
    title: str
    """The title, which browsers show at the pointer."""
    is_picture: bool
    line: int
    column: int


@dataclass(frozen=True, kw_only=True)
class SourceMark:
    """A mark that links a statement to a source: `[2](#source-2)`."""

    number: int
    line: int
    column: int


@dataclass(frozen=True, kw_only=True)
class Heading:
    level: int
    words: str
    line: int
    """In the file."""


@dataclass(frozen=True)
class Body:
    """A rendered text, its problems, and what the checks look at."""

    html: str
    """Links within the site are addresses from its root; `#anchors` stay as they are."""
    feed_html: str
    """The same for feeds, with tables in place of drawn figures."""
    ids: frozenset[str]
    """The ids in the HTML."""
    problems: tuple[Problem, ...]
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    marks: tuple[SourceMark, ...] = ()
    prose: str = field(default="", repr=False)
    """The first PROSE characters of its text, without quotations."""
    data: tuple[tuple[str, str, int], ...] = ()
    """For each figure drawn from a data file: the file, the figure's title, and its number."""


class Renderer:
    """Renders the texts of one language and caches the results."""

    def __init__(
        self,
        catalogue: Catalogue,
        languages: Mapping[str, Addresses],
        language: str,
        *,
        settings: Settings,
        today: date,
    ) -> None:
        self._links = Links(catalogue, languages, settings, today)
        self._wording = languages[language].wording
        self._bodies: dict[str, Body] = {}

    def body(self, text: Text) -> Body:
        if text.path not in self._bodies:
            self._bodies[text.path] = self._render(text)
        return self._bodies[text.path]

    def skip(self, text: Text) -> None:
        """Never render this text; its body is empty."""
        self._bodies[text.path] = Body("", "", frozenset(), ())

    def _render(self, text: Text) -> Body:
        """Render a text; one that would take too long becomes an empty body with a problem."""
        try:
            document = parse(text.body)
        except InvalidValue as invalid:
            return Body("", "", frozenset(), (_problem(text, invalid),))
        preparation = _Preparation(text, document, self._links, self._wording)
        preparation.run()
        problems = [*preparation.problems, *(_problem(text, slip) for slip in slips(document))]
        rendered = render_figures(
            document.tokens,
            self._wording,
            self._links.catalogue.cities,
            self._links.catalogue.data_files,
            html_of=partial(html_of, footnote_back=self._wording["footnote_back"]),
        )
        problems += (_problem(text, invalid) for invalid in rendered.invalid)
        pictures = sum(link.is_picture for link in preparation.links)
        size = len(rendered.html.encode()) + pictures * PICTURE_BYTES
        if size > MAX_BYTES:
            start = line_and_column(text.body, beginning(text.body))
            too_heavy = InvalidValue("page_too_heavy", location=start, size=size, limit=MAX_BYTES)
            return Body("", "", frozenset(), (_problem(text, too_heavy), *problems))
        return Body(
            rendered.html,
            rendered.feed_html,
            frozenset(re.findall(r' id="([^"]+)"', rendered.html)),
            tuple(problems),
            tuple(preparation.links),
            tuple(preparation.headings),
            tuple(preparation.marks),
            words_outside_quotations(document, PROSE),
            rendered.data,
        )


def _problem(text: Text, invalid: InvalidValue) -> Problem:
    """The problem of an invalid value, whose line is counted within the body."""
    line, column = invalid.location or (1, 1)
    return Problem(
        path=text.path,
        line=text.body_line + line - 1,
        column=column,
        rule=invalid.rule,
        values=invalid.values,
    )


class _Preparation:
    """Prepares a document's tokens for HTML: sets addresses, ids and titles of boxes.

    Collects links, headings, source marks and problems on the way.
    """

    def __init__(self, text: Text, document: Document, links: Links, wording: Wording) -> None:
        self._text = text
        self._document = document
        self._resolver = links
        self._wording = wording
        self._ids: set[str] = set()
        self.problems: list[Problem] = []
        self.links: list[Link] = []
        self.headings: list[Heading] = []
        self.marks: list[SourceMark] = []

    def run(self) -> None:
        """Change the tokens; call this only once."""
        tokens = self._document.tokens
        for position, token in enumerate(tokens):
            if token.type == "inline":
                self._prepare_links(token, token.children or [])
            elif token.type in ("th_open", "td_open") and "style" in token.attrs:
                token.attrs = {"align": str(token.attrs["style"]).removeprefix("text-align:")}
            elif token.type == "alert_open":
                kind = token.meta["kind"].lower()
                token.attrs = {"class": f"admonition {kind}"}
                # The next tokens are the box's title: an opening, its text, a closing.
                tokens[position + 1].attrs = {"class": "admonition-title"}
                title = Token("text", "", 0, content=self._wording[f"admonition_{kind}"])
                tokens[position + 2].children = [title]
            elif token.type == "heading_open":
                self._prepare_heading(token, tokens[position + 1])

    def _prepare_heading(self, token: Token, inline: Token) -> None:
        words = words_of(inline.children or ())
        line = self._text.body_line + (token.map or [0])[0]
        self.headings.append(Heading(level=int(token.tag[1:]), words=words, line=line))
        identifier = self._unused(slug(words))
        if ARTICLE_ID.fullmatch(identifier):
            token.attrs["id"] = identifier

    def _unused(self, identifier: str) -> str:
        """The id, with a number if an earlier heading or the list of sources has it already."""
        number, candidate = 0, identifier
        while not candidate or candidate in self._ids or _SOURCE.fullmatch(f"#{candidate}"):
            number += 1
            candidate = f"{identifier}_{number}"
        self._ids.add(candidate)
        return candidate

    def _prepare_links(self, inline: Token, children: Sequence[Token]) -> None:
        for token, content, closing in _links(children):
            is_picture = token.type == "image"
            attribute = "src" if is_picture else "href"
            written = str(token.attrs.pop(attribute))
            words = words_of(content)
            label = token.meta.get("label", "")
            if label.startswith("^"):
                continue  # a footnote with a blank in its name
            if label:
                # A problem is reported where the link's name is defined.
                where = (self._document.references.get(label, 1), 1)
            else:
                where = self._document.line_and_column(inline, token.meta.get("position", 0))
            if (
                closing
                and (source := _SOURCE.fullmatch(written))
                and (number := _SOURCE_NUMBER.fullmatch(words))
            ):
                self._add_mark(int(source[1]), int(number[1]), where)
                token.meta["source"] = closing.meta["source"] = True
                for child in content:
                    child.content = child.content.strip("[]")
                token.attrs = {"href": written, **token.attrs}
                continue
            address = self._resolve(written, words, token, where)
            if address:
                token.attrs = {attribute: address, **token.attrs}

    def _add_mark(self, source: int, number: int, where: tuple[int, int]) -> None:
        count = len(self._text.sources)
        values = {"value": f"[{number}](#source-{source})"}
        if not 0 < source <= count:
            invalid = InvalidValue("source_unknown", location=where, count=count, **values)
            self.problems.append(_problem(self._text, invalid))
        elif number != source:
            nearest = f"[{source}](#source-{source})"
            invalid = InvalidValue("source_misnumbered", location=where, nearest=nearest, **values)
            self.problems.append(_problem(self._text, invalid))
        line = self._text.body_line + where[0] - 1
        self.marks.append(SourceMark(number=source, line=line, column=where[1]))

    def _resolve(self, written: str, words: str, token: Token, where: tuple[int, int]) -> str:
        """The address of a link; empty if it is not allowed, which is noted as a problem."""
        is_picture = token.type == "image"
        try:
            address, target = self._resolver.resolve(written, self._text, is_picture=is_picture)
        except InvalidValue as invalid:
            invalid.values = {"value": written, **invalid.values}
            invalid.location = where
            self.problems.append(_problem(self._text, invalid))
            return ""
        self.links.append(
            Link(
                written=written if is_picture else without_blanks(written),
                target=target,
                anchor=address.partition("#")[2],
                words=words,
                title=str(token.attrs.get("title", "")),
                is_picture=is_picture,
                line=self._text.body_line + where[0] - 1,
                column=where[1],
            )
        )
        return address


def _links(children: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token], Token | None]]:
    """Each link and picture, the tokens of its content, and the closing token of a link."""
    for position, token in enumerate(children):
        if token.type == "image":
            yield token, token.children or (), None
        elif token.type == "link_open":
            end = next(
                number
                for number in range(position, len(children))
                if children[number].type == "link_close" and children[number].level == token.level
            )
            yield token, children[position + 1 : end], children[end]


def slug(words: str) -> str:
    """A heading as an id: `Di bawah: 2` becomes `di-bawah-2`; letters of all scripts stay."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", words).strip().lower())
