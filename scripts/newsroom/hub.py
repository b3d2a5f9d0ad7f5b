"""WebSub: telling a hub which feeds have changed, so that it tells their subscribers at once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from newsroom.addresses import absolute

Fetch = Callable[[str], bytes | None]
"""Gives what stands at an address, None if there is nothing."""

SECONDS = 30
FEED_NAMES = ("feed.xml", "feed.json")


def changed_feeds(folder: Path, site_url: str, fetch: Fetch) -> Iterator[str]:
    """The addresses of the built feeds that the published site has otherwise, or not at all."""
    for file in sorted(file for name in FEED_NAMES for file in folder.rglob(name)):
        address = absolute(f"/{file.relative_to(folder).as_posix()}", site_url)
        if fetch(address) != file.read_bytes():
            yield address


def published(address: str) -> bytes | None:
    """What stands at an address on the web; nothing, where it cannot be had.

    A site that does not answer counts as changed: one ping too many costs a hub one look.
    """
    try:
        with urlopen(address, timeout=SECONDS) as response:
            content: bytes = response.read()
            return content
    except (URLError, TimeoutError):
        return None


def ping(hub: str, feed: str) -> str:
    """Tell a hub of one changed feed. Gives what went wrong; an empty text if nothing did."""
    form = urlencode({"hub.mode": "publish", "hub.url": feed, "hub.topic": feed})
    request = Request(hub, data=form.encode(), method="POST")
    try:
        with urlopen(request, timeout=SECONDS):
            return ""
    except HTTPError as error:
        return f"the hub answered {error.code} {error.reason}"
    except (URLError, TimeoutError) as error:
        return str(getattr(error, "reason", error))
