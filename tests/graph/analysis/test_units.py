"""How many local governments there were on a day: as the tables say, as the graph answers, as is officially counted."""

from itertools import pairwise

import oracle
import pytest
from pyoxigraph import Store

from graph.analysis.access import Access, LocalityFilter

NOW = oracle.TODAY

OFFICIAL = [
    ("vn", "provincial", "1976-07-02", 38),
    ("vn", "provincial", "1985-01-01", 40),
    ("vn", "provincial", "1990-01-01", 44),
    ("vn", "provincial", "1992-01-01", 53),
    ("vn", "provincial", "1998-01-01", 61),
    ("vn", "provincial", "2005-01-01", 64),
    ("vn", "provincial", "2009-01-01", 63),
    ("vn", "provincial", "2025-06-30", 63),
    ("vn", "provincial", "2025-07-01", 34),
    ("vn", "provincial", NOW, 34),
    ("jp", "provincial", "1970-04-01", 46),
    ("jp", "provincial", "1972-05-15", 47),
    ("jp", "provincial", NOW, 47),
    ("jp", "municipal", "1999-03-31", 3232),
    ("jp", "municipal", "2005-03-31", 2521),
    ("jp", "municipal", "2010-03-31", 1727),
    ("jp", "municipal", NOW, 1718),
]
"""The counts of the National Assembly of Vietnam, which lists its provincial units in its resolutions, and of the
Ministry of Internal Affairs of Japan, which counts cities, towns and villages without the 23 special wards of Tokyo;
the prefectures are 47 since the return of Okinawa."""

WARDS = 23


@pytest.mark.parametrize(("country", "level", "day", "number"), OFFICIAL)
def test_the_tables_have_as_many_units_as_are_counted_officially(
    country: str, level: str, day: str, number: int
) -> None:
    found = oracle.places(day, level, country)
    wards = [one for one in found if (state := oracle.state_on(one, day)) and state.level == "special-ward"]
    assert len(wards) == (WARDS if (country, level) == ("jp", "municipal") else 0)
    assert len(found) - len(wards) == number


@pytest.mark.parametrize(("country", "level", "day", "number"), OFFICIAL)
def test_the_graph_counts_as_many(store: Store, country: str, level: str, day: str, number: int) -> None:
    units = Access(store).units(LocalityFilter(country, level), day)
    assert len({unit.place for unit in units}) == len(units)
    assert sum(unit.level != "special-ward" for unit in units) == number


def test_no_locality_is_two_things_on_a_day() -> None:
    for place in oracle.localities():
        states = oracle.states(place)
        assert all(before.last < after.first for before, after in pairwise(states)), place
        assert all(state.first <= state.last for state in states), place


def test_every_municipality_lies_in_a_prefecture_of_its_time() -> None:
    for place in oracle.localities():
        if oracle.country(place) == "jp":
            for state in oracle.states(place):
                assert (state.level == "prefecture") == (not state.part_of), place
                assert not state.part_of or oracle.exists(state.part_of, min(state.last, NOW)), place


def test_who_ended_since_the_horizon_was_succeeded_and_who_succeeds_was_there() -> None:
    """Of those that ended before the horizon not all is known; what the district level had went to the provinces."""
    steps = oracle.successions()
    heirs = {step.predecessor for step in steps}
    for place in oracle.localities():
        last = oracle.states(place)[-1].last
        if last != oracle.NEVER and last >= oracle.HORIZONS[oracle.country(place)]:
            assert place in heirs, place
    for step in steps:
        assert oracle.exists(step.successor, oracle.last_day(step.stated)), step.id
