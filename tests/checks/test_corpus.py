"""Hostile texts and what the check tells of them; tricky ones and the pages that they make."""

import base64
import os
import re
import struct
from io import BytesIO
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import yaml
from PIL import Image

from newsroom.checks.check import check
from newsroom.core.problem import LANGUAGES, explanations
from newsroom.core.settings import PROJECT
from newsroom.site.site import Site, open_site
from small_sites import (
    TODAY,
    TOPIC_FILES,
    original,
    small_settings,
    small_site,
    translation,
    write_files,
)

CORPUS = PROJECT / "tests/corpus"
PATH = "news/2026/kain/index.id.md"
SOURCES = 'sources: [{title: Sumber, url: "https://example.org/"}]\n'
OTHER = {"news/2026/lain/index.id.md": original("## Bagian\n\nIsi.\n", title="Lain", more=SOURCES)}

LIVE = re.compile(
    r"<(script|svg|iframe|object|style|form|input|meta|link|base)|<[^>]*\son\w+=|javascript:"
)
ELSEWHERE = (
    "address_lost",
    "address_of_another",
    "change_goes_back",
    "chart_",
    "check_broken",
    "credential_committed",
    "data_",
    "event_changed_unnoticed",
    "faulty_later",
    "figure_",
    "map_",
    "not_a_data_file",
    "partner_",
    "picture_shown_differently",
    "pictures_too_much",
    "published_moved",
    "rendering_",
    "text_changed_unnoticed",
    "too_many_pictures",
)
"""Rules that tests of their own reach: of figures and their data, of pictures, of partners, of
the register, of commits, of trials, of changes."""

Case = dict[str, Any]


def picture(form: str = "PNG", size: tuple[int, int] = (4, 3), **options: Any) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "brown").save(file, form, **options)
    return file.getvalue()


def located() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "S"
    return picture("JPEG", exif=exif)


