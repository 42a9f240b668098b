"""CSV as officers open it: a spreadsheet reads it as UTF-8 and sees no formula in it."""

import csv
import io
from collections.abc import Iterable

from loaders.own import harmless

UTF8 = "\ufeff"
"""The mark at the beginning by which spreadsheets know that a file is UTF-8."""


def for_spreadsheets(table: str) -> str:
    """Return a CSV table with all its cells harmless and the mark at its beginning."""
    rows: Iterable[list[str]] = csv.reader(io.StringIO(table, newline=""))
    text = io.StringIO()
    text.write(UTF8)
    csv.writer(text, lineterminator="\n").writerows(map(harmless, row) for row in rows)
    return text.getvalue()
