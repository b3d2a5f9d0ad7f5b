"""Figures as data: the CSV files of docs/data, one row a year, each number with its source.

    year,members,note,source
    2013,41,end of the year,https://example.org/members
    2014,69,,https://example.org/members

The first column is `year`; `source` and the other columns of TEXT_COLUMNS hold text; every other
column holds numbers. An empty cell means that no number is known.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsroom.core.problem import Problem

FOLDER = "data"
"""Of the files in docs, and of their copies in the site."""
MAX_BYTES = 50_000
TEXT_COLUMNS = ("source", "publisher", "date", "note", "base")
FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.csv")

_COLUMN = re.compile(r"[a-z][a-z0-9_]*")
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,4})?", re.ASCII)
_FORMULA = re.compile(r"[=+@\t\r]|-(?!\d)")
"""Spreadsheets run a cell that begins like this."""


@dataclass(frozen=True, kw_only=True)
class DataRow:
    year: int
    cells: Mapping[str, str]
    """By column, `year` not among them; as they were written."""


@dataclass(frozen=True, kw_only=True)
class DataFile:
    name: str
    """`network-size.csv`."""
    content: bytes
    columns: tuple[str, ...]
    rows: tuple[DataRow, ...]

    @property
    def number_columns(self) -> tuple[str, ...]:
        return tuple(name for name in self.columns if name not in ("year", *TEXT_COLUMNS))

    @property
    def sources(self) -> Mapping[str, str]:
        """The publisher of each source by its address, in the order of the rows."""
        return {
            row.cells["source"]: row.cells.get("publisher", "")
            for row in self.rows
            if row.cells["source"]
        }

    @property
    def address(self) -> str:
        """Of its copy in the site, from the site's root."""
        return f"/{FOLDER}/{self.name}"

    def numbers(self, column: str) -> dict[int, str]:
        """A column's numbers by year, without gaps in the years; an empty text where there is no
        number."""
        known = {row.year: row.cells[column] for row in self.rows}
        with_number = [year for year, number in known.items() if number]
        if not with_number:
            return {}
        years = range(min(with_number), max(with_number) + 1)
        return {year: known.get(year, "") for year in years}


def read_data_file(source: bytes, *, path: str) -> tuple[DataFile | None, list[Problem]]:
    """A file of docs/data, or nothing where it has problems, and what must be fixed."""

    def problem(rule: str, line: int = 1, **values: object) -> Problem:
        return Problem(path=path, line=line, rule=rule, values=values)

    if len(source) > MAX_BYTES:
        return None, [problem("file_too_long", limit=MAX_BYTES)]
    try:
        text = source.decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        lines = [(reader.line_num, row) for row in reader if row]
    except UnicodeDecodeError as error:
        return None, [problem("not_utf8", source.count(b"\n", 0, error.start) + 1)]
    except csv.Error:
        return None, [problem("data_not_csv")]
    if not lines:
        return None, [problem("data_head", value="")]
    (_, head), *rows = lines
    is_right = head[0] == "year" and "source" in head and len(set(head)) == len(head)
    if not is_right or not all(_COLUMN.fullmatch(name) for name in head):
        return None, [problem("data_head", value=",".join(head))]
    found: list[DataRow] = []
    problems: list[Problem] = []
    for line, row in rows:
        slips = list(_slips(head, row, found[-1].year if found else 0))
        problems += [problem(rule, line, **values) for rule, values in slips]
        if not slips:
            cells = dict(zip(head[1:], row[1:], strict=True))
            found.append(DataRow(year=int(row[0]), cells=cells))
    if problems:
        return None, problems
    name = path.rpartition("/")[2]
    return DataFile(name=name, content=source, columns=tuple(head), rows=tuple(found)), []


def _slips(
    head: Sequence[str], row: Sequence[str], last_year: int
) -> Iterator[tuple[str, dict[str, object]]]:
    """The rules that a row breaks, and what their explanations name."""
    if len(row) != len(head):
        yield "data_row_length", {"count": len(row), "limit": len(head)}
        return
    year = row[0]
    if not _YEAR.fullmatch(year):
        yield "data_not_a_year", {"value": year}
    elif int(year) <= last_year:
        yield "data_year_order", {"value": year, "nearest": last_year}
    has_number = False
    for name, cell in zip(head[1:], row[1:], strict=True):
        if name in TEXT_COLUMNS:
            if _FORMULA.match(cell):
                yield "data_formula", {"key": name, "value": cell}
        elif cell and not _NUMBER.fullmatch(cell):
            yield "data_not_a_number", {"key": name, "value": cell}
        has_number = has_number or bool(cell and name not in TEXT_COLUMNS)
    if has_number and not row[head.index("source")].strip():
        yield "data_without_source", {"value": year}
