"""A stranger's texts, read first in a process of their own that is stopped when it costs too much.

The limits of markup.py hold for what we know to be costly. This one holds for what nobody foresaw.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from newsroom.checks.check import own_problems
from newsroom.core.problem import Problem
from newsroom.site.site import Site

Look = Callable[[Site, str], object]
"""Reads one text of a site, by its path."""

_OUT_OF_MEMORY, _BROKEN = 3, 4


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What reading one text may cost."""

    seconds: int = 10
    megabytes: int = 1024
    """Beyond what the whole site takes already."""


LIMITS = Limits()


def rejected_texts(
    before: Site,
    after: Site,
    *,
    look: Look = lambda site, path: list(own_problems(site, path)),
    limits: Limits = LIMITS,
) -> list[Problem]:
    """Try each text that has changed. One that costs too much is set aside: nothing renders it."""
    problems = []
    for path, source in after.catalogue.sources.items():
        if before.catalogue.sources.get(path) == source:
            continue
        if rule := _fault(after, path, look, limits):
            values = {"seconds": limits.seconds, "megabytes": limits.megabytes}
            problems.append(Problem(path=path, rule=rule, values=values))
            if text := after.text_at(path):
                after.renderers[text.language].skip(text)
    return problems


def _fault(site: Site, path: str, look: Look, limits: Limits) -> str:
    """Why a text cannot be read within the limits: a rule; an empty text if it can."""
    # A fork has everything that was read already; so it takes milliseconds.
    process = multiprocessing.get_context("fork").Process(
        target=_look_within, args=(site, path, look, limits)
    )
    process.start()
    process.join(limits.seconds)
    if process.is_alive():
        process.kill()
        process.join()
        return "rendering_slow"
    code = process.exitcode
    if code == -signal.SIGXCPU:
        return "rendering_slow"
    if code in (_OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL):
        return "rendering_hungry"
    return "rendering_broken" if code else ""


def _look_within(site: Site, path: str, look: Look, limits: Limits) -> None:
    """Look at a text within limits that the system itself enforces, and end the process."""
    import resource  # Windows has none, where editors check their own texts without a trial

    memory = _own_size() + limits.megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        look(site, path)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except BaseException:
        os._exit(_BROKEN)
    os._exit(0)


def _own_size() -> int:
    """Bytes of addresses that this process has; 0 where the system does not tell."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE") if told.is_file() else 0
