"""What no table can list: any text is told of or shown, never run, and never stops the others."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.authoring.templates import yaml_text
from newsroom.checks.check import check
from newsroom.content.front_matter import parse
from newsroom.core.problem import LANGUAGES
from newsroom.render.link_targets import SCHEMES
from random_articles import PIECES
from small_sites import original, small_site

TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)
ALIVE = {
    "script",
    "svg",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "style",
    "meta",
    "base",
    "link",
}


def live(html: str) -> list[str]:
    """Whatever a browser would run, load or submit."""
    found = []
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        found += [element.tag] if element.tag in ALIVE else []
        for name, value in element.attrib.items():
            address = re.sub(r"[\x00-\x20]", "", value).lower()
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", address)
            leads = name in ("href", "src") and scheme is not None and scheme[1] not in SCHEMES
            is_remote = name == "src" and not address.startswith("/assets/")
            if name.startswith("on") or name == "style" or leads or is_remote:
                found.append(f"{element.tag} {name}={value}")
    return found


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_nothing_in_a_body_is_ever_live(body: str) -> None:
    with TemporaryDirectory() as folder:
        site = small_site(Path(folder), {"news/2026/kain/index.id.md": original(body)})
        problems = check(site)
        for text in site.texts:
            assert live(site.renderers[text.language].body(text).html) == []
    for problem in problems:
        assert all(problem.report(language).isprintable() for language in LANGUAGES)


@given(st.binary(max_size=300) | TEXTS.map(lambda text: f"---\n{text}\n---\n".encode()))
@settings(max_examples=200, deadline=None)
def test_no_file_stops_the_check_or_takes_another_away(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        files = {"news/2026/aneh/index.id.md": content, "news/2026/kain/index.id.md": original()}
        site = small_site(Path(folder), files)
        assert check(site)
        assert "news/2026/kain" in site.catalogue.articles


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf"]), max_size=60))
def test_any_line_comes_back_from_front_matter_as_it_was(text: str) -> None:
    assert parse(f"key: {yaml_text(text)}\n")["key"].content == text
