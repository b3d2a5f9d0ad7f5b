"""The Content-Security-Policy of every page: the last defence against hostile text."""

import base64
from collections.abc import Sequence
from hashlib import sha256


def policy(styles: Sequence[str], *, searches: bool = False, preview: bool = False) -> str:
    """The policy of a page: it may load pictures and fonts of its own host, and `styles`.

    `styles` are the texts of our own inline style sheets. Never pass what was found in a built
    page: that would allow an attacker's style too.
    """
    directives = {
        "default-src": ["'none'"],
        "style-src": [source(style) for style in styles] or ["'none'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        # The search page loads its index; Lighthouse loads robots.txt.
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    if searches:
        # The only page with a script. Pagefind's engine is WebAssembly.
        directives["script-src"] = ["'self'", "'wasm-unsafe-eval'"]
    if preview:
        # `mkdocs serve` adds a script to each page that reloads it after a change.
        directives.setdefault("script-src", []).append("'unsafe-inline'")
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def source(text: str) -> str:
    """The source expression that allows an inline style: its hash."""
    digest = base64.b64encode(sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
