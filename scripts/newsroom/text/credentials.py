"""Finds tokens and keys that were written into a text by mistake, by the prefix of each kind.

There is no library for it: detect-secrets (Apache-2.0, last release in May 2024) knows neither
GitHub's fine-grained tokens nor those of npm and Google; gitleaks is a Go program, not a Python
package. Both also guess by how random a word looks, which fails here: the requirements are full of
hashes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Credential:
    """A token or key in a text."""

    position: int
    kind: str
    beginning: str
    """The prefix of its kind: enough to find it in the text, and not secret."""


def _kinds() -> Iterator[tuple[str, str, str]]:
    """Each kind's name, its prefix, and a pattern of what follows."""
    for letter in "pousr":
        yield "GitHub", f"gh{letter}_", r"[A-Za-z0-9]{36,}"
    yield "GitHub", "github_pat_", r"[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"
    yield "GitLab", "glpat-", r"[\w-]{20,}"
    for letters in ("AKIA", "ASIA"):
        yield "AWS", letters, r"[A-Z0-9]{16}(?![A-Za-z0-9])"
    yield "PEM", "-----BEGIN ", r"(?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
    for letter in "abeoprs":
        yield "Slack", f"xox{letter}-", r"[\w-]{10,}"
    yield "Slack", "hooks.slack.com/services/", r"T\w+/B\w+/\w{16,}"
    yield "Google", "AIza", r"[\w-]{35}(?![\w-])"
    yield "Google", "GOCSPX-", r"[\w-]{28}"
    for letters in ("sk_live_", "rk_live_"):
        yield "Stripe", letters, r"[A-Za-z0-9]{20,}"
    yield "JWT", "eyJ", r"[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}"
    yield "npm", "npm_", r"[A-Za-z0-9]{36}(?![A-Za-z0-9])"
    # Each prefix holds, in Base64, the host that accepts the token.
    for letters in ("pypi-AgEIcHlwaS5vcmc", "pypi-AgENdGVzdC5weXBpLm9yZ"):
        yield "PyPI", letters, r"[\w-]{50,}"
    yield "SendGrid", "SG.", r"[\w-]{22}\.[\w-]{43}"
    yield "Anthropic", "sk-ant-", r"[\w-]{32,}"
    yield "OpenAI", "sk-", r"[\w-]{10,}T3BlbkFJ[\w-]{10,}"
    yield "Hugging Face", "hf_", r"[A-Za-z]{34}(?![A-Za-z0-9])"


_KINDS = [
    (kind, beginning, re.compile(rf"(?<![A-Za-z0-9]){re.escape(beginning)}{rest}", re.ASCII))
    for kind, beginning, rest in _kinds()
]


def credentials(text: str) -> Iterator[Credential]:
    """Every token and key in a text."""
    for kind, beginning, pattern in _KINDS:
        # A cheap test first: hardly any text has such a prefix.
        if beginning in text:
            for match in pattern.finditer(text):
                yield Credential(position=match.start(), kind=kind, beginning=beginning)
