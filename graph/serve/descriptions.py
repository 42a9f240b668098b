"""What is said of a thing: a concise bounded description, and page by page what names it.

All that is said of a thing fits on a page; what names it may be thousands of things, as with a country or a source. Of
each of these a page has how it names the thing, its class and its labels, so that who reads it knows where to go on.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from pyoxigraph import DefaultGraph, Quad, QueryResultsFormat, QuerySolutions, parse_query_results

from graph.serve.sparql import SparqlEndpoint
from graph.serve.sparql_request import SparqlRequest
from ontology import BASE, graph

A_PAGE = 100
"""How many things that name a thing stand on a page."""

LAST_PAGE = 10_000
"""No thing has as many pages; a number beyond asks the engine for nothing."""

_RESULTS = "application/sparql-results+json"
_OWN = """SELECT ?g ?s ?p ?o {{ GRAPH ?g {{
  {{ BIND(<{iri}> AS ?s) ?s ?p ?o }} UNION {{ <{iri}> ?has ?s FILTER(isBlank(?s)) ?s ?p ?o }}
}} }}"""
_NAMING = "SELECT DISTINCT ?s {{ GRAPH ?any {{ ?s ?by <{iri}> }} FILTER(isIRI(?s)) }}"
"""Without ORDER BY: the engine takes ten times as long with it as it takes to find and to send thousands."""
_TOLD = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?g ?s ?p ?o {{ VALUES ?s {{ {names} }} GRAPH ?g {{ ?s ?p ?o }}
  FILTER(?o = <{iri}> || ?p IN (rdf:type, rdfs:label)) }}"""
_GRAPH = "SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {name} }} GRAPH ?g {{ ?s ?p ?o }} }}"
_SETS = "SELECT ?g ?s ?p ?o {{ VALUES ?s {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }}"
_KNOWN = "ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }}"
_VERSION = "ASK {{ <{base}ontology> <http://www.w3.org/2002/07/owl#versionIRI> <{iri}> }}"


async def known(endpoint: SparqlEndpoint, iri: str) -> bool:
    """Return whether anything is said of a thing, or anything names it."""
    return await _holds(endpoint, _KNOWN.format(iri=iri))


async def is_version(endpoint: SparqlEndpoint, iri: str) -> bool:
    """Return whether an IRI is that of the version of the ontology that the graph holds."""
    return await _holds(endpoint, _VERSION.format(base=BASE, iri=iri))


async def _holds(endpoint: SparqlEndpoint, query: str) -> bool:
    response = await endpoint.ask(SparqlRequest(query), "text/csv")
    return response.body.strip() == b"true"


async def described(endpoint: SparqlEndpoint, iri: str, page: int) -> tuple[list[Quad], bool]:
    """Return what is said of a thing and, of what names it, a page; and whether there are more of these.

    Args:
        endpoint: what answers.
        iri: the thing.
        page: from 1 on; what is said of the thing itself stands on the first.
    """
    said = await quads(endpoint, _OWN.format(iri=iri)) if page == 1 else []
    subjects = sorted(await iris(endpoint, _NAMING.format(iri=iri)))
    shown = " ".join(f"<{one}>" for one in subjects[A_PAGE * (page - 1) : A_PAGE * page])
    if shown:
        said += await quads(endpoint, _TOLD.format(iri=iri, names=shown))
    return said, len(subjects) > A_PAGE * page


async def terms(endpoint: SparqlEndpoint) -> list[Quad]:
    """Return the ontology, whole: what follows the hash in the IRI of a term is not sent."""
    return await quads(endpoint, _GRAPH.format(name=graph.ontology))


async def data_sets(endpoint: SparqlEndpoint, said: Sequence[Quad]) -> list[Quad]:
    """Return what is said of the named graphs that quads stand in: title, licence, day, source."""
    names = sorted({str(one.graph_name) for one in said if not isinstance(one.graph_name, DefaultGraph)})
    return await quads(endpoint, _SETS.format(names=" ".join(names)))


async def iris(endpoint: SparqlEndpoint, query: str) -> list[str]:
    """Return what a query for IRIs in one column finds."""
    response = await endpoint.ask(SparqlRequest(query), "text/csv")
    return response.body.decode().split()[1:]  # below the heading; no IRI has blanks


async def quads(endpoint: SparqlEndpoint, query: str) -> list[Quad]:
    """Return the rows of a query for ``?g ?s ?p ?o`` as quads."""
    response = await endpoint.ask(SparqlRequest(query), _RESULTS)
    return await asyncio.to_thread(_read, response.body)


def _read(body: bytes) -> list[Quad]:
    solutions = parse_query_results(body, QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 - all queries here are of that kind
    rows: Iterable[Iterable[Any]] = solutions
    return [Quad(subject, predicate, value, name) for name, subject, predicate, value in rows]
