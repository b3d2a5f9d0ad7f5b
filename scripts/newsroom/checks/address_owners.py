"""Whose an address is: what readers know stays with the text that they know it by."""

from collections.abc import Iterator, Mapping

from newsroom.content.article import Article, Text
from newsroom.content.front_matter import line_of
from newsroom.content.parsed_file import decode
from newsroom.core.problem import Problem
from newsroom.site.redirects import redirects
from newsroom.site.site import Site


def address_owners(site: Site) -> Mapping[str, Text]:
    """The text that each address leads to on the site's day, by the address; those that texts
    had before are among them."""
    found = dict(redirects(site))
    for text in site.texts:
        if not isinstance(text, Article) or text.is_published(site.today):
            found[site.addresses[text.language].of(text)] = text
    return found


def takeover_problems(before: Site, after: Site) -> Iterator[Problem]:
    """A problem for each text that takes over what readers know as another text's address.

    Only an article that is openly withdrawn may leave its address to another.
    """
    owned = address_owners(before)
    for address, text in sorted(address_owners(after).items()):
        owner = owned.get(address)
        if owner is None or owner.key == text.key or _is_withdrawn(after, owner.key):
            continue
        is_own = address == after.addresses[text.language].of(text)
        source = decode(after.catalogue.sources[text.path])
        line = line_of("slug" if is_own else "former_slugs", source)
        values = {"key": address, "address": address, "other": owner.path}
        yield Problem(path=text.path, line=line, rule="address_of_another", values=values)


def _is_withdrawn(site: Site, key: str) -> bool:
    versions = site.catalogue.articles.get(key, {})
    return any(article.is_withdrawn(site.today) for article in versions.values())
