"""How the tests look at pages in Chromium."""

from typing import Any

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response

PHONE, DESKTOP = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
AXE: dict[str, Any] = {
    "resultTypes": ["violations"],  # what passes takes as long to describe as to check
    "rules": {
        # Text of 7:1, which is text of 4.5:1 too, and targets that a thumb can hit: stricter than
        # axe is by itself.
        "color-contrast-enhanced": {"enabled": True},
        "color-contrast": {"enabled": False},
        "target-size": {"enabled": True},
    },
}
"""Every rule of axe."""
AXE_COLOURS: dict[str, Any] = {**AXE, "runOnly": {"type": "tag", "values": ["cat.color"]}}
"""The rules of colours alone: a dark page has the same elements in other colours."""


def accessibility_faults(tab: Page, options: dict[str, Any] = AXE) -> str:
    """What axe finds on a page, as text for people; empty if it finds nothing."""
    if tab.evaluate("typeof axe === 'undefined'"):
        tab.evaluate(Axe().axe_script)
    results = AxeResults(tab.evaluate("options => axe.run(options)", options))
    return results.generate_report() if results.violations_count else ""


class Witness:
    """Notes what goes wrong while a page is open."""

    def __init__(self, tab: Page, site_folder: str) -> None:
        self.faults: list[str] = []
        self._site = site_folder
        tab.on("console", self._heard)
        tab.on("pageerror", lambda error: self.faults.append(str(error)))
        tab.on("request", self._asked)
        tab.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        # Chromium says of every page that is not there that it is not there.
        if message.type in ("error", "warning") and "404.html" not in message.location["url"]:
            self.faults.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._site, "data:")):
            self.faults.append(f"asks for {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")