def moving() -> bytes:
    file = BytesIO()
    frames = [Image.new("RGB", (4, 3), colour) for colour in ("brown", "white")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    return file.getvalue()


def vast() -> bytes:
    """A small PNG whose header says that it is 60,000 points wide and high."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return picture()[:12] + header + struct.pack(">I", crc32(header)) + picture()[33:]


FILES: dict[str, bytes] = {
    "png": picture(),
    "jpg": picture("JPEG"),
    "gif": picture("GIF"),
    "text": b"<script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "empty": b"",
    "half": picture(size=(200, 200))[:100],
    "heavy": picture() + bytes(6_000_000),
    "wide": picture(size=(12_000, 2)),
    "vast": vast(),
    "located": located(),
    "located_in_xmp": picture("JPEG", xmp=b"<x:xmpmeta exif:GPSLatitude='6,53S'/>"),
    "moving": moving(),
    "good": original(title="Sama", more=SOURCES).encode(),
    "english": original("Text.\n", title="Cloth", more=SOURCES).encode(),
    "translation": translation().encode(),
    "dated_translation": translation(more="published: 2026-11-20\n").encode(),
    "wrong_hash": translation(hash="xyz").encode(),
    "draft": original(title="Konsep", more=SOURCES + "draft: true\n").encode(),
    "later": original(title="Nanti", published="2026-12-24", more=SOURCES).encode(),
    "event_alone": original(title="Acara", more="starts: 2026-12-01\n").encode(),
    "no_sources": original(title="Tanpa sumber").encode(),
    "page": b"---\ntitle: Tautan\nsummary: Ringkasan.\n---\n\n[a](news/2026/nanti/index.id.md)\n",
}
"""Files that cases name by their kind."""


def made(kind: str) -> bytes:
    """A file of a kind; `with` adds front matter, `saying` is the body."""
    how, _, words = kind.partition(" ")
    if how == "with":
        return original(title="Undangan", more=f"{SOURCES}{words}\n").encode()
    if how == "saying":
        return original(words, title="Berkata", more=SOURCES).encode()
    if how == "copying":
        return translation(words).replace("Summary.", "Ringkasan.").encode()
    if how == "claiming":
        return translation(hash=words).encode()
    if how == "noting":
        return translation(hash="a951a9d4", more=f"corrections: {words}\n").encode()
    if how == "translating":
        return translation(words).encode()
    if how == "of":
        day, _, more = words.partition(" with ")
        return original(title="Lama", published=day, more=f"{SOURCES}{more}\n").encode()
    if how == "formerly":
        return f"---\ntitle: Kota\nsummary: Ringkasan.\nformer_slugs: [{words}]\n---\n".encode()
    if how == "about":
        return original(title="Undangan", topics=words, more=SOURCES).encode()
    if how == "links":
        return original(f"[a](../{words}/index.id.md)", title="Menaut", more=SOURCES).encode()
    if how == "standing":
        return f"---\ntitle: Judul\nsummary: Ringkasan.\nslug: {words}\n---\n".encode()
    return FILES[kind]


def put(docs: Path, path: str, kind: str) -> None:
    """Put a file of a kind into the docs folder: links and pipes too."""
    file = docs / path
    file.parent.mkdir(parents=True, exist_ok=True)
    links = {
        "link": "/etc/passwd",
        "link_to_folder": "/etc",
        "link_to_itself": file.name,
        "link_to_nothing": "/nothing/here",
    }
    if kind in links:
        file.symlink_to(links[kind])
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        file.write_bytes(made(kind))


def cases(folder: str, *files: str) -> list[Any]:
    return [
        pytest.param(case, id=case["name"])
        for file in files
        for case in yaml.safe_load((CORPUS / folder / f"{file}.yml").read_text("utf-8"))
    ]


def body_of(case: Case) -> str:
    if "repeat" in case:
        text, times = case["repeat"]
        return str(text) * int(times)
    if "body_repeat" in case:
        before, text, times, after = case["body_repeat"]
        return f"{before}{text * times}{after}"
    if "nest" in case:
        text, times = case["nest"]
        return "".join("    " * depth + f"{text}\n" for depth in range(int(times)))
    return str(case["body"])


def newspaper_of(case: Case, docs: Path) -> tuple[Site, int]:
    """A site with the case's article in it, and the line before that article's body."""
    article = original(body_of(case), more=SOURCES + case.get("more", ""))
    files: dict[str, str | bytes] = {**OTHER, PATH: article}
    before = article.index("\n---\n\n")
    return small_site(docs, files), article.count("\n", 0, before) + 3


def told(site: Site, *, before: int = 0) -> list[str]:
    """Rules and lines; whatever a file holds, each is told in one line without invisible signs."""
    problems = check(site)
    for problem in problems:
        assert all(problem.report(language).isprintable() for language in LANGUAGES)
    return [f"{problem.rule} {problem.line - before}" for problem in problems]


@pytest.mark.parametrize("case", cases("hostile", "bodies"))
def test_a_hostile_body_is_refused_at_its_line(case: Case, tmp_path: Path) -> None:
    site, before = newspaper_of(case, tmp_path)
    assert sorted(told(site, before=before)) == sorted(case["expected"])


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
    site = small_site(tmp_path, {**OTHER, **files, PATH: file_of(case)})
    assert sorted(told(site)) == sorted(case["expected"])


@pytest.mark.parametrize("case", cases("hostile", "files"))
def test_a_file_that_may_not_stand_there_is_named(case: Case, tmp_path: Path) -> None:
    files = case.get("files", {})
    expected = case["expected"]
    if "long" in case:
        files = {case["long"].format("x" * 200): "good"}
        expected = [line.format("x" * 200) for line in expected]
    write_files(tmp_path, TOPIC_FILES | OTHER | {PATH: original(title="Kain", more=SOURCES)})
    for path, kind in files.items():
        put(tmp_path, path, kind)
    site = open_site(small_settings(tmp_path), TODAY)
    found = [f"{problem.path} {problem.line} {problem.rule}" for problem in check(site)]
    assert sorted(found) == sorted(expected)


VALID = cases("valid", "bodies")


@pytest.mark.parametrize("case", VALID)
def test_a_tricky_body_is_right(case: Case, tmp_path: Path) -> None:
    site, _ = newspaper_of(case, tmp_path)
    assert told(site) == []


def test_tricky_bodies_become_these_pages(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    made = []
    for number, parameters in enumerate(VALID):
        case: Case = parameters.values[0]
        site, _ = newspaper_of(case, tmp_path / str(number))
        article = site.catalogue.articles["news/2026/kain"]["id"]
        html = site.renderers["id"].body(article).html
        assert LIVE.search(html) is None
        made.append(f"<!-- {case['name']} -->\n{html}\n")
    golden = CORPUS / "valid" / "bodies.html"
    if request.config.getoption("rewrite_golden"):
        golden.write_text("\n".join(made), "utf-8")
    assert "\n".join(made) == golden.read_text("utf-8")


@pytest.mark.parametrize("case", cases("valid", "front_matter"))
def test_tricky_front_matter_is_right(case: Case, tmp_path: Path) -> None:
    content = (b"\xef\xbb\xbf" if "bom" in case else b"") + file_of(case)
    site = small_site(tmp_path, {**OTHER, PATH: content})
    assert told(site) == []
    article = site.catalogue.articles["news/2026/kain"]["id"]
    assert {name: getattr(article, name) for name in ("title", "slug") if name in case} == {
        name: case[name] for name in ("title", "slug") if name in case
    }


@pytest.mark.parametrize(
    ("path", "file", "told"),
    [
        (
            "news/2026/kain/index.fr.md",
            "x",
            "write one of id, en before .md, for example index.id.md",
        ),
        ("kota.eng.md", "x", "write one of id, en before .md, for example kota.en.md"),
        (PATH, original(more="pined: true\n"), "use pinned, or remove the line"),
        (
            PATH,
            original("Jadwal\n======\n\nIsi.\n"),
            "write it as ## Jadwal, without a line of ===",
        ),
        (PATH, original(more="kategori: batik\n"), "use topics, or remove the line"),
        (PATH, original(more="Penulis: Ani\n"), "use authors, or remove the line"),
        (PATH, original(topics="jejaring"), "use network"),
        (PATH, original(topics="Jejaring"), "use network"),
        (PATH, original("[x](tel:(0285) 421234)\n"), "write tel:0285421234"),
        (PATH, original("![Kain](Foto Kain.JPG)\n"), "same name in the text: foto-kain.jpg"),
        (PATH, original("![Kain](IMG_2026.JPG)\n"), "the same name in the text: img-2026.jpg"),
        (PATH, original(more="image: Foto Kain.jpeg\n"), "same name in the text: foto-kain.jpg"),
        (PATH, original("[x](https://https://a.example/b)\n"), "write https://a.example/b"),
        (PATH, original("[x](htps:/a.example/b)\n"), "write https://a.example/b"),
        (PATH, original(title="> 100 perajin"), 'for example title: ">batik"'),
        (PATH, original(more="waktu: x\n"), "use title, summary, slug, image_alt, place, former_"),
        (PATH, original("[x](#y)\n\n## A\n\n## B\n"), "use one of its sections: #a, #b"),
        (PATH, original("[x](#y)\n\n" + "## A\n\n" * 11), "#a_8, …"),
    ],
)
def test_what_to_write_instead_is_named(path: str, file: str, told: str, tmp_path: Path) -> None:
    site = small_site(tmp_path, {path: file})
    explained = [problem.explained("en") for problem in check(site) if problem.path == path]
    assert any(told in words for words in explained), explained


def test_a_link_in_place_of_a_folder_is_told_alone(tmp_path: Path) -> None:
    """Not as the loss of every address of that folder."""
    put(tmp_path, "news", "link_to_folder")
    site = open_site(small_settings(tmp_path), TODAY)
    assert [problem.rule for problem in check(site, registered=["/berita/2026/kain/"])] == [
        "not_a_file"
    ]


def test_every_rule_is_reached_by_a_case() -> None:
    """A rule that nothing reaches is a promise that nobody has tried."""
    expected = {
        rule
        for folder, files in {"hostile": ("bodies", "front_matter", "files")}.items()
        for parameters in cases(folder, *files)
        for line in parameters.values[0]["expected"]
        for rule in line.split()
    }
    rules = {rule for rule in explanations("en") if not rule.startswith(ELSEWHERE)}
    assert rules - expected == set()


def test_both_languages_explain_the_same_rules_by_the_same_names() -> None:
    names = [
        {
            rule: sorted(set(re.findall(r"\{(\w+)\}", explained["what"] + explained["fix"])))
            for rule, explained in explanations(language).items()
        }
        for language in LANGUAGES
    ]
    assert names[0] == names[1]
