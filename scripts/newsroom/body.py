"""An article's Markdown as clean HTML whose links are the site's own addresses."""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.treeprocessors import Treeprocessor

from newsroom import addresses
from newsroom.addresses import Addresses
from newsroom.article import Article, StandingText
from newsroom.catalogue import Catalogue
from newsroom.problem import Problem, Wrong
from newsroom.wording import Wording

Text = Article | StandingText
Resolve = Callable[[str], str]
"""Gives the address behind a link as it was written; raises Wrong."""

SCHEMES = {"https", "http", "mailto"}
REPOSITORY = "repository:"
"""`[issues page](repository:issues)` leads to a page of the site's repository, wherever that is."""

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


@dataclass(frozen=True)
class Body:
    """A rendered text and what was wrong with its links."""

    html: str
    """Links within the site are addresses from its root; `#anchors` stay as they are."""
    ids: frozenset[str]
    problems: tuple[Problem, ...]


class Press:
    """Renders texts of one language, each once."""

    def __init__(
        self,
        catalogue: Catalogue,
        languages: Mapping[str, Addresses],
        language: str,
        *,
        repository: str,
    ) -> None:
        self._links = Links(catalogue, languages, repository=repository)
        self._wording = languages[language].wording
        self._bodies: dict[str, Body] = {}

    def body(self, text: Text) -> Body:
        if text.path not in self._bodies:
            self._bodies[text.path] = self._render(text)
        return self._bodies[text.path]

    def _render(self, text: Text) -> Body:
        problems: list[Problem] = []

        def resolve(link: str) -> str:
            try:
                return self._links.resolve(link, text)
            except Wrong as wrong:
                line = _line_of(link, text)
                values = {"value": link, **wrong.values}
                problems.append(Problem(path=text.path, line=line, rule=wrong.rule, values=values))
                return ""

        self._linking.resolve = resolve
        self._markdown.reset()
        html = clean(self._markdown.convert(text.body))
        return Body(html, frozenset(re.findall(r' id="([^"]+)"', html)), tuple(problems))

    @cached_property
    def _linking(self) -> "_ResolveLinks":
        return _ResolveLinks()

    @cached_property
    def _markdown(self) -> Markdown:
        """One parser for all texts: making one costs as much as a fifth of an article."""
        markdown = Markdown(
            extensions=[
                TableExtension(use_align_attribute=True),
                FootnoteExtension(BACKLINK_TITLE=self._wording["footnote_back"]),
                TocExtension(slugify=slugify_unicode, permalink=False, marker=""),
                "fenced_code",
                "sane_lists",
                "smarty",
                _Admonitions(self._wording),
            ],
            output_format="html",
        )
        # Raw HTML is text like any other: it reaches the reader as it was typed, and nothing of it runs.
        markdown.preprocessors.deregister("html_block")
        markdown.inlinePatterns.deregister("html")
        markdown.treeprocessors.register(self._linking, "links", priority=0)
        return markdown


def _line_of(link: str, text: Text) -> int:
    """The line on which a link was written."""
    place = max(text.body.find(link), 0)
    return text.body_line + text.body.count("\n", 0, place)


class _ResolveLinks(Treeprocessor):
    """Replaces links by addresses, once the text is a tree."""

    resolve: Resolve

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name and (link := element.get(name)) is not None:
                address = self.resolve(link)
                if address:
                    element.set(name, address)
                else:
                    del element.attrib[name]


class _Admonitions(Extension):
    """`!!! note` without a title gets one in the article's language."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self.wording = wording

    def extendMarkdown(self, md: Markdown) -> None:
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


@dataclass(frozen=True)
class Links:
    """Knows where the links that editors write lead."""

    catalogue: Catalogue
    languages: Mapping[str, Addresses]
    repository: str

    def resolve(self, link: str, text: Text) -> str:
        """The address on the web, or from the site's root; raises Wrong.

        Editors link to other texts by their file, as GitHub's preview does: `../five-cities/index.id.md`.
        """
        link = unquote_entities(link)
        if link.startswith("#"):
            return link
        if link.startswith(REPOSITORY):
            return f"{self.repository}/{link.removeprefix(REPOSITORY)}"
        parts = urlsplit(link)
        if parts.scheme:
            if parts.scheme not in SCHEMES:
                raise Wrong("dangerous_address")
            return link
        if link.startswith("/"):
            raise Wrong("link_from_root")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(text.path), unquote(parts.path)))
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        return self._address(path, text) + anchor

    def _address(self, path: str, text: Text) -> str:
        if (found := self._texts.get(path)) is not None:
            return found
        folder, _, name = path.rpartition("/")
        if name in self.catalogue.pictures.get(folder, ()) and folder == getattr(text, "key", ""):
            return addresses.picture(folder, name)
        raise Wrong("link_leads_nowhere")

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        """Addresses of all texts by their files."""
        found = {}
        for versions in self.catalogue.articles.values():
            for article in versions.values():
                found[article.path] = self.languages[article.language].article(article)
        for texts in (self.catalogue.topics, self.catalogue.pages):
            for by_language in texts.values():
                for text in by_language.values():
                    found[text.path] = self.languages[text.language].standing(text)
        return found


def unquote_entities(link: str) -> str:
    """A link without what hides it: white space and control characters within."""
    return re.sub(r"[\x00-\x20\x7f]+", "", link)


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


_LINK = re.compile(r' (href|src)="([^"]*)"')


def with_links(html: str, change: Callable[[str], str]) -> str:
    """The same HTML with every address changed. Only for HTML that `clean` made: it writes attributes in one way."""
    return _LINK.sub(lambda match: f' {match[1]}="{change(match[2])}"', html)


def with_relative_links(html: str, page: str) -> str:
    """As a page of the site carries it: links that work wherever the site's root lies."""
    return with_links(
        html, lambda link: addresses.relative(link, page) if link.startswith("/") else link
    )


def with_absolute_links(html: str, page: str, site_url: str) -> str:
    """As a feed carries it: whole addresses, those of headings and footnotes within the page included."""

    def absolute(link: str) -> str:
        if link.startswith("#"):
            return addresses.absolute(page, site_url) + link
        return addresses.absolute(link, site_url) if link.startswith("/") else link

    return with_links(html, absolute)
