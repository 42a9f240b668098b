"""The outlines of both countries, for orientation on a map; they state nothing on boundaries."""

import json
from importlib.resources import files

Ring = list[tuple[float, float]]


def outlines() -> dict[str, list[Ring]]:
    """Return the coasts and borders of each country (``vn``, ``jp``) as rings of longitude and latitude in degrees."""
    text = files("loaders").joinpath("data", "outlines.geojson").read_text("utf-8")
    return {
        feature["id"].lower(): [
            [(longitude, latitude) for longitude, latitude in ring]
            for polygon in feature["geometry"]["coordinates"]
            for ring in polygon
        ]
        for feature in json.loads(text)["features"]
    }
