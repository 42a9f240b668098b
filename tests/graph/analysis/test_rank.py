"""Who holds the network together, as it is shown: in which order, of whom, and with which columns."""

import json
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from math import isnan
from typing import Any

import networkx as nx
import oracle
import pytest
from asking import plain
from click.testing import CliRunner, Result
from conftest import spreadsheet
from oracle import BEFORE_THE_MERGERS, LONG_AGO, TODAY
from pyoxigraph import NamedNode, Store

from graph.analysis import chance, communities, measures, rank
from graph.analysis.networks import KINDS, network, simple
from graph.analysis.selection import ALL
from graph.ask.query import Answer
from graph.ask.words import words
from graph.cli.main import main
from ontology import LANGUAGES, concepts, rdfs

SAME = 1e-9
FIELDS = concepts.labels()["field"]
Row = dict[str, Any]
Ask = Callable[..., list[Row]]


def as_rows(answer: Answer) -> list[Row]:
    rows = (dict(zip(answer.columns, map(plain, row), strict=True)) for row in answer.rows)
    return [{name: number(cell) for name, cell in row.items()} for row in rows]


def number(cell: Any) -> Any:
    """Return a cell as a number if it is one; a day is not."""
    try:
        return float(cell)
    except (TypeError, ValueError):
        return cell


def tied(day: str, ended: bool = False, part: Callable[[oracle.Fact], bool] = lambda fact: True) -> "nx.Graph[str]":
    """Return the network of ties in force (or ended ones too, or a part) on a day, in plain Python over the tables."""
    found: nx.Graph[str] = nx.Graph()
    for fact in oracle.cooperation(day):
        for one, other in fact.between(day) if part(fact) and (ended or oracle.lasts(fact, day)) else ():
            found.add_edge(one, other, weight=found.get_edge_data(one, other, {"weight": 0})["weight"] + 1)
    return found


@cache
def values(day: str) -> dict[str, dict[str, float]]:
    """Return all measures of the places in the network of ties on a day, as networkx computes them."""
    found = tied(day)
    vietnam = [place for place in found if place.startswith("vn/")]
    several = [place for place in found if found.degree(place) > 1]
    return {
        "degree": dict(found.degree()),
        "strength": dict(found.degree(weight="weight")),
        "betweenness": nx.bipartite.betweenness_centrality(found, vietnam),
        "closeness": nx.bipartite.closeness_centrality(found, vietnam),
        "eigenvector": nx.eigenvector_centrality(found, max_iter=100_000, tol=1e-13, weight="weight"),
        "pagerank": nx.pagerank(found, max_iter=10_000, tol=1e-14),
        "redundancy": {**dict.fromkeys(found), **nx.bipartite.node_redundancy(found, several)},
        "core": nx.core_number(found),
    }


@pytest.fixture(scope="module")
def ranked(store: Store) -> Ask:
    """Asks for the places by a measure, each question once."""

    @cache
    def ask(by: str, kind: str = "ties", day: str = TODAY, country: str | None = None, *levels: str) -> list[Row]:
        return as_rows(rank.places(store, kind, day, by, country, set(levels)))

    return ask


def reference(by: str, place: str) -> float:
    """Return a measure of a place today so that more of it stands first; what it is not defined of is last."""
    value = values(TODAY)[by][place]
    return float("-inf") if value is None else -value if by == "redundancy" else value


# --- places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", measures.MEASURES)
def test_places_stand_in_the_order_of_a_measure_and_by_id_where_it_is_the_same(ranked: Ask, by: str) -> None:
    found, expected = ranked(by), values(TODAY)[by]
    assert sorted(row["place"] for row in found) == sorted(expected)
    for higher, lower in pairwise(row["place"] for row in found):
        more, less = reference(by, higher), reference(by, lower)
        same = more == less or abs(more - less) < SAME
        assert more > less or same, (higher, lower)
        assert not same or higher < lower, (higher, lower)


def test_there_are_places_with_the_same_measure_to_be_told_apart_by_id() -> None:
    for by, found in values(TODAY).items():
        assert len({value and round(value, 9) for value in found.values()}) < len(found), by


@pytest.mark.parametrize("day", [TODAY, BEFORE_THE_MERGERS, LONG_AGO])
def test_each_place_has_its_level_and_all_measures(ranked: Ask, day: str) -> None:
    found = {row["place"]: row for row in ranked("degree", "ties", day)}
    for place, row in found.items():
        state = oracle.state_on(place, day)
        assert state
        assert row["level"] == f"level/{state.level}"
    for by, expected in values(day).items():
        assert {place: row[by] for place, row in found.items()} == pytest.approx(expected, rel=SAME, abs=SAME), by


