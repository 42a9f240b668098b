"""The layout of a network: the same in every run, with nodes that have ties near each other."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING, cast

import networkx as nx

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Points = NDArray[float64]

Spots = dict[str, tuple[float, float]]

_SPACING = 60
"""The least distance between two nodes."""

_CIRCLES, _ON_CIRCLE = 1.8, 1.3
"""Around a place, how far apart circles are, and nodes on one, in least distances."""


def positions(network: "nx.MultiGraph[str]", hubs: Collection[str]) -> dict[str, tuple[int, int]]:
    """Return the position of each node.

    The localities that ties join stand in the middle, the hubs in a circle around them, and outside those that hubs
    alone join to the others.

    Args:
        network: what is drawn.
        hubs: those of its nodes that are networks of localities.
    """
    bare: nx.Graph[str] = nx.Graph()
    bare.add_nodes_from(sorted(network))
    bare.add_edges_from(sorted({(min(pair), max(pair)) for pair in network.edges()}))
    tied = [node for node in bare if node not in hubs and any(other not in hubs for other in bare[node])]
    core: nx.Graph[str] = bare.subgraph(tied) if tied else bare
    spots = _packed([_spread(core, sorted(part)) for part in nx.connected_components(core)])
    for ring in (hubs, bare):
        spots |= _around(bare, [node for node in sorted(ring) if node not in spots], spots)
    return {node: (round(x), round(y)) for node, (x, y) in spots.items()}


def around(network: "nx.MultiGraph[str]", hubs: Collection[str], place: str) -> dict[str, tuple[int, int]]:
    """Return the positions of the nodes around a place, which stands in the middle: the closer to it, the nearer.

    Those that fewer ties lead to stand within, of them those that more ties join to the place; the networks around
    all localities. On each circle the nodes stand on the side of their neighbours further in.

    Args:
        network: what is drawn.
        hubs: those of its nodes that are networks of localities.
        place: the locality.
    """
    ways = nx.single_source_shortest_path_length(network, place)
    order = sorted(
        (node for node in network if node != place),
        key=lambda node: (node in hubs, ways.get(node, len(ways)), -network.number_of_edges(place, node), node),
    )
    spots: Spots = {place: (0.0, 0.0)}
    reach = 0.0
    for ring in ([one for one in order if one not in hubs], [one for one in order if one in hubs]):
        while ring:
            reach += _CIRCLES * _SPACING
            here, ring = ring[: (room := int(2 * pi * reach / _ON_CIRCLE / _SPACING))], ring[room:]
            spots |= _circle(network, here, spots, reach)
    return {node: (round(x), round(y)) for node, (x, y) in spots.items()}


def _spread(network: "nx.Graph[str]", nodes: list[str]) -> Spots:
    """Return the nodes of a connected part so that distances follow the length of ways (stress majorization).

    Edges of the well connected are longer, which gives their partners room (Gansner, Koren and North 2004).
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    number, count = {node: index for index, node in enumerate(nodes)}, len(nodes)
    if count == 1:
        return {nodes[0]: (0.0, 0.0)}
    near = {node: set(network[node]) for node in nodes}
    pairs = [(one, other) for one in nodes for other in sorted(near[one])]
    lengths = [1 + 0.22 * sqrt(len(near[one] ^ near[other])) for one, other in pairs]
    ends = tuple(np.array([number[node] for node in side]) for side in zip(*pairs, strict=True))
    far = dijkstra(coo_array((lengths, ends), shape=(count, count)).tocsr())
    weights = _over(1, far**2)
    inverse = np.linalg.inv(np.diag(weights.sum(1)) - weights + 1 / count) - 1 / count
    turns = np.arange(count) * 2.399963  # the golden angle: nobody begins where another does
    points = _scaled(far) + 0.3 * np.column_stack((np.cos(turns), np.sin(turns)))
    for _ in range(60):
        pull = -_over(weights * far, _distances(points))
        np.fill_diagonal(pull, -pull.sum(1))
        points = inverse @ (pull @ points)
    return _named(nodes, _parted(points * _SPACING * 1.15))


