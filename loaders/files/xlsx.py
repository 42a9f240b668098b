"""XLSX workbooks (ECMA-376) to sheets."""

import re
import zipfile
from collections.abc import Iterator

from loaders.files.archive import LONGEST, Part, WorkbookSheet, parsed, plain_number
from loaders.files.merged import MOST_ROWS, Area, Areas
from loaders.files.sheet import MOST_COLUMNS, RefusedError, SheetRow
from loaders.files.xlsx_parts import DAY, ESCAPED, Book, SharedTexts, Styles, links_of, local_name, target_of
from loaders.model.dates import of_serial
from loaders.model.messages import gettext as _

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_LONGEST_TAG = 1 << 12


def sheets(archive: zipfile.ZipFile) -> Iterator[WorkbookSheet]:
    """Yield the sheets of a workbook, in their order."""
    book_part = target_of(archive, "", "officeDocument")
    if not book_part.endswith(".xml"):
        raise RefusedError(_("is a binary workbook; save it as .xlsx"))
    book = Book()
    list(parsed(archive, book_part, book))
    links = {link.id: link for link in links_of(archive, book_part)}
    texts = SharedTexts()
    formats: list[int] = []
    for link in links.values():
        if link.kind == "sharedStrings":
            list(parsed(archive, link.target, texts))
        elif link.kind == "styles":
            formats = next(parsed(archive, link.target, Styles()), [])
    for title, link_id in book.sheets:
        link = links[link_id]
        if link.kind == "worksheet":
            areas = Areas()
            _find_merged(archive, link.target, areas)
            yield WorkbookSheet(
                title, parsed(archive, link.target, _Rows(texts, formats, book.epoch)), areas, book.epoch
            )


# --- the cells ---------------------------------------------------------------------------------------------------


class _Columns(dict[str, int]):
    """Columns by their letters, each worked out once: A is 0."""

    def __missing__(self, name: str) -> int:
        column = 0
        for letter in name:
            column = column * 26 + ord(letter) - 64
        if not (name.isascii() and name.isupper() and 0 < column <= MOST_COLUMNS):
            raise ValueError(_("there is no column “{name}”").format(name=name[:20]))
        return self.setdefault(name, column - 1)


class _Rows(Part):
    """The rows of a sheet that hold anything."""

    def __init__(self, texts: SharedTexts, formats: list[int], epoch: int) -> None:
        super().__init__()
        self._texts, self._formats, self._epoch = texts, formats, epoch
        self._columns = _Columns()
        self._number = 0
        self._cells: list[str] | None = None
        self._computed: list[int] = []
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._size = 0
        self._listening = False
        self._phonetic = 0
        self._formula = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c" and self._cell is None and self._cells is not None:
            self._cell = attributes
        elif name == "v" and not self._listening:
            self._listening = True
        elif name == "row" and self._cells is None:
            self._begin_row(attributes)
        else:
            self._start_other(name, attributes)

    def _start_other(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            self.start(local_name(name), attributes)
            return
        self.deeper()
        self._listening = name == "t" and not self._phonetic
        self._phonetic += name == "rPh"
        self._formula = self._formula or name == "f"

    def text(self, text: str) -> None:
        if self._listening:
            self._pieces.append(text)
            self._size += len(text)
            if self._size > LONGEST:
                told = _("has a text in row {row} that is longer than a cell can be")
                raise RefusedError(told.format(row=self._number))

    def end(self, name: str) -> None:
        self._listening = False
        if name == "c" and self._cell is not None and self._cells is not None:
            self._end_cell(self._cell, self._cells)
        elif name == "row" and self._cells is not None:
            if any(self._cells) or self._computed:
                self.found.append(SheetRow(self._number, self._cells, tuple(self._computed)))
            self._cells = None
        elif ":" in name:
            self.end(local_name(name))
        elif name != "v":
            self.depth -= 1
            self._phonetic -= name == "rPh"

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._number + 1))
        if number <= self._number:
            raise ValueError(_("row {row} stands after row {before}").format(row=number, before=self._number))
        if number > MOST_ROWS:
            told = _("has more rows than are read (row {row}); delete what lies below the table")
            raise RefusedError(told.format(row=number))
        self._number, self._cells, self._computed = number, [], []

    def _end_cell(self, attributes: dict[str, str], cells: list[str]) -> None:
        place = attributes.get("r")
        column = self._columns[place.rstrip("0123456789")] if place else len(cells)
        if column < len(cells) or column >= MOST_COLUMNS:
            told = _("the cell {cell} of row {row} is out of its place")
            raise ValueError(told.format(cell=place or column + 1, row=self._number))
        if column > len(cells):
            cells += [""] * (column - len(cells))
        cells.append(self._value("".join(self._pieces), attributes) if self._pieces else "")
        if self._formula:
            self._computed.append(column)
        self._cell, self._pieces, self._size, self._formula = None, [], 0, False

    def _value(self, text: str, attributes: dict[str, str]) -> str:
        """Return what a cell of some kind holds."""
        kind = attributes.get("t", "n")
        if kind == "s":
            text = self._texts[int(text)]
        elif kind == "n":
            return self._number_or_date(text, attributes.get("s"))
        elif kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        elif kind == "d":
            return text[:DAY]
        if "_x" in text:
            text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        return text.strip()

    def _number_or_date(self, text: str, style: str | None) -> str:
        shown = self._formats[int(style)] if style and self._formats else 0
        if shown:
            try:
                return of_serial(float(text), self._epoch)[:shown]
            except (ValueError, OverflowError):
                pass  # a number that is no day stays a number
        return plain_number(text)


def _find_merged(archive: zipfile.ZipFile, name: str, areas: Areas) -> None:
    """Find the merged cells of a sheet, which are told below its rows."""
    before = b""
    with archive.open(name) as part:
        while chunk := part.read(1 << 20):
            text = before + chunk
            complete = text.rfind(b"<")
            _add_merged(text[: max(complete, 0)], areas)
            before = text[complete:] if complete >= 0 and len(text) - complete < _LONGEST_TAG else b""
    _add_merged(before, areas)


def _add_merged(text: bytes, areas: Areas) -> None:
    if b"mergeCell " not in text:
        return
    columns = _Columns()
    for left, top, right, bottom in (found.groups() for found in _MERGED.finditer(text)):
        areas.add(int(top), Area(columns[left.decode()], columns[right.decode()], int(bottom)))
