"""Which words name a host on the web, such as `bri.co.id`, and which only look like one."""

import re

ENDINGS = frozenset(
    {
        *("id", "com", "org", "net", "int", "edu", "gov", "mil", "info", "biz", "asia", "news"),
        *("eu", "uk", "us", "au", "sg", "my", "th", "vn", "ph", "jp", "kr", "cn", "in", "nl", "de"),
        *("fr", "es", "it", "be", "ch", "at", "no", "se", "fi", "dk", "ru", "br", "mx", "co", "ca"),
        *("io", "me", "tv", "ly", "gl", "app", "dev", "site", "online", "xyz", "example", "рф"),
    }
)
"""Last parts of hosts that readers take for an address. Endings of files, of degrees and of names
(`data.csv`, `Vue.js`, `S.Pd`, `A.Yani`) are none of them, though some are in use on the web."""

_PRODUCTS = frozenset({"asp.net", "vb.net", "ado.net", "booking.com", "change.org"})
"""Names of things that are written like a host."""

HOST = r"(?:(?:[\w-]+\.)+[^\W\d_]{2,}|\d{1,3}(?:\.\d{1,3}){3})"
"""A pattern for a host, or for the number of a machine."""
_HOST = re.compile(HOST)


def is_host(words: str) -> bool:
    """Whether readers take words, in small letters, for a host: `unesco.org`, `103.146.12.8`."""
    if not _HOST.fullmatch(words) or words in _PRODUCTS:
        return False
    return words.rpartition(".")[2] in ENDINGS or (words[0].isdigit() and words[-1].isdigit())
