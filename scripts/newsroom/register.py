"""The register of addresses: what was published once is never lost."""

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsroom import addresses
from newsroom.catalogue import TOPICS
from newsroom.newspaper import Newspaper
from newsroom.page import pages
from newsroom.problem import Problem
from newsroom.redirects import redirects


def published(newspaper: Newspaper) -> set[str]:
    """The addresses of all pages and feeds that the newspaper has on its day."""
    found = set()
    for language in newspaper.addresses:
        for page in pages(newspaper, language):
            found.add(page.address)
            if page.feed:
                found |= {addresses.feed(page.feed, form) for form in ("xml", "json")}
    return found


def read_register(file: Path | None) -> list[str]:
    """The addresses in the register; none where there is no register yet."""
    return file.read_text(encoding="utf-8").split() if file and file.is_file() else []


def register_problems(newspaper: Newspaper, registered: Iterable[str]) -> Iterator[Problem]:
    """A problem for each address that readers or subscribers use and that would lead to nothing."""
    found = published(newspaper) | redirects(newspaper).keys()
    found |= {
        addresses.feed(address, form)
        for address, text in redirects(newspaper).items()
        if text.key.startswith(TOPICS)
        for form in ("xml", "json")
    }
    register = newspaper.settings.register
    path = posixpath.join("..", register.name if register else "")
    for line, address in enumerate(registered, 1):
        if address not in found:
            yield Problem(path=path, line=line, rule="address_lost", values={"address": address})
