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


@pytest.mark.parametrize("part", KEPT)
def test_what_one_source_or_publisher_alone_says(store: Store, part: str) -> None:
    rows: Rows = [row for row in graph.records(store, robustness.reliance(store, LONG_AGO)) if row["part"] == part]
    published = {row["source_id"]: row["publisher"] or row["source_id"] for row in oracle.table("sources")}
    sources = {pair: {one for fact in facts for one in fact.sources} for pair, facts in pairs(part, LONG_AGO).items()}
    publishers = {pair: {published[source] for source in named} for pair, named in sources.items()}
    assert {row["place_id"] for row in rows} == {place for pair in sources for place in pair}
    for row in rows:
        for of, same, who, every in (
            ("of_one_source", "of_the_same", "source", sources),
            ("of_one_publisher", "of_the_same_publisher", "publisher", publishers),
        ):
            own = [named for pair, named in every.items() if row["place_id"] in pair]
            single = Counter(next(iter(named)) for named in own if len(named) == 1)
            most = max(single.values(), default=0)
            assert (row["partners"], row[of], row[same]) == (len(own), single.total(), most)
            assert (row[who] is not None) == (most > 1)


def test_of_those_asked_who_lies_between_others_a_share_may_be_found_falsely(store: Store) -> None:
    """Benjamini and Hochberg by hand: the least rate at which one is kept is that of the worst that is not better."""
    rows: Rows = graph.records(store, robustness.brokers(store, LONG_AGO, FEW, 5))
    for part in KEPT:
        degree = dict(nx.Graph(list(pairs(part, LONG_AGO))).degree())
        own = [row for row in rows if row["part"] == part]
        assert [row["place_id"] for row in own] == sorted(degree, key=lambda one: (-degree[one], one))[:5]
        assert [row["partners"] for row in own] == sorted(degree.values(), reverse=True)[:5]
        for share, rate in (("p", "q"), ("p_below", "q_below")):
            ordered = sorted(float(str(row[share])) for row in own)
            for row in own:
                at = [5 * p / n for n, p in enumerate(ordered, 1) if p >= float(str(row[share]))]
                assert row[rate] == pytest.approx(min([*at, 1.0]), abs=1e-3)
                assert 1 <= float(str(row["p"])) + float(str(row["p_below"])) <= 1 + 1.1  # what is equal is in both


def test_who_resembles_whom_is_asked_by_every_part(store: Store) -> None:
    for row in graph.records(store, robustness.resembling(store, LONG_AGO)):
        if row["part"] in KEPT:
            code = str(row["country_id"])[-2:]
            own = {place for pair in pairs(str(row["part"]), LONG_AGO) for place in pair if place.startswith(code)}
            assert row["pairs"] == len(own) * (len(own) - 1) // 2
            assert row["resembling"] == 0


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
    assert not robustness.brokers(store, "1980-01-01", FEW).rows
    assert {row["pairs"] for row in graph.records(store, robustness.resembling(store, "1980-01-01"))} == {0}
