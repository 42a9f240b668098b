"""The tables for analysts hold what our CSV tables say, worked out in plain Python (the oracle) or by pandas itself."""

import builtins
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import product
from math import acos, cos, degrees, isclose, radians, sin
from pathlib import Path
from typing import Any

import oracle
import pandas as pd
import pytest
from conftest import FACTS, table
from oracle import BEFORE_THE_MERGERS, DAYS, LONG_AGO, TODAY
from pyoxigraph import Store

import graph
from graph.analysis import networks
from graph.analysis.frames import NoPandasError, dyads, localities, ties
from graph.analysis.pairs import pair_ties
from graph.ask.labels import Labels, short
from graph.ask.query import ParameterError
from ontology import concepts, thing

on_each_day = pytest.mark.parametrize("day", DAYS)
Frame = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="module")
def of_localities(store: Store) -> Frame:
    """Makes the table of localities as of a day, once."""
    return cache(lambda day: localities.localities(store, day).set_index("id", drop=False))


@pytest.fixture(scope="module")
def of_ties(store: Store) -> Frame:
    """Makes the table of ties as of a day, once."""
    return cache(lambda day: ties.ties(store, day))


@pytest.fixture(scope="module")
def of_dyads(store: Store) -> Frame:
    """Makes the table of pairs as of a day, municipalities with ties among them, once."""
    return cache(lambda day: dyads.dyads(store, day, municipalities=True).set_index(["vn", "jp"], drop=False))


def cells(row: Any) -> dict[str, Any]:
    """Return what is known in a row."""
    return {name: value for name, value in row.items() if not pd.isna(value)}


def parted(cell: Any) -> set[str]:
    return set() if pd.isna(cell) else set(cell.split(";"))


# --- localities -------------------------------------------------------------------------------------------------------


@on_each_day
def test_the_localities_are_those_of_the_day_each_once(of_localities: Frame, day: str) -> None:
    found = of_localities(day)
    assert [*found.id] == sorted(place for place in oracle.localities() if oracle.exists(place, day))
    assert found.id.is_unique
    stated = {row["id"]: {*oracle.parts(row["sources"])} for row in table("localities")}
    for row in table("funders"):  # a locality that gives money is a funder too
        if row["locality"]:
            stated[row["locality"]] |= {*oracle.parts(row["sources"])}
    for place, row in found.iterrows():
        assert parted(row.sources) == {f"source/{one}" for one in stated[str(place)]}
        state = oracle.state_on(str(place), day)
        assert state
        seat = oracle.seat(str(place), day) or (None, None)
        expected = {
            "country": oracle.country(str(place)),
            "level": state.level,
            "provincial": state.level in oracle.PROVINCIAL,
            "parent": state.part_of,
            "region": oracle.region(str(place), day),
            "latitude": seat[0],
            "longitude": seat[1],
        }
        said = cells(row[[*expected]])
        assert said == {name: value for name, value in expected.items() if value not in {None, ""}}, place


@on_each_day
def test_a_locality_is_called_what_it_was_called_on_the_day_in_three_languages(
    store: Store, of_localities: Frame, day: str
) -> None:
    found = of_localities(day)
    for language in ("en", "vi", "ja"):
        labels = Labels(store, language, day)
        assert [*found[f"name_{language}"]] == [labels[thing[place]] for place in found.id]
    assert found.loc["vn/da-nang", ["name_en", "name_vi", "name_ja"]].to_list() == [
        "Da Nang", "Thành phố Đà Nẵng", "ダナン市"]  # fmt: skip


@on_each_day
def test_units_held_are_those_whose_ties_it_holds(of_localities: Frame, day: str) -> None:
    parties = {party for fact in oracle.cooperation(day) for party in fact.parties}
    expected = defaultdict(set)
    for party in parties:
        for holder in oracle.holders(party, day) - {party}:
            expected[holder].add(party)
    found = of_localities(day).units_held.map(parted)
    assert {place: held & parties for place, held in found.items() if held & parties} == expected


