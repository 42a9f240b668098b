"""What is told of a day in the past holds on that day: nothing that lies after it, and all that does.

Every expectation is worked out in plain Python over the tables (the oracle). Days are drawn once and for all, and stand
on both sides of each boundary; places are units of today, ones that have ended or inherited, and some of which nothing
is known, in both countries.
"""

import json
import math
import os
import random
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import cycle, islice, pairwise, product
from pathlib import Path
from typing import Any

import oracle
import pytest
from asking import copy, difference, plain, rows
from conftest import COOP
from oracle import Fact, Row, country, ever_held, exists, first_day, holders, state_on, states
from pyoxigraph import Store

from graph.analysis import gaps, rank
from graph.analysis.access import DOMESTIC, SCHEMES, LocalityFilter
from graph.analysis.networks import network
from graph.ask.as_of import Names, at, region
from graph.ask.labels import slug
from graph.ask.offices import offices
from graph.ask.query import Answer
from graph.ask.seats import position, positions
from graph.ask.words import words
from graph.brief.briefing import Briefing, briefing, briefings
from graph.brief.briefing import table as as_table
from graph.brief.prose import Prose
from graph.suggest.prose import SuggestionText
from graph.suggest.suggest import Suggestion, suggestions
from ontology import coop, rdfs, schema, thing

NOW = date.today().isoformat()
BOUNDARIES = (
    oracle.HORIZONS["vn"], "1989-06-30", "1989-07-01", "1991-12-25", "1991-12-26", "1996-12-31", "1997-01-01",
    "2003-12-31", "2004-01-01", "2005-03-31", "2005-04-01",
    "2008-07-31", "2008-08-01", "2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01", "2026-04-29", "2026-04-30",
    "2026-08-31", "2026-09-01", "2026-09-19", "2026-09-20", "2026-11-20", "2026-11-21", NOW,
)  # fmt: skip
"""The horizon, splits (1989 to 2004), mergers (2005, 2008, 2025), names and levels (2025, 2026), the day of the data
set, and today."""


def drawn(number: int) -> list[str]:
    """Return days from the later of the horizons on, the same in every run."""
    chance, first = random.Random(20261129), date.fromisoformat(max(oracle.HORIZONS.values()))
    days = (date(2026, 11, 29) - first).days
    return [(first + timedelta(chance.randrange(days))).isoformat() for _ in range(number)]


DAYS = sorted({*BOUNDARIES, *drawn(60 if os.environ.get("COOP_LARGE") else 20)})
"""By ``COOP_LARGE=1`` forty more; fewer than there are `PLACES` would leave some out."""
PLACES = (
    "vn/da-nang", "vn/hue", "vn/gia-lai", "vn/ho-chi-minh-city", "vn/hanoi", "vn/quang-ninh", "vn/dong-nai",
    "vn/bac-ninh", "vn/lao-cai", "vn/phu-tho", "vn/cao-bang", "vn/dien-bien",
    "vn/quang-nam", "vn/ha-tay", "vn/quang-nam/hoi-an", "vn/binh-dinh/quy-nhon", "vn/hue/hue-city", "vn/kien-giang",
    "vn/ba-ria-vung-tau", "vn/long-an", "vn/hanoi/son-tay", "vn/quang-nam-da-nang",
    "jp/osaka", "jp/osaka/sakai", "jp/kanagawa/yokohama", "jp/hyogo/tamba-sasayama", "jp/kumamoto/kumamoto",
    "jp/nagasaki", "jp/okinawa/miyakojima", "jp/okinawa/hirara", "jp/okayama/mimasaka", "jp/kanagawa/sagamihara",
    "jp/hokkaido/otaru", "jp/aomori/aomori",
    "vn/hau-giang-until-1991", "vn/can-tho-province", "vn/binh-tri-thien", "vn/vung-tau-con-dao", "vn/dak-lak",
    "jp/shizuoka/fukuroi", "jp/shizuoka/fukuroi-until-2005", "jp/yamaguchi/shimonoseki-until-2005",
    "jp/yamanashi/kamikuishiki", "jp/aichi/nagakute",
)  # fmt: skip
PAIRS = (
    ("vn/hue", "jp/gifu"), ("vn/hue/hue-city", "jp/hyogo/tamba-sasayama"), ("vn/hue", "jp/hyogo/tamba-sasayama"),
    ("vn/da-nang", "jp/osaka/sakai"), ("vn/quang-nam/hoi-an", "jp/nagasaki"), ("vn/da-nang", "jp/nagasaki"),
    ("vn/binh-dinh/quy-nhon", "jp/tochigi/ashikaga"), ("vn/gia-lai", "jp/tochigi/ashikaga"),
    ("vn/kien-giang", "jp/yamaguchi"), ("vn/ho-chi-minh-city", "jp/kanagawa/yokohama"),
    ("vn/ba-ria-vung-tau", "jp/niigata/sanjo"), ("vn/hai-phong", "jp/fukuoka/kitakyushu"),
)  # fmt: skip
"""Pairs of which one, the other or both have another name or holder than they had."""
LANGUAGES = ("en", "vi", "ja")


def turn(day: str, of: tuple[Any, ...], number: int) -> list[Any]:
    """Return some of several, on each day the next ones in turn."""
    return list(islice(cycle(of), DAYS.index(day) * number % len(of), DAYS.index(day) * number % len(of) + number))


@pytest.fixture(scope="module")
def access(store: Store) -> gaps.Access:
    """What localities have reached, read once."""
    return gaps.Access(store)


on_every_day = pytest.mark.parametrize("day", DAYS)


# --- facts: what the oracle does not need for the questions ----------------------------------------------------------


@dataclass(frozen=True)
class Meeting(Fact):
    """A meeting of a network that a locality hosted."""

    network: str = ""


@cache
def meetings() -> tuple[Meeting, ...]:
    return tuple(
        Meeting(
            f"network-event/{row['event_id']}",
            "NetworkEvent",
            (
                oracle.resolve(
                    row["host_country"], row["host_name"], row["host_level"], row["host_parent"], row["date"]
                ),
            ),
            oracle.parts(row["sources"]),
            row["added"],
            row["date"],
            network=f"network/{row['network_id']}",
        )
        for row in oracle.table("network_events")
        if row["host_name"] and row["host_country"] in {"VN", "JP"}
    )


