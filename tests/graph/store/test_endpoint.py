"""A graph on a server answers as the graph on disk does, whichever engine the server is."""

import json
import os
from collections.abc import Mapping
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest
from asking import difference, plain
from click.testing import CliRunner
from engines import Engine, Puppet
from oracle import BEFORE_THE_MERGERS, TODAY
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, RdfFormat, Store, parse

import queries
from graph.ask.labels import Labels
from graph.ask.names import locality
from graph.ask.parameters import bind
from graph.ask.query import select
from graph.cli.main import main
from graph.store.endpoint import Endpoint, NoGraphThereError
from graph.store.folder import Graph, open_store
from graph.store.http import ServerError
from ontology import geosparql

DA_NANG, SAKAI = "vn/da-nang", "jp/osaka/sakai"
VALUES: dict[str, list[dict[str, str]]] = {
    "place other": [
        {"place": DA_NANG, "other": SAKAI},
        {"place": "vn/gia-lai", "other": "jp/tochigi/ashikaga"},
        {"place": "vn/binh-dinh/quy-nhon", "other": "jp/tochigi/ashikaga"},
    ],
    "place": [{"place": DA_NANG}, {"place": SAKAI}, {"place": "vn/quang-ninh"}],
    "programme": [{}, {"programme": "jica-partnership"}],
    "country level": [{"country": "vn"}, {"level": "municipal"}, {"level": "designated-city"}],
    "country": [{}, {"country": "jp"}],
    "years": [{}, {"years": "10"}],
    "fact": [{"fact": "tie/da-nang--sakai--friendship-city--2019"}, {"fact": "tie/hanoi--fukuoka-pref--mou--2010"}],
    "": [{}],
}
"""What a question is asked of, by the parameters that it has beside the day."""


def asked(name: str) -> list[dict[str, str]]:
    """Return the values that a question is asked with, on two days in turn if it asks of one.

    By ``COOP_LARGE=1`` it is asked with all values on both days.
    """
    parameters = {parameter.name: parameter for parameter in queries.question(name).parameters}
    first = next((one for one in VALUES if one and set(one.split()) <= set(parameters)), "")
    of = VALUES[first]
    if "place" in parameters and not parameters["place"].required:
        of = [{}, *(one for one in of if one["place"].startswith("vn"))]
    days = [{"as_of": TODAY}, {"as_of": BEFORE_THE_MERGERS}] if "as_of" in parameters else [{}]
    if os.environ.get("COOP_LARGE"):
        return [values | day for values, day in product(of, days)]
    turns = range(max(len(of), len(days)))
    return [values | day for _, values, day in zip(turns, cycle(of), cycle(days))]


def answer(graph: Graph, name: str, bound: Mapping[str, NamedNode | Literal] | None = None) -> list[tuple[Any, ...]]:
    """Return the rows of the answer to a question whose parameters have values."""
    return [tuple(map(plain, row)) for row in select(graph, queries.question(name).sparql, bound).rows]


def same_facts(one: Store, other: Store) -> bool:
    """Say whether two graphs state the same, whatever their blank nodes are called."""
    named, nameless = [], []
    for store in (one, other):
        lines = (store.dump(format=RdfFormat.N_QUADS) or b"").splitlines()
        blank = [line for line in lines if line.startswith(b"_:") or b"> _:" in line]
        named.append(set(lines) - set(blank))
        nameless.append(Dataset(parse(b"\n".join(blank), format=RdfFormat.N_QUADS)))
        nameless[-1].canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return named[0] == named[1] and nameless[0] == nameless[1]


@pytest.fixture(scope="module")
def store(engine: Engine) -> Store:
    """The graph that is on the server, as it is on disk."""
    assert engine.folder
    return open_store(engine.folder)


@pytest.fixture(scope="module")
def there(engine: Engine) -> Endpoint:
    """The graph on a server, which says once what graphs it has."""
    return Endpoint(engine.query)


@pytest.mark.parametrize("name", queries.names())
def test_a_question_has_the_same_answer(there: Endpoint, store: Store, name: str) -> None:
    """What its values mean is found out here: that names mean the same there is another test's."""
    wrong = {}
    for values in asked(name):
        bound = bind(store, queries.question(name), values)
        if differs := difference(answer(there, name, bound), answer(store, name, bound)):
            wrong[str(values)] = differs
    assert wrong == {}


@pytest.mark.parametrize("name", queries.research_names())
def test_a_research_question_has_the_same_rows_in_the_same_order(there: Endpoint, store: Store, name: str) -> None:
    assert answer(there, name) == answer(store, name)


