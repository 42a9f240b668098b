"""ODS workbooks (OpenDocument 1.3) to sheets."""

import zipfile
from collections.abc import Iterator
from itertools import repeat

from loaders.files.archive import LONGEST, MOST_STYLES, Part, WorkbookSheet, parsed, plain_number
from loaders.files.merged import Area, Areas
from loaders.files.sheet import MOST_COLUMNS, RefusedError, SheetRow
from loaders.model.messages import gettext as _

_NOT_READ = {
    "table:table", "office:annotation", "text:ruby-text", "text:note", "table:shapes", "draw:frame",
    "draw:custom-shape", "draw:g", "office:forms",
}  # fmt: skip
"""Elements that hold texts which are no cell's: tables within cells, remarks, how a text is read, drawings."""
_LINKED = {"table:table-source", "table:cell-range-source", "table:dde-link"}
_OF_SHEETS = 4
"""How deep the sheets of a document are: within its content, its body, its spreadsheet."""
_NUMBERS = {"float", "percentage", "currency"}
_CELLS = {"table:table-cell", "table:covered-table-cell"}
_SHOWN = {"number:day": 10, "number:month": 7, "number:year": 4}
"""How much of a date is shown, in characters of ISO 8601, if this is a part of its format."""


def sheets(archive: zipfile.ZipFile) -> Iterator[WorkbookSheet]:
    """Yield the sheets of a workbook, in their order."""
    styles = _Styles()
    if "styles.xml" in archive.namelist():
        any(parsed(archive, "styles.xml", styles))
    for number, title in enumerate(parsed(archive, "content.xml", _Titles())):
        areas = Areas()
        yield WorkbookSheet(title, _rows(archive, _Sheet(number, styles, areas)), areas)


def _rows(archive: zipfile.ZipFile, sheet: "_Sheet") -> Iterator[SheetRow]:
    for line, times in parsed(archive, "content.xml", sheet):
        for number in range(line.number, line.number + times):
            yield SheetRow(number, list(line.cells), line.computed)


class _Titles(Part):
    """The titles of the sheets."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a sheet."""
        self.deeper()
        if name == "table:table" and self.depth == _OF_SHEETS:
            self.found.append(attributes.get("table:name", ""))

    def end(self, name: str) -> None:
        """Leave an element."""
        self.depth -= 1


