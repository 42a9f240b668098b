"""XLSX workbooks (ECMA-376) to sheets."""

import re
import zipfile
from collections.abc import Iterator
from html import unescape

from loaders.files.archive import LONGEST, Part, WorkbookSheet, parsed, plain_number
from loaders.files.links import CellLinks, of_formula
from loaders.files.merged import MOST_ROWS, Area, Areas
from loaders.files.sheet import MOST_COLUMNS, Link, RefusedError, SheetRow
from loaders.files.xlsx_parts import DAY, ESCAPED, Book, Styles, addresses_of, links_of, target_of
from loaders.files.xlsx_texts import SharedTexts, is_true, local_name, marked, unstruck
from loaders.model.dates import of_serial
from loaders.model.messages import gettext as _

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_HYPERLINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CELLS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_LONGEST_TAG = 1 << 13
_LONGEST_FORMULA = 1 << 13


def sheets(archive: zipfile.ZipFile) -> Iterator[WorkbookSheet]:
    """Yield the sheets of a workbook, in their order."""
    book_part = target_of(archive, "", "officeDocument")
    if not book_part.endswith(".xml"):
        raise RefusedError(_("is a binary workbook; save it as .xlsx"))
    book = Book()
    list(parsed(archive, book_part, book))
    links = {link.id: link for link in links_of(archive, book_part)}
    texts, styles = SharedTexts(), Styles()
    for link in links.values():
        if link.kind == "sharedStrings":
            list(parsed(archive, link.target, texts))
        elif link.kind == "styles":
            list(parsed(archive, link.target, styles))
    for title, link_id, hidden in book.sheets:
        link = links[link_id]
        if link.kind == "worksheet":
            areas = Areas()
            rows = _Rows(texts, styles, book.epoch, _told_below(archive, link.target, areas))
            yield WorkbookSheet(
                title, parsed(archive, link.target, rows), areas, book.epoch, hidden, rows.hidden_columns
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
    """The rows of a sheet that hold anything.

    Args:
        texts: those that cells share.
        styles: those of cells.
        epoch: what days are counted from.
        links: those of the cells.
    """

    def __init__(self, texts: SharedTexts, styles: Styles, epoch: int, links: CellLinks) -> None:
        super().__init__()
        self.hidden_columns: set[int] = set()
        self._texts, self._formats, self._epoch, self._below = texts, styles.shown, epoch, links
        self._strikes, self._in_runs = styles.struck, texts.in_runs
        self._columns = _Columns()
        self._number = 0
        self._hidden = False
        self._struck: list[int] = []
        self._links: list[Link] = []
        self._mark = self._formula_text = ""
        self._cells: list[str] | None = None
        self._computed: list[int] = []
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._size = 0
        self._listening = False
        self._phonetic = 0
        self._formula = self._in_formula = False

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
        if self._listening:
            self._pieces += self._mark
        elif name == "f":
            self._formula = self._in_formula = True
        elif name == "rPh":
            self._phonetic += 1
        elif name == "col":
            self._begin_columns(attributes)
        elif mark := marked(self._mark, name, attributes):
            self._mark, self._in_runs = mark, True

    def text(self, text: str) -> None:
        if self._in_formula and len(self._formula_text) < _LONGEST_FORMULA:
            self._formula_text += text
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
            self._end_row(self._cells)
        elif ":" in name:
            self.end(local_name(name))
        elif name != "v":
            self.depth -= 1
            self._phonetic -= name == "rPh"
            self._in_formula = False

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._number + 1))
        if number <= self._number:
            raise ValueError(_("row {row} stands after row {before}").format(row=number, before=self._number))
        if number > MOST_ROWS:
            told = _("has more rows than are read (row {row}); delete what lies below the table")
            raise RefusedError(told.format(row=number))
        self._number, self._cells, self._computed = number, [], []
        self._hidden = is_true(attributes, "hidden") or attributes.get("ht") == "0"

    def _end_row(self, cells: list[str]) -> None:
        if self._below:
            for column, address in self._below.pop(self._number):
                if column < len(cells) and cells[column]:
                    self._links.append(Link(column, cells[column], address))
        if self._struck or self._links or self._hidden:
            row = SheetRow(
                self._number, cells, tuple(self._computed), tuple(self._struck), tuple(self._links), self._hidden
            )
            if any(cells) or self._computed or self._struck:
                self.found.append(row)
            self._struck, self._links = [], []
        elif any(cells) or self._computed:
            self.found.append(SheetRow(self._number, cells, tuple(self._computed)))
        self._cells = None

    def _begin_columns(self, attributes: dict[str, str]) -> None:
        if is_true(attributes, "hidden") or attributes.get("width") == "0":
            last = min(int(attributes["max"]), MOST_COLUMNS)
            self.hidden_columns |= set(range(int(attributes["min"]) - 1, last))

    def _end_cell(self, attributes: dict[str, str], cells: list[str]) -> None:
        place = attributes.get("r")
        column = self._columns[place.rstrip("0123456789")] if place else len(cells)
        if column < len(cells) or column >= MOST_COLUMNS:
            told = _("the cell {cell} of row {row} is out of its place")
            raise ValueError(told.format(cell=place or column + 1, row=self._number))
        if column > len(cells):
            cells += [""] * (column - len(cells))
        text = self._value("".join(self._pieces), attributes) if self._pieces else ""
        if text and (self._in_runs or self._strikes):
            text, struck = unstruck(text, attributes.get("s") in self._strikes)
            text = text.strip()
            if struck:
                self._struck.append(column)
        if self._formula:
            text = self._computed_text(column, text)
        cells.append(text)
        self._cell, self._pieces, self._size, self._mark = None, [], 0, ""

    def _computed_text(self, column: int, text: str) -> str:
        """Return the text of a cell with a formula: of a link its words; all else is computed."""
        link = of_formula(self._formula_text)
        self._formula, self._formula_text = False, ""
        if self._struck and self._struck[-1] == column and not text:
            return ""
        if link:
            self._links.append(Link(column, link[1], link[0]))
            return link[1]
        self._computed.append(column)
        return text

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


