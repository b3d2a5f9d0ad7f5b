"""Texts that cost more than anybody foresaw: real processes and limits, a stand-in for reading."""

import ctypes
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clones import git
from commands import run_command
from newsroom.checks.check import check, own_problems
from newsroom.checks.resource_limits import Limits, rejected_texts
from newsroom.core.problem import explanations
from newsroom.core.settings import PROJECT, read_settings
from newsroom.site.site import Site
from small_sites import NOON, TOPIC_FILES, original, small_site, write_files

KEY = "news/2026/kain"
ID = f"{KEY}/index.id.md"
SOURCES = 'sources: [{title: Sumber, url: "https://example.org/"}]\n'
OTHER = "news/2026/lain/index.id.md"
LINKING = original("[Kain](../kain/index.id.md)\n", title="Lain", more=SOURCES)
LIMITS = Limits(seconds=1, megabytes=256)


def reads(site: Site, path: str) -> None:
    list(own_problems(site, path))


def computes(site: Site, path: str) -> None:
    while path == ID:
        pass


def sleeps(site: Site, path: str) -> None:
    if path == ID:
        time.sleep(60)


def hoards(site: Site, path: str) -> None:
    hoard = []
    while path == ID:
        hoard.append(bytearray(2**20))


def raises(site: Site, path: str) -> None:
    if path == ID:
        raise RecursionError


def crashes(site: Site, path: str) -> None:
    if path == ID:
        ctypes.string_at(0)


def aborts(site: Site, path: str) -> None:
    """As libraries in Rust and C do when memory ends."""
    if path == ID:
        os.abort()


@pytest.mark.parametrize(
    ("look", "rule", "told"),
    [
        (reads, None, ""),
        (computes, "rendering_slow", "takes longer than 1 seconds"),
        (sleeps, "rendering_slow", "perlu lebih dari 1 detik"),
        (hoards, "rendering_hungry", "256 MB of memory"),
        (aborts, "rendering_hungry", "memori lebih dari 256 MB"),
        (raises, "rendering_broken", "the fault is ours"),
        (crashes, "rendering_broken", "the fault is ours"),
    ],
)
def test_a_text_that_costs_too_much_is_named_and_set_aside(
    tmp_path: Path, look: Callable[[Site, str], None], rule: str | None, told: str
) -> None:
    before = small_site(tmp_path / "before", {})
    after = small_site(tmp_path / "after", {ID: original(more=SOURCES), OTHER: LINKING})
    began = time.monotonic()
    # Whatever fills the memory must not run out of time before.
    limits = replace(LIMITS, seconds=9) if rule == "rendering_hungry" else LIMITS
    problems = rejected_texts(before, after, look=look, limits=limits)
    assert time.monotonic() - began < 10
    assert [(each.path, each.rule) for each in problems] == ([(ID, rule)] if rule else [])
    explained = " ".join(each.report(language) for each in problems for language in ("id", "en"))
    assert told in explained
    # Everything else is told in the same run, and nothing renders that text.
    assert check(after, rejected=problems) == problems
    html = after.renderers["id"].body(after.catalogue.articles[KEY]["id"]).html
    assert bool(html) is not bool(rule)


def test_only_what_has_changed_is_tried(tmp_path: Path) -> None:
    files = {ID: original(more=SOURCES), OTHER: LINKING}
    before = small_site(tmp_path / "before", files)
    after = small_site(tmp_path / "after", files | {OTHER: LINKING + "\nBaru.\n"})
    assert rejected_texts(before, after, look=sleeps, limits=LIMITS) == []
    assert rejected_texts(after, before, look=raises, limits=LIMITS) == []
    tried = tmp_path / "tried"

    def note(site: Site, path: str) -> None:
        with tried.open("a") as opened:
            opened.write(f"{path}\n")

    assert rejected_texts(before, after, look=note, limits=LIMITS) == []
    assert tried.read_text().split() == [OTHER]


def test_what_a_text_may_take_is_counted_without_the_newspaper(tmp_path: Path) -> None:
    site = small_site(tmp_path, {ID: original(more=SOURCES)})
    before = small_site(tmp_path / "before", {})
    kept = bytearray(300 * 2**20)
    assert rejected_texts(before, site, look=reads, limits=LIMITS) == []
    assert len(kept) > LIMITS.megabytes * 2**20


SLOW = """\
import re, sys
sys.path.insert(0, "scripts")
from newsroom.render import renderer
from newsroom.checks import resource_limits
parse = renderer.parse
renderer.parse = lambda text: re.fullmatch(r"(a+)+", text.strip()) or parse(text)
import check_proposal
sys.exit(check_proposal.main())
"""
"""The check of pull requests, with a pattern in it whose cost doubles with each letter."""


def test_the_check_of_a_pull_request_ends_and_names_the_slow_text(tmp_path: Path) -> None:
    files = TOPIC_FILES | {ID: original("a" * 60 + "!\n", more=SOURCES), OTHER: LINKING + "<b>"}
    write_files(tmp_path / "docs", files)
    git(tmp_path, "init", "--quiet")
    summary = tmp_path / "summary.md"
    began = time.monotonic()
    variables = {"GITHUB_STEP_SUMMARY": str(summary), "SOURCE_DATE_EPOCH": NOON}
    done = run_command([sys.executable, "-c", SLOW, tmp_path], folder=PROJECT, **variables)
    assert Limits().seconds < time.monotonic() - began < 3 * Limits().seconds
    assert done.returncode == 1, done.stderr
    assert f"file=docs/{ID},line=1,col=1,title=rendering_slow" in done.stdout
    language = read_settings().check_languages[0]
    said = explanations(language)["rendering_slow"]["what"].format(seconds=Limits().seconds)
    assert said in done.stdout
    assert f"file=docs/{OTHER},line=10,col=1,title=raw_html" in done.stdout
    assert "rendering_slow" not in summary.read_text()
    assert said in summary.read_text()
