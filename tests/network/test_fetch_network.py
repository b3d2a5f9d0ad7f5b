"""The command that gathers: what it prints, writes and ends with, and what it may cost."""

import json
import resource
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commands import run_command, run_here
from network_feeds import many, sound
from network_server import (
    DOMAIN,
    NetworkServer,
    answer,
    network_server,
    packed,
    partner,
    says,
    serves,
)
from newsroom.core.settings import PROJECT
from newsroom.network.fault import Fault
from newsroom.network.gather import UPDATED, gather
from newsroom.network.merge import Own, failed
from newsroom.network.published import take_published
from newsroom.network.status import needs_person, summary, table
from newsroom.network.store import Record, dump, load, save

COMMAND = "fetch_network.py"
NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
OWN = Own(site_url="https://kota.example/situs/", identity="kota.example,2026")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NetworkServer]:
    with network_server(tmp_path_factory.mktemp("server")) as server:
        yield server


def entry(name: str) -> str:
    return f"{name}:\n  name: {name}\n  languages: [en]\n  feed: https://{name}.{DOMAIN}/feed\n"


def run(
    server: NetworkServer, folder: Path, *options: object, **variables: str
) -> subprocess.CompletedProcess[str]:
    (folder / "network.yml").write_text(entry("one") + entry("bad"))
    test_server = f"127.0.0.1,{server.port},{server.authority}"
    files = ("--partners", folder / "network.yml", "--store", folder / "store")
    return run_here(COMMAND, *files, "--test-server", test_server, *options, **variables)


def test_it_tells_of_each_partner_and_ends_well_whatever_one_does(
    server: NetworkServer, tmp_path: Path
) -> None:
    server.behaviours |= {
        "one": serves(sound("rss", "one")),
        "bad": says(answer(status="500 Broken")),
    }
    told, page = tmp_path / "status.json", tmp_path / "page.md"
    result = run(server, tmp_path, "--json", told, GITHUB_STEP_SUMMARY=str(page))
    assert result.returncode == 0, result.stderr
    assert "one: updated, 2 items" in result.stdout
    assert "bad: failed, 0 items; answers with status 500" in result.stdout
    assert "[2/2]" in result.stdout
    status = json.loads(told.read_text())
    assert (status["one"]["items"], status["one"]["fault"]) == (2, None)
    assert status["bad"]["fault"] == "answers with status 500"
    assert status["bad"]["succeeded"] is None
    assert "2 partners, 1 failing." in page.read_text()
    assert "bad, since" in page.read_text()
    assert sorted(file.name for file in (tmp_path / "store").iterdir()) == ["bad.json", "one.json"]
    # The table alone asks nobody.
    before = len(server.requests)
    only = run(server, tmp_path, "--status")
    assert only.returncode == 0
    assert only.stdout.splitlines()[-2:] == result.stdout.splitlines()[-2:]
    assert len(server.requests) == before


def test_it_names_what_is_wrong_in_the_partners_file(tmp_path: Path) -> None:
    (tmp_path / "network.yml").write_text("atlantis:\n  feed: x\n")
    result = run_here(COMMAND, "--partners", tmp_path / "network.yml")
    assert result.returncode == 1
    assert "network.yml:1:1" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("value", ["x", "127.0.0.1", "127.0.0.1,x,y"])
def test_a_wrong_option_is_named(value: str) -> None:
    result = run_here(COMMAND, "--test-server", value)
    assert result.returncode == 2
    assert "--test-server" in result.stderr