@on_each_day
def test_figures_are_the_newest_that_are_known_in_the_borders_of_the_day(of_localities: Frame, day: str) -> None:
    """By pandas alone: figures of later days, and of borders that have changed since, are left out."""
    rows = pd.DataFrame(table("observations"))
    rows["known"] = rows.apply(oracle.figures_known, axis=1)
    rows["borders"] = rows.boundaries.where(rows.boundaries != "", rows.date.map(oracle.last_day))
    within = {row["id"]: row["part_of"] for row in table("localities")}
    changed = {
        (step.successor, step.day)
        for step in oracle.successions()
        if step.successor not in {step.predecessor, within[step.predecessor]}
    }
    rows["changed"] = [
        any(place == one and borders < change <= day for one, change in changed)
        for place, borders in zip(rows.locality, rows.borders, strict=True)
    ]
    rows = rows[(rows.known <= day) & ~rows.changed]
    found = of_localities(day)
    seen = 0
    for name in oracle.FIGURES:
        known = rows[rows[name] != ""].assign(last=lambda them: them.date.map(oracle.last_day))
        newest = known.sort_values("last", kind="stable").groupby("locality").last()
        here = newest[newest.index.isin(found.index)]
        ours = found[name].dropna()
        if name in {"population", "area"}:  # those of former units stand with the units themselves
            ours = ours[ours.index.isin(here.index)]
        assert {*ours.index} == {*here.index}, name
        several = known.groupby(["locality", "last"])[name].agg(set)
        for place, value in ours.items():
            stated = several[place, here.loc[place, "last"]]
            assert float(value) in {float(one) for one in stated}, (name, place)
            assert oracle.last_day(found.loc[place, f"{name}_date"]) == here.loc[place, "last"]
            seen += 1
    assert (seen > 1000) == (day > LONG_AGO)


def test_the_population_of_a_unit_that_has_ended_is_its_own(of_localities: Frame) -> None:
    before = of_localities(BEFORE_THE_MERGERS)
    [row] = [row for row in table("localities") if row["id"] == "vn/quang-nam"]
    assert before.loc["vn/quang-nam", "population"] == int(row["population"])
    assert before.loc["vn/quang-nam", "population_date"] == row["population_year"]
    assert "vn/quang-nam" not in of_localities(TODAY).index


def test_figures_name_their_sources(of_localities: Frame) -> None:
    found = of_localities(TODAY)
    known = found[found.population.notna()]
    assert len(known) > 1800
    assert known.figure_sources.notna().all()
    ids = {f"source/{row['source_id']}" for row in table("sources")}
    assert set().union(*known.figure_sources.map(parted)) <= ids


# --- ties -------------------------------------------------------------------------------------------------------------


def expected_parts(day: str) -> set[tuple[str, ...]]:
    """Return each tie with its parties and holders of the two countries."""
    found = set()
    for fact in oracle.cooperation(day):
        sides = ([(party, holder) for party in fact.parties if party.startswith(country)
                  for holder in oracle.holders(party, day)] for country in ("vn", "jp"))  # fmt: skip
        for (vn_party, vn_holder), (jp_party, jp_holder) in product(*sides):
            found.add((fact.id, vn_party, vn_holder, jp_party, jp_holder))
    return found


@on_each_day
def test_a_row_is_a_tie_between_two_parties_in_the_hands_of_those_who_hold_it(of_ties: Frame, day: str) -> None:
    found = of_ties(day)
    keys = ["tie", "vn_party", "vn_holder", "jp_party", "jp_holder"]
    assert {*found[keys].itertuples(index=False, name=None)} == expected_parts(day)
    assert not found.duplicated(keys).any()


