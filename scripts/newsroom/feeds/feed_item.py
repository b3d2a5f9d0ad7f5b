"""An article as feeds carry it, before any format."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, overload

from newsroom.content import addresses
from newsroom.content.article import Article
from newsroom.core.dates import in_words
from newsroom.feeds.feed_text import as_html, element, feed_html, plain
from newsroom.images.lead_picture import lead_bytes, lead_picture
from newsroom.images.pictures import with_pictures
from newsroom.site.event_dates import event_dates, organiser
from newsroom.site.site import Site
from newsroom.site.sources import SourceEntry, source_entries, sources_language

MOST_ITEM_BYTES = 240_000
"""Of one text: more than an article can have, unless it is all marks. So four fit into any feed."""
FRAME_BYTES = 2_000
"""What an item needs beyond its words: names of elements, days, addresses' surroundings."""

_FIRST_IMAGE = re.compile(r"<img\b[^>]*>")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as it travels with an item."""

    url: str
    type: str
    length: int
    width: int
    height: int
    description: str
    credit: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """An article in a feed: the same in every feed that it stands in."""

    guid: str
    url: str
    language: str
    title: str
    summary: str
    html: str = field(repr=False)
    authors: Sequence[str]
    published: datetime
    changed: datetime
    topics: Sequence[tuple[str, str]]
    """Name and whole address of each topic."""
    translations: Mapping[str, str]
    """Whole addresses of the article in other languages."""
    picture: Picture | None
    source: tuple[str, str] | None = None
    """Name and address of the feed that a link to another website came from."""

    @property
    def byline(self) -> str:
        """All authors in one text, for formats whose readers show only one."""
        return ", ".join(self.authors)

    @cached_property
    def size(self) -> int:
        """Bytes that it takes at most, in whichever format."""
        picture = self.picture
        words = [self.title, self.summary, self.byline, *(name for name, _ in self.topics)]
        marks = [self.url, self.guid, *self.translations.values()]
        marks += [address for _, address in self.topics]
        if picture:
            words += [picture.description, picture.credit]
            marks += [picture.url, picture.url]
        # In XML `<` becomes six signs, in JSON a control character does.
        escaped = "".join(words).replace("&", "&#x26;").replace("<", "&#x3C;")
        return sum(map(_json_size, [self.html, escaped, *marks])) + FRAME_BYTES


class Items:
    """The items of one language's articles, each made once for all feeds."""

    def __init__(self, site: Site, language: str) -> None:
        self._newspaper = site
        self._language = language
        self._made: dict[str, Item] = {}

    def of(self, article: Article) -> Item:
        if article.key not in self._made:
            self._made[article.key] = item(self._newspaper, article)
        return self._made[article.key]

    def size_of(self, article: Article) -> int:
        """Bytes that an article's item takes at most; of an unchanged one from the last build."""
        known = self._newspaper.memory.texts.get(article.path)
        if not known:
            return self.of(article).size
        if not known.size:
            known.size = self.of(article).size
        return known.size

    def key_of(self, article: Article) -> object:
        """What an article's item is made from, as Memory.text_key; None if that is not known."""
        site = self._newspaper
        key = site.memory.text_key(article.path)
        changed = article.changed_by(site.today)
        shown = [
            site.not_ahead(each) for each in (article.facts.published, article.changed, changed)
        ]
        return key and (key, [moment.isoformat() for moment in shown])


class ItemsOf(Sequence[Item]):
    """The items of some articles, each made when it is asked for: an unchanged feed asks for
    none."""

    def __init__(self, items: Items, articles: Sequence[Article]) -> None:
        self._items = items
        self._articles = articles

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        if isinstance(place, slice):
            return ItemsOf(self._items, self._articles[place])
        return self._items.of(self._articles[place])

    def __len__(self) -> int:
        return len(self._articles)

    @property
    def key(self) -> object:
        """What all of them are made from; None if that is not known of one."""
        keys = [self._items.key_of(article) for article in self._articles]
        return None if None in keys else keys


def _json_size(text: str) -> int:
    """Bytes of a text in JSON: there it is never shorter than in a CDATA section of XML."""
    return len(json.dumps(text, ensure_ascii=False).encode())


