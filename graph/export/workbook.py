"""Answers and the facts as a workbook (.xlsx): dates, numbers and links typed, the heading frozen, texts only texts."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.ask.labels import Labels, short
from graph.ask.output import heading
from graph.ask.query import Answer
from graph.ask.text import visible, web
from ontology import xsd

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | bool | date | None

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d+)?")
_FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheets count the days in two ways; such dates are written as text."""

_LONGEST_CELL, _LONGEST_NAME, _LONGEST_LINK = 32_767, 31, 2_079
"""Characters that a cell, the name of a sheet and a link may have in a workbook."""

_WIDEST = 60
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its headings, and its rows."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]


def of_answer(answer: Answer, labels: Labels, things: Iterable[str], name: str) -> Sheet:
    """Return an answer as a sheet, each thing by its name with its id in a column beside it.

    Args:
        answer: the answer.
        labels: what things are called.
        things: the columns that hold things; they get a column of ids.
        name: what the sheet is called.
    """
    named = set(things)
    headings, rows = [], []
    for column in answer.columns:
        headings += [heading(column), f"{heading(column)} (id)"] if column in named else [heading(column)]
    for row in answer.rows:
        cells: list[Value] = []
        for column, cell in zip(answer.columns, row, strict=True):
            cells.append(labels[cell] if isinstance(cell, NamedNode) else _typed(cell))
            cells += [short(cell) if isinstance(cell, NamedNode) else None] if column in named else []
        rows.append(cells)
    return Sheet(name, headings, rows)


def of_texts(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Sheet:
    """Return a table of texts as a sheet: what reads as a day (ISO 8601) or as a number becomes one."""
    return Sheet(name, headings, [[_read(cell) for cell in row] for row in rows])


def as_xlsx(sheets: Iterable[Sheet], title: str, day: str) -> bytes:
    """Return sheets as a workbook (Office Open XML), the same bytes for the same facts.

    Args:
        sheets: the sheets, in order.
        title: what it is called, for its properties.
        day: the day that it is of (ISO 8601).
    """
    from xlsxwriter import Workbook

    file = io.BytesIO()
    taken: set[str] = set()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as made:
        made.set_properties({"title": _cell(title), "author": "vnjp-ties", "created": datetime.fromisoformat(day)})
        for sheet in sheets:
            _write(made, sheet, _name(sheet.name, taken))
    return file.getvalue()


def _write(made: "Workbook", sheet: Sheet, name: str) -> None:
    page = made.add_worksheet(name)
    bold = made.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    day = made.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    for column, one in enumerate(sheet.headings):
        page.write_string(0, column, _cell(one), bold)
    for number, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            _put(page, number, column, value, day)
    page.freeze_panes(1, 1)
    if sheet.headings:
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.headings) - 1)
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)


def _put(page: "Worksheet", row: int, column: int, value: Value, day: "Format") -> None:
    """Write a value by its type; a text is never taken for a formula."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, day)
    elif (address := web(value)) and " " not in value and ";" not in value and len(value) <= _LONGEST_LINK:
        if page.write_url(row, column, address, string=_cell(value)) < 0:  # too many links in a sheet
            page.write_string(row, column, _cell(value))
    else:
        page.write_string(row, column, _cell(value))


def _typed(cell: object) -> Value:
    """Return a value of the graph as a workbook has it; a month or year alone stays text, as precise as it is."""
    if not isinstance(cell, Literal):
        return None if cell is None else str(cell)
    if cell.datatype == xsd.boolean:
        return cell.value == "true"
    if cell.datatype == xsd.integer:
        return int(cell.value)
    if cell.datatype in {xsd.decimal, xsd.double}:
        return float(cell.value)
    return _day(cell.value) if cell.datatype == xsd.date else cell.value


def _read(text: str) -> Value:
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return _day(text)


def _day(text: str) -> date | str:
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    return day if day and day >= _FIRST_DAY else text


def _cell(text: str) -> str:
    """Return a text that a cell can hold."""
    shown = visible(text)
    return shown if len(shown) <= _LONGEST_CELL else shown[: _LONGEST_CELL - 1] + "…"


def _name(wanted: str, taken: set[str]) -> str:
    """Return a name that a sheet may have and no other has."""
    plain = _NOT_IN_A_NAME.sub(" ", visible(wanted)).strip()[:_LONGEST_NAME] or "1"
    name, number = plain, 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = plain[: _LONGEST_NAME - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name


def _widths(sheet: Sheet) -> list[int]:
    """Return how wide each column is: as its widest cell on a screen, within reason."""
    from rich.cells import cell_len

    def width(column: int) -> int:
        texts = (str(row[column]) for row in sheet.rows if row[column] is not None)
        return max([cell_len(sheet.headings[column]), *map(cell_len, texts)])

    return [min(max(width(column), 8), _WIDEST) + 2 for column in range(len(sheet.headings))]
