"""From files to records: CSV and XLSX tables read row by row, every problem told by file, row and column."""

import csv
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from charset_normalizer import from_bytes
from pydantic import ValidationError
from rapidfuzz import process

from loaders.places import Gazetteer, Place, UnresolvedPlaceError
from loaders.records import LEVELS, TABLES, Record, columns
from loaders.records import Place as PlaceColumns

LONGEST_ROW = 1 << 20
"""Bytes that a row of a CSV file may have: more is no table that a person made."""
LARGEST_WORKBOOK = 200 << 20
"""Bytes that an XLSX file may have when unpacked."""
LARGEST_PART = 50 << 20
"""Bytes that those parts of it may have which are read at once: texts and styles; sheets are read row by row."""
_READ_BY_ROW = ("xl/worksheets/", "xl/media/")
_LONGEST_TAG = 1 << 12
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPPED = b"PK\x03\x04"
_JAPANESE = re.compile("[×\u2010-\u27bf\u3000-\u33ff\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]+")
_VIETNAMESE = re.compile("(?i:[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ“”‘’–—…])+")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')


_PICTURES = {c: 0x2400 + c for c in range(0x20)} | dict.fromkeys(range(0x7F, 0xA0), 0x2421)
"""Signs that show control characters."""


def _shown(text: str) -> str:
    """Return a text of one line, not too long, without control characters."""
    return (text if len(text) <= 1800 else f"{text[:500]} […] {text[-1000:]}").translate(_PICTURES)


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
        where = ", ".join(part for part in (f"row {self.row}" if self.row else "", self.column) if part)
        return f"{self.file}: {where}: {self.message}" if where else f"{self.file}: {self.message}"


class _BrokenOffError(Exception):
    """The rest of a file cannot be read; why has been reported."""


Report = Callable[[Problem], None]


class Row(NamedTuple):
    """A row as it stands in a file.

    Attributes:
        number: as a spreadsheet numbers it, the header being row 1.
        cells: those that are not empty, by their heading.
        fault: why it is not known what stands in which column; then only the cells of its id are given.
    """

    number: int
    cells: dict[str, str]
    fault: str = ""


@dataclass
class Table:
    """A table of facts as it stands in a file: what its rows are, and the rows, read once.

    Attributes:
        file: the file's path (and sheet).
        record: the class of its rows.
        rows: the rows; they can be read once.
    """

    file: str
    record: type[Record]
    rows: Iterator[Row]


class Read(NamedTuple):
    """A row that has been read, right or wrong.

    Attributes:
        number: as a spreadsheet numbers it.
        cells: those that are not empty, by their heading.
        places: the localities that it names, by their role, as far as they are known.
        record: what it states; nothing if anything is wrong with it.
    """

    number: int
    cells: dict[str, str]
    places: dict[str, Place]
    record: Record | None


def open_tables(path: Path, report: Report) -> Iterator[Table]:
    """Yield the tables in a file: one of a CSV or TSV file, one of each sheet that holds any of an XLSX file.

    Args:
        path: the file; its name tells its format.
        report: called with every problem met, now and while the rows are read.
    """
    if not path.is_file():
        message = "is a folder; name the files in it" if path.is_dir() else "there is no such file"
        report(Problem(str(path), 0, "", message))
        return
    workbook = path.suffix.lower() in {".xlsx", ".xlsm"}
    with path.open("rb") as opened:
        begins = opened.read(len(_OLD_WORKBOOK))
    if begins == _OLD_WORKBOOK:
        locked = " or protected by a password" if path.suffix.lower() != ".xls" else ""
        report(Problem(str(path), 0, "", f"is an old Excel file (.xls){locked}; save it as .xlsx or CSV"))
        return
    if begins.startswith(_ZIPPED) and not workbook:
        report(Problem(str(path), 0, "", "is a workbook or archive by its content; name it .xlsx, or save it as CSV"))
        return
    sheets = _xlsx(path, report) if workbook else _csv(path, report)
    for file, cells in sheets:
        try:
            header = next(cells, None)
        except _BrokenOffError:
            continue
        while header and header[1] and not header[1][-1]:
            header[1].pop()
        if header is None or not header[1]:
            report(Problem(file, 0, "", "is empty; a table begins with a row of headings"))
            continue
        record = _recognise(file, path.stem, header[1], report)
        if record:
            yield Table(file, record, _rows(file, record, header[1], cells, report, ragged=workbook))


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
            places = dict(_resolve(table.record, row.cells, gazetteer, problems))
            record = _validate(table.record, row.cells, places, problems)
        for column, message in problems:
            report(Problem(table.file, row.number, column, message))
        yield Read(row.number, row.cells, places, None if problems else record)


