"""What the words of a link promise, against where it leads."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from newsroom.core.problem import InvalidValue
from newsroom.render.link_targets import unquote_entities
from newsroom.text.confusables import is_disguised

_NAME = r"((?:[\w-]+\.)+[a-z]{2,})"
_WHOLE_ADDRESS = re.compile(rf"https?://{_NAME}(?![\w.-])", re.IGNORECASE)
_HOST = re.compile(rf"{_NAME}(?<!\.pdf)(?<!\.docx)(?<!\.xlsx)(?:[/:?#]\S*)?", re.IGNORECASE)
_MAIL = re.compile(rf"[^\s@:/]+@{_NAME}", re.IGNORECASE)
_ONE_MAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+")
_ARCHIVE = "web.archive.org"
_KEPT_ADDRESS = re.compile(r"https?:/+([^/?#]+)", re.IGNORECASE)
_EMPTY_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_misleading(words: str, address: str) -> Iterator[InvalidValue]:
    """What is wrong with a link to another place whose words are these."""
    parts = urlsplit(unquote_entities(address))
    if parts.scheme == "mailto":
        written = unquote(parts.path)
        host = _plain(written.rpartition("@")[2])
        if not _ONE_MAIL.fullmatch(written) or _holds_more(parts):
            yield InvalidValue("mail_with_more")
    else:
        written = host = _plain(parts.hostname or "")
    seen = _seen(words)
    if host and (named := _named(seen)) and not _is_part(_host_behind(parts, host), named):
        yield InvalidValue("link_names_other_host", named=named, host=host)
    elif _MAIL.fullmatch(seen) and parts.scheme == "mailto" and seen != written.lower():
        yield InvalidValue("link_names_other_host", named=seen, host=written)
    if is_disguised(_shown(host)):
        yield InvalidValue("host_in_disguise", host=_shown(host))


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
    """Words as readers take them: plain, in small letters, without signs that none of them sees
    and without quotation marks or a full stop around them."""
    plain = unicodedata.normalize("NFKC", words).replace("\u3002", ".").lower()
    seen = [
        character
        for character in plain
        if unicodedata.category(character) not in ("Cc", "Cf", "Me", "Mn")
    ]
    while seen and unicodedata.category(seen[-1])[0] in "PZ":
        seen.pop()
    first = next((place for place, character in enumerate(seen) if character.isalnum()), 0)
    return "".join(seen[first:])


def _named(seen: str) -> str:
    """The host that words name, if they are an address."""
    match = _WHOLE_ADDRESS.match(seen) or _HOST.fullmatch(seen) or _MAIL.fullmatch(seen)
    return _plain(match[1]) if match else ""


def _host_behind(parts: SplitResult, host: str) -> str:
    """The host that readers get to: in an archive, the one whose page is kept there."""
    kept = _KEPT_ADDRESS.search(parts.path) if host == _ARCHIVE else None
    return _plain(kept[1]) if kept else host


def _is_part(host: str, named: str) -> bool:
    return any(f".{name}".endswith(f".{named}") for name in (host, _shown(host)))


def _shown(host: str) -> str:
    """A host as browsers may show it: in its own letters."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _plain(host: str) -> str:
    return host.lower().removeprefix("www.")
