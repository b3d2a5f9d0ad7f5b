"""What runs out unless somebody acts: each with the day on which it does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from newsroom.core.dates import JAKARTA
from newsroom.pages import well_known

REST_DAYS = 60
"""GitHub switches the schedules of a public repository off after so many days without a commit."""

STALE_DAYS = 3
"""So old may the published site be that the nightly build renews: two nights may fail."""

SECONDS = 20

THEME_ENDS = date(2027, 5, 5)
"""The last day on which Material for MkDocs fixes flaws of its own."""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Something that stops on a day."""

    what: str
    day: date
    fix: str
    warn_days: int | None = None
    """From so many days before it on, somebody must act; never, where no single act fixes it."""

    def is_urgent(self, today: date) -> bool:
        return self.warn_days is not None and (self.day - today).days <= self.warn_days

    def report(self, today: date) -> str:
        days = (self.day - today).days
        distance = f"in {days} days" if days >= 0 else f"{-days} days ago"
        return f"{self.day}, {distance}: {self.what}; {self.fix}"


def deadlines(last_commit: date) -> Iterator[Deadline]:
    yield Deadline(
        what="GitHub switches the nightly publication off",
        day=last_commit + timedelta(days=REST_DAYS),
        fix="commit anything to main, or press 'Enable workflow' afterwards",
        warn_days=14,
    )
    yield Deadline(
        what="security.txt expires",
        day=well_known.EXPIRES,
        fix="see that reports are read, then set CONFIRMED in newsroom/pages/well_known.py",
        warn_days=30,
    )
    yield Deadline(
        what="the theme is no longer maintained",
        day=THEME_ENDS,
        fix="follow the plan in README.md",
    )


def renewal(last: date, repository: str) -> Deadline:
    """The day on which the published site is too old, unless it is built again."""
    return Deadline(
        what=f"the published site, last renewed on {last}, is too old: the nightly build is off",
        day=last + timedelta(days=STALE_DAYS),
        fix=f"open {repository}/actions/workflows/nightly.yml, press 'Enable workflow' if it is "
        "there, and fix what its last run says",
        warn_days=-1,
    )


class NoAnswer(Exception):
    """The published site does not say how old it is."""


def last_renewed(address: str) -> date:
    """The day on which a published page was last renewed: one question to its host, and no other.

    Raises NoAnswer. A test's server on this machine may do without https.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname != "127.0.0.1":
        raise NoAnswer("it has no https")
    is_safe = parts.scheme == "https"
    try:
        connection = (HTTPSConnection if is_safe else HTTPConnection)(parts.netloc, timeout=SECONDS)
        try:
            connection.request("HEAD", parts.path or "/")
            answer = connection.getresponse()
        finally:
            connection.close()
    except (OSError, HTTPException) as error:
        raise NoAnswer(str(error)) from error
    if answer.status != HTTPStatus.OK:
        raise NoAnswer(f"it answers {answer.status}")
    try:
        modified = parsedate_to_datetime(answer.headers["Last-Modified"] or "")
    except ValueError:
        raise NoAnswer("it names no day") from None
    return modified.astimezone(JAKARTA).date()
