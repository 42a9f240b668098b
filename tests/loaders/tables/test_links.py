"""What other registers call our localities: each row a link, none of it a mistake about what is the same as what."""

import csv
from collections import Counter
from pathlib import Path

from pyoxigraph import NamedNode, Store

from loaders.tables.datasets import DATA
from ontology import adms, coop, foaf, rdf, schema, skos, thing

NAMESPACES = {
    "wikidata": ("http://www.wikidata.org/entity/", ""),
    "geonames": ("https://sws.geonames.org/", "/"),
    "estat-sac": ("http://data.e-stat.go.jp/lod/sac/", ""),
}
"""Scheme -> what an IRI of it begins and ends with; ISO 3166-2 names nothing by IRI."""


def rows(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for path in sorted(Path(DATA).glob(f"*/{name}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


LINKS = rows("links")


def test_a_locality_is_the_same_as_what_the_rows_in_force_say_and_as_nothing_else(store: Store) -> None:
    expected = {
        (thing[row["locality"]], NamedNode(begin + row["value"] + end))
        for row in LINKS
        if row["scheme"] in NAMESPACES and not row["valid_until"]
        for begin, end in [NAMESPACES[row["scheme"]]]
    }
    assert len(expected) > 4_800
    assert {(q.subject, q.object) for q in store.quads_for_pattern(None, schema.sameAs, None, None)} == expected


def test_no_two_localities_are_the_same_as_one_thing() -> None:
    assert [one for one, times in Counter((row["scheme"], row["value"]) for row in LINKS).items() if times > 1] == []


def test_a_locality_has_one_identifier_of_a_scheme_at_a_time() -> None:
    spans: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in LINKS:
        span = (row["valid_from"] or "0001-01-01", row["valid_until"] or "9999-12-31")
        spans.setdefault((row["locality"], row["scheme"]), []).append(span)
    for key, found in spans.items():
        for (_, last), (first, _) in zip(sorted(found), sorted(found)[1:], strict=False):
            assert last < first, key


def test_every_locality_is_known_to_wikidata_and_every_one_of_japan_to_its_statistics() -> None:
    linked = {(row["locality"], row["scheme"]) for row in LINKS}
    standing = [row["id"] for row in rows("localities") if not row["valid_until"]]
    assert [one for one in standing if (one, "wikidata") not in linked] == []
    assert [one for one in standing if one.startswith("jp/") and (one, "estat-sac") not in linked] == []


def test_the_iso_code_of_a_locality_is_the_one_of_its_row() -> None:
    codes = {row["locality"]: row["value"] for row in LINKS if row["scheme"] == "iso-3166-2"}
    assert codes == {row["id"]: row["iso_3166_2"] for row in rows("localities") if row["iso_3166_2"]}


def test_a_standard_area_code_is_made_of_the_code_of_local_governments() -> None:
    """The same five digits, but for a prefecture, whose two are filled up with noughts."""
    codes = {row["id"]: row["code"] for row in rows("localities")}
    found = {row["locality"]: row["value"] for row in LINKS if row["scheme"] == "estat-sac"}
    dated = {one for one in found if "-" in found[one]}
    assert {one: value[1:] for one, value in found.items() if one not in dated} == {
        one: codes[one].ljust(5, "0") for one in found if one not in dated
    }


def test_no_locality_is_a_concept(store: Store) -> None:
    """As it would be by skos:exactMatch, whose domain and range are concepts."""
    matched = {quad.subject for quad in store.quads_for_pattern(None, skos.exactMatch, None, None)}
    assert not matched & {quad.subject for quad in store.quads_for_pattern(None, rdf.type, coop.Locality, None)}


def test_where_a_seat_is_near_is_not_what_a_locality_is(store: Store) -> None:
    near = {(q.subject, q.object) for q in store.quads_for_pattern(None, foaf.based_near, None, None)}
    assert len(near) == sum(bool(row["geonames_id"]) for row in rows("localities"))
    same = {(q.subject, q.object) for q in store.quads_for_pattern(None, schema.sameAs, None, None)}
    assert len(near & same) <= 1, "GeoNames has one feature for the city of Hue and its seat"


def test_a_home_page_is_that_of_one_thing(store: Store) -> None:
    """As foaf:homepage, which is inverse functional, has it; who shares a page has it as foaf:page."""
    pages = Counter(
        page for _, page in {(q.subject, q.object) for q in store.quads_for_pattern(None, foaf.homepage, None, None)}
    )
    assert max(pages.values()) == 1
    assert any(store.quads_for_pattern(None, foaf.page, None, None))


def test_a_local_government_that_funds_is_the_locality_and_has_no_double(store: Store) -> None:
    funders = {row["funder_id"]: row["locality"] for row in rows("funders") if row["kind"] == "local-government"}
    assert len(funders) >= 7
    for funder, locality in funders.items():
        assert any(store.quads_for_pattern(thing[locality], rdf.type, coop.Funder, None))
        assert not any(store.quads_for_pattern(thing[f"funder/{funder}"], None, None, None))
        assert not any(store.quads_for_pattern(None, None, thing[f"funder/{funder}"], None))


def test_each_identifier_belongs_to_one_locality(store: Store) -> None:
    of = Counter(q.object for q in store.quads_for_pattern(None, adms.identifier, None, None))
    assert set(of.values()) == {1}
    assert len(of) == len(LINKS)