class _Styles(Part):
    """How much of a date the styles of cells show, which two parts of a workbook tell."""

    def __init__(self) -> None:
        super().__init__()
        self._formats: dict[str, int] = {}
        self._styles: dict[str, int] = {}
        self._format = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a style or of a part of one."""
        if name == "number:date-style":
            self._format = attributes.get("style:name", "")
            self._formats[self._format] = 0
        elif name in _SHOWN and self._format:
            self._formats[self._format] = max(self._formats[self._format], _SHOWN[name])
        elif name == "style:style" and (shown := self._formats.get(attributes.get("style:data-style-name", ""))):
            self._styles[attributes.get("style:name", "")] = shown
        if len(self._formats) + len(self._styles) > MOST_STYLES * 2:
            raise RefusedError(_("has more styles than a workbook can have; save it anew"))

    def end(self, name: str) -> None:
        """Take note of the end of a style."""
        if name == "number:date-style":
            self._format = ""

    def shown(self, style: str) -> int:
        """Return how much of a date is shown in a style, in characters of ISO 8601."""
        return self._styles.get(style, 10)


class _Sheet(Part):
    """The rows of a sheet, each with how often it is repeated.

    Args:
        number: which of the sheets.
        styles: how dates are shown.
        areas: where merged cells are taken note of.
    """

    def __init__(self, number: int, styles: _Styles, areas: Areas) -> None:
        super().__init__()
        self._before, self._styles, self._areas = number, styles, areas
        self._here = self._within_row = self._listening = False
        self._unread = 0
        self._defaults: list[tuple[int, str]] = []
        self._next_row = 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.deeper()
        if name == "table:table" and self.depth == _OF_SHEETS:
            self._here = self._before == 0
            self._before -= 1
        elif not self._here:
            self._styles.start(name, attributes)
        elif self._unread or name in _NOT_READ:
            self._unread += 1
        elif name in _CELLS and self._within_row:
            self._begin_cell(attributes)
        elif self._within_row:
            self._within_cell(name, attributes)
        elif name == "table:table-row":
            self._begin_row(attributes)
        elif name == "table:table-column":
            self._begin_column(attributes)
        elif name in _LINKED:
            told = _("has cells linked to other files; break the links (Edit > Links), or save it as CSV")
            raise RefusedError(told)

    def end(self, name: str) -> None:
        self.depth -= 1
        if not self._here:
            self._styles.end(name)
        elif self._unread:
            self._unread -= 1
        elif name in _CELLS and self._within_row:
            self._end_cell()
        elif name == "table:table-row" and self._within_row:
            self._end_row()
        elif name == "text:p":
            self._listening = False
        elif name == "table:table":
            self._here = False

    def text(self, text: str) -> None:
        if self._within_row and self._listening and not self._unread:
            self._add(text)

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._size += len(text)
        if self._size > LONGEST:
            told = _("has a text in row {row} that is longer than a cell can be")
            raise RefusedError(told.format(row=self._next_row))

    def _begin_column(self, attributes: dict[str, str]) -> None:
        first = self._defaults[-1][0] if self._defaults else 0
        until = first + int(attributes.get("table:number-columns-repeated", 1))
        self._defaults.append((until, attributes.get("table:default-cell-style-name", "")))
        if len(self._defaults) > MOST_COLUMNS:
            raise RefusedError(_("has more columns than a sheet can have"))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._rows_repeated = int(attributes.get("table:number-rows-repeated", 1))
        self._cells: list[str] = []
        self._computed: list[int] = []
        self._column = 0
        self._within_row, self._listening = True, False

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._pieces: list[str] = []
        self._size = self._paragraphs = 0

    def _within_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == "text:p":
            if self._paragraphs:
                self._add("\n")
            self._paragraphs += 1
            self._listening = True
        elif name == "text:s":
            self._add(" " * min(int(attributes.get("text:c", 1)), LONGEST + 1))
        elif name in {"text:tab", "text:line-break"}:
            self._add("\t" if name == "text:tab" else "\n")

    def _end_cell(self) -> None:
        text = self._value("".join(self._pieces)).strip()
        times = int(self._cell.get("table:number-columns-repeated", 1))
        computed = "table:formula" in self._cell
        wide = int(self._cell.get("table:number-columns-spanned", 1))
        high = int(self._cell.get("table:number-rows-spanned", 1))
        if wide > 1 or high > 1:
            area = Area(self._column, self._column + wide - 1, self._next_row + high - 1)
            self._areas.add(self._next_row, area)
        if text or computed:
            if self._column + times > MOST_COLUMNS:
                told = _("has more columns in row {row} than a sheet can have")
                raise RefusedError(told.format(row=self._next_row))
            self._cells += repeat("", self._column - len(self._cells))
            self._cells += repeat(text, times)
            self._computed += range(self._column, self._column + times) if computed else ()
        self._column += times

    def _value(self, text: str) -> str:
        """Return what a cell holds, which may be more exact than the text it shows, or less."""
        kind = self._cell.get("office:value-type", "string")
        if kind == "date":
            style = self._cell.get("table:style-name") or self._default_style()
            return self._cell.get("office:date-value", text)[: self._styles.shown(style)]
        if kind in _NUMBERS:
            return plain_number(self._cell.get("office:value", text))
        if kind == "boolean":
            return self._cell.get("office:boolean-value", text).upper()
        return text or self._cell.get("office:string-value", "")

    def _default_style(self) -> str:
        return next((style for until, style in self._defaults if self._column < until), "")

    def _end_row(self) -> None:
        if any(self._cells) or self._computed:
            line = SheetRow(self._next_row, self._cells, tuple(self._computed))
            self.found.append((line, self._rows_repeated))
        self._next_row += self._rows_repeated
        self._within_row = False
