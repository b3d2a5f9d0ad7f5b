"""The events page: what is on, coming and over, and what closes."""

from datetime import date
from pathlib import Path

import pytest
from lxml import html

from mkdocs_builds import build_site
from newsroom.site.agenda import MOST_PAST, agenda
from small_sites import TODAY, original, small_site, translation

FILES = {
    "fair": "starts: 2026-11-23T09:00+07:00\nends: 2026-11-25T17:00+07:00\nplace: Museum Batik\n",
    "course": "starts: 2026-12-20T09:00+07:00\nends: 2026-12-20T12:00+07:00\ncloses: 2026-12-10\n",
    "talk": "starts: 2027-01-05\ncloses: 2026-11-20\n",
    "dance": "starts: 2026-12-05\ncancelled: 2026-11-23\ncloses: 2026-12-01\n",
    "call": "closes: 2026-12-01\n",
    "old-call": "closes: 2026-11-23\n",
    "memory": "remembers: 2026-12-01\n",
    "walk": "starts: 2026-11-21\n",
    "feast": "starts: 2025-10-02\nends: 2025-10-04\n",
}


ORGANISER = "organiser: Museum Batik\n"


def files(more: dict[str, str]) -> dict[str, str | bytes]:
    return {
        f"announcements/2026/{name}/index.id.md": original(
            title=name.title(), more=facts + ORGANISER
        )
        for name, facts in more.items()
    }


def names(articles) -> list[str]:
    return [article.key.rpartition("/")[2] for article in articles]


def months(by_month) -> dict[str, list[str]]:
    return {str(month): names(articles) for month, articles in by_month.items()}


@pytest.mark.parametrize("language", ["id", "en"])
def test_events_stand_where_they_are_on_a_day(tmp_path: Path, language: str) -> None:
    """Those that a language lacks are listed too, as everywhere."""
    found = agenda(small_site(tmp_path, files(FILES)).editions[language])
    assert names(found.on_now) == ["fair"]
    assert months(found.coming) == {
        "2026-12": ["memory", "dance", "course"],
        "2027-01": ["talk"],
    }
    assert months(found.past) == {"2026-11": ["walk"], "2025-10": ["feast"]}
    assert names(found.deadlines) == ["call", "course"]


@pytest.mark.parametrize(
    ("today", "place"),
    [
        (date(2026, 11, 22), "coming"),
        (date(2026, 11, 23), "on"),
        (date(2026, 11, 25), "on"),
        (date(2026, 11, 26), "past"),
    ],
)
def test_days_pass(tmp_path: Path, today: date, place: str) -> None:
    site = small_site(tmp_path, files({"fair": FILES["fair"]}), today=today)
    found = agenda(site.editions["id"])
    there = {"coming": found.coming, "on": found.on_now, "past": found.past}
    assert [name for name, events in there.items() if events] == [place]


def test_the_page_does_not_grow_for_ever(tmp_path: Path) -> None:
    past = {f"e{number:03}": "starts: 2026-10-02\n" for number in range(MOST_PAST + 5)}
    found = agenda(small_site(tmp_path, files(past)).editions["id"])
    assert sum(len(events) for events in found.past.values()) == MOST_PAST


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = files(FILES)
    texts["announcements/2026/fair/index.en.md"] = translation(title="Fair")
    for language, title in (("id", "Berlangganan"), ("en", "Subscribe")):
        texts[f"subscribe.{language}.md"] = f"---\ntitle: {title}\nsummary: Cara.\n---\n"
    assert date(2026, 11, 24) == TODAY
    return build_site(tmp_path_factory.mktemp("agenda"), texts)


def test_the_page_names_days_hours_places_and_files(built: Path) -> None:
    page = html.parse(built / "agenda/index.html")
    entries = {
        item.findtext(".//a"): " ".join(" ".join(item.itertext()).split())
        for item in page.xpath("//li[@class='pieces__piece']")
        if item.xpath("ancestor::section[@aria-labelledby != '__deadlines']")
    }
    assert entries["Fair"] == (
        "23 November 2026, pukul 09.00 WIB sampai 25 November 2026, pukul 17.00 WIB "
        "Fair Museum Batik Tambahkan ke kalender"
    )
    assert entries["Course"] == (
        "20 Desember 2026, pukul 09.00–12.00 WIB Course Pendaftaran sampai 10 Desember 2026 "
        "Tambahkan ke kalender"
    )
    assert entries["Talk"].startswith("Pendaftaran ditutup · Mulai 5 Januari 2027 Talk")
    assert entries["Dance"] == "Dibatalkan · 5 Desember 2026 Dance"
    (file,) = page.xpath("//a[contains(@aria-label, 'Course')]/@href")
    assert (built / "agenda" / file).resolve().is_file()
    assert page.xpath("//script[not(@type)]") == []


def test_each_language_has_the_page_and_they_lead_to_each_other(built: Path) -> None:
    english = html.parse(built / "en/events/index.html")
    assert english.xpath("//main//h1/text()") == ["Events"]
    (other,) = english.xpath("//link[@rel='alternate'][@hreflang='id']/@href")
    assert other.endswith("/agenda/")
    listed = (built / "sitemap.xml").read_text(encoding="utf-8")
    assert "/agenda/</loc>" in listed
    assert "/en/events/</loc>" in listed
    registered = "\n".join(
        path.read_text(encoding="utf-8") for path in built.glob("addresses*") if path.is_file()
    )
    assert "/en/events/" in registered


def test_whatever_says_calendar_leads_to_how_one_subscribes(built: Path) -> None:
    leading = {}
    for path in ("index.html", "en/index.html", "agenda/index.html", "berita/index.html"):
        page = html.parse(built / path)
        for link in page.xpath("//a"):
            if any(word in link.text_content().casefold() for word in ("kalender", "calendar")):
                leading[path, link.text_content()] = link.get("href")
    own = ("Tambahkan ke kalender", "Add to calendar")
    assert leading
    for (path, words), address in leading.items():
        if words in own:
            assert address.endswith(".ics"), (path, words)
        else:
            assert address.endswith(("berlangganan/#__calendar", "subscribe/#__calendar")), path
