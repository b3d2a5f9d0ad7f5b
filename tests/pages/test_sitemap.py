"""The sitemap of the latest news."""

from pathlib import Path

from lxml import etree

from newsroom.pages.sitemap import NEWS, SITEMAP, news_sitemap
from small_sites import SITE_URL, original, small_site, translation

NAMES = {"s": SITEMAP, "news": NEWS}
FILES = {
    "news/2026/hari-ini/index.id.md": original(
        title='Hari <ini> & "kini"', published="2026-11-24T08:00+07:00"
    ),
    "news/2026/hari-ini/index.en.md": translation(title="Today"),
    "news/2026/kemarin/index.id.md": original(title="Kemarin", published="2026-11-23"),
    "news/2026/lusa-lalu/index.id.md": original(title="Lama", published="2026-11-22T23:59+07:00"),
    "news/2026/besok/index.id.md": original(title="Besok", published="2026-11-25"),
    "news/2026/draf/index.id.md": original(published="2026-11-24", more="draft: true\n"),
    "news/2026/ditarik/index.id.md": original(
        published="2026-11-23", more="withdrawn: 2026-11-24\nwithdrawn_note: Keliru.\n"
    ),
    "announcements/2026/lomba/index.id.md": original(
        published="2026-11-24", more="closes: 2026-12-01\n"
    ),
}


def test_the_news_sitemap_lists_the_news_of_two_days_in_all_languages(tmp_path: Path) -> None:
    site = small_site(tmp_path, FILES)
    root = etree.fromstring(news_sitemap(site))
    found = {
        url.findtext("s:loc", namespaces=NAMES).removeprefix(SITE_URL): [
            url.findtext(f"news:news/news:{path}", namespaces=NAMES)
            for path in (
                "publication/news:name",
                "publication/news:language",
                "publication_date",
                "title",
            )
        ]
        for url in root
    }
    name, english = (site.addresses[language].wording["site_name"] for language in ("id", "en"))
    day = "2026-11-24T08:00:00+07:00"
    assert found == {
        "berita/2026/hari-ini/": [name, "id", day, 'Hari <ini> & "kini"'],
        "en/news/2026/hari-ini/": [english, "en", day, "Today"],
        "berita/2026/kemarin/": [name, "id", "2026-11-23T00:00:00+07:00", "Kemarin"],
    }


def test_without_news_the_news_sitemap_is_empty(tmp_path: Path) -> None:
    assert len(etree.fromstring(news_sitemap(small_site(tmp_path, {})))) == 0
