"""Every rule derives what follows from the tables, no more and no less."""

from collections import defaultdict
from typing import Any

import oracle
import pytest
from asking import BASE, difference, plain
from pyoxigraph import NamedNode, Store

DERIVED = NamedNode(f"{BASE}graph/derived")
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def derived(store: Store, predicate: str) -> set[tuple[Any, Any]]:
    """Return subject and object of what the rules have derived with a term of the ontology."""
    term = NamedNode(f"{BASE}ontology#{predicate}")
    quads = store.quads_for_pattern(None, term, None, DERIVED)
    return {(plain(quad.subject), plain(quad.object)) for quad in quads}


def of_facts(store: Store, predicate: str) -> dict[Any, set[Any]]:
    """Return what has been derived of facts: the fact -> the values."""
    found: dict[Any, set[Any]] = defaultdict(set)
    for fact, value in derived(store, predicate):
        found[fact].add(value)
    return found


def tenures(store: Store, predicate: str) -> set[tuple[Any, Any, Any]]:
    """Return a property of all tenures: of whom, held by whom, the value."""
    whose = dict(derived(store, "tenureOf"))
    by = dict(derived(store, "heldBy"))
    return {(whose[one], by[one], value) for one, value in derived(store, predicate) if one in whose}


def test_whoever_has_ended_has_an_heir(store: Store) -> None:
    """The questions on partners rely on it: what nobody holds they would leave out."""
    parties = {party for fact in (*oracle.ties(), *oracle.projects(), *oracle.memberships()) for party in fact.parties}
    ended = {place for place in parties if oracle.localities()[place]["valid_until"]}
    assert ended
    held_today = {whose for whose, _, through in tenures(store, "lastDay") if through == "9999-12-31"}
    assert ended <= held_today


def test_nothing_else_is_derived(store: Store) -> None:
    found = {plain(quad.predicate) for quad in store.quads_for_pattern(None, None, None, DERIVED)}
    about = {plain(quad.predicate) for quad in store.quads_for_pattern(DERIVED, None, None, DERIVED)}
    assert found - about == {
        "firstDay",
        "beginningUnknown",
        "figuresFrom",
        "lastDay",
        "tenureOf",
        "heldBy",
        "succession",
        "shared",
        "currentParty",
        "succeededBy",
        "scheme",
        "cooperatesWith",
        "chain",
    }


def test_an_undated_fact_holds_from_its_earliest_source_on_or_from_the_end_of_its_party(store: Store) -> None:
    found = {(fact, day) for fact, day in derived(store, "firstDay") if not fact.startswith("tenure/")}
    assert difference(found, [(fact.id, fact.valid_from) for fact in oracle.undated()]) == {}


def test_a_fact_without_any_date_holds_from_the_day_it_was_recorded_on(store: Store) -> None:
    dateless = {fact.id: min(fact.recorded, fact.valid_through) for fact in oracle.undated() if fact.unknown}
    assert dateless
    assert dateless.items() <= dict(derived(store, "firstDay")).items()


def test_of_a_fact_without_any_date_the_beginning_is_unknown_and_of_no_other(store: Store) -> None:
    assert derived(store, "beginningUnknown") == {(fact.id, True) for fact in oracle.undated() if fact.unknown}


def test_population_and_area_are_those_of_todays_territory_once_counted(store: Store) -> None:
    found = dict(derived(store, "figuresFrom"))
    for place, row in oracle.localities().items():
        if row.get("population"):
            days = [found[place], oracle.BEFORE_THE_MERGERS, oracle.LONG_AGO, "2024-12-31", "2008-07-31"]
            assert oracle.population(place, found[place])
            assert [day for day in days if day < found[place] and oracle.population(place, day)] == []


def test_a_dated_fact_keeps_its_date(store: Store) -> None:
    said = {fact.id for fact in (*oracle.ties(), *oracle.projects(), *oracle.memberships()) if fact.since}
    assert said & set(of_facts(store, "firstDay")) == set()


def days_of(store: Store, term: str) -> dict[str, str]:
    """Return the days that a term states of all things, by their ids; no thing has two."""
    quads = list(store.quads_for_pattern(None, NamedNode(f"{BASE}ontology#{term}"), None, None))
    found = {plain(quad.subject): str(plain(quad.object)) for quad in quads}
    assert len(found) == len(quads)
    return found


def test_what_is_worked_out_of_a_fact_has_a_name_that_nothing_stated_has(store: Store) -> None:
    """So it is told apart where graphs are lost, as in Turtle and in tables."""
    for term in ("validFrom", "validThrough"):
        assert {one.split("/")[0] for one in days_of(store, term)} == {"vn", "jp", "region"}
        assert not derived(store, term)


