"""Moves what lies too close together apart: a capital lies where its prefecture's office does."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations, product
from math import ceil, hypot

Point = tuple[float, float]

_ROUNDS, _LOOKED_AGAIN = 120, 40  # who moves may come near others
_FURTHEST = 80  # that a point is moved to find a free spot


def apart(discs: Sequence[tuple[Point, float]]) -> list[Point]:
    """Return the middles of discs (middle, radius), moved as little as it takes for none to cover another.

    All give way alike, so that a group keeps its shape; where hundreds stand together, see `settled`.
    """
    middles = [middle for middle, _ in discs]
    reach = 4 * max((radius for _, radius in discs), default=0)
    for turn in range(_ROUNDS):
        if turn % _LOOKED_AGAIN == 0:
            near = [
                (one, other, discs[one][1] + discs[other][1])
                for one, other in combinations(range(len(discs)), 2)
                if hypot(*_between(middles[one], middles[other])) < reach
            ]
        for one, other, least in near:
            middles[one], middles[other] = _pushed(middles[one], middles[other], least)
    return [(round(x, 1), round(y, 1)) for x, y in middles]


def _between(one: Point, other: Point) -> Point:
    return other[0] - one[0], other[1] - one[1]


def _pushed(one: Point, other: Point, least: float) -> tuple[Point, Point]:
    """Return two middles at least so far from each other."""
    x, y = _between(one, other)
    far = hypot(x, y)
    if far >= least:
        return one, other
    x, y = (x / far, y / far) if far else (1.0, 0.0)
    push = (least - far) / 2
    return (one[0] - x * push, one[1] - y * push), (other[0] + x * push, other[1] + y * push)


def settled(points: Iterable[Point], radius: float, taken: Sequence[tuple[Point, float]]) -> list[Point]:
    """Return each point, or the free spot that is nearest to it, in whole numbers.

    Args:
        points: the middles of discs that are to cover nothing.
        radius: theirs.
        taken: the discs (middle, radius) that stand where they are.
    """
    blocked: set[tuple[int, int]] = set()
    for (x, y), other in taken:
        blocked.update(_within(x, y, radius + other))
    found = []
    for x, y in points:
        here = round(x), round(y)
        spots = ((here[0] + across, here[1] + down) for across, down in _around())
        spot = next((spot for spot in spots if spot not in blocked), here)
        blocked.update(_within(*spot, 2 * radius))
        found.append((float(spot[0]), float(spot[1])))
    return found


def _within(x: float, y: float, reach: float) -> Iterator[tuple[int, int]]:
    """Yield the spots in whole numbers that are less far from a point."""
    for across in range(ceil(x - reach), int(x + reach) + 1):
        for down in range(ceil(y - reach), int(y + reach) + 1):
            if hypot(across - x, down - y) < reach:
                yield across, down


@cache
def _around() -> list[tuple[int, int]]:
    """Return the ways to all spots around a point, the shortest first."""
    side = range(-_FURTHEST, _FURTHEST + 1)
    return sorted(product(side, side), key=lambda way: (way[0] ** 2 + way[1] ** 2, way))
