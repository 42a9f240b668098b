"""Network measures: of nodes (centrality), of who depends on whom, and of the whole.

Betweenness, closeness, eigenvector and PageRank are exact and computed by rustworkx, compiled and on all cores; the
results are networkx's own, which the tests hold them against. Everything else is networkx. Of networks of two modes
(ties, affiliations) they are those made for such (`two_mode`).
"""

from collections.abc import Callable
from math import nan
from typing import Any, cast

import networkx as nx

from graph.analysis import two_mode

_PRECISE = 1e-14


def _compiled(network: "nx.Graph[str]", directed: bool = False) -> Any:
    """Return a network as rustworkx has it: node i is the i-th node, an edge is its weight."""
    import rustworkx

    number = {node: index for index, node in enumerate(network)}
    edges = [(number[one], number[other], float(w)) for one, other, w in network.edges(data="weight", default=1)]
    made: Any = rustworkx.PyDiGraph(multigraph=False) if directed else rustworkx.PyGraph(multigraph=False)
    if directed:
        edges += [(other, one, weight) for one, other, weight in edges if one != other]
    made.add_nodes_from(list(number))
    made.add_edges_from(edges)
    return made


def _by_node(network: "nx.Graph[str]", values: Any) -> dict[str, float]:
    return {node: values[index] for index, node in enumerate(network)}


def degree(network: "nx.Graph[str]") -> dict[str, float]:
    """How many partners each place has."""
    return {node: float(number) for node, number in network.degree()}


def strength(network: "nx.Graph[str]") -> dict[str, float]:
    """How many ties each place has, several with one partner counted each (Barrat et al. 2004)."""
    return {node: float(number) for node, number in network.degree(weight="weight")}


def betweenness(network: "nx.Graph[str]") -> dict[str, float]:
    """On which share of the shortest ways between others each place lies (Freeman 1977; Brandes 2001).

    In a network of two modes, as a share of the most that a place of its mode can have (Borgatti and Everett 1997).
    """
    import rustworkx

    if (found := _of_two_modes(network, two_mode.betweenness)) is not None:
        return found
    return _by_node(network, rustworkx.graph_betweenness_centrality(_compiled(network)))


def closeness(network: "nx.Graph[str]") -> dict[str, float]:
    """How near each place is to all it can reach, by their share of all (Wasserman and Faust 1994).

    In a network of two modes, beside the nearest that a place of its mode can be (Borgatti and Everett 1997).
    """
    import rustworkx

    if (found := _of_two_modes(network, two_mode.closeness)) is not None:
        return found
    return _by_node(network, rustworkx.closeness_centrality(_compiled(network), wf_improved=True))


def eigenvector(network: "nx.Graph[str]") -> dict[str, float]:
    """How well connected the partners of each place are, by the number of ties (Bonacich 1986).

    Where a network falls into parts, only the part with the densest ties has values above 0.
    """
    import rustworkx

    compiled = _compiled(network)
    if not compiled.num_edges():
        return dict.fromkeys(network, 0.0)
    return _by_node(network, rustworkx.eigenvector_centrality(compiled, float, max_iter=100_000, tol=_PRECISE))


def pagerank(network: "nx.Graph[str]") -> dict[str, float]:
    """How often somebody who follows ties at random comes by each place (Page et al. 1999; damping 0.85)."""
    import rustworkx

    compiled = _compiled(network, directed=True)
    return _by_node(network, rustworkx.pagerank(compiled, weight_fn=float, max_iter=10_000, tol=_PRECISE))


def redundancy(network: "nx.Graph[str]") -> dict[str, float]:
    """Of which share of the pairs of its partners each place is not needed, since another partner joins them as well.

    Low for a broker (Latapy, Magnien and Del Vecchio 2008). Not a number for a place with fewer than two partners, and
    in a network of one mode, of which it is not defined.
    """
    found = _of_two_modes(network, two_mode.redundancy)
    return dict.fromkeys(network, nan) if found is None else found


def _of_two_modes(
    network: "nx.Graph[str]", measure: "Callable[[two_mode.Matrix], two_mode.Matrix]"
) -> dict[str, float] | None:
    """Return a measure of a network of two modes; None if it is of one."""
    first = two_mode.first_mode(network)
    if first is None:
        return None
    whole = two_mode.two_mode(network, first)
    return dict(zip(whole.nodes, map(float, measure(whole.matrix)), strict=True))


def core(network: "nx.Graph[str]") -> dict[str, float]:
    """The largest k of a group in which all have k partners within it, that each place is in (Seidman 1983)."""
    bare = nx.Graph(network)
    bare.remove_edges_from(nx.selfloop_edges(bare))
    return {node: float(number) for node, number in nx.core_number(bare).items()}


MEASURES: dict[str, Callable[["nx.Graph[str]"], dict[str, float]]] = {
    "degree": degree,
    "strength": strength,
    "betweenness": betweenness,
    "closeness": closeness,
    "eigenvector": eigenvector,
    "pagerank": pagerank,
    "redundancy": redundancy,
    "core": core,
}
"""The measures of a place by their names; each takes a network with one edge a pair (`networks.simple`)."""
LOW_FIRST = {"redundancy"}
"""Those that are low for who matters."""


def cut_points(network: "nx.Graph[str]") -> dict[str, list[list[str]]]:
    """Return the places that others depend on: who would be cut off from the rest if each of them fell away.

    Of the parts that a network falls into without it (articulation points: Hopcroft and Tarjan 1973), the largest
    counts as the rest. Those of a part of one have no partner left at all; those of a larger part have each other.
    """
    found = {}
    for node in sorted(nx.articulation_points(network)):
        part = network.subgraph(nx.node_connected_component(network, node) - {node})
        parts = sorted((sorted(one) for one in nx.connected_components(part)), key=lambda one: (-len(one), one))
        found[node] = parts[1:]
    return found


def summary(network: "nx.Graph[str]") -> dict[str, float | None]:
    """Return the figures of a network as a whole; None where one is not defined.

    ``assortativity`` is above 0 where places with many partners work with each other, below where they work with
    those that have few (Newman 2003); ``transitivity`` is the share of partners of partners who are partners.
    """
    nodes, edges = network.number_of_nodes(), network.number_of_edges()
    parts = [len(part) for part in nx.connected_components(network)]
    return {
        "places": nodes,
        "pairs": edges,
        "ties": network.size(weight="weight"),
        "density": nx.density(network) if nodes > 1 else None,
        "components": len(parts),
        "largest_component": max(parts, default=0),
        "triangles": sum(cast(dict[str, int], nx.triangles(network)).values()) // 3,
        "transitivity": nx.transitivity(network) if edges else None,
        "assortativity": _assortativity(network),
    }


def _assortativity(network: "nx.Graph[str]") -> float | None:
    """Return the correlation of the degrees at both ends of the edges; None if all are alike."""
    ends = [(network.degree(a), network.degree(b)) for a, b in network.edges()]
    if len({degree for end in ends for degree in end}) < 2:
        return None
    return float(nx.degree_assortativity_coefficient(network))
