"""The history of first documents: which pair could have signed in which year, and what was known before it."""

from collections import Counter
from functools import cache

import oracle
import pytest
from oracle import TODAY
from pyoxigraph import Store

from graph.analysis.event_history import FIRST_YEAR, PairYear, first_documents

Pair = tuple[str, str]
LAST = int(TODAY[:4])


@pytest.fixture(scope="module")
def rows(store: Store) -> list[PairYear]:
    return [*first_documents(store, TODAY)]


@cache
def begun(form: str) -> dict[Pair, list[int | None]]:
    """Return in which years what began between each pair, none where it is not known, on the territory of today."""
    found: dict[Pair, list[int | None]] = {}
    for fact in (*oracle.ties(), *oracle.projects(), *oracle.events()):
        for pair in fact.between(TODAY) if fact.form == form and fact.valid_from <= TODAY else ():
            found.setdefault(pair, []).append(int(fact.since[:4]) if fact.since else None)
    return found


def first(form: str, pair: Pair) -> int:
    return min((year for year in begun(form).get(pair, []) if year), default=9999)


def test_each_pair_is_at_risk_until_it_signs(rows: list[PairYear]) -> None:
    years = Counter((row.vietnam, row.japan) for row in rows)
    own, theirs = (oracle.places(TODAY, "provincial", country) for country in ("vn", "jp"))
    for pair in ((one, other) for one in own for other in theirs):
        signed = first("Agreement", pair)
        unknown = signed == 9999 and None in begun("Agreement").get(pair, [])
        assert years[pair] == (0 if unknown else max(min(signed, LAST) - FIRST_YEAR + 1, 0)), pair
    assert set(years) <= {(one, other) for one in own for other in theirs}


def test_a_pair_signs_once_at_most_and_in_its_last_year(rows: list[PairYear]) -> None:
    signed = {(row.vietnam, row.japan): row.year for row in rows if row.signed}
    assert len(signed) == sum(row.signed for row in rows)
    assert signed
    for pair, year in signed.items():
        assert year == first("Agreement", pair)
    assert all(row.year < signed[row.vietnam, row.japan] for row in rows
               if not row.signed and (row.vietnam, row.japan) in signed)  # fmt: skip


def test_what_was_before_is_dated_and_of_an_earlier_year(rows: list[PairYear]) -> None:
    for row in rows:
        pair = row.vietnam, row.japan
        known = tuple(first(form, pair) < row.year for form in ("Project", "Exchange", "Event"))
        assert (row.project_before, row.exchange_before, row.event_before) == known
    for name in ("project_before", "event_before"):
        assert {getattr(row, name) for row in rows} == {True, False}


def test_kin_had_a_tie_before_if_a_municipality_had(rows: list[PairYear]) -> None:
    known: dict[Pair, int] = {}
    for form in ("Agreement", "Exchange", "Project"):
        for own in begun(form):
            above = [{place, oracle.state_on(place, TODAY).part_of or place} for place in own]  # type: ignore[union-attr]
            for pair in {(one, other) for one in above[0] for other in above[1]} - {own}:
                known[pair] = min(known.get(pair, 9999), first(form, own))
    for row in rows:
        assert row.kin_before == (known.get((row.vietnam, row.japan), 9999) < row.year)
    assert {row.kin_before for row in rows} == {True, False}


def test_how_many_partners_each_had_signed_with(rows: list[PairYear]) -> None:
    signed = {pair: first("Agreement", pair) for pair in begun("Agreement")}
    for row in (row for row in rows if row.signed or row.year == LAST):
        assert row.vietnam_documents == sum(row.vietnam == one and year < row.year for (one, _), year in signed.items())
        assert row.japan_documents == sum(row.japan == other and year < row.year for (_, other), year in signed.items())


def test_networks_are_shared_from_the_year_after_both_had_joined(rows: list[PairYear]) -> None:
    joined: dict[str, dict[str, int]] = {}
    for fact in oracle.memberships():
        for place in {one for party in fact.parties for one in oracle.holders(party, TODAY)} if fact.since else ():
            own = joined.setdefault(place, {})
            own[fact.network] = min(int(fact.since[:4]), own.get(fact.network, 9999))  # type: ignore[index]
    designations = {f"network/{row['network_id']}" for row in oracle.table("networks") if row["kind"] == "designation"}
    for row in (row for row in rows if row.signed or row.year in {2005, LAST}):
        one, other = joined.get(row.vietnam, {}), joined.get(row.japan, {})
        shared = {n for n in one.keys() & other.keys() if max(one[n], other[n]) < row.year}
        assert row.shared_networks == len(shared)
        assert row.shared_designations == len(shared & designations)
        assert row.vietnam_networks == sum(year < row.year for year in one.values())
        assert row.japan_networks == sum(year < row.year for year in other.values())
    assert any(row.shared_networks for row in rows)
