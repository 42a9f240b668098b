"""Who is left out, and what threatens those who are not: counted here in plain Python over the tables (the oracle)."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from itertools import product
from typing import Any

import oracle
import pytest
from asking import plain, rows
from click.testing import CliRunner, Result
from conftest import spreadsheet
from oracle import BEFORE_THE_MERGERS, DAYS, LONG_AGO, TODAY
from pyoxigraph import NamedNode, Store

from graph.analysis import gaps
from graph.analysis.access import DOMESTIC, SCHEMES, LocalityFilter
from graph.ask.query import Answer, ParameterError
from graph.cli.main import main
from ontology import rdfs

BASE = "https://w3id.org/vnjp-ties/id/"
LEVELS = ("provincial", "municipal")

on_each_day = pytest.mark.parametrize("day", DAYS)
Row = dict[str, Any]
Places = Callable[..., dict[str, Row]]


def as_rows(answer: Answer) -> list[Row]:
    rows = (dict(zip(answer.columns, map(plain, row), strict=True)) for row in answer.rows)
    return [{name: float(cell) if name.endswith("_share") else cell for name, cell in row.items()} for row in rows]


@pytest.fixture(scope="module")
def asked(store: Store) -> Callable[..., Answer]:
    """Asks for the localities of a level on a day, each question once; with ended ties unless told otherwise."""
    return cache(
        lambda level, day, years=5, ended=True: gaps.places(
            store, LocalityFilter(level=level), day, years, behind=True, ended=ended
        )
    )


@pytest.fixture(scope="module")
def places(asked: Callable[..., Answer]) -> Places:
    """Asks for all localities on a day: id -> row."""

    @cache
    def ask(day: str, ended: bool = True) -> dict[str, Row]:
        found = [row for level in LEVELS for row in as_rows(asked(level, day, 5, ended))]
        assert len(found) == len({row["place"] for row in found})
        return {row["place"]: row for row in found}

    return ask


@cache
def reached(day: str) -> dict[str, dict[str, int]]:
    """Return what the tables say: locality -> scheme -> number of ties."""
    found = [row for level in LEVELS for row in oracle.scheme_access(day, level)]
    return {row[1]: dict(zip((*SCHEMES, DOMESTIC), row[2:], strict=True)) for row in found}


@cache
def reached_now(day: str) -> dict[str, dict[str, int]]:
    """Return what they say is in force; networks in which nobody of the other country is now, apart."""
    found = {place: dict.fromkeys((*SCHEMES, DOMESTIC), 0) for place in reached(day)}
    for fact in (*oracle.ties(), *oracle.projects(), *oracle.memberships()):
        scheme = (oracle.scheme(fact) or "").removeprefix("scheme/").replace("-", "_")
        if isinstance(fact, oracle.Membership) and not oracle.both_countries(fact.network, day):
            scheme = DOMESTIC
        for place in {one for party in fact.parties for one in oracle.holders(party, day)} if scheme else ():
            found[place][scheme] += oracle.lasts(fact, day)
    return found


def called(store: Store, ids: Iterable[str], day: str) -> str | None:
    """Return the English names that localities had on a day as they stand in a cell."""
    states = {one: oracle.state_on(one, day) or oracle.states(one)[-1] for one in ids if one[:2] in {"vn", "jp"}}
    now = oracle.localities()
    other = {one: state.name for one, state in states.items() if state.name != now[one]["name"]}
    names = [
        other.get(one, quad.object.value)
        for one in ids
        for quad in store.quads_for_pattern(NamedNode(BASE + one), rdfs.label, None, None)
        if quad.object.language == "en"  # type: ignore[union-attr]
    ]
    return "; ".join(sorted(names)) or None


# --- what has been reached --------------------------------------------------------------------------------------------


@on_each_day
def test_the_numbers_are_those_of_the_tables_and_of_the_question(store: Store, places: Places, day: str) -> None:
    found = {place: {scheme: row[scheme] for scheme in (*SCHEMES, DOMESTIC)} for place, row in places(day).items()}
    assert found == reached(day)
    for level in LEVELS if day == TODAY else ["provincial"]:
        answer = rows(store, "scheme-access", level=level, as_of=day)
        asked = {row[1]: dict(zip((*SCHEMES, DOMESTIC), row[2:], strict=True)) for row in answer}
        assert asked == {place: found[place] for place in oracle.places(day, level)}


@on_each_day
def test_what_has_ended_does_not_count_unless_it_is_asked_for(places: Places, day: str) -> None:
    found = places(day, ended=False)
    assert {place: {one: row[one] for one in (*SCHEMES, DOMESTIC)} for place, row in found.items()} == reached_now(day)
    alone = {place for place, row in found.items() if not row["partner_known"]}
    assert alone == {place for level in LEVELS for place in oracle.without_partner(day, level)}
    if day == TODAY:
        fewer = {one for one in SCHEMES for place, row in found.items() if row[one] < reached(day)[place][one]}
        assert fewer >= {"official_relationship", "third_party_support"}


def test_a_network_of_one_country_is_access_to_none_in_the_other(places: Places) -> None:
    """Healthy Cities Japan has members in Japan alone."""
    members = {one for fact in oracle.memberships() if fact.network == "network/healthy-cities-japan"
               for party in fact.parties for one in oracle.holders(party, TODAY)}  # fmt: skip
    assert len(members) > 10
    found = places(TODAY)
    assert all(found[place][DOMESTIC] for place in members)
    assert any(not found[place]["intercity_network"] for place in members)


@on_each_day
def test_who_is_no_more_holds_nothing(store: Store, day: str) -> None:
    assert [place for place in gaps.Access(store).reached(day) if not oracle.exists(place, day)] == []


@on_each_day
def test_a_partner_is_known_to_all_but_the_unconnected(places: Places, day: str) -> None:
    alone = {place for place, row in places(day).items() if not row["partner_known"]}
    assert alone == {row[1] for level in LEVELS for row in oracle.unconnected(day, level)}


@on_each_day
def test_a_locality_stands_with_its_level_and_region_of_the_day(places: Places, day: str) -> None:
    found = {place: (row["level"], row["region"]) for place, row in places(day).items()}
    assert found == {place: (f"level/{level_on(place, day)}", f"region/{oracle.region(place, day)}") for place in found}


def level_on(place: str, day: str) -> str:
    state = oracle.state_on(place, day)
    assert state
    return state.level


@on_each_day
def test_those_that_lack_most_come_first(places: Places, day: str) -> None:
    order = sorted(reached(day), key=lambda place: (sum(reached(day)[place][one] > 0 for one in SCHEMES), place))
    provincial = set(oracle.places(day, "provincial"))
    assert list(places(day)) == sorted(order, key=lambda place: place not in provincial), "asked for level by level"


@pytest.mark.parametrize("scheme", [None, "official-relationship", "third-party-support", "intercity-network"])
def test_who_lacks_a_scheme_has_no_tie_under_it(asked: Callable[..., Answer], scheme: str | None) -> None:
    found = {row["place"] for row in as_rows(gaps.lacking(asked("provincial", TODAY), scheme))}
    wanted = [scheme.replace("-", "_")] if scheme else SCHEMES
    everyone = oracle.places(TODAY, "provincial")
    assert found == {place for place in everyone if 0 in {reached(TODAY)[place][one] for one in wanted}}


@pytest.mark.parametrize(
    ("day", "region", "units"),
    [("2025-10-04", "central-highlands", {"vn/gia-lai", "vn/dak-lak", "vn/lam-dong"}),
     ("2025-10-05", "north-central", {"vn/thanh-hoa", "vn/nghe-an", "vn/ha-tinh", "vn/quang-tri", "vn/hue"}),
     (TODAY, "southeast", {"vn/ho-chi-minh-city", "vn/dong-nai", "vn/tay-ninh"})],
)  # fmt: skip
def test_a_region_has_the_units_of_the_day(store: Store, day: str, region: str, units: set[str]) -> None:
    assert {row["place"] for row in as_rows(gaps.places(store, LocalityFilter(region=region), day))} == units


@pytest.mark.parametrize("wanted", [LocalityFilter("jp", "village"), LocalityFilter(None, "municipal", "tohoku")])
def test_one_country_and_one_region_can_be_asked_about(store: Store, wanted: LocalityFilter) -> None:
    found = {row["place"] for row in as_rows(gaps.places(store, wanted, TODAY))}
    everyone = oracle.places(TODAY, wanted.level, wanted.country or "")
    assert found == {place for place in everyone if wanted.region in {None, oracle.region(place, TODAY)}}


def test_what_is_behind_a_scheme_is_named(store: Store, places: Places) -> None:
    """Partners by an agreement; the programme of a supported project, or else who pays for it; networks."""
    found = places(TODAY)
    partners = partners_of(oracle.agreed(TODAY))
    networks: dict[str, set[str]] = defaultdict(set)
    programmes: dict[str, set[str]] = defaultdict(set)
    own = {oracle.funder(row["funder_id"]) for row in oracle.table("funders") if row["kind"] == "local-government"}
    for membership in oracle.memberships():
        for holder in held(membership, TODAY) if oracle.both_countries(membership.network, TODAY, ended=True) else ():
            networks[holder].add(membership.network)
    for project in oracle.projects():
        for holder in held(project, TODAY) if project.by_third_party else ():
            programmes[holder] |= {project.programme} if project.programme else {*project.funders} - own
    assert {place: (row["partners"], row["programmes"], row["networks"]) for place, row in found.items()} == {
        place: tuple(called(store, named[place], TODAY) for named in (partners, programmes, networks))
        for place in found
    }


def held(fact: oracle.Fact, day: str) -> set[str]:
    return {holder for party in fact.parties for holder in oracle.holders(party, day) if fact.valid_from <= day}


def partners_of(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return found


# --- what threatens it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "years"), [*((day, 5) for day in DAYS), (TODAY, 2)])
def test_dormant_and_expiring_ties_are_counted_once_for_each_holder(
    asked: Callable[..., Answer], places: Places, day: str, years: int
) -> None:
    found = places(day) if years == 5 else {row["place"]: row for row in as_rows(asked("provincial", day, years))}
    for column, threatened in (
        ("dormant", oracle.dormant_ties(day, years)),
        ("expiring", oracle.expiring_ties(day, years)),
    ):
        ties = {(place, row[0]) for row in threatened for place in row[1:3]}
        number = Counter(place for place, _ in ties)
        assert {place: row[column] for place, row in found.items()} == {place: number[place] for place in found}
    standing = oracle.standing(day)
    assert {place: row["dormant_of"] for place, row in found.items()} == {
        place: len(standing.get(place, ())) for place in found
    }


def test_how_many_are_dormant_is_told_with_of_how_many(store: Store) -> None:
    dormant = {row[0] for row in oracle.dormant_ties(TODAY, 5)}
    standing = {tie.id for tie in oracle.ties() if oracle.lasts(tie, TODAY) and tie.between(TODAY)}
    assert gaps.dormancy(store, TODAY) == (len(dormant), len(standing))
    assert dormant < standing


def test_a_mention_in_a_source_is_a_sign_of_life(store: Store) -> None:
    """An exchange that a list of partners names, of which nothing else is dated, is alive as of the list."""
    begin = oracle.years_from(TODAY, -5)
    dormant = {row[0] for row in oracle.dormant_ties(TODAY, 5)}
    listed = {
        tie.id
        for tie in oracle.ties()
        if oracle.lasts(tie, TODAY) and not tie.since and tie.between(TODAY)
        and any(begin <= oracle.first_day(oracle.published()[one]) <= TODAY
                for one in tie.sources if oracle.published()[one])
    }  # fmt: skip
    assert listed
    found = {row[0] for row in rows(store, "dormant-ties", as_of=TODAY)}
    assert found == dormant
    assert not found & listed


@on_each_day
def test_with_whom_the_province_or_prefecture_of_a_municipality_works(store: Store, places: Places, day: str) -> None:
    partners = partners_of({pair for fact in oracle.cooperation(day) for pair in fact.between(day)})
    above = {place: state.part_of for place in places(day) if (state := oracle.state_on(place, day))}
    found = {place: row["parent_works_with"] for place, row in places(day).items()}
    assert found == {place: called(store, partners[above[place]], day) for place in found}


@on_each_day
def test_which_counterparts_have_been_merged_into_another(store: Store, places: Places, day: str) -> None:
    """A counterpart is who entered into the tie; it is merged if it is no more and the tie was not over before."""
    merged: dict[str, set[str]] = defaultdict(set)
    ends = {step.predecessor: step.day for step in oracle.successions() if step.passes}
    for fact in oracle.cooperation(day):
        gone = {party for party in fact.parties if not oracle.exists(party, day) and fact.valid_through >= ends[party]}
        for place, party in product({place for pair in fact.between(day) for place in pair}, gone):
            if oracle.country(place) != oracle.country(party):
                merged[place].add(party)
    found = {place: row["counterpart_merged"] for place, row in places(day).items()}
    assert found == {place: called(store, merged[place], day) for place in found}


# --- how many ---------------------------------------------------------------------------------------------------------


def shares(units: list[str], day: str) -> Row:
    """Return how many of some localities have a tie in force under each scheme and any of them, and which share."""
    found: Row = {"localities": len(units)}
    for scheme in (*SCHEMES, "any"):
        wanted = SCHEMES if scheme == "any" else (scheme,)
        have = sum(any(reached_now(day)[unit][one] for one in wanted) for unit in units)
        found |= {scheme: have, f"{scheme}_share": round(have / len(units), 4)}
    return found


@pytest.mark.parametrize(
    ("by", "level", "day"),
    [
        ("level", "provincial", TODAY),
        ("region", "municipal", TODAY),
        ("region", "provincial", BEFORE_THE_MERGERS),
        ("level", "municipal", LONG_AGO),
    ],
)
def test_shares_by_level_and_region(store: Store, by: str, level: str, day: str) -> None:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place in oracle.places(day, level):
        group = level_on(place, day) if by == "level" else oracle.region(place, day)
        groups[oracle.country(place), group].append(place)
    assert as_rows(gaps.shares(store, LocalityFilter(level=level), day, by)) == [
        {"country": f"country/{country}", by: f"{by}/{group}", **shares(units, day)}
        for (country, group), units in sorted(groups.items())
    ]


# --- on the command line ----------------------------------------------------------------------------------------------


@pytest.fixture
def coop(folder: Any) -> Callable[..., Result]:
    """Runs ``coop gaps`` in this process, on the graph of all facts."""

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["gaps", *arguments], env={"COOP_STORE": str(folder)})

    return run


@pytest.mark.parametrize(("day", "units"), [(BEFORE_THE_MERGERS, 63), (TODAY, 34)])
def test_a_sentence_counts_the_units_of_the_day_in_each_country(
    coop: Callable[..., Result], day: str, units: int
) -> None:
    said = coop("--as-of", day).stdout.splitlines()
    for line, country, called in (
        (0, "vn", f"{units} provincial units of Vietnam"),
        (1, "jp", "47 prefectures of Japan"),
    ):
        numbers = [reached(day)[place] for place in oracle.places(day, "provincial", country)]
        have = [sum(one[scheme] > 0 for one in numbers) for scheme in SCHEMES]
        now = [len({*oracle.places(day, "provincial", country)} & oracle.in_force(day, scheme)) for scheme in SCHEMES]
        alone, alone_now = (len(found(day, "provincial", country))
                            for found in (oracle.unconnected, oracle.without_partner))  # fmt: skip
        assert all(some <= every for some, every in zip(now, have, strict=True))
        assert said[line] == (
            f"{called} as of {oracle.spoken(day)}: {have[0]} with an official relationship ({now[0]} in force), "
            f"{have[1]} with third-party support ({now[1]} in a project under way), {have[2]} in intercity networks "
            f"({now[2]} at present); for {alone} no partner in the other country is known, for {alone_now} none by "
            "a tie that is in force."
        )
    dormant, standing = {row[0] for row in oracle.dormant_ties(day, 5)}, set().union(*oracle.standing(day).values())
    assert said[2] == (
        f"Of {len(standing)} agreements and exchanges in force between the two countries, {len(dormant)} show no sign "
        "of life of the last 5 years."
    )


@pytest.mark.parametrize(("option", "said"), [((), "(in force)"), (("--ended",), "(ended ones included)")])
def test_the_title_says_of_which_ties_the_table_is(
    coop: Callable[..., Result], option: tuple[str, ...], said: str
) -> None:
    for what in ("all", "levels"):
        assert said in coop("--show", what, "--as-of", TODAY, *option).stdout.partition("\n\n")[0]
    rows = spreadsheet(coop("--show", "all", "--as-of", TODAY, *option, "--format", "csv").stdout)
    expected = reached(TODAY) if option else reached_now(TODAY)
    assert {row["place_id"]: int(row["third_party_support"]) for row in rows} == {
        place: expected[place]["third_party_support"] for place in oracle.places(TODAY, "provincial")
    }


def test_a_sentence_names_what_was_asked_for(coop: Callable[..., Result]) -> None:
    said = coop("--country", "jp", "--level", "designated-city", "--region", "kinki", "--as-of", TODAY).stdout
    cities = [
        place for place in oracle.places(TODAY, "designated-city", "jp") if oracle.region(place, TODAY) == "kinki"
    ]
    assert said.startswith(f"{len(cities)} designated cities of Kinki, Japan as of {oracle.spoken(TODAY)}: ")


@pytest.mark.parametrize("what", ["all", "years"])
def test_csv_and_json_have_the_same_columns_and_rows(coop: Callable[..., Result], what: str) -> None:
    asked = ("--show", what, "--country", "vn", "--as-of", TODAY, *(("--behind",) if what == "all" else ()))
    as_csv = spreadsheet(coop(*asked, "--format", "csv").stdout)
    as_json = json.loads(coop(*asked, "--format", "json").stdout)

    def text(cell: Any) -> str:
        return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)

    assert as_csv == [{name: text(cell) for name, cell in row.items()} for row in as_json]
    assert as_csv


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--level", "ward"), 1, "“ward” is no level of either country; write one of provincial, province"),
        (("--region", "kanto", "--country", "vn"), 1, "“kanto” has no provincial localities; write one of central-h"),
        (
            ("--region", "central-highlands", "--as-of", "2025-10-05"),
            1,
            "no provincial localities on 5 October 2025; write one of chubu",
        ),
        (
            ("--region", "north-central", "--show", "regions", "--as-of", "2025-10-04"),
            1,
            "on 4 October 2025; write one",
        ),
        (("--region", "kanto", "--level", "central-city", "--show", "years"), 1, "“kanto” has no central-city local"),
        (("--as-of", "1980"), 1, "no tie is known by 1980; the first began on 24 June 1982"),
        (("--as-of", "tomorrow"), 1, "“tomorrow” is not a date; write 2013, 2013-04 or 2013-04-09"),
        (("--years", "0"), 2, "0 is not in the range x>=1"),
        (("--years", "1500"), 1, "years: 1500 is not a number from 1 to 100"),
        (("--scheme", "luck"), 1, "--scheme: “luck” is none of official-relationship, third-party-support"),
    ],
)
def test_a_mistake_is_answered_in_the_users_words(
    coop: Callable[..., Result], arguments: tuple[str, ...], status: int, message: str
) -> None:
    done = coop(*arguments)
    assert (done.exit_code, done.stdout) == (status, "")
    assert message in done.stderr


@pytest.mark.parametrize("years", [0, -1, 101])
def test_so_many_years_cannot_be_asked_for(store: Store, years: int) -> None:
    with pytest.raises(ParameterError, match=f"years: {years} is not a number from 1 to 100"):
        gaps.places(store, LocalityFilter(), TODAY, years)
