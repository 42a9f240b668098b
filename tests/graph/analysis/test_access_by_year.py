"""Access by year, of the units of each year and on constant territory, counted here in plain Python over the tables."""

import json
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Any

import oracle
import pytest
from asking import plain
from click.testing import CliRunner, Result
from oracle import TODAY
from pyoxigraph import Store

from graph.analysis import access_by_year as by_year
from graph.analysis.access import SCHEMES, LocalityFilter
from graph.analysis.access_by_year import ANY, AccessOnDay, access_on
from graph.ask.query import ParameterError
from graph.cli.main import main

EVE, MERGED = "2025-06-30", "2025-07-01"
"""The last day of the 63 provincial units of Vietnam, and the first of the 34."""

Counted = dict[str, Any]
Series = dict[tuple[str, str], AccessOnDay]
"""A day and a scheme -> what is counted."""


@cache
def facts(scheme: str) -> tuple[oracle.Fact, ...]:
    """Return what the tables have under a scheme, or under any."""
    wanted = {f"scheme/{one.replace('_', '-')}" for one in (SCHEMES if scheme == ANY else [scheme])}
    every = (*oracle.ties(), *oracle.projects(), *oracle.memberships())
    return tuple(fact for fact in every if oracle.scheme(fact) in wanted)


def end_known(fact: oracle.Fact) -> bool:
    """Whether it can be said until when a fact holds: a document and a membership do until an end is known."""
    return bool(fact.until) or fact.form != "Project" or fact.id in oracle.ongoing()


Span = tuple[str, str, bool]
"""From when to when a fact counts, and whether nobody knows from when."""


@cache
def present(network: str, where: str) -> tuple[Span, ...]:
    """Return when a country is in a network: from when to when without a break."""
    members = [one for one in oracle.memberships() if one.network == network
               and any(oracle.country(party) == where for party in one.parties)]  # fmt: skip
    found: list[Span] = []
    for first, last, unknown in sorted((one.valid_from, one.valid_through, one.unknown) for one in members):
        begin, end, known = (
            found.pop() if found and oracle.day_before(first) <= found[-1][1] else (first, last, unknown)
        )
        found.append((begin, max(end, last), known))
    return tuple(found)


@cache
def spans(fact: oracle.Fact) -> tuple[Span, ...]:
    """Return when a fact counts; a membership does while somebody of the other country is in the network.

    One of which nobody knows when somebody was there first, counts on no day.
    """
    if not isinstance(fact, oracle.Membership):
        return ((fact.valid_from, fact.valid_through, fact.unknown),)
    [party] = fact.parties
    return tuple(
        (
            max(first, fact.valid_from),
            min(last, fact.valid_through),
            fact.unknown or (unknown and fact.valid_from < first),
        )
        for first, last, unknown in present(fact.network, "jp" if oracle.country(party) == "vn" else "vn")
        if first <= fact.valid_through and last >= fact.valid_from
    )


def counted(wanted: LocalityFilter, country: str, scheme: str, day: str, asked: str) -> Counted:
    """Return what is expected on a day, of the units of that day and of those of the day asked for."""
    then, now = (
        {one for one in oracle.places(on, wanted.level, country) if wanted.region in {None, oracle.region(one, on)}}
        for on in (day, asked)
    )
    with_then, with_now, dated_then, dated_now = (set[str]() for _ in range(4))
    aside: dict[str, set[str]] = {"from_source": set(), "beginning_unknown": set(), "end_unknown": set()}
    for fact, party in ((one, party) for one in facts(scheme) for party in one.parties):
        if oracle.country(party) != country:
            continue
        holders, heirs = oracle.holders(party, day) & then, oracle.holders(party, asked) & now
        known = [(first, last, undated) for first, last, undated in spans(fact) if first <= asked and last >= day]
        if any(undated for *_, undated in known):
            aside["beginning_unknown"] |= {fact.id} if heirs else set()
        held = holders or (heirs and oracle.holders(party, day))
        if held and any(first <= day and not undated for first, _, undated in known):
            if end_known(fact):
                with_then |= holders
                with_now |= heirs
                dated_then |= holders if fact.since else set()
                dated_now |= heirs if fact.since else set()
                aside["from_source"] |= set() if fact.since else {fact.id}
            else:
                aside["end_unknown"] |= {fact.id}
    numbers = {name: len(found) for name, found in aside.items()}
    dated = {"then_dated": (len(dated_then), len(then)), "constant_dated": (len(dated_now), len(now))}
    return {"then": (len(with_then), len(then)), "constant": (len(with_now), len(now)), **dated, **numbers}


