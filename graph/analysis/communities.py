"""Communities: groups that work among themselves more than with others, and whether chance gives as much.

In a network of two modes they are those that have a high modularity as Barber defines it (2007,
doi:10.1103/PhysRevE.76.066102), where a node of one mode can only be expected to work with those of the other. It is
the modularity of a directed network (Leicht and Newman 2008, doi:10.1103/PhysRevLett.100.118703) in which all edges
lead from one mode to the other, so that networkx finds the groups, by the Louvain method (Blondel et al. 2008,
doi:10.1088/1742-5468/2008/10/P10008). Groups of a high modularity are found in networks of chance as well (Guimerà et
al. 2004, doi:10.1103/PhysRevE.70.025101): so the same is done with networks rewired at random (`chance`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.analysis.chance import DIGITS, SEED, AgainstChance, against, drawn
from graph.analysis.two_mode import first_mode, two_mode

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[Any]]

Members = list[set[Any]]

NULLS = 99
"""How many networks rewired at random a partition is held against: a hundredth is the least share that they tell."""
LEVEL, DOUBTFUL = 0.01, 0.05
"""Of a partition that is better than chance, and of one that is hardly better: the most networks of chance, as a share,
that reach its modularity."""


@dataclass(frozen=True)
class Group:
    """A community: places that have more ties among themselves than with others.

    Attributes:
        members: its places, those with most ties within it first, then those with most partners within it.
        fields: what they work on together: field, and in how many ties; those of most ties first, among equals those
            of which most of all ties of the field lie within the group.
        ties: how many ties join its members.
    """

    members: tuple[str, ...]
    fields: tuple[tuple[str, int], ...]
    ties: int


@dataclass(frozen=True)
class Partition:
    """The communities of a network beside what chance gives.

    Attributes:
        groups: the communities, the largest first.
        chance: their modularity, beside that of the communities of networks rewired at random; None if there is
            nothing to rewire.
        nulls: how many were rewired.
    """

    groups: tuple[Group, ...]
    chance: AgainstChance | None
    nulls: int

    @property
    def better_than_chance(self) -> bool:
        """Whether chance hardly ever gives as much."""
        return self.chance is not None and self.chance.p <= LEVEL

    @property
    def near_chance(self) -> bool:
        """Whether chance gives as much so seldom that it is doubtful whether the partition is better."""
        return self.chance is not None and LEVEL < self.chance.p <= DOUBTFUL


def partition(
    network: "nx.Graph[str]", affiliations: "nx.Graph[str] | None" = None, nulls: int = NULLS, processes: int = 1
) -> Partition:
    """Return the communities of a network, and whether chance gives as much.

    Which pairs work together decides, not by how many ties.

    Args:
        network: the network; of ties, with an edge for each.
        affiliations: what a network of co-affiliations was made of, which is what is rewired.
        nulls: how many networks are rewired.
        processes: how many processes do it; see `graph.analysis.chance.drawn`.
    """
    joined = network if affiliations is None else affiliations
    first = first_mode(joined)
    if first is None or not joined.number_of_edges():
        found = _louvain(network)[1] if network.number_of_edges() else [{node} for node in network]
        return Partition(_groups(network, found), None, 0)
    whole, divided = two_mode(joined, first), _divided if affiliations is None else _divided_by_affiliation
    modularity, numbers = divided(whole.matrix)
    chance = against(modularity, drawn(whole.matrix, partial(_modularity, divided), nulls, processes))
    return Partition(_groups(network, [{whole.nodes[one] for one in group} for group in numbers]), chance, nulls)


def _divided(matrix: "Matrix") -> tuple[float, Members]:
    """Return the communities of a network of two modes, by the numbers of its nodes, and their modularity (Barber)."""
    rows, columns = matrix.shape
    directed: nx.DiGraph[int] = nx.DiGraph()
    directed.add_nodes_from(range(rows + columns))
    directed.add_edges_from((one, rows + other) for one, other in zip(*matrix.nonzero(), strict=True))
    return _louvain(directed)


def _divided_by_affiliation(matrix: "Matrix") -> tuple[float, Members]:
    """Return the communities of those who take part in the same: a group of n adds 1/(n-1) to each of its pairs."""
    import numpy as np

    size = matrix.sum(axis=0)
    shares = np.divide(1, size - 1, out=np.zeros_like(size), where=size > 1)
    joint = np.round((matrix * shares) @ matrix.T, DIGITS)
    np.fill_diagonal(joint, 0)
    return _louvain(nx.from_numpy_array(joint))


def _louvain(network: "nx.Graph[Any]") -> tuple[float, Members]:
    found = nx.community.louvain_communities(network, weight="weight", seed=SEED)
    return nx.community.modularity(network, found, weight="weight"), found


def _modularity(divided: Callable[["Matrix"], tuple[float, Members]], matrix: "Matrix") -> "Matrix":
    """Return the modularity of the communities of a network alone."""
    import numpy as np

    return np.array(divided(matrix)[0])


def _groups(network: "nx.Graph[str]", found: Iterable[set[str]]) -> tuple[Group, ...]:
    """Return communities with what they are called by, the largest first."""
    every = Counter(_fields(network))
    groups = [_group(network.subgraph(members), every) for members in found]
    return tuple(sorted(groups, key=lambda group: (-len(group.members), -group.ties, group.members)))


def _group(within: "nx.Graph[str]", every: Counter[str]) -> Group:
    # rounded, so that sums of the same weights in another order are the same
    ties = {node: round(number, DIGITS) for node, number in within.degree(weight="weight")}
    members = sorted(within, key=lambda node: (-ties[node], -len(within[node]), node))
    counted = Counter(_fields(within))
    first = sorted(counted, key=lambda field: (-counted[field], -counted[field] / every[field], field))[:3]
    return Group(tuple(members), tuple((field, counted[field]) for field in first), within.number_of_edges())


def _fields(network: "nx.Graph[str]") -> Iterator[str]:
    """Yield the fields of each tie of a network."""
    for *_, fields in network.edges(data="fields", default=""):
        yield from filter(None, fields.split(";"))
