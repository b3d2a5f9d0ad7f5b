"""Servers on this machine, for real readers, browsers and commands to ask."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


class Silent:
    """A handler that says nothing of what it is asked: tests report what matters."""

    def log_message(self, format: str, *values: object) -> None:
        pass


@contextmanager
def answering(handler: Callable[..., Any]) -> Iterator[str]:
    """The address of a server whose requests a handler answers, with a final slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    # Its end is noticed at the next poll, for which each test would wait.
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def hosted(site_folder: Path, base_path: str) -> Iterator[str]:
    """Serve a site whose folder lies as deep below the host's as its base path says."""
    root = site_folder if base_path == "/" else site_folder.parents[base_path.count("/") - 2]
    handler = partial(_Host, directory=str(root), not_found=site_folder / "404.html")
    with answering(handler) as address:
        yield address + base_path.removeprefix("/")


class _Host(Silent, SimpleHTTPRequestHandler):
    """Serves files, and for a wrong address the site's own page for that."""

    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".ics": "text/calendar",
        ".wasm": "application/wasm",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def __init__(self, *arguments, not_found: Path, **options) -> None:  # type: ignore[no-untyped-def]
        self._not_found = not_found
        super().__init__(*arguments, **options)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            return super().send_error(code, message, explain)
        page = self._not_found.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)
