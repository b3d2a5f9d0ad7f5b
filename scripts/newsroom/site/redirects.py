"""Redirects from a text's former addresses: pages with a refresh, which work on any host."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from lxml.html import builder, tostring

from newsroom.content import addresses
from newsroom.content.article import Article, Text
from newsroom.core.output import SiteFile
from newsroom.core.policy import policy
from newsroom.site.site import Site


def redirects(site: Site) -> Mapping[str, Text]:
    """The texts that readers may see, by each of their former addresses."""
    found: dict[str, Text] = {}
    for text in site.texts:
        if isinstance(text, Article) and not text.is_published(site.today):
            continue
        for slug in text.former_slugs:
            found[site.addresses[text.language].formerly(text, slug)] = text
    return found


def redirect_files(site: Site) -> Iterator[SiteFile]:
    """A page for each former address that redirects to the text's address of today."""
    for address, text in sorted(redirects(site).items()):
        yield SiteFile(path=f"{address[1:]}index.html", make=partial(_page, site, address, text))


def with_former_feeds(site: Site, files: Iterable[SiteFile]) -> Iterator[SiteFile]:
    """The files, and a copy of each in every former folder of its page.

    Feed readers do not follow redirect pages, so feeds must be found at the old addresses too.
    """
    former: dict[str, list[str]] = {}
    for address, text in redirects(site).items():
        former.setdefault(site.addresses[text.language].of(text), []).append(address)
    for file in files:
        yield file
        folder, _, name = file.path.rpartition("/")
        for address in former.get(f"/{folder}/", ()):
            yield replace(file, path=f"{address[1:]}{name}")


def _page(site: Site, address: str, text: Text) -> bytes:
    own = site.addresses[text.language]
    target = own.of(text)
    is_withdrawn = isinstance(text, Article) and text.is_withdrawn(site.today)
    title = own.wording["withdrawn"] if is_withdrawn else text.title
    link = addresses.relative(target, address)
    canonical = addresses.absolute(target, site.settings.site_url)
    page = builder.HTML(
        builder.HEAD(
            builder.META(charset="utf-8"),
            builder.META(**{"http-equiv": "Content-Security-Policy", "content": policy([])}),
            builder.META(**{"http-equiv": "refresh", "content": f"0; url={link}"}),
            builder.META(name="robots", content="noindex"),
            builder.LINK(rel="canonical", href=canonical),
            builder.TITLE(title),
        ),
        builder.BODY(builder.P(builder.A(title, href=link))),
        lang=text.language,
    )
    html: str = tostring(page, doctype="<!doctype html>", encoding="unicode")
    return f"{html}\n".encode()
