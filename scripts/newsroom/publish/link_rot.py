"""Whether what our articles link to is still there: asked seldom, remembered, told to people."""

import ipaddress
import json
import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

from newsroom.core.github_summary import code
from newsroom.site.site import Site

RECHECK_AFTER = timedelta(days=6)
"""A link that answered is left alone for so long."""
FAILURES = 3
"""A link counts as gone after so many failures in a row …"""
FAILING = timedelta(days=7)
"""… over so long: servers have bad days."""
HOSTS_AT_ONCE = 4
PAUSE_SECONDS = 2.0
"""Between two questions to one host."""
TIMEOUT_SECONDS = 20.0

UNCLEAR = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
    HTTPStatus.SERVICE_UNAVAILABLE,
}
"""What servers tell machines, and not what readers see."""

MAY_LACK_HEAD = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.NOT_IMPLEMENTED,
}
"""Answers to HEAD after which only GET tells the truth."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a server said of an address."""

    is_there: bool | None
    """None: it will not tell a machine."""
    words: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is remembered of an address."""

    asked: str
    """The last day on which we asked."""
    failures: int = 0
    """In a row; 0 for one that answered."""
    failing_since: str = ""
    words: str = ""

    def is_due(self, today: date) -> bool:
        return self.failures > 0 or today - date.fromisoformat(self.asked) >= RECHECK_AFTER

    def is_gone(self) -> bool:
        if self.failures < FAILURES:
            return False
        return date.fromisoformat(self.asked) - date.fromisoformat(self.failing_since) >= FAILING


Memory = Mapping[str, Record]
Ask = Callable[[str], Answer]


def outside_links(site: Site) -> dict[str, list[str]]:
    """The files that link to each address of another site."""
    found: dict[str, list[str]] = defaultdict(list)
    for text in site.texts:
        links = site.renderers[text.language].body(text).links
        addresses = [link.written for link in links]
        if text.lists_sources:
            addresses += [address for source in text.sources for address in source.addresses]
        for address in dict.fromkeys(addresses):
            is_ours = address.startswith((site.settings.site_url, site.settings.repository))
            if address.startswith(("http://", "https://")) and not is_ours:
                found[address.partition("#")[0]].append(text.path)
    return dict(sorted(found.items()))


def recheck(
    addresses: Iterable[str], memory: Memory, ask: Ask, today: date, pause: Callable[[float], None]
) -> dict[str, Record]:
    """The memory after asking what is due; what nobody links to any more is forgotten."""
    addresses = list(addresses)
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        if address not in memory or memory[address].is_due(today):
            by_host[urlsplit(address).netloc].append(address)

    def ask_host(waiting: Sequence[str]) -> dict[str, Answer]:
        answers = {}
        for place, address in enumerate(waiting):
            if place:
                pause(PAUSE_SECONDS)
            answers[address] = ask(address)
        return answers

    answers: dict[str, Answer] = {}
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as threads:
        for reported in threads.map(ask_host, by_host.values()):
            answers |= reported
    return {
        address: _record(answers[address], memory.get(address), today)
        if address in answers
        else memory[address]
        for address in addresses
    }


def _record(answer: Answer, before: Record | None, today: date) -> Record:
    if answer.is_there:
        return Record(asked=today.isoformat())
    if answer.is_there is None:
        return Record(asked=today.isoformat(), words=answer.words)
    if before is None or not before.failures:
        since, failures = today.isoformat(), 1
    else:
        # Asked twice on one day, a server can only fail once.
        since, failures = (
            before.failing_since,
            before.failures + (before.asked != today.isoformat()),
        )
    return Record(
        asked=today.isoformat(), failures=failures, failing_since=since, words=answer.words
    )


def load(text: str) -> dict[str, Record]:
    """A memory from its file's text; a text that is none is an empty memory."""
    try:
        return {address: Record(**values) for address, values in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def written(memory: Memory) -> str:
    """A memory as its file's text."""
    records = {address: asdict(record) for address, record in sorted(memory.items())}
    return json.dumps(records, indent=1, ensure_ascii=False) + "\n"


def report(memory: Memory, links: Mapping[str, Sequence[str]]) -> str:
    """The links that people should look at, as Markdown."""
    gone = {address: record for address, record in memory.items() if record.is_gone()}
    failing = [
        address for address, record in memory.items() if record.failures and address not in gone
    ]
    unclear = [
        address for address, record in memory.items() if record.words and not record.failures
    ]
    lines = [
        "# Links",
        "",
        f"{len(memory)} addresses: {len(gone)} gone, {len(failing)} failing for now, "
        f"{len(unclear)} that do not answer machines.",
        "",
    ]
    for address, record in gone.items():
        files = ", ".join(code(path) for path in links[address])
        lines.append(
            f"- {code(address)} ({code(record.words)}) since {record.failing_since}: {files}"
        )
    if gone:
        lines += ["", "Replace such an address by one in a web archive, or by another source.", ""]
    return "\n".join(lines)


def is_public(host: str) -> bool:
    """Whether a host lies on the open internet, and not in the network that we ask from."""
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return True  # the question itself will say that there is no such host
    return all(ipaddress.ip_address(entry[4][0]).is_global for entry in found)


def ask_web(address: str, *, name: str, is_allowed: Callable[[str], bool] = is_public) -> Answer:
    """Ask a server whether an address is there, without loading what is behind it."""
    opener = _opener(is_allowed)
    answer = Answer(is_there=False, words="not asked")
    for method in ("HEAD", "GET"):
        try:
            if not is_allowed(urlsplit(address).hostname or ""):
                return Answer(is_there=False, words="not a public host")
            request = Request(_quoted(address), method=method, headers={"User-Agent": name})
            with opener.open(request, timeout=TIMEOUT_SECONDS):
                return Answer(is_there=True, words="")
        except HTTPError as error:
            with error:
                is_there = None if error.code in UNCLEAR else False
                answer = Answer(is_there=is_there, words=f"HTTP {error.code}")
            if error.code not in MAY_LACK_HEAD:
                return answer
        except (URLError, HTTPException, OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            answer = Answer(is_there=False, words=str(reason) or type(reason).__name__)
            if isinstance(reason, ssl.SSLError | socket.gaierror):
                return answer
    return answer


def _quoted(address: str) -> str:
    """An address as it travels: international hosts and paths in ASCII."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    if parts.port:
        host += f":{parts.port}"
    path, query = (quote(part, safe="/%:=&?~#+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path or "/", query, ""))


class _Redirects(HTTPRedirectHandler):
    """Follows redirects on the open internet only, and asks there with the same method."""

    max_redirections = 5

    def __init__(self, is_allowed: Callable[[str], bool]) -> None:
        self._is_allowed = is_allowed

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        if not self._is_allowed(urlsplit(newurl).hostname or ""):
            raise URLError("redirects to no public host")
        return Request(newurl, method=req.get_method(), headers=dict(req.headers))


def _opener(is_allowed: Callable[[str], bool]) -> OpenerDirector:
    """Opens http and https only: no files, no other protocols, no proxies, no cookies."""
    opener = OpenerDirector()
    opener.addheaders = []
    for handler in (
        HTTPHandler(),
        HTTPSHandler(),
        _Redirects(is_allowed),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
