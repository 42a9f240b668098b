"""Tests of what counts suggest: they see what is there, and nothing where chance alone has been at work."""

import pytest
from oracle import LONG_AGO
from pyoxigraph import Store

from graph.analysis.hypotheses import (
    Order,
    following_the_prefecture,
    project_or_document,
    projects_without_partner,
    unequal_by_chance,
    unevenness,
)


def test_groups_that_differ_are_told_from_those_that_do_not() -> None:
    assert unevenness([(10, 10), (0, 10)], 999) < 0.01
    assert unevenness([(5, 10), (5, 10)], 999) == 1
    # two of two in one of two groups of two: one of the three ways to deal them in which they are so uneven, twice
    assert unevenness([(2, 2), (0, 2)], 9999) == pytest.approx(1 / 3, abs=0.02)


@pytest.mark.parametrize("groups", [[(0, 4), (0, 6)], [(4, 4), (6, 6)]])
def test_where_all_or_none_have_it_there_is_no_difference(groups: list[tuple[int, int]]) -> None:
    assert unevenness(groups) == 1


def test_one_that_has_all_is_unequal_and_a_deal_is_not() -> None:
    assert unequal_by_chance([40, 0, 0, 0]).p < 0.01
    assert unequal_by_chance([11, 9, 10, 12]).p > 0.5
    by_people = unequal_by_chance([30, 10], [3000, 1000])
    assert by_people.value == pytest.approx(0)
    assert by_people.p > 0.5


def test_nothing_is_found_before_anything_was_signed(store: Store) -> None:
    assert project_or_document(store, "1980-01-01") == Order(0, 0, 0, 1.0)
    assert following_the_prefecture(store, "1980-01-01") == (0, 0, None)
    assert projects_without_partner(store, "1980-01-01", "vn/da-nang")[:4] == (0, 0, 0, 0)


def test_the_same_is_dealt_in_every_run_and_more_ties_of_a_prefecture_cannot_lower_the_count(store: Store) -> None:
    one = following_the_prefecture(store, LONG_AGO, draws=99)
    assert one == following_the_prefecture(store, LONG_AGO, draws=99)
    by_any = following_the_prefecture(store, LONG_AGO, ("Agreement", "Exchange", "Project"), draws=99)
    assert one.documents == by_any.documents >= by_any.followed >= one.followed
