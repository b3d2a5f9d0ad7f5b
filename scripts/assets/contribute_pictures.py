#!/usr/bin/env python3
"""Write the pictures of the contribute page into docs/contribute, in every language of the page.

python scripts/assets/contribute_pictures.py site

Pictures of our own site are screenshots. Those of GitHub are drawn: they show the example of the
page, and what the check reports about it.
"""

import argparse
import base64
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader
from PIL import Image
from playwright.sync_api import Page
from screenshots import browsing

from newsroom.authoring.vscode import known
from newsroom.content.article import StandingPage
from newsroom.content.parsed_file import read_article
from newsroom.core.dates import build_day
from newsroom.core.settings import PROJECT, read_settings
from newsroom.site.site import Site, open_site

KEY = "contribute"
WIDTH, SHARPNESS = 360, 2
"""Width in CSS pixels, as on a phone, and device pixels for each of them."""
SKETCHES = ("editor", "propose", "request", "answer")
MARGIN = 6

_MARK = """(links) => links.forEach((link, index) => {
  const mark = document.createElement("span");
  mark.textContent = index + 1;
  mark.style.cssText = "display: inline-grid; place-items: center; width: 24px; height: 24px;" +
    "margin-right: 8px; border-radius: 50%; background: #8f1d22; color: #fff; font-weight: 800";
  link.prepend(mark);
})"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("--base", default="/situs/", help="path of the home page on its host")
    arguments = parser.parse_args()
    site = open_site(read_settings(), build_day())
    folder = site.settings.docs / KEY
    folder.mkdir(exist_ok=True)
    with browsing(arguments.site, arguments.base) as (browser, home):
        for language, text in site.catalogue.pages[KEY].items():
            options: dict[str, Any] = {"color_scheme": "light", "device_scale_factor": SHARPNESS}
            tab = browser.new_page(viewport={"width": WIDTH, "height": 800}, **options)
            pictures = {
                **dict(photographs(tab, home, site, text)),
                **dict(sketches(tab, site, text)),
            }
            for name, picture in pictures.items():
                file = folder / f"{name}-{language}.webp"
                Image.open(BytesIO(picture)).convert("RGB").save(file, lossless=True, method=6)
            tab.close()


def photographs(
    tab: Page, home: str, site: Site, text: StandingPage
) -> Iterator[tuple[str, bytes]]:
    """Screenshots of the page's buttons, and of the link at the end of an article."""
    addresses = site.addresses[text.language]
    own = site.editions[text.language].own
    article = next(article for article in own if article.facts.sources)
    links = ".article__address + .aside-link"
    for name, address, first, last, marked in (
        ("start", addresses.standing(text), "h1", ".actions", ".actions a"),
        # Before the link for corrections stand those for sharing.
        (
            "correct",
            addresses.article(article),
            ".sources li:last-child",
            links,
            f"{links} a:last-child",
        ),
    ):
        tab.goto(home + address.removeprefix("/"))
        # The font may load too late for the first view; after a reload it is in the cache.
        tab.reload(wait_until="networkidle")
        tab.locator(marked).evaluate_all(_MARK)
        top, box = tab.locator(first).bounding_box(), tab.locator(last).bounding_box()
        assert top
        assert box
        height = box["y"] + box["height"] - top["y"] + 3 * MARGIN
        clip = {"x": 0, "y": top["y"] - MARGIN, "width": WIDTH, "height": height}
        yield name, tab.screenshot(clip=clip, full_page=True)  # type: ignore[arg-type]


def sketches(tab: Page, site: Site, text: StandingPage) -> Iterator[tuple[str, bytes]]:
    """Drawings of GitHub's pages."""
    templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    page = templates.get_template("contribute_pictures.html")
    # Leaves the site, whose Content-Security-Policy would apply to the drawing too.
    tab.goto("about:blank")
    tab.set_content(page.render(**_example(site, text)))
    tab.evaluate("document.fonts.ready")
    for name in SKETCHES:
        yield name, tab.locator(f"#{name}").screenshot()


def _example(site: Site, text: StandingPage) -> dict[str, Any]:
    """The page's example, with the mistake that the page describes, and the check's report."""
    report = re.search(r"docs/(\S+):(\d+):\d+\n'(\w+)'", text.body)
    front_matter = re.search(r"```yaml\n(.*?)```", text.body, re.DOTALL)
    article = re.search(r"```markdown\n(.*?)```", text.body, re.DOTALL)
    assert report
    assert front_matter
    assert article
    path, number, slip = report[1], int(report[2]), report[3]
    lines = [*front_matter[1].splitlines(), "", *article[1].splitlines()[:1]]
    invalid = lines.copy()
    invalid[number - 1] = re.sub(r"\w+\]$", f"{slip}]", invalid[number - 1])
    (problem,) = read_article("\n".join(invalid).encode(), path=path, known=known(site)).problems
    workflow = yaml.safe_load((PROJECT / ".github/workflows/pull-request.yml").read_text("utf-8"))
    request = (PROJECT / ".github/pull_request_template.md").read_text("utf-8")
    font = (PROJECT / "overrides/assets/fonts/plus-jakarta-sans.woff2").read_bytes()
    return {
        "typeface": f"data:font/woff2;base64,{base64.b64encode(font).decode()}",
        "folders": ["docs", *path.split("/")[:-1]],
        "file": path.rpartition("/")[2],
        "lines": lines,
        "problem": problem,
        "around": list(enumerate(invalid, 1))[number - 2 : number + 1],
        "explained": [problem.explained(language) for language in site.settings.check_languages],
        "job": workflow["jobs"]["check"]["name"],
        "request": "\n".join(line for line in request.splitlines() if line.startswith("- [ ]")),
    }


if __name__ == "__main__":
    main()
