"""Write the README's screenshots of the main pages, on phone and desktop, light and dark.

python scripts/assets/screenshots.py site .github/screenshots
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

SCREENS = {"phone": {"width": 360, "height": 720}, "desktop": {"width": 1280, "height": 800}}
PAGES = {
    "home": "",
    "article": "berita/2026/jejaring-408-kota/",
    "event": "en/announcements/2026/twelve-years-a-creative-city/",
}
CHROMIUM = "/usr/bin/chromium"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--base", default="/situs/", help="path of the home page on its host")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with browsing(arguments.site, arguments.base) as (browser, home):
        for name, path in PAGES.items():
            for screen in SCREENS:
                for scheme in ("light", "dark"):
                    picture = shot(browser, home + path, screen, scheme)
                    picture.save(arguments.folder / f"{name}-{screen}-{scheme}.webp", quality=62)


@contextmanager
def browsing(site_folder: Path, base: str) -> Iterator[tuple[Browser, str]]:
    """A browser, and the address at which a local server has the site's home page."""
    handler = partial(_Based, directory=str(site_folder), base=base)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser, f"http://127.0.0.1:{server.server_port}{base}"
    server.shutdown()


class _Based(SimpleHTTPRequestHandler):
    """Serves the site under its base path."""

    def __init__(self, *arguments, base: str, **options) -> None:  # type: ignore[no-untyped-def]
        self._base = base
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self._base))

    def log_message(self, format: str, *values: object) -> None:
        """Log no requests."""


def shot(browser: Browser, address: str, screen: str, scheme: str) -> Image.Image:
    with browser.new_context(viewport=SCREENS[screen], color_scheme=scheme) as context:  # type: ignore[arg-type]
        tab = context.new_page()
        tab.goto(address)
        # The font may load too late for the first view; after a reload it is in the cache.
        tab.reload(wait_until="networkidle")
        return Image.open(BytesIO(tab.screenshot()))


if __name__ == "__main__":
    main()