@cache
def facts() -> dict[str, Fact]:
    found = (*oracle.ties(), *oracle.projects(), *oracle.memberships(), *oracle.events(), *meetings())
    return {fact.id: fact for fact in found}


@cache
def row_of(fact: str) -> Row:
    """Return the row of a fact."""
    kind, _, name = fact.partition("/")
    of = {"tie": ("ties", "tie_id"), "project": ("projects", "project_id"), "event": ("events", "event_id"),
          "membership": ("memberships", "membership_id"), "network-event": ("network_events", "event_id"),
          "allocation": ("allocations", "allocation_id")}  # fmt: skip
    table, key = of[kind]
    return _rows_by(table, key)[name]


@cache
def _rows_by(table: str, key: str) -> dict[str, Row]:
    return {row[key]: row for row in oracle.table(table)}


def told_until(fact: Fact, day: str) -> str | None:
    """Return the end of a fact as it is told of a day: none that came after it by now, but a term that was agreed."""
    if fact.until and day < first_day(fact.until) <= NOW:
        return getattr(fact, "expires", None)
    return fact.until


@cache
def known_by(fact: Fact) -> str:
    """Return the day by which a fact is sure to have been known: the last that its own date or a source's allows."""
    if fact.since:
        return oracle.last_day(fact.since)
    dated = [oracle.last_day(oracle.published()[one]) for one in fact.sources if oracle.published()[one]]
    return min(dated) if dated else fact.recorded


# --- show -------------------------------------------------------------------------------------------------------------


@cache
def of_day(day: str) -> dict[str, set[str]]:
    """Return the facts that each locality holds on a day, or held to its end."""
    found: dict[str, set[str]] = defaultdict(set)
    for fact in facts().values():
        if fact.valid_from <= day:
            for place in {one for party in fact.parties for one in ever_held(party, day)}:
                found[place].add(fact.id)
    return found


def shown(place: str, day: str) -> Counter[tuple[Any, ...]]:
    """Return the rows of the table of a locality."""
    return Counter(row for fact in of_day(day).get(place, ()) for row in told(facts()[fact], place, day))


def told(fact: Fact, place: str, day: str) -> Iterable[tuple[Any, ...]]:
    """Yield the rows of a fact: each who entered into it for the place beside each on the other side and its holder."""
    row = row_of(fact.id)
    kind = fact.kind or (f"membership-role/{row['role']}" if fact.form == "Membership" else None)
    sides = [
        (party, holder)
        for party in fact.parties
        if country(party) != country(place)
        for holder in holders(party, day) or [None]
    ]
    for own, (other, holder) in product(fact.parties, sides or [(None, None)]):
        if place in ever_held(own, day):
            worth = row.get("confidence") or oracle.assumed_confidence(fact)
            sure = f"confidence/{worth}" if worth else None
            yield (
                fact.form, fact.id, kind, holder, getattr(fact, "network", None), fact.since, told_until(fact, day),
                own, other, sure, row.get("note") or None, frozenset(fact.sources),
            )  # fmt: skip


def found_rows(store: Store, about: Briefing) -> Counter[tuple[Any, ...]]:
    found = (tuple(map(plain, row)) for row in as_table(store, about).rows)
    return Counter((*row[:-1], frozenset(row[-1].split(";"))) for row in found)


@on_every_day
def test_show_tells_of_each_place_what_it_holds_on_the_day(store: Store, day: str) -> None:
    every = briefings(store, day)
    found = {place.value.removeprefix(thing.iri): about for place, about in every.items()}
    assert {place: {plain(entry.fact) for entry in about.entries} for place, about in found.items()} == of_day(day)
    for place in PLACES:
        told = found_rows(store, found[place]) if place in found else Counter()
        assert difference(told.elements(), shown(place, day).elements()) == {}, place
    for place in turn(day, PLACES, 2):
        alone = found_rows(store, briefing(store, place, None, day))
        assert difference(alone.elements(), shown(place, day).elements()) == {}, place


def shared(place: str, other: str, day: str) -> set[str]:
    """Return the facts that join two localities: entered into by both sides, or in the same network."""
    mine, theirs = (of_day(day).get(one, set()) for one in (place, other))
    networks = [{getattr(facts()[one], "network", "") for one in some} - {""} for some in (mine, theirs)]
    both = {one for one in mine & theirs if not hasattr(facts()[one], "network")}
    return both | {one for one in mine | theirs if getattr(facts()[one], "network", "") in networks[0] & networks[1]}


@on_every_day
def test_show_tells_of_two_places_what_joins_them_in_either_order(store: Store, day: str) -> None:
    for place, other in turn(day, PAIRS, 1):
        found = [{plain(entry.fact) for entry in briefing(store, *pair, day).entries}
                 for pair in ((place, other), (other, place))]  # fmt: skip
        assert found == [shared(place, other, day)] * 2, (place, other)


@cache
def said_today(store: Store, place: str) -> dict[str, str]:
    """Return the names that the graph shows of a locality today, which tell it apart from its namesakes."""
    return {quad.object.language: quad.object.value  # type: ignore[union-attr]
            for quad in store.quads_for_pattern(thing[place], rdfs.label, None, None)}  # fmt: skip


@cache
def name(store: Store, place: str, day: str, language: str) -> str:
    """Return what a locality was called on a day; what it was called to its end if it has ended."""
    now = oracle.localities()[place]
    former = [row for row in oracle.table("former_periods") if row["locality"] == place]
    then = min((row for row in former if oracle.last_day(row["valid_until"]) >= day),
               key=lambda row: row["valid_until"], default=now)  # fmt: skip
    if official(then, language) == official(now, language):
        return said_today(store, place).get(language) or said_today(store, place)["en"]
    return official(then, language)


UNITS = {
    "province": ("Tỉnh", "省"), "prefecture": ("Tỉnh", ""), "central-city": ("Thành phố", "市"),
    "designated-city": ("Thành phố", ""), "city": ("Thành phố", ""), "special-ward": ("Quận", ""),
    "district-city": ("Thành phố", "市"), "district-town": ("Thị xã", "市社"), "district": ("Huyện", "郡"),
    "town": ("Thị trấn", ""), "village": ("Làng", ""),
}  # fmt: skip
"""Level -> the word before a Vietnamese name and, of units of Vietnam, the one behind a Japanese name."""


