"""Addresses that a text had before: files that lead on to where it is now, on any host."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lxml.html import builder as made
from lxml.html import tostring

from newsroom import addresses
from newsroom.article import Article, Text
from newsroom.newspaper import Newspaper
from newsroom.policy import policy
from newsroom.site_file import SiteFile


def redirects(newspaper: Newspaper) -> Mapping[str, Text]:
    """Texts that readers may see, by each address that they had before."""
    found: dict[str, Text] = {}
    for text in newspaper.texts:
        if isinstance(text, Article) and not text.is_published(newspaper.today):
            continue
        for slug in text.former_slugs:
            found[newspaper.addresses[text.language].formerly(text, slug)] = text
    return found


def redirect_files(newspaper: Newspaper) -> Iterator[SiteFile]:
    """A page for each such address; hosts without rules for redirects serve it like any other."""
    for address, text in sorted(redirects(newspaper).items()):
        yield SiteFile(
            path=f"{address[1:]}index.html", content=_page(newspaper, address, text).encode()
        )


def with_former_feeds(newspaper: Newspaper, files: Iterable[SiteFile]) -> Iterator[SiteFile]:
    """Feeds, and each at the addresses that its page had before too: feed readers follow no
    page."""
    former: dict[str, list[str]] = {}
    for address, text in redirects(newspaper).items():
        former.setdefault(newspaper.addresses[text.language].of(text), []).append(address)
    for file in files:
        yield file
        folder, _, name = file.path.rpartition("/")
        for address in former.get(f"/{folder}/", ()):
            yield replace(file, path=f"{address[1:]}{name}")


def _page(newspaper: Newspaper, address: str, text: Text) -> str:
    words = newspaper.addresses[text.language]
    there = words.of(text)
    is_gone = isinstance(text, Article) and text.is_withdrawn(newspaper.today)
    title = words.wording["withdrawn"] if is_gone else text.title
    link = addresses.relative(there, address)
    rules = policy(list(newspaper.styles.values()))
    page = made.HTML(
        made.HEAD(
            made.META(charset="utf-8"),
            made.META(**{"http-equiv": "Content-Security-Policy", "content": rules}),
            made.META(**{"http-equiv": "refresh", "content": f"0; url={link}"}),
            made.META(name="robots", content="noindex"),
            made.LINK(rel="canonical", href=addresses.absolute(there, newspaper.settings.site_url)),
            made.TITLE(title),
        ),
        made.BODY(made.P(made.A(title, href=link))),
        lang=text.language,
    )
    html: str = tostring(page, doctype="<!doctype html>", encoding="unicode")
    return html + "\n"
