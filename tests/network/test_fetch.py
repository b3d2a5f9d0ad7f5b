"""Servers that do wrong: what is said of each, and that its neighbours and others never suffer."""

import gzip
import itertools
import socket
import ssl
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from network_feeds import lacquer, many, sound
from network_server import (
    CANARY,
    STRANGERS,
    NetworkServer,
    answer,
    network_server,
    packed,
    partner,
    redirects,
    says,
    serves,
)
from newsroom.network.fault import Fault
from newsroom.network.fetch import MAX_BYTES, fetch, is_public
from newsroom.network.gather import FAILED, PAUSED, UNCHANGED, UPDATED, Gathered, gather
from newsroom.network.merge import Own
from newsroom.network.partner import Partner
from newsroom.network.store import load

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
OWN = Own(site_url="https://kota.example/situs/", identity="kota.example,2026")
SECONDS = 3.0
GOOD = sound("rss", "bad")
MIB = 2**20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NetworkServer]:
    with network_server(tmp_path_factory.mktemp("server")) as server:
        yield server


def ask(
    server: NetworkServer, store: Path, *partners: Partner, now: datetime = NOW
) -> dict[str, Gathered]:
    """Gather partners, and give what came of each."""
    internet = server.internet(seconds=SECONDS)
    found = gather(
        partners, store, agent="Kota (+https://k.example)", own=OWN, now=now, internet=internet
    )
    return {each.partner.key: each for each in found}


def drips(connection: ssl.SSLSocket, content: bytes, *, each: bytes) -> None:
    """Send something, and then little by little without end."""
    connection.sendall(content)
    while True:
        time.sleep(0.1)
        connection.sendall(each)


def floods(connection: ssl.SSLSocket, content: bytes, *, each: bytes) -> None:
    connection.sendall(content)
    while True:
        connection.sendall(each)


_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
_OPEN = _HEAD + b"Connection: close\r\n\r\n"
_CHUNKED = _HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def counting(connection: ssl.SSLSocket, _: str) -> None:
    """Redirects to another address each time."""
    connection.sendall(answer(status="302 Found", headers={"Location": f"/{time.monotonic_ns()}"}))


