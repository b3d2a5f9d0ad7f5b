"""WebSub: telling a hub which feeds have changed, so that it tells their subscribers at once."""

import time
from collections.abc import Callable, Iterator
from hashlib import sha256
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

PAUSE = 15
"""Seconds between two questions to the published site."""


class NoAnswer(Exception):
    """The published site cannot be asked."""


def changed_feeds(folder: Path, site_url: str, fetch: Fetch) -> Iterator[str]:
    """The built feeds that the published site lacks or has with other bytes, as `address#sha256`.

    Once the site does not answer, it is not asked again, and all that are left count as changed:
    one ping too many costs a hub one look, and waiting for each would hold up the publication.
    """
    answers = True
    for file in sorted(file for name in FEED_NAMES for file in folder.rglob(name)):
        address = absolute(f"/{file.relative_to(folder).as_posix()}", site_url)
        content = file.read_bytes()
        try:
            is_same = answers and fetch(address) == content
        except NoAnswer:
            answers = is_same = False
        if not is_same:
            yield f"{address}#{sha256(content).hexdigest()}"


def wait_until_published(address: str, digest: str, fetch: Fetch, deadline: float) -> bool:
    """Wait until a published feed has a hash; gives whether it has it before the deadline, a moment
    of `time.monotonic`. Without a hash there is nothing to wait for."""
    while digest:
        try:
            content = fetch(address)
        except NoAnswer:
            content = None
        if content is not None and sha256(content).hexdigest() == digest:
            return True
        if time.monotonic() + PAUSE > deadline:
            return False
        time.sleep(PAUSE)
    return True


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
