"""Merged cells of workbooks, spread over the rows that they cover."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.files.sheet import MOST_COLUMNS, Link, RefusedError, SheetRow, letters
from loaders.model.messages import gettext as _

MOST_ROWS = 1 << 20
"""What a sheet can have in Excel and LibreOffice."""

MOST_MERGED = 1 << 20
"""Cells of a sheet that may be merged with others."""


class Area(NamedTuple):
    """Merged cells, counted from 0 (columns) and from 1 (rows)."""

    left: int
    right: int
    bottom: int


@dataclass
class Areas:
    """The merged cells of a sheet.

    Attributes:
        named: each as a spreadsheet names it.
    """

    named: list[str] = field(default_factory=list)
    _by_row: dict[int, list[Area]] = field(default_factory=lambda: defaultdict(list))
    _cells: int = 0

    def add(self, row: int, area: Area) -> None:
        """Take note of cells merged from a row on."""
        self._cells += (area.right - area.left + 1) * (area.bottom - row + 1)
        if self._cells > MOST_MERGED or area.right >= MOST_COLUMNS or area.bottom > MOST_ROWS:
            raise RefusedError(_("has more merged cells than are read; unmerge them, or save it as CSV"))
        self.named.append(f"{letters(area.left)}{row}:{letters(area.right)}{area.bottom}")
        self._by_row[row].append(area)

    def filled(self, lines: Iterator[SheetRow]) -> Iterator[SheetRow]:
        """Yield lines in which each of several merged cells has what the first of them holds."""
        open_areas: list[_Merged] = []
        for line in lines:
            number, cells, computed, struck, links, _ = line
            open_areas = [one for one in open_areas if one.area.bottom >= number]
            for area in self._by_row.pop(number, ()):
                left = area.left
                text = cells[left] if left < len(cells) else ""
                linked = tuple(link for link in links if link.column == left)
                open_areas.append(_Merged(area, number, text, left in computed, left in struck, linked))
            yield _spread(line, open_areas) if open_areas else line


class _Merged(NamedTuple):
    """Merged cells with what the first of them, in a row, holds."""

    area: Area
    top: int
    text: str
    computed: bool
    struck: bool
    links: tuple[Link, ...]


def _spread(line: SheetRow, merged: list[_Merged]) -> SheetRow:
    number, cells, computed, struck, links, hidden = line
    for area, top, text, by_formula, crossed, linked in merged:
        cells += [""] * (area.right + 1 - len(cells) if text else 0)
        end = min(area.right + 1, len(cells))
        cells[area.left : end] = [text] * (end - area.left)
        if by_formula:
            computed = (*computed, *range(area.left, end))
        if crossed:
            struck = (*struck, *range(area.left, area.right + 1))
        if linked and number > top:
            links = (*links, *linked)
    return SheetRow(number, cells, computed, struck, links, hidden)
