"""The map of each country: points alone, no land. It is fitted to the points; far islands have frames of their own.

No outlines of states come with the project. Those who have an authorised base map may give it
(`loaders.files.geojson.outlines`); it is drawn below the points, and widens the map to what of it lies close by.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians

from loaders.model.geography import Point as Seat
from loaders.model.geography import Ring

HEIGHT = 860
"""How high a map is at most, in its own units."""

MARGIN = 32
"""What is left free around the points, for their signs and names."""

_LEAST_SPAN = 2.0  # degrees: two towns are not drawn as far apart as two ends of the country
_GAP = 9  # units between a point and the frame of an island, or between two frames
_LARGEST_ISLAND = 0.32  # of the height of the map
_FINENESS = 0.8  # units: points of a base map that are closer to each other look like one

Point = tuple[float, float]
"""A position on a map, x to the right and y downwards."""

Area = tuple[float, float, float, float]
"""West, south, east, north in degrees; or left, top, right, bottom on a map."""


@dataclass(frozen=True)
class _Country:
    """How a country is drawn.

    Attributes:
        squeeze: how much shorter a degree of longitude is than one of latitude, in its middle.
        islands: the areas that have a frame of their own.
        middle: the longitude at which it is parted on narrow screens, if it is.
        reach: how many degrees from its points a base map may widen it, for what belongs to it and has no local
            government there.
    """

    squeeze: float
    islands: tuple[Area, ...] = ()
    middle: float | None = None
    reach: float = 4.5


_COUNTRIES = {
    "vn": _Country(cos(radians(16)), reach=9),
    "jp": _Country(cos(radians(38)), ((122.0, 23.0, 132.5, 29.9), (140.0, 22.0, 144.0, 29.0)), 136.5),
}
"""Of Japan, Okinawa with Amami, and Ogasawara, are framed as on any map of it."""


@dataclass(frozen=True)
class Frame:
    """A part of a country on its map.

    Attributes:
        area: its bounds in degrees.
        squeeze: how much shorter a degree of longitude is than one of latitude.
        scale: units to a degree of latitude.
        left, top: where its corner stands on the map.
    """

    area: Area
    squeeze: float
    scale: float
    left: float = 0
    top: float = 0

    @property
    def width(self) -> float:
        """How wide it is on the map."""
        return round((self.area[2] - self.area[0]) * self.squeeze * self.scale + 2 * MARGIN, 1)

    @property
    def height(self) -> float:
        """How high it is on the map."""
        return round((self.area[3] - self.area[1]) * self.scale + 2 * MARGIN, 1)

    @property
    def box(self) -> Area:
        """Left, top, right and bottom on the map."""
        return self.left, self.top, self.left + self.width, self.top + self.height

    def at(self, longitude: float, latitude: float) -> Point:
        """Return the position of a point on the map."""
        x = self.left + MARGIN + (longitude - self.area[0]) * self.squeeze * self.scale
        return round(x, 1), round(self.top + MARGIN + (self.area[3] - latitude) * self.scale, 1)


@dataclass(frozen=True)
class CountryMap:
    """A country as it is drawn.

    Attributes:
        country: ``vn`` or ``jp``.
        main: the frame of the mainland, which is as wide as the map.
        islands: the frames of far islands, each with the area whose points stand in it.
        height: how high the map is.
        windows: left, top, width and height of the parts that show all of it, one below the other, on narrow screens.
        outlines: the lines of a base map, if one was given, each in the units of the map.
    """

    country: str
    main: Frame
    islands: tuple[tuple[Area, Frame], ...] = ()
    height: float = 0
    windows: tuple[Area, ...] = ()
    outlines: tuple[tuple[Point, ...], ...] = ()

    @property
    def width(self) -> float:
        """How wide the map is."""
        return self.main.width

    def at(self, longitude: float, latitude: float) -> Point:
        """Return the position of a point on the map."""
        return self.frame(longitude, latitude).at(longitude, latitude)

    def frame(self, longitude: float, latitude: float) -> Frame:
        """Return the frame that a point stands in."""
        return next((frame for area, frame in self.islands if _holds(area, longitude, latitude)), self.main)


def country_map(country: str, seats: Iterable[Seat], outlines: Sequence[Ring] = ()) -> CountryMap:
    """Return the map of a country, as large as its points allow.

    Args:
        country: ``vn`` or ``jp``.
        seats: the latitude and longitude in degrees of what is drawn on it.
        outlines: a base map, in longitudes and latitudes.
    """
    drawn = _COUNTRIES[country]
    parts: dict[Area | None, list[Point]] = defaultdict(list)
    for latitude, longitude in seats:
        point = longitude, latitude
        parts[next((area for area in drawn.islands if _holds(area, *point)), None)].append(point)
    mainland = parts.pop(None, None) or parts.pop(next(iter(parts)))
    area = _wide_enough(_bounds([*mainland, *_near(drawn, mainland, outlines)]))
    scale = (HEIGHT - 2 * MARGIN) / max(area[3] - area[1], (area[2] - area[0]) * drawn.squeeze)
    main = Frame(area, drawn.squeeze, scale)
    taken = [_larger(main.at(*point) * 2, _GAP) for point in mainland]
    islands: list[tuple[Area, Frame]] = []
    for part in drawn.islands:
        if part in parts:
            islands.append((part, _beside(main, _island(main, _bounds(parts[part])), taken)))
            taken.append(_larger(islands[-1][1].box, _GAP))
    height = max([main.height, *(frame.box[3] for _, frame in islands)])
    windows = _windows(drawn.middle, [main.at(*point) for point in mainland], main, islands)
    made = CountryMap(country, main, tuple(islands), height, windows)
    return replace(made, outlines=tuple(_drawn(made, outlines)))


# --- frames -----------------------------------------------------------------------------------------------------------


def _bounds(points: Sequence[Point]) -> Area:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def _holds(area: Area, x: float, y: float) -> bool:
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _larger(area: Area, by: float) -> Area:
    return area[0] - by, area[1] - by, area[2] + by, area[3] + by


def _crossing(one: Area, other: Area) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _wide_enough(area: Area) -> Area:
    """Return an area that is not too small to be drawn large."""
    west, south, east, north = area
    wide, high = max(0.0, _LEAST_SPAN - (east - west)) / 2, max(0.0, _LEAST_SPAN - (north - south)) / 2
    return west - wide, south - high, east + wide, north + high


def _island(main: Frame, area: Area) -> Frame:
    """Return the frame of far islands: at the scale of the mainland, or smaller if that were too large."""
    span = max(area[3] - area[1], (area[2] - area[0]) * main.squeeze)
    scale = min(main.scale, (_LARGEST_ISLAND * HEIGHT - 2 * MARGIN) / span) if span else main.scale
    return Frame(area, main.squeeze, scale)


def _beside(main: Frame, frame: Frame, taken: Sequence[Area]) -> Frame:
    """Return a frame in the first corner of the map where it covers nothing, else below the map."""
    right, bottom = max(0.0, main.width - frame.width), max(0.0, main.height - frame.height)
    below = max(main.height, *(box[3] for box in taken))
    for left, top in ((0.0, 0.0), (right, bottom), (right, 0.0), (0.0, bottom), (0.0, below)):
        placed = replace(frame, left=left, top=top)
        if not any(_crossing(placed.box, box) for box in taken):
            return placed
    return placed


def _windows(
    middle: float | None, points: Sequence[Point], main: Frame, islands: Sequence[tuple[Area, Frame]]
) -> tuple[Area, ...]:
    """Return the parts of a map that is parted at a longitude: the east, the west, the islands."""
    if middle is None:
        return ()
    edge, _ = main.at(middle, main.area[1])
    sides = [[(x, y) for x, y in points if x >= edge], [(x, y) for x, y in points if x < edge]]
    boxes = [_larger(_bounds(side), MARGIN) for side in sides if side] + [frame.box for _, frame in islands]
    return tuple((left, top, round(right - left, 1), round(bottom - top, 1)) for left, top, right, bottom in boxes)


# --- a base map -------------------------------------------------------------------------------------------------------


def _near(drawn: _Country, mainland: Sequence[Point], outlines: Iterable[Ring]) -> Iterator[Point]:
    """Yield the points of the outlines that lie close by and in no frame of islands, each outline whole or not."""
    within = _larger(_bounds(mainland), drawn.reach)
    for ring in outlines:
        area = _bounds(ring)
        middle = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
        corners = _holds(within, *area[:2]) and _holds(within, *area[2:])
        if corners and not any(_holds(islands, *middle) for islands in drawn.islands):
            yield from ring


def _drawn(made: CountryMap, outlines: Iterable[Ring]) -> Iterator[tuple[Point, ...]]:
    """Yield what of a base map lies in a frame, in the units of the map, without points too close to tell apart."""
    for ring in outlines:
        area = _bounds(ring)
        frame = made.frame((area[0] + area[2]) / 2, (area[1] + area[3]) / 2)
        line = [frame.at(*ring[0])]
        for point in ring[1:]:
            here = frame.at(*point)
            if hypot(here[0] - line[-1][0], here[1] - line[-1][1]) >= _FINENESS:
                line.append(here)
        if _crossing(frame.box, _bounds(line)):
            yield tuple(line)
