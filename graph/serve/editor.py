"""The editor of SPARQL: our page around YASGUI, which the engine carries in itself, in the language of the reader."""

import json
from functools import cache
from importlib.resources import files

from aiohttp import web
from markupsafe import Markup

from graph.ask.words import words
from graph.serve.descriptions import iris
from graph.serve.engine import Engines
from graph.serve.errors import RefusedError
from graph.serve.sparql import SparqlEndpoint
from loaders.model.messages import gettext as _
from ontology import PREFIXES

_OURS = {"editor.js": "text/javascript", "editor.css": "text/css"}
_OF_ENGINE = ("yasgui.min.js", "yasgui.min.css")
_TERMS = {
    "property": "SELECT DISTINCT ?term WHERE { ?thing ?term ?value }",
    "class": "SELECT DISTINCT ?term WHERE { ?thing a ?term FILTER(isIRI(?term)) }",
}
"""What the editor completes -> the query for all that the graph has of it."""


def page(language: str, policy: str) -> web.Response:
    """Return the page.

    Args:
        language: ``en``, ``vi`` or ``ja``.
        policy: what the page may do (Content-Security-Policy).
    """
    said = {key: text for key, text in words(language).items() if key.startswith("editor_")}
    text = Markup(asset("editor.html")).format(language=language, site=words(language)["site_title"], **said)  # noqa: S704 - ours
    headers = {"Content-Security-Policy": policy, "Content-Language": language, "Vary": "Accept, Accept-Language"}
    return web.Response(text=text, content_type="text/html", charset="utf-8", headers=headers)


async def terms(endpoint: SparqlEndpoint) -> web.Response:
    """Answer with the properties and classes that the graph uses, ours first, for the editor to complete."""
    found = {}
    for kind, query in _TERMS.items():
        used = await iris(endpoint, query)
        found[kind] = sorted(used, key=lambda iri: (not iri.startswith(PREFIXES["coop"]), iri))
    return web.Response(text=json.dumps(found), content_type="application/json")


async def file(engines: Engines, request: web.Request) -> web.Response:
    """Answer with a file of the page.

    Raises:
        RefusedError: there is none of that name.
    """
    name = request.match_info["name"]
    if name in _OURS:
        return web.Response(text=asset(name), content_type=_OURS[name], charset="utf-8")
    if name == "prefixes.json":
        return web.json_response(PREFIXES)
    if name not in _OF_ENGINE:
        raise RefusedError(404, _("There is no such file."))
    response = await (await engines.running()).file(name)
    return web.Response(
        body=response.body, headers={"Content-Type": response.media_type, "Cache-Control": "public, max-age=86400"}
    )


@cache
def asset(name: str) -> str:
    """Return a file of ours as text."""
    return files("graph.serve").joinpath("assets", name).read_text("utf-8")