def told(one: AccessOnDay) -> Counted:
    asides = {name: getattr(one, name) for name in ("from_source", "beginning_unknown", "end_unknown")}
    shares = {name: getattr(one, name) for name in ("then", "constant", "then_dated", "constant_dated")}
    return {**{name: (share.number, share.of) for name, share in shares.items()}, **asides}


def series(store: Store, wanted: LocalityFilter, asked: str, *days: str) -> Series:
    """Return what is counted of one country."""
    return {(one.day, one.scheme): one for one in access_on(store, wanted, asked, days)}


VIETNAM, JAPAN, TOWNS = LocalityFilter("vn"), LocalityFilter("jp"), LocalityFilter("jp", "municipal")
KINKI = LocalityFilter("jp", "municipal", "kinki")


@pytest.mark.parametrize("wanted", [VIETNAM, JAPAN, TOWNS, KINKI, LocalityFilter("vn", "central-city")])
@pytest.mark.parametrize("asked", [TODAY, EVE])
def test_both_numbers_are_those_of_the_tables(store: Store, wanted: LocalityFilter, asked: str) -> None:
    days = ["1995-12-31", "2003-12-31", "2010-12-31", "2024-12-31", EVE, *([MERGED, TODAY] if asked == TODAY else [])]
    found = series(store, wanted, asked, *days)
    assert [*found] == [*((day, scheme) for scheme, day in product((*SCHEMES, ANY), days))]
    for (day, scheme), one in found.items():
        assert told(one) == counted(wanted, str(wanted.country), scheme, day, asked), (day, scheme)


def test_each_year_since_1990_has_its_end_and_the_last_the_day_asked_for(store: Store) -> None:
    """Japan has no centrally-run cities, and no row where they are asked about."""
    answer = by_year.table(store, LocalityFilter(level="central-city"), "2009-05-01")
    rows = [dict(zip(answer.columns, map(plain, row), strict=True)) for row in answer.rows]
    ends = [*(f"{year}-12-31" for year in range(1990, 2009)), "2009-05-01"]
    assert [(row["scheme"], row["as_of"]) for row in rows] == [
        (name, day)
        for name in (*(f"scheme/{one.replace('_', '-')}" for one in SCHEMES), "any of the three")
        for day in ends
    ]
    for row in rows:
        assert row["country"] == "country/vn"
        assert float(row["in_force_share"]) == round(row["in_force"] / row["localities"], 4)
        assert float(row["in_force_now_share"]) == round(row["in_force_now"] / row["localities_now"], 4)


# --- what must hold ---------------------------------------------------------------------------------------------------


def quiet_changes(country: str, scheme: str) -> list[str]:
    """Return the days since 1990 on which units took over from others, and no tie began, or was over the day before."""
    days = {one.day for one in oracle.successions() if one.successor[:2] == country and one.day >= "1990"}
    own = [fact for fact in facts(scheme) if any(party[:2] == country for party in fact.parties)]
    began, over = ({one[which] for fact in own for one in spans(fact)} for which in (0, 1))
    return sorted(day for day in days if day not in began and oracle.day_before(day) not in over)


@pytest.mark.parametrize("scheme", [*SCHEMES, ANY])
@pytest.mark.parametrize("wanted", [VIETNAM, TOWNS])
def test_on_constant_territory_nothing_changes_but_by_a_tie_that_begins_or_ends(
    store: Store, wanted: LocalityFilter, scheme: str
) -> None:
    quiet = quiet_changes(str(wanted.country), scheme)
    assert len(quiet) > 2
    assert MERGED in quiet or wanted is TOWNS
    found = series(store, wanted, TODAY, *(one for day in quiet for one in (oracle.day_before(day), day)))
    for day in quiet:
        assert found[day, scheme].constant == found[oracle.day_before(day), scheme].constant, day


def test_the_merger_alone_makes_the_share_of_the_units_of_the_day_jump(store: Store) -> None:
    found = series(store, VIETNAM, TODAY, EVE, MERGED)
    for scheme in (*SCHEMES, ANY):
        before, after = found[EVE, scheme], found[MERGED, scheme]
        assert (before.then.of, after.then.of) == (63, 34)
        assert before.then.number >= after.then.number
        assert before.then.part < after.then.part
        assert before.constant == after.constant == after.then


