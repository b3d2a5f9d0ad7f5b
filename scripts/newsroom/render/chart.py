"""Charts: numbers by year that an editor writes in a block ```chart, drawn as a line or as columns.

    type: line
    title: Economic growth of the city
    unit: per cent
    source: BPS
    break: 2010 the source changes
    open: 2012 not confirmed
    mark: 2009 Pekalongan
    2009: 4.78
    2010: 5.51
    2011: -
    2012: 5.49

A year with `-`, or one that is left out, has no number: the line stays open there. `break` parts
the years before from those that cannot be compared with them, `open` draws a number that is not
certain, `mark` names one. All three may stand more than once, and are not needed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from xml.etree.ElementTree import Element

from babel.numbers import format_decimal

from newsroom.core.problem import InvalidValue
from newsroom.core.wording import Wording
from newsroom.render.figure import (
    LONGEST_TITLE,
    LONGEST_WORDS,
    Box,
    Figure,
    Line,
    Note,
    Row,
    draw,
    drawing,
    overlap,
    read_lines,
    room_for,
    words_of,
)

TYPES = ("line", "columns")
MOST_YEARS = 120
LONGEST_MARK = 24
"""It stands in the drawing."""

_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,4})?", re.ASCII)
# In Indonesian 1.600 is sixteen hundred, in English a little more than one and a half.
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_SAID_OF_YEAR = re.compile(r"([12][0-9]{3})\s+(.+)")
_KEYS = ("break", "open", "mark")


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Numbers by year, as they were written."""

    type: str
    """One of TYPES."""
    title: str
    unit: str
    source: str
    numbers: dict[int, str]
    """By year; an empty text where none is known."""
    breaks: dict[int, str] = field(default_factory=dict)
    """By the first year behind a break: why it cannot be compared with those before."""
    open: dict[int, str] = field(default_factory=dict)
    """By year: why its number is not certain."""
    marks: dict[int, str] = field(default_factory=dict)
    """By year: what it is called."""

    @property
    def known(self) -> dict[int, Decimal]:
        """The numbers that are known, by year."""
        return {year: Decimal(number) for year, number in self.numbers.items() if number}


def read_chart(block: str) -> Chart:
    """What a block says; raises InvalidValue, placed within the block."""
    lines = read_lines(block)
    of_years = [line for line in lines if _YEAR.fullmatch(line.key)]
    others = [line for line in lines if line not in of_years]
    required = {"type": 10, "title": LONGEST_TITLE, "unit": 40, "source": LONGEST_WORDS}
    words = words_of(others, required, _KEYS)
    if words["type"] not in TYPES:
        type_ = next(line for line in others if line.key == "type")
        raise type_.invalid("unknown_name", nearest=", ".join(TYPES))
    numbers = _numbers(of_years)
    return Chart(
        type=words["type"],
        title=words["title"],
        unit=words["unit"],
        source=words["source"],
        numbers=numbers,
        breaks=_said_of_years(others, "break", numbers),
        open=_said_of_years(others, "open", numbers),
        marks=_said_of_years(others, "mark", numbers),
    )


def _numbers(lines: Iterable[Line]) -> dict[int, str]:
    numbers: dict[int, str] = {}
    for line in lines:
        year = int(line.key)
        if numbers and year < max(numbers):
            raise line.invalid("chart_year_order")
        if _THOUSANDS.fullmatch(line.value):
            whole, _, thousandths = line.value.partition(".")
            decimals = thousandths.rstrip("0") if thousandths.endswith("0") else f"{thousandths}0"
            nearest = f"{whole}.{decimals}".rstrip(".")
            plain = line.value.replace(".", "")
            raise line.invalid("chart_thousands", thousands=plain, decimals=nearest)
        if line.value != "-" and not _NUMBER.fullmatch(line.value):
            raise line.invalid("chart_not_a_number")
        numbers[year] = "" if line.value == "-" else line.value
    if sum(1 for number in numbers.values() if number) < 2:
        raise InvalidValue("chart_too_few")
    if max(numbers) - min(numbers) >= MOST_YEARS:
        raise InvalidValue("chart_too_many", limit=MOST_YEARS)
    return numbers


def _said_of_years(lines: Iterable[Line], key: str, numbers: dict[int, str]) -> dict[int, str]:
    said = {}
    for line in lines:
        if line.key != key:
            continue
        match = _SAID_OF_YEAR.fullmatch(line.value)
        if not match:
            raise line.invalid("chart_year_missing")
        if not numbers.get(int(match[1])):
            raise line.invalid("chart_year_unknown", year=match[1])
        limit = LONGEST_MARK if key == "mark" else LONGEST_WORDS
        if len(match[2]) > limit:
            raise line.invalid("too_long", length=len(match[2]), limit=limit)
        said[int(match[1])] = match[2]
    return said


