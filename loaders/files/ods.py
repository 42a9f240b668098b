"""ODS workbooks (OpenDocument 1.3) to sheets."""

import zipfile
from collections.abc import Iterator
from itertools import repeat

from loaders.files.archive import LONGEST, Part, WorkbookSheet, parsed, plain_number
from loaders.files.links import of_formula
from loaders.files.merged import Area, Areas
from loaders.files.ods_styles import CELL, PARAGRAPH, TEXT, OdsStyles
from loaders.files.sheet import MOST_COLUMNS, Link, RefusedError, SheetRow
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
_GROUPS = {"table:table-row-group", "table:table-column-group"}
_CELLS = {"table:table-cell", "table:covered-table-cell"}
_MOST_LINKS = 1 << 12
"""Links that a row may have."""


def sheets(archive: zipfile.ZipFile) -> Iterator[WorkbookSheet]:
    """Yield the sheets of a workbook, in their order."""
    styles = OdsStyles()
    if "styles.xml" in archive.namelist():
        any(parsed(archive, "styles.xml", _Titles(styles)))
    for number, (title, hidden) in enumerate(parsed(archive, "content.xml", _Titles(styles))):
        sheet = _Sheet(number, styles, Areas())
        yield WorkbookSheet(
            title, _rows(archive, sheet), sheet.areas, hidden=hidden, hidden_columns=sheet.hidden_columns
        )


def _rows(archive: zipfile.ZipFile, sheet: "_Sheet") -> Iterator[SheetRow]:
    for (first, cells, *more), times in parsed(archive, "content.xml", sheet):
        for number in range(first, first + times):
            yield SheetRow(number, list(cells), *more)


