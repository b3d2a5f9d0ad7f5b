"""Every article has a cloth of its own: always the same, unlike all others, safe on any page."""

import gzip
import math
import re
from collections import Counter
from dataclasses import asdict, replace
from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

import pytest

from newsroom.core.settings import PROJECT
from newsroom.images import motif as module
from newsroom.images.motif import DYES, LAYOUTS, PALETTES, TRAITS, Cloth, band, cloth_for, mark, svg

CREAM, BLACK = "#fbf6ea", "#15120e"
AT_A_GLANCE = ("palette", "layout", "scale", "rosette", "field", "dye")

PLACES = [
    *("kanazawa", "icheon", "aswan", "santa-fe", "hangzhou"),
    *("jetayu", "kauman", "krapyak", "buaran", "wiradesa"),
]
MATTERS = ["why-chosen", "yearly-report", "natural-dye", "open-call", "museum-night", "canting"]
YEARS = range(2023, 2027)
KEYS = [
    f"{section}/{year}/{place}-{matter}"
    for number, (place, matter) in enumerate((p, m) for p in PLACES for m in MATTERS)
    for year in YEARS
    for section in [("news", "events", "announcements")[number % 3]]
][:200]
CLOTHS = [cloth_for(key) for key in KEYS]

PLAIN = Cloth(
    palette="biron",
    layout="diagonal",
    scale="middle",
    rosette="lotus",
    field="disc",
    dye="light-petals",
    core="eye",
    ring="dots",
    wheel="star",
    lattice="diamond",
    ground="dots",
    second="star",
    spark="diamond",
)
ONE_OF_EACH = [
    replace(PLAIN, **{"layout": layout, trait: name})
    for layout in LAYOUTS
    for trait, names in TRAITS.items()
    if trait != "layout"
    for name in names
]

ATTRIBUTES = {
    "svg": {"width", "height", "viewBox", "preserveAspectRatio"},
    "defs": set(),
    "g": {"id", "fill"},
    "pattern": {"id", "x", "y", "width", "height", "viewBox", "patternUnits"},
    "use": {"href", "x", "y", "fill"},
    "path": {"d", "fill", "fill-rule"},
    "circle": {"r", "fill"},
}
STROKE = {
    *("stroke", "stroke-width", "stroke-linecap", "stroke-dasharray", "stroke-dashoffset"),
}


def shapes(drawing: str) -> list[Element]:
    return list(fromstring(drawing).iter())


def tag(shape: Element) -> str:
    return shape.tag.removeprefix("{http://www.w3.org/2000/svg}")


def ids(drawing: str) -> list[str]:
    return [shape.attrib["id"] for shape in shapes(drawing) if "id" in shape.attrib]


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


# The same key, the same cloth


@pytest.mark.parametrize(
    ("drawing", "golden"),
    [
        (svg(cloth_for("news/2026/why-chosen")), "cloth-why-chosen.svg"),
        (svg(replace(PLAIN, palette="pagi-sore", layout="chequer")), "cloth-pagi-sore.svg"),
        (band(PALETTES["biron"]), "cloth-band.svg"),
        (mark(PALETTES["biron"]), "cloth-mark.svg"),
        (mark(PALETTES["biron"], size=16), "cloth-mark-small.svg"),
    ],
)
def test_drawings_equal_the_golden_files(
    drawing: str, golden: str, request: pytest.FixtureRequest
) -> None:
    expected = PROJECT / "tests/golden" / golden
    if request.config.getoption("--rewrite-golden", default=False):
        expected.write_text(drawing, encoding="utf-8", newline="")
    assert drawing.encode() == expected.read_bytes()


def test_a_key_always_has_the_same_traits() -> None:
    assert cloth_for("news/2026/why-chosen") == Cloth(
        palette="tiga-negeri",
        layout="diagonal",
        scale="fine",
        rosette="spokes",
        field="disc",
        dye="bright-petals",
        core="seed",
        ring="double",
        wheel="star",
        lattice="orbits",
        ground="crosses",
        spark="dots",
    )


@pytest.mark.parametrize("value", [48.5, 48.49999999999999, 48.50000000000001])
def test_the_last_bit_of_a_sine_decides_nothing(value: float) -> None:
    assert module.format_number(value, 0) == "48"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.0, "0"), (-0.001, "0"), (180, "180"), (0.5, "0.5"), (-2.126, "-2.13")],
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert module.format_number(value) == text


# Another key, another cloth


def test_two_hundred_articles_have_two_hundred_cloths() -> None:
    assert len(set(KEYS)) == 200
    assert len(set(CLOTHS)) == 200
    assert len({svg(cloth) for cloth in CLOTHS}) == 200


def test_any_two_cloths_differ_clearly() -> None:
    """Any two differ at a glance, and in four traits or more."""
    for one, other in combinations(map(asdict, CLOTHS), 2):
        different = {trait for trait in TRAITS if one.get(trait) != other.get(trait)}
        assert different & set(AT_A_GLANCE)
        assert len(different) >= 4, (one, other)


def test_palettes_are_spread_evenly() -> None:
    counts = Counter(cloth.palette for cloth in CLOTHS)
    assert counts.keys() == PALETTES.keys()
    assert all(10 <= count <= 31 for count in counts.values()), counts


def test_traits_are_independent_of_each_other() -> None:
    """Chance alone gives each pair of palette and layout 2000 / 70, about 29."""
    many = (cloth_for(f"news/2026/article-{number}") for number in range(2000))
    pairs = Counter((cloth.palette, cloth.layout) for cloth in many)
    assert len(pairs) == len(PALETTES) * len(LAYOUTS)
    assert all(10 <= count <= 55 for count in pairs.values())


