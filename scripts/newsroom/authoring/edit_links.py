"""Links to GitHub's editor, by which people can write and correct texts without Git."""

from urllib.parse import quote, urlencode

from newsroom.authoring import templates
from newsroom.content.article import Article, Text
from newsroom.content.kinds import NEWS
from newsroom.site.site import Site

MAX_LENGTH = 7_500
"""Characters of an address: GitHub answers 414 (URI Too Long) from about 8,000 on."""


def write_link(site: Site, language: str, kind: str = NEWS) -> str:
    """A link to GitHub's editor with the template of a new article."""
    folder = site.addresses[language].wording["blank_folder"]
    path = f"{kind}/{site.today.year}/{folder}/index.{language}.md"
    return _new(site, path, templates.article_file(site, language, kind=kind))


def translate_link(site: Site, article: Article, language: str) -> str:
    """A link to GitHub's editor with the template of a new translation.

    The template contains as much of the original as the length of an address allows: the whole
    body, its headings, the address at which it can be read; at worst that address without front
    matter.
    """
    original = site.catalogue.original(article.key)
    path = f"{article.key}/index.{language}.md"
    whole = templates.whole_body(site, original, language)
    headings = templates.headings_only(site, original, language, source_link(site, original))
    address = headings.partition("\n")[0]
    for body in (whole, headings, address):
        template = templates.translation_file(site, original, language, body=body)
        if len(link := _new(site, path, template)) <= MAX_LENGTH:
            return link
    return _new(site, path, address)


def correct_link(site: Site, text: Text) -> str:
    """A link to GitHub's editor with a text."""
    return f"{_repository(site, 'edit')}/docs/{quote(text.path)}"


def source_link(site: Site, text: Text) -> str:
    """The address of a text's Markdown source on GitHub, where it can be copied."""
    return f"{_repository(site, 'blob')}/docs/{quote(text.path)}?plain=1"


def _new(site: Site, path: str, content: str) -> str:
    query = urlencode({"filename": f"docs/{path}", "value": content}, quote_via=quote, safe="/")
    return f"{_repository(site, 'new')}?{query}"


def _repository(site: Site, page: str) -> str:
    settings = site.settings
    return f"{settings.repository}/{page}/{settings.edit_branch}"
