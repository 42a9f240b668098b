"""The page on the site tells the truth, its downloads are the graph, its catalogue says what they are."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from html import unescape
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import frictionless
import networkx as nx
import oracle
import pytest
import rdflib
from conftest import FACTS, ROOT, SITE_DAY, canonical
from pyoxigraph import RdfFormat, Store, parse

from graph.analysis.networks import ties
from graph.analysis.selection import ALL
from graph.ask.words import words
from graph.export.files import facts, quads, tables
from loaders.files.safe_csv import UTF8, harmless

LANGUAGES = ("en", "vi", "ja")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")


@pytest.fixture(scope="module")
def whole(store: Store) -> set[tuple[object, object, object]]:
    """The union of the named graphs."""
    return {(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(None, None, None, None)}


@pytest.fixture(scope="module")
def catalogue(site: Path) -> rdflib.Graph:
    """The catalogue as whoever finds it on a disk reads it."""
    return rdflib.Graph().parse(site / "data" / "dcat.ttl")


# --- the downloads ----------------------------------------------------------------------------------------------------


def test_turtle_is_the_graph(site: Path, whole: set[tuple[object, object, object]]) -> None:
    read = parse((site / "data" / "vnjp-ties.ttl").read_bytes(), format=RdfFormat.TURTLE)
    assert {(t.subject, t.predicate, t.object) for t in read} == whole


def test_trig_keeps_the_named_graphs(site: Path, store: Store) -> None:
    read = parse((site / "data" / "vnjp-ties.trig").read_bytes(), format=RdfFormat.TRIG)
    assert set(read) == set(store.quads_for_pattern(None, None, None, None))


def test_json_ld_keeps_them_too(site: Path, store: Store) -> None:
    read = parse((site / "data" / "vnjp-ties.jsonld").read_bytes(), format=RdfFormat.JSON_LD)
    assert canonical(read) == canonical(store.quads_for_pattern(None, None, None, None))


def test_the_tables_are_those_of_the_export(site: Path, store: Store) -> None:
    expected = {f"vnjp-ties/{name}.csv": table.decode() for name, table in tables(facts(quads(store)))}
    with zipfile.ZipFile(site / "data" / "vnjp-ties-csv.zip") as packed:
        assert packed.testzip() is None
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        found = {name: packed.read(name).decode() for name in packed.namelist()}
    others = ["datapackage.json", "dictionary.csv", "README.md"]
    assert list(found) == [*sorted(expected), *(f"vnjp-ties/{name}" for name in others)]
    for name, text in ((name, found[name]) for name in expected):
        assert text.startswith(UTF8)
        rows = list(csv.reader(io.StringIO(text[1:], newline="")))
        assert rows == [list(map(harmless, row)) for row in csv.reader(io.StringIO(expected[name], newline=""))]
        assert not [cell for row in rows for cell in row if re.match(r"[=@\t\r]|[+-](?!\d+(\.\d+)?$)", cell)]


@pytest.mark.parametrize(("name", "read"), [("ties.gexf", nx.read_gexf), ("ties.graphml", nx.read_graphml)])
def test_the_network_is_that_of_the_day(site: Path, store: Store, name: str, read: object) -> None:
    found, ours = read(site / "data" / name), ties(store, SITE_DAY, ALL)  # type: ignore[operator]
    assert set(found) == set(ours)
    assert Counter(found.edges(data="tie")) == Counter((one, other, tie) for one, other, tie in ours.edges(keys=True))
    ids = [edge.get("id") for edge in ElementTree.parse(site / "data" / name).iter() if edge.tag.endswith("}edge")]
    assert len(ids) == len(set(ids)) == ours.number_of_edges()


def test_the_packed_tables_are_a_data_package(site: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(site / "data" / "vnjp-ties-csv.zip") as packed:
        packed.extractall(tmp_path)
    where = tmp_path / "vnjp-ties"
    described = json.loads((where / "datapackage.json").read_text("utf-8"))
    few = [one for one in described["resources"] if one["path"] in {"Agreement.csv", "Network.csv", "Programme.csv"}]
    assert len(few) == 3
    for one in few:
        report = frictionless.Resource(one, basepath=str(where)).validate()
        assert report.valid, report.flatten(["message"])
    assert (site / "data" / "dictionary.csv").read_text("utf-8").startswith(UTF8)
    assert (site / "data" / "dictionary.csv").read_bytes() == (where / "dictionary.csv").read_bytes()


def test_a_readme_names_every_file_beside_it(site: Path) -> None:
    text = (site / "data" / "README.md").read_text("utf-8")
    names = {path.name for path in (site / "data").iterdir()} - {"README.md", "dcat.ttl"}
    assert {name for name in names if text.count(f"`{name}`") == 3} == names
    assert version("vnjp-ties") in text
    assert text.count("GEXF") == 3


def test_the_list_of_edges_is_harmless_in_a_spreadsheet(site: Path, store: Store) -> None:
    text = (site / "data" / "ties.csv").read_text("utf-8")
    assert text.startswith(UTF8)
    rows = [*csv.DictReader(io.StringIO(text[1:], newline=""))]
    ours = ties(store, SITE_DAY, ALL)
    expected = Counter((*sorted(ends, reverse=True), tie) for *ends, tie in ours.edges(keys=True))
    assert Counter((row["source"], row["target"], row["tie"]) for row in rows) == expected


# --- the catalogue ----------------------------------------------------------------------------------------------------


def test_the_catalogue_lists_every_file_with_its_size(site: Path, catalogue: rdflib.Graph) -> None:
    listed = {str(url): one for one, url in catalogue.subject_objects(DCAT.downloadURL)}
    files = {path.as_uri(): path for path in (site / "data").iterdir() if path.name != "dcat.ttl"}
    assert set(listed) == set(files)
    for address, path in files.items():
        one = listed[address]
        assert int(catalogue.value(one, DCAT.byteSize).toPython()) == path.stat().st_size  # type: ignore[union-attr]
        assert str(catalogue.value(one, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
        assert catalogue.value(one, DCT.license)
        assert catalogue.value(predicate=DCAT.distribution, object=one)


def test_the_catalogue_lists_every_data_set(catalogue: rdflib.Graph, store: Store) -> None:
    [node] = catalogue.subjects(rdflib.RDF.type, DCAT.Catalog)
    sets = set(catalogue.objects(node, DCAT.dataset))
    named = Counter(q.graph_name.value for q in store.quads_for_pattern(None, None, None, None))  # type: ignore[union-attr]
    assert {str(one) for one in sets} > set(named)
    for one in sets:
        assert (one, rdflib.RDF.type, DCAT.Dataset) in catalogue
        assert {catalogue.value(one, predicate) is None for predicate in (DCT.title, DCT.license, DCT.publisher)} == {
            False
        }
    assert {name: int(catalogue.value(rdflib.URIRef(name), VOID.triples)) for name in named} == named  # type: ignore[arg-type]


def test_the_catalogue_counts_classes_and_properties(
    catalogue: rdflib.Graph, whole: set[tuple[object, object, object]]
) -> None:
    [node] = catalogue.subjects(VOID.classPartition, unique=True)
    assert int(catalogue.value(node, VOID.triples)) == len(whole)  # type: ignore[arg-type]
    properties = Counter(str(predicate) for _, predicate, _ in whole)
    assert partitions(catalogue, "property", VOID.triples) == {name.strip("<>"): n for name, n in properties.items()}
    kinds = Counter(str(one) for _, predicate, one in whole if str(predicate).strip("<>") == str(rdflib.RDF.type))
    assert partitions(catalogue, "class", VOID.entities) == {name.strip("<>"): n for name, n in kinds.items()}


MUST = {
    DCAT.Catalog: (DCT.title, DCT.description, DCT.publisher, DCAT.dataset),
    DCAT.Dataset: (DCT.title, DCT.description),
    DCAT.Distribution: (DCAT.accessURL,),
    rdflib.FOAF.Agent: (rdflib.FOAF.name,),
}
"""What DCAT-AP 3 makes mandatory: class -> properties."""
RANGES = {
    DCT.license: DCT.LicenseDocument, DCT.language: DCT.LinguisticSystem, DCT.publisher: rdflib.FOAF.Agent,
    DCT.conformsTo: DCT.Standard, DCT.source: DCAT.Dataset, DCAT.mediaType: DCT.MediaType,
    DCAT.packageFormat: DCT.MediaType, DCAT.dataset: DCAT.Dataset, DCAT.distribution: DCAT.Distribution,
    DCAT.landingPage: rdflib.FOAF.Document, rdflib.FOAF.homepage: rdflib.FOAF.Document,
}  # fmt: skip
"""Property -> the class that its values are to be of."""


def test_the_catalogue_is_what_dcat_ap_asks_for(catalogue: rdflib.Graph) -> None:
    for kind, wanted in MUST.items():
        nodes = set(catalogue.subjects(rdflib.RDF.type, kind))
        assert nodes
        lacking = [(node, one) for node in nodes for one in wanted if catalogue.value(node, one) is None]
        assert lacking == []
    for predicate, kind in RANGES.items():
        odd = [value for value in catalogue.objects(None, predicate) if (value, rdflib.RDF.type, kind) not in catalogue]
        assert odd == [], predicate
    once = (DCT.publisher, DCT.issued, DCT.modified, DCT.license)
    for node in catalogue.subjects(rdflib.RDF.type, DCAT.Distribution):
        assert len(set(catalogue.objects(node, DCT.license))) == 1
    for node in catalogue.subjects(rdflib.RDF.type, DCAT.Dataset):
        assert all(len(set(catalogue.objects(node, one))) <= 1 for one in once[:3])
    languages = "http://publications.europa.eu/resource/authority/language/"
    assert {str(one) for one in catalogue.objects(None, DCT.language)} == {f"{languages}{code}" for code in
                                                                           ("ENG", "VIE", "JPN")}  # fmt: skip
    for one in catalogue.objects(None, DCAT.byteSize):
        assert one.datatype == rdflib.XSD.nonNegativeInteger  # type: ignore[attr-defined]


def partitions(catalogue: rdflib.Graph, kind: str, number: rdflib.URIRef) -> dict[str, int]:
    return {
        str(catalogue.value(part, VOID[kind])): int(catalogue.value(part, number))  # type: ignore[arg-type]
        for part in catalogue.objects(None, VOID[f"{kind}Partition"])
    }


# --- the page ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_counts_what_the_tables_have(site: Path, language: str) -> None:
    text = unescape((site / language / "about.html").read_text("utf-8"))
    said = dict(re.findall(r"<dt>(?:<a[^>]*>)?([^<]*)(?:</a>)?</dt><dd>([^<]*)</dd>", text))
    found = {name: int(re.sub("[,.]", "", number)) for name, number in said.items()}
    kinds = Counter(row["kind"] == "exchange" for row in oracle.table("ties"))
    expected = {
        "Locality": len(oracle.localities()), "Agreement": kinds[False], "Exchange": kinds[True],
        "Project": len(oracle.table("projects")), "Membership": len(oracle.table("memberships")),
        "Network": len(oracle.table("networks")), "Claim": len(oracle.table("claims")),
        "Funder": len(oracle.table("funders")), "Programme": len(oracle.table("programmes")),
        "Succession": len(oracle.successions()), "Event": len(oracle.table("events")),
        "NetworkEvent": len(oracle.table("network_events")),
    }  # fmt: skip
    assert {kind: found[words(language)[f"about_{kind}"]] for kind in expected} == expected
    assert words(language)["about_ministry"].format(kinds[False]) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_the_versions_of_the_program_and_of_the_facts(site: Path, language: str) -> None:
    told = words(language)["about_version"].format(version("vnjp-ties"), oracle.spoken(FACTS, language))
    assert f"<p>{told}</p>" in (site / language / "about.html").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quality_told_is_the_one_measured(language: str) -> None:
    """The figures stand in a document, where a test holds them to the program."""
    document = (ROOT / "docs" / "researcher.md").read_text("utf-8")
    rows = re.findall(r"^mean +Vietnam +(suggest|large units first, by activity) +(.*)$", document, re.MULTILINE)
    figures = {method: rest.split() for method, rest in rows}
    told = re.findall(r"\d+[.,]\d", words(language)["about_quality"])
    measured = [100 * float(figures[method][at]) for method in figures for at in (1, 3)]
    assert [float(one.replace(",", ".")) for one in told] == pytest.approx(measured, abs=0.051)


# --- the ontology -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_and_concept_is_described_in_the_language(site: Path, language: str) -> None:
    text = unescape((site / language / "ontology.html").read_text("utf-8"))
    ontology = rdflib.Graph().parse(ROOT / "ontology" / "coop.ttl")
    owl = [rdflib.OWL[kind] for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")]
    own = {str(term) for kind in owl for term in ontology.subjects(rdflib.RDF.type, kind) if "ontology#" in term}
    assert own
    assert set(re.findall(r"<code>([^<]*#[^<]*)</code>", text)) == own
    heads = [words(language)[f"ontology_{name}"] for name in ("description", "domain", "range")]
    assert all(f">{head}</a>" in text for head in heads)
    for concept in ontology.subjects(rdflib.RDF.type, rdflib.SKOS.Concept):
        [label] = [str(one) for one in ontology.objects(concept, rdflib.SKOS.prefLabel) if one.language == language]  # type: ignore[attr-defined]
        assert f"<dt>{label}</dt>" in text


def test_pylode_leaves_the_log_and_its_own_files_alone(site: Path) -> None:
    code = "import logging; from graph.site.pages.terms import _load_pylode; _load_pylode(); print(logging.getLogger())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "<RootLogger root (WARNING)>\n"
    found = find_spec("pylode")
    assert found
    assert found.origin
    assert not list((Path(found.origin).parent / "rdf").glob("*.pickle"))
