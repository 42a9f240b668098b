"""Figures of the network by parts of the facts: each part is what the tables have of it, on any day."""

from collections import Counter, defaultdict
from collections.abc import Callable

import networkx as nx
import oracle
import pytest
from oracle import BEFORE_THE_MERGERS, LONG_AGO
from pyoxigraph import Store

import graph
from graph.analysis import robustness
from graph.ask.output import Plain

Rows = list[dict[str, Plain]]
FEW = 9
"""As many networks of chance as a test needs to see that they are asked."""

KEPT: dict[str, Callable[[oracle.Fact, str], bool]] = {
    "in_force": oracle.lasts,
    "documents": lambda fact, day: oracle.lasts(fact, day) and fact.form == "Agreement",
    "dated": lambda fact, day: oracle.lasts(fact, day) and bool(fact.since),
    "with_ended": lambda fact, day: True,
}


def pairs(part: str, day: str) -> dict[tuple[str, str], list[oracle.Fact]]:
    found = defaultdict(list)
    for fact in oracle.cooperation(day):
        for pair in fact.between(day) if KEPT[part](fact, day) else ():
            found[pair].append(fact)
    return found


@pytest.mark.parametrize("part", KEPT)
@pytest.mark.parametrize("day", [BEFORE_THE_MERGERS, LONG_AGO])
def test_the_network_of_a_part_is_that_of_the_tables(store: Store, day: str, part: str) -> None:
    [row] = [one for one in graph.records(store, robustness.parts(store, day)) if one["part"] == part]
    known = pairs(part, day)
    whole = nx.Graph(list(known))
    assert (row["places"], row["pairs"], row["ties"]) == (len(whole), len(known), sum(map(len, known.values())))
    assert row["one_partner"] == sum(number == 1 for _, number in whole.degree())
    groups = [len(group) for group in nx.connected_components(whole)]
    assert (row["groups"], row["largest"]) == (len(groups), max(groups))
    assert row["partners"] == max(number for _, number in whole.degree())


def test_who_would_have_nobody_left(store: Store) -> None:
    rows = graph.records(store, robustness.dependants(store, LONG_AGO))
    for part in KEPT:
        whole = nx.Graph(list(pairs(part, LONG_AGO)))
        alone = Counter(next(iter(whole[place])) for place, number in whole.degree() if number == 1)
        assert {row["place_id"]: row[part] for row in rows if row[part]} == alone


def test_what_one_source_alone_says(store: Store) -> None:
    rows: Rows = graph.records(store, robustness.reliance(store, LONG_AGO))
    named = {
        pair: {source for fact in facts for source in fact.sources}
        for pair, facts in pairs("in_force", LONG_AGO).items()
    }
    for row in rows:
        own = [sources for pair, sources in named.items() if row["place_id"] in pair]
        single = Counter(next(iter(sources)) for sources in own if len(sources) == 1)
        most = max(single.values(), default=0)
        assert (row["partners"], row["of_one_source"], row["of_the_same"]) == (len(own), single.total(), most)
        assert (row["source"] is not None) == (most > 1)


def test_squares_are_counted_with_those_of_chance_the_same_in_every_run(store: Store) -> None:
    one, again = (graph.records(store, robustness.beside_chance(store, LONG_AGO, FEW)) for _ in range(2))
    assert one == again
    for row in one:
        if row["part"] in KEPT:
            whole = nx.Graph(list(pairs(str(row["part"]), LONG_AGO)))
            own = [place for place in whole if place.startswith("vn/")]
            shared = [len(set(whole[a]) & set(whole[b])) for i, a in enumerate(own) for b in own[:i]]
            assert row["squares"] == sum(number * (number - 1) // 2 for number in shared)
            assert row["nulls"] == FEW


def test_before_the_first_tie_there_is_nothing_to_tell(store: Store) -> None:
    for row in graph.records(store, robustness.beside_chance(store, "1980-01-01", FEW)):
        assert row["modularity"] is row["squares_p"] is None
    assert {row["places"] for row in graph.records(store, robustness.parts(store, "1980-01-01"))} == {0}
    assert not robustness.reliance(store, "1980-01-01").rows
