"""What is asked is read as the protocol says, and no query has the engine call another host."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.serve.guard import asked, calls_out
from graph.serve.refusal import RefusedError

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
]

CALLING = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?x . SeRvIcE ?x { ?s ?p ?o } }",
    "ASK { ?s ?p ?o.SERVICE<http://example.org/>{?s ?p ?o} }",
    "PREFIX : <http://example.org/> ASK { SERVICE:x { ?s ?p ?o } }",
    "PREFIX ex: <http://example.org/> ASK { ?s ex:p ex:.SERVICE <http://example.org/> { ?s ?p ?o } }",
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
]  # fmt: skip


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_what_the_engine_would_call_is_never_let_through(trap: tuple[str, list[int]], parts: list[str]) -> None:
    from pyoxigraph import Store

    address, called = trap
    text = "".join(parts).replace("CALL", f" <{address}> {{ ?s ?p ?o }} ")
    query = f"PREFIX ex: <http://example.org/> PREFIX : <{address}> ASK {{ {text} }}"
    if calls_out(query):
        return
    before = len(called)
    with suppress(SyntaxError, OSError):
        bool(Store().query(query))
    assert len(called) == before


def refusal(method: str, content_type: str, address: list[tuple[str, str]], body: bytes) -> int:
    with pytest.raises(RefusedError) as refused:
        asked(method, content_type, address, body)
    return refused.value.status


def test_a_query_comes_in_the_address_in_a_form_or_as_the_body() -> None:
    query, graph = "ASK { ?s ?p ?o }", ("default-graph-uri", "http://example.org/é")
    in_address = asked("GET", "", [("query", query), graph], b"")
    form = b"query=ASK+%7B+%3Fs+%3Fp+%3Fo+%7D&default-graph-uri=http%3A%2F%2Fexample.org%2F%C3%A9"
    posted = asked("POST", "application/x-www-form-urlencoded", [], form)
    plain = asked("POST", "application/sparql-query", [graph], query.encode())
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
