"""What readers can search, and that the same articles make the same bytes."""

import gzip
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from mkdocs_builds import build_site
from newsroom.core.wording import read_wording
from newsroom.search.index import (
    Filter,
    Record,
    filters,
    is_searchable,
    plain_text,
    records,
    with_relatives,
    write_records,
    write_search_index,
)
from newsroom.search.word_families import read_families
from newsroom.site.site import Site
from small_sites import original, small_site, translation

NEWS = "news/2026"


def record(number: int, *, language: str = "id", **changes: Any) -> Record:
    values: dict[str, Any] = {
        "address": f"/{language}/berita/2026/artikel-{number}/",
        "language": language,
        "title": f"Artikel {number}",
        "summary": f"Ringkasan {number}.",
        "text": f"Isi artikel nomor {number}.",
        "day": f"0{739000 + number}",
        "filters": (f"topic-t{number % 7}", f"kind-k{number % 2}", f"year-{2000 + number % 5}"),
        "published": f"2026-01-{number % 28 + 1:02}",
    }
    return Record(**(values | changes))


def fragments(folder: Path) -> list[dict[str, Any]]:
    """What Pagefind keeps of each article."""
    texts = [gzip.decompress(file.read_bytes()) for file in folder.glob("fragment/*.pf_fragment")]
    return [json.loads(text.removeprefix(b"pagefind_dcd")) for text in texts]


def shown(text: str) -> str:
    """A text as the search page shows it."""
    return re.sub(r"0`|`\S*", "", text)


def titles(site: Site, language: str) -> list[str]:
    return [shown(each.title) for each in records(site, language)]


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
    [found] = records(site, "id")
    readable = {name: shown(getattr(found, name)) for name in ("title", "summary", "text")}
    assert replace(found, **readable) == Record(
        address="/pengumuman/2026/pameran/",
        language="id",
        title="Pameran",
        summary="Ringkasan.",
        text="Isi pameran di sini. satu dua Museum Wastra Nama gedung diperbaiki.",
        day="0739940",
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
    site = small_site(
        tmp_path / "docs", {f"{NEWS}/satu/index.en.md": original("Weavers wove.\n", title="One")}
    )
    write_records([record(1, language="jv", text="Wong nyanting.")], tmp_path / "pagefind")
    [kept] = fragments(tmp_path / "pagefind")
    assert kept["content"] == "Ringkasan 1. Wong nyanting."
    assert (tmp_path / "pagefind/wasm.jv.pagefind").is_file()
    assert records(site, "id") == []


def test_the_real_articles_are_all_found(real_site: Site, tmp_path: Path) -> None:
    count = write_search_index(real_site, tmp_path)
    kept = sorted(fragment["url"] for fragment in fragments(tmp_path / "pagefind"))
    assert kept == sorted(
        real_site.addresses[language].article(article)
        for language, edition in real_site.editions.items()
        for article in edition.own
    )
    assert count == len(kept)


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
        Filter(name="kind", choices=(("news", "Berita"),)),
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
    words = read_wording(language)
    [page] = site_folder.glob(f"**/{words['address_search']}/index.html")
    html = lxml.html.fromstring(page.read_text(encoding="utf-8"))
    assert [text.strip() for text in html.xpath("//main//*[@class='notice']/text()")] == [
        words["search_no_index"],
        words["search_without_script"],
    ]
    assert html.xpath("//form | //script") == []


# Words


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Satu</p><p>dua</p>", "Satu dua"),
        ("<p>kata <strong>tebal</strong>.</p>", "kata tebal."),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
    ],
)
def test_only_the_words_of_a_text_are_indexed(html: str, text: str) -> None:
    assert " ".join(plain_text(html).split()) == text


def test_relatives_stand_at_the_place_of_a_word() -> None:
    families = read_families("id", ["tarian, batik"])
    assert with_relatives("tarian, batik", families) == "0`tarian,`menari 0`batik`batikan"


def test_the_sign_of_relatives_cannot_come_from_a_text() -> None:
    families = read_families("jv", [])
    assert with_relatives("kode `lambang` 0`x", families) == "kode 'lambang' 0'x"


def test_words_stand_on_shelves_for_those_who_mistype_one_the_commonest_first(
    tmp_path: Path,
) -> None:
    texts = ["museum batik", "museum baru", "Museum Éropa 2026"]
    write_records(
        [record(number, title="", summary="", text=text) for number, text in enumerate(texts)],
        tmp_path,
    )
    shelves = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.glob("words/id/*")}
    assert len(shelves) == 16
    assert {name: shelf for name, shelf in shelves.items() if shelf} == {
        f"{ord('b') % 16}.txt": "baru batik",
        f"{ord('é') % 16}.txt": "éropa",
        f"{ord('m') % 16}.txt": "museum",
    }


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
    names = {file.name for file in tmp_path.iterdir() if file.suffix in (".js", ".css")}
    assert names == {"pagefind.js"}
