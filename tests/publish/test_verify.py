"""Verify the built site: a table of small sites, each broken in one way."""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from newsroom.core.failure import FileError
from newsroom.core.output import SiteFile, write_file
from newsroom.core.settings import PROJECT
from newsroom.publish.verify import Expected, Fault, expected_of, verify
from newsroom.site.page import Page
from newsroom.site.site import Site
from small_sites import SITE_URL, original, small_site, write_files

ALLOWED_SCRIPT = "allowed()"
_HASH = base64.b64encode(hashlib.sha256(ALLOWED_SCRIPT.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-a' 'sha256-b'; script-src 'self' 'sha256-{_HASH}'"

HEAD = (
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
    "<title>{title}</title>"
    '<link rel="canonical" href="{own}">'
    '<link rel="alternate" hreflang="id" href="{site}">'
    '<link rel="alternate" hreflang="en" href="{site}en/">'
    '<link rel="alternate" hreflang="x-default" href="{site}">'
)


def page(
    body: str = "", *, language: str = "id", head: str = "", start: str = "", **changes: str
) -> str:
    """One of the two home pages, which name each other."""
    own = SITE_URL if language == "id" else f"{SITE_URL}en/"
    values = {"policy": POLICY, "title": "Judul", "own": own, "site": SITE_URL} | changes
    filled = HEAD.format_map(values)
    return (
        f'<!doctype html><html lang="{language}"><head>{start}{filled}{head}</head>'
        f"<body>{body}</body></html>"
    )


RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{}</channel></rss>'
GOOD: Mapping[str, str] = {
    "index.html": page(
        '<h1 id="atas">Judul</h1><a href="#atas">a</a><a href="en/#top">b</a>'
        '<a href="https://kota.example/situs/en/#up">c</a><img src="assets/x.png" alt="">'
        '<a href="webcal://kota.example/situs/agenda.ics">f</a>'
        '<a href="https://other.example/">d</a><a href="mailto:a@b.example">e</a>'
        '<form role="search"><input type="search"></form><script>' + ALLOWED_SCRIPT + "</script>"
        '<script type="application/ld+json">{"@context":"https://schema.org"}</script>'
    ),
    "en/index.html": page(
        '<h1 id="up">Title</h1><a href="../">id</a>',
        language="en",
        policy=POLICY.replace(" 'sha256-b'", ""),
    ),
    "assets/x.png": "picture",
    "assets/style.css": "a { background: url('x.png') } b { cursor: url(data:image/svg+xml,x) }",
    "feed.xml": RSS.format(
        "<item><guid>tag:1</guid><link>https://kota.example/situs/en/</link></item>"
    ),
    "feed.json": "{}",
    "agenda.ics": "BEGIN:VCALENDAR",
    "sitemap.xml": (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc>https://kota.example/situs/</loc></url></urlset>"
    ),
}


def expected(**changes: object) -> Expected:
    values: dict[str, object] = {
        "site_url": SITE_URL,
        "policy": POLICY,
        "files": frozenset(GOOD),
    }
    return Expected(**(values | changes))  # type: ignore[arg-type]


def faults_of(folder: Path, written: Mapping[str, str], **changes: object) -> list[str]:
    write_files(folder, {**GOOD, **written})
    return [fault.report() for fault in verify(folder, expected(**changes))]


def test_a_good_site_has_no_faults(tmp_path: Path) -> None:
    assert faults_of(tmp_path, {}) == []


def test_a_page_and_a_redirect_are_not_written_to_one_file(tmp_path: Path) -> None:
    # The check refuses this before anything is built.
    more = "slug: baru\nformer_slugs: [lain]\n"
    files = {
        "news/2026/baru/index.id.md": original(title="Baru", more=more),
        "news/2026/lain/index.id.md": original(title="Lain"),
    }
    twice = expected_of(small_site(tmp_path / "docs", files)).claimed_twice
    assert twice == {"berita/2026/lain/index.html"}
    assert faults_of(tmp_path / "site", {}, claimed_twice=twice) == [
        "berita/2026/lain/index.html:1: two pages, or a page and a redirect, are written here"
    ]


def test_nothing_is_written_outside_of_the_sites_folder(tmp_path: Path) -> None:
    site_folder = tmp_path / "site"
    for path in ("../x.html", str(tmp_path / "x.html"), "a/../../x.html"):
        with pytest.raises(FileError, match="leads out of"):
            write_file(site_folder, SiteFile(path=path, make=lambda: b"x"))
    with pytest.raises(ValueError, match="empty folder name"):
        _ = Page(language="id", template="standing.html", address="//", title="x").file
    assert list(tmp_path.rglob("*")) == []


def test_what_looks_like_a_script_in_words_is_no_fault(tmp_path: Path) -> None:
    words = '<img src="assets/x.png" alt="Contoh javascript: di layar">'
    assert faults_of(tmp_path, {"index.html": page(words)}) == []


BROKEN = {
    "a link that leads nowhere": ('<a href="none/">a</a>', "a link that leads nowhere: none/"),
    "a link that leaves the site's folder": (
        '<a href="../x">a</a>',
        "a link that leads nowhere: ../x",
    ),
    "a link without its final slash": ('<a href="en">a</a>', "a link that leads nowhere: en"),
    "a whole address that leads nowhere": (
        f'<a href="{SITE_URL}none/">a</a>',
        f"a link that leads nowhere: {SITE_URL}none/",
    ),
    "an anchor that is not there": ('<a href="#no">a</a>', "an anchor that is not there: #no"),
    "another page's anchor": ('<a href="en/#no">a</a>', "an anchor that is not there: en/#no"),
    "a picture that is not there": ('<img src="y.png" alt="">', "a link that leads nowhere: y.png"),
    "an address that is none": ('<a href="https://[x">a</a>', "no address: https://[x"),
    "a feed that is not there": (
        '<a href="feed:https://kota.example/situs/x.xml">a</a>',
        "a link that leads nowhere: feed:https://kota.example/situs/x.xml",
    ),
    "a picture in several widths that is not there": (
        '<img srcset="assets/x.png 1x, y-2.png 2x" alt="">',
        "a link that leads nowhere: y-2.png",
    ),
}


@pytest.mark.parametrize(("html", "what"), BROKEN.values(), ids=BROKEN.keys())
def test_nothing_broken_passes(tmp_path: Path, html: str, what: str) -> None:
    assert faults_of(tmp_path, {"index.html": page(html)}) == [f"index.html:1: {what}"]


FRAME: Mapping[str, tuple[str, list[str]]] = {
    "no policy": (
        page().replace("Content-Security-Policy", "X-UA-Compatible"),
        ["index.html:1: a page with 0 policies"],
    ),
    "another policy": (
        page(policy="default-src *"),
        ["index.html:1: its policy is not the site's"],
    ),
    "a policy with a style sheet more": (
        page(policy=POLICY.replace("'sha256-b'", "'sha256-c'")),
        ["index.html:1: its policy is not the site's"],
    ),
    "a policy that allows styles twice": (
        page(policy=f"{POLICY}; style-src 'sha256-a'"),
        ["index.html:1: its policy is not the site's"],
    ),
    "two policies": (
        page(head='<meta http-equiv="Content-Security-Policy" content="default-src *">'),
        ["index.html:1: a page with 2 policies"],
    ),
    "something before the policy": (
        page(start='<link rel="icon" href="assets/x.png">'),
        ["index.html:1: something stands before the policy, so outside it"],
    ),
    "a refresh": (
        page(head='<META HTTP-EQUIV="Refresh" CONTENT="0;url=https://evil.example/">'),
        ["index.html:1: takes the reader away and is no known redirect"],
    ),
    "a canonical address elsewhere": (
        page(own="https://evil.example/"),
        ["index.html:1: its canonical address is https://evil.example/"],
    ),
    "alternates that are not returned": (
        page().replace(
            f'hreflang="en" href="{SITE_URL}en/"', f'hreflang="jv" href="{SITE_URL}en/"'
        ),
        [
            "en/index.html:1: index.html does not name the same versions",
            "index.html:1: en/index.html does not name the same versions",
        ],
    ),
    "alternates without the page itself": (
        page().replace(f'hreflang="id" href="{SITE_URL}"', f'hreflang="id" href="{SITE_URL}x/"'),
        [
            "en/index.html:1: index.html does not name the same versions",
            f"index.html:1: an alternate outside the site: {SITE_URL}x/",
            "index.html:1: its alternates lack the page itself",
            f"index.html:1: a link that leads nowhere: {SITE_URL}x/",
            "index.html:1: en/index.html does not name the same versions",
            "index.html:1: x-default is none of its alternates",
        ],
    ),
}


@pytest.mark.parametrize(("html", "faults"), FRAME.values(), ids=FRAME.keys())
def test_every_page_has_its_frame(tmp_path: Path, html: str, faults: list[str]) -> None:
    assert sorted(faults_of(tmp_path, {"index.html": html})) == sorted(faults)


def test_a_page_is_utf_8(tmp_path: Path) -> None:
    write_files(tmp_path, {**GOOD, "old.html": b"\xff"})
    faults = verify(tmp_path, expected(files=frozenset({*GOOD, "old.html"})))
    assert faults == [Fault(path="old.html", what="not UTF-8")]


OTHERS: Mapping[str, tuple[dict[str, str], str]] = {
    "a feed that is not well-formed": (
        {"feed.xml": "<rss><channel>"},
        "feed.xml:1: not well-formed: ",
    ),
    "a control character in a feed": (
        {"feed.xml": RSS.format("\x08")},
        "feed.xml:1: not well-formed: ",
    ),
    "an item that leads nowhere": (
        {"feed.xml": RSS.format(f"<item><link>{SITE_URL}none/</link></item>")},
        f"feed.xml:1: a link that leads nowhere: {SITE_URL}none/",
    ),
    "a sitemap that names a page that is not there": (
        {"sitemap.xml": GOOD["sitemap.xml"].replace("situs/<", "situs/none/<")},
        f"sitemap.xml:1: a link that leads nowhere: {SITE_URL}none/",
    ),
    "a style sheet whose picture is not there": (
        {"assets/style.css": "a { background: url(y.png) }"},
        "assets/style.css:1: a link that leads nowhere: y.png",
    ),
    "a file that nobody asked for": (
        {"evil.js": "alert(1)"},
        "evil.js:1: a file that no page, feed or theme asked for",
    ),
}


@pytest.mark.parametrize(("files", "report"), OTHERS.values(), ids=OTHERS.keys())
def test_other_files_are_looked_at_too(tmp_path: Path, files: dict[str, str], report: str) -> None:
    allowed = frozenset(GOOD) | ({*files} - {"evil.js"})
    (found,) = faults_of(tmp_path, files, files=allowed)
    assert found.startswith(report)


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    write_files(tmp_path, GOOD)
    faults = verify(tmp_path, expected(files=frozenset(GOOD) | {"berita/index.html"}))
    assert faults == [Fault(path="berita/index.html", what="this file is missing from the site")]


def test_a_link_in_the_file_system_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "passwords.html").symlink_to("/etc/passwd")
    faults = faults_of(tmp_path, {}, files=frozenset({*GOOD, "passwords.html"}))
    assert faults == ["passwords.html:1: a symbolic link; the site holds files only"]


def test_names_that_differ_only_in_capitals_are_named(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, {"assets/X.png": "twin"}, files=frozenset({*GOOD, "assets/X.png"}))
    assert faults == ["assets/x.png:1: differs only in capitals from assets/X.png"]


def test_a_forged_workflow_command_in_a_file_name_stays_one_line(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, {"a\n::error::x.js": "x"})
    assert fault.startswith("a\\n::error::x.js:1: ")


REDIRECT = page(head='<meta http-equiv="refresh" content="0; url={}">').replace("Judul", "Pindah")


@pytest.mark.parametrize(
    ("address", "faults"),
    [
        ("../en/", []),
        (f"{SITE_URL}en/", []),
        ("https://evil.example/", ["old/index.html:1: a redirect that leaves the site"]),
        ("../none/", ["old/index.html:1: a link that leads nowhere: ../none/"]),
    ],
)
def test_a_redirect_leads_to_a_page_of_the_site(
    tmp_path: Path, address: str, faults: list[str]
) -> None:
    files = {"old/index.html": REDIRECT.replace("{}", address)}
    names = frozenset({*GOOD, *files})
    assert faults_of(tmp_path, files, files=names, redirects=frozenset(files)) == faults


@pytest.mark.parametrize("name", ["frozen", "real"])
def test_a_whole_site_may_be_published(name: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue("frozen" if name == "frozen" else "real_site")
    folder = request.getfixturevalue(f"{name}_folder")
    assert verify(folder, expected_of(site, assets=(PROJECT / "overrides/assets",))) == []


def test_a_fault_names_the_text_that_its_page_is_made_of(frozen: Site) -> None:
    texts = expected_of(frozen).texts
    fault = Fault(path="en/about/index.html", line=12, what="x")
    assert fault.report(texts) == "en/about/index.html:12 (docs/about.en.md): x"
    assert fault.report() == "en/about/index.html:12: x"
