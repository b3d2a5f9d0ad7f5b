"""What a template is given to show a page: everything chosen, ordered and worded already."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import format_skeleton
from markupsafe import Markup

from newsroom.authoring.contact import contact_links
from newsroom.authoring.edit_links import correct_link, write_link
from newsroom.authoring.translation_status import FRESH, changes, translations
from newsroom.content import addresses
from newsroom.content.article import Article
from newsroom.content.kinds import kinds_that
from newsroom.core.dates import DayOrMoment, PartialDay, day_of, in_words, iso
from newsroom.core.policy import policy
from newsroom.core.wording import Wording
from newsroom.feeds.calendar import single_address
from newsroom.images.motif import cloth_for
from newsroom.images.pictures import lead_photo, picture_html, with_pictures
from newsroom.pages.head import head
from newsroom.pages.network_view import network_context
from newsroom.pages.record_view import record_context
from newsroom.pages.stylesheet import style_of
from newsroom.pages.subscriptions import subscriptions
from newsroom.render.html import with_relative_links, with_scrolling_tables
from newsroom.search.index import is_searchable
from newsroom.search.records import filters
from newsroom.site.agenda import agenda
from newsroom.site.event_dates import event_dates, organiser
from newsroom.site.lifecycle import stage
from newsroom.site.page import Page
from newsroom.site.site import Site
from newsroom.site.sources import source_entries, sources_language

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
    wording: Wording
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


def view(site: Site, page: Page, *, preview: bool = False) -> dict[str, Any]:
    """The names that templates use."""
    words = site.addresses[page.language]
    edition = site.editions[page.language]
    wording = words.wording
    base_path = site.settings.base_path
    context: dict[str, Any] = {
        "news_page": page,
        "language": page.language,
        "wording": wording,
        "say": wording.get,
        "count": wording.count,
        "head": head(site, page),
        "link": _linker(site, page),
        "addresses": words,
        "feed": addresses.feed,
        "edition": edition,
        "switch": _switch(site, page),
        "menu": _menu(site, page),
        "footer_pages": [
            standing_page
            for key in ("corrections", "privacy")
            if (standing_page := site.catalogue.pages.get(key, {}).get(page.language))
        ],
        "settings": site.settings,
        "day": lambda day: day_shown(day, wording.locale),
        "month_name": lambda year, month: in_words(PartialDay(year, month), wording.locale),
        "event_dates": lambda article: event_dates(article, wording, today=site.today),
        "address_of": lambda article: site.addresses[article.language].article(article),
        "byline": site.catalogue.byline,
        "translator": site.catalogue.translator,
        "everywhere": [
            {
                "language": other,
                "wording": there.wording,
                "home": there.home,
                "listing": there.listing,
            }
            for other, there in site.addresses.items()
        ],
        "name_of": lambda other: site.addresses[other].wording.name_in(wording.locale),
        "standing": lambda key: standing(site, page.language, key),
        "cloth_of": cloth_of,
        "photo_of": lambda article, **looks: photo_of(site, page, article, **looks),
        "calendar_page": calendar_page(site, page.language),
        "unpublished": site.unpublished(page.language),
        "stage_words": lambda article: stage_words(site, article),
        "date_badge": lambda article: date_badge(article, wording.locale),
        "files": addresses,
        "style_of": lambda sheets: style_of(base_path, sheets),
        "policy": lambda style: policy(
            [style],
            searches=page.address == words.search,
            preview=preview,
        ),
    }
    if page.address == words.search:
        context["searched_kinds"] = kinds_that("in_search")
        context["is_searchable"] = is_searchable(site, preview=preview)
        context["search_filters"] = filters(site, page.language) if edition.own else ()
        context["search_others"] = _other_searches(site, page)
    context |= record_context(site, page, context["link"])
    if page.address in (words.home, words.network, words.search) or page.template == "city.html":
        context |= network_context(site, page.language)
    if page.address == words.translations:
        found = translations(site, page.language)
        context["translations"] = found
        context["untranslated"] = [each for each in found if each.state != FRESH]
    if page.template == "subscribe.html":
        context["subscriptions"] = subscriptions(site, page.language)
    if page.template == "events.html":
        context["agenda"] = agenda(edition)
        context["calendar_file"] = lambda event: calendar_file(site, event)
    if page.template == "corrections.html":
        context["corrected"] = edition.corrections
    if page.template == "contribute.html":
        context["offered_kinds"] = kinds_that("is_offered")
        context["write_link"] = lambda kind: write_link(site, page.language, kind)
    text = page.article or page.text
    if text:
        body = site.renderers[page.language].body(text)
        html = with_pictures(body.html, site, text.key)
        html = with_scrolling_tables(with_relative_links(html, page.address), wording["table"])
        context["body"] = Markup(html)
        context["extras"] = extras(body.html, page, site)
        context["correct_link"] = correct_link(site, text)
        about = f"{text.title} {context['head'].canonical}"
        context["contact"] = list(contact_links(site.settings.contact, wording, about=about))
        context["sources"] = source_entries(
            text.sources,
            page.language,
            wording,
            original=sources_language(site.catalogue, text),
        )
        context["minutes"] = max(1, round(len(text.body.split()) / WORDS_A_MINUTE))
    if page.article:
        context["article"] = page.article
        context["organiser"] = organiser(page.article, wording)
        original = site.catalogue.original(page.article.key)
        context["original"] = original if original.is_live(site.today) else None
        context["changes"] = changes(original) if page.article.is_stale else ()
        context["calendar_file"] = "" if page.stage else calendar_file(site, page.article)
    return context


_EXTRAS = re.compile(
    r'<(?:table|figure|picture|img|pre|code|blockquote|hr|h3|h4)\b|class="(?:admonition|footnote)'
)


_CHART = 'class="chart'


def extras(html: str, page: Page, site: Site) -> tuple[str, ...]:
    """The further style sheet of a text with more than words, or of a dated, noticed or pictured
    article; of a text with a chart, that with the rules for charts too."""
    if _CHART in html:
        return ("charts",)
    is_untranslated = len(page.versions) < len(site.addresses)
    article = page.article
    has_more = article and (
        article.facts.image
        or article.is_stale
        or article.corrections
        or article.borrowed
        or article.state(site.today)
        or is_untranslated
    )
    return ("extras",) if has_more or _EXTRAS.search(html) else ()


@dataclass(frozen=True, kw_only=True)
class ShownCloth:
    """An article's cloth: its picture, and the palette whose dye the words around it take."""

    address: str
    palette: str


