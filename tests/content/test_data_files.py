"""Figures as data: what a CSV file of docs/data may hold, and what is said of a wrong one."""

from pathlib import Path

import pytest

from newsroom.checks.check import check
from newsroom.content.data_files import read_data_file
from small_sites import small_site

GOOD = "year,members,note,source\n2013,41,,https://example.org/a\n2015,116,,https://example.org/b\n"


def test_a_year_without_a_row_is_a_gap() -> None:
    found, problems = read_data_file(GOOD.encode(), path="data/network.csv")
    assert problems == []
    assert found is not None
    assert found.number_columns == ("members",)
    assert found.numbers("members") == {2013: "41", 2014: "", 2015: "116"}
    assert found.address == "/data/network.csv"


@pytest.mark.parametrize(
    ("before", "after", "line", "rule"),
    [
        ("year,", "jahr,", 1, "data_head"),
        ("year,", '"year,', 1, "data_not_csv"),
        ("2013,41,,", "2013,41,", 2, "data_row_length"),
        ("2013,", "13,", 2, "data_not_a_year"),
        ("2015,", "2012,", 3, "data_year_order"),
        ("116", "1.16.0", 3, "data_not_a_number"),
        ("41,,", "41,=1+1,", 2, "data_formula"),
        ("https://example.org/b", "", 3, "data_without_source"),
    ],
)
def test_a_slip_is_named_with_its_line(before: str, after: str, line: int, rule: str) -> None:
    source = GOOD.replace(before, after, 1).encode()
    found, problems = read_data_file(source, path="data/network.csv")
    assert found is None
    assert [(each.path, each.line, each.rule) for each in problems] == [
        ("data/network.csv", line, rule)
    ]
    assert all(each.explained(language) for each in problems for language in ("id", "en"))


def test_the_check_reads_the_data_folder(tmp_path: Path) -> None:
    files = {"data/network.csv": GOOD.replace("116", "viele"), "data/Other.txt": "x"}
    found = {(each.path, each.line, each.rule) for each in check(small_site(tmp_path, files))}
    assert ("data/network.csv", 3, "data_not_a_number") in found
    assert ("data/Other.txt", 1, "not_a_data_file") in found