def _over(above: "float | Points", below: "Points") -> "Points":
    """Divide, where anything can be divided."""
    import numpy as np

    return cast("Points", np.divide(above, below, out=np.zeros_like(below), where=below > 0))


def _named(nodes: Iterable[str], points: "Points") -> Spots:
    return {node: (x, y) for node, (x, y) in zip(nodes, points.tolist(), strict=True)}


def _scaled(far: "Points") -> "Points":
    """Return the two dimensions that preserve the distances best (classical scaling: Torgerson 1952)."""
    import numpy as np

    centred = far**2 - (far**2).mean(0)
    centred = (centred.mean(1)[:, None] - centred) / 2
    turns = np.arange(len(far)) * 1.0
    first = np.column_stack((np.cos(turns), np.sin(turns)))
    for _ in range(40):  # by turns towards the two first eigenvectors
        first, _ = np.linalg.qr(centred @ first)
    return cast("Points", first * np.sqrt(np.abs(((centred @ first) * first).sum(0))))


def _distances(points: "Points") -> "Points":
    import numpy as np

    squares = (points**2).sum(1)
    return cast("Points", np.sqrt(np.maximum(squares[:, None] + squares - 2 * points @ points.T, 0)))


def _parted(points: "Points") -> "Points":
    """Return points of which those too near each other have been pushed apart."""
    import numpy as np

    for _ in range(50):
        apart = _distances(points)
        np.fill_diagonal(apart, np.inf)
        if apart.min() >= 0.95 * _SPACING:
            break
        push = 0.3 * np.maximum(_SPACING - apart, 0) / np.maximum(apart, 1e-9)
        points = points + points * push.sum(1)[:, None] - push @ points
    return points


def _packed(parts: list[Spots]) -> Spots:
    """Return separate parts side by side: the largest in the middle, each other as near to it as there is room."""
    import numpy as np

    found: Spots = {}
    for part in sorted(parts, key=lambda one: (-len(one), min(one))):
        points = np.array(list(part.values()))
        points -= (points.max(0) + points.min(0)) / 2
        room = float(np.hypot(*points.T).max()) + 1.5 * _SPACING
        taken = np.array(list(found.values())) if found else np.full((1, 2), np.inf)
        here = next(spot for spot in _spiral() if np.hypot(*(taken - spot).T).min() > room)
        found |= _named(part, points + here)
    return found


def _spiral() -> Iterator[tuple[float, float]]:
    turn = 0.0
    while True:
        reach = _SPACING * turn / 4
        yield reach * cos(turn), reach * sin(turn)
        turn += min(0.5, _SPACING / max(reach, 1))


def _around(network: "nx.Graph[str]", nodes: list[str], placed: Mapping[str, tuple[float, float]]) -> Spots:
    """Return positions on a circle around the nodes that are placed."""
    import numpy as np

    if not nodes:
        return {}
    reach = max(np.hypot(*np.array(list(placed.values())).T).max() + 1.6 * _SPACING,
                0.9 * _SPACING * len(nodes) / (2 * pi))  # fmt: skip
    return _circle(network, nodes, placed, reach)


def _circle(
    network: "nx.Graph[str]", nodes: Iterable[str], placed: Mapping[str, tuple[float, float]], reach: float
) -> Spots:
    """Return even positions on a circle, each node on the side of its neighbours that are placed."""
    import numpy as np

    side = {}
    for node in nodes:
        x, y = np.array([placed[other] for other in network[node] if other in placed] or [(0.0, 0.0)]).mean(0)
        side[node] = float(np.arctan2(y, x))
    order = sorted(nodes, key=lambda node: (side[node], node))
    angles = np.arange(len(order)) * 2 * pi / len(order)
    angles += np.angle(np.exp(1j * (np.array([side[node] for node in order]) - angles)).sum())  # to where most belong
    return _named(order, reach * np.column_stack((np.cos(angles), np.sin(angles))))
