"""Exports are complete, sorted, and read by other programs."""

import csv
import json
from pathlib import Path

import pytest
import rdflib
from conftest import table
from pyoxigraph import RdfFormat, Store, parse

from graph.export import export
from ontology import graph


def quads(store: Store) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, None))


@pytest.mark.parametrize(("style", "kind"), [("nquads", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG)])
def test_named_graphs_survive(store: Store, tmp_path: Path, style: str, kind: RdfFormat) -> None:
    export(store, tmp_path / "all", style)
    read = set(parse((tmp_path / "all").read_bytes(), format=kind))
    assert read == set(store.quads_for_pattern(None, None, None, None))


def test_turtle_holds_the_union(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "all.ttl", "turtle")
    read = {
        (t.subject, t.predicate, t.object) for t in parse((tmp_path / "all.ttl").read_bytes(), format=RdfFormat.TURTLE)
    }
    assert read == {(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(None, None, None, None)}


def test_n_quads_are_sorted(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "all.nq", "nquads")
    lines = (tmp_path / "all.nq").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines)) == quads(store)
    graphs = [line.rsplit(" ", 2)[1] for line in lines]
    assert graphs == sorted(graphs)


def test_json_ld_says_the_same_facts_with_our_context(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "all.jsonld", "jsonld")
    text = (tmp_path / "all.jsonld").read_text("utf-8")
    document = json.loads(text)
    assert document["@context"]["coop"] == "https://w3id.org/vnjp-ties/ontology#"
    sakai = next(node for node in document["@graph"] if node["id"].endswith("/tie/da-nang--sakai--mou--2009"))
    assert sakai["label"]["vi"].startswith("Đà Nẵng – Sakai")
    facts = {
        (q.subject, q.predicate, q.object)
        for q in store.quads_for_pattern(None, None, None, None)
        if q.graph_name != graph["ontology"]
    }
    assert len(rdflib.Graph().parse(data=text, format="json-ld")) == len(facts)


def test_csv_has_a_table_for_each_class(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "tables", "csv")
    with (tmp_path / "tables" / "Agreement.csv").open(encoding="utf-8", newline="") as file:
        agreements = {row["id"]: row for row in csv.DictReader(file)}
    assert len(agreements) == sum(row["kind"] != "exchange" for row in table("ties"))
    assert agreements["tie/da-nang--sakai--mou--2009"]["signed"] == "2009-02-20"
    assert agreements["tie/quy-nhon--ashikaga--mou--2024"]["currentParty"] == "jp/tochigi/ashikaga;vn/gia-lai"


@pytest.mark.parametrize("style", ["turtle", "nquads", "trig"])
def test_two_exports_are_the_same(store: Store, tmp_path: Path, style: str) -> None:
    export(store, tmp_path / "one", style)
    export(store, tmp_path / "two", style)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_an_export_that_fails_leaves_the_old_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "all.nq").write_text("old")
    monkeypatch.setattr("graph.export.write", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        export(store, tmp_path / "all.nq", "nquads")
    assert [path.name for path in tmp_path.iterdir()] == ["all.nq"]
    assert (tmp_path / "all.nq").read_text() == "old"
