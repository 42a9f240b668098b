"""How far places are from each other."""

from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

_EARTH_RADIUS_KM = 6371.0


def kilometres(one: Point, other: Point) -> float:
    """Return the distance of two points along the earth's surface (haversine).

    >>> round(kilometres((16.06778, 108.22083), (34.57333, 135.48306)))
    3407
    """
    (lat1, lon1), (lat2, lon2) = ((radians(latitude), radians(longitude)) for latitude, longitude in (one, other))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(chord))
