"""What the notebook on the network concludes, worked out from the CSV tables by another way, with chance and parts.

The frames are of pandas, the networks and measures of networkx and igraph, chance is dealt by swaps of two edges.
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import combinations
from math import comb
from operator import ge, le
from random import Random

import igraph
import networkx as nx
import numpy as np
import oracle
import pytest
from stored import DAY, PARTS, called, frame, graph_of, listed, networks, publisher, rows, said

NAME = "01"
SWAPPED = 100
"""How many networks of chance the tests draw: not those of the notebook, and by another algorithm."""
FOR_BROKERS = 300
"""The same where fourteen localities are asked: the least share that these tell is below a fourteenth of 5 %."""


def ranks(values: dict[str, float], place: str) -> int:
    return 1 + sum(round(other, 9) > round(values[place], 9) for other in values.values())


@cache
def betweenness(words: str) -> dict[str, float]:
    whole = networks()[words]
    return nx.bipartite.betweenness_centrality(whole, {node for node in whole if node.startswith("vn/")})


@cache
def swapped(words: str, number: int = SWAPPED) -> "list[nx.Graph[str]]":
    """Return networks in which everybody keeps the number of partners, by swaps of the ends of two edges."""
    chance, found = Random(7), []
    edges = sorted(tuple(sorted(edge, reverse=True)) for edge in networks()[words].edges())
    known = set(edges)
    for _ in range(number):
        for _ in range(4 * len(edges)):
            one, other = (int(chance.random() * len(edges)) for _ in range(2))
            (a, b), (c, d) = edges[one], edges[other]
            if (a, d) not in known and (c, b) not in known:
                known -= {edges[one], edges[other]}
                edges[one], edges[other] = (a, d), (c, b)
                known |= {edges[one], edges[other]}
        found.append(nx.Graph(edges))
    return found


def squares(whole: "nx.Graph[str]") -> int:
    own = [node for node in whole if node.startswith("vn/")]
    return sum(comb(len(set(whole[one]) & set(whole[other])), 2) for one, other in combinations(own, 2))


def test_the_table_of_parts_is_that_of_the_tables() -> None:
    shown = {row[0]: row[1:] for row in rows(NAME, "facts-table")}
    for words, part in PARTS.items():
        whole, ties = networks()[words], part(frame())
        degree = dict(whole.degree())
        groups = [len(group) for group in nx.connected_components(whole)]
        most = max(degree.values())
        first = "; ".join(sorted(called(place) for place, n in degree.items() if n == most))
        expected = [len(whole), whole.number_of_edges(), len(ties), sum(n == 1 for n in degree.values()), len(groups),
                    max(groups), first, most]  # fmt: skip
        assert shown[words] == [str(one) for one in expected]


def test_by_which_year_how_many_of_the_dated_ties_began_is_a_count_and_no_finding() -> None:
    ties = frame()
    for words, own in (("all", ties), ("documents", ties[ties.form == "Agreement"]),
                       ("of high confidence", ties[ties.confidence == "high"])):  # fmt: skip
        years = own.since.dropna().str[:4].astype(int)
        by = [str(np.quantile(years, share, method="inverted_cdf")) for share in (0.25, 0.5, 0.75)]
        assert [words, str(len(years)), *by, str(own.since.isna().sum())] in rows(NAME, "growth-table")
    dated = ties.since.notna().sum()
    assert said(NAME, "growth-figure").startswith(
        f"Figure 1.1. {dated} ties, ended ones included, by the year in which they are stated to have begun, and "
        f"{len(ties) - dated} without such a year."
    )
    assert "began in" not in said(NAME, "summary-table")


def test_the_mergers_joined_groups_and_no_tie_began() -> None:
    told = {}
    for day in ("2025-06-30", "2025-07-01"):
        ties = frame(day)
        ties = ties[ties.in_force & ties.since.notna()]
        whole = graph_of(ties)
        told[day] = ties, len(whole), [len(group) for group in nx.connected_components(whole)]
    (before, many, parts), (after, few, groups) = told.values()
    assert set(before.tie) == set(after.tie)
    assert said(NAME, "together-finding") == (
        "The mergers of July 2025, not new ties, joined groups that had been apart: holds. Dated ties in force on "
        f"2025-06-30: {len(before)}, on 2025-07-01: {len(after)}. The groups go from {len(parts)} to {len(groups)}, "
        f"the largest from {max(parts)} of {many} localities to {max(groups)} of {few}."
    )


def test_the_same_three_have_most_partners_by_every_part() -> None:
    degrees = {words: dict(whole.degree()) for words, whole in networks().items()}
    always = [place for place in degrees["in force"] if all(
        place in values and ranks(values, place) <= 3 for values in degrees.values())]  # fmt: skip
    always.sort(key=lambda place: -degrees["in force"][place])
    text = said(NAME, "middle-finding")
    assert text.startswith(
        f"{listed([called(one) for one in always])} have most partners, whichever facts count: holds."
    )
    for place in always:
        told = ", ".join(f"{ranks(values, place)} ({words})" for words, values in degrees.items())
        sources = {source for fact in oracle.cooperation(DAY) for pair in fact.between(DAY) if place in pair
                   for source in fact.sources}  # fmt: skip
        assert f"{called(place)}: {degrees['in force'][place]} partners, ranks {told}, " in text
        [number] = re.findall(rf"{called(place)}: .*?, (\d+) sources", text)
        assert int(number) >= len(sources)  # those on its memberships and visits count as well


def test_no_locality_stands_in_the_middle_by_every_part() -> None:
    first = {}
    for words in PARTS:
        values = betweenness(words)
        first[words] = [called(place) for place in values if ranks(values, place) == 1]
    assert not set.intersection(*map(set, first.values()))
    told = "; ".join(f"{words}: {listed(names)}" for words, names in first.items())
    own = ", ".join(f"{ranks(betweenness(words), 'vn/da-nang')} ({words})" for words in PARTS)
    assert said(NAME, "middle-second") == (
        "One locality stands in the middle of the network, whichever facts count: does not hold. First by betweenness: "
        f"{told}. Da Nang has ranks {own}."
    )


def test_how_many_partnerships_one_source_or_publisher_alone_speaks_of() -> None:
    sources = PARTS["in force"](frame()).groupby(["vn", "jp"]).sources.agg(lambda of: set().union(*of))
    shown = rows(NAME, "sources-table")
    assert len(shown) == 10
    for row in shown:
        own = [named for pair, named in sources.items() if row[0] in map(called, pair)]
        counted = []
        for named in (own, [{publisher()[source] for source in those} for those in own]):
            single = Counter(min(those) for those in named if len(those) == 1)
            counted += [single.total(), max(single.values(), default=0)]
        told = [int(cell) for cell in row[1:] if cell.isdigit()]
        assert told[:-1] == [len(own), *counted]


def kept_by_rate(chances: list[float], rate: float = 0.05) -> int:
    """Return how many of some chances Benjamini and Hochberg keep at a rate of false discoveries."""
    ordered = sorted(chances)
    return max((n for n, p in enumerate(ordered, 1) if p <= rate * n / len(ordered)), default=0)


@pytest.mark.parametrize("words", PARTS)
def test_the_number_of_partners_explains_who_lies_between_others(words: str) -> None:
    """Above and below chance, at a false discovery rate over those asked, by every part of the facts."""
    text, whole = said(NAME, "brokers-finding"), networks()[words]
    assert "by chance: does not hold." in text

    def by_igraph(network: "nx.Graph[str]") -> dict[str, float]:
        made = igraph.Graph.from_networkx(network)
        return dict(zip(made.vs["_nx_name"], made.betweenness(), strict=True))

    own, drawn = by_igraph(whole), [by_igraph(one) for one in swapped(words, FOR_BROKERS)]
    first = sorted(whole, key=lambda place: (-whole.degree(place), place))[:14]

    def share(counted: Callable[[float, float], bool], place: str) -> float:
        reached = sum(counted(round(one[place], 6), round(own[place], 6)) for one in drawn)
        return (reached + 1) / (len(drawn) + 1)

    above, below = ([share(tail, place) for place in first] for tail in (ge, le))
    told = re.findall(rf"{words}: (\d+) of 14.*? above chance, least rate [\d.]+, and (\d+) below it", text)
    assert told == [(str(kept_by_rate(above)), str(kept_by_rate(below)))] == [("0", "0")]
    [percentile] = re.findall(rf"[ ,](\d+) \({words}\)", text.partition("lies at percentile")[2])
    middle = 50 * (1 + below[first.index("vn/da-nang")] - above[first.index("vn/da-nang")])
    assert float(percentile) == pytest.approx(middle, abs=10)  # three standard errors of the difference


def test_partners_of_partners_work_together_no_more_than_by_chance() -> None:
    text = said(NAME, "closure-finding")
    assert text.startswith("Partners of partners work together more than chance gives: does not hold.")
    for words, whole in networks().items():
        drawn = [squares(one) for one in swapped(words)]
        number, mean, more, fewer = re.findall(
            rf"{words}: (\d+), by chance ([\d.]+) \(as many or more: p = ([\d.]+); as few or fewer: p = ([\d.]+)\)",
            text,
        )[0]
        assert int(number) == squares(whole)
        assert float(mean) == pytest.approx(np.mean(drawn), abs=6 * np.std(drawn) / SWAPPED**0.5 + 0.1)
        assert squares(whole) < np.mean(drawn)
        for p, reached in ((more, np.mean([one >= squares(whole) for one in drawn])),
                           (fewer, np.mean([one <= squares(whole) for one in drawn]))):  # fmt: skip
            assert float(p) == pytest.approx(reached, abs=0.17)  # three standard errors at a half
        assert np.mean([one <= squares(whole) for one in drawn]) > 0.05
    assert "By 5 of 5 parts there are fewer than chance gives on average, by 0 of them so few that" in text


def test_more_than_half_have_one_partner_only() -> None:
    counted = {words: [n for _, n in whole.degree()] for words, whole in networks().items()}
    assert all(2 * sum(n == 1 for n in degrees) > len(degrees) for degrees in counted.values())
    told = "; ".join(f"{words}: {sum(n == 1 for n in degrees)} of {len(degrees)}" for words, degrees in counted.items())
    assert said(NAME, "alone-finding").startswith(
        f"More than half of the localities with a partner have one only: holds. By what counts: {told}."
    )


def test_whose_partners_have_no_other() -> None:
    alone = {words: Counter(next(iter(whole[node])) for node, n in whole.degree() if n == 1)
             for words, whole in networks().items()}  # fmt: skip
    for name, *numbers in rows(NAME, "alone-table"):
        [place] = [one for one in networks()["ended ones too"] if called(one) == name]
        assert numbers == [str(alone[words][place]) for words in PARTS]
    first = {words: {place for place, n in counted.items() if n == max(counted.values())}
             for words, counted in alone.items()}  # fmt: skip
    assert set.intersection(*first.values()) == {"vn/da-nang"}
    text = said(NAME, "alone-second")
    assert text.startswith("No locality has more partners without another than Da Nang, whichever facts count: holds.")
    for words, counted in alone.items():
        assert f"{words}, {max(counted.values())}: " in text


@pytest.mark.parametrize("words", PARTS)
def test_the_network_falls_into_communities_no_more_than_by_chance(words: str) -> None:
    def best(whole: "nx.Graph[str]") -> float:
        """Return Barber's modularity, by matrices, of the best of a few divisions."""
        directed = nx.DiGraph([tuple(sorted(edge, reverse=True)) for edge in whole.edges()])
        own, others = sorted({a for a, _ in directed.edges()}), sorted({b for _, b in directed.edges()})
        matrix = nx.bipartite.biadjacency_matrix(whole, own, others, weight=None).toarray()
        unexpected = matrix - np.outer(matrix.sum(axis=1), matrix.sum(axis=0)) / matrix.sum()
        values = []
        for seed in (1, 2):
            groups = {
                node: n
                for n, group in enumerate(nx.community.louvain_communities(directed, seed=seed))
                for node in group
            }
            same = np.array([[groups[a] == groups[b] for b in others] for a in own])
            values.append((unexpected * same).sum() / matrix.sum())
        return max(values)

    text = said(NAME, "communities-finding")
    assert text.startswith("The network falls into communities more than chance gives: does not hold.")
    stated, mean, _, p = map(
        float, re.findall(rf"{words}: ([\d.]+), by chance ([\d.]+) ± ([\d.]+) \(p = ([\d.]+)", text)[0]
    )
    drawn = [best(one) for one in swapped(words)[:20]]
    assert stated == pytest.approx(best(networks()[words]), abs=0.02)
    assert mean == pytest.approx(np.mean(drawn), abs=0.02)
    assert best(networks()[words]) < np.mean(drawn) + 4 * np.std(drawn)
    assert p > 0.01


def test_no_two_localities_resemble_each_other_beyond_chance_by_any_part() -> None:
    parts = []
    for words, whole in networks().items():
        told = []
        for country, code in (("Vietnam", "vn/"), ("Japan", "jp/")):
            own = sorted(node for node in whole if node.startswith(code))
            others, chances = len(whole) - len(own), []
            for one, other in combinations(own, 2):
                shared, n, m = len(set(whole[one]) & set(whole[other])), whole.degree(one), whole.degree(other)
                chances.append(
                    sum(comb(n, k) * comb(others - n, m - k) for k in range(shared, min(n, m) + 1)) / comb(others, m)
                )
            told.append(f"{country} {kept_by_rate(chances)} of {len(chances):,} pairs")
        parts.append(f"{words}: {', '.join(told)}")
    assert said(NAME, "alike-finding").endswith(
        f": does not hold. Validated at a false discovery rate of 5 %: {'; '.join(parts)}."
    )
