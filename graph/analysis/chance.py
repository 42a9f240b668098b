"""What chance gives: networks of two modes rewired at random, in which everybody keeps the number of partners.

A place with many partners lies between many others whoever these are, and groups can be found in any network. So a
figure is held against those of networks in which partners are dealt anew and each node keeps as many as it has: trades
of partners between two nodes at random, the curveball algorithm (Strona et al. 2014, doi:10.1038/ncomms5114), which
draws every such network equally often (Carstens 2015, doi:10.1103/PhysRevE.91.042812). Each of these networks has a
seed of its own, so that the same are drawn on every machine, by however many processes.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import isnan
from multiprocessing import get_context
from random import Random
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.analysis import two_mode

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[Any]]

SEED = 20251121
NULLS = 1000
"""How many networks are drawn to judge a place by."""
DIGITS = 10
"""Decimals to which figures are the same in every run: sums are taken in the order in which threads end."""
_TRADES = 10  # for each node of the smaller mode, twice what Strona et al. found to be enough

MEASURES: dict[str, Callable[["Matrix"], "Matrix"]] = {
    "betweenness": two_mode.betweenness,
    "closeness": two_mode.closeness,
    "redundancy": two_mode.redundancy,
}
"""The measures that chance can be asked about; those of how many partners or ties a place has are kept by rewiring."""


@dataclass(frozen=True)
class AgainstChance:
    """A figure beside those of networks rewired at random.

    Attributes:
        value: the figure.
        mean: what chance gives, on average.
        deviation: the standard deviation of what it gives.
        percentile: of how many in a hundred of these networks the figure is lower; where it is the same, half counts.
        p: the share of these networks, and the network itself, whose figure is as high or higher.
        p_below: the share of these networks, and the network itself, whose figure is as low or lower.
    """

    value: float
    mean: float
    deviation: float
    percentile: float
    p: float
    p_below: float

    @property
    def z(self) -> float | None:
        """By how many standard deviations the figure lies above what chance gives; None where chance gives one only."""
        return (self.value - self.mean) / self.deviation if self.deviation > 10**-DIGITS else None


def against(value: float, drawn: "Matrix") -> AgainstChance:
    """Return a figure beside those that were drawn."""
    import numpy as np

    value, drawn = round(float(value), DIGITS), np.round(drawn, DIGITS)
    number, below, same = len(drawn), float((drawn < value).sum()), float((drawn == value).sum())
    percentile, p = 100 * (below + same / 2) / number, (number - below + 1) / (number + 1)
    p_below = (below + same + 1) / (number + 1)
    return AgainstChance(value, float(drawn.mean()), float(drawn.std()), percentile, p, p_below)


def rewired(matrix: "Matrix", seed: int) -> "Matrix":
    """Return a network of two modes in which everybody has as many partners as before, but others.

    Args:
        matrix: see `graph.analysis.two_mode.TwoMode`.
        seed: the same seed gives the same network.
    """
    import numpy as np

    if matrix.shape[0] > matrix.shape[1]:
        return rewired(matrix.T, seed).T
    chance, partners = Random(seed), [set(np.flatnonzero(row).tolist()) for row in matrix]  # noqa: S311
    for _ in range(_TRADES * len(partners) if len(partners) > 1 else 0):
        one, other = chance.randrange(len(partners)), chance.randrange(len(partners) - 1)
        other += other >= one
        own, common = partners[one], partners[one] & partners[other]
        traded = sorted(own ^ partners[other])
        chance.shuffle(traded)
        kept = len(own) - len(common)
        partners[one], partners[other] = common.union(traded[:kept]), common.union(traded[kept:])
    found = np.zeros_like(matrix)
    for row, those in enumerate(partners):
        found[row, sorted(those)] = 1
    return found


def drawn(
    matrix: "Matrix", figures: Callable[["Matrix"], "Matrix"], nulls: int = NULLS, processes: int = 1
) -> "Matrix":
    """Return the figures of networks rewired at random, a row for each; the same by however many processes.

    Args:
        matrix: the network that is rewired.
        figures: what is worked out of each; a function of a module if there are several processes.
        nulls: how many are drawn.
        processes: how many processes draw them; more than one only where this program may be started again, as by a
            command, not by a script that does its work on import.
    """
    import numpy as np

    parts = [range(first, nulls, processes) for first in range(processes)]
    draw = partial(_drawn, matrix, figures)
    if processes == 1:
        return draw(parts[0])
    # not forked: a process with threads, as the store has, is not to be doubled
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        found = [*pool.map(draw, parts)]
    whole = np.empty((nulls, *found[0].shape[1:]))
    for part, rows in zip(parts, found, strict=True):
        whole[part] = rows
    return whole


def _drawn(matrix: "Matrix", figures: Callable[["Matrix"], "Matrix"], numbers: Sequence[int]) -> "Matrix":
    import numpy as np

    return np.array([figures(rewired(matrix, SEED + number)) for number in numbers])


def _figures(matrix: "Matrix") -> "Matrix":
    import numpy as np

    return np.array([measure(matrix) for measure in MEASURES.values()])


def significance(
    network: "nx.Graph[str]", first: set[str], nulls: int = NULLS, processes: int = 1
) -> dict[str, dict[str, AgainstChance | None]]:
    """Return of each of the `MEASURES` how each node stands beside what chance gives.

    Of a hundred nodes that are as chance has them, five lie above or below 95 of a hundred networks: a single high one
    among many is no finding.

    Args:
        network: the network.
        first: the nodes of its first mode.
        nulls: how many networks are drawn.
        processes: see `drawn`.

    Returns:
        Measure -> node -> its figure beside those of chance; None where the measure is not defined of it.
    """
    whole = two_mode.two_mode(network, first)
    if not whole.matrix.any():
        return {name: dict.fromkeys(whole.nodes) for name in MEASURES}
    own, by_chance = _figures(whole.matrix), drawn(whole.matrix, _figures, nulls, processes)
    return {
        name: {
            node: None if isnan(own[at, place]) else against(own[at, place], by_chance[:, at, place])
            for place, node in enumerate(whole.nodes)
        }
        for at, name in enumerate(MEASURES)
    }
