"""Addresses that a text had before: files that lead on to where it is now, on any host."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from lxml.html import builder as made
from lxml.html import tostring

from newsroom.content import addresses
from newsroom.content.article import Article, Text
from newsroom.core.output import SiteFile
from newsroom.core.policy import policy
from newsroom.site.site import Site


def redirects(site: Site) -> Mapping[str, Text]:
    """Texts that readers may see, by each address that they had before."""
    found: dict[str, Text] = {}
    for text in site.texts:
        if isinstance(text, Article) and not text.is_published(site.today):
            continue
        for slug in text.former_slugs:
            found[site.addresses[text.language].formerly(text, slug)] = text
    return found


def redirect_files(site: Site) -> Iterator[SiteFile]:
    """A page for each such address; hosts without rules for redirects serve it like any other."""
    for address, text in sorted(redirects(site).items()):
        yield SiteFile(path=f"{address[1:]}index.html", make=partial(_page, site, address, text))


def with_former_feeds(site: Site, files: Iterable[SiteFile]) -> Iterator[SiteFile]:
    """Feeds, and each at the addresses that its page had before too: feed readers follow no
    page."""
    former: dict[str, list[str]] = {}
    for address, text in redirects(site).items():
        former.setdefault(site.addresses[text.language].of(text), []).append(address)
    for file in files:
        yield file
        folder, _, name = file.path.rpartition("/")
        for address in former.get(f"/{folder}/", ()):
            yield replace(file, path=f"{address[1:]}{name}")


def _page(site: Site, address: str, text: Text) -> bytes:
    words = site.addresses[text.language]
    there = words.of(text)
    is_gone = isinstance(text, Article) and text.is_withdrawn(site.today)
    title = words.wording["withdrawn"] if is_gone else text.title
    link = addresses.relative(there, address)
    rules = policy([])
    page = made.HTML(
        made.HEAD(
            made.META(charset="utf-8"),
            made.META(**{"http-equiv": "Content-Security-Policy", "content": rules}),
            made.META(**{"http-equiv": "refresh", "content": f"0; url={link}"}),
            made.META(name="robots", content="noindex"),
            made.LINK(rel="canonical", href=addresses.absolute(there, site.settings.site_url)),
            made.TITLE(title),
        ),
        made.BODY(made.P(made.A(title, href=link))),
        lang=text.language,
    )
    html: str = tostring(page, doctype="<!doctype html>", encoding="unicode")
    return f"{html}\n".encode()
