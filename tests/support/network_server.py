"""A server of partners' feeds on this machine that can do whatever a server can do wrong.

It speaks TLS for every name below `partner.example`. What it does is decided by the name: a
behaviour is handed the socket and the head of the request, and writes what it likes.
"""

import gzip
import os
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from newsroom.network.fetch import Internet, tls
from newsroom.network.partner import Partner

Behaviour = Callable[[ssl.SSLSocket, str], None]
"""Writes an answer to a request, whose head it is given."""

SERVER, CANARY = "127.0.0.1", "127.0.0.2"
DOMAIN = "partner.example"
STRANGERS = ("expired", "other-name", "untrusted")
"""Names whose certificate proves nothing."""

_AUTHORITY = """\
[ca]
default_ca = own
[own]
database = {folder}/index.txt
serial = {folder}/serial
new_certs_dir = {folder}
default_md = sha256
policy = any
unique_subject = no
copy_extensions = copy
[any]
commonName = supplied
"""


def certificate(folder: Path, name: str, *, host: str, until: str = "20990101000000Z") -> Path:
    """A certificate that proves a host by itself, with its key in the same file."""
    (folder / "index.txt").touch()
    (folder / "serial").write_text(os.urandom(8).hex())
    (folder / "ca.cnf").write_text(_AUTHORITY.format(folder=folder))
    key, request, made = (folder / f"{name}.{ending}" for ending in ("key", "csr", "pem"))
    for command in (
        f"req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN={name}"
        f" -addext subjectAltName=DNS:{host} -keyout {key} -out {request}",
        f"ca -selfsign -batch -notext -config {folder}/ca.cnf -keyfile {key} -in {request}"
        f" -startdate 20200101000000Z -enddate {until} -out {made}",
    ):
        subprocess.run(["openssl", *command.split()], check=True, capture_output=True)
    made.write_text(made.read_text() + key.read_text())
    return made


@dataclass
class NetworkServer:
    """The server, and what was asked of it."""

    port: int
    authority: Path
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    """By the first part of the host's name."""
    addresses: dict[str, Sequence[str]] = field(default_factory=dict)
    """Of hosts that do not lie at SERVER, by name."""
    requests: list[str] = field(default_factory=list)
    """Heads of all requests, in the order in which they came."""
    lookups: list[str] = field(default_factory=list)
    canary_calls: int = 0
    """How often somebody connected to the address that must never be called."""

    def internet(self, *, seconds: float = 3.0) -> Internet:
        """The internet of tests: this server only, and what `addresses` says of other names."""
        return Internet(
            resolve=self._resolve,
            is_allowed=lambda address: address == SERVER,
            port=self.port,
            tls=tls(self.authority),
            seconds=seconds,
        )

    def _resolve(self, host: str) -> Sequence[str]:
        self.lookups.append(host)
        return self.addresses.get(host, [SERVER])


def partner(name: str, **more: object) -> Partner:
    """A partner of the server, whose feed lies at `https://<name>.partner.example/feed`."""
    host = f"{name}.{DOMAIN}"
    values: dict[str, object] = {
        "key": name,
        "names": {"": name.title()},
        "feed": f"https://{host}/feed",
        "site": f"https://{host}/",
        "hosts": (host,),
        "languages": ("en",),
    }
    return Partner(**(values | more))  # type: ignore[arg-type]


@contextmanager
def network_server(folder: Path) -> Iterator[NetworkServer]:
    """A server that runs until the block ends; `folder` holds its certificates."""
    good = certificate(folder, "good", host=f"*.{DOMAIN}")
    others = {
        "expired": certificate(folder, "expired", host=f"*.{DOMAIN}", until="20200201000000Z"),
        "other-name": certificate(folder, "other-name", host="other.example"),
        "untrusted": certificate(folder, "untrusted", host=f"*.{DOMAIN}"),
    }
    authority = folder / "authority.pem"
    trusted = (good, others["expired"], others["other-name"])
    authority.write_text("".join(each.read_text() for each in trusted))
    contexts = {name: _context(file) for name, file in {"": good, **others}.items()}

    def choose(connection: ssl.SSLSocket, name: str | None, _: ssl.SSLContext) -> None:
        connection.context = contexts.get((name or "").partition(".")[0], contexts[""])

    contexts[""].sni_callback = choose  # type: ignore[assignment]
    with socket.create_server((SERVER, 0), backlog=256) as listening:
        port = listening.getsockname()[1]
        server = NetworkServer(port=port, authority=authority)
        with socket.create_server((CANARY, port)) as canary:
            stop = Event()
            threads = [
                Thread(target=_accept, args=(listening, stop, server, contexts[""]), daemon=True),
                Thread(target=_sing, args=(canary, stop, server), daemon=True),
            ]
            for thread in threads:
                thread.start()
            try:
                yield server
            finally:
                stop.set()
                for thread in threads:
                    thread.join()


def _context(file: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def _sing(canary: socket.socket, stop: Event, server: NetworkServer) -> None:
    canary.settimeout(0.1)
    while not stop.is_set():
        try:
            canary.accept()[0].close()
            server.canary_calls += 1
        except TimeoutError:
            continue


def _accept(
    listening: socket.socket, stop: Event, server: NetworkServer, context: ssl.SSLContext
) -> None:
    listening.settimeout(0.1)
    while not stop.is_set():
        try:
            connection = listening.accept()[0]
        except TimeoutError:
            continue
        Thread(target=_serve, args=(connection, server, context), daemon=True).start()


def _serve(connection: socket.socket, server: NetworkServer, context: ssl.SSLContext) -> None:
    connection.settimeout(30)
    try:
        with context.wrap_socket(connection, server_side=True) as secured:
            head = b""
            while b"\r\n\r\n" not in head and (got := secured.recv(65_536)):
                head += got
            text = head.decode("latin-1")
            if not text:
                return  # the asker did not like our certificate
            server.requests.append(text)
            _, _, host = text.partition("\r\nHost: ")
            if behave := server.behaviours.get(host.partition(".")[0]):
                behave(secured, text)
    except OSError:
        pass  # the asker has left
    finally:
        connection.close()


# Behaviours


def answer(
    body: bytes = b"",
    *,
    status: str = "200 OK",
    headers: Mapping[str, str] | None = None,
    length: int | None = None,
) -> bytes:
    """The bytes of an answer of HTTP."""
    told = {"Content-Type": "application/rss+xml", "Connection": "close"} | dict(headers or {})
    if "Transfer-Encoding" not in told:
        told["Content-Length"] = str(len(body) if length is None else length)
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def says(content: bytes) -> Behaviour:
    """Always answers with the same bytes."""
    return lambda connection, _: connection.sendall(content)


def serves(body: bytes, **headers: str) -> Behaviour:
    """Serves a feed; headers are named with underscores."""
    return says(
        answer(body, headers={name.replace("_", "-"): value for name, value in headers.items()})
    )


def packed(body: bytes) -> Behaviour:
    return serves(gzip.compress(body), Content_Encoding="gzip")


def redirects(address: str, status: str = "301 Moved Permanently") -> Behaviour:
    return says(answer(status=status, headers={"Location": address}))
