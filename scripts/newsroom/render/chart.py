"""Charts of numbers by year, as a line or as columns, from a block ```chart:

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

A year with `-`, or one that is left out, has no number: the line has a gap there. `break` separates
years that cannot be compared with those before, `open` draws a number that is not certain as an
open circle or column, `mark` names a number. These three are optional and may be repeated.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
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
    text_box,
    words_of,
)

TYPES = ("line", "columns")
MAX_YEARS = 120
LONGEST_MARK = 24
"""Characters: a mark's name is part of the drawing."""

_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,4})?", re.ASCII)
# Ambiguous: in Indonesian 1.600 is sixteen hundred, in English 1.6.
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_YEAR_AND_WORDS = re.compile(r"([12][0-9]{3})\s+(.+)")
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
    """By year; an empty text where the number is not known."""
    breaks: dict[int, str] = field(default_factory=dict)
    """By the first year after a break: why it cannot be compared with those before."""
    open: dict[int, str] = field(default_factory=dict)
    """By year: why its number is not certain."""
    marks: dict[int, str] = field(default_factory=dict)
    """By year: the name of its number."""

    @property
    def known(self) -> dict[int, Decimal]:
        """The known numbers by year."""
        return {year: Decimal(number) for year, number in self.numbers.items() if number}


def read_chart(block: str) -> Chart:
    """Read a block; raises InvalidValue with a line within the block."""
    lines = read_lines(block)
    year_lines = [line for line in lines if _YEAR.fullmatch(line.key)]
    others = [line for line in lines if line not in year_lines]
    required = {"type": 10, "title": LONGEST_TITLE, "unit": 40, "source": LONGEST_WORDS}
    words = words_of(others, required, _KEYS)
    if words["type"] not in TYPES:
        type_ = next(line for line in others if line.key == "type")
        raise type_.invalid("unknown_name", nearest=", ".join(TYPES))
    numbers = _numbers(year_lines)
    return Chart(
        type=words["type"],
        title=words["title"],
        unit=words["unit"],
        source=words["source"],
        numbers=numbers,
        breaks=_words_by_year(others, "break", numbers),
        open=_words_by_year(others, "open", numbers),
        marks=_words_by_year(others, "mark", numbers),
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
    if max(numbers) - min(numbers) >= MAX_YEARS:
        raise InvalidValue("chart_too_many", limit=MAX_YEARS)
    return numbers


def _words_by_year(lines: Iterable[Line], key: str, numbers: dict[int, str]) -> dict[int, str]:
    """The words of all lines `<key>: <year> <words>`."""
    words = {}
    for line in lines:
        if line.key != key:
            continue
        match = _YEAR_AND_WORDS.fullmatch(line.value)
        if not match:
            raise line.invalid("chart_year_missing")
        if not numbers.get(int(match[1])):
            raise line.invalid("chart_year_unknown", year=match[1])
        limit = LONGEST_MARK if key == "mark" else LONGEST_WORDS
        if len(match[2]) > limit:
            raise line.invalid("too_long", length=len(match[2]), limit=limit)
        words[int(match[1])] = match[2]
    return words


def figure(chart: Chart, wording: Wording) -> Figure:
    """The figure of a chart, in the language of the wording."""
    known = chart.known
    low, high = _extremes(known)
    notes = {
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
            lowest=format_number(chart.numbers[low], wording.locale),
            lowest_year=low,
            highest=format_number(chart.numbers[high], wording.locale),
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
                values=(format_number(number, wording.locale) or wording["chart_no_number"],),
                note=notes.get(year, ""),
            )
            for year, number in chart.numbers.items()
        ],
    )


def _extremes(known: Mapping[int, Decimal]) -> tuple[int, int]:
    """The first years with the lowest and with the highest number."""
    return min(known, key=lambda year: known[year]), max(known, key=lambda year: known[year])


