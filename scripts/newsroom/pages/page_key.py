"""What a page is made from: while that stays the same, so does the page.

An article's page shows nothing of other articles but those that its text links to, those to read
on, and its neighbours in a series; a listing nothing but what it lists, and the years beside it.
All other pages may show anything, and are made anew by every build.
"""

from newsroom.content.article import Article
from newsroom.record.dossiers import position
from newsroom.site.page import Page
from newsroom.site.site import Site


def page_key(site: Site, page: Page) -> object:
    """What a page is made from, beside what all of the site shares (core/inputs.py); None if that
    is not known."""
    if page.template == "article.html" and page.article:
        return _article_key(site, page.article)
    if page.template == "listing.html":
        return _listing_key(site, page)
    return None


def _article_key(site: Site, article: Article) -> object:
    edition, memory = site.editions[article.language], site.memory
    own = memory.text_key(article.path)
    place = position(edition, article)
    neighbours = [(other, why) for other, why in edition.related(article)]
    if place:
        neighbours += [(other, "series") for other in (place.previous, place.next) if other]
    return own and (
        own,
        [(other.language, why, memory.folder_key(other.key)) for other, why in neighbours],
        place and (place.number, place.count, place.previous is None),
    )


def _listing_key(site: Site, page: Page) -> object:
    memory = site.memory
    text = page.text and memory.text_key(page.text.path)
    if page.text and not text:
        return None
    return (
        text,
        [(each.language, memory.folder_key(each.key)) for each in page.listing],
        site.editions[page.language].years(page.section) if page.section else (),
        (page.title, page.summary, sorted(page.versions.items()), page.months, page.is_indexed),
    )
