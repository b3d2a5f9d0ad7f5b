"""The state of translations: missing, older than the original, or up to date."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from newsroom.authoring import edit_links
from newsroom.content.article import Article
from newsroom.core.dates import day_of
from newsroom.site.site import Site

MISSING, STALE, FRESH = STATES = ("missing", "stale", "fresh")
_ORIGINAL = re.compile(r"^(original:[ \t]*)[^\s#]*", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Translation:
    """An original and its translation into one language, if there is one."""

    original: Article
    language: str
    article: Article | None
    """The translation; None if it is missing."""
    link: str
    """A link to GitHub's editor, to begin or continue the translation."""

    @property
    def state(self) -> str:
        """One of STATES."""
        if self.article is None:
            return MISSING
        return STALE if self.article.is_stale else FRESH

    @property
    def changes(self) -> Sequence["Change"]:
        """The changes of the original that its authors noted."""
        return changes(self.original)


def translations(site: Site, language: str) -> list[Translation]:
    """The translations of all live originals into a language: the missing first, then the stale,
    each the newest first."""
    catalogue = site.catalogue
    originals = [catalogue.original(key) for key in catalogue.articles]
    found = [
        _translation(site, original, language)
        for original in originals
        if original.language != language and original.is_live(site.today)
    ]
    return sorted(
        found,
        key=lambda translation: (
            STATES.index(translation.state),
            -translation.original.facts.published.timestamp(),
            translation.original.key,
        ),
    )


def _translation(site: Site, original: Article, language: str) -> Translation:
    article = site.catalogue.articles[original.key].get(language)
    link = (
        edit_links.correct_link(site, article)
        if article
        else edit_links.translate_link(site, original, language)
    )
    return Translation(original=original, language=language, article=article, link=link)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A day on which an original changed, with the note if the change was a correction."""

    day: date
    note: str = ""


def changes(original: Article) -> Sequence[Change]:
    """The changes since publication that its authors noted, the latest first."""
    found = {
        Change(day=correction.date, note=correction.note)
        for correction in original.facts.corrections
    }
    if original.facts.updated:
        updated = day_of(original.facts.updated)
        if updated not in {change.day for change in found}:
            found.add(Change(day=updated))
    return sorted(found, key=lambda change: (change.day, change.note), reverse=True)


def report(site: Site) -> Iterator[str]:
    """Lines for a terminal: for each language the counts, then missing and stale translations."""
    for language, name in site.settings.languages.items():
        found = translations(site, language)
        counts = Counter(translation.state for translation in found)
        yield f"{name}: " + ", ".join(f"{counts[state]} {state}" for state in STATES)
        for translation in found:
            if translation.state != FRESH:
                original = translation.original
                yield f"  {translation.state}  {original.key}  {original.title}"
        if counts[MISSING]:
            yield f"  begin: make translate LANGUAGE={language} KEY=<one of these>"


def mark_up_to_date(source: str, hash: str) -> str:
    """The source of a translation's file with the hash of the original that it was compared
    with."""
    head, separator, body = source.partition("\n---")
    return _ORIGINAL.sub(rf"\g<1>{hash}", head, count=1) + separator + body