def format_number(number: str, locale: str) -> str:
    """A number as a language writes it, with the decimals that the editor wrote: `5,00`."""
    if not number:
        return ""
    decimals = len(number.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(Decimal(number), pattern, locale=locale)


WIDTH, HEIGHT = 340, 216
TOP, BOTTOM, RIGHT = 26, 190, 329
"""Edges of the plot area; the left edge depends on the width of the scale's labels."""
BELOW = 20
"""Height for the label of a number below zero."""
DIGIT = 7.6
"""Width of a digit."""
GAP_BETWEEN_YEARS = 44
"""Minimum distance of two labelled years."""


@dataclass(frozen=True, kw_only=True)
class _PlotArea:
    """Converts years and numbers to coordinates."""

    chart: Chart
    left: float
    low: float
    high: float
    years: range

    @property
    def step(self) -> float:
        """The width of a year."""
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
    labels = [format_number(f"{number:f}", locale) for number in scale]
    left = max(map(len, labels)) * DIGIT + 8
    years = range(min(chart.numbers), max(chart.numbers) + 1)
    area = _PlotArea(chart=chart, left=left, low=low, high=high, years=years)
    svg = drawing(WIDTH, HEIGHT, chart.type)
    for number, label in zip(scale, labels, strict=True):
        y = area.y(number)
        draw(svg, "path", "zero" if not number else "grid", d=f"M{left:.1f} {y:.1f}H{RIGHT}")
        draw(svg, "text", "label scale", label, x=left - 6, y=y + 4.5, text_anchor="end")
    for year in _labelled_years(area):
        draw(
            svg,
            "text",
            "label scale",
            str(year),
            x=area.x(year),
            y=HEIGHT - 6,
            text_anchor="middle",
        )
    for year in chart.breaks:
        x = area.x(year - 0.5)
        draw(svg, "path", "break", d=f"M{x:.1f} {TOP - 16}V{BOTTOM}")
    taken = _draw_lines(svg, area) if chart.type == "line" else _draw_columns(svg, area)
    _label_numbers(svg, area, taken, locale)
    return svg


def _scale(low: float, high: float, *, least_step: Decimal) -> list[Decimal]:
    """Four to seven round numbers, zero included; fewer if their step would be below
    `least_step`."""
    span = Decimal(str(high - low)) or Decimal(1)
    size = Decimal(10) ** (span.adjusted() - 1)
    step = next(step for step in (size * n for n in (1, 2, 5, 10, 20, 50)) if span / step <= 5)
    step = max(step, least_step)
    first, last = int(Decimal(str(low)) / step), int(Decimal(str(high)) / step)
    # Quantized, since Decimal would write 1E+2; + 0, since it has a negative zero.
    return [(n * step).quantize(min(step, Decimal(1))) + 0 for n in range(first, last + 1)]


def _labelled_years(area: _PlotArea) -> Sequence[int]:
    """The years whose labels fit: multiples of a round number, then the first and the last."""
    every = next(
        (n for n in (1, 2, 5, 10, 20, 50) if n * area.step >= GAP_BETWEEN_YEARS),
        len(area.years),
    )
    labelled = [year for year in area.years if year % every == 0]
    for end in (area.years[0], area.years[-1]):
        if all(abs(year - end) * area.step >= GAP_BETWEEN_YEARS for year in labelled):
            labelled.append(end)
    return sorted(labelled)


def _draw_lines(svg: Element, area: _PlotArea) -> list[Box]:
    """Draw the line, with gaps at missing numbers and breaks; return the boxes it covers."""
    chart, known = area.chart, area.chart.known
    pieces: list[list[int]] = [[min(known)]]
    for before, year in pairwise(known):
        if year - before > 1 or year in chart.breaks:
            pieces.append([])
        pieces[-1].append(year)
    taken = []
    for piece in pieces:
        points = [(area.x(year), area.y(known[year])) for year in piece]
        if len(points) > 1:
            draw(svg, "polyline", "line", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points))
        for (x1, y1), (x2, y2) in pairwise(points):
            # A box for each half of the line: one for all of it would cover too much.
            middle = ((x1 + x2) / 2, (y1 + y2) / 2)
            taken += [_box_between((x1, y1), middle), _box_between(middle, (x2, y2))]
    for year, number in known.items():
        is_open, is_marked = year in chart.open, year in chart.marks
        names = "mark mark--open" if is_open else "mark mark--named" if is_marked else "mark"
        x, y = area.x(year), area.y(number)
        draw(svg, "circle", names, cx=x, cy=y, r=4 if is_open or is_marked else 2.5)
        taken.append((x - 3, y - 3, x + 3, y + 3))
    return taken


def _box_between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    (x1, y1), (x2, y2) = one, other
    return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _draw_columns(svg: Element, area: _PlotArea) -> list[Box]:
    """Draw the columns; return the boxes they cover."""
    taken = []
    for year, number in area.chart.known.items():
        width = max(area.step * 0.72, 1)
        x, y, zero = area.x(year) - width / 2, area.y(number), area.y(0)
        is_open, is_marked = year in area.chart.open, year in area.chart.marks
        names = "column" + " column--open" * is_open + " column--named" * is_marked
        top, height = min(y, zero), abs(zero - y)
        draw(svg, "rect", names, x=x, y=top, width=width, height=max(height, 0.8))
        taken.append((x, top, x + width, top + height))
    return taken


def _label_numbers(svg: Element, area: _PlotArea, taken: list[Box], locale: str) -> None:
    """Label the marked, the last, the highest, the lowest and the first number, if they fit."""
    chart, known = area.chart, area.chart.known
    low, high = _extremes(known)
    years = dict.fromkeys([*chart.marks, max(known), high, low, min(known)])
    for year in years:
        number = format_number(chart.numbers[year], locale)
        text = f"{chart.marks[year]}: {number}" if year in chart.marks else number
        names = "label number number--named" if year in chart.marks else "label number"
        x, y = area.x(year), area.y(known[year])
        position = _free_position(
            text, x, y, taken, below=known[year] < 0 or (year == low and chart.type == "line")
        )
        if not position:
            continue
        left, baseline, anchor = position
        if abs(baseline - y) > 16:
            draw(svg, "path", "leader", d=f"M{x:.1f} {baseline + 4:.1f}V{y - 2:.1f}")
        draw(svg, "text", names, text, x=left, y=baseline, text_anchor=anchor)
        taken.append(text_box(text, left, baseline, anchor))


def _free_position(
    text: str, x: float, y: float, taken: Sequence[Box], *, below: bool
) -> tuple[float, float, str] | None:
    """The nearest free position of a label above or below a point: x, baseline and anchor."""
    steps = (15, 19, 24) if below else (-7, -10, -16, -24, -32, -42, -54, -68, -84, -100, -120)
    for step in steps:
        for anchor in ("middle", "end", "start"):
            label_x = x + {"middle": 0, "end": 4, "start": -4}[anchor]
            label = text_box(text, label_x, y + step, anchor)
            left, top, right, bottom = label
            is_inside = left >= 0 and right <= WIDTH and top >= 0 and bottom <= BOTTOM + 2
            if is_inside and not any(overlap(label, box) for box in taken):
                return label_x, y + step, anchor
    return None
