"""Hostile texts and the problems that the check tells of them; tricky ones and the pages that they make."""

import base64
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from newspapers import original, small_newspaper
from newsroom.check import check
from newsroom.newspaper import Newspaper

CORPUS = Path(__file__).with_name("corpus")
PATH = "news/2026/kain/index.id.md"
SOURCES = 'sources: [{title: Sumber, url: "https://example.org/"}]\n'
OTHER = {"news/2026/lain/index.id.md": original("## Bagian\n\nIsi.\n", title="Lain", more=SOURCES)}

Case = dict[str, Any]


def picture(form: str = "PNG", size: tuple[int, int] = (4, 3), **options: Any) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "brown").save(file, form, **options)
    return file.getvalue()


FILES: dict[str, bytes] = {"png": picture(), "jpg": picture("JPEG"), "webp": picture("WEBP")}
"""Pictures that cases name by their kind."""


def cases(folder: str, *files: str) -> Iterator[Any]:
    for file in files:
        for case in yaml.safe_load((CORPUS / folder / f"{file}.yml").read_text("utf-8")):
            yield pytest.param(case, id=case["name"])


def body_of(case: Case) -> str:
    if "repeat" in case:
        text, times = case["repeat"]
        return str(text) * int(times)
    if "nest" in case:
        text, times = case["nest"]
        return "".join("    " * depth + f"{text}\n" for depth in range(int(times)))
    return str(case["body"])


def newspaper_of(case: Case, docs: Path) -> tuple[Newspaper, int]:
    """A newspaper with the case's article in it, and the line before that article's body."""
    article = original(body_of(case), more=SOURCES + case.get("more", ""))
    files: dict[str, str | bytes] = {**OTHER, PATH: article}
    before = article.index("\n---\n\n")
    return small_newspaper(docs, files), article.count("\n", 0, before) + 3


def told(newspaper: Newspaper, *, before: int = 0, path: str = "") -> list[str]:
    return [
        f"{problem.rule} {problem.line - before}"
        for problem in check(newspaper)
        if not path or problem.path == path
    ]


@pytest.mark.parametrize("case", cases("hostile", "bodies"))
def test_a_hostile_body_is_refused_at_its_line(case: Case, tmp_path: Path) -> None:
    newspaper, before = newspaper_of(case, tmp_path)
    assert sorted(told(newspaper, before=before)) == sorted(case["expected"])


def file_of(case: Case) -> bytes:
    """The bytes of a case's file: given as a whole, or a good one with some lines changed."""
    if "file" in case:
        return str(case["file"]).encode()
    if "latin1" in case:
        return str(case["latin1"]).encode("latin-1")
    if "base64" in case:
        return base64.b64decode(case["base64"])
    if "body_repeat" in case:
        text, times = case["body_repeat"]
        return original(text * times, more=SOURCES).encode()
    more = case.get("more", "")
    if "more_repeat" in case:
        before, text, times = case["more_repeat"]
        more = before + text * times
    lines = original(more=SOURCES + (more + "\n" if more else "")).split("\n")
    for number, line in case.get("instead", {}).items():
        lines[number - 1] = line
    if "instead_repeat" in case:
        number, before, text, times = case["instead_repeat"]
        lines[number - 1] = before + text * times
    return "\n".join(lines).encode()


@pytest.mark.parametrize("case", cases("hostile", "front_matter"))
def test_hostile_front_matter_is_refused_at_its_line(case: Case, tmp_path: Path) -> None:
    files = {f"news/2026/kain/{name}": FILES[kind] for name, kind in case.get("files", {}).items()}
    newspaper = small_newspaper(tmp_path, {**OTHER, **files, PATH: file_of(case)})
    assert sorted(told(newspaper)) == sorted(case["expected"])
