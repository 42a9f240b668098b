"""The engine behind the endpoint: Oxigraph's own server on one generation of the graph, as a child of this process.

It answers what it is asked and nothing else: it opens the graph for reading, listens on this machine alone, may use
only so much memory, and is replaced when it dies, when a query does not end, or when the graph has been rebuilt.
"""

import asyncio
import ctypes
import resource
import signal
import socket
import sys
import sysconfig
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from cachetools import LRUCache

from graph.serve.sparql_request import SparqlRequest
from graph.store.folder import NoGraphError, generation
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError

_READY_SECONDS = 60.0
_LAST_SECONDS = 2.0
"""What the queries of others get to end in, when one that does not end takes the engine down with it."""

_KEPT_ANSWERS = 64 << 20
_KEPT_ANSWER = 1 << 20
_KEPT_QUESTION = 32 << 10
"""How large the answers are together, and each at most, that are kept for those who ask the same again, in bytes; and
what is allowed for each question.
"""

_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class EngineLostError(UserError, ConnectionError):
    """The engine went away in the middle of an answer."""


class TooLargeError(ValueError):
    """An answer is larger than is allowed."""


@dataclass(frozen=True)
class EngineResponse:
    """A response of the engine: the HTTP status code, the media type, and the whole body."""

    status: int
    media_type: str
    body: bytes


_Key = tuple[Path, SparqlRequest, str]
"""The key of a cached response: the generation of the graph, the query, the media types accepted."""


class Engine:
    """One child on one generation.

    Args:
        folder: the generation.
        memory: how much the child may use, in bytes.

    Attributes:
        built: when the generation was written, in seconds since 1970; known once the child has been started.
    """

    def __init__(self, folder: Path, memory: int) -> None:
        self.folder = folder
        self.built = 0.0
        self._memory = memory
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def start(self) -> None:
        """Start the child and wait until it answers.

        Raises:
            EngineLostError: it ended instead, or did not answer in time.
        """
        port = _free_port()
        self.built = self.folder.stat().st_mtime
        program = Path(sysconfig.get_path("scripts")) / "oxigraph"
        self._child = await asyncio.create_subprocess_exec(
            program, "serve-read-only", "--location", self.folder, "--bind", f"127.0.0.1:{port}",
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True, preexec_fn=_child_of(self._memory),
        )  # fmt: skip
        self._session = aiohttp.ClientSession(
            f"http://127.0.0.1:{port}", connector=aiohttp.TCPConnector(limit=0), auto_decompress=False
        )
        try:
            await self._ready()
        except BaseException:
            await self.stop()
            raise

    @property
    def process(self) -> int:
        """The number of the process."""
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Whether the child is running."""
        return self._child.returncode is None

    async def _ready(self) -> None:
        try:
            async with asyncio.timeout(_READY_SECONDS):
                while not await self._answers():
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise EngineLostError(_("the engine does not start in time")) from None

    async def _answers(self) -> bool:
        if not self.alive:
            raise EngineLostError(_("the engine ended while it was starting"))
        with suppress(aiohttp.ClientError):
            async with self._session.get("/logo.svg") as answer:
                return answer.status == 200
        return False

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Have the engine wait for what is done within, before it is retired."""
        self._running += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._running -= 1
            if not self._running:
                self._idle.set()

    async def ask(self, query: SparqlRequest, accept: str, most: int) -> EngineResponse:
        """Return the answer to a query.

        Args:
            query: the query.
            accept: the media types that are wanted, as in HTTP.
            most: how large the answer may be, in bytes.

        Raises:
            EngineLostError: the child went away.
            TooLargeError: the answer is larger.
        """
        # the union of the named graphs, unless the query or the request says which graphs are meant
        dataset: Sequence[tuple[str, str]] = query.dataset if query.names_graphs else [("union-default-graph", "")]
        # a relative IRI goes by the host: not by the port on which this engine happens to listen
        headers = {"Content-Type": "application/sparql-query", "Accept": accept, "Host": "localhost"}
        return await self._request("POST", "/query", most, params=dataset, headers=headers, data=query.query.encode())

    async def file(self, name: str) -> EngineResponse:
        """Return a file that the server carries in itself."""
        return await self._request("GET", f"/{name}", 1 << 24)

    async def _request(self, method: str, path: str, most: int, **request: object) -> EngineResponse:
        try:
            async with self._session.request(method, path, **request) as answer:  # type: ignore[arg-type]
                body = bytearray()
                async for part in answer.content.iter_any():
                    body += part
                    if len(body) > most:
                        raise TooLargeError
                return EngineResponse(answer.status, answer.headers.get("Content-Type", ""), bytes(body))
        except aiohttp.ClientError as error:
            raise EngineLostError(_("the engine went away")) from error

    async def retire(self, patience: float) -> None:
        """Stop the child once it has answered, or after so many seconds."""
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._idle.wait()
        finally:
            await self.stop()

    async def stop(self) -> None:
        """Stop the child at once."""
        if self.alive:
            with suppress(ProcessLookupError):
                self._child.kill()
            await self._child.wait()
        await self._session.close()