class _Titles(Part):
    """The titles of the sheets, and whether they are hidden; the styles before them."""

    def __init__(self, styles: OdsStyles) -> None:
        super().__init__()
        self._styles = styles

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a sheet."""
        self.deeper()
        if name == "table:table" and self.depth == _OF_SHEETS:
            hidden = self._styles.hides(attributes.get("table:style-name", ""))
            self.found.append((attributes.get("table:name", ""), hidden))
        elif self.depth <= _OF_SHEETS:
            self._styles.start(name, attributes)

    def end(self, name: str) -> None:
        """Leave an element."""
        if self.depth <= _OF_SHEETS:
            self._styles.end(name)
        self.depth -= 1


class _Sheet(Part):
    """The rows of a sheet, each with how often it is repeated.

    Args:
        number: which of the sheets.
        styles: how dates are shown.
        areas: where merged cells are taken note of.
    """

    def __init__(self, number: int, styles: OdsStyles, areas: Areas) -> None:
        super().__init__()
        self.areas = areas
        self.hidden_columns: set[int] = set()
        self._before, self._styles = number, styles
        self._here = self._within_row = self._listening = False
        self._unread = 0
        self._letters: list[bool] = []
        self._crossed = False
        self._defaults: list[tuple[int, str]] = []
        self._next_row = 1
        self._folded = 0

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
        elif name in _GROUPS:
            self._folded += self._folded > 0 or attributes.get("table:display") == "false"
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
        elif self._within_row:
            self._end_within_cell(name)
        elif name in _GROUPS:
            self._folded -= self._folded > 0
        elif name == "table:table":
            self._here = False

    def text(self, text: str) -> None:
        if self._within_row and self._listening and not self._unread:
            if self._letters[-1]:
                self._crossed = self._crossed or not text.isspace()
            else:
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
        if self._is_hidden(attributes):
            self.hidden_columns |= set(range(first, min(until, MOST_COLUMNS)))

    def _is_hidden(self, attributes: dict[str, str]) -> bool:
        return self._folded > 0 or attributes.get("table:visibility", "visible") != "visible"

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._rows_repeated = int(attributes.get("table:number-rows-repeated", 1))
        self._cells: list[str] = []
        self._computed: list[int] = []
        self._struck: list[int] = []
        self._links: list[Link] = []
        self._column = 0
        self._row_hidden = self._is_hidden(attributes)
        self._row_default = attributes.get("table:default-cell-style-name", "")
        self._begin_cell({})
        self._within_row, self._listening = True, False

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._pieces: list[str] = []
        self._size = self._paragraphs = 0
        self._crossed = False
        self._letters = [self._styles.strike and self._styles.strikes(CELL, self._style()) is True]
        self._anchors: list[tuple[int, str]] = []

    def _within_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == "text:p":
            if self._paragraphs:
                self._add("\n")
            self._paragraphs += 1
            self._listening = True
            self._begin_letters(PARAGRAPH, attributes)
        elif name == "text:span":
            self._begin_letters(TEXT, attributes)
        elif name == "text:a":
            self._begin_letters(TEXT, attributes)
            self._anchors.append((len(self._pieces), attributes.get("xlink:href", "")))
        elif name == "text:s":
            self._add(" " * min(int(attributes.get("text:c", 1)), LONGEST + 1))
        elif name in {"text:tab", "text:line-break"}:
            self._add("\t" if name == "text:tab" else "\n")

    def _begin_letters(self, family: str, attributes: dict[str, str]) -> None:
        """Take note of whether the letters that follow are struck out: as those around them, if nothing is said."""
        said = self._styles.strikes(family, attributes.get("text:style-name", "")) if self._styles.strike else False
        self._letters.append(self._letters[-1] if said is None else said)

    def _end_within_cell(self, name: str) -> None:
        if name in {"text:p", "text:span", "text:a"}:
            self._letters.pop()
            self._listening = self._listening and name != "text:p"
        if name == "text:a":
            start, address = self._anchors.pop()
            words = "".join(self._pieces[start:]).strip()
            if words and address:
                self._link(words, address)

    def _link(self, words: str, address: str) -> None:
        self._links.append(Link(self._column, words, address))
        if len(self._links) > _MOST_LINKS:
            raise RefusedError(_("has more links than are read; remove them, or save it as CSV"))

    def _end_cell(self) -> None:
        text = self._value("".join(self._pieces)).strip()
        times = int(self._cell.get("table:number-columns-repeated", 1))
        computed = "table:formula" in self._cell and not (self._crossed and not text)
        if computed and (link := of_formula(self._cell["table:formula"])):
            computed, text = False, link[1]
            self._link(text, link[0])
        if self._crossed:
            self._struck += range(self._column, min(self._column + times, MOST_COLUMNS))
        wide = int(self._cell.get("table:number-columns-spanned", 1))
        high = int(self._cell.get("table:number-rows-spanned", 1))
        if wide > 1 or high > 1:
            area = Area(self._column, self._column + wide - 1, self._next_row + high - 1)
            self.areas.add(self._next_row, area)
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
        if self._crossed and not text:
            return ""
        kind = self._cell.get("office:value-type", "string")
        if kind == "date":
            return self._cell.get("office:date-value", text)[: self._styles.shown(self._style())]
        if kind in _NUMBERS:
            return plain_number(self._cell.get("office:value", text))
        if kind == "boolean":
            return self._cell.get("office:boolean-value", text).upper()
        return text or self._cell.get("office:string-value", "")

    def _style(self) -> str:
        """Return the style of the cell: its own, that of the row, that of the column."""
        own = self._cell.get("table:style-name") or self._row_default
        return own or next((style for until, style in self._defaults if self._column < until), "")

    def _end_row(self) -> None:
        if any(self._cells) or self._computed or self._struck:
            line = SheetRow(
                self._next_row, self._cells, tuple(self._computed), tuple(self._struck), tuple(self._links),
                self._row_hidden,
            )  # fmt: skip
            self.found.append((line, self._rows_repeated))
        self._next_row += self._rows_repeated
        self._within_row = False
