"""Pages that the cells of a row lead to, as its sources: “words <address>”, which a person may write too."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from loaders.files.links import web_address
from loaders.files.sheet import SheetRow

_PAGE = re.compile(r"([^;<>]*[^;<>\s])\s*<(https?://[^\s<>]+)>", re.IGNORECASE)
_LONGEST_TITLE = 300
_BETWEEN = " \t\n,;、，；・|/"


class Column(NamedTuple):
    """A column of a sheet that is read.

    Attributes:
        ours: the column of ours that it is.
        heading: what it is called in the sheet.
        names: whether localities are named there.
    """

    ours: str
    heading: str
    names: bool


def add_links(line: SheetRow, texts: list[str], columns: Mapping[int, Column], given: dict[str, list[str]]) -> None:
    """Have the pages that cells lead to cited by a row.

    What a source is called leads to the source; a date or a remark to what bears it out. A name leads to a page about
    the place, which need not speak of the tie: it stands in the note.

    Args:
        line: the row; its links are addresses of pages.
        texts: the texts of its cells.
        columns: the columns that are read, by their place.
        given: what the row gives for each column of ours; the pages are added.
    """
    for link in line.links:
        column = columns.get(link.column)
        if not column:
            continue
        words = " ".join(link.words.split())
        titled = _citation(words if column.ours in {"sources", "note"} else f"{column.heading}: {words}", link.address)
        given.setdefault("note" if column.names else "sources", []).append(titled)
    for place in dict.fromkeys(link.column for link in line.links):
        if place in columns and columns[place].ours == "sources":
            _take_away(given["sources"], texts[place], [link.words for link in line.links if link.column == place])


def _take_away(said: list[str], text: str, linked: Iterable[str]) -> None:
    """Leave of the text of a cell among sources what does not lead to a page."""
    left = text
    for words in linked:
        left = left.replace(" ".join(words.split()), "", 1)
    at = said.index(text)
    said[at : at + 1] = filter(None, [left.strip(_BETWEEN)])


def _citation(words: str, address: str) -> str:
    title = re.sub("[;<>]", ",", words)[:_LONGEST_TITLE].strip()
    return address if not title or web_address(words) else f"{title} <{address}>"


def pages(parts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the pages that are cited by words and address, and what else is said."""
    found, others = [], []
    for part in parts:
        found += [
            f"{cited[1].strip(_BETWEEN)} <{address}>"
            for cited in _PAGE.finditer(part)
            if (address := web_address(cited[2]))
        ]
        others.append(_PAGE.sub(lambda cited: "" if web_address(cited[2]) else cited[0], part).strip(_BETWEEN))
    return found, [other for other in others if other]


def page(said: str) -> tuple[str, str]:
    """Return the title and the address of a source that a row names; no address, if it is words.

    >>> page("市のページ <https://www.example.jp/>"), page("https://example.vn/"), page("Quyết định 12")
    (('市のページ', 'https://www.example.jp/'), ('https://example.vn/', 'https://example.vn/'), ('Quyết định 12', ''))
    """
    if cited := _PAGE.fullmatch(said):
        return cited[1], cited[2]
    return said, said if said.startswith(("http://", "https://")) else ""
