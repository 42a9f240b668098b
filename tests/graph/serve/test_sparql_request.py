"""What is asked is read as the protocol says, and no query has the engine call another host."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.serve.errors import RefusedError
from graph.serve.sparql_request import calls_out, read_request
from loaders.model.problems import UserError

HARMLESS = [
    "SELECT * { ?s ?p ?o }",
    "SELECT ?service { ?service ?p ?o }",
    "SELECT * { ?s ?p 'SERVICE <http://example.org/> { }' }",
    'SELECT * { ?s ?p """SERVICE\n<http://example.org/>""" }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://example.org/>",
    "SELECT * { ?s <http://example.org/SERVICE> ?o }",
    "PREFIX ex: <http://example.org/> SELECT * { ?s ex:service ?o }",
    "PREFIX ex: <http://example.org/> SELECT * { ?s ex:o.SERVICE ?o }",
    "SELECT * { ?s ?p 'x'@en-service }",
    "SELECT * { ?s ?p _:service }",
    "SELECT ?service ?name { ?service ?p ?name }",
    "SELECT * { ?s ?p 'x' # SERVICE <http://example.org/> { ?s ?p ?o }\n}",
    "PREFIX service: <http://example.org/> SELECT ?s WHERE { ?s service:of ?t }",
    "PREFIX service: <http://example.org/> SELECT ?s WHERE { ?s service:of ?t } LIMIT 1",
    "PREFIX service: <http://example.org/> ASK { service:a service:of ?t ; service:by service:b, service:c }",
    "PREFIX service: <http://example.org/> ASK { ?s service:p/service:q|^service:r ?t . service:s ?p ?o }",
    "PREFIX service: <http://example.org/> ASK { ?s a service:Kind . OPTIONAL { ?s service:of ?t } }",
    "PREFIX service: <http://example.org/> ASK { { ?s ?p service:o. } UNION { ?s service:p service:o } }",
    "PREFIX service: <http://example.org/> ASK { VALUES ?s { service:a service:b } FILTER(?s = service:a) {} }",
    "PREFIX service: <http://example.org/> ASK { GRAPH service:g { ?s ?p ?o } }",
    "PREFIX service: <http://example.org/> SELECT * FROM service:g FROM NAMED service:h { ?s ?p ?o }",
    "PREFIX service: <http://example.org/> DESCRIBE service:x",
    "PREFIX service: <http://example.org/> CONSTRUCT { ?s service:p ?o } WHERE { ?s service:q ?o }",
    "PREFIX service: <http://example.org/> ASK { ?s service:of ?t } # SERVICE <http://example.org/> {",
    "PREFIX service: <http://example.org/> ASK { ?s service:of 'SERVICE <http://example.org/> { }' }",
    "PREFIX service-x: <http://example.org/> ASK { ?s service-x:of ?t }",
    "PREFIX SERVICE.x: <http://example.org/> ASK { ?s SERVICE.x:of ?t }",
    "PREFIX Service_1: <http://example.org/> ASK { ?s Service_1:of ?t }",
    "PREFIX services: <http://example.org/> ASK { ?s services:of ?t }",
    "PREFIX my-service: <http://example.org/> ASK { ?s my-service:of ?t }",
]

