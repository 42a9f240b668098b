"""CSV for people, wherever it is written: a spreadsheet reads it as UTF-8 and sees no formula in it.

Nothing is lost: what is put in front of a cell can be told from what it holds, and is taken away when it is read here.
"""

import csv
import io
import re
from collections.abc import Iterable

UTF8 = "\ufeff"
"""The mark at the beginning by which spreadsheets know that a file is UTF-8."""

ENCODING = "utf-8-sig"
"""What such a file is encoded in."""

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"''*[=+\-@\t\r]")
_FIGURE = re.compile(r"[+-]?\d+(\.\d+)?")

Cell = str | int | float | None


def harmless(cell: str) -> str:
    """Return the text of a cell with an apostrophe before it if a spreadsheet would take it for a formula.

    >>> harmless("=1+1"), harmless("-12.5"), harmless("Huế"), harmless("'=1")
    ("'=1+1", '-12.5', 'Huế', "''=1")
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _FIGURE.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """Return the text of a cell without the apostrophe that `harmless` puts before it.

    >>> unguarded("'=1+1"), unguarded("''=1"), unguarded("'s-Hertogenbosch")
    ('=1+1', "'=1", "'s-Hertogenbosch")
    """
    return cell[1:] if _GUARDED.match(cell) else cell


def written(rows: Iterable[Iterable[Cell]]) -> str:
    """Return rows as a table (RFC 4180, LF) with all its cells harmless and the mark at its beginning."""
    text = io.StringIO()
    text.write(UTF8)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue()


def for_spreadsheets(table: bytes) -> bytes:
    """Return a CSV table in UTF-8 with all its cells harmless and the mark at its beginning."""
    return written(csv.reader(io.StringIO(table.decode(), newline=""))).encode()
