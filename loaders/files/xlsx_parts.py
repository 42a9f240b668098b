"""The parts of an XLSX workbook: its sheets, shared texts and styles."""

import posixpath
import re
import zipfile
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from loaders.files.archive import LONGEST, MOST_STYLES, Part, parsed
from loaders.files.sheet import RefusedError
from loaders.model.messages import gettext as _

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NOT_OF_A_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].|;.*|general|am/pm|a/p')
DAY, _MONTH, _YEAR = 10, 7, 4
"""How much of a date is shown, in characters of ISO 8601."""

_BUILT_IN = dict.fromkeys((14, 15, 16, 22, *range(27, 32), 35, 36, 50, 51, 53, 54, 56, 57, 58), DAY) | dict.fromkeys(
    (17, 34, 52, 55), _MONTH
)
"""The formats of dates that need not be described in a file; from 27 on those of East Asia."""


def local_name(name: str) -> str:
    """Return the name of an element without its prefix, which few programs write."""
    return name.rpartition(":")[2]


class _Link(NamedTuple):
    id: str
    kind: str
    target: str


class _Links(Part):
    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of the beginning of an element."""
        self.deeper()
        name = local_name(name)
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", self._folder, attributes["Target"]))
            kind = attributes["Type"].rpartition("/")[2]
            self.found.append(_Link(attributes["Id"], kind, target.lstrip("/")))

    def end(self, name: str) -> None:
        """Take note of the end of an element."""
        self.depth -= 1


def links_of(archive: zipfile.ZipFile, part: str) -> Iterator[_Link]:
    """Yield what a part refers to."""
    folder, name = posixpath.split(part)
    yield from parsed(archive, posixpath.join(folder, "_rels", f"{name}.rels"), _Links(folder))


def target_of(archive: zipfile.ZipFile, part: str, kind: str) -> str:
    """Return the part of a kind that another part refers to."""
    target = next((link.target for link in links_of(archive, part) if link.kind == kind), "")
    if not target:
        raise RefusedError(_("cannot be read as a workbook: it is another kind of archive"))
    return target


class Book(Part):
    """The sheets of a workbook, by title and link; what its days are counted from."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.epoch = 1900

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of the beginning of an element."""
        self.deeper()
        name = local_name(name)
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes["name"], link))
        elif name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            self.epoch = 1904

    def end(self, name: str) -> None:
        """Take note of the end of an element."""
        self.depth -= 1


class SharedTexts(Part):
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
        """Take note of the beginning of an element."""
        self.deeper()
        name = local_name(name)
        self._listening = name == "t" and not self._phonetic
        if name == "rPh":  # how a Japanese text is read
            self._phonetic += 1

    def text(self, text: str) -> None:
        """Take note of text within an element."""
        if self._listening:
            self._bytes += text.encode()
            if len(self._bytes) - self._ends[-1] > LONGEST * 4:
                raise RefusedError(_("has a text that is longer than a cell can be"))

    def end(self, name: str) -> None:
        """Take note of the end of an element."""
        self.depth -= 1
        self._listening = False
        name = local_name(name)
        if name == "si":
            self._ends.append(len(self._bytes))
        elif name == "rPh":
            self._phonetic -= 1


class Styles(Part):
    """How much of a date each style of a cell shows; nothing, if it is not one of dates."""

    def __init__(self) -> None:
        super().__init__()
        self._codes = dict(_BUILT_IN)
        self._within = False
        self._styles = bytearray()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of the beginning of an element."""
        self.deeper()
        name = local_name(name)
        if name == "numFmt":
            self._codes[int(attributes["numFmtId"])] = _shown(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            self._styles.append(self._codes.get(int(attributes.get("numFmtId", 0)), 0))
        if len(self._codes) + len(self._styles) > MOST_STYLES * 2:
            raise RefusedError(_("has more styles than a workbook can have; save it anew"))

    def end(self, name: str) -> None:
        """Take note of the end of an element."""
        self.depth -= 1
        name = local_name(name)
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
        return DAY
    if "y" in code or "ge" in code:
        return _MONTH if "m" in code else _YEAR
    return 0
