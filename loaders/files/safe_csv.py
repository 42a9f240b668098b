"""CSV as officers open it: a spreadsheet reads it as UTF-8 and sees no formula in it."""

import csv
import io
import re
from collections.abc import Iterable

UTF8 = "\ufeff"
"""The mark at the beginning by which spreadsheets know that a file is UTF-8."""

_FORMULA = re.compile(r"[=+\-@\t\r]")
_FIGURE = re.compile(r"[+-]?\d+(\.\d+)?")


def harmless(cell: str) -> str:
    """Return the text of a cell with an apostrophe before it if a spreadsheet would take it for a formula.

    >>> harmless("=1+1"), harmless("-12.5"), harmless("Huế")
    ("'=1+1", '-12.5', 'Huế')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _FIGURE.fullmatch(cell) else cell


def for_spreadsheets(table: str) -> str:
    """Return a CSV table with all its cells harmless and the mark at its beginning."""
    rows: Iterable[list[str]] = csv.reader(io.StringIO(table, newline=""))
    text = io.StringIO()
    text.write(UTF8)
    csv.writer(text, lineterminator="\n").writerows(map(harmless, row) for row in rows)
    return text.getvalue()
