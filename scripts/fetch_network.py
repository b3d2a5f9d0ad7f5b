"""Fetch the news of other creative cities from the feeds that network.yml names.

The news go into a store of one small file a partner, from which the next build takes them; the
build itself never touches the network. What a partner's server does wrong is told in the table and
changes nothing of what the store has of it.
"""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from newsroom.core.command import add_config, describe_os_error, folder, parser, run
from newsroom.core.failure import Failure, FileError
from newsroom.core.github_summary import add_to_summary
from newsroom.core.settings import Settings, read_settings
from newsroom.core.wording import read_wording
from newsroom.network.fault import Fault
from newsroom.network.fetch import Internet, one_server
from newsroom.network.gather import Gathered, gather
from newsroom.network.merge import Own
from newsroom.network.partner import Partner, read_partners
from newsroom.network.published import take_published
from newsroom.network.status import as_json, summary, table
from newsroom.network.store import load

PROBLEMS, UNANSWERED = 1, 6


class PartnersError(Failure):
    """network.yml has problems."""

    code = PROBLEMS


class UnansweredError(Failure):
    """The published site cannot be asked for what it has."""

    code = UNANSWERED


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    settings = read_settings(options.config)
    found = read_partners(options.partners or settings.network)
    if found.problems:
        lines = [
            each.report(language)
            for each in found.problems
            for language in settings.check_languages
        ]
        raise PartnersError("\n".join(["", *lines, "network.yml has problems; nobody was asked"]))
    partners = list(found.by_key.values())
    store: Path = options.store or settings.network_store
    now = datetime.now(UTC).replace(microsecond=0)
    internet = one_server(*options.test_server) if options.test_server else Internet()
    agent = _agent(settings)
    try:
        if options.published:
            _take_published(partners, store, settings, agent, internet)
        if not options.status:
            gathered = gather(
                partners,
                store,
                agent=agent,
                own=Own(site_url=settings.site_url, identity=settings.identity),
                now=now,
                internet=internet,
            )
            for number, each in enumerate(gathered, start=1):
                print(f"[{number}/{len(partners)}] {_told(each)}", flush=True)
    except OSError as error:
        raise FileError(f"{describe_os_error(error)}; name another folder with --store") from None
    records = {partner.key: load(store, partner) for partner in partners}
    if options.json:
        options.json.write_text(as_json(partners, records), encoding="utf-8")
    print(f"\n{table(partners, records)}", end="")
    if not options.status:
        add_to_summary(summary(partners, records, now))
    return 0


def _take_published(
    partners: Sequence[Partner], store: Path, settings: Settings, agent: str, internet: Internet
) -> None:
    """Begin with what the published site has of partners that the store does not know."""
    site_url = settings.site_url
    try:
        taken = take_published(partners, store, site_url=site_url, agent=agent, internet=internet)
        print(f"taken from {site_url}: {', '.join(taken) or 'nothing'}")
    except Fault as fault:
        raise UnansweredError(f"{site_url} {fault.words}; try again later") from None


def _agent(settings: Settings) -> str:
    """Who asks: the site's name and where it is, in the letters that HTTP takes."""
    name = read_wording(settings.default_language, settings.city)["site_name"]
    agent = f"{name} (+{settings.site_url}; gathers news of creative cities)"
    return agent.encode("ascii", "replace").decode()


def _parser() -> argparse.ArgumentParser:
    codes = {
        PROBLEMS: "network.yml has problems; nobody was asked",
        UNANSWERED: "the published site does not say what it has (--published)",
    }
    command = parser(__doc__, codes)
    add_config(command)
    command.add_argument(
        "--store", type=folder, metavar="FOLDER", help="where the news are kept (.cache/network)"
    )
    command.add_argument(
        "--partners", type=Path, metavar="FILE", help="the partners (network.yml beside mkdocs.yml)"
    )
    command.add_argument(
        "--published",
        action="store_true",
        help="begin with what the published site has of partners that the store lacks",
    )
    command.add_argument("--status", action="store_true", help="ask nobody; only show the table")
    command.add_argument("--json", type=Path, metavar="FILE", help="write the table there as JSON")
    command.add_argument(
        "--test-server",
        type=_server,
        metavar="ADDRESS,PORT,AUTHORITY",
        help="for tests: every host is this one server, whose certificate an authority's file "
        "proves; nothing else is asked",
    )
    return command


def _server(text: str) -> tuple[str, int, Path]:
    """The value of --test-server."""
    address, port, authority = text.split(",", 2)
    return address, int(port), Path(authority)


def _told(gathered: Gathered) -> str:
    """`kanazawa: updated, 12 items`, or what went wrong."""
    record = gathered.record
    said = f"{gathered.partner.key}: {gathered.outcome}, {len(record.items)} items"
    return f"{said}; {record.fault}" if record.failures else said


if __name__ == "__main__":
    run(main)