def _told_below(archive: zipfile.ZipFile, name: str, areas: Areas) -> CellLinks:
    """Find what a sheet tells below its rows: take note of its merged cells, return its links."""
    links, addresses = CellLinks(), addresses_of(archive, name)
    before = b""
    with archive.open(name) as part:
        while chunk := part.read(1 << 20):
            text = before + chunk
            complete = text.rfind(b"<")
            whole = text[: max(complete, 0)]
            _add_merged(whole, areas)
            _add_links(whole, links, addresses)
            before = text[complete:] if complete >= 0 and len(text) - complete < _LONGEST_TAG else b""
    _add_merged(before, areas)
    _add_links(before, links, addresses)
    return links


def _add_links(text: bytes, links: CellLinks, addresses: dict[str, str]) -> None:
    if b"hyperlink " not in text:
        return
    columns = _Columns()
    for tag in _HYPERLINK.finditer(text):
        said = {
            local_name(name): unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag[1].decode("utf-8"))
        }
        cells = _CELLS.fullmatch(said.get("ref", ""))
        address = addresses.get(said.get("id", ""), "")
        if cells and address:
            left, top, right, bottom = cells.groups()
            where = f"#{said['location']}" if said.get("location") else ""
            rows, across = range(int(top), int(bottom or top) + 1), (columns[left], columns[right or left])
            links.add(rows, range(across[0], across[1] + 1), address + where)


def _add_merged(text: bytes, areas: Areas) -> None:
    if b"mergeCell " not in text:
        return
    columns = _Columns()
    for left, top, right, bottom in (found.groups() for found in _MERGED.finditer(text)):
        areas.add(int(top), Area(columns[left.decode()], columns[right.decode()], int(bottom)))