def figure(chart: Chart, wording: Wording) -> Figure:
    """The chart drawn, with its words and numbers in a language."""
    known = chart.known
    low, high = min(known, key=lambda year: known[year]), max(known, key=lambda year: known[year])
    said = {
        year: "; ".join(
            words[year] for words in (chart.breaks, chart.open, chart.marks) if year in words
        )
        for year in known
    }
    return Figure(
        kind=chart.type,
        title=chart.title,
        unit=chart.unit,
        source=chart.source,
        picture=_picture(chart, wording.locale),
        description=wording.get(
            "chart_description",
            first=min(known),
            last=max(known),
            lowest=in_figures(chart.numbers[low], wording.locale),
            lowest_year=low,
            highest=in_figures(chart.numbers[high], wording.locale),
            highest_year=high,
        ),
        notes=[
            *(
                Note(character="break", words=f"{year}: {why}")
                for year, why in chart.breaks.items()
            ),
            *(Note(character="open", words=f"{year}: {why}") for year, why in chart.open.items()),
        ],
        columns=(wording["chart_year"], chart.unit),
        rows=[
            Row(
                name=str(year),
                values=(in_figures(number, wording.locale) or wording["chart_no_number"],),
                note=said.get(year, ""),
            )
            for year, number in chart.numbers.items()
        ],
    )


def in_figures(number: str, locale: str) -> str:
    """A number as a language writes it, with all the decimals that the editor gave: `5,00`."""
    if not number:
        return ""
    decimals = len(number.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(Decimal(number), pattern, locale=locale)


WIDTH, HEIGHT = 340, 216
TOP, BOTTOM, RIGHT = 26, 190, 329
"""Edges of the field in which numbers stand; its left edge leaves room for the scale."""
BELOW = 20
"""Room for the name of a number below zero."""
DIGIT = 7.6
GAP_BETWEEN_YEARS = 44


@dataclass(frozen=True, kw_only=True)
class _Field:
    """Where years and numbers stand in the picture."""

    chart: Chart
    left: float
    low: float
    high: float
    years: range

    @property
    def step(self) -> float:
        """The width that a year has."""
        return (RIGHT - self.left) / len(self.years)

    def x(self, year: float) -> float:
        return self.left + (year - self.years[0] + 0.5) * self.step

    def y(self, number: Decimal | float) -> float:
        bottom = BOTTOM - BELOW if self.low < 0 else BOTTOM
        return bottom - (float(number) - self.low) / (self.high - self.low) * (bottom - TOP)


def _picture(chart: Chart, locale: str) -> Element:
    known = chart.known
    low, high = min(0.0, float(min(known.values()))), max(0.0, float(max(known.values())))
    if low == high:
        high = 1.0
    are_whole = all(value == int(value) for value in known.values())
    scale = _scale(low, high, least_step=Decimal(are_whole))
    labels = [in_figures(f"{number:f}", locale) for number in scale]
    left = max(map(len, labels)) * DIGIT + 8
    years = range(min(chart.numbers), max(chart.numbers) + 1)
    field_ = _Field(chart=chart, left=left, low=low, high=high, years=years)
    svg = drawing(WIDTH, HEIGHT, chart.type)
    for number, label in zip(scale, labels, strict=True):
        y = field_.y(number)
        draw(svg, "path", "zero" if not number else "grid", d=_level(left, y))
        draw(svg, "text", "label scale", label, x=left - 6, y=y + 4.5, text_anchor="end")
    for year in _named_years(field_):
        draw(
            svg,
            "text",
            "label scale",
            str(year),
            x=field_.x(year),
            y=HEIGHT - 6,
            text_anchor="middle",
        )
    for year in chart.breaks:
        x = field_.x(year - 0.5)
        draw(svg, "path", "break", d=f"M{x:.1f} {TOP - 16}V{BOTTOM}")
    taken = _lines(svg, field_) if chart.type == "line" else _columns(svg, field_)
    _name_numbers(svg, field_, taken, locale)
    return svg


def _level(left: float, y: float) -> str:
    return f"M{left:.1f} {y:.1f}H{RIGHT}"


def _scale(low: float, high: float, *, least_step: Decimal = Decimal(0)) -> list[Decimal]:
    """Round numbers, zero among them: four to seven, or fewer where they would be too close."""
    span = Decimal(str(high - low)) or Decimal(1)
    size = Decimal(10) ** (span.adjusted() - 1)
    step = next(step for step in (size * n for n in (1, 2, 5, 10, 20, 50)) if span / step <= 5)
    step = max(step, least_step)
    first, last = int(Decimal(str(low)) / step), int(Decimal(str(high)) / step)
    # Decimal knows a minus zero, and 1E+2.
    return [(n * step).quantize(min(step, Decimal(1))) + 0 for n in range(first, last + 1)]


def _named_years(field_: _Field) -> Sequence[int]:
    """The years whose names have room: round ones first, then the first and the last."""
    every = next(
        (n for n in (1, 2, 5, 10, 20, 50) if n * field_.step >= GAP_BETWEEN_YEARS),
        len(field_.years),
    )
    named = [year for year in field_.years if year % every == 0]
    for end in (field_.years[0], field_.years[-1]):
        if all(abs(year - end) * field_.step >= GAP_BETWEEN_YEARS for year in named):
            named.append(end)
    return sorted(named)


def _lines(svg: Element, field_: _Field) -> list[Box]:
    """A line through years that follow each other, open where a number lacks or a break lies."""
    chart, known = field_.chart, field_.chart.known
    pieces: list[list[int]] = [[min(known)]]
    for before, year in pairwise(known):
        if year - before > 1 or year in chart.breaks:
            pieces.append([])
        pieces[-1].append(year)
    taken = []
    for piece in pieces:
        points = [(field_.x(year), field_.y(known[year])) for year in piece]
        if len(points) > 1:
            draw(svg, "polyline", "line", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points))
        for (x1, y1), (x2, y2) in pairwise(points):
            # Names of numbers stay clear of the line: of its halves, each in a box of its own.
            middle = ((x1 + x2) / 2, (y1 + y2) / 2)
            taken += [_around((x1, y1), middle), _around(middle, (x2, y2))]
    for year, number in known.items():
        is_open, is_marked = year in chart.open, year in chart.marks
        names = "mark mark--open" if is_open else "mark mark--named" if is_marked else "mark"
        x, y = field_.x(year), field_.y(number)
        draw(svg, "circle", names, cx=x, cy=y, r=4 if is_open or is_marked else 2.5)
        taken.append(_around((x - 3, y - 3), (x + 3, y + 3)))
    return taken


