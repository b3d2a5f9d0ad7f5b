"""An item of a partner's feed as we keep it: plain text, and a link to the partner's own host.

The same rules hold for what was just fetched and for what the store holds.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote, urlsplit, urlunsplit

from newsroom.network.partner import Partner
from newsroom.network.words import MAX_TEXT, moment
from newsroom.text.characters import invisible_characters, stacked_diacritics

MAX_TITLE, MAX_SUMMARY, MAX_LINK = 200, 240, 1_000
"""Characters. A summary is an excerpt: the text itself stays on the partner's website."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""An earlier date is a slip of the partner's program, such as the epoch."""

_TRACKING = re.compile(r"(?:utm_[a-z]+|fbclid|gclid|mc_[ce]id)=[^&]*&?")
_NO_LINK = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_TAG_LIKE = re.compile(r"</?[a-zA-Z!][^<>]*>")


@dataclass(frozen=True, kw_only=True)
class PartnerItem:
    """One item; its link is what tells it from the partner's others."""

    link: str
    """https, percent-encoded, on one of the partner's hosts."""
    title: str
    summary: str
    language: str
    """One of the partner's languages."""
    date: datetime
    """When the partner published it, in UTC; when we first saw it where the partner does not say,
    or says a day that cannot be."""
    seen: datetime
    """When we first saw it, in UTC."""

    @property
    def name(self) -> str:
        """A short name made of the link, for ids of our own."""
        return sha256(self.link.encode()).hexdigest()[:16]


def item(values: Mapping[str, object], partner: Partner, seen: datetime) -> PartnerItem | None:
    """An item by the texts `link`, `title`, `summary`, `language` and `date` (ISO 8601); None if
    there is nothing that could be shown."""
    link = safe_link(_text(values, "link"), partner)
    summary = plain(_text(values, "summary"), MAX_SUMMARY)
    title = plain(_text(values, "title"), MAX_TITLE) or cut(summary, MAX_TITLE // 2)
    if not link or not title:
        return None
    date = moment(_text(values, "date"))
    if date is None or not EARLIEST <= date <= seen:
        date = seen
    return PartnerItem(
        link=link,
        title=title,
        summary="" if summary == title else summary,
        language=_language(_text(values, "language"), partner),
        date=date,
        seen=seen,
    )


def plain(text: str, length: int) -> str:
    """One line of plain text, at most `length` characters: nothing invisible, nothing that turns
    the direction of what follows, no marks piled up."""
    text = text[:MAX_TEXT].encode("utf-8", "ignore").decode()
    text = " ".join(_TAG_LIKE.sub(" ", text).split())
    hidden = {place for place, sign in invisible_characters(text) if text[place] == sign}
    if hidden:
        text = "".join(sign for place, sign in enumerate(text) if place not in hidden)
    text = unicodedata.normalize("NFC", text)
    if any(True for _ in stacked_diacritics(text)):
        text = "".join(sign for sign in text if unicodedata.category(sign) not in ("Mn", "Me"))
    return cut(" ".join(text.split()), length)


def cut(text: str, length: int) -> str:
    """A text that is too long ends at a word, with an ellipsis."""
    if len(text) <= length:
        return text
    shortened = text[: length - 1]
    words, _, _ = shortened.rpartition(" ")
    return (words if len(words) > length // 2 else shortened).rstrip(" ,;:.–-") + "…"


def safe_link(link: str, partner: Partner) -> str:
    """A link to one of the partner's hosts, as https and without marks of tracking; an empty text
    for any other."""
    link = link.strip()
    if not link or len(link) > MAX_LINK or _NO_LINK.search(link):
        return ""
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("https", "http") or "@" in parts.netloc or not partner.owns(host):
        return ""
    if port not in (None, 443 if parts.scheme == "https" else 80):
        return ""
    query = _TRACKING.sub("", parts.query).rstrip("&")
    path, query, fragment = (
        quote(part, safe="/?%:=&~+!$,;@()*'") for part in (parts.path, query, parts.fragment)
    )
    whole = urlunsplit(("https", host, path or "/", query, fragment))
    return whole if len(whole) <= MAX_LINK else ""


def _language(tag: str, partner: Partner) -> str:
    """The partner's language that a tag means; its usual one where it means none of them."""
    found = tag.replace("_", "-").lower()
    return next(
        (
            language
            for language in partner.languages
            if found == language.lower()
            or found.partition("-")[0] == language.lower().partition("-")[0]
        ),
        partner.languages[0],
    )


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""
