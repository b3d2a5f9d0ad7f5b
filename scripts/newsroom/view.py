"""What a template is given to show a page: everything chosen, ordered and worded already."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import format_skeleton
from markupsafe import Markup

from newsroom import addresses
from newsroom.agenda import single_address
from newsroom.article import Article
from newsroom.body import with_relative_links, with_scrolling_tables
from newsroom.cloth import cloth_for
from newsroom.dates import DayOrMoment, PartialDay, day_of, in_words, iso
from newsroom.families import own_words
from newsroom.github import correct_link, write_link
from newsroom.head import head
from newsroom.newspaper import Newspaper
from newsroom.page import Page
from newsroom.pictures import lead_photo, picture_html, with_pictures
from newsroom.policy import policy
from newsroom.search_index import filters, is_searchable
from newsroom.subscriptions import subscriptions
from newsroom.translations import FRESH, changes, translations
from newsroom.when import when

WORDS_A_MINUTE = 200


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day for readers and machines: `<time datetime="{{ day.iso }}">{{ day.words }}</time>`."""

    iso: str
    iso_day: str
    """The same without a time: the day in Jakarta, as the words have it."""
    words: str


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    """The page in another language, or what is offered instead."""

    language: str
    wording: Mapping[str, str]
    """Of that language: it speaks to those who read it."""
    address: str
    """The same page; an empty text if there is none."""
    home: str
    help: str
    """Where one can begin to translate an article; an empty text for other pages."""


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
        "privacy": newspaper.catalogue.pages.get("privacy", {}).get(page.language),
        "settings": newspaper.settings,
        "day": lambda day: day_shown(day, wording.locale),
        "month_name": lambda year, month: in_words(PartialDay(year, month), wording.locale),
        "when": lambda article: when(
            article, wording, is_over=edition.state(article) in ("closed", "past")
        ),
        "address_of": lambda article: newspaper.addresses[article.language].article(article),
        "byline": newspaper.catalogue.byline,
        "translator": newspaper.catalogue.translator,
        "cities_of": newspaper.catalogue.cities_of,
        "everywhere": [
            {
                "language": other,
                "wording": there.wording.words,
                "home": there.home,
                "listing": there.listing,
            }
            for other, there in newspaper.addresses.items()
        ],
        "name_of": lambda other: newspaper.addresses[other].wording.name_in(wording.locale),
        "standing": lambda key: standing(newspaper, page.language, key),
        "cloth_of": cloth_of,
        "photo_of": lambda article, **looks: photo_of(newspaper, page, article, **looks),
        "leaf": lambda article: leaf(article, wording.locale),
        "files": addresses,
        "styles": newspaper.styles,
        "policy": lambda sheets: policy(
            [newspaper.styles[name] for name in sheets],
            searches=page.address == words.search,
            preview=preview,
        ),
    }
    if page.address == words.search:
        context["is_searchable"] = is_searchable(newspaper, preview=preview)
        context["search_filters"] = filters(newspaper, page.language) if edition.own else ()
        context["search_function_words"] = own_words(page.language).function_words
    if page.address == words.translations:
        found = translations(newspaper, page.language)
        context["translations"] = found
        context["untranslated"] = [each for each in found if each.state != FRESH]
    if page.template == "subscribe.html":
        context["subscriptions"] = subscriptions(newspaper, page.language)
    if page.template == "contribute.html":
        context["write_link"] = lambda kind: write_link(newspaper, page.language, kind)
    text = page.article or page.text
    if text:
        body = newspaper.presses[page.language].body(text)
        html = with_pictures(body.html, newspaper, text.key)
        html = with_scrolling_tables(with_relative_links(html, page.address), wording["table"])
        context["body"] = Markup(html)
        context["extras"] = extras(body.html, page, newspaper)
        context["correct_link"] = correct_link(newspaper, text)
        context["minutes"] = max(1, round(len(text.body.split()) / WORDS_A_MINUTE))
    if page.article:
        context["article"] = page.article
        original = newspaper.catalogue.original(page.article.key)
        context["original"] = original if original.is_live(newspaper.today) else None
        context["changes"] = changes(original) if page.article.is_stale else ()
        last_day = page.article.facts.last_day
        if last_day and newspaper.today <= last_day:
            context["calendar_file"] = single_address(newspaper, page.article)
    return context


_EXTRAS = re.compile(
    r'<(?:table|figure|picture|img|pre|code|blockquote|hr|h3|h4)\b|class="(?:admonition|footnote)'
)


def extras(html: str, page: Page, newspaper: Newspaper) -> tuple[str, ...]:
    """The further style sheet of a text with more than words, or of a dated, noticed or pictured
    article."""
    is_untranslated = len(page.versions) < len(newspaper.addresses)
    article = page.article
    has_more = article and (
        article.facts.image or article.is_stale or article.state(newspaper.today) or is_untranslated
    )
    return ("extras",) if has_more or _EXTRAS.search(html) else ()


@dataclass(frozen=True, kw_only=True)
class ShownCloth:
    """An article's cloth: its picture, and the palette whose dye the words around it take."""

    address: str
    palette: str


def cloth_of(article: Article) -> ShownCloth:
    return ShownCloth(address=addresses.cloth(article.key), palette=cloth_for(article.key).palette)


def photo_of(newspaper: Newspaper, page: Page, article: Article, **looks: Any) -> Markup:
    """An article's own picture as HTML, in place of its cloth; nothing where it has none."""
    found = lead_photo(newspaper, article)
    return Markup(with_relative_links(picture_html(found, **looks), page.address) if found else "")


def day_shown(day: DayOrMoment | PartialDay, locale: str) -> Day:
    without_time = day if isinstance(day, PartialDay) else day_of(day)
    return Day(iso=iso(day), iso_day=iso(without_time), words=in_words(day, locale))


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A leaf of a calendar: the day on which an event begins or an announcement closes."""

    iso: str
    day: str
    month: str
    """With its year: `Des 2026`."""


def leaf(article: Article, locale: str) -> Leaf | None:
    first = article.facts.starts or article.facts.closes
    if not first:
        return None
    day = day_of(first)
    return Leaf(iso=iso(day), day=str(day.day), month=format_skeleton("yMMM", day, locale=locale))


def _linker(newspaper: Newspaper, page: Page) -> Callable[[str], str]:
    """Turns addresses from the site's root into links of this page.

    The page for wrong addresses is shown at any depth, so its links start at the host's root.
    """
    base = newspaper.settings.base_path
    if page.is_shown_anywhere:
        return lambda address: base + address.removeprefix("/")
    return lambda address: addresses.relative(address, page.address)


def standing(newspaper: Newspaper, language: str, key: str) -> str:
    """Address of a standing page, the home page where the language lacks it."""
    text = newspaper.catalogue.pages.get(key, {}).get(language)
    words = newspaper.addresses[language]
    return words.standing(text) if text else words.home


def _switch(newspaper: Newspaper, page: Page) -> Sequence[LanguageLink]:
    return [
        LanguageLink(
            language=language,
            wording=words.wording.words,
            address=page.versions.get(language, ""),
            home=words.home,
            help=f"{words.translations}#{page.article.key}" if page.article else "",
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
    for key in ("subscribe", "contribute", "about"):
        if text := texts.get(key, {}).get(page.language):
            places.append((text.title, words.standing(text)))
    return [
        MenuLink(title=title, address=address, is_current=page.address.startswith(address))
        for title, address in places
    ]
