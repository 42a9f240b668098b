"""Communities: their modularity is Barber's, their names come from ties, and chance is asked if it does as well."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import oracle
import pytest
from oracle import TODAY
from pyoxigraph import Store

from graph.analysis import chance, communities
from graph.analysis.networks import affiliations, co_affiliations, network, simple
from graph.analysis.two_mode import two_mode

FEW = 9
"""As many networks of chance as a test needs to see that they are asked."""


def barber(network: "nx.Graph[str]", first: set[str], found: communities.Partition) -> float:
    """Return the modularity of a partition as Barber (2007) writes it, with matrices."""
    rows, columns = sorted(first), sorted(set(network) - first)
    adjacency = nx.bipartite.biadjacency_matrix(network, rows, columns, weight=None).toarray()
    edges = adjacency.sum()
    expected = np.outer(adjacency.sum(axis=1), adjacency.sum(axis=0)) / edges
    groups = {node: number for number, group in enumerate(found.groups) for node in group.members}
    same = np.array([[groups[row] == groups[column] for column in columns] for row in rows])
    return float(((adjacency - expected) * same).sum() / edges)


def localities(found: "nx.Graph[str]", kind: str) -> set[str]:
    return {node for node in found if node.startswith(("vn/",) if kind == "ties" else ("vn/", "jp/"))}


@pytest.mark.parametrize("kind", ["ties", "affiliations"])
def test_the_modularity_is_barbers_and_that_of_chance_too(store: Store, kind: str) -> None:
    whole = network(store, kind, TODAY)
    plain, first = simple(whole), localities(whole, kind)
    found = communities.partition(whole, nulls=FEW)
    assert sorted(node for group in found.groups for node in group.members) == sorted(whole)
    assert found.chance
    assert found.chance.value == pytest.approx(barber(plain, first, found))
    drawn = []
    matrix = two_mode(plain, first)
    for number in range(FEW):
        rewired = chance.rewired(matrix.matrix, chance.SEED + number)
        random = nx.Graph((matrix.rows[a], matrix.columns[b]) for a, b in zip(*rewired.nonzero(), strict=True))
        random.graph["name"] = "affiliations"
        random.add_nodes_from((node, {"bipartite": int(node not in first)}) for node in matrix.nodes)
        drawn.append(barber(random, first, communities.partition(random, nulls=1)))
    assert found.chance.mean == pytest.approx(np.mean(drawn), abs=0.01)


def test_communities_of_co_affiliations_part_the_places_as_well_as_igraph_does(store: Store) -> None:
    joint = affiliations(store, TODAY)
    whole = co_affiliations(joint)
    found = communities.partition(whole, joint, nulls=2)
    number = {node: index for index, group in enumerate(found.groups) for node in group.members}
    theirs = igraph.Graph.from_networkx(whole)
    reached = theirs.modularity([number[node] for node in theirs.vs["_nx_name"]], weights="weight")
    assert found.chance
    assert found.chance.value == pytest.approx(reached, abs=1e-6)
    assert reached == pytest.approx(theirs.community_multilevel(weights="weight").modularity, abs=0.03)


def planted(groups: int, each: int) -> "nx.Graph[str]":
    """Return a network of groups in which all work with all, and nobody with others."""
    found: nx.Graph[str] = nx.Graph(name="ties")
    found.add_edges_from((f"vn/{group}-{one}", f"jp/{group}-{other}")
                         for group in range(groups) for one in range(each) for other in range(each))  # fmt: skip
    return found


def test_groups_that_are_there_are_found_and_are_better_than_chance() -> None:
    found = communities.partition(planted(5, 4), nulls=99)
    assert {frozenset(node[3] for node in group.members) for group in found.groups} == {
        frozenset(str(n)) for n in range(5)
    }
    assert found.chance
    assert found.chance.value == pytest.approx(0.8), "1 - 1/5"
    assert found.chance.p == pytest.approx(1 / 100)
    assert found.better_than_chance


def test_groups_of_networks_of_chance_are_hardly_ever_better_than_chance() -> None:
    """One in twenty is, by the meaning of the level."""
    better = 0
    for seed in range(100, 110):
        names = {node: f"{'vn' if node < 25 else 'jp'}/{node}" for node in range(65)}
        drawn = nx.relabel_nodes(nx.bipartite.gnmk_random_graph(25, 40, 90, seed=seed), names)
        drawn.graph["name"] = "ties"
        found = communities.partition(drawn, nulls=19)
        assert found.chance
        assert found.chance.value > 0.4, "it has groups none the less"
        assert not found.better_than_chance
        better += found.near_chance
    assert better <= 2


def test_without_ties_everybody_is_alone_and_chance_has_nothing_to_say() -> None:
    empty: nx.Graph[str] = nx.Graph(name="ties")
    assert communities.partition(empty) == communities.Partition((), None, 0)
    empty.add_nodes_from(["vn/a", "jp/b"])
    assert [group.members for group in communities.partition(empty).groups] == [("jp/b",), ("vn/a",)]


# --- what they are called by ------------------------------------------------------------------------------------------


def test_they_are_named_by_places_and_fields_of_most_ties(store: Store) -> None:
    """A pair with ten ties counts ten times; of equals, whatever is more of the group's own."""
    ties = [(pair, fact) for fact in oracle.cooperation(TODAY) if oracle.lasts(fact, TODAY)
            for pair in fact.between(TODAY)]  # fmt: skip
    every = Counter(field for _, fact in ties for field in fact.fields)
    for group in communities.partition(network(store, "ties", TODAY), nulls=1).groups:
        within = [(pair, fact) for pair, fact in ties if {*pair} <= {*group.members}]
        of_place = Counter(place for pair, _ in within for place in pair)
        numbers = [of_place[place] for place in group.members]
        assert numbers == sorted(numbers, reverse=True)
        assert group.ties == len(within)
        of_field = Counter(field for _, fact in within for field in fact.fields)
        assert [number for _, number in group.fields] == sorted(of_field.values(), reverse=True)[:3]
        for slug, number in group.fields:
            assert of_field[f"field/{slug}"] == number
        least = (
            (group.fields[-1][1], group.fields[-1][1] / every[f"field/{group.fields[-1][0]}"]) if group.fields else ()
        )
        left = {field for field in of_field if field.removeprefix("field/") not in {slug for slug, _ in group.fields}}
        assert all((of_field[field], of_field[field] / every[field]) <= least for field in left)


