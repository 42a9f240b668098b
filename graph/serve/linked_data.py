"""Linked data: a thing has an IRI, and a document about it has another: a page for people, or RDF for programs.

Whoever asks for a thing is led to a document (303, "see other"): of people the page in their language, of programs the
document whose ending says its syntax. The ontology is a document itself, since its terms stand behind a hash; it is
answered at once, and Content-Location says which document that is.
"""

import asyncio
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import TypeGuard
from urllib.parse import quote

from aiohttp import web
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Store, parse

from graph.ask.status import data_sets
from graph.export.about import LICENCE
from graph.serve import descriptions, service
from graph.serve.errors import RefusedError, unknown
from graph.serve.forms import FORMS, PAGE, TYPES, WITH_GRAPHS, parted, written
from graph.serve.links import CATALOGUE, Link, linked
from graph.serve.negotiation import best_language, best_type
from graph.serve.revalidation import Edition, edition
from graph.serve.sparql import SparqlEndpoint
from graph.site.language_site import address
from loaders.model.messages import gettext as _
from ontology import BASE, CONTEXT, dct, foaf, hydra, rdf, void, xsd

NAMES = r"(?:id|concept|graph)/.+|(?:ontology(?:/\d[\d.]*)?|shapes)(?:\.[a-z]+)?"
"""The paths of what can be looked up: things, concepts, data sets, the ontology (of a version), its shapes."""

_VARIES = {"Vary": "Accept, Accept-Language"}


class LinkedData:
    """Answers requests for things and for documents about them.

    Args:
        endpoint: what answers queries.
        has_page: whether the site has a page at a path.
    """

    def __init__(self, endpoint: SparqlEndpoint, has_page: Callable[[str], bool]) -> None:
        self._endpoint, self._has_page = endpoint, has_page

    async def answer(self, request: web.Request, root: str) -> web.Response:
        """Answer with a document, or lead from a thing to one.

        Args:
            request: the request; its path has a name of the form of `NAMES`.
            root: the address of the server, with a slash behind it.

        Raises:
            RefusedError: nothing is known of it, or it cannot be had in what is wanted.
        """
        name, ending = parted(request.match_info["name"])
        name = quote(name)  # as IRIs have it: nothing in it can end one
        wanted = ending or TYPES[best_type(request, _offered(name), WITH_GRAPHS)]
        if wanted == PAGE:
            await self._refuse_unknown(name)
            return self._to_page(request, name)
        if not ending and not _is_document(name):
            await self._refuse_unknown(name)
            links = [Link(f"/{name}{one}", "describedby", media_type) for one, media_type in FORMS.items()]
            return _see_other(f"/{name}{wanted}", linked(links))
        return await self._document(request, root, name, wanted)

    async def context(self, request: web.Request) -> web.Response:
        """Answer with the context of our JSON-LD."""
        current = edition(await self._endpoint.engine(), CONTEXT)
        if current.is_known(request):
            return current.stamp(web.Response(status=304))
        text = files("ontology").joinpath(CONTEXT).read_text("utf-8")
        return current.stamp(web.Response(text=text, content_type=FORMS[".jsonld"], charset="utf-8"))

    async def service(self, request: web.Request, root: str, store: Store) -> web.Response:
        """Answer with the description of the SPARQL service.

        Args:
            request: one for the endpoint without a query.
            root: the address of the server, with a slash behind it.
            store: the graph.

        Raises:
            RefusedError: it cannot be had in what is wanted.
        """
        media_type = best_type(request, tuple(FORMS.values()), WITH_GRAPHS)
        current = edition(await self._endpoint.engine(), root, "sparql", media_type)
        if current.is_known(request):
            return current.stamp(web.Response(status=304, headers={"Vary": "Accept"}))
        held = await asyncio.to_thread(data_sets, store)
        sets = ((name, number) for name, _, _, number in held.rows)
        said = service.described(root, [one for one in sets if _is_sized(one)])
        links = linked([Link(CATALOGUE, "describedby", FORMS[".ttl"]), Link(LICENCE, "license")])
        body = written(said, TYPES[media_type], root)
        return current.stamp(
            web.Response(body=body, content_type=media_type, charset="utf-8", headers={"Vary": "Accept", **links})
        )

    async def _refuse_unknown(self, name: str) -> None:
        """Refuse a name of which nothing is known.

        Raises:
            RefusedError: it is one.
        """
        ask = descriptions.is_version if name.startswith("ontology/") else descriptions.known
        if name != "shapes" and not await ask(self._endpoint, BASE + name):
            raise unknown(name)

    def _to_page(self, request: web.Request, name: str) -> web.Response:
        language = best_language(request)
        page = _page(name, lambda place: self._has_page(f"{language}/{place}"))
        links = [Link(f"/{name}{one}", "alternate", media_type) for one, media_type in FORMS.items()]
        return _see_other(f"/{language}/{page}", linked(links))

    async def _document(self, request: web.Request, root: str, name: str, ending: str) -> web.Response:
        page = _number(request)
        path = f"/{name}{ending}"
        current = edition(await self._endpoint.engine(), root, path, str(page))
        if current.is_known(request):
            return current.stamp(web.Response(status=304, headers={} if _is_named(request) else _VARIES))
        said, more = await self._said(name, page, ending)
        if not said:
            raise unknown(name) if page == 1 else _no_page(page)
        pages = {rel: page + step for rel, step in (("prev", -1), ("next", 1)) if (more if step > 0 else page > 1)}
        about = f"{root}{path[1:]}"
        said += _of_document(about, name, root, page, pages, current)
        body = await asyncio.to_thread(written, said, ending, root)
        headers = linked([*_others(name, ending, page), *(Link(_at(path, to), rel) for rel, to in pages.items())])
        if not _is_named(request):
            headers |= {"Content-Location": _at(path, page), **_VARIES}
        return current.stamp(web.Response(body=body, content_type=FORMS[ending], charset="utf-8", headers=headers))

    async def _said(self, name: str, page: int, ending: str) -> tuple[list[Quad], bool]:
        """Return what a document says, and whether there is more on another page."""
        more = False
        if name == "shapes":
            said = list(await asyncio.to_thread(shapes))
        elif _is_document(name):
            await self._refuse_unknown(name)
            said = await descriptions.terms(self._endpoint)
        else:
            said, more = await descriptions.described(self._endpoint, BASE + name, page)
        if ending == TYPES[WITH_GRAPHS] and said and name != "shapes":
            said += await descriptions.data_sets(self._endpoint, said)
        return said, more


