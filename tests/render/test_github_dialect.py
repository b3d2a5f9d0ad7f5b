"""The site shows the document that GitHub's preview shows."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cmarkgfm
import html5lib
import pytest
import yaml
from cmarkgfm.cmark import Options

from newsroom.checks.check import check
from newsroom.site.site import Site
from small_sites import original, small_site

TABLE = Path(__file__).parents[1] / "corpus" / "github_dialect.yml"
SOURCES = 'sources: [{title: Sumber, url: "https://example.org/"}]\n'
PATH = "news/2026/kain/index.id.md"
BOXES = {
    "NOTE": "Catatan",
    "TIP": "Saran",
    "IMPORTANT": "Penting",
    "WARNING": "Perhatian",
    "CAUTION": "Awas",
}
CASES = [
    pytest.param(case, id=case["name"])
    for case in yaml.safe_load(TABLE.read_text(encoding="utf-8"))
]


def site_of(docs: Path, body: str) -> Site:
    return small_site(docs, {PATH: original(body, more=SOURCES)})


def ours(site: Site) -> str:
    return site.renderers["id"].body(site.catalogue.articles["news/2026/kain"]["id"]).html


def githubs(body: str) -> str:
    options = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
    return cmarkgfm.github_flavored_markdown_to_html(body, options)


def shape(html: str) -> list[str]:
    """A document's elements, with what tells them apart, and its words in plain characters."""
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [part for part in _shape(root) if part]


def _shape(element: Any) -> Iterator[str]:
    name = str(element.tag).lower()
    inner = [_words(element.text)]
    for child in element:
        inner += [*_shape(child), _words(child.tail)]
    if name == "input":
        yield "☑" if "checked" in element.attrib else "☐"
    elif name in ("div", "section") and "footnote" in element.get("class", ""):
        yield from ["<notes>", *(part for part in inner if "hr>" not in part)]
    elif name == "sup" and element.get("class") == "source-mark":
        yield from (part.strip("[]") for part in inner)  # brackets keep two marks apart
    elif name == "a" and "footnote-backref" in element.get("class", ""):
        yield "↩"
    elif name == "a" and _is_note(element.get("href", "")):
        yield from ["<note>", *inner]
    elif name in ("document_fragment", "sup"):
        yield from inner
    else:
        told = {key: element.get(key) for key in ("href", "title", "align", "start")}
        more = "".join(f" {key}={_plain(value)}" for key, value in told.items() if value)
        yield from [f"<{name}{more}>", *inner, f"</{name}>"]


def _is_note(address: str) -> bool:
    return bool(re.match(r"#fn[:-]", address))


def _plain(value: str) -> str:
    """What two parsers write in two ways: a character, or its bytes with percent signs."""
    return value.replace("%20", " ").replace("&amp;", "&")


def _words(text: str | None) -> str:
    """Words as they are typed: without the dashes, dots and quotation marks that we set."""
    typed = (text or "").translate(str.maketrans("“”‘’☐☑", "\"\"''☐☑"))
    typed = re.sub("[—–]", "-", re.sub("-{2,3}", "-", typed.replace("…", "...")))
    typed = re.sub(r"([☐☑])", r" \1 ", typed)
    return " ".join(typed.replace("\u00a0", " ").split())


def joined(parts: list[str]) -> str:
    """Elements and words in one line; neighbouring words belong together."""
    line = re.sub(r"\s+", " ", " ".join(parts))
    # Where a task is a paragraph, GitHub puts its box before it.
    return re.sub("([☐☑]) <p>", r"<p> \1", line)


@pytest.mark.parametrize("case", [each for each in CASES if "raw HTML" not in each.id])
def test_both_make_the_same_document(case: dict[str, Any], tmp_path: Path) -> None:
    assert joined(shape(ours(site_of(tmp_path, case["body"])))) == joined(
        shape(githubs(case["body"]))
    )


@pytest.mark.parametrize("case", CASES)
def test_what_is_not_meant_so_is_told(case: dict[str, Any], tmp_path: Path) -> None:
    told = [problem.rule for problem in check(site_of(tmp_path, case["body"]))]
    assert told == case.get("refused", [])


@pytest.mark.parametrize("kind", BOXES)
def test_a_box_has_the_title_of_its_kind_in_the_language_of_the_text(
    kind: str, tmp_path: Path
) -> None:
    site = site_of(tmp_path, f"> [!{kind}]\n> Isi.\n> - satu\n")
    assert ours(site) == (
        f'<div class="admonition {kind.lower()}">\n<p class="admonition-title">{BOXES[kind]}</p>\n'
        "<p>Isi.</p>\n<ul>\n<li>satu</li>\n</ul>\n</div>"
    )
    assert check(site) == []


def test_a_feed_carries_what_the_page_does(tmp_path: Path) -> None:
    cases = [case.values[0] for case in CASES if not case.values[0].get("refused")]
    for number, case in enumerate(cases):
        site = site_of(tmp_path / str(number), case["body"])
        body = site.renderers["id"].body(site.catalogue.articles["news/2026/kain"]["id"])
        assert body.feed_html == body.html
