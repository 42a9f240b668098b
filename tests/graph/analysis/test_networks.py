"""The networks hold what the tables say, worked out in plain Python (the oracle), and nothing else."""

import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib import metadata
from itertools import combinations
from math import isclose
from pathlib import Path
from typing import Any

import networkx as nx
import oracle
import pytest
from conftest import FACTS, run_coop
from oracle import BEFORE_THE_MERGERS, DAYS, TODAY
from pyoxigraph import Store

import graph
from graph.analysis.networks import KINDS, network, simple, ties_by_day
from graph.analysis.selection import Selection
from graph.ask.query import ParameterError
from graph.store.folder import ServerError, built_from, fingerprint, generation
from ontology import PREFIXES

Network = Callable[..., "nx.Graph[str]"]
on_each_day = pytest.mark.parametrize("day", DAYS)

Edge = tuple[str, str]


SELECTIONS = {
    "in force": Selection(),
    "all": Selection(ended=True),
    "documents": Selection(only="documents"),
    "dated": Selection(only="dated"),
    "confident": Selection(ended=True, only="confident"),
}
"""Which facts a network is of."""
of_each = pytest.mark.parametrize("which", SELECTIONS)


@pytest.fixture(scope="module")
def made(store: Store) -> Network:
    """Makes a network of a kind as of a day, each once; of what is in force unless told otherwise."""
    return cache(lambda kind, day, which="in force": network(store, kind, day, SELECTIONS[which]))


@cache
def sure() -> set[str]:
    """Return what the tables are sure of."""
    ids = {"ties": "tie", "projects": "project", "memberships": "membership"}
    return {
        f"{kind}/{row[f'{kind}_id']}"
        for name, kind in ids.items()
        for row in oracle.table(name)
        if row["confidence"] == "high"
    }


def selected(fact: oracle.Fact, day: str, which: str) -> bool:
    """Whether a fact is among those that a network is of."""
    part = {"documents": fact.form == "Agreement", "dated": bool(fact.since), "confident": fact.id in sure()}
    return part.get(which, True) and (which in {"all", "confident"} or oracle.lasts(fact, day))


def slug(identifier: str) -> str:
    return identifier.rpartition("/")[2]


def known(**attributes: Any) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None and value != ""}


@cache
def tied(day: str, which: str = "in force") -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return what the tables say of each tie between a Vietnamese and a Japanese locality, as they hold it on a day."""
    return {
        (*pair, fact.id): known(
            form=fact.form,
            kind=slug(fact.kind) if fact.kind else None,
            fields=";".join(sorted(map(slug, fact.fields))),
            since=fact.since,
            beginning_unknown=1 if fact.unknown else None,
            **{f"{place[:2]}_party": parts_of(fact, place, day) for place in pair},
            **{f"{place[:2]}_holder": place for place in pair},
            **grounds([fact], day),
        )
        for fact in oracle.cooperation(day)
        if selected(fact, day, which)
        for pair in fact.between(day)
    }


def parted(said: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return what is said of an edge with the values of some attributes parted, each of them once."""
    values = {name: said[name].split(";") for name in names}
    assert all(len(set(own)) == len(own) for own in values.values())
    return said | {name: set(own) for name, own in values.items()}


def parts_of(fact: oracle.Fact, holder: str, day: str) -> set[str]:
    """Return of who entered into a fact those whose part a locality holds on a day."""
    return {party for party in fact.parties if holder in oracle.holders(party, day)}


@cache
def stated(table: str, column: str) -> dict[str, str]:
    """Return what a column states of each fact of a table, by its id in the graph."""
    key = f"{table.removesuffix('s')}_id"
    return {f"{table.removesuffix('s')}/{row[key]}": row[column] for row in oracle.table(table)}


def spoken(fact: oracle.Fact) -> str:
    """Return the day from which a fact is known: the last of its own date, or of that of its earliest source."""
    dates = [fact.since] if fact.since else [oracle.published()[one] for one in fact.sources]
    return min((oracle.last_day(one) for one in dates if one), default=fact.recorded)


def grounds(facts: list[oracle.Fact], day: str) -> dict[str, Any]:
    """Return what an edge rests on that stands for some facts."""
    worth = {fact.id: stated(f"{fact.id.partition('/')[0]}s", "confidence")[fact.id] for fact in facts}
    ends = [oracle.told_end(fact, day) for fact in facts]
    return {
        **({"until": max(filter(None, ends), key=oracle.last_day)} if all(ends) else {}),
        "valid_from": min(fact.valid_from for fact in facts),
        "known_from": min(map(spoken, facts)),
        "in_force": int(any(under_way(fact, day) for fact in facts)),
        "confidence": min(worth.values(), key=["high", "medium", "low", ""].index),
        "sources": {f"source/{one}" for fact in facts for one in fact.sources},
    }


