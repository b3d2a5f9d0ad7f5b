"""Tables for spreadsheets (CSV)."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t")


def csv_table(rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV that spreadsheets read as UTF-8, and of which they run no cell."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    # Spreadsheets take a file without this mark for one in the signs of old Windows.
    return f"\ufeff{written.getvalue()}"


def _harmless(cell: str) -> str:
    """Text that a spreadsheet does not run as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