def test_an_open_end_is_absent_where_it_would_be_stated_and_has_one_day_where_days_are_compared(store: Store) -> None:
    open_ends, stated = {oracle.EVER, oracle.NEVER}, ("validFrom", "validThrough", "figuresFrom")
    assert [term for term in stated if open_ends & {*days_of(store, term).values()}] == ["figuresFrom"]
    first, last = days_of(store, "firstDay"), days_of(store, "lastDay")
    assert {one for one in first if not one.startswith("observation/")} == set(last)
    assert not {one for one, day in first.items() if day > last.get(one, oracle.NEVER)}


def test_every_fact_that_a_day_can_be_compared_with_has_one_end(store: Store) -> None:
    facts = (*oracle.ties(), *oracle.projects(), *oracle.memberships(), *oracle.allocations())
    last = days_of(store, "lastDay")
    assert difference([(one.id, last[one.id]) for one in facts], [(one.id, one.valid_through) for one in facts]) == {}


def test_every_fact_that_a_day_can_be_compared_with_has_one_beginning(store: Store) -> None:
    term = NamedNode(f"{BASE}ontology#firstDay")
    facts = (*oracle.ties(), *oracle.projects(), *oracle.memberships(), *oracle.events(), *oracle.allocations())
    found = [
        (fact.id, plain(quad.object))
        for fact in facts
        for quad in store.quads_for_pattern(NamedNode(f"{BASE}id/{fact.id}"), term, None, None)
    ]
    assert difference(found, [(fact.id, fact.valid_from) for fact in facts]) == {}


def test_a_locality_holds_what_is_its_own_and_what_it_has_taken_over(store: Store) -> None:
    by = dict(derived(store, "heldBy"))
    found = [(party, by[tenure]) for tenure, party in derived(store, "tenureOf")]
    # a party that comes to a holder by two ways may have a tenure for each
    assert difference(set(found), {(tenure.party, tenure.holder) for tenure in oracle.tenures()}) == {}


def test_a_tenure_begins_with_the_locality_or_with_the_succession(store: Store) -> None:
    expected = {(tenure.party, tenure.holder, tenure.first) for tenure in oracle.tenures()}
    assert difference(tenures(store, "firstDay"), expected) == {}


def test_a_tenure_ends_with_its_holder(store: Store) -> None:
    expected = {(tenure.party, tenure.holder, tenure.last) for tenure in oracle.tenures()}
    assert difference(tenures(store, "lastDay"), expected) == {}


def test_a_tenure_names_the_succession_that_it_rests_on(store: Store) -> None:
    expected = {(one.party, one.holder, one.succession) for one in oracle.tenures() if one.succession}
    assert difference(tenures(store, "succession"), expected) == {}


@pytest.mark.parametrize("predicate", ["tenureOf", "heldBy", "firstDay", "lastDay", "succession"])
def test_a_tenure_has_one_party_one_holder_one_time_and_one_reason(store: Store, predicate: str) -> None:
    values = of_facts(store, predicate)
    assert {one: has for one, has in values.items() if one.startswith("tenure/") and len(has) > 1} == {}


def test_tenures_are_typed(store: Store) -> None:
    quads = store.quads_for_pattern(None, NamedNode(TYPE), NamedNode(f"{BASE}ontology#Tenure"), DERIVED)
    assert {plain(quad.subject) for quad in quads} == {one for one, _ in derived(store, "tenureOf")}


def test_a_tie_is_held_today_by_the_last_successor(store: Store) -> None:
    facts = (*oracle.ties(), *oracle.projects(), *oracle.memberships(), *oracle.events())
    expected = {(fact.id, one) for fact in facts for party in fact.parties for one in oracle.last_holders(party)}
    assert difference(derived(store, "currentParty"), expected) == {}


@pytest.mark.parametrize(
    ("fact", "party", "holder"),
    [
        ("tie/quy-nhon--ashikaga--mou--2024", "vn/binh-dinh/quy-nhon", "vn/gia-lai"),
        ("tie/quang-binh--yamanashi--sister-city--2023", "vn/quang-binh", "vn/quang-tri"),
        ("tie/hoi-an--niihama--letter-of-intent--2024", "vn/quang-nam/hoi-an", "vn/da-nang"),
        ("project/duong-lam-preservation", "vn/ha-tay", "vn/hanoi"),
        ("membership/afhc--hirara--member", "jp/okinawa/hirara", "jp/okinawa/miyakojima"),
    ],
)
def test_what_a_locality_that_ended_had_is_its_successors(store: Store, fact: str, party: str, holder: str) -> None:
    now = of_facts(store, "currentParty")[fact]
    assert holder in now
    assert party not in now
    assert (party, holder) in derived(store, "succeededBy")


