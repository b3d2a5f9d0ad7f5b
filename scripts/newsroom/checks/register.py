"""The register of addresses: what was published once is never lost.

A pull request is judged by what main publishes, in the register or not. The register remembers it
for what is judged without another main beside it: a change of addresses by code or settings.
"""

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsroom.content.catalogue import TOPICS
from newsroom.core.problem import Problem
from newsroom.feeds.formats import addresses_of
from newsroom.site.page import pages
from newsroom.site.redirects import redirects
from newsroom.site.site import Site

SHOWN = 20
"""Addresses that a warning lists; `make register` adds all."""


def published(site: Site) -> set[str]:
    """The addresses at which the site has a page or feed on its day, or leads on to one."""
    found = set()
    for language, words in site.addresses.items():
        found.update(addresses_of(words.home))
        for page in pages(site, language):
            found.add(page.address)
            if page.feed:
                found.update(addresses_of(page.feed))
    for address, text in redirects(site).items():
        found.add(address)
        if text.key.startswith(f"{TOPICS}/"):
            found.update(addresses_of(address))
    return found


def read_register(file: Path | None) -> list[str]:
    """The addresses in the register; none where there is no register yet."""
    return file.read_text(encoding="utf-8").split() if file and file.is_file() else []


def register_problems(site: Site, registered: Iterable[str]) -> Iterator[Problem]:
    """A problem for each address that readers or subscribers use and that would lead to nothing."""
    found = published(site)
    path = _path(site)
    for line, address in enumerate(registered, 1):
        if address not in found:
            yield Problem(path=path, line=line, rule="address_lost", values={"address": address})


def unregistered_problem(site: Site) -> Iterator[Problem]:
    """A warning if the register lacks addresses that are published: one, with what to add."""
    register = site.settings.register
    if register and register.is_file():
        missing = sorted(published(site) - set(read_register(register)))
        if missing:
            shown = [*missing[:SHOWN], *(["…"] if len(missing) > SHOWN else [])]
            values = {"count": len(missing), "addresses": " ".join(shown)}
            yield Problem(path=_path(site), rule="address_unregistered", values=values)


def _path(site: Site) -> str:
    """The register's file, from the docs folder."""
    register = site.settings.register
    return posixpath.join("..", register.name if register else "")
