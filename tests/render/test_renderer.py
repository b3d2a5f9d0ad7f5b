"""Markdown becomes HTML that can only be read, with the site's own addresses."""

from pathlib import Path

import pytest

from newsroom.feeds.feed_text import feed_html
from newsroom.render.html import with_relative_links, with_scrolling_tables
from newsroom.render.renderer import Body
from small_sites import original, small_site, translation

KEY = "news/2026/kain"
EVERY_HARD_CHARACTER = """\
Batik & “kain” <b>tebal</b> — 5 < 6 > 4, 'kutip' "ganda" 🪡 👩🏽‍🎨 Östersund ꦥꦼꦏꦭꦺꦴꦔꦤ꧀ a\u200dkhir ]]> \\*bukan miring\\*

`<script>alert(1)</script>` &amp; &copy; &#38; &lt;i&gt;
"""  # noqa: E501


def body(docs: Path, markdown: str, **files: str) -> Body:
    texts = {f"{KEY}/index.id.md": original(markdown)} | files
    site = small_site(docs, texts)
    return site.renderers["id"].body(site.catalogue.articles[KEY]["id"])


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        # what reporters write
        ("Satu *dua* **tiga**.", "<p>Satu <em>dua</em> <strong>tiga</strong>.</p>"),
        ("## Judul kecil", '<h2 id="judul-kecil">Judul kecil</h2>'),
        ("Kata \"batik\" -- 'kain'...", "<p>Kata “batik” – ‘kain’…</p>"),
        ("> Kutipan", "<blockquote>\n<p>Kutipan</p>\n</blockquote>"),
        ("3. tiga\n4. empat", '<ol start="3">\n<li>tiga</li>\n<li>empat</li>\n</ol>'),
        # lists of tasks, close together or apart
        ("- [ ] a\n- [x] b", "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>"),
        ("- [ ] a\n\n- b", "<ul>\n<li>\n<p>☐ a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>"),
        ("- [1] a\n- `[ ]` b", "<ul>\n<li>[1] a</li>\n<li><code>[ ]</code> b</li>\n</ul>"),
        # raw HTML is text
        ("<b>tebal</b>", "<p>&lt;b&gt;tebal&lt;/b&gt;</p>"),
        ("<script>x()</script>", "<p>&lt;script&gt;x()&lt;/script&gt;</p>"),
        ("<!-- catatan -->", "<p>&lt;!-- catatan --&gt;</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        # links out
        ("[x](https://a.example/b)", '<p><a href="https://a.example/b">x</a></p>'),
        (
            "[isu](repository:issues)",
            '<p><a href="https://github.com/kota/situs/issues">isu</a></p>',
        ),
    ],
)
def test_markdown_as_html(tmp_path: Path, markdown: str, html: str) -> None:
    assert body(tmp_path, markdown).html == html


def test_every_hard_character_reaches_the_reader(tmp_path: Path) -> None:
    assert body(tmp_path, EVERY_HARD_CHARACTER).html == (
        "<p>Batik &amp; “kain” &lt;b&gt;tebal&lt;/b&gt; — 5 &lt; 6 &gt; 4, ‘kutip’ “ganda” "
        "🪡 👩🏽‍🎨 "
        "Östersund ꦥꦼꦏꦭꦺꦴꦔꦤ꧀ a\u200dkhir ]]&gt; *bukan miring*</p>\n"
        "<p><code>&lt;script&gt;alert(1)&lt;/script&gt;</code> &amp; © &amp; &lt;i&gt;</p>"
    )


def test_links_to_files_become_addresses(tmp_path: Path) -> None:
    files = {
        "news/2026/ombak/index.id.md": original(title="Ombak"),
        "news/2026/ombak/index.en.md": translation(title="Waves"),
        "announcements/2026/ajakan/index.id.md": original(
            title="Ajakan", more="closes: 2026-12-31\n"
        ),
    }
    markdown = (
        "[a](../ombak/index.id.md#awal) [b](../ombak/index.en.md) "
        "[c](../../../topics/network.id.md) "
        "[d](../../../announcements/2026/ajakan/index.id.md) [e](#sini)"
    )
    result = body(tmp_path, markdown, **files)
    for address in (
        "/berita/2026/ombak/#awal",
        "/en/news/2026/ombak/",
        "/topik/jejaring/",
        "/pengumuman/2026/ajakan/",
        "#sini",
    ):
        assert f'href="{address}"' in result.html


@pytest.mark.parametrize(
    ("link", "rule"),
    [
        ("../tiada/index.id.md", "link_leads_nowhere"),
        ("../../../../../etc/passwd", "link_leads_nowhere"),
        ("/berita/", "link_from_root"),
        ("//elsewhere.example/x", "link_from_root"),
        ("javascript:alert(1)", "dangerous_address"),
        ("JaVaScRiPt:alert(1)", "dangerous_address"),
        ("&#106;avascript:alert(1)", "dangerous_address"),
        ("data:text/html,x", "dangerous_address"),
        ("vbscript:x", "dangerous_address"),
        ("file:///etc/passwd", "dangerous_address"),
    ],
)
def test_other_links_are_problems_and_lead_nowhere(tmp_path: Path, link: str, rule: str) -> None:
    result = body(tmp_path, f"Satu.\n\nDua [x]({link}).")
    assert [(problem.rule, problem.line) for problem in result.problems] == [(rule, 10)]
    assert "href" not in result.html


def test_footnotes_work_on_the_page_and_in_a_feed(tmp_path: Path) -> None:
    html = body(tmp_path, "Satu[^a].\n\n[^a]: Catatan.").html
    assert '<a class="footnote-ref" href="#fn:a">1</a>' in html
    assert "Kembali ke teks" in html
    absolute = feed_html([html], page="/berita/2026/kain/", site_url="https://kota.example/")
    assert 'href="https://kota.example/berita/2026/kain/#fn:a"' in absolute


def test_links_are_relative_on_pages_and_whole_in_feeds() -> None:
    html = '<p><a href="/berita/2026/b/#c">x</a> <img src="/assets/news/2026/a/k.jpg" alt=""></p>'
    assert with_relative_links(html, "/en/news/2026/a/") == (
        '<p><a href="../../../../berita/2026/b/#c">x</a> '
        '<img src="../../../../assets/news/2026/a/k.jpg" alt=""></p>'
    )
    site_url = "https://kota.example/situs/"
    assert feed_html([html], page="/berita/2026/a/", site_url=site_url) == (
        '<p><a href="https://kota.example/situs/berita/2026/b/#c">x</a> '
        '<img src="https://kota.example/situs/assets/news/2026/a/k.jpg" alt=""></p>'
    )


def test_a_wide_table_scrolls_in_a_box_that_the_keyboard_reaches(tmp_path: Path) -> None:
    html = body(tmp_path, "| a | b |\n| --- | --- |\n| 1 | 2 |\n\nSatu.\n").html
    boxed = with_scrolling_tables(html, 'Tabel "1"')
    opening = '<div class="table" role="group" tabindex="0" aria-label="Tabel &quot;1&quot;">'
    assert boxed.startswith(f"{opening}<table>\n<thead>")
    assert boxed.endswith("</table></div>\n<p>Satu.</p>")


def test_columns_are_aligned_by_a_class_on_pages_and_an_attribute_in_feeds(tmp_path: Path) -> None:
    html = body(tmp_path, "| a |\n| --: |\n| 1 |\n").html
    assert '<td align="right">1</td>' in html
    assert '<td class="right">1</td>' in with_scrolling_tables(html, "Tabel")