@on_each_day
def test_a_tie_says_what_its_row_says(of_ties: Frame, day: str) -> None:
    facts = {fact.id: fact for fact in oracle.cooperation(day)}
    rows = {f"tie/{row['tie_id']}": row for row in table("ties")}
    rows |= {f"project/{row['project_id']}": row for row in table("projects")}
    for said in of_ties(day).to_dict("records"):
        fact, row = facts[said["tie"]], rows[said["tie"]]
        project = fact.form == "Project"
        until = oracle.told_end(fact, day) or ""
        known = {
            "form": fact.form,
            "kind": "" if row.get("kind", "exchange") == "exchange" else row["kind"],
            "scheme": (oracle.scheme(fact) or "").removeprefix("scheme/"),
            "since": fact.since or "",
            "until": until,
            "confidence": row["confidence"],
            "sources": {f"source/{one}" for one in oracle.parts(row["sources"])},
            "fields": set(oracle.parts(row["fields"])),
            "programme": f"programme/{row['programme_id']}" if row.get("programme_id") else "",
            "funders": {oracle.funder(one) for one in oracle.parts(row.get("funder_id", ""))},
            "status": row.get("status", ""),
            "currency": row.get("currency", ""),
        }
        for name, expected in known.items():
            value = parted(said[name]) if isinstance(expected, set) else "" if pd.isna(said[name]) else said[name]
            assert value == expected, (said["tie"], name)
        assert said["sources_number"] == len(oracle.parts(row["sources"]))
        assert said["dated"] == bool(fact.since)
        for name, stated in (("since", fact.since), ("until", until)):
            if stated:
                days = said[f"{name}_earliest"].date().isoformat(), said[f"{name}_latest"].date().isoformat()
                assert days == (oracle.first_day(stated), oracle.last_day(stated))
                assert said[f"{name}_precision"] == {4: "year", 7: "month", 10: "day"}[len(stated)]
            else:
                assert pd.isna(said[f"{name}_earliest"])
                assert pd.isna(said[f"{name}_precision"])
        assert said["valid_from"].date().isoformat() == fact.valid_from
        open_ended = project and not row["end"]
        in_force = day <= fact.valid_through and (not open_ended or row["status"] == "ongoing")
        assert said["in_force"] == in_force
        assert (said["state"] == "active") == in_force
        if project and row["budget"]:
            assert said["budget"] == float(row["budget"])


@on_each_day
def test_a_tie_is_known_from_the_last_of_its_date_or_of_its_earliest_source(of_ties: Frame, day: str) -> None:
    facts = {fact.id: fact for fact in oracle.cooperation(day)}
    for tie, known in of_ties(day).groupby("tie").known_from.first().items():
        fact = facts[str(tie)]
        dates = [fact.since] if fact.since else [*filter(None, (oracle.published()[one] for one in fact.sources))]
        assert known.date().isoformat() == min(map(oracle.last_day, dates), default=fact.recorded)


@on_each_day
def test_the_ties_are_the_edges_of_the_network(store: Store, of_ties: Frame, day: str) -> None:
    [held] = pair_ties(store, [day])
    edges = {(one.vietnam, one.japan, short(one.tie)) for one in held}
    assert {*of_ties(day)[["vn_holder", "jp_holder", "tie"]].itertuples(index=False, name=None)} == edges


def test_a_party_is_called_what_it_was_called_and_its_holder_stands_beside_it(of_ties: Frame) -> None:
    found = of_ties(TODAY)
    [row] = found[found.tie == "tie/quy-nhon--ashikaga--mou--2024"].to_dict("records")
    assert (row["vn_party_name_en"], row["vn_holder_name_en"]) == ("Quy Nhon", "Gia Lai")
    assert (row["vn_party_name_vi"], row["vn_holder_name_vi"]) == ("Thành phố Quy Nhơn", "Tỉnh Gia Lai")
    assert (row["jp_party_name_ja"], row["jp_holder_name_ja"]) == ("足利市", "足利市")
    assert not row["vn_shared"]


def test_a_part_of_one_that_was_divided_is_shared(of_ties: Frame) -> None:
    shared = {(one.party, one.holder) for one in oracle.tenures() if one.shared}
    for side, day in product(("vn", "jp"), DAYS):
        found = of_ties(day)
        pairs = [*zip(found[f"{side}_party"], found[f"{side}_holder"], strict=True)]
        assert [*found[f"{side}_shared"]] == [pair in shared for pair in pairs]


# --- pairs ------------------------------------------------------------------------------------------------------------


@on_each_day
def test_the_pairs_are_all_of_provincial_units_and_of_municipalities_with_ties(of_dyads: Frame, day: str) -> None:
    tied = {place for fact in oracle.cooperation(day) for pair in fact.between(day) for place in pair}
    sides = [
        {*oracle.places(day, "provincial", country)} | {place for place in tied if place.startswith(country)}
        for country in ("vn", "jp")
    ]
    found = of_dyads(day)
    assert {*found.index} == {*product(*sides)}
    assert found.index.is_unique


