"""Parts that charts and maps share: reading their blocks, and the HTML around the drawing.

A figure has a title, an SVG drawing, notes, its source, and the same numbers as a table for readers
who cannot see the drawing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from newsroom.content.data_files import DataFile
from newsroom.content.fields import nearest
from newsroom.core.problem import InvalidValue
from newsroom.core.wording import Wording

LONGEST_TITLE = 120
LONGEST_WORDS = 600
FONT_SIZE = 13
"""Of the text in drawings."""

_REPEATABLE = ("break", "open", "mark")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One `key: value` of a block."""

    key: str
    value: str
    number: int
    """Number of the line within the block, from 1."""

    def invalid(self, rule: str, **values: object) -> InvalidValue:
        """The error that this line breaks a rule."""
        all_values = {"key": self.key, "value": self.value, **values}
        return InvalidValue(rule, location=(self.number, 1), **all_values)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of the table beneath a figure."""

    name: str
    values: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Note:
    """A note below the drawing, with the symbol that it explains."""

    character: str
    """`break`, `open`, or empty for a note without a symbol."""
    words: str


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure before it becomes HTML."""

    kind: str
    """`line`, `columns` or `map`."""
    title: str
    unit: str = ""
    source: str
    picture: Element
    """The SVG drawing; whatever it says in words is in the table too."""
    description: str
    notes: Sequence[Note] = ()
    columns: Sequence[str]
    """Headings of the table's columns."""
    rows: Sequence[Row]
    data: DataFile | None = None
    """The file that its numbers come from."""


def read_lines(block: str) -> list[Line]:
    """The lines of a block; raises InvalidValue for one that is not `key: value`, and for a
    repeated key."""
    lines: list[Line] = []
    seen = set()
    for number, text in enumerate(block.splitlines(), start=1):
        if not text.strip():
            continue
        if text.startswith(("```", "~~~")):
            # The block was not closed and reaches into the next one.
            raise InvalidValue("fence_broken", value=text.strip())
        key, _, value = (part.strip() for part in text.partition(":"))
        if not key or not value:
            raise InvalidValue("figure_not_a_line", location=(number, 1), value=text.strip())
        line = Line(key=key, value=value, number=number)
        if line.key in seen and line.key not in _REPEATABLE:
            raise line.invalid("figure_line_twice")
        seen.add(line.key)
        lines.append(line)
    return lines


def words_of(
    lines: Iterable[Line], required: Mapping[str, int], optional: Iterable[str] = ()
) -> dict[str, str]:
    """The values of a block's required keys; raises InvalidValue.

    `required` has the maximum length of each key's value; `optional` are further allowed keys.
    """
    words: dict[str, str] = {}
    for line in lines:
        if line.key in required:
            if len(line.value) > required[line.key]:
                limit = required[line.key]
                raise line.invalid("too_long", length=len(line.value), limit=limit)
            words[line.key] = line.value
        elif line.key not in optional:
            known = [*required, *optional]
            raise line.invalid("figure_unknown_key", nearest=nearest(line.key, known))
    for key in required:
        if key not in words:
            raise InvalidValue("figure_lacks_key", key=key)
    return words


def as_html(figure: Figure, wording: Wording, *, number: int) -> str:
    """The figure's HTML on a page; `number` makes its ids unique on that page."""
    name = f"__figure-{number}"
    element = Element("figure", {"class": f"chart chart--{figure.kind}"})
    caption = _part(element, "figcaption", "chart__caption")
    _part(caption, "span", "chart__title", text=figure.title).set("id", f"{name}-title")
    if figure.unit:
        _part(caption, "span", "chart__unit", text=figure.unit)
    picture = figure.picture
    picture.set("role", "img")
    picture.set("aria-labelledby", f"{name}-title")
    picture.set("aria-describedby", f"{name}-description")
    description = Element("desc", {"id": f"{name}-description"})
    description.text = figure.description
    picture.insert(0, description)
    element.append(picture)
    if figure.notes:
        notes = _part(element, "ul", "chart__notes")
        for note in figure.notes:
            item = _part(notes, "li", "chart__note")
            if note.character:
                item.append(_symbol(note.character))
            _part(item, "span", text=note.words)
    details = _part(element, "details", "chart__table")
    _part(details, "summary", text=wording["figure_table"])
    details.append(_table(figure, wording))
    source = _part(element, "p", "chart__source")
    source.text = wording.get("figure_source", source=figure.source)
    if figure.data:
        source.text += " "
        link = SubElement(source, "a", {"href": figure.data.address, "download": ""})
        link.text = wording["figure_download"]
    return tostring(element, encoding="unicode", method="html")