def official(row: Row, language: str) -> str:
    """Return the name of a unit as officials write it: with its level in Vietnamese and Japanese."""
    before, behind = UNITS[row["level"]]
    if language == "vi":
        return f"{before} {row.get('name_vi') or row['name']}"
    return f"{row['name_ja'] or row['name']}{behind}" if language == "ja" else row["name"]


def now_called(store: Store, place: str, begun: str, day: str, language: str) -> str:
    """Return a party of a fact: its name of then, and who holds the fact on the day if that is called otherwise."""
    then = name(store, place, min(begun, day), language)
    heirs = sorted(name(store, heir, day, language) for heir in holders(place, day))
    return then if heirs == [then] or not heirs else words(language)["now_held"].format(then, ", ".join(heirs))


@on_every_day
def test_prose_tells_names_successions_money_and_claims_of_the_day(store: Store, day: str) -> None:
    language = LANGUAGES[DAYS.index(day) % 3]
    names = Names(store, language, day)
    for place in turn(day, PLACES, 5):
        said = Prose(store, briefing(store, place, None, day), language)
        sections = {section.name: section.lines for section in said.sections()}
        money, claims = sections.pop("resources", []), sections.pop("contested", [])
        history, profile = sections.pop("history", []), sections.pop("profile", [])
        contacts = sections.pop("offices", [])
        lines = [line for lines in sections.values() for line in lines]
        assert Counter(plain(line.fact) for line in lines) == Counter(of_day(day).get(place, ()))
        for line in lines:
            fact = facts()[plain(line.fact)]
            assert (line.since, line.until) == (fact.since or "", told_until(fact, day) or "")
            others = {party for party in fact.parties if country(party) != country(place)}
            assert {names.text(party) for party in line.partners} == {
                now_called(store, party, fact.valid_from, day, language) for party in others
            }, (place, fact.id)
        assert [line.fact for line in contacts] == offices(store, thing[place], day)
        assert all(oracle.last_day(line.since) <= day for line in profile if line.since)
        assert {plain(line.fact) for line in money} == allocated(place, day)
        assert {plain(line.fact).removeprefix("claim/") for line in claims} == contested(place, day)
        assert Counter((line.since, line.about and plain(line.about)) for line in history) == changes(place, day)


def allocated(place: str, day: str) -> set[str]:
    """Return the money and staff set aside by a day for what a locality holds."""
    return {
        one.id
        for one in oracle.allocations()
        if one.valid_from <= day and any(place in ever_held(party, day) for party in _supported(one).parties)
    }


def _supported(allocation: Fact) -> Fact:
    named = row_of(allocation.id)["tie_id"]
    return facts().get(f"tie/{named}") or facts()[f"project/{named}"]


def contested(place: str, day: str) -> set[str]:
    """Return what other sources say of the facts that a locality holds, but no date that has come after the day."""
    held = {one.partition("/")[2] for one in of_day(day).get(place, ())}
    dates = {"signed", "start", "since", "end"}
    return {
        row["claim_id"]
        for row in oracle.table("claims")
        if row["fact_id"] in held
        and row["claim_id"].rpartition("--")[2] != "for"
        and not (row["property"] in dates and row["value"][:2].isdigit() and day < first_day(row["value"]) <= NOW)
    }


def changes(place: str, day: str) -> Counter[tuple[str, str | None]]:
    """Return when a locality took over from others or passed to them, or changed its name, level or parent."""
    found: Counter[tuple[str, str | None]] = Counter()
    for step in oracle.successions():
        if step.stated <= day and place in {step.predecessor, step.successor}:
            found[step.stated, step.predecessor if place == step.successor else step.successor] += 1
    own = states(place)
    for before, after in pairwise(own):
        if (
            after.first <= day
            and after.first == oracle.day_after(before.last)
            and (before.name, before.level, before.part_of)
            != (
                after.name,
                after.level,
                after.part_of,
            )
        ):
            found[after.first, None] += 1
    return found


# --- what a locality is -----------------------------------------------------------------------------------------------


@on_every_day
def test_level_parent_seat_inhabitants_and_area_are_those_of_the_day(store: Store, day: str) -> None:
    for place in PLACES:
        state = state_on(place, day) or states(place)[-1]
        if day < states(place)[-1].last and not exists(place, day):
            continue  # it had yet to be set up, or set up again
        node, row = thing[place], oracle.localities()[place]
        said = [at(store, node, predicate, day) for predicate in
                (coop.level, schema.containedInPlace, coop.population, coop.areaKm2)]  # fmt: skip
        counted = oracle.population(place, min(day, states(place)[-1].last))
        level, parent, population, size = map(plain, said)
        assert (level, parent) == (f"level/{state.level}", state.part_of or None), place
        own = (
            state == states(place)[-1]
            and not oracle.grown(place, day)
            and (row.get("population_year") or "") <= day[:4]
        )
        area = float(row["area_km2"]) if own and row.get("area_km2") else None
        assert (population, size and float(size)) == (counted, area), place
        assert position(store, node, day) == oracle.seat(place, day), place


@pytest.mark.parametrize("day", [BOUNDARIES[0], *DAYS[3::7], *BOUNDARIES[-6:]])
def test_a_network_is_of_the_localities_of_the_day(store: Store, day: str) -> None:
    found = network(store, "ties", day)
    expected = {(*pair, fact.id) for fact in oracle.cooperation(day) if oracle.lasts(fact, day)
                for pair in fact.between(day)}  # fmt: skip
    assert {(*sorted(pair, key=lambda one: one[:2] == "jp"), key) for *pair, key in found.edges(keys=True)} == expected
    for place, told in found.nodes(data=True):
        state = state_on(place, day)
        assert state
        assert told["level"] == state.level
        assert told["label"] == name(store, place, day, "en")
        assert (told.get("latitude"), told.get("longitude")) == (oracle.seat(place, day) or (None, None))
        assert told.get("population") == oracle.population(place, day)


