"""Draws the cloth of an article as SVG: jlamprang, Pekalongan's geometric nitik motif.

A city without that motif has pictures of stripes, in the same palettes.

A cloth is described by its traits: a name for the palette, one for the layout, and so on. A hash of
the article's key chooses them from data/motifs.yml, which explains how each is drawn. From the
ground up a drawing holds the ground's colour, fine strokes on it, the lattice, and the tile with
its motifs; the last three are SVG patterns, repeated over the whole picture.

At a glance (palette, layout, scale, rosette, field, dye) there are 87,360 cloths, with every ring,
wheel, lattice and other trait 2,348,236,800. A new name in the data changes cloths already shown.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from dataclasses import field as dataclass_field
from functools import cache
from hashlib import sha256
from typing import Any
from xml.etree.ElementTree import Element, tostring

from newsroom.core.city import PATTERNS, HomeCity
from newsroom.core.data import read_data

JLAMPRANG, PLAIN = PATTERNS

Point = tuple[float, float]
"""x and y; within a petal, how far across and how far outward."""


@dataclass(frozen=True)
class Palette:
    """Colours as `#rrggbb`; data/motifs.yml says what each is for."""

    name: str
    ground: str
    evening: str
    pale: str
    strong: str
    bright: str
    deep: str
    line: str
    tint: str
    ink: str
    glow: str


@dataclass(frozen=True)
class Layer:
    """A layer of a motif: equal shapes in a circle around its centre."""

    shape: str
    count: int
    inner: float
    """Radius at which the shapes begin."""
    outer: float
    colour: str
    turn: float
    """In steps from one shape to the next."""


@dataclass(frozen=True)
class PlacedMotif:
    """A motif in the tile of a layout."""

    motif: str
    size: float
    points: Sequence[Point]
    """Around the centre of the tile, mirror images included."""


@dataclass(frozen=True)
class Layout:
    """A tile that is repeated over the cloth."""

    width: float
    height: float
    cells: int
    """Cells of the lattice along each side."""
    motifs: Sequence[PlacedMotif]


@dataclass(frozen=True)
class Lattice:
    """Lines of dots or squares in a cell that is 1 wide and 1 high."""

    marks: str
    size: float
    lines: Sequence[Sequence[Point]]
    """In one quarter of the cell."""


def _points(text: str) -> list[Point]:
    """`1 0 2.5 -1` as two points."""
    numbers = [float(number) for number in text.split()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _layers(texts: Iterable[str]) -> list[Layer]:
    """Layers as data/motifs.yml writes them: `spear 8 20 84 heart turned`."""
    layers = []
    for text in texts:
        shape, count, inner, outer, colour, *turned = text.split()
        turn = 0.5 if turned else 0.0
        layers.append(Layer(shape, int(count), float(inner), float(outer), colour, turn))
    return layers


def _layout(tile: str, cells: str, **motifs: Mapping[str, str]) -> Layout:
    [(width, height)] = _points(tile)
    placed = [
        PlacedMotif(
            motif,
            float(place["size"]),
            [image for point in _points(place["points"]) for [image] in _mirrored([point])],
        )
        for motif, place in motifs.items()
    ]
    return Layout(width, height, int(cells), placed)


def _mirrored(line: Sequence[Point]) -> list[tuple[Point, ...]]:
    """A line and its mirror images at both axes, without duplicates."""
    return sorted({tuple((a * x, b * y) for x, y in line) for a in (1, -1) for b in (1, -1)})


_DATA: Mapping[str, Any] = read_data("motifs")

PALETTES = {name: Palette(name, *colours.split()) for name, colours in _DATA["palettes"].items()}
DYES: Mapping[str, Mapping[str, str]] = {
    name: dict(zip(("field", "petal", "heart", "core"), colours.split(), strict=True))
    for name, colours in _DATA["dyes"].items()
}
SCALES = {name: float(height) for name, height in _DATA["scales"].items()}
SHAPES: Mapping[str, str] = _DATA["shapes"]
MOTIFS = {
    trait: {name: _layers(layers) for name, layers in names.items()}
    for trait, names in _DATA["motifs"].items()
}
LAYOUTS = {name: _layout(**layout) for name, layout in _DATA["layouts"].items()}
LATTICES = {
    name: Lattice(value["marks"], float(value["size"]), [_points(line) for line in value["lines"]])
    for name, value in _DATA["lattices"].items()
}
GROUNDS: Mapping[str, str] = _DATA["grounds"]
_MARKS = {name: _layers(layers) for name, layers in _DATA["marks"].items()}
_TUMPAL: Mapping[str, str] = _DATA["tumpal"]
_STRIPES: Mapping[str, str] = _DATA["stripes"]

TRAITS: Mapping[str, Iterable[str]] = {
    "palette": PALETTES,
    "layout": LAYOUTS,
    "scale": SCALES,
    **MOTIFS,
    "dye": DYES,
    "lattice": LATTICES,
    "ground": GROUNDS,
}
"""The names from which each trait is chosen."""


@dataclass(frozen=True)
class Cloth:
    """The chosen name of each trait; empty for a motif that the layout does not have."""

    palette: str
    layout: str
    scale: str
    rosette: str
    field: str
    dye: str
    core: str
    ring: str
    wheel: str
    lattice: str
    ground: str
    second: str = ""
    spark: str = ""
    pattern: str = dataclass_field(default=JLAMPRANG, repr=False)
    """One of city.PATTERNS; a plain cloth has stripes in its palette and nothing else."""

    @property
    def colours(self) -> Palette:
        return PALETTES[self.palette]


def cloth_in(city: HomeCity, key: str) -> Cloth:
    """The cloth of an article in a city's newspaper."""
    return cloth_for(key, city.palettes, city.pattern)


