"""A sheet of a file: rows of text, whatever the file was."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, TypeVar

from loaders.model.problems import UserError

MOST_COLUMNS = 1 << 14
"""What a sheet can have in Excel and LibreOffice."""

_LARGEST_SAMPLE = 1 << 24
"""Cells and characters of the rows that are held to be looked at."""

Part = TypeVar("Part")


class BrokenOffError(Exception):
    """The rest of a file cannot be read; why has been reported."""


def letters(column: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Link(NamedTuple):
    """A link of a cell.

    Attributes:
        column: the place of the cell, counted from 0.
        words: the words that carry the link.
        address: where it leads, as the file says; it may be anything.
    """

    column: int
    words: str
    address: str


class SheetRow(NamedTuple):
    """A row of a sheet that holds anything.

    Attributes:
        number: as a spreadsheet numbers it, the first being 1.
        cells: the texts of its cells from the first column on; numbers and dates as texts too. What is struck out is
            no text of a cell.
        computed: the places of the cells that hold a formula, whose text is what it last came to.
        struck: the places of the cells in which anything is struck out.
        links: the links of its cells.
        hidden: whether the sheet hides it, by a filter or otherwise.
    """

    number: int
    cells: list[str]
    computed: tuple[int, ...] = ()
    struck: tuple[int, ...] = ()
    links: tuple[Link, ...] = ()
    hidden: bool = False

    def name(self, column: int) -> str:
        """Return what a spreadsheet calls the cell in a column, counted from 0."""
        return f"{letters(column)}{self.number}"


@dataclass
class Sheet:
    """A sheet of a file.

    Attributes:
        file: the file's path (and sheet).
        title: the sheet's title; a CSV file has none.
        rows: its rows that hold anything; they can be read once.
        merged: the merged cells met so far, as in B2:B3.
        separator: what parts the columns of a CSV file.
        epoch: the year that days are counted from where a number stands for a date, 1900 or 1904.
        position: tells how many bytes of the file have been read.
        hidden: whether the workbook hides it.
        hidden_columns: the places of the columns that it hides, as far as they have been met.
        encoding: what a text file is written in, if that is not UTF-8.
    """

    file: str
    title: str
    rows: Iterator[SheetRow]
    merged: list[str] = field(default_factory=list)
    separator: str = ""
    epoch: int = 1900
    position: Callable[[], int] = lambda: 0
    hidden: bool = False
    hidden_columns: set[int] = field(default_factory=set)
    encoding: str = ""

    def first(self, number: int) -> list[SheetRow]:
        """Return the first rows without taking them away; fewer if they are very long.

        Raises:
            BrokenOffError: the file cannot be read as far as that.
        """
        lines: list[SheetRow] = []
        size = 0
        try:
            while len(lines) < number and size < _LARGEST_SAMPLE and (line := next(self.rows, None)):
                lines.append(line)
                size += len(line.cells) + sum(map(len, line.cells))
        finally:
            self.rows = chain(lines, self.rows)
        return lines


class RefusedError(UserError):
    """A workbook is not read; why."""