# --- questions --------------------------------------------------------------------------------------------------------


@on_every_day
def test_partners_of_a_place_and_ties_between_two_are_those_of_the_day(store: Store, day: str) -> None:
    [place] = turn(day, PLACES, 1)
    found = rows(store, "partners-of", place=place, as_of=day)
    assert difference(found, oracle.partners_of(place, day)) == {}, place
    [pair] = turn(day, PAIRS, 1)
    one, other = pair if DAYS.index(day) // len(PAIRS) % 2 else pair[::-1]
    found = rows(store, "ties-between", place=one, other=other, as_of=day)
    assert difference(found, oracle.ties_between(one, other, day)) == {}, (one, other)


# --- gaps -------------------------------------------------------------------------------------------------------------


def as_rows(answer: Answer) -> list[dict[str, Any]]:
    return [dict(zip(answer.columns, map(plain, row), strict=True)) for row in answer.rows]


GAP_DAYS = sorted({*BOUNDARIES, *drawn(6)} - {"2026-11-20", "2026-09-19", "2026-04-29"})


@pytest.mark.parametrize(
    ("level", "day"),
    [*(("provincial", day) for day in GAP_DAYS), *(("municipal", day) for day in (*drawn(2), "2008-07-31", NOW))],
)
def test_gaps_count_the_units_and_ties_of_the_day(store: Store, access: gaps.Access, level: str, day: str) -> None:
    years = 3 + DAYS.index(day) % 5
    answer = gaps.places(store, LocalityFilter(level=level), day, years, ended=True)
    found = {row["place"]: row for row in as_rows(answer)}
    units = oracle.places(day, level)
    assert set(found) == set(units)
    reached = {row[1]: row[2:] for row in oracle.scheme_access(day, level)}
    alone = {row[1] for row in oracle.unconnected(day, level)}
    dormant, expiring = (
        Counter(place for place, _ in {(place, row[0]) for row in answers for place in row[1:3]})
        for answers in (oracle.dormant_ties(day, years), oracle.expiring_ties(day, years))
    )
    partners, merged = beside(day)
    for place in units:
        state, row = state_on(place, day), found[place]
        assert state
        assert row["level"] == f"level/{state.level}"
        assert tuple(row[scheme] for scheme in (*SCHEMES, DOMESTIC)) == reached[place], place
        assert row["partner_known"] == (place not in alone), place
        assert (row["dormant"], row["expiring"]) == (dormant[place], expiring[place]), place
        assert row["parent_works_with"] == listed(store, partners.get(state.part_of, ()), day), place
        assert row["counterpart_merged"] == listed(store, merged.get(place, ()), day), place
    known, alone_now = set(units) - alone, set(oracle.without_partner(day, level))
    for said in gaps.headlines(access, LocalityFilter(level=level), day, known, set(units) - alone_now):
        own = [place for place in units if country(place) == said.country]
        force = [len(oracle.in_force(day, scheme) & set(own)) for scheme in SCHEMES]
        ever = [sum(reached[place][column] > 0 for place in own) for column in range(3)]
        assert (said.units, said.alone) == (len(own), len(set(own) & alone))
        assert said.alone_now == len(set(own) & alone_now)
        assert ([*said.reached], [*said.in_force]) == (ever, force)