def test_a_tie_leaves_on_the_day_after_its_end(store: Store) -> None:
    """The days on which the number falls by the tables are those on which it falls here."""
    ends = sorted({last for fact in facts(ANY) for _, last, _ in spans(fact) if "2019" <= last < "2025"})
    days = [one for day in ends for one in (day, oracle.day_after(day))]
    fallen = 0
    for wanted in (VIETNAM, JAPAN):
        found = series(store, wanted, TODAY, *days)
        for day, scheme in product(ends, (*SCHEMES, ANY)):
            after = oracle.day_after(day)
            numbers = [counted(wanted, str(wanted.country), scheme, on, TODAY) for on in (day, after)]
            assert [told(found[on, scheme]) for on in (day, after)] == numbers
            fallen += numbers[1]["constant"][0] < numbers[0]["constant"][0]
    assert fallen


@pytest.mark.parametrize("wanted", [VIETNAM, JAPAN, TOWNS])
def test_on_the_day_asked_for_both_are_the_same(store: Store, wanted: LocalityFilter) -> None:
    for asked in (TODAY, EVE, "2004-12-31"):
        assert all(one.then == one.constant for one in access_on(store, wanted, asked, (asked,)))


def test_a_tie_without_any_date_is_on_no_day_and_told_on_each(store: Store) -> None:
    undated = [fact for fact in facts("intercity_network") if fact.unknown and not fact.until]
    held = {holder for fact in undated for party in fact.parties for holder in oracle.holders(party, TODAY)}
    prefectures = held & {*oracle.places(TODAY, "provincial", "jp")}
    assert prefectures
    found = series(store, JAPAN, TODAY, "1995-12-31", TODAY)
    for day in ("1995-12-31", TODAY):
        assert found[day, "intercity_network"].beginning_unknown >= len(prefectures) // 2 > 0


def test_a_country_begins_with_its_horizon(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_year, "horizon", lambda _, code: {"vn": "2008-08-01", "jp": "1970-04-01"}[code])
    days = ("2008-07-31", "2008-08-01", "2009-12-31")
    found = access_on(store, LocalityFilter(), "2009-12-31", days)
    assert {(one.country, one.day) for one in found} == {*product(["vn", "jp"], days)} - {("vn", "2008-07-31")}


def test_below_the_provinces_of_vietnam_no_share_is_told(store: Store) -> None:
    with pytest.raises(ParameterError, match="below the provinces of Vietnam is known only where a fact names them"):
        by_year.table(store, LocalityFilter("vn", "municipal"), TODAY)
    both = LocalityFilter(level="municipal")
    assert {one.country for one in access_on(store, both, TODAY, ("2010-12-31",))} == {"jp"}
    assert by_year.left_out(store, both)
    assert not by_year.left_out(store, LocalityFilter())


# --- on the command line ----------------------------------------------------------------------------------------------


@pytest.fixture
def coop(folder: Any) -> Callable[..., Result]:
    """Runs ``coop gaps --show years`` in this process, on the graph of all facts."""

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["gaps", "--show", "years", *arguments], env={"COOP_STORE": str(folder)})

    return run


def test_a_scheme_is_asked_about_by_itself(coop: Callable[..., Result], store: Store) -> None:
    done = coop("--country", "vn", "--scheme", "third-party-support", "--as-of", EVE, "--format", "json")
    rows = json.loads(done.stdout)
    found = [one for one in by_year.access_by_year(store, VIETNAM, EVE) if one.scheme == "third_party_support"]
    assert [(row["as_of"], row["in_force"], row["in_force_now"]) for row in rows] == [
        (one.day, one.then.number, one.constant.number) for one in found
    ]
    assert {row["scheme_id"] for row in rows} == {"concept/scheme/third-party-support"}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "any of the three"), ("vi", "ít nhất một hình thức"), ("ja", "いずれかの枠組み")],
)
def test_people_read_it_in_their_language(coop: Callable[..., Result], language: str, said: str) -> None:
    done = coop("--country", "jp", "--as-of", "1991-12-31", "--lang", language)
    assert said in done.stdout
    assert oracle.spoken("1990-12-31", language) in done.stdout


def test_who_is_left_out_is_told_and_refused_alone(coop: Callable[..., Result]) -> None:
    both = coop("--level", "municipal", "--as-of", "1991-12-31")
    assert "only where a fact names them" in both.stderr
    assert "Vietnam" not in both.stdout
    alone = coop("--level", "municipal", "--country", "vn")
    assert (alone.exit_code, alone.stdout) == (1, "")
    assert "only where a fact names them" in alone.stderr
    assert "recorded from 2 July 1976 on" in coop("--country", "vn", "--as-of", "1976-07-01").stderr
