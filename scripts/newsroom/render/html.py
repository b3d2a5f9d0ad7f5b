"""Makes HTML of parsed Markdown, cleans it, and adapts it to a page."""

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict as Options

from newsroom.content import addresses
from newsroom.text.allowed_html import CLASSES, MARKDOWN_ATTRIBUTES, MARKDOWN_ELEMENTS, SCHEMES

ARTICLE_ID = re.compile(r"(fn:|fnref\d*:)?[^\W_][\w.-]*")
"""Ids that an article's HTML may have; those of templates begin with two underscores."""
Tokens = Sequence[Token]
_OPTIONS = MarkdownIt("zero").options


class _Html(RendererHTML):
    """markdown-it's HTML renderer with our HTML for tasks, source marks, raw HTML and footnotes."""

    def list_item_open(self, tokens: Tokens, idx: int, options: Options, env: Any) -> str:
        """Show the box of `- [ ] to do` and `- [x] done` as a character, which works in feeds."""
        html = self.renderToken(tokens, idx, options, env)
        if (checked := tokens[idx].meta.get("checked")) is None:
            return html
        # In a loose list the box belongs into the item's paragraph.
        following = tokens[idx + 1]
        box = "☑ " if checked else "☐ "
        if following.type == "paragraph_open" and not following.hidden:
            following.meta["box"] = box
            return html
        return html + box

    def paragraph_open(self, tokens: Tokens, idx: int, options: Options, env: Any) -> str:
        box: str = tokens[idx].meta.get("box", "")
        return self.renderToken(tokens, idx, options, env) + box

    def link_open(self, tokens: Tokens, idx: int, options: Options, env: Any) -> str:
        link = self.renderToken(tokens, idx, options, env)
        # In brackets, so that two neighbouring marks are not read as one number.
        return f'<sup class="source-mark">{link}[' if "source" in tokens[idx].meta else link

    def link_close(self, tokens: Tokens, idx: int, options: Options, env: Any) -> str:
        return "]</a></sup>" if "source" in tokens[idx].meta else "</a>"

    def html_inline(self, tokens: Tokens, idx: int, options: Options, env: Any) -> str:
        """Show raw HTML as text."""
        return escape(tokens[idx].content)

    def html_block(self, tokens: Tokens, idx: int, options: Options, env: Any) -> str:
        return f"<p>{escape(tokens[idx].content.strip())}</p>\n"

    def footnote_ref(self, tokens: Tokens, idx: int, options: Options, env: Any) -> str:
        name, number = _note_name(tokens[idx]), tokens[idx].meta["id"] + 1
        link = f'<a class="footnote-ref" href="#fn:{name}">{number}</a>'
        return f'<sup id="{_reference_id(tokens[idx])}">{link}</sup>'

    def footnote_block_open(self, tokens: Tokens, idx: int, options: Options, env: Any) -> str:
        return '<div class="footnote">\n<hr>\n<ol>\n'

    def footnote_block_close(self, tokens: Tokens, idx: int, options: Options, env: Any) -> str:
        return "</ol>\n</div>\n"

    def footnote_open(self, tokens: Tokens, idx: int, options: Options, env: Any) -> str:
        return f'<li id="fn:{_note_name(tokens[idx])}">\n'

    def footnote_close(self, tokens: Tokens, idx: int, options: Options, env: Any) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Tokens, idx: int, options: Options, env: Any) -> str:
        title, target = escape(env["footnote_back"]), _reference_id(tokens[idx])
        return f'\u00a0<a class="footnote-backref" href="#{target}" title="{title}">↩</a>'


def _note_name(token: Token) -> str:
    return escape(token.meta["label"])


def _reference_id(token: Token) -> str:
    """The id of a reference to a footnote: `fnref:name`, then `fnref2:name`."""
    number = token.meta.get("subId", 0)
    return f"fnref{number + 1 if number else ''}:{_note_name(token)}"


_HTML = _Html()


def html_of(tokens: Tokens, *, footnote_back: str) -> str:
    """Clean HTML of complete blocks; `footnote_back` is the title of a footnote's arrow."""
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
    """Remove every element and attribute that our Markdown does not make."""
    return _CLEANER.clean(html)


def is_kept(address: str) -> bool:
    """Whether a link to this address survives the cleaning."""
    return " href=" in clean(f'<a href="{escape(address)}">')


_OPENING_TAG = re.compile(r'<[a-z][a-z0-9]*(?: [\w-]+="[^"]*")+>')
_LINK = re.compile(r' (href|src|srcset)="([^"]*)"')


def with_links(html: str, change: Callable[[str], str]) -> str:
    """Change every address in HTML from `clean` or our own templates.

    Other HTML may write attributes in a way that is not found here.
    """

    def replace(link: re.Match[str]) -> str:
        name, value = link.groups()
        if name != "srcset":
            return f' {name}="{change(value)}"'
        candidates = (candidate.partition(" ") for candidate in value.split(", "))
        return ' srcset="' + ", ".join(f"{change(a)} {width}" for a, _, width in candidates) + '"'

    # Only within tags: an article about HTML may show attributes in its text.
    return _OPENING_TAG.sub(lambda tag: _LINK.sub(replace, tag[0]), html)


def with_relative_links(html: str, page: str) -> str:
    """Make addresses from the site's root relative to a page, so that the site works in any
    folder of a host."""
    return with_links(
        html, lambda link: addresses.relative(link, page) if link.startswith("/") else link
    )


_ALIGNED = re.compile(r'<(th|td) align="(\w+)"')


def with_scrolling_tables(html: str, label: str) -> str:
    """Put each Markdown table into a box in which a wide table scrolls on a phone.

    The box can be focused, so that the keyboard scrolls it too. Columns are aligned by classes; in
    feeds, which have no styles, the obsolete attribute stays.
    """
    html = _ALIGNED.sub(r'<\1 class="\2"', html)
    box = f'<div class="table" role="group" tabindex="0" aria-label="{escape(label)}">'
    # Markdown's tables contain line breaks; those of figures do not.
    return html.replace("<table>\n", f"{box}<table>\n").replace("\n</table>", "\n</table></div>")
