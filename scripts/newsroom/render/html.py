"""HTML of Markdown that was read, cleaned, and fitted to the page that carries it."""

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from newsroom.content import addresses
from newsroom.text.allowed_html import CLASSES, MARKDOWN_ATTRIBUTES, MARKDOWN_ELEMENTS, SCHEMES

ARTICLE_ID = re.compile(r"(fn:|fnref\d*:)?[^\W_][\w.-]*")
"""Ids that articles may make; the theme's begin with two underscores."""
_OPTIONS = MarkdownIt("zero").options


class _Html(RendererHTML):
    """Makes HTML of tokens; the renderer has put addresses and ids into them."""

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        """Show `- [ ] to do` and `- [x] done` by characters, which feeds can carry too."""
        html = self.renderToken(tokens, idx, options, env)
        if (checked := tokens[idx].meta.get("checked")) is None:
            return html
        # Within the item's paragraph, if it is one that shows.
        following = tokens[idx + 1]
        box = "☑ " if checked else "☐ "
        if following.type == "paragraph_open" and not following.hidden:
            following.meta["box"] = box
            return html
        return html + box

    def paragraph_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        box: str = tokens[idx].meta.get("box", "")
        return self.renderToken(tokens, idx, options, env) + box

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        link = self.renderToken(tokens, idx, options, env)
        # In brackets, so that two marks side by side are not read as one number.
        return f'<sup class="source-mark">{link}[' if "source" in tokens[idx].meta else link

    def link_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return "]</a></sup>" if "source" in tokens[idx].meta else "</a>"

    def html_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """Raw HTML is text like any other: readers see it as it was typed, and it does nothing."""
        return escape(tokens[idx].content)

    def html_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return f"<p>{escape(tokens[idx].content.strip())}</p>\n"

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        name, number = _note(tokens[idx]), tokens[idx].meta["id"] + 1
        link = f'<a class="footnote-ref" href="#fn:{name}">{number}</a>'
        return f'<sup id="{_mark(tokens[idx])}">{link}</sup>'

    def footnote_block_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return '<div class="footnote">\n<hr>\n<ol>\n'

    def footnote_block_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</ol>\n</div>\n"

    def footnote_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return f'<li id="fn:{_note(tokens[idx])}">\n'

    def footnote_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</li>\n"

    def footnote_anchor(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        title = escape(env["footnote_back"])
        return (
            f'\u00a0<a class="footnote-backref" href="#{_mark(tokens[idx])}" title="{title}">↩</a>'
        )


def _note(token: Token) -> str:
    return escape(token.meta["label"])


def _mark(token: Token) -> str:
    """The id of a footnote's mark; those behind the first of a note have a number."""
    number = token.meta.get("subId", 0)
    return f"fnref{number + 1 if number else ''}:{_note(token)}"


_HTML = _Html()


def html_of(tokens: Sequence[Token], *, footnote_back: str) -> str:
    """Clean HTML of a whole number of blocks; `footnote_back` says what a note's arrow does."""
    return clean(_HTML.render(tokens, _OPTIONS, {"footnote_back": footnote_back}))


def _filtered(element: str, attribute: str, value: str) -> str | None:
    if attribute == "id":
        return value if ARTICLE_ID.fullmatch(value) else None
    if attribute == "src":
        return value if value.startswith("/assets/") else None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(MARKDOWN_ELEMENTS),
    attributes=MARKDOWN_ATTRIBUTES,
    allowed_classes=CLASSES,
    attribute_filter=_filtered,
    url_schemes=set(SCHEMES),
    link_rel=None,
    clean_content_tags={"script", "style"},
)


def clean(html: str) -> str:
    """HTML that can do nothing but be read: what our Markdown makes, and nothing else."""
    return _CLEANER.clean(html)


def is_kept(address: str) -> bool:
    """Whether a link to an address is still one when it is cleaned: browsers know no others."""
    return " href=" in clean(f'<a href="{escape(address)}">')


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
    # The tables of Markdown have line breaks in them; those of figures have none.
    return html.replace("<table>\n", f"{box}<table>\n").replace("\n</table>", "\n</table></div>")
