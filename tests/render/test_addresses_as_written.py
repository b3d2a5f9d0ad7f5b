"""No address is rewritten: what an editor typed is what readers, feeds and programs get."""

import html
import json
import re
from pathlib import Path

import pytest

from newsroom.checks.check import check
from newsroom.feeds.feed_item import Items
from newsroom.pages.head import head
from newsroom.publish.link_rot import outside_links
from newsroom.site.page import pages
from small_sites import original, small_site

PATH = "news/2026/kain/index.id.md"
ADDRESSES = [
    "https://example.org/?id=5&section=berita&timestamp=9&region=jateng",
    "https://example.org/?a=1&copy=2&para=3&current=4&notify=5&times=6&deg=7&micro=8&lt=9",
    "https://example.org/a%20b?c=%C3%A9&d=%26",
    "https://example.org/é/バティック?q=ñ#bagian",
    "https://Example.ORG/Path",
    "https://example.org/a_b_c/*d*/~e~/(f)",
    "https://example.org/?q=a+b&r=1;2,3!'",
    "http://example.org:8080//x/../y/./z",
    "https://example.org/?a=%5B1%5D&b=",
]
FORMS = {
    "link": "[x]({})",
    "between angle brackets": "[x](<{}>)",
    "reference": "[x]\n\n[x]: {}",
    "autolink": "<{}>",
}


def href(body_html: str) -> str:
    match = re.search(r'<a href="([^"]*)"', body_html)
    assert match
    return html.unescape(match[1])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_reaches_readers_as_it_was_written(
    address: str, form: str, tmp_path: Path
) -> None:
    source = f'sources: [{{title: Sumber, url: "{address}"}}]\n'
    site = small_site(tmp_path, {PATH: original(FORMS[form].format(address) + "\n", more=source)})
    article = site.catalogue.articles["news/2026/kain"]["id"]
    assert [problem.rule for problem in check(site)] == []
    assert href(site.renderers["id"].body(article).html) == address
    in_feed = re.findall(r'<a href="([^"]*)"', Items(site, "id").of(article).html)
    assert [html.unescape(each) for each in in_feed] == [address] * 2
    assert list(outside_links(site)) == [address.partition("#")[0]]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_bare_address_reaches_readers_as_it_was_written(address: str, tmp_path: Path) -> None:
    site = small_site(tmp_path, {PATH: original(f"Lihat {address} ini.\n")})
    article = site.catalogue.articles["news/2026/kain"]["id"]
    ending = address.rstrip("!'")
    assert href(site.renderers["id"].body(article).html) == ending


def test_blanks_become_percent_signs_between_angle_brackets(tmp_path: Path) -> None:
    body = "[Perda](<https://example.org/Perda No 5.pdf>)\n"
    site = small_site(tmp_path, {PATH: original(body)})
    article = site.catalogue.articles["news/2026/kain"]["id"]
    result = site.renderers["id"].body(article)
    assert href(result.html) == "https://example.org/Perda%20No%205.pdf"
    assert [link.written for link in result.links] == ["https://example.org/Perda%20No%205.pdf"]


@pytest.mark.parametrize(
    "more", ["", 'sources: [{title: a, url: "https://example.org/a b.pdf"}]\n']
)
def test_the_cure_for_blanks_works_at_the_first_try(more: str, tmp_path: Path) -> None:
    body = "Isi.\n" if more else "[a](https://example.org/a b.pdf)\n"
    file = original(body, more=more)
    [problem] = [
        each
        for each in check(small_site(tmp_path / "before", {PATH: file}))
        if each.rule == "address_with_blanks"
    ]
    nearest = str(problem.values["nearest"])
    assert nearest in problem.explained("id")
    cured = file.replace(str(problem.values["value"]), nearest)
    assert "address_with_blanks" not in [
        each.rule for each in check(small_site(tmp_path / "after", {PATH: cured}))
    ]


def test_programs_get_the_address_of_a_source_as_it_was_written(tmp_path: Path) -> None:
    address = ADDRESSES[0]
    file = original(more=f'sources: [{{title: Sumber, url: "{address}"}}]\n')
    site = small_site(tmp_path, {PATH: file})
    [page] = [page for page in pages(site, "id") if page.article]
    assert address in json.loads(head(site, page).structured)["citation"]
