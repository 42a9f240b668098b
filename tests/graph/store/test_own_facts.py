"""What the user's own data sets add to the graph of our facts comes to what a build of all facts makes of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import copied
from lean import lean_datasets, lean_load
from pyoxigraph import NamedNode, Quad, Store

from graph.store import build as builder
from graph.store import own_facts
from graph.store.build import build, fill
from graph.store.folder import open_store
from loaders.imports import user_datasets as own
from loaders.model.records import TABLES, Event, Membership, Project, Record, columns
from ontology import coop, graph, rdf, thing

pytestmark = pytest.mark.usefixtures("lean")

Rows = list[dict[str, str]]
SAKAI = {"vn_name": "vn/da-nang", "jp_name": "jp/osaka/sakai"}


@pytest.fixture
def folder(lean_folder: Path, tmp_path: Path) -> Path:
    """A copy of a graph, to be changed."""
    return copied(lean_folder, tmp_path / "graph")


def put(folder: Path, name: str, issued: str = "", **tables: Rows) -> None:
    """Keep a data set of the user's own, whose source is dated if a date is given."""
    source = {"source_id": name, "title": name, "date": issued}
    with own.draft(folder, name) as draft:
        for table, rows in {"sources": [source], **tables}.items():
            named = columns(TABLES[table])
            add = draft.table(table, named)
            for row in rows:
                add({"sources": name, **row} if "sources" in named else row)
        about = {"title": name, "description": name, "created": "2026-11-20", "licenses": [], "sources": []}
        assert draft.keep(about)


def quads(folder: Path) -> set[Quad]:
    return set(open_store(folder))


def of_a_whole_build(folder: Path) -> set[Quad]:
    """What the graph holds if all facts are put together first, and every rule is run on all."""
    sets, store = own.own(folder), Store()
    fill(store, [*lean_datasets(), *sets], lean_load(lean_datasets(), sets))
    return set(store)


def without_tenure(folder: Path) -> tuple[NamedNode, str]:
    """A municipality of Vietnam that has ended, of which nothing is known that it entered into, and its province."""
    store = open_store(folder)
    for quad in sorted(store.quads_for_pattern(None, rdf.type, coop.Locality, None), key=str):
        place = quad.subject
        assert isinstance(place, NamedNode)
        ended = any(store.quads_for_pattern(place, coop.succeededBy, None, None))
        if ended and place.value.count("/") > 5 and not any(store.quads_for_pattern(None, coop.tenureOf, place, None)):
            return place, place.value.removeprefix(thing.iri)
    raise AssertionError("there is none")


def a_tie(identifier: str, **cells: str) -> dict[str, str]:
    return {"tie_id": identifier, **SAKAI, "kind": "mou", **cells}


def some(record: type[Record]) -> str:
    """The id of a fact of ours."""
    return min(one.slug for one in lean_load(lean_datasets()).of(record))


CASES: dict[str, Callable[[Path], None]] = {
    "new ties, dated and not": lambda folder: put(
        folder, "mine",
        ties=[a_tie("one", signed="2001-02"), a_tie("two", kind="sectoral"), a_tie("three", ended="2003")],
    ),
    "an undated tie whose source has a date": lambda folder: put(
        folder, "mine", "2004-05", ties=[a_tie("one", jp_name="jp/aichi", expires="2003")]
    ),
    "a further source of an undated tie of ours": lambda folder: put(
        folder, "mine", "1999",
        ties=[{"tie_id": "x", "vn_name": "vn/an-giang", "jp_name": "jp/wakayama", "kind": "exchange"}],
    ),
    "further sources of the ties of another": lambda folder: (
        put(folder, "a", ties=[a_tie("one", kind="letter-of-intent", jp_name="jp/aichi")]),
        put(folder, "b", "2002", ties=[a_tie("two", kind="letter-of-intent", jp_name="jp/aichi", fields="health")]),
    )[0],
    "documents that follow each other and one of ours": lambda folder: put(
        folder, "mine",
        ties=[
            a_tie("one", signed="2012-01-02", follows="da-nang--sakai--mou--2009", follows_as="renews"),
            a_tie("three", signed="2020-01-02", follows="two", follows_as="renews"),
            a_tie("two", signed="2016-01-02", follows="one", follows_as="renews"),
        ],
    ),
    "a claim beside a tie of ours": lambda folder: put(
        folder, "mine", ties=[a_tie("one", signed="2009-02-21")]
    ),
    "a party that had nothing before": lambda folder: put(
        folder, "mine", ties=[a_tie("one", vn_name=without_tenure(folder)[1])]
    ),
    "an event": lambda folder: put(
        folder, "mine",
        events=[{"event_id": "one", **SAKAI, "kind": "delegation-visit", "title": "A visit", "date": "2014-05-06"}],
    ),
    "further sources of an event and of a membership of ours": lambda folder: put(
        folder, "mine", "2001",
        corroborations=[{"fact_id": one} for one in (some(Event), some(Membership))],
    ),
    "a further source of a project of ours": lambda folder: put(
        folder, "mine", "2001", corroborations=[{"fact_id": some(Project)}],
    ),
    "a locality, which is more than a fact": lambda folder: put(
        folder, "mine",
        localities=[{"id": "jp/osaka/nowhere", "name": "Nowhere", "name_ja": "無所市", "name_vi": "Nowhere",
                     "level": "city", "part_of": "jp/osaka"}],
        ties=[a_tie("one", jp_name="jp/osaka/nowhere", signed="2020")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_graph_is_that_of_a_whole_build_to_the_quad(
    folder: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_facts, "_AT_ONCE", 1)  # what belongs together does not stand in one part
    before = quads(folder)
    CASES[case](folder)
    report = build(folder)
    assert report.left == []
    after = quads(folder)
    assert after == of_a_whole_build(folder)
    assert after - before
    for one in own.own(folder):
        own.drop(folder, one.name)
    build(folder)
    assert quads(folder) == before


def test_what_is_added_builds_none_of_our_facts_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, "mine", ties=[a_tie("one", signed="2001-02")])
    monkeypatch.setattr(builder, "fill", lambda *_: pytest.fail("all facts are put together"))
    build(folder)
    assert any(open_store(folder).quads_for_pattern(thing["tie/one"], coop.chain, thing["tie/one"], graph["derived"]))


def test_what_followed_from_our_facts_alone_gives_way(folder: Path) -> None:
    tie = thing["tie/an-giang--wakayama--exchange--undated"]
    [before] = open_store(folder).quads_for_pattern(tie, coop.firstDay, None, None)
    CASES["a further source of an undated tie of ours"](folder)
    build(folder)
    [after] = open_store(folder).quads_for_pattern(tie, coop.firstDay, None, None)
    assert before.object != after.object
    assert getattr(after.object, "value", "") == "1999-01-01"
