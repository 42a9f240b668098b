"""Every question, over all real facts, answers what the tables say when read without the graph."""

from collections import Counter
from decimal import Decimal
from itertools import product
from pathlib import Path

import oracle
import pytest
from asking import BASE, copy, difference, rows, rows_of_all_places
from oracle import BEFORE_THE_MERGERS, DAYS, LONG_AGO, TODAY
from pyoxigraph import Literal, NamedNode, Quad, Store

import queries

BEFORE_ALL = max(oracle.HORIZONS.values())
PLACES = (
    "vn/da-nang",
    "vn/gia-lai",
    "vn/quang-ninh",
    "vn/quang-ninh/ha-long",
    "vn/binh-dinh/quy-nhon",
    "jp/osaka",
    "jp/kanagawa/yokohama",
    "jp/osaka/sakai",
    "jp/iwate",
)
"""A city that inherits much, its like, a predecessor, a prefecture, cities, and one that has nothing at all."""
PAIRS = (
    ("vn/da-nang", "jp/osaka/sakai"),
    ("vn/da-nang", "jp/kanagawa/yokohama"),
    ("vn/gia-lai", "jp/tochigi/ashikaga"),
    ("vn/binh-dinh/quy-nhon", "jp/tochigi/ashikaga"),
    ("jp/osaka", "vn/ho-chi-minh-city"),
    ("vn/quang-ninh", "jp/iwate"),
)
LEVELS = ("provincial", "municipal", "central-city", "designated-city", "district-town")

on_each_day = pytest.mark.parametrize("day", [*DAYS, BEFORE_ALL])


def test_every_question_is_tested_here() -> None:
    text = Path(__file__).read_text("utf-8")
    assert [name for name in queries.names() if f'"{name}"' not in text] == []


@on_each_day
def test_agreements_are_counted_by_kind_and_year(store: Store, day: str) -> None:
    found = rows(store, "agreements-by-kind-and-year", as_of=day)
    assert difference(found, oracle.agreements_by_kind_and_year(day)) == {}


@on_each_day
def test_co_members_meet_in_networks_without_having_an_agreement(store: Store, day: str) -> None:
    expected = oracle.co_members_without_agreement(day)
    assert difference(rows(store, "co-members-without-agreement", as_of=day), expected) == {}


@pytest.mark.parametrize("place", ["vn/da-nang", "vn/quang-nam/hoi-an"])
@pytest.mark.parametrize("day", DAYS)
def test_co_members_of_one_place(store: Store, place: str, day: str) -> None:
    expected = [row[1:] for row in oracle.co_members_without_agreement(day) if row[0] == place]
    assert difference(rows(store, "co-members-without-agreement", place=place, as_of=day), expected) == {}


def test_co_members_of_one_place_on_the_other_side(store: Store) -> None:
    expected = [(row[0], row[2]) for row in oracle.co_members_without_agreement(TODAY) if row[1] == "jp/nagasaki"]
    found = rows(store, "co-members-without-agreement", other="jp/nagasaki", as_of=TODAY)
    assert expected
    assert difference(found, expected) == {}


def test_what_is_contested_is_told_of_both_sides_each_with_its_sources(store: Store) -> None:
    assert difference(rows(store, "contested-facts"), oracle.contested_facts()) == {}


def test_what_sources_are_read_for_is_for_or_against_what_is_recorded(store: Store) -> None:
    sides = Counter(one.agrees for one in oracle.claims())
    assert min(sides[True], sides[False]) > 40


DATE = "http://purl.org/dc/terms/date"


def of_fact(store: Store, fact: str, *properties: str) -> list[tuple[object, ...]]:
    """Return who states what of a fact, by some of its properties."""
    return [row for row in rows(store, "who-states", fact=fact) if row[0] in properties]


def test_who_states_the_day_of_each_agreement_is_told_or_said_not_to_be_known(store: Store) -> None:
    signed = [tie for tie in oracle.agreements(TODAY) if tie.since]
    found = [(tie.id, *row) for tie in signed for row in of_fact(store, tie.id, "signed")]
    expected = [(one.id, *row) for one in signed for row in oracle.who_states(one.id, "signed", one.since, past=True)]
    assert difference(found, expected) == {}
    assert {row[5] for row in found} == {f"evidence-basis/{one}" for one in ("read", "only-source", "cited", "earlier")}


