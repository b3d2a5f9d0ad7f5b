"""The frozen site: articles that no editor changes, for tests that know their words and numbers.

Its texts are in tests/frozen/docs. They are a copy of real articles of November 2026.
"""

from pathlib import Path

from newsroom.site.site import Site, open_site
from small_sites import TODAY, small_settings

FROZEN = Path(__file__).parents[1] / "frozen"


def frozen_site(docs: Path = FROZEN / "docs") -> Site:
    """The frozen texts on 24 November 2026, in Indonesian and English."""
    return open_site(small_settings(docs), TODAY)
