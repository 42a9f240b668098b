"""CSV and TSV: the separator and the encoding found out, rows read one by one."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from loaders.files.encodings import UTF8, Encoding, encoding, likely
from loaders.files.safe_csv import unguarded
from loaders.files.sheet import MOST_COLUMNS, BrokenOffError, Sheet, SheetRow
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop
from loaders.model.problems import Problem, Report

LONGEST_ROW = 1 << 20
"""Bytes that a row of a CSV file may have: more is no table that a person made."""

MOST_BLANK = 1_000_000
"""Blank rows that may stand between others in a CSV file."""

_LOOKED_AT = 20
"""Lines that tell what separates the columns: titles may stand above them."""

_OF_CSV = (
    gettext_noop("unexpected end of data"),
    gettext_noop("',' expected after '\"'"),
    gettext_noop("';' expected after '\"'"),
    gettext_noop("'\t' expected after '\"'"),
)
"""Messages of the csv module about files that it cannot read."""


def read_delimited(path: Path, report: Report) -> Iterator[Sheet]:
    """Yield the one sheet of a CSV or TSV file, its rows read as they are asked for."""
    with path.open("rb") as file:
        begins = file.read(_LOOKED_AT << 12)
    written_in = encoding(begins)
    separator, lines = _separator(begins, written_in), _Lines(path, report, written_in)
    yield Sheet(
        str(path), "", _rows(path, lines, separator, report), separator=separator, position=lambda: lines.position,
        encoding=written_in.name,
    )  # fmt: skip


def _rows(path: Path, lines: "_Lines", separator: str, report: Report) -> Iterator[SheetRow]:
    number = filled = size = 0
    guarded = False

    def fed() -> Iterator[str]:
        nonlocal size, guarded
        for line in lines:
            size += len(line)
            guarded = guarded or "'" in line
            if size > LONGEST_ROW:
                raise csv.Error(_("a row goes on for more than 1 MB"))
            yield line

    try:
        for number, row in enumerate(csv.reader(fed(), delimiter=separator, strict=True), 1):
            size = 0
            cells = [cell.strip() for cell in row]
            if guarded:
                guarded, cells = False, list(map(unguarded, cells))
            if any(cells):
                filled = number
                yield SheetRow(number, cells)
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


def _separator(begins: bytes, written_in: Encoding) -> str:
    """Return what parts the cells of a CSV file: the sign that parts most in its first lines."""
    text = begins.decode(written_in.wide or "latin-1", "replace")  # the signs are those of ASCII in all others
    lines = re.split("\r\n?|\n", text)[:_LOOKED_AT]  # not at \x85, which is half a letter in UTF-8

    def parted(separator: str) -> tuple[float, int]:
        # most of the rows, which may go on over many lines in quotation marks, and then into most cells
        rows = [len(row) - 1 for row in csv.reader(lines, delimiter=separator) if row]
        return sum(map(bool, rows)) / max(len(rows), 1), sum(rows)

    return max(",\t;", key=parted)


class _Lines:
    """The lines of a text file; they break off with a problem at the first that is none in its encoding.

    Attributes:
        position: how many bytes have been read.
    """

    def __init__(self, path: Path, report: Report, written_in: Encoding) -> None:
        self._path, self._report, self._encoding = path, report, written_in
        self.position = 0

    def __iter__(self) -> Iterator[str]:
        csv.field_size_limit(LONGEST_ROW)
        return self._of_letters() if self._encoding.wide else self._of_bytes()

    def _of_letters(self) -> Iterator[str]:
        """Yield the lines of a file whose letters have several bytes, of which one may be that of a line's end."""
        number = 0
        try:
            with self._path.open("rb") as file:
                text = io.TextIOWrapper(file, self._encoding.wide, newline="")
                for number, line in enumerate(iter(lambda: text.readline(LONGEST_ROW + 1), ""), 1):
                    self.position = file.tell()
                    if len(line) > LONGEST_ROW:
                        self._break_off(number, _("is longer than 1 MB; it is no row of a table"))
                    self._refuse_zeros(number, line)
                    yield line.removeprefix("\ufeff") if number == 1 else line
        except UnicodeDecodeError:
            told = _("cannot be read as {encoding}; save the file as “CSV UTF-8”")
            self._break_off(number + 1, told.format(encoding=self._encoding.name))

    def _of_bytes(self) -> Iterator[str]:
        """Yield the lines of a file in whose encoding the byte of a line's end is nothing else."""
        decode = self._encoding.decode
        with self._path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_ROW + 1), b""), 1):
                self.position += len(line)
                if len(line) > LONGEST_ROW:
                    self._break_off(number, _("is longer than 1 MB; it is no row of a table"))
                try:
                    text = decode(line)
                except UnicodeDecodeError:
                    self._break_off(number, self._wrong(line))
                self._refuse_zeros(number, text)
                yield text.removeprefix("\ufeff") if number == 1 else text

    def _wrong(self, line: bytes) -> str:
        """Return what is wrong with a line that cannot be read."""
        if self._encoding is not UTF8:
            told = _("cannot be read as {encoding}; save the file as “CSV UTF-8”")
            return told.format(encoding=self._encoding.name)
        if guess := likely(line):
            told = _("is not UTF-8 (it seems to be {guess}); save the file as “CSV UTF-8”")
            return told.format(guess=guess)
        return _("is not UTF-8; save the file as “CSV UTF-8”")

    def _refuse_zeros(self, number: int, text: str) -> None:
        if "\0" in text:
            self._break_off(number, _("has zero bytes; it is no text, or not UTF-8"))

    def _break_off(self, number: int, message: str) -> NoReturn:
        self._report(Problem(str(self._path), number, "", message))
        raise BrokenOffError from None
