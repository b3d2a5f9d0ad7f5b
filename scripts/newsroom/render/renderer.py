"""An article's Markdown as clean HTML whose links are the site's own addresses."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from html import unescape as html_unescape
from itertools import repeat
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE

from newsroom.content import addresses
from newsroom.content.addresses import Addresses
from newsroom.content.article import Text
from newsroom.content.catalogue import Catalogue
from newsroom.core.problem import InvalidValue, Problem
from newsroom.core.settings import Settings
from newsroom.core.wording import Wording
from newsroom.render.fast_inline import look_before_searching
from newsroom.render.figure_blocks import render_figures
from newsroom.render.footnotes import Footnotes
from newsroom.render.link_targets import SCHEMES, Links
from newsroom.text.markdown_source import (
    beginning,
    fences,
    place,
    refuse_costly,
    without_code,
    without_fences,
)

Resolve = Callable[[str, str, bool], str]
"""Gives the address behind a link, by what was written, its words and whether it is a picture."""

MAX_BYTES = 500_000
"""Of a text as HTML; feeds carry it whole, and readers on the telephone network load it."""
PICTURE_BYTES = 700
"""What a page says of a picture, in its widths and formats."""

_CLEANER_TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "ul", "ol", "li", "pre", "code"),
    *("em", "strong", "a", "img", "sup", "div", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href", "title", "id", "hreflang", "lang"},
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    "li": {"id"},
    "sup": {"id"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"admonition", "note", "warning", "tip", "info", "quote", "footnote"},
    "p": {"admonition-title"},
}
_ARTICLE_ID = re.compile(r"(fn:|fnref\d*:)?[^\W_][\w.-]*")
"""Ids that articles may make; the theme's begin with two underscores."""
_HEADING = re.compile(r"h([1-6])")
_TASK = re.compile(r"\s*\[([ xX])\](?=\s)")
_TAG = re.compile(r"<[/?]?[a-zA-Z][\w-]*|<[!?]\w*")


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link or picture in a text, as it was written and where it leads."""

    written: str
    target: str
    """The site's file that it leads to, from the docs folder; an empty text for another place."""
    anchor: str
    """Of a heading or footnote, as the address has it."""
    words: str
    """What readers see of it: its text, or a picture's description."""
    is_picture: bool
    line: int
    column: int


@dataclass(frozen=True, kw_only=True)
class Heading:
    level: int
    words: str


@dataclass(frozen=True)
class Body:
    """A rendered text and what was wrong with it."""

    html: str
    """Links within the site are addresses from its root; `#anchors` stay as they are."""
    feed_html: str
    """The same with figures as tables: feeds carry no drawings."""
    ids: frozenset[str]
    problems: tuple[Problem, ...]
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    tags: tuple[str, ...] = ()
    """Raw HTML: readers see it as it was typed."""


class Renderer:
    """Renders texts of one language, each once."""

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
        """Never render a text: to whoever asks, it is empty."""
        self._bodies[text.path] = Body("", "", frozenset(), ())

    def _render(self, text: Text) -> Body:
        """A text that is too costly is not rendered at all."""
        try:
            refuse_costly(text.body)
        except InvalidValue as invalid:
            return Body("", "", frozenset(), (_problem(text, invalid, invalid.place or (1, 1)),))
        problems: list[Problem] = []
        links: list[Link] = []
        places: dict[str, Iterator[tuple[int, int]]] = {}
        plain = without_code(text.body)

        markdown, linking, notes = self._parser
        markdown.reset()

        def resolve(written: str, words: str, is_picture: bool) -> str:
            if written.startswith(("#fn:", "#fnref")) and written.partition(":")[2] in (
                notes.footnotes
            ):
                return written  # the parser's own, between a mark and its footnote
            if written not in places:
                places[written] = _places_of(written, plain)
            place = next(places[written])
            try:
                address, target = self._links.resolve(written, text, is_picture=is_picture)
            except InvalidValue as invalid:
                invalid.values = {"value": written, **invalid.values}
                problems.append(_problem(text, invalid, place))
                return ""
            links.append(
                Link(
                    written=written,
                    target=target,
                    anchor=address.partition("#")[2],
                    words=words,
                    is_picture=is_picture,
                    line=text.body_line + place[0] - 1,
                    column=place[1],
                )
            )
            return address

        linking.resolve, linking.headings, linking.tags = resolve, [], []
        cities = self._links.catalogue.cities
        rendered = render_figures(markdown.convert(text.body), self._wording, cities, clean=clean)
        blocks = _lines_of_blocks(text) if rendered.refused else {}
        for block, refused in rendered.refused:
            line, column = refused.place or (0, 1)
            fence = next(blocks.get(_folded(block.splitlines()), repeat(1)))
            problems.append(_problem(text, refused, (fence + line, column)))
        pictures = sum(link.is_picture for link in links)
        size = len(rendered.html.encode()) + pictures * PICTURE_BYTES
        if size > MAX_BYTES:
            heavy = InvalidValue("page_too_heavy", size=size, limit=MAX_BYTES)
            top = place(text.body, beginning(text.body))
            return Body("", "", frozenset(), (_problem(text, heavy, top), *problems))
        ids = frozenset(re.findall(r' id="([^"]+)"', rendered.html))
        problems += _footnote_problems(text, plain, notes.footnotes, ids)
        problems += _definition_problems(text, notes.definitions.changed)
        return Body(
            rendered.html,
            rendered.feed_html,
            ids,
            tuple(problems),
            tuple(links),
            tuple(linking.headings),
            tuple(linking.tags),
        )

    @cached_property
    def _parser(self) -> tuple[Markdown, "_LookAndLink", Footnotes]:
        """One parser for all texts: making one costs as much as a fifth of an article."""
        notes = Footnotes(BACKLINK_TITLE=self._wording["footnote_back"])
        markdown = Markdown(
            extensions=[
                TableExtension(use_align_attribute=True),
                notes,
                TocExtension(slugify=slugify_unicode, permalink=False, marker=""),
                "fenced_code",
                "sane_lists",
                "smarty",
                _Admonitions(self._wording),
            ],
            output_format="html",
        )
        # Raw HTML is text like any other: it reaches the reader as it was typed, and nothing of it
        # runs.
        markdown.preprocessors.deregister("html_block")
        markdown.inlinePatterns.deregister("html")
        look_before_searching(markdown)
        linking = _LookAndLink(markdown)
        markdown.treeprocessors.register(linking, "links", priority=0)
        return markdown, linking, notes


