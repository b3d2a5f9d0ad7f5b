"""Tells host names on the web, such as `bri.co.id`, from words that only look like one."""

import re

ENDINGS = frozenset(
    {
        *("id", "com", "org", "net", "int", "edu", "gov", "mil", "info", "biz", "asia", "news"),
        *("eu", "uk", "us", "au", "sg", "my", "th", "vn", "ph", "jp", "kr", "cn", "in", "nl", "de"),
        *("fr", "es", "it", "be", "ch", "at", "no", "se", "fi", "dk", "ru", "br", "mx", "co", "ca"),
        *("io", "me", "tv", "ly", "gl", "app", "dev", "site", "online", "xyz", "example", "рф"),
    }
)
"""Top-level domains that readers recognise. Endings of files, degrees and names (`data.csv`,
`Vue.js`, `S.Pd`, `A.Yani`) are left out, though some of them are top-level domains too."""

_PRODUCTS = frozenset({"asp.net", "vb.net", "ado.net", "booking.com", "change.org"})
"""Names of products and companies that are written like a host."""

HOST = r"(?:(?:[\w-]+\.)+[^\W\d_]{2,}|\d{1,3}(?:\.\d{1,3}){3})"
"""A pattern for a host name or an IPv4 address."""
_HOST = re.compile(HOST)


def is_host(text: str) -> bool:
    """Whether readers take a text in lower case for a host: `unesco.org`, `103.146.12.8`."""
    if not _HOST.fullmatch(text) or text in _PRODUCTS:
        return False
    return text.rpartition(".")[2] in ENDINGS or (text[0].isdigit() and text[-1].isdigit())
