"""A cloth for every article: jlamprang, Pekalongan's geometric nitik motif, drawn from its key.

At a glance (palette, layout, scale, rosette, field, dye) there are 87,360 cloths, with every ring,
wheel, lattice and other trait 2,348,236,800. A new name in a table changes cloths already shown.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from xml.etree.ElementTree import Element, tostring

Place = tuple[float, float]
Words = list[str]


def rows(table: str) -> dict[str, list[Words]]:
    """Lines of a name and, between commas, some words; a comma at the end goes on below."""
    lines = (line.split(maxsplit=1) for line in table.strip().replace(",\n", ",").splitlines())
    return {name: [part.split() for part in parts.split(",")] for name, parts in lines}


def places(words: Words) -> list[Place]:
    return list(zip(map(float, words[::2]), map(float, words[1::2]), strict=True))


@dataclass(frozen=True)
class Palette:
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


# Evening is the ground of the second half of a pagi-sore, elsewhere the ground again. Line and tint
# are for lines on the ground and its fine filling; ink and glow for words on cream and on black.
PALETTES = {
    name: Palette(name, *colours)
    for name, [colours] in rows("""
    biron       #12325b #12325b #f6ead2 #c23f2a #e6ab34 #0a1a33 #f6ead2 #4f7fae #12325b #8fb9e6
    bang-bangan #8f1d22 #8f1d22 #f8ead3 #16345e #eeb54a #3d0b10 #f8ead3 #cf6a58 #8f1d22 #f0917f
    soga        #4a2a17 #4a2a17 #f3e1c3 #b8702a #e2b163 #24120a #f3e1c3 #94623a #5b3116 #dfa968
    tiga-negeri #f5ead3 #f5ead3 #fbf4e4 #a3262c #c07a35 #173a63 #173a63 #c9a877 #7a2230 #e79a8a
    ijo         #12483f #12483f #f4e8cd #cf6a2a #ecc153 #06231f #f4e8cd #5f9c8b #12483f #86c9b4
    ungu        #43234f #43234f #f6e5d8 #c94f86 #edb957 #1f0d27 #f6e5d8 #8f66a8 #54286a #cfa6e6
    kelengan    #f3f0e4 #f3f0e4 #fbf9f0 #23509a #6f9fd2 #0f2550 #0f2550 #9db8d6 #1d3f80 #9dc0ee
    pagi-sore   #a02a2c #163f63 #f8ead3 #163f63 #efb848 #1a0d14 #f8ead3 #c98a6a #8a2327 #f2a27c
    jambon      #cf7386 #cf7386 #fdf1e3 #8c1f3f #f7d06b #46122b #fdf1e3 #eab0b0 #8c1f3f #f3a5b2
    kuning      #dca02c #dca02c #fff3d6 #9c2a20 #f6d989 #123a52 #7a1f1a #f0c86c #6b3f06 #eebb52
    """).items()
}

# What dyes field, petal, heart and core. Lesser rosettes are in the dye above that of the great.
DYES = rows("""
    light-petals  strong pale bright deep
    dark-petals   pale strong deep bright
    bright-petals deep bright pale strong
    deep-petals   bright deep pale strong
