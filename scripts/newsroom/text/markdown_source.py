"""Parses Markdown as GitHub does, and keeps the line and column of each part.

The renderer, the checks and the comparison of a translation with its original all use it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt, rules_inline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from newsroom.core.problem import InvalidValue
from newsroom.text.bare_addresses import find_bare_addresses

MAX_LINES = 5_000
MAX_PARAGRAPH = 10_000
"""Characters of a paragraph, heading, item or cell: the parser's time grows with their square."""
MAX_BRACKETS = 20
"""Brackets that are open at once in a paragraph: the parser searches the end of each."""
MAX_DEPTH = 12
"""Lists and quotations within each other."""
_MAX_LEVEL = 2 * (MAX_DEPTH + 2)
"""The parser drops what is nested deeper; a list takes two levels."""

_UNREAD = re.compile(r"\]\(|\[\^|\] \(|<!--|<[a-zA-Z]+[\s/]")
"""Markup that the parser did not recognise if it is still part of a text."""

_BRACKETS = re.compile(r"\[|\]\(|\]|\)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_DASHES = re.compile(r"(?<![-!<])(-{2,3})(?![->])")
_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")


@dataclass(frozen=True, kw_only=True)
class Note:
    """A footnote's text: `[^name]: …`."""

    name: str
    line: int
    is_used: bool
    """Whether a reference in the text leads to it."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A parsed text. Lines and columns are counted from 1, within the text."""

    tokens: Sequence[Token]
    """markdown-it's tokens of blocks; those of type `inline` have their content as `children`."""
    lines: Sequence[str]
    notes: Sequence[Note]
    references: Mapping[str, int]
    """The line of each link definition, `[name]: https://…`, by its name."""
    repeated: Sequence[tuple[str, int]]
    """Names of links and footnotes that a later line defines differently, with that line."""

    def line_and_column(self, inline: Token, position: int) -> tuple[int, int]:
        """Line and column of a position in an inline token's content."""
        before = inline.content[:position]
        row = before.count("\n")
        column = position - before.rfind("\n") - 1
        number = (inline.map or [0])[0] + row
        written = inline.content.split("\n")[row]
        indent = self.lines[number].find(written) if number < len(self.lines) else 0
        return number + 1, max(indent, 0) + column + 1


def parse(body: str) -> Document:
    """Parse a text; raises InvalidValue, with line and column, if that could take seconds."""
    lines = body.split("\n")
    if len(lines) > MAX_LINES:
        raise InvalidValue("too_many_lines", location=(MAX_LINES + 1, 1), limit=MAX_LINES)
    found: dict[str, Any] = {}
    tokens = _parser().parse(body, found)
    definitions = found.get("references", {})
    references = {name: link["map"][0] + 1 for name, link in definitions.items()}
    repeated = [
        (link["label"], link["map"][0] + 1)
        for link in found.get("duplicate_refs", ())
        if any(link[key] != definitions[link["label"]][key] for key in ("href", "title"))
    ]
    return Document(
        tokens=tokens,
        lines=lines,
        notes=found.get("notes", ()),
        references=references,
        repeated=[*repeated, *found.get("repeated_notes", ())],
    )


def without_fences(body: str) -> str:
    """The text with empty lines in place of fenced code."""
    if "```" not in body and "~~~" not in body:
        return body
    lines = body.split("\n")
    tokens: list[Token] = []
    markdown = _parser()
    markdown.block.parse(body, markdown, {}, tokens)
    for token in tokens:
        if token.type == "fence" and token.map:
            first, end = token.map
            lines[first:end] = [""] * (end - first)
    return "\n".join(lines)


def is_closed(fence: Token) -> bool:
    """Whether a line closes the fence; else its code goes on to the end of the text."""
    first, end = fence.map or (0, 0)
    content = fence.content
    return content.count("\n") + (content[-1:] not in ("", "\n")) == end - first - 2


@cache
def _parser() -> MarkdownIt:
    options = {
        # Raw HTML is recognised as on GitHub; the renderer shows it as text.
        "html": True,
        "typographer": True,
        "tasklists": True,
        "alerts": True,
        "strikethrough_single_tilde": True,
        "store_labels": True,
        "maxNesting": _MAX_LEVEL,
    }
    markdown = MarkdownIt("js-default", options)
    # Addresses are left as they were written: link_targets decides which are allowed.
    setattr(markdown, "normalizeLink", _same)  # noqa: B010
    setattr(markdown, "normalizeLinkText", _same)  # noqa: B010
    setattr(markdown, "validateLink", lambda address: True)  # noqa: B010
    markdown.use(footnote_plugin, inline=False)
    find_bare_addresses(markdown)
    for name in ("link", "image", "autolink", "html_inline"):
        markdown.inline.ruler.at(name, _located(getattr(rules_inline, name)))
    core = markdown.core.ruler
    core.after("block", "refuse_costly", _refuse_costly)
    core.after("inline", "notes", _note_footnotes)
    core.after("inline", "unread", _keep_unread)
    core.at("replacements", _typography)
    return markdown


def _same(address: str) -> str:
    return address


def _located(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Wrap a rule so that its token has its position in the paragraph as `meta["position"]`."""

    def located(state: StateInline, silent: bool) -> bool:
        position, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        # The pending text before it becomes a token at the same time.
        added = (token for token in state.tokens[count:] if token.type != "text")
        if not silent and (token := next(added, None)):
            token.meta["position"] = position
        return True

    return located


def _refuse_costly(state: StateCore) -> None:
    for token in state.tokens:
        line = (token.map or [0])[0] + 1
        if token.level >= _MAX_LEVEL - 2 and token.nesting == 1:
            raise InvalidValue("too_deep", location=(line, 1), limit=MAX_DEPTH)
        if token.type != "inline":
            continue
        if len(token.content) > MAX_PARAGRAPH:
            raise InvalidValue("paragraph_too_long", location=(line, 1), limit=MAX_PARAGRAPH)
        if token.content.count("[") > MAX_BRACKETS and (position := _too_open(token.content)):
            line += token.content.count("\n", 0, position)
            column = position - token.content.rfind("\n", 0, position)
            raise InvalidValue("too_many_brackets", location=(line, column), limit=MAX_BRACKETS)


def _too_open(content: str) -> int:
    """The position at which too many `[` or `](` are open; 0 if there is none."""
    labels = targets = 0
    for match in _BRACKETS.finditer(content):
        labels = max(0, labels + {"[": 1, ")": 0}.get(match[0], -1))
        targets = max(0, targets + {"](": 1, ")": -1}.get(match[0], 0))
        if max(labels, targets) > MAX_BRACKETS:
            return match.start()
    return 0


def _note_footnotes(state: StateCore) -> None:
    """Note where footnotes are, before the parser moves them to the end and drops unused ones.

    Of two footnotes with one name the parser would show the last; GitHub shows the first.
    """
    numbers = state.env.get("footnotes", {}).get("refs", {})
    lines = state.src.split("\n")
    first_words: dict[str, list[str]] = {}
    notes: list[Note] = []
    for token in state.tokens:
        if token.type == "footnote_reference_open" and token.map:
            name, (first, end) = token.meta["label"], token.map
            words = " ".join(lines[first:end]).split()
            if name not in first_words:
                is_used = numbers.get(f":{name}", -1) >= 0
                notes.append(Note(name=name, line=first + 1, is_used=is_used))
            else:
                # Renamed to what no reference can have, so that the first note is shown.
                token.meta["label"] = f"{name} again"
            if first_words.setdefault(name, words) != words:
                state.env.setdefault("repeated_notes", []).append((f"^{name}", first + 1))
    state.env["notes"] = notes


def _keep_unread(state: StateCore) -> None:
    """Adapt inline tokens to GitHub: `<br>` breaks the line, and struck text is `<del>`.

    Texts with markup that the parser did not recognise are kept as `meta["unread"]` of their
    block, since later `\\[` looks like `[`.
    """
    for token in state.tokens:
        if token.type != "inline" or not token.children:
            continue
        if _UNREAD.search(token.content):
            texts = (child.content for child in token.children if child.type == "text")
            token.meta["unread"] = [text for text in texts if _UNREAD.search(text)]
        for child in token.children:
            if child.type == "html_inline" and _BREAK.fullmatch(child.content):
                child.type, child.tag = "hardbreak", "br"
            elif child.tag == "s":
                child.tag = "del"


def _typography(state: StateCore) -> None:
    """Replace hyphens by dashes and dots by an ellipsis, but not in an address that is shown.

    The parser's own rule for quotation marks runs afterwards.
    """
    for token in state.tokens:
        if token.type != "inline":
            continue
        is_address = False
        for child in token.children or ():
            if child.type == "link_open" and str(child.attrs["href"]).startswith("#source-"):
                # A quotation may end right before a source mark: as if a space followed it.
                child.content = " "
            if child.info == "auto":
                is_address = child.type == "link_open"
            elif child.type == "text":
                if is_address:
                    child.type = "text_special"
                elif "--" in child.content or "..." in child.content:
                    child.content = _DOTS.sub("…", _DASHES.sub(_dash, child.content))


def _dash(hyphens: re.Match[str]) -> str:
    return "–" if len(hyphens[0]) == 2 else "—"


def words_of(tokens: Sequence[Token]) -> str:
    """The visible text of inline tokens in one line, with the descriptions of pictures."""
    return " ".join("".join(_texts(tokens)).split())


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline", "html_inline"):
            yield token.content
        elif token.type == "image":
            yield from _texts(token.children or ())
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"


def line_and_column(body: str, position: int) -> tuple[int, int]:
    """Line and column, from 1, of a position in a text."""
    return body.count("\n", 0, position) + 1, position - body.rfind("\n", 0, position)


def beginning(body: str) -> int:
    """The position of the first character that is not white space."""
    return len(body) - len(body.lstrip())
