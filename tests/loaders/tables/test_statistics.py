"""The statistics: every figure of the tables stands in the graph, and the figures add up to what was published."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import oracle
import pytest
from conftest import table
from pyoxigraph import Literal, NamedNode, Store

from graph.ask.as_of import holders
from loaders.model.statistics import INDICATORS
from ontology import concept, concepts, coop, dct, graph, qb, rdf, thing

STATISTICS = graph["statistics"]
OBSERVATIONS = table("observations")
SITES = table("sites")
CENSUS = [row for row in OBSERVATIONS if row["date"] == "2020-10-01"]
POPULATION_OF_JAPAN = 126_146_099
"""As the census of 2020 counted it."""
VIETNAMESE_IN_JAPAN, OF_UNKNOWN_PLACE = 600_348, 1_275
"""As the Immigration Services Agency counted them at the end of June 2024."""


def of_level(rows: list[dict[str, str]], column: str, parts: int) -> list[int]:
    """The figures of prefectures (``jp/osaka``) or of municipalities (``jp/osaka/sakai``)."""
    return [int(row[column]) for row in rows if row[column] and row["locality"].count("/") == parts]


# --- the tables ------------------------------------------------------------------------------------------------------


def test_municipalities_and_prefectures_each_add_up_to_the_population_of_japan() -> None:
    municipalities, prefectures = (of_level(CENSUS, "population", parts) for parts in (2, 1))
    assert (len(municipalities), len(prefectures)) == (1741, 47)
    assert sum(municipalities) == sum(prefectures) == POPULATION_OF_JAPAN


@pytest.mark.parametrize("column", ["foreign_residents", "workers_primary", "workers_secondary", "workers_tertiary"])
def test_the_municipalities_of_a_prefecture_add_up_to_its_own_figure(column: str) -> None:
    own = {row["locality"]: int(row[column]) for row in CENSUS if row["locality"].count("/") == 1}
    summed: Counter[str] = Counter()
    for row in CENSUS:
        if row["locality"].count("/") == 2:
            summed[row["locality"].rpartition("/")[0]] += int(row[column])
    assert summed == own


def test_vietnamese_residents_of_prefectures_add_up_to_those_of_japan_but_for_those_of_unknown_place() -> None:
    counted = [row for row in OBSERVATIONS if row["date"] == "2024-06-30"]
    assert len(counted) == 47
    assert sum(of_level(counted, "vietnamese_residents", 1)) == VIETNAMESE_IN_JAPAN - OF_UNKNOWN_PLACE


def test_figures_of_another_register_say_so() -> None:
    """The wards of Tokyo are of a later day than its own figure; both are told with their date."""
    wards = [row for row in OBSERVATIONS if row["sources"] == "tokyo-foreign-2026"]
    assert len(wards) == 53
    assert all("another register" in row["note"] for row in wards)


def test_a_product_that_was_added_up_is_said_to_be() -> None:
    summed = [row for row in OBSERVATIONS if row["sources"] == "tvpl-grdp-34"]
    assert len(summed) == 25
    assert {row["confidence"] for row in summed} == {"medium"}
    mergers = [row for row in table("successions") if row["date"] == "2025-07-01"]
    merged = {row["successor"] for row in mergers if row["predecessor"].count("/") == 1}
    for row in summed:
        told = "The sum of the expected figures" if row["locality"] in merged else "An expected figure"
        assert row["note"].startswith(told), row["locality"]


def test_figures_of_today_s_units_of_vietnam_are_in_the_borders_of_the_mergers() -> None:
    for row in OBSERVATIONS:
        if row["sources"] in {"resolution-202-2025-qh15", "tvpl-grdp-34"}:
            assert row["boundaries"] == "2025-07-01", row["locality"]


def test_every_indicator_has_a_column() -> None:
    assert set(INDICATORS.values()) == set(concepts.slugs("indicator"))
    assert set(INDICATORS) == set(oracle.FIGURES)


# --- the graph -------------------------------------------------------------------------------------------------------


def figures(store: Store, column: str) -> Iterator[Decimal]:
    measure = concept[f"indicator/{column.replace('_', '-')}"]
    for quad in store.quads_for_pattern(None, measure, None, STATISTICS):
        assert isinstance(quad.object, Literal)
        yield Decimal(quad.object.value)


@pytest.mark.parametrize("column", oracle.FIGURES)
def test_every_figure_of_a_column_is_one_in_the_graph(store: Store, column: str) -> None:
    expected = [Decimal(row[column]) for row in OBSERVATIONS if row[column]]
    assert expected
    assert sorted(figures(store, column)) == sorted(expected)


def test_every_observation_is_known_once_its_time_is_over_and_its_borders_are_there(store: Store) -> None:
    known = Counter(
        (quad.subject.value.removeprefix(thing.iri), day.object.value)
        for quad in store.quads_for_pattern(None, rdf.type, qb.Observation, STATISTICS)
        for day in store.quads_for_pattern(quad.subject, coop.firstDay, None, STATISTICS)
    )
    assert known == Counter(
        (
            f"observation/{row['locality']}/{row['date']}/{row['sources'].replace(';', '+')}",
            oracle.figures_known(row),
        )
        for row in OBSERVATIONS
    )


def test_a_cube_has_the_sources_of_its_observations(store: Store) -> None:
    def sources(node: NamedNode) -> set[str]:
        return {quad.object.value for quad in store.quads_for_pattern(node, dct.source, None, STATISTICS)}

    members = list(store.quads_for_pattern(None, qb.dataSet, None, STATISTICS))
    assert len(members) == len(OBSERVATIONS)
    assert [quad for quad in members if sources(quad.subject) != sources(quad.object)] == []


def test_strong_industries_are_those_of_the_table(store: Store) -> None:
    found = Counter(
        quad.object.value.rpartition("/")[2]
        for quad in store.quads_for_pattern(None, coop.strongIndustry, None, STATISTICS)
    )
    assert found == Counter(one for row in OBSERVATIONS for one in oracle.parts(row["strong_industries"]))


def test_a_site_lies_where_the_table_says_and_is_held_by_whoever_is_there_today(store: Store) -> None:
    located = {
        (quad.subject.value.removeprefix(thing.iri), quad.object.value.removeprefix(thing.iri))
        for quad in store.quads_for_pattern(None, coop.locatedIn, None, STATISTICS)
    }
    assert located == {(f"site/{row['site_id']}", one) for row in SITES for one in oracle.parts(row["localities"])}
    for _, place in located:
        assert [one.value.removeprefix(thing.iri) for one in holders(store, thing[place], oracle.TODAY)] == sorted(
            oracle.holders(place, oracle.TODAY)
        )


@pytest.mark.parametrize("name", ["name", "name_vi", "name_ja"])
def test_every_site_has_a_name_in_each_language(name: str) -> None:
    assert [row["site_id"] for row in SITES if not row[name].strip()] == []
