"""A draft of the membership monitoring report, made of the site's articles: what it says, before
any format.

Every claim in it leads to an article and its sources, and every gap is named. What UNESCO's form of
2021 asks for is known to us in part only; the draft says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.lists import format_list

from newsroom.content import addresses
from newsroom.content.addresses import Addresses
from newsroom.content.article import Article
from newsroom.content.edition import Edition, latest_told_first
from newsroom.content.fields import Source
from newsroom.core.dates import in_words
from newsroom.core.failure import Failure
from newsroom.core.settings import Settings
from newsroom.record.duties import (
    CHANGE,
    EVIDENCE,
    REPORT_EVERY,
    RULE,
    Duty,
    duties,
    evidence,
    reporting_years,
)
from newsroom.record.figures import FigureFile
from newsroom.record.places import read_places
from newsroom.record.timeline import timeline
from newsroom.render.chart import format_number

"""Of the city that reports, as cities.yml names those of others."""


@dataclass(frozen=True)
class Link:
    """Words, and where they lead; an empty address for words alone."""

    text: str
    address: str = ""


Line = tuple[Link, ...]
"""Words of one paragraph, cell or point of a list."""


@dataclass(frozen=True)
class Heading:
    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    line: Line


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and that somebody must fill in."""

    text: str


@dataclass(frozen=True)
class Points:
    lines: Sequence[Line]


@dataclass(frozen=True)
class Table:
    """Its first row is the head."""

    rows: Sequence[Sequence[Line]]


Block = Heading | Paragraph | Gap | Points | Table


@dataclass(frozen=True, kw_only=True)
class Piece:
    """An article as evidence for a duty."""

    duty: str
    """The duty's name in the report's language."""
    year: int
    article: Article
    day: str
    """The day, month or year that it tells of, in words."""
    address: str
    """Whole."""
    cities: str
    places: str
    """Names, joined."""


@dataclass(frozen=True, kw_only=True)
class Report:
    title: str
    language: str
    locale: str
    author: str
    day: date
    """On which it was made."""
    blocks: Sequence[Block]
    pieces: Sequence[Piece]
    gaps: Sequence[tuple[str, int]]
    """Duties and years without an article."""


def period_of(first: int | None, last: int | None, this_year: int, joined: int) -> tuple[int, int]:
    """The years of a report: those given, else the four that end with the next one due. `joined`
    is the year in which the city became a member.

    Raises Failure for years in the wrong order, before the designation, or still to come.
    """
    due = next(year for year in reporting_years(joined, this_year) if year >= this_year)
    end = min(due, this_year) if last is None else last
    begin = max(joined, end - REPORT_EVERY + 1) if first is None else first
    if begin > end:
        raise Failure(f"--from {begin} is later than --to {end}; exchange them")
    if begin < joined:
        raise Failure(f"--from {begin}: the city became a member in {joined}; begin there")
    if end > this_year:
        raise Failure(f"--to {end} is still to come; end with {this_year} or earlier")
    return begin, end


def make_report(
    edition: Edition,
    languages: Mapping[str, Addresses],
    settings: Settings,
    figure_files: Sequence[FigureFile],
    *,
    first: int,
    last: int,
) -> Report:
    """The draft for the years from `first` to `last` in the edition's language; `languages` gives
    each language's addresses."""
    draft = _Draft(edition, languages, settings, figure_files, range(first, last + 1))
    return Report(
        title=draft.wording.get("report_title", first=first, last=last),
        language=edition.language,
        locale=draft.wording.locale,
        author=draft.wording["site_name"],
        day=edition.today,
        blocks=list(draft.blocks()),
        pieces=draft.pieces,
        gaps=draft.gaps,
    )


