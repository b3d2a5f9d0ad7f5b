"""What readers can follow in a language: everything, a kind, a topic, an author, a series."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from newsroom.content.article import Article, StandingPage
from newsroom.content.catalogue import AUTHORS, TOPICS
from newsroom.content.edition import newest_first
from newsroom.content.kinds import KINDS
from newsroom.record.dossiers import series_with_articles
from newsroom.site.page import entry_versions
from newsroom.site.site import Site

MOST_ITEMS = 50
MOST_TOPIC_ITEMS = 20
"""All that stands in a topic's feed stands in that of everything too, where the archives begin.
Archives of each topic would publish every text once more for each of its topics."""
MOST_AUTHOR_ITEMS = 10
"""Fewer, since there may be many authors, each with feeds in all formats and languages."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a feed follows: everything in a language, a kind, a topic, an author, or a series."""

    key: str
    """`everything`, `news`, `topics/batik`: the same for all languages and for ever."""
    language: str
    title: str
    description: str
    name: str
    """What it is called among the others of its language: `Semua artikel`, `Berita`, `Batik`."""
    page: str
    """Address of the page that lists the same."""
    counterparts: Mapping[str, str]
    """The same page in other languages."""
    published: Sequence[Article] = field(repr=False)
    """All articles on it that ever were, withdrawn ones among them, newest first."""
    today: date
    topic: str = ""
    """Slug of the topic, as articles name it."""
    author: str = ""
    """Key of the author, the last part of the address of their page."""
    series: str = ""
    """Key of the series, as articles name it."""
    most_items: int = MOST_ITEMS
    """How many of the newest stand in its feed, if they are not too large."""
    has_archives: bool = False
    """Whether the months before are published too."""

    @cached_property
    def articles(self) -> Sequence[Article]:
        """Those that readers may see."""
        return [article for article in self.published if article.is_live(self.today)]


def subjects(site: Site, language: str) -> Iterator[Subject]:
    """Everything that one can follow in a language."""
    words, edition = site.addresses[language], site.editions[language]
    wording = words.wording
    others = {other: there for other, there in site.addresses.items() if other != language}
    published = newest_first([*edition.own, *edition.withdrawn])
    yield Subject(
        key="everything",
        language=language,
        title=wording["site_name"],
        description=wording["site_description"],
        name=wording["feed_everything"],
        page=words.home,
        counterparts={other: there.home for other, there in others.items()},
        published=published,
        today=site.today,
        has_archives=True,
    )
    for kind in KINDS:
        yield Subject(
            key=kind,
            language=language,
            title=f"{wording['site_name']}: {wording[kind]}",
            description=wording[f"{kind}_summary"],
            name=wording[kind],
            page=words.listing(kind),
            counterparts={other: there.listing(kind) for other, there in others.items()},
            published=[article for article in published if article.kind == kind],
            today=site.today,
        )
    for topic in edition.topics:
        slug = topic.key.removeprefix(f"{TOPICS}/")
        versions: Mapping[str, StandingPage] = site.catalogue.topics[slug]
        yield Subject(
            key=topic.key,
            language=language,
            title=f"{wording['site_name']}: {topic.title}",
            description=topic.summary,
            name=topic.title,
            page=words.topic(topic),
            counterparts={
                other: there.topic(versions[other])
                for other, there in others.items()
                if other in versions
            },
            published=[article for article in published if slug in article.facts.topics],
            today=site.today,
            topic=slug,
            most_items=MOST_TOPIC_ITEMS,
        )
    by_author: dict[str, list[Article]] = defaultdict(list)
    for article in published:
        for key in article.author_keys:
            by_author[key].append(article)
    for key, name in edition.authors.items():
        pages = entry_versions(site, AUTHORS, key, {})
        yield Subject(
            key=f"{AUTHORS}/{key}",
            language=language,
            title=f"{wording['site_name']}: {name}",
            description=wording.get("author_summary", name=name),
            name=name,
            page=pages[language],
            counterparts={other: pages[other] for other in others},
            published=by_author[key],
            today=site.today,
            author=key,
            most_items=MOST_AUTHOR_ITEMS,
        )
    for series in series_with_articles(site.catalogue).values():
        pages = entry_versions(site, "series", series.key, series.slug)
        name = series.name.in_language(language).text
        yield Subject(
            key=f"series/{series.key}",
            language=language,
            title=f"{wording['site_name']}: {name}",
            description=series.text.in_language(language).text,
            name=name,
            page=pages[language],
            counterparts={other: pages[other] for other in others},
            published=[each for each in published if each.facts.series == series.key],
            today=site.today,
            series=series.key,
            most_items=MOST_TOPIC_ITEMS,
        )
