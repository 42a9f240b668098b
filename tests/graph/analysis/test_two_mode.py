"""Measures of networks of two modes are those of networkx.bipartite."""

from math import isnan

import networkx as nx
import pytest

from graph.analysis import two_mode


def made(rows: int, columns: int, edges: int, seed: int) -> "nx.Graph[str]":
    drawn = nx.bipartite.gnmk_random_graph(rows, columns, edges, seed=seed)
    names = {node: f"vn/{node}" if node < rows else f"jp/{node}" for node in drawn}
    found: nx.Graph[str] = nx.Graph(name="ties")
    found.add_nodes_from(names[node] for node in drawn)
    found.add_edges_from((names[one], names[other]) for one, other in drawn.edges())
    return found


NETWORKS = {
    "one whole": made(20, 30, 120, 1),
    "in parts, some alone": made(30, 20, 25, 2),
    "more in the first mode": made(40, 3, 50, 3),
    "no edge": made(3, 4, 0, 6),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_measures_are_those_of_networkx(name: str) -> None:
    network = NETWORKS[name]
    first = two_mode.first_mode(network)
    assert first == {node for node in network if node.startswith("vn/")}
    whole = two_mode.two_mode(network, first)
    if len(network) > 2:  # networkx divides by the most possible, which is 0 of two
        expected = nx.bipartite.betweenness_centrality(network, first)
        assert dict(zip(whole.nodes, two_mode.betweenness(whole.matrix), strict=True)) == pytest.approx(expected)
    expected = nx.bipartite.closeness_centrality(network, first)
    assert dict(zip(whole.nodes, two_mode.closeness(whole.matrix), strict=True)) == pytest.approx(expected)
    several = [node for node in network if network.degree(node) > 1]
    found = dict(zip(whole.nodes, two_mode.redundancy(whole.matrix), strict=True))
    assert {node for node, value in found.items() if not isnan(value)} == set(several)
    assert {node: found[node] for node in several} == pytest.approx(nx.bipartite.node_redundancy(network, several))


def test_the_middle_of_a_star_lies_on_all_ways() -> None:
    """networkx divides by the most that a node at the end can have, which is 0."""
    whole = two_mode.two_mode(nx.Graph([("vn/0", f"jp/{end}") for end in range(6)]), {"vn/0"})
    assert two_mode.betweenness(whole.matrix).tolist() == [1, 0, 0, 0, 0, 0, 0]


def test_who_joins_strangers_is_not_redundant_and_who_has_a_double_is() -> None:
    network = nx.Graph([("vn/a", "jp/1"), ("vn/a", "jp/2"), ("vn/b", "jp/3"), ("vn/b", "jp/4"), ("vn/c", "jp/3"),
                        ("vn/c", "jp/4")], name="ties")  # fmt: skip
    whole = two_mode.two_mode(network, {"vn/a", "vn/b", "vn/c"})
    found = dict(zip(whole.nodes, two_mode.redundancy(whole.matrix), strict=True))
    assert (found["vn/a"], found["vn/b"], found["vn/c"]) == (0, 1, 1)


def test_a_network_of_localities_that_share_memberships_is_of_one_mode() -> None:
    assert two_mode.first_mode(nx.Graph([("vn/a", "vn/b")], name="co-affiliations")) is None