def under_way(fact: oracle.Fact, day: str) -> bool:
    return day <= fact.valid_through and (
        fact.form != "Project" or bool(fact.until) or stated("projects", "status")[fact.id] == "ongoing"
    )


@cache
def taking_part(day: str, which: str = "in force") -> dict[Edge, list[oracle.Fact]]:
    """Return by what each locality takes part in each network, programme and funder, as it holds it on a day."""
    found: dict[Edge, list[oracle.Fact]] = defaultdict(list)
    for membership in oracle.memberships():
        for holder in held(membership, day) if selected(membership, day, which) else ():
            found[holder, membership.network].append(membership)
    for project in oracle.projects():
        others = (funder for funder in project.funders if funder not in oracle.localities())
        for whole in filter(None, (project.programme, *others)):
            for holder in held(project, day) if selected(project, day, which) else ():
                found[holder, whole].append(project)
    return found


def held(fact: oracle.Fact, day: str) -> set[str]:
    return {holder for party in fact.parties for holder in oracle.holders(party, day) if fact.valid_from <= day}


def described(place: str, day: str) -> dict[str, Any]:
    """Return what the tables say of a locality on a day, but for its label."""
    state = oracle.state_on(place, day)
    assert state
    numbers = dict(zip(("latitude", "longitude"), oracle.seat(place, day) or (), strict=False))
    said = known(country=oracle.country(place), level=state.level, region=oracle.region(place, day))
    return {**said, **numbers, **known(population=oracle.population(place, day)), "bipartite": 0}


def edges(found: "nx.Graph[str]", *left_out: str) -> dict[Edge, dict[str, Any]]:
    """Return the edges of a network with one edge a pair, from the locality that comes first."""
    ends = {
        (one, other): {k: v for k, v in said.items() if k not in left_out} for one, other, said in found.edges.data()
    }
    return {(min(pair), max(pair)): said for pair, said in ends.items()}


@on_each_day
@of_each
def test_ties_join_who_holds_them_on_the_day(made: Network, day: str, which: str) -> None:
    found = made("ties", day, which)
    assert isinstance(found, nx.MultiGraph)
    ends = {
        (*sorted((one, other), reverse=True), tie): parted(
            {k: v for k, v in said.items() if k != "label"}, "sources", "vn_party", "jp_party"
        )
        for one, other, tie, said in found.edges(keys=True, data=True)
    }
    assert ends == tied(day, which)
    assert set(found) == {place for *pair, _ in tied(day, which) for place in pair}


def test_each_selection_leaves_some_out() -> None:
    numbers = {which: len(tied(TODAY, which)) for which in SELECTIONS}
    assert numbers["all"] > numbers["in force"] > max(numbers["documents"], numbers["dated"])
    assert len({*numbers.values()}) == len(numbers)


@on_each_day
@pytest.mark.parametrize("which", ["in force", "all", "confident"])
def test_affiliations_join_localities_to_what_they_take_part_in(made: Network, day: str, which: str) -> None:
    expected = {
        (min(edge), max(edge)): known(
            weight=len(facts),
            parts={fact.id for fact in facts},
            since=min((fact.since for fact in facts if fact.since), default=None),
            party={party for fact in facts for party in parts_of(fact, edge[0], day)},
            holder=edge[0],
            **grounds(facts, day),
        )
        for edge, facts in taking_part(day, which).items()
    }
    found = made("affiliations", day, which)
    assert {edge: parted(said, "sources", "parts", "party") for edge, said in edges(found).items()} == expected
    sides = {node: said["bipartite"] for node, said in found.nodes(data=True)}
    assert sides == {node: side for edge in taking_part(day, which) for side, node in enumerate(edge)}
    kinds = {whole.partition("/")[0] for _, whole in taking_part(day, which)}
    assert {said["kind"] for _, said in found.nodes(data=True) if said["bipartite"]} == kinds


@on_each_day
def test_co_affiliations_join_those_who_take_part_in_the_same(made: Network, day: str) -> None:
    """A group of n adds 1/(n-1) to each of its pairs, so that a place gets 1 in all from a group of any size."""
    members: dict[str, set[str]] = defaultdict(set)
    for place, whole in taking_part(day):
        members[whole].add(place)
    shared: dict[Edge, list[str]] = defaultdict(list)
    for whole in sorted(members):
        for pair in combinations(sorted(members[whole]), 2):
            shared[pair].append(whole)
    found = made("co-affiliations", day)
    assert edges(found, "weight") == {pair: {"shared": ";".join(wholes)} for pair, wholes in shared.items()}
    for one, other, weight in found.edges.data("weight"):
        expected = sum(1 / (len(members[whole]) - 1) for whole in shared[min(one, other), max(one, other)])
        assert isclose(weight, expected, rel_tol=1e-12), (one, other)
    assert set(found) == {place for place, _ in taking_part(day)}