@cache
def shapes() -> Dataset:
    """Return the shapes of facts (SHACL), their blank nodes named alike each time (RDF Dataset Canonicalization)."""
    text = files("ontology").joinpath("shapes.ttl").read_bytes()
    found = Dataset(Quad(*one.triple) for one in parse(text, RdfFormat.TURTLE))
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return found


def _is_sized(one: tuple[object, object]) -> TypeGuard[tuple[NamedNode, Literal]]:
    return isinstance(one[0], NamedNode) and isinstance(one[1], Literal)


def _offered(name: str) -> tuple[str, ...]:
    """Return the media types of what is said of a name; the shapes are for programs alone."""
    return tuple(one for one in TYPES if one != "text/html" or name != "shapes")


def _is_document(name: str) -> bool:
    return name == "shapes" or name.partition("/")[0] == "ontology"


def _is_named(request: web.Request) -> bool:
    """Return whether a request names a document by its ending, so that nothing else is chosen by."""
    return bool(parted(request.match_info["name"])[1])


def _number(request: web.Request) -> int:
    """Return the number of the page that is asked for.

    Raises:
        RefusedError: it is none.
    """
    asked = request.query.get("page", "1")
    if not asked.isascii() or not asked.isdecimal() or not 0 < int(asked[:9]) <= descriptions.LAST_PAGE:
        raise _no_page(asked[:20])
    return int(asked[:9])


def _page(name: str, has_page: Callable[[str], bool]) -> str:
    """Return the address of a thing, relative to the folder of a language."""
    kind, _, identifier = name.partition("/")
    if kind == "graph":
        return "about.html"
    if kind != "id":
        return "ontology.html"
    return address(identifier, has_page(f"place/{identifier}.html")) or "index.html"


def _see_other(where: str, links: dict[str, str]) -> web.Response:
    return web.Response(status=303, headers={"Location": where, "Content-Length": "0", **_VARIES, **links})


def _at(path: str, page: int) -> str:
    return path if page == 1 else f"{path}?page={page}"


def _others(name: str, ending: str, page: int) -> Iterator[Link]:
    """Yield where a document leads: to the thing, to the same in other syntaxes, to what is said of the data."""
    yield Link(BASE + name, "describes")
    for media_type in _offered(name):
        if (other := TYPES[media_type]) != ending:
            yield Link(_at(f"/{name}{other}", page), "alternate", media_type)
    yield Link(CATALOGUE, "describedby", FORMS[".ttl"])
    yield Link(LICENCE, "license")


def _of_document(about: str, name: str, root: str, page: int, pages: dict[str, int], current: Edition) -> list[Quad]:
    """Return what is said of a document itself, in no named graph."""
    this = NamedNode(_at(about, page))
    moment = Literal(current.modified.strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=xsd.dateTime)
    said = [
        Quad(this, rdf.type, foaf.Document),
        Quad(this, foaf.primaryTopic, NamedNode(BASE + name)),
        Quad(this, dct.license, NamedNode(LICENCE)),
        Quad(this, dct.modified, moment),
        Quad(this, void.inDataset, NamedNode(f"{root.rstrip('/')}{CATALOGUE}#graph")),
    ]
    if pages:
        said.append(Quad(this, rdf.type, hydra.PartialCollectionView))
    terms = {"prev": hydra.previous, "next": hydra.next}
    return [*said, *(Quad(this, terms[rel], NamedNode(_at(about, to))) for rel, to in pages.items())]


def _no_page(number: str | int) -> RefusedError:
    return RefusedError(404, _("There is no page “{number}” of it.").format(number=number))
