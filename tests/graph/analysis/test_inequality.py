"""How unequally partners are spread: the Gini coefficient is the mean difference of all pairs, over twice the mean."""

from itertools import pairwise, product

import oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import TODAY
from pyoxigraph import Store

from graph.analysis.access import LocalityFilter
from graph.analysis.inequality import gini, lorenz, partner_counts
from graph.analysis.selection import ALL


def by_pairs(values: list[float], weights: list[float]) -> float:
    """Return the Gini coefficient as the mean difference between two people, each having its part of the value."""
    each = [value / weight for value, weight in zip(values, weights, strict=True)]
    people = sum(weights)
    everyone = [*zip(each, weights, strict=True)]
    differences = sum(one * other * abs(own - theirs) for (own, one), (theirs, other) in product(everyone, everyone))
    return differences / (2 * people * sum(values))


SPREADS = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 900)), min_size=1, max_size=12).filter(
    lambda pairs: any(value for value, _ in pairs)
)


@given(SPREADS)
def test_it_is_the_mean_difference_over_twice_the_mean(spread: list[tuple[int, int]]) -> None:
    values, weights = ([float(one[side]) for one in spread] for side in (0, 1))
    assert gini(values) == pytest.approx(by_pairs(values, [1.0] * len(values)), abs=1e-9)
    assert gini(values, weights) == pytest.approx(by_pairs(values, weights), abs=1e-9)


@given(SPREADS)
def test_the_curve_rises_ever_more_steeply_from_nothing_to_all(spread: list[tuple[int, int]]) -> None:
    curve = lorenz([float(value) for value, _ in spread], [float(weight) for _, weight in spread])
    assert (curve[0], curve[-1]) == ((0, 0), (pytest.approx(1), pytest.approx(1)))
    slopes = [(high - low) / (right - left) for (left, low), (right, high) in pairwise(curve)]
    assert all(one <= other + 1e-9 for one, other in pairwise(slopes))


@pytest.mark.parametrize(
    ("values", "weights"), [([], None), ([0.0, 0.0], None), ([1.0, -1.0], None), ([1.0, 2.0], [1.0, 0.0])]
)
def test_where_there_is_nothing_to_spread_there_is_no_curve(values: list[float], weights: list[float] | None) -> None:
    with pytest.raises(ValueError, match="a Lorenz curve needs values"):
        lorenz(values, weights)


@pytest.mark.parametrize("ended", [False, True])
@pytest.mark.parametrize("country", ["vn", "jp"])
def test_partners_are_counted_of_all_localities_also_of_those_without_any(
    store: Store, country: str, ended: bool
) -> None:
    found = partner_counts(store, LocalityFilter(country), TODAY, *([ALL] if ended else []))
    facts = [fact for fact in oracle.cooperation(TODAY) if ended or oracle.lasts(fact, TODAY)]
    pairs = {pair for fact in facts for pair in fact.between(TODAY)}
    assert [(one.place, one.partners) for one in found] == [
        (place, sum(place in pair for pair in pairs)) for place in sorted(oracle.places(TODAY, "provincial", country))
    ]
    assert any(not one.partners for one in found)


def test_the_population_of_a_locality_is_that_of_the_newest_observation(store: Store) -> None:
    counted = {row["locality"]: row for row in sorted(oracle.table("observations"), key=lambda row: row["date"])
               if row["population"]}  # fmt: skip
    found = {one.place: one.population for one in partner_counts(store, LocalityFilter("jp"), TODAY)}
    assert found == {place: int(counted[place]["population"]) for place in oracle.places(TODAY, "provincial", "jp")}
