"""Articles as the clock and their authors change them: what stays, what goes, where it leads."""

from datetime import date
from pathlib import Path

import pytest

from mkdocs_builds import build_site
from newsroom.checks.address_owners import address_owners
from newsroom.checks.check import check
from newsroom.checks.register import published, register_file, register_problems
from newsroom.site.lifecycle import Due, due, stage
from newsroom.site.page import pages
from newsroom.site.redirects import redirect_files, redirects
from small_sites import original, small_site, translation

KEY = "news/2026/kain"
ID, EN = f"{KEY}/index.id.md", f"{KEY}/index.en.md"
EVENT = "announcements/2026/pekan/index.id.md"
SOURCES = 'sources: [{title: Sumber, url: "https://example.org/"}]\n'
WITHDRAWN = "withdrawn: 2026-11-22\nwithdrawn_note: Sumbernya keliru.\n"


@pytest.mark.parametrize(
    ("more", "today", "expected"),
    [
        ("", date(2026, 11, 19), "scheduled"),
        ("", date(2026, 11, 20), "live"),
        ("draft: true\n", date(2026, 11, 24), "draft"),
        (WITHDRAWN, date(2026, 11, 21), "live"),
        (WITHDRAWN, date(2026, 11, 22), "withdrawn"),
    ],
)
def test_the_stage_of_news(tmp_path: Path, more: str, today: date, expected: str) -> None:
    site = small_site(tmp_path, {ID: original(more=more)})
    assert stage(site.catalogue.original(KEY), today) == expected


def test_changes_are_listed_by_day(tmp_path: Path) -> None:
    files = {
        ID: original(published="2026-12-03", more="withdrawn: 2026-12-20\nwithdrawn_note: x\n"),
        EVENT: original(title="Pekan", more="starts: 2026-12-01\nends: 2026-12-04\n"),
        "announcements/2026/lomba/index.id.md": original(
            title="Lomba", more="closes: 2026-12-10\n"
        ),
        "announcements/2026/kelas/index.id.md": original(
            title="Kelas", more="closes: 2026-11-26\nstarts: 2026-12-15\n"
        ),
        "news/2026/konsep/index.id.md": original(title="Konsep", more="draft: true\n"),
    }
    found = due(small_site(tmp_path, files))
    assert [(f"{each.day:%m-%d}", each.key.split("/")[-1], each.stage) for each in found] == [
        ("11-27", "kelas", "registration_closed"),
        ("12-01", "pekan", "on"),
        ("12-03", "lomba", "closing_soon"),
        ("12-03", "kain", "live"),
        ("12-05", "pekan", "past"),
        ("12-11", "lomba", "closed"),
        ("12-15", "kelas", "on"),
        ("12-16", "kelas", "past"),
        ("12-20", "kain", "withdrawn"),
    ]
    assert found[0] == Due(
        day=date(2026, 11, 27), key="announcements/2026/kelas", stage="registration_closed"
    )


def test_a_withdrawn_article_leaves_everything_but_its_address(tmp_path: Path) -> None:
    files = {
        ID: original("Rahasia lama.\n", title="Berita palsu", more=WITHDRAWN + "slug: kain\n"),
        EN: translation(
            "Old secret.\n",
            title="False news",
            more="slug: false-news\nwithdrawn_note: InvalidValue source.\n",
        ),
        "news/2026/lain/index.id.md": original(title="Lain"),
    }
    site_folder = build_site(tmp_path, files)
    for path, reason in (
        ("berita/2026/kain", "Sumbernya keliru."),
        ("berita/2026/kain", "Artikel itu terbit pada 20 November 2026, tentang: Batik."),
        ("en/news/2026/false-news", "InvalidValue"),
    ):
        page = (site_folder / path / "index.html").read_text("utf-8")
        assert reason in page
        assert 'name="robots" content="noindex"' in page
        assert 'href="/situs/' not in page
    told = "".join(
        file.read_text("utf-8", "replace")
        for file in sorted(site_folder.rglob("*"))
        if file.suffix in (".html", ".xml", ".json", ".ics", ".opml")
    )
    for secret in ("Rahasia lama", "Old secret", "Berita palsu", "False news"):
        assert secret not in told
    assert "berita/2026/kain" not in (site_folder / "sitemap.xml").read_text("utf-8")
    assert "berita/2026/lain" in (site_folder / "sitemap.xml").read_text("utf-8")


