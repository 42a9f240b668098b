"""A build loads all data sets, derives what follows, and always comes to the same."""

import os
import subprocess
from pathlib import Path

import pytest
from conftest import table
from lean import COOP_ON_LEAN
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store

import queries
from graph.export.files import export
from graph.store.build import TablesWrongError, build
from graph.store.folder import NoGraphError, open_store
from loaders.tables.datasets import DATA, datasets
from ontology import coop, graph, org, rdf, thing, void


def test_each_data_set_has_a_named_graph_of_its_own(store: Store) -> None:
    names = {name.value.rpartition("/")[2] for name in store.named_graphs()}
    assert names == {path.name for path in DATA.iterdir() if path.is_dir()} | {"ontology", "derived"}


def test_what_is_derived_stands_apart_from_what_is_stated(store: Store) -> None:
    derived = {coop.currentParty, coop.cooperatesWith, coop.scheme, coop.chain, coop.succeededBy, coop.tenureOf}
    for predicate in derived:
        homes = {quad.graph_name for quad in store.quads_for_pattern(None, predicate, None, None)}
        assert homes == {graph["derived"]}, predicate


def test_each_graph_says_how_many_triples_it_holds(store: Store) -> None:
    for name in store.named_graphs():
        [said] = store.quads_for_pattern(name, void.triples, None, name)
        assert int(said.object.value) == sum(1 for _ in store.quads_for_pattern(None, None, None, name)), name


def test_every_successor_named_in_the_tables_is_in_the_graph(store: Store) -> None:
    stated = {
        (original.object, result.object)
        for succession in store.quads_for_pattern(None, rdf.type, coop.Succession, None)
        for original in store.quads_for_pattern(succession.subject, org.originalOrganization, None, None)
        for result in store.quads_for_pattern(succession.subject, org.resultingOrganization, None, None)
    }
    assert stated == {(thing[row["predecessor"]], thing[row["successor"]]) for row in table("successions")}


@pytest.mark.slow
def test_two_builds_are_the_same_byte_for_byte(lean_folder: Path, tmp_path: Path) -> None:
    export(open_store(lean_folder), tmp_path / "one.nq", "nquads")
    command = [*COOP_ON_LEAN, "build", "--store", str(tmp_path / "again")]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "4711"})
    export(open_store(tmp_path / "again"), tmp_path / "two.nq", "nquads")
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()


def test_one_wrong_row_stops_the_build_and_is_named(tmp_path: Path) -> None:
    sets = datasets()
    ties = next(dataset for dataset in sets if dataset.name == "ties")
    wrong = tmp_path / "ties"
    wrong.mkdir()
    for path in ties.paths:
        text = path.read_text("utf-8")
        if path.stem == "ties":
            text = text.replace("da-nang--sakai--mou--2009,Da Nang", "da-nang--sakai--mou--2009,Da Nagn")
        (wrong / path.name).write_text(text, "utf-8")
    broken = [type(ties)(ties.name, ties.descriptor, wrong) if one is ties else one for one in sets]
    with pytest.raises(TablesWrongError) as caught:
        build(tmp_path / "graph", broken)
    [problem] = caught.value.problems
    assert (Path(problem.file).name, problem.column) == ("ties.csv", "vn_name")
    assert "Da Nang [vn/da-nang]" in problem.message
    with pytest.raises(NoGraphError):
        open_store(tmp_path / "graph")


def test_the_ontology_in_the_graph_is_the_file(store: Store) -> None:
    file = Store()
    file.load((DATA.parent.parent / "ontology" / "coop.ttl").read_bytes(), format=RdfFormat.TURTLE)
    assert len(file) == len(list(store.quads_for_pattern(None, None, None, graph["ontology"]))) - 5  # of itself
    for quad in file:
        if isinstance(quad.subject, NamedNode) and not isinstance(quad.object, BlankNode):
            assert any(store.quads_for_pattern(quad.subject, quad.predicate, quad.object, graph["ontology"])), quad


def test_every_rule_says_what_it_derives() -> None:
    assert [rule.name for rule in queries.rules()] == sorted(rule.name for rule in queries.rules())
    assert all(rule.summary for rule in queries.rules())


def test_rdflib_reads_the_graph_through_oxigraph(folder: Path) -> None:
    import graph as package

    rows = package.dataset(folder).query("SELECT ?agreement WHERE { ?agreement a coop:Agreement }")
    assert len(list(rows)) == sum(row["kind"] != "exchange" for row in table("ties"))
