"""Every kind of page in Chromium: on phones and desktops, by day and by night."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from browsing import AXE, AXE_COLOURS, DESKTOP, PHONE, Witness, accessibility_faults
from frozen import frozen_site
from newsroom.site.page import Page, pages

SITE = frozen_site()


def kind_of(page: Page) -> str:
    """What makes a page look different from others: its template, what it shows or lists."""
    parts = [page.template.removesuffix(".html")]
    if page.article:
        edition = SITE.editions[page.language]
        parts.append(edition.state(page.article) or "news")
        parts += [block for block in ("chart", "map") if f"```{block}" in page.article.body]
    elif page.template == "listing.html":
        parts.append("topic" if page.text else f"{page.kind}{'-year' if page.year else ''}")
    elif page.text:
        parts.append(page.text.key)
    return "-".join(parts)


SAMPLES = {
    f"{language}-{kind_of(page)}": page
    for language in SITE.addresses
    for page in pages(SITE, language)
}

every_kind_of_page = pytest.mark.parametrize("page", SAMPLES.values(), ids=list(SAMPLES))


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Tab]:
    """One tab for all tests, for opening another takes longer than loading a page."""
    with browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        yield context.new_page()


@pytest.fixture(scope="module")
def witness(phone: Tab, served: str) -> Witness:
    return Witness(phone, served)


@pytest.fixture
def tab(phone: Tab) -> Tab:
    """The tab as a test expects it, whatever the last one left."""
    phone.set_viewport_size(PHONE)  # type: ignore[arg-type]
    phone.emulate_media(color_scheme="light")
    return phone


@pytest.fixture(scope="module")
def plain_tab(browser: Browser) -> Iterator[Tab]:
    """A phone's tab that runs no script."""
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:  # type: ignore[arg-type]
        yield context.new_page()


def address(served: str, page: Page) -> str:
    return served + page.address.removeprefix("/")


@every_kind_of_page
def test_a_page_is_whole_quiet_and_accessible(
    tab: Tab, witness: Witness, served: str, page: Page
) -> None:
    """Loaded once: a change of screen or scheme changes what it shows, and what it loads.

    Colours and what a wide screen moves come from templates and styles, which have no language, so
    pages of one language are enough for them; words and their widths come from each.
    """
    witness.faults.clear()
    tab.goto(address(served, page))
    assert_keyboard_reaches_everything(tab)
    assert_heading_menu_and_languages(tab, served, page)
    is_first = page.language == next(iter(SITE.addresses))
    for scheme, rules in (("light", AXE), ("dark", AXE_COLOURS)):
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for screen in (DESKTOP, PHONE):
            tab.set_viewport_size(screen)  # type: ignore[arg-type]
            if is_first or (scheme, screen) == ("light", PHONE):
                assert accessibility_faults(tab, rules) == "", (scheme, screen)
            assert overflow(tab) <= 0, (scheme, screen)
    # The narrowest phone; a desktop of 1280 pixels at 200 %, which shows 640 of them.
    for width, height in ((320, 640), (640, 400)):
        tab.set_viewport_size({"width": width, "height": height})
        assert overflow(tab) <= 0, width
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]
    tab.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(tab) <= 0, "in large letters"
    assert witness.faults == []


def overflow(tab: Tab) -> int:
    """How many pixels a page is wider than its window."""
    width: int = tab.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


def assert_keyboard_reaches_everything(tab: Tab) -> None:
    """Beginning at the skip link."""
    expected = tab.evaluate(f"() => {{ {WATCH_FOCUS} }}")
    for _ in range(expected):
        tab.keyboard.press("Tab")
    reached = tab.evaluate("reached")
    assert [each for each in reached if not each["isOutlined"]] == []
    assert reached[0] == {"className": "skip-link", "isOutlined": True, "isShown": True}
    assert len(reached) == expected
    assert tab.evaluate("document.activeElement === operable.at(-1)")


WATCH_FOCUS = """
    const KINDS = "a[href], button, input, select, summary, [tabindex='0']";
    globalThis.operable = [...document.querySelectorAll(KINDS)]
        .filter(each => each.checkVisibility());
    globalThis.reached = [];
    document.addEventListener("focusin", ({ target }) => reached.push({
        className: target.className,
        isOutlined: getComputedStyle(target).outlineStyle === "solid",
        isShown: target.getBoundingClientRect().top >= 0,
    }));
    return operable.length;
"""


def test_the_skip_link_leads_to_the_content(tab: Tab, served: str) -> None:
    tab.goto(served)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "__content"


WITH_SCRIPT = [page for page in SAMPLES.values() if page.template == "search.html"]
"""Other pages have no script: test_weights.py looks for one."""


@pytest.mark.parametrize("page", WITH_SCRIPT, ids=lambda page: page.language)
def test_a_page_reads_the_same_without_javascript(plain_tab: Tab, served: str, page: Page) -> None:
    """Text, navigation and the way to the other language stand there by themselves."""
    plain_tab.goto(address(served, page))
    assert_heading_menu_and_languages(plain_tab, served, page)


def assert_heading_menu_and_languages(tab: Tab, served: str, page: Page) -> None:
    """A page has a heading, a menu and a way to its other languages."""
    assert tab.locator("main h1").first.inner_text()
    assert tab.locator(".menu a").count() >= 3
    for other in SITE.settings.languages.keys() - {page.language}:
        link = tab.locator(f".language-switch a[hreflang={other}]")
        there = page.versions.get(other) or SITE.addresses[other].home
        assert link.evaluate("link => link.href") == served + there.removeprefix("/")


@pytest.mark.parametrize("language", SITE.addresses)
def test_a_phone_shows_the_first_headline_at_once(tab: Tab, served: str, language: str) -> None:
    tab.goto(served + SITE.addresses[language].home.removeprefix("/"))
    masthead = tab.locator(".masthead").bounding_box()
    headline = tab.locator("main h2").first.bounding_box()
    assert masthead
    assert headline
    assert masthead["height"] <= 120
    assert headline["y"] + headline["height"] <= PHONE["height"]


def test_a_wrong_address_is_answered_in_every_language(tab: Tab, served: str) -> None:
    tab.goto(f"{served}berita/2026/tidak/ada/")
    assert tab.locator("main section").evaluate_all("all => all.map(each => each.lang)") == list(
        SITE.addresses
    )
    tab.locator("main a").first.click()
    assert tab.url == served