@cache
def cloth_for(
    key: str, palettes: tuple[str, ...] = tuple(PALETTES), pattern: str = JLAMPRANG
) -> Cloth:
    """The cloth of an article, the same for the same key."""

    def choose(trait: str) -> str:
        # Each trait has a hash of its own, so that a new ring changes no article's palette.
        names = list(palettes if trait == "palette" else TRAITS[trait])
        return names[int(sha256(f"{trait} of {key}".encode()).hexdigest(), 16) % len(names)]

    shown = {placed.motif for placed in LAYOUTS[choose("layout")].motifs}
    hidden = {"second", "spark"} - shown
    chosen = {trait: choose(trait) for trait in TRAITS if trait not in hidden}
    return Cloth(**chosen, pattern=pattern)


# SVG elements, written as briefly as they can be


@cache
def format_number(value: float, digits: int = 2) -> str:
    # Rounded twice: a sine differs in its last bit between machines, which must not decide a tie.
    return f"{round(round(value, 6), digits) + 0:.2f}".rstrip("0").rstrip(".")


def _format_points(points: Iterable[Point], digits: int = 2) -> str:
    numbers = (format_number(number, digits) for point in points for number in point)
    return " ".join(numbers).replace(" -", "-")


def _element(tag: str, *children: Element, **attributes: str | float) -> Element:
    """An element with its attributes in the given order, without those that are 0 or empty."""
    element = Element(tag)
    for name, value in attributes.items():
        if value:
            text = value if isinstance(value, str) else format_number(value)
            element.set(name.replace("_", "-"), text)
    element.extend(children)
    return element


def _view_box(width: float, height: float) -> str:
    """A view box whose middle is the point 0, 0."""
    return " ".join(map(format_number, (-width / 2, -height / 2, width, height)))


def _document(*children: Element, width: int, height: int, view_box: str) -> str:
    root = _element(
        "svg", *children, xmlns="http://www.w3.org/2000/svg", width=width, height=height
    )
    root.set("viewBox", view_box)
    root.set("preserveAspectRatio", "xMidYMid slice")
    return tostring(root, encoding="unicode")


# Parts of a drawing


@cache
def _petals(shape: str, count: int, inner: float, outer: float, turn: float) -> str:
    """The path of equal petals in a circle."""

    def on_circle(petal: int, across: float, outward: float) -> Point:
        angle = 2 * math.pi * (petal + turn + across / 2) / count
        radius = inner + outward * (outer - inner)
        return radius * math.sin(angle), -radius * math.cos(angle)

    path = ""
    for petal in range(count):
        for command, points in re.findall(r"([A-Z])([^A-Z]*)", SHAPES[shape]):
            moved = (on_circle(petal, *point) for point in _points(points))
            path += command + _format_points(moved, 0)
    # Shapes without a start of their own begin with a line, which a path may not.
    return "M" + path[1:]


