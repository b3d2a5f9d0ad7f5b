"""Fetch the news of other creative cities from the feeds that network.yml names.

The news go into a store of one small file a partner, from which the next build takes them; the
build itself never touches the network. What a partner's server does wrong is told in the table and
changes nothing of what the store has of it.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from newsroom.core.failure import SettingsError
from newsroom.core.github_summary import show
from newsroom.core.problem import LANGUAGES, one_line
from newsroom.core.settings import PROJECT, read_settings
from newsroom.core.wording import MissingWording, read_wording
from newsroom.network.fetch import Internet, one_server
from newsroom.network.gather import Gathered, gather
from newsroom.network.merge import Own
from newsroom.network.partner import read_partners
from newsroom.network.status import as_json, summary, table
from newsroom.network.store import load

EPILOG = """\
exit codes:
  0  every partner was asked; those that failed keep their last news, the table names them
  1  network.yml has problems     2  an option is wrong     3  the store cannot be written
  4  mkdocs.yml is wrong
"""
PROBLEMS, WRONG_OPTION, UNWRITABLE, WRONG_SETTINGS = 1, 2, 3, 4


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings(options.config)
        site_name = read_wording(settings.default_language)["site_name"]
    except (SettingsError, MissingWording, OSError) as error:
        return _fail(WRONG_SETTINGS, str(error))
    found = read_partners(options.partners or settings.network)
    if found.problems:
        lines = [each.report(language) for each in found.problems for language in LANGUAGES]
        return _fail(PROBLEMS, "\n".join(lines))
    partners = list(found.by_key.values())
    store: Path = options.store or settings.network_store
    now = datetime.now(UTC).replace(microsecond=0)
    try:
        if not options.status:
            internet = one_server(*options.test_server) if options.test_server else Internet()
            agent = f"{site_name} (+{settings.site_url}; gathers news of creative cities)"
            gathered = gather(
                partners,
                store,
                agent=agent.encode("ascii", "replace").decode(),
                own=Own(site_url=settings.site_url, identity=settings.identity),
                now=now,
                internet=internet,
            )
            for number, each in enumerate(gathered, start=1):
                print(f"[{number}/{len(partners)}] {_told(each)}", flush=True)
        records = {partner.key: load(store, partner) for partner in partners}
        if options.json:
            options.json.write_text(as_json(partners, records), encoding="utf-8")
    except OSError as error:
        name = one_line(str(error.filename or store))
        return _fail(UNWRITABLE, f"cannot write {name}: {error.strerror}; name another folder")
    print(f"\n{table(partners, records)}", end="")
    if not options.status:
        show(summary(partners, records, now))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--store", type=Path, metavar="FOLDER", help="where the news are kept (.cache/network)"
    )
    parser.add_argument(
        "--partners", type=Path, metavar="FILE", help="the partners (network.yml beside mkdocs.yml)"
    )
    parser.add_argument("--config", type=Path, metavar="FILE", default=PROJECT / "mkdocs.yml")
    parser.add_argument("--status", action="store_true", help="ask nobody; only show the table")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the table there as JSON")
    parser.add_argument(
        "--test-server",
        type=_server,
        metavar="ADDRESS,PORT,AUTHORITY",
        help="for tests: every host is this one server, whose certificate an authority's file "
        "proves; nothing else is asked",
    )
    return parser


def _server(text: str) -> tuple[str, int, Path]:
    address, port, authority = text.split(",", 2)
    return address, int(port), Path(authority)


def _told(gathered: Gathered) -> str:
    """`kanazawa: updated, 12 items`, or what went wrong."""
    record = gathered.record
    said = f"{gathered.partner.key}: {gathered.outcome}, {len(record.items)} items"
    is_well = not record.failures
    return said if is_well else f"{said}; {record.fault}"


def _fail(code: int, message: str) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