def _around(one: tuple[float, float], other: tuple[float, float]) -> Box:
    (x1, y1), (x2, y2) = one, other
    return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _columns(svg: Element, field_: _Field) -> list[Box]:
    taken = []
    for year, number in field_.chart.known.items():
        width = max(field_.step * 0.72, 1)
        x, y, zero = field_.x(year) - width / 2, field_.y(number), field_.y(0)
        is_open, is_marked = year in field_.chart.open, year in field_.chart.marks
        names = "column" + " column--open" * is_open + " column--named" * is_marked
        top, height = min(y, zero), abs(zero - y)
        draw(svg, "rect", names, x=x, y=top, width=width, height=max(height, 0.8))
        taken.append((x, top, x + width, top + height))
    return taken


def _name_numbers(svg: Element, field_: _Field, taken: list[Box], locale: str) -> None:
    """Write the numbers that matter: the marked, the last, the highest, the lowest, the first."""
    chart, known = field_.chart, field_.chart.known
    low, high = min(known, key=lambda year: known[year]), max(known, key=lambda year: known[year])
    years = dict.fromkeys([*chart.marks, max(known), high, low, min(known)])
    for year in years:
        number = in_figures(chart.numbers[year], locale)
        text = f"{chart.marks[year]}: {number}" if year in chart.marks else number
        names = "label number number--named" if year in chart.marks else "label number"
        x, y = field_.x(year), field_.y(known[year])
        place = _free_place(
            text, x, y, taken, below=known[year] < 0 or (year == low and chart.type == "line")
        )
        if not place:
            continue
        left, baseline, anchor = place
        if abs(baseline - y) > 16:
            draw(svg, "path", "leader", d=f"M{x:.1f} {baseline + 4:.1f}V{y - 2:.1f}")
        draw(svg, "text", names, text, x=left, y=baseline, text_anchor=anchor)
        taken.append(room_for(text, left, baseline, anchor))


def _free_place(
    text: str, x: float, y: float, taken: Sequence[Box], *, below: bool
) -> tuple[float, float, str] | None:
    """The nearest place for a name above a point, or below it: left edge, baseline and anchor."""
    steps = (15, 19, 24) if below else (-7, -10, -16, -24, -32, -42, -54, -68, -84, -100, -120)
    for step in steps:
        for anchor in ("middle", "end", "start"):
            at = x + {"middle": 0, "end": 4, "start": -4}[anchor]
            room = room_for(text, at, y + step, anchor)
            inside = room[0] >= 0 and room[2] <= WIDTH and room[1] >= 0 and room[3] <= BOTTOM + 2
            if inside and not any(overlap(room, box) for box in taken):
                return at, y + step, anchor
    return None
