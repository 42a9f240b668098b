"""Measures are what networkx and igraph say of the same network, read from the file that `coop export` writes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from math import isnan, nan, sqrt
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


def first_of(name: str, nodes: Iterable[str]) -> set[str] | None:
    """Return the nodes of the first mode of a network of two modes, by how their ids begin."""
    modes: dict[str, tuple[str, ...]] = {"ties": ("vn/",), "affiliations": ("vn/", "jp/")}
    return {node for node in nodes if node.startswith(modes[name])} if name in modes else None


def of_networkx(found: "nx.Graph[str]", measure: str, first: set[str] | None) -> Values:
    """Return a measure as networkx itself computes it."""
    if first is not None and measure in {"betweenness", "closeness"}:
        of_two_modes = {
            "betweenness": nx.bipartite.betweenness_centrality,
            "closeness": nx.bipartite.closeness_centrality,
        }
        return dict(of_two_modes[measure](found, first))
    if measure == "redundancy":
        several = [node for node in found if first is not None and found.degree(node) > 1]
        return {**dict.fromkeys(found, nan), **nx.bipartite.node_redundancy(found, several)}
    return {
        "degree": lambda: dict(found.degree()),
        "strength": lambda: dict(found.degree(weight="weight")),
        "betweenness": lambda: nx.betweenness_centrality(found),
        "closeness": lambda: nx.closeness_centrality(found),
        "eigenvector": lambda: nx.eigenvector_centrality(found, max_iter=100_000, tol=1e-13, weight="weight"),
        "pagerank": lambda: nx.pagerank(found, max_iter=10_000, tol=1e-14, weight="weight"),
        "core": lambda: nx.core_number(found),
    }[measure]()


def of_igraph(case: Case, measure: str) -> Values:
    """Return a measure of a network as igraph computes it, as if it were of one mode, on the scale of networkx."""
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
            "core": found.coreness,
        }[measure]()
    )


@pytest.mark.filterwarnings("ignore:Some eigenvector centralities are nearly zero")
@pytest.mark.parametrize("measure", measures.MEASURES)
@pytest.mark.parametrize("name", [*REAL, *RANDOM])
def test_a_measure_is_what_networkx_and_igraph_say(case: Callable[[str], Case], name: str, measure: str) -> None:
    given, first = case(name), first_of(name, case(name).theirs)
    found = measures.MEASURES[measure](given.ours)
    assert found == pytest.approx(of_networkx(given.theirs, measure, first), **CLOSE, nan_ok=True)
    if measure != "redundancy" and (first is None or measure not in {"betweenness", "closeness"}):
        assert found == pytest.approx(of_igraph(given, measure), **CLOSE, nan_ok=True)
    assert {type(value) for value in found.values()} == {float}


@pytest.mark.parametrize("name", ["ties", "affiliations"])
def test_by_mode_and_by_the_whole_a_mode_has_the_same_order(case: Callable[[str], Case], name: str) -> None:
    """The measures of two modes differ from those of one by a factor for each mode: igraph's betweenness tells it."""
    given, first = case(name), first_of(name, case(name).theirs)
    assert first
    found, theirs = measures.betweenness(given.ours), of_igraph(given, "betweenness")
    for mode in (first, set(found) - first):
        factors = {round(found[node] / theirs[node], 6) for node in mode if theirs[node] > 1e-9}
        assert len(factors) == 1


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
    expected = {"pagerank": 1.0, "redundancy": nan}.get(measure, 0.0)
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
