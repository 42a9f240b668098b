"""Exports are complete, sorted, and read by other programs."""

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from importlib import metadata
from itertools import cycle, product
from math import isnan
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import frictionless
import igraph
import networkx as nx
import pytest
import rdflib
from conftest import FACTS, canonical, table
from oracle import TODAY, cooperation, last_day, places, spoken, told_end, undated
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
    serialize,
)
from rdflib.compare import isomorphic

from graph.analysis.networks import KINDS, network
from graph.cli.main import main
from graph.export import jsonld
from graph.export.files import export
from graph.export.network_files import NETWORK_SUFFIXES, export_network
from graph.store.folder import open_store
from ontology import coop, dct, graph, rdf, rdfs, schema, skos, thing, xsd


@pytest.fixture(scope="module")
def store(lean_folder: Path) -> Store:
    """The graph of a third of our facts; that all are in the files that the site offers is looked at with the site."""
    return open_store(lean_folder)


@pytest.fixture(scope="module")
def stated(store: Store) -> set[Quad]:
    """All quads of the graph."""
    return set(store.quads_for_pattern(None, None, None, None))


@pytest.fixture(scope="module")
def written(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Exports the graph in a format, once."""
    where = tmp_path_factory.mktemp("written")

    @cache
    def write(style: str) -> Path:
        export(store, where / style, style)
        return where / style

    return write


@pytest.mark.parametrize(("style", "kind"), [("nquads", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG)])
def test_named_graphs_survive(stated: set[Quad], written: Callable[[str], Path], style: str, kind: RdfFormat) -> None:
    assert set(parse(written(style).read_bytes(), format=kind)) == stated


def test_turtle_holds_the_union(stated: set[Quad], written: Callable[[str], Path]) -> None:
    read = {quad.triple for quad in parse(written("turtle").read_bytes(), format=RdfFormat.TURTLE)}
    assert read == {quad.triple for quad in stated}


def test_turtle_says_what_it_leaves_out_and_what_is_worked_out(
    stated: set[Quad], written: Callable[[str], Path]
) -> None:
    left_out, derived, *_ = written("turtle").read_text("utf-8").splitlines()
    assert left_out.startswith("# All statements of all named graphs; which graph says what is left out")
    named = set(derived.removesuffix(".").partition(": ")[2].split(", "))
    rules = {quad.predicate.value for quad in stated if quad.graph_name == graph["derived"]}
    ours = {f"coop:{one.removeprefix(coop.iri)}" for one in rules if one.startswith(coop.iri)}
    assert named == ours | {"coop:firstDay", "coop:lastDay", "coop:stance", "coop:confidenceAssumed"}


def test_without_graphs_an_undated_fact_has_no_beginning_that_looks_stated(
    written: Callable[[str], Path],
) -> None:
    said = defaultdict(set)
    for quad in parse(written("turtle").read_bytes(), format=RdfFormat.TURTLE):
        said[quad.subject].add(quad.predicate)
    facts = [said[thing[fact.id]] for fact in undated()]
    assert len(facts) > 190
    assert all(coop.firstDay in one for one in facts)
    assert not [one for one in facts if one & {coop.signed, schema.startDate, dct.date, coop.validFrom}]


def test_n_quads_are_sorted(stated: set[Quad], written: Callable[[str], Path]) -> None:
    lines = written("nquads").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines)) == len(stated)
    graphs = [line.rsplit(" ", 2)[1] for line in lines]
    assert graphs == sorted(graphs)


def test_json_ld_holds_what_n_quads_hold(written: Callable[[str], Path]) -> None:
    quads = canonical(parse(written("nquads").read_bytes(), format=RdfFormat.N_QUADS))
    read = canonical(parse(written("jsonld").read_bytes(), format=RdfFormat.JSON_LD))
    assert read == quads
    assert {quad.graph_name for quad in read} > {graph["ontology"], graph["derived"], graph["ties"]}
    assert any(isinstance(quad.object, BlankNode) for quad in read)


def test_rdflib_finds_the_terms_in_json_ld_as_in_turtle(store: Store, written: Callable[[str], Path]) -> None:
    document = json.loads(written("jsonld").read_text("utf-8"))
    terms = next(part for part in document["@graph"] if part["id"] == graph["ontology"].value)
    read = rdflib.Graph().parse(data=json.dumps(document | {"@graph": terms["@graph"]}), format="json-ld")
    said = (quad.triple for quad in store.quads_for_pattern(None, None, None, graph["ontology"]))
    turtle = rdflib.Graph().parse(data=serialize(said, format=RdfFormat.TURTLE) or b"", format="turtle")
    assert len(read) > 3_000
    assert isomorphic(read, turtle)


def test_json_ld_is_in_the_terms_of_our_context(written: Callable[[str], Path]) -> None:
    document = json.loads(written("jsonld").read_text("utf-8"))
    assert document["@context"]["coop"] == "https://w3id.org/vnjp-ties/ontology#"
    ties = next(one["@graph"] for one in document["@graph"] if one["id"] == graph["ties"].value)
    sakai = next(node for node in ties if node["id"].endswith("/tie/da-nang--sakai--mou--2009"))
    assert sakai["label"]["vi"].startswith("Thành phố Đà Nẵng – Thành phố Sakai")


def test_rdflib_reads_the_json_ld_of_things_of_each_class_as_we_wrote_it(
    store: Store, written: Callable[[str], Path]
) -> None:
    document = json.loads(written("jsonld").read_text("utf-8"))
    kinds: dict[tuple[str, str], list[Any]] = {}
    for named, node in ((one["id"], node) for one in document["@graph"] for node in one["@graph"]):
        kinds.setdefault((named, str(node.get("type"))), []).append(node)
    assert len(kinds) > 20
    few = [{"id": named, "@graph": nodes[:10]} for (named, _), nodes in kinds.items()]
    read = rdflib.Dataset().parse(data=json.dumps(document | {"@graph": few}), format="json-ld")
    found = Counter((str(subject), str(named)) for subject, _, _, named in read.quads())
    stated = Counter(
        (quad.subject.value, quad.graph_name.value)
        for quad in store.quads_for_pattern(None, None, None, None)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode)
    )
    assert len({named for _, named in found}) == len(document["@graph"])
    named_ones = {one: number for one, number in found.items() if "://" in one[0]}
    assert named_ones == {one: stated[one] for one in named_ones}


NUMBERS = ["0", "-1", "007", "-0", "no number", "9007199254740993", "1" + "0" * 30]
VALUES: list[Literal | NamedNode | BlankNode] = [
    *(Literal(number, datatype=xsd.integer) for number in NUMBERS),
    *(Literal(truth, datatype=xsd.boolean) for truth in ("true", "1")),
    Literal("1.50", datatype=xsd.decimal), Literal("1E0", datatype=xsd.double),
    Literal("1980-02-03", datatype=xsd.date), Literal(""),
    Literal("“Huế”\n京都"), Literal("Huế", language="vi"), Literal("Huế", language="vi-VN"),
    NamedNode("urn:x:y"), NamedNode("mailto:a@example.org"), rdf.nil, BlankNode("one"), BlankNode("other"),
]  # fmt: skip


@pytest.mark.parametrize("named", [DefaultGraph(), graph["ties"], BlankNode("graph")], ids=str)
@pytest.mark.parametrize(
    "predicate", [rdf.first, rdf.rest, rdf.type, rdfs.label, coop.party, coop.validFrom, coop.signed], ids=str
)
def test_json_ld_can_say_any_value_of_any_property(
    predicate: NamedNode, named: DefaultGraph | NamedNode | BlankNode
) -> None:
    for value in VALUES:
        if predicate != rdf.type or not isinstance(value, Literal):
            said = [Quad(subject, predicate, value, named) for subject in (coop.x, BlankNode("one"))]
            read = parse(jsonld.document(said), format=RdfFormat.JSON_LD)
            assert canonical(read) == canonical(said), str(value)


def test_csv_has_a_table_for_each_class(written: Callable[[str], Path]) -> None:
    with (written("csv") / "Agreement.csv").open(encoding="utf-8-sig", newline="") as file:
        agreements = {row["id"]: row for row in csv.DictReader(file)}
    assert len(agreements) == sum(row["kind"] != "exchange" for row in table("ties"))
    assert agreements["tie/da-nang--sakai--mou--2009"]["signed"] == "2009-02-20"
    assert agreements["tie/quy-nhon--ashikaga--mou--2024"]["currentParty"] == "jp/tochigi/ashikaga;vn/gia-lai"


def test_tables_come_with_a_data_package_that_describes_every_column(written: Callable[[str], Path]) -> None:
    """Frictionless reads it, finds the tables as they are told, and a cell that is not."""
    where = written("csv")
    package = frictionless.Package(str(where / "datapackage.json"))
    assert {resource.path for resource in package.resources} == {
        path.name for path in where.glob("*.csv") if path.name != "dictionary.csv"
    }
    assert len({path.name.casefold() for path in where.iterdir()}) == len([*where.iterdir()]), "as on Windows"
    small = [one for one in package.resources if (where / one.path).stat().st_size < 300_000]
    assert len(small) > 20
    assert all(frictionless.Resource(one.to_descriptor(), basepath=str(where)).validate().valid for one in small)
    lacking = [
        (resource.name, field["name"])
        for resource in package.to_descriptor()["resources"]
        for field in resource["schema"]["fields"]
        if not {"description", "description_vi", "description_ja"} <= {*field}
    ]
    assert lacking == []


def test_the_data_dictionary_says_of_each_column_what_the_ontology_says(
    store: Store, written: Callable[[str], Path]
) -> None:
    with (written("csv") / "dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        said = {(row["table"], row["column"]): row for row in csv.DictReader(file)}
    for path in written("csv").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file))
        assert path.name == "dictionary.csv" or {(path.stem, name) for name in header} <= {*said}
    for column, term in (("signed", coop.signed), ("currentParty", coop.currentParty), ("confidence", coop.confidence)):
        defined = {
            quad.object.language: quad.object.value
            for quad in store.quads_for_pattern(term, skos.definition, None, None)
            if isinstance(quad.object, Literal)
        }
        row = said["Agreement", column]
        assert (row["property"], row["description"], row["description_vi"], row["description_ja"]) == (
            term.value, defined["en"], defined["vi"], defined["ja"])  # fmt: skip
    assert said["Agreement", "label@ja"]["description"] == "What it is called. In Japanese."


def test_a_readme_tells_version_day_and_how_to_cite_in_three_languages(written: Callable[[str], Path]) -> None:
    text = (written("csv") / "README.md").read_text("utf-8")
    assert text.count(metadata.version("vnjp-ties")) == 6
    for language in ("en", "vi", "ja"):
        assert text.count(spoken(FACTS, language)) == 2
    for heading in ("## How to cite", "## Cách trích dẫn", "## 引用方法"):
        assert heading in text
    assert text.count("CC BY 4.0") >= 6
    assert text.count("`Agreement.csv`") == 3
    assert "GEXF" not in text


def test_a_network_says_how_it_is_cited(exported: Path) -> None:
    for found in (read_back(exported / "ties.graphml").graph, read_back(exported / "ties.json").graph):
        assert (found["facts"], found["version"]) == (FACTS, metadata.version("vnjp-ties"))
        assert found["licence"] == "https://creativecommons.org/licenses/by/4.0/"
        assert "https://w3id.org/vnjp-ties/" in found["cite"]


@pytest.mark.parametrize("style", ["turtle", "nquads", "trig", "jsonld"])
def test_two_exports_are_the_same(store: Store, written: Callable[[str], Path], tmp_path: Path, style: str) -> None:
    export(store, tmp_path / "again", style)
    assert (tmp_path / "again").read_bytes() == written(style).read_bytes()


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "all.nq").write_text("old")
    monkeypatch.setattr("graph.export.files.write", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        export(Store(), tmp_path / "all.nq", "nquads")
    assert [path.name for path in tmp_path.iterdir()] == ["all.nq"]
    assert (tmp_path / "all.nq").read_text() == "old"


# --- networks ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(store: Store) -> Callable[[str], "nx.Graph[str]"]:
    """Makes a network, once."""
    return cache(lambda kind: network(store, kind, TODAY))


@pytest.fixture(scope="module")
def exported(lean_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every network in every format, as ``coop export`` writes them."""
    where = tmp_path_factory.mktemp("networks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOP_STORE", str(lean_folder))
        for kind, ending in product(KINDS, NETWORK_SUFFIXES.values()):
            main(exporting(kind, where / f"{kind}{ending}"), standalone_mode=False)
    return where


def exporting(kind: str, target: Path) -> list[str]:
    return ["export", str(target), "--network", kind, "--as-of", TODAY]


def read_back(file: Path) -> "nx.Graph[str]":
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(lines)]
        found: nx.Graph[str] = nx.MultiGraph() if rows and "tie" in rows[0] else nx.Graph()
        for row in rows:
            found.add_edge(row.pop("source"), row.pop("target"), **row)
        return found
    if file.suffix == ".json":
        return nx.node_link_graph(json.loads(file.read_text("utf-8")), edges="links")
    return nx.read_graphml(file) if file.suffix == ".graphml" else nx.read_gexf(file)