@pytest.fixture(scope="module")
def whole(engine: Engine) -> tuple[Endpoint, list[str]]:
    """A graph on a server that has been copied, once, and what was told of that."""
    said: list[str] = []
    there = Endpoint(engine.query, said.append)
    assert there.whole
    return there, said


def test_the_whole_graph_is_copied_though_the_server_gives_it_in_parts(
    whole: tuple[Endpoint, list[str]], store: Store
) -> None:
    there, said = whole
    assert same_facts(there.whole, store)
    assert [line for line in said if "graph/japan" in line], "what takes a while is told of"


def test_an_answer_that_a_server_cuts_is_whole_all_the_same(
    whole: tuple[Endpoint, list[str]], engine: Engine, store: Store
) -> None:
    everything = "SELECT ?s ?o WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o }"
    there, said = whole
    before = len(said)
    answer = there.query(everything)
    assert len(list(answer)) == len(list(store.query(everything, use_default_graph_as_union=True))) > 10_000
    assert [line for line in said[before:] if "may have cut" in line] == said[before:]
    assert (len(said) > before) == (engine.name == "virtuoso")


def test_names_mean_and_things_are_called_the_same(engine: Engine, store: Store) -> None:
    there = Endpoint(engine.query)
    assert locality(there, "Quy Nhơn") == locality(store, "Quy Nhơn") == "vn/binh-dinh/quy-nhon"
    places = [NamedNode(f"https://w3id.org/vnjp-ties/id/{one}") for one in (DA_NANG, SAKAI, "of-no-name")]
    labels = Labels(there, "ja")
    labels.learn(places)
    assert [labels[one] for one in places] == [Labels(store, "ja")[one] for one in places]


def test_only_graphs_of_ours_are_asked(engine: Engine) -> None:
    there = Endpoint(engine.query)
    names = {name.value.rpartition("/")[2] for name in there.graphs}
    assert names == {"derived", "japan", "ontology", "statistics", "ties", "vietnam"}
    own = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert {row[0] for row in there.query(own)} == set(there.graphs)  # type: ignore[union-attr,index]


def coop(*arguments: str, store: str | Path) -> tuple[int, str, str]:
    """Return the exit status of a command, and what it wrote to each stream."""
    done = CliRunner(env={"COOP_STORE": str(store)}).invoke(main, arguments)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "--format", "csv"),
        ("query", "partners-of", "--param", "place=Đà Nẵng", "--lang", "ja"),
        ("show", "da-nang", "sakai", "--as-of", TODAY),
        ("gaps", "--country", "vn", "--as-of", TODAY),
        ("rank", "--as-of", TODAY),
        ("suggest", "asahikawa", "--limit", "2", "--as-of", TODAY),
    ],
)
def test_a_command_reads_from_a_server_as_from_a_folder(engine: Engine, arguments: tuple[str, ...]) -> None:
    assert engine.folder
    status, here, _ = coop(*arguments, store=engine.folder)
    assert (status, coop(*arguments, store=engine.query)[:2]) == (0, (0, here))


def test_files_are_written_of_a_graph_on_a_server(engine: Engine, store: Store, tmp_path: Path) -> None:
    assert coop("export", str(tmp_path / "all.nq"), store=engine.query)[0] == 0
    again = Store()
    again.bulk_load(path=tmp_path / "all.nq")
    assert same_facts(again, store)
    assert coop("draw", "hanoi", "--output", str(tmp_path / "a.html"), store=engine.query)[0] == 0
    assert "Hanoi" in (tmp_path / "a.html").read_text("utf-8")


def test_what_needs_a_folder_says_so(engine: Engine) -> None:
    assert "name a folder for the site" in coop("site", store=engine.query)[2]
    assert "needs a graph on this machine" in coop("open", store=engine.query)[2]


def test_a_mistake_in_a_query_is_told_in_the_words_of_the_server(engine: Engine) -> None:
    with pytest.raises(ServerError, match="answered 400"):
        Endpoint(engine.query).query("SELECT WHERE {")


# --- servers that are not what they should be -------------------------------------------------------------------------


def test_a_web_page_is_no_answer(puppet: Puppet) -> None:
    with pytest.raises(ServerError, match=r"a web page instead of the results of a query.*ends in /query"):
        _ = Endpoint(puppet.url).graphs


