"""The site on a day to come: the check on that day, and all that is made of what changes then."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from newsroom.checks.check import check
from newsroom.content.article import Article
from newsroom.core.problem import Problem, one_line
from newsroom.feeds.feed_item import Items
from newsroom.images.social_card import card_of, drawn
from newsroom.pages.view import view
from newsroom.search.records import record
from newsroom.site.page import Page, article_page, pages
from newsroom.site.site import Site


def problems_on(site: Site, keys: Collection[str], templates: Path) -> list[Problem]:
    """What would keep the site of a day from being published, at the text that must be fixed.

    `keys` are the articles that change on that day: their pages are rendered with the templates of
    a folder, and their items, cards and words for the search are made. Nothing is written.
    """
    problems = [problem for problem in check(site) if not problem.is_warning]
    return problems or sorted(_faults(site, keys, templates))


def _faults(site: Site, keys: Collection[str], templates: Path) -> Iterator[Problem]:
    site = replace(site, settings=replace(site.settings, social_cards=True))
    for language in site.addresses:
        items = Items(site, language)
        for page in pages(site, language):
            article = page.article or page.withdrawn
            if not article or article.key not in keys:
                continue
            try:
                _render(site, page, templates)
                if page.article:
                    _make(site, items, page.article)
            except Exception as error:
                # Whatever our own code trips over would stop the build of that day.
                fault = one_line(f"{type(error).__name__}: {error}")
                values = {"key": fault, "day": site.today, "fault": fault}
                yield Problem(path=article.path, rule="faulty_later", values=values)


def _make(site: Site, items: Items, article: Article) -> None:
    items.of(article)
    drawn(card_of(site, article))
    record(site, article_page(site, article))


def _render(site: Site, page: Page, templates: Path) -> str:
    """A page as the build makes it, without MkDocs."""
    return _environment(templates).get_template(page.template).render(**view(site, page))


@cache
def _environment(templates: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(templates), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
