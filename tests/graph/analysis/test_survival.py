"""How long partnerships live, to the last sign of life: those still alive are censored, not over."""

from datetime import date
from math import prod

import oracle
import pytest
from oracle import TODAY
from pyoxigraph import Store

from graph.analysis.survival import Lifetime, lifetimes, survival


def expected(day: str, years: int, mentions: bool) -> list[Lifetime]:
    """Return the lives by the tables."""
    limit = oracle.years_from(day, -years)
    signs: dict[tuple[str, str], list[str]] = {}
    for fact in (*oracle.ties(), *oracle.projects(), *oracle.events()):
        dates = [oracle.first_day(fact.since)] if fact.since else []
        dates += [min(fact.valid_through, day)] if fact.form == "Project" and fact.until else []
        if mentions:
            dates += [oracle.first_day(said) for one in fact.sources if (said := oracle.published()[one])]
        for pair in fact.between(day) if fact.valid_from <= day else ():
            signs[pair] = signs.get(pair, []) + [one for one in dates if one <= day]
    tied = {pair for fact in oracle.cooperation(day) for pair in fact.between(day)}
    return [Lifetime(*pair, min(signs[pair]), max(signs[pair]), max(signs[pair]) < limit)
            for pair in sorted(tied) if signs[pair]]  # fmt: skip


@pytest.mark.parametrize(("day", "years", "mentions"), [(TODAY, 5, True), (TODAY, 3, False), ("2015-01-01", 5, True)])
def test_a_life_is_from_the_first_sign_to_the_last(store: Store, day: str, years: int, mentions: bool) -> None:
    found = lifetimes(store, day, years, mentions)
    assert found == expected(day, years, mentions)
    assert {one.silent for one in found} == {True, False}


def test_with_mentions_fewer_are_silent(store: Store) -> None:
    silent = [
        {(one.vietnam, one.japan) for one in lifetimes(store, TODAY, 5, said) if one.silent} for said in (True, False)
    ]
    assert len(silent[0]) < len(silent[1])


def life(days: int, silent: bool) -> Lifetime:
    return Lifetime(
        "vn/a", "jp/b", "2000-01-01", date.fromordinal(date(2000, 1, 1).toordinal() + days).isoformat(), silent
    )


def test_the_share_that_lives_on_falls_with_each_that_ends_among_those_still_followed(store: Store) -> None:
    """Kaplan and Meier's product, step by step."""
    lives = lifetimes(store, TODAY)
    found = survival(lives)
    ends = sorted({one.years for one in lives if one.silent})
    assert [step.years for step in found] == ends
    for step in found:
        share = prod(1 - sum(one.silent and one.years == end for one in lives) / sum(one.years >= end for one in lives)
                     for end in ends if end <= step.years)  # fmt: skip
        assert step.share == pytest.approx(share)
        assert step.low <= step.share <= step.high


def test_who_is_still_alive_does_not_shorten_lives() -> None:
    """Of four, one ends after a hundred days, one after three hundred; two were seen alive after two hundred."""
    found = survival([life(100, True), life(200, False), life(200, False), life(300, True)])
    assert [step.share for step in found] == pytest.approx([3 / 4, 0])
    assert [step.years for step in found] == pytest.approx([100 / 365.2425, 300 / 365.2425])
    with pytest.raises(ValueError, match="there are no lives"):
        survival([])
