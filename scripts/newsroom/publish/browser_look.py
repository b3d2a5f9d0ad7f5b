"""Built pages as a phone shows them: not too wide, accessible, and fetched from nowhere else."""

import base64
import mimetypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from axe_playwright_python.sync_playwright import Axe
from lxml.html import builder, tostring
from playwright.sync_api import BrowserContext, ConsoleMessage, Route, sync_playwright

from newsroom.content.article import Article
from newsroom.publish.verify import Fault
from newsroom.site.page import Page, pages, unpublished_pages
from newsroom.site.site import Site

PHONE = {"width": 360, "height": 740}
TALLEST = 6000
"""Pixels of a page that its picture shows."""
MOST_PAGES = 20
"""Pages that are looked at: a change of more texts is not one that a browser alone can judge."""

_AXE_OPTIONS = {
    "rules": {
        # Text of 7:1, and targets that a thumb can hit: stricter than axe is by itself.
        "color-contrast-enhanced": {"enabled": True},
        "target-size": {"enabled": True},
    }
}
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


def pages_of(site: Site, changed: Iterable[str]) -> list[Page]:
    """The pages that changed files of the docs folder show on: of a text, of every version of an
    article, and the home pages. `changed` are paths from the docs folder."""
    paths = set(changed)
    folders = {path.rpartition("/")[0] for path in paths}
    found = []
    for language, addresses in site.addresses.items():
        for page in (*pages(site, language), *unpublished_pages(site, language)):
            text = page.article or page.withdrawn or page.text
            is_version = isinstance(text, Article) and text.key in folders
            is_home = page.address == addresses.home
            if is_home or is_version or (text and text.path in paths):
                found.append(page)
    return found[:MOST_PAGES]


@dataclass(frozen=True, kw_only=True)
class Look:
    """A page on a phone: its faults, and a picture of it as JPEG."""

    page: Page
    faults: Sequence[Fault]
    picture: bytes = field(repr=False)


def look_at(site_folder: Path, site_url: str, shown: Iterable[Page]) -> Iterator[Look]:
    """Pages in Chromium, on a phone. Nothing is asked of the network."""
    program = next((path for path in _CHROMIUM if Path(path).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            for page in shown:
                with browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
                    yield _look_at(context, site_folder, site_url, page)
        finally:
            browser.close()


def _look_at(context: BrowserContext, site_folder: Path, site_url: str, page: Page) -> Look:
    said: list[str] = []

    def answer(route: Route) -> None:
        address = route.request.url
        if not address.startswith(site_url):
            said.append(f"asks another place: {address}")
            route.abort()
            return
        path = unquote(urlsplit(address).path).removeprefix(urlsplit(site_url).path)
        file = site_folder / (path + ("index.html" if not path or path.endswith("/") else ""))
        if file.is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind)
        else:
            route.fulfill(status=404, body="")

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    context.route("**/*", answer)
    tab = context.new_page()
    tab.on("console", heard)
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(site_url + page.address.removeprefix("/"))
    found = Axe().run(tab, options=_AXE_OPTIONS)
    faults = [
        f"{violation['help']}: {violation['nodes'][0]['html']}"
        for violation in found.response["violations"]
    ]
    if (pixels := tab.evaluate(_WIDER)) > 0:
        faults.append(f"{pixels} pixels wider than the screen of a phone")
    height = min(tab.evaluate("document.documentElement.scrollHeight"), TALLEST)
    tab.set_viewport_size({"width": PHONE["width"], "height": height})
    return Look(
        page=page,
        faults=[Fault(path=page.file, what=what) for what in (*faults, *said)],
        picture=tab.screenshot(type="jpeg", quality=70),
    )


def album(looks: Iterable[Look]) -> bytes:
    """One HTML file with the pictures of all pages, which needs no other file."""
    style = "body{margin:1rem;font-family:sans-serif}img{max-width:100%;border:1px solid}"
    body = [
        builder.E.section(
            builder.H2(f"{look.page.title} ({look.page.language})", dir="auto"),
            builder.IMG(
                src=f"data:image/jpeg;base64,{base64.b64encode(look.picture).decode()}",
                alt=look.page.address,
            ),
        )
        for look in looks
    ]
    head = builder.HEAD(
        builder.META(charset="utf-8"),
        builder.META(name="viewport", content="width=device-width"),
        builder.TITLE("Changed pages"),
        builder.STYLE(style),
    )
    page: bytes = tostring(
        builder.HTML(head, builder.BODY(*body)), doctype="<!doctype html>", encoding="utf-8"
    )
    return page