""")


# A petal in its sector, from -1 to 1 across and from 0 to 1 outward; the last two join to one line.
SHAPES = {
    "leaf": "M 0 0 Q 1.15 .6 0 1 Q -1.15 .6 0 0",
    "round": "M 0 0 L .85 .8 Q 0 1.25 -.85 .8",
    "spear": "M 0 0 L .7 .5 0 1 -.7 .5",
    "heart": "M 0 0 Q 1.2 .7 .6 1 L 0 .8 -.6 1 Q -1.2 .7 0 0",
    "clover": "M 0 0 Q .85 .55 .6 .85 Q .4 1.08 0 .86 Q -.4 1.08 -.6 .85 Q -.85 .55 0 0",
    "fan": "M -.25 0 L -.85 .85 Q 0 1.2 .85 .85 L .25 0",
    "arrow": "M -.2 0 L -.2 .5 -.8 .5 0 1 .8 .5 .2 .5 .2 0",
    "arch": "M -1 0 Q 0 2 1 0",
    "star": "L -1 .765 0 1",
    "side": "L -1 1",
}

# Layers from the ground up: a shape, how many of it around the circle, from which radius to which,
# in which dye, and whether turned by half a step.
MOTIFS = {
    "rosette": rows("""
        lotus    spear 8 20 84 heart turned, leaf 8 18 94 petal, dots 8 60 69 field
        daisy    round 12 24 94 petal, dots 12 72 80 heart
        sun      leaf 16 36 94 petal, dots 16 28 36 heart
        hearts   heart 8 22 92 petal, dots 8 53 67 heart
        compass  spear 4 10 84 heart turned, spear 4 10 96 petal, dots 8 74 83 petal turned
        star     star 8 0 92 petal, star 8 0 62 heart turned, dots 8 74 82 field
        nitik    dots 24 80 93 petal, dots 16 58 71 heart, dots 12 37 50 petal
        spokes   blocks 16 44 88 petal, dots 16 30 38 heart
        fan      fan 8 40 92 petal, spear 8 14 52 heart turned
        clover   spear 4 10 78 heart turned, clover 4 8 96 petal, dots 4 60 73 field
        layers   round 12 50 94 petal, round 8 14 58 heart
        arrows   arrow 8 22 92 petal, dots 8 75 85 heart turned
        square   side 4 0 94 petal turned, disc 1 0 58 field, dots 16 45 53 petal, side 4 0 38 heart
    """),
    "second": rows("""
        star     disc 1 0 102 field, star 8 0 88 petal, dots 8 41 51 heart turned, disc 1 0 20 core
        spokes   disc 1 0 102 field, blocks 16 42 86 petal, disc 1 0 24 core
        dots     disc 1 0 102 field, dots 20 75 88 petal, dots 12 48 63 heart, disc 1 0 24 core
        spears   disc 1 0 102 field, spear 8 18 92 petal, disc 1 0 24 core
        petals   disc 1 0 102 field, round 8 14 92 petal, dots 8 65 75 heart, disc 1 0 20 core
        leaves   disc 1 0 102 field, leaf 4 8 94 petal, dots 8 64 75 heart turned, disc 1 0 20 core
    """),
    "core": rows("""
        seed     disc 1 0 16 core
        eye      disc 1 0 20 core, disc 1 0 10 petal
        beads    disc 1 0 22 core, dots 8 12 18 petal
        star     star 8 0 24 core
        square   side 4 0 24 core, disc 1 0 9 petal
    """),
    "field": rows("""
        disc     disc 1 0 102 field
        scallop  arch 16 94 110 field, disc 1 0 94 field
        octagram star 8 0 122 field
        diamond  side 4 0 134 field turned
        octagon  side 8 0 108 field
        hoop     disc 1 0 106 field, disc 1 0 99 heart, disc 1 0 93 field
    """),
    "ring": rows("""
        dots     dots 32 112 121 line
        squares  blocks 32 112 122 line
        double   dots 28 111 117 line, dots 28 121 127 bright turned
        beads    dots 20 110 127 bright
        lashes   lashes 48 112 126 line
        hoop     disc 1 0 113 line, dots 24 118 126 line
    """),
    "wheel": rows("""
        spokes   disc 1 0 100 bright, blocks 8 35 81 deep, disc 1 0 18 deep
        star     star 8 0 104 line, disc 1 0 48 strong, disc 1 0 20 pale
        leaves   leaf 4 6 108 bright, leaf 4 6 70 line turned
        blocks   side 4 0 36 line turned, lashes 4 56 96 bright
        dots     dots 8 65 95 line, disc 1 0 40 bright
        diamond  side 4 0 108 bright turned, side 4 0 72 deep turned, side 4 0 36 pale turned
        ring     disc 1 0 96 line, disc 1 0 70 strong, disc 1 0 40 pale
        daisy    round 8 16 104 line, disc 1 0 30 bright
    """),
    "spark": rows("""
        dots     dots 4 10 22 line
        diamond  side 4 0 22 line turned
        cross    blocks 4 4 26 bright
    """),
}

# Lines of dots or squares and their size, in one quarter of a cell that is one wide and one high.
LATTICES = rows("""
    diamond        dots 9, -.5 0 0 -.5
    double-diamond dots 7, -.5 -.03 -.03 -.5, -.5 .03 .03 -.5
    chain          squares 14, -.5 0 0 -.5
    stairs         squares 8, .5 0 .4 0 .4 .1 .3 .1 .3 .2 .2 .2 .2 .3 .1 .3 .1 .4 0 .4 0 .5
    grid           dots 9, 0 0 .5 0, 0 0 0 .5
    double-grid    dots 7, 0 .025 .5 .025, .025 0 .025 .5
    orbits         dots 8, .36 0 .342 .111 .291 .212 .212 .291 .111 .342 0 .36
