"""Finds typing mistakes in Markdown: markup that readers would see as text, or see wrongly.

Each finding is an InvalidValue with its line and column in the text.
"""

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from newsroom.content.fields import ANNOUNCEMENT_FACTS, FACTS, TRANSLATION, WORDS, plain_name
from newsroom.core.problem import InvalidValue
from newsroom.render.figure_blocks import FIGURES, figure_of
from newsroom.render.html import ARTICLE_ID
from newsroom.text.allowed_html import BOXES
from newsroom.text.markdown_source import Document, is_closed, words_of

# A fence with too few backticks, or with what a phone's keyboard makes of them.
_BROKEN_FENCE = re.compile(
    r" {0,3}(?:`{1,2}|['\u2018\u2019\u00b4\"\u201c\u201d\u201e]{1,3}) *(?:chart|map|grafik|peta) *",
    re.IGNORECASE,
)
_CELLS = re.compile(r"(?<!\\)\|")
_LAST_CELL = re.compile(r"(?<!\\)\|\s*$")
_YEAR_LINE = re.compile(r"[12]\d{3}\s*:")
_HEADING = re.compile(r"(#{2,6})[^#\s]")
_BOX = re.compile(r"!!! ?\w|\[!\w+\]")
_KEYS = {field.name for field in WORDS + FACTS + ANNOUNCEMENT_FACTS + TRANSLATION}
_KEY_LINE = re.compile(rf"({'|'.join(sorted(_KEYS))}):(?:\s+(.*))?$")
# A value that belongs to front matter: a list, a quoted text, a date, a flag, a picture's name.
_KEY_VALUE = re.compile(r"\[.*|\".*\"|\d{4}(-\d\d){0,2}(T\S*)?|true|false|[\w-]+\.(jpe?g|png|webp)")
_KEY_ITEM = re.compile(r"\s*- +[a-z]+:( |$)")
_LINK = re.compile(r"\[[^\]\n]*\]\(\s*<?([^()<>\n]*)>?\)?")
_TELEPHONE = re.compile(r"\]\((tel:[^\n\[\]]*?\d)\s*\)(?!\s*\d)")
_PICTURE = re.compile(r"\.(jpe?g|png|webp)$", re.IGNORECASE)
_LINK_APART = re.compile(r"\[([^\]\n]+)\]\s+\((https?://[^\s()]+|\.\./[^\s()]+)\)")
_MARK = re.compile(r"\[\^([^\]\n]{1,80})\](:?)")
_KNOWN_ELEMENTS = frozenset(
    {
        *("a", "abbr", "article", "b", "blockquote", "body", "button", "center", "cite", "code"),
        *("div", "em", "embed", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "head", "hr", "html", "i", "iframe", "img", "input", "ins", "del", "kbd", "li"),
        *("link", "main", "mark", "math", "meta", "object", "ol", "p", "pre", "q", "s", "script"),
        *("section", "small", "span", "strike", "strong", "style", "svg", "table", "td", "th"),
        *("tr", "tt", "u", "ul", "video", "audio", "base", "marquee", "details", "summary"),
    }
)
_SMALL = ("sub", "sup")
# A tag without its `>` is text to the parser; behind a letter, as in `a<b`, it is meant as text.
_UNFINISHED = re.compile(r"(?<!\w)<(?:!--|([a-zA-Z]+)[\s/])")
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)")


def slips(document: Document) -> Iterator[InvalidValue]:
    """All typing mistakes in a text."""
    yield from _note_slips(document)
    reported: set[str] = set()
    columns = 0
    for token in document.tokens:
        if token.type in ("thead_open", "th_open"):
            columns = columns + 1 if token.type == "th_open" else 0
        if token.map is None:
            continue
        location = (token.map[0] + 1, 1)
        if token.type == "code_block":
            words = token.content.strip().split("\n")[0]
            yield InvalidValue("indented_text", location=location, value=words)
        elif token.type == "html_block":
            yield _html(token.content.strip(), location)
        elif token.type == "fence":
            yield from _fence_slips(document, token)
        elif token.type == "tr_open":
            yield from _lost_cells(document, token, columns)
        elif token.type == "alert_open" and token.level:
            yield InvalidValue("box_broken", location=location, value=f"[!{token.info}]")
        elif token.type == "inline":
            yield from _line_slips(document, token)
            yield from _unread_slips(document, token, reported)


