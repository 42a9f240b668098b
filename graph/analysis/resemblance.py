"""Who resembles whom: localities that have more partners in common than chance would give them.

Who has many partners shares some with everybody. So that two share as many as they do is tested (Tumminello et al.
2011, doi:10.1371/journal.pone.0017994): had each drawn its partners blindly from all, the number that they share would
follow the hypergeometric distribution. There are as many tests as pairs; those are kept of which at most a share is
expected to be false (Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x).
"""

from itertools import combinations
from typing import NamedTuple

import networkx as nx


class Resemblance(NamedTuple):
    """Two nodes of one mode that share partners.

    Attributes:
        one: the id of the one.
        other: that of the other.
        shared: how many partners they share.
        expected: how many they would by chance, on average.
        p: how often chance gives them as many or more.
        q: the least share of false ones at which they are still among those kept.
    """

    one: str
    other: str
    shared: int
    expected: float
    p: float
    q: float


def resemblances(network: "nx.Graph[str]", mode: set[str], level: float = 0.05) -> list[Resemblance]:
    """Return the pairs of nodes of a mode that share more partners than chance gives, the surest first.

    Args:
        network: a network of two modes with one edge a pair.
        mode: the nodes that are compared, such as `graph.analysis.two_mode.first_mode` or all others.
        level: which share of what is returned may be false.
    """
    from scipy.stats import false_discovery_control, hypergeom

    nodes, others = sorted(mode), network.number_of_nodes() - len(mode)
    pairs = [*combinations(nodes, 2)]
    if not pairs:
        return []
    partners = {node: set(network[node]) for node in nodes}
    shared = [len(partners[one] & partners[other]) for one, other in pairs]
    degrees = [(len(partners[one]), len(partners[other])) for one, other in pairs]
    chances = hypergeom.sf([number - 1 for number in shared], others, *map(list, zip(*degrees, strict=True)))
    kept = false_discovery_control(chances, method="bh")
    found = [
        Resemblance(*pair, number, own * theirs / others, float(p), float(q))
        for pair, number, (own, theirs), p, q in zip(pairs, shared, degrees, chances, kept, strict=True)
        if number and q <= level
    ]
    return sorted(found, key=lambda one: (one.p, one.one, one.other))
