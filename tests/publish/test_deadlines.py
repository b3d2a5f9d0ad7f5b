"""What runs out: security.txt, the schedule on GitHub, the theme."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from commands import run_here
from newsroom.core.dates import JAKARTA
from newsroom.pages.well_known import CONFIRMED, EXPIRES, robots_txt, security_txt
from newsroom.publish.deadlines import NoAnswer, deadlines, last_renewed
from servers import Silent, answering
from small_sites import TODAY, small_settings


def test_security_txt_says_whom_to_write_to(tmp_path: Path) -> None:
    file = security_txt(small_settings(tmp_path))
    assert file.path == ".well-known/security.txt"
    assert file.content.decode() == (
        "Contact: https://github.com/kota/situs/security/advisories/new\n"
        f"Expires: {EXPIRES}T00:00:00Z\n"
        "Preferred-Languages: id, en\n"
        "Canonical: https://kota.example/situs/.well-known/security.txt\n"
        "Policy: https://github.com/kota/situs/blob/main/SECURITY.md\n"
    )


def test_security_txt_expires_within_a_year() -> None:
    assert timedelta() < EXPIRES - CONFIRMED < timedelta(days=365)


def test_robots_may_read_everything(tmp_path: Path) -> None:
    file = robots_txt(small_settings(tmp_path))
    assert file.path == "robots.txt"
    assert file.content.decode() == (
        "User-agent: *\nDisallow:\n\nSitemap: https://kota.example/situs/sitemap.xml\n"
    )


@pytest.mark.parametrize(
    ("last_commit", "today", "urgent"),
    [
        (TODAY, TODAY, []),
        (TODAY, TODAY + timedelta(days=45), []),
        (TODAY, TODAY + timedelta(days=46), ["GitHub switches the nightly publication off"]),
        (TODAY, TODAY + timedelta(days=70), ["GitHub switches the nightly publication off"]),
        (EXPIRES, EXPIRES - timedelta(days=31), []),
        (EXPIRES, EXPIRES - timedelta(days=30), ["security.txt expires"]),
    ],
)
def test_somebody_must_act_in_time(last_commit: date, today: date, urgent: list[str]) -> None:
    assert [
        deadline.what for deadline in deadlines(last_commit) if deadline.is_urgent(today)
    ] == urgent


def test_a_deadline_says_when_and_how_to_mend_it() -> None:
    first = next(deadlines(date(2026, 11, 1)))
    assert first.report(TODAY) == (
        "2026-12-31, in 37 days: GitHub switches the nightly publication off; "
        "commit anything to main, or press 'Enable workflow' afterwards"
    )


# The published site

NOON = datetime(2026, 11, 24, 12, tzinfo=JAKARTA)


@contextmanager
def published(modified: str | None, status: int = 200) -> Iterator[tuple[str, list[str]]]:
    """A published site whose pages say when they were renewed, and what it was asked."""
    asked: list[str] = []

    class Site(Silent, BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.send_response(status)
            if modified is not None:
                self.send_header("Last-Modified", modified)
            self.send_header("Location", "https://example.org/")
            self.end_headers()

    with answering(Site) as address:
        yield f"{address}situs/", asked


def watch(site_folder: str, now: datetime = NOON) -> subprocess.CompletedProcess[str]:
    epoch = str(int(now.timestamp()))
    return run_here("watch.py", "--site", site_folder, SOURCE_DATE_EPOCH=epoch)


@pytest.mark.parametrize(("days", "is_stale"), [(0, False), (3, False), (4, True), (40, True)])
def test_a_site_that_is_not_renewed_is_a_finding(days: int, is_stale: bool) -> None:
    renewed = (NOON - timedelta(days=days)).astimezone(tz=None)
    with published(format_datetime(renewed)) as (site_folder, asked):
        done = watch(site_folder)
    assert asked == ["HEAD /situs/"]
    (line,) = [line for line in done.stdout.splitlines() if "last renewed on" in line]
    assert line.startswith("- **now:** ") is is_stale
    assert f"last renewed on {NOON - timedelta(days=days):%Y-%m-%d}" in line
    assert "/actions/workflows/nightly.yml, press 'Enable workflow'" in line
    assert done.returncode == (1 if is_stale else 0)
    assert ("1 days ago" in line) is (days == 4)


@pytest.mark.parametrize(
    ("modified", "status", "told"),
    [
        (None, 200, "it names no day"),
        ("yesterday", 200, "it names no day"),
        ("Tue, 24 Nov 2026 05:00:00 GMT", 404, "it answers 404"),
        ("Tue, 24 Nov 2026 05:00:00 GMT", 301, "it answers 301"),  # and is not followed
    ],
)
def test_a_site_that_does_not_tell_is_a_warning(
    modified: str | None, status: int, told: str
) -> None:
    with published(modified, status) as (site_folder, asked):
        done = watch(site_folder)
    assert len(asked) == 1
    assert f"- warning: the published site was asked for its age: {told}" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_no_answer_is_a_warning_too() -> None:
    done = watch("http://127.0.0.1:1/")
    assert "- warning: the published site" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "address", ["http://example.org/", "ftp://example.org/", "file:///etc/passwd", ""]
)
def test_nothing_is_asked_without_https(address: str) -> None:
    with pytest.raises(NoAnswer, match="no https"):
        last_renewed(address)