@pytest.mark.parametrize("kind", KINDS)
def test_only_places_are_ranked(ranked: Ask, kind: str) -> None:
    found = [row["place"] for row in ranked("degree", kind)]
    assert len(found) == len(set(found))
    assert all(place in oracle.localities() for place in found)


@pytest.mark.parametrize(
    ("country", "levels"), [("vn", ()), ("jp", ("designated-city", "city")), (None, ("central-city", "prefecture"))]
)
def test_who_is_left_out_counts_but_is_not_shown(ranked: Ask, country: str | None, levels: tuple[str, ...]) -> None:
    shown = ranked("betweenness", "ties", TODAY, country, *levels)
    wanted = {f"level/{level}" for level in levels}
    assert shown == [
        row
        for row in ranked("betweenness")
        if country in {None, oracle.country(row["place"])} and (not levels or row["level"] in wanted)
    ]
    assert shown


@pytest.mark.parametrize("by", measures.MEASURES)
def test_a_measure_that_is_not_defined_of_a_place_is_not_known_and_comes_last(ranked: Ask, by: str) -> None:
    """Who has one partner alone has nobody between whom to be a broker."""
    found = ranked(by)
    unknown = [row["place"] for row in found if row["redundancy"] is None]
    assert sorted(unknown) == sorted(row["place"] for row in found if row["degree"] < 2)
    assert unknown
    if by == "redundancy":
        assert [row["place"] for row in found][-len(unknown) :] == sorted(unknown)
    assert not any(isinstance(cell, float) and isnan(cell) for row in found for cell in row.values())


def test_the_figures_are_the_same_whatever_the_order_in_which_they_are_summed(store: Store) -> None:
    """Threads end in any order, and the weights of many networks have no end in binary."""
    one, two = (rank.places(store, "co-affiliations", TODAY, "strength", None, set()) for _ in range(2))
    assert one == two
    for row in as_rows(one):
        figures = [row[by] for by in measures.MEASURES if row[by] is not None]
        assert figures == [round(figure, 10) for figure in figures]
    for higher, lower in pairwise(as_rows(one)):
        assert (-higher["strength"], higher["place"]) < (-lower["strength"], lower["place"])


def test_before_the_first_tie_there_is_nobody_to_rank(store: Store, ranked: Ask) -> None:
    assert ranked("degree", "ties", "1990-12-31") == []
    assert rank.communities(store, "ties", "1990-12-31")[0].rows == []
    assert rank.cut_points(store, "ties", "1990-12-31").rows == []


def facts_of(place: str, day: str) -> list[oracle.Fact]:
    """Return what the tables say that a place has taken part in by a day."""
    every = (*oracle.ties(), *oracle.projects(), *oracle.memberships(), *oracle.events())
    return [one for one in every if one.valid_from <= day
            and any(place in oracle.holders(party, day) for party in one.parties)]  # fmt: skip


@pytest.mark.parametrize("day", [TODAY, LONG_AGO])
def test_how_many_sources_speak_of_a_place_stands_beside_it(ranked: Ask, day: str) -> None:
    found = {row["place"]: row["sources"] for row in ranked("degree", "ties", day)}
    assert found == {
        place: len({source for fact in facts_of(place, day) for source in fact.sources}) for place in found
    }


# --- how sure it is ---------------------------------------------------------------------------------------------------

CONFIDENCE = {
    f"{kind}/{row[f'{kind}_id']}": row["confidence"]
    for name, kind in (("ties", "tie"), ("projects", "project"))
    for row in oracle.table(name)
}
PARTS: dict[str, dict[str, Any]] = {
    "rank": {},
    "rank_documents": {"part": lambda fact: fact.form == "Agreement"},
    "rank_dated": {"part": lambda fact: bool(fact.since)},
    "rank_confident": {"part": lambda fact: CONFIDENCE[fact.id] == "high"},
    "rank_ended": {"ended": True},
}


def ranks(values: dict[str, float]) -> dict[str, int]:
    """Return the rank of each place: one more than there are places with more."""
    return {place: 1 + sum(other > value for other in values.values()) for place, value in values.items()}


