"""What runs out: security.txt, the schedule on GitHub, the theme."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from newspapers import TODAY, small_settings
from newsroom.security_txt import CONFIRMED, EXPIRES, robots_txt, security_txt
from newsroom.watch import deadlines


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