def _footnote_problems(
    text: Text, plain: str, names: Iterable[str], ids: frozenset[str]
) -> Iterator[Problem]:
    """A footnote whose name cannot stand in an address, or that no mark leads to."""
    for name in names:
        where = next(_places_of(f"[^{name}]:", plain))
        if not _ARTICLE_ID.fullmatch(f"fn:{name}"):
            nearest = re.sub(r"[\W_]+", "-", name).strip("-") or "1"
            yield _problem(text, InvalidValue("footnote_name", value=name, nearest=nearest), where)
        elif f"fnref:{name}" not in ids:
            yield _problem(text, InvalidValue("footnote_unused", value=name), where)


def _definition_problems(text: Text, names: Iterable[str]) -> Iterator[Problem]:
    """A reference or a footnote that is defined again, as something else."""
    plain = without_fences(text.body)
    for name in dict.fromkeys(names):
        words = r"\s+".join(map(re.escape, name.split()))
        defined = [match.start() for match in re.finditer(rf"\[\s*{words}\s*\]:", plain, re.I)]
        where = place(plain, defined[-1] if defined else 0)
        yield _problem(text, InvalidValue("defined_twice", value=name), where)


def _problem(text: Text, invalid: InvalidValue, place: tuple[int, int]) -> Problem:
    """A problem at a line of a text's body."""
    line = text.body_line + place[0] - 1
    values = invalid.values
    return Problem(path=text.path, line=line, column=place[1], rule=invalid.rule, values=values)


def _lines_of_blocks(text: Text) -> Mapping[str, Iterator[int]]:
    """The lines at which fenced blocks of the same words begin, in turn."""
    lines = text.body.split("\n")
    found: dict[str, list[int]] = defaultdict(list)
    for first, last in fences(lines):
        found[_folded(lines[first + 1 : last])].append(first + 1)
    return {block: iter(numbers) for block, numbers in found.items()}


def _folded(lines: Iterable[str]) -> str:
    # The parser turns tabs into spaces, and empties lines of blanks.
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _places_of(written: str, plain: str) -> Iterator[tuple[int, int]]:
    """Lines and columns at which a link stands in a body without its code, in turn; then the last,
    or the beginning."""
    line, behind, position = 1, 0, beginning(plain)
    for position in _positions(written, plain):
        line += plain.count("\n", behind, position)
        behind = position
        yield line, position - plain.rfind("\n", 0, position)
    yield from repeat(place(plain, position))


def _positions(written: str, body: str) -> Iterator[int]:
    """Where a link as the parser reports it stands in a body."""
    words = written.split()
    if len(words) == 1:
        # Nearly every link: no pattern to be made for it.
        position = body.find(words[0])
        while position >= 0:
            yield position
            position = body.find(words[0], position + 1)
    else:
        # The parser turns tabs into spaces, and an address over two lines into one.
        pattern = r"\s+".join(map(re.escape, words)) or r"(?<=\()(?=\s*\))"
        yield from (match.start() for match in re.finditer(pattern, body))


