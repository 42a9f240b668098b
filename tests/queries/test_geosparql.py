"""Engines that know GeoSPARQL measure with the points of localities, as trigonometry does with their positions."""

import re
from math import asin, cos, radians, sin, sqrt

from conftest import ROOT, table
from pyoxigraph import QuerySolutions, Store

from ontology import thing

SAKAI = "jp/osaka/sakai"
WITHIN = """
PREFIX geof: <http://www.opengis.net/def/function/geosparql/>
PREFIX geosparql: <http://www.opengis.net/ont/geosparql#>
PREFIX uom: <http://www.opengis.net/def/uom/OGC/1.0/>
SELECT ?near WHERE {
  <https://w3id.org/vnjp-ties/id/jp/osaka/sakai> geosparql:hasGeometry/geosparql:asWKT ?here .
  ?near geosparql:hasGeometry/geosparql:asWKT ?there .
  FILTER(geof:distance(?here, ?there, uom:metre) <= 150000)
}"""
EARTH = 6371.0088
"""The mean radius of the earth in kilometres."""
DOUBT = 1.0
"""How many kilometres of 150 a sphere may be wrong by."""


def kilometres(one: dict[str, str], other: dict[str, str]) -> float:
    """The distance of two localities on a sphere."""
    lat, long, to_lat, to_long = (
        radians(float(row[name])) for row in (one, other) for name in ("latitude", "longitude")
    )
    return (
        2 * EARTH * asin(sqrt(sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_long - long) / 2) ** 2))
    )


def asked(store: Store, query: str) -> list[str]:
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [row["near"].value.removeprefix(thing.iri) for row in found]


def distances() -> dict[str, float]:
    """How far each locality is from Sakai, by the tables."""
    rows = {row["id"]: row for row in table("localities") if row["latitude"]}
    return {place: kilometres(rows[SAKAI], row) for place, row in rows.items()}


def test_what_lies_within_150_km_is_found(store: Store) -> None:
    found, far = set(asked(store, WITHIN)), distances()
    assert {place for place, distance in far.items() if distance < 150 - DOUBT} <= found
    assert found <= {place for place, distance in far.items() if distance < 150 + DOUBT}
    assert len(found) > 300


def test_the_query_of_the_documents_finds_partners_of_neighbours(store: Store) -> None:
    text = (ROOT / "docs" / "researcher.md").read_text("utf-8")
    [query] = re.findall(r"^```sparql\n(.*?geof:distance.*?)^```$", text, re.MULTILINE | re.DOTALL)
    near, far = asked(store, query), distances()
    assert SAKAI in near
    assert max(far[place] for place in near) < 150 + DOUBT
    assert len(set(near)) > 10
