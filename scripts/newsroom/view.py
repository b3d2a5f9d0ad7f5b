"""What a template is given to show a page: everything chosen, ordered and put into words already."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from newsroom import addresses
from newsroom.body import with_relative_links
from newsroom.dates import PartialDay, in_words, iso
from newsroom.head import head
from newsroom.newspaper import Newspaper
from newsroom.page import Page
from newsroom.when import when

WORDS_A_MINUTE = 200


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day for readers and for machines: `<time datetime="{{ day.iso }}">{{ day.words }}</time>`."""

    iso: str
    words: str


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    """Where the switch to another language leads."""

    language: str
    name: str
    address: str
    """The same page; an empty text if there is none."""
    home: str


@dataclass(frozen=True, kw_only=True)
class MenuLink:
    title: str
    address: str
    is_current: bool
    """The page itself, or one below it."""


def view(newspaper: Newspaper, page: Page, *, preview: bool = False) -> dict[str, Any]:
    """The names that templates use."""
    words = newspaper.addresses[page.language]
    edition = newspaper.editions[page.language]
    wording = words.wording
    context: dict[str, Any] = {
        "preview": preview,
        "news_page": page,
        "language": page.language,
        "wording": wording.words,
        "say": wording.get,
        "count": wording.count,
        "head": head(newspaper, page),
        "link": _linker(newspaper, page),
        "addresses": words,
        "feed": addresses.feed,
        "edition": edition,
        "switch": _switch(newspaper, page),
        "menu": _menu(newspaper, page),
        "settings": newspaper.settings,
        "day": lambda day: Day(iso=iso(day), words=in_words(day, wording.locale)),
        "month_name": lambda year, month: in_words(PartialDay(year, month), wording.locale),
        "when": lambda article: when(article, wording),
        "address_of": lambda article: newspaper.addresses[article.language].article(article),
        "byline": newspaper.catalogue.byline,
        "everywhere": [
            {
                "language": other,
                "wording": there.wording.words,
                "home": there.home,
                "listing": there.listing,
            }
            for other, there in newspaper.addresses.items()
        ],
        "name_of": newspaper.settings.languages.__getitem__,
    }
    text = page.article or page.text
    if text:
        body = newspaper.presses[page.language].body(text)
        context["body"] = Markup(with_relative_links(body.html, page.address))
        context["minutes"] = max(1, round(len(text.body.split()) / WORDS_A_MINUTE))
    if page.article:
        context["article"] = page.article
        original = newspaper.catalogue.original(page.article.key)
        context["original"] = original if original.is_live(newspaper.today) else None
    return context


def _linker(newspaper: Newspaper, page: Page) -> Callable[[str], str]:
    """Turns addresses from the site's root into links of this page.

    The page for wrong addresses is shown at any depth, so its links start at the host's root.
    """
    base = newspaper.settings.base_path
    if not page.is_indexed:
        return lambda address: base + address.removeprefix("/")
    return lambda address: addresses.relative(address, page.address)


def _switch(newspaper: Newspaper, page: Page) -> Sequence[LanguageLink]:
    return [
        LanguageLink(
            language=language,
            name=newspaper.settings.languages[language],
            address=page.versions.get(language, ""),
            home=words.home,
        )
        for language, words in newspaper.addresses.items()
        if language != page.language
    ]


def _menu(newspaper: Newspaper, page: Page) -> Sequence[MenuLink]:
    words = newspaper.addresses[page.language]
    places = [
        (words.wording[name], words.listing(name)) for name in ("news", "announcements", "topics")
    ]
    texts: Mapping[str, Any] = newspaper.catalogue.pages
    for key in ("about", "subscribe", "contribute"):
        if text := texts.get(key, {}).get(page.language):
            places.append((text.title, words.standing(text)))
    return [
        MenuLink(title=title, address=address, is_current=page.address.startswith(address))
        for title, address in places
    ]
