"""A kind of articles and a feed format more: one entry each, and words that the check asks for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest
from lxml import etree

from commands import run_command
from mkdocs_builds import STANDING_FILES, make_project, run_build
from newsroom.checks.register import FILE
from small_sites import NOON, SITE_URL, TOPIC_FILES, original, translation, write_files

WORDS = {
    "id": {
        "interviews": "Wawancara",
        "interviews_summary": "Semua wawancara.",
        "interviews_of_period": "Wawancara {period}",
        "interviews_of_period_summary": "Wawancara yang terbit pada {period}.",
        "address_interviews": "wawancara",
        "all_interviews": "Semua wawancara",
        "kicker_interviews": "Wawancara",
        "write_interviews": "Tulis wawancara",
    },
    "en": {
        "interviews": "Interviews",
        "interviews_summary": "All interviews.",
        "interviews_of_period": "Interviews of {period}",
        "interviews_of_period_summary": "Interviews published in {period}.",
        "address_interviews": "interviews",
        "all_interviews": "All interviews",
        "kicker_interviews": "Interview",
        "write_interviews": "Write an interview",
    },
}
NEW_FORMAT = """
import json


def titles(feed):
    return json.dumps([item.title for item in feed.items]).encode()


"""
FILES = {
    **STANDING_FILES,
    **TOPIC_FILES,
    "contribute.id.md": "---\ntitle: Menulis\nsummary: Cara.\nslug: menulis\n---\n\nTulis.\n",
    "subscribe.id.md": "---\ntitle: Langganan\nsummary: Umpan.\nslug: langganan\n---\n",
    "news/2026/kain/index.id.md": original(title="Kain"),
    "interviews/2026/siti/index.id.md": original("Tanya.\n\nJawab.\n", title="Siti bicara"),
    "interviews/2026/siti/index.en.md": translation("Question.\n", title="Siti speaks"),
}


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def add_words(newsroom: Path, *, without: str = "") -> None:
    for language, words in WORDS.items():
        with (newsroom / f"data/wording.{language}.yml").open("a", encoding="utf-8") as file:
            for meaning, said in words.items():
                if meaning != without:
                    file.write(f'{meaning}: "{said}"\n')


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/check.py"]
    return run_command(command, folder=folder, SOURCE_DATE_EPOCH=NOON)


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our project with one entry more in each table, and no words yet."""
    folder = tmp_path_factory.mktemp("project")
    make_project(folder, copy=True)
    write_files(folder / "docs", FILES)
    newsroom = folder / "scripts/newsroom"
    change(
        newsroom / "content/kinds.py",
        "        Kind(folder=ANNOUNCEMENTS",
        '        Kind(folder="interviews", needs_sources=True),\n        Kind(folder=ANNOUNCEMENTS',
    )
    formats = newsroom / "feeds/formats.py"
    change(formats, "FORMATS = (\n", NEW_FORMAT + "FORMATS = (\n")
    change(
        formats,
        '    FeedFormat(\n        name="Atom"',
        '    FeedFormat(name="Titles", ending="titles", media_type="application/titles+json",\n'
        "        writer=lambda: titles),\n"
        '    FeedFormat(\n        name="Atom"',
    )
    return folder


def test_the_check_names_every_word_that_a_new_kind_lacks(extended: Path, tmp_path: Path) -> None:
    without_words = checked(extended)
    assert without_words.returncode == 4
    for language, words in WORDS.items():
        for meaning in words:
            assert f"wording.{language}.yml lacks '{meaning}'" in without_words.stderr
    copy = shutil.copytree(extended, tmp_path / "copy")
    add_words(copy / "scripts/newsroom", without="all_interviews")
    almost = checked(copy)
    assert almost.returncode == 4
    assert almost.stderr.count("lacks") == 2
    assert "wording.en.yml lacks 'all_interviews'" in almost.stderr


@pytest.fixture(scope="module")
def site(extended: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shutil.copytree(extended, tmp_path_factory.mktemp("worded") / "project")
    add_words(folder / "scripts/newsroom")
    result = checked(folder)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "docs/interviews/2026/siti/index.id.md" in result.stdout  # it names no sources
    result = run_build(folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site"


def page(site: Path, address: str) -> lxml.html.HtmlElement:
    file = site / address.strip("/") / "index.html"
    return lxml.html.fromstring(file.read_text(encoding="utf-8"))


def test_a_new_kind_has_pages_like_others(site: Path) -> None:
    article = page(site, "/wawancara/2026/siti/")
    assert article.findtext(".//h1") == "Siti bicara"
    assert not article.find_class("event-box")
    assert not article.find_class("date-badge")
    for listing in ("/wawancara/", "/wawancara/2026/", "/en/interviews/"):
        assert len(page(site, listing).find_class("teaser")) == 1
    menu = [link.text for link in page(site, "/").xpath("//nav[@class='menu']//a")]
    assert menu[:3] == ["Berita", "Wawancara", "Pengumuman"]
    buttons = page(site, "/menulis/").xpath("//p[@class='actions']//a/text()")
    assert "Tulis wawancara" in buttons
    assert "Wawancara 2026" in "".join(page(site, "/cari/").itertext())


def test_a_new_kind_and_topic_feeds_are_in_every_format(site: Path) -> None:
    for name in ("wawancara/feed.xml", "wawancara/feed.json", "wawancara/feed.atom"):
        assert "Siti bicara" in (site / name).read_text(encoding="utf-8")


def test_a_new_format_is_offered_wherever_feeds_are(site: Path) -> None:
    for folder in ("", "berita/", "en/", "topik/batik/"):
        assert (site / folder / "feed.titles").is_file()
    links = page(site, "/").xpath("//link[@type='application/titles+json']/@href")
    assert [link.rpartition("/")[2] for link in links] == ["feed.titles"]
    offered = page(site, "/langganan/").xpath("//a[text()='Titles']/@href")
    assert len(offered) == 1 + 3 + 2
    assert all(address.endswith("feed.titles") for address in offered)


def test_the_built_site_with_both_is_verified_and_registered(site: Path) -> None:
    result = subprocess.run(
        [sys.executable, "scripts/verify.py", "site"],
        cwd=site.parent,
        env={**os.environ, "SOURCE_DATE_EPOCH": NOON, "SITE_URL": SITE_URL},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    register = (site / FILE).read_text(encoding="utf-8").split()
    assert {"/wawancara/feed.titles", "/en/feed.titles", "/wawancara/2026/siti/"} <= set(register)


def test_feeds_of_both_formats_are_well_formed(site: Path) -> None:
    for file in site.rglob("feed.atom"):
        etree.parse(file)