def _lost_cells(document: Document, row: Token, columns: int) -> Iterator[InvalidValue]:
    """A row with more cells than its table has columns: the last ones would not be shown."""
    first = (row.map or [0])[0]
    line = document.lines[first].strip().lstrip("> ")
    cells = len(_CELLS.findall(line.removeprefix("|"))) + (not _LAST_CELL.search(line))
    if columns and cells > columns:
        yield InvalidValue(
            "table_cells_lost", location=(first + 1, 1), cells=cells, columns=columns
        )


def _fence_slips(document: Document, token: Token) -> Iterator[InvalidValue]:
    """Charts, maps and code blocks that are not closed, nested, or named wrongly."""
    first = (token.map or [0])[0]
    line = document.lines[first].strip()
    location = (first + 1, 1)
    kind = figure_of(token)
    if not is_closed(token) or (kind and token.level):
        yield InvalidValue("fence_broken", location=location, value=line)
    elif not kind and (guess := _guess_figure(token.content.split("\n"))):
        yield InvalidValue("fence_unknown", location=location, value=line, nearest=guess)


def _guess_figure(lines: Iterable[str]) -> str:
    """The kind of figure that a code block has the lines of; empty for other code."""
    keys = {line.partition(":")[0].strip() for line in lines}
    is_example = any(line.startswith(("`", "~")) for line in lines)
    if is_example or not keys.issuperset({"title", "source"}):
        return ""
    if "cities" in keys:
        return FIGURES[1]
    return FIGURES[0] if any(map(_YEAR_LINE.match, lines)) else ""


def _line_slips(document: Document, token: Token) -> Iterator[InvalidValue]:
    """Lines of a paragraph that were meant as a fence, a heading, a box or front matter."""
    start = 0
    for line in token.content.split("\n"):
        rule, values = "", {"value": line.strip()}
        if _BROKEN_FENCE.fullmatch(line):
            rule = "fence_broken"
        elif hashes := _HEADING.match(line):
            rule = "heading_without_blank"
            values["nearest"] = f"{hashes[1]} {line[hashes.end(1) :]}"
        elif _BOX.match(line) and _is_box(line):
            rule = "box_broken"
        elif key_line := _KEY_LINE.match(line):
            following = document.lines[document.line_and_column(token, start)[0] :][:1]
            rule = _key_rule(key_line[1], (key_line[2] or "").strip(), "".join(following))
            values = {"key": key_line[1]}
        if rule:
            yield InvalidValue(rule, location=document.line_and_column(token, start), **values)
        start += len(line) + 1


def _is_box(line: str) -> bool:
    # `[!a](b)` may be a link; a word in capitals was meant as a box.
    return line.startswith("!!!") or bool(re.match(rf"\[!([A-Z]+|{'|'.join(BOXES)})\]", line))


def _key_rule(key: str, value: str, following: str) -> str:
    """The rule for a line that begins with a key: surely front matter, or perhaps a sentence."""
    is_name = "_" in key or key in ("image", "slug")
    is_certain = (
        is_name or _KEY_VALUE.fullmatch(value) or (not value and _KEY_ITEM.match(following))
    )
    return "key_in_body" if is_certain else "form_line_in_text"


def _unread_slips(document: Document, token: Token, reported: set[str]) -> Iterator[InvalidValue]:
    """Links, footnote references and HTML that the parser took for text.

    `reported` collects the names of footnotes, so that each is reported once.
    """
    for child in token.children or ():
        if child.type == "html_inline":
            yield _html(
                child.content, document.line_and_column(token, child.meta.get("position", 0))
            )
            break
    for text in token.meta.get("unread", ()):
        if "](" in text:
            yield _broken_link(document, token)
        for match in _MARK.finditer(text):
            if match[1] not in reported:
                reported.add(match[1])
                yield _broken_footnote(document, token, match)
        for match in _UNFINISHED.finditer(text):
            if not match[1] or match[1].lower() in _KNOWN_ELEMENTS:
                location = document.line_and_column(token, max(token.content.find(match[0]), 0))
                yield InvalidValue("raw_html", location=location, value=match[0].strip())
    if "unread" in token.meta and (apart := _LINK_APART.search(token.content)):
        # A blank between `]` and `(`: not a link on GitHub either.
        code = [child.content for child in token.children or () if child.type == "code_inline"]
        if not any(apart[0] in content for content in code):
            location = document.line_and_column(token, apart.start())
            nearest = f"[{apart[1]}]({apart[2]})"
            yield InvalidValue("link_apart", location=location, value=apart[0], nearest=nearest)


