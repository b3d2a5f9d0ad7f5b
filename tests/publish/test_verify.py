"""Verify the built site: a table of small sites, each broken in one way."""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

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
WITH_CONTENT = (
    '<?xml version="1.0"?>'
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
    "<guid>tag:1</guid><content:encoded><![CDATA[{}]]></content:encoded></item></channel></rss>"
)
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
    "feed.json": '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "tag:1"}]}',
    "agenda.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n",
    "sitemap.xml": (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc>https://kota.example/situs/</loc></url></urlset>"
    ),
}


def expected(**changes: object) -> Expected:
    values: dict[str, object] = {
        "site_url": SITE_URL,
        "languages": {"id": "/", "en": "/en/"},
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
        with pytest.raises(ValueError, match="out of the site's folder"):
            write_file(site_folder, SiteFile(path=path, content=b"x"))
    with pytest.raises(ValueError, match="outside of its folder"):
        _ = Page(language="id", template="standing.html", address="//", title="x").file
    assert list(tmp_path.rglob("*")) == []


LIVE = {
    "a script that the policy does not name": "<script>alert(1)</script>",
    "a script of another host": '<script src="https://evil.example/x.js"></script>',
    "a script of another host, without a scheme": '<script src="//evil.example/x.js"></script>',
    "a script behind a back-slash": r'<script src="/\evil.example/x.js"></script>',
    "a script as data": '<script src="data:text/javascript,alert(1)"></script>',
    "a module that is loaded before": '<link rel="modulepreload" href="https://evil.example/x.js">',
    "a handler": '<p onclick="x()">a</p>',
    "a handler in capitals": '<p ONCLICK="x()">a</p>',
    "a handler of a picture": '<img src="assets/x.png" onerror=x()>',
    "a frame": '<iframe src="en/"></iframe>',
    "a frame with its own text": '<iframe srcdoc="x"></iframe>',
    "an object": '<object data="en/"></object>',
    "an embedded thing": '<embed src="en/">',
    "a base": '<base href="https://evil.example/">',
    "a form": '<form action="https://evil.example/"><input></form>',
    "a button that sends elsewhere": '<button formaction="//evil.example">a</button>',
    "a style": '<p style="position: fixed">a</p>',
    "a style sheet in the page": "<style>p { color: red }</style>",
    "a style sheet of another host": '<link rel="stylesheet" href="https://evil.example/x.css">',
    "a link without a relation": '<link href="https://evil.example/x.css">',
    "a connection made ahead": '<link rel="preconnect" href="https://evil.example/">',
    "a meta refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "a cookie": '<meta http-equiv="set-cookie" content="a=b">',
    "a picture of another host": '<img src="https://evil.example/x.png" alt="">',
    "pictures of another host": '<img srcset="assets/x.png 1x, //evil.example/x.png 2x" alt="">',
    "a ping": '<a href="en/" ping="https://evil.example/">a</a>',
    "a javascript link": '<a href="javascript:x()">a</a>',
    "a javascript link with a line break": '<a href="java\nscript:x()">a</a>',
    "a javascript link in entities": '<a href="&#106;avascript:x()">a</a>',
    "a vbscript link": '<a href="vbscript:x()">a</a>',
    "a data link": '<a href="data:text/html,x">a</a>',
    "a subscription to another's feed": '<a href="feed:https://evil.example/feed.xml">a</a>',
    "a subscription to another's calendar": '<a href="webcal://evil.example/a.ics">a</a>',
    "a file link": '<a href="file:///etc/passwd">a</a>',
    "a drawing that runs": "<svg><animate onbegin=x()></animate></svg>",
    "a drawing with a page in it": "<svg><foreignObject><p>x</p></foreignObject></svg>",
    "a drawing from elsewhere": '<svg><use href="https://evil.example/x.svg#a"></use></svg>',
    "a formula": "<math><mi>x</mi></math>",
    "a film": '<video src="https://evil.example/x.mp4"></video>',
    "a background": '<table background="https://evil.example/x.png"></table>',
    "a preview of another host": '<meta property="og:image" content="https://evil.example/x.png">',
}


READ_IN_TWO_WAYS = [
    # Browsers find something live in these that other parsers do not see.
    '<noscript><p title="</noscript><img src=x onerror=x()>"></noscript>',
    "</body></html><img src=x onerror=x()>",
    "<body onload=x()>",
    "<html onclick=x()>",
    "<!--><img src=x onerror=x()>-->",
    "<!-- --!><img src=x onerror=x()>-->",
    "<svg><style><img src=x onerror=x()></style></svg>",
    "<svg><![CDATA[<img src=x onerror=x()>]]></svg>",
    "<?xml version='1.0'?><img src=x onerror=x()>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img onerror=x()&gt;">',
    '<textarea><p title="</textarea><img src=x onerror=x()>"></textarea>',
    '<title><p title="</title><img src=x onerror=x()>"></title>',
    "<template shadowrootmode=open><img src=x onerror=x()></template>",
    "<plaintext><img src=x onerror=x()>",
    "<p/onclick=x()>a</p>",
    "<p title='a'onclick='x()'>a</p>",
    '<a href="java&Tab;script:x()">a</a>',
    '<a href="javascript&colon;x()">a</a>',
    '<a href=" &#14; javascript:x()">a</a>',
    '<svg><a xlink:href="javascript:x()"><text>a</text></a></svg>',
    "<details ontoggle=x() open>a</details>",
    "<custom-element onclick=x()>a</custom-element>",
    '<img src="&#47;&#47;evil.example/x.png">',
    '<link rel="alternate stylesheet" href=//evil.example/x.css>',
    '<script type="speculationrules">{"prefetch":[{"urls":["https://evil.example/"]}]}</script>',
    '<script type="importmap">{"imports":{"a":"https://evil.example/"}}</script>',
    "<input type=image src=//evil.example/x.png>",
    "<div popover onbeforetoggle=x()>a</div>",
    "<bgsound src=//evil.example/x.mid>",
]


@pytest.mark.parametrize("html", [*LIVE.values(), *READ_IN_TWO_WAYS])
def test_nothing_live_passes(tmp_path: Path, html: str) -> None:
    faults = faults_of(tmp_path, {"index.html": page(html)})
    assert faults
    assert all(fault.startswith("index.html:") for fault in faults)


@pytest.mark.parametrize("html", [html for html in LIVE.values() if "<meta" not in html])
def test_nothing_live_passes_in_a_feed(tmp_path: Path, html: str) -> None:
    if 'href="en/"' in html or 'src="en/"' in html or "assets/x.png" in html:
        html = html.replace('"en/"', f'"{SITE_URL}en/"')
        html = html.replace("assets/x.png", f"{SITE_URL}assets/x.png")
    faults = faults_of(tmp_path, {"feed.xml": WITH_CONTENT.format(html)})
    assert faults
    assert all(fault.startswith("feed.xml:1: in an article's text: ") for fault in faults)


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
    "an id twice": ('<p id="a"></p><p id="a"></p>', "the id 'a' stands twice"),
    "a picture that is not there": ('<img src="y.png" alt="">', "a link that leads nowhere: y.png"),
    "an address that is none": ('<a href="https://[x">a</a>', "no address: https://[x"),
    "a feed that is not there": (
        '<a href="feed:https://kota.example/situs/x.xml">a</a>',
        "a link that leads nowhere: https://kota.example/situs/x.xml",
    ),
    "broken structured data": (
        '<script type="application/ld+json">{"a": </script>',
        "not JSON: Expecting value: line 1 column 7 (char 6)",
    ),
    "structured data of another kind": (
        '<script type="application/ld+json">{}</script>',
        "structured data without schema.org's context",
    ),
}


