"""CSV and TSV: the separator and the encoding found out, rows read one by one."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from loaders.files.sheet import MOST_COLUMNS, BrokenOffError, Sheet, SheetRow
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop
from loaders.model.problems import Problem, Report

LONGEST_ROW = 1 << 20
"""Bytes that a row of a CSV file may have: more is no table that a person made."""

_JAPANESE = re.compile("[×\u2010-\u27bf\u3000-\u33ff\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]+")
_VIETNAMESE = re.compile("(?i:[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ“”‘’–—…])+")
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
    separator, lines = _separator(path), _Lines(path, report)
    yield Sheet(
        str(path), "", _rows(path, lines, separator, report), separator=separator, position=lambda: lines.position
    )


def _rows(path: Path, lines: "_Lines", separator: str, report: Report) -> Iterator[SheetRow]:
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