def test_beside_the_rank_of_a_place_stands_its_rank_by_parts_of_the_facts(store: Store) -> None:
    found = as_rows(rank.sensitivity(store, "ties", TODAY, "strength", None, set()))
    expected = {name: ranks(dict(tied(TODAY, **part).degree(weight="weight"))) for name, part in PARTS.items()}
    assert len({str(one) for one in expected.values()}) == len(PARTS)
    for row in found:
        assert {name: row[name] for name in PARTS} == {name: one.get(row["place"]) for name, one in expected.items()}
        assert row["strength"] == tied(TODAY).degree(row["place"], weight="weight")
    assert [row["rank"] for row in found] == sorted(row["rank"] for row in found)
    assert any(row["rank_documents"] is None for row in found), "some have no document"


def test_with_what_has_ended_the_rank_of_what_is_in_force_stands_beside(store: Store) -> None:
    found = as_rows(rank.sensitivity(store, "ties", TODAY, "strength", None, set(), ALL))
    now, ever = (ranks(dict(tied(TODAY, ended=ended).degree(weight="weight"))) for ended in (False, True))
    assert {row["place"]: (row["rank"], row["rank_in_force"]) for row in found} == {
        place: (number, now.get(place)) for place, number in ever.items()
    }


def test_a_rank_by_redundancy_is_high_for_who_is_not_redundant(store: Store) -> None:
    found = as_rows(rank.sensitivity(store, "ties", TODAY, "redundancy", "vn", set()))
    known = {place: -value for place, value in values(TODAY)["redundancy"].items() if value is not None}
    expected = ranks({place: round(value, 10) for place, value in known.items()})
    assert {row["place"]: row["rank"] for row in found} == {row["place"]: expected.get(row["place"]) for row in found}
    assert all(row["place"].startswith("vn/") for row in found)


def test_what_joins_localities_to_networks_is_no_document(store: Store) -> None:
    answer = rank.sensitivity(store, "affiliations", TODAY, "degree", None, set())
    assert answer.columns == (
        "place",
        "level",
        "degree",
        "rank",
        "rank_dated",
        "rank_confident",
        "rank_ended",
        "sources",
    )


def test_chance_is_asked_about_each_place(store: Store) -> None:
    """What is drawn is held against networkx among the tests of chance."""
    found = as_rows(rank.by_chance(store, "ties", TODAY, "betweenness", "vn", {"central-city"}, nulls=20))
    whole = simple(network(store, "ties", TODAY))
    known = chance.significance(whole, {place for place in whole if place.startswith("vn/")}, nulls=20)
    assert found
    for row in found:
        assert row["level"] == "level/central-city"
        assert row["degree"] == values(TODAY)["degree"][row["place"]]
        for name in chance.MEASURES:
            one, value = known[name][row["place"]], values(TODAY)[name][row["place"]]
            assert row[name] == (None if value is None else pytest.approx(value, abs=SAME))
            z, percentile = (one.z, one.percentile) if one else (None, None)
            assert row[f"{name}_z"] == (None if z is None else round(z, 2))
            assert row[f"{name}_percentile"] == (None if percentile is None else round(percentile, 1))
    order = [row["betweenness"] for row in found]
    assert order == sorted(order, reverse=True)


def test_each_column_has_a_heading_in_each_language(store: Store) -> None:
    answers = (
        rank.places(store, "ties", TODAY, "degree", None, set()),
        rank.sensitivity(store, "ties", TODAY, "degree", None, set()),
        rank.by_chance(store, "ties", TODAY, "degree", None, set(), nulls=1),
    )
    for column in {column for answer in answers for column in answer.columns}:
        called = [words(language)[f"column_{column}"] for language in LANGUAGES]
        assert all(called), column


# --- groups -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def called(store: Store) -> Callable[[str], str]:
    """Names a thing in English, as the graph does."""

    def name(identifier: str) -> str:
        node = NamedNode(f"https://w3id.org/vnjp-ties/id/{identifier}")
        labels = (quad.object for quad in store.quads_for_pattern(node, rdfs.label, None, None))
        [found] = [label.value for label in labels if label.language == "en"]  # type: ignore[union-attr]
        return found

    return name


