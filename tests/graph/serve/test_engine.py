"""The engine is replaced when it dies, when a query does not end, when it takes too much memory, and on a rebuild."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import copytree

import pytest
from pyoxigraph import Store

import queries
from graph.serve.engine import EngineLostError, Engines, TooLargeError
from graph.serve.errors import RefusedError
from graph.serve.limits import Gate, Limits
from graph.serve.sparql_request import SparqlRequest
from graph.store.folder import NoGraphError, generation, open_store, replace
from ontology import coop, rdf

COUNT = SparqlRequest(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s a {coop.Agreement} }}")
ENDLESS = SparqlRequest("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
GREEDY = SparqlRequest("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a")
EVERYTHING = SparqlRequest("SELECT * WHERE { ?a ?b ?c }")
PLENTY = 8 << 30
MOST = 64 << 20


@asynccontextmanager
async def running(folder: Path, seconds: float = 60, memory: int = PLENTY) -> AsyncIterator[tuple[Engines, list[Path]]]:
    """Engines on a graph under watch, and the generations that they took up."""
    taken: list[Path] = []
    engines = Engines(folder, seconds, memory, taken.append)
    await engines.start()
    watching = asyncio.create_task(engines.watch())
    try:
        yield engines, taken
    finally:
        watching.cancel()
        await engines.stop()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.05)


@asynccontextmanager
async def under_load(engines: Engines, clients: int) -> AsyncIterator[list[list[str]]]:
    """The answers that each of several clients gets which ask for the same again and again."""
    stop = asyncio.Event()
    answers: list[list[str]] = [[] for _ in range(clients)]

    async def ask(own: list[str]) -> None:
        while not stop.is_set():
            own.append(await counted(engines))

    asking = [asyncio.create_task(ask(own)) for own in answers]
    yield answers
    stop.set()
    await asyncio.gather(*asking)


async def each_is_answered(answers: list[list[str]]) -> None:
    """Wait until every client has asked something from now on, and has got the answer."""
    before = [len(own) for own in answers]
    await until(lambda: all(len(own) > number + 1 for own, number in zip(answers, before, strict=True)))


async def counted(engines: Engines) -> str:
    return (await engines.ask(COUNT, "text/csv", MOST)).body.decode().split()[1]


def size(store: Store) -> str:
    return str(len({quad.subject for quad in store.quads_for_pattern(None, rdf.type, coop.Agreement, None)}))


def in_time(work: Callable[[], Awaitable[None]]) -> None:
    async def limited() -> None:
        async with asyncio.timeout(120):
            await work()

    # in a thread of its own, since the browser of other tests keeps a loop in this one
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, limited()).result()


def test_it_answers_over_all_named_graphs_together(folder: Path, store: Store) -> None:
    async def work() -> None:
        async with running(folder) as (engines, _):
            assert await counted(engines) == size(store)
            graphs = await engines.ask(SparqlRequest("SELECT DISTINCT ?g WHERE { GRAPH ?g { } }"), "text/csv", MOST)
            assert set(graphs.body.decode().split()[1:]) == {graph.value for graph in store.named_graphs()}  # type: ignore[union-attr]

    in_time(work)


def test_questions_asked_while_it_is_killed_are_all_answered(folder: Path, store: Store) -> None:
    async def work() -> None:
        async with running(folder) as (engines, _):
            killed = set()
            async with under_load(engines, 4) as answers:
                for _ in range(3):
                    await each_is_answered(answers)  # a question is asked twice: none meets two deaths
                    process = (await engines.running()).process
                    os.kill(process, signal.SIGKILL)
                    killed.add(process)
                await until(lambda: engines.current is not None and engines.current.process not in killed)
            assert {answer for own in answers for answer in own} == {size(store)}
            assert len(killed) == 3

    in_time(work)


def test_a_query_that_does_not_end_is_ended_and_others_are_answered_beside_it(folder: Path, store: Store) -> None:
    async def work() -> None:
        async with running(folder, seconds=4) as (engines, _):
            busy = (await engines.running()).process
            endless = [asyncio.create_task(engines.ask(ENDLESS, "text/csv", MOST)) for _ in range(2)]
            await asyncio.sleep(0.2)
            assert [await counted(engines) for _ in range(5)] == [size(store)] * 5
            assert not any(one.done() for one in endless)
            for one in endless:
                with pytest.raises(TimeoutError):
                    await one
            await until(lambda: not exists(busy))
            assert await counted(engines) == size(store)

    in_time(work)


def exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_query_that_takes_too_much_memory_ends_the_engine_not_the_service(folder: Path, store: Store) -> None:
    async def work() -> None:
        async with running(folder, memory=400 << 20) as (engines, _):
            with pytest.raises(EngineLostError):
                await engines.ask(GREEDY, "text/csv", MOST)
            assert await counted(engines) == size(store)

    in_time(work)


def test_an_answer_that_is_too_large_is_not_cut_but_refused(folder: Path) -> None:
    async def work() -> None:
        async with running(folder) as (engines, _):
            with pytest.raises(TooLargeError):
                await engines.ask(EVERYTHING, "text/csv", 100_000)
            whole = await engines.ask(EVERYTHING, "text/csv", MOST)
            assert len(whole.body) > 100_000

    in_time(work)


@pytest.fixture
def graph(lean_folder: Path, tmp_path: Path) -> Path:
    """A copy of a graph, to be changed."""
    return Path(copytree(lean_folder, tmp_path / "graph", symlinks=True))


def anew(graph: Path) -> None:
    """Put another generation of the same facts in the place of that which stands there, as a build does."""
    facts = list(open_store(graph))
    replace(graph, lambda made, _: made.bulk_extend(facts))


def test_a_graph_that_is_built_anew_is_taken_up_while_it_answers(graph: Path) -> None:
    first = generation(graph)

    async def work() -> None:
        async with running(graph) as (engines, taken):
            right = await counted(engines)
            async with under_load(engines, 3) as answers:
                await asyncio.to_thread(anew, graph)
                await until(lambda: len(taken) == 2)
                await each_is_answered(answers)
            assert taken == [first, generation(graph)]
            assert {answer for own in answers for answer in own} == {right}

    in_time(work)


def test_where_there_is_no_graph_it_says_so(tmp_path: Path) -> None:
    async def work() -> None:
        with pytest.raises(NoGraphError):
            await Engines(tmp_path, 1, PLENTY, lambda _: None).start()

    in_time(work)


def test_so_many_have_a_turn_so_many_wait_and_the_others_are_sent_away() -> None:
    async def work() -> None:
        gate = Gate(Limits(at_once=2, waiting=1, seconds=60))
        held, inside = asyncio.Event(), list[int]()

        async def hold(number: int) -> None:
            async with gate.turn():
                inside.append(number)
                await held.wait()

        three = [asyncio.create_task(hold(number)) for number in range(3)]
        await until(lambda: inside == [0, 1])
        with pytest.raises(RefusedError) as refused:
            await hold(3)
        assert (refused.value.status, refused.value.headers) == (503, {"Retry-After": "5"})
        held.set()
        await asyncio.gather(*three)
        assert inside == [0, 1, 2]

    in_time(work)


def test_an_answer_is_kept_for_those_who_ask_the_same_of_the_same_graph(graph: Path) -> None:
    async def work() -> None:
        async with running(graph) as (engines, taken):
            assert engines.kept(COUNT, "text/csv") is None
            answered = await engines.ask(COUNT, "text/csv", MOST)
            assert engines.kept(COUNT, "text/csv") == answered
            assert engines.kept(COUNT, "application/json") is None
            assert engines.kept(SparqlRequest(COUNT.query, (("default-graph-uri", "urn:x"),)), "text/csv") is None
            await asyncio.to_thread(anew, graph)
            await until(lambda: len(taken) == 2)
            assert engines.kept(COUNT, "text/csv") is None

    in_time(work)


FLEETING = [
    "SELECT (NOW() AS ?now) WHERE {}",
    "SELECT (rand() AS ?n) WHERE {}",
    "SELECT (STRUUID() AS ?n) WHERE {}",
    "SELECT (UUID() AS ?n) WHERE {}",
    "SELECT (BNODE() AS ?n) WHERE {}",
    "SELECT (\\u004EOW() AS ?n) WHERE {}",  # the letters of a query may be written as escapes
    "no query",
    "SELECT * WHERE { ?a ?b ?c } LIMIT 20000",  # more than 1 MB
    f"SELECT * WHERE {{}} # {'x' * 10_000}",
]
"""Queries whose answers may change, or take much; or that are none."""


def test_an_answer_that_may_change_or_takes_much_is_not_kept(folder: Path) -> None:
    async def work() -> None:
        async with running(folder) as (engines, _):
            for query in map(SparqlRequest, FLEETING):
                await engines.ask(query, "text/csv", MOST)
                assert engines.kept(query, "text/csv") is None, query

    in_time(work)


@pytest.mark.parametrize("query", ["SELECT ?now WHERE { VALUES ?now { 1 } }", queries.question("partners-of").sparql])
def test_a_variable_that_is_called_as_a_function_changes_nothing(query: str) -> None:
    assert not SparqlRequest(query).varies


def test_the_answers_that_nobody_asks_for_again_give_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.serve.engine._KEPT_ANSWERS", 100_000)  # room for three small ones

    async def work() -> None:
        async with running(folder) as (engines, _):
            queries = [SparqlRequest(f"SELECT ({number} AS ?n) WHERE {{}}") for number in range(5)]
            for query in queries:
                await engines.ask(query, "text/csv", MOST)
                assert engines.kept(queries[0], "text/csv")
            assert [bool(engines.kept(query, "text/csv")) for query in queries] == [True, False, False, True, True]

    in_time(work)