def test_every_name_of_every_trait_is_chosen_for_some_article() -> None:
    many = [cloth_for(f"news/2026/article-{number}") for number in range(500)]
    for trait, names in TRAITS.items():
        assert {getattr(cloth, trait) for cloth in many} - {""} == set(names)


def test_the_module_says_how_many_cloths_there_are() -> None:
    at_a_glance = math.prod(len(list(TRAITS[trait])) for trait in AT_A_GLANCE)
    everywhere = math.prod(
        len(list(names))
        for trait, names in TRAITS.items()
        if trait not in {"layout", "second", "spark"}
    )
    by_layout = (
        math.prod(
            len(list(TRAITS[placed.motif]))
            for placed in layout.motifs
            if placed.motif in {"second", "spark"}
        )
        for layout in LAYOUTS.values()
    )
    assert f"{at_a_glance:,} cloths" in str(module.__doc__)
    assert f"{everywhere * sum(by_layout):,}." in str(module.__doc__)


@pytest.mark.parametrize("cloth", CLOTHS[:40], ids=KEYS[:40])
def test_motifs_that_a_layout_lacks_are_empty(cloth: Cloth) -> None:
    shown = {placed.motif for placed in LAYOUTS[cloth.layout].motifs}
    assert bool(cloth.second) == ("second" in shown)
    assert bool(cloth.spark) == ("spark" in shown)


@pytest.mark.parametrize("trait", list(TRAITS))
def test_every_trait_changes_the_drawing(trait: str) -> None:
    """Not only in the ids, which are made from all names."""
    cloth = replace(PLAIN, layout="large-small") if trait == "second" else PLAIN
    pictures = (svg(replace(cloth, **{trait: name})) for name in TRAITS[trait])
    drawings = {re.sub(r"c[0-9a-f]{5}", "", picture) for picture in pictures}
    assert len(drawings) == len(list(TRAITS[trait]))


# Safe on any page


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_drawings_are_plain_shapes(palette: module.Palette) -> None:
    """No script, style, class, link or text, and no colour that is not the palette's."""
    dyed = {colour for name, colour in asdict(palette).items() if name != "name"}
    cloths = [svg(cloth) for cloth in ONE_OF_EACH if cloth.palette == palette.name]
    for drawing in [*cloths, mark(palette), mark(palette, size=16), band(palette)]:
        assert drawing.count("http") == 1
        for shape in shapes(drawing):
            allowed = ATTRIBUTES[tag(shape)]
            drawn_with = STROKE if tag(shape) in {"path", "circle"} else set()
            assert shape.attrib.keys() <= allowed | drawn_with
            assert (shape.text, shape.tail) == (None, None)
            for name in ("fill", "stroke"):
                colour = shape.get(name, "none")
                assert colour in dyed or re.fullmatch(r"none|url\(#c[0-9a-z]+\)", colour)


def test_ids_are_unique_and_used() -> None:
    for cloth in ONE_OF_EACH:
        drawing = svg(cloth)
        named = ids(drawing)
        assert len(named) == len(set(named))
        assert set(named) == set(re.findall(r"#(c[0-9a-f]{5}[0-9a-z]+)", drawing))


def test_ids_of_different_pictures_never_clash() -> None:
    pictures = [svg(cloth) for cloth in CLOTHS]
    pictures.append(svg(CLOTHS[0], width=640, height=360))
    everywhere = [name for picture in pictures for name in ids(picture)]
    assert len(everywhere) == len(set(everywhere))


def test_a_picture_fills_its_frame() -> None:
    root = fromstring(svg(replace(PLAIN, scale="middle"), width=96, height=96))
    assert (root.get("width"), root.get("height")) == ("96", "96")
    assert root.get("viewBox") == "-310 -310 620 620"
    assert root.get("preserveAspectRatio") == "xMidYMid slice"


def test_marks_and_bands_are_squares_without_ids() -> None:
    for drawing in (mark(PALETTES["soga"], size=16), band(PALETTES["soga"])):
        root = fromstring(drawing)
        assert (root.get("width"), root.get("height")) == ("16", "16")
        assert ids(drawing) == []


def test_cards_are_small() -> None:
    drawings = [svg(cloth).encode() for cloth in CLOTHS]
    packed = [gzip.compress(drawing, mtime=0) for drawing in drawings]
    assert max(map(len, drawings)) <= 4000
    assert max(map(len, packed)) <= 1300
    assert sum(len(drawing) <= 3500 for drawing in drawings) >= 190
    assert sum(len(drawing) <= 1100 for drawing in packed) >= 190


# Colours


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_text_in_the_colours_of_a_palette_is_readable(palette: module.Palette) -> None:
    assert contrast(palette.ink, CREAM) >= 7
    assert contrast(palette.glow, BLACK) >= 7


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_colours_contrast_with_what_is_beneath_them(palette: module.Palette) -> None:
    for ground in (palette.ground, palette.evening):
        assert contrast(palette.line, ground) >= 2.4
        assert contrast(palette.tint, ground) >= 1.4
    for dye in DYES:
        colours = module.colours_for(palette, dye)
        assert contrast(colours["petal"], colours["field"]) >= 2.9


def test_only_pagi_sore_has_two_halves() -> None:
    halved = {name for name, palette in PALETTES.items() if palette.evening != palette.ground}
    assert halved == {"pagi-sore"}
    assert PALETTES["pagi-sore"].evening == PALETTES["pagi-sore"].strong
