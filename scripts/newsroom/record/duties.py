"""What membership asks of the city, from data/duties.yml, and the articles that show it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsroom.content.article import Article
from newsroom.content.edition import Edition, latest_told_first
from newsroom.content.fields import DUTIES, Field, Source, one_of, partial_day
from newsroom.core.dates import PartialDay
from newsroom.core.wording import Wording
from newsroom.record.entries import NAME, SOURCES, TEXT, Entries, Texts, read_entries
from newsroom.render import chart
from newsroom.render.figure import Figure

REPORT_EVERY = 4
"""Years from one monitoring report to the next, by the guidelines of 2015 and 2021."""

EVIDENCE, RULE, CHANGE = "evidence", "rule", "change"
"""What articles can name as a duty; what holds besides; what changed."""

FIELDS = (
    Field(
        name="group",
        read=one_of(lambda known: (EVIDENCE, RULE, CHANGE)),
        required=True,
        example=f"group: {RULE}",
    ),
    NAME,
    Field(name="since", read=partial_day, required=True, example="since: 2021-04"),
    TEXT,
    SOURCES,
)


@dataclass(frozen=True, kw_only=True)
class Duty:
    key: str
    """In front matter, where articles can name it: `local`."""
    group: str
    name: Texts
    since: PartialDay
    """From when it is known to hold."""
    text: Texts
    sources: tuple[Source, ...]


def read_duties() -> Entries[Duty]:
    return read_entries("duties", FIELDS, Duty)


def duties(group: str) -> list[Duty]:
    """The entries of a group; of the duties that articles name, only those that front matter
    knows."""
    found = read_duties().by_key.values()
    return [
        duty for duty in found if duty.group == group and (group != EVIDENCE or duty.key in DUTIES)
    ]


def evidence(edition: Edition, duty: str) -> list[Article]:
    """The articles that name a duty, those that tell of the latest day first."""
    return latest_told_first(
        article for article in edition.articles if duty in article.facts.duties
    )


def counts(articles: Sequence[Article], first: int, last: int) -> dict[int, int]:
    """How many articles tell of each year from `first` to `last`, both among them."""
    counted = Counter(article.told.year for article in articles)
    return {year: counted[year] for year in range(first, last + 1)}


def evidence_chart(
    articles: Sequence[Article], duty: str, last: int, wording: Wording
) -> Figure | None:
    """The articles by the year that they tell of, since the designation; nothing without any."""
    numbers = counts(articles, wording.city.joined.year, last)
    if not any(numbers.values()):
        return None
    drawn = chart.Chart(
        type="columns",
        title=wording.get("duty_chart", duty=duty),
        unit=wording["duty_chart_unit"],
        source=wording["site_name"],
        numbers={year: str(number) for year, number in numbers.items()},
    )
    return replace(chart.figure(drawn, wording), description=wording["duty_chart_description"])


def reporting_years(joined: int, last: int) -> list[int]:
    """The years in which a report falls due by our count, up to the first one after `last`, of a
    city that joined in a year."""
    years = [joined + REPORT_EVERY]
    while years[-1] <= last:
        years.append(years[-1] + REPORT_EVERY)
    return years
