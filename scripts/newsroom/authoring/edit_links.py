"""Links into GitHub's own editor: whoever follows one needs no Git, only an account."""

from urllib.parse import quote, urlencode

from newsroom.authoring import templates
from newsroom.content.article import Article, Text
from newsroom.content.kinds import NEWS
from newsroom.site.site import Site

LONGEST = 7_500
"""Signs of an address: GitHub answers 414 to those of some 8,000 and more."""


def write_link(site: Site, language: str, kind: str = NEWS) -> str:
    """GitHub's editor with a new article to fill in."""
    folder = site.addresses[language].wording["blank_folder"]
    path = f"{kind}/{site.today.year}/{folder}/index.{language}.md"
    return _new(site, path, templates.article_file(site, language, kind=kind))


def translate_link(site: Site, article: Article, language: str) -> str:
    """GitHub's editor with a new translation: the original in it, or as much as a link can carry:
    only its headings, only its words in the front matter, or only where it is to be read."""
    original = site.catalogue.original(article.key)
    path = f"{article.key}/index.{language}.md"
    whole = templates.whole_body(site, original, language)
    headings = templates.headings_only(site, original, language, source_link(site, original))
    address = headings.partition("\n")[0]
    for body in (whole, headings, address):
        form = templates.translation_file(site, original, language, body=body)
        if len(link := _new(site, path, form)) <= LONGEST:
            return link
    return _new(site, path, address)


def correct_link(site: Site, text: Text) -> str:
    """GitHub's editor with a text as it is."""
    return f"{_repository(site, 'edit')}/docs/{quote(text.path)}"


def source_link(site: Site, text: Text) -> str:
    """A text's Markdown, plain, so that it can be copied."""
    return f"{_repository(site, 'blob')}/docs/{quote(text.path)}?plain=1"


def _new(site: Site, path: str, content: str) -> str:
    asked = urlencode({"filename": f"docs/{path}", "value": content}, quote_via=quote, safe="/")
    return f"{_repository(site, 'new')}?{asked}"


def _repository(site: Site, page: str) -> str:
    settings = site.settings
    return f"{settings.repository}/{page}/{settings.edit_branch}"
