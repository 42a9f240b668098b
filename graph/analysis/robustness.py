"""What figures of the network of ties rest on: the same by parts of the facts, beside chance, and source by source.

A network that was put together from what has been written is one of what is written about: what is missing from it is
missing neither evenly nor at random, and rankings suffer from it (Borgatti, Carley and Krackhardt 2006,
doi:10.1016/j.socnet.2005.05.001). So no figure stands alone here. It stands beside those of documents only, of what is
dated, of what is sure, and of ended ties too; and of each place it is told how much of it one source alone says.
"""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import networkx as nx
from pyoxigraph import Literal, Store

from graph.analysis import communities
from graph.analysis.chance import AgainstChance, against, drawn
from graph.analysis.networks import network, simple, ties_by_day
from graph.analysis.selection import ALL, IN_FORCE, ONLY, Selection
from graph.analysis.two_mode import first_mode, two_mode
from graph.ask.labels import Labels
from graph.ask.query import Answer, Cell
from ontology import thing

if TYPE_CHECKING:
    from graph.analysis.two_mode import Matrix

PARTS: dict[str, Selection] = {
    "in_force": IN_FORCE,
    **{only: Selection(only=only) for only in ONLY},
    "with_ended": ALL,
}
"""The parts of the facts by which each figure is told: what is in force, parts of that, and ended ties too."""


def parts(store: Store, day: str) -> Answer:
    """Return the size of the network of ties by each of the `PARTS`, and who has most partners.

    Returns:
        A row for each part: how many places, pairs and ties; how many places have one partner only; into how many
        groups that nothing joins the network falls, and how many places the largest has; who has most partners
        (several parted by ``;``), and how many.
    """
    labels = Labels(store, "en", day)
    rows: list[tuple[Cell, ...]] = []
    for name, whole in _networks(store, day).items():
        partners, groups = dict(whole.degree()), [len(group) for group in nx.connected_components(whole)]
        most = max(partners.values(), default=0)
        first = sorted(labels[thing[place]] for place, number in partners.items() if number == most)
        alone = sum(number == 1 for number in partners.values())
        counted = (len(whole), whole.number_of_edges(), int(whole.size(weight="weight")), alone, len(groups),
                   max(groups, default=0))  # fmt: skip
        rows.append((Literal(name), *(Literal(n) for n in counted), Literal("; ".join(first)), Literal(most)))
    return Answer(("part", "places", "pairs", "ties", "one_partner", "groups", "largest", "most", "partners"), rows)


def beside_chance(store: Store, day: str, nulls: int = communities.NULLS) -> Answer:
    """Return by each of the `PARTS` two figures of the whole network of ties, beside those of rewired networks.

    ``modularity`` is that of its communities (`communities.partition`). ``squares`` counts how often two places of one
    country share two partners: how far partners of partners work together (Robins and Alexander 2004,
    doi:10.1023/B:CMOT.0000032580.12184.c0). Beside each stand the mean and the standard deviation of ``nulls`` networks
    rewired at random, and the share of these whose figure is as high or higher.
    """
    rows: list[tuple[Cell, ...]] = []
    for name, whole in _networks(store, day).items():
        first = first_mode(whole) or set()
        found = communities.partition(whole, nulls=nulls)
        matrix = two_mode(whole, first).matrix
        closed = against(float(_squares(matrix)), drawn(matrix, _squares, nulls)) if matrix.any() else None
        cells = [*_cells(found.chance, 3), *_cells(closed, 1)]
        rows.append((Literal(name), Literal(nulls), Literal(len(found.groups)), *cells))
    ends = ("", "_chance", "_deviation", "_p")
    return Answer(
        ("part", "nulls", "communities", *(f"{one}{end}" for one in ("modularity", "squares") for end in ends)), rows
    )


def dependants(store: Store, day: str) -> Answer:
    """Return how many partners of each place have no other partner, by each of the `PARTS`; most by those in force."""
    alone: dict[str, Counter[str]] = defaultdict(Counter)
    for name, whole in _networks(store, day).items():
        for place, number in whole.degree():
            if number == 1:
                [partner] = whole[place]
                alone[partner][name] += 1
    order = sorted(alone, key=lambda place: (*(-alone[place][name] for name in PARTS), place))
    rows: list[tuple[Cell, ...]] = [(thing[place], *(Literal(alone[place][name]) for name in PARTS)) for place in order]
    return Answer(("place", *PARTS), rows)


def reliance(store: Store, day: str) -> Answer:
    """Return how many partnerships in force of each place are known from one source alone, those with most first.

    Returns:
        A row for each place: how many partners it has; of how many one source alone speaks; of how many the same
        source does, which would be lost with it; and that source, if it is more than one.
    """
    said: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for one, other, named in network(store, "ties", day).edges(data="sources", default=""):
        for pair in ((one, other), (other, one)):
            said[pair].append(named.split(";"))
    alone: dict[str, Counter[str]] = defaultdict(Counter)
    for (place, _), ties in said.items():
        sources = {source for tie in ties for source in tie}
        if len(sources) == 1:
            alone[place][sources.pop()] += 1
    partners = Counter(place for place, _ in said)
    rows: list[tuple[Cell, ...]] = []
    for place in sorted(partners, key=lambda one: (-partners[one], one)):
        first, most = min(alone[place].items(), key=lambda one: (-one[1], one[0]), default=("", 0))
        said_by = thing[first] if most > 1 else None
        rows.append((thing[place], Literal(partners[place]), Literal(alone[place].total()), Literal(most), said_by))
    return Answer(("place", "partners", "of_one_source", "of_the_same", "source"), rows)


def _networks(store: Store, day: str) -> "dict[str, nx.Graph[str]]":
    return {name: simple(next(ties_by_day(store, [day], part))) for name, part in PARTS.items()}


def _squares(matrix: "Matrix") -> "Matrix":
    import numpy as np

    shared = matrix @ matrix.T
    np.fill_diagonal(shared, 0)
    return np.array((shared * (shared - 1)).sum() / 4)


def _cells(one: AgainstChance | None, digits: int) -> list[Cell]:
    if one is None:
        return [None] * 4
    return [Literal(round(one.value, digits)), Literal(round(one.mean, digits)),
            Literal(round(one.deviation, 3)), Literal(round(one.p, 3))]  # fmt: skip
