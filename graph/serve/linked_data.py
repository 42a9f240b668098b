"""Linked data: a thing or a term at its own path, by content negotiation a page for people or RDF for programs."""

import asyncio
from collections.abc import Callable
from urllib.parse import quote

from aiohttp import web
from pyoxigraph import RdfFormat, parse, serialize

from graph.export.files import triples as in_order
from graph.serve.errors import RefusedError
from graph.serve.negotiation import best_language, best_type
from graph.serve.sparql import SparqlEndpoint
from graph.serve.sparql_request import SparqlRequest
from graph.site.language_site import address
from loaders.model.messages import gettext as _
from ontology import BASE, PREFIXES, graph

_TYPES = ("text/html", "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")
_DESCRIBED = "CONSTRUCT { ?s ?p ?o } WHERE { { BIND(<%s> AS ?s) ?s ?p ?o } UNION { ?s ?to <%s> . ?s ?p ?o } }"
_ALL_TERMS = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph.ontology} {{ ?s ?p ?o }} }}"
_KNOWN = "ASK { { <%s> ?p ?o } UNION { ?s ?p <%s> } }"


async def describe(endpoint: SparqlEndpoint, has_page: Callable[[str], bool], request: web.Request) -> web.Response:
    """Answer with the triples of a thing and of all that names it, or redirect to its page.

    Raises:
        RefusedError: nothing is known of it.
    """
    name = quote(request.match_info["name"])  # as IRIs have it: nothing in it can end one
    iri = f"{BASE}{name}"
    media_type = best_type(request, _TYPES)
    varies = {"Vary": "Accept, Accept-Language"}
    if media_type == "text/html":
        known = await endpoint.ask(SparqlRequest(_KNOWN % (iri, iri)), "text/csv")
        if known.body.strip() != b"true":
            raise _unknown(name)
        language = best_language(request)
        page = _page(name, lambda place: has_page(f"{language}/{place}"))
        return web.Response(status=303, headers={"Location": f"/{language}/{page}", "Content-Length": "0", **varies})
    described = _ALL_TERMS if name == "ontology" else _DESCRIBED % (iri, iri)
    response = await endpoint.ask(SparqlRequest(described), "application/n-triples")
    if not response.body:
        raise _unknown(name)
    written = await asyncio.to_thread(_written, response.body, media_type)
    return web.Response(body=written, content_type=media_type, charset="utf-8", headers=varies)


def _page(name: str, has_page: Callable[[str], bool]) -> str:
    """Return the address of a thing, relative to the folder of a language."""
    kind, _, identifier = name.partition("/")
    if kind != "id":
        return "ontology.html"
    return address(identifier, has_page(f"place/{identifier}.html")) or "index.html"


def _written(triples: bytes, media_type: str) -> bytes:
    """Return triples as a person would write them: in order, with prefixes."""
    ordered = in_order(parse(triples, RdfFormat.N_TRIPLES))
    return serialize(ordered, format=RdfFormat.from_media_type(media_type), prefixes=PREFIXES) or b""


def _unknown(name: str) -> RefusedError:
    return RefusedError(404, _("Nothing is known here of “{name}”.").format(name=name[:200]))