def _csv(path: Path, report: Report) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    lines = _lines(path, report)
    try:
        first = next(lines, "")
    except _BrokenOffError:
        return
    delimiter = "\t" if "\t" in first and "," not in first else ","
    if ";" in first and delimiter not in first:
        report(Problem(str(path), 1, "", "columns are separated by “;”; separate them by commas"))
        return

    def cells() -> Iterator[tuple[int, list[str]]]:
        number, size = 0, 0

        def fed() -> Iterator[str]:
            nonlocal size
            for line in chain((first,) if first else (), lines):
                size += len(line)
                if size > LONGEST_ROW:
                    raise csv.Error("a row goes on for more than 1 MB")
                yield line

        try:
            for number, row in enumerate(csv.reader(fed(), delimiter=delimiter, strict=True), 1):
                size = 0
                yield number, [cell.strip() for cell in row]
        except csv.Error as error:
            old = "new-line" in str(error)
            hint = (
                "its line ends are of an old kind; save the file as “CSV UTF-8”" if old else "is a quotation mark open?"
            )
            report(Problem(str(path), number + 1, "", f"is not CSV: {error}; {hint}"))
            raise _BrokenOffError from None

    yield str(path), cells()


def _lines(path: Path, report: Report) -> Iterator[str]:
    """Yield the lines of a UTF-8 file; break off with a problem at the first that is none."""
    csv.field_size_limit(LONGEST_ROW)
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_ROW + 1), b""), 1):
            if len(line) > LONGEST_ROW:
                report(Problem(str(path), number, "", "is longer than 1 MB; it is no row of a table"))
                raise _BrokenOffError
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                guess = _encoding(line)
                seems = f" (it seems to be {guess})" if guess else ""
                right = "save the file as “CSV UTF-8”"
                report(Problem(str(path), number, "", f"is not UTF-8{seems}; {right}"))
                raise _BrokenOffError from None
            if "\0" in text:
                report(Problem(str(path), number, "", "has zero bytes; it is no text, or not UTF-8"))
                raise _BrokenOffError
            yield text


def _encoding(line: bytes) -> str:
    """Return what a line that is not UTF-8 seems to be encoded in: what Excel in our two countries writes, if it can.

    A line is too short to tell by how often letters occur; so it is asked whether it would be text in each.
    """
    for encoding, is_text in (("cp932", _JAPANESE), ("cp1258", _VIETNAMESE)):
        try:
            text = unicodedata.normalize("NFC", line.decode(encoding))
        except UnicodeDecodeError:
            continue
        if is_text.fullmatch("".join(c for c in text if not c.isascii())):
            return encoding
    guess = from_bytes(line).best()
    return guess.encoding if guess else ""


def _xlsx(path: Path, report: Report) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    import openpyxl  # slow to import, and only workbooks need it

    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        at_once = sum(part.file_size for part in parts if not part.filename.startswith(_READ_BY_ROW))
        if unpacked > LARGEST_WORKBOOK:
            report(Problem(str(path), 0, "", f"unpacks to {unpacked >> 20} MB; at most 200 are read"))
            return
        if at_once > LARGEST_PART:
            report(Problem(str(path), 0, "", f"has {at_once >> 20} MB of texts and styles; at most 50 are read"))
            return
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parts raise on a broken file
        report(_unreadable(path, error))
        return
    with closing(book):
        sheets: list[Any] = list(book.worksheets)
        for sheet in sheets:
            file = f"{path}[{sheet.title}]"
            try:
                sheet.reset_dimensions()  # else a blank in the last cell there can be would make a huge table
                for cells in _merged(path, sheet._worksheet_path):
                    row = int(re.sub("[A-Z]+|:.*", "", cells))
                    report(Problem(file, row, "", f"the cells {cells} are merged; unmerge them and fill in each"))
                rows = enumerate(([_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)), 1)
                first = list(islice(rows, 2))
            except Exception as error:
                report(_unreadable(path, error))
                return
            if len(sheets) == 1 or len(first) == 2 or (first and sum(map(bool, first[0][1])) > 1):
                yield file, _guarded(chain(first, rows), path, report)


