"""What XLSX and ODS files have in common: an archive of XML parts, read as they are unpacked.

The libraries that read workbooks trust them: they hold whole sheets in memory, or make rows and columns without end of
a few bytes. Here nothing is kept but the row at hand, the texts that cells share and the ends of merged cells; what
cannot be a sheet that people filled in is refused. Expat parses, zipfile unpacks.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.parsers import expat

from loaders.files.merged import MOST_ROWS, Areas
from loaders.files.sheet import MOST_COLUMNS, RefusedError, SheetRow
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop

LARGEST_WORKBOOK = (200, 1024)
"""Megabytes that a workbook may have when unpacked: at all events; if it is packed no better than tables can be."""
LARGEST_TEXTS = (50, 128)
"""Megabytes that those parts of it may have which are held in memory: texts and styles."""
PACKED = 200
"""How many times smaller packing makes a table at most; mostly it is 10 to 50 times."""
MOST_STYLES = 1 << 16
"""Formats of cells that a workbook can have, about."""
MOST_CELLS = 1 << 26
"""Cells that a sheet may have, with those before the last of each row that are empty."""
LONGEST = 1 << 18
"""Characters that a cell may have (32,767 in Excel), and bytes that a tag may have."""
_LARGEST_DIRECTORY = 1 << 22
_MOST_NAMES = 2_000
_DEEPEST = 256
_CHUNK = 1 << 14
_READ_BY_ROW = ("xl/worksheets/", "xl/media/", "content.xml", "Pictures/", "Thumbnails/")

BROKEN = (
    zipfile.BadZipFile, expat.ExpatError, zlib.error, struct.error, EOFError, OSError, LookupError, ValueError,
    ArithmeticError, RuntimeError,
)  # fmt: skip
"""What is raised where a workbook is broken."""
_NO_ARCHIVE = gettext_noop("File is not a zip file")
"""What is then mostly said."""


# --- the archive -------------------------------------------------------------------------------------------------


def opened(path: Path) -> zipfile.ZipFile:
    """Return the archive that a workbook is, if there is nothing in it that no table needs.

    Raises:
        RefusedError: it is too large, protected, or holds more than tables.
    """
    if _directory(path) > _LARGEST_DIRECTORY:
        raise RefusedError(_("has more parts than a workbook can have; save it anew as .xlsx"))
    archive = zipfile.ZipFile(path)
    try:
        _check_kind(archive)
        _check_size(archive, path.stat().st_size)
    except BaseException:
        archive.close()
        raise
    return archive


def _directory(path: Path) -> int:
    """Return the bytes of an archive's directory, which zipfile reads whole."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - (1 << 16) - 100))
        end = file.read()
    at = end.rfind(b"PK\5\6")
    if at < 0:
        return 0
    size: int = struct.unpack_from("<L", end, at + 12)[0]
    if at >= 76 and end.startswith(b"PK\6\7", at - 20):
        size = struct.unpack_from("<Q", end, at - 36)[0]
    return size


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = [name.lower() for name in archive.namelist()]
    if any(part.flag_bits & 1 for part in archive.infolist()) or _encrypted(archive):
        raise RefusedError(_("is protected by a password; save it without one"))
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names):
        raise RefusedError(_("holds programs (macros); save it without them as .xlsx, or as CSV"))
    if any(name.startswith("xl/externallinks/") for name in names):
        told = _("has cells linked to other files; break the links (in Excel under Data), or save it as CSV")
        raise RefusedError(told)
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in archive.infolist()):
        raise RefusedError(_("is packed in a way that workbooks are not; save it anew as .xlsx"))


def _encrypted(archive: zipfile.ZipFile) -> bool:
    manifest = "META-INF/manifest.xml"
    if manifest not in archive.namelist():
        return False
    with archive.open(manifest) as part:
        return b"encryption-data" in part.read(1 << 20)


