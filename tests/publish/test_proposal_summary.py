"""What a proposal changes: two small sites compared, and how a person reads it."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from PIL import Image

from newsroom.core.problem import LANGUAGES
from newsroom.publish.proposal_summary import MAX_BYTES, Changes, changes, summary
from newsroom.site.site import Site
from small_sites import original, small_site, translation

NEWS = "news/2026/cloth/index.id.md"
ENGLISH = "news/2026/cloth/index.en.md"


@pytest.fixture
def compared(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Compares two dictionaries of files."""

    def compare(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Changes, Site]:
        old = small_site(tmp_path / "before", before)
        new = small_site(tmp_path / "after", after)
        return changes(old, new), new

    return compare


def fresh(folder: Path, files: Mapping[str, str]) -> str:
    """The hash that an up-to-date translation of the article would name."""
    return small_site(folder, files).catalogue.articles["news/2026/cloth"]["id"].original_hash


def test_nothing_changes_if_nothing_changed(compared) -> None:  # type: ignore[no-untyped-def]
    found, site = compared({NEWS: original()}, {NEWS: original()})
    assert not any((found.texts, found.new_listings, found.gone_listings, found.became_stale))
    assert "Nothing changes for readers." in summary(found, site, "en")
    assert "Tidak ada yang berubah bagi pembaca." in summary(found, site, "id")


def test_a_new_article_is_a_page_a_listing_and_an_item(compared) -> None:  # type: ignore[no-untyped-def]
    body = "Satu dua tiga.\n\n![Kain](kain.png) [sumber](https://a.example/)\n"
    source = "sources:\n  - {title: S, url: 'https://b.example/'}\n"
    files = {NEWS: original(body, more=source), "news/2026/cloth/kain.png": ""}
    found, _ = compared({}, files)
    (change,) = found.texts
    assert (change.sort, change.address, change.words) == ("new", "/berita/2026/cloth/", 5)
    assert change.pictures == {"kain.png": "Kain"}
    assert list(change.links) == ["https://b.example/", "https://a.example/"]
    assert [page.address for page in found.new_listings] == ["/berita/2026/", "/en/news/2026/"]
    assert [(feed.language, len(feed.new)) for feed in found.feeds] == [("id", 1), ("en", 0)]


def test_a_changed_article_is_updated_in_its_place(compared) -> None:  # type: ignore[no-untyped-def]
    found, _ = compared({NEWS: original("Satu.\n")}, {NEWS: original("Satu dua.\n")})
    (change,) = found.texts
    assert (change.sort, change.words_before, change.words) == ("changed", 1, 2)
    assert [(len(feed.new), len(feed.changed)) for feed in found.feeds] == [(0, 1), (0, 0)]


def test_a_removed_article_is_named(compared) -> None:  # type: ignore[no-untyped-def]
    found, site = compared({NEWS: original()}, {})
    assert [change.sort for change in found.texts] == ["gone"]
    assert [page.address for page in found.gone_listings] == ["/berita/2026/", "/en/news/2026/"]
    assert "no longer in the feed: Judul" in summary(found, site, "en")


