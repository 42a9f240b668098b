"""What figures of the network of ties rest on: the same by parts of the facts, beside chance, and source by source.

A network that was put together from what has been written is one of what is written about: what is missing from it is
missing neither evenly nor at random, and rankings suffer from it (Borgatti, Carley and Krackhardt 2006,
doi:10.1016/j.socnet.2005.05.001). So no figure stands alone here. It stands beside those of documents only, of what is
dated, of what is sure, and of ended ties too; and of each place it is told how much of it one source alone says, or one
publisher: two articles of a newspaper are not two witnesses.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from math import comb
from typing import TYPE_CHECKING

import networkx as nx
from pyoxigraph import Literal, Store

from graph.analysis import communities
from graph.analysis.chance import AgainstChance, against, drawn
from graph.analysis.networks import network, simple, ties_by_day
from graph.analysis.resemblance import resemblances
from graph.analysis.selection import ALL, IN_FORCE, ONLY, Selection
from graph.analysis.two_mode import betweenness, first_mode, two_mode
from graph.ask.labels import Labels
from graph.ask.lookup import value
from graph.ask.query import Answer, Cell
from loaders.model.gazetteer import COUNTRIES
from ontology import concept, dct, thing

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
    rewired at random, the share of these whose figure is as high or higher, and of those as low or lower.
    """
    rows: list[tuple[Cell, ...]] = []
    for name, whole in _networks(store, day).items():
        first = first_mode(whole) or set()
        found = communities.partition(whole, nulls=nulls)
        matrix = two_mode(whole, first).matrix
        closed = against(float(_squares(matrix)), drawn(matrix, _squares, nulls)) if matrix.any() else None
        cells = [*_cells(found.chance, 3), *_cells(closed, 1)]
        rows.append((Literal(name), Literal(nulls), Literal(len(found.groups)), *cells))
    ends = ("", "_chance", "_deviation", "_p", "_p_below")
    return Answer(
        ("part", "nulls", "communities", *(f"{one}{end}" for one in ("modularity", "squares") for end in ends)), rows
    )


def brokers(store: Store, day: str, nulls: int, number: int = 14) -> Answer:
    """Return by each of the `PARTS` whether those with most partners lie between others as often as chance has it.

    So many are asked that some lie far above chance, or below, by chance: so beside each share stands the least rate of
    false discoveries at which it is still one (Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x),
    over the places of the part that are asked about, each tail for itself.

    Args:
        store: the graph.
        day: the day asked for (ISO 8601).
        nulls: how many networks are rewired at random; more than twenty times ``number``, or nothing can be found.
        number: how many places are asked about, those with most partners by the part.

    Returns:
        A row for each part and place: how many networks were rewired; how many partners it has; its betweenness; the
        percentile of it among these networks; the shares of them whose betweenness is as high or higher, and as low or
        lower; the same as rates of false discoveries.
    """
    from scipy.stats import false_discovery_control

    rows: list[tuple[Cell, ...]] = []
    for name, whole in _networks(store, day).items():
        joined = two_mode(whole, first_mode(whole) or set())
        first = sorted(whole, key=lambda place: (-whole.degree(place), place))[:number]
        if not first:
            continue
        at = [joined.nodes.index(place) for place in first]
        own, by_chance = betweenness(joined.matrix), drawn(joined.matrix, betweenness, nulls)
        found = [against(own[one], by_chance[:, one]) for one in at]
        kept, kept_below = (
            false_discovery_control(shares) for shares in ([one.p for one in found], [one.p_below for one in found])
        )
        for place, one, above, below in zip(first, found, kept, kept_below, strict=True):
            rates = (round(float(rate), 4) for rate in (one.value, one.percentile, one.p, one.p_below, above, below))
            rows.append((Literal(name), Literal(nulls), thing[place], Literal(whole.degree(place)),
                         *map(Literal, rates)))  # fmt: skip
    return Answer(
        ("part", "nulls", "place", "partners", "betweenness", "percentile", "p", "p_below", "q", "q_below"), rows
    )