def test_a_store_that_cannot_be_written_is_named(server: NetworkServer, tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    result = run(server, tmp_path)
    assert result.returncode == 3
    assert "store" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_partner_that_fails_for_a_week_needs_a_person() -> None:
    record = failed(Record(), partner("bad"), Fault("is `down`\x1b[31m"), NOW)
    assert not needs_person(record, NOW + timedelta(days=6))
    assert needs_person(record, NOW + timedelta(days=7))
    words = summary([partner("bad")], {"bad": record}, NOW + timedelta(days=7))
    assert "❌ bad, since 2026-11-24: `is ´down´\\x1b[31m`" in words
    assert "\x1b" not in table([partner("bad")], {"bad": record})


def test_those_that_hang_make_nobody_wait(server: NetworkServer, tmp_path: Path) -> None:
    names = [f"city-{number}" for number in range(10)]
    hanging = set(names[::4])
    for name in names:
        server.behaviours[name] = (
            (lambda *_: time.sleep(8)) if name in hanging else packed(many(name=name))
        )
    partners = [partner(name) for name in names]
    start, last_sound = time.monotonic(), 0.0
    for each in gather(
        partners, tmp_path, agent="test", own=OWN, now=NOW, internet=server.internet(seconds=4)
    ):
        if each.outcome == UPDATED:
            last_sound = time.monotonic() - start
            assert len(each.record.items) == 50
            names.remove(each.partner.key)
    assert set(names) == hanging
    assert time.monotonic() - start < 4 + max(last_sound, 4)


LIMITED = """\
from newsroom.network import read_process
read_process.CPU_SECONDS = 1
read_process._limit()
"""


@pytest.mark.parametrize(
    ("work", "ended"),
    [
        ("bytearray(300 * 2**20)", "MemoryError"),
        ("open('/dev/shm/x', 'wb').write(bytes(9 * 2**20))", "File too large"),
    ],
)
def test_the_system_limits_the_reading_process(work: str, ended: str) -> None:
    result = run_command([sys.executable, "-c", LIMITED + work], folder=PROJECT / "scripts")
    assert result.returncode != 0
    assert ended in result.stderr


def test_the_system_ends_what_reads_for_too_long() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    result = run_command(
        [sys.executable, "-c", LIMITED + "exec('while True: pass')"], folder=PROJECT / "scripts"
    )
    assert result.returncode < 0
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 3


# The published site as the memory between runs


def published(
    server: NetworkServer, folder: Path, *options: object
) -> subprocess.CompletedProcess[str]:
    """Take what the site at `https://site.partner.example/situs/` has."""
    site_url = f"https://site.{DOMAIN}/situs/"
    return run(server, folder, "--published", "--status", *options, SITE_URL=site_url)


def test_a_run_without_a_store_begins_with_what_is_published(
    server: NetworkServer, tmp_path: Path
) -> None:
    record = Record(feed=partner("one").feed, succeeded=NOW, etag='"v1"', items=())
    held = {"/situs/assets/network/one.json": answer(dump(record).encode())}

    def site(connection: ssl.SSLSocket, head: str) -> None:
        connection.sendall(held.get(head.split()[1], answer(status="404 Not Found")))

    server.behaviours["site"] = site
    result = published(server, tmp_path)
    assert result.returncode == 0, result.stderr
    assert f"taken from https://site.{DOMAIN}/situs/: one" in result.stdout
    assert load(tmp_path / "store", partner("one")) == record
    assert load(tmp_path / "store", partner("bad")) == Record()
    # What was gathered since is newer than what is published.
    newer = Record(feed=partner("one").feed, failures=1, fault="x", failing_since=NOW)
    save(tmp_path / "store", partner("one"), newer)
    assert "nothing" in published(server, tmp_path).stdout
    assert load(tmp_path / "store", partner("one")) == newer


def test_a_published_file_that_is_none_of_ours_is_not_believed(
    server: NetworkServer, tmp_path: Path
) -> None:
    hostile = {"link": "https://x.example/", "title": "x", "seen": NOW.isoformat()}
    server.behaviours["site"] = serves(json.dumps({"items": [hostile]}).encode())
    assert published(server, tmp_path).returncode == 0
    assert load(tmp_path / "store", partner("one")).items == ()


def test_a_published_site_that_cannot_be_asked_stops_the_run(server: NetworkServer) -> None:
    """Building without its news would take them away from readers."""
    server.behaviours["site"] = says(answer(status="503 Unavailable"))
    pauses: list[float] = []
    with pytest.raises(Fault, match="status 503"):
        list(
            take_published(
                [partner("one")],
                Path("/nowhere"),
                site_url=f"https://site.{DOMAIN}/",
                agent="test",
                internet=server.internet(),
                pause=pauses.append,
            )
        )
    assert len(pauses) == 2
