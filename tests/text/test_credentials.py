"""Tokens and keys in texts: what is taken for one, and what looks alike and is none."""

import string
from pathlib import Path

import pytest

from clones import git
from newsroom.checks.committed_secrets import credential_problems
from newsroom.core.settings import PROJECT
from newsroom.text.credentials import credentials

ANY = (string.ascii_letters + string.digits) * 3
"""Every token here is put together when it is tested, so that nothing takes this file for one."""


def any_of(length: int) -> str:
    return ANY[:length]


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("GitHub", ("ghp_", any_of(36))),
        ("GitHub", ("ghs_", any_of(36))),
        ("GitHub", ("github_pat_", any_of(22), "_", any_of(59))),
        ("GitLab", ("glpat-", any_of(20))),
        ("AWS", ("AKIA", "Q3EGRIDX2CTNHV5M")),
        ("PEM", ("-----BEGIN ", "PRIVATE KEY-----")),
        ("PEM", ("-----BEGIN ", "OPENSSH PRIVATE KEY-----")),
        ("PEM", ("-----BEGIN ", "PGP PRIVATE KEY BLOCK-----")),
        ("Slack", ("xoxb-", "123456789012-123456789012-", any_of(24))),
        ("Slack", ("https://hooks.slack.com/", "services/T0123/B0123/", any_of(24))),
        ("Google", ("AIza", any_of(35))),
        ("Stripe", ("sk_live_", any_of(24))),
        ("JWT", ("eyJ", any_of(17), ".", "eyJ", any_of(40), ".", any_of(43))),
        ("npm", ("npm_", any_of(36))),
        ("PyPI", ("pypi-", "AgEIcHlwaS5vcmc", any_of(90))),
        ("SendGrid", ("SG.", any_of(22), ".", any_of(43))),
        ("Anthropic", ("sk-ant-", "api03-", any_of(90))),
        ("OpenAI", ("sk-", any_of(20), "T3BlbkFJ", any_of(20))),
        ("Hugging Face", ("hf_", "aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH")),
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "Kunci: {}.", "kunci='{}'", "[x](https://a.example/?k={})"]
)
def test_a_token_is_found_and_not_repeated(kind: str, parts: tuple[str, ...], around: str) -> None:
    token = "".join(parts)
    text = "Dua baris.\n" + around.format(token)
    (found,) = credentials(text)
    assert found.kind == kind
    assert text[found.position :].startswith(found.beginning)
    assert len(found.beginning) < len(token) / 2


@pytest.mark.parametrize(
    "text",
    [
        "--hash=sha256:" + "0123456789abcdef" * 4,
        "sha512-LsS/DjHr+uDM647Gru/cA8+J3a3HfhttwCKLyuoyN7yXTFCxKBtSgMQBvrW9yNPa2==",
        "Token GitHub berawal dengan ghp_ atau github_pat_, kunci AWS dengan AKIA.",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----",
        "Z" + "AKIA" + "Q3EGRIDX2CTNHV5M",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
        "tag:kota-kreatif-pekalongan.github.io,2026:id/news/2026/five-cities",
    ],
)
def test_what_only_resembles_a_token_is_ignored(text: str) -> None:
    assert list(credentials(text)) == []


def test_no_commit_of_this_repository_seems_to_hold_a_token() -> None:
    assert list(credential_problems(PROJECT)) == []


def test_a_key_that_main_holds_already_is_not_the_pull_requests(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "old").write_text("ghp_" + any_of(36))
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "old")
    since = git(tmp_path, "rev-parse", "HEAD").strip()
    (tmp_path / "a\u2028b").write_text("")
    (tmp_path / "new").write_text("\n\nx npm_" + any_of(36))
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "new")
    (found,) = credential_problems(tmp_path, since=since)
    assert (found.path, found.line, found.column) == ("../new", 3, 3)
    assert found.values["commit"] == git(tmp_path, "rev-parse", "HEAD")[:10]
    assert len(list(credential_problems(tmp_path))) == 2