def test_who_states_the_date_of_each_event_is_told(store: Store) -> None:
    for event in oracle.events()[::20]:
        found = [row[1:] for row in of_fact(store, event.id, DATE)]
        expected = oracle.who_states(event.id, "date", event.since, past=True)
        assert difference(found, [row[1:] for row in expected]) == {}, event.id


def test_who_states_the_budget_of_a_project_and_its_plan_is_told(store: Store) -> None:
    """A page from before the end states a plan as well as one from after it."""
    project = "project/binh-dinh-tuna"
    [row] = [one for one in oracle.table("projects") if one["project_id"] == "binh-dinh-tuna"]
    found = of_fact(store, project, "budget")
    assert difference(found, oracle.who_states(project, "budget", Decimal(row["budget"]), past=False)) == {}
    assert {row[4] for row in found} == {"evidence-basis/read", "evidence-basis/cited"}


@on_each_day
def test_document_chains_say_what_renews_upgrades_and_continues_what(store: Store, day: str) -> None:
    assert difference(rows(store, "document-chains", as_of=day), oracle.document_chains(day)) == {}


@pytest.mark.parametrize("years", [5, 1, 3, 10])
@on_each_day
def test_a_tie_is_dormant_if_its_holders_show_no_sign_of_life(store: Store, day: str, years: int) -> None:
    found = rows(store, "dormant-ties", as_of=day, years=str(years))
    assert difference(found, oracle.dormant_ties(day, years)) == {}


def test_dormant_means_five_years_unless_told_otherwise(store: Store) -> None:
    assert difference(rows(store, "dormant-ties", as_of=TODAY), oracle.dormant_ties(TODAY, 5)) == {}


@on_each_day
def test_events_without_agreement_are_counted_by_pair(store: Store, day: str) -> None:
    expected = oracle.events_without_agreement(day)
    assert difference(rows(store, "events-without-agreement", as_of=day), expected) == {}


@pytest.mark.parametrize("place", [place for place in PLACES if place.startswith("vn")])
@pytest.mark.parametrize("day", DAYS)
def test_events_without_agreement_of_one_place(store: Store, place: str, day: str) -> None:
    expected = [row[1:] for row in oracle.events_without_agreement(day) if row[0] == place]
    assert difference(rows(store, "events-without-agreement", place=place, as_of=day), expected) == {}


@pytest.mark.parametrize("years", [1, 3, 10])
@on_each_day
def test_an_agreement_expires_when_its_term_ends_and_nothing_follows(store: Store, day: str, years: int) -> None:
    found = rows(store, "expiring-ties", as_of=day, years=str(years))
    assert difference(found, oracle.expiring_ties(day, years)) == {}


@on_each_day
def test_fields_of_cooperation_are_counted_by_form(store: Store, day: str) -> None:
    assert difference(rows(store, "fields-of-cooperation", as_of=day), oracle.fields_of_cooperation(day)) == {}


@on_each_day
def test_forum_hosts_are_localities_of_the_two_countries(store: Store, day: str) -> None:
    expected = oracle.forum_hosts(day)
    assert difference(rows(store, "forum-hosts", as_of=day), expected) == {}
    for country in ("vn", "jp"):
        theirs = [row[1:] for row in expected if row[0] == f"country/{country}"]
        assert difference(rows(store, "forum-hosts", country=country, as_of=day), theirs) == {}


@on_each_day
def test_inherited_ties_are_held_by_another_than_entered_into_them(store: Store, day: str) -> None:
    assert difference(rows(store, "inherited-ties", as_of=day), oracle.inherited_ties(day)) == {}


@pytest.mark.parametrize("place", [*PLACES, "vn/hue", "vn/hanoi", "vn/quang-tri", "jp/okinawa/miyakojima"])
@pytest.mark.parametrize("day", DAYS)
def test_inherited_ties_of_one_place(store: Store, place: str, day: str) -> None:
    expected = [row[1:] for row in oracle.inherited_ties(day) if row[0] == place]
    assert difference(rows(store, "inherited-ties", place=place, as_of=day), expected) == {}


