"""The parts of an XLSX workbook: its sheets, styles and links."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from loaders.files.archive import MOST_STYLES, Part, parsed
from loaders.files.links import LARGEST_LINKS, MOST_LINKS
from loaders.files.sheet import RefusedError
from loaders.files.xlsx_texts import is_true, local_name
from loaders.model.messages import gettext as _

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NOT_OF_A_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].|;.*|general|am/pm|a/p')
DAY, _MONTH, _YEAR = 10, 7, 4
"""How much of a date is shown, in characters of ISO 8601."""

_BUILT_IN = dict.fromkeys((14, 15, 16, 22, *range(27, 32), 35, 36, 50, 51, 53, 54, 56, 57, 58), DAY) | dict.fromkeys(
    (17, 34, 52, 55), _MONTH
)
"""The formats of dates that need not be described in a file; from 27 on those of East Asia."""


class _Link(NamedTuple):
    id: str
    kind: str
    target: str


class _Links(Part):
    """What a part refers to: parts of the archive, or addresses elsewhere."""

    def __init__(self, folder: str, elsewhere: bool = False) -> None:
        super().__init__()
        self._folder, self._elsewhere = folder, elsewhere

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of the beginning of an element."""
        self.deeper()
        name = local_name(name)
        if name == "Relationship" and (attributes.get("TargetMode") == "External") == self._elsewhere:
            target = attributes["Target"]
            if not self._elsewhere:
                target = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
            self.found.append(_Link(attributes["Id"], attributes["Type"].rpartition("/")[2], target))

    def end(self, name: str) -> None:
        """Take note of the end of an element."""
        self.depth -= 1


def links_of(archive: zipfile.ZipFile, part: str) -> Iterator[_Link]:
    """Yield what a part refers to."""
    folder = posixpath.dirname(part)
    yield from parsed(archive, _links_part(part), _Links(folder))


def _links_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def addresses_of(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the addresses elsewhere that a part refers to, by their ids.

    Raises:
        RefusedError: there are more than a sheet can have.
    """
    found: dict[str, str] = {}
    size = 0
    if _links_part(part) in archive.namelist():
        for link in parsed(archive, _links_part(part), _Links("", elsewhere=True)):
            size += len(link.id) + len(link.target)
            if len(found) >= MOST_LINKS or size > LARGEST_LINKS:
                raise RefusedError(_("has more links than are read; remove them, or save it as CSV"))
            found[link.id] = link.target
    return found


def target_of(archive: zipfile.ZipFile, part: str, kind: str) -> str:
    """Return the part of a kind that another part refers to."""
    target = next((link.target for link in links_of(archive, part) if link.kind == kind), "")
    if not target:
        raise RefusedError(_("cannot be read as a workbook: it is another kind of archive"))
    return target


class Book(Part):
    """The sheets of a workbook, by title and link; which are hidden; what its days are counted from."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []
        self.epoch = 1900

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of the beginning of an element."""
        self.deeper()
        name = local_name(name)
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "") in {"hidden", "veryHidden"}
            self.sheets.append((attributes["name"], link, hidden))
        elif name == "workbookPr" and is_true(attributes, "date1904"):
            self.epoch = 1904

    def end(self, name: str) -> None:
        """Take note of the end of an element."""
        self.depth -= 1


class Styles(Part):
    """How much of a date each style of a cell shows (nothing, if it is not one of dates), and which strike it out.

    Attributes:
        shown: characters of a date in ISO 8601, by the number of the style.
        struck: the numbers of the styles that strike out, as cells name them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.shown = bytearray()
        self.struck: set[str] = set()
        self._codes = dict(_BUILT_IN)
        self._within = ""
        self._fonts = -1
        self._struck_fonts: set[int] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of the beginning of an element."""
        self.deeper()
        name = local_name(name)
        if name == "numFmt":
            self._codes[int(attributes["numFmtId"])] = _shown(attributes.get("formatCode", ""))
        elif name in {"cellXfs", "fonts"}:
            self._within = name
        elif name == "xf" and self._within == "cellXfs":
            if int(attributes.get("fontId", 0)) in self._struck_fonts:
                self.struck.add(str(len(self.shown)))
            self.shown.append(self._codes.get(int(attributes.get("numFmtId", 0)), 0))
        elif self._within == "fonts":
            self._fonts += name == "font"
            if name == "strike" and is_true(attributes, "val", "1"):
                self._struck_fonts.add(self._fonts)
        if len(self._codes) + len(self.shown) + self._fonts > MOST_STYLES * 2:
            raise RefusedError(_("has more styles than a workbook can have; save it anew"))

    def end(self, name: str) -> None:
        """Take note of the end of an element."""
        self.depth -= 1
        if local_name(name) == self._within:
            self._within = ""


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
