"""Whose an address is: what readers know stays with the text that they know it by."""

from collections.abc import Iterator, Mapping

from newsroom.article import Article, Text
from newsroom.check import line_of
from newsroom.manuscript import decode
from newsroom.newspaper import Newspaper
from newsroom.problem import Problem
from newsroom.redirects import redirects


def owners(newspaper: Newspaper) -> Mapping[str, Text]:
    """The text that each address leads to on the newspaper's day, by the address; those that texts
    had before are among them."""
    found = dict(redirects(newspaper))
    for text in newspaper.texts:
        if not isinstance(text, Article) or text.is_published(newspaper.today):
            found[newspaper.addresses[text.language].of(text)] = text
    return found


def claim_problems(before: Newspaper, after: Newspaper) -> Iterator[Problem]:
    """A problem for each text that takes over what readers know as another text's address.

    Only an article that is openly withdrawn may leave its address to another.
    """
    owned = owners(before)
    for address, text in sorted(owners(after).items()):
        owner = owned.get(address)
        if owner is None or owner.key == text.key or _is_withdrawn(after, owner.key):
            continue
        is_own = address == after.addresses[text.language].of(text)
        source = decode(after.catalogue.sources[text.path])
        keys = ("slug", "title") if is_own else ("former_slugs",)
        line = next((line for key in keys if (line := line_of(key, source)) > 1), 1)
        values = {"key": address, "address": address, "other": owner.path}
        yield Problem(path=text.path, line=line, rule="address_of_another", values=values)


def _is_withdrawn(newspaper: Newspaper, key: str) -> bool:
    versions = newspaper.catalogue.articles.get(key, {})
    return any(article.is_withdrawn(newspaper.today) for article in versions.values())
