"""Commands run as a user runs them: in an environment that only the test decides on."""

import io
import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from newsroom.core.settings import PROJECT

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


def run_here(script: str, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of scripts/ in a clean environment and in this process, which spares the start
    of another."""
    file = str(PROJECT / "scripts" / script)
    command = [file, *(str(argument) for argument in arguments)]
    environment = clean_environment(**variables)
    return call_here(lambda: runpy.run_path(file, run_name="__main__"), command, environment)


def call_here(
    main: Callable[[], object], command: list[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Call what a command calls, with its arguments and environment, and catch what it prints."""
    output, errors = io.StringIO(), io.StringIO()
    code: object = 0
    with (
        patch.object(sys, "argv", command),
        patch.dict(os.environ, environment, clear=True),
        redirect_stdout(output),
        redirect_stderr(errors),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    assert isinstance(code, int), code
    return subprocess.CompletedProcess(command, code, output.getvalue(), errors.getvalue())
