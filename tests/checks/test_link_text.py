"""Words of links: honest ones pass, those of another host do not."""

import re
from pathlib import Path
from time import process_time

import pytest

from newsroom.checks.link_text import mentions, misleading_words
from newsroom.checks.links import link_problems
from small_sites import original, small_site

EVIL = "https://evil.example/x"


def rules(words: str, address: str, **more: str) -> list[str]:
    return [invalid.rule for invalid in misleading_words(words, address, **more)]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("data.csv", "https://data.go.id/unduh/data.csv"),
        ("anggaran-2026.xls", "https://example.org/a"),
        ("lampiran.zip", "https://example.org/lampiran.zip"),
        ("poster.jpg", "https://example.org/poster"),
        ("undangan.doc", "https://example.org/u"),
        ("Vue.js", "https://vuejs.org/"),
        ("Node.js", "https://nodejs.org/en"),
        ("ASP.NET", "https://dotnet.microsoft.com/"),
        ("A.Yani", "https://id.wikipedia.org/wiki/Ahmad_Yani"),
        ("H.Achmad", "https://example.org/achmad"),
        ("S.Pd", "https://example.org/gelar"),
        ("S.Sn", "https://example.org/gelar"),
        ("Jl.Jetayu", "https://maps.app.goo.gl/x"),
        ("youtube.com/@batik", "https://youtu.be/x"),
        ("s.id/batik", "https://docs.google.com/forms/x"),
        ("wa.me/62285421234", "https://api.whatsapp.com/send"),
        ("jateng.antaranews.com", "https://antaranews.com/1"),
        ("antaranews.com", "https://jateng.antaranews.com/1"),
        ("www.example.org", "http://example.org/"),
        ("Kantor: (0285) 421234", "tel:+62285421234"),
        ("pukul 08.00", "https://example.org/"),
        ("Rp1.500.000", "https://example.org/"),
        ("versi 1.2.3.4.5", "https://example.org/"),
        ("unesco.org", "https://web.archive.org/web/2020/https://en.unesco.org/x"),
    ],
)
def test_honest_words_pass(words: str, address: str) -> None:
    assert rules(words, address) == []


@pytest.mark.parametrize(
    "words",
    [
        "bri.co.id",
        "BRI.CO.ID",
        "https://bri.co.id",
        "www.bri.co.id/login",
        "bri.co.id ↗",
        "bri.co.id 🔒",
        "https∶//bri.co.id",
        "bri.co.id⁄login",
        "bri。co。id",
        "http://103.146.12.8/layanan",
        "103.146.12.8",
        "redaksi@bri.co.id",
        "notevil.example",
    ],
)
def test_an_address_of_another_host_is_refused(words: str) -> None:
    assert rules(words, EVIL) == ["link_names_other_host"]


@pytest.mark.parametrize(
    "words",
    [
        "Buka bri.co.id",
        "bri.co.id (resmi)",
        "laman resmi: https://bri.co.id",
        "Laman bri.co.id ini",
    ],
)
def test_a_host_among_other_words_is_told_to_reviewers(words: str) -> None:
    assert rules(words, EVIL) == ["link_mentions_other_host"]
    assert rules(words, "https://ib.bri.co.id/") == []
    assert [invalid.rule for invalid in mentions(words, EVIL)] == ["link_mentions_other_host"]


def test_the_title_of_a_link_is_read_too() -> None:
    assert rules("Buka", EVIL, title="https://bri.co.id") == ["link_mentions_other_host"]
    assert rules("Buka", EVIL, title="Formulir pendaftaran") == []


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("Lihat [pekalongankota.](E)[go](E2)[.id](E3) sekarang.", [8, 8, 8]),
        ("Lihat\n[bri](E).co.id", [9]),
        ("Lihat https://[bank **bri**](E).co.id!", [8]),
        ("[www.b](E)*ri.co.id*", [8]),
        ("([unesco.org](https://unesco.org)), [BRI](https://bri.co.id).", []),
        ("[bri](https://bri.co.id).co.id", []),
        ("[sini](E) bri.co.id", []),
        ("[sini](E)\n\nbri.co.id", []),
    ],
)
def test_words_count_together_with_what_adjoins_them(
    tmp_path: Path, body: str, lines: list[int]
) -> None:
    text = original(re.sub(r"\(E(\d?)\)", r"(https://evil.example/\1)", body) + "\n")
    site = small_site(tmp_path, {"news/2026/x/index.id.md": text})
    written = site.text_at("news/2026/x/index.id.md")
    assert written
    found = list(link_problems(site, written, site.renderers["id"].body(written)))
    assert [problem.line for problem in found] == lines
    assert {problem.rule for problem in found} <= {"link_mentions_other_host"}


@pytest.mark.parametrize(
    "unit", ["[a](https://e.example/{})", "[b](https://h{}.example).co.id", "#"]
)
def test_links_without_end_cost_little(tmp_path: Path, unit: str) -> None:
    many = "".join(unit.format(number) for number in range(6_000))
    site = small_site(tmp_path, {"news/2026/x/index.id.md": original(f"{many}\n")})
    written = site.text_at("news/2026/x/index.id.md")
    assert written
    body = site.renderers["id"].body(written)
    before = process_time()
    list(link_problems(site, written, body))
    assert process_time() - before < 3