@pytest.mark.parametrize("kind", KINDS)
@on_each_day
def test_a_locality_is_described_as_it_is_on_the_day(made: Network, kind: str, day: str) -> None:
    found = made(kind, day)
    said = {
        node: {name: value for name, value in attributes.items() if name != "label"}
        for node, attributes in found.nodes(data=True)
        if attributes["bipartite"] == 0
    }
    assert said == {node: described(node, day) for node in said}


def test_a_locality_has_the_level_and_the_ties_of_the_day(made: Network) -> None:
    before, after = (made("ties", day) for day in (BEFORE_THE_MERGERS, TODAY))
    tie = "tie/quy-nhon--ashikaga--mou--2024"
    assert tie in before["vn/binh-dinh/quy-nhon"]["jp/tochigi/ashikaga"]
    assert tie in after["vn/gia-lai"]["jp/tochigi/ashikaga"]
    assert "vn/binh-dinh/quy-nhon" not in after
    assert (
        after["vn/gia-lai"]["jp/tochigi/ashikaga"][tie]["label"]
        == "Quy Nhon – Ashikaga: memorandum of understanding (11 November 2024)"
    )
    assert before.nodes["vn/quang-ninh"]["level"] == "province"
    assert after.nodes["vn/quang-ninh"]["level"] == "central-city"


@pytest.mark.parametrize("kind", KINDS)
@on_each_day
def test_attributes_are_plain_text_and_numbers(made: Network, kind: str, day: str) -> None:
    found = made(kind, day)
    said = [*(said for _, said in found.nodes(data=True)), *(said for *_, said in found.edges(data=True)), found.graph]
    assert {type(value) for one in said for value in one.values()} <= {str, int, float}
    assert all(said["label"] for _, said in found.nodes(data=True))
    assert found.graph == {"name": kind, "as_of": day}


def test_several_days_at_once_are_the_same_as_one_by_one(store: Store, made: Network) -> None:
    """With what has ended, unless told otherwise."""
    for day, found in zip(DAYS, ties_by_day(store, DAYS), strict=True):
        assert set(found.edges(keys=True)) == set(made("ties", day, "all").edges(keys=True))


@on_each_day
def test_a_simple_network_counts_the_ties_of_a_pair(made: Network, day: str) -> None:
    between: dict[Edge, list[dict[str, Any]]] = defaultdict(list)
    for (vietnam, japan, _), said in tied(day).items():
        between[japan, vietnam].append(said)
    found = simple(made("ties", day))
    assert edges(found) == {
        pair: known(
            weight=len(ties),
            kinds=";".join(sorted({said.get("kind", said["form"]) for said in ties})),
            fields=";".join(sorted({field for said in ties for field in said.get("fields", "").split(";") if field})),
            since=min((said["since"] for said in ties if "since" in said), default=None),
        )
        for pair, ties in between.items()
    }
    assert dict(found.nodes(data=True)) == dict(made("ties", day).nodes(data=True))


@pytest.mark.parametrize("kind", ["affiliations", "co-affiliations"])
def test_a_network_that_is_simple_stays_as_it_is(made: Network, kind: str) -> None:
    found = made(kind, TODAY)
    assert simple(found) is found


# --- in Python --------------------------------------------------------------------------------------------------------


