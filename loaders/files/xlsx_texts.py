"""The texts of an XLSX workbook: those that cells share, and what of a text is struck out.

A text may be made of runs, each with its own letters. What a run says of itself is kept as a mark in front of it, a
control character that XML cannot hold, until it is known whether the cell as a whole is struck out.
"""

import re
from array import array

from loaders.files.archive import LONGEST, Part
from loaders.files.sheet import RefusedError
from loaders.model.messages import gettext as _

STRUCK, OWN, AS_CELL = "\x01", "\x02", "\x03"
"""In front of a run: it is struck out, it has letters of its own that are not, its letters are those of the cell."""
_MARK = re.compile(f"([{STRUCK}{OWN}{AS_CELL}])")


def local_name(name: str) -> str:
    """Return the name of an element without its prefix, which few programs write."""
    return name.rpartition(":")[2]


def is_true(attributes: dict[str, str], name: str, otherwise: str = "0") -> bool:
    """Return the truth of an attribute: 1 in Excel, true in LibreOffice."""
    return attributes.get(name, otherwise) in {"1", "true"}


def marked(mark: str, name: str, attributes: dict[str, str]) -> str:
    """Return the mark of a run after one of its elements has begun."""
    if name == "r":
        return AS_CELL
    if name == "rPr":
        return OWN
    if name == "strike" and mark:
        return STRUCK if is_true(attributes, "val", "1") else OWN
    return mark


def unstruck(text: str, cell_struck: bool) -> tuple[str, bool]:
    """Return what is left of a text with its marks, and whether anything of it was struck out.

    Args:
        text: as `SharedTexts` has it.
        cell_struck: whether the cell is struck out, and so what does not say otherwise.
    """
    first, *parts = _MARK.split(text)
    runs = [(AS_CELL, first), *zip(parts[::2], parts[1::2], strict=True)]
    kept = [piece for mark, piece in runs if mark == OWN or (mark == AS_CELL and not cell_struck)]
    left = "".join(kept)
    return left, len(left.strip()) < len("".join(piece for _, piece in runs).strip())


class SharedTexts(Part):
    """The texts that cells share, packed: they may be millions.

    Attributes:
        in_runs: whether there are runs among them, and so marks.
    """

    def __init__(self) -> None:
        super().__init__()
        self.in_runs = False
        self._bytes = bytearray()
        self._ends = array("I", [0])
        self._listening = False
        self._phonetic = 0
        self._mark = ""

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
        elif self._listening and self._mark:
            self._bytes += self._mark.encode()
            self.in_runs = True
        elif name != "t":
            self._mark = marked(self._mark, name, attributes)

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
            self._mark = ""
        elif name == "rPh":
            self._phonetic -= 1
