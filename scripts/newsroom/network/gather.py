"""Ask all partners at the same time, each on its own: the fault of one never touches another."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore

from newsroom.network.fault import Fault
from newsroom.network.fetch import Internet, fetch
from newsroom.network.merge import Own, failed, is_paused, merged, unchanged
from newsroom.network.partner import Partner
from newsroom.network.read import read
from newsroom.network.store import Record, load, save

AT_ONCE = 40
"""Partners that are asked at the same time: one in five may hang for as long as we wait."""
READ_AT_ONCE = 2
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
    turn = BoundedSemaphore(READ_AT_ONCE)

    def ask(partner: Partner) -> Gathered:
        record = load(store, partner)
        if is_paused(record, partner, now):
            return Gathered(partner=partner, outcome=PAUSED, record=record)
        try:
            outcome, after = _ask(partner, record)
        except Fault as fault:
            outcome, after = FAILED, failed(record, partner, fault, now)
        save(store, partner, after)
        return Gathered(partner=partner, outcome=outcome, record=after)

    def _ask(partner: Partner, record: Record) -> tuple[str, Record]:
        # Stamps are of one address, and of what we still have.
        is_known = record.feed == partner.feed and record.items
        answer = fetch(
            partner,
            agent=agent,
            etag=record.etag if is_known else "",
            modified=record.modified if is_known else "",
            internet=internet,
        )
        if answer.is_unchanged:
            if not is_known:
                raise Fault("says that nothing has changed, but was never asked before")
            return UNCHANGED, unchanged(record, partner, now)
        with turn:
            found = read(answer.body, answer.content_type, answer.address)
        return UPDATED, merged(record, partner, answer, found, now, own)

    threads = ThreadPoolExecutor(AT_ONCE)
    try:
        for asked in as_completed([threads.submit(ask, partner) for partner in partners]):
            yield asked.result()
    finally:
        # Whoever stops the command waits for those being asked, not for all others.
        threads.shutdown(cancel_futures=True)
