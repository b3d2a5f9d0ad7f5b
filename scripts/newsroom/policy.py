"""The Content-Security-Policy that every page carries, first in its head: the last layer against hostile text."""

import base64
from collections.abc import Sequence
from hashlib import sha256


def policy(styles: Sequence[str], *, searches: bool = False, preview: bool = False) -> str:
    """What a page may load and run: its own host's files, and the styles of ours that stand in it.

    Hashes come from our own style sheets, never from what is found in pages: that would bless an attack.
    """
    scripts = ["'self'"]
    if searches:
        # Pagefind's engine is WebAssembly; no other page needs it.
        scripts.append("'wasm-unsafe-eval'")
    if preview:
        # `mkdocs serve` ends each page with a script of its own that loads it again after a change.
        scripts.append("'unsafe-inline'")
    directives = {
        "default-src": ["'none'"],
        "script-src": scripts,
        "style-src": [source(style) for style in styles],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def source(text: str) -> str:
    """An inline style as a policy names it."""
    digest = base64.b64encode(sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