def test_a_locality_is_succeeded_by_those_that_took_over(store: Store) -> None:
    expected = {(step.predecessor, step.successor) for step in oracle.successions() if step.passes}
    assert difference(derived(store, "succeededBy"), expected) == {}


@pytest.mark.parametrize(
    ("whole", "part"),
    [("vn/dak-lak", "vn/dak-nong"), ("vn/lai-chau", "vn/dien-bien"), ("vn/dong-nai", "vn/ba-ria-vung-tau")],
)
def test_a_locality_from_which_another_was_split_keeps_what_it_had(store: Store, whole: str, part: str) -> None:
    assert (whole, part) in {(step.predecessor, step.successor) for step in oracle.successions()}
    by, of = dict(derived(store, "heldBy")), dict(derived(store, "tenureOf"))
    assert part not in {by[tenure] for tenure, party in of.items() if party == whole}


def test_what_a_locality_that_was_divided_had_is_shared_by_all_who_took_over(store: Store) -> None:
    by, of = dict(derived(store, "heldBy")), dict(derived(store, "tenureOf"))
    found = {(of[tenure], by[tenure]) for tenure, shared in derived(store, "shared") if shared}
    assert difference(found, {(one.party, one.holder) for one in oracle.tenures() if one.shared}) == {}
    assert {("vn/quang-nam-da-nang", "vn/da-nang"), ("vn/quang-nam-da-nang", "vn/quang-nam")} <= found
    assert ("vn/quang-nam", "vn/da-nang") not in found


def test_every_tie_comes_about_by_one_scheme_or_none(store: Store) -> None:
    facts = (*oracle.ties(), *oracle.projects(), *oracle.memberships())
    expected = {(fact.id, oracle.scheme(fact)) for fact in facts if oracle.scheme(fact)}
    assert difference(derived(store, "scheme"), expected) == {}


@pytest.mark.parametrize(
    ("fact", "schemes"),
    [
        pytest.param("project/fukuoka-hanoi-environment-education", set(), id="own money alone"),
        pytest.param("project/osaka-ho-chi-minh-climate-plan", {"scheme/third-party-support"}, id="a ministry pays"),
        pytest.param("project/osaka-hue-sewerage", set(), id="nobody known to pay"),
        pytest.param("project/kitakyushu-water-youth-training", set(), id="nobody told to pay"),
        pytest.param("tie/hoi-an--naha--exchange--2008", set(), id="exchange without a document"),
        pytest.param("tie/quy-nhon--ashikaga--mou--2024", {"scheme/official-relationship"}, id="document"),
        pytest.param("membership/uccn--hoi-an--member", {"scheme/intercity-network"}, id="membership"),
    ],
)
def test_a_project_on_money_of_ones_own_is_no_third_party_support(store: Store, fact: str, schemes: set[str]) -> None:
    assert of_facts(store, "scheme")[fact] == schemes


def test_those_joined_by_an_agreement_exchange_or_project_cooperate(store: Store) -> None:
    assert difference(derived(store, "cooperatesWith"), oracle.cooperating()) == {}


def test_cooperation_is_mutual_and_crosses_the_border(store: Store) -> None:
    found = derived(store, "cooperatesWith")
    assert {(other, one) for one, other in found} == found
    assert {(one[:2], other[:2]) for one, other in found} == {("vn", "jp"), ("jp", "vn")}


def test_localities_that_have_ended_cooperate_with_nobody(store: Store) -> None:
    ended = {step.predecessor for step in oracle.successions() if step.passes}
    assert ended & {one for one, _ in derived(store, "cooperatesWith")} == set()


def test_a_chain_is_named_by_its_first_document(store: Store) -> None:
    expected = {(tie.id, oracle.chain(tie).id) for tie in oracle.agreements()}
    assert difference(derived(store, "chain"), expected) == {}


def test_a_chain_runs_over_several_documents(store: Store) -> None:
    start = "tie/hanoi--fukuoka-pref--friendship-cooperation--2008"
    assert {fact for fact, first in derived(store, "chain") if first == start} == {
        f"tie/hanoi--fukuoka-pref--friendship-cooperation--{year}" for year in (2008, 2013, 2018, 2024)
    }
