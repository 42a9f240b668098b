"""XLSX workbooks (ECMA-376) to sheets."""

import posixpath
import re
import zipfile
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from loaders.dates import of_serial
from loaders.messages import gettext as _
from loaders.sheets import MOST_COLUMNS, Line
from loaders.workbooks import (
    LONGEST,
    MOST_ROWS,
    MOST_STYLES,
    Area,
    Areas,
    Found,
    Part,
    RefusedError,
    parsed,
    plain_number,
)

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_LONGEST_TAG = 1 << 12
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NOT_OF_A_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].|;.*|general|am/pm|a/p')
_DAY, _MONTH, _YEAR = 10, 7, 4
"""How much of a date is shown, in characters of ISO 8601."""
_BUILT_IN = dict.fromkeys((14, 15, 16, 22, *range(27, 32), 35, 36, 50, 51, 53, 54, 56, 57, 58), _DAY) | dict.fromkeys(
    (17, 34, 52, 55), _MONTH
)
"""The formats of dates that need not be described in a file; from 27 on those of East Asia."""


def sheets(archive: zipfile.ZipFile) -> Iterator[Found]:
    """Yield the sheets of a workbook, in their order."""
    book_part = _target(archive, "", "officeDocument")
    if not book_part.endswith(".xml"):
        raise RefusedError(_("is a binary workbook; save it as .xlsx"))
    book = _Book()
    list(parsed(archive, book_part, book))
    links = {link.id: link for link in _links(archive, book_part)}
    texts = _Texts()
    formats: list[int] = []
    for link in links.values():
        if link.kind == "sharedStrings":
            list(parsed(archive, link.target, texts))
        elif link.kind == "styles":
            formats = next(parsed(archive, link.target, _Styles()), [])
    for title, link_id in book.sheets:
        link = links[link_id]
        if link.kind == "worksheet":
            areas = Areas()
            _find_merged(archive, link.target, areas)
            yield Found(title, parsed(archive, link.target, _Rows(texts, formats, book.epoch)), areas, book.epoch)


def _local(name: str) -> str:
    """Return the name of an element without its prefix, which few programs write."""
    return name.rpartition(":")[2]


# --- which part is what ------------------------------------------------------------------------------------------


class _Link(NamedTuple):
    id: str
    kind: str
    target: str


class _Links(Part):
    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.deeper()
        name = _local(name)
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", self._folder, attributes["Target"]))
            kind = attributes["Type"].rpartition("/")[2]
            self.found.append(_Link(attributes["Id"], kind, target.lstrip("/")))

    def end(self, name: str) -> None:
        self.depth -= 1


def _links(archive: zipfile.ZipFile, part: str) -> Iterator[_Link]:
    """Yield what a part refers to."""
    folder, name = posixpath.split(part)
    yield from parsed(archive, posixpath.join(folder, "_rels", f"{name}.rels"), _Links(folder))


def _target(archive: zipfile.ZipFile, part: str, kind: str) -> str:
    target = next((link.target for link in _links(archive, part) if link.kind == kind), "")
    if not target:
        raise RefusedError(_("cannot be read as a workbook: it is another kind of archive"))
    return target


class _Book(Part):
    """The sheets of a workbook, by title and link; what its days are counted from."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.epoch = 1900

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.deeper()
        name = _local(name)
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes["name"], link))
        elif name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            self.epoch = 1904

    def end(self, name: str) -> None:
        self.depth -= 1


# --- what cells share --------------------------------------------------------------------------------------------


class _Texts(Part):
    """The texts that cells share, packed: they may be millions."""

    def __init__(self) -> None:
        super().__init__()
        self._bytes = bytearray()
        self._ends = array("I", [0])
        self._listening = False
        self._phonetic = 0

    def __getitem__(self, index: int) -> str:
        if index < 0:
            raise IndexError
        return self._bytes[self._ends[index] : self._ends[index + 1]].decode()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.deeper()
        name = _local(name)
        self._listening = name == "t" and not self._phonetic
        if name == "rPh":  # how a Japanese text is read
            self._phonetic += 1

    def text(self, text: str) -> None:
        if self._listening:
            self._bytes += text.encode()
            if len(self._bytes) - self._ends[-1] > LONGEST * 4:
                raise RefusedError(_("has a text that is longer than a cell can be"))

    def end(self, name: str) -> None:
        self.depth -= 1
        self._listening = False
        name = _local(name)
        if name == "si":
            self._ends.append(len(self._bytes))
        elif name == "rPh":
            self._phonetic -= 1


class _Styles(Part):
    """How much of a date each style of a cell shows; nothing, if it is not one of dates."""

    def __init__(self) -> None:
        super().__init__()
        self._codes = dict(_BUILT_IN)
        self._within = False
        self._styles = bytearray()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.deeper()
        name = _local(name)
        if name == "numFmt":
            self._codes[int(attributes["numFmtId"])] = _shown(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            self._styles.append(self._codes.get(int(attributes.get("numFmtId", 0)), 0))
        if len(self._codes) + len(self._styles) > MOST_STYLES * 2:
            raise RefusedError(_("has more styles than a workbook can have; save it anew"))

    def end(self, name: str) -> None:
        self.depth -= 1
        name = _local(name)
        if name == "cellXfs":
            self._within = False
        elif name == "styleSheet":
            self.found.append(self._styles)


def _shown(code: str) -> int:
    """Return how much of a date a format shows.

    >>> _shown("dd/mm/yyyy"), _shown("[$-411]ggge年m月"), _shown("yyyy"), _shown("#,##0.00 [$VND]"), _shown("hh:mm")
    (10, 7, 4, 0, 0)
    """
    code = _NOT_OF_A_FORMAT.sub("", code.lower())
    if "d" in code:
        return _DAY
    if "y" in code or "ge" in code:
        return _MONTH if "m" in code else _YEAR
    return 0


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

    def __init__(self, texts: _Texts, formats: list[int], epoch: int) -> None:
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
            self.start(_local(name), attributes)
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
                self.found.append(Line(self._number, self._cells, tuple(self._computed)))
            self._cells = None
        elif ":" in name:
            self.end(_local(name))
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
            return text[:_DAY]
        if "_x" in text:
            text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
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
