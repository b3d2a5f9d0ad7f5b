"""A markdown-it plugin that links bare addresses in a text, by GitHub's rules.

The rules: https://github.github.com/gfm/#autolinks-extension-. The plugin gfm_autolink of
mdit-py-plugins does the same, but searches back through the paragraph at each colon: a paragraph
with 10,000 colons takes it two seconds.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_BEGINNING = r"[hH][tT][tT][pP][sS]?://|[fF][tT][pP]://|www\."
_ADDRESS = re.compile(rf"(?P<scheme>{_BEGINNING})(?P<host>[^\W_](?:[\w.-]*[\w-])?)?[^\s<]*")
_LOCAL = re.compile(r"(?:mailto:)?[A-Za-z0-9.+_-]{1,64}\Z")
_MAIL_HOST = re.compile(r"@(?P<host>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)")
_BEFORE_WWW = " \t\n*_~("
_ENDINGS = "?!.,:*_~'\"[]"
"""Characters that belong to the sentence, not to the address, where an address ends with them."""
_ENTITY = re.compile(r"&[A-Za-z0-9]+;\Z")
LONGEST_LOCAL = 80


def find_bare_addresses(markdown: MarkdownIt) -> None:
    """Add the rules to a parser."""
    inline = markdown.inline
    inline.terminator_re = re.compile(f"{inline.terminator_re.pattern}|{_BEGINNING}")
    inline.ruler.push("bare_address", _address)
    inline.ruler.push("bare_mail", _mail)


def _address(state: StateInline, silent: bool) -> bool:
    match = _ADDRESS.match(state.src, state.pos, state.posMax)
    if silent or not match or not match["host"] or not _may_link(state):
        return False
    before = state.src[state.pos - 1 : state.pos]
    is_www = match["scheme"] == "www."
    if (is_www and before and before not in _BEFORE_WWW) or (
        not is_www and before.isascii() and before.isalpha()
    ):
        return False
    if any("_" in part for part in match["host"].split(".")[-2:]):
        return False
    address = _without_end_of_sentence(match[0])
    _link(state, f"http://{address}" if is_www else address, address)
    state.pos += len(address)
    return True


def _mail(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "@" or not _may_link(state):
        return False
    local = _LOCAL.search(state.pending[-LONGEST_LOCAL:])
    host = _MAIL_HOST.match(state.src, state.pos, state.posMax)
    if (
        not local
        or not host
        or host[0][-1] in "-_"
        or state.src[host.end() : host.end() + 1] == "@"
    ):
        return False
    address = local[0] + host[0]
    state.pending = state.pending[: -len(local[0])]
    _link(state, address if address.startswith("mailto:") else f"mailto:{address}", address)
    state.pos = host.end()
    return True


def _may_link(state: StateInline) -> bool:
    """Whether the position is outside of links, and of brackets that may become a link."""
    if state.linkLevel:
        return False
    return state.src.count("[", 0, state.pos) <= state.src.count("]", 0, state.pos)


def _without_end_of_sentence(address: str) -> str:
    """An address without punctuation at its end, or a closing bracket that it does not open."""
    while True:
        if address[-1] in _ENDINGS or (
            address[-1] == ")" and address.count(")") > address.count("(")
        ):
            address = address[:-1]
        elif address[-1] == ";":
            entity = _ENTITY.search(address)
            address = address[: entity.start()] if entity else address[:-1]
        else:
            return address


def _link(state: StateInline, address: str, label: str) -> None:
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": address}
    opening.info = "auto"
    opening.meta["position"] = state.pos
    text = state.push("text", "", 0)
    text.content = label
    closing = state.push("link_close", "a", -1)
    closing.info = "auto"
