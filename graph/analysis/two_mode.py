"""Networks of two modes: measures made for those in which every edge joins a node of one mode to one of the other.

Ties join localities of Vietnam to localities of Japan, affiliations join localities to what they take part in. In such
a network two partners of a place are never partners of each other, so that what is said of one-mode networks misleads:
Burt's constraint, for one, is nothing there but the sum of the squared shares of a place's ties. So centrality is
normalised by the most that the sizes of the two modes allow (Borgatti and Everett 1997,
doi:10.1016/S0378-8733(96)00301-2), and whether a place is needed between its partners is told by its redundancy
(Latapy, Magnien and Del Vecchio 2008, doi:10.1016/j.socnet.2007.04.006). The figures are those of
`networkx.bipartite`, which the tests hold them against; they are worked out of matrices, since the null models
(`graph.analysis.chance`) need them a thousand times.
"""

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import networkx as nx

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[Any]]


_SMALL = 200_000  # multiplications; OpenBLAS spreads more than 262,144 over threads
_MANY_NODES = 1000  # fewer are sooner done by one thread


def first_mode(network: "nx.Graph[str]") -> set[str] | None:
    """Return the nodes of the first mode of a network; None if it is of one mode.

    Of ties, that is the localities of Vietnam; of affiliations, the localities of both countries.
    """
    kind = network.graph.get("name")
    if kind == "ties":
        return {node for node in network if node.startswith("vn/")}
    if kind == "affiliations":
        return {node for node, said in network.nodes(data=True) if said["bipartite"] == 0}
    return None


@dataclass(frozen=True)
class TwoMode:
    """Who is joined to whom in a network of two modes.

    Attributes:
        rows: the nodes of the first mode.
        columns: those of the second.
        matrix: 1 where an edge joins a row to a column, else 0; how many ties join them does not count.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    matrix: "Matrix"

    @property
    def nodes(self) -> tuple[str, ...]:
        """All nodes, those of the first mode first."""
        return self.rows + self.columns


def two_mode(network: "nx.Graph[str]", first: set[str]) -> TwoMode:
    """Return a network as a matrix; ``first`` are the nodes of its first mode."""
    import numpy as np

    rows, columns = (tuple(node for node in network if (node in first) == side) for side in (True, False))
    place = {node: index for side in (rows, columns) for index, node in enumerate(side)}
    matrix = np.zeros((len(rows), len(columns)))
    for one, other in network.edges():
        row, column = (one, other) if one in first else (other, one)
        matrix[place[row], place[column]] = 1
    return TwoMode(rows, columns, matrix)


def betweenness(matrix: "Matrix") -> "Matrix":
    """Return how often each node lies on the shortest ways between others, as a share of the most possible in its mode.

    Args:
        matrix: see `TwoMode`.

    Returns:
        The values of the rows, then those of the columns.
    """
    import numpy as np
    import rustworkx

    counted = rustworkx.graph_betweenness_centrality(
        _compiled(matrix), normalized=False, parallel_threshold=_MANY_NODES
    )
    rows, columns = matrix.shape
    most = np.repeat([_most_between(rows, columns), _most_between(columns, rows)], [rows, columns])
    values = np.fromiter((counted[node] for node in range(rows + columns)), float, rows + columns)
    shares: Matrix = np.divide(values, most, out=np.zeros_like(values), where=most > 0)
    return shares


def _most_between(own: int, other: int) -> float:
    """Return the most betweenness that a node can have in a mode of a size beside a mode of another."""
    if not other:
        return 0.0
    s, t = divmod(own - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def closeness(matrix: "Matrix") -> "Matrix":
    """Return how near each node is to all it can reach: the least sum of distances possible in its mode to its own.

    It is multiplied by the share of the nodes that it can reach. In the order of `betweenness`.
    """
    import numpy as np
    import rustworkx

    rows, columns = matrix.shape
    nodes = rows + columns
    ways = rustworkx.graph_distance_matrix(_compiled(matrix), null_value=0.0)
    total, reached = ways.sum(axis=1), (ways > 0).sum(axis=1)
    least = np.repeat([columns + 2 * (rows - 1), rows + 2 * (columns - 1)], [rows, columns])
    near: Matrix = np.divide(least, total, out=np.zeros(nodes), where=total > 0) * reached / max(nodes - 1, 1)
    return near


def redundancy(matrix: "Matrix") -> "Matrix":
    """Return of which share of the pairs of its partners each node is not needed: another partner joins them too.

    0 where a place alone joins its partners, 1 where they would stay joined two by two without it; not a number for a
    node with fewer than two partners. In the order of `betweenness`.
    """
    import numpy as np

    return np.concatenate([_redundancy(matrix), _redundancy(matrix.T)])


def _redundancy(matrix: "Matrix") -> "Matrix":
    import numpy as np

    joined = (_product(matrix.T, matrix) >= 2).astype(float)  # by the node itself and by another
    np.fill_diagonal(joined, 0)
    pairs = (_product(matrix, joined) * matrix).sum(axis=1)
    partners = matrix.sum(axis=1)
    possible = partners * (partners - 1)
    shares: Matrix = np.divide(pairs, possible, out=np.full(len(matrix), nan), where=possible > 0)
    return shares


def _product(one: "Matrix", other: "Matrix") -> "Matrix":
    """Return a product of matrices, worked out in parts so small that they are not spread over threads.

    To do that would take a hundred times as long where other processes are at work.
    """
    import numpy as np

    rows = max(_SMALL // max(other.size, 1), 1)
    return np.concatenate([one[first : first + rows] @ other for first in range(0, len(one), rows)] or [one @ other])


def _compiled(matrix: "Matrix") -> Any:
    """Return a network as rustworkx has it: the rows are its first nodes, then come the columns."""
    import numpy as np
    import rustworkx

    rows, columns = matrix.shape
    made: Any = rustworkx.PyGraph(multigraph=False)
    made.add_nodes_from(range(rows + columns))
    ones, others = np.nonzero(matrix)
    made.add_edges_from_no_data([*zip(ones.tolist(), (others + rows).tolist(), strict=True)])
    return made
