"""Pages of authors as readers, feed readers and search engines find them."""

import json
from pathlib import Path

from lxml import etree, html

from mkdocs_builds import build_site
from newsroom.feeds.feed_files import feed_files
from newsroom.feeds.formats import FORMATS
from newsroom.pages.head import head
from newsroom.pages.sitemap import SITEMAP, sitemap
from newsroom.pages.subscriptions import subscriptions
from newsroom.search.records import records
from newsroom.site.page import article_page
from small_sites import SITE_URL, original, small_site, translation

FILES = {
    "news/2026/kain/index.id.md": original(title="Kain", more="authors: [Siti Aminah, redaksi]\n"),
    "news/2026/kain/index.en.md": translation(title="Cloth"),
    "news/2026/ombak/index.id.md": original(title="Ombak", more="authors: Siti Aminah\n"),
    "news/2026/lain/index.id.md": original(title="Lain"),
}


def test_bylines_lead_to_the_page_of_an_author(tmp_path: Path) -> None:
    folder = build_site(tmp_path, FILES)
    for article, page, other in (
        ("berita/2026/kain", "penulis/siti-aminah", "en/authors/siti-aminah"),
        ("en/news/2026/kain", "en/authors/siti-aminah", "penulis/siti-aminah"),
    ):
        (link,) = html.parse(folder / article / "index.html").xpath(
            "//ul[@class='facts']//a[text()='Siti Aminah']"
        )
        assert (folder / article / link.get("href")).resolve() == folder / page
        shown = html.parse(folder / page / "index.html")
        assert shown.findtext(".//h1") == "Siti Aminah"
        teasers = shown.xpath("//h2[@class='teaser__title']/a")
        assert len(teasers) == 2
        (switch,) = shown.xpath("//nav[@class='language-switch']/a")
        assert (folder / page / switch.get("href")).resolve() == folder / other
    newsroom = html.parse(folder / "berita/2026/lain/index.html")
    assert not newsroom.xpath("//ul[@class='facts']/li[contains(., 'Redaksi')]/a")


def test_an_author_can_be_followed_in_every_format(tmp_path: Path) -> None:
    site = small_site(tmp_path, FILES)
    for language, page, titles in (
        ("id", "penulis/siti-aminah/", ["Kain", "Ombak"]),
        ("en", "en/authors/siti-aminah/", ["Cloth"]),
    ):
        made = {file.path: file for file in feed_files(site, language)}
        assert {f"{page}feed.{format.ending}" for format in FORMATS} <= set(made)
        items = json.loads(made[f"{page}feed.json"].content)["items"]
        assert [item["title"] for item in items] == titles
    # Readers find it on the author's page.
    assert "Siti Aminah" not in {each.name for each in subscriptions(site, "id").kinds}


def test_search_engines_and_search_know_authors(tmp_path: Path) -> None:
    site = small_site(tmp_path, FILES)
    listed = etree.fromstring(sitemap(site)).findall(f".//{{{SITEMAP}}}loc")
    assert {f"{SITE_URL}penulis/siti-aminah/", f"{SITE_URL}en/authors/siti-aminah/"} <= {
        each.text for each in listed
    }
    found = {record.address: record for record in records(site, "id")}
    record = found["/penulis/siti-aminah/"]
    assert record.title == "Siti Aminah"
    assert record.versions == {"en": ("/en/authors/siti-aminah/", "Siti Aminah")}
    article = article_page(site, site.catalogue.original("news/2026/kain"))
    person, newsroom = json.loads(head(site, article).structured)["author"]
    assert person == {
        "@type": "Person",
        "name": "Siti Aminah",
        "url": f"{SITE_URL}penulis/siti-aminah/",
    }
    assert "url" not in newsroom