def _broken_link(document: Document, token: Token) -> InvalidValue:
    """Markup that looks like a link; most often there is a blank in the address."""
    if match := _TELEPHONE.search(token.content):
        location = document.line_and_column(token, match.start())
        nearest = "tel:" + re.sub(r"[^\d+]", "", match[1])
        return InvalidValue("telephone_broken", location=location, value=match[1], nearest=nearest)
    for match in _LINK.finditer(token.content):
        address = match[1].strip()
        if token.content[: match.start() + 1].endswith("![") and _PICTURE.search(address):
            location = document.line_and_column(token, match.start())
            nearest = plain_name(address)
            return InvalidValue(
                "not_a_picture_name", location=location, value=address, nearest=nearest
            )
        if re.search(r"\s", address) and re.match(r"https?://|www\.|\.\./", address):
            nearest = re.sub(r"\s+", "%20", address)
            location = document.line_and_column(token, match.start())
            return InvalidValue(
                "address_with_blanks", location=location, value=address, nearest=nearest
            )
    position = max(token.content.find("]("), 0)
    value = token.content[max(token.content.rfind("[", 0, position), 0) :].split("\n")[0]
    return InvalidValue(
        "link_broken", location=document.line_and_column(token, position), value=value
    )


def _broken_footnote(document: Document, token: Token, match: re.Match[str]) -> InvalidValue:
    """A reference to a footnote that is missing or has an invalid name."""
    name = match[1]
    location = document.line_and_column(token, max(token.content.find(match[0]), 0))
    if ARTICLE_ID.fullmatch(f"fn:{name}"):
        return InvalidValue("footnote_missing", location=location, value=name)
    return _footnote_name(name, location)


def _note_slips(document: Document) -> Iterator[InvalidValue]:
    """Footnotes with an invalid name or without a reference; names that are defined twice."""
    for note in document.notes:
        if not ARTICLE_ID.fullmatch(f"fn:{note.name}"):
            yield _footnote_name(note.name, (note.line, 1))
        elif not note.is_used:
            yield InvalidValue("footnote_unused", location=(note.line, 1), value=note.name)
    for name, line in document.references.items():
        if name.startswith("^"):
            # The parser takes a footnote with a blank in its name for a link definition.
            yield _footnote_name(name[1:].lower(), (line, 1))
    for name, line in document.repeated:
        yield InvalidValue("defined_twice", location=(line, 1), value=name)


def _footnote_name(name: str, location: tuple[int, int]) -> InvalidValue:
    nearest = re.sub(r"[\W_]+", "-", name).strip("-") or "1"
    return InvalidValue("footnote_name", location=location, value=name, nearest=nearest)


def _html(written: str, location: tuple[int, int]) -> InvalidValue:
    """Raw HTML, with the rule that explains what to write instead."""
    match = _TAG.match(written)
    tag = match[1].lower() if match else ""
    value = written.split("\n")[0]
    if tag in _SMALL:
        return InvalidValue("raw_html_small", location=location, value=value)
    if tag and tag not in _KNOWN_ELEMENTS and re.fullmatch(r"<[\w ./-]+>", value):
        return InvalidValue("raw_html_word", location=location, value=value, nearest=f"\\{value}")
    return InvalidValue("raw_html", location=location, value=value)


def words_outside_quotations(document: Document, limit: int) -> str:
    """The first `limit` characters of a text without its quotations."""
    depth = length = 0
    blocks = []
    for token in document.tokens:
        if token.type.startswith("blockquote_"):
            depth += token.nesting
        elif token.type == "inline" and not depth and length < limit:
            blocks.append(words_of(token.children or ()))
            length += len(blocks[-1])
    return "\n".join(blocks)[:limit]