def test_without_municipalities_the_rest_is_the_same(store: Store, of_dyads: Frame) -> None:
    whole = of_dyads(TODAY)
    provincial = dyads.dyads(store, TODAY).set_index(["vn", "jp"], drop=False)
    kept = whole[whole.vn_level.isin(oracle.PROVINCIAL) & whole.jp_level.isin(oracle.PROVINCIAL)]
    pd.testing.assert_frame_equal(provincial, kept)
    assert len(provincial) == 34 * 47


def test_all_municipalities_are_paired_where_they_are_asked_for(store: Store, of_dyads: Frame) -> None:
    whole = dyads.dyads(store, TODAY, municipalities="all").set_index(["vn", "jp"], drop=False)
    own, theirs = ({place for place in oracle.localities() if oracle.country(place) == country
                    and oracle.exists(place, TODAY)} for country in ("vn", "jp"))  # fmt: skip
    assert len(whole) == len(own) * len(theirs) > 34 * 1741
    tied = of_dyads(TODAY)
    pd.testing.assert_frame_equal(whole.loc[tied.index], tied)
    assert whole.ties.sum() == tied.ties.sum()


@on_each_day
def test_a_pair_counts_its_ties_by_form(of_dyads: Frame, of_ties: Frame, day: str) -> None:
    """By pandas, of the table of ties, which is held against the CSV tables above."""
    held = of_ties(day).drop_duplicates(["tie", "vn_holder", "jp_holder"])
    held = held.assign(all=True, confident=held.confidence == "high").set_index(["vn_holder", "jp_holder"])
    found = of_dyads(day)
    forms = {"ties": ["Agreement", "Exchange", "Project"], "agreements": ["Agreement"], "exchanges": ["Exchange"],
             "projects": ["Project"]}  # fmt: skip
    for (name, of), (ending, which) in product(
        forms.items(), {"": "all", "_dated": "dated", "_in_force": "in_force", "_confident": "confident"}.items()
    ):
        number = held[held.form.isin(of) & held[which]].groupby(level=[0, 1]).size()
        assert {**found[found[name + ending] > 0][name + ending]} == {**number}, name + ending
    assert found.ties.sum() > 100 or day < "2020"


@on_each_day
def test_the_first_document_is_the_earliest_dated_one(of_dyads: Frame, day: str) -> None:
    first: dict[tuple[str, str], str] = {}
    for fact in oracle.agreements(day):
        for pair in fact.between(day) if fact.since else ():
            first[pair] = min(first.get(pair, "9999"), fact.since or "", key=oracle.first_day)
    found = of_dyads(day).first_document.dropna()
    assert {**found} == first


@on_each_day
def test_distances_are_great_circles(of_dyads: Frame, day: str) -> None:
    """By the spherical law of cosines; a degree of the earth has 111.195 km."""
    for row in of_dyads(day).sample(300, random_state=1).to_dict("records"):
        one, other = oracle.seat(row["vn"], day), oracle.seat(row["jp"], day)
        if not (one and other):
            assert pd.isna(row["distance_km"])
            continue
        lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
        angle = degrees(acos(sin(lat1) * sin(lat2) + cos(lat1) * cos(lat2) * cos(lon2 - lon1)))
        assert isclose(row["distance_km"], angle * 111.19493, abs_tol=0.3)


@on_each_day
def test_shared_networks_are_those_in_which_both_are(of_dyads: Frame, day: str) -> None:
    rows = {f"membership/{row['membership_id']}": row for row in table("memberships")}
    within: dict[str, set[str]] = defaultdict(set)
    for fact in oracle.memberships():
        if fact.valid_from <= day <= fact.valid_through:
            for party in fact.parties:
                for holder in oracle.holders(party, day):
                    within[holder].add(f"network/{rows[fact.id]['network_id']}")
    designations = {f"network/{row['network_id']}" for row in table("networks") if row["kind"] == "designation"}
    for (vn, jp), row in of_dyads(day).iterrows():
        both = within[vn] & within[jp]
        assert parted(row.shared_networks_ids) == both
        assert row.shared_networks == len(both)
        assert row.shared_designations == len(both & designations)