def cloth_of(article: Article) -> ShownCloth:
    return ShownCloth(address=addresses.cloth(article.key), palette=cloth_for(article.key).palette)


def photo_of(site: Site, page: Page, article: Article, **looks: Any) -> Markup:
    """An article's own picture as HTML, in place of its cloth; nothing where it has none."""
    found = lead_photo(site, article)
    return Markup(with_relative_links(picture_html(found, **looks), page.address) if found else "")


def day_shown(day: DayOrMoment | PartialDay, locale: str) -> Day:
    without_time = day if isinstance(day, PartialDay) else day_of(day)
    return Day(iso=iso(day), iso_day=iso(without_time), words=in_words(day, locale))


def stage_words(site: Site, article: Article) -> str:
    """What a preview says of a draft or a scheduled article."""
    wording = site.addresses[article.language].wording
    day = in_words(day_of(article.facts.published), wording.locale)
    return wording.get(f"stage_{stage(article, site.today)}", day=day)


@dataclass(frozen=True, kw_only=True)
class DateBadge:
    """A leaf of a calendar: the day on which an event begins or an announcement closes."""

    iso: str
    day: str
    month: str
    """With its year: `Des 2026`."""


def date_badge(article: Article, locale: str) -> DateBadge | None:
    first = article.facts.first_day or article.facts.closes
    if not first:
        return None
    day = day_of(first)
    return DateBadge(
        iso=iso(day), day=str(day.day), month=format_skeleton("yMMM", day, locale=locale)
    )


def _linker(site: Site, page: Page) -> Callable[[str], str]:
    """Turns addresses from the site's root into links of this page.

    The page for wrong addresses is shown at any depth, so its links start at the host's root.
    """
    base = site.settings.base_path
    if page.is_shown_anywhere:
        return lambda address: base + address.removeprefix("/")
    return lambda address: addresses.relative(address, page.address)


def standing(site: Site, language: str, key: str) -> str:
    """Address of a standing page, the home page where the language lacks it."""
    text = site.catalogue.pages.get(key, {}).get(language)
    words = site.addresses[language]
    return words.standing(text) if text else words.home


def calendar_page(site: Site, language: str) -> str:
    """Where readers learn how to subscribe to the calendar; the calendar itself where the language
    lacks that page."""
    words = site.addresses[language]
    text = site.catalogue.pages.get("subscribe", {}).get(language)
    return f"{words.standing(text)}#__calendar" if text else words.agenda


def calendar_file(site: Site, article: Article) -> str:
    """Address of an announcement's file for calendars; an empty text where it has none, or is
    over."""
    facts = article.facts
    has_file = facts.starts or facts.closes
    is_over = facts.last_day is not None and facts.last_day < site.today
    return single_address(site, article) if has_file and not is_over else ""


def _switch(site: Site, page: Page) -> Sequence[LanguageLink]:
    return [
        LanguageLink(
            language=language,
            wording=words.wording,
            address=page.versions.get(language, ""),
            home=words.home,
            help=f"{words.translations}#{page.article.key}"
            if page.article and not page.stage
            else "",
        )
        for language, words in site.addresses.items()
        if language != page.language
    ]


def _other_searches(site: Site, page: Page) -> dict[str, dict[str, str]]:
    """For the search page: what it says of each other language, and where that is searched."""
    wording = site.addresses[page.language].wording
    names = {
        language: there.wording.name_in(wording.locale)
        for language, there in site.addresses.items()
        if language != page.language
    }
    return {
        language: {
            "name": name,
            "label": wording.get("search_there", language=name),
            "address": addresses.relative(site.addresses[language].search, page.address),
        }
        for language, name in names.items()
    }


def _menu(site: Site, page: Page) -> Sequence[MenuLink]:
    words = site.addresses[page.language]
    places = [
        (words.wording[name], words.listing(name)) for name in (*kinds_that("in_menu"), "topics")
    ]
    texts: Mapping[str, Any] = site.catalogue.pages
    for key in ("subscribe", "contribute", "about"):
        if text := texts.get(key, {}).get(page.language):
            places.append((text.title, words.standing(text)))
    return [
        MenuLink(title=title, address=address, is_current=page.address.startswith(address))
        for title, address in places
    ]
