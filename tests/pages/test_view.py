"""What templates are given."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from mkdocs_builds import build_site
from newsroom.core.dates import DayOrMoment, PartialDay
from newsroom.pages.view import Day, day_shown
from small_sites import original, translation


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        # late in Greenwich it is the next day in Jakarta
        (
            datetime(2026, 11, 20, 20, tzinfo=UTC),
            Day(iso="2026-11-20T20:00:00+00:00", iso_day="2026-11-21", words="21 November 2026"),
        ),
        (PartialDay(2014), Day(iso="2014", iso_day="2014", words="2014")),
        (PartialDay(2015, 5), Day(iso="2015-05", iso_day="2015-05", words="Mei 2015")),
    ],
)
def test_machines_read_the_day_that_readers_read(day: DayOrMoment | PartialDay, shown: Day) -> None:
    assert day_shown(day, "id") == shown


def test_an_article_about_the_past_says_so_wherever_it_is_listed(tmp_path: Path) -> None:
    files = {
        "news/2026/kain/index.id.md": original(title="Kain", more="happened: 2014-12-01\n"),
        "news/2026/kini/index.id.md": original(title="Kini"),
        "news/2026/pasar/index.id.md": original(title="Pasar", more="happened: 2015\n"),
    }
    folder = build_site(tmp_path, files)
    told = "Kilas balik: 1 Desember 2014"
    for page, kicker in (
        ("index.html", f"{told} · Terbit 20 November 2026"),
        ("berita/index.html", f"{told} · Terbit 20 November 2026"),
        ("topik/batik/index.html", f"{told} · Terbit 20 November 2026"),
        ("berita/2026/kini/index.html", f"· {told}"),
    ):
        kickers = {
            " ".join(listed.text_content().split())
            for listed in html.parse(folder / page).xpath("//*[contains(@class, 'kicker')]")
        }
        assert [each for each in kickers if each.endswith(kicker)], page
        assert not [each for each in kickers if "Kilas balik: 20 November" in each], page


def test_an_article_names_the_cities_and_duties_that_it_touches(tmp_path: Path) -> None:
    more = "cities: [kanazawa, ostersund]\nduties: [cooperation]\n"
    site_folder = build_site(tmp_path, {"news/2026/kain/index.id.md": original(more=more)})
    page = html.parse(site_folder / "berita/2026/kain/index.html")
    facts = [fact.text_content() for fact in page.xpath("//ul[@class='facts']/li")]
    assert "Kota anggota yang dibahas: Kanazawa, Östersund" in facts
    assert "Janji kepada UNESCO: kerja sama dengan kota lain" in facts


def test_readers_of_another_language_find_what_only_that_has(tmp_path: Path) -> None:
    files = {
        "news/2026/kain/index.id.md": original(title="Kain"),
        "news/2026/cloth/index.en.md": original(title="Cloth"),
        "news/2026/wave/index.en.md": original(title="Wave"),
        "news/2026/wave/index.id.md": translation(title="Ombak"),
    }
    folder = build_site(tmp_path, files)
    english = html.parse(folder / "en/translations/index.html")
    listed = english.xpath("//section[@aria-labelledby='__only_here']//h3/a")
    assert [link.text for link in listed] == ["Cloth"]
    assert (folder / "en/translations" / listed[0].get("href") / "index.html").is_file()
    assert not html.parse(folder / "terjemahan/index.html").xpath("//*[@id='__only_here']")
