"""The link check: against a server of our own, with a memory, a clock and a pause of the tests."""

from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from newsroom.publish.link_rot import (
    PAUSE_SECONDS,
    Answer,
    Record,
    ask_web,
    is_public,
    load,
    outside_links,
    recheck,
    report,
    written,
)
from servers import Silent, answering
from small_sites import TODAY, original, small_site, translation


class _Server(Silent, BaseHTTPRequestHandler):
    """`/404` answers 404; `/get/200` does so to GET alone, and 405 to HEAD."""

    seen: list[tuple[str, str, str]]

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.seen.append((self.command, self.path, self.headers["User-Agent"]))
        *only_get, last = self.path.strip("/").split("/")
        if last in ("redirect", "loop", "inside", "file"):
            self.send_response(301)
            places = {
                "redirect": "/200",
                "inside": "http://10.0.0.1/",
                "file": "file:///etc/passwd",
            }
            self.send_header("Location", places.get(last, "/loop"))
        elif last == "hang-up":
            self.connection.close()
            return
        else:
            self.send_response(405 if only_get and self.command == "HEAD" else int(last))
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def server() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    seen: list[tuple[str, str, str]] = []
    handler = type("Handler", (_Server,), {"seen": seen})
    with answering(handler) as address:
        yield address.rstrip("/"), seen


def local_only(host: str) -> bool:
    return host == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "is_there", "words"),
    [
        ("/200", True, ""),
        ("/204", True, ""),
        ("/get/200", True, ""),
        ("/redirect", True, ""),
        ("/404", False, "HTTP 404"),
        ("/410", False, "HTTP 410"),
        ("/500", False, "HTTP 500"),
        ("/get/404", False, "HTTP 404"),
        ("/403", None, "HTTP 403"),
        ("/429", None, "HTTP 429"),
        ("/503", None, "HTTP 503"),
        ("/inside", False, "redirects to no public host"),
    ],
)
def test_a_server_says_what_is_there(server, path: str, is_there: bool, words: str) -> None:  # type: ignore[no-untyped-def]
    address, _ = server
    answer = ask_web(address + path, name="test", is_allowed=local_only)
    assert answer == Answer(is_there=is_there, words=words)


@pytest.mark.parametrize("path", ["/loop", "/file", "/hang-up"])
def test_what_misbehaves_is_not_there(server, path: str) -> None:  # type: ignore[no-untyped-def]
    address, _ = server
    answer = ask_web(address + path, name="test", is_allowed=local_only)
    assert answer.is_there is False
    assert answer.words


def test_nobody_listens_there() -> None:
    answer = ask_web("http://127.0.0.1:9/", name="test", is_allowed=local_only)
    assert answer == Answer(is_there=False, words="[Errno 111] Connection refused")


def test_we_say_who_asks_and_ask_for_the_head_first(server) -> None:  # type: ignore[no-untyped-def]
    address, seen = server
    ask_web(f"{address}/get/200", name="our name", is_allowed=local_only)
    assert seen == [("HEAD", "/get/200", "our name"), ("GET", "/get/200", "our name")]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.1.1",
        "0.0.0.0",
        "::ffff:127.0.0.1",
    ],
)
def test_our_own_network_is_not_asked(host: str) -> None:
    assert not is_public(host)
    bracketed = f"[{host}]" if ":" in host else host
    answer = ask_web(f"http://{bracketed}/", name="test")
    assert answer == Answer(is_there=False, words="not a public host")


def test_an_address_in_other_letters_is_asked_in_ascii(server) -> None:  # type: ignore[no-untyped-def]
    address, seen = server
    ask_web(f"{address}/batik é/200?q=ü#anchor", name="test", is_allowed=local_only)
    assert seen[0][1] == "/batik%20%C3%A9/200?q=%C3%BC"


# Memory

A, B = "https://a.example/1", "https://a.example/2"
THERE = Answer(is_there=True, words="")
GONE = Answer(is_there=False, words="HTTP 404")
UNCLEAR = Answer(is_there=None, words="HTTP 403")


def asked(memory: dict[str, Record], answer: Answer, day: date) -> dict[str, Record]:
    return recheck([A], memory, lambda address: answer, day, lambda seconds: None)


def test_a_link_that_works_is_left_alone_for_a_while() -> None:
    memory = asked({}, THERE, TODAY)
    assert not memory[A].is_due(TODAY + timedelta(days=5))
    assert memory[A].is_due(TODAY + timedelta(days=6))


def test_a_link_is_gone_after_three_failures_over_a_week() -> None:
    memory: dict[str, Record] = {}
    states = []
    for days in (0, 3, 7):
        memory = asked(memory, GONE, TODAY + timedelta(days=days))
        states.append(memory[A].is_gone())
    assert states == [False, False, True]


def test_failures_of_one_day_count_once() -> None:
    memory = asked(asked(asked({}, GONE, TODAY), GONE, TODAY), GONE, TODAY)
    assert memory[A].failures == 1


@pytest.mark.parametrize("answer", [THERE, UNCLEAR])
def test_an_answer_ends_a_row_of_failures(answer: Answer) -> None:
    memory = asked(asked({}, GONE, TODAY), answer, TODAY + timedelta(days=3))
    assert memory[A].failures == 0


def test_a_failing_link_is_asked_next_time() -> None:
    assert asked({}, GONE, TODAY)[A].is_due(TODAY)


def test_links_that_nobody_makes_any_more_are_forgotten() -> None:
    memory = {B: Record(asked="2026-11-20")}
    assert list(asked(memory, THERE, TODAY)) == [A]


def test_one_host_is_asked_slowly() -> None:
    pauses: list[float] = []
    recheck([A, B], {}, lambda address: THERE, TODAY, pauses.append)
    assert pauses == [PAUSE_SECONDS]


def test_a_memory_survives_its_file() -> None:
    memory = asked({}, GONE, TODAY)
    assert load(written(memory)) == memory


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"https://a.example/": 5}', '{"a": {"b": 1}}', "null"]
)
def test_a_broken_memory_is_an_empty_one(text: str) -> None:
    assert load(text) == {}


# What is asked, and what is told


def test_sources_and_links_are_asked_with_the_files_that_name_them(tmp_path: Path) -> None:
    more = f"sources:\n  - {{title: S, url: '{B}'}}\n"
    body = f"[a]({A}#part) [b]({A}) [c](https://kota.example/situs/) [d](mailto:a@b.example)\n"
    site = small_site(
        tmp_path,
        {
            "news/2026/cloth/index.id.md": original(body, more=more),
            "news/2026/cloth/index.en.md": translation(f"[a]({A})\n"),
        },
    )
    assert {address: sorted(set(files)) for address, files in outside_links(site).items()} == {
        A: ["news/2026/cloth/index.en.md", "news/2026/cloth/index.id.md"],
        B: ["news/2026/cloth/index.id.md"],
    }


def test_the_report_names_what_is_gone_and_counts_the_rest() -> None:
    memory = {
        A: Record(asked="2026-11-24", failures=3, failing_since="2026-11-10", words="HTTP `404`"),
        B: Record(asked="2026-11-24", failures=1, failing_since="2026-11-24", words="HTTP 500"),
    }
    text = report(memory, {A: ["news/2026/cloth/index.id.md"], B: []})
    assert "2 addresses: 1 gone, 1 failing for now, 0 that do not answer machines." in text
    assert f"- `{A}` (`HTTP ´404´`) since 2026-11-10: `news/2026/cloth/index.id.md`" in text