@pytest.mark.parametrize(("html", "what"), BROKEN.values(), ids=BROKEN.keys())
def test_nothing_broken_passes(tmp_path: Path, html: str, what: str) -> None:
    assert faults_of(tmp_path, {"index.html": page(html)}) == [f"index.html:1: {what}"]


FRAME: Mapping[str, tuple[str, list[str]]] = {
    "no policy": (
        page().replace("Content-Security-Policy", "X-UA-Compatible"),
        [
            "index.html:1: a page without a policy",
            "index.html:1: stands before the policy, so outside it",
        ],
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
        page(head='<meta http-equiv="content-security-policy" content="default-src *">'),
        ["index.html:1: a second policy", "index.html:1: its policy is not the site's"],
    ),
    "something before the policy": (
        page(start='<link rel="icon" href="assets/x.png">'),
        ["index.html:1: stands before the policy, so outside it"],
    ),
    "no title": (page(title=" "), ["index.html:1: a page without a title"]),
    "a canonical address elsewhere": (
        page(own="https://evil.example/"),
        ["index.html:1: its canonical address is https://evil.example/"],
    ),
    "a language that the site has not": (
        page().replace('lang="id"', 'lang="fr"', 1),
        [
            "en/index.html:1: its alternate in 'id' is in 'fr'",
            "index.html:1: its alternate in 'id' is in 'fr'",
            "index.html:1: its alternates lack the page itself",
            "index.html:1: the language 'fr' is none of the site's",
        ],
    ),
    "alternates that are not returned": (
        page().replace(
            f'hreflang="en" href="{SITE_URL}en/"', f'hreflang="jv" href="{SITE_URL}en/"'
        ),
        [
            "en/index.html:1: index.html does not name the same versions",
            "index.html:1: its alternate in 'jv' is in 'en'",
        ],
    ),
}