def _dashed(line: Element, width: float, dash: float, step: float, shift: float = 0) -> Element:
    """Make a line of dashes of a length, one each step; of dots where their length is 0."""
    line.set("stroke-width", format_number(width))
    line.set("stroke-dasharray", f"{format_number(dash)} {format_number(step - dash)}")
    if dash + shift:
        line.set("stroke-dashoffset", format_number(dash / 2 + shift))
    if not dash:
        line.set("stroke-linecap", "round")
    return line


def _draw_layer(layer: Layer, colours: Mapping[str, str], size: float = 1) -> Element:
    inner, outer = size * layer.inner, size * layer.outer
    colour = colours[layer.colour]
    # Without a colour a shape takes that of its tile: in a cloth of two halves `strong` differs.
    fill = "" if colour == colours["strong"] else colour
    if layer.shape in SHAPES:
        path = _petals(layer.shape, layer.count, inner, outer, layer.turn)
        return _element("path", d=path, fill=fill)
    if layer.shape == "disc":
        return _element("circle", r=outer, fill=fill)
    radius = (inner + outer) / 2
    step = 2 * math.pi * radius / layer.count
    dash = step * {"dots": 0, "lashes": 0.35, "blocks": 0.5}[layer.shape]
    line = _element("circle", r=radius, fill="none", stroke=colour)
    return _dashed(line, outer - inner, dash, step, layer.turn * step)


def _draw_lattice(lattice: Lattice, width: float, height: float, colour: str) -> Element:
    scaled = [[(x * width, y * height) for x, y in line] for line in lattice.lines]
    path = "".join("M" + _format_points(image) for line in scaled for image in _mirrored(line))
    # Every line must hold a whole number of marks.
    length = math.dist(*scaled[0][:2])
    step = length / round(length / (2.1 * lattice.size))
    dash = lattice.size if lattice.marks == "squares" else 0
    line = _element("path", d=path, fill="none", stroke=colour)
    return _dashed(line, lattice.size, dash, step)


def colours_for(palette: Palette, dye: str) -> dict[str, str]:
    """The palette's colours by name, and those of field, petal, heart and core."""
    colours = asdict(palette)
    return colours | {role: colours[colour] for role, colour in DYES[dye].items()}


def _draw_tile(cloth: Cloth, prefix: str) -> list[Element]:
    """Groups for the `defs` of a drawing: each motif, then the tile that uses them."""
    dyes = list(DYES)
    colours = colours_for(cloth.colours, cloth.dye)
    second_colours = colours_for(cloth.colours, dyes[dyes.index(cloth.dye) - 1])
    layers = {trait: names.get(getattr(cloth, trait), []) for trait, names in MOTIFS.items()}
    layers["main"] = layers["ring"] + layers["field"] + layers["rosette"] + layers["core"]
    motifs, tile = [], _element("g", id=f"{prefix}t")
    if cloth.layout == "chequer":
        squares = "M-140-280H140V280H-140ZM-280-140H280V140H-280Z"
        fill = "" if second_colours["field"] == colours["deep"] else colours["deep"]
        tile.append(_element("path", d=squares, fill=fill, fill_rule="evenodd"))
    for placed in LAYOUTS[cloth.layout].motifs:
        own = second_colours if placed.motif == "second" else colours
        shapes = [_draw_layer(layer, own, placed.size) for layer in layers[placed.motif]]
        name = prefix + placed.motif[:2]
        motifs.append(_element("g", *shapes, id=name))
        for x, y in placed.points:
            tile.append(_element("use", href=f"#{name}", x=x, y=y))
    return [*motifs, tile]