def test_a_correction_makes_its_translation_stale(compared, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    hash = fresh(tmp_path / "hash", {NEWS: original("Satu.\n")})
    both = {NEWS: original("Satu.\n"), ENGLISH: translation(hash=hash)}
    found, site = compared(both, both | {NEWS: original("Dua.\n")})
    assert [article.path for article in found.became_stale] == [ENGLISH]
    assert f"- `docs/{ENGLISH}` Title" in summary(found, site, "en").splitlines()


def test_a_translation_that_was_stale_before_is_not_told_again(compared) -> None:  # type: ignore[no-untyped-def]
    stale = {NEWS: original("Satu.\n"), ENGLISH: translation(hash="00000000")}
    found, _ = compared(stale, stale | {NEWS: original("Dua.\n")})
    assert not found.became_stale


def test_only_the_hash_is_no_change_for_readers(compared) -> None:  # type: ignore[no-untyped-def]
    stale = {NEWS: original(), ENGLISH: translation(hash="00000000")}
    found, _ = compared(stale, stale | {ENGLISH: translation(hash="11111111")})
    assert not found.texts


def test_a_new_source_is_a_change_of_every_version(compared, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    both = {NEWS: original(), ENGLISH: translation()}
    more = "sources:\n  - {title: S, url: 'https://b.example/'}\n"
    found, _ = compared(both, both | {NEWS: original(more=more)})
    assert [change.text.language for change in found.texts] == ["en", "id"]


def test_what_is_scheduled_or_a_draft_is_told_apart(compared) -> None:  # type: ignore[no-untyped-def]
    found, site = compared(
        {},
        {
            NEWS: original(published="2026-12-24T08:00+07:00"),
            "news/2026/other/index.id.md": original(title="Lain", more="draft: true\n"),
        },
    )
    text = summary(found, site, "en")
    assert "readers will see it on 2026-12-24" in text
    assert "a draft; readers do not see it yet" in text
    assert not any(feed.new for feed in found.feeds)


def test_a_withdrawn_article_is_told_as_such(compared) -> None:  # type: ignore[no-untyped-def]
    withdrawn = original(more="withdrawn: 2026-11-24\nwithdrawn_note: Keliru.\n")
    found, site = compared({NEWS: original()}, {NEWS: withdrawn})
    text = summary(found, site, "en")
    assert "withdrawn; readers find a notice at its address" in text
    assert "no longer in the feed: Judul" in text


def test_addresses_that_lead_elsewhere_are_named(compared) -> None:  # type: ignore[no-untyped-def]
    other = "news/2026/other/index.id.md"
    before = {
        NEWS: original(more="slug: kain\n"),
        other: original(title="Lain", more="slug: lain\n"),
    }
    after = {
        NEWS: original(more="slug: kain-batik\nformer_slugs: [kain]\n"),
        "news/2026/new/index.id.md": original(title="Baru", more="slug: lain\n"),
    }
    found, site = compared(before, after)
    lines = summary(found, site, "en").splitlines()
    start = lines.index("## Addresses that now lead somewhere else")
    assert lines[start + 2 : start + 4] == [
        "- `/berita/2026/kain/` now leads to `/berita/2026/kain-batik/`",
        "- `/berita/2026/lain/` is now the address of another article",
    ]


def test_files_with_problems_are_named(compared) -> None:  # type: ignore[no-untyped-def]
    found, site = compared({}, {NEWS: "---\ntitle: T\n---\n"})
    assert list(found.unreadable) == [NEWS]
    assert f"- `docs/{NEWS}`" in summary(found, site, "en")


# What a reviewer sees first


def look(found: Changes, site: Site, language: str = "en") -> list[str]:
    """The lines of the section that stands first."""
    lines = summary(found, site, language).splitlines()
    heading = {"en": "Look at this before anything else", "id": "Lihat ini lebih dulu"}[language]
    assert lines[2] == f"## {heading}"
    return lines[4 : [*lines, ""].index("", 4)]


def test_links_that_deceive_are_told_first_and_only_once(compared) -> None:  # type: ignore[no-untyped-def]
    trap, other = (
        "[Buka bri.co.id](https://evil.example)",
        "[pekalongankota.](https://e.example)go.id",
    )
    source = "sources: [{title: Laman resmi unesco.org, url: 'https://fake.example'}]\n"
    found, site = compared(
        {NEWS: original(f"{trap}\n")},
        {NEWS: original(f"Satu.\n\n{trap}\n\n{other}\n", more=source)},
    )
    lines = look(found, site)
    assert len(lines) == 4
    assert lines[0].startswith(f"- `docs/{NEWS}:13` the words of a link to e\\.example mention")
    assert lines[1] == "  - as it stands there: `https://e.example`"
    assert lines[2].startswith(f"- `docs/{NEWS}:6` the words of a link to fake\\.example mention")
    assert "menyebut pekalongankota" in look(found, site, "id")[0]


def test_letters_in_disguise_are_told_first(compared) -> None:  # type: ignore[no-untyped-def]
    found, site = compared({}, {NEWS: original("Buka b\N{CYRILLIC SMALL LETTER ER}i.co.id.\n")})
    (line, _) = look(found, site)
    assert line.startswith(f"- `docs/{NEWS}:8` ")


def test_what_deceives_in_a_text_that_costs_too_much_is_not_looked_for(tmp_path: Path) -> None:
    after = small_site(tmp_path / "after", {NEWS: original("[bri.co.id](https://evil.example)\n")})
    before = small_site(tmp_path / "before", {})
    assert changes(before, after).deceiving
    assert not changes(before, after, rejected={NEWS}).deceiving


def test_a_pin_is_told_with_what_it_moves(compared) -> None:  # type: ignore[no-untyped-def]
    later = original(title="Lain", published="2026-11-22T08:00+07:00")
    other = {"news/2026/other/index.id.md": later}
    pinned = original(more="pinned: true\n")
    found, site = compared({NEWS: original()} | other, {NEWS: pinned} | other)
    assert look(found, site) == [
        f"- `docs/{NEWS}` Judul is pinned to the front page, which it was not before",
        "- Bahasa Indonesia: the front page opened with “Lain” and will open with “Judul”",
        "- English: the front page opened with “Lain” and will open with “Judul”",
    ]
    found, site = compared({NEWS: pinned}, {NEWS: original()})
    assert look(found, site)[0].endswith("is no longer pinned to the front page")


def picture(width: int, colour: str = "brown") -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, 30), colour).save(file, "PNG")
    return file.getvalue()