FAULTS: dict[str, tuple[Callable[[ssl.SSLSocket, str], None], str]] = {
    # slow and endless
    "says nothing": (lambda *_: time.sleep(SECONDS + 2), "no whole answer|in time"),
    "head drips": (lambda c, _: drips(c, b"HTTP/1.1 200 OK\r\nX: ", each=b"x"), "no whole answer"),
    "head without end": (lambda c, _: floods(c, b"HTTP/1.1 200 OK\r\n", each=b"X: y\r\n"), "HTTP"),
    "head of one line": (
        lambda c, _: floods(c, b"HTTP/1.1 200 OK\r\nX: ", each=b"x" * 999),
        "HTTP",
    ),
    "continues without end": (
        lambda c, _: floods(c, b"", each=b"HTTP/1.1 100 Continue\r\n\r\n"),
        "no whole answer",
    ),
    "body drips": (lambda c, _: drips(c, _OPEN + GOOD[:500], each=b" "), "slowly|no whole answer"),
    "body without end": (
        lambda c, _: floods(c, _OPEN, each=b"<!-- -->" * 999),
        "larger than 2 MiB",
    ),
    "chunks without end": (
        lambda c, _: floods(c, _CHUNKED, each=b"400\r\n" + b" " * 1024 + b"\r\n"),
        "larger than 2 MiB",
    ),
    "ten GB announced": (says(answer(GOOD, length=10**10)), "before it is whole"),
    # packed
    "gzip bomb": (packed(bytes(50 * MIB)), "larger than 2 MiB"),
    "gzip within gzip": (
        serves(gzip.compress(gzip.compress(GOOD)), Content_Encoding="gzip, gzip"),
        "packed as",
    ),
    "gzip bomb within gzip": (packed(gzip.compress(bytes(50 * MIB))), "no feed"),
    "no gzip at all": (serves(GOOD, Content_Encoding="gzip"), "packed wrongly"),
    "gzip that ends early": (
        serves(gzip.compress(many())[:600], Content_Encoding="gzip"),
        "missing|whole|packed",
    ),
    "packed by what we did not ask for": (serves(GOOD, Content_Encoding="br"), "packed as 'br'"),
    # inward and away
    "redirect to this machine": (redirects("https://127.0.0.1/"), "no address"),
    "redirect to this machine's name": (redirects("https://localhost/"), "no address"),
    "redirect to the cloud's own address": (redirects("https://169.254.169.254/x"), "no address"),
    "redirect to a number": (redirects("https://2130706433/"), "no address"),
    "redirect to a number in eights": (redirects("https://0177.0.0.1/"), "no address"),
    "redirect to a short number": (redirects("https://127.1/"), "no address"),
    "redirect to IPv6": (redirects("https://[::ffff:127.0.0.1]/"), "no address"),
    "redirect to plain http": (redirects("http://bad.partner.example/x"), "no address"),
    "redirect to another port": (redirects("https://bad.partner.example:22/"), "no address"),
    "redirect to a file": (redirects("file:///etc/passwd"), "no address"),
    "redirect to ftp": (redirects("ftp://bad.partner.example/"), "no address"),
    "redirect with a user": (redirects("https://bad.partner.example@x.example/"), "no address"),
    "redirect to another host": (redirects("https://x.example/"), "none of the partner's hosts"),
    "redirect to an inner name": (
        redirects("https://inner.bad.partner.example/"),
        "not on the open",
    ),
    "redirect in a circle": (redirects("/feed"), "more than 3 times"),
    "redirect ever further": (counting, "more than 3 times"),
    "redirect to nowhere": (says(answer(status="301 Moved")), "no address"),
    # cut and broken
    "body is cut": (says(answer(GOOD[:900], length=len(GOOD))), "before it is whole"),
    "chunk is cut": (says(_CHUNKED + b"FFFF\r\n" + GOOD[:900]), "before it is whole"),
    "chunk of no size": (says(_CHUNKED + b"zz\r\n" + GOOD), "before it is whole"),
    "chunk of less than nothing": (says(_CHUNKED + b"-1\r\n" + GOOD), "before it is whole"),
    "ends without a word": (lambda *_: None, "HTTP"),
    "cut without a length": (says(_OPEN + GOOD[:900]), "end is missing"),
    "no HTTP": (says(b"SSH-2.0-OpenSSH_9\r\n"), "HTTP"),
    "HTTP of no version": (says(b"HTTP/9.9 200 OK\r\n\r\n"), "HTTP"),
    "two lengths": (says(_HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\nxxxxxxxxx"), ""),
    # statuses
    "not found": (says(answer(GOOD, status="404 Not Found")), "status 404"),
    "gone": (says(answer(status="410 Gone")), "status 410"),
    "forbidden": (says(answer(status="403 Forbidden")), "status 403"),
    "too many": (says(answer(status="429 Too Many Requests")), "status 429"),
    "broken server": (says(answer(status="500 Internal Server Error")), "status 500"),
    "bad gateway": (says(answer(status="502 Bad Gateway")), "status 502"),
    "unavailable": (says(answer(status="503 Service Unavailable")), "status 503"),
    "status of no number": (says(b"HTTP/1.1 2OO OK\r\n\r\n"), "HTTP"),
    "unchanged, though never asked": (says(answer(status="304 Not Modified")), "never asked"),
    "partial": (says(answer(GOOD, status="206 Partial Content")), "status 206"),
    # types
    "web page": (serves(b"<!doctype html><p>x", Content_Type="text/html"), "no feed"),
    "picture": (serves(b"\x89PNG\r\n\x1a\n", Content_Type="image/png"), "no feed"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_server_that_does_wrong_is_named(
    name: str, server: NetworkServer, tmp_path: Path
) -> None:
    behaviour, fault = FAULTS[name]
    server.behaviours["bad"] = behaviour
    server.addresses["inner.bad.partner.example"] = [CANARY]
    start = time.monotonic()
    found = ask(server, tmp_path, partner("bad"))["bad"]
    assert time.monotonic() - start < 4 * SECONDS
    assert found.outcome == FAILED
    assert any(part in found.record.fault for part in fault.split("|"))
    assert found.record.items == ()
    assert server.canary_calls == 0


HURTFUL = (
    *("says nothing", "body drips", "chunks without end", "gzip bomb", "gzip that ends early"),
    *("redirect to this machine", "redirect ever further", "body is cut", "broken server"),
)


def test_servers_that_do_wrong_hurt_nobody(server: NetworkServer, tmp_path: Path) -> None:
    server.behaviours |= {f"bad-{number}": FAULTS[name][0] for number, name in enumerate(HURTFUL)}
    server.behaviours |= {
        "one": serves(sound("rss", "one")),
        "two": serves(sound("json", "two"), Content_Type="application/json"),
    }
    bad = [partner(f"bad-{number}") for number in range(len(HURTFUL))]
    start = time.monotonic()
    found = ask(server, tmp_path, partner("one"), *bad, partner("two"))
    assert time.monotonic() - start < 4 * SECONDS
    assert {found[each.key].outcome for each in bad} == {FAILED}
    for sound_one in ("one", "two"):
        assert found[sound_one].outcome == UPDATED
        assert load(tmp_path, partner(sound_one)).items[0].title == lacquer(sound_one)


@pytest.mark.parametrize("name", STRANGERS)
def test_a_server_that_cannot_prove_who_it_is_is_told_nothing(
    name: str, server: NetworkServer, tmp_path: Path
) -> None:
    server.behaviours |= {name: serves(GOOD), "one": serves(sound("rss", "one"))}
    before = len(server.requests)
    found = ask(server, tmp_path, partner(name), partner("one"))
    assert "does not prove who it is" in found[name].record.fault
    assert found["one"].outcome == UPDATED
    assert len(server.requests) == before + 1


def test_a_server_that_is_not_there_is_named(server: NetworkServer, tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        gone = NetworkServer(port=closed.getsockname()[1], authority=server.authority)
        assert "cannot be reached" in ask(gone, tmp_path, partner("bad"))["bad"].record.fault


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html", sound("rss", "bad")),
        ("text/plain; charset=iso-8859-1", sound("atom", "bad")),
        ("application/octet-stream", sound("rdf", "bad")),
        ("text/xml; charset=wrong", sound("rss", "bad")),
        ("application/json", sound("json", "bad")),
        (
            "text/xml; charset=shift_jis",
            sound("rss", "bad").decode().encode("ascii", "xmlcharrefreplace"),
        ),
        ("", sound("rss", "bad")),
    ],
)
def test_a_feed_counts_by_what_it_holds(
    content_type: str, body: bytes, server: NetworkServer, tmp_path: Path
) -> None:
    server.behaviours["bad"] = serves(body, Content_Type=content_type)
    assert ask(server, tmp_path, partner("bad"))["bad"].outcome == UPDATED


@pytest.mark.parametrize("kind", ["rss", "rss-091", "rdf", "atom", "json"])
def test_every_kind_of_feed_is_read(kind: str, server: NetworkServer, tmp_path: Path) -> None:
    server.behaviours["bad"] = packed(sound(kind, "bad"))
    record = ask(server, tmp_path, partner("bad"))["bad"].record
    assert record.items[0].title == lacquer("bad")
    assert record.items[0].summary.startswith("Forty makers")
    assert record.items[0].language == "en"
    if kind != "rss-091":
        assert record.items[0].date == datetime(2026, 11, 23, 3, tzinfo=UTC)


def test_a_host_with_one_inner_address_is_not_called_at_all(
    server: NetworkServer, tmp_path: Path
) -> None:
    server.behaviours["bad"] = serves(GOOD)
    server.addresses["bad.partner.example"] = ["127.0.0.1", CANARY]
    before = len(server.requests)
    fault = ask(server, tmp_path, partner("bad"))["bad"].record.fault
    del server.addresses["bad.partner.example"]
    assert "not on the open internet" in fault
    assert len(server.requests) == before
    assert server.canary_calls == 0


def test_the_address_that_was_checked_is_the_one_that_is_called(
    server: NetworkServer, tmp_path: Path
) -> None:
    """A name that means another address when it is looked up a second time gains nothing."""
    answers = itertools.chain([["127.0.0.1"]], itertools.repeat([CANARY]))
    internet = server.internet(seconds=SECONDS)
    changing = type(internet)(**{**vars(internet), "resolve": lambda _: next(answers)})
    server.behaviours["bad"] = serves(GOOD)
    assert fetch(partner("bad"), agent="x", internet=changing).body == GOOD
    assert server.canary_calls == 0


def test_a_name_that_cannot_be_looked_up_in_time_holds_nobody_up(server: NetworkServer) -> None:
    internet = server.internet(seconds=0.5)
    waiting = type(internet)(**{**vars(internet), "resolve": lambda _: time.sleep(5)})
    start = time.monotonic()
    with pytest.raises(Fault, match="no whole answer"):
        fetch(partner("bad"), agent="x", internet=waiting)
    assert time.monotonic() - start < 2


def test_redirects_within_the_partners_hosts_are_followed(
    server: NetworkServer, tmp_path: Path
) -> None:
    server.behaviours |= {
        "bad": redirects("https://new.partner.example/feed?x=1"),
        "new": serves(sound("rss", "bad")),
    }
    moved = partner("bad", hosts=("bad.partner.example", "new.partner.example"))
    assert ask(server, tmp_path, moved)["bad"].outcome == UPDATED
    assert server.requests[-1].startswith("GET /feed?x=1 HTTP/1.1\r\n")


def test_we_say_who_we_are_and_send_nothing_else(server: NetworkServer, tmp_path: Path) -> None:
    server.behaviours["bad"] = serves(GOOD, Set_Cookie="a=b")
    ask(server, tmp_path, partner("bad"))
    lines = server.requests[-1].split("\r\n")
    assert "User-Agent: Kota (+https://k.example)" in lines
    names = {line.partition(":")[0] for line in lines[1:] if line}
    assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding"}


def test_what_has_not_changed_is_not_sent_again(server: NetworkServer, tmp_path: Path) -> None:
    stamps = {"ETag": '"v1"', "Last-Modified": "Mon, 23 Nov 2026 03:00:00 GMT"}

    def behave(connection: ssl.SSLSocket, head: str) -> None:
        is_known = (
            'If-None-Match: "v1"' in head
            and f"If-Modified-Since: {stamps['Last-Modified']}" in head
        )
        connection.sendall(
            answer(status="304 Not Modified") if is_known else answer(GOOD, headers=stamps)
        )

    server.behaviours["bad"] = behave
    first = ask(server, tmp_path, partner("bad"))["bad"]
    later = NOW + timedelta(hours=7)
    second = ask(server, tmp_path, partner("bad"), now=later)["bad"]
    assert (first.outcome, second.outcome) == (UPDATED, UNCHANGED)
    assert second.record.items == first.record.items
    assert second.record.succeeded == later
    # Of another address the stamps say nothing.
    moved = partner("bad", feed="https://bad.partner.example/other")
    assert ask(server, tmp_path, moved, now=later)["bad"].outcome == UPDATED


@pytest.mark.parametrize("stamp", ["x" * 5_000, "\x7f\xff", ""])
def test_a_stamp_that_cannot_be_sent_back_is_forgotten(
    stamp: str, server: NetworkServer, tmp_path: Path
) -> None:
    body = answer(GOOD).replace(b"\r\n\r\n", f"\r\nETag: {stamp}\r\n\r\n".encode("latin-1"), 1)
    server.behaviours["bad"] = says(body)
    assert ask(server, tmp_path, partner("bad"))["bad"].record.etag == ""


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        ("7200", timedelta(hours=2)),
        ("999999999", timedelta(days=7)),
        ("-5", timedelta()),
        ("soon", timedelta()),
        ("Fri, 31 Dec 2100 23:59:59 GMT", timedelta(days=7)),
        ("Fri, 31 Dec 1999 23:59:59 GMT", timedelta()),
    ],
)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_server_that_asks_us_to_wait_is_left_alone(
    status: str, asked: str, waited: timedelta, server: NetworkServer, tmp_path: Path
) -> None:
    server.behaviours["bad"] = says(answer(status=status, headers={"Retry-After": asked}))
    record = ask(server, tmp_path, partner("bad"))["bad"].record
    assert record.paused_until == (NOW + waited if waited else None)
    before = len(server.requests)
    again = ask(server, tmp_path, partner("bad"), now=NOW + timedelta(minutes=90))["bad"]
    assert again.outcome == (PAUSED if waited else FAILED)
    assert len(server.requests) == before + (not waited)


def test_pauses_grow_and_end_with_the_first_success(server: NetworkServer, tmp_path: Path) -> None:
    server.behaviours["bad"] = says(answer(status="500 Broken"))
    now, pauses = NOW, []
    for _ in range(7):
        record = ask(server, tmp_path, partner("bad"), now=now)["bad"].record
        until = record.paused_until or now
        pauses.append((until - now + timedelta(hours=1)).days)
        now = until + timedelta(minutes=1)
    assert pauses == [0, 1, 2, 4, 7, 7, 7]
    assert record.failing_since == NOW
    server.behaviours["bad"] = serves(GOOD)
    record = ask(server, tmp_path, partner("bad"), now=now)["bad"].record
    assert (record.failures, record.fault, record.failing_since) == (0, "", None)


def test_a_fault_takes_no_item_and_no_day_away(server: NetworkServer, tmp_path: Path) -> None:
    server.behaviours["bad"] = serves(GOOD)
    before = ask(server, tmp_path, partner("bad"))["bad"].record
    later = NOW + timedelta(days=1)
    for behaviour in (says(answer(status="500 Broken")), serves(b"<html>"), serves(GOOD[:900])):
        server.behaviours["bad"] = behaviour
        after = ask(server, tmp_path, partner("bad"), now=later)["bad"].record
        assert after.items == before.items
        assert after.succeeded == before.succeeded
        later += timedelta(days=8)


def test_a_bomb_costs_little_memory(server: NetworkServer) -> None:
    server.behaviours["bad"] = packed(bytes(50 * MIB))
    internet = server.internet(seconds=20)
    tracemalloc.start()
    with pytest.raises(Fault, match="larger"):
        fetch(partner("bad"), agent="x", internet=internet)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * MAX_BYTES


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        # this machine, inner networks, the cloud's own, carriers' own
        *((address, False) for address in ("127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1")),
        *((address, False) for address in ("169.254.169.254", "100.64.0.1", "0.0.0.0", "::1")),
        *((address, False) for address in ("fe80::1", "fc00::1", "fec0::1", "::")),
        # several, all, or no hosts
        *((address, False) for address in ("224.0.0.1", "255.255.255.255", "240.0.0.1", "ff02::1")),
        *((address, False) for address in ("192.0.2.1", "198.18.0.1", "2001:db8::1", "")),
        # IPv4 hidden in IPv6
        *((address, False) for address in ("::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1")),
        *((address, False) for address in ("2002:7f00:1::", "2001:0:1::1", "64:ff9b:1::1")),
        *((address, False) for address in ("fe80::1%lo", "2130706433", "localhost")),
    ],
)
def test_only_the_open_internet_is_public(address: str, expected: bool) -> None:
    assert is_public(address) == expected