@pytest.mark.parametrize(("html", "faults"), FRAME.values(), ids=FRAME.keys())
def test_every_page_has_its_frame(tmp_path: Path, html: str, faults: list[str]) -> None:
    assert faults_of(tmp_path, {"index.html": html}) == faults


def test_a_page_is_utf_8(tmp_path: Path) -> None:
    write_files(tmp_path, {**GOOD, "old.html": b"\xff"})
    faults = verify(tmp_path, expected(files=frozenset({*GOOD, "old.html"})))
    assert faults == [Fault(path="old.html", what="not UTF-8")]


OTHERS: Mapping[str, tuple[dict[str, str], str]] = {
    "a feed that is not well-formed": (
        {"feed.xml": "<rss><channel>"},
        "feed.xml:1: not well-formed: ",
    ),
    "a feed with an entity": (
        {"feed.xml": '<!DOCTYPE r [<!ENTITY e "x">]><rss><channel>&e;</channel></rss>'},
        "feed.xml:1: a document type, which feeds do not need",
    ),
    "a control character in a feed": (
        {"feed.xml": RSS.format("\x08")},
        "feed.xml:1: not well-formed: ",
    ),
    "an item twice": (
        {"feed.xml": RSS.format("<item><guid>a</guid></item><item><guid>a</guid></item>")},
        "feed.xml:1: the guid 'a' stands 2 times",
    ),
    "an item without a name": (
        {"feed.xml": RSS.format("<item><guid/></item>")},
        "feed.xml:1: the guid '' stands 1 times",
    ),
    "an item that leads nowhere": (
        {"feed.xml": RSS.format(f"<item><link>{SITE_URL}none/</link></item>")},
        f"feed.xml:1: a link that leads nowhere: {SITE_URL}none/",
    ),
    "a link in a feed that is not whole": (
        {"feed.xml": WITH_CONTENT.format('<a href="../">a</a>')},
        "feed.xml:1: an address that is not whole: ../",
    ),
    "a sitemap that names a page that is not there": (
        {"sitemap.xml": GOOD["sitemap.xml"].replace("situs/<", "situs/none/<")},
        f"sitemap.xml:1: a link that leads nowhere: {SITE_URL}none/",
    ),
    "a JSON Feed that is none": ({"feed.json": "{}"}, "feed.json:1: not a JSON Feed"),
    "JSON that is none": ({"feed.json": "{"}, "feed.json:1: not JSON: "),
    "a calendar that is none": ({"agenda.ics": "x"}, "agenda.ics:1: not a calendar: "),
    "a style sheet that loads": (
        {"assets/style.css": "/* url(//a.example) */\na { cursor: url( '//evil.example/x.png' ) }"},
        "assets/style.css:2: a request to another place: //evil.example/x.png",
    ),
    "a style sheet that imports": (
        {"assets/style.css": '@import "https://evil.example/x.css";'},
        "assets/style.css:1: a request to another place: https://evil.example/x.css",
    ),
    "a style sheet whose picture is not there": (
        {"assets/style.css": "a { background: url(y.png) }"},
        "assets/style.css:1: a link that leads nowhere: y.png",
    ),
    "a file that nobody asked for": (
        {"evil.js": "alert(1)"},
        "evil.js:1: a file that no page, feed or theme asked for",
    ),
    "a picture that runs": (
        {"assets/x.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'},
        "assets/x.svg:1: a picture that runs or loads something",
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
