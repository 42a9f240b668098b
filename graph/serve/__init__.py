"""One address for the site, the SPARQL endpoint, the questions, the things, and a service for OpenRefine."""

import asyncio
import json
import re
import resource
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path

from aiohttp import web
from pyoxigraph import Store

from graph.serve import api, editor, openapi, pages
from graph.serve.briefs import Briefs
from graph.serve.engine import EngineLostError, Engines
from graph.serve.errors import RefusedError
from graph.serve.limits import Limits
from graph.serve.linked_data import NAMES, LinkedData
from graph.serve.links import CATALOGUE
from graph.serve.negotiation import best_language, spoken_language, wants_rdf
from graph.serve.openrefine import OpenRefine
from graph.serve.sparql import SparqlEndpoint
from graph.serve.steward import Steward, is_private
from graph.store.caches import forget
from graph.store.folder import NoGraphError
from loaders.model.messages import LANGUAGE, gettext_noop
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError
from loaders.tables.datasets import facts_as_of
from ontology import CONTEXT

_LONGEST_LINE = 64 << 10
"""Of an address, in bytes: a query that does not fit is posted."""

_SAFE = {
    "Server": "coop",
    "Server-Timing": "coop",  # by which a page knows that what is made on request can be had
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
_EDITOR_POLICY = f"{_POLICY}; style-src 'self' 'unsafe-inline'; font-src 'self' data:"
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Language, Content-Location, ETag, Link, Retry-After",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}

_QUESTION = r"{name:\w[\w-]*(?:/\w[\w-]*)?}"
"""The name of a question in an address; those of research have a folder before them."""
_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")
"""What a client may call the server by: what it says is written into documents."""

_OF_HTTP = (gettext_noop("Bad Request"), gettext_noop("Not Found"), gettext_noop("Method Not Allowed"))
"""Reason phrases of aiohttp for which there is no message of our own."""

_LOST = gettext_noop("The engine is not available; it is being started again. Ask again in a few seconds.")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Address:
    """Where a server listens; with port 0, one that is free is chosen."""

    host: str = "127.0.0.1"
    port: int = 8080


class Server:
    """What answers requests.

    Args:
        graph: the folder of the graph.
        site: where the site stands.
        limits: what is granted.
        address: by which others reach it, with a slash behind it; by default as each client calls it.
        steward: the steward's desk, if there is to be one.
    """

    def __init__(
        self, graph: Path, site: Path, limits: Limits, address: str = "", steward: Steward | None = None
    ) -> None:
        self.address = address
        self.engines = Engines(graph, limits.seconds, limits.memory, self._changed)
        self.endpoint = SparqlEndpoint(self.engines, limits)
        self.site = pages.Site(graph, site, address)
        self.briefs = Briefs(graph, limits)
        self.things = LinkedData(self.endpoint, self.site.has)
        self.limits, self.steward = limits, steward
        self._beside: set[asyncio.Task[None]] = set()

    def _changed(self, generation: Path) -> None:
        """Read names from another generation of the graph, and have the site follow."""
        forget()
        self.store = Store.read_only(str(generation))
        self.briefs.forget()
        task = asyncio.create_task(self.site.renew())
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    def application(self) -> web.Application:
        """Return the addresses and what answers at each."""
        made = web.Application(
            middlewares=[_kept_safe, _spoken_to, _error_documents],
            client_max_size=self.limits.request,
        )
        made.add_routes(self.steward.routes() if self.steward else [])
        made.add_routes([
            web.get("/sparql", self._sparql), web.post("/sparql", self._sparql),
            web.get("/editor/terms.json", lambda _: editor.terms(self.endpoint)),
            web.get("/editor/{name}", lambda request: editor.file(self.engines, request)),
            web.get("/api/openapi.json", self._described), web.get("/api/queries", self._questions),
            web.get(f"/api/queries/{_QUESTION}.rq", lambda request: api.sparql(self.store, request)),
            web.get(f"/api/queries/{_QUESTION}", lambda request: api.answer(self.endpoint, self.store, request)),
            web.get(f"/{{name:{NAMES}}}", self._thing), web.get(f"/{CONTEXT}", self.things.context),
            web.get(CATALOGUE, self._catalogue), web.get("/.well-known/void", _to_catalogue),
            *OpenRefine(lambda: self.store, self._root).routes(),
            web.get("/health", self._health),
            web.get("/{path:.*}", self._page),
        ])  # fmt: skip
        made.cleanup_ctx.append(self._running)
        return made

    async def _running(self, _: web.Application) -> AsyncIterator[None]:
        await self.engines.start()
        watching = asyncio.create_task(self.engines.watch())
        yield
        for task in (watching, *self._beside):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        if self.steward:
            await self.steward.stop()
        await self.engines.stop()

    async def _sparql(self, request: web.Request) -> web.Response:
        if (
            request.method in {"GET", "HEAD"}
            and "query" not in request.query
            and "text/html" in request.headers.get("Accept", "")
        ):
            return editor.page(best_language(request), _EDITOR_POLICY)
        if request.method in {"GET", "HEAD"} and not request.query_string:
            return await self.things.service(request, self._root(request), self.store)
        return await self.endpoint.handle(request)

    async def _catalogue(self, request: web.Request) -> web.StreamResponse:
        return await self.site.catalogue(await self.engines.running(), self._root(request), request)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        """Answer with a file of the site, or with a brief that it does not hold; programs are led to the catalogue."""
        path = request.match_info["path"]
        if not path and wants_rdf(request):
            return web.Response(status=303, headers={"Location": CATALOGUE, "Content-Length": "0", "Vary": "Accept"})
        made = None if self.site.has(path) else await self.briefs.file(path)
        return made or await self.site.file(request)

    async def _described(self, _: web.Request) -> web.Response:
        return web.json_response(openapi.description())

    async def _questions(self, request: web.Request) -> web.Response:
        return web.json_response(api.listing(api.asked_language(request.query, request)))

    async def _thing(self, request: web.Request) -> web.Response:
        return await self.things.answer(request, self._root(request))

    def _root(self, request: web.Request) -> str:
        """Return the address that a client knows the server by, with a slash behind it."""
        return self.address or f"{request.scheme}://{request.host if _HOST.fullmatch(request.host) else 'localhost'}/"

    async def _health(self, _request: web.Request) -> web.Response:
        engine = await self.engines.running()
        told = {"status": "ok", "version": version("vnjp-ties"), "facts": facts_as_of(), "graph": engine.folder.name}
        return web.json_response(told)


@web.middleware
async def _kept_safe(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Tell browsers what pages of ours may do, and that others may read, but for the steward's."""
    answer = await handler(request)
    answer.headers.update(_SAFE if is_private(request) else _SAFE | _OPEN)
    answer.headers.setdefault("Content-Security-Policy", _POLICY)
    return answer


@web.middleware
async def _spoken_to(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Set the language of messages to that of the client for one request; a connection may bring several."""
    told = LANGUAGE.set(spoken_language(request))
    try:
        return await handler(request)
    finally:
        LANGUAGE.reset(told)


@web.middleware
async def _error_documents(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn refusals and internal errors into problem details (RFC 9457)."""
    if request.method == "OPTIONS" and not is_private(request):
        return web.Response(status=204, headers=_PREFLIGHT)
    try:
        return await handler(request)
    except RefusedError as error:
        return _problem(error.status, error.why, error.headers)
    except (EngineLostError, NoGraphError):
        return _problem(503, _(_LOST), {"Retry-After": "5"})
    except UserError as error:
        return _problem(400, str(error), {})
    except web.HTTPException as error:
        if error.status < 400:
            raise
        allowed = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
        return _problem(error.status, _(error.reason), allowed)
    except Exception:
        request.app.logger.exception("a request could not be answered")
        return _problem(500, _("This could not be answered; the fault is ours."), {})


async def _to_catalogue(_: web.Request) -> web.Response:
    """Lead to what says what the data are, as the well-known address is registered."""
    return web.Response(status=302, headers={"Location": CATALOGUE, "Content-Length": "0"})


def _problem(status: int, why: str, headers: dict[str, str]) -> web.Response:
    said = {"title": HTTPStatus(status).phrase, "status": status, "detail": why}
    spoken = {"Content-Language": LANGUAGE.get(), "Vary": "Accept, Accept-Language"}
    text = json.dumps(said, ensure_ascii=False)  # people read it too, in their own letters
    return web.Response(text=text, status=status, headers=spoken | headers, content_type="application/problem+json")


async def serve(server: Server, address: Address, told: Callable[[str], None]) -> None:
    """Listen until SIGTERM or SIGINT; then answer the requests under way, and return.

    Args:
        server: what answers.
        address: where.
        told: is called with the address once the server listens.

    Raises:
        OSError: the address is taken.
        NoGraphError: there is no graph.
        EngineLostError: the engine does not start.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each connection takes one, silent ones too
    runner = web.AppRunner(
        server.application(), access_log=None, shutdown_timeout=server.limits.drain, max_line_size=_LONGEST_LINE,
        max_field_size=_LONGEST_LINE, keepalive_timeout=server.limits.idle,
    )  # fmt: skip
    ended = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, ended.set)
    try:
        await runner.setup()
        listening = web.TCPSite(runner, address.host, address.port, backlog=1024)
        await listening.start()
        told(_written(runner))
        await ended.wait()
    finally:
        await runner.cleanup()


def _written(runner: web.AppRunner) -> str:
    host, port = runner.addresses[0][:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