""")

# Strokes in a square of 40.
GROUNDS = {
    "plain": "",
    "dots": "M-12-10h3M9 10h3",
    "crosses": "M-10-16v12M-16-10h12M10 4v12M4 10h12",
    "strokes": "M-16-10h12M4 10h12M-10 4v12M10-16v12",
}

# How much of the cloth is seen from top to bottom; a rosette with its ring is about 250 wide.
SCALES = {"fine": 1150, "small": 840, "middle": 620, "large": 440}

# A tile and how many cells of the lattice lie along it; then motifs, their size and their places
# around the middle of the tile, which are mirrored on both axes.
LAYOUTS = rows("""
    square      360 360 1, main 1 0 0, wheel .7 180 180, spark 1 180 0 0 180
    diagonal    400 400 1, main 1 0 0 200 200, wheel .52 200 0 0 200, spark 1 100 100
    large-small 360 360 1, main 1 0 0, second .72 180 180, wheel .4 180 0 0 180
    alternating 640 640 2, main 1 0 0 320 320, second 1 320 0 0 320, wheel .55 160 160
    rows        320 480 1, main 1 0 0, wheel .55 80 240, spark 1 160 0 0 240 160 240
    brick       320 560 1, main 1 0 0 160 280, wheel .36 160 94 0 186
    chequer     560 560 2, main 1 0 0 280 280, second 1 280 0 0 280, wheel .45 140 140
