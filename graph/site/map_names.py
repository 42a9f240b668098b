"""Where names stand on a map: beside their signs, the most important first, each only where there is room."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product
from math import cos, pi, sin

from rich.cells import cell_len

from graph.draw.country_map import Area, Point

SIZE = 12
"""How high letters are, in units of the map."""

_PER_CELL = 0.56 * SIZE  # how wide a letter is on average; a kanji has two cells
_SIDES = (
    (1, 0), (-1, 0), (0, -1), (0, 1), (0.7, -0.7), (0.7, 0.7), (-0.7, -0.7), (-0.7, 0.7),
    (0.2, -1.5), (0.2, 1.5), (-0.2, -1.5), (-0.2, 1.5),
)  # fmt: skip
_SQUARE = 40
_FURTHEST = 130


@dataclass(frozen=True)
class Name:
    """A name on a map: where it begins, ends or has its middle (``anchor``), on which line, in units of the map.

    ``leader`` joins one that found no room beside its sign to the sign: x, y, x, y. ``sign`` is the place of its sign
    among those that were to be named.
    """

    text: str
    x: float
    y: float
    anchor: str
    leader: Area | None = None
    sign: int = 0


class _Taken:
    """The areas of a map that are taken, by the squares that they lie in."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._squares: dict[tuple[int, int], list[Area]] = {}
        for area in areas:
            self.take(area)

    def take(self, area: Area) -> None:
        for square in _squares(area):
            self._squares.setdefault(square, []).append(area)

    def number(self, area: Area) -> int:
        """Return how many of what is taken an area would cover."""
        near = chain.from_iterable(self._squares.get(square, ()) for square in _squares(area))
        return len({one for one in near if _crossing(one, area)})


def names(
    signs: Sequence[tuple[str, Point, float]], within: tuple[float, float], dots: Iterable[Point],
    frames: Iterable[Area], leading: int = 0,
) -> list[Name]:  # fmt: skip
    """Return the names that find room, of signs in the order of their importance.

    A name covers no sign, no other name and no frame, and as few dots as it can.

    Args:
        signs: the name of each, its middle and its radius.
        within: the width and the height of the map.
        dots: what may be covered if it must be.
        frames: the frames of islands, whose edges stay free.
        leading: how many of the first may stand further off, with a line to their sign.
    """
    taken, written = _Taken((x - r, y - r, x + r, y + r) for _, (x, y), r in signs), _Taken([])
    for edge in chain.from_iterable(map(_edges, frames)):
        taken.take(edge)
    below, found = _Taken((x - 2, y - 2, x + 2, y + 2) for x, y in dots), []
    for number, (text, middle, radius) in enumerate(signs):
        places = [(name, area) for name, area in _places(text, middle, radius) if _inside(area, within)]
        free = [(below.number(area), turn) for turn, (_, area) in enumerate(places) if not taken.number(area)]
        chosen = places[min(free)[1]] if free else None
        if not chosen and number < leading:
            further = ((name, area) for name, area in _further(text, middle, radius) if _inside(area, within))
            chosen = next((one for one in further if not taken.number(one[1]) and _crosses_none(one[0], written)), None)
        if text and chosen:
            taken.take(chosen[1])
            written.take(chosen[1])
            found.append(replace(chosen[0], sign=number))
    return found


def _places(text: str, middle: Point, radius: float) -> Iterator[tuple[Name, Area]]:
    """Yield where a name may stand beside its sign, the best first, and what it covers there."""
    for across, down in _SIDES:
        away = radius + 2
        x = middle[0] + across * away
        y = middle[1] + down * (away + (SIZE * 0.45 if not across else 0))
        yield _put(text, x, y, (across > 0) - (across < 0))


def _further(text: str, middle: Point, radius: float) -> Iterator[tuple[Name, Area]]:
    """Yield where a name may stand further from its sign, the nearest first."""
    for away, turn in product(range(16, _FURTHEST, 8), range(24)):
        across, down = cos(turn * pi / 12), sin(turn * pi / 12)
        x, y = middle[0] + across * (radius + away), middle[1] + down * (radius + away)
        name, area = _put(text, x, y, 1 if across >= 0 else -1)
        near = middle[0] + across * radius, middle[1] + down * radius
        yield replace(name, leader=(round(near[0], 1), round(near[1], 1), round(x, 1), round(y, 1))), area


def _put(text: str, x: float, y: float, side: int) -> tuple[Name, Area]:
    """Return a name at a point, at its right (1), left (-1) or with its middle there (0), and what it covers."""
    wide = cell_len(text) * _PER_CELL
    left = {1: x, 0: x - wide / 2, -1: x - wide}[side]
    name = Name(text, round(x, 1), round(y + SIZE * 0.35, 1), {1: "start", 0: "middle", -1: "end"}[side])
    return name, (left, y - SIZE * 0.5, left + wide, y + SIZE * 0.5)


def _crosses_none(name: Name, written: _Taken) -> bool:
    """Whether the line to a name crosses no other name."""
    x, y, end, bottom = name.leader or (0, 0, 0, 0)
    steps = (step / 16 for step in range(17))
    points = ((x + (end - x) * step, y + (bottom - y) * step) for step in steps)
    return not any(written.number((across, down, across + 1, down + 1)) for across, down in points)


def _squares(area: Area) -> list[tuple[int, int]]:
    left, top, right, bottom = (int(side // _SQUARE) for side in area)
    return [(across, down) for across in range(left, right + 1) for down in range(top, bottom + 1)]


def _crossing(one: Area, other: Area) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _inside(area: Area, within: tuple[float, float]) -> bool:
    return area[0] >= 1 and area[1] >= 1 and area[2] <= within[0] - 1 and area[3] <= within[1] - 1


def _edges(frame: Area) -> list[Area]:
    left, top, right, bottom = frame
    return [(left, top, right, top + 1), (left, bottom - 1, right, bottom), (left, top, left + 1, bottom),
            (right - 1, top, right, bottom)]  # fmt: skip
