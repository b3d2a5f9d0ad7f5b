"""The store as the published site has it: what runs that share no disk know of partners.

Only what was built of main is published, so no pull request can put anything into it. What comes
from there passes the same rules as every file of the store.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from newsroom.content.addresses import absolute
from newsroom.network.fault import Fault
from newsroom.network.fetch import Internet, fetch
from newsroom.network.partner import Partner
from newsroom.network.store import PUBLISHED, file_of, parse, save

TRIES, PAUSE_SECONDS = 3, 5.0
"""A site that does not answer at once may do so a little later."""


def take_published(
    partners: Sequence[Partner],
    store: Path,
    *,
    site_url: str,
    agent: str,
    internet: Internet,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[str]:
    """Take the records of partners that the store lacks; the keys of those that were found.

    A site that has none yet has nothing to take. Raises Fault where the site cannot be asked: then
    nobody knows what it has, and building without it would take the news away from readers.
    """
    for partner in partners:
        if file_of(store, partner).is_file():
            continue
        content = _content(_file(partner, site_url), agent, internet, pause)
        if content is not None:
            save(store, partner, parse(content, partner))
            yield partner.key


def _file(partner: Partner, site_url: str) -> Partner:
    """Our own site as a partner, whose feed is a file of the store."""
    host = urlsplit(site_url).netloc
    return Partner(
        key=partner.key,
        names=partner.names,
        feed=absolute(f"/{PUBLISHED}/{partner.key}.json", site_url),
        site=site_url,
        hosts=(host,),
        languages=partner.languages,
    )


def _content(
    file: Partner, agent: str, internet: Internet, pause: Callable[[float], None]
) -> bytes | None:
    for tried in range(1, TRIES + 1):
        try:
            return fetch(file, agent=agent, internet=internet).body
        except Fault as fault:
            if fault.is_absent:
                return None
            if tried == TRIES:
                raise
        pause(PAUSE_SECONDS)
    return None