@pytest.mark.parametrize("kind", ["ties", "affiliations"])
def test_communities_are_named_by_three_places_and_list_all(
    store: Store, called: Callable[[str], str], kind: str
) -> None:
    found = as_rows(rank.communities(store, kind, TODAY)[0])
    groups = communities.partition(network(store, kind, TODAY), nulls=1).groups
    assert [row["community"] for row in found] == list(range(1, len(groups) + 1))
    for row, group in zip(found, groups, strict=True):
        names = [called(member) for member in group.members]
        assert (row["around"], row["members"], row["size"]) == (" – ".join(names[:3]), "; ".join(names), len(names))
        assert row["fields"] == ", ".join(f"{FIELDS[field]['en']} {ties}" for field, ties in group.fields)


@pytest.mark.parametrize("day", [TODAY, BEFORE_THE_MERGERS])
def test_cut_points_are_told_with_those_who_depend_on_them(
    store: Store, called: Callable[[str], str], day: str
) -> None:
    found, whole = as_rows(rank.cut_points(store, "ties", day)), tied(day)
    assert {row["place"] for row in found} == set(nx.articulation_points(whole))
    assert [row["place"] for row in found] == [
        row["place"] for row in sorted(found, key=lambda row: (-row["cut_off"], -row["alone"], row["place"]))
    ]
    for row in found:
        around = nx.node_connected_component(whole, row["place"]) - {row["place"]}
        parts = sorted(map(len, nx.connected_components(whole.subgraph(around))))
        who = row["who"].split("; ")
        assert row["cut_off"] == len(who) == sum(parts[:-1])
        assert row["alone"] == parts[:-1].count(1)
        assert set(who) <= {called(place) for place in around}


def test_what_a_place_takes_part_in_is_no_cut_point(store: Store) -> None:
    """It holds many together, but is no place."""
    found = as_rows(rank.cut_points(store, "affiliations", TODAY))
    assert found
    assert all(row["place"] in oracle.localities() for row in found)


# --- years ------------------------------------------------------------------------------------------------------------


def test_the_years_begin_in_1990_and_end_on_the_day(store: Store) -> None:
    found = as_rows(rank.years(store, TODAY))
    assert [row["as_of"] for row in found] == [*(f"{year}-12-31" for year in range(1990, 2026)), TODAY]
    for row in found:
        day = row["as_of"]
        whole = tied(day, part=lambda fact: bool(fact.since))
        undated = [fact for fact in oracle.cooperation(day)
                   if not fact.since and oracle.lasts(fact, day) and fact.between(day)]  # fmt: skip
        assert row["beginning_unknown"] == sum(fact.unknown for fact in undated)
        assert row["from_source"] == sum(not fact.unknown for fact in undated)
        parts = [len(part) for part in nx.connected_components(whole)]
        assert (row["places"], row["pairs"], row["ties"]) == (len(whole), whole.size(), whole.size(weight="weight"))
        assert (row["components"], row["largest_component"]) == (len(parts), max(parts, default=0))
        assert row["density"] == (pytest.approx(nx.density(whole)) if len(whole) > 1 else None)
        assert row["triangles"] == 0, "ties join the two countries, so no two partners of a place are partners"
        assert row["transitivity"] == (0 if whole.size() else None)
        alike = len({degree for _, degree in whole.degree()}) < 2
        assert row["assortativity"] == (
            None if alike else pytest.approx(nx.degree_assortativity_coefficient(whole), abs=SAME)
        )


@pytest.mark.parametrize("until", ["1985-06-30", "1990-06-30", "1991-12-31"])
def test_of_an_earlier_day_there_is_that_day_alone(store: Store, until: str) -> None:
    ends = [row["as_of"] for row in as_rows(rank.years(store, until))]
    assert ends == [*(["1990-12-31"] if until > "1991" else []), until]


# --- on the command line ----------------------------------------------------------------------------------------------


@pytest.fixture
def coop(folder: Any) -> Callable[..., Result]:
    """Runs ``coop rank`` in this process, on the graph of all facts."""

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["rank", *arguments], env={"COOP_STORE": str(folder)})

    return run


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--network", "co-affiliations", "--as-of", "1990-12-31", "--by", "redundancy"),
        ("--by", "strength", "--sensitivity"),
        ("--show", "communities", "--limit", "3"),
        ("--show", "cut-points", "--lang", "ja"),
        ("--show", "years", "--as-of", "1995"),
    ],
)
def test_csv_and_json_have_the_same_columns_and_rows(coop: Callable[..., Result], arguments: tuple[str, ...]) -> None:
    as_csv = spreadsheet(coop("--as-of", TODAY, *arguments, "--format", "csv").stdout)
    no_constant = {"parse_constant": lambda word: pytest.fail(f"{word} is no JSON")}
    as_json = json.loads(coop("--as-of", TODAY, *arguments, "--format", "json").stdout, **no_constant)
    assert as_csv == [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in as_json]
    assert as_csv