""")


@dataclass(frozen=True)
class Cloth:
    """Each trait by its name; a trait that the layout does not show has none."""

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

    @property
    def colours(self) -> Palette:
        return PALETTES[self.palette]


TRAITS: dict[str, Iterable[str]] = {"palette": PALETTES, "layout": LAYOUTS, "scale": SCALES}
TRAITS.update(MOTIFS, dye=DYES, lattice=LATTICES, ground=GROUNDS)


@cache
def cloth_for(key: str) -> Cloth:
    def chosen(trait: str) -> str:
        # Every trait has a draw of its own: a new ring changes no article's palette.
        names = list(TRAITS[trait])
        return names[int(sha256(f"{trait} of {key}".encode()).hexdigest(), 16) % len(names)]

    unseen = {"second", "spark"} - {motif for motif, *_ in LAYOUTS[chosen("layout")]}
    return Cloth(**{trait: chosen(trait) for trait in TRAITS if trait not in unseen})


@cache
def number(value: float, digits: int = 2) -> str:
    # Rounded twice: a sine differs in its last bit between machines, which must not decide a tie.
    return f"{round(round(value, 6), digits) + 0:.2f}".rstrip("0").rstrip(".")


def points(shape: Iterable[Place], digits: int = 2) -> str:
    return " ".join(number(x, digits) for place in shape for x in place).replace(" -", "-")


def element(tag: str, *children: Element, **attributes: str | float) -> Element:
    made = Element(tag)
    for name, value in attributes.items():
        # Zero and nothing need not be written.
        if value:
            made.set(name.replace("_", "-"), value if isinstance(value, str) else number(value))
    made.extend(children)
    return made


def view_box(width: float, height: float) -> str:
    return " ".join(map(number, (-width / 2, -height / 2, width, height)))


def document(*children: Element, width: int, height: int, seen: Place) -> str:
    root = element("svg", *children, xmlns="http://www.w3.org/2000/svg", width=width, height=height)
    root.set("viewBox", view_box(*seen))
    root.set("preserveAspectRatio", "xMidYMid slice")
    return tostring(root, encoding="unicode")


def mirrored(shape: list[Place]) -> list[tuple[Place, ...]]:
    return sorted({tuple((a * x, b * y) for x, y in shape) for a in (1, -1) for b in (1, -1)})


@cache
def petals_path(shape: str, count: int, inner: float, outer: float, turn: float) -> str:
    def placed(petal: int, across: float, outward: float) -> Place:
        angle = 2 * math.pi * (petal + turn + across / 2) / count
        radius = inner + outward * (outer - inner)
        return radius * math.sin(angle), -radius * math.cos(angle)

    path = ""
    for petal in range(count):
        for command, words in re.findall(r"([A-Z])([^A-Z]*)", SHAPES[shape]):
            path += command + points((placed(petal, *place) for place in places(words.split())), 0)
    return "M" + path[1:]


def dashed(line: Element, width: float, dash: float, step: float, shift: float = 0) -> Element:
    """Strokes along a line, or round dots where a stroke has no length."""
    line.set("stroke-width", number(width))
    line.set("stroke-dasharray", f"{number(dash)} {number(step - dash)}")
    if dash + shift:
        line.set("stroke-dashoffset", number(dash / 2 + shift))
    if not dash:
        line.set("stroke-linecap", "round")
    return line


def drawn(layer: Words, dyes: dict[str, str], size: float = 1) -> Element:
    shape, number_of, from_radius, to_radius, dye, *turned = layer
    count, inner, outer = int(number_of), size * float(from_radius), size * float(to_radius)
    turn = len(turned) / 2
    # What is dyed strong takes its colour from the half of the cloth it stands in.
    fill = "" if dyes[dye] == dyes["strong"] else dyes[dye]
    if shape in SHAPES:
        return element("path", d=petals_path(shape, count, inner, outer, turn), fill=fill)
    if shape == "disc":
        return element("circle", r=outer, fill=fill)
    radius = (inner + outer) / 2
    step = 2 * math.pi * radius / count
    dash = step * {"dots": 0, "lashes": 0.35, "blocks": 0.5}[shape]
    line = element("circle", r=radius, fill="none", stroke=dyes[dye])
    return dashed(line, outer - inner, dash, step, turn * step)


def lattice_drawn(name: str, width: float, height: float, colour: str) -> Element:
    [shape, size], *lines = LATTICES[name]
    scaled = [[(x * width, y * height) for x, y in places(line)] for line in lines]
    path = "".join("M" + points(image) for line in scaled for image in mirrored(line))
    dot, length = float(size), math.dist(*scaled[0][:2])
    # Whole dots must fill every line.
    step = length / round(length / (2.1 * dot))
    line = element("path", d=path, fill="none", stroke=colour)
    return dashed(line, dot, dot if shape == "squares" else 0, step)


def dyes_for(palette: Palette, dye: str) -> dict[str, str]:
    colours = asdict(palette)
    roles = zip(("field", "petal", "heart", "core"), DYES[dye][0], strict=True)
    return colours | {role: colours[colour] for role, colour in roles}


def tile_drawn(cloth: Cloth, name: str) -> list[Element]:
    """The motifs, and the tile that holds each at its places."""
    dyes, order = dyes_for(cloth.colours, cloth.dye), list(DYES)
    companion = dyes_for(cloth.colours, order[order.index(cloth.dye) - 1])
    layers = {trait: table.get(getattr(cloth, trait), []) for trait, table in MOTIFS.items()}
    layers["main"] = layers["ring"] + layers["field"] + layers["rosette"] + layers["core"]
    motifs, tile = [], element("g", id=f"{name}t")
    if cloth.layout == "chequer":
        bars = "M-140-280H140V280H-140ZM-280-140H280V140H-280Z"
        fill = "" if companion["field"] == dyes["deep"] else dyes["deep"]
        tile.append(element("path", d=bars, fill=fill, fill_rule="evenodd"))
    for motif, size, *where in LAYOUTS[cloth.layout][1:]:
        colours = companion if motif == "second" else dyes
        shapes = [drawn(layer, colours, float(size)) for layer in layers[motif]]
        motifs.append(element("g", *shapes, id=name + motif[:2]))
        for [(x, y)] in (image for place in places(where) for image in mirrored([place])):
            tile.append(element("use", href=f"#{name}{motif[:2]}", x=x, y=y))
    return [*motifs, tile]


def svg(
    cloth: Cloth, *, width: int = 320, height: int = 180, zoom: float = 1, prefix: str = "c"
) -> str:
    """A picture of the cloth. `zoom` brings a small picture nearer; `prefix` begins its ids."""
    palette = cloth.colours
    name = prefix + sha256(f"{cloth} {width} {height} {zoom}".encode()).hexdigest()[:5]
    high = SCALES[cloth.scale] / zoom
    wide = high * width / height
    x, y = number(wide / 2), number(high / 2)
    # Ground and strong of the whole cloth and, of a pagi-sore, of the half that covers it.
    parts = {f"M-{x}-{y}H{x}V{y}H-{x}Z": (palette.ground, palette.strong)}
    if palette.evening != palette.ground:
        parts[f"M{x}-{y}V{y}H-{x}Z"] = (palette.evening, palette.ground)
    whole, *_ = parts
    defs = tile_drawn(cloth, name)
    sheets = [element("path", d=part, fill=ground) for part, (ground, _) in parts.items()]

    def cover(part: str, content: Element, wide: float, high: float, x: float, y: float) -> None:
        pattern = f"{name}{len(defs)}"
        defs.append(element("pattern", content, id=pattern, x=x, y=y, width=wide, height=high))
        defs[-1].set("viewBox", view_box(wide, high))
        defs[-1].set("patternUnits", "userSpaceOnUse")
        sheets.append(element("path", d=part, fill=f"url(#{pattern})"))

    across, down, cells = map(float, LAYOUTS[cloth.layout][0])
    if marks := GROUNDS[cloth.ground]:
        filling = element("path", d=marks, stroke=palette.tint, stroke_width=4)
        filling.set("stroke-linecap", "round")
        cover(whole, filling, 40, 40, -20, -20)
    # A cell begins where a rosette has its middle: the lattice runs between the rosettes.
    cell = across / cells, down / cells
    cover(whole, lattice_drawn(cloth.lattice, *cell, palette.line), *cell, 0, 0)
    for part, (_, strong) in parts.items():
        tile = element("use", href=f"#{name}t", fill=strong)
        cover(part, tile, across, down, -across / 2, -down / 2)
    return document(element("defs", *defs), *sheets, width=width, height=height, seen=(wide, high))


MARKS = rows("""
    full  disc 1 0 128 pale, disc 1 0 120 deep, dots 24 102 113 bright,
          disc 1 0 94 strong, leaf 8 8 92 pale, disc 1 0 26 bright
    small disc 1 0 128 pale, disc 1 0 119 strong, leaf 8 8 112 pale, disc 1 0 30 deep
""")


def mark(palette: Palette, *, size: int = 64) -> str:
    """One rosette for logo and favicon; its pale rim parts it from a dark page."""
    dyes = dyes_for(palette, "light-petals")
    layers = [drawn(layer, dyes) for layer in MARKS["full" if size > 24 else "small"]]
    rosette = element("g", *layers, fill=palette.strong)
    return document(rosette, width=size, height=size, seen=(256, 256))


TUMPAL = {
    "ground": "M-50-50H50V50H-50Z",
    "line": "M-50 50L0-36 50 50Z",
    "strong": "M-27 50L0 2 27 50Z",
    "bright": "M-11 50L0 30 11 50ZM-50-40L-38-22-50-4ZM50-40L38-22 50-4Z",
}


def band(palette: Palette, *, height: int = 14) -> str:
    """One square of a border strip of tumpal, to be repeated along a line."""
    shapes = [element("path", d=path, fill=getattr(palette, dye)) for dye, path in TUMPAL.items()]
    return document(*shapes, width=height, height=height, seen=(100, 100))
