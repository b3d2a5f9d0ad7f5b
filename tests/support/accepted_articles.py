"""A project of articles drawn by chance that the check accepts, and what its built site lacks."""

from datetime import UTC, date, datetime
from pathlib import Path

from mkdocs_builds import project, rebuild
from newsroom.checks.check import check
from newsroom.core.problem import Problem
from newsroom.core.settings import PROJECT, Settings
from newsroom.publish.verify import expected_of, verify
from newsroom.site.site import open_site
from random_articles import random_articles
from small_sites import TODAY, small_settings, write_files


def accepted_project(folder: Path, *, seed: int, count: int) -> tuple[Path, int]:
    """A project of those of `count` articles that the check accepts on TODAY; how many they are."""
    docs = project(folder, {}) / "docs"
    articles = list(random_articles(seed, count, today=TODAY))
    for files in articles:
        write_files(docs, files)
    settings = small_settings(docs)
    refused = {problem.path.rpartition("/")[0] for problem in _errors(settings)}
    accepted = count
    for files in articles:
        if next(iter(files)).rpartition("/")[0] in refused:
            accepted -= 1
            for path in files:
                (docs / path).unlink()
    # Whatever only showed beside a refused article would show now.
    assert _errors(settings) == []
    return folder, accepted


def faults_on(day: date, folder: Path, **variables: str) -> list[str]:
    """Build the site of a project as on that day, and verify it."""
    noon = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    built = rebuild(folder, SOURCE_DATE_EPOCH=str(int(noon.timestamp())), **variables)
    settings = small_settings(folder / "docs", social_cards=bool(variables.get("SOCIAL_CARDS")))
    expected = expected_of(open_site(settings, day), assets=(PROJECT / "overrides/assets",))
    return [fault.report(expected.texts) for fault in verify(built, expected)]


def _errors(settings: Settings) -> list[Problem]:
    return [each for each in check(open_site(settings, TODAY)) if not each.is_warning]
