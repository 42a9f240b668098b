"""The outlines in a GeoJSON file (RFC 7946) that somebody gives as a base map: lines and areas, nothing else of it.

The file may come from anybody: it is read within bounds, or refused with the reason. Nothing of it but numbers is used.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loaders.model.geography import Ring
from loaders.model.messages import figure
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem, UserError

MAX_BYTES = 30_000_000
MAX_POINTS = 500_000

_LINES_WITHIN = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
"""How deep the lines of a geometry lie in its coordinates."""
_NO_LINES = {"Point", "MultiPoint"}


class OutlinesError(UserError, ValueError):
    """The file holds no outlines that can be drawn."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(str(Problem(str(path), 0, "", message)))


def outlines(path: Path) -> list[Ring]:
    """Return the lines in a file, and the borders of its areas, in longitudes and latitudes in degrees.

    Raises:
        OutlinesError: there is no such file, it is too large, no GeoJSON, has no lines, or numbers that are no degrees.
    """
    if not path.is_file():
        raise OutlinesError(
            path, _("is a folder; name the files in it") if path.is_dir() else _("there is no such file")
        )
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise OutlinesError(path, _("is larger than {limit} bytes; simplify it").format(limit=figure(MAX_BYTES)))
    try:
        read = json.loads(content.decode("utf-8-sig"), parse_constant=_refused)
        found = list(_lines(read))
    except _NoGeoJsonError as error:
        raise OutlinesError(path, str(error)) from None
    except (ValueError, RecursionError):
        raise OutlinesError(path, _("is no GeoJSON; save the base map as GeoJSON (RFC 7946)")) from None
    if not found:
        raise OutlinesError(path, _("has no lines and no areas that could be drawn"))
    return found


class _NoGeoJsonError(UserError, ValueError):
    """What is wrong; which file it is is told with it."""


def _refused(name: str) -> float:
    raise ValueError(name)


def _lines(read: Any) -> Iterator[Ring]:
    """Yield the lines in what was read, as many points as are allowed."""
    points = 0
    for kind, coordinates in _geometries(read):
        for line in _level(coordinates, _LINES_WITHIN[kind]):
            ring = [_point(one) for one in _listed(line)]
            points += len(ring)
            if points > MAX_POINTS:
                raise _NoGeoJsonError(_("has more than {limit} points; simplify it").format(limit=figure(MAX_POINTS)))
            if len(ring) > 1:
                yield ring


def _geometries(read: Any) -> Iterator[tuple[str, Any]]:
    """Yield the kind and the coordinates of each geometry with lines."""
    waiting = [read]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, dict):
            raise _NoGeoJsonError(_no_object("type"))
        kind = str(one.get("type"))
        if kind == "FeatureCollection":
            waiting += reversed(_listed(one.get("features")))
        elif kind == "GeometryCollection":
            waiting += reversed(_listed(one.get("geometries")))
        elif kind == "Feature":
            waiting += [one["geometry"]] if one.get("geometry") is not None else []
        elif kind in _LINES_WITHIN:
            yield kind, one.get("coordinates")
        elif kind not in _NO_LINES:
            raise _NoGeoJsonError(_no_object("type"))


def _level(coordinates: Any, depth: int) -> Iterator[Any]:
    for one in _listed(coordinates) if depth else ():
        yield from _level(one, depth - 1)
    if not depth:
        yield coordinates


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _NoGeoJsonError(_no_object("coordinates"))
    return value


def _point(value: Any) -> tuple[float, float]:
    """Return longitude and latitude; a height is left out."""
    longitude, latitude = [*_listed(value), None, None][:2]
    if not (_is_number(longitude, 180) and _is_number(latitude, 90)):
        told = _("has coordinates that are no longitude and latitude in degrees (WGS 84): {value}")
        raise _NoGeoJsonError(told.format(value=json.dumps(value)[:60]))
    return float(longitude), float(latitude)


def _is_number(value: Any, most: int) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= most


def _no_object(name: str) -> str:
    return _("is no GeoJSON: “{name}” is missing or is not what the format (RFC 7946) has there").format(name=name)
