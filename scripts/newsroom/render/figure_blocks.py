"""The figures of a text: its fenced blocks ```chart and ```map, drawn where they are."""

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
"""What an editor calls them."""


@dataclass(frozen=True, kw_only=True)
class RenderedText:
    """A text with its figures."""

    html: str
    feed_html: str
    """The same for feeds, where figures are tables."""
    data: tuple[tuple[str, str, int], ...]
    """The file of each figure that is drawn from one, the figure's title, and its number in the
    text."""
    refused: tuple[InvalidValue, ...]
    """Why blocks could not be drawn; each knows its line and column in the text."""


def figure_of(token: Token) -> str:
    """Which of FIGURES a block is; an empty text for what is none."""
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
    """The HTML of a text; `html_of` makes what is between figures.

    A figure is drawn at the top level only, where what comes before and after it is whole.
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
            line, column = invalid.place or (0, 1)
            # The block's lines are counted from 1, behind the line that opens it.
            invalid.place = ((token.map or [0])[0] + 1 + line, column)
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
        refused=tuple(refused),
    )


def _figure(
    kind: str,
    block: str,
    wording: Wording,
    cities: Mapping[str, City],
    files: Mapping[str, DataFile],
) -> Figure:
    if kind == "map":
        world = world_map.read_map(block, cities, wording.language)
        return world_map.figure(world, wording)
    block, file = with_numbers(block, files)
    return replace(chart.figure(chart.read_chart(block), wording), data=file)
