"""How each partner's feed fares, for maintainers: as a table, as JSON, as Markdown."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from newsroom.core.github_summary import code
from newsroom.core.problem import one_line
from newsroom.network.partner import Partner
from newsroom.network.store import Record

ALERT_AFTER = timedelta(days=7)
"""A partner that fails for longer needs a person."""

Records = Mapping[str, Record]
"""By the partner's key."""


def table(partners: Sequence[Partner], records: Records) -> str:
    """One line a partner: last success, items, and what is wrong since when."""
    rows = [("partner", "last success", "items", "state")]
    for partner in partners:
        record = records.get(partner.key, Record())
        last, count = _day(record.succeeded) or "never", str(len(record.items))
        rows.append((partner.key, last, count, _state(partner, record)))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        + "\n"
        for row in rows
    )


def as_json(partners: Sequence[Partner], records: Records) -> str:
    """The same for programs."""
    told = {}
    for partner in partners:
        record = records.get(partner.key, Record())
        told[partner.key] = {
            "feed": partner.feed,
            "confirmed": partner.is_confirmed,
            "asked": _iso(record.asked),
            "succeeded": _iso(record.succeeded),
            "items": len(record.items),
            "fault": record.fault or None,
            "failing_since": _iso(record.failing_since),
            "failures": record.failures,
            "paused_until": _iso(record.paused_until),
        }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def summary(partners: Sequence[Partner], records: Records, now: datetime) -> str:
    """The page of a run: who failed, since when, and whom a person should look after."""
    failing = [each for each in partners if records.get(each.key, Record()).failures]
    lines = ["### News from the network", ""]
    lines.append(f"{len(partners)} partners, {len(failing)} failing.")
    for partner in failing:
        record = records[partner.key]
        mark = "❌" if needs_person(record, now) else "⚠️"
        since = _day(record.failing_since)
        lines.append(f"- {mark} {partner.key}, since {since}: {code(record.fault)}")
    if any(needs_person(records[each.key], now) for each in failing):
        days = ALERT_AFTER.days
        lines += ["", f"❌ fails for {days} days or more: correct or remove it in network.yml."]
    return "\n".join([*lines, "", ""])


def needs_person(record: Record, now: datetime) -> bool:
    """Whether a partner has failed for so long that somebody must look after it."""
    return record.failing_since is not None and now - record.failing_since >= ALERT_AFTER


def _state(partner: Partner, record: Record) -> str:
    confirmed = "" if partner.is_confirmed else " (not confirmed: shown to nobody)"
    if not record.failures:
        return ("well" if record.succeeded else "not asked yet") + confirmed
    since = _day(record.failing_since)
    pause = f"; asked again after {_iso(record.paused_until)}" if record.paused_until else ""
    return f"failing since {since}: {one_line(record.fault)}{pause}{confirmed}"


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None