def svg(cloth: Cloth, *, width: int = 320, height: int = 180) -> str:
    """A picture of the cloth; `width` and `height` are pixels."""
    if cloth.pattern == PLAIN:
        return _striped(cloth, width, height)
    palette, layout = cloth.colours, LAYOUTS[cloth.layout]
    # The 1 keeps the ids of drawings that are already published.
    prefix = "c" + sha256(f"{cloth} {width} {height} 1".encode()).hexdigest()[:5]
    seen_height = SCALES[cloth.scale]
    seen_width = seen_height * width / height
    x, y = format_number(seen_width / 2), format_number(seen_height / 2)
    whole = f"M-{x}-{y}H{x}V{y}H-{x}Z"
    # The ground and the colour `strong` of each area; a second half covers part of the whole.
    areas = [(whole, palette.ground, palette.strong)]
    if palette.evening != palette.ground:
        areas.append((f"M{x}-{y}V{y}H-{x}Z", palette.evening, palette.ground))
    defs = _draw_tile(cloth, prefix)
    sheets = [_element("path", d=area, fill=ground) for area, ground, _ in areas]

    def cover(area: str, content: Element, width: float, height: float, x: float, y: float) -> None:
        """Fill an area with a pattern of the content; x and y are a corner of one repetition."""
        name = f"{prefix}{len(defs)}"
        pattern = _element("pattern", content, id=name, x=x, y=y, width=width, height=height)
        pattern.set("viewBox", _view_box(width, height))
        pattern.set("patternUnits", "userSpaceOnUse")
        defs.append(pattern)
        sheets.append(_element("path", d=area, fill=f"url(#{name})"))

    if strokes := GROUNDS[cloth.ground]:
        path = _element("path", d=strokes, stroke=palette.tint, stroke_width=4)
        path.set("stroke-linecap", "round")
        cover(whole, path, 40, 40, -20, -20)
    # A cell begins at the centre of a rosette, so that the lattice runs between rosettes.
    cell = layout.width / layout.cells, layout.height / layout.cells
    cover(whole, _draw_lattice(LATTICES[cloth.lattice], *cell, palette.line), *cell, 0, 0)
    for area, _, strong in areas:
        tile = _element("use", href=f"#{prefix}t", fill=strong)
        cover(area, tile, layout.width, layout.height, -layout.width / 2, -layout.height / 2)
    view_box = _view_box(seen_width, seen_height)
    drawing = [_element("defs", *defs), *sheets]
    return _document(*drawing, width=width, height=height, view_box=view_box)


def _striped(cloth: Cloth, width: int, height: int) -> str:
    """Stripes over the whole height, of widths that the article's traits decide."""
    palette, whole = cloth.colours, 0.0
    drawn = [_element("path", d=f"M0 0H{width}V{height}H0Z", fill=palette.ground)]
    widths = sha256(str(cloth).encode()).digest()
    for place, step in enumerate(widths):
        colour = (palette.strong, palette.bright, palette.tint, palette.line)[step % 4]
        left, wide = whole + 4 + step % 13, 2 + widths[place - 1] % 29
        if left >= width:
            break
        d = f"M{format_number(left)} 0h{wide}v{height}h-{wide}z"
        drawn.append(_element("path", d=d, fill=colour))
        whole = left + wide
    return _document(*drawn, width=width, height=height, view_box=f"0 0 {width} {height}")


def mark(palette: Palette, *, size: int = 64, pattern: str = JLAMPRANG) -> str:
    """One rosette for logo and favicon, or rings; a pale rim sets it off from a dark page."""
    colours = colours_for(palette, "light-petals")
    kind = "plain" if pattern == PLAIN else "full" if size > 24 else "small"
    layers = [_draw_layer(layer, colours) for layer in _MARKS[kind]]
    rosette = _element("g", *layers, fill=palette.strong)
    return _document(rosette, width=size, height=size, view_box=_view_box(256, 256))


def band(palette: Palette, pattern: str = JLAMPRANG) -> str:
    """One square of a border of triangles (tumpal) or stripes, to be repeated along a line."""
    paths = _STRIPES if pattern == PLAIN else _TUMPAL
    shapes = [
        _element("path", d=path, fill=getattr(palette, colour)) for colour, path in paths.items()
    ]
    return _document(*shapes, width=16, height=16, view_box=_view_box(100, 100))
