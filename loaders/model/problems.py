"""Errors and problems that the user can mend, with messages in the language of the reader."""

from collections.abc import Callable
from dataclasses import dataclass

from loaders.model.messages import gettext as _

_PICTURES = {c: 0x2400 + c for c in range(0x20)} | dict.fromkeys(range(0x7F, 0xA0), 0x2421)
"""Signs that show control characters."""


def _shown(text: str) -> str:
    """Return a text of one line, not too long, without control characters."""
    return (text if len(text) <= 1800 else f"{text[:500]} […] {text[-1000:]}").translate(_PICTURES)


class UserError(Exception):
    """An error that the user can mend; its message states what is wrong and what would be right.

    The command line shows them and ends with exit status 1, the server answers with them. Any other error is a fault
    of ours, but for those of the system (``OSError``) and of the SPARQL parser (``SyntaxError``).
    """


@dataclass(frozen=True)
class Problem:
    """What is wrong in a table, where, and what would be right.

    Attributes:
        file: the file's path (and sheet).
        row: the row as a spreadsheet numbers it, the header being row 1; 0 where the whole file is meant.
        column: the column's heading, empty where the whole row is meant.
        message: what is wrong and what would be right.
    """

    file: str
    row: int
    column: str
    message: str

    def __post_init__(self) -> None:
        """Keep what a cell holds from filling pages or commanding the terminal."""
        object.__setattr__(self, "column", _shown(self.column))
        object.__setattr__(self, "message", _shown(self.message))

    def __str__(self) -> str:
        if not self.row:
            return f"{self.file}: {self.column}: {self.message}" if self.column else f"{self.file}: {self.message}"
        where = _("row {row}, {column}") if self.column else _("row {row}")
        return f"{self.file}: {where.format(row=self.row, column=self.column)}: {self.message}"


Report = Callable[[Problem], None]
