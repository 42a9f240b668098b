"""What chance gives: networks that keep how many partners everybody has, drawn equally often, the same for a seed."""

from collections import Counter
from statistics import mean, pstdev

import networkx as nx
import numpy as np
import pytest
from oracle import TODAY
from pyoxigraph import Store

from graph.analysis import chance, two_mode
from graph.analysis.networks import network, simple


@pytest.fixture(scope="module", params=["ties", "affiliations"])
def whole(request: pytest.FixtureRequest, store: Store) -> two_mode.TwoMode:
    made = simple(network(store, request.param, TODAY))
    first = two_mode.first_mode(made)
    assert first
    return two_mode.two_mode(made, first)


def test_everybody_keeps_the_number_of_partners_and_gets_others(whole: two_mode.TwoMode) -> None:
    for seed in (1, 2):
        found = chance.rewired(whole.matrix, seed)
        assert set(np.unique(found)) == {0, 1}
        for axis in (0, 1):
            assert (found.sum(axis=axis) == whole.matrix.sum(axis=axis)).all()
        assert (found != whole.matrix).sum() > whole.matrix.sum() / 2


def test_a_seed_gives_one_network_and_another_seed_another(whole: two_mode.TwoMode) -> None:
    one, same, other = (chance.rewired(whole.matrix, seed) for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_the_first_network_of_a_seed_is_known_so_that_it_is_the_same_on_every_machine() -> None:
    matrix = np.array([[1, 1, 0, 0, 0], [0, 1, 1, 0, 0], [0, 0, 1, 1, 1]], dtype=float)
    found = [np.flatnonzero(row).tolist() for row in chance.rewired(matrix, chance.SEED)]
    assert found == [[1, 2], [0, 1], [2, 3, 4]]


def test_every_network_with_the_same_numbers_of_partners_is_drawn_equally_often() -> None:
    """There are six ways to give each of three one of three partners, and ninety to give four two of four."""
    for matrix, ways, many in ((np.eye(3), 6, 600), (np.kron(np.eye(2), np.ones((2, 2))), 90, 1800)):
        drawn = Counter(chance.rewired(matrix, seed).tobytes() for seed in range(many))
        assert len(drawn) == ways
        expected = many / ways
        assert sum((number - expected) ** 2 / expected for number in drawn.values()) < 1.5 * ways  # chi-squared


def test_what_nobody_can_trade_stays_as_it_is() -> None:
    """Who works with all, and a single one, can get no other partners."""
    for matrix in (np.ones((3, 4)), np.array([[1.0, 0.0, 1.0]])):
        assert (chance.rewired(matrix, 1) == matrix).all()


def test_it_does_not_matter_how_many_processes_draw() -> None:
    matrix = chance.rewired(np.kron(np.eye(4), np.ones((3, 5))), 7)
    alone, together = (chance.drawn(matrix, two_mode.redundancy, 9, processes) for processes in (1, 2))
    assert (alone == together).all()
    assert len({row.tobytes() for row in alone}) == 9


def test_a_figure_stands_beside_those_of_the_networks_that_are_drawn() -> None:
    """Two hubs that share no partner, joined by one place alone: by chance they would share some."""
    made = nx.Graph(name="ties")
    made.add_edges_from([("vn/a", f"jp/{n}") for n in range(8)] + [("vn/b", f"jp/{n}") for n in range(7, 15)])
    made.add_edges_from([("vn/c", f"jp/{n}") for n in (0, 14)])
    first = two_mode.first_mode(made)
    assert first
    found = chance.significance(made, first, nulls=60)
    whole = two_mode.two_mode(made, first)
    for name, expected in (
        ("betweenness", nx.bipartite.betweenness_centrality),
        ("closeness", nx.bipartite.closeness_centrality),
    ):
        own = expected(made, first)
        drawn: dict[str, list[float]] = {node: [] for node in made}
        for number in range(60):
            matrix = chance.rewired(whole.matrix, chance.SEED + number)
            random = nx.Graph(
                (whole.rows[one], whole.columns[other]) for one, other in zip(*matrix.nonzero(), strict=True)
            )
            random.add_nodes_from(made)
            for node, value in expected(random, first).items():
                drawn[node].append(value)
        for node, one in found[name].items():
            assert one
            assert (one.value, one.mean) == pytest.approx((own[node], mean(drawn[node])))
            assert one.deviation == pytest.approx(pstdev(drawn[node]), abs=1e-9)
            values, value = [round(value, 10) for value in drawn[node]], round(own[node], 10)
            below, same = sum(one < value for one in values), values.count(value)
            assert one.percentile == pytest.approx(100 * (below + same / 2) / 60)
            assert one.p == pytest.approx((61 - below) / 61)
            if one.deviation > 1e-9:
                assert one.z == pytest.approx((own[node] - mean(drawn[node])) / pstdev(drawn[node]))
    assert found["betweenness"]["jp/7"].percentile > 95  # type: ignore[union-attr]
    assert found["redundancy"]["jp/3"] is None, "it has one partner"


def test_where_nothing_is_joined_chance_has_nothing_to_say() -> None:
    made = nx.Graph(name="ties")
    made.add_nodes_from(["vn/a", "jp/b"])
    assert chance.significance(made, {"vn/a"}) == {name: {"vn/a": None, "jp/b": None} for name in chance.MEASURES}
