"""What runs out unless somebody acts: each with the day on which it does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from newsroom import security_txt

REST_DAYS = 60
"""GitHub switches the schedules of a public repository off after so many days without a commit."""

THEME_ENDS = date(2027, 5, 5)
"""The last day on which Material for MkDocs mends flaws of its own."""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Something that stops on a day."""

    what: str
    day: date
    mend: str
    warn_days: int | None = None
    """From so many days before it on, somebody must act; never, where no single act mends it."""

    def is_urgent(self, today: date) -> bool:
        return self.warn_days is not None and (self.day - today).days <= self.warn_days

    def report(self, today: date) -> str:
        days = (self.day - today).days
        return f"{self.day}, in {days} days: {self.what}; {self.mend}"


def deadlines(last_commit: date) -> Iterator[Deadline]:
    yield Deadline(
        what="GitHub switches the nightly publication off",
        day=last_commit + timedelta(days=REST_DAYS),
        mend="commit anything to main, or press 'Enable workflow' afterwards",
        warn_days=14,
    )
    yield Deadline(
        what="security.txt expires",
        day=security_txt.EXPIRES,
        mend="see that reports are read, then set CONFIRMED in scripts/newsroom/security_txt.py",
        warn_days=30,
    )
    yield Deadline(
        what="the theme is no longer maintained",
        day=THEME_ENDS,
        mend="follow the plan in README.md",
    )
