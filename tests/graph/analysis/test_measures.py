"""Measures are what networkx and igraph say of the same network, read from the file that `coop export` writes."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import isnan, sqrt
from pathlib import Path
from random import Random

import igraph
import networkx as nx
import pytest
from conftest import ROOT
from oracle import TODAY
from pyoxigraph import Store

from graph.analysis import measures
from graph.analysis.networks import network, simple
from graph.export.network_files import export_network

CLOSE = {"rel": 1e-9, "abs": 1e-9}
REAL = ("ties", "affiliations", "co-affiliations")
WORLD = ROOT.parent / "shared" / "world" / "twinning.tsv"

Values = dict[str, float]


@dataclass(frozen=True)
class Case:
    """A network as the project has it, and as networkx and igraph read it from a file, one edge a pair in each."""

    ours: "nx.Graph[str]"
    theirs: "nx.Graph[str]"
    igraph: igraph.Graph

    def by_node(self, values: list[float]) -> Values:
        return dict(zip(self.igraph.vs["id"], values, strict=True))


def random_network(kind: str) -> "nx.Graph[str]":
    """Return a random network; those with fewer edges fall into parts, some of them of a single node."""
    made = {
        "gnm": lambda: nx.gnm_random_graph(60, 150, seed=1),
        "gnm, disconnected": lambda: nx.gnm_random_graph(120, 115, seed=2),
        "bipartite": lambda: nx.bipartite.gnmk_random_graph(30, 25, 110, seed=1),
        "bipartite, disconnected": lambda: nx.bipartite.gnmk_random_graph(40, 30, 45, seed=4),
    }[kind]()
    chance = Random(5)
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(f"n{node}" for node in made)
    found.add_edges_from((f"n{one}", f"n{other}", {"weight": chance.randint(1, 9)}) for one, other in made.edges())
    return found


RANDOM = ("gnm", "gnm, disconnected", "bipartite", "bipartite, disconnected")


@pytest.fixture(scope="module")
def case(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Case]:
    """Makes a case by its name, once."""

    @cache
    def make(name: str) -> Case:
        whole = random_network(name) if name in RANDOM else network(store, name, TODAY)
        file = tmp_path_factory.mktemp("networks") / "network.graphml"
        export_network(whole, file, "graphml")
        return Case(simple(whole), _read_by_networkx(file), _read_by_igraph(file))

    return make


def _read_by_networkx(file: Path) -> "nx.Graph[str]":
    read = nx.read_graphml(file)
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(read)
    for one, other, weight in read.edges(data="weight", default=1):
        found.add_edge(one, other, weight=found.get_edge_data(one, other, {"weight": 0})["weight"] + weight)
    return found


def _read_by_igraph(file: Path) -> igraph.Graph:
    found = igraph.Graph.Read_GraphML(str(file))
    if "weight" not in found.es.attributes():
        found.es["weight"] = 1
    return found.simplify(combine_edges={"weight": "sum"})


def of_networkx(found: "nx.Graph[str]", measure: str) -> Values:
    """Return a measure as networkx itself computes it."""
    return {
        "degree": lambda: dict(found.degree()),
        "strength": lambda: dict(found.degree(weight="weight")),
        "betweenness": lambda: nx.betweenness_centrality(found),
        "closeness": lambda: nx.closeness_centrality(found),
        "eigenvector": lambda: nx.eigenvector_centrality(found, max_iter=100_000, tol=1e-13, weight="weight"),
        "pagerank": lambda: nx.pagerank(found, max_iter=10_000, tol=1e-14, weight="weight"),
        "constraint": lambda: nx.constraint(found, weight="weight"),
        "core": lambda: nx.core_number(found),
    }[measure]()


def of_igraph(case: Case, measure: str) -> Values:
    """Return a measure as igraph computes it, brought to the scale that networkx has."""
    found, nodes = case.igraph, case.igraph.vcount()
    if measure == "betweenness":
        return case.by_node([2 * value / ((nodes - 1) * (nodes - 2)) for value in found.betweenness()])
    if measure == "closeness":
        reached = [len(found.subcomponent(node)) - 1 for node in range(nodes)]
        near = [0 if isnan(value) else value for value in found.closeness()]
        return case.by_node([value * number / (nodes - 1) for value, number in zip(near, reached, strict=True)])
    if measure == "eigenvector":
        values = found.eigenvector_centrality(weights="weight")
        return case.by_node([value / sqrt(sum(one * one for one in values)) for value in values])
    return case.by_node(
        {
            "degree": found.degree,
            "strength": lambda: found.strength(weights="weight"),
            "pagerank": lambda: found.pagerank(weights="weight"),
            "constraint": lambda: found.constraint(weights="weight"),
            "core": found.coreness,
        }[measure]()
    )


@pytest.mark.filterwarnings("ignore:Some eigenvector centralities are nearly zero")
@pytest.mark.parametrize("measure", measures.MEASURES)
@pytest.mark.parametrize("name", [*REAL, *RANDOM])
def test_a_measure_is_what_networkx_and_igraph_say(case: Callable[[str], Case], name: str, measure: str) -> None:
    given = case(name)
    found = measures.MEASURES[measure](given.ours)
    assert found == pytest.approx(of_networkx(given.theirs, measure), **CLOSE, nan_ok=True)
    assert found == pytest.approx(of_igraph(given, measure), **CLOSE, nan_ok=True)
    assert {type(value) for value in found.values()} == {float}


def test_the_random_networks_are_what_they_are_called() -> None:
    for name in RANDOM:
        found = random_network(name)
        assert nx.is_connected(found) == ("disconnected" not in name)
        assert nx.is_bipartite(found) == ("bipartite" in name)
        assert bool(list(nx.isolates(found))) == ("disconnected" in name)


@pytest.mark.parametrize("measure", measures.MEASURES)
def test_nothing_and_a_place_alone_have_measures_too(measure: str) -> None:
    empty: nx.Graph[str] = nx.Graph()
    assert measures.MEASURES[measure](empty) == {}
    empty.add_node("alone")
    expected = {"pagerank": 1.0, "constraint": float("nan")}.get(measure, 0.0)
    assert measures.MEASURES[measure](empty) == pytest.approx({"alone": expected}, nan_ok=True)


# --- the whole --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*REAL, *RANDOM])
def test_the_figures_of_the_whole_are_those_of_igraph(case: Callable[[str], Case], name: str) -> None:
    given = case(name)
    parts = given.igraph.connected_components().sizes()
    expected = {
        "places": given.igraph.vcount(),
        "pairs": given.igraph.ecount(),
        "ties": sum(given.igraph.es["weight"]),
        "density": given.igraph.density(),
        "components": len(parts),
        "largest_component": max(parts),
        "triangles": len(given.igraph.list_triangles()),
        "transitivity": given.igraph.transitivity_undirected(mode="zero"),
        "assortativity": given.igraph.assortativity_degree(directed=False),
    }
    assert measures.summary(given.ours) == pytest.approx(expected, **CLOSE)
    assert nx.transitivity(given.theirs) == pytest.approx(expected["transitivity"], **CLOSE)
    assert nx.degree_assortativity_coefficient(given.theirs) == pytest.approx(expected["assortativity"], **CLOSE)


def test_what_is_not_defined_of_a_network_is_none() -> None:
    def undefined(found: "nx.Graph[str]") -> set[str]:
        return {name for name, figure in measures.summary(found).items() if figure is None}

    assert undefined(nx.Graph()) == {"density", "transitivity", "assortativity"}
    assert undefined(nx.empty_graph(1)) == {"density", "transitivity", "assortativity"}
    assert undefined(nx.empty_graph(2)) == {"transitivity", "assortativity"}
    assert undefined(nx.cycle_graph(5)) == {"assortativity"}, "all have as many partners"
    assert undefined(nx.star_graph(5)) == set()


# --- who is cut off ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*REAL, *RANDOM])
def test_cut_points_are_those_of_igraph(case: Callable[[str], Case], name: str) -> None:
    given = case(name)
    called = given.igraph.vs["id"]
    found = measures.cut_points(given.ours)
    assert list(found) == sorted(called[node] for node in given.igraph.articulation_points())
    for node, cut_off in found.items():
        around = given.igraph.subcomponent(called.index(node))
        within = given.igraph.induced_subgraph(around)
        within.delete_vertices(within.vs["id"].index(node))
        parts = [sorted(within.vs[part]["id"]) for part in within.connected_components()]
        rest = [part for part in parts if part not in cut_off]
        assert len(rest) == 1
        assert len(rest[0]) == max(map(len, parts))
        assert sorted([*cut_off, *rest]) == sorted(parts)
        assert cut_off == sorted(cut_off, key=lambda part: (-len(part), part))


def test_who_depends_on_a_cut_point_is_cut_off_from_the_largest_part() -> None:
    found = nx.Graph(["ab", "bc", "ca", "cd", "de", "df", "xy"])
    assert measures.cut_points(found) == {"c": [["a", "b"]], "d": [["e"], ["f"]]}


# --- communities ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*REAL, *RANDOM])
def test_communities_part_the_places_as_well_as_igraph_does(case: Callable[[str], Case], name: str) -> None:
    given = case(name)
    found = measures.communities(given.ours)
    called = given.igraph.vs["id"]
    assert sorted(node for group in found for node in group.members) == sorted(called)
    sizes = [len(group.members) for group in found]
    assert sizes == sorted(sizes, reverse=True)
    number = {node: index for index, group in enumerate(found) for node in group.members}
    reached = given.igraph.modularity([number[node] for node in called], weights="weight")
    best = given.igraph.community_multilevel(weights="weight").modularity
    assert reached == pytest.approx(best, abs=0.03)


def test_communities_are_the_cliques_of_a_ring_of_cliques() -> None:
    found = measures.communities(nx.relabel_nodes(nx.ring_of_cliques(6, 5), "n{:02}".format))
    expected = {frozenset(f"n{node:02}" for node in range(first, first + 5)) for first in range(0, 30, 5)}
    assert {frozenset(group.members) for group in found} == expected


@pytest.mark.parametrize("name", REAL)
def test_communities_are_named_by_their_best_connected_places_and_commonest_fields(
    case: Callable[[str], Case], name: str
) -> None:
    given = case(name)
    for group in measures.communities(given.ours):
        within = given.theirs.subgraph(group.members)
        strength = {node: sum(said["weight"] for said in within[node].values()) for node in within}
        assert list(group.members) == sorted(within, key=lambda node: (-round(strength[node], 9), node))
        fields = Counter(
            field
            for one, other in within.edges()
            for field in given.ours.edges[one, other].get("fields", "").split(";")
            if field
        )
        assert list(group.fields) == sorted(fields, key=lambda field: (-fields[field], field))[:3]
        assert bool(group.fields) == (name == "ties"), "only ties are about something"


def test_equally_well_connected_places_stand_by_id_whatever_the_order_of_the_sum() -> None:
    """3 + 0.3 + 0.5 + 0.4 is not 3 + 0.3 + 0.4 + 0.5 for a computer."""
    found: nx.Graph[str] = nx.Graph()
    found.add_edge("a", "b", weight=3)
    found.add_weighted_edges_from([("a", "a1", 0.3), ("a", "a2", 0.4), ("a", "a3", 0.5)])
    found.add_weighted_edges_from([("b", "b1", 0.3), ("b", "b2", 0.5), ("b", "b3", 0.4)])
    assert found.degree("b", weight="weight") > found.degree("a", weight="weight")
    [group] = measures.communities(found)
    assert group.members[:2] == ("a", "b")


def test_communities_are_the_same_in_every_process(folder: Path) -> None:
    """Python gives texts other hashes, and with them sets another order, in every process."""
    code = (
        "from pathlib import Path; from graph.analysis.measures import communities\n"
        "from graph.analysis.networks import *; from graph.store.folder import open_store\n"
        f"store = open_store(Path({str(folder)!r}))\n"
        f"for kind in KINDS: print(communities(simple(network(store, kind, {TODAY!r}))))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert b"Group" in said.pop()


# --- a network of the world -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world() -> "nx.Graph[str]":
    """Twinned places all over the world (Wikidata, September 2016), each pair once and none with itself."""
    if not WORLD.exists():
        pytest.skip(f"{WORLD} is not there")
    pairs = (line.split("\t") for line in WORLD.read_text("utf-8").splitlines())
    return nx.Graph((one, other) for one, other in pairs if one != other)


def test_the_figures_of_the_world_are_those_known_of_it(world: "nx.Graph[str]") -> None:
    """The figures come with the file; they were computed with networkx by others."""
    found = measures.summary(world)
    assert (found["places"], found["pairs"], found["components"]) == (10_055, 17_401, 1)
    assert found["triangles"] == 6_065
    assert found["assortativity"] == pytest.approx(0.350, abs=0.0005)
    assert found["transitivity"] == pytest.approx(0.114, abs=0.0005)
    assert max(measures.degree(world).values()) == 98


def test_betweenness_in_the_world_is_what_igraph_says(world: "nx.Graph[str]") -> None:
    theirs = igraph.Graph.from_networkx(world)
    nodes = theirs.vcount()
    found = measures.betweenness(world)
    scaled = (2 * value / ((nodes - 1) * (nodes - 2)) for value in theirs.betweenness())
    expected = dict(zip(theirs.vs["_nx_name"], scaled, strict=True))
    assert found.keys() == expected.keys()
    wrong = {node: (found[node], value) for node, value in expected.items() if abs(found[node] - value) > 1e-9 * value}
    assert wrong == {}