def guid(site: Site, article: Article) -> str:
    """A tag URI (RFC 4151) made of what no edit changes: not of title, date, address or host."""
    return f"tag:{site.settings.identity}:{article.language}/{article.key}"


def item(site: Site, article: Article) -> Item:
    """What feeds carry of an article; of one that was withdrawn, only that and why."""
    if article.is_withdrawn(site.today):
        return _withdrawn_item(site, article)
    words, site_url = site.addresses[article.language], site.settings.site_url
    page = words.article(article)
    picture = _picture(site, article)
    body = site.renderers[article.language].body(article).feed_html
    body = with_pictures(body, site, article.key, for_feed=True)
    summary = _summary(site, article)
    html = feed_html(
        [
            _picture_html(site, article, picture, body),
            _correction_html(site, article),
            _looks_back_html(site, article),
            _days_html(site, article),
            body,
            notes_html(site, article),
        ],
        page=page,
        site_url=site_url,
    )
    if _json_size(html) > MOST_ITEM_BYTES:
        html = as_html(element("P", summary))
    return Item(
        guid=guid(site, article),
        url=addresses.absolute(page, site_url),
        language=article.language,
        title=_title(site, article),
        summary=summary,
        html=html,
        authors=[plain(name) for _, name in site.catalogue.bylines(article)],
        published=site.not_ahead(article.facts.published),
        changed=site.not_ahead(article.changed),
        topics=_topics(site, article),
        translations={
            other: addresses.absolute(site.addresses[other].article(version), site_url)
            for other, version in site.catalogue.articles[article.key].items()
            if other != article.language and version.is_live(site.today)
        },
        picture=picture,
    )


def _withdrawn_item(site: Site, article: Article) -> Item:
    """In the article's place, and under its name, what its page still says. Its words are gone."""
    words, site_url = site.addresses[article.language], site.settings.site_url
    assert article.facts.withdrawn
    day = in_words(article.facts.withdrawn, words.wording.locale)
    reason = element("P", plain(article.withdrawn_note), **_lent(article, "withdrawn_note"))
    return Item(
        guid=guid(site, article),
        url=addresses.absolute(words.article(article), site_url),
        language=article.language,
        title=words.wording["withdrawn"],
        summary=plain(article.withdrawn_note),
        html=as_html(element("P", words.wording.get("withdrawn_on", day=day)), reason),
        authors=[plain(name) for _, name in site.catalogue.bylines(article)],
        published=site.not_ahead(article.facts.published),
        changed=site.not_ahead(article.changed_by(site.today)),
        topics=_topics(site, article),
        translations={},
        picture=None,
    )


def _title(site: Site, article: Article) -> str:
    """The headline; of a corrected article it says so, once for all its corrections."""
    title = plain(article.title)
    wording = site.addresses[article.language].wording
    return wording.get("corrected_title", title=title) if article.corrections else title


def _looks_back(site: Site, article: Article) -> str:
    """The day that an article about an earlier year tells of, in words: readers show that of
    publication beside it."""
    if not article.looks_back_to:
        return ""
    wording = site.addresses[article.language].wording
    return wording.get("looks_back", day=in_words(article.looks_back_to, wording.locale))


def _summary(site: Site, article: Article) -> str:
    summary = plain(article.summary)
    looks_back = _looks_back(site, article)
    return f"{looks_back}. {summary}" if looks_back else summary


def _looks_back_html(site: Site, article: Article) -> str:
    """The same at the head of the text; an event's days stand there anyway."""
    words = _looks_back(site, article)
    if not words or article.is_event:
        return ""
    return as_html(element("P", element("TIME", words, datetime=str(article.looks_back_to))))


def _topics(site: Site, article: Article) -> list[tuple[str, str]]:
    words = site.addresses[article.language]
    return [
        (plain(topic.title), addresses.absolute(words.topic(topic), site.settings.site_url))
        for topic in site.editions[article.language].topics_of(article)
    ]


def _lent(article: Article, words: str) -> dict[str, str]:
    """The attribute that names the language of words which another language lends."""
    return {"lang": article.borrowed[words]} if words in article.borrowed else {}


