"""The figures of a text: its blocks ```chart and ```map, set where they stand.

Python-Markdown sets a fenced block as `<pre><code class="language-chart">`, always at the top level
of a text, and nothing else that an editor writes becomes just that: raw HTML is text to it. So the
blocks are found in what it made, and what lies between them is cleaned piece by piece; the figures
themselves are our own and need no cleaning.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape

from newsroom.content.cities import City
from newsroom.core.problem import InvalidValue
from newsroom.core.wording import Wording
from newsroom.render import chart, world_map
from newsroom.render.figure import Figure, as_html, as_table

FIGURES = ("chart", "map")
"""What an editor calls them."""
_BLOCK = re.compile(r'<pre><code class="language-(chart|map)">(.*?)</code></pre>', re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Typeset:
    """A text with its figures."""

    html: str
    feed_html: str
    """The same for feeds, where figures are tables."""
    refused: tuple[tuple[str, InvalidValue], ...]
    """Blocks that could not be drawn, and why; the place is counted within the block."""


def render_figures(
    html: str, wording: Wording, cities: Mapping[str, City], *, clean: Callable[[str], str]
) -> Typeset:
    """What Markdown made, cleaned, with the figures drawn."""
    pieces, feed_pieces = [], []
    refused = []
    end = 0
    for number, match in enumerate(_BLOCK.finditer(html), start=1):
        between = clean(html[end : match.start()])
        end = match.end()
        pieces.append(between)
        feed_pieces.append(between)
        block = unescape(match[2])
        try:
            figure = _figure(match[1], block, wording, cities)
        except InvalidValue as invalid:
            refused.append((block, invalid))
            continue
        pieces.append(as_html(figure, wording, number=number))
        feed_pieces.append(as_table(figure, wording))
    rest = clean(html[end:])
    return Typeset(
        html="".join([*pieces, rest]),
        feed_html="".join([*feed_pieces, rest]),
        refused=tuple(refused),
    )


def _figure(kind: str, block: str, wording: Wording, cities: Mapping[str, City]) -> Figure:
    if kind == "map":
        world = world_map.read_map(block, cities, wording.language)
        return world_map.figure(world, wording)
    return chart.figure(chart.read_chart(block), wording)
