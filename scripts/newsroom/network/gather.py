"""Ask all partners at the same time, each on its own: the fault of one never touches another."""

import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue

from newsroom.network.fault import Fault
from newsroom.network.fetch import Answer, Internet, fetch
from newsroom.network.merge import Own, failed, is_paused, merged, unchanged
from newsroom.network.partner import Partner
from newsroom.network.read import read
from newsroom.network.store import Record, load, save

AT_ONCE = 100
"""Partners that are asked at the same time: those that hang must not make others wait."""
READ_AT_ONCE = 3
"""Feeds that are read at the same time: each takes a process."""

UPDATED, UNCHANGED, PAUSED, FAILED = "updated", "unchanged", "paused", "failed"


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What came of asking one partner."""

    partner: Partner
    outcome: str
    """UPDATED, UNCHANGED, PAUSED or FAILED."""
    record: Record
    """As the store has it now."""


def gather(
    partners: Sequence[Partner],
    store: Path,
    *,
    agent: str,
    own: Own,
    now: datetime,
    internet: Internet,
) -> Iterator[Gathered]:
    """Ask all partners and store what they say; what came of each, as soon as it has.

    Raises OSError where the store cannot be written.
    """
    results: SimpleQueue[Future[Gathered]] = SimpleQueue()
    askers, readers = ThreadPoolExecutor(AT_ONCE), ThreadPoolExecutor(READ_AT_ONCE)

    def pass_on(asked: Future[None]) -> None:
        if not asked.cancelled() and (error := asked.exception()):
            failed_here: Future[Gathered] = Future()
            failed_here.set_exception(error)
            results.put(failed_here)

    def ask(partner: Partner) -> None:
        record = load(store, partner)
        if is_paused(record, partner, now):
            result = Gathered(partner=partner, outcome=PAUSED, record=record)
            readers.submit(lambda: result).add_done_callback(results.put)
            return
        told = _told(partner, record, agent, internet)
        readers.submit(finish, partner, record, told).add_done_callback(results.put)

    def finish(partner: Partner, record: Record, told: Answer | Fault) -> Gathered:
        try:
            outcome, after = _after(partner, record, told, now, own)
        except Fault as fault:
            outcome, after = FAILED, failed(record, partner, fault, now)
        save(store, partner, after)
        return Gathered(partner=partner, outcome=outcome, record=after)

    try:
        # Nobody who waits for a slow server keeps those from being read that have answered.
        for partner in partners:
            askers.submit(ask, partner).add_done_callback(pass_on)
        for _ in partners:
            yield results.get().result()
    finally:
        # Whoever stops the command waits for those being asked, not for all others.
        askers.shutdown(cancel_futures=True)
        readers.shutdown(cancel_futures=True)


def _told(partner: Partner, record: Record, agent: str, internet: Internet) -> Answer | Fault:
    """What the partner's server says."""
    is_known = _is_known(partner, record)
    try:
        return fetch(
            partner,
            agent=agent,
            etag=record.etag if is_known else "",
            modified=record.modified if is_known else "",
            internet=internet,
        )
    except Fault as fault:
        return fault
    except Exception:  # even our own mistake is nobody else's fault
        traceback.print_exc()
        return Fault("our own program has failed; its message stands in the log")


def _after(
    partner: Partner, record: Record, told: Answer | Fault, now: datetime, own: Own
) -> tuple[str, Record]:
    """The outcome, and the record as it is then; raises Fault."""
    if isinstance(told, Fault):
        raise told
    if not told.is_unchanged:
        found = read(told.body, told.content_type, told.address)
        return UPDATED, merged(record, partner, told, found, now, own)
    if not _is_known(partner, record):
        raise Fault("says that nothing has changed, but was never asked before")
    return UNCHANGED, unchanged(record, partner, now)


def _is_known(partner: Partner, record: Record) -> bool:
    """Whether stamps of the record count: they are of one address, and of what we still have."""
    return record.feed == partner.feed and bool(record.items)
