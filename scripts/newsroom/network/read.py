"""A feed's bytes as items, read in a process of its own that may take little time and memory."""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from newsroom.network import read_process
from newsroom.network.fault import Fault

WALL_SECONDS = 15

_SCRIPTS = Path(__file__).parents[2]


def read(body: bytes, content_type: str, address: str) -> Sequence[Mapping[str, str]]:
    """The items of a feed of any version of RSS, RDF, Atom or JSON Feed; raises Fault.

    `address` is where it was found: relative links start there. The newest items come first, at
    most words.MAX_ITEMS; each has `link`, `title`, `summary`, `language`, `date` (ISO 8601),
    `guid` and `source`, an empty text where the feed says nothing.
    """
    head = json.dumps({"content_type": content_type, "address": address}).encode()
    with tempfile.TemporaryFile() as output:
        try:
            ended = subprocess.run(
                [sys.executable, "-m", read_process.__name__],
                input=head + b"\n" + body,
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=WALL_SECONDS,
                cwd=_SCRIPTS,
                env={"PYTHONUTF8": "1"},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Fault("reading the feed takes too long") from None
        output.seek(0)
        said = output.read(read_process.MAX_OUTPUT)
    if ended.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Fault("reading the feed takes too long")
    try:
        told = json.loads(said)
    except ValueError:
        raise Fault("reading the feed failed, or takes more memory than we grant") from None
    if ended.returncode == read_process.UNREADABLE:
        raise Fault(told["fault"])
    items: Sequence[Mapping[str, str]] = told["items"]
    return items
