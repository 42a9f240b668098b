"""Files to sheets of text cells: CSV and TSV here, XLSX and ODS by `loaders.workbooks`. What they mean is not asked.

A file may come from anybody: whatever it holds, it is read row by row within bounds, or refused with the reason.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import NamedTuple, NoReturn, TypeVar

from loaders.messages import gettext as _
from loaders.messages import gettext_noop
from loaders.problems import Problem, Report

LONGEST_ROW = 1 << 20
"""Bytes that a row of a CSV file may have: more is no table that a person made."""
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPPED = b"PK\x03\x04"
_WORKBOOKS = {".xlsx", ".ods"}
_WITH_MACROS = {".xlsm", ".xltm", ".xlsb"}
_JAPANESE = re.compile("[×\u2010-\u27bf\u3000-\u33ff\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]+")
_VIETNAMESE = re.compile("(?i:[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ“”‘’–—…])+")
MOST_COLUMNS = 1 << 14
"""What a sheet can have in Excel and LibreOffice."""
MOST_BLANK = 1_000_000
"""Blank rows that may stand between others in a CSV file."""
_LARGEST_SAMPLE = 1 << 24
"""Cells and characters of the rows that are held to be looked at."""
_LOOKED_AT = 20
"""Lines that tell what separates the columns: titles may stand above them."""


_OF_CSV = (
    gettext_noop("unexpected end of data"),
    gettext_noop("',' expected after '\"'"),
    gettext_noop("';' expected after '\"'"),
    gettext_noop("'\t' expected after '\"'"),
)
"""What the reader of CSV files says of those that it cannot read."""

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


class Line(NamedTuple):
    """A row of a sheet that holds anything.

    Attributes:
        number: as a spreadsheet numbers it, the first being 1.
        cells: the texts of its cells from the first column on; numbers and dates as texts too.
        computed: the places of the cells that hold a formula, whose text is what it last came to.
    """

    number: int
    cells: list[str]
    computed: tuple[int, ...] = ()

    def name(self, column: int) -> str:
        """Return what a spreadsheet calls the cell in a column, counted from 0."""
        return f"{letters(column)}{self.number}"


@dataclass
class Sheet:
    """A sheet of a file as it stands there.

    Attributes:
        file: the file's path (and sheet).
        title: the sheet's title; a CSV file has none.
        rows: its rows that hold anything; they can be read once.
        merged: the merged cells met so far, as in B2:B3.
        separator: what parts the columns of a CSV file.
        epoch: the year that days are counted from where a number stands for a date, 1900 or 1904.
        position: tells how many bytes of the file have been read.
    """

    file: str
    title: str
    rows: Iterator[Line]
    merged: list[str] = field(default_factory=list)
    separator: str = ""
    epoch: int = 1900
    position: Callable[[], int] = lambda: 0

    def first(self, number: int) -> list[Line]:
        """Return the first rows without taking them away; fewer if they are very long.

        Raises:
            BrokenOffError: the file cannot be read as far as that.
        """
        lines: list[Line] = []
        size = 0
        while len(lines) < number and size < _LARGEST_SAMPLE and (line := next(self.rows, None)):
            lines.append(line)
            size += len(line.cells) + sum(map(len, line.cells))
        self.rows = chain(lines, self.rows)
        return lines


def open_sheets(path: Path, report: Report, *, fill: bool = False) -> Iterator[Sheet]:
    """Yield the sheets in a file: one of a CSV or TSV file, one of each sheet that holds a table of XLSX and ODS.

    Args:
        path: the file; its name tells whether it is a workbook.
        report: called with every problem met, now and while the rows are read; rows then break off with an error.
        fill: whether each of several merged cells gets what the first of them holds.
    """
    ending = path.suffix.lower()
    if refusal := _refusal(path, ending):
        report(Problem(str(path), 0, "", refusal))
    elif ending not in _WORKBOOKS:
        yield from _csv(path, report)
    else:
        yield from _told(_workbook(path, fill), path, report)


def _refusal(path: Path, ending: str) -> str:
    """Return why a file is not even opened."""
    if not path.is_file():
        return _("is a folder; name the files in it") if path.is_dir() else _("there is no such file")
    with path.open("rb") as opened:
        begins = opened.read(len(_OLD_WORKBOOK))
    if begins == _OLD_WORKBOOK:
        if ending == ".xls":
            return _("is an old Excel file (.xls); save it as .xlsx or CSV")
        return _("is an old Excel file (.xls) or protected by a password; save it as .xlsx or CSV")
    if ending in _WITH_MACROS:
        return _("is a workbook that may hold programs ({ending}); save it as .xlsx or CSV").format(ending=ending)
    if begins.startswith(_ZIPPED) and ending not in _WORKBOOKS:
        return _("is a workbook, another document or an archive; save its table as .xlsx, .ods or CSV")
    return ""


# --- workbooks ---------------------------------------------------------------------------------------------------


def _workbook(path: Path, fill: bool) -> Iterator[Sheet]:
    from loaders import ods, workbooks, xlsx  # only workbooks need them

    with closing(workbooks.opened(path)) as archive:
        found = ods.sheets(archive) if "content.xml" in archive.namelist() else xlsx.sheets(archive)
        for sheet in found:
            rows = sheet.areas.filled(sheet.rows) if fill else sheet.rows
            rows = workbooks.bounded(rows)
            yield Sheet(
                f"{path}[{sheet.title}]", sheet.title, rows, sheet.areas.named, epoch=sheet.epoch,
                position=lambda: archive.fp.tell() if archive.fp else 0,
            )  # fmt: skip


def _told(sheets: Iterator[Sheet], path: Path, report: Report) -> Iterator[Sheet]:
    """Yield the sheets that hold a table, or the first if none does; tell where a workbook turns out to be broken."""
    empty: Sheet | None = None
    found = False
    try:
        for sheet in _guarded(sheets, path, report):
            sheet.rows = _guarded(sheet.rows, path, report)
            begins = sheet.first(2)
            if len(begins) == 2 or any(sum(map(bool, line.cells)) > 1 for line in begins):
                found = True
                yield sheet
            else:
                empty = empty or sheet
    except BrokenOffError:
        return
    if empty and not found:
        yield empty
    elif not found:
        report(Problem(str(path), 0, "", _("has no sheets; save the table anew as .xlsx or CSV")))


def _guarded(parts: Iterator[Part], path: Path, report: Report) -> Iterator[Part]:
    """Break off with a problem where a workbook turns out to be broken."""
    from loaders.workbooks import BROKEN, RefusedError

    try:
        yield from parts
    except RefusedError as refused:
        report(Problem(str(path), 0, "", str(refused)))
        raise BrokenOffError from None
    except BROKEN as error:
        told = _("cannot be read as a workbook: {error}")
        report(Problem(str(path), 0, "", told.format(error=_(str(error) or type(error).__name__))))
        raise BrokenOffError from None


# --- CSV and TSV -------------------------------------------------------------------------------------------------


def _csv(path: Path, report: Report) -> Iterator[Sheet]:
    separator, lines = _separator(path), _Lines(path, report)
    yield Sheet(
        str(path), "", _rows(path, lines, separator, report), separator=separator, position=lambda: lines.position
    )


def _rows(path: Path, lines: "_Lines", separator: str, report: Report) -> Iterator[Line]:
    number = filled = size = 0

    def fed() -> Iterator[str]:
        nonlocal size
        for line in lines:
            size += len(line)
            if size > LONGEST_ROW:
                raise csv.Error(_("a row goes on for more than 1 MB"))
            yield line

    try:
        for number, row in enumerate(csv.reader(fed(), delimiter=separator, strict=True), 1):
            size = 0
            cells = [cell.strip() for cell in row]
            if any(cells):
                filled = number
                yield Line(number, cells)
            if len(cells) > MOST_COLUMNS or number - filled > MOST_BLANK:
                told = _("has {cells} cells; it is no row of a table")
                if not cells:
                    told = _("comes after {blank} that are blank; it is no row of a table")
                report(Problem(str(path), number, "", told.format(cells=len(cells), blank=MOST_BLANK)))
                raise BrokenOffError
    except csv.Error as error:
        told = _("is not CSV: {error}; is a quotation mark open?")
        if "new-line" in str(error):
            told = _("is not CSV: {error}; its line ends are of an old kind; save the file as “CSV UTF-8”")
        report(Problem(str(path), number + 1, "", told.format(error=_(str(error)))))
        raise BrokenOffError from None


def _separator(path: Path) -> str:
    """Return what parts the cells of a CSV file: the sign by which its first lines have most cells."""
    with path.open("rb") as file:
        begins = file.read(_LOOKED_AT << 12).decode("utf-8", "replace").splitlines()[:_LOOKED_AT]

    def cells(separator: str) -> int:
        return sum(len(row) for row in csv.reader(begins, delimiter=separator))

    return max(",\t;", key=cells)


class _Lines:
    """The lines of a UTF-8 file; they break off with a problem at the first that is none.

    Attributes:
        position: how many bytes have been read.
    """

    def __init__(self, path: Path, report: Report) -> None:
        self._path, self._report = path, report
        self.position = 0

    def __iter__(self) -> Iterator[str]:
        csv.field_size_limit(LONGEST_ROW)
        with self._path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_ROW + 1), b""), 1):
                self.position += len(line)
                if len(line) > LONGEST_ROW:
                    self._break_off(number, _("is longer than 1 MB; it is no row of a table"))
                try:
                    text = line.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError:
                    told = _("is not UTF-8; save the file as “CSV UTF-8”")
                    if guess := _encoding(line):
                        told = _("is not UTF-8 (it seems to be {guess}); save the file as “CSV UTF-8”")
                    self._break_off(number, told.format(guess=guess))
                if "\0" in text:
                    self._break_off(number, _("has zero bytes; it is no text, or not UTF-8"))
                yield text

    def _break_off(self, number: int, message: str) -> NoReturn:
        self._report(Problem(str(self._path), number, "", message))
        raise BrokenOffError from None


def _encoding(line: bytes) -> str:
    """Return what a line that is not UTF-8 seems to be encoded in: what Excel in our two countries writes, if it can.

    A line is too short to tell by how often letters occur; so it is asked whether it would be text in each.
    """
    from charset_normalizer import from_bytes  # slow to import, and few files need it

    for encoding, is_text in (("cp932", _JAPANESE), ("cp1258", _VIETNAMESE)):
        try:
            text = unicodedata.normalize("NFC", line.decode(encoding))
        except UnicodeDecodeError:
            continue
        if is_text.fullmatch("".join(c for c in text if not c.isascii())):
            return encoding
    guess = from_bytes(line).best()
    return guess.encoding if guess else ""