CALLING = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?x . SeRvIcE ?x { ?s ?p ?o } }",
    "ASK { ?s ?p ?o.SERVICE<http://example.org/>{?s ?p ?o} }",
    "PREFIX : <http://example.org/> ASK { SERVICE:x { ?s ?p ?o } }",
    "PREFIX ex: <http://example.org/> ASK { ?s ex:p ex:.SERVICE <http://example.org/> { ?s ?p ?o } }",
    "PREFIX : <http://example.org/> ASK { SERVICE: { ?s ?p ?o } }",
    "PREFIX : <http://example.org/> ASK { SERVICEsilent:x { ?s ?p ?o } }",
    "PREFIX x: <http://example.org/> ASK { SERVICEx:x{ ?s ?p ?o } }",
    "PREFIX service: <http://example.org/> ASK { SERVICE service:x { ?s ?p ?o } }",
    "PREFIX service: <http://example.org/> PREFIX : <http://example.org/> ASK { service:x { ?s ?p ?o } }",
    "PREFIX service: <http://example.org/> PREFIX : <http://example.org/> ASK { ?s ?p service:o. service:x {} }",
    "PREFIX service: <http://example.org/> ASK { GRAPH service:g { SERVICE service:x { ?s ?p ?o } } }",
    "PREFIX service: <http://example.org/> ASK { # GRAPH\nservice:x # {\n # (\n { ?s ?p ?o } }",
    "PREFIX : <http://example.org/> ASK { ?s ?p :GRAPH service:x { ?s ?p ?o } }",
    "PREFIX : <http://example.org/> ASK { 'GRAPH service:x #'. service :x { ?s ?p ?o }\n{} }",
    "SELECT * { VALUES ?x { <http://example.org/> } SERVICE?x { ?s ?p ?o } }",
    "SELECT * { SERVICE#\n<http://example.org/>#\n{ ?s ?p ?o } }",
    # the engine takes a name that makes no IRI for a prefix alone, and what is behind it for the next pattern
    "PREFIX a: <http://example.org:> PREFIX : <http://example.org/> ASK { ?s ?p a:service:x { ?s ?p ?o } }",
    "PREFIX : <http://example.org:> ASK { ?s ?p :service:x { ?s ?p ?o } }",
    # so it does with a long text that is none, for which it takes two short ones
    "PREFIX : <http://example.org/> ASK { VALUES ?x { ''' ' } service :x { ?s ?p ?o } #\\uD800 '''\n}",
    "ASK { ?s ?p 1SERVICE <http://example.org/> { ?s ?p ?o } }",
    "ASK { ?s ?p true SERVICE <http://example.org/> { ?s ?p ?o } }",
    "ASK { ?s ?p 'x'SERVICE <http://example.org/> { ?s ?p ?o } }",
    "ASK { { SELECT * { OPTIONAL { SERVICE <http://example.org/> { ?s ?p ?o } } } } }",
    "ASK { FILTER EXISTS { SERVICE <http://example.org/> { ?s ?p ?o } } }",
    "ASK { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
    "ASK { #'''\nSERVICE <http://example.org/> { ?s ?p ?o } #'''\n}",
    # to the tokens of the standard, from ''' on this is text; the engine reads a comparison and a remark
    "ASK { BIND(1 AS ?b) BIND(?a<?b#>'''\nAS ?c) SERVICE <http://example.org/> { ?s ?p ?o } #'''\n}",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_a_query_that_only_speaks_of_services_is_let_through(query: str) -> None:
    assert not calls_out(query)


@pytest.mark.parametrize("query", CALLING)
def test_a_query_that_calls_another_host_is_told_from_others(query: str) -> None:
    assert calls_out(query)


@pytest.fixture(scope="module")
def trap() -> Iterator[tuple[str, list[int]]]:
    """An address that nobody should call, and how often somebody did."""
    called: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    one, _ = listening.accept()
                except TimeoutError:
                    continue
                called.append(1)
                one.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", called
        done.set()
        thread.join()


def test_the_trap_catches_an_engine_that_calls(trap: tuple[str, list[int]]) -> None:
    from pyoxigraph import Store

    address, called = trap
    before = len(called)
    with pytest.raises(Exception, match=r"."):
        list(Store().query(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))  # type: ignore[arg-type]
    assert len(called) > before


PIECES = [
    *".:#<>{}()?1 ", "\n", "'", "'''", '"', "\\", "@en", "_:", "ex:",
    "SERVICE", "SERVICE", "CALL", "?b", "?a", "FILTER", "BIND", "AS ?c",
    "service:", "service:x", "service:x ", "service-x:x", "silent", "GRAPH ", "{ ?s ?p ?o }", " ?s ?p ",
]  # fmt: skip
EXAMPLES = 3000 if os.environ.get("COOP_LARGE") else 500
PREFIXES = ("", "service", "service-x", "silent", "x")


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_what_the_engine_would_call_is_never_let_through(trap: tuple[str, list[int]], parts: list[str]) -> None:
    from pyoxigraph import Store

    address, called = trap
    text = "".join(parts).replace("CALL", f" <{address}> {{ ?s ?p ?o }} ")
    head = "".join(f"PREFIX {name}: <{address}> " for name in PREFIXES)
    query = f"PREFIX ex: <http://example.org:> {head} ASK {{ {text} }}"
    try:
        asks = read_request("GET", "", [("query", query)], b"").query
    except RefusedError:
        return
    before = len(called)
    with suppress(SyntaxError, OSError):
        bool(Store().query(asks))
    assert len(called) == before