@pytest.mark.parametrize("party", ["vn/quang-nam/hoi-an", "vn/quang-nam", "vn/da-nang"])
def test_what_others_have_inherited_from_one_place(store: Store, party: str) -> None:
    expected = [(*row[:3], *row[4:]) for row in oracle.inherited_ties(TODAY) if row[3] == party]
    assert difference(rows(store, "inherited-ties", party=party, as_of=TODAY), expected) == {}
    assert bool(expected) == (party != "vn/da-nang")


@pytest.mark.parametrize(
    ("party", "holder", "basis"),
    [
        ("vn/binh-dinh/quy-nhon", "vn/gia-lai", "resolution-203-2025-qh15-and-law-72-2025-qh15"),
        ("vn/quang-binh", "vn/quang-tri", "resolution-202-2025-qh15"),
        ("vn/quang-nam/hoi-an", "vn/da-nang", "resolution-203-2025-qh15-and-law-72-2025-qh15"),
    ],
)
def test_an_inherited_tie_names_the_law_by_which_it_was_taken_over(
    store: Store, party: str, holder: str, basis: str
) -> None:
    found = [row[3:] for row in rows(store, "inherited-ties", place=holder, as_of=TODAY) if row[2] == party]
    assert set(found) == {("2025-07-01", f"legal-basis/{basis}", None)}
    before = rows(store, "inherited-ties", place=holder, as_of=BEFORE_THE_MERGERS)
    assert [row for row in before if row[2] == party] == []


def test_what_a_divided_province_had_is_inherited_from_its_division_on(store: Store) -> None:
    """Quang Nam-Da Nang was divided in 1997, and one half went to Da Nang after the other, in 2025."""
    coop, old, xsd = f"{BASE}ontology#", "membership/of-the-old-province", "http://www.w3.org/2001/XMLSchema#"
    begun = Literal("1990-01-01", datatype=NamedNode(f"{xsd}date"))
    changed = copy(store)
    for predicate, value in (
        (NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(f"{coop}Membership")),
        (NamedNode(f"{coop}party"), NamedNode(f"{BASE}id/vn/quang-nam-da-nang")),
        (NamedNode(f"{coop}firstDay"), begun),
        (NamedNode(f"{coop}lastDay"), Literal("9999-12-31", datatype=NamedNode(f"{xsd}date"))),
    ):
        changed.add(Quad(NamedNode(f"{BASE}id/{old}"), predicate, value))
    found = [row for row in rows(changed, "inherited-ties", place="vn/da-nang", as_of=LONG_AGO) if row[0] == old]
    basis = "legal-basis/resolution-of-the-national-assembly-of-6-november-1996"
    assert found == [(old, "Membership", "vn/quang-nam-da-nang", "1997-01-01", basis, True)]


@on_each_day
def test_municipalities_follow_if_they_sign_after_their_prefecture(store: Store, day: str) -> None:
    found = rows(store, "municipalities-following-their-prefecture", as_of=day)
    assert difference(found, oracle.municipalities_following(day)) == {}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("day", DAYS)
def test_partners_of_a_place(store: Store, place: str, day: str) -> None:
    assert difference(rows(store, "partners-of", place=place, as_of=day), oracle.partners_of(place, day)) == {}


def test_partners_of_every_province_and_prefecture(store: Store) -> None:
    wrong = {}
    for place in oracle.places(TODAY, "provincial"):
        found = rows(store, "partners-of", place=place, as_of=TODAY)
        if differs := difference(found, oracle.partners_of(place, TODAY)):
            wrong[place] = differs
    assert wrong == {}


@on_each_day
def test_partners_of_all_places_at_once(store: Store, day: str) -> None:
    found = rows_of_all_places(store, "partners-of", day)
    places = {
        place for fact in oracle.cooperation(day) for party in fact.parties for place in oracle.ever_held(party, day)
    }
    expected = [(place, *row) for place in places for row in oracle.partners_of(place, day)]
    assert difference(found, expected) == {}


