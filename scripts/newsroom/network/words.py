"""Texts and moments as feeds write them; imports little, for every reading process does."""

import html
import re
from datetime import UTC, datetime

import nh3

MAX_TEXT = 10_000
"""Characters of a title or summary that are looked at."""
MAX_ITEMS = 50
"""Of one partner: the newest."""
MAX_STAMP = 256
"""Characters of an ETag or a Last-Modified that we send back."""

_DROPPED = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"}
_STAMP = re.compile(rf"[ -~]{{1,{MAX_STAMP}}}")


def without_markup(text: str) -> str:
    """The words of a text of HTML, or of plain text: elements are taken out, entities decoded
    once."""
    text = text[:MAX_TEXT].encode("utf-8", "ignore").decode()
    cleaned = nh3.clean(text, tags=set(), clean_content_tags=_DROPPED)
    return html.unescape(cleaned)


def moment(text: str) -> datetime | None:
    """A moment in UTC, to the second, by its text in ISO 8601; None where it is none."""
    if not 10 <= len(text) <= 40:
        return None
    try:
        found = datetime.fromisoformat(text.strip().upper())
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


def stamp(text: str) -> str:
    """An ETag or a date that may be sent back; an empty text for anything else."""
    return text if _STAMP.fullmatch(text) else ""
