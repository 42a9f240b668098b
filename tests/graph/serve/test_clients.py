"""Clients that others wrote get from the server what the graph holds: SPARQLWrapper, rdflib, curl, and `coop query`."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
import SPARQLWrapper
from click.testing import CliRunner
from oracle import TODAY
from pyoxigraph import QuerySolutions, RdfFormat, Store, serialize
from rdflib import Graph, URIRef
from rdflib.namespace import OWL
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result
from rdflib.term import Node

import queries
from graph.cli.main import main
from ontology import PREFIXES, coop, rdfs, thing

pytestmark = pytest.mark.xdist_group("serve")

HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
NAMES = f'{HEAD}SELECT ?place ?name {{ ?place a coop:Locality ; rdfs:label ?name FILTER(STRSTARTS(?name, "Na")) }}'
TIES = f"{HEAD}CONSTRUCT {{ ?tie ?p ?o }} {{ ?tie coop:party {thing['vn/da-nang']} ; ?p ?o }}"
DA_NANG = URIRef(thing["vn/da-nang"].value)
LABEL, PARTY = URIRef(rdfs.label.value), URIRef(coop.party.value)
TABLES = {SPARQLWrapper.JSON: "json", SPARQLWrapper.XML: "xml", SPARQLWrapper.CSV: "csv", SPARQLWrapper.TSV: "tsv"}
GRAPHS = {
    SPARQLWrapper.TURTLE: "turtle",
    SPARQLWrapper.N3: "turtle",
    SPARQLWrapper.RDFXML: "xml",
    SPARQLWrapper.JSONLD: "json-ld",
}
"""What SPARQLWrapper calls a format -> what rdflib does."""

VALUES = {
    "co-members-without-agreement": {"other": "jp/nagasaki"},
    "dormant-ties": {"years": "3"},
    "events-without-agreement": {"place": "vn/da-nang"},
    "expiring-ties": {"years": "10"},
    "forum-hosts": {"country": "jp"},
    "inherited-ties": {"place": "vn/gia-lai"},
    "partners-of": {"place": "堺市"},
    "profile-of": {"place": "jp/niigata"},
    "programmes-open-to": {"place": "jp/osaka/sakai"},
    "projects-by-programme": {"programme": "jica-partnership"},
    "scheme-access": {"country": "vn", "level": "provincial"},
    "who-states": {"fact": "tie/da-nang--sakai--friendship-city--2019"},
    "ties-between": {"place": "Đà Nẵng", "other": "jp/osaka/sakai"},
    "unconnected": {"country": "vn"},
}
"""What some of the questions are asked of; the others are asked of the day alone, or of nothing."""


@pytest.fixture(scope="module")
def names(store: Store) -> set[tuple[str, ...]]:
    """What `NAMES` finds, by the engine within this process."""
    solutions = store.query(NAMES, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    found = {(place.value, name.value) for place, name in solutions}
    assert len(found) > 50
    return found


@pytest.fixture(scope="module")
def ties(store: Store) -> set[tuple[Node, ...]]:
    """What `TIES` makes, by the engine within this process."""
    made = serialize(store.query(TIES, use_default_graph_as_union=True), format=RdfFormat.N_TRIPLES)
    found = set(Graph().parse(data=made, format="nt"))
    assert len(found) > 50
    return found


def said(served: str, query: str, style: str, method: str) -> bytes:
    """Return what SPARQLWrapper receives."""
    client = SPARQLWrapper.SPARQLWrapper(f"{served}/sparql")
    client.setQuery(query)
    client.setReturnFormat(style)
    client.setMethod(method)
    return client.query().response.read()


@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("style", list(TABLES))
def test_sparqlwrapper_gets_a_table(served: str, names: set[tuple[str, ...]], style: str, method: str) -> None:
    table = Result.parse(BytesIO(said(served, NAMES, style, method)), format=TABLES[style])
    assert {tuple(map(str, row)) for row in table} == names


@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("style", list(GRAPHS))
def test_sparqlwrapper_gets_a_graph(served: str, ties: set[tuple[Node, ...]], style: str, method: str) -> None:
    assert set(Graph().parse(data=said(served, TIES, style, method), format=GRAPHS[style])) == ties


def test_sparqlwrapper_is_told_what_is_wrong(served: str) -> None:
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="This is no SPARQL query"):
        said(served, "SELECT WHERE", SPARQLWrapper.JSON, SPARQLWrapper.POST)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rdflib_takes_the_server_for_a_graph(
    served: str, store: Store, names: set[tuple[str, ...]], method: str
) -> None:
    remote = Graph(SPARQLStore(f"{served}/sparql", method=method))
    assert {(str(row[0]), str(row[1])) for row in remote.query(NAMES)} == names
    known = {quad.subject.value for quad in store.quads_for_pattern(None, coop.party, thing["vn/da-nang"], None)}
    assert {str(tie) for tie in remote.subjects(PARTY, DA_NANG)} == known
    assert {str(label) for label in remote.objects(DA_NANG, LABEL)} == {"Da Nang", "Thành phố Đà Nẵng", "ダナン市"}
    assert (DA_NANG, LABEL, None) in remote
    assert (URIRef(thing["vn/nowhere"].value), None, None) not in remote


def test_rdflib_joins_facts_of_its_own_with_ours(served: str) -> None:
    own = Graph()
    mine = URIRef("http://example.org/my-port")
    own.add((mine, OWL.sameAs, DA_NANG))
    joined = own.query(
        f"{HEAD}SELECT * {{ ?mine owl:sameAs ?place . SERVICE <{served}/sparql> {{ ?place rdfs:label ?name }} }}"
    )
    assert {(row["mine"], str(row["name"])) for row in joined} == {
        (mine, name) for name in ("Da Nang", "Thành phố Đà Nẵng", "ダナン市")
    }


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl on this machine; on Debian: apt-get install curl")
@pytest.mark.parametrize("sent", ["in the address", "as a form", "as a file"])
def test_curl(served: str, ties: set[tuple[Node, ...]], sent: str, tmp_path: Path) -> None:
    file = tmp_path / "query.rq"
    file.write_text(TIES, "utf-8")
    options = {
        "in the address": ["--get", "--data-urlencode", f"query@{file}"],
        "as a form": ["--data-urlencode", f"query@{file}"],
        "as a file": ["--header", "Content-Type: application/sparql-query", "--data-binary", f"@{file}"],
    }
    command = ["curl", "-sS", "--fail", "--compressed", "--header", "Accept: application/n-triples", *options[sent]]
    done = subprocess.run([*command, f"{served}/sparql"], check=True, capture_output=True)
    assert set(Graph().parse(data=done.stdout, format="nt")) == ties


def asked_of(name: str) -> dict[str, str]:
    dated = any(parameter.name == "as_of" for parameter in queries.question(name).parameters)
    return VALUES.get(name, {}) | ({"as_of": TODAY} if dated else {})


def answered(served: str, name: str, options: dict[str, str], **headers: str) -> str:
    request = Request(f"{served}/api/queries/{name}?{urlencode(options)}", headers=headers)
    with urlopen(request, timeout=60) as answer:
        text: str = answer.read().decode()
        return text


def printed(folder: Path, name: str, *options: str) -> str:
    """Return what `coop query` prints."""
    values = [f"--param={key}={value}" for key, value in asked_of(name).items()]
    done = CliRunner().invoke(main, ["query", name, *values, *options, "--store", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


@pytest.mark.parametrize("style", ["json", "csv"])
@pytest.mark.parametrize("name", queries.names())
def test_a_question_is_answered_as_by_coop_query(served: str, folder: Path, name: str, style: str) -> None:
    expected = printed(folder, name, "--format", style)
    assert answered(served, name, asked_of(name) | {"format": style}) == expected
    assert name == "unsourced-facts" or len(expected.splitlines()) > 1


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_a_question_is_answered_in_a_language(served: str, folder: Path, language: str) -> None:
    expected = printed(folder, "partners-of", "--format", "csv", "--lang", language)
    values = asked_of("partners-of")
    assert answered(served, "partners-of", values | {"lang": language, "format": "csv"}) == expected
    assert answered(served, "partners-of", values, **{"Accept": "text/csv", "Accept-Language": language}) == expected
    assert {"en": "Da Nang", "vi": "Thành phố Đà Nẵng", "ja": "ダナン市"}[language] in expected
    assert expected.startswith("\ufeff"), "it is for spreadsheets"