def test_places_have_their_id_beside_their_name(coop: Callable[..., Result]) -> None:
    [first] = spreadsheet(coop("--limit", "1", "--as-of", TODAY, "--format", "csv").stdout)
    assert list(first) == ["place", "place_id", "level", "level_id", *measures.MEASURES, "sources"]
    assert (first["place"], first["place_id"]) == ("Da Nang", "vn/da-nang")


def test_twenty_rows_are_shown_unless_told_otherwise_and_all_years(coop: Callable[..., Result]) -> None:
    def shown(*arguments: str) -> tuple[int, str]:
        done = coop(*arguments, "--as-of", TODAY, "--format", "csv")
        return len(done.stdout.splitlines()) - 1, done.stderr

    everyone = len(tied(TODAY))
    assert shown() == (20, f"The first 20 of {everyone}; --limit shows more.\n")
    assert shown("--limit", "500") == (everyone, "")
    assert shown("--show", "years", "--limit", "5") == (37, "")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ((), "(in force)"),
        (("--ended",), "(ended ones included)"),
        (("--only", "documents"), "(in force, documents only)"),
        (("--only", "confident", "--ended"), "(ended ones included, only what is of high confidence)"),
        (("--only", "dated", "--sensitivity"), "by parts of the facts (in force, only what has a stated beginning)"),
    ],
)
def test_the_title_says_of_which_facts_a_ranking_is(
    coop: Callable[..., Result], option: tuple[str, ...], said: str
) -> None:
    assert coop("--as-of", TODAY, "--limit", "1", *option).stdout.partition("\n")[0].endswith(said)


def test_whether_chance_gives_such_communities_is_told(coop: Callable[..., Result], store: Store) -> None:
    found = communities.partition(network(store, "ties", TODAY))
    assert found.chance
    one = found.chance
    told = (f"Modularity {one.value:.3f}: in 99 networks rewired at random, in which everybody keeps the number of "
            f"partners, it is {one.mean:.3f} ± {one.deviation:.3f}.")  # fmt: skip
    texts = {(True, False): "hardly ever come about by chance", (False, True): "hardly closer knit than chance gives",
             (False, False): "no closer knit than chance gives"}  # fmt: skip
    verdict = texts[one.p <= 0.01, 0.01 < one.p <= 0.05]
    for style in ("table", "csv"):
        done = coop("--show", "communities", "--as-of", TODAY, "--format", style)
        said = done.stdout if style == "table" else done.stderr
        assert told in said
        assert verdict in said
        assert f"(p = {one.p:.3f})" in said


def test_a_level_stands_for_those_under_it(coop: Callable[..., Result]) -> None:
    answer = coop("--level", "provincial", "--country", "jp", "--limit", "100", "--as-of", TODAY, "--format", "csv")
    found = {row["place_id"] for row in spreadsheet(answer.stdout)}
    assert found == set(oracle.places(TODAY, "provincial", "jp")) & set(tied(TODAY))


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--level", "ward"), 1, "“ward” is no level of either country; write one of provincial"),
        (("--level", "prefecture", "--country", "vn"), 1, "“prefecture” is no level of Vietnam"),
        (("--network", "friends"), 2, "'friends' is not one of 'ties', 'affiliations', 'co-affiliations'"),
        (("--by", "constraint"), 1, "“constraint” is no measure; write one of degree"),
        (("--network", "affiliations", "--only", "documents"), 2, "--only documents is of the network of ties"),
        (("--network", "affiliations", "--show", "years"), 2, "--show years is of the network of ties"),
        (("--network", "co-affiliations", "--significance"), 1, "of two kinds of nodes: ties or affiliations"),
        (("--sensitivity", "--significance"), 2, "ask for one of --show, --sensitivity and --significance"),
        (("--show", "years", "--significance"), 2, "ask for one of --show, --sensitivity and --significance"),
    ],
)
def test_a_mistake_is_answered_in_the_users_words(
    coop: Callable[..., Result], arguments: tuple[str, ...], status: int, message: str
) -> None:
    done = coop(*arguments)
    assert (done.exit_code, done.stdout) == (status, "")
    assert message in done.stderr
