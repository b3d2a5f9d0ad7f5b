"""The quick inline parser gives what Python-Markdown's own gives."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from newsroom.core.settings import PROJECT
from newsroom.render.fast_inline import TRIGGERS, look_before_searching

EXTENSIONS = ["admonition", "fenced_code", "footnotes", "sane_lists", "smarty", "tables", "toc"]
DOCS = PROJECT / "docs"

characters = st.text(alphabet="ab \n`\\[]()<>&!*_\"'.-#:;/@^~|\u0002\u0003", max_size=60)


def plain() -> Markdown:
    return Markdown(extensions=EXTENSIONS)


def quick() -> Markdown:
    markdown = plain()
    look_before_searching(markdown)
    return markdown


PLAIN, QUICK = plain(), quick()


def both(text: str) -> tuple[str, str]:
    return PLAIN.reset().convert(text), QUICK.reset().convert(text)


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: str(path.name))
def test_real_articles_come_out_the_same(path: Path) -> None:
    expected, result = both(path.read_text(encoding="utf-8"))
    assert result == expected


@given(characters)
@settings(max_examples=500, deadline=None)
def test_any_mixture_of_signs_comes_out_the_same(text: str) -> None:
    expected, result = both(text)
    assert result == expected


def test_patterns_are_really_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails if Python-Markdown renames the private methods that the parser stands on."""
    tried = []
    original = InlineProcessor._InlineProcessor__applyPattern

    def count(self, pattern, *arguments):
        tried.append(pattern)
        return original(self, pattern, *arguments)

    monkeypatch.setattr(InlineProcessor, "_InlineProcessor__applyPattern", count)
    quick().convert("Kain batik tanpa satu pun tanda khusus")
    assert tried == []


def test_every_trigger_belongs_to_a_pattern() -> None:
    markdown = plain()
    names = {
        name
        for processor in ("inline", "smarty")
        for name in markdown.treeprocessors[processor].inlinePatterns._data
    }
    assert set(TRIGGERS) == names
