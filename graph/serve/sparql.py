"""The endpoint: SPARQL 1.1 Protocol, for queries."""

import asyncio

from aiohttp import web

from graph.serve.engine import Engine, EngineResponse, Engines, TooLargeError
from graph.serve.errors import RefusedError
from graph.serve.limits import Gate, Limits
from graph.serve.sparql_request import SparqlRequest, read_request
from loaders.model.messages import gettext as _

_BODY_SECONDS = 20
"""What a client gets to send its request in."""

_USUAL = "application/sparql-results+json, text/turtle, */*;q=0.1"
"""What a client gets that does not mind: of each kind of answer what most can read."""

_CUT = 300


class SparqlEndpoint:
    """Answers queries within limits.

    Args:
        engines: the engines that answer.
        limits: of time, size and number of queries.
    """

    def __init__(self, engines: Engines, limits: Limits) -> None:
        self._engines, self._limits, self._gate = engines, limits, Gate(limits)

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request of the protocol."""
        query = read_request(request.method, request.content_type, list(request.query.items()), await body(request))
        wanted = request.headers.get("Accept", "*/*")
        response = await self.ask(query, _USUAL if wanted == "*/*" else wanted)
        return web.Response(body=response.body, headers={"Content-Type": response.media_type})

    async def engine(self) -> Engine:
        """Return the engine that answers now.

        Raises:
            EngineLostError: none could be had.
        """
        return await self._engines.running()

    async def ask(self, query: SparqlRequest, accept: str) -> EngineResponse:
        """Return the answer to a query.

        Raises:
            RefusedError: there is none, for a reason that the one who asked may know.
            EngineLostError: no engine could be had.
        """
        if kept := self._engines.kept(query, accept):
            return kept
        limits = self._limits
        async with self._gate.turn():
            try:
                response = await self._engines.ask(query, accept, limits.answer)
            except TimeoutError:
                long = _(
                    "The query took longer than {seconds} seconds. Ask for less at a time: add LIMIT, or join fewer "
                    "patterns that have nothing in common."
                )
                raise RefusedError(504, long.format(seconds=f"{limits.seconds:g}")) from None
            except TooLargeError:
                large = _(
                    "The answer is larger than {size} MB. Add LIMIT and OFFSET, or take the whole graph from the "
                    "downloads of the site."
                )
                raise RefusedError(403, large.format(size=limits.answer >> 20)) from None
        if response.status != 200:
            raise _refusal(response)
        return response


def _refusal(response: EngineResponse) -> RefusedError:
    """Return the error for a response of the engine other than 200, with its text where that is about the query."""
    text = response.body.decode("utf-8", "replace")[:_CUT].strip()
    if response.status == 400:
        return RefusedError(400, _("This is no SPARQL query: {why}").format(why=text))
    if response.status == 406:
        return RefusedError(406, _("The answer cannot be had in a form that is wanted: {why}").format(why=text))
    return RefusedError(500, _("The engine could not answer this query."))


async def body(request: web.Request) -> bytes:
    """Return what was posted.

    Raises:
        RefusedError: it is too large, or did not come in time.
    """
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            return await request.read()
    except TimeoutError:
        late = _("The request was not complete after {seconds} seconds.")
        raise RefusedError(408, late.format(seconds=_BODY_SECONDS)) from None
    except web.HTTPRequestEntityTooLarge:
        large = _("The request is larger than {size} KB.")
        raise RefusedError(413, large.format(size=request.client_max_size >> 10)) from None
