"""Links into GitHub's own editor: whoever follows one needs no Git, only an account."""

from urllib.parse import quote, urlencode

from newsroom import blank
from newsroom.article import NEWS, Article, Text
from newsroom.newspaper import Newspaper

LONGEST = 7_500
"""Signs of an address: GitHub answers 414 to those of some 8,000 and more."""


def write_link(newspaper: Newspaper, language: str, kind: str = NEWS) -> str:
    """GitHub's editor with a new article to fill in."""
    folder = newspaper.addresses[language].wording["blank_folder"]
    path = f"{kind}/{newspaper.today.year}/{folder}/index.{language}.md"
    return _new(newspaper, path, blank.article_file(newspaper, language, kind=kind))


def translate_link(newspaper: Newspaper, article: Article, language: str) -> str:
    """GitHub's editor with a new translation: the original in it, or as much as a link can carry:
    only its headings, only its words in the front matter, or only where it is to be read."""
    original = newspaper.catalogue.original(article.key)
    path = f"{article.key}/index.{language}.md"
    whole = blank.whole_body(newspaper, original, language)
    headings = blank.headings_only(newspaper, original, language, source_link(newspaper, original))
    address = headings.partition("\n")[0]
    for body in (whole, headings, address):
        form = blank.translation_file(newspaper, original, language, body=body)
        if len(link := _new(newspaper, path, form)) <= LONGEST:
            return link
    return _new(newspaper, path, address)


def correct_link(newspaper: Newspaper, text: Text) -> str:
    """GitHub's editor with a text as it is."""
    return f"{_repository(newspaper, 'edit')}/docs/{quote(text.path)}"


def source_link(newspaper: Newspaper, text: Text) -> str:
    """A text's Markdown, plain, so that it can be copied."""
    return f"{_repository(newspaper, 'blob')}/docs/{quote(text.path)}?plain=1"


def _new(newspaper: Newspaper, path: str, content: str) -> str:
    asked = urlencode({"filename": f"docs/{path}", "value": content}, quote_via=quote, safe="/")
    return f"{_repository(newspaper, 'new')}?{asked}"


def _repository(newspaper: Newspaper, page: str) -> str:
    settings = newspaper.settings
    return f"{settings.repository}/{page}/{settings.edit_branch}"
