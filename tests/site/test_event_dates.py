"""The days and hours of events and announcements, as readers see them on a day."""

from datetime import date
from pathlib import Path

import pytest

from newsroom.site.event_dates import event_dates
from small_sites import original, small_site

KEY = "announcements/2026/acara"


def words(folder: Path, more: str, language: str, today: date | None) -> tuple[str, str]:
    site = small_site(folder, {f"{KEY}/index.id.md": original(more=more)})
    article = site.catalogue.original(KEY)
    days = event_dates(article, site.addresses[language].wording, today=today)
    assert days
    return days.words, days.registration


@pytest.mark.parametrize(
    ("more", "indonesian", "english"),
    [
        ("starts: 2026-12-05\n", "5 Desember 2026", "5 December 2026"),
        (
            "starts: 2026-12-05T09:00+07:00\n",
            "5 Desember 2026, pukul 09.00 WIB",
            "5 December 2026, 09:00 Jakarta time",
        ),
        (
            "starts: 2026-12-05T09:00+07:00\nends: 2026-12-05T12:30+07:00\n",
            "5 Desember 2026, pukul 09.00–12.30 WIB",
            "5 December 2026, 09:00–12:30 Jakarta time",
        ),
        (
            "starts: 2026-12-05\nends: 2026-12-05T12:30+07:00\n",
            "5 Desember 2026, sampai pukul 12.30 WIB",
            "5 December 2026, until 12:30 Jakarta time",
        ),
        (
            "starts: 2026-12-05\nends: 2026-12-07\n",
            "5 Desember 2026 sampai 7 Desember 2026",
            "5 December 2026 to 7 December 2026",
        ),
        (
            "starts: 2026-12-05T20:00+07:00\nends: 2026-12-06T01:00+07:00\n",
            "5 Desember 2026, pukul 20.00 WIB sampai 6 Desember 2026, pukul 01.00 WIB",
            "5 December 2026, 20:00 Jakarta time to 6 December 2026, 01:00 Jakarta time",
        ),
        (
            "starts: 2026-12-05T09:00+07:00\nends: 2026-12-07\n",
            "5 Desember 2026, pukul 09.00 WIB sampai 7 Desember 2026",
            "5 December 2026, 09:00 Jakarta time to 7 December 2026",
        ),
    ],
)
def test_an_event_names_its_hours_from_beginning_to_end(
    tmp_path: Path, more: str, indonesian: str, english: str
) -> None:
    assert words(tmp_path, more, "id", None) == (indonesian, "")
    assert words(tmp_path, more, "en", None) == (english, "")


EVENT = "starts: 2026-12-20\ncloses: 2026-12-01\n"
OPEN = "Registration until 1 December 2026"


@pytest.mark.parametrize(
    ("more", "today", "shown", "registration"),
    [
        (EVENT, date(2026, 11, 24), "20 December 2026", OPEN),
        (EVENT, date(2026, 12, 1), "20 December 2026", OPEN),
        (EVENT, date(2026, 12, 2), "Begins 20 December 2026", ""),
        (EVENT, date(2026, 12, 20), "20 December 2026", ""),
        (EVENT, date(2026, 12, 21), "20 December 2026", ""),
        (EVENT + "cancelled: 2026-11-23\n", date(2026, 11, 24), "20 December 2026", ""),
        # In feeds, which nobody writes again when a day has passed.
        (EVENT, None, "20 December 2026", OPEN),
        ("closes: 2026-12-01\n", date(2026, 12, 1), "Until 1 December 2026", ""),
        ("closes: 2026-12-01\n", date(2026, 12, 2), "Closed 1 December 2026", ""),
        ("closes: 2026-12-01\n", None, "Until 1 December 2026", ""),
    ],
)
def test_nobody_is_invited_to_register_once_that_has_closed(
    tmp_path: Path, more: str, today: date | None, shown: str, registration: str
) -> None:
    assert words(tmp_path, more, "en", today) == (shown, registration)
