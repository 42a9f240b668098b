"""What fits on the first page: rows are left to the details until the blocks take no more than one page of A4.

How many lines a text takes is estimated from its width in columns of a terminal, a kanji being two; all renderings keep
to these measures, and the estimate errs towards too many.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from math import ceil

from rich.cells import cell_len

from graph.brief.phrases import Block, Line

LINES = 66.0
"""How many lines the blocks may take, below the title."""
CELLS = 115
"""How many columns of a terminal stand in a line."""
_HEADING = 1.5
"""The lines that a title takes with what is above it."""
_ROW = 0.06
"""What the line between two rows takes."""
_CITE = 3.2
"""How many columns the number of a source takes, which is small."""
_MOST = {"due": 4, "points": 6, "reasons": 6, "documents": 8, "projects": 5, "meetings": 4, "networks": 6, "new": 5,
         "partners": 12, "quiet": 4}  # fmt: skip
"""How many rows a block has at most, however much room there is."""
_LEAST = {"due": 2, "reasons": 3, "points": 3, "documents": 3, "projects": 2, "meetings": 2, "networks": 1,
          "partners": 6, "new": 3, "quiet": 1}  # fmt: skip
"""How many rows a block keeps as long as others have more; others give none."""
_GIVES = ("networks", "quiet", "meetings", "projects", "documents", "new", "partners", "reasons", "points", "due")
"""The blocks that give up a row in turn, the one that weighs least for a meeting first."""


def _cited(line: Line) -> int:
    return line.cites.count("[")


def fitted(blocks: Sequence[Block], cited: Callable[[Line], int] = _cited) -> list[Block]:
    """Return the blocks of a page, with so many rows that they fit on it.

    Args:
        blocks: the blocks, with all their rows.
        cited: returns how many numbers of sources stand behind a line, or will.
    """
    kept = {block.name: block.first(_MOST.get(block.name, len(block.rows))) for block in blocks}
    heights = {name: _heights(block, cited) for name, block in kept.items()}
    total = sum(map(sum, heights.values()))
    while total > LINES:
        giving = _above(kept, _LEAST) or _above(kept, {})
        if not giving:
            break
        spare = {name: len(kept[name].rows) - _LEAST[name] for name in giving}
        most = max(giving, key=lambda name: (spare[name], -_GIVES.index(name)))
        kept[most] = kept[most].shorter()
        total -= heights[most].pop()
    return list(kept.values())


def _above(kept: dict[str, Block], least: dict[str, int]) -> list[str]:
    """Return the blocks that have more rows than they keep."""
    return [name for name in _GIVES if name in kept and len(kept[name].rows) > least.get(name, 1)]


def height(block: Block) -> float:
    """Return how many lines a block whose lines are cited takes at most."""
    return sum(_heights(block, _cited))


def _heights(block: Block, cited: Callable[[Line], int]) -> list[float]:
    """Return how many lines the head of a block takes at most, and each of its rows."""
    widths = block.widths or (100,)
    head = max(map(_lines, map(_width, block.headings), widths), default=0)
    return [_HEADING + head, *(_row(row, widths, cited) for row in block.rows)]


def _row(row: Iterable[Line], widths: Sequence[int], cited: Callable[[Line], int]) -> float:
    cells = (sum(_width(one.text) for one in line.phrases) + _CITE * cited(line) for line in row)
    return max(map(_lines, cells, widths)) + _ROW


@cache
def _width(text: str) -> int:
    """Return how many columns a text takes; briefs on several pairs say the same."""
    return cell_len(text)


def _lines(cells: float, share: int) -> int:
    """Return how many lines a text takes in a column of so many per cent."""
    return max(1, ceil(cells / (CELLS * share / 100 - 2)))
