"""Tokens and keys in the commits of a branch, also where a later commit removes them."""

import posixpath
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import IO

from newsroom.core.problem import Problem
from newsroom.text.credentials import credentials
from newsroom.text.markdown_source import line_and_column

MOST_OF_FILE = 20
"""Tokens and keys of one file that are reported: they are revoked, however many there are."""

_GIT = ("git", "--no-replace-objects")


def head_of(repository: Path) -> str:
    """The commit that is checked out."""
    return _git_output(repository, "rev-parse", "--verify", "HEAD^{commit}").strip()


def credential_problems(repository: Path, *, since: str = "") -> Iterator[Problem]:
    """A problem for each token or key in what was committed since a commit, or ever.

    Whole files and messages are read as Git keeps them. No diff is: settings of a repository can
    change what one shows, and one of a merge shows little.
    """
    span = ["HEAD", *([f"^{since}"] if since else [])]
    commit_of = cache(partial(_commits_by_blob, repository, span))
    listed = _git_output(repository, "rev-list", "--objects", *span)
    with subprocess.Popen(
        [*_GIT, "cat-file", "--batch"],
        cwd=repository,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as git:
        assert git.stdin
        assert git.stdout
        # Not by splitlines: names of files may hold what that takes for the end of a line.
        for line in filter(None, listed.split("\n")):
            name, _, path = line.partition(" ")
            git.stdin.write(f"{name}\n".encode())
            git.stdin.flush()
            kind, content = _object(git.stdout)
            if kind == "tree":
                continue
            text = content.decode("latin-1")  # any bytes are such a text, and keys are ASCII
            for found in islice(credentials(text), MOST_OF_FILE):
                commit = name if kind == "commit" else commit_of().get(name, "?")
                at, column = line_and_column(text, found.position)
                yield Problem(
                    path=posixpath.join("..", path),
                    line=at,
                    column=column,
                    rule="credential_committed",
                    values={
                        "kind": found.kind,
                        "value": found.beginning,
                        "commit": commit[:10],
                    },
                )


def _object(answer: IO[bytes]) -> tuple[str, bytes]:
    """The kind and content of the next object in Git's answer."""
    _, kind, size = answer.readline().decode().split()
    content = answer.read(int(size))
    answer.read(1)  # the line break behind it
    return kind, content


def _commits_by_blob(repository: Path, span: Sequence[str]) -> Mapping[str, str]:
    """The first commit that brought each file's content, by the name of its blob: one look at all
    commits, however many files hold something."""
    found: dict[str, str] = {}
    commit = ""
    listed = _git_output(
        repository,
        *("log", "--reverse", "-m", "--root", "--raw", "--no-abbrev", "--no-renames"),
        *("--format=%H", *span),
    )
    for line in listed.split("\n"):
        if line.startswith(":"):
            found.setdefault(line.split(" ")[3], commit)
        elif line:
            commit = line
    return found


def _git_output(repository: Path, *arguments: str) -> str:
    """The output of a Git command; raises CalledProcessError."""
    return subprocess.run(
        [*_GIT, *arguments],
        cwd=repository,
        stdout=subprocess.PIPE,
        text=True,
        errors="surrogateescape",
        check=True,
    ).stdout
