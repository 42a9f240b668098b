"""The endpoint passes the tests of the SPARQL 1.1 Protocol (W3C) for queries, and refuses those for updates.

Each case has the name that it has there (sparql11/protocol in w3c/rdf-tests) and sends the same request, written down
here anew. Where W3C's speak of graphs of theirs, ours stand in, since nothing can be loaded.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from conftest import sent
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from ontology import graph, rdf, thing

pytestmark = pytest.mark.xdist_group("serve")

DOCUMENT = Path(__file__).parents[3] / "docs" / "serving.md"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"

EMPTY = "http://example.org/a-graph-of-nothing"
VIETNAM, JAPAN, TIES = graph.vietnam.value, graph.japan.value, graph.ties.value
DA_NANG, SAKAI = f"{thing['vn/da-nang']} a ?type .", f"{thing['jp/osaka/sakai']} a ?type ."
TIE = f"{thing['tie/da-nang--sakai--mou--2009']} a ?kind ."
IN_ONE = f"ASK {{ {DA_NANG} {SAKAI} }}"
IN_NAMED = f"ASK {{ GRAPH ?g1 {{ {DA_NANG} }} GRAPH ?g2 {{ {SAKAI} }} }}"
IN_BOTH = f"ASK {{ {TIE} GRAPH ?g1 {{ {DA_NANG} }} GRAPH ?g2 {{ {SAKAI} }} }}"

Parameters = tuple[tuple[str, str], ...]
NOTHING: Parameters = (("default-graph-uri", EMPTY),)
DEFAULT: Parameters = (("default-graph-uri", VIETNAM), ("default-graph-uri", JAPAN))
NAMED: Parameters = (("named-graph-uri", VIETNAM), ("named-graph-uri", JAPAN))
FULL: Parameters = (("default-graph-uri", TIES), *NAMED)


@dataclass(frozen=True)
class Case:
    """A request, and what has to come back.

    Attributes:
        name: what it is called at W3C.
        method: that of HTTP.
        address: the parameters of the address.
        media_type: that of the body, if one is named.
        body: what is sent.
        answer: ``true`` (as the result of ASK), ``boolean``, ``tabular``, ``RDF``; or ``refused``.
    """

    name: str
    method: str = "POST"
    address: Parameters = ()
    media_type: str = ""
    body: bytes = b""
    answer: str = "refused"

    @property
    def updates(self) -> bool:
        """Whether it is an update that an endpoint which takes any has to carry out."""
        return self.name.startswith("update_")


def put(name: str, query: str, answer: str = "true", address: Parameters = NOTHING) -> Case:
    return Case(name, "POST", address, QUERY, query.encode(), answer)


def get(name: str, query: str, address: Parameters) -> Case:
    return Case(name, "GET", (("query", query), *address), answer="true")


def update(name: str, text: str, address: Parameters = ()) -> Case:
    return Case(name, "POST", address, UPDATE, text.encode())


def form(name: str, *fields: tuple[str, str], answer: str = "refused", address: Parameters = ()) -> Case:
    return Case(name, "POST", address, FORM, urlencode(fields).encode(), answer)


INSERT = "INSERT { GRAPH <http://example.org/made> { ?s a <http://example.org/Made> } } WHERE { %s }"
CASES = (
    form("query_post_form", ("query", "ASK {}"), answer="true", address=NOTHING),
    get("query_dataset_default_graphs_get", IN_ONE, DEFAULT),
    put("query_dataset_default_graphs_post", IN_ONE, address=DEFAULT),
    put("query_dataset_named_graphs_post", IN_NAMED, address=NAMED),
    get("query_dataset_named_graphs_get", IN_NAMED, NAMED),
    put("query_dataset_full", IN_BOTH, address=FULL),
    put("query_multiple_dataset", IN_NAMED.replace("ASK", f"ASK FROM <{TIES}>"), address=NAMED),
    get("query_get", "ASK {}", NOTHING),
    put("query_content_type_select", "SELECT (1 AS ?value) {}", "tabular"),
    put("query_content_type_ask", "ASK {}", "boolean"),
    put("query_content_type_describe", "DESCRIBE <http://example.org/>", "RDF"),
    put("query_content_type_construct", "CONSTRUCT { <s> <p> 1 } WHERE {}", "RDF"),
    update("update_dataset_default_graph", INSERT % "?s ?p ?o", (("using-graph-uri", TIES),)),
    update("update_dataset_default_graphs", INSERT % "?s ?p ?o",
           (("using-graph-uri", TIES), ("using-graph-uri", JAPAN))),
    update("update_dataset_named_graphs", INSERT % "GRAPH ?g { ?s ?p ?o }",
           (("using-named-graph-uri", TIES), ("using-named-graph-uri", JAPAN))),
    update("update_dataset_full", INSERT % "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }",
           (("using-graph-uri", TIES), ("using-named-graph-uri", JAPAN))),
    form("update_post_form", ("update", "CLEAR ALL")),
    update("update_post_direct", "CLEAR ALL"),
    update("update_base_uri", "INSERT DATA { GRAPH <http://example.org/made> { <a> <b> <c> } }"),
    put("query_post_direct", "ASK {}", address=()),
    Case("bad_query_method", "PUT", (("query", "ASK {}"), *NOTHING), FORM),
    Case("bad_multiple_queries", "GET", (("query", "ASK {}"), ("query", "SELECT * {}"))),
    Case("bad_query_wrong_media_type", media_type="text/plain", body=b"ASK {}"),
    Case("bad_query_missing_form_type", body=b"query=ASK%20%7B%7D"),
    Case("bad_query_missing_direct_type", body=b"ASK {}"),
    Case("bad_query_non_utf8", media_type=f"{QUERY}; charset=UTF-16", body="ASK {}".encode("utf-16")),
    Case("bad_query_syntax", "GET", (("query", "ASK {"),)),
    Case("bad_update_get", "GET", (("update", "CLEAR ALL"),)),
    form("bad_multiple_updates", ("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT")),
    Case("bad_update_wrong_media_type", media_type="text/plain", body=b"CLEAR NAMED"),
    Case("bad_update_missing_form_type", body=b"update=CLEAR%20NAMED"),
    Case("bad_update_non_utf8", media_type=f"{UPDATE}; charset=UTF-16", body="CLEAR NAMED".encode("utf-16")),
    form("bad_update_syntax", ("update", "CLEAR XYZ")),
    update("bad_update_dataset_conflict", f"WITH <{TIES}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
           (("using-named-graph-uri", JAPAN),)),
)  # fmt: skip
FORMATS = {
    "application/sparql-results+json": {"tabular", "boolean"},
    "application/sparql-results+xml": {"tabular", "boolean"},
    "text/csv": {"tabular"},
    "text/tab-separated-values": {"tabular"},
    "application/rdf+xml": {"RDF"},
    "text/turtle": {"RDF"},
    "application/n-triples": {"RDF"},
}
"""What an answer may be written in, as the cases have it."""


def send(
    served: str,
    method: str,
    address: Iterable[tuple[str, str]],
    media_type: str = "",
    body: bytes = b"",
    accept: str = "",
) -> tuple[HTTPResponse, bytes]:
    """Send a request with nothing in it that is not said here."""
    path = f"/sparql?{urlencode(list(address))}"
    return sent(served, method, path, body or None, Content_Type=media_type, Accept=accept)


def media_type(answer: HTTPResponse) -> str:
    return answer.headers.get_content_type()


def true(answer: HTTPResponse, said: bytes) -> bool:
    """Return the result of ASK."""
    if media_type(answer) == "application/sparql-results+json":
        return json.loads(said)["boolean"] is True
    result = ElementTree.fromstring(said).find("{http://www.w3.org/2005/sparql-results#}boolean")
    return result is not None and result.text == "true"


def number_of_facts(served: str) -> int:
    _, said = send(served, "GET", [("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")], accept="text/csv")
    assert said.startswith(b"n"), "the CSV of the standard has no mark in front"
    return int(said.split()[1])


@pytest.fixture(scope="module")
def facts(store: Store) -> int:
    """The number of facts, all graphs together."""
    return len({quad.triple for quad in store})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_protocol_is_kept(served: str, facts: int, case: Case) -> None:
    answer, said = send(served, case.method, case.address, case.media_type, case.body)
    if case.answer == "refused":
        assert 400 <= answer.status < 500
        assert json.loads(said)["detail"]
        assert number_of_facts(served) == facts
    elif case.answer == "true":
        assert answer.status == 200
        assert true(answer, said)
    else:
        assert answer.status == 200
        assert case.answer in FORMATS[media_type(answer)]


@pytest.mark.parametrize("accept", sorted(FORMATS))
@pytest.mark.parametrize(("kind", "query"), [("tabular", "SELECT * {}"), ("RDF", f"DESCRIBE <{EMPTY}>")])
def test_an_answer_is_of_a_type_that_was_asked_for(served: str, kind: str, query: str, accept: str) -> None:
    answer, _ = send(served, "GET", [("query", query)], accept=accept)
    if kind in FORMATS[accept]:
        assert (answer.status, media_type(answer)) == (200, accept)
    else:
        assert answer.status == 406


@pytest.mark.parametrize(
    ("query", "address"),
    [
        (IN_ONE, DEFAULT[:1]),
        (IN_ONE, NAMED),
        (IN_NAMED, NAMED[:1]),
        (IN_NAMED, DEFAULT),
        (IN_BOTH, FULL[1:]),
        (IN_ONE.replace("ASK", f"ASK FROM <{VIETNAM}> FROM <{JAPAN}>"), NAMED),
    ],
)  # fmt: skip
def test_the_graphs_that_a_request_names_are_all_that_is_asked(served: str, query: str, address: Parameters) -> None:
    """The cases of W3C would be passed without heed to the graphs too, since all facts are asked by default."""
    assert true(*send(served, "POST", (), QUERY, query.encode()))
    assert not true(*send(served, "POST", address, QUERY, query.encode()))


def test_the_graphs_that_a_query_names_are_all_that_is_asked(served: str, store: Store) -> None:
    count = "SELECT (COUNT(*) AS ?n) %s { %s }"
    for one in (VIETNAM, JAPAN, TIES):
        number = sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(one)))
        for clause, pattern in (("FROM", "?s ?p ?o"), ("from named", "GRAPH ?g { ?s ?p ?o }")):
            _, said = send(served, "GET", [("query", count % (f"{clause} <{one}>", pattern))], accept="text/csv")
            assert int(said.split()[1]) == number > 0


def test_what_is_no_clause_names_no_graphs(served: str, facts: int) -> None:
    query = 'PREFIX from: <FROM> SELECT (COUNT(*) AS ?FROM) { ?s ?p ?o } # FROM "FROM"'
    _, said = send(served, "GET", [("query", query)], accept="text/csv")
    assert int(said.split()[1]) == facts


def test_a_relative_iri_tells_nothing_of_the_machine(served: str) -> None:
    answer, said = send(served, "POST", (), QUERY, b"CONSTRUCT { <s> a <t> } WHERE {}")
    [made] = parse(said, format=RdfFormat.from_media_type(media_type(answer)))
    assert (made.subject.value, made.predicate) == ("http://localhost/s", rdf.type)


def test_the_document_says_which_tests_of_the_protocol_are_passed() -> None:
    said = re.findall(r"^\| `(\w+)` \| ([^|]+) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert said == [(case.name, "refused" if case.updates else "passed") for case in CASES]
