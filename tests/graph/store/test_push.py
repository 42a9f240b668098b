"""The graph is written to a server whole, and nothing else there is touched."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from engines import SECRET, USER, Engine, Puppet, oxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store
from test_endpoint import same_facts

from graph.cli.main import main
from graph.store.endpoint import Endpoint, NoGraphThereError
from graph.store.http import Server, ServerError
from graph.store.push import GraphStore, PushError, Updates, push, writer

GRAPHS = "https://w3id.org/vnjp-ties/graph/"
IS = NamedNode("https://example.org/is")


def of(**graphs: int) -> Store:
    """Return a graph with so many facts in each named graph, one of a nameless thing."""
    made = Store()
    for name, number in graphs.items():
        nameless = BlankNode(name)
        made.add(Quad(nameless, IS, NamedNode("https://example.org/first"), NamedNode(GRAPHS + name)))
        for one in range(number - 1):
            made.add(Quad(nameless if one < 2 else NamedNode(f"https://example.org/{one}"), IS,
                          Literal(f'“{one}” "\\ \n ễ 市'), NamedNode(GRAPHS + name)))  # fmt: skip
    return made


def foreign(engine: Engine, text: str) -> None:
    """Change what is not ours on a server."""
    Server(engine.update).send("POST", content=text.encode(), headers={"Content-Type": "application/sparql-update"})


@pytest.mark.parametrize("by", ["graphs", "updates"])
def test_what_is_pushed_is_what_is_there_and_no_more(other: Engine, by: str) -> None:
    """A graph is replaced, one that is gone is dropped, one of somebody else is left as it was."""
    foreign(
        other, "INSERT DATA { GRAPH <https://example.org/g> { <https://example.org/s> <https://example.org/p> 1 } }"
    )
    write = writer(other.query, None, None if by == "graphs" else other.update)
    first, second = of(one=2500, two=3), of(one=4, three=5)
    said: list[str] = []
    for graph in (first, second, second):
        push(graph, Endpoint(other.query), write, said.append)
        assert same_facts(Endpoint(other.query).whole, graph)
    assert f"Dropped {GRAPHS}two, which is no more" in said
    counted = Endpoint(other.query).count(NamedNode("https://example.org/g"))
    assert counted == 1
    foreign(other, "DROP SILENT GRAPH <https://example.org/g>")


def test_a_command_pushes_all_facts_and_says_nothing_of_the_password(engine: Engine) -> None:
    """That they are all there is what `test_endpoint` finds."""
    assert engine.pushed
    assert engine.pushed.exit_code == 0, engine.pushed.output
    assert "graph/japan: " in engine.pushed.stderr
    assert SECRET not in engine.pushed.output


def test_a_wrong_password_is_told_and_not_repeated(other: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    if other.name == "oxigraph":
        pytest.skip("Oxigraph asks for no password")
    monkeypatch.setenv("COOP_PASSWORD", "hunter2")
    with pytest.raises(PushError, match=r"graph/one could not be written: .* does not accept this name") as raised:
        push(of(one=3), Endpoint(other.query), writer(other.query, None, None), print)
    assert "hunter2" not in str(raised.value)


def test_name_and_password_are_taken_from_netrc(other: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("COOP_USER")
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / ".netrc"
    file.write_text(f"machine 127.0.0.1 login {USER} password {SECRET}\n")
    file.chmod(0o600)
    push(of(one=3), Endpoint(other.query), writer(other.query, None, None), lambda _: None)
    assert Endpoint(other.query).count(NamedNode(GRAPHS + "one")) == 3


def test_a_server_killed_half_way_is_mended_by_pushing_again(tmp_path: Path) -> None:
    graph = of(one=3, two=3)
    with oxigraph(tmp_path) as started:

        def kill(_: str) -> None:
            started.process.kill()
            started.process.wait()

        with pytest.raises(PushError, match=r"graph/two could not be written: no server answers .*push again"):
            push(graph, Endpoint(started.query), writer(started.query, None, None), kill)
    with oxigraph(tmp_path) as again:
        push(graph, Endpoint(again.query), writer(again.query, None, None), lambda _: None)
        assert same_facts(Endpoint(again.query).whole, graph)


@pytest.mark.parametrize(("statuses", "sent"), [([201], 1), ([500, 500, 201], 3), ([500] * 9, 4), ([403], 1)])
def test_a_graph_is_sent_again_to_a_server_that_failed_and_to_no_other(
    monkeypatch: pytest.MonkeyPatch, statuses: list[int], sent: int
) -> None:
    """As Virtuoso fails when its threads block each other: 500, SR172, transaction deadlocked."""
    bodies: list[bytes] = []

    def send(_: Server, method: str, params: dict[str, str], content: bytes, headers: dict[str, str]) -> None:
        bodies.append(content)
        if (status := statuses[len(bodies) - 1]) >= 400:
            raise ServerError("no", status)

    monkeypatch.setattr(Server, "send", send)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    triples = [quad.triple for quad in of(one=3)]
    refused: Any = pytest.raises(ServerError) if statuses[sent - 1] >= 400 else nullcontext()
    with refused:
        GraphStore("http://127.0.0.1/graphs").replace(NamedNode(GRAPHS + "one"), triples)
    assert len(bodies) == sent
    assert len(set(bodies)) == 1
    assert bodies[0].count(b"\n") == 3


def test_a_web_page_for_an_answer_is_told(puppet: Puppet, folder: Path) -> None:
    done = CliRunner(env={"COOP_STORE": str(folder)}).invoke(main, ["push", puppet.url])
    assert done.exit_code == 1
    assert "a web page instead" in done.stderr


def test_what_does_not_arrive_is_found_out(puppet: Puppet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Endpoint, "graphs", ())
    monkeypatch.setattr(Endpoint, "count", lambda *_: 2)
    with pytest.raises(PushError, match=r"of 3 triples .* counts 2"):
        push(of(one=3), Endpoint(puppet.url), writer(puppet.url, None, None), print)


def test_a_server_of_another_kind_has_to_be_told_of() -> None:
    with pytest.raises(ServerError, match=r"--graphs, or .* --update"):
        writer("http://localhost:7200/repositories/ties", None, None)
    assert isinstance(writer("http://localhost/x", "http://localhost/graphs", None), GraphStore)
    assert isinstance(writer("http://localhost/x", None, "http://localhost/update"), Updates)


def test_an_empty_server_is_no_hindrance(tmp_path: Path) -> None:
    with oxigraph(tmp_path) as started:
        with pytest.raises(NoGraphThereError):
            _ = Endpoint(started.query).whole
        push(of(one=2), Endpoint(started.query), writer(started.query, None, None), lambda _: None)
        assert len(Endpoint(started.query).whole) == 2