def _check_size(archive: zipfile.ZipFile, packed: int) -> None:
    """Refuse what is too large by the archive's directory: zipfile unpacks no more of a part than it says there."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    held = sum(part.file_size for part in parts if not part.filename.startswith(_READ_BY_ROW))
    if unpacked > (most := _most(LARGEST_WORKBOOK, packed)) << 20:
        told = _("unpacks to {size} MB; at most {most} are read")
        raise RefusedError(told.format(size=unpacked >> 20, most=most))
    if held > (most := _most(LARGEST_TEXTS, packed)) << 20:
        told = _("has {size} MB of texts and styles; at most {most} are read")
        raise RefusedError(told.format(size=held >> 20, most=most))


def _most(limits: tuple[int, int], packed: int) -> int:
    least, most = limits
    return max(least, min(most, packed * PACKED >> 20))


# --- its parts ---------------------------------------------------------------------------------------------------


class Part:
    """What listens to the XML of a part; ``found`` collects what has been read of it.

    Names come with their prefixes as they are written: those of ODS are the same everywhere, XLSX mostly has none.
    """

    def __init__(self) -> None:
        self.found: list[Any] = []
        self.depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Listen to an element as it begins."""

    def text(self, text: str) -> None:
        """Listen to a text, or a part of one."""

    def end(self, name: str) -> None:
        """Listen to an element as it ends."""

    def deeper(self) -> None:
        """Count an element within others: whoever nests them without end fills the parser's memory."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise RefusedError(_("cannot be read as a workbook: its elements are nested too deep"))


def parsed(archive: zipfile.ZipFile, name: str, part: Part) -> Iterator[Any]:
    """Yield what is found in a part of an archive while it is unpacked.

    Raises:
        RefusedError: it is XML that no spreadsheet writes.
    """
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.buffer_size = _CHUNK
    parser.StartElementHandler, parser.EndElementHandler = part.start, part.end
    parser.CharacterDataHandler = part.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    fed = 0
    with archive.open(name) as file:
        while chunk := file.read(_CHUNK):
            if not fed and (chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in chunk[:4]):
                raise RefusedError(_("cannot be read as a workbook: its XML is not UTF-8"))
            parser.Parse(chunk)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > LONGEST or len(parser.intern) > _MOST_NAMES:
                raise RefusedError(_("cannot be read as a workbook: it holds XML that no spreadsheet writes"))
            if part.found:
                yield from part.found
                part.found.clear()
    parser.Parse(b"", True)
    yield from part.found


def _refuse_doctype(*_declared: object) -> None:
    told = _("cannot be read as a workbook: its XML declares entities (DTD), which no spreadsheet does")
    raise RefusedError(told)


def plain_number(number: str) -> str:
    """Return a number as a person writes it.

    >>> plain_number("1.2E3"), plain_number("16.07"), plain_number("1e-05")
    ('1200', '16.07', '0.00001')
    """
    if number.isdigit():
        return number
    try:
        value = float(number)
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    except (ValueError, ArithmeticError):
        return number


# --- sheets ------------------------------------------------------------------------------------------------------


@dataclass
class WorkbookSheet:
    """A sheet of a workbook, before its merged cells are filled; see `loaders.files.sheet.Sheet`."""

    title: str
    rows: Iterator[SheetRow]
    areas: Areas
    epoch: int = 1900
    hidden: bool = False
    hidden_columns: set[int] = field(default_factory=set)


def bounded(lines: Iterator[SheetRow]) -> Iterator[SheetRow]:
    """Yield lines, as long as they are not more than people fill in.

    Raises:
        RefusedError: they are.
    """
    cells = 0
    for line in lines:
        cells += len(line.cells)
        if line.number > MOST_ROWS or len(line.cells) > MOST_COLUMNS or cells > MOST_CELLS:
            told = _("has more cells than are read (row {row}); delete what lies around the table")
            raise RefusedError(told.format(row=line.number))
        yield line
