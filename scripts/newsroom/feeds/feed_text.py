"""An article's text as feeds carry it: the whole of it, clean, and with whole addresses."""

import re
import unicodedata
from typing import Any
from urllib.parse import urljoin

import nh3
from lxml.html import builder as html
from lxml.html import tostring

from newsroom.content import addresses
from newsroom.text.allowed_html import FEED_ATTRIBUTES, FEED_ELEMENTS, SCHEMES

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of what follows: in a list of titles, of the next title too."""

_DROPPED_WHOLE = {
    *("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math"),
    *("form", "button", "select", "textarea", "title", "head"),
}
"""Elements that a feed carries nothing of, not even their text."""

_TAG = re.compile(r"(<[^>]*>)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def plain(text: str) -> str:
    """One line of plain text without what XML cannot carry or nobody can see, composed as NFC."""
    seen = _DIRECTIONS.sub("", _UNSEEN.sub("", text))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def feed_html(parts: list[str], *, page: str, site_url: str) -> str:
    """One text from parts of HTML that belong to the page at an address, fit to be read anywhere.

    What a page may do and a feed may not is taken out here, whoever put it in.
    """
    page_url = addresses.absolute(page, site_url)

    def filtered(element: str, attribute: str, value: str) -> str | None:
        if attribute in ("href", "src", "cite"):
            return _absolute(value, page_url, site_url)
        if attribute == "srcset":
            candidates = (candidate.split() for candidate in value.split(","))
            return ", ".join(
                " ".join([_absolute(address, page_url, site_url), *width])
                for address, *width in candidates
            )
        return value

    cleaned = nh3.clean(
        _UNSEEN.sub("", "\n".join(part for part in parts if part)),
        tags=set(FEED_ELEMENTS),
        attributes=FEED_ATTRIBUTES,
        attribute_filter=filtered,
        clean_content_tags=_DROPPED_WHOLE,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    return "".join(_composed(part) for part in _TAG.split(_UNSEEN.sub("", cleaned)))


def _composed(part: str) -> str:
    """Text as NFC, a tag as it is: composed with a tag, `>` and a stroke would be one sign, `≯`."""
    return part if part.startswith("<") else unicodedata.normalize("NFC", part)


def _absolute(link: str, page_url: str, site_url: str) -> str:
    """The whole address behind a link: `/…` is the site's root, wherever on its host that lies."""
    if link.startswith("/") and not link.startswith("//"):
        return addresses.absolute(link, site_url)
    if link.startswith("#"):
        return page_url + link
    return link if _SCHEME.match(link) else urljoin(page_url, link)


def element(make: str, *children: Any, **attributes: str) -> Any:
    """An HTML element; what stands in it is escaped."""
    return getattr(html, make)(*children, attributes)


def as_html(*elements: Any) -> str:
    return "".join(tostring(each, encoding="unicode") for each in elements)
