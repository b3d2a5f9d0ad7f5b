"""WebSub: telling a hub which feeds have changed, so that it tells their subscribers at once."""

from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from newsroom.content.addresses import absolute
from newsroom.feeds.formats import FORMATS

Fetch = Callable[[str], bytes | None]
"""Gives what stands at an address, None if there is nothing; raises NoAnswer."""

SECONDS = 30
FEED_NAMES = tuple(f"feed.{format.ending}" for format in FORMATS)


class NoAnswer(Exception):
    """The published site cannot be asked."""


def changed_feeds(folder: Path, site_url: str, fetch: Fetch) -> Iterator[str]:
    """The addresses of the built feeds that the published site has otherwise, or not at all.

    Once the site does not answer, it is not asked again, and all that are left count as changed:
    one ping too many costs a hub one look, and waiting for each would hold up the publication.
    """
    answers = True
    for file in sorted(file for name in FEED_NAMES for file in folder.rglob(name)):
        address = absolute(f"/{file.relative_to(folder).as_posix()}", site_url)
        try:
            is_same = answers and fetch(address) == file.read_bytes()
        except NoAnswer:
            answers = is_same = False
        if not is_same:
            yield address


def published(address: str) -> bytes | None:
    """What stands at an address on the web; nothing, where the site says so."""
    try:
        with urlopen(address, timeout=SECONDS) as response:
            content: bytes = response.read()
            return content
    except HTTPError:
        return None
    except (OSError, HTTPException) as error:
        raise NoAnswer(str(error)) from error


def ping(hub: str, feed: str) -> str:
    """Tell a hub of one changed feed. Gives what went wrong; an empty text if nothing did."""
    form = urlencode({"hub.mode": "publish", "hub.url": feed, "hub.topic": feed})
    request = Request(hub, data=form.encode(), method="POST")
    try:
        with urlopen(request, timeout=SECONDS):
            return ""
    except HTTPError as error:
        return f"the hub answered {error.code} {error.reason}"
    except (OSError, HTTPException) as error:
        return str(getattr(error, "reason", error))