def _tick(element: Element) -> None:
    """Show `- [ ] to do` and `- [x] done` by signs, which feeds can carry too."""
    first = element if (element.text or "").strip() or not len(element) else element[0]
    if first.tag in ("li", "p") and (match := _TASK.match(first.text or "")):
        first.text = ("☐" if match[1] == " " else "☑") + match.string[match.end() :]


class _LookAndLink(Treeprocessor):
    """Replaces links by addresses once the text is a tree; notes what the check wants to see."""

    resolve: Resolve
    headings: list[Heading]
    tags: list[str]

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name and (link := element.get(name)) is not None:
                is_picture = element.tag == "img"
                words = element.get("alt", "") if is_picture else self._words(element)
                address = self.resolve(self._written(link), words, is_picture)
                if address:
                    element.set(name, address)
                else:
                    del element.attrib[name]
            elif match := _HEADING.fullmatch(element.tag):
                self.headings.append(Heading(level=int(match[1]), words=self._words(element)))
            elif element.tag == "li":
                _tick(element)
            # Code is text of its own; everywhere else a tag was meant as one.
            texts = (element.text if element.tag != "code" else "", element.tail)
            self.tags += [tag for text in texts if text for tag in _TAG.findall(text)]

    def _written(self, link: str) -> str:
        """A link without the parser's place holders."""
        return UnescapeTreeprocessor().unescape(link).replace(AMP_SUBSTITUTE, "&")

    def _words(self, element: Element) -> str:
        """What readers see of an element: its entities as signs, its pictures by their words."""
        descriptions = (picture.get("alt", "") for picture in element.iter("img"))
        words = "".join([*element.itertext(), *descriptions]).replace(AMP_SUBSTITUTE, "&")
        if "\x02" in words:
            stash = self.md.htmlStash.rawHtmlBlocks
            words = HTML_PLACEHOLDER_RE.sub(lambda kept: str(stash[int(kept[1])]), words)
        return " ".join(html_unescape(words).split())


class _Admonitions(Extension):
    """`!!! note` without a title gets one in the article's language."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self.wording = wording

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        processor = _AdmonitionProcessor(md.parser)
        processor.wording = self.wording
        md.registerExtension(self)
        md.parser.blockprocessors.register(processor, "admonition", 105)


class _AdmonitionProcessor(AdmonitionProcessor, BlockProcessor):
    wording: Wording

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        kind, title = match.group(1).lower(), match.group(2)
        name = kind.partition(" ")[0]
        if name not in _CLASSES["div"]:
            kind = name = "note"
        return kind, self.wording[f"admonition_{name}"] if title is None else title or None


def clean(html: str) -> str:
    """HTML that can do nothing but be read: an allowlist of what our Markdown makes."""
    return nh3.clean(
        html,
        tags=_CLEANER_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        attribute_filter=_filtered,
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style"},
    )


def _filtered(element: str, attribute: str, value: str) -> str | None:
    if attribute == "id":
        return value if _ARTICLE_ID.fullmatch(value) else None
    if attribute == "src":
        return value if value.startswith("/assets/") else None
    return value


_OPENING_TAG = re.compile(r'<[a-z][a-z0-9]*(?: [\w-]+="[^"]*")+>')
_LINK = re.compile(r' (href|src|srcset)="([^"]*)"')


def with_links(html: str, change: Callable[[str], str]) -> str:
    """The same HTML with every address changed. Only for HTML that `clean` or we made: it writes
    attributes in one way."""

    def changed(link: re.Match[str]) -> str:
        name, value = link.groups()
        if name != "srcset":
            return f' {name}="{change(value)}"'
        candidates = (candidate.partition(" ") for candidate in value.split(", "))
        return ' srcset="' + ", ".join(f"{change(a)} {width}" for a, _, width in candidates) + '"'

    # Only in tags: an article about HTML shows them in its text.
    return _OPENING_TAG.sub(lambda tag: _LINK.sub(changed, tag[0]), html)


def with_relative_links(html: str, page: str) -> str:
    """As a page of the site carries it: links that work wherever the site's root lies."""
    return with_links(
        html, lambda link: addresses.relative(link, page) if link.startswith("/") else link
    )


_ALIGNED = re.compile(r'<(th|td) align="(\w+)"')


def with_scrolling_tables(html: str, label: str) -> str:
    """The same HTML with each of its Markdown's tables in a box of its own.

    On a phone a wide table then scrolls within it, for the keyboard too, and no word is broken.
    Columns are aligned by classes, as HTML wants it; feeds, which have no styles, keep attributes.
    """
    html = _ALIGNED.sub(r'<\1 class="\2"', html)
    box = f'<div class="table" role="group" tabindex="0" aria-label="{escape(label)}">'
    # Python-Markdown's tables have line breaks in them; those of figures have none.
    return html.replace("<table>\n", f"{box}<table>\n").replace("\n</table>", "\n</table></div>")