def _correction_html(site: Site, article: Article) -> str:
    """The latest correction, where readers begin."""
    correction = article.latest_correction
    if not correction:
        return ""
    wording = site.addresses[article.language].wording
    day = in_words(correction.date, wording.locale)
    paragraph = element("P", element("STRONG", wording.get("corrected_on", day=day)))
    paragraph[0].tail = ": "
    language = {"lang": correction.language} if correction.language else {}
    paragraph.append(element("SPAN", plain(correction.note), **language))
    return as_html(paragraph)


def _picture(site: Site, article: Article) -> Picture | None:
    """The picture that stands for an article."""
    picture = lead_picture(site, article)
    if not picture:
        return None
    return Picture(
        url=addresses.absolute(picture.address, site.settings.site_url),
        type=picture.type,
        length=len(lead_bytes(site, article)),
        width=picture.width,
        height=picture.height,
        description=plain(picture.alt),
        credit=plain(picture.credit),
    )


def _picture_html(site: Site, article: Article, picture: Picture | None, body: str) -> str:
    """The lead picture, unless the text shows it: many readers know no other way to."""
    if not picture:
        return ""
    address = "/" + picture.url.removeprefix(site.settings.site_url)
    first = _FIRST_IMAGE.search(body)
    if first and f'src="{address}"' in first[0]:
        return ""
    wording = site.addresses[article.language].wording
    figure = element(
        "FIGURE",
        element(
            "IMG",
            src=address,
            alt=picture.description,
            width=str(picture.width),
            height=str(picture.height),
        ),
    )
    if picture.credit:
        figure.append(element("FIGCAPTION", wording.get("image_credit", name=picture.credit)))
    return as_html(figure)


def _days_html(site: Site, article: Article) -> str:
    """When and where. Not whether it is over: a feed says nothing that changes with the day."""
    wording = site.addresses[article.language].wording
    days = event_dates(article, wording)
    if not days:
        return ""
    paragraph = element("P")
    for state, holds in (
        ("state_cancelled", article.facts.cancelled),
        ("state_remembered", article.facts.remembers),
    ):
        if holds:
            paragraph.append(element("STRONG", wording[state]))
    paragraph.append(element("TIME", plain(days.words), datetime=days.iso))
    for words, language in (
        (days.registration, {}),
        (plain(article.place), _lent(article, "place")),
        (plain(organiser(article, wording)), {}),
    ):
        if words:
            paragraph.append(element("SPAN", words, **language))
    for child in paragraph[:-1]:
        child.tail = " · "
    return as_html(paragraph)


def notes_html(site: Site, article: Article) -> str:
    """Corrections and sources, as the page shows them below the text."""
    wording = site.addresses[article.language].wording
    notes: list[Any] = []
    if article.corrections:
        corrections = (
            element(
                "LI",
                f"{in_words(note.date, wording.locale)}: {plain(note.note)}",
                **({"lang": note.language} if note.language else {}),
            )
            for note in article.corrections
        )
        notes += [element("H2", wording["corrections"]), element("UL", *corrections)]
    entries = source_entries(
        article.sources,
        article.language,
        wording,
        original=sources_language(site.catalogue, article),
    )
    if entries:
        listed = (_source_html(entry) for entry in entries)
        notes += [element("H2", wording["sources"]), element("OL", *listed)]
    return as_html(*notes)


def _source_html(entry: SourceEntry) -> Any:
    """A source as an item of a list: its title, what is known of it, a stored copy."""
    language = {"lang": entry.language} if entry.language else {}
    title = plain(entry.title)
    item = element("LI")
    if entry.url:
        item.append(element("A", title, href=entry.url, **language))
    elif language:
        item.append(element("SPAN", title, **language))
    else:
        item.text = title
    for detail in entry.details:
        last = item[-1] if len(item) else None
        if last is None:
            item.text = f"{item.text}, "
        else:
            last.tail = f"{last.tail or ''}, "
        if detail.url:
            item.append(element("A", plain(detail.words), href=detail.url))
        elif last is None:
            item.text += plain(detail.words)
        else:
            last.tail += plain(detail.words)
    return item
