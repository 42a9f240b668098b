"""The questions as a REST interface: ``/api/queries/partners-of?place=da-nang``, ``/api/queries/research/preludes``."""

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store, parse_query_results

import queries
from graph.ask.concept_names import none_of
from graph.ask.labels import Labels
from graph.ask.output import text
from graph.ask.parameters import bind, example
from graph.ask.query import answered
from graph.serve.errors import RefusedError
from graph.serve.negotiation import best_language, best_type
from graph.serve.sparql import SparqlEndpoint
from graph.serve.sparql_request import SparqlRequest
from loaders.model.messages import gettext as _
from ontology import LANGUAGES
from queries import Question

STYLES = {"application/json": "json", "text/csv": "csv"}
"""The media types of an answer -> what they are called in ``format=``."""

OPTIONS = ("lang", "format")
"""The parameters that every question has."""

_RESULTS = "application/sparql-results+json"


def listing(language: str) -> list[dict[str, Any]]:
    """Return the questions in plain values: what each asks, and of what."""
    return [
        {
            "name": one.name,
            "summary": one.text_in(language).summary,
            "parameters": [
                {
                    "name": parameter.name,
                    "type": parameter.type,
                    "required": parameter.required,
                    "help": _(parameter.help),
                }
                for parameter in one.parameters
            ],
            "example": example(one),
        }
        for one in map(queries.question, queries.every_name())
    ]


async def answer(endpoint: SparqlEndpoint, store: Store, request: web.Request) -> web.Response:
    """Answer one of the questions.

    Raises:
        RefusedError: there is no such question.
        ParameterError: a parameter is wrong.
        UnresolvedPlaceError: a place is not exactly one.
    """
    question = asked_for(request.match_info["name"])
    given = _once(request)
    language, media_type = asked_language(given, request), _media_type(given, request)
    values = {name: value for name, value in given.items() if name not in OPTIONS}
    terms = await asyncio.to_thread(bind, store, question, values, language)
    sparql = queries.bound(question.sparql, {name: str(term) for name, term in terms.items()})
    response = await endpoint.ask(SparqlRequest(sparql), _RESULTS)

    def written() -> str:
        solutions = parse_query_results(response.body, QueryResultsFormat.JSON)
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 - every question is a SELECT query, as tests hold
        table = answered(solutions, terms)
        day = terms["as_of"].value if "as_of" in terms else ""
        return text(table, Labels(store, language, day), question.things, STYLES[media_type])

    return web.Response(
        text=await asyncio.to_thread(written), content_type=media_type, charset="utf-8",
        headers={"Content-Language": language, "Vary": "Accept, Accept-Language"},
    )  # fmt: skip


async def sparql(store: Store, request: web.Request) -> web.Response:
    """Answer with the text of a question; bound to what it is asked of, and so ready to run, if that is given.

    Raises:
        RefusedError: there is no such question.
        ParameterError: a parameter is wrong, or one that it needs is missing.
        UnresolvedPlaceError: a place is not exactly one.
    """
    question = asked_for(request.match_info["name"])
    given = _once(request)
    language = asked_language(given, request)
    values = {name: value for name, value in given.items() if name != "lang"}
    text = question.sparql
    if values:
        terms = await asyncio.to_thread(bind, store, question, values, language)
        head = f"# {question.text_in(language).summary}\n"
        text = head + queries.bound(queries.headless(text), {name: str(term) for name, term in terms.items()})
    return web.Response(text=text, content_type="application/sparql-query", charset="utf-8")


def asked_for(name: str) -> Question:
    """Return a question by its name.

    Raises:
        RefusedError: there is none of that name.
    """
    try:
        return queries.question(name)
    except KeyError:
        none = _("There is no question “{name}”; /api/queries lists them.")
        raise RefusedError(404, none.format(name=name[:80])) from None


def _once(request: web.Request) -> dict[str, str]:
    given = dict(request.query)
    if len(given) < len(request.query):
        raise RefusedError(400, _("A parameter is given twice; give each once."))
    return given


def asked_language(given: Mapping[str, str], request: web.Request) -> str:
    """Return the language that is asked for, by ``lang`` or else by Accept-Language.

    Raises:
        RefusedError: ``lang`` is none of ours.
    """
    wanted = given["lang"] if "lang" in given else best_language(request)
    if wanted not in LANGUAGES:
        raise RefusedError(400, none_of("lang", wanted[:80], LANGUAGES))
    return wanted


def _media_type(given: dict[str, str], request: web.Request) -> str:
    if "format" not in given:
        return best_type(request, tuple(STYLES))
    types = {style: media_type for media_type, style in STYLES.items()}
    if given["format"] not in types:
        raise RefusedError(400, none_of("format", given["format"][:80], types))
    return types[given["format"]]