def beside(day: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return with whom each locality works, and who of those that it has ties with has been merged into another."""
    partners: dict[str, set[str]] = defaultdict(set)
    merged: dict[str, set[str]] = defaultdict(set)
    joined = {fact.id: fact.between(day) for fact in oracle.cooperation(day)}
    for pair in {pair for pairs in joined.values() for pair in pairs}:
        for one, other in (pair, pair[::-1]):
            partners[one].add(other)
    for holder, fact, _, party, *_ in oracle.inherited_ties(day):
        for pair in joined.get(fact, ()):
            if holder in pair:
                merged[pair[pair[0] == holder]].add(party)
    return partners, merged


def listed(store: Store, places: Iterable[str], day: str) -> str | None:
    return "; ".join(sorted(name(store, place, day, "en") for place in places)) or None


@pytest.mark.parametrize("until", ["2014-05-17", "2025-06-30", "2025-07-01", NOW])
def test_by_year_what_is_not_stated_to_have_begun_counts_in_no_figure(store: Store, until: str) -> None:
    ends = [*(f"{year}-12-31" for year in range(1990, int(until[:4]))), until]
    for end, row in zip(ends, as_rows(rank.years(store, until)), strict=True):
        held = [(fact, fact.between(end)) for fact in oracle.cooperation(end) if oracle.lasts(fact, end)]
        held = [(fact, pairs) for fact, pairs in held if pairs]
        dated = [(fact, pairs) for fact, pairs in held if fact.since]
        pairs = {pair for _, pairs in dated for pair in pairs}
        assert row["as_of"] == end
        assert row["beginning_unknown"] == sum(fact.unknown for fact, _ in held)
        assert row["from_source"] == sum(not fact.since and not fact.unknown for fact, _ in held)
        assert row["places"] == len({place for pair in pairs for place in pair})
        assert (row["pairs"], float(row["ties"])) == (len(pairs), sum(len(pairs) for _, pairs in dated))


# --- suggest ----------------------------------------------------------------------------------------------------------

SUGGEST_DAYS = ("2012-03-31", "2016-11-15", "2018-12-31", "2024-12-31", "2025-06-30", "2025-07-01", NOW)
LIKENESSES = {"alike-seaport", "alike-airport", "alike-world-heritage", "strong-there", "strong-here",
              "vietnamese-residents", "japanese-residents"}  # fmt: skip
"""The reasons by profiles, which the tests of the suggestions hold against the tables."""
ASKING = (
    "vn/da-nang", "vn/hue", "vn/lao-cai", "vn/quang-tri", "vn/an-giang", "vn/quang-nam/hoi-an", "vn/binh-dinh",
    "jp/osaka", "jp/kanagawa/yokohama", "jp/hyogo/tamba-sasayama", "jp/gifu/takayama", "jp/kumamoto/kumamoto",
    "jp/hokkaido/otaru",
)  # fmt: skip


class Then:
    """What was sure to be known on a day, in terms of the localities of that day."""

    def __init__(self, day: str) -> None:
        self.day = day
        self.between: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.of: dict[str, set[str]] = defaultdict(set)
        self.rounds: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for fact in facts().values():
            if known_by(fact) <= day:
                held = {holder for party in fact.parties for holder in holders(party, day)}
                for one in held:
                    if hasattr(fact, "network"):
                        self.rounds[one][fact.network].add(fact.id)
                    else:
                        self.of[one].add(fact.id)
                        for other in held:
                            if country(one) != country(other):
                                self.between[one][other].add(fact.id)

    def together(self, one: str, other: str) -> set[str]:
        return self.between.get(one, {}).get(other, set())

    def partners(self, place: str) -> set[str]:
        theirs = self.between.get(place, {})
        return {one for one, deeds in theirs.items() if any(facts()[deed].form == "Agreement" for deed in deeds)}

    def kin(self, place: str) -> set[str]:
        state = state_on(place, self.day)
        return {state.part_of} if state and state.part_of else children(self.day).get(place, set())

    def near(self, place: str) -> set[str]:
        active = {one for one in self.between if country(one) == country(place) and exists(one, self.day)}
        return {one for one in active - {place} - self.kin(place) if kilometres(place, one, self.day) < 150}

    def fields(self, place: str) -> set[str]:
        return {field for deed in self.of.get(place, ()) for field in facts()[deed].fields}

    def designated(self, place: str) -> set[tuple[str, str]]:
        return {(net, row_of(one)["designation"]) for net, parts in self.rounds.get(place, {}).items() for one in parts
                if one.startswith("membership/") and row_of(one)["designation"]}  # fmt: skip


@cache
def children(day: str) -> dict[str, set[str]]:
    """Return the localities that are part of each on a day."""
    found: dict[str, set[str]] = defaultdict(set)
    for place in oracle.localities():
        state = state_on(place, day)
        if state and state.part_of:
            found[state.part_of].add(place)
    return found


def kilometres(one: str, other: str, day: str) -> float:
    """Return how far two seats of a day lie from each other, on a sphere (haversine); infinite if not known."""
    here, there = oracle.seat(one, day), oracle.seat(other, day)
    if not here or not there:
        return math.inf
    (north, east), (upper, right) = (map(math.radians, seat) for seat in (here, there))
    bow = math.sin((upper - north) / 2) ** 2 + math.cos(north) * math.cos(upper) * math.sin((right - east) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(bow))


@cache
def then(day: str) -> Then:
    return Then(day)


def reasons(place: str, other: str, day: str) -> dict[str, tuple[set[str], set[str]]]:
    """Return what speaks for a candidate: signal -> the facts and what they are about; networks apart."""
    known = then(day)
    together = known.together(place, other)
    found = {}
    for signal, forms in (("visits", {"Event"}), ("projects", {"Project", "Exchange"})):
        if these := {deed for deed in together if facts()[deed].form in forms}:
            found[signal] = (these, set[str]())
    for signal, ways in (
        ("own-hierarchy", [(kin, other) for kin in known.kin(place)]),
        ("their-hierarchy", [(kin, place) for kin in known.kin(other)]),
        ("neighbours", [(near, other) for near in known.near(place)]),
        ("their-neighbours", [(near, place) for near in known.near(other)]),
    ):
        met = {one: deeds for one, their in ways if (deeds := known.together(one, their))}
        if met:
            found[signal] = (set().union(*met.values()), set(met))
    if same := known.fields(place) & known.fields(other):
        found["fields"] = (set(), {f"concept/{one}" for one in same})
    others = {one: deeds for one, deeds in known.between.get(other, {}).items() if one != place}
    if others:
        found["activity" if known.partners(other) else "seeking"] = (set().union(*others.values()), set(others))
    return found


@pytest.mark.parametrize("day", SUGGEST_DAYS)
def test_suggest_gives_every_reason_known_by_the_day_and_no_other(store: Store, day: str) -> None:
    known, open_to = then(day), {where: {row[0] for row in oracle.programmes_open_to(f"{where}/", day) if row[2]}
                                 for where in ("vn", "jp")}  # fmt: skip
    for place in (one for one in ASKING if exists(one, day)):
        found = suggestions(store, place, day, 8)
        assert found
        for one in found:
            state = state_on(one.place, day)
            assert state
            assert country(one.place) != country(place)
            assert one.place not in known.partners(place)
            given = {reason.feature: (set(reason.facts), set(reason.about)) for reason in one.reasons
                     if reason.feature not in {"networks", "designations", "openness"} | LIKENESSES}  # fmt: skip
            expected = reasons(place, one.place, day)
            if set(given) & {"activity", "seeking"}:  # the partners of the facts, of which one may stand for several
                [signal] = set(given) & {"activity", "seeking"}
                assert given[signal][1] <= expected[signal][1]
                given[signal] = (given[signal][0], expected[signal][1])
            assert given == expected, (place, one.place)
            assert circles(one) == networks(place, one.place, day)
            alone = set(known.rounds.get(one.place, {})) - set(known.rounds.get(place, {}))
            assert {net for reason in one.reasons if reason.feature == "openness" for net in reason.about} == alone
            assert set(one.programmes) == open_to[country(place)]
            assert set(one.introducers) == introducers(place, one.place, day)
        levels = [plain(row[2]) for row in SuggestionText(store, place, day, found, "en").answer().rows]
        assert levels == [f"level/{state_on(one.place, day).level}" for one in found]  # type: ignore[union-attr]


def circles(one: Suggestion) -> set[tuple[str, frozenset[str]]]:
    """Return the networks and designations that are given as reasons."""
    given = [reason for reason in one.reasons if reason.feature in {"networks", "designations"}]
    return {(reason.about[0], frozenset(reason.about[1:])) for reason in given}


def networks(place: str, other: str, day: str) -> set[tuple[str, frozenset[str]]]:
    known = then(day)
    alike = known.designated(place) & known.designated(other)
    both = set(known.rounds.get(place, {})) & set(known.rounds.get(other, {}))
    return {(one, frozenset(said for net, said in alike if net == one)) for one in both}


def introducers(place: str, other: str, day: str) -> set[str]:
    """Return relatives of one that have met the other, and friends of partners of ours that have met it."""
    known = then(day)
    found = {kin for kin in known.kin(place) if known.together(kin, other)}
    found |= {kin for kin in known.kin(other) if known.together(kin, place)}
    for partner in known.between.get(place, {}):
        found |= {one for one in known.between[partner] if one != place and known.together(one, other)}
    return found


def without(store: Store, later: Iterable[str]) -> Store:
    """Return the graph as if some facts had never been."""
    before = copy(store)
    for fact in later:
        for quad in [*before.quads_for_pattern(thing[fact], None, None, None)]:
            before.remove(quad)
    return before


@pytest.mark.parametrize("day", ["2016-11-15", "2025-06-30"])
def test_what_is_known_later_changes_no_suggestion_nor_its_weights(store: Store, day: str) -> None:
    later = [fact.id for fact in facts().values() if known_by(fact) > day]
    before = without(store, later)
    assert len(later) > 100
    for place in ("vn/da-nang", "vn/hue", "jp/osaka", "jp/kanagawa/yokohama"):
        with_them, alone = suggestions(store, place, day), suggestions(before, place, day)
        assert [(one.place, one.reasons, one.programmes, one.introducers) for one in with_them] == [
            (one.place, one.reasons, one.programmes, one.introducers) for one in alone
        ]
        assert [one.score for one in with_them] == pytest.approx([one.score for one in alone])


@pytest.mark.parametrize("day", ["2016-11-15", "2025-06-30"])
def test_what_begins_later_changes_nothing_that_is_shown_or_counted(store: Store, day: str) -> None:
    supported = {_supported(one).id for one in oracle.allocations() if one.valid_from <= day}
    before = without(store, [one.id for one in facts().values() if one.valid_from > day and one.id not in supported])
    for place, language in zip(("vn/da-nang", "vn/quang-nam", "jp/kanagawa/yokohama"), LANGUAGES, strict=True):
        one, other = (str(Prose(some, briefing(some, place, None, day), language)) for some in (store, before))
        assert one == other
    assert (
        gaps.places(store, LocalityFilter(), day, behind=True).rows
        == gaps.places(before, LocalityFilter(), day, behind=True).rows
    )
    assert rank.places(store, "ties", day, "degree", None, set()) == rank.places(
        before, "ties", day, "degree", None, set()
    )


# --- boundaries, one by one -------------------------------------------------------------------------------------------

HUE = {
    "en": ("Thua Thien Hue", "Hue"),
    "vi": ("Tỉnh Thừa Thiên Huế", "Thành phố Huế"),
    "ja": ("トゥアティエン・フエ省", "フエ市"),
}
"""What the province was called to the end of 2024, and the city since."""


def prose(store: Store, place: str, other: str | None, day: str, language: str = "en") -> str:
    return str(Prose(store, briefing(store, place, other, day), language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("day", "renamed"), [("2015-01-01", False), ("2024-12-31", False), ("2025-01-01", True), (NOW, True)]
)
def test_hue_has_its_name_of_the_day(store: Store, language: str, day: str, renamed: bool) -> None:
    old, new = HUE[language]
    now_called = words(language)["now_held"].format(old, new)
    title = prose(store, "vn/hue", None, day, language).splitlines()[0]
    assert title == (new if renamed else old)
    sections = Prose(store, briefing(store, "vn/hue", None, day), language).sections()
    [history] = [section for section in sections if section.name == "history"]
    assert ("2025-01-01" in {line.since for line in history.lines}) == renamed
    sections = Prose(store, briefing(store, "jp/kyoto", None, day), language).sections()
    partners = {party for section in sections for line in section.lines for party in line.partners}
    told = Names(store, language, day).text
    named = {told(party) for party in partners if party.place == thing["vn/hue"]}
    assert named == {now_called if renamed else old}


@pytest.mark.parametrize(("language", "said"), [("en", "Sasayama"), ("vi", "Thành phố Sasayama"), ("ja", "篠山市")])
def test_a_pair_of_which_both_have_changed_is_told_alike_in_either_order(
    store: Store, language: str, said: str
) -> None:
    """Hue (a city under the province, until the end of 2024) and Sasayama (Tamba-Sasayama since 1 May 2019)."""
    fact, pair = "tie/hue-district-city--sasayama--friendship-cooperation--2018", PAIRS[1]
    for day, there in (("2018-04-01", False), ("2018-04-02", True), ("2019-04-30", True), ("2025-01-01", True)):
        for one, other in (pair, pair[::-1], ("vn/hue", pair[1]), (pair[1], "vn/hue")):
            held = "vn/hue" not in {one, other} or day >= "2025-01-01"
            found = {plain(entry.fact) for entry in briefing(store, one, other, day).entries}
            assert (fact in found) == (there and held), (one, other, day)
    before, after = (prose(store, pair[0], None, day, language) for day in ("2019-04-30", "2019-05-01"))
    new = {"en": "Tamba-Sasayama", "vi": "Thành phố Tamba-Sasayama", "ja": "丹波篠山市"}[language]
    renamed = words(language)["now_held"].format(said, new)
    assert said in before
    assert renamed not in before
    assert renamed in after


@pytest.mark.parametrize(
    ("ended", "heir", "last", "first"),
    [
        ("vn/quang-nam", "vn/da-nang", "2025-06-30", "2025-07-01"),
        ("vn/quang-nam/tam-ky", "vn/da-nang", "2025-06-30", "2025-07-01"),
        ("vn/vinh-phuc", "vn/phu-tho", "2025-06-30", "2025-07-01"),
        ("vn/phu-tho/viet-tri", "vn/phu-tho", "2025-06-30", "2025-07-01"),
        ("vn/nam-dinh/nam-dinh-city", "vn/ninh-binh", "2025-06-30", "2025-07-01"),
        ("vn/soc-trang", "vn/can-tho", "2025-06-30", "2025-07-01"),
        ("vn/dong-nai/bien-hoa", "vn/dong-nai", "2025-06-30", "2025-07-01"),
        ("vn/hue/hue-city", "vn/hue", "2024-12-31", "2025-01-01"),
        ("vn/ha-tay", "vn/hanoi", "2008-07-31", "2008-08-01"),
    ],
)
def test_what_has_ended_passes_to_its_heir_on_the_day_and_is_still_told_of_it(
    store: Store, access: gaps.Access, ended: str, heir: str, last: str, first: str
) -> None:
    before, after = (
        {plain(entry.fact) for entry in briefing(store, ended, None, day).entries} for day in (last, first)
    )
    assert before == of_day(last).get(ended, set())
    assert before <= after == of_day(first).get(ended, set())
    inherited = {plain(entry.fact) for entry in briefing(store, heir, None, first).entries}
    assert after <= inherited
    assert not {plain(e.fact) for e in briefing(store, heir, None, last).entries} & before - of_day(last)[heir]
    levels = [LocalityFilter("vn", level) for level in ("provincial", "municipal")]
    exist = [{unit.place for level in levels for unit in access.units(level, day)} for day in (last, first)]
    assert [ended in units for units in exist] == [True, False]
    assert all(heir in units for units in exist)


@pytest.mark.parametrize(
    ("place", "day", "before", "since"),
    [
        ("vn/hue", "2025-01-01", "province", "central-city"),
        ("vn/dong-nai", "2026-04-30", "province", "central-city"),
        ("vn/quang-ninh", "2026-09-01", "province", "central-city"),
        ("vn/bac-ninh", "2026-09-20", "province", "central-city"),
        ("jp/osaka/sakai", "2006-04-01", "city", "designated-city"),
        ("jp/okayama/okayama", "2009-04-01", "city", "designated-city"),
        ("jp/kanagawa/sagamihara", "2010-04-01", "city", "designated-city"),
        ("jp/kumamoto/kumamoto", "2012-04-01", "city", "designated-city"),
        ("vn/hanoi/son-tay", "2007-08-02", "district-town", "district-city"),
        ("vn/hanoi/son-tay", "2009-05-08", "district-city", "district-town"),
        ("vn/hue/huong-tra", "2011-11-15", "district", "district-town"),
    ],
)
def test_a_level_changes_on_its_day(
    store: Store, access: gaps.Access, place: str, day: str, before: str, since: str
) -> None:
    eve = oracle.day_before(day)
    for when, has, lacks in ((eve, before, since), (day, since, before)):
        assert plain(at(store, thing[place], coop.level, when)) == f"level/{has}"
        assert place in {unit.place for unit in access.units(LocalityFilter(level=has), when)}
        assert place not in {unit.place for unit in access.units(LocalityFilter(level=lacks), when)}


@pytest.mark.parametrize(
    ("place", "last", "parents"),
    [("vn/hanoi/son-tay", "2008-07-31", ("vn/ha-tay", "vn/hanoi")),
     ("vn/quang-nam/hoi-an", "1996-12-31", ("vn/quang-nam-da-nang", "vn/quang-nam"))],
)  # fmt: skip
def test_a_municipality_lies_in_its_province_of_the_day(
    store: Store, place: str, last: str, parents: tuple[str, str]
) -> None:
    for day, parent in zip((last, oracle.day_after(last)), parents, strict=True):
        assert plain(at(store, thing[place], schema.containedInPlace, day)) == parent
        told = {row["place"] for row in as_rows(gaps.places(store, LocalityFilter("vn", "municipal"), day))}
        assert place in told


@pytest.mark.parametrize("place", ["vn/lao-cai", "vn/bac-ninh", "vn/quang-tri", "vn/gia-lai", "vn/tay-ninh"])
def test_a_seat_moved_with_the_merger(store: Store, place: str) -> None:
    days = ("2025-06-30", "2025-07-01")
    before, since = (position(store, thing[place], day) for day in days)
    assert [before, since] == [positions(store, day)[thing[place]] for day in days]
    assert (before, since) == (oracle.seat(place, "2025-06-30"), oracle.seat(place, "2025-07-01"))
    assert before != since


@pytest.mark.parametrize(
    ("fact", "place", "first"),
    [
        ("tie/thua-thien-hue--yokohama--sectoral--2017", "vn/hue", "2017-01-01"),
        ("tie/thua-thien-hue--gifu--mou--2016", "jp/gifu", "2016-11-01"),
        ("tie/hue-district-city--sasayama--friendship-cooperation--2018", "vn/hue/hue-city", "2018-04-02"),
        ("tie/long-an--wakayama--exchange--undated", "vn/long-an", "2025-06-30"),
        ("membership/pnlg--thua-thien-hue--member", "vn/hue", "2015-11-20"),
        ("membership/tpo--da-lat--member", "vn/lam-dong/da-lat", "2026-11-21"),
        ("tie/hoi-an--sakai--exchange--undated", "vn/quang-nam/hoi-an", "2026-11-21"),
    ],
)
def test_a_fact_counts_from_its_first_day_or_a_sources_or_that_of_the_data(
    store: Store, fact: str, place: str, first: str
) -> None:
    """A year, a month, a day; an end of a party; a source; and neither a date nor a dated source."""
    eve = oracle.day_before(first)
    counts = [
        fact in {plain(entry.fact) for entry in briefing(store, place, None, day).entries} for day in (eve, first)
    ]
    assert counts == [False, True]


def test_a_year_is_sure_to_be_known_at_its_end_only(store: Store) -> None:
    """Yokohama and Hue signed in 2017, on which day is not known: no suggestion cites it before the year was over."""
    [fact] = [one for one in oracle.ties() if one.id == "tie/thua-thien-hue--yokohama--sectoral--2017"]
    assert (fact.valid_from, known_by(fact)) == ("2017-01-01", "2017-12-31")
    for day, cited in (("2017-12-30", False), ("2017-12-31", True)):
        [hue] = [one for one in suggestions(store, "jp/gifu/takayama", day, 60) if one.place == "vn/hue"]
        assert (fact.id in {one for reason in hue.reasons for one in reason.facts}) == cited


def test_who_has_signed_is_suggested_until_the_day_and_the_heir_until_it_inherits(store: Store) -> None:
    """Sasayama signed with the city of Hue, which the province took over from 2025 on."""
    for day, free in (("2018-04-02", True), ("2024-12-31", True), ("2025-01-01", False), (NOW, False)):
        assert ("vn/hue" in {one.place for one in suggestions(store, PAIRS[1][1], day, 99)}) == free


def test_a_name_of_a_later_day_is_told_of_no_fact_of_unknown_date(store: Store) -> None:
    """The network names Thua Thien Hue as a member in 2015, without saying since when."""
    [pnlg] = [row for row in oracle.table("networks") if row["network_id"] == "pnlg"]
    for language, (old, new) in HUE.items():
        found = [one for one in suggestions(store, "jp/mie/shima", "2016-06-30", 60) if one.place == "vn/hue"]
        text = str(SuggestionText(store, "jp/mie/shima", "2016-06-30", found, language))
        network = pnlg["name" if language == "en" else f"name_{language}"]
        assert f"{old} – {network}" in text
        assert f"; {new} – {network}" not in text


def test_another_date_that_a_source_names_is_not_told_before_it_has_come(store: Store) -> None:
    """The sewerage project of Hanoi and Yokohama ended in 2020-08, says another source."""
    claims = {row["claim_id"]: row["value"] for row in oracle.table("claims")}
    assert claims["yokohama-hanoi-sewerage-2--end"] == "2020-08"
    for day, told in (("2020-07-31", False), ("2020-08-01", True)):
        sections = Prose(store, briefing(store, "vn/hanoi", None, day), "en").sections()
        lines = [plain(line.fact) for section in sections for line in section.lines if section.name == "contested"]
        assert ("claim/yokohama-hanoi-sewerage-2--end" in lines) == told


@pytest.mark.parametrize("other", [None, "jp/okayama/mimasaka"])
def test_staff_is_told_from_the_day_it_was_set_aside_whenever_the_tie_is_known_from(
    store: Store, other: str | None
) -> None:
    """Mimasaka took somebody in in 2016, while no source before 2022 speaks of the exchange that it was for."""
    for day, told in (("2015-12-31", False), ("2016-01-01", True), (NOW, True)):
        assert ("Mimasaka: staff" in prose(store, "vn/da-nang", other, day)) == told


# --- on the command line ----------------------------------------------------------------------------------------------


@pytest.fixture
def coop_says(folder: Path) -> Callable[..., str]:
    """Runs ``coop`` as a user does."""

    def run(*arguments: str) -> str:
        command = [COOP, *arguments, "--store", folder]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    return run


@pytest.mark.parametrize(
    ("place", "day", "language"),
    [("vn/hue", "2024-12-31", "vi"), ("jp/hyogo/tamba-sasayama", "2019-04-30", "ja"), ("vn/quang-nam", NOW, "en")],
)
def test_coop_show_tells_the_day(
    store: Store, coop_says: Callable[..., str], place: str, day: str, language: str
) -> None:
    said = json.loads(coop_says("show", place, "--as-of", day, "--lang", language, "--format", "json"))
    found = [(row["fact_id"], row["partner_id"], row["until"], row["signed_by_id"]) for row in said]
    expected = ((row[1], row[3], row[6], row[7]) for row in shown(place, day).elements())
    assert difference(found, expected) == {}
    named = {(row[f"{column}_id"], row[column]) for row in said
             for column in ("partner", "signed_by", "signed_with") if row[column]}  # fmt: skip
    assert named == {(one, name(store, one, day, language)) for one, _ in named}


@pytest.mark.parametrize("day", ["2024-12-31", "2025-07-01"])
def test_coop_gaps_tells_the_day(store: Store, coop_says: Callable[..., str], day: str) -> None:
    said = json.loads(coop_says("gaps", "--country", "vn", "--show", "all", "--as-of", day, "--format", "json"))
    assert {row["place_id"]: row["place"] for row in said} == {
        one: name(store, one, day, "en") for one in oracle.places(day, "provincial", "vn")
    }
    assert {row["place_id"]: row["level_id"].rpartition("/")[2] for row in said} == {
        one: state.level for one in oracle.places(day, "provincial", "vn") if (state := state_on(one, day))
    }


def test_coop_suggest_tells_the_day(store: Store, coop_says: Callable[..., str]) -> None:
    day = "2024-12-31"
    said = json.loads(coop_says("suggest", "jp/mie/shima", "--as-of", day, "--format", "json", "--limit", "99"))
    there = set(oracle.places(day, "provincial", "vn")) - then(day).partners("jp/mie/shima")
    assert len(said) > 30
    assert {row["place_id"] for row in said} <= there
    assert all(row["place"] == name(store, row["place_id"], day, "en") for row in said)


# --- regions ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2000-01-01", "2025-06-30", "2025-10-04", "2025-10-05", NOW])
def test_a_locality_lies_in_the_region_of_the_day(store: Store, day: str) -> None:
    found = {place: region(store, thing[place], day) for place in oracle.localities() if oracle.exists(place, day)}
    assert {place: slug(one) for place, one in found.items()} == {place: oracle.region(place, day) for place in found}
    assert all(found.values())


@pytest.mark.parametrize(
    ("place", "day", "slugs"),
    [
        ("vn/da-nang", "2025-10-04", "north-central-and-central-coast"),
        ("vn/da-nang", "2025-10-05", "south-central-coast-and-central-highlands"),
        ("vn/hue", NOW, "north-central"),
        ("vn/quang-nam", NOW, "north-central-and-central-coast"),  # where it lay at its end
        ("vn/quang-nam/hoi-an", NOW, "north-central-and-central-coast"),
        ("vn/lam-dong", "2006-01-01", "central-highlands"),
        ("jp/niigata/mitsuke", NOW, "chubu"),
    ],
)
def test_the_regions_of_vietnam_were_drawn_anew_in_october_2025(store: Store, place: str, day: str, slugs: str) -> None:
    assert slug(region(store, thing[place], day)) == slugs


def test_the_34_provincial_units_of_today_lie_in_the_six_regions_of_the_resolution(store: Store) -> None:
    """As many in each as Resolution 306/NQ-CP lists."""
    units = Counter(slug(region(store, thing[place], NOW)) for place in oracle.places(NOW, "provincial", "vn"))
    assert units == {
        "northern-midlands-and-mountains": 9, "red-river-delta": 6, "north-central": 5,
        "south-central-coast-and-central-highlands": 6, "southeast": 3, "mekong-delta": 5,
    }  # fmt: skip