def resembling(store: Store, day: str) -> Answer:
    """Return by each of the `PARTS` and for each country how many pairs of places resemble each other in partners.

    Returns:
        A row for each part and country: how many pairs of its places were tested, and how many share more partners
        than chance gives (`graph.analysis.resemblance`).
    """
    rows: list[tuple[Cell, ...]] = []
    for name, whole in _networks(store, day).items():
        for country in COUNTRIES:
            own = {place for place in whole if place.startswith(f"{country}/")}
            tested, kept = comb(len(own), 2), len(resemblances(whole, own))
            rows.append((Literal(name), concept[f"country/{country}"], Literal(tested), Literal(kept)))
    return Answer(("part", "country", "pairs", "resembling"), rows)


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
    """Return by each of the `PARTS` how many partnerships of each place one source or publisher alone speaks of.

    A source of which no publisher is stated counts as one of its own.

    Returns:
        A row for each part and place, those with most partners first: how many partners it has; of how many one source
        alone speaks; of how many the same source does, which would be lost with it; that source, if it is more than
        one; and the same three of publishers, whose number is at least as high.
    """
    rows: list[tuple[Cell, ...]] = []
    for name, part in PARTS.items():
        rows += [(Literal(name), *cells) for cells in _reliance(store, network(store, "ties", day, part))]
    return Answer(
        ("part", "place", "partners", "of_one_source", "of_the_same", "source", "of_one_publisher",
         "of_the_same_publisher", "publisher"), rows,
    )  # fmt: skip


def _reliance(store: Store, whole: "nx.Graph[str]") -> Iterator[tuple[Cell, ...]]:
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, other, named in whole.edges(data="sources", default=""):
        for pair in ((one, other), (other, one)):
            sources[pair].update(named.split(";"))
    published = _publishers(store, set(chain.from_iterable(sources.values())))
    publishers = {pair: {published[source] for source in named} for pair, named in sources.items()}
    of_source, of_publisher = _alone(sources), _alone(publishers)
    partners = Counter(place for place, _ in sources)
    for place in sorted(partners, key=lambda one: (-partners[one], one)):
        (source, same), (publisher, theirs) = _most(of_source[place]), _most(of_publisher[place])
        yield (
            thing[place], Literal(partners[place]),
            Literal(of_source[place].total()), Literal(same), thing[source] if same > 1 else None,
            Literal(of_publisher[place].total()), Literal(theirs), Literal(publisher) if theirs > 1 else None,
        )  # fmt: skip


def _publishers(store: Store, sources: set[str]) -> dict[str, str]:
    """Return of each source (its id) who published it; the source itself where that is not stated."""
    stated = {source: value(store, thing[source], dct.publisher) for source in sources}
    return {source: found.value if found else source for source, found in stated.items()}


def _alone(named: dict[tuple[str, str], set[str]]) -> dict[str, Counter[str]]:
    """Return of each place who alone speaks of partners of it, and of how many."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (place, _), those in named.items():
        if len(those) == 1:
            found[place].update(those)
    return found


def _most(counted: Counter[str]) -> tuple[str, int]:
    return min(counted.items(), key=lambda one: (-one[1], one[0]), default=("", 0))


def _networks(store: Store, day: str) -> "dict[str, nx.Graph[str]]":
    return {name: simple(next(ties_by_day(store, [day], part))) for name, part in PARTS.items()}


def _squares(matrix: "Matrix") -> "Matrix":
    import numpy as np

    shared = matrix @ matrix.T
    np.fill_diagonal(shared, 0)
    return np.array((shared * (shared - 1)).sum() / 4)


def _cells(one: AgainstChance | None, digits: int) -> list[Cell]:
    if one is None:
        return [None] * 5
    return [Literal(round(one.value, digits)), Literal(round(one.mean, digits)), Literal(round(one.deviation, 3)),
            Literal(round(one.p, 3)), Literal(round(one.p_below, 3))]  # fmt: skip
