"""The published site's list of addresses, asked for by HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

import register
from newsroom.core.settings import read_settings
from newsroom.publish.published_register import NoAnswer, published_register
from servers import Silent, answering
from small_sites import CONFIG, SITE_URL


@contextmanager
def site(body: bytes, status: int = 200) -> Iterator[str]:
    class Site(Silent, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/situs/addresses.txt" else 500)
            self.end_headers()
            self.wfile.write(body)

    with answering(Site) as address:
        yield f"{address}situs/"


def test_the_list_is_read() -> None:
    with site(b"/\n/en/feed.xml\n/berita/2026/kain/\n") as address:
        assert published_register(address).split() == ["/", "/en/feed.xml", "/berita/2026/kain/"]


def test_a_site_without_a_list_has_none() -> None:
    with site(b"not found", 404) as address:
        assert published_register(address) == ""


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 500), (b"<html>", 200), (b"/a\n//b c\n", 200), (b"\xff", 200), (b"", 200)],
)
def test_anything_else_is_no_answer(body: bytes, status: int) -> None:
    with site(body, status) as address, pytest.raises(NoAnswer):
        published_register(address)
    with pytest.raises(NoAnswer):
        published_register("http://127.0.0.1:1/")


def test_the_command_keeps_its_copy_where_there_is_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "mkdocs.yml"
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    with site(b"/\n") as address:
        config.write_text(CONFIG.replace(SITE_URL, address))
        assert register.main(["--config", str(config)]) == 0
    copy = read_settings(config).register
    assert copy
    assert copy.read_text() == "/\n"
    assert register.main(["--config", str(config)]) == 0
    assert "the list of addresses of" in capsys.readouterr().out
    assert copy.read_text() == "/\n"
