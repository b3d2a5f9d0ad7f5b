"""Say what runs out and when. Exit code 0: nothing soon, 1: somebody must act."""

import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

from newsroom.dates import JAKARTA, build_day
from newsroom.newspaper import open_newspaper
from newsroom.register import unregistered_problem
from newsroom.settings import PROJECT, read_settings
from newsroom.watch import deadlines


def main() -> int:
    today = build_day()
    found = sorted(deadlines(last_commit()), key=lambda deadline: deadline.day)
    urgent = [deadline for deadline in found if deadline.is_urgent(today)]
    lines = [
        f"- {'**now:** ' if deadline in urgent else ''}{deadline.report(today)}"
        for deadline in found
    ]
    settings = read_settings()
    for problem in unregistered_problem(open_newspaper(settings, today)):
        lines.append(f"- {problem.report('en')}")
    text = "\n".join(["# What runs out", "", *lines, ""])
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(page).open("a", encoding="utf-8") as opened:
            opened.write(text)
    print(text, end="")
    return 1 if urgent else 0


def last_commit() -> date:
    """The day of the newest commit."""
    told = subprocess.run(
        ["git", "log", "-1", "--format=%cI"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return datetime.fromisoformat(told.stdout.strip()).astimezone(JAKARTA).date()


if __name__ == "__main__":
    sys.exit(main())