@on_each_day
def test_kin_are_what_contains_either_or_lies_in_it(of_dyads: Frame, of_ties: Frame, day: str) -> None:
    """Pair by pair, whereas the table is made tie by tie."""
    held = {*of_ties(day)[["vn_holder", "jp_holder", "tie", "in_force"]].itertuples(index=False, name=None)}

    def related(one: str, other: str) -> bool:
        states = oracle.state_on(one, day), oracle.state_on(other, day)
        assert states[0]
        assert states[1]
        return one == other or states[0].part_of == other or states[1].part_of == one

    for (vn, jp), row in of_dyads(day).iloc[::7].iterrows():
        own = {tie for one, other, tie, _ in held if (one, other) == (vn, jp)}
        kin = {(tie, lasts) for one, other, tie, lasts in held
               if tie not in own and related(vn, one) and related(jp, other)}  # fmt: skip
        assert (row.kin_ties, row.kin) == (len(kin), bool(kin)), (vn, jp)
        assert row.kin_ties_in_force == sum(lasts for _, lasts in kin)


def test_a_pair_has_what_its_localities_have(of_dyads: Frame, of_localities: Frame) -> None:
    places, found = of_localities(TODAY), of_dyads(TODAY)
    for side, names in {
        "vn": ["name_vi", "level", "region", "parent", "population", "population_date", "japanese_residents"],
        "jp": ["name_ja", "level", "region", "parent", "population", "population_date", "vietnamese_residents"],
    }.items():
        for name in names:
            expected = places.loc[found[side], name].reset_index(drop=True)
            pd.testing.assert_series_equal(
                found[f"{side}_{name}"].reset_index(drop=True), expected, check_names=False, check_dtype=True
            )
    assert found.jp_vietnamese_residents.notna().sum() > 1000


# --- in Python --------------------------------------------------------------------------------------------------------


def test_the_tables_can_be_had_by_a_call_and_say_of_what_day_they_are(folder: Path) -> None:
    for made in (graph.ties("2024", folder), graph.dyads("2024", folder)):
        assert made.attrs["as_of"] == "2024-12-31"
        assert made.attrs["facts_version"] == FACTS
        assert [*made.attrs["columns"]] == [*made.columns]
        assert all(made.attrs["columns"].values())
    assert graph.ties(folder=folder).attrs["as_of"] == date.today().isoformat()
    with pytest.raises(ParameterError, match="lies in the future"):
        graph.localities("2999", folder)


def test_every_column_has_the_type_that_is_documented(of_localities: Frame, of_ties: Frame, of_dyads: Frame) -> None:
    plain = {"string", "Int64", "Float64", "boolean", "datetime64[s]"}
    for made, columns in (
        (of_localities(TODAY), localities.COLUMNS), (of_ties(TODAY), ties.COLUMNS), (of_dyads(TODAY), dyads.COLUMNS),
    ):  # fmt: skip
        assert [*made.columns] == [*columns]
        for name, column in columns.items():
            found = made[name].dtype
            assert str(found) == (column.type if column.type in plain else "category"), name
            if column.type in {"level", "region", "field", "agreement-kind", "confidence"}:
                assert [*found.categories] == [*concepts.slugs(column.type)], name


def test_a_day_without_ties_has_localities_and_pairs(store: Store) -> None:
    assert len(ties.ties(store, "1980-12-31")) == 0
    found = dyads.dyads(store, "1980-12-31")
    assert found.ties.sum() == 0
    assert len(found) == len(oracle.places("1980-12-31", "provincial", "vn")) * 47


def test_without_pandas_it_is_told_how_to_install_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = builtins.__import__

    def lacking(name: str, *rest: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return ours(name, *rest)

    monkeypatch.setattr(builtins, "__import__", lacking)
    for call in (graph.localities, graph.ties, graph.dyads):
        with pytest.raises(NoPandasError, match=re.escape("pip install 'vnjp-ties[analysis]'")):
            call(folder=folder)
    assert len(networks.network(graph.open_store(folder), "ties", TODAY)) > 50
