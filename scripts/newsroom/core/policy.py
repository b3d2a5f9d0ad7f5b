"""The Content-Security-Policy, first in every page: the last layer against hostile text."""

import base64
from collections.abc import Sequence
from hashlib import sha256


def policy(styles: Sequence[str], *, searches: bool = False, preview: bool = False) -> str:
    """What a page may load and run: pictures and fonts of its own host, and our own style sheets.

    Hashes come from our own sources, never from what is found in pages: that would bless attacks.
    """
    directives = {
        "default-src": ["'none'"],
        "style-src": [source(style) for style in styles] or ["'none'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        # No page but one has a script that could ask for anything; Lighthouse asks for robots.txt.
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    if searches:
        # The only page with a script. Pagefind's engine is WebAssembly.
        directives["script-src"] = ["'self'", "'wasm-unsafe-eval'"]
    if preview:
        # `mkdocs serve` ends each page with a script of its own that loads it again after a change.
        directives.setdefault("script-src", []).append("'unsafe-inline'")
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def source(text: str) -> str:
    """An inline style as a policy names it."""
    digest = base64.b64encode(sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
