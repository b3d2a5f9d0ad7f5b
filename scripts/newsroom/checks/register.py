"""The register of addresses: what was published once is never lost.

The published site holds it, as `addresses.txt`, and each deployment publishes it anew with what has
come since: nobody keeps it by hand. `make register` fetches a copy, and the check compares with
that; the check of a pull request compares with what main publishes too, so it needs no network.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from newsroom.content.article import Article, Text
from newsroom.content.catalogue import TOPICS
from newsroom.content.front_matter import line_of
from newsroom.content.parsed_file import decode
from newsroom.core.output import SiteFile
from newsroom.core.problem import Problem
from newsroom.feeds.formats import addresses_of
from newsroom.site.page import pages
from newsroom.site.redirects import redirects
from newsroom.site.site import Site

FILE = "addresses.txt"
"""The register in the site's folder: one address a line, from the site's root."""


def published(site: Site) -> set[str]:
    """The addresses at which the site has a page or feed on its day, or leads on to one.

    Not those of authors, and of years of topics: they end when an article's byline or topics are
    corrected, which nothing may prevent.
    """
    found = set()
    for language, words in site.addresses.items():
        found.update(addresses_of(words.home))
        found.add(words.network_feed)
        for page in pages(site, language):
            if page.follows_from_articles:
                continue
            found.add(page.address)
            found.update(page.downloads)
            if page.feed:
                found.update(addresses_of(page.feed))
    for address, text in redirects(site).items():
        found.add(address)
        if text.key.startswith(f"{TOPICS}/"):
            found.update(addresses_of(address))
    return found


def register_file(site: Site) -> SiteFile:
    """The register as the site publishes it: what was listed before, and what has come since."""

    def make() -> bytes:
        listed = published(site).union(read_register(site.settings.register))
        return "".join(f"{address}\n" for address in sorted(listed)).encode()

    return SiteFile(path=FILE, make=make)


def read_register(file: Path | None) -> list[str]:
    """The addresses in the copy of the register; none where there is no copy."""
    return file.read_text(encoding="utf-8").split() if file and file.is_file() else []


def register_problems(
    site: Site, registered: Iterable[str], owners: Mapping[str, Text] = MappingProxyType({})
) -> Iterator[Problem]:
    """A problem for each address that readers or subscribers use and that would lead to nothing.

    `owners` are the texts that the addresses led to before, where that is known.
    """
    found = published(site)
    for address in registered:
        if address not in found:
            owner = owners.get(address)
            slug = address.strip("/").rpartition("/")[2]
            yield Problem(
                path=owner.path if owner else f"../{FILE}",
                line=_line_of_the_cause(site, owner) if owner else 1,
                rule="address_lost",
                values={"key": address, "address": address, "slug": slug},
            )


def _line_of_the_cause(site: Site, owner: Text) -> int:
    """The line by which a text left its address; the first one of a file that is gone."""
    text = site.text_at(owner.path)
    if text is None:
        return 1
    key = "slug"
    if isinstance(text, Article) and not text.is_published(site.today):
        key = "draft" if text.facts.draft else "published"
    return line_of(key, decode(site.catalogue.sources[owner.path]))
