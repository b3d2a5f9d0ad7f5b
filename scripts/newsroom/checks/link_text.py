"""What the words of a link promise, against where it leads."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from newsroom.core.problem import InvalidValue
from newsroom.text.confusables import is_disguised
from newsroom.text.hosts import HOST, is_host

_WHOLE_ADDRESS = re.compile(rf"https?://({HOST})(?![\w.-])")
_HOST_AND_MORE = re.compile(rf"({HOST})(?:[/:?#]\S*)?")
_MAIL = re.compile(rf"[^\s@:/]+@({HOST})")
_MENTIONED = re.compile(rf"(?<![\w@.-])(?:https?://)?({HOST})(?![\w-]|\.\w)")
_ONE_MAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+")
_ARCHIVE = "web.archive.org"
_KEPT_ADDRESS = re.compile(r"https?:/+([^/?#]+)", re.IGNORECASE)
_EMPTY_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_LOOK_ALIKE_MARKS = str.maketrans({"∶": ":", "：": ":", "⁄": "/", "∕": "/", "。": "."})

_SHORTENERS = frozenset(
    {
        *("s.id", "bit.ly", "tinyurl.com", "t.co", "goo.gl", "forms.gle", "maps.app.goo.gl"),
        *("youtu.be", "fb.me", "wa.me", "lnkd.in", "t.ly", "is.gd", "linktr.ee"),
    }
)
"""Hosts that lead on to others: who writes one promises none of them."""
_SAME_OWNER = (
    frozenset({"youtube.com", "youtu.be"}),
    frozenset({"facebook.com", "fb.com", "fb.me", "fb.watch"}),
    frozenset({"twitter.com", "x.com", "t.co"}),
    frozenset({"whatsapp.com", "wa.me"}),
    frozenset({"telegram.org", "telegram.me", "t.me"}),
    frozenset({"instagram.com", "instagr.am"}),
)


def misleading_words(words: str, address: str, *, title: str = "") -> Iterator[InvalidValue]:
    """What is wrong with a link to another place that has these words, and this title."""
    parts = urlsplit(address)
    if parts.scheme == "tel":
        return
    if parts.scheme == "mailto":
        written = unquote(parts.path)
        host = _plain(written.rpartition("@")[2])
        if not _ONE_MAIL.fullmatch(written) or _holds_more(parts):
            yield InvalidValue("mail_with_more")
    else:
        written = host = _plain(parts.hostname or "")
    seen = _seen(words)
    behind = _host_behind(parts, host)
    named = _named(seen)
    if host and named and not _is_same(behind, named):
        yield InvalidValue("link_names_other_host", named=named, host=host)
    elif _MAIL.fullmatch(seen) and parts.scheme == "mailto" and seen != written.lower():
        yield InvalidValue("link_names_other_host", named=seen, host=written)
    else:
        yield from mentions(f"{words} \u2013 {title}", address)
    if is_disguised(_shown(host)):
        yield InvalidValue("host_in_disguise", host=_shown(host))


def mentions(words: str, address: str) -> Iterator[InvalidValue]:
    """The first other host that words name among others, for a reviewer to look at."""
    parts = urlsplit(address)
    host = _host_behind(parts, _plain(parts.hostname or unquote(parts.path).rpartition("@")[2]))
    for match in _MENTIONED.finditer(_seen(words)):
        named = _plain(match[1])
        if host and is_host(named) and not _is_same(host, named):
            yield InvalidValue("link_mentions_other_host", named=named, host=host)
            return


def has_visible_text(words: str) -> bool:
    """Whether there is anything in a link's words that readers see."""
    return any(
        character not in _EMPTY_LETTERS and unicodedata.category(character)[0] in "LNPS"
        for character in words
    )


def _holds_more(parts: SplitResult) -> bool:
    """Whether a letter is addressed to others in secret, or holds lines of its own."""
    names = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    has_lines = re.search(r"%0[ad]", parts.path + parts.query, re.IGNORECASE)
    return bool(has_lines) or not names <= {"subject", "body"}


def _seen(words: str) -> str:
    """Words as readers take them: plain, in small letters, without characters that none of them
    sees and without quotation marks, arrows or a full stop around them."""
    plain = unicodedata.normalize("NFKC", words.translate(_LOOK_ALIKE_MARKS)).lower()
    seen = [
        character
        for character in plain
        if unicodedata.category(character) not in ("Cc", "Cf", "Me", "Mn")
    ]
    while seen and unicodedata.category(seen[-1])[0] in "PZS":
        seen.pop()
    first = next((place for place, character in enumerate(seen) if character.isalnum()), 0)
    return "".join(seen[first:])


def _named(seen: str) -> str:
    """The host that words name, if they are an address and nothing else."""
    match = _WHOLE_ADDRESS.match(seen) or _HOST_AND_MORE.fullmatch(seen) or _MAIL.fullmatch(seen)
    host = _plain(match[1]) if match else ""
    is_whole = seen.startswith(("http://", "https://", "www."))
    return host if is_whole or is_host(host) else ""


def _host_behind(parts: SplitResult, host: str) -> str:
    """The host that readers get to: in an archive, the one whose page is kept there."""
    kept = _KEPT_ADDRESS.search(parts.path) if host == _ARCHIVE else None
    return _plain(kept[1]) if kept else host


def _is_same(host: str, named: str) -> bool:
    """Whether a host is the one that words name, a part of it, or what that is a part of."""
    if named in _SHORTENERS:
        return True
    if any({_owner(host), _owner(named)} <= owned for owned in _SAME_OWNER):
        return True
    names = (host, _shown(host))
    return any(
        f".{name}".endswith(f".{named}") or f".{named}".endswith(f".{name}") for name in names
    )


def _owner(host: str) -> str:
    """`youtube.com` for `m.youtube.com`."""
    return ".".join(host.split(".")[-2:])


def _shown(host: str) -> str:
    """A host as browsers may show it: in its own letters."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _plain(host: str) -> str:
    return host.lower().removeprefix("www.")
