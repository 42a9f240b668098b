"""A base map comes from anybody: its lines are read, whatever else is in it; or it is refused with the reason."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import speaking

from loaders.files import geojson
from loaders.files.geojson import OutlinesError, outlines

SQUARE = [[105.0, 20.0], [106.0, 20.0], [106.0, 21.0], [105.0, 20.0]]
FLAT = [(105.0, 20.0), (106.0, 20.0), (106.0, 21.0), (105.0, 20.0)]


def written(folder: Path, content: Any) -> Path:
    path = folder / "map.geojson"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "LineString", "coordinates": SQUARE},
        {"type": "MultiLineString", "coordinates": [SQUARE]},
        {"type": "Polygon", "coordinates": [SQUARE]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": [SQUARE]}]},
    ],
)
def test_the_lines_of_every_geometry_are_read_however_it_is_wrapped(tmp_path: Path, geometry: dict[str, Any]) -> None:
    feature = {"type": "Feature", "properties": {"name": "<script>"}, "geometry": geometry}
    for content in (geometry, feature, {"type": "FeatureCollection", "features": [feature]}):
        assert outlines(written(tmp_path, content)) == [FLAT]


def test_points_and_features_without_a_place_are_passed_over_and_a_height_is_left_out(tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "geometry": None},
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [112.0, 16.5]}},
        {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[112, 16, 3], [113, 16, 3]]}},
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode("utf-8-sig")
    assert outlines(written(tmp_path, content)) == [[(112.0, 16.0), (113.0, 16.0)]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no GeoJSON"),
        (b"\xff\xfe{", "is no GeoJSON"),
        (b"[" * 200_000, "is no GeoJSON"),
        (b'{"type": "LineString", "coordinates": [[NaN, 1], [2, 3]]}', "is no GeoJSON"),
        (b'{"type": "LineString", "coordinates": [[1e999, 1], [2, 3]]}', "no longitude and latitude"),
        (b'{"type": "LineString", "coordinates": [[' + b"9" * 4000 + b", 1], [2, 3]]}", "no longitude and latitude"),
        (b'{"type": "LineString", "coordinates": [[' + b"9" * 9000 + b", 1], [2, 3]]}", "is no GeoJSON"),
        ([], "“type” is missing"),
        ({"type": ["Polygon"]}, "“type” is missing"),
        ({"type": "Topology", "arcs": []}, "“type” is missing"),
        ({"type": "FeatureCollection"}, "“coordinates” is missing"),
        ({"type": "Polygon", "coordinates": [[["105", "20"], ["106", "20"]]]}, "no longitude and latitude"),
        ({"type": "Polygon", "coordinates": [[[True, 20], [106, 20]]]}, "no longitude and latitude"),
        ({"type": "Polygon", "coordinates": [[[105], [106, 20]]]}, "no longitude and latitude"),
        ({"type": "Polygon", "coordinates": [[[585_000, 2_325_000], [585_001, 2_325_000]]]}, "in degrees (WGS 84)"),
        ({"type": "Polygon", "coordinates": [5]}, "“coordinates” is missing"),
        ({"type": "FeatureCollection", "features": []}, "has no lines and no areas"),
        ({"type": "Polygon", "coordinates": [[[105, 20]]]}, "has no lines and no areas"),
    ],
)
def test_whatever_else_it_holds_is_refused_with_the_reason(tmp_path: Path, content: Any, message: str) -> None:
    with pytest.raises(OutlinesError) as refused:
        outlines(written(tmp_path, content))
    assert message in str(refused.value)
    assert len(str(refused.value)) < 400


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, {"type": "LineString", "coordinates": SQUARE})
    monkeypatch.setattr(geojson, "MAX_POINTS", 3)
    with pytest.raises(OutlinesError, match="more than 3 points"):
        outlines(path)
    monkeypatch.setattr(geojson, "MAX_BYTES", 20)
    with pytest.raises(OutlinesError, match="larger than 20 bytes"):
        outlines(path)


def test_a_file_that_is_none_is_told_in_the_language_of_the_reader(tmp_path: Path) -> None:
    with speaking("vi"), pytest.raises(OutlinesError, match="không có tệp này"):
        outlines(tmp_path / "none.geojson")
    with speaking("ja"), pytest.raises(OutlinesError, match="フォルダー"):
        outlines(tmp_path)
