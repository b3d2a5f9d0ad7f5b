"""Built pages as a phone shows them: not too wide, accessible, and fetched from nowhere else."""

import mimetypes
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Route, sync_playwright

from newsroom.content.article import Article
from newsroom.publish.verify import Fault
from newsroom.site.page import Page, pages
from newsroom.site.site import Site

PHONE = {"width": 360, "height": 740}
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
        for page in pages(site, language):
            text = page.article or page.withdrawn or page.text
            is_version = isinstance(text, Article) and text.key in folders
            is_home = page.address == addresses.home
            if is_home or is_version or (text and text.path in paths):
                found.append(page)
    return found[:MOST_PAGES]


def look_at(site_folder: Path, site_url: str, shown: Iterable[Page]) -> Iterator[Fault]:
    """The faults of pages in Chromium, on a phone. Nothing is asked of the network."""
    program = next((path for path in _CHROMIUM if Path(path).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            for page in shown:
                with browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
                    yield from _look_at(context, site_folder, site_url, page)
        finally:
            browser.close()


def _look_at(
    context: BrowserContext, site_folder: Path, site_url: str, page: Page
) -> Iterator[Fault]:
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
    for violation in found.response["violations"]:
        what = f"{violation['help']}: {violation['nodes'][0]['html']}"
        yield Fault(path=page.file, what=what)
    if (pixels := tab.evaluate(_WIDER)) > 0:
        yield Fault(path=page.file, what=f"{pixels} pixels wider than the screen of a phone")
    for sentence in said:
        yield Fault(path=page.file, what=sentence)