@pytest.mark.parametrize("query", HARMLESS)
def test_what_is_let_through_asks_what_was_asked(query: str) -> None:
    from pyoxigraph import Literal, NamedNode, Quad, Store

    store, node = Store(), NamedNode("http://example.org/of")
    for text in ("SERVICE <http://example.org/> { }", "x"):
        store.add(Quad(node, node, Literal(text)))

    def answer(of: str) -> list[str]:
        found = store.query(of)
        return sorted(map(str, found)) if hasattr(found, "__iter__") else [str(bool(found))]

    assert answer(read_request("GET", "", [("query", query)], b"").query) == answer(query)


def test_the_engine_reads_no_escape_outside_of_texts_and_iris(trap: tuple[str, list[int]]) -> None:
    from pyoxigraph import Store

    address, called = trap
    before = len(called)
    with pytest.raises(SyntaxError):
        Store().query(f"ASK {{ \\u0053ERVICE <{address}> {{ ?s ?p ?o }} }}")
    assert bool(Store().query("ASK { FILTER('\\u0053ERVICE' = 'SERVICE') }"))
    assert len(called) == before


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE is not allowed here"),
        ("PREFIX service: <urn:x:> ASK { ?s ?p service:o { ?s ?p ?o } }", "Put a dot between them"),
    ],
)
def test_a_call_and_what_may_be_one_are_refused_for_what_they_are(query: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why) as refused:
        read_request("GET", "", [("query", query)], b"")
    assert refused.value.status == 403


@pytest.mark.parametrize(
    "piece", ["service#", "service<", "service:", "service\\.", "'service:x {' ", "#service:x {\n"]
)
def test_a_query_made_to_take_long_to_be_read_does_not(piece: str) -> None:
    began = time.monotonic()
    with suppress(UserError):
        read_request("GET", "", [("query", piece * (100_000 // len(piece)))], b"")
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("method", "content_type"),
    [("GET", ""), ("POST", "application/x-www-form-urlencoded"), ("POST", "application/sparql-query")],
)
def test_a_mark_that_an_editor_put_in_front_is_no_part_of_a_query(method: str, content_type: str) -> None:
    query = "ASK { ?s ?p '\ufeff' }"
    form = urlencode({"query": f"\ufeff{query}"})
    body = f"\ufeff{query}".encode() if content_type == "application/sparql-query" else form.encode()
    address = [("query", f"\ufeff{query}")] if method == "GET" else []
    assert read_request(method, content_type, address, body).query == query
    with_two = [("query", f"\ufeff\ufeff{query}")]
    assert read_request("GET", "", with_two, b"").query == f"\ufeff{query}"


def refusal(method: str, content_type: str, address: list[tuple[str, str]], body: bytes) -> int:
    with pytest.raises(RefusedError) as refused:
        read_request(method, content_type, address, body)
    return refused.value.status


def test_a_query_comes_in_the_address_in_a_form_or_as_the_body() -> None:
    query, graph = "ASK { ?s ?p ?o }", ("default-graph-uri", "http://example.org/é")
    in_address = read_request("GET", "", [("query", query), graph], b"")
    form = b"query=ASK+%7B+%3Fs+%3Fp+%3Fo+%7D&default-graph-uri=http%3A%2F%2Fexample.org%2F%C3%A9"
    posted = read_request("POST", "application/x-www-form-urlencoded", [], form)
    plain = read_request("POST", "application/sparql-query", [graph], query.encode())
    assert in_address == posted == plain
    assert in_address.dataset == (graph,)


def test_an_update_is_refused_however_it_comes() -> None:
    assert refusal("POST", "application/sparql-update", [], b"CLEAR ALL") == 403
    assert refusal("POST", "application/x-www-form-urlencoded", [], b"update=CLEAR+ALL") == 403
    assert refusal("GET", "", [("update", "CLEAR ALL")], b"") == 403


def test_what_is_no_query_is_told_what_would_be_one() -> None:
    assert refusal("POST", "text/plain", [], b"ASK {}") == 415
    assert refusal("GET", "", [], b"") == 400
    assert refusal("GET", "", [("query", "ASK {}"), ("query", "ASK {}")], b"") == 400
    assert refusal("POST", "application/sparql-query", [], "ASK { ?s ?p 'é' }".encode("latin-1")) == 400
    assert refusal("POST", "application/x-www-form-urlencoded", [], b"query=%E9") == 400
