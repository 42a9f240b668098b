"""The map of each country: its outlines and the positions of localities. Far islands have frames of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import cos, hypot, radians, sin

from loaders.model.geography import Ring, outlines

_DEGREE = 56  # units of the sheet to a degree of latitude
_ROUNDS = 40

Point = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """A part of the world on a sheet.

    Attributes:
        west, north, east, south: its bounds in degrees.
        squeeze: how much shorter a degree of longitude is than one of latitude, in the middle of the country.
        left, top: where its corner stands on the sheet.
    """

    west: float
    north: float
    east: float
    south: float
    squeeze: float
    left: float = 0
    top: float = 0

    @property
    def width(self) -> int:
        """How wide it is on the sheet."""
        return round((self.east - self.west) * self.squeeze * _DEGREE)

    @property
    def height(self) -> int:
        """How high it is on the sheet."""
        return round((self.north - self.south) * _DEGREE)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether it contains a point."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def at(self, longitude: float, latitude: float) -> Point:
        """Return the position of a point on the map."""
        x = self.left + (longitude - self.west) * self.squeeze * _DEGREE
        return round(x, 1), round(self.top + (self.north - latitude) * _DEGREE, 1)


_VIETNAM, _JAPAN = cos(radians(16)), cos(radians(38))
_FRAMES = {
    "vn": (Frame(101.9, 23.6, 109.8, 8.3, _VIETNAM),),
    "jp": (
        Frame(128.3, 45.8, 146.0, 30.0, _JAPAN),
        Frame(122.6, 29.9, 131.6, 24.0, _JAPAN),  # Okinawa and Amami, in the sea off Hokkaido as on any map of Japan
        Frame(141.6, 27.6, 142.8, 26.3, _JAPAN, 722, 806),  # Ogasawara
    ),
}
"""The frames of each country: the mainland, whose size is the sheet's, and the far islands, at the same scale."""


@dataclass(frozen=True)
class CountryFrame:
    """A country as it is drawn.

    Attributes:
        country: ``vn`` or ``jp``.
        frames: its frames, the mainland first.
        coast: the outlines, as the path of an SVG.
    """

    country: str
    frames: tuple[Frame, ...]
    coast: str

    def at(self, longitude: float, latitude: float) -> Point | None:
        """Return the position of a point on the map; None if it is in no frame."""
        frame = next((frame for frame in self.frames if frame.holds(longitude, latitude)), None)
        return frame.at(longitude, latitude) if frame else None


@cache
def sheets() -> tuple[CountryFrame, ...]:
    """Return the two countries."""
    rings = outlines()
    return tuple(
        CountryFrame(country, frames, "".join(filter(None, (_path(ring, frames) for ring in rings[country]))))
        for country, frames in _FRAMES.items()
    )


def _path(ring: Ring, frames: Iterable[Frame]) -> str:
    frame = next((frame for frame in frames if frame.holds(*ring[0])), None)
    if not frame:
        return ""
    return f"M{'L'.join(f'{x:g} {y:g}' for x, y in (frame.at(*point) for point in ring))}Z"


def apart(discs: list[tuple[Point, float]]) -> list[Point]:
    """Return the middles of discs (middle, radius), moved as little as it takes for none to cover another.

    A capital lies where its prefecture's office does, and the Red River Delta had eleven provinces.
    """
    middles = [middle for middle, _ in discs]
    reach = 4 * max((radius for _, radius in discs), default=0)
    near = [
        (one, other, discs[one][1] + discs[other][1])
        for one, other in combinations(range(len(discs)), 2)
        if hypot(*_between(middles[one], middles[other])) < reach
    ]
    for _ in range(_ROUNDS):
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


def sectors(radius: float, number: int) -> Iterator[str]:
    """Yield the parts of a disc around the origin as paths, clockwise, the first at the top."""
    turn = radians(360 / number)
    for part in range(number):
        begin, end = (f"{radius * sin(angle):.1f} {-radius * cos(angle):.1f}" for angle in (
            turn * (part - 0.5), turn * (part + 0.5)))  # fmt: skip
        yield f"M0 0L{begin}A{radius:g} {radius:g} 0 0 1 {end}Z"
