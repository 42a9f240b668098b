"""Who resembles whom: the chance of sharing as many partners, counted out, and false ones kept few."""

from itertools import combinations
from math import comb

import networkx as nx
import pytest
from oracle import TODAY
from pyoxigraph import Store

from graph.analysis.networks import network, simple
from graph.analysis.resemblance import resemblances


def drawn(groups: int = 2) -> "nx.Graph[str]":
    """Return a network in which vn/a and vn/b share five of six partners of thirty, and others hardly any."""
    found: nx.Graph[str] = nx.Graph(name="ties")
    found.add_nodes_from(f"jp/{n}" for n in range(30))
    for place, partners in {"a": range(6), "b": range(1, 7), "c": range(5, 9), "d": range(8, 20)}.items():
        found.add_edges_from((f"vn/{place}", f"jp/{n}") for n in partners)
    return found


def chance(shared: int, own: int, theirs: int, of: int) -> float:
    """Return in which share of all draws two share as many or more."""
    ways = sum(comb(own, k) * comb(of - own, theirs - k) for k in range(shared, min(own, theirs) + 1))
    return ways / comb(of, theirs)


def corrected(chances: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Return the false discovery rates as Benjamini and Hochberg have it."""
    order = sorted(chances, key=lambda pair: -chances[pair])
    found, least = {}, 1.0
    for rank, pair in zip(range(len(order), 0, -1), order, strict=True):
        least = min(least, chances[pair] * len(order) / rank)
        found[pair] = least
    return found


def expected(made: "nx.Graph[str]", mode: set[str]) -> dict[tuple[str, str], tuple[int, float, float]]:
    others = len(made) - len(mode)
    shared = {pair: len({*made[pair[0]]} & {*made[pair[1]]}) for pair in combinations(sorted(mode), 2)}
    chances = {
        pair: chance(number, made.degree(pair[0]), made.degree(pair[1]), others) for pair, number in shared.items()
    }
    rates = corrected(chances)
    return {pair: (shared[pair], chances[pair], rates[pair]) for pair in shared if shared[pair]}


def test_those_that_share_more_than_chance_gives_are_found() -> None:
    made = drawn()
    mode = {node for node in made if node.startswith("vn/")}
    known = expected(made, mode)
    found = resemblances(made, mode)
    assert [(one.one, one.other) for one in found] == [("vn/a", "vn/b")]
    assert {(one.one, one.other): (one.shared, one.p, one.q) for one in resemblances(made, mode, level=1)} == {
        pair: pytest.approx(numbers) for pair, numbers in known.items()
    }
    assert found[0].expected == pytest.approx(6 * 6 / 30)


@pytest.mark.parametrize("side", ["vn/", "jp/"])
def test_of_the_ties_of_today_each_is_what_counting_gives(store: Store, side: str) -> None:
    made = simple(network(store, "ties", TODAY))
    mode = {node for node in made if node.startswith(side)}
    found = resemblances(made, mode, level=1)
    assert {(one.one, one.other): (one.shared, one.p, one.q) for one in found} == {
        pair: pytest.approx(numbers) for pair, numbers in expected(made, mode).items()
    }
    assert [one.p for one in found] == sorted(one.p for one in found)


def test_where_nobody_can_be_compared_nobody_resembles_anybody() -> None:
    assert resemblances(nx.Graph([("vn/a", "jp/b")]), {"vn/a"}) == []
