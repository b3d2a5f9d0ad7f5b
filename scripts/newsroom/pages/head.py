"""What a page tells machines: canonical address, languages, previews and structured data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.content import addresses
from newsroom.content.article import Article
from newsroom.core.dates import DayOrMoment, iso
from newsroom.feeds.formats import FORMATS
from newsroom.images.lead_picture import LeadPicture, shared_picture
from newsroom.site.page import Page
from newsroom.site.site import Site


@dataclass(frozen=True, kw_only=True)
class FeedLink:
    """A feed that a page offers to feed readers."""

    title: str
    address: str
    type: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """Addresses are whole, as machines want them."""

    title: str
    description: str
    canonical: str
    alternates: Mapping[str, str]
    """The same page by language; `x-default` is the default language's, else its only one."""
    feeds: Sequence[FeedLink]
    agenda: str
    type: str
    """Open Graph type."""
    locale: str
    image: str
    """Of what is shown where the address is shared; an empty text if nothing is."""
    image_facts: Mapping[str, str]
    """Open Graph's further words about it: `type`, `width`, `height`, `alt`."""
    structured: str
    """JSON-LD, safe inside a script element; an empty text where there is nothing to say."""


def head(site: Site, page: Page) -> Head:
    """Everything for a page's head."""
    site_url = site.settings.site_url
    wording = site.addresses[page.language].wording
    picture = None if page.stage else shared_picture(site, page)
    is_home = page.address == site.addresses[page.language].home
    site_name = wording["site_name"]
    return Head(
        title=site_name if is_home else f"{page.title} – {site_name}",
        description=page.summary,
        canonical=addresses.absolute(page.address, site_url) if page.is_indexed else "",
        alternates=alternates(site, page),
        feeds=_feeds(site, page),
        agenda=addresses.absolute(site.addresses[page.language].agenda, site_url),
        type="article" if page.article else "website",
        locale=wording.locale if "_" in wording.locale else wording["locale_with_country"],
        image=addresses.absolute(picture.address, site_url) if picture else "",
        image_facts=_image_facts(picture),
        structured=_script_safe(_structured(site, page)),
    )


def _image_facts(picture: LeadPicture | None) -> dict[str, str]:
    if not picture:
        return {}
    return {
        "type": picture.type,
        "width": str(picture.width),
        "height": str(picture.height),
        "alt": picture.alt,
    }


def alternates(site: Site, page: Page) -> dict[str, str]:
    """Whole addresses of the same page by language, its own among them, and the one for everybody
    else."""
    by_language = {
        language: addresses.absolute(address, site.settings.site_url)
        for language, address in page.versions.items()
    }
    if by_language:
        default = site.settings.default_language
        by_language["x-default"] = by_language.get(default) or by_language[page.language]
    return by_language


def _feeds(site: Site, page: Page) -> list[FeedLink]:
    """The language's main feed first: many readers take the first that they see."""
    words = site.addresses[page.language]
    offered = [(words.home, words.wording["site_name"])]
    if page.feed:
        offered.append((page.feed, f"{words.wording['site_name']}: {page.title}"))
    links = [
        FeedLink(
            title=title if format is FORMATS[0] else f"{title} ({format.name})",
            address=addresses.absolute(
                addresses.feed(listing, format.ending), site.settings.site_url
            ),
            type=format.media_type,
        )
        for listing, title in offered
        for format in FORMATS
    ]
    if page.address == words.network:
        title = words.wording.get("network_feed_title", site=words.wording["site_name"])
        address = addresses.absolute(words.network_feed, site.settings.site_url)
        links.append(FeedLink(title=title, address=address, type=FORMATS[0].media_type))
    return links


def _structured(site: Site, page: Page) -> dict[str, Any]:
    """schema.org's view of an article or of the site."""
    if page.article:
        article = _news_article(site, page, page.article)
        if starts := page.article.facts.starts:
            event = _event(site, page, page.article, starts)
            return {"@context": "https://schema.org", "@graph": [article, event]}
        return {"@context": "https://schema.org", **article}
    words = site.addresses[page.language]
    if page.address != words.home:
        return {}
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": words.wording["site_name"],
        "url": addresses.absolute(page.address, site.settings.site_url),
        "inLanguage": page.language,
    }


def _news_article(site: Site, page: Page, article: Article) -> dict[str, Any]:
    site_url = site.settings.site_url
    wording = site.addresses[article.language].wording
    url = addresses.absolute(page.address, site_url)
    translations = [
        {"@id": addresses.absolute(address, site_url)}
        for language, address in page.versions.items()
        if language != article.language
    ]
    original = site.catalogue.original(article.key)
    # Addresses stand side by side, and nothing is told that the page's other tags tell: so it is
    # some forty bytes lighter, compressed.
    described: dict[str, Any] = {"@type": "NewsArticle", "@id": url, "license": addresses.LICENCE}
    if article.facts.sources:
        # Addresses where there are any: the page has them, so each adds some five bytes compressed.
        described["citation"] = [source.url or source.title for source in article.facts.sources]
    if article.is_original and translations:
        described["workTranslation"] = translations
    elif not article.is_original and original.language in page.versions:
        address = page.versions[original.language]
        described["translationOfWork"] = {"@id": addresses.absolute(address, site_url)}
    described |= {
        "headline": article.title,
        "inLanguage": article.language,
        "datePublished": iso(article.facts.published),
        "author": [
            {"@type": "Organization" if author == "redaksi" else "Person", "name": name}
            for author, name in site.catalogue.bylines(article)
        ],
        "publisher": {"@type": "Organization", "name": wording["site_name"]},
    }
    if article.changed != article.facts.published:
        described["dateModified"] = iso(article.changed)
    if picture := shared_picture(site, page):
        described["image"] = [addresses.absolute(picture.address, site_url)]
    if article.facts.happened:
        described["temporalCoverage"] = str(article.facts.happened)
    return described


def _event(site: Site, page: Page, article: Article, starts: DayOrMoment) -> dict[str, Any]:
    event: dict[str, Any] = {
        "@type": "Event",
        "name": article.title,
        "description": article.summary,
        "startDate": iso(starts),
        "url": addresses.absolute(page.address, site.settings.site_url),
    }
    if article.facts.cancelled:
        # Without a status an event takes place as planned.
        event["eventStatus"] = "https://schema.org/EventCancelled"
    if article.facts.ends:
        event["endDate"] = iso(article.facts.ends)
    if article.facts.organiser:
        event["organizer"] = {"@type": "Organization", "name": article.facts.organiser}
    if article.place:
        event["location"] = {"@type": "Place", "name": article.place, "address": article.place}
    return event


def _script_safe(data: dict[str, Any]) -> str:
    """JSON that cannot end the script element it stands in, whatever an article says."""
    if not data:
        return ""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
