"""network.yml: what its authors may write, and what they are told."""

from pathlib import Path

import pytest

from newsroom.core.problem import LANGUAGES
from newsroom.core.settings import PROJECT
from newsroom.network.partner import Partner, parse_partners, read_partners

THREE_LINES = "kanazawa:\n  feed: https://www.kanazawa.example/rss.xml\n  languages: [ja, en]\n"


def only(text: str) -> Partner:
    found = parse_partners(text)
    assert list(found.problems) == []
    (partner,) = found.by_key.values()
    return partner


def test_a_member_city_takes_three_lines() -> None:
    partner = only(THREE_LINES)
    assert partner == Partner(
        key="kanazawa",
        city="kanazawa",
        names={"": "Kanazawa"},
        country="JP",
        feed="https://www.kanazawa.example/rss.xml",
        site="https://www.kanazawa.example/",
        hosts=("kanazawa.example",),
        languages=("ja", "en"),
    )


def test_everything_else_can_be_said() -> None:
    partner = only(
        "unesco:\n  name: UNESCO\n  country: FR\n  field: media-arts\n  languages: [en]\n"
        "  feed: https://feeds.unesco.example/all\n  site: https://unesco.example/cities\n"
        "  hosts: [unesco.example]\n  confirmed: false\n"
    )
    assert (partner.name("id"), partner.city, partner.country) == ("UNESCO", "", "FR")
    assert (partner.field, partner.is_confirmed) == ("media-arts", False)
    assert partner.site == "https://unesco.example/cities"


def test_a_city_may_have_a_second_feed() -> None:
    partner = only(THREE_LINES.replace("kanazawa:", "kanazawa-museum:\n  city: kanazawa", 1))
    assert (partner.key, partner.city, partner.name("en")) == (
        "kanazawa-museum",
        "kanazawa",
        "Kanazawa",
    )


def test_a_host_owns_what_lies_below_it_and_nothing_else() -> None:
    partner = only(THREE_LINES)
    assert partner.owns("kanazawa.example")
    assert partner.owns("news.kanazawa.example")
    for other in ("example", "notkanazawa.example", "kanazawa.example.org", ""):
        assert not partner.owns(other)


@pytest.mark.parametrize("text", ["", "# nobody yet\n", "\n\n"])
def test_without_partners_nothing_is_wrong(text: str) -> None:
    found = parse_partners(text)
    assert (found.by_key, list(found.problems)) == ({}, [])


@pytest.mark.parametrize(
    ("before", "after", "line", "rule"),
    [
        # the form
        ("kanazawa:", "Kanazawa City:", 1, "partner_key"),
        ("kanazawa:", "atlantis:", 1, "partner_without_name"),
        ("  languages", "  city: atlantis\n  languages", 3, "partner_city"),
        ("  languages", "  langauges", 3, "unknown_key"),
        ("  languages: [ja, en]\n", "", 1, "missing_key"),
        ("  feed: https://www.kanazawa.example/rss.xml\n", "", 1, "missing_key"),
        ("[ja, en]", "ja", 3, "not_a_list"),
        ("[ja, en]", "[]", 3, "not_a_list"),
        ("[ja, en]", "[[ja]]", 3, "yaml_too_deep"),
        ("[ja, en]", "[Japanese]", 3, "partner_language"),
        ("  languages", "  field: cooking\n  languages", 3, "unknown_name"),
        ("  languages", "  country: Japan\n  languages", 3, "partner_country"),
        ("  languages", "  confirmed: maybe\n  languages", 3, "not_a_flag"),
        ("kanazawa:\n", "kanazawa: x\nk:\n", 1, "missing_key"),
        ("kanazawa:", "kanazawa: &a", 1, "yaml_anchor"),
        ("kanazawa:", "kanazawa: !!python/name:os.system", 1, "yaml_tag"),
        # addresses
        *(
            ("https://www.kanazawa.example/rss.xml", address, 2, "partner_address")
            for address in (
                "http://www.kanazawa.example/rss.xml",
                "file:///etc/passwd",
                "https://127.0.0.1/rss.xml",
                "https://[::1]/",
                "https://2130706433/",
                "https://0x7f.1/",
                "https://localhost/rss.xml",
                "https://kanazawa.example:8080/",
                "https://me@kanazawa.example/",
                "https://kanazawa.example/a b",
                "https://kanazawa.example\\@x.example/",
                "https://kanazaw\u0430.example/",
                "'https://kanazawa.example/\"x'",
                "https://-kanazawa.example/",
                "kanazawa.example",
            )
        ),
        ("  languages", "  hosts: [10.0.0.1]\n  languages", 3, "partner_host"),
        ("  languages", "  hosts: [example]\n  languages", 3, "partner_host"),
        ("  languages", "  hosts: [https://x.example]\n  languages", 3, "partner_host"),
        ("  languages", "  hosts: [x.example]\n  languages", 3, "partner_hosts_without_feed"),
        ("[ja, en]\n", "[ja, en]\n" + THREE_LINES.replace("kana", "k"), 4, "partner_without_name"),
        (
            "[ja, en]\n",
            "[ja, en]\n" + THREE_LINES.replace("kanazawa:", "icheon:"),
            4,
            "partner_twice",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line_in_both_languages(
    before: str, after: str, line: int, rule: str
) -> None:
    assert before in THREE_LINES
    found = parse_partners(THREE_LINES.replace(before, after, 1))
    problem = next(each for each in found.problems if each.rule == rule)
    assert (problem.path, problem.line) == ("../network.yml", line)
    for language in LANGUAGES:
        assert problem.report(language).startswith(f"network.yml:{line}:")


def test_one_wrong_partner_hides_no_other() -> None:
    found = parse_partners("x:\n  feed: nothing\n" + THREE_LINES)
    assert list(found.by_key) == ["kanazawa"]
    assert len(found.problems) == 1


def test_a_file_that_is_none_is_no_partner(tmp_path: Path) -> None:
    (tmp_path / "real.yml").write_text(THREE_LINES)
    (tmp_path / "network.yml").symlink_to(tmp_path / "real.yml")
    assert read_partners(tmp_path / "network.yml").by_key == {}
    assert read_partners(tmp_path).by_key == {}
    assert read_partners(None).by_key == {}
    (tmp_path / "large.yml").write_text("# " + "x" * 1_000_000 + "\nx: y\n")
    assert read_partners(tmp_path / "large.yml").by_key == {}
    (tmp_path / "bytes.yml").write_bytes(b"\xff\xfe\x00x: y")
    assert read_partners(tmp_path / "bytes.yml").by_key == {}


def test_our_own_file_has_no_problem() -> None:
    assert list(read_partners(PROJECT / "network.yml").problems) == []
