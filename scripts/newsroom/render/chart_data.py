"""Fills a block ```chart with numbers from a file of docs/data that it names:

type: columns
title: Members of the network
unit: cities
source: UNESCO
data: network-size.csv
column: members
"""

from collections.abc import Mapping

from newsroom.content.data_files import DataFile
from newsroom.content.fields import nearest
from newsroom.core.problem import InvalidValue
from newsroom.render.figure import read_lines

_KEYS = ("data", "column")


def with_numbers(block: str, files: Mapping[str, DataFile]) -> tuple[str, DataFile | None]:
    """The block with a line per year instead of `data` and `column`, and the file they name.

    A block without them is returned unchanged, without a file. Other lines keep their numbers.
    Raises InvalidValue with a line within the block.
    """
    lines = {line.key: line for line in read_lines(block)}
    if not lines.keys() & set(_KEYS):
        return block, None
    for key in _KEYS:
        if key not in lines:
            raise InvalidValue("figure_lacks_key", key=key)
    name, column = (lines[key] for key in _KEYS)
    if name.value not in files:
        raise name.invalid("chart_data_unknown", nearest=nearest(name.value, files))
    file = files[name.value]
    if column.value not in file.number_columns:
        near = nearest(column.value, file.number_columns)
        raise column.invalid("chart_column_unknown", nearest=near)
    if numbered := next((line for key, line in lines.items() if key.isdigit()), None):
        raise numbered.invalid("chart_data_and_numbers", value=file.name)
    numbers = file.numbers(column.value)
    others = [
        "" if number in (name.number, column.number) else line
        for number, line in enumerate(block.splitlines(), start=1)
    ]
    years = [f"{year}: {number or '-'}" for year, number in numbers.items()]
    return "\n".join([*others, *years]), file