def _guarded(rows: Iterator[tuple[int, list[str]]], path: Path, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Break off with a problem where a workbook turns out to be broken."""
    try:
        yield from rows
    except Exception as error:
        report(_unreadable(path, error))
        raise _BrokenOffError from None


def _unreadable(path: Path, error: Exception) -> Problem:
    return Problem(str(path), 0, "", f"cannot be read as a workbook: {error or type(error).__name__}")


def _merged(path: Path, sheet: str) -> Iterator[str]:
    """Yield the ranges of merged cells in a sheet, which openpyxl does not tell as it reads row by row."""
    before = b""
    with zipfile.ZipFile(path) as archive, archive.open(sheet.lstrip("/")) as part:
        while chunk := part.read(1 << 20):
            text = before + chunk
            complete = text.rfind(b"<")
            for found in _MERGED.finditer(text, 0, complete):
                yield found[1].decode()
            before = text[complete:] if complete >= 0 and len(text) - complete < _LONGEST_TAG else b""
        for found in _MERGED.finditer(before):
            yield found[1].decode()


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{Decimal(str(cell)):f}"
    return str(cell).strip()


def _recognise(file: str, stem: str, header: list[str], report: Report) -> type[Record] | None:
    """Return whose rows a header describes; report what is wrong with it."""
    named = TABLES.get(stem.lower())
    overlap = {record: len(set(columns(record)) & set(header)) for record in TABLES.values()}
    record = named if named and overlap[named] else max(overlap, key=lambda r: overlap[r])
    if overlap[record] < 2:
        known = "; ".join(f"{name}: {', '.join(columns(r)[:5])}…" for name, r in TABLES.items())
        report(Problem(file, 1, "", f"these headings are of none of our tables. Ours begin so: {known}"))
        return None
    sound = True
    for column, times in Counter(header).items():
        twice = times > 1 and bool(column)
        if column not in columns(record) or twice:
            sound = False
            near = process.extractOne(column, columns(record), score_cutoff=60)
            hint = f"did you mean “{near[0]}”?" if near else f"{record.table} has {', '.join(columns(record))}"
            message = "stands twice" if twice else f"is no column of {record.table}; {hint}"
            report(Problem(file, 1, column or "(no heading)", message))
    for name, about in record.model_fields.items():
        if about.is_required() and name not in header:
            sound = False
            report(Problem(file, 1, name, f"is missing; every row of {record.table} needs it"))
    return record if sound else None


def _rows(
    file: str,
    record: type[Record],
    header: list[str],
    cells: Iterator[tuple[int, list[str]]],
    report: Report,
    ragged: bool,
) -> Iterator[Row]:
    """Yield the rows that are not blank; ``ragged`` says that a row ends with its last cell that is filled in."""
    needed = (
        0 if ragged else 1 + max(header.index(name) for name, of in record.model_fields.items() if of.is_required())
    )
    empty = True
    try:
        for number, row in cells:
            if not any(row):
                continue
            empty = False
            right = ""
            if any(row[len(header) :]):
                right = "give every column a heading" if ragged else "put cells with commas in quotation marks"
            elif len(row) < needed:
                right = "keep the separators of empty cells"
            fault = f"has {len(row)} cells, the header has {len(header)}; {right}" if right else ""
            named = {column: cell for column, cell in zip(header, row, strict=False) if cell}
            if fault:
                named = {column: named[column] for column in record.key if column in named}
            yield Row(number, named, fault)
    except _BrokenOffError:
        return
    if empty:
        report(Problem(file, 0, "", "has headings, but no rows"))


def _resolve(
    record: type[Record], cells: dict[str, str], gazetteer: Gazetteer, problems: list[tuple[str, str]]
) -> Iterator[tuple[str, Place]]:
    for role, about in record.place_columns.items():
        country = _country(about, cells)
        name = cells.get(about.name)
        if not name or not country:
            continue
        written = cells.get(about.level, "")
        level = written if written in LEVELS[country] else ""
        parent, day = cells.get(about.parent, ""), cells.get(about.date, "")
        try:
            yield role, gazetteer.resolve(name, country=country, level=level, parent=parent, date=day)
        except UnresolvedPlaceError as error:
            if level == written or not error.ambiguous:  # else the level, once it is right, may tell
                problems.append((about.name, str(error)))


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
            problems.append((column, _words(error["type"], error["msg"], error["input"])))
    return None


def _words(kind: str, message: str, cell: object) -> str:
    """Return pydantic's finding in the words of the person who filled in the cell."""
    if kind == "missing":
        return "is empty; every row needs it"
    if kind.startswith(("int_", "decimal_", "finite_")):
        return f"“{cell}” is not a number; write digits alone, as in 1200000 or 16.07"
    if kind == "too_short":
        return "is empty; name at least one, and separate several by “;”"
    if kind in {"cell", "date"}:
        return message
    return f"“{cell}”: {message[0].lower()}{message[1:]}"