def test_the_page_of_a_year_whose_articles_were_all_withdrawn_says_so(tmp_path: Path) -> None:
    page = (
        build_site(tmp_path, {ID: original(more=WITHDRAWN)}) / "berita/2026/index.html"
    ).read_text("utf-8")
    assert "Artikel yang pernah ada di sini sudah ditarik." in page
    assert 'name="robots" content="noindex"' in page


@pytest.mark.parametrize(
    ("today", "address"),
    [
        (date(2026, 11, 24), "/berita/2026/kain/#bagian"),
        (date(2026, 12, 25), "/berita/2026/kain/"),
    ],
)
def test_a_withdrawal_breaks_no_link_to_a_part_of_the_article(
    tmp_path: Path, today: date, address: str
) -> None:
    more = SOURCES + "slug: kain\nwithdrawn: 2026-12-25\nwithdrawn_note: Keliru.\n"
    link = "news/2026/lain/index.id.md"
    files = {
        ID: original("## Bagian\n\nIsi.\n", more=more),
        link: original("[a](../kain/index.id.md#bagian)\n", title="Lain", more=SOURCES),
    }
    site = small_site(tmp_path, files, today=today)
    text = site.text_at(link)
    assert check(site) == []
    assert text
    assert site.renderers["id"].body(text).html == f'<p><a href="{address}">a</a></p>'


def test_a_renamed_text_is_found_at_its_old_addresses(tmp_path: Path) -> None:
    files = {
        ID: original(title='Kain & "lilin"', more="slug: baru\nformer_slugs: [lama, lebih-lama]\n"),
        "topics/batik.id.md": (
            "---\ntitle: Batik\nsummary: s\nslug: kain-batik\nformer_slugs: [batik]\n---\n"
        ),
    }
    site_folder = build_site(tmp_path, files)
    page = (site_folder / "berita/2026/lama/index.html").read_text("utf-8")
    assert 'http-equiv="refresh" content="0; url=../baru/"' in page
    assert 'rel="canonical" href="https://kota.example/situs/berita/2026/baru/"' in page
    assert "Content-Security-Policy" in page
    assert 'Kain &amp; "lilin"' in page
    assert (site_folder / "berita/2026/lebih-lama/index.html").is_file()
    assert "../kain-batik/" in (site_folder / "topik/batik/index.html").read_text("utf-8")
    for feed in ("feed.xml", "feed.json"):
        assert (site_folder / "topik/batik" / feed).read_bytes() == (
            site_folder / "topik/kain-batik" / feed
        ).read_bytes()


def test_what_is_not_published_yet_leads_nowhere(tmp_path: Path) -> None:
    files = {ID: original(published="2026-12-24", more="former_slugs: [lama]\n")}
    assert redirects(small_site(tmp_path, files)) == {}
    assert list(redirect_files(small_site(tmp_path, files))) == []


@pytest.mark.parametrize(
    ("after", "lost"),
    [
        # kept
        (original(more="slug: kain\n"), []),
        (original(more="slug: baru\nformer_slugs: [kain]\n"), []),
        (original(more="slug: kain\nwithdrawn: 2026-11-23\nwithdrawn_note: Salah.\n"), []),
        # lost
        (original(more="slug: baru\n"), [("/berita/2026/kain/", 6)]),
        (original(more="slug: kain\ndraft: true\n"), [("/berita/2026/kain/", 7)]),
        (original(published="2026-12-24", more="slug: kain\n"), [("/berita/2026/kain/", 4)]),
        (None, [("/berita/2026/kain/", 1)]),
    ],
)
def test_an_address_once_published_is_not_lost(
    tmp_path: Path, after: str | None, lost: list[tuple[str, int]]
) -> None:
    other = {"news/2026/lain/index.id.md": original(title="Lain")}
    before = small_site(tmp_path / "a", {ID: original(more="slug: kain\n"), **other})
    later = small_site(tmp_path / "b", {**other, **({ID: after} if after else {})})
    registered = sorted(published(before))
    problems = list(register_problems(later, registered, address_owners(before)))
    assert [(problem.values["address"], problem.line) for problem in problems] == lost
    found = [problem for problem in check(later, registered=registered) if not problem.is_warning]
    assert [problem.rule for problem in found] == ["address_lost"] * len(lost)