def test_equally_well_connected_places_stand_by_id_whatever_the_order_of_the_sum() -> None:
    """3 + 0.3 + 0.5 + 0.4 is not 3 + 0.3 + 0.4 + 0.5 for a computer."""
    found: nx.Graph[str] = nx.Graph()
    found.add_edge("a", "b", weight=3)
    found.add_weighted_edges_from([("a", "a1", 0.3), ("a", "a2", 0.4), ("a", "a3", 0.5)])
    found.add_weighted_edges_from([("b", "b1", 0.3), ("b", "b2", 0.5), ("b", "b3", 0.4)])
    assert found.degree("b", weight="weight") > found.degree("a", weight="weight")
    [group] = communities.partition(found).groups
    assert group.members[:2] == ("a", "b")


def test_communities_are_the_same_in_every_process(folder: Path) -> None:
    """Python gives texts other hashes, and with them sets another order, in every process."""
    code = (
        "from pathlib import Path; from graph.analysis.communities import partition\n"
        "from graph.analysis.networks import *; from graph.store.folder import open_store\n"
        f"store = open_store(Path({str(folder)!r}))\n"
        f"for kind in KINDS[:2]: print(partition(network(store, kind, {TODAY!r}), nulls=2))\n"
        f"joint = affiliations(store, {TODAY!r}); print(partition(co_affiliations(joint), joint, nulls=1))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert b"Group" in said.pop()
