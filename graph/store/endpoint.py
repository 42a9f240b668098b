"""A graph at a SPARQL 1.1 endpoint, queried over HTTP, or copied into memory and queried there."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import cast

import httpx
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from graph.store.folder import NoGraphError, Results
from graph.store.http import Server, ServerError
from loaders.model.messages import figure
from loaders.model.messages import gettext as _
from loaders.sources.web import media_type
from ontology import geosparql, graph

Answered = QuerySolutions | QueryBoolean

_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_EITHER = f"{_ROWS}, {_TRIPLES};q=0.5"
_PAGE = 5_000
"""Triples asked for at once where a server gives no more; half of Virtuoso's default limit."""
_ROUND = 1_000
"""Limits are round numbers: an answer of so many rows, or a multiple of that, may have been cut."""
_CUT = {"x-sparql-maxrows", "x-sql-state"}
"""The HTTP headers with which Virtuoso marks an answer that it has cut, for its length or the time it took."""
_PATIENCE = 50
"""After so many small questions it is quicker to have it all here."""
_POINT = geosparql.wktLiteral.value.encode()
_ITS_POINT = rb"http://www\.openlinksw\.com/schemas/virtrdf#Geometry"
_AT = rb"POINT\(([0-9.-]+) ([0-9.-]+)\)"


def _in_json(point: re.Match[bytes]) -> bytes:
    return b'%b%b%bPOINT(%.6f %.6f)"' % (point[1], _POINT, point[2], float(point[3]), float(point[4]))


def _in_triples(point: re.Match[bytes]) -> bytes:
    return b'"POINT(%.6f %.6f)"^^<%b>' % (float(point[1]), float(point[2]), _POINT)


_VIRTUOSO = (
    (re.compile(rb'("type": *"bnode", *"value": *")nodeID://'), rb"\1"),
    (re.compile(rb'(XMLSchema#boolean", *"value": *")1"'), rb'\1true"'),
    (re.compile(rb'(XMLSchema#boolean", *"value": *")0"'), rb'\1false"'),
    (re.compile(rb'("datatype": *")' + _ITS_POINT + rb'(", *"value": *")' + _AT + b'"'), _in_json),
)
"""What Virtuoso writes in JSON that nobody else does.

Blank nodes have a colon, truth values are numbers, and points of GeoSPARQL have a datatype of its own and no zeros at
the end."""
_ITS_TRIPLES = re.compile(b'"' + _AT + rb'"\^\^<' + _ITS_POINT + b">")


class NoGraphThereError(NoGraphError):
    """A server has no graph of ours."""

    def __init__(self, url: str) -> None:
        none = _("there is no graph of ours at {url} (none under {base}); put it there with: coop push")
        LookupError.__init__(self, none.format(url=url, base=graph.iri))