class Engines:
    """The engine that answers now, and those that are on their way out.

    Args:
        graph: the folder of the graph.
        seconds: how long a query may take.
        memory: how much an engine may use, in bytes.
        changed: is called when another generation is read.
    """

    def __init__(self, graph: Path, seconds: float, memory: int, changed: Callable[[Path], None]) -> None:
        self._graph, self._seconds, self._memory, self._changed = graph, seconds, memory, changed
        self._one_at_a_time = asyncio.Lock()
        self._beside: set[asyncio.Task[None]] = set()
        self._kept: LRUCache[_Key, EngineResponse] = LRUCache(_KEPT_ANSWERS, lambda one: len(one.body) + _KEPT_QUESTION)
        self.current: Engine | None = None

    async def start(self) -> None:
        """Start the first.

        Raises:
            NoGraphError: there is no graph.
            EngineLostError: it does not start.
        """
        await self._replace(None, 0)

    def kept(self, query: SparqlRequest, accept: str) -> EngineResponse | None:
        """Return the cached response to a query of the current generation of the graph; None if there is none."""
        return self._kept.get((self.current.folder, query, accept)) if self.current else None

    async def ask(self, query: SparqlRequest, accept: str, most: int) -> EngineResponse:
        """Return the answer to a query; one that an engine dies of, or that it dies beside, is asked once more.

        Raises:
            TimeoutError: it takes longer than it may.
            TooLargeError: the answer is larger than it may be.
            EngineLostError: no engine could be had, or the second died too.
        """
        engine = await self.running()
        try:
            return await self._asked(engine, query, accept, most)
        except EngineLostError:
            await self._replace(engine, 0)
            return await self._asked(await self.running(), query, accept, most)

    async def running(self) -> Engine:
        """Return the engine that answers now; start one if the last has died.

        Raises:
            EngineLostError: it does not start.
        """
        if self.current is None or not self.current.alive:
            await self._replace(self.current, 0)
        if self.current is None:
            raise EngineLostError(_("the engine does not start"))
        return self.current

    async def _asked(self, engine: Engine, query: SparqlRequest, accept: str, most: int) -> EngineResponse:
        async with engine.at_work():
            try:
                async with asyncio.timeout(self._seconds):
                    response = await engine.ask(query, accept, most)
            except TimeoutError:
                # the engine does not see that nobody waits any more: only its end ends the query
                self._aside(self._replace(engine, _LAST_SECONDS))
                raise
        if _is_kept(query, accept, response):
            self._kept[engine.folder, query, accept] = response
        return response

    def _aside(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def watch(self) -> None:
        """Look every second whether the engine lives and reads the graph that is current; never return."""
        while True:
            await asyncio.sleep(1)
            with suppress(NoGraphError, EngineLostError):
                old = self.current
                if old is None or not old.alive or old.folder != generation(self._graph):
                    await self._replace(old, self._seconds)

    async def _replace(self, old: Engine | None, patience: float) -> None:
        """Start an engine in the place of another, unless that has been done; the old one may end what it does."""
        async with self._one_at_a_time:
            if self.current is not old:
                return
            fresh = Engine(generation(self._graph), self._memory)
            await fresh.start()
            self.current = fresh
        if old is None or old.folder != fresh.folder:
            self._changed(fresh.folder)
        if old:
            self._aside(old.retire(patience))

    async def stop(self) -> None:
        """Stop all."""
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)
        if self.current:
            await self.current.stop()


def _is_kept(query: SparqlRequest, accept: str, response: EngineResponse) -> bool:
    longest = _KEPT_QUESTION // 4  # a letter takes four bytes at most
    asks = len(query.query) + len(accept) + sum(len(name) + len(iri) for name, iri in query.dataset)
    return response.status == 200 and len(response.body) <= _KEPT_ANSWER and asks <= longest and not query.varies


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _child_of(memory: int) -> Callable[[], None]:
    """Return what a child does to itself before it begins: it may use so much memory, and ends with its parent."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        if library:
            library.prctl(_DIES_WITH_PARENT, signal.SIGKILL)

    return limited
