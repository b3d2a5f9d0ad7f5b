"""The feed of corrections: one item for each error that was corrected in the open."""

from collections.abc import Callable, Iterator
from functools import partial

from newsroom.content import addresses
from newsroom.content.edition import CorrectedArticle
from newsroom.core.dates import in_words, moment_of
from newsroom.core.output import SiteFile
from newsroom.feeds.feed import Feed, empty_feed
from newsroom.feeds.feed_item import Item, guid
from newsroom.feeds.feed_text import as_html, element, plain
from newsroom.feeds.formats import FORMATS, Writer
from newsroom.feeds.subjects import MOST_ITEMS, Subject, subjects
from newsroom.site.page import CORRECTIONS
from newsroom.site.site import Site


def followed(site: Site, language: str) -> Iterator[Subject]:
    """Everything that one can follow in a language: articles by subject, and corrections."""
    yield from subjects(site, language)
    yield from _corrections_subject(site, language)


def corrections_files(site: Site, language: str) -> Iterator[SiteFile]:
    """The feed in every format; none where the language lacks the page of corrections."""
    for subject in _corrections_subject(site, language):
        for format in FORMATS:
            yield SiteFile(
                path=addresses.feed(subject.page, format.ending).removeprefix("/"),
                make=partial(_written, site, subject, format.writer),
            )


def _written(site: Site, subject: Subject, writer: Callable[[], Writer]) -> bytes:
    return writer()(corrections_feed(site, subject))


def _corrections_subject(site: Site, language: str) -> Iterator[Subject]:
    versions = site.catalogue.pages.get(CORRECTIONS, {})
    if text := versions.get(language):
        words = site.addresses[language]
        yield Subject(
            key=CORRECTIONS,
            language=language,
            title=f"{words.wording['site_name']}: {text.title}",
            description=text.summary,
            name=text.title,
            page=words.standing(text),
            counterparts={
                other: site.addresses[other].standing(version)
                for other, version in versions.items()
                if other != language
            },
            published=(),
            today=site.today,
        )


def corrections_feed(site: Site, subject: Subject) -> Feed:
    """The latest corrections of all articles that the language's listings show."""
    found = site.editions[subject.language].corrections[:MOST_ITEMS]
    return empty_feed(site, subject, items=[_item(site, subject, each) for each in found])


def _item(site: Site, subject: Subject, corrected: CorrectedArticle) -> Item:
    article, correction = corrected.article, corrected.correction
    words = site.addresses[subject.language]
    page = addresses.absolute(
        site.addresses[article.language].article(article), site.settings.site_url
    )
    note = plain(correction.note)
    day = in_words(correction.date, words.wording.locale)
    language = correction.language or article.language
    paragraph = element("P", element("STRONG", words.wording.get("corrected_on", day=day)))
    paragraph[-1].tail = ": "
    paragraph.append(element("SPAN", note, lang=language))
    link = element("P", element("A", plain(article.title), href=page, hreflang=article.language))
    moment = moment_of(correction.date)
    return Item(
        guid=f"{guid(site, article)}/corrections/{correction.date}"
        + (f"/{corrected.number}" if corrected.number > 1 else ""),
        url=page,
        language=subject.language,
        title=words.wording.get("correction_of", title=plain(article.title)),
        summary=note,
        html=as_html(paragraph, link),
        authors=[plain(name) for _, name in site.catalogue.bylines(article)],
        published=moment,
        changed=moment,
        topics=[
            (plain(topic.title), addresses.absolute(words.topic(topic), site.settings.site_url))
            for topic in site.editions[subject.language].topics_of(article)
        ],
        translations={},
        picture=None,
    )