@pytest.fixture
def at_home(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph at its default place."""
    if sys.platform != "linux":
        pytest.skip("the default place is set by the environment on Linux alone")
    (tmp_path / "vnjp-ties").mkdir()
    (tmp_path / "vnjp-ties" / "graph").symlink_to(folder)
    monkeypatch.setitem(os.environ, "XDG_DATA_HOME", str(tmp_path))


def ids(found: "nx.Graph[str]") -> set[tuple[str, ...]]:
    assert isinstance(found, nx.MultiGraph)
    return {(*sorted((one, other), reverse=True), tie) for one, other, tie in found.edges(keys=True)}


@pytest.mark.usefixtures("at_home")
def test_a_network_can_be_had_twice_in_a_row() -> None:
    one, two = (graph.network(as_of="2024-12-31") for _ in range(2))
    assert ids(one) == ids(two) == set(tied("2024-12-31"))


def test_the_folder_that_the_environment_names_is_meant_as_by_the_commands(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOP_STORE", str(folder))
    assert graph.network(as_of="2024-12-31").graph["as_of"] == "2024-12-31"
    monkeypatch.setenv("COOP_STORE", "https://example.org/sparql")
    with pytest.raises(ServerError, match=r"names the server https://example\.org/sparql"):
        graph.network()


def test_a_year_or_a_month_means_its_end(folder: Path) -> None:
    for text, day in (("2024", "2024-12-31"), ("2024-02", "2024-02-29")):
        found = graph.network(as_of=text, folder=folder)
        assert found.graph["as_of"] == day
        assert ids(found) == set(tied(day))


def test_a_network_is_of_today_unless_told_otherwise(folder: Path) -> None:
    assert graph.network(folder=folder).graph == {"name": "ties", "as_of": date.today().isoformat()}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"kind": "friends"}, "“friends” is no kind of network; write one of ties, affiliations, co-affiliations"),
        ({"as_of": "2999-01-01"}, "1 January 2999 lies in the future; ask of a day up to today"),
        ({"as_of": "1980"}, "no tie is known by 1980; the first began on 24 June 1982"),
        ({"as_of": "30/06/2025"}, "“30/06/2025” is not a date; write 2013, 2013-04 or 2013-04-09"),
        ({"as_of": "2025-02-30"}, "“2025-02-30” does not exist"),
    ],
)
def test_a_mistake_is_answered_in_the_users_words(folder: Path, wrong: dict[str, str], message: str) -> None:
    with pytest.raises(ParameterError, match=re.escape(message)):
        graph.network(folder=folder, **wrong)


@pytest.mark.usefixtures("lean")
def test_where_no_graph_was_built_it_is_built_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = graph.network(as_of="2024-12-31", folder=tmp_path / "new")
    assert {tie for *_, tie in ids(found)} == {tie for *_, tie in tied("2024-12-31")}
    assert built_from(tmp_path / "new") == fingerprint(tmp_path / "new")
    assert capsys.readouterr() == ("", "")
    (tmp_path / "new" / "current").write_text(f"{generation(tmp_path / 'new').name} of-other-facts\n")
    assert len(graph.dataset(tmp_path / "new")) > 1000
    assert built_from(tmp_path / "new") == fingerprint(tmp_path / "new")


def test_who_is_joined_to_nobody_is_there_on_request(made: Network, folder: Path) -> None:
    for kind in KINDS:
        ours, whole = made(kind, BEFORE_THE_MERGERS), graph.network(kind, BEFORE_THE_MERGERS, folder, isolates=True)
        alone = {place for place in oracle.localities() if oracle.exists(place, BEFORE_THE_MERGERS)} - {*ours}
        assert {*whole} - {*ours} == alone
        assert len(alone) > 1000
        assert dict(ours.nodes(data=True)).items() <= dict(whole.nodes(data=True)).items()
        assert ours.size() == whole.size()
        for place in ("vn/ha-giang", "jp/tottori/hokuei"):
            if place in alone:
                assert {k: v for k, v in whole.nodes[place].items() if k != "label"} == described(
                    place, BEFORE_THE_MERGERS
                )


def test_the_version_and_the_day_of_the_facts_are_told() -> None:
    assert graph.__version__ == metadata.version("vnjp-ties")
    assert graph.facts_version == FACTS
    with pytest.raises(AttributeError, match="has no attribute 'fact_version'"):
        graph.fact_version  # noqa: B018


def test_a_query_of_the_dataset_may_leave_out_every_prefix_of_ours(folder: Path) -> None:
    """Of `geo:` and `schema:` rdflib has other ideas."""
    facts = graph.dataset(folder)
    assert {prefix: str(space) for prefix, space in facts.namespaces() if prefix in PREFIXES} == PREFIXES
    [[seats]] = facts.query("SELECT (COUNT(?place) AS ?n) WHERE { ?place a coop:Locality ; geo:lat ?north }")
    assert int(seats) == sum(bool(row["latitude"]) for row in oracle.table("localities"))
    [[begun]] = facts.query("SELECT (COUNT(?tie) AS ?n) WHERE { ?tie a coop:Project ; schema:startDate ?day }")
    assert int(begun) == sum(bool(row["start"]) for row in oracle.table("projects"))


def test_before_the_first_tie_there_are_affiliations_but_no_ties(made: Network) -> None:
    """Some were members of a network years before anyone signed anything."""
    assert not tied("1990-12-31")
    assert len(made("ties", "1990-12-31")) == 0
    assert taking_part("1990-12-31")


@pytest.mark.parametrize(("option", "which"), [((), "in force"), (("--ended",), "all")])
def test_a_network_is_exported_with_what_has_ended_on_request(
    folder: Path, tmp_path: Path, option: tuple[str, ...], which: str
) -> None:
    file = tmp_path / "ties.graphml"
    assert run_coop("export", file, "--as-of", TODAY, *option, COOP_STORE=str(folder)).status == 0
    assert nx.read_graphml(file).number_of_edges() == len(tied(TODAY, which))
