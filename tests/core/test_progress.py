"""What long work says on its way."""

import io
from collections.abc import Callable

from newsroom.core.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def clock_of(*, step: float) -> Callable[[], float]:
    """A clock on which each look takes some seconds."""
    seconds = iter(range(10**6))
    return lambda: next(seconds) * step


def said(out: io.StringIO, *, step: float, count: int = 12) -> str:
    passed = progress(range(count), count, "photos", stream=out, clock=clock_of(step=step))
    assert list(passed) == list(range(count))
    return out.getvalue()


def test_quick_work_says_nothing() -> None:
    assert said(io.StringIO(), step=0.1) == ""
    assert said(Terminal(), step=0.1) == ""


def test_a_log_gets_a_line_every_ten_seconds() -> None:
    assert said(io.StringIO(), step=5).splitlines() == [
        "photos: 1 of 12",
        "photos: 3 of 12",
        "photos: 5 of 12",
        "photos: 7 of 12",
        "photos: 9 of 12",
        "photos: 11 of 12",
        "photos: 12 of 12",
    ]


def test_a_terminal_shows_one_line_that_changes() -> None:
    shown = said(Terminal(), step=1, count=4)
    assert shown == "".join(f"\rphotos: {n} of 4\x1b[K" for n in (1, 2, 3, 4)) + "\n"
