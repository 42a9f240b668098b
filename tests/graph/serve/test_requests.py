"""Queries and requests as clients and editors write them are answered; what no engine would bear is told so."""

import json
from http.client import HTTPResponse
from importlib.metadata import version
from urllib.parse import quote, urlencode

import pytest
from conftest import FACTS, sent

pytestmark = pytest.mark.xdist_group("serve")

QUERY = "SELECT ?s WHERE { ?s a ?t } LIMIT 1"
PREFIXED = "PREFIX service: <http://example.org/ns#>\nSELECT ?s WHERE { ?s service:of ?t } LIMIT 1"
DIRECT, FORM = "application/sparql-query", "application/x-www-form-urlencoded"


def asked(served: str, query: str, way: str) -> tuple[int, bytes]:
    """Send a query in one of the three ways of the protocol."""
    form = urlencode({"query": query})
    if way == "GET":
        answer, said = sent(served, "GET", f"/sparql?{form}")
    elif way == FORM:
        answer, said = sent(served, "POST", "/sparql", form.encode(), Content_Type=FORM)
    else:
        answer, said = sent(served, "POST", "/sparql", query.encode(), Content_Type=f"{way}; charset=utf-8")
    return answer.status, said


WAYS = ("GET", FORM, DIRECT)


@pytest.mark.parametrize("way", WAYS)
def test_a_query_with_a_mark_in_front_is_answered_like_one_without(served: str, way: str) -> None:
    status, said = asked(served, f"\ufeff{QUERY}", way)
    assert (status, said) == (200, asked(served, QUERY, way)[1])
    assert len(json.loads(said)["results"]["bindings"]) == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_prefix_that_is_called_service_is_one_like_others(served: str, way: str) -> None:
    status, said = asked(served, PREFIXED, way)
    assert (status, json.loads(said)["results"]["bindings"]) == (200, [])


def test_a_text_that_speaks_of_service_is_answered_as_it_stands(served: str) -> None:
    query = "SELECT ('SERVICE <http://example.org/> { ?s ?p ?o }' AS ?text) WHERE { # SERVICE ?x { }\n }"
    status, said = asked(served, query, DIRECT)
    [row] = json.loads(said)["results"]["bindings"]
    assert (status, row["text"]["value"]) == (200, "SERVICE <http://example.org/> { ?s ?p ?o }")


# --- HEAD ---------------------------------------------------------------------------------------------------------

PATHS = {
    f"/sparql?query={quote(QUERY)}": 200,
    f"/sparql?query={quote('no query')}": 400,
    f"/sparql?query={quote('ASK { SERVICE ?x {} }')}": 403,
    f"/sparql?update={quote('CLEAR ALL')}": 403,
    "/sparql": 200,
    "/sparql?default-graph-uri=x": 400,
    "/api/queries": 200,
    "/api/queries/partners-of?place=da-nang": 200,
    "/api/queries/partners-of?place=nowhere": 400,
    "/api/queries/partners-of.rq": 200,
    "/api/queries/partners-of.rq?place=da-nang": 200,
    "/api/queries/partners-of.rq?as_of=today": 400,
    "/api/queries/research/join-by-e-stat-code": 200,
    "/api/queries/research/join-by-e-stat-code.rq": 200,
    "/api/queries/research/join-by-e-stat-code?place=da-nang": 400,
    "/api/queries/nothing": 404,
    "/api/queries/research/nothing": 404,
    "/api/openapi.json": 200,
    "/reconcile": 200,
    "/reconcile/vi": 200,
    "/reconcile/suggest/entity?prefix=da": 200,
    "/reconcile/ja/preview?id=vn%2Fda-nang": 200,
    "/reconcile/preview?id=nowhere": 404,
    f"/reconcile?queries={quote(json.dumps({'q': {'query': 'Da Nang'}}))}": 200,
    "/reconcile?queries=no": 400,
    "/id/vn/da-nang": 303,
    "/id/vn/da-nang.ttl": 200,
    "/id/vn/da-nang.trig": 200,
    "/id/vn/da-nang.html": 303,
    "/id/vn/nowhere.jsonld": 404,
    "/concept/country/jp.rdf?page=2": 200,
    "/concept/country/jp.rdf?page=x": 404,
    "/graph/ties": 303,
    "/shapes": 200,
    "/context.jsonld": 200,
    "/.well-known/void": 302,
    "/data/dcat.ttl": 200,
    "/changes/index.ttl": 200,
    "/robots.txt": 200,
    "/id/vn/nowhere": 404,
    "/ontology": 200,
    "/editor/editor.js": 200,
    "/editor/prefixes.json": 200,
    "/editor/terms.json": 200,
    "/editor/yasgui.min.css": 200,
    "/editor/nothing": 404,
    "/health": 200,
    "/": 303,
    "/index.html": 200,
    "/en": 301,
    "/en/place/vn/da-nang.html": 200,
    "/data/vnjp-ties.ttl": 200,
    "/nothing": 404,
}


