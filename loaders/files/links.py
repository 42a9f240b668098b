"""Links of cells: where they stand in a workbook, and what of them is the address of a page."""

import re
import unicodedata
from urllib.parse import urlsplit

from loaders.files.sheet import RefusedError
from loaders.model.messages import gettext as _

MOST_LINKS = 1 << 18
"""Cells of a sheet that may have a link; Excel has 65,530."""
LARGEST_LINKS = 1 << 25
"""Characters that the addresses of a sheet may have together."""
_LONGEST_ADDRESS = 2_083

_TEXT = r'"((?:[^"]|"")*+)"'
_FORMULA = re.compile(rf"(?:of:|msoxl:)?=?\s*HYPERLINK\(\s*{_TEXT}\s*(?:[,;]\s*{_TEXT}\s*)?\)\s*", re.IGNORECASE)
_NO_PART = re.compile(r"[\s<>\"{}|\\^`\[\];]|%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?(?::[0-9]{1,5})?")


def of_formula(formula: str) -> tuple[str, str] | None:
    """Return the address and the words of a formula that is nothing but a link; what it computes is no link for us.

    >>> of_formula('HYPERLINK("https://example.org/", "a page")'), of_formula("HYPERLINK(A2)")
    (('https://example.org/', 'a page'), None)
    """
    found = _FORMULA.fullmatch(formula)
    if not found:
        return None
    address, words = ((part or "").replace('""', '"') for part in found.groups())
    return address, words or address


def web_address(address: str) -> str:
    """Return the address of a page as an IRI has it; nothing if it is none, or one that deceives.

    Links come with files, from anybody: they may hold programs, files of this machine, or the name of a trusted host
    in front of another.

    >>> web_address("HTTPS://www.city.sakai.lg.jp/a b;c#d"), web_address("javascript:alert(1)")
    ('https://www.city.sakai.lg.jp/a%20b%3Bc#d', '')
    """
    text = address.strip()
    if len(text) > _LONGEST_ADDRESS or any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"} for c in text):
        return ""
    scheme, colon, rest = text.partition("://")
    try:
        host = urlsplit(text).netloc
    except ValueError:
        return ""
    if not colon or scheme.lower() not in {"http", "https"} or not _HOST.fullmatch(host):
        return ""
    return f"{scheme.lower()}://{_NO_PART.sub(_percent, rest)}"


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


class CellLinks:
    """The links that a sheet tells of elsewhere than in its cells, by row and column, within bounds."""

    def __init__(self) -> None:
        self._by_row: dict[int, list[tuple[int, str]]] = {}
        self._number = self._size = 0

    def __bool__(self) -> bool:
        return bool(self._by_row)

    def add(self, rows: range, columns: range, address: str) -> None:
        """Take note of the link of some cells.

        Raises:
            RefusedError: there are more than a sheet can have.
        """
        self._number += len(rows) * len(columns)
        self._size += len(address)
        if self._number > MOST_LINKS or self._size > LARGEST_LINKS:
            raise RefusedError(_("has more links than are read; remove them, or save it as CSV"))
        for row in rows:
            self._by_row.setdefault(row, []).extend((column, address) for column in columns)

    def pop(self, row: int) -> list[tuple[int, str]]:
        """Return the links of a row, each with its column, and forget them."""
        return self._by_row.pop(row, [])