@pytest.mark.parametrize(
    ("published", "changed", "today", "refused"),
    [
        ("2026-11-20", "2026-11-24", date(2026, 11, 24), False),
        ("2026-11-20", "2026-11-25", date(2026, 11, 24), True),
        ("2026-11-20", "2026-11-25", date(2026, 11, 25), False),  # what passed goes on passing
        # still to come: on its day nothing in it is in the future
        ("2026-12-01", "2026-12-01", date(2026, 11, 24), False),
        ("2026-12-01", "2026-12-02", date(2026, 11, 24), True),
        ("2026-12-01T23:30+00:00", "2026-12-02", date(2026, 11, 24), False),  # the 2nd in Jakarta
    ],
)
def test_no_feed_mentions_a_future_change(
    tmp_path: Path, published: str, changed: str, today: date, refused: bool
) -> None:
    more = f"updated: {changed}\ncorrections: [{{date: {changed}, note: Salah.}}]\n"
    files = {ID: original(published=published, more=more)}
    found = check(small_site(tmp_path, files, today=today))
    rules = [(each.line, each.rule) for each in found if not each.is_warning]
    assert rules == ([(6, "updated_too_late"), (7, "corrected_too_late")] if refused else [])


def test_an_address_of_the_register_that_is_lost_is_named_with_its_slug(tmp_path: Path) -> None:
    register = tmp_path / "addresses.txt"
    files = {ID: original(more="slug: baru\n" + SOURCES)}
    site = small_site(tmp_path / "docs", files, register=register)
    assert check(site) == []
    register.write_text("/berita/2026/baru/\n/berita/2026/kain/\n")
    (problem,) = check(site)
    assert not problem.is_warning
    assert problem.report("en").startswith("addresses.txt:1:1: the address /berita/2026/kain/ was")
    assert "'former_slugs: [kain]'" in problem.report("en")


def test_the_site_publishes_its_addresses_and_those_that_it_listed_before(tmp_path: Path) -> None:
    register = tmp_path / "addresses.txt"
    site = small_site(tmp_path / "docs", {ID: original(more="slug: kain\n")}, register=register)
    file = register_file(site)
    assert file.path == "addresses.txt"
    listed = file.content.decode().splitlines()
    assert listed == sorted(published(site))
    assert {"/feed.xml", "/en/feed.xml", "/berita/2026/kain/"} <= set(listed)
    register.write_text("/berita/2026/tua/\n")
    assert set(register_file(site).content.decode().split()) == {*listed, "/berita/2026/tua/"}


def test_an_address_that_was_given_up_is_published_too(tmp_path: Path) -> None:
    files = {
        ID: original(more="slug: baru\nformer_slugs: [kain]\n"),
        "topics/batik.id.md": (
            "---\ntitle: Batik\nsummary: s\nslug: kain-batik\nformer_slugs: [batik]\n---\n"
        ),
    }
    found = published(small_site(tmp_path, files))
    assert {"/berita/2026/kain/", "/topik/batik/", "/topik/batik/feed.xml"} <= found


def test_two_texts_cannot_have_given_up_one_address(tmp_path: Path) -> None:
    files = {
        ID: original(more="slug: kain\n"),
        "news/2026/lain/index.id.md": original(title="Lain", more="former_slugs: [kain]\n"),
    }
    problems = [each for each in check(small_site(tmp_path, files)) if not each.is_warning]
    assert [(each.path, each.line, each.rule) for each in problems] == [
        ("news/2026/lain/index.id.md", 6, "address_taken")
    ]


def test_the_register_knows_pages_and_feeds_of_all_languages(tmp_path: Path) -> None:
    site = small_site(tmp_path, {ID: original(more="slug: kain\n"), EN: translation()})
    found = published(site)
    assert {"/berita/2026/kain/", "/en/news/2026/kain/", "/berita/feed.xml"} <= found
    for language in site.addresses:
        assert {page.address for page in pages(site, language)} <= found


def test_a_stale_translation_tells_its_reader_what_changed_when(tmp_path: Path) -> None:
    more = "updated: 2026-11-23\ncorrections: [{date: 2026-11-22, note: Bukan <b>.}]\n"
    files = {
        ID: original(more=more),
        EN: translation(more="corrections: [Not b.]\nslug: cloth\n"),
    }
    page = (build_site(tmp_path, files) / "en/news/2026/cloth/index.html").read_text("utf-8")
    assert '<time datetime="2026-11-23">23 November 2026</time></li>' in page
    assert '22 November 2026</time>: <span lang="id">Bukan &lt;b&gt;.</span></li>' in page