@pytest.mark.parametrize(
    ("status", "message"),
    [(404, "has nothing at"), (401, "asks who you are.*COOP_USER"), (403, "does not allow"), (500, "answered 500")],
)
def test_a_refusal_is_told(puppet: Puppet, status: int, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COOP_USER", raising=False)
    puppet.status = status
    with pytest.raises(ServerError, match=message):
        _ = Endpoint(puppet.url).graphs


def test_an_answer_cut_off_is_none(puppet: Puppet) -> None:
    puppet.kind, puppet.body, puppet.cut = "application/sparql-results+json", b'{"head":', True
    with pytest.raises(ServerError, match="was cut"):
        _ = Endpoint(puppet.url).graphs
    puppet.cut = False
    with pytest.raises(ServerError, match="cannot be read"):
        _ = Endpoint(puppet.url).graphs


def test_where_nobody_listens_the_message_asks_for_the_address() -> None:
    with pytest.raises(ServerError, match=r"no server answers at http://127.0.0.1:9/query"):
        _ = Endpoint("http://127.0.0.1:9/query").graphs


def test_a_server_without_our_graph_says_how_to_put_it_there(puppet: Puppet) -> None:
    puppet.kind = "application/sparql-results+json"
    puppet.body = b'{"head": {"vars": ["graph"]}, "results": {"bindings": []}}'
    with pytest.raises(NoGraphThereError, match="coop push"):
        _ = Endpoint(puppet.url).graphs


def test_a_point_is_one_of_geosparql_though_virtuoso_gives_it_a_type_of_its_own(
    puppet: Puppet, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, point = NamedNode("https://w3id.org/vnjp-ties/graph/ties"), "POINT(108.22 -16.078)"
    its = "http://www.openlinksw.com/schemas/virtrdf#Geometry"
    monkeypatch.setattr(Endpoint, "count", lambda *_: 1)
    monkeypatch.setattr(Endpoint, "graphs", (name,))
    there = Endpoint(puppet.url)
    value = {"type": "typed-literal", "datatype": its, "value": point}
    puppet.kind = "application/sparql-results+json"
    puppet.body = json.dumps({"head": {"vars": ["o"]}, "results": {"bindings": [{"o": value}]}}).encode()
    [[asked]] = there.query("SELECT ?o WHERE { ?s ?p ?o }")
    puppet.kind = "application/n-triples"
    puppet.body = f'<https://example.org/a> <https://example.org/b> "{point}"^^<{its}> .\n'.encode()
    [copied] = there.whole
    assert asked == copied.object == Literal("POINT(108.220000 -16.078000)", datatype=geosparql.wktLiteral)


def test_a_server_that_gives_less_than_it_counts_is_not_believed(
    puppet: Puppet, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = NamedNode("https://w3id.org/vnjp-ties/graph/ties")
    monkeypatch.setattr(Endpoint, "count", lambda *_: 7)
    monkeypatch.setattr(Endpoint, "graphs", (name,))
    there = Endpoint(puppet.url)
    puppet.kind = "application/n-triples"
    puppet.body = b"<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n"
    with pytest.raises(ServerError, match=r"counts 7 triples in .* but gave 1"):
        _ = there.whole


def test_an_address_with_a_password_is_refused_and_not_repeated() -> None:
    status, out, said = coop("status", store="http://somebody:hunter2@localhost:1/sparql")
    assert (status, out) == (1, "")
    assert "leave name and password out of the address" in said
    assert "hunter2" not in said


def test_a_redirection_is_told_and_not_followed(puppet: Puppet, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password given for one host never goes to another."""
    monkeypatch.setenv("COOP_USER", "me")
    monkeypatch.setenv("COOP_PASSWORD", "hunter2")
    puppet.status, puppet.head = 307, (("Location", puppet.url.replace("127.0.0.1", "localhost") + "?key=hunter2"),)
    with pytest.raises(ServerError, match=r"has moved.*http://localhost") as raised:
        _ = Endpoint(puppet.url).graphs
    assert "hunter2" not in str(raised.value)
    assert len(puppet.requests) == 1


def test_a_password_is_shown_only_to_who_asks_and_the_words_of_a_server_are_cleared_of_it(
    puppet: Puppet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOP_USER", "me")
    monkeypatch.setenv("COOP_PASSWORD", "hunter2")
    puppet.status, puppet.kind, puppet.body = 500, "text/plain", b"hunter2 is what I was told"
    with pytest.raises(ServerError) as raised:
        _ = Endpoint(puppet.url).graphs
    assert "hunter2" not in str(raised.value)
    assert [head for _, head in puppet.requests if "Authorization" in head] == []
    puppet.status, puppet.head = 401, (("WWW-Authenticate", 'Basic realm="x"'),)
    with pytest.raises(ServerError, match="does not accept this name and password"):
        _ = Endpoint(puppet.url).graphs
    assert "Authorization" in puppet.requests[-1][1]


def test_a_netrc_that_cannot_be_read_is_told_of_without_what_is_in_it(
    puppet: Puppet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("COOP_USER", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me hunter2 password")
    with pytest.raises(ServerError, match="cannot be read") as raised:
        _ = Endpoint(puppet.url).graphs
    assert "hunter2" not in str(raised.value)
