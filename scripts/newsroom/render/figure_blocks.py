"""Renders a text with its figures: the fenced blocks ```chart and ```map."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from newsroom.content.cities import City
from newsroom.content.data_files import DataFile
from newsroom.core.problem import InvalidValue
from newsroom.core.wording import Wording
from newsroom.render import chart, world_map
from newsroom.render.chart_data import with_numbers
from newsroom.render.figure import Figure, as_html, as_table
from newsroom.text.markdown_source import is_closed

FIGURES = ("chart", "map")
"""Their names behind the backticks."""


@dataclass(frozen=True, kw_only=True)
class RenderedText:
    """The HTML of a text with its figures."""

    html: str
    feed_html: str
    """The same for feeds, with tables in place of drawn figures."""
    data: tuple[tuple[str, str, int], ...]
    """For each figure drawn from a data file: the file, the figure's title, and its number in the
    text."""
    invalid: tuple[InvalidValue, ...]
    """Why blocks could not be drawn, with line and column in the text."""


def figure_of(token: Token) -> str:
    """Which of FIGURES a block is; empty for another block."""
    name = token.info.strip() if token.type == "fence" else ""
    return name if name in FIGURES else ""


def render_figures(
    tokens: Sequence[Token],
    wording: Wording,
    cities: Mapping[str, City],
    files: Mapping[str, DataFile],
    *,
    html_of: Callable[[Sequence[Token]], str],
) -> RenderedText:
    """The HTML of a text; `html_of` renders the blocks between figures.

    Figures within lists or quotations are not drawn: the blocks around them would be cut apart.
    """
    pieces, feed_pieces = [], []
    refused, data = [], []
    end = number = 0
    for position, token in enumerate(tokens):
        if token.level or not (kind := figure_of(token)) or not is_closed(token):
            continue
        number += 1
        between = html_of(tokens[end:position])
        end = position + 1
        pieces.append(between)
        feed_pieces.append(between)
        try:
            figure = _figure(kind, token.content, wording, cities, files)
        except InvalidValue as invalid:
            line, column = invalid.location or (0, 1)
            # The lines of the block are counted from 1, after the line that opens it.
            invalid.location = ((token.map or [0])[0] + 1 + line, column)
            refused.append(invalid)
            continue
        if figure.data:
            data.append((figure.data.name, figure.title, number))
        pieces.append(as_html(figure, wording, number=number))
        feed_pieces.append(as_table(figure, wording))
    rest = html_of(tokens[end:])
    return RenderedText(
        html="".join([*pieces, rest]).strip("\n"),
        feed_html="".join([*feed_pieces, rest]).strip("\n"),
        data=tuple(data),
        invalid=tuple(refused),
    )


def _figure(
    kind: str,
    block: str,
    wording: Wording,
    cities: Mapping[str, City],
    files: Mapping[str, DataFile],
) -> Figure:
    if kind == "map":
        world = world_map.read_map(block, cities, wording)
        return world_map.figure(world, wording)
    block, file = with_numbers(block, files)
    return replace(chart.figure(chart.read_chart(block), wording), data=file)
