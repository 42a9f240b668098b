"""Geography: distances (km), the codes of local governments of Japan."""

import re
from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

Ring = list[tuple[float, float]]
"""Longitudes and latitudes in degrees."""

_EARTH_RADIUS_KM = 6371.0

KM_A_DEGREE = radians(_EARTH_RADIUS_KM)
"""The distance of two points a degree of latitude apart: those further apart in latitude are at least as far away."""


def kilometres(one: Point, other: Point) -> float:
    """Return the distance of two points along the earth's surface (haversine).

    >>> round(kilometres((16.06778, 108.22083), (34.57333, 135.48306)))
    3407
    """
    (lat1, lon1), (lat2, lon2) = ((radians(latitude), radians(longitude)) for latitude, longitude in (one, other))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(chord))


def jis(code: str) -> str:
    """Return the code of JIS X 0401 or 0402 in the code of a local government; nothing if it cannot be one.

    That of a prefecture (0401) has two digits, that of a municipality (0402) five; what follows is a check digit.

    >>> jis("271403"), jis("27140-3"), jis("400009"), jis("27140"), jis("271404")
    ('27140', '27140', '40', '27140', '')
    """
    digits = code.replace("-", "")
    if not re.fullmatch("[0-9]{5,6}", digits) or (len(digits) == 6 and digits[5] != check_digit(digits[:5])):
        return ""
    return digits[:2] if digits[2:5] == "000" else digits[:5]


def check_digit(code: str) -> str:
    """Return the check digit of a local government's five digits, as JIS X 0402 reckons it.

    >>> check_digit("27140")
    '3'
    """
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)
