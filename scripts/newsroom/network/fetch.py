"""One feed from the open internet: every hop's address checked, and connected to as checked."""

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from threading import Thread
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from urllib3 import BaseHTTPResponse, HTTPSConnectionPool, Timeout
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from newsroom.network.fault import Fault
from newsroom.network.partner import Partner, is_plain_address
from newsroom.network.words import MAX_STAMP, stamp

MAX_BYTES = 2 * 2**20
"""Of a feed, unpacked."""
TOTAL_SECONDS, CONNECT_SECONDS = 20.0, 5.0
"""For everything, from the first name that is looked up to the last byte; for one connection."""
MAX_REDIRECTS = 3
MAX_ADDRESSES = 4
"""Of one host, that are tried in turn."""
MAX_WAIT = timedelta(days=7)
"""However long a server asks us to wait."""
HTTPS = 443
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)

_REDIRECTS = {301, 302, 303, 307, 308}
_CHUNK = 65_536


def resolve(host: str) -> list[str]:
    """The addresses of a host, as the system knows them."""
    found = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


_TUNNELS = tuple(map(ipaddress.IPv6Network, ("2001::/32", "2002::/16")))
_OPEN_V6 = ipaddress.IPv6Network("2000::/3")


def is_public(address: str) -> bool:
    """Whether an IP address lies on the open internet, and no IPv4 address is hidden in it."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if found.version == 6 and (
        found not in _OPEN_V6 or any(found in network for network in _TUNNELS)
    ):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


@cache
def tls(authority: Path | None = None) -> ssl.SSLContext:
    """What a server must prove: by the system's authorities, or by one of a test."""
    context = ssl.create_default_context(cafile=str(authority) if authority else None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@dataclass(frozen=True, kw_only=True)
class Internet:
    """How hosts are reached; tests hand in a server of their own."""

    resolve: Callable[[str], Sequence[str]] = resolve
    is_allowed: Callable[[str], bool] = is_public
    port: int = HTTPS
    tls: ssl.SSLContext = field(default_factory=tls)
    seconds: float = TOTAL_SECONDS


def one_server(address: str, port: int, authority: Path) -> Internet:
    """An internet in which every name is that of one server, and nothing else is allowed."""
    return Internet(
        resolve=lambda host: [address],
        is_allowed=lambda found: found == address,
        port=port,
        tls=tls(authority),
    )


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the partner's server said."""

    address: str
    """Where it was found in the end."""
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    is_unchanged: bool = False
    """Whether it holds the same as when `etag` and `modified` were told."""


def fetch(
    partner: Partner, *, agent: str, etag: str = "", modified: str = "", internet: Internet
) -> Answer:
    """Fetch a partner's feed, or learn that it has not changed; raises Fault.

    `agent` says who asks. Takes at most `internet.seconds`, whatever the server does.
    """
    headers = {"User-Agent": agent, "Accept": ACCEPT, "Accept-Encoding": "gzip"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    deadline = time.monotonic() + internet.seconds
    return _within(internet.seconds, lambda: _follow(partner, headers, internet, deadline))


Result = TypeVar("Result")


def _within(seconds: float, work: Callable[[], Result]) -> Result:
    """The result of some work, if it comes in time; raises Fault.

    Names are looked up and headers read by code that knows no total limit. So the work has a thread
    of its own, which is left behind and does not keep the process from ending.
    """
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # told to the thread that waits
            errors.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise Fault(f"no whole answer within {seconds:g} seconds")
    return results[0]


def _follow(
    partner: Partner, headers: Mapping[str, str], internet: Internet, deadline: float
) -> Answer:
    """Ask, and follow redirects that stay within the partner's hosts."""
    address = partner.feed
    for _ in range(MAX_REDIRECTS + 1):
        host = urlsplit(address).netloc
        if not partner.owns(host):
            raise Fault(f"leads to {host}, which is none of the partner's hosts")
        response = _ask(address, headers, internet)
        try:
            if response.status not in _REDIRECTS:
                return _answer(address, response, deadline)
            address = _next(address, response.headers.get("Location", ""))
        finally:
            response.close()
    raise Fault(f"redirects more than {MAX_REDIRECTS} times")


def _next(address: str, location: str) -> str:
    """The address that a redirect names; only https on a host with a name."""
    try:
        found = urljoin(address, location).partition("#")[0]
    except ValueError:
        found = ""
    if not location or not is_plain_address(found):
        raise Fault(f"redirects to '{location}', which is no address of https on a named host")
    return found


def _ask(address: str, headers: Mapping[str, str], internet: Internet) -> BaseHTTPResponse:
    """The head of the answer, from an address of the host that was checked before."""
    parts = urlsplit(address)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        found = internet.resolve(parts.netloc)
    except (OSError, UnicodeError):
        raise Fault(f"there is no host {parts.netloc}", is_absent=True) from None
    for each in found:
        # One inner address among public ones is enough: it could be the next to be used.
        if not internet.is_allowed(each):
            raise Fault(f"{parts.netloc} lies at {each}, not on the open internet")
    for number, each in enumerate(found[:MAX_ADDRESSES], start=1):
        pool = HTTPSConnectionPool(
            each,
            internet.port,
            timeout=Timeout(connect=CONNECT_SECONDS, read=internet.seconds),
            ssl_context=internet.tls,
            server_hostname=parts.netloc,
            assert_hostname=parts.netloc,
            retries=False,
        )
        try:
            return pool.urlopen(
                "GET",
                target,
                headers={**headers, "Host": parts.netloc},
                redirect=False,
                preload_content=False,
            )
        except (NewConnectionError, ConnectTimeoutError):
            if number == min(len(found), MAX_ADDRESSES):
                raise Fault(f"{parts.netloc} cannot be reached") from None
        except HTTPError as error:
            raise Fault(_words(error)) from None
    raise Fault(f"{parts.netloc} has no address")


def _answer(address: str, response: BaseHTTPResponse, deadline: float) -> Answer:
    if response.status == HTTPStatus.NOT_MODIFIED:
        return Answer(address=address, is_unchanged=True)
    if response.status != HTTPStatus.OK:
        retry_after = _retry_after(response.headers.get("Retry-After", ""))
        raise Fault(
            f"answers with status {response.status}",
            retry_after=retry_after,
            is_absent=response.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE),
        )
    return Answer(
        address=address,
        body=_body(response, deadline),
        content_type=response.headers.get("Content-Type", "")[:MAX_STAMP],
        etag=stamp(response.headers.get("ETag", "")),
        modified=stamp(response.headers.get("Last-Modified", "")),
    )


def _body(response: BaseHTTPResponse, deadline: float) -> bytes:
    """The whole body, unpacked as it comes, and never more of it than MAX_BYTES."""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise Fault(f"is packed as '{encoding}', which we did not ask for")
    body = bytearray()
    try:
        while chunk := response.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > MAX_BYTES:
                raise Fault(f"is larger than {MAX_BYTES // 2**20} MiB")
            if time.monotonic() > deadline:
                raise Fault("comes too slowly")
    except HTTPError as error:
        raise Fault(_words(error)) from None
    return bytes(body)


def _retry_after(text: str) -> timedelta | None:
    """How long to wait: seconds, or a date of HTTP."""
    if re.fullmatch(r"[0-9]{1,9}", text):
        asked = timedelta(seconds=int(text))
    else:
        try:
            until = parsedate_to_datetime(text)
            asked = until.astimezone(UTC) - datetime.now(UTC)
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(asked, timedelta()), MAX_WAIT)


def _words(error: HTTPError) -> str:
    """What went wrong on the way, without the addresses that urllib3 adds."""
    kinds: tuple[tuple[type[HTTPError], str], ...] = (
        (SSLError, "does not prove who it is"),
        (ReadTimeoutError, "does not answer in time"),
        (DecodeError, "is packed wrongly"),
        (ProtocolError, "ends before it is whole, or breaks the rules of HTTP"),
    )
    said = next((words for kind, words in kinds if isinstance(error, kind)), "cannot be fetched")
    reason = error.args[-1] if error.args else ""
    return f"{said}: {reason}" if isinstance(error, SSLError) else said
