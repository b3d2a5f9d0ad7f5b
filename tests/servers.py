"""Servers on this machine, for real readers, browsers and commands to ask."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
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
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