def test_a_partner_is_who_holds_the_tie_on_the_day(store: Store) -> None:
    tie = "tie/quy-nhon--ashikaga--mou--2024"

    def holders(day: str) -> set[str]:
        return {row[0] for row in rows(store, "partners-of", place="jp/tochigi/ashikaga", as_of=day) if row[3] == tie}

    assert holders("2025-06-30") == {"vn/binh-dinh/quy-nhon"}
    assert holders("2025-07-01") == {"vn/gia-lai"}


@pytest.mark.parametrize(
    ("ended", "heir"),
    [
        ("vn/quang-nam", "vn/da-nang"),
        ("vn/quang-nam/hoi-an", "vn/da-nang"),
        ("vn/ba-ria-vung-tau", "vn/ho-chi-minh-city"),
        ("vn/binh-dinh/quy-nhon", "vn/gia-lai"),
    ],
)
def test_a_locality_that_has_ended_answers_with_what_it_held_and_who_holds_it(
    store: Store, ended: str, heir: str
) -> None:
    before = rows(store, "partners-of", place=ended, as_of=BEFORE_THE_MERGERS)
    after = rows(store, "partners-of", place=ended, as_of=TODAY)
    assert {row[8] for row in before} == {ended}
    assert {row[8] for row in after} == {heir}
    assert {row[3] for row in before} <= {row[3] for row in after}
    assert {row[3] for row in after} <= {row[3] for row in rows(store, "partners-of", place=heir, as_of=TODAY)}


@pytest.mark.parametrize(
    ("japan", "ended", "heir", "number"),
    [
        ("jp/niigata/sanjo", "vn/ba-ria-vung-tau", "vn/ho-chi-minh-city", 7),
        ("jp/nagasaki", "vn/quang-nam", "vn/da-nang", 10),
        ("jp/yamaguchi", "vn/binh-duong", "vn/ho-chi-minh-city", 9),
        ("jp/ehime/niihama", "vn/quang-nam/hoi-an", "vn/da-nang", 2),
        ("jp/tochigi/ashikaga", "vn/binh-dinh/quy-nhon", "vn/gia-lai", 2),
    ],
)
def test_two_are_asked_about_in_any_order_by_the_old_name_or_the_new(
    store: Store, japan: str, ended: str, heir: str, number: int
) -> None:
    def facts(place: str, other: str) -> set[str]:
        return {row[2] for row in rows(store, "ties-between", place=place, other=other, as_of=TODAY)}

    assert facts(japan, ended) == facts(ended, japan) == {row[2] for row in oracle.ties_between(japan, ended, TODAY)}
    assert facts(japan, ended) <= facts(japan, heir) == facts(heir, japan)
    assert len(facts(japan, ended)) >= number


