"""Commands run as a user runs them: in an environment that only the test decides on."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

_FOREIGN_PREFIXES = ("GITHUB_", "RUNNER_", "ACTIONS_", "GIT_", "MAKE", "MFLAGS")
_FOREIGN_NAMES = {
    *("CI", "SITE_URL", "REPOSITORY_URL", "WEBSUB_HUB", "SOCIAL_CARDS", "SEARCH_INDEX"),
    *("CHANGED_FEEDS", "SOURCE_DATE_EPOCH"),
}


def is_foreign(name: str) -> bool:
    """Whether an environment variable would change what a command does or prints."""
    return name.startswith(_FOREIGN_PREFIXES) or name in _FOREIGN_NAMES


def clean_environment(**variables: str) -> dict[str, str]:
    """The environment without GitHub's, Git's, Make's and the site's variables, but with these."""
    inherited = {name: value for name, value in os.environ.items() if not is_foreign(name)}
    return {**inherited, "NO_MKDOCS_2_WARNING": "1", **variables}


def run_command(
    command: Sequence[object],
    *,
    folder: Path | None = None,
    text: str = "",
    timeout: float = 300,
    **variables: str,
) -> subprocess.CompletedProcess[str]:
    """Run a command in a clean environment. `text` is its input, `timeout` counts seconds."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        input=text,
        env=clean_environment(**variables),
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=timeout,
        check=False,
    )
