"""Agents reach the tools over standard streams and HTTP; nothing they ask harms the server; answers are small."""

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import anyio
import pytest
from anyio.from_thread import start_blocking_portal
from click.testing import CliRunner
from conftest import FACTS, copied
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from pyoxigraph import Literal, NamedNode, Quad

from graph.agents import NoMcpError, require_mcp
from graph.agents.server import HttpAddress, agent_server, allowed_names
from graph.cli.main import main
from graph.serve.limits import Limits
from graph.store.folder import generation, replace
from ontology import graph
from queries import names, question

TOOLS = ["find_place", "brief", "pair", "ties", "gaps", "suggest", "calendar", "programmes", "sparql"]
COOP = [sys.executable, "-m", "graph.cli", "mcp"]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
PING = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
Call = Callable[..., Any]


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[Call]:
    """A function that calls a method of a client by its name; a query may take half a second."""
    server = agent_server(folder, Limits(seconds=0.5, memory=1 << 30))
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(server)) as connected,
    ):
        yield lambda method, *args: portal.call(partial(getattr(connected, method), *args))


@pytest.fixture(scope="module")
def over_http(folder: Path) -> Iterator[str]:
    """The address of `coop mcp` over HTTP."""
    command = [*COOP, "--port", "0", "--store", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().strip()
        server.terminate()
        assert server.wait(30) == 0


def apart(asked: Callable[[], Awaitable[Any]]) -> Any:
    """Run what asks in a thread of its own: a browser of other tests may have a loop running in this one."""
    with start_blocking_portal() as portal:
        return portal.call(asked)


def called(client: Call, tool: str, **arguments: Any) -> Any:
    return client("call_tool", tool, arguments)


def refused(client: Call, tool: str, **arguments: Any) -> str:
    answer = called(client, tool, **arguments)
    assert answer.is_error
    [told] = answer.content
    return str(told.text)


def test_the_tools_say_what_they_do_and_that_they_only_read(client: Call) -> None:
    tools = client("list_tools").tools
    assert [one.name for one in tools] == TOOLS
    for one in tools:
        assert one.annotations.read_only_hint
        assert one.description
        assert "language" in one.input_schema["properties"]
        assert one.output_schema["type"] == "object"
    assert len(json.dumps([one.model_dump(mode="json", exclude_none=True) for one in tools])) < 30_000


def test_the_resources_are_the_schema_and_the_questions(client: Call) -> None:
    assert {str(one.uri) for one in client("list_resources").resources} == {"coop://schema", "coop://questions"}
    [template] = client("list_resource_templates").resource_templates
    assert template.uri_template == "coop://questions/{name}"
    for name in names():
        [text] = client("read_resource", f"coop://questions/{name}").contents
        assert text.text == question(name).sparql
    with pytest.raises(MCPError):
        client("read_resource", "coop://questions/no-such-question")


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("find_place", {"name": "Kawasaki"}),
        ("brief", {"place": "da nang"}),
        ("brief", {"place": "hai phong", "other": "kitakyushu"}),
        ("pair", {"place": "hai phong", "other": "kitakyushu"}),
        ("ties", {"place": "hanoi"}),
        ("gaps", {}),
        ("suggest", {"place": "hanoi"}),
        ("calendar", {}),
        ("programmes", {"place": "横浜市"}),
        ("sparql", {"query": "SELECT * { ?s ?p ?o } LIMIT 1000"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(map(str, value.values()))[:30],
)
@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_an_answer_is_small_names_its_day_and_cites_what_it_lists(
    client: Call, tool: str, arguments: dict[str, str], language: str
) -> None:
    answer = called(client, tool, **arguments, language=language).structured_content
    assert len(json.dumps(answer, ensure_ascii=False)) < 30_000
    assert answer["facts_of"] == FACTS
    assert answer["as_of"] == date.today().isoformat()
    numbers = [one["number"] for one in answer.get("sources", [])]
    assert len(numbers) == len(set(numbers))
    assert all(one["url"].startswith("http") for one in answer.get("sources", []))
    cited = cited_in({name: said for name, said in answer.items() if name != "sources"})
    assert cited <= set(numbers)


def cited_in(said: Any) -> set[int]:
    """Return the numbers in the lists of sources within an answer."""
    if isinstance(said, list):
        return set().union(*map(cited_in, said))
    if not isinstance(said, dict):
        return set()
    own = {number for name, one in said.items() if name == "sources" for number in one}
    return own.union(*(cited_in(one) for name, one in said.items() if name != "sources"))


def test_names_errors_and_texts_are_in_the_language_asked_for(client: Call) -> None:
    place = called(client, "ties", place="Huế", limit=1, language="ja").structured_content["place"]
    assert place["name"] == "フエ市"
    assert "自治体" in refused(client, "ties", place="nowhereville", language="ja")
    assert "địa phương" in refused(client, "ties", place="nowhereville", language="vi")


def test_who_names_a_place_unclearly_is_told_the_candidates(client: Call) -> None:
    told = refused(client, "brief", place="Kawasaki")
    assert all(one in told for one in ("jp/kanagawa/kawasaki", "jp/miyagi/kawasaki", "jp/fukuoka/kawasaki"))
    assert "Vietnam" in refused(client, "pair", place="hanoi", other="hue")


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("ties", {"place": "x" * 201}),
        ("ties", {"place": "hue", "limit": 101}),
        ("ties", {"place": "hue", "form": "marriage"}),
        ("ties", {"place": "hue", "field": "no such field"}),
        ("ties", {"place": "hue", "as_of": "2024-13-01"}),
        ("ties", {"place": "hue", "as_of": "1950"}),
        ("suggest", {"place": "hue", "limit": 31}),
        ("calendar", {"months": 1_000_000}),
        ("gaps", {"level": "no such level"}),
        ("find_place", {"name": "hue", "language": "fr"}),
        ("no_such_tool", {}),
    ],
    ids=str,
)
def test_arguments_that_are_wrong_are_refused_with_the_reason(
    client: Call, tool: str, arguments: dict[str, object]
) -> None:
    told = refused(client, tool, **arguments)
    assert len(told) < 1_000
    assert "Traceback" not in told
    assert told != f"Error executing tool {tool}"  # which is what is told of a crash


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "SPARQL"),
        ("DROP ALL", "SPARQL"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * {" + "{" * 5_000, "128"),
        ("SELECT * { ?s ?p", "1:17"),
        ("no query", "SPARQL"),
        ("SELECT * { ?a a coop:Locality . ?b a coop:Tenure } LIMIT 50000", "4 MB"),
        (ENDLESS, "0.5 seconds"),
    ],
    ids=lambda value: value[:30],
)
def test_a_hostile_query_is_refused_and_others_are_answered_after_it(client: Call, query: str, reason: str) -> None:
    assert reason in refused(client, "sparql", query=query)
    asked = "SELECT (COUNT(?f) AS ?n) { ?f a coop:Agreement }"
    for _ in range(20):  # an engine that a query took along is being started again
        answer = called(client, "sparql", query=asked)
        if not answer.is_error:
            break
    assert answer.structured_content["rows"][0][0] > 100


def test_few_rows_are_told_and_how_many_there_are(client: Call) -> None:
    answer = called(client, "sparql", query="SELECT ?s { ?s a coop:Project }", limit=3).structured_content
    assert len(answer["rows"]) == 3
    assert answer["total"] > 200


def test_a_query_may_have_triples_or_a_truth_value_for_an_answer(client: Call) -> None:
    turtle = called(client, "sparql", query="DESCRIBE <https://w3id.org/vnjp-ties/id/vn/hue>").structured_content
    assert "<https://w3id.org/vnjp-ties/id/vn/hue>" in turtle["turtle"]
    assert called(client, "sparql", query="ASK { ?s a coop:Project }").structured_content["boolean"] is True


def test_numbers_that_json_does_not_know_are_told_as_text(client: Call) -> None:
    query = 'SELECT ("INF"^^xsd:double AS ?a) (1.5 AS ?b) (true AS ?c) ("x" AS ?d) (2 AS ?e) ?f {}'
    [row] = called(client, "sparql", query=query).structured_content["rows"]
    assert row == ["INF", 1.5, True, "x", 2, None]


def test_a_graph_that_is_built_anew_is_taken_up(folder: Path, tmp_path: Path) -> None:
    place = copied(folder, tmp_path / "graph")
    marked = Quad(NamedNode("https://example.org/a"), NamedNode("https://example.org/b"), Literal("c"), graph.ties)
    query = {"query": f"ASK {{ {marked.subject} ?p ?o }}"}

    async def asked() -> bool:
        async with Client(agent_server(place, Limits())) as client:
            before = await client.call_tool("sparql", query)
            assert before.structured_content["boolean"] is False
            replace(place, lambda store, _: store.add(marked), begin=lambda: generation(place))
            with anyio.fail_after(30):
                while not (await client.call_tool("sparql", query)).structured_content["boolean"]:
                    await anyio.sleep(0.1)
            answer = await client.call_tool("find_place", {"name": "Huế"})
            return bool(answer.structured_content["exact"])

    assert apart(asked)


def test_a_program_starts_it_and_speaks_over_standard_streams(folder: Path) -> None:
    async def asked() -> Any:
        environment = {**os.environ, "COOP_STORE": str(folder)}
        server = StdioServerParameters(command=COOP[0], args=COOP[1:], env=environment)
        async with Client(stdio_client(server)) as client:
            assert FACTS in (client.instructions or "")
            return await client.call_tool("sparql", {"query": "ASK { ?s a coop:Agreement }"})

    assert apart(asked).structured_content["boolean"] is True


def test_a_program_speaks_over_http(over_http: str) -> None:
    async def asked() -> Any:
        async with Client(over_http) as client:
            return await client.call_tool("find_place", {"name": "ダナン"})

    assert over_http.startswith("http://127.0.0.1:")
    assert apart(asked).structured_content["places"][0]["id"] == "vn/da-nang"


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Host", "elsewhere.example", 421),
        ("Origin", "http://elsewhere.example", 403),
        ("Origin", "http://localhost:3000", 200),
        ("Content-Type", "text/plain", 400),
    ],
)
def test_a_page_elsewhere_cannot_reach_it(over_http: str, header: str, value: str, status: int) -> None:
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream", header: value}
    request = Request(over_http, json.dumps(PING).encode(), headers)
    try:
        with urlopen(request, timeout=30) as answer:
            found = answer.status
    except HTTPError as error:
        found = error.code
    assert found == status


def test_a_request_that_is_too_large_is_refused(over_http: str) -> None:
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    with pytest.raises(HTTPError) as refusal:
        urlopen(Request(over_http, b"x" * (129 << 10), headers), timeout=30)
    assert refusal.value.code == 413


def test_others_call_it_by_names_that_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "office")
    assert allowed_names(HttpAddress()) == ["127.0.0.1", "localhost", "[::1]"]
    assert {"0.0.0.0", "office", "ties.example"} <= set(allowed_names(HttpAddress("0.0.0.0", names=("ties.example",))))
    assert "[fd00::1]" in allowed_names(HttpAddress("fd00::1"))


def test_who_lacks_the_library_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(NoMcpError, match=r"pip install 'vnjp-ties\[mcp\]'"):
        require_mcp()
    done = CliRunner().invoke(main, ["mcp", "--lang", "vi"])
    assert done.exit_code == 1
    assert "pip install 'vnjp-ties[mcp]'" in done.stderr