def test_a_project_of_two_that_have_merged_names_each_with_the_one_partner(store: Store) -> None:
    """Quang Nam, Hoi An and Tam Ky took part in it with Nagasaki; today all three are Da Nang."""
    project = "project/nagasaki-goshuinsen"
    found = [row for row in rows(store, "partners-of", place="jp/nagasaki/nagasaki", as_of=TODAY) if row[3] == project]
    assert {row[0] for row in found} == {"vn/da-nang"}
    assert {row[7] for row in found} == {"vn/quang-nam/tam-ky", "vn/quang-nam", "vn/quang-nam/hoi-an"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("day", DAYS)
def test_programmes_are_open_to_a_place_itself_or_to_its_partners(store: Store, place: str, day: str) -> None:
    expected = oracle.programmes_open_to(place, day)
    assert difference(rows(store, "programmes-open-to", place=place, as_of=day), expected) == {}


@on_each_day
def test_projects_stand_under_the_programme_that_supported_them(store: Store, day: str) -> None:
    expected = oracle.projects_by_programme(day)
    assert difference(rows(store, "projects-by-programme", as_of=day), expected) == {}


@pytest.mark.parametrize("programme", ["jica-partnership", "jica-partnership-local-government", "spf-local-exchange"])
@pytest.mark.parametrize("day", DAYS)
def test_projects_of_one_programme(store: Store, programme: str, day: str) -> None:
    expected = [row[1:] for row in oracle.projects_by_programme(day) if row[0] == f"programme/{programme}"]
    assert difference(rows(store, "projects-by-programme", programme=programme, as_of=day), expected) == {}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("day", DAYS)
def test_access_to_each_scheme_is_counted_for_every_place(store: Store, level: str, day: str) -> None:
    found = rows(store, "scheme-access", level=level, as_of=day)
    assert difference(found, oracle.scheme_access(day, level)) == {}


@pytest.mark.parametrize("country", ["vn", "jp"])
@pytest.mark.parametrize("day", DAYS)
def test_access_in_one_country_is_to_provincial_places_unless_told_otherwise(
    store: Store, country: str, day: str
) -> None:
    expected = [row[1:] for row in oracle.scheme_access(day, "provincial", country)]
    assert difference(rows(store, "scheme-access", country=country, as_of=day), expected) == {}


@pytest.mark.parametrize(
    ("place", "level", "last", "first"),
    [
        ("jp/osaka/sakai", "designated-city", "2006-03-31", "2006-04-01"),
        ("vn/quang-ninh", "central-city", "2026-08-31", "2026-09-01"),
        ("vn/hue", "central-city", "2024-12-31", "2025-01-01"),
    ],
)
def test_a_place_has_its_level_of_the_day(store: Store, place: str, level: str, last: str, first: str) -> None:
    assert place not in {row[1] for row in rows(store, "scheme-access", level=level, as_of=last)}
    assert place in {row[1] for row in rows(store, "scheme-access", level=level, as_of=first)}


@pytest.mark.parametrize("day", DAYS)
def test_places_of_both_countries_share_designations(store: Store, day: str) -> None:
    expected = oracle.shared_designation_pairs(day)
    assert difference(rows(store, "shared-designation-pairs", as_of=day), expected) == {}


def test_a_designation_that_has_ended_is_shared_no_more(store: Store) -> None:
    changed = copy(store)
    end = Literal("2024-12-31", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    member = NamedNode(f"{BASE}id/membership/uccn--hoi-an--member")
    for open_end in [*changed.quads_for_pattern(member, NamedNode(f"{BASE}ontology#lastDay"), None, None)]:
        changed.remove(open_end)
    changed.add(Quad(member, NamedNode(f"{BASE}ontology#lastDay"), end))

    def shares(day: str) -> bool:
        found = rows(changed, "shared-designation-pairs", as_of=day)
        return any(row[3] == "crafts and folk art" and row[2] == "network/unesco-creative-cities" for row in found)

    assert shares("2024-12-31")
    assert not shares("2025-01-01")


@on_each_day
def test_third_parties_bridge_those_without_an_agreement(store: Store, day: str) -> None:
    assert difference(rows(store, "third-party-bridges", as_of=day), oracle.third_party_bridges(day)) == {}


@pytest.mark.parametrize(("place", "other"), PAIRS)
@pytest.mark.parametrize("day", DAYS)
def test_ties_between_two_places(store: Store, place: str, other: str, day: str) -> None:
    expected = oracle.ties_between(place, other, day)
    assert difference(rows(store, "ties-between", place=place, other=other, as_of=day), expected) == {}


def test_ties_between_every_fifth_two_places_that_have_any(store: Store) -> None:
    """All pairs are compared below, but unlike a user's question: there no place is given."""
    facts = (*oracle.cooperation(TODAY), *(event for event in oracle.events() if event.valid_from <= TODAY))
    wrong = {}
    for pair in sorted({pair for fact in facts for pair in fact.between(TODAY)})[::5]:
        found = rows(store, "ties-between", place=pair[0], other=pair[1], as_of=TODAY)
        if differs := difference(found, oracle.ties_between(*pair, TODAY)):
            wrong[pair] = differs
    assert wrong == {}


@on_each_day
def test_ties_between_all_places_at_once(store: Store, day: str) -> None:
    facts = (*oracle.cooperation(day), *(event for event in oracle.events() if event.valid_from <= day))
    held = [{one for party in fact.parties for one in oracle.ever_held(party, day)} for fact in facts]
    # not only across the border: a project may join two localities of one country too
    pairs = {pair for places in held for pair in product(places, places)}
    expected = [(*pair, *row) for pair in pairs for row in oracle.ties_between(*pair, day)]
    assert difference(rows_of_all_places(store, "ties-between", day), expected) == {}


@pytest.mark.parametrize("place", [*PLACES, "vn/ho-chi-minh-city", "vn/hanoi", "jp/tokyo/edogawa", "jp/aichi"])
@on_each_day
def test_a_profile_has_every_figure_known_by_the_day(store: Store, place: str, day: str) -> None:
    found = rows(store, "profile-of", place=place, as_of=day)
    assert difference(found, oracle.profile_of(place, day)) == {}


@on_each_day
def test_vietnamese_residents_stand_beside_the_partners_of_their_prefecture(store: Store, day: str) -> None:
    expected = oracle.residents_and_partners(day)
    assert difference(rows(store, "residents-and-partners", as_of=day), expected) == {}
    assert len(expected) == (47 if day > "2024-06-30" else 0)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("day", DAYS)
def test_the_unconnected_have_no_partner_of_their_own_or_inherited(store: Store, level: str, day: str) -> None:
    assert difference(rows(store, "unconnected", level=level, as_of=day), oracle.unconnected(day, level)) == {}


@pytest.mark.parametrize("country", ["vn", "jp"])
@pytest.mark.parametrize("day", DAYS)
def test_the_unconnected_of_one_country_are_provincial_unless_told_otherwise(
    store: Store, country: str, day: str
) -> None:
    expected = [row[1:] for row in oracle.unconnected(day, "provincial", country)]
    assert difference(rows(store, "unconnected", country=country, as_of=day), expected) == {}


def test_every_fact_names_its_sources(store: Store) -> None:
    assert rows(store, "unsourced-facts") == []


@pytest.mark.parametrize("form", ["Agreement", "Event", "Succession", "Claim"])
@pytest.mark.parametrize("source", [None, "source/that-is-not-there"])
def test_a_fact_without_a_source_is_found(form: str, source: str | None) -> None:
    changed = Store()
    fact = NamedNode(f"{BASE}id/fact")
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    changed.add(Quad(fact, kind, NamedNode(f"{BASE}ontology#{form}")))
    if source:
        stated = NamedNode("http://purl.org/dc/terms/source")
        changed.add(Quad(fact, stated, NamedNode(f"{BASE}id/{source}")))
    assert rows(changed, "unsourced-facts") == [("fact", form)]


def test_the_tables_ask_something_of_every_oracle() -> None:
    """An oracle that expects nothing would agree with a question that finds nothing."""
    assert all(oracle.dormant_ties(day, 5) for day in DAYS)
    assert all(oracle.inherited_ties(day) and oracle.third_party_bridges(day) for day in DAYS)
    assert all(oracle.municipalities_following(day) and oracle.document_chains(day) for day in DAYS)
    assert oracle.expiring_ties(TODAY, 1)
    assert [place for place, day in product(PLACES, DAYS) if not oracle.partners_of(place, day)] != []
    assert oracle.partners_of("jp/iwate", TODAY) == []


@pytest.mark.parametrize(
    ("vietnam", "japan"), [*PAIRS[:4], ("vn/can-tho", "jp/kyoto/kyoto"), ("vn/da-nang", "jp/kanagawa")]
)
def test_two_places_given_leave_only_their_own_row(store: Store, vietnam: str, japan: str) -> None:
    """Most of these pairs have an agreement: that must still be seen when both sides are bound."""
    for name, expected in (
        ("co-members-without-agreement", oracle.co_members_without_agreement(TODAY)),
        ("events-without-agreement", oracle.events_without_agreement(TODAY)),
    ):
        own = [row[2:] for row in expected if row[:2] == (vietnam, japan)]
        assert difference(rows(store, name, place=vietnam, other=japan, as_of=TODAY), own) == {}
