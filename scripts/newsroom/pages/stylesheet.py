"""The style sheets as pages carry them: overrides/styles made short, and the dyes of the cloths."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import permutations
from pathlib import Path

from newsroom.core.settings import PROJECT
from newsroom.images.motif import PALETTES

STYLES = PROJECT / "overrides" / "styles"
BEGINNINGS = {
    "front": ("parts",),
    "pages": ("parts",),
    "extras": ("parts",),
    "charts": ("parts", "extras"),
}
"""What stands at the head of a style sheet: files that several of them share."""
MOST_SHEETS = 3
"""Of one page, beside `site`."""


@cache
def style_of(base_path: str, names: tuple[str, ...]) -> str:
    """A page's whole style: `site`, which all pages have, and then the style sheets that it names.

    It is one text because the page's policy names each text by a hash, which cannot be compressed.
    """
    if len(names) > MOST_SHEETS:
        raise ValueError(f"more than {MOST_SHEETS} style sheets: {', '.join(names)}")
    sheets = stylesheets(base_path)
    return "".join(sheets[name] for name in ("site", *names))


def possible_styles(base_path: str) -> Iterator[str]:
    """Every style that a page may have."""
    names = sorted(stylesheets(base_path).keys() - {"site"})
    for count in range(MOST_SHEETS + 1):
        for chosen in permutations(names, count):
            yield style_of(base_path, chosen)


@cache
def stylesheets(base_path: str, folder: Path = STYLES) -> Mapping[str, str]:
    """Every style sheet by its name.

    What several of them share stands at the head of each: a page needs but one of those.
    `base_path` is where the site lies on its host: fonts and pictures are named from there, so that
    one text, and one hash of it, serves pages at any depth.
    """
    sources = {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.css"))}
    sources["site"] += dyes()
    sources |= {
        name: "".join(sources[part] for part in (*beginning, name))
        for name, beginning in BEGINNINGS.items()
    }
    del sources["parts"]
    return {name: short(css).replace("url(/", f"url({base_path}") for name, css in sources.items()}


def dyes() -> str:
    """A class for each palette: its ink for panels and words, its glow for words on a dark page."""
    day = "".join(f".cloth--{name}{{--dye:{palette.ink}}}" for name, palette in PALETTES.items())
    night = "".join(
        f".cloth--{name}{{--accent:{palette.glow}}}" for name, palette in PALETTES.items()
    )
    accent = "[class*=cloth--]{--accent:var(--dye)}"
    return f"{accent}{day}@media screen and (prefers-color-scheme: dark){{{night}}}"


def short(css: str) -> str:
    """The same rules without comments and needless white space; not for CSS other than ours."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r"(?<=[{;])(--[\w-]+|[\w-]+): ", r"\1:", css).replace(";}", "}").strip()