def test_a_replaced_picture_is_told_with_before_and_after(compared) -> None:  # type: ignore[no-untyped-def]
    kept = {NEWS: original("![Kain](kain.png) ![Malam](malam.png)\n")}
    files = {f"news/2026/cloth/{name}.png": picture(40) for name in ("kain", "malam")}
    # As heavy as before, and yet another.
    same_size = {"news/2026/cloth/malam.png": picture(40, "white")}
    found, site = compared(
        kept | files, kept | files | {"news/2026/cloth/kain.png": picture(900)} | same_size
    )
    assert not found.texts
    assert "Nothing changes" not in summary(found, site, "en")
    assert look(found, site) == [
        "- **replaced** `docs/news/2026/cloth/kain.png`",
        "  - before: 1 kB, 40 × 30",
        "  - now: 1 kB, 900 × 30",
        "- **replaced** `docs/news/2026/cloth/malam.png`",
        "  - before: 1 kB, 40 × 30",
        "  - now: 1 kB, 40 × 30",
    ]


def test_files_that_no_article_is_made_of_are_told_first(compared) -> None:  # type: ignore[no-untyped-def]
    new = {
        "news/.DS_Store": bytes(2_000_000),
        "news/2026/cloth/kain.png": picture(40),
        "data/a.csv": "a",
    }
    found, site = compared({NEWS: original()}, {NEWS: original()} | new)
    assert look(found, site) == ["- **new** `docs/news/.DS_Store`", "  - now: 2000 kB"]
    lines = summary(found, site, "en").splitlines()
    start = lines.index("## Pictures and tables")
    assert lines[start + 2 : start + 6] == [
        "- **new** `docs/data/a.csv`",
        "  - now: 1 kB",
        "- **new** `docs/news/2026/cloth/kain.png`",
        "  - now: 1 kB, 40 × 30",
    ]


def test_files_outside_of_the_texts_are_named(tmp_path: Path) -> None:
    site = small_site(tmp_path, {NEWS: original()})
    found = changes(site, site, [f"docs/{NEWS}", "scripts/check.py", ".github/a`b.yml"])
    assert look(found, site) == [
        "- changes files outside of docs/, which are no texts:",
        "  - `scripts/check.py`",
        "  - `.github/a´b.yml`",
    ]


HOSTILE_TITLES = [
    "[ketuk](https://evil.example)",
    "![p](https://evil.example/p.png)",
    "<img src=https://evil.example/p.png>",
    "<https://evil.example>",
    "# heading",
    "*a* _b_ `c` ~~d~~",
    "a | b",
    "&lt;b&gt;",
    "a\\",
]


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_a_title_says_in_the_summary_what_it_says(compared, title: str) -> None:  # type: ignore[no-untyped-def]
    quoted = "'" + title.replace("'", "''") + "'"
    found, site = compared({}, {NEWS: original(title=quoted, more="slug: judul\n")})
    html = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .render(summary(found, site, "en"))
    )
    assert not re.search(r"<(a|img|s|del|table)\b", html)
    assert html.count("<h1>") == 1
    shown = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"<code>/berita/2026/judul/</code> {shown}, 2 words" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_list_is_cut(compared, language: str) -> None:  # type: ignore[no-untyped-def]
    files = {f"news/2026/a{n}/index.id.md": original(more=f"slug: a{n}\n") for n in range(150)}
    found, site = compared({}, files)
    text = summary(found, site, language)
    assert "50" in text
    assert text.count("/berita/2026/a") == 100


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https&#58;//evil.example/", "https://evil.example/"),
        ("HTTPS://evil.example/", "HTTPS://evil.example/"),
        ("mailto:phish@evil.example", "mailto:phish@evil.example"),
    ],
)
def test_no_link_is_hidden_by_how_it_is_written(compared, written: str, address: str) -> None:  # type: ignore[no-untyped-def]
    found, site = compared({}, {NEWS: original(f"[x]({written})\n")})
    assert list(found.texts[0].links) == [address]
    assert f"`{address}`" in summary(found, site, "en")


def test_a_changed_text_is_told_before_any_number_of_new_ones(compared) -> None:  # type: ignore[no-untyped-def]
    new = {f"news/2026/a{n}/index.id.md": original(more=f"slug: a{n}\n") for n in range(150)}
    found, site = compared({NEWS: original()}, new | {NEWS: original("Lain.\n")})
    first, second = re.findall(r"\*\*\w+\*\* `/berita/[^`]+`", summary(found, site, "en"))[:2]
    assert first == "**changed** `/berita/2026/cloth/`"
    assert second.startswith("**new**")


def test_a_summary_stays_short_enough_for_github(compared) -> None:  # type: ignore[no-untyped-def]
    files = {
        f"news/2026/a{n}/index.id.md": original(
            "\n\n".join(f"[x](https://example.org/{part}/{'x' * 300})" for part in range(100)),
            more=f"slug: a{n}\n",
        )
        for n in range(40)
    }
    found, site = compared({}, files)
    text = summary(found, site, "en")
    assert len(text.encode()) < MAX_BYTES + 1000
    assert text.splitlines()[2].startswith("**This list is shortened")
    assert "x" * 201 not in text