class _Draft:
    def __init__(
        self,
        edition: Edition,
        languages: Mapping[str, Addresses],
        settings: Settings,
        figure_files: Sequence[FigureFile],
        years: range,
    ) -> None:
        self._edition = edition
        self._languages = languages
        self._site_url = settings.site_url
        self._figure_files = figure_files
        self._years = years
        self.wording = languages[edition.language].wording
        self._duties = duties(EVIDENCE)
        self.pieces = [piece for duty in self._duties for piece in self._pieces(duty)]
        shown = {(piece.duty, piece.year) for piece in self.pieces}
        self.gaps = [
            (name, year)
            for name in map(self._name, self._duties)
            for year in years
            if (name, year) not in shown
        ]

    def blocks(self) -> Iterator[Block]:
        yield from self._summary()
        yield from self._general()
        for duty in self._duties:
            yield from self._duty(duty)
        yield from self._partners()
        yield from self._numbers()
        yield from self._chronology()
        yield from self._plan()
        yield from self._gaps()

    def _say(self, meaning: str, **values: object) -> str:
        return self.wording.get(f"report_{meaning}", **values)

    def _heading(self, meaning: str, **values: object) -> Heading:
        return Heading(self._say(meaning, **values), level=1)

    def _name(self, duty: Duty) -> str:
        return duty.name.in_language(self._edition.language).text

    def _pieces(self, duty: Duty) -> Iterator[Piece]:
        catalogue, language = self._edition.catalogue, self._edition.language
        places = read_places().by_key
        for article in reversed(evidence(self._edition, duty.key)):
            if article.told.year not in self._years:
                continue
            cities = [catalogue.cities[key].name(language) for key in article.facts.cities]
            names = [places[key].name for key in article.facts.places if key in places]
            yield Piece(
                duty=self._name(duty),
                year=article.told.year,
                article=article,
                day=in_words(article.told, self.wording.locale),
                address=self._address(article),
                cities=", ".join(cities),
                places=", ".join(name.in_language(language).text for name in names),
            )

    def _address(self, article: Article) -> str:
        path = self._languages[article.language].article(article)
        return addresses.absolute(path, self._site_url)

    def _page(self, listing: str) -> str:
        path = self._languages[self._edition.language].listing(listing)
        return addresses.absolute(path, self._site_url)

    def _summary(self) -> Iterator[Block]:
        yield Paragraph(_plain(self._say("how", day=in_words(self._edition.today, self._locale))))
        yield Paragraph(_plain(self._say("headings")))
        yield self._heading("summary")
        articles = {piece.article.key for piece in self.pieces}
        yield Paragraph(
            _plain(
                self._say(
                    "counted",
                    number=len(articles),
                    first=self._years[0],
                    last=self._years[-1],
                    gaps=len(self.gaps),
                )
            )
        )
        head = [self._say("duty"), *map(str, self._years)]
        rows = [
            [
                name,
                *(
                    str(sum((piece.duty, piece.year) == (name, year) for piece in self.pieces))
                    for year in self._years
                ),
            ]
            for name in map(self._name, self._duties)
        ]
        yield _table(head, rows)
        yield Gap(self._say("summary_gap"))

    def _general(self) -> Iterator[Block]:
        wording = self.wording
        yield self._heading("general")
        city = wording.city
        designated = in_words(city.joined, self._locale)
        years = map(str, reporting_years(city.joined.year, self._years[-1]))
        facts = [
            (self._say("city"), f"{city.name(wording.language)}, {self._country(city.country)}"),
            (wording["city_field"], wording[f"field_{city.field}"]),
            (wording["city_joined"], designated),
        ]
        yield Points([_plain(f"{name}: {value}") for name, value in facts])
        yield Paragraph(_plain(wording.get("duty_reports_rule", day=designated)))
        joined = format_list(list(years), locale=self._locale)
        yield Paragraph(_plain(wording.get("duty_reports_computed", years=joined)))
        yield Points([self._rule(duty) for duty in (*duties(RULE), *duties(CHANGE))])
        yield Gap(self._say("general_gap"))

    def _rule(self, duty: Duty) -> Line:
        text = duty.text.in_language(self._edition.language).text
        day = in_words(duty.since, self._locale)
        return (Link(f"{self._name(duty)} ({day}): {text} "), *self._cited(duty.sources))

    def _duty(self, duty: Duty) -> Iterator[Block]:
        yield Heading(self._say("section", duty=self._name(duty)), level=1)
        text = duty.text.in_language(self._edition.language).text
        yield Paragraph((Link(f"{text} "), *self._cited(duty.sources)))
        for year in self._years:
            yield Heading(str(year), level=2)
            found = [
                piece
                for piece in self.pieces
                if (piece.duty, piece.year) == (self._name(duty), year)
            ]
            for piece in found:
                yield from self._evidence(piece)
            if not found:
                yield Gap(self._say("year_gap", year=year))

    def _evidence(self, piece: Piece) -> Iterator[Block]:
        article, wording = piece.article, self.wording
        yield Heading(article.title, level=3)
        yield Paragraph(_plain(article.summary))
        lines = [_plain(f"{self._say('day')}: {piece.day}")]
        if piece.cities:
            lines.append(_plain(wording.get("about_cities", names=piece.cities)))
        if piece.places:
            lines.append(_plain(wording.get("about_places", names=piece.places)))
        if article.language != self._edition.language:
            own = self._languages[article.language].wording.name_in(self._locale)
            lines.append(_plain(wording.get("written_in", language=own)))
        lines.append((Link(f"{self._say('article')}: "), Link(piece.address, piece.address)))
        lines += [
            (Link(f"{self._say('source')}: "), *self._source(each)) for each in article.sources
        ]
        yield Points(lines)
        if not article.sources:
            yield Gap(self._say("source_gap"))

    def _partners(self) -> Iterator[Block]:
        """The cities in articles about something that happened in these years, whatever duty the
        articles name."""
        found: dict[str, list[Article]] = {}
        for article in reversed(latest_told_first(self._edition.articles)):
            is_dated = article.facts.happened or article.facts.starts
            if is_dated and article.told.year in self._years:
                for key in article.facts.cities:
                    found.setdefault(key, []).append(article)
        yield self._heading("cities")
        if not found:
            yield Gap(self._say("cities_gap"))
            return
        yield Paragraph(_plain(self._say("cities_text")))
        cities = self._edition.catalogue.cities
        language = self._edition.language
        yield Points(
            [
                (
                    Link(f"{cities[key].name(language)}, {self._country(cities[key].country)}: "),
                    *_joined([Link(each.title, self._address(each)) for each in articles]),
                )
                for key, articles in sorted(found.items())
            ]
        )

    def _numbers(self) -> Iterator[Block]:
        yield self._heading("numbers")
        for each in self._figure_files:
            yield Heading(each.title, level=2)
            columns = each.file.number_columns
            rows = [row for row in each.file.rows if row.year in self._years]
            lines: list[list[Line]] = [
                [
                    _plain(str(row.year)),
                    *(_plain(format_number(row.cells[name], self._locale)) for name in columns),
                    _plain(row.cells.get("note", "")),
                    (
                        Link(
                            row.cells.get("publisher", "") or row.cells["source"],
                            row.cells["source"],
                        ),
                    ),
                ]
                for row in rows
            ]
            head = [
                self.wording["column_year"],
                *(name.replace("_", " ") for name in columns),
                self.wording["figure_note"],
                self._say("source"),
            ]
            if lines:
                yield Table([[_plain(name) for name in head], *lines])
            if missing := [year for year in self._years if year not in {row.year for row in rows}]:
                years = format_list([str(year) for year in missing], locale=self._locale)
                yield Gap(self._say("numbers_gap", years=years))

    def _chronology(self) -> Iterator[Block]:
        yield self._heading("chronology")
        entries = [each for each in timeline(self._edition) if each.date.year in self._years]
        if not entries:
            yield Gap(self._say("chronology_gap"))
            return
        yield Points(
            [
                (
                    Link(f"{in_words(each.date, self._locale)}: {each.words.text} "),
                    *self._cited(each.sources),
                )
                for each in entries
            ]
        )

    def _plan(self) -> Iterator[Block]:
        first = self._years[-1] + 1
        yield self._heading("plan", first=first, last=first + REPORT_EVERY - 1)
        yield Gap(self._say("plan_gap"))

    def _gaps(self) -> Iterator[Block]:
        yield self._heading("gaps")
        if self.gaps:
            yield Points(
                [_plain(self._say("gap", duty=name, year=year)) for name, year in self.gaps]
            )
        else:
            yield Paragraph(_plain(self._say("no_gaps")))
        duties_page = self._page("duties")
        yield Paragraph((Link(f"{self._say('more')}: "), Link(duties_page, duties_page)))

    @property
    def _locale(self) -> str:
        return self.wording.locale

    def _country(self, code: str) -> str:
        name: str = Locale.parse(self._locale).territories.get(code, "")
        return name

    def _source(self, source: Source) -> Line:
        details = [source.publisher] if source.publisher else []
        if source.date:
            details.append(in_words(source.date, self._locale))
        behind = f", {', '.join(details)}" if details else ""
        return (Link(source.title, source.url), *([Link(behind)] if behind else []))

    def _cited(self, sources: Sequence[Source]) -> Line:
        """`(UNESCO, Teknopreneur)`: publishers that lead to each source."""
        named = [Link(source.publisher or source.title, source.url) for source in sources]
        return (Link("("), *_joined(named), Link(")"))


def _plain(text: str) -> Line:
    return (Link(text),)


def _joined(links: Sequence[Link]) -> Line:
    line: list[Link] = []
    for number, link in enumerate(links):
        line += [Link("; "), link] if number else [link]
    return tuple(line)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return Table([[_plain(cell) for cell in row] for row in (head, *rows)])