def test_health_tells_the_versions_of_the_program_and_of_the_facts(served: str) -> None:
    _, body = sent(served, "GET", "/health")
    told = json.loads(body)
    assert told.keys() == {"status", "version", "facts", "graph"}
    assert (told["status"], told["version"]) == ("ok", version("vnjp-ties"))
    assert told["facts"] == FACTS


@pytest.mark.parametrize("path", PATHS)
def test_head_is_answered_as_get_without_the_body(served: str, path: str) -> None:
    whole, body = sent(served, "GET", path, Accept="*/*;q=0.1, text/turtle")
    head, nothing = sent(served, "HEAD", path, Accept="*/*;q=0.1, text/turtle")
    assert (head.status, nothing) == (whole.status, b"")
    assert head.status == PATHS[path]
    assert int(head.headers["Content-Length"]) == len(body)
    assert headers(head) == headers(whole)


def test_head_of_the_endpoint_in_a_browser_is_that_of_the_editor(served: str) -> None:
    whole, _ = sent(served, "GET", "/sparql", Accept="text/html")
    head, nothing = sent(served, "HEAD", "/sparql", Accept="text/html")
    assert (head.status, nothing, headers(head)) == (200, b"", headers(whole))
    assert head.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("path", "kind"), [("calendar.ics", "text/calendar"), ("place/vn/da-nang.atom", "application/atom+xml")]
)
def test_calendars_and_feeds_are_called_what_they_are(served: str, path: str, kind: str) -> None:
    answer, _ = sent(served, "GET", f"/vi/{path}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")


def test_head_of_a_thing_in_a_browser_leads_to_its_page(served: str) -> None:
    whole, _ = sent(served, "GET", "/id/vn/da-nang", Accept="text/html")
    head, _ = sent(served, "HEAD", "/id/vn/da-nang", Accept="text/html")
    assert (head.status, head.headers["Location"]) == (303, "/en/place/vn/da-nang.html")
    assert headers(head) == headers(whole)


def test_what_options_names_is_what_is_answered(served: str) -> None:
    named, _ = sent(served, "OPTIONS", "/sparql")
    for method in named.headers["Access-Control-Allow-Methods"].split(", "):
        answer, _ = sent(served, method, f"/sparql?query={quote(QUERY)}", Content_Type=DIRECT)
        assert answer.status in ({204} if method == "OPTIONS" else {400} if method == "POST" else {200})


def headers(answer: HTTPResponse) -> dict[str, str]:
    return {name: value for name, value in answer.getheaders() if name != "Date"}


# --- nested too deep ----------------------------------------------------------------------------------------------

DEEP = 5_000


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("left", "right"), [("{", "}"), ("{ ?s ?p ?o OPTIONAL {", "} }"), ("{ {} UNION {", "} }"), ("{ SELECT * {", "} }")]
)
def test_a_query_that_no_engine_would_bear_is_told_so(served: str, way: str, left: str, right: str) -> None:
    levels = DEEP if way == DIRECT else 1_000
    status, said = asked(served, f"ASK {left * levels} ?s ?p ?o {right * levels}", way)
    told = json.loads(said)
    assert (status, told["status"]) == (400, 400)
    assert told["detail"].startswith("The query nests brackets")
    assert asked(served, f"ASK {left * 50} ?s ?p ?o {right * 50}", way)[0] == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("left", ["[", '{"a":', '{"q":{"properties":['])
def test_a_batch_that_is_nested_too_deep_is_told_so(served: str, method: str, left: str) -> None:
    form = urlencode({"queries": left * ((60_000 if method == "GET" else 120_000) // len(quote(left)))})
    path, body = (f"/reconcile?{form}", None) if method == "GET" else ("/reconcile", form.encode())
    answer, said = sent(served, method, path, body, Content_Type=FORM)
    assert answer.status == 400
    assert json.loads(said)["detail"] == "“queries” is nested too deep; a query is an object in an object."
