"""What other cities write, as one feed of links, and the list of the feeds that it comes from."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from newsroom.content import addresses
from newsroom.core.output import SiteFile
from newsroom.feeds import rss
from newsroom.feeds.feed import Feed
from newsroom.feeds.feed_item import Item
from newsroom.feeds.feed_text import as_html, element, plain
from newsroom.feeds.subjects import MOST_ITEMS
from newsroom.network.news import ShownItem
from newsroom.network.partner import Partner
from newsroom.network.store import PUBLISHED, dump, file_of, load
from newsroom.site.site import Site


def network_files(site: Site, language: str) -> Iterator[SiteFile]:
    """The feed and its sources in a language; without partners both are empty."""
    addresses = site.addresses[language]
    yield SiteFile(
        path=addresses.network_feed.removeprefix("/"),
        make=lambda: rss.rss(network_feed(site, language)),
    )
    yield SiteFile(
        path=addresses.network_opml.removeprefix("/"),
        make=lambda: network_opml(site, language),
    )


def store_files(site: Site) -> Iterator[SiteFile]:
    """What the store knows of each partner, for the next run that has no store; of those that
    nobody has confirmed, only how their servers fare."""
    store = site.settings.network_store
    for partner in site.partners.by_key.values():
        if file_of(store, partner).is_file():
            yield SiteFile(
                path=f"{PUBLISHED}/{partner.key}.json", make=partial(_stored, store, partner)
            )


def _stored(store: Path, partner: Partner) -> bytes:
    record = load(store, partner)
    shown = record if partner.is_confirmed else replace(record, items=())
    return dump(shown).encode()


def network_feed(site: Site, language: str) -> Feed:
    """Links to the newest of all partners, in the mix of the page; never their full text."""
    settings, words = site.settings, site.addresses[language]
    items = [_item(site, language, each) for each in site.network.mixed[:MOST_ITEMS]]
    items.sort(key=lambda item: (-item.published.timestamp(), item.guid))
    return Feed(
        id=f"tag:{settings.identity}:{language}/network",
        language=language,
        title=plain(words.wording.get("network_feed_title", site=words.wording["site_name"])),
        description=plain(words.wording["network_summary"]),
        rights=words.wording["network_partners_text"],
        icon=addresses.absolute(addresses.TOUCH_ICON, settings.site_url),
        page=addresses.absolute(words.network, settings.site_url),
        address=words.network_feed.removesuffix(f".{rss.ENDING}"),
        site_url=settings.site_url,
        counterparts={
            other: there.network_feed.removesuffix(f".{rss.ENDING}")
            for other, there in site.addresses.items()
            if other != language
        },
        items=items,
        hub=settings.hub,
    )


def _item(site: Site, language: str, shown: ShownItem) -> Item:
    wording, partner = site.addresses[language].wording, shown.partner
    name = plain(partner.name(language))
    page = addresses.absolute(site.addresses[language].network, site.settings.site_url)
    label = wording[f"field_{partner.field}"] if partner.field else wording["network"]
    summary = shown.item.summary or f"{name}, {wording['network_from']}"
    link = element("A", shown.item.title, href=shown.item.link)
    link.tail = f" ({name}, {wording['network_from']})"
    html = as_html(element("P", summary), element("P", link))
    return Item(
        guid=f"tag:{site.settings.identity}:{language}/network/{partner.key}/{shown.item.name}",
        url=shown.item.link,
        language=shown.item.language,
        title=f"{name}: {shown.item.title}",
        summary=summary,
        html=html,
        authors=[name],
        published=shown.item.date,
        changed=shown.item.date,
        topics=[(label, page)],
        translations={},
        picture=None,
        source=(name, partner.feed),
    )


def network_opml(site: Site, language: str) -> bytes:
    """The partners' own feeds, for taking them into a reader (OPML 2.0)."""
    wording = site.addresses[language].wording
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    title = wording.get("network_feed_title", site=wording["site_name"])
    etree.SubElement(head, "title").text = title
    body: Any = etree.SubElement(root, "body")
    for news in site.network.partners:
        partner = news.partner
        etree.SubElement(
            body,
            "outline",
            type="rss",
            text=partner.name(language),
            title=partner.name(language),
            xmlUrl=partner.feed,
            htmlUrl=partner.site,
            language=partner.languages[0],
        )
    if not len(body):
        # OPML asks for at least one outline.
        etree.SubElement(body, "outline", text=wording["network_none"])
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text
