"""What a page tells machines of an article."""

import json
from pathlib import Path

from newsroom.content.addresses import TOUCH_ICON
from newsroom.feeds.feed_item import notes_html
from newsroom.images.motif_files import cloth_files
from newsroom.pages.head import head
from newsroom.publish.link_rot import outside_links
from newsroom.site.page import article_page, pages
from small_sites import SITE_URL, original, small_site, translation

KEY = "announcements/2026/pameran"
FACTS = """\
updated: 2026-11-22
starts: 2026-12-01T09:00+07:00
ends: 2026-12-02
place: Museum Batik
sources: [{title: Laporan, url: "https://a.example/?a=1&b=2"}]
"""


def structured(docs: Path, language: str) -> list[dict]:
    files = {
        f"{KEY}/index.id.md": original(title='Pameran </script><script>"', more=FACTS),
        f"{KEY}/index.en.md": translation(
            title="Exhibition", more="slug: exhibition\nplace: Batik Museum\n"
        ),
    }
    site = small_site(docs, files)
    page = article_page(site, site.catalogue.articles[KEY][language])
    text = head(site, page).structured
    assert "<" not in text
    return json.loads(text)["@graph"]


def test_a_source_that_is_not_on_the_web_is_told_without_a_link(tmp_path: Path) -> None:
    more = "sources: [{title: Wawancara <1>, publisher: Siti, date: 2026-11}]\n"
    files = {f"{KEY}/index.id.md": original(more=f"{more}starts: 2026-12-01\n")}
    site = small_site(tmp_path, files)
    article = site.catalogue.original(KEY)
    described = json.loads(head(site, article_page(site, article)).structured)["@graph"]
    assert described[0]["citation"] == ["Wawancara <1>"]
    assert "<li>Wawancara &lt;1&gt;, Siti, November 2026</li>" in notes_html(site, article)
    assert outside_links(site) == {}


def test_an_article_names_its_days_language_sources_and_translation(tmp_path: Path) -> None:
    article, _ = structured(tmp_path, "id")
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == 'Pameran </script><script>"'
    assert article["inLanguage"] == "id"
    assert article["datePublished"] == "2026-11-20T08:00:00+07:00"
    assert article["dateModified"].startswith("2026-11-22T00:00:")
    assert article["citation"] == ["https://a.example/?a=1&b=2"]
    assert article["license"] == "https://creativecommons.org/licenses/by/4.0/"
    english = f"{SITE_URL}en/announcements/2026/exhibition/"
    assert article["workTranslation"] == [{"@id": english}]


def test_a_translation_names_its_original(tmp_path: Path) -> None:
    article, _ = structured(tmp_path, "en")
    assert article["inLanguage"] == "en"
    assert article["translationOfWork"]["@id"].startswith(f"{SITE_URL}pengumuman/2026/pameran")


def test_an_event_names_its_days_and_place(tmp_path: Path) -> None:
    _, event = structured(tmp_path, "en")
    assert event["@type"] == "Event"
    assert event["startDate"] == "2026-12-01T09:00:00+07:00"
    assert event["endDate"] == "2026-12-02"
    assert event["location"]["name"] == "Batik Museum"
    assert "eventStatus" not in event


def test_a_cancelled_event_says_so(tmp_path: Path) -> None:
    site = small_site(
        tmp_path, {f"{KEY}/index.id.md": original(more=f"{FACTS}cancelled: 2026-11-23\n")}
    )
    page = article_page(site, site.catalogue.original(KEY))
    _, event = json.loads(head(site, page).structured)["@graph"]
    assert event["eventStatus"] == "https://schema.org/EventCancelled"


def test_the_home_page_names_the_publisher_with_its_logo(tmp_path: Path) -> None:
    home = {"index.id.md": "---\ntitle: Beranda\nsummary: Ringkasan.\n---\n"}
    site = small_site(tmp_path, home)
    page = next(page for page in pages(site, "id") if page.address == "/")
    publisher = json.loads(head(site, page).structured)["publisher"]
    assert publisher["@type"] == "Organization"
    assert publisher["logo"] == f"{SITE_URL}{TOUCH_ICON[1:]}"
    assert TOUCH_ICON[1:] in {file.path for file in cloth_files(site)}
