"""Charts and maps, from the block that an editor writes to what readers and feeds get."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from newsroom.content.cities import City, read_cities
from newsroom.core.problem import LANGUAGES, InvalidValue
from newsroom.core.settings import PROJECT
from newsroom.core.wording import read_wording
from newsroom.render import chart, world_map
from newsroom.render.figure import as_html, as_table, overlap, text_box
from newsroom.site.site import Site
from small_sites import CITY, original, small_site

GOLDEN = PROJECT / "tests/golden"
CITIES = {**read_cities(), "nowhere": City(names={"": "Nowhere"})}
SVG_BYTES = 8_000
MAP_BYTES = 12_000

LINE = """\
type: line
title: Pertumbuhan <Kota> & sekitarnya
unit: persen
source: BPS
break: 2010 sumber berganti
open: 2013 belum pasti
2008: 3.73
2009: 4.78
2010: 5.51
2011: -
2013: 5.00
2014: -1.87
"""
COLUMNS = """\
type: columns
title: Jumlah anggota
unit: kota
source: UNESCO
mark: 2014 Pekalongan
2012: 31
2013: -
2014: 69
2015: 1116
"""
MAP = """\
title: Dari Pekalongan
source: GeoNames
cities: [icheon, aswan, santa-fe, hangzhou, kanazawa]
"""


def drawn(block: str, language: str = "id", number: int = 1) -> str:
    wording = read_wording(language, CITY)
    if "cities:" in block:
        figure = world_map.figure(world_map.read_map(block, CITIES, wording), wording)
    else:
        figure = chart.figure(chart.read_chart(block), wording)
    return as_html(figure, wording, number=number)


def read(block: str) -> object:
    if "GeoNames" in block:
        return world_map.read_map(block, CITIES, read_wording("id", CITY))
    return chart.read_chart(block)


def tree(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(html)


def rows(html: str) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in tree(html).iter("tr")]


# What is written


@pytest.mark.parametrize(
    ("block", "rule", "line", "values"),
    [
        (LINE.replace("2008: 3.73", "2008 3.73"), "figure_not_a_line", 7, {"value": "2008 3.73"}),
        (LINE.replace("2008: 3.73", "2008:"), "figure_not_a_line", 7, {"value": "2008:"}),
        (LINE.replace("2009", "2008"), "figure_line_twice", 8, {"key": "2008"}),
        (
            LINE.replace("unit: persen", "units: persen"),
            "figure_unknown_key",
            3,
            {"nearest": "unit"},
        ),
        (LINE.replace("source: BPS\n", ""), "figure_lacks_key", 0, {"key": "source"}),
        (LINE.replace("type: line", "type: pie"), "unknown_name", 1, {"nearest": "line, columns"}),
        (LINE.replace("3.73", "3,73"), "chart_not_a_number", 7, {"value": "3,73"}),
        (LINE.replace("3.73", "1e9"), "chart_not_a_number", 7, {"value": "1e9"}),
        (LINE.replace("3.73", "٣.٧"), "chart_not_a_number", 7, {"value": "٣.٧"}),
        (LINE.replace("2008", "2٠٠8"), "figure_unknown_key", 7, {"key": "2٠٠8"}),
        (
            LINE.replace("3.73", "1.600"),
            "chart_thousands",
            7,
            {"thousands": "1600", "decimals": "1.6"},
        ),
        (LINE.replace("3.73", "-20.000"), "chart_thousands", 7, {"decimals": "-20"}),
        (LINE.replace("3.73", "3.825"), "chart_thousands", 7, {"decimals": "3.8250"}),
        (LINE.replace("3.73", "1.234.567"), "chart_not_a_number", 7, {"value": "1.234.567"}),
        (LINE.replace("2014", "2007"), "chart_year_order", 12, {"key": "2007"}),
        (LINE.replace("2014", "2150"), "chart_too_many", 0, {"limit": 120}),
        (COLUMNS.replace("69", "-").replace("1116", "-"), "chart_too_few", 0, {}),
        (LINE.replace("open: 2013", "open:"), "chart_year_missing", 6, {"key": "open"}),
        (LINE.replace("open: 2013", "open: 2011"), "chart_year_unknown", 6, {"year": "2011"}),
        (LINE.replace("open: 2013", "open: 1999"), "chart_year_unknown", 6, {"year": "1999"}),
        (COLUMNS.replace("Pekalongan", "x" * 25), "too_long", 5, {"length": 25, "limit": 24}),
        (LINE.replace("Pertumbuhan", "x" * 120), "too_long", 2, {"limit": 120}),
        (MAP.replace("icheon", "incheon"), "unknown_city", 3, {"value": "incheon"}),
        (MAP.replace("icheon", "nowhere"), "map_without_place", 3, {"value": "nowhere"}),
        (MAP.replace("cities", "towns"), "figure_unknown_key", 3, {"key": "towns"}),
    ],
)
def test_a_block_that_cannot_be_drawn_says_why_and_where(
    block: str, rule: str, line: int, values: dict[str, object]
) -> None:
    with pytest.raises(InvalidValue) as caught:
        read(block)
    invalid = caught.value
    assert (invalid.rule, (invalid.location or (0, 0))[0]) == (rule, line)
    assert values.items() <= invalid.values.items()


def test_problems_name_the_line_of_the_file(tmp_path: Path) -> None:
    body = "Teks.\n\n```chart\n" + COLUMNS.replace("31", "tiga") + "```\n\n```map\ntitle: X\n```\n"
    source = original(body)
    site = small_site(tmp_path, {"news/2026/x/index.id.md": source})
    [article] = site.editions["id"].own
    made = site.renderers["id"].body(article)
    lines = source.splitlines()
    assert [(problem.line, problem.rule) for problem in made.problems] == [
        (lines.index("2012: tiga") + 1, "chart_not_a_number"),
        (lines.index("```map") + 1, "figure_lacks_key"),
    ]
    assert all(problem.explained(language) for problem in made.problems for language in LANGUAGES)
    assert "<svg" not in made.html


def test_each_of_two_wrong_charts_is_reported_at_its_own_lines(tmp_path: Path) -> None:
    block = COLUMNS.replace("31", "tiga")
    body = f"{block}\n```chart\n{block}```\n\n~~~ chart\n{block}~~~\n"
    site = small_site(tmp_path, {"news/2026/x/index.id.md": original(body)})
    [article] = site.editions["id"].own
    problems = site.renderers["id"].body(article).problems
    told_at = [problem.line for problem in problems if problem.rule == "chart_not_a_number"]
    lines = original(body).splitlines()
    places = [number for number, line in enumerate(lines, 1) if line == "2012: tiga"]
    assert told_at == places[1:]


def test_a_line_of_blanks_costs_nothing() -> None:
    with pytest.raises(InvalidValue, match="figure_not_a_line"):
        read(f"title{' ' * 20_000}x\n{' ' * 20_000}:\n")


# What is shown


@pytest.mark.parametrize(
    ("block", "language", "golden"),
    [
        (LINE, "id", "chart-line.id.html"),
        (COLUMNS, "en", "chart-columns.en.html"),
        (MAP, "en", "chart-map.en.html"),
    ],
)
def test_figures_equal_the_golden_files(
    block: str, language: str, golden: str, request: pytest.FixtureRequest
) -> None:
    made = drawn(block, language)
    land = re.search(r' d="(M[^"]{1000,})"', made)
    # The land is a file of its own.
    shown = made.replace(land[1], "…") if land else made
    # So are the words, in which another city has another name.
    wording = read_wording(language, CITY)
    for words in (wording["map_distance"], wording["map_description"].partition("{cities}")[0]):
        shown = shown.replace(words, "… ")
    file = GOLDEN / golden
    if request.config.getoption("--rewrite-golden"):
        file.write_text(shown + "\n", encoding="utf-8")
    assert shown + "\n" == file.read_text(encoding="utf-8")


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert rows(drawn(LINE, "id"))[1:] == [
        ["2008", "3,73", ""],
        ["2009", "4,78", ""],
        ["2010", "5,51", "sumber berganti"],
        ["2011", "tidak ada angka", ""],
        ["2013", "5,00", "belum pasti"],
        ["2014", "-1,87", ""],
    ]
    assert rows(drawn(COLUMNS, "en"))[1:] == [
        ["2012", "31", ""],
        ["2013", "no figure", ""],
        ["2014", "69", "Pekalongan"],
        ["2015", "1,116", ""],
    ]


def test_the_line_has_gaps_at_missing_years_and_breaks() -> None:
    figure = tree(drawn(LINE))
    lines = [line.get("points", "").count(",") for line in figure.iter("polyline")]
    # 2008 and 2009; 2010 alone behind the break; 2013 and 2014 behind the gap.
    assert lines == [2, 2]
    marks = [mark.get("class") for mark in figure.iter("circle")]
    assert marks.count("chart__mark") == 4
    assert marks.count("chart__mark chart__mark--open") == 2  # in the drawing, and in its key


def test_years_that_are_left_out_are_gaps_too() -> None:
    figure = tree(drawn(LINE.replace("2011: -\n", "")))
    assert len(list(figure.iter("polyline"))) == 2


def test_a_column_begins_at_zero_and_a_marked_year_is_labelled() -> None:
    figure = tree(drawn(COLUMNS))
    columns = list(figure.iter("rect"))
    feet = {round(float(c.get("y", 0)) + float(c.get("height", 0)), 0) for c in columns}
    assert len(columns) == 3
    assert len(feet) == 1
    assert "Pekalongan: 69" in ["".join(text.itertext()) for text in figure.iter("text")]


@pytest.mark.parametrize("block", [LINE, COLUMNS, MAP])
@pytest.mark.parametrize("language", ["id", "en"])
def test_labels_of_a_drawing_do_not_overlap(block: str, language: str) -> None:
    rooms = [
        text_box(
            text.text or "",
            float(text.get("x", 0)),
            float(text.get("y", 0)),
            text.get("text-anchor", ""),
        )
        for text in tree(drawn(block, language)).iter("text")
    ]
    assert len(rooms) > 4
    assert not [
        (one, other) for n, one in enumerate(rooms) for other in rooms[:n] if overlap(one, other)
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        ["0", "0"],
        ["-3", "-5"],
        ["0.0001", "0.0002"],
        ["999999999999", "1"],
        ["7"] * 120,
    ],
)
@pytest.mark.parametrize("kind", ["line", "columns"])
def test_numbers_of_any_size_are_drawn(numbers: list[str], kind: str) -> None:
    years = "".join(f"{1900 + n}: {number}\n" for n, number in enumerate(numbers))
    figure = tree(drawn(f"type: {kind}\ntitle: x\nunit: y\nsource: z\n{years}"))
    places = [
        float(element.get(name, 0))
        for element in figure.iter()
        for name in ("x", "y", "cx", "cy")
        if element.get(name)
    ]
    assert places
    assert min(places) >= 0
    assert max(places) <= chart.WIDTH


def test_a_figure_can_be_read_without_seeing_it() -> None:
    figure = tree(drawn(LINE, number=3))
    svg = figure.find("svg")
    assert svg is not None
    ids = {element.get("id"): "".join(element.itertext()) for element in figure.iter()}
    assert svg.get("role") == "img"
    assert ids[svg.get("aria-labelledby")] == "Pertumbuhan <Kota> & sekitarnya"
    assert ids[svg.get("aria-describedby")].startswith("Angka dari 2008 sampai 2014.")
    assert all(id_ is None or id_.startswith("__figure-3-") for id_ in ids)


@pytest.mark.parametrize("block", [LINE, COLUMNS, MAP])
def test_a_figure_keeps_the_strict_policy(block: str) -> None:
    made = drawn(block)
    assert not re.search(r"\sstyle=|\son\w+=|<script|<style|href=", made)


def test_texts_of_editors_never_become_markup() -> None:
    hostile = '"><script>alert(1)</script>'
    made = drawn(LINE.replace("persen", hostile).replace("belum pasti", hostile))
    assert "<script" not in made
    assert rows(made)[0][1] == hostile


# In articles and feeds


def test_an_article_shows_its_figures_in_place(tmp_path: Path) -> None:
    body = f"Sebelum.\n\n```chart\n{COLUMNS}```\n\nDi antara.\n\n```map\n{MAP}```\n\nSesudah.\n"
    site = small_site(tmp_path, {"news/2026/x/index.id.md": original(body)})
    [article] = site.editions["id"].own
    made = site.renderers["id"].body(article)
    assert made.problems == ()
    order = [
        "Sebelum.",
        "chart--columns",
        "__figure-1-title",
        "Di antara.",
        "chart--map",
        "Sesudah.",
    ]
    places = [made.html.index(words) for words in order]
    assert places == sorted(places)
    assert made.html.count("<svg") == 2


def test_a_feed_carries_title_numbers_and_source_but_no_drawing(tmp_path: Path) -> None:
    body = f"Teks.\n\n```chart\n{LINE}```\n"
    site = small_site(tmp_path, {"news/2026/x/index.id.md": original(body)})
    [article] = site.editions["id"].own
    made = site.renderers["id"].body(article).feed_html
    assert "<svg" not in made
    assert "<figcaption>Pertumbuhan &lt;Kota&gt; &amp; sekitarnya (persen)</figcaption>" in made
    assert rows(made.removeprefix("<p>Teks.</p>").strip())[3] == ["2010", "5,51", "sumber berganti"]
    assert "Sumber: BPS" in made


@pytest.mark.parametrize(
    "body",
    [
        '<pre><code class="language-chart">type: line</code></pre>',
        '    <pre><code class="language-chart">type: line</code></pre>',
        '`<pre><code class="language-chart">x</code></pre>`',
        '[x](https://example.org "<pre><code class=\\"language-chart\\">x</code></pre>")',
        "````\n```chart\ntype: line\n```\n````",
        "> ```chart\n> type: line\n> ```",
        "~~~text\n```chart\n```\n~~~",
        '<figure class="chart"><svg></svg></figure>',
    ],
)
def test_nothing_but_a_block_becomes_a_figure(tmp_path: Path, body: str) -> None:
    site = small_site(tmp_path, {"news/2026/x/index.id.md": original(body + "\n")})
    [article] = site.editions["id"].own
    made = site.renderers["id"].body(article)
    assert "<figure" not in made.html
    assert "<svg" not in made.html
    assert not [
        problem for problem in made.problems if problem.rule.startswith(("figure", "chart"))
    ]


# Maps


@pytest.mark.parametrize(
    ("city", "kilometres"),
    # As five-cities tells them, computed from the same coordinates and rounded.
    [
        ("hangzhou", 4300),
        ("icheon", 5250),
        ("kanazawa", 5600),
        ("aswan", 9000),
        ("santa-fe", 15200),
    ],
)
def test_distances_follow_great_circles(city: str, kilometres: int) -> None:
    world = world_map.read_map(
        f"title: x\nsource: y\ncities: [{city}]\n", CITIES, read_wording("id", CITY)
    )
    assert abs(world_map.distance(world.home, world.cities[0]) - kilometres) < 26


def test_a_quarter_of_the_earth_is_ten_thousand_kilometres() -> None:
    pole = world_map.Place(name="N", latitude=90, longitude=0)
    equator = world_map.Place(name="E", latitude=0, longitude=109)
    assert round(world_map.distance(pole, equator)) == 10008


def test_cities_are_listed_with_country_and_distance_the_nearest_first() -> None:
    assert rows(drawn(MAP, "id")) == [
        ["Kota", "Negara", read_wording("id", CITY)["map_distance"]],
        ["Hangzhou", "Tiongkok", "4.300 km"],
        ["Icheon", "Korea Selatan", "5.250 km"],
        ["Kanazawa", "Jepang", "5.600 km"],
        ["Aswan", "Mesir", "9.000 km"],
        ["Santa Fe", "Amerika Serikat", "15.200 km"],
    ]


def test_every_city_with_a_place_lies_on_the_map() -> None:
    for key, city in CITIES.items():
        if city.place:
            x, y = world_map.project(*city.place)
            assert 0 < x < world_map.WIDTH, key
            assert 0 < y < world_map.HEIGHT, key


def test_a_route_across_the_edge_is_interrupted() -> None:
    cities = {
        "porto": City(names={"": "Porto"}, place=(41.1, -8.6)),
        "natal": City(names={"": "Natal"}, place=(-5.8, -35.2)),
    }
    world = world_map.read_map(
        "title: x\nsource: y\ncities: [porto, natal]\n", cities, read_wording("id", CITY)
    )
    svg = world_map.figure(world, read_wording("id", CITY)).picture
    ways = [path.get("d", "") for path in svg.iter("path") if path.get("class") == "chart__route"]
    assert sorted(way.count("M") for way in ways) == [1, 2]


# Whole articles


def test_the_charts_of_articles_are_light(frozen: Site) -> None:
    figures = [
        figure
        for language, edition in frozen.editions.items()
        for article in edition.own
        for figure in re.findall(r"<svg.*?</svg>", frozen.renderers[language].body(article).html)
        if "chart__picture" in figure
    ]
    assert len(figures) >= 6
    for figure in figures:
        limit = MAP_BYTES if "chart__picture--map" in figure else SVG_BYTES
        assert len(figure.encode()) < limit


def test_figures_in_feeds_have_no_classes_or_ids() -> None:
    wording = read_wording("id", CITY)
    made = as_table(chart.figure(chart.read_chart(LINE), wording), wording)
    assert not re.search(r"\s(class|id|style)=", made)