def as_table(figure: Figure, wording: Wording) -> str:
    """The figure's HTML in a feed, which has no drawings: title, table and source."""
    element = Element("figure")
    unit = f" ({figure.unit})" if figure.unit else ""
    _part(element, "figcaption", text=figure.title + unit)
    element.append(_table(figure, wording))
    _part(element, "p", text=wording.get("figure_source", source=figure.source))
    return tostring(element, encoding="unicode", method="html")


def _table(figure: Figure, wording: Wording) -> Element:
    has_notes = any(row.note for row in figure.rows)
    heads = [*figure.columns, wording["figure_note"]] if has_notes else figure.columns
    table = Element("table")
    head = SubElement(SubElement(table, "thead"), "tr")
    for words in heads:
        SubElement(head, "th", {"scope": "col"}).text = words
    body = SubElement(table, "tbody")
    for row in figure.rows:
        line = SubElement(body, "tr")
        SubElement(line, "th", {"scope": "row"}).text = row.name
        for cell in [*row.values, row.note] if has_notes else row.values:
            SubElement(line, "td").text = cell
    return table


def _symbol(character: str) -> Element:
    """The symbol that a note explains."""
    box = Element(
        "svg",
        {"class": "chart__sign", "viewBox": "0 0 14 14", "width": "14", "height": "14"}
        | {"aria-hidden": "true"},
    )
    if character == "open":
        draw(box, "circle", "mark mark--open", cx=7, cy=7, r=4)
    else:
        draw(box, "path", "break", d="M7 0V14")
    return box


_STROKE = {"fill": "none", "stroke": "currentColor"}
# The same width in pixels on a desktop and a phone, whatever the size of the drawing.
_LINE_OF_ONE_WIDTH = _STROKE | {"vector-effect": "non-scaling-stroke"}
DRAWN: Mapping[str, Mapping[str, str]] = {
    "line": {**_LINE_OF_ONE_WIDTH, "stroke-width": "2"},
    "column": {"fill": "currentColor"},
    "column--open": {**_STROKE, "stroke-dasharray": "3 2"},
    "mark": {"fill": "currentColor"},
    "mark--open": {**_STROKE, "stroke-width": "2"},
    "break": {**_LINE_OF_ONE_WIDTH, "stroke-width": "1.5", "stroke-dasharray": "2 3"},
    "grid": {**_LINE_OF_ONE_WIDTH, "stroke-opacity": "0.25"},
    "zero": {**_LINE_OF_ONE_WIDTH, "stroke-opacity": "0.7"},
    "leader": {**_LINE_OF_ONE_WIDTH, "stroke-opacity": "0.7"},
    "label": {"fill": "currentColor"},
    "land": {"fill": "currentColor", "fill-opacity": "0.2"},
    "route": {**_LINE_OF_ONE_WIDTH, "stroke-width": "1.5"},
}
"""Attributes of each class for readers without our style sheet, which overrides them."""


def draw(
    parent: Element, shape: str, names: str, text: str = "", **attributes: float | str
) -> Element:
    """Add a shape to a drawing.

    `names` are its classes, with attributes from DRAWN, of which later ones override earlier ones;
    `attributes` are written with `-` for `_`.
    """
    classes = " ".join(f"chart__{name}" for name in names.split())
    defaults: dict[str, str] = {}
    for name in names.split():
        defaults |= DRAWN.get(name, {})
    own = {
        name.replace("_", "-"): value if isinstance(value, str) else _format_coordinate(value)
        for name, value in attributes.items()
    }
    element = SubElement(parent, shape, {"class": classes, **defaults, **own})
    element.text = text or None
    return element


def _format_coordinate(number: float) -> str:
    """A coordinate to a tenth, without needless digits."""
    return f"{round(number, 1) + 0.0:g}"


def drawing(width: float, height: float, kind: str) -> Element:
    """An empty SVG; its text has a readable size when the drawing is as wide as a phone."""
    return Element(
        "svg",
        {"class": f"chart__picture chart__picture--{kind}", "viewBox": f"0 0 {width:g} {height:g}"}
        | {"font-size": f"{FONT_SIZE}", "font-family": "sans-serif"}
        # The style sheet outlines text in the paper's colour; the outline goes beneath the text.
        | {"paint-order": "stroke", "stroke-linejoin": "round"},
    )


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def text_box(text: str, x: float, y: float, anchor: str) -> Box:
    """The approximate box of a text; x and y are a point of its baseline."""
    width = len(text) * FONT_SIZE * 0.58
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return (left, y - FONT_SIZE * 0.8, left + width, y + FONT_SIZE * 0.25)


def _part(parent: Element, name: str, css: str = "", *, text: str = "") -> Element:
    part = SubElement(parent, name, {"class": css} if css else {})
    part.text = text or None
    return part
