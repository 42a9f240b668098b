"""Writing the graph to a server, named graph by named graph; what else the server holds is left alone."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from httpx import codes
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, Triple, serialize
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from graph.store.endpoint import Endpoint, NoGraphThereError
from graph.store.http import Server, ServerError
from loaders.model.messages import figure
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError

_GRAPH_STORES = {"/query": "/store", "/sparql": "/sparql-graph-crud-auth"}
"""Where Oxigraph and Virtuoso take graphs, by where they take queries."""
_BATCH = 1_000
"""Triples in one update: Virtuoso refuses a text that compiles to much more."""
_ATTEMPTS = 4
"""How often a graph is sent to a server that fails."""


class PushError(UserError, OSError):
    """A named graph could not be written."""

    def __init__(self, name: NamedNode, why: object) -> None:
        said = _(
            "{graph} could not be written: {why}. What the server has of it may be incomplete; once the cause is "
            "mended, push again, which writes every graph anew"
        )
        super().__init__(said.format(graph=name.value, why=why))


class Writer(Protocol):
    """A way to write to a server."""

    def replace(self, name: NamedNode, triples: Iterable[Triple]) -> None:
        """Put triples in the place of what a named graph holds."""

    def drop(self, name: NamedNode) -> None:
        """Remove a named graph."""


class GraphStore:
    """Writes by the SPARQL 1.1 Graph Store HTTP Protocol: a graph in one request.

    Args:
        url: where the server takes graphs.
    """

    def __init__(self, url: str) -> None:
        self._server = Server(url)

    def replace(self, name: NamedNode, triples: Iterable[Triple]) -> None:
        """Put triples in the place of what a named graph holds.

        A server that fails is asked again: the threads by which Virtuoso loads a large graph may block each other, and
        to put a graph twice is to put it once.
        """
        body = serialize(triples, format=RdfFormat.N_TRIPLES)
        headers = {"Content-Type": "application/n-triples"}
        params = {"graph": name.value}
        again = Retrying(
            retry=retry_if_exception(_failed),
            stop=stop_after_attempt(_ATTEMPTS),
            wait=wait_exponential(0.5),
            reraise=True,
        )
        again(self._server.send, "PUT", params=params, content=body, headers=headers)

    def drop(self, name: NamedNode) -> None:
        """Remove a named graph."""
        self._server.send("DELETE", params={"graph": name.value})


def _failed(error: BaseException) -> bool:
    """Whether an error is that of a server which itself failed, not that of what it was sent."""
    return isinstance(error, ServerError) and codes.is_server_error(error.status)


class Updates:
    """Writes by SPARQL 1.1 Update, in batches: readers see a graph grow.

    Args:
        url: where the server takes updates.
    """

    def __init__(self, url: str) -> None:
        self._server = Server(url)

    def replace(self, name: NamedNode, triples: Iterable[Triple]) -> None:
        """Put triples in the place of what a named graph holds."""
        self.drop(name)
        for batch in _batches(triples):
            text = (serialize(batch, format=RdfFormat.N_TRIPLES) or b"").decode()
            # not INSERT DATA, in which Virtuoso takes no blank nodes
            self._update(f"INSERT {{ GRAPH {name} {{\n{text}}} }} WHERE {{}}")

    def drop(self, name: NamedNode) -> None:
        """Remove a named graph."""
        self._update(f"DROP SILENT GRAPH {name}")

    def _update(self, text: str) -> None:
        self._server.send("POST", content=text.encode(), headers={"Content-Type": "application/sparql-update"})


def writer(query_url: str, graphs_url: str | None, update_url: str | None) -> Writer:
    """Return how a server is written to.

    Args:
        query_url: where it takes queries.
        graphs_url: where it takes graphs, if that is known.
        update_url: where it takes updates, if that is known and it takes no graphs.

    Raises:
        ServerError: neither is known, and the address for queries does not tell.
    """
    if graphs_url:
        return GraphStore(graphs_url)
    if update_url:
        return Updates(update_url)
    for end, other in _GRAPH_STORES.items():
        if query_url.endswith(end):
            return GraphStore(query_url.removesuffix(end) + other)
    where = _(
        "where does the server of {url} take graphs? Name its address for the SPARQL Graph Store Protocol with "
        "--graphs, or the one for SPARQL Update with --update"
    )
    raise ServerError(where.format(url=Server(query_url).shown))


def push(store: Store, there: Endpoint, write: Writer, say: Callable[[str], None]) -> None:
    """Write all named graphs to a server, and drop those of ours that are no more.

    Args:
        store: the graph.
        there: the same server, where it is asked whether all has arrived.
        write: how it is written to.
        say: is told what has been done.

    Raises:
        PushError: a graph could not be written.
        ServerError: the server cannot be asked.
    """
    before = _graphs(there)
    names = sorted((name for name in store.named_graphs() if isinstance(name, NamedNode)), key=str)
    for name in names:
        triples = [quad.triple for quad in store.quads_for_pattern(None, None, None, name)]
        try:
            write.replace(name, triples)
            arrived = there.count(name)
        except ServerError as error:
            raise PushError(name, error) from None
        if arrived != len(triples):
            fewer = _("of {number} triples {url} counts {arrived}")
            said = fewer.format(number=figure(len(triples)), url=there.url, arrived=figure(arrived))
            raise PushError(name, said)
        say(_("Wrote {graph}: {number} triples").format(graph=name.value, number=figure(arrived)))
    for name in sorted(before - set(names), key=str):
        try:
            write.drop(name)
        except ServerError as error:
            raise PushError(name, error) from None
        say(_("Dropped {graph}, which is no more").format(graph=name.value))


def _graphs(there: Endpoint) -> set[NamedNode]:
    try:
        return set(there.graphs)
    except NoGraphThereError:
        return set()


def _batches(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    """Yield triples in batches; those with blank nodes come together, since each update has blank nodes of its own."""
    every = list(triples)
    together = [one for one in every if isinstance(one.subject, BlankNode) or isinstance(one.object, BlankNode)]
    rest = [one for one in every if not isinstance(one.subject, BlankNode) and not isinstance(one.object, BlankNode)]
    if together:
        yield together
    for start in range(0, len(rest), _BATCH):
        yield rest[start : start + _BATCH]
