"""What readers can search, and that the same articles make the same bytes."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import cbor2
import lxml.html
import pytest

from mkdocs_builds import build_site
from newsroom.content.catalogue import RECORD
from newsroom.content.fields import DUTIES
from newsroom.core.wording import read_wording
from newsroom.record.dossiers import read_series
from newsroom.record.places import read_places
from newsroom.record.timeline import timeline
from newsroom.search.index import is_searchable, write_records, write_search_index
from newsroom.search.records import Filter, Record, Section, filters, records
from newsroom.search.word_lists import FILES, FORM_FILES
from newsroom.site.site import Site
from small_sites import CITY, original, small_site, translation

NEWS = "news/2026"


def record(number: int, *, language: str = "id", **changes: Any) -> Record:
    values: dict[str, Any] = {
        "address": f"/{language}/berita/2026/artikel-{number}/",
        "language": language,
        "title": f"Artikel {number}",
        "summary": f"Ringkasan {number}.",
        "sections": (Section(blocks=(f"Isi artikel nomor {number}.",)),),
        "filters": (f"topic-t{number % 7}", f"kind-k{number % 2}", f"year-{2000 + number % 5}"),
        "published": f"2026-01-{number % 28 + 1:02}",
    }
    return Record(**(values | changes))


def fragments(folder: Path) -> list[dict[str, Any]]:
    """What Pagefind keeps of each article."""
    texts = [gzip.decompress(file.read_bytes()) for file in folder.glob("**/*.pf_fragment")]
    return [json.loads(text.removeprefix(b"pagefind_dcd")) for text in texts]


def titles(site: Site, language: str) -> list[str]:
    """The titles of the articles that are searched."""
    return [each.title for each in records(site, language) if each.published]


def text(*blocks: str) -> tuple[Section, ...]:
    return (Section(blocks=blocks),)


# What is in


def test_live_articles_are_found_by_all_that_they_say(tmp_path: Path) -> None:
    site = small_site(
        tmp_path,
        {
            "announcements/2026/pameran/index.id.md": original(
                "Isi **pameran** [di sini](https://kota.example/).\n\n- satu\n- dua\n",
                title="Pameran",
                more="starts: 2026-12-01\nplace: Museum Wastra\n"
                "corrections:\n  - {date: 2026-11-21, note: Nama gedung diperbaiki.}\n",
            )
        },
    )
    found = records(site, "id")[0]
    assert found == Record(
        address="/pengumuman/2026/pameran/",
        language="id",
        title="Pameran",
        summary="Ringkasan.",
        sections=text(
            "Isi pameran di sini.", "satu", "dua", "Museum Wastra", "Nama gedung diperbaiki."
        ),
        filters=("kind-announcements", "topic-batik", "year-2026"),
        published="2026-11-20T08:00:00+07:00",
    )


def test_drafts_scheduled_and_withdrawn_articles_are_not_found(tmp_path: Path) -> None:
    files = {
        f"{NEWS}/terbit/index.id.md": original(title="Terbit"),
        f"{NEWS}/konsep/index.id.md": original(title="Konsep", more="draft: true\n"),
        f"{NEWS}/ditarik/index.id.md": original(
            title="Ditarik", more="withdrawn: 2026-11-22\nwithdrawn_note: Tidak terbukti.\n"
        ),
        f"{NEWS}/nanti/index.id.md": original(title="Nanti", published="2026-11-25"),
    }
    assert titles(small_site(tmp_path, files), "id") == ["Terbit"]
    next_day = small_site(tmp_path, files, today=date(2026, 11, 25))
    assert titles(next_day, "id") == ["Nanti", "Terbit"]


def test_each_language_finds_what_is_written_in_it(tmp_path: Path) -> None:
    files = {f"{NEWS}/satu/index.id.md": original(title="Satu")}
    site = small_site(tmp_path, files)
    hash_of_original = site.catalogue.original(f"{NEWS}/satu").original_hash
    files |= {
        f"{NEWS}/satu/index.en.md": translation(title="One", hash=hash_of_original),
        f"{NEWS}/dua/index.id.md": original(title="Dua"),
        f"{NEWS}/three/index.en.md": original(title="Three"),
    }
    site = small_site(tmp_path, files)
    assert sorted(titles(site, "id")) == ["Dua", "Satu"]
    assert sorted(titles(site, "en")) == ["One", "Three"]


def test_a_language_without_a_stemmer_is_searched_too(tmp_path: Path) -> None:
    write_records([record(1, language="jv", sections=text("Wong nyanting."))], tmp_path)
    [kept] = fragments(tmp_path)
    assert kept["content"] == "Artikel 1 ¦ Ringkasan 1. ¦ Wong nyanting."
    assert (tmp_path / "jv/wasm.jv.pagefind").is_file()


def test_topics_standing_pages_and_the_record_are_found_too(tmp_path: Path) -> None:
    files = {
        f"{NEWS}/satu/index.id.md": original(title="Satu"),
        "privacy.id.md": (
            "---\ntitle: Privasi\nsummary: Data.\nslug: privasi\n---\n\nTanpa *cookie*.\n"
        ),
        "index.id.md": "---\ntitle: Beranda\nsummary: Awal.\n---\n",
    }
    site = small_site(tmp_path / "docs", files)
    searched = [each.address for each in records(site, "id")]
    texts = ["/berita/2026/satu/", "/privasi/", "/topik/batik/", "/topik/jejaring/"]
    assert searched[:4] == texts
    assert set(searched[4:]) == {site.addresses["id"].listing(name) for name in RECORD}
    write_search_index(site, tmp_path)
    assert len(fragments(tmp_path)) == 2 * len(searched) - 2
    assert records(site, "id")[2].versions == {"en": ("/en/topics/batik/", "Batik")}


@pytest.mark.usefixtures("lists")
def test_a_city_a_place_and_a_series_are_found_once_an_article_is_about_them(
    tmp_path: Path,
) -> None:
    place, series = next(iter(read_places().by_key)), next(iter(read_series().by_key))
    more = f"cities: [kanazawa]\nplaces: [{place}]\nseries: {series}\n"
    site = small_site(tmp_path, {f"{NEWS}/satu/index.id.md": original(more=more)})
    for language in ("id", "en"):
        words = site.addresses[language]
        found = {each.address: each for each in records(site, language)}
        cities = [each for each in found if each.startswith(words.listing("cities"))]
        assert cities == [words.listing("cities"), words.entry("cities", "kanazawa")]
        assert found[cities[1]].title == "Kanazawa"
        assert sum(each.startswith(words.listing("places")) for each in found) == 2
        assert sum(each.startswith(words.listing("series")) for each in found) == 2
        [duties] = [each for each in found.values() if each.address == words.listing("duties")]
        assert {section.id for section in duties.sections} > set(DUTIES)
        [(address, title)] = duties.versions.values()
        assert [title, address] != [duties.title, duties.address]


@pytest.mark.usefixtures("lists")
def test_a_year_of_the_timeline_is_a_section_of_its_own(tmp_path: Path) -> None:
    site = small_site(tmp_path, {})
    [shown] = [
        each
        for each in records(site, "en")
        if each.address == site.addresses["en"].listing("timeline")
    ]
    entries = timeline(site.editions["en"])
    assert {(section.id, section.heading) for section in shown.sections} == {
        (f"y{entry.date.year}", str(entry.date.year)) for entry in entries
    }
    assert {block for section in shown.sections for block in section.blocks} == {
        entry.words.text for entry in entries
    }


def test_an_article_is_divided_at_its_headings(tmp_path: Path) -> None:
    body = (
        "Awal[^1].\n\n## Rob & pandemi\n\n| Kota | Tahun |\n| --- | --- |\n| Solo | 2023 |\n\n"
        "```yaml\ntitle: contoh\n```\n\n## Akhir\n\nSelesai.\n\n[^1]: Catatan kaki.\n"
    )
    sources = "sources:\n  - {title: Laporan, publisher: BPS, url: 'https://example.org/'}\n"
    site = small_site(tmp_path, {f"{NEWS}/satu/index.id.md": original(body, more=sources)})
    first, table, code, last, listed = records(site, "id")[0].sections
    assert first == Section(blocks=("Awal.",))
    assert table == Section(
        id="rob-pandemi", heading="Rob & pandemi", blocks=("Kota · Tahun", "Solo · 2023")
    )
    assert code == Section(blocks=("title: contoh",), is_apart=True)
    assert (last.heading, last.blocks[0]) == ("Akhir", "Selesai.")
    assert listed == Section(
        id="__sources", heading="Sumber", blocks=("Laporan BPS",), is_apart=True
    )


@pytest.mark.parametrize(
    ("facts", "year"),
    [
        ("", 2026),
        ("happened: 2014-12", 2014),
        ("happened: 2013-04-02", 2013),
        ("starts: 2025-11-27\nhappened: 2020", 2025),
    ],
)
def test_an_article_is_of_the_year_that_it_tells_of(tmp_path: Path, facts: str, year: int) -> None:
    path = "announcements/2026/satu/index.id.md"
    site = small_site(tmp_path, {path: original(more=f"{facts}\ncloses: 2026-12-31\n".lstrip())})
    assert f"year-{year}" in records(site, "id")[0].filters


def test_a_result_about_an_earlier_year_names_both_days(tmp_path: Path) -> None:
    files = {
        f"{NEWS}/dulu/index.id.md": original(more="happened: 2014-12-01\n"),
        f"{NEWS}/kini/index.id.md": original(),
    }
    days = [
        record.days for record in records(small_site(tmp_path, files), "id") if record.published
    ]
    assert days == ["Kilas balik: 1 Desember 2014 · Terbit 20 November 2026", ""]


def test_filters_offer_only_what_finds_something(tmp_path: Path) -> None:
    site = small_site(
        tmp_path,
        {
            f"{NEWS}/satu/index.id.md": original(),
            "news/2025/dua/index.id.md": original(published="2025-03-01"),
        },
    )
    assert filters(site, "id") == [
        Filter(name="topic", choices=(("batik", "Batik"),)),
        Filter(name="kind", choices=(("news", "Berita"), ("pages", "Halaman"))),
        Filter(name="year", choices=(("2026", "2026"), ("2025", "2025"))),
    ]


def test_a_preview_of_a_large_archive_has_no_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"{NEWS}/{name}/index.id.md": original(title=name) for name in ("satu", "dua")}
    site = small_site(tmp_path, files)
    assert is_searchable(site, preview=True)
    monkeypatch.setattr("newsroom.search.index.SEARCHED_IN_PREVIEW", 1)
    assert not is_searchable(site, preview=True)
    assert is_searchable(site, preview=False)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_search_page_without_index_says_so(tmp_path: Path, language: str) -> None:
    site_folder = build_site(
        tmp_path, {f"{NEWS}/satu/index.{language}.md": original()}, SEARCH_INDEX="false"
    )
    words = read_wording(language, CITY)
    [page] = site_folder.glob(f"**/{words['address_search']}/index.html")
    html = lxml.html.fromstring(page.read_text(encoding="utf-8"))
    assert [text.strip() for text in html.xpath("//main//*[@class='notice']/text()")] == [
        words["search_no_index"],
        words["search_without_script"],
    ]
    assert html.xpath("//form | //script") == []


# Words


def kept_text(folder: Path, block: str, *, language: str = "id") -> str:
    """A paragraph as a result shows it."""
    write_records([record(1, language=language, sections=text(block))], folder)
    [kept] = fragments(folder)
    said: str = kept["content"].split(" ¦ ")[2]
    return said


def indexed(folder: Path) -> dict[str, list[int]]:
    """The words that Pagefind knows, each with its places in the first page; among these a negative
    number tells the weight of those behind it."""
    packed = b"".join(gzip.decompress(file.read_bytes()) for file in folder.rglob("*.pf_index"))
    index = cbor2.loads(packed.removeprefix(b"pagefind_dcd"))
    return {word: locations for word, pages, _ in index[0] for _, locations, *_ in pages}


def test_words_are_indexed_by_their_terms_and_shown_as_they_are_written(tmp_path: Path) -> None:
    assert kept_text(tmp_path, "Tarian, menari!") == "Tarian, menari!"
    known = indexed(tmp_path)
    assert "tari" in known
    assert not {"tarian", "menari"} & known.keys()


def test_the_signs_of_the_index_cannot_come_from_a_text(tmp_path: Path) -> None:
    block = "kode `lambang` 0`x ¦ <b>1 & 2</b>"
    assert kept_text(tmp_path, block, language="jv") == "kode 'lambang' 0'x | <b>1 & 2</b>"


def test_a_place_in_the_index_is_that_of_a_word_in_the_text(tmp_path: Path) -> None:
    block = "– 5,76% · kota-kota 15–18 & <i>UNESCO's</i> ke-17 (rob): plakat ¦ ` ¦"
    write_records([record(1, title="", summary="", sections=text(block))], tmp_path)
    [kept] = fragments(tmp_path)
    places = {
        word: numbers[-1] for word, numbers in indexed(tmp_path).items() if not word.isdigit()
    }
    shown = kept["content"].split()
    assert "plakat" in shown[places["plakat"]]
    assert "rob" in shown[places["rob"]]
    assert "kota" in shown[places["kota"]]


def test_a_word_counts_whole_however_many_terms_stand_at_its_place(tmp_path: Path) -> None:
    write_records(
        [record(1, title="", summary="", sections=text("tari-ronggeng plakat"))], tmp_path
    )
    weights = indexed(tmp_path)
    told = {word: [number for number in weights[word] if number < 0] for word in weights}
    assert told["tari"] == told["ronggeng"] == told["plakat"] != []


def test_a_typed_word_has_its_term_in_the_file_of_its_number(tmp_path: Path) -> None:
    write_records([record(1, title="", summary="", sections=text("tarian"))], tmp_path)
    word = "menarikan"
    number = (ord("m") + ord("r") * 3 + ord("n") * 7 + len(word) * 13) % FORM_FILES
    lines = (tmp_path / f"id/words/forms{number}.txt").read_text(encoding="utf-8").split("\n")
    assert [line for line in lines if word in line.split()] == [f"tari {word}"]


def test_words_stand_in_files_by_their_beginning_and_end_the_commonest_first(
    tmp_path: Path,
) -> None:
    texts = ["museum batik", "museum baru", "Museum Éropa 2026"]
    write_records(
        [
            record(number, title="", summary="", sections=text(said))
            for number, said in enumerate(texts)
        ],
        tmp_path,
    )
    files = {file.stem: file.read_text(encoding="utf-8") for file in tmp_path.glob("id/words/*")}
    assert len(files) == 2 * FILES + FORM_FILES
    begin = files[f"begin{(ord('b') * 7 + ord('a')) % FILES}"].split()
    assert begin[:2] == ["baru", "batik"]
    assert files[f"begin{(ord('m') * 7 + ord('u')) % FILES}"].split()[0] == "museum"
    assert "museum" in files[f"end{(ord('m') * 7 + ord('u')) % FILES}"].split()
    assert "éropa" in files[f"end{(ord('a') * 7 + ord('p')) % FILES}"].split()


def test_real_words_near_those_of_the_archive_are_told_apart(tmp_path: Path) -> None:
    write_records([record(1, title="", summary="", sections=text("batik"))], tmp_path)
    said = " ".join(file.read_text(encoding="utf-8") for file in tmp_path.glob("id/words/begin*"))
    assert "-batin" in said.split()
    assert "-sepeda" not in said.split()


# Bytes


def test_the_same_articles_make_the_same_bytes(tmp_path: Path) -> None:
    everything = [
        record(number, language=language) for language in ("id", "en", "jv") for number in range(40)
    ]
    made = []
    for name in ("first", "second", "third"):
        write_records(everything, tmp_path / name)
        files = sorted(file for file in (tmp_path / name).rglob("*") if file.is_file())
        made.append({file.relative_to(tmp_path / name): file.read_bytes() for file in files})
    assert made[0] == made[1] == made[2]


def test_an_index_replaces_the_one_before(tmp_path: Path) -> None:
    write_records([record(1), record(2)], tmp_path)
    write_records([record(2)], tmp_path)
    assert [fragment["url"] for fragment in fragments(tmp_path)] == [record(2).address]
    write_records([], tmp_path)
    assert not tmp_path.exists()


def test_search_boxes_of_pagefind_itself_are_not_published(tmp_path: Path) -> None:
    write_records([record(1)], tmp_path)
    names = {file.name for file in (tmp_path / "id").iterdir() if file.suffix in (".js", ".css")}
    assert names == {"pagefind.js"}
