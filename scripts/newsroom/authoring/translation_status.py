"""How far each language is: what is not translated, older than its original, or up to date."""

import re
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
    """One article as one language has it, or does not have it."""

    original: Article
    language: str
    article: Article | None
    """None where it is missing."""
    link: str
    """Where to begin or go on: GitHub's editor."""

    @property
    def state(self) -> str:
        """One of STATES."""
        if self.article is None:
            return MISSING
        return STALE if self.article.is_stale else FRESH

    @property
    def changes(self) -> Sequence["Change"]:
        """What a stale one lacks, as far as the original's authors say it."""
        return changes(self.original)


def translations(site: Site, language: str) -> list[Translation]:
    """What a language has of the articles written in another: what is to be done comes first."""
    catalogue = site.catalogue
    originals = [catalogue.original(key) for key in catalogue.articles]
    found = [
        _translation(site, original, language)
        for original in originals
        if original.language != language and original.is_live(site.today)
    ]
    return sorted(
        found,
        key=lambda each: (
            STATES.index(each.state),
            -each.original.facts.published.timestamp(),
            each.original.key,
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
    """A day on which an original changed, with a correction's note where it was one."""

    day: date
    note: str = ""


def changes(original: Article) -> Sequence[Change]:
    """What its authors say has changed since it was published, latest first."""
    found = {Change(day=each.date, note=each.note) for each in original.facts.corrections}
    if original.facts.updated:
        updated = day_of(original.facts.updated)
        if updated not in {change.day for change in found}:
            found.add(Change(day=updated))
    return sorted(found, key=lambda change: (change.day, change.note), reverse=True)


def report(site: Site) -> Iterator[str]:
    """The board for a terminal: a line a language, then what is missing and what is stale."""
    for language, name in site.settings.languages.items():
        found = translations(site, language)
        counts = {state: sum(each.state == state for each in found) for state in STATES}
        yield f"{name}: " + ", ".join(f"{count} {state}" for state, count in counts.items())
        for each in found:
            if each.state != FRESH:
                yield f"  {each.state}  {each.original.key}  {each.original.title}"
        if counts[MISSING]:
            yield f"  begin: make translate LANGUAGE={language} KEY=<one of these>"


def mark_up_to_date(source: str, hash: str) -> str:
    """A translation's file that says it is up to date with the original of this hash."""
    head, mark, body = source.partition("\n---")
    return _ORIGINAL.sub(rf"\g<1>{hash}", head, count=1) + mark + body
