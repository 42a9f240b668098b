"""The addresses of the service for OpenRefine: matching, completing, previews, columns; in each of three languages."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web
from markupsafe import Markup
from pyoxigraph import Store

from graph.ask.labels import Labels
from graph.ask.lookup import texts
from graph.ask.names import gazetteer
from graph.ask.words import words
from graph.serve import locality_properties, locality_search, reconciliation
from graph.serve.errors import RefusedError, unknown
from graph.serve.locality_types import all_types
from graph.serve.sparql import body
from graph.serve.sparql_request import form
from loaders.model.gazetteer import Place
from loaders.model.messages import LANGUAGE, figure
from loaders.model.messages import gettext as _
from ontology import concept, coop, skos

_PATH = "/reconcile"
_IN = f"{_PATH}/{{language:en|vi|ja}}"
_KIND = "{kind:entity|type|property}"
_FRAMED = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors *"
"""A preview stands within a page of OpenRefine, wherever that is; nothing in it runs."""

_PREVIEW = Markup(
    '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{name}</title><style>'
    "body{{font:14px/1.4 sans-serif;margin:8px}}h1{{font-size:16px;margin:0}}p{{margin:0 0 6px}}"
    "th{{text-align:left;font-weight:normal;color:#555;padding-right:8px;vertical-align:top}}</style></head>"
    "<body><h1>{name}</h1><p>{description}</p><table>{rows}</table></body></html>\n"
)
_ROW = Markup("<tr><th>{}</th><td>{}</td></tr>")
_FLYOUT = Markup("<p><strong>{}</strong></p><p>{}</p>")
_SHOWN = ("parent", "region", "population", "partners", "agreements", "projects", "networks", "held_by")
"""The properties that a preview tells, as far as they are known."""
_SEVERAL = 5
"""How many values of a property it tells."""


class OpenRefine:
    """Answers OpenRefine and other clients of the Reconciliation Service API 0.2.

    Args:
        store: returns the graph.
        root: returns the address that a client knows the server by, with a slash behind it.
    """

    def __init__(self, store: Callable[[], Store], root: Callable[[web.Request], str]) -> None:
        self._store, self._root = store, root

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses and what answers at each."""
        own = [
            (path, what)
            for under in (_PATH, _IN)
            for path, what in (
                (under, self._service),
                (f"{under}/suggest/{_KIND}", self._suggest),
                (f"{under}/flyout/{_KIND}", self._flyout),
                (f"{under}/preview", self._preview),
                (f"{under}/properties", self._properties),
            )
        ]
        return [web.get(path, what) for path, what in own] + [web.post(path, self._service) for path in (_PATH, _IN)]

    async def _made(self, request: web.Request, make: Callable[..., Any], *given: object) -> Any:
        """Return what is made of the graph, in the language of the address if it has one."""
        before = LANGUAGE.set(request.match_info.get("language", LANGUAGE.get()))
        try:
            return await asyncio.to_thread(make, self._store(), *given)
        finally:
            LANGUAGE.reset(before)

    async def _service(self, request: web.Request) -> web.Response:
        """Answer with candidates for a batch of queries, with columns, or with what the service is."""
        given = dict(request.query) | dict(form(await body(request)))
        if batch := given.get("queries"):
            return web.json_response(await self._made(request, reconciliation.results, batch))
        if query := given.get("extend"):
            return web.json_response(await self._made(request, locality_properties.extended, query))
        root = self._root(request).rstrip("/")
        service = f"{_PATH}/{request.match_info.get('language', LANGUAGE.get())}"
        return web.json_response(await self._made(request, reconciliation.manifest, root, service))

    async def _suggest(self, request: web.Request) -> web.Response:
        prefix, cursor = request.query.get("prefix", ""), _number(request, "cursor", 0)
        kind = request.match_info["kind"]
        return web.json_response(await self._made(request, locality_search.suggested, kind, prefix, cursor))

    async def _properties(self, request: web.Request) -> web.Response:
        most = _number(request, "limit", len(locality_properties.PROPERTIES))
        of_type = request.query.get("type", "")[:200]
        return web.json_response(await self._made(request, locality_properties.proposed, of_type, most))

    async def _preview(self, request: web.Request) -> web.Response:
        text = await self._made(request, preview, request.query.get("id", ""))
        headers = {"Content-Security-Policy": _FRAMED, "Cross-Origin-Resource-Policy": "cross-origin"}
        return web.Response(text=text, content_type="text/html", charset="utf-8", headers=headers)

    async def _flyout(self, request: web.Request) -> web.Response:
        kind, identifier = request.match_info["kind"], request.query.get("id", "")
        told = await self._made(request, flyout, kind, identifier)
        return web.json_response({"id": identifier, "html": told})


def _number(request: web.Request, name: str, default: int) -> int:
    said = request.query.get(name, "")
    if not said:
        return default
    if not said.isdecimal() or len(said) > 6:
        raise RefusedError(400, _("“{name}” is a whole number.").format(name=name))
    return int(said)


def preview(store: Store, identifier: str) -> str:
    """Return a small page on a locality, as HTML.

    Raises:
        RefusedError: there is no such locality.
    """
    language = LANGUAGE.get()
    place = _place(store, identifier)
    labels = Labels(store, language)
    told = reconciliation.described(labels, place)
    values = locality_properties.values_today(store, place.id, _SHOWN)
    rows = Markup("").join(
        _ROW.format(name, _joined(said, language)) for name, said in values if said and said != [{"int": 0}]
    )
    return str(_PREVIEW.format(language=language, name=told["name"], description=told["description"], rows=rows))


def _joined(values: list[locality_properties.Value], language: str) -> str:
    told = [_text(one, language) for one in values[:_SEVERAL]]
    more = len(values) - len(told)
    return "; ".join([*told, *([words(language)["more"].format(figure(more, language=language))] if more else [])])


def _text(value: locality_properties.Value, language: str) -> str:
    number = value.get("int", value.get("float"))
    return str(value.get("name", value.get("str", ""))) if number is None else figure(number, language=language)


def flyout(store: Store, kind: str, identifier: str) -> str:
    """Return a note on a locality, a type or a property, as HTML.

    Raises:
        RefusedError: there is none of that id.
    """
    language = LANGUAGE.get()
    if kind == "entity":
        told = reconciliation.described(Labels(store, language), _place(store, identifier))
        return str(_FLYOUT.format(told["name"], told["description"]))
    known = all_types(store, language)
    if kind == "type" and identifier in known:
        node = concept[identifier] if "/" in identifier else coop.Locality
        defined = next((one.value for one in texts(store, node, skos.definition, language)), "")
        return str(_FLYOUT.format(known[identifier]["name"], defined))
    if kind == "property" and identifier in locality_properties.PROPERTIES:
        return str(_FLYOUT.format(locality_properties.PROPERTIES[identifier].name(store, language), ""))
    raise unknown(identifier)


def _place(store: Store, identifier: str) -> Place:
    known = gazetteer(store).places
    if identifier not in known:
        raise unknown(identifier)
    return known[identifier]
