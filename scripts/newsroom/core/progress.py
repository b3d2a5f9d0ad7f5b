"""Says how far long work has come: in a terminal on one line, in a log every ten seconds."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

QUIET_SECONDS = 2.0
"""Work that is done before says nothing."""
LOG_SECONDS, TERMINAL_SECONDS = 10.0, 0.2
"""Between two reports."""
Thing = TypeVar("Thing")


def progress(
    things: Iterable[Thing],
    total: int,
    what: str,
    *,
    stream: TextIO | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Thing]:
    """Pass on each of `total` things, and report on the way: "photos: 120 of 2,000".

    The stream is that of errors unless another is given, so what a command prints stays whole.
    """
    out = stream or sys.stderr
    is_terminal = out.isatty()
    interval = TERMINAL_SECONDS if is_terminal else LOG_SECONDS
    next_report = clock() + (QUIET_SECONDS if is_terminal else LOG_SECONDS)
    has_reported = False
    for done, thing in enumerate(things):
        if (now := clock()) >= next_report:
            _report(out, f"{what}: {done:,} of {total:,}", is_terminal=is_terminal)
            next_report, has_reported = now + interval, True
        yield thing
    if has_reported:
        _report(out, f"{what}: {total:,} of {total:,}", is_terminal=is_terminal)
        if is_terminal:
            out.write("\n")


def _report(out: TextIO, line: str, *, is_terminal: bool) -> None:
    # The cursor goes back to the beginning of the line, and what stood behind it is erased.
    out.write(f"\r{line}\x1b[K" if is_terminal else f"{line}\n")
    out.flush()