class Endpoint:
    """The graph at a SPARQL endpoint; it can be asked as a `Store` can.

    Some engines hold the union of all named graphs to be the default graph, others do not; so every query names our
    graphs, and no others.

    Args:
        url: where the server takes queries.
        say: is told what is fetched, where that may take a while.

    Raises:
        ServerError: it is no address of the web, or has a password in it.
    """

    def __init__(self, url: str, say: Callable[[str], None] = lambda _: None) -> None:
        self._server = Server(url)
        self._say = say
        self._asked = 0
        self.url = self._server.shown

    @cached_property
    def graphs(self) -> tuple[NamedNode, ...]:
        """The names of our graphs there.

        Raises:
            NoGraphError: there are none.
            ServerError: the server does not answer.
        """
        own = f'FILTER(STRSTARTS(STR(?graph), "{graph.iri}"))'
        rows = self._rows(f"SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ ?s ?p ?o }} {own} }}")
        if not rows:
            raise NoGraphThereError(self.url)
        return tuple(sorted((cast(NamedNode, name) for (name,) in rows), key=str))

    @cached_property
    def whole(self) -> Store:
        """All our graphs, copied into memory.

        Raises:
            NoGraphError: the server has no graph of ours.
            ServerError: it does not answer, or gives less than it counts.
        """
        store = Store()
        for name in self.graphs:
            self._say(_("Fetching {graph} from {url}").format(graph=name.value, url=self.url))
            self._fetch(store, name)
        return store

    def query(self, query: str, *, use_default_graph_as_union: bool = True) -> Results:
        """Run a query over all our graphs together, which can also be told apart by GRAPH.

        An answer that the server may have cut is worked out from a copy of the graphs.

        Args:
            query: SPARQL 1.1.
            use_default_graph_as_union: as a `Store` has it; there is no other way here.

        Raises:
            NoGraphError: the server has no graph of ours.
            ServerError: it does not answer, or finds the query wrong.
        """
        names = [name.value for name in self.graphs]
        answer = self._post(query, {"default-graph-uri": names, "named-graph-uri": names})
        if media_type(answer) == _TRIPLES:
            return [quad.triple for quad in parse(answer.content, format=RdfFormat.N_TRIPLES)]
        number, results = _read(answer)
        if _CUT.isdisjoint(answer.headers) and (not number or number % _ROUND):
            return results
        self._say(_("{url} may have cut its answer; it is worked out here instead.").format(url=self.url))
        return self.whole.query(query, use_default_graph_as_union=True)

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        value: NamedNode | BlankNode | Literal | Triple | None,
        graph_name: NamedNode | BlankNode | DefaultGraph | None = None,
        /,
    ) -> Iterator[Quad]:
        """Yield the quads of our graphs that match a pattern; None matches anything.

        Raises:
            NoGraphError: the server has no graph of ours.
            ServerError: it does not answer.
        """
        self._asked += 1
        if self._asked > _PATIENCE:
            yield from self.whole.quads_for_pattern(subject, predicate, value, graph_name)
            return
        given = {"s": subject, "p": predicate, "o": value, "g": graph_name}
        values = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in given.items() if term is not None)
        rows = self.query(f"SELECT ?s ?p ?o ?g WHERE {{ {values} GRAPH ?g {{ ?s ?p ?o }} }}")
        yield from (Quad(*row) for row in cast(QuerySolutions, rows))

    def count(self, name: NamedNode) -> int:
        """Return how many triples a graph has."""
        [[number]] = self._rows(f"SELECT (COUNT(*) AS ?number) WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}")
        return int(cast(Literal, number).value)

    def _fetch(self, store: Store, name: NamedNode) -> None:
        """Copy a graph: at once if the server gives so many triples, else in pages."""
        number = self.count(name)
        self._load(store, name)
        if _size(store, name) < number:
            store.clear_graph(name)
            self._load_in_pages(store, name)
        if (found := _size(store, name)) != number:
            less = _(
                "{url} counts {number} triples in {graph} but gave {found}. If it is just being written, try again; "
                "else raise the limit that the server has on the size of an answer"
            )
            raise ServerError(less.format(url=self.url, number=figure(number), graph=name.value, found=figure(found)))

    def _load_in_pages(self, store: Store, name: NamedNode) -> None:
        """Copy a graph in pages, each from the subject on with which the page before ended.

        Blank nodes have no name that holds from one answer to the next, so all triples with one come together.
        """
        blank, last, end = "isBlank(?s) || isBlank(?o)", None, ""
        while end != last:
            self._load(store, name, f'FILTER(!({blank}) && STR(?s) >= "{end}")', f"ORDER BY STR(?s) LIMIT {_PAGE}")
            last, end = end, _last_subject(store, name)
        self._load(store, name, f"FILTER({blank})")

    def _load(self, store: Store, name: NamedNode, which: str = "", part: str = "") -> None:
        """Copy those triples of a graph that a filter keeps."""
        some = f"SELECT ?s ?p ?o WHERE {{ GRAPH {name} {{ ?s ?p ?o }} {which} }} {part}"
        answer = self._post(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ {some} }} }}", {}, accept=_TRIPLES)
        if media_type(answer) not in {_TRIPLES, "text/plain"}:
            raise _strange(answer)
        try:
            content = _ITS_TRIPLES.sub(_in_triples, answer.content)
            store.bulk_load(content, RdfFormat.N_TRIPLES, to_graph=name)
        except SyntaxError:
            raise _strange(answer) from None

    def _rows(self, query: str) -> list[tuple[object, ...]]:
        _, results = _read(self._post(query, {}))
        return [tuple(row) for row in cast(QuerySolutions, results)]

    def _post(self, query: str, dataset: dict[str, list[str]], accept: str = _EITHER) -> httpx.Response:
        return self._server.send("POST", data={"query": query, **dataset}, headers={"Accept": accept})


def _read(answer: httpx.Response) -> tuple[int, Answered]:
    """Return how many rows an answer in JSON has, and the answer, which is known to be complete."""
    if media_type(answer) not in {_ROWS, "application/json"}:
        raise _strange(answer)
    content = answer.content
    for pattern, usual in _VIRTUOSO:
        content = pattern.sub(usual, content)
    try:
        read = parse_query_results(content, format=QueryResultsFormat.JSON)
        number = 0 if isinstance(read, QueryBoolean) else sum(1 for _ in read)
        return number, parse_query_results(content, format=QueryResultsFormat.JSON)  # rows can be gone through once
    except SyntaxError:
        raise _strange(answer) from None


def _size(store: Store, name: NamedNode) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, name))


def _last_subject(store: Store, name: NamedNode) -> str:
    query = f"SELECT (MAX(STR(?s)) AS ?end) WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}"
    [[end]] = cast(QuerySolutions, store.query(query))
    return cast(Literal, end).value if end else ""


def _strange(answer: httpx.Response) -> ServerError:
    """Return the complaint that an answer is not what SPARQL 1.1 has for one."""
    kind = media_type(answer)
    what = kind or _("something of no named kind")
    if "html" in kind:
        what = _("a web page")
    elif kind in {_ROWS, _TRIPLES}:
        what = _("{kind} that cannot be read").format(kind=kind)
    strange = _(
        "{url} answers with {what} instead of the results of a query; is it the address for SPARQL queries? "
        "Oxigraph’s ends in /query, Virtuoso’s in /sparql"
    )
    return ServerError(strange.format(url=answer.request.url.copy_with(query=None), what=what))
