"""What a branch brings into the repository: all that its commits hold, not only what is left."""

import posixpath
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from newsroom.core.problem import Problem
from newsroom.text.credentials import credentials
from newsroom.text.markdown_source import place

_GIT = ("git", "--no-replace-objects")


def head_of(repository: Path) -> str:
    """The commit that is checked out."""
    return _told(repository, "rev-parse", "--verify", "HEAD^{commit}").strip()


def credential_problems(repository: Path, *, since: str = "") -> Iterator[Problem]:
    """A problem for each token or key in what was committed since a commit, or ever.

    Whole files and messages are read as Git keeps them. No diff is: settings of a repository can
    change what one shows, and one of a merge shows little.
    """
    span = ["HEAD", *([f"^{since}"] if since else [])]
    listed = _told(repository, "rev-list", "--objects", *span)
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
            for found in credentials(text):
                commit = name if kind == "commit" else _commit_of(repository, name, span)
                at, column = place(text, found.position)
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
    """The kind and content of the next object that Git tells of."""
    _, kind, size = answer.readline().decode().split()
    content = answer.read(int(size))
    answer.read(1)  # the line break behind it
    return kind, content


def _commit_of(repository: Path, blob: str, span: list[str]) -> str:
    """The first commit that brought a file's content."""
    told = _told(repository, "log", "-m", "--format=%H", f"--find-object={blob}", *span)
    return (told.split() or ["?"])[-1]


def _told(repository: Path, *arguments: str) -> str:
    """What Git says; raises CalledProcessError."""
    return subprocess.run(
        [*_GIT, *arguments],
        cwd=repository,
        stdout=subprocess.PIPE,
        text=True,
        errors="surrogateescape",
        check=True,
    ).stdout
