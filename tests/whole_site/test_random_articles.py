"""One rule book: what the check accepts is built, and verified on the days that follow.

`make bench` tries the same with more articles, on every day, with their social cards.
"""

from datetime import timedelta
from pathlib import Path

from accepted_articles import accepted_project, faults_on
from newsroom.core.settings import PROJECT
from newsroom.publish.rehearsal import problems_on
from newsroom.site.lifecycle import due
from newsroom.site.site import open_site
from random_articles import DAYS_AHEAD
from small_sites import TODAY, small_settings


def test_a_thousand_accepted_articles_are_published(tmp_path: Path) -> None:
    folder, accepted = accepted_project(tmp_path / "project", seed=2026, count=1_200)
    assert accepted >= 1_000
    assert faults_on(TODAY + timedelta(days=DAYS_AHEAD), folder) == []


def test_accepted_articles_are_sound_on_the_days_on_which_they_change(tmp_path: Path) -> None:
    """Their pages, feed items and social cards."""
    folder, _ = accepted_project(tmp_path / "project", seed=2027, count=60)
    settings = small_settings(folder / "docs")
    changes = due(open_site(settings, TODAY))
    assert len({change.stage for change in changes}) >= 4
    for day in sorted({change.day for change in changes}):
        keys = {change.key for change in changes if change.day == day}
        assert problems_on(open_site(settings, day), keys, PROJECT / "overrides") == []