def edges(found: "nx.Graph[str]", *left_out: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the edges by their ends and, where there may be several, the tie, which a file says in so many words."""
    keyed = found.edges(keys=True, data=True) if isinstance(found, nx.MultiGraph) else found.edges(data=True)
    return {
        (*sorted(ends[:2]), *(said.get("tie", key) for key in ends[2:])): {
            name: value for name, value in said.items() if name not in left_out
        }
        for *ends, said in keyed
    }


def sided(ours: "nx.Graph[str]") -> dict[str, dict[str, Any]]:
    """Return the nodes of a network as files tell them: of ties, those of Vietnam and of Japan are two sides."""
    sides = {"vn": 0, "jp": 1} if ours.graph["name"] == "ties" else {}
    return {
        node: said | ({"bipartite": sides[said["country"]]} if sides else {}) for node, said in ours.nodes(data=True)
    }


TIMES = ("start", "end")


@pytest.mark.parametrize("ending", [".graphml", ".gexf", ".json"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_network_reads_back_as_it_was(
    made: Callable[[str], "nx.Graph[str]"], exported: Path, kind: str, ending: str
) -> None:
    ours, read = made(kind), read_back(exported / f"{kind}{ending}")
    assert type(read) is type(ours)
    left_out = TIMES if ending == ".gexf" else ()
    nodes = {node: {k: v for k, v in said.items() if k not in left_out} for node, said in read.nodes(data=True)}
    assert nodes == sided(ours)
    assert edges(read, "id", "tie", *left_out) == edges(ours), "there is nothing else we do not say but numbers"
    if ending != ".gexf":
        assert (read.graph["name"], read.graph["as_of"]) == (kind, TODAY)


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_edges_has_a_row_for_each_with_all_that_is_said_of_it(
    made: Callable[[str], "nx.Graph[str]"], exported: Path, kind: str
) -> None:
    ours, read = made(kind), read_back(exported / f"{kind}.csv")
    plain = {ends: {k: str(v) for k, v in said.items()} for ends, said in edges(ours).items()}
    assert edges(read, "tie", "source_label", "target_label") == plain
    for one, other, said in read.edges(data=True):
        assert {said["source_label"], said["target_label"]} == {ours.nodes[end]["label"] for end in (one, other)}
    with (exported / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]
    modes = {node: said["bipartite"] for node, said in sided(ours).items()}
    for row in rows:
        assert (modes[row["source"]], modes[row["target"]]) == ((0, 0) if kind == "co-affiliations" else (0, 1))
        assert row["source_label"] == ours.nodes[row["source"]]["label"]


@pytest.mark.parametrize("kind", ["ties", "affiliations"])
def test_graphml_tells_the_two_modes_apart(exported: Path, kind: str) -> None:
    """To networkx and igraph alike."""
    read = read_back(exported / f"{kind}.graphml")
    assert nx.is_bipartite(read)
    assert {said["bipartite"] for _, said in read.nodes(data=True)} == {0, 1}
    assert all(read.nodes[one]["bipartite"] != read.nodes[other]["bipartite"] for one, other in nx.Graph(read).edges)
    other = igraph.Graph.Read_GraphML(str(exported / f"{kind}.graphml"))
    assert all({other.vs[edge.source]["bipartite"], other.vs[edge.target]["bipartite"]} == {0, 1} for edge in other.es)


@pytest.mark.parametrize("kind", KINDS)
def test_cytoscape_js_finds_attributes_by_their_names(exported: Path, kind: str) -> None:
    """It calls the attributes of nodes and edges as the keys of GraphML are called, whose ids stand once."""
    keys = [one.attrib for one in ElementTree.parse(exported / f"{kind}.graphml").iter() if one.tag.endswith("}key")]
    nodes = {key["attr.name"] for key in keys if key["for"] == "node"}
    for key in keys:
        apart = key["for"] == "graph" or (key["for"] == "edge" and key["attr.name"] in nodes)
        assert key["id"] == (f"{key['for']}_{key['attr.name']}" if apart else key["attr.name"])
    declared = {key["id"] for key in keys}
    for one in ElementTree.parse(exported / f"{kind}.graphml").iter():
        assert not one.tag.endswith("}data") or one.get("key") in declared


GEXF = {
    "gexf": ({"version"}, {"variant"}, {"meta", "graph"}),
    "meta": (set(), {"lastmodifieddate"}, {"creator", "keywords", "description"}),
    "creator": (set(), set(), set()),
    "description": (set(), set(), set()),
    "graph": (set(), {"timeformat", "start", "end", "defaultedgetype", "idtype", "mode"},
              {"attributes", "nodes", "edges"}),
    "attributes": ({"class"}, {"mode", "start", "end"}, {"attribute"}),
    "attribute": ({"id", "title", "type"}, set(), {"default", "options"}),
    "nodes": (set(), {"count"}, {"node"}),
    "node": ({"id"}, {"label", "start", "end", "pid"}, {"attvalues", "spells"}),
    "edges": (set(), {"count"}, {"edge"}),
    "edge": ({"id", "source", "target"}, {"label", "type", "weight", "start", "end"}, {"attvalues", "spells"}),
    "attvalues": (set(), set(), {"attvalue"}),
    "attvalue": ({"for", "value"}, {"start", "end"}, set()),
}  # fmt: skip
"""What the schema of GEXF 1.2 lets us write: element -> the attributes that it must and may have, its children."""
GEXF_VALUES = {
    "version": "1\\.2", "mode": "static|dynamic", "timeformat": "integer|double|date|dateTime", "class": "node|edge",
    "defaultedgetype": "directed|undirected|mutual", "start": r"\d{4}-\d\d-\d\d", "end": r"\d{4}-\d\d-\d\d",
    "weight": r"[0-9.e+-]+",
}  # fmt: skip
GEXF_TYPES = {"integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI"}


@pytest.mark.parametrize("kind", KINDS)
def test_gexf_is_what_its_schema_asks_for(exported: Path, kind: str) -> None:
    """The rules of gexf.xsd of GEXF 1.2, as far as we use it; ids stand once, and what is named is there."""
    root = ElementTree.parse(exported / f"{kind}.gexf").getroot()
    space = "{http://www.gexf.net/1.2draft}"
    ids: dict[str, list[str]] = {}
    for element in root.iter():
        assert element.tag.startswith(space)
        name = element.tag.removeprefix(space)
        must, may, within = GEXF[name]
        said = {key: value for key, value in element.attrib.items() if not key.startswith("{")}
        assert must <= set(said) <= must | may, name
        assert {child.tag.removeprefix(space) for child in element} <= within, name
        assert all(re.fullmatch(GEXF_VALUES[key], value) for key, value in said.items() if key in GEXF_VALUES), said
        if "id" in said:
            ids.setdefault(name, []).append(said["id"])
    assert all(len(named) == len(set(named)) for named in ids.values())
    assert {element.get("type") for element in root.iter(f"{space}attribute")} <= GEXF_TYPES
    assert {element.get("for") for element in root.iter(f"{space}attvalue")} <= {*ids["attribute"]}
    for edge in root.iter(f"{space}edge"):
        assert {edge.get("source"), edge.get("target")} <= {*ids["node"]}
    told = root.findtext(f"{space}meta/{space}description")
    assert told
    assert told.startswith(f"{kind} as of {TODAY}. ")
    assert spoken(FACTS) in told


def test_gephi_gets_a_timeline_of_ties_and_of_those_whom_they_join(
    made: Callable[[str], "nx.Graph[str]"], exported: Path
) -> None:
    space = "{http://www.gexf.net/1.2draft}"
    root = ElementTree.parse(exported / "ties.gexf").getroot()
    [whole] = root.iter(f"{space}graph")
    assert (whole.get("mode"), whole.get("timeformat")) == ("dynamic", "date")
    facts = {fact.id: fact for fact in cooperation(TODAY)}
    lasting: dict[str, list[tuple[str, str]]] = {}
    for edge, (*ends, tie) in zip(root.iter(f"{space}edge"), made("ties").edges(keys=True), strict=True):
        assert edge.get("start") == facts[tie].valid_from
        told = told_end(facts[tie], TODAY)
        assert edge.get("end") == (last_day(told) if told else None)
        assert edge.get("start", "") <= edge.get("end", "9999")
        for place in ends:
            lasting.setdefault(place, []).append((edge.get("start", ""), edge.get("end", "9999")))
    for node in root.iter(f"{space}node"):
        own = lasting[node.get("id", "")]
        assert node.get("start") == min(first for first, _ in own)
        assert node.get("end", "9999") == max(last for _, last in own)
    assert len({edge.get("start") for edge in root.iter(f"{space}edge")}) > 50


def test_isolates_are_exported_on_request(folder: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOP_STORE", str(folder))
        main([*exporting("ties", tmp_path / "all.graphml"), "--isolates"], standalone_mode=False)
    read = read_back(tmp_path / "all.graphml")
    assert {*read} >= {*places(TODAY, "provincial"), *places(TODAY, "municipal")}
    assert len([*nx.isolates(read)]) > 1000


@pytest.mark.parametrize("kind", KINDS)
def test_igraph_reads_the_same_network(made: Callable[[str], "nx.Graph[str]"], exported: Path, kind: str) -> None:
    """What is not known is empty text or not a number there."""
    ours, read = made(kind), igraph.Graph.Read_GraphML(str(exported / f"{kind}.graphml"))
    nodes = read.vs["id"]

    def said(attributes: dict[str, Any]) -> dict[str, Any]:
        known = {name: value for name, value in attributes.items() if value != "" and name not in {"id", "tie"}}
        return {name: value for name, value in known.items() if not (isinstance(value, float) and isnan(value))}

    def counted(ends: tuple[str, str], attributes: dict[str, Any]) -> tuple[Any, ...]:
        return (*sorted(ends), *sorted(said(attributes).items()))

    assert {node["id"]: said(node.attributes()) for node in read.vs} == sided(ours)
    assert Counter(counted((nodes[edge.source], nodes[edge.target]), edge.attributes()) for edge in read.es) == Counter(
        counted((one, other), attributes) for one, other, attributes in ours.edges(data=True)
    )


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_id_of_an_edge_or_key_stands_twice(exported: Path, kind: str, ending: str) -> None:
    """A project joins several pairs, and nodes and edges both have a label; XML knows no second thing by one id."""
    elements = list(ElementTree.parse(exported / f"{kind}{ending}").iter())
    keys = [e.get("id") for e in elements if e.tag.endswith("}key")]
    assert len(keys) == len(set(keys))
    ids = [e.get("id") for e in elements if e.tag.endswith("}edge") and e.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
def test_an_edge_says_which_tie_it_is(made: Callable[[str], "nx.Graph[str]"], exported: Path, ending: str) -> None:
    ours = Counter(key for _, _, key in made("ties").edges(keys=True))
    assert max(ours.values()) > 1
    read = read_back(exported / f"ties{ending}")
    assert Counter(tie for _, _, tie in read.edges(data="tie")) == ours
    if ending == ".graphml":
        assert Counter(igraph.Graph.Read_GraphML(str(exported / "ties.graphml")).es["tie"]) == ours


def test_another_process_exports_the_same(exported: Path, lean_folder: Path, tmp_path: Path) -> None:
    """Python gives texts other hashes, and with them sets another order, in every process."""
    names = [f"{kind}{ending}" for kind, ending in zip(cycle(KINDS), NETWORK_SUFFIXES.values(), strict=False)]
    commands = [exporting(Path(name).stem, tmp_path / name) for name in names]
    code = f"from graph.cli import main\nfor one in {commands!r}: main(one, standalone_mode=False)"
    settings = {**os.environ, "COOP_STORE": str(lean_folder), "PYTHONHASHSEED": "1"}
    subprocess.run([sys.executable, "-c", code], env=settings, capture_output=True, check=True)
    assert [name for name in names if (tmp_path / name).read_bytes() != (exported / name).read_bytes()] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_network_does_not_say_when_it_was_written(exported: Path, kind: str) -> None:
    assert "lastmodified" not in (exported / f"{kind}.gexf").read_text("utf-8")


@pytest.mark.parametrize("style", NETWORK_SUFFIXES)
def test_what_anybody_wrote_stays_text(tmp_path: Path, style: str) -> None:
    """XML cannot hold controls at all; they are named."""
    hostile = "<b a='1'>&amp;]]> \x07\ud800\uffff\u202e \n=1+1\x00"
    made: nx.MultiGraph[str] = nx.MultiGraph(name="ties", as_of=TODAY)
    made.add_node("vn/da-nang", label=hostile, country="vn")
    made.add_node("jp/osaka/sakai", label="堺", country="jp")
    made.add_edge("vn/da-nang", "jp/osaka/sakai", key="tie/a", label=hostile, since="2009", valid_from="2009-01-01")
    file = tmp_path / f"hostile{NETWORK_SUFFIXES[style]}"
    export_network(made, file, style)
    named = "<b a='1'>&amp;]]> ⟨U+0007⟩⟨U+D800⟩⟨U+FFFF⟩⟨U+202E⟩ \n=1+1⟨U+0000⟩"
    read = read_back(file)
    [(_, _, said)] = read.edges(data=True)
    labels = {said["label"]} | ({read.nodes["vn/da-nang"]["label"]} if style != "edges" else set())
    assert {" ".join(label.split()) for label in labels} == {" ".join(named.split())}


@pytest.mark.parametrize("style", NETWORK_SUFFIXES)
def test_a_network_without_places_can_be_written_too(store: Store, tmp_path: Path, style: str) -> None:
    file = tmp_path / f"empty{NETWORK_SUFFIXES[style]}"
    export_network(network(store, "ties", "1990-12-31"), file, style)
    assert len(read_back(file)) == 0
