"""The links by which readers share an article."""

import re
from pathlib import Path

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')


def test_every_article_is_shared_under_its_own_address(frozen_folder: Path) -> None:
    sources = [page.read_text(encoding="utf-8") for page in frozen_folder.rglob("*.html")]
    articles = [source for source in sources if '<article class="article' in source]
    assert articles
    for source in articles:
        address = _CANONICAL.search(source)
        assert address
        assert f'<a href="https://wa.me/?text={address[1]}">' in source
        assert f'<a href="https://t.me/share/url?url={address[1]}">' in source
        assert f'<p class="article__address">{address[1]}</p>' in source
