"""From tables to records: rows read one by one, every problem reported by file, row and column."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from loaders.files.reader import open_sheets
from loaders.files.sheet import BrokenOffError, Sheet, SheetRow
from loaders.model.columns import LEVELS, closest
from loaders.model.gazetteer import Gazetteer, Place, UnresolvedPlaceError
from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from loaders.model.problems import Problem, Report
from loaders.model.records import TABLES, Record, columns
from loaders.model.records import Place as PlaceColumns

__all__ = ["Problem", "Read", "Report", "Row", "Table", "open_tables", "read"]


class Row(NamedTuple):
    """A row of a file, before it is checked.

    Attributes:
        number: as a spreadsheet numbers it, the header being row 1.
        cells: those that are not empty, by their heading.
        fault: why it is not known what stands in which column; then only the cells of its id are given.
        written: all cells as they stand in the file, where they were understood to mean something else.
    """

    number: int
    cells: dict[str, str]
    fault: str = ""
    written: tuple[str, ...] = ()


@dataclass
class Table:
    """A table of facts in a file: the class of its rows, and the rows, which can be read once.

    Attributes:
        file: the file's path (and sheet).
        record: the class of its rows.
        rows: the rows; they can be read once.
        numbered: whether its ids are made up as it is read, so that no two are the same and no row names them.
    """

    file: str
    record: type[Record]
    rows: Iterator[Row]
    numbered: bool = False


class Read(NamedTuple):
    """A row that has been read, right or wrong.

    Attributes:
        number: as a spreadsheet numbers it.
        cells: those that are not empty, by their heading.
        places: the localities that it names, by their role, as far as they are known.
        record: what it states; nothing if anything is wrong with it.
        written: as in the row that was read.
    """

    number: int
    cells: dict[str, str]
    places: dict[str, Place]
    record: Record | None
    written: tuple[str, ...]


def open_tables(path: Path, report: Report) -> Iterator[Table]:
    """Yield the tables in a file: one of a CSV or TSV file, one of each sheet that holds any of a workbook.

    Args:
        path: the file; its name tells its format.
        report: called with every problem met, now and while the rows are read.
    """
    for sheet in open_sheets(path, report):
        try:
            header = next(sheet.rows, None)
        except BrokenOffError:
            continue
        if sheet.separator == ";":
            report(Problem(sheet.file, 1, "", _("columns are separated by “;”; separate them by commas")))
            continue
        if header is None:
            report(Problem(sheet.file, 0, "", _("is empty; a table begins with a row of headings")))
            continue
        if sheet.encoding:
            told = _("is not UTF-8 (it seems to be {guess}); save the file as “CSV UTF-8”")
            report(Problem(sheet.file, 1, "", told.format(guess=sheet.encoding)))
            continue
        while header.cells and not header.cells[-1]:
            header.cells.pop()
        record = _recognise(sheet.file, path.stem, header, report)
        if record:
            yield Table(sheet.file, record, _rows(sheet, record, header.cells, report))


def read(table: Table, gazetteer: Gazetteer, report: Report) -> Iterator[Read]:
    """Yield the rows of a table, those that are right as records with their places resolved.

    Args:
        table: an open table.
        gazetteer: what the names of localities are resolved with.
        report: called with every problem.
    """
    for row in table.rows:
        problems = [("", row.fault)] if row.fault else []
        places, record = {}, None
        if not row.fault:
            places = _resolve(table.record, row.cells, gazetteer, problems)
            record = _validate(table.record, row.cells, places, problems)
        for column, message in problems:
            report(Problem(table.file, row.number, column, message))
        yield Read(row.number, row.cells, places, None if problems else record, row.written)


def _recognise(file: str, stem: str, line: SheetRow, report: Report) -> type[Record] | None:
    """Return whose rows a header describes; report what is wrong with it."""
    row, header = line.number, line.cells
    named = TABLES.get(stem.lower())
    overlap = {record: len(set(columns(record)) & set(header)) for record in TABLES.values()}
    record = named if named and overlap[named] else max(overlap, key=lambda r: overlap[r])
    if overlap[record] < 2:
        known = "; ".join(f"{name}: {', '.join(columns(r)[:5])}…" for name, r in TABLES.items())
        told = _("these headings are of none of our tables. Ours begin so: {known}")
        report(Problem(file, row, "", told.format(known=known)))
        return None
    sound = True
    for column, times in Counter(header).items():
        twice = times > 1 and bool(column)
        if column not in columns(record) or twice:
            sound = False
            message = _("stands twice") if twice else _no_column(record, column)
            report(Problem(file, row, column or _("(no heading)"), message))
    for name, about in record.model_fields.items():
        if about.is_required() and name not in header:
            sound = False
            told = _("is missing; every row of {table} needs it")
            report(Problem(file, row, name, told.format(table=record.table)))
    return record if sound else None


def _no_column(record: type[Record], column: str) -> str:
    """Return the message about a heading that is no column of a table."""
    if near := closest(column, columns(record)):
        return _("is no column of {table}; did you mean “{near}”?").format(table=record.table, near=near)
    told = _("is no column of {table}; {table} has {columns}")
    return told.format(table=record.table, columns=joined(columns(record)))


def _rows(sheet: Sheet, record: type[Record], header: list[str], report: Report) -> Iterator[Row]:
    """Yield the rows of a sheet under their headings, with what keeps a row from being understood."""
    needed = 1 + max(header.index(name) for name, about in record.model_fields.items() if about.is_required())
    empty, told = True, 0
    try:
        for line in sheet.rows:
            told += _report_merged(sheet, told, report)
            empty = False
            fault = _fault(sheet, line, header, needed)
            named = {column: cell for column, cell in zip(header, line.cells, strict=False) if cell}
            if fault:
                named = {column: named[column] for column in record.key if column in named}
            yield Row(line.number, named, fault)
    except BrokenOffError:
        return
    _report_merged(sheet, told, report)
    if empty:
        report(Problem(sheet.file, 0, "", _("has headings, but no rows")))


def _report_merged(sheet: Sheet, told: int, report: Report) -> int:
    """Report the merged cells after the first ``told``; return how many there are."""
    new = sheet.merged[told:]
    for cells in new:
        row = int(cells.partition(":")[0].lstrip(ascii_uppercase))
        message = _("the cells {cells} are merged; unmerge them and fill in each").format(cells=cells)
        report(Problem(sheet.file, row, "", message))
    return len(new)


def _fault(sheet: Sheet, line: SheetRow, header: list[str], needed: int) -> str:
    """Return why it is not known what a row states; one of a workbook ends with its last cell that is filled in."""
    if line.computed:
        return _("{cell} holds a formula; paste its value").format(cell=line.name(line.computed[0]))
    if line.struck:
        return _("{cell} is struck out; empty it, or take the line through it away").format(
            cell=line.name(line.struck[0])
        )
    told = ""
    if any(line.cells[len(header) :]):
        if sheet.separator:
            told = _("has {cells} cells, the header has {header}; put cells with commas in quotation marks")
        else:
            told = _("has {cells} cells, the header has {header}; give every column a heading")
    elif sheet.separator and len(line.cells) < needed:
        told = _("has {cells} cells, the header has {header}; keep the separators of empty cells")
    return told.format(cells=len(line.cells), header=len(header))


def _resolve(
    record: type[Record], cells: dict[str, str], gazetteer: Gazetteer, problems: list[tuple[str, str]]
) -> dict[str, Place]:
    found = {}
    for role, about in record.place_columns.items():
        name = cells.get(about.name)
        country = _country(about, cells) if name else ""
        if not name or not country:
            continue
        written = cells.get(about.level, "")
        level = written if written in LEVELS[country] else ""
        parent, day = cells.get(about.parent, ""), cells.get(about.date, "")
        try:
            found[role] = gazetteer.resolve(name, country=country, level=level, parent=parent, date=day)
        except UnresolvedPlaceError as error:
            if level == written or not error.ambiguous:  # else the level, once it is right, may tell
                problems.append((about.name, str(error)))
    return found


def _country(place: PlaceColumns, cells: dict[str, str]) -> str:
    """Return the country of a place as the gazetteer has it; nothing for one that is elsewhere."""
    country = cells.get(place.country, place.country).lower()
    return country if country in {"vn", "jp"} else ""


def _validate(
    record: type[Record], cells: dict[str, str], places: dict[str, Place], problems: list[tuple[str, str]]
) -> Record | None:
    named = {role: place.id for role, place in places.items()}
    try:
        return record.model_validate({**cells, "places": named}, context=cells)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False):
            column = error.get("ctx", {}).get("column") or str(error["loc"][0] if error["loc"] else "")
            problems.append((column, _words(error)))
    return None


def _words(error: ErrorDetails) -> str:
    """Return pydantic's finding in the words of the person who filled in the cell."""
    kind, message, cell, about = error["type"], error["msg"], error["input"], error.get("ctx", {})
    if kind == "missing":
        return _("is empty; every row needs it")
    if kind.startswith(("int_", "decimal_", "finite_")):
        return _("“{cell}” is not a number; write digits alone, as in 1200000 or 16.07").format(cell=cell)
    if kind == "too_short":
        return _("is empty; name at least one, and separate several by “;”")
    if kind == "form":
        return _(message).format(cell=cell)
    if kind in {"cell", "date"}:
        return message
    if kind == "greater_than_equal":
        return _("“{cell}”: input should be greater than or equal to {least}").format(cell=cell, least=about["ge"])
    if kind == "less_than_equal":
        return _("“{cell}”: input should be less than or equal to {most}").format(cell=cell, most=about["le"])
    return f"“{cell}”: {message[0].lower()}{message[1:]}"
