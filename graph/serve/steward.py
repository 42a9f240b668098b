"""The steward's desk: the inbox in a browser, on this machine alone, for whoever has the key that the server printed.

The key comes with the first address and is kept in a cookie. What changes anything is a form with a token of its own,
sent from a page of this very server; a request that names another host is refused, so that no page elsewhere can reach
the desk by way of the browser.
"""

import asyncio
import hmac
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from graph.serve import editor
from graph.serve.desk import PATH, Desk
from graph.serve.errors import RefusedError
from graph.serve.sparql import body
from graph.serve.sparql_request import form
from graph.site.html import asset
from loaders.inbox.deciding import NoReasonError, NotAcceptableError
from loaders.inbox.folder import NotInInboxError
from loaders.inbox.items import ChangedMeanwhileError
from loaders.model.messages import LANGUAGE
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError
from loaders.proposals.proposal import TABLES

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_KEPT = {"Cache-Control": "no-store", "Content-Security-Policy": _POLICY}
_ASSETS = {"steward.js": "text/javascript", "steward.css": "text/css", "page.css": "text/css"}
_QUIET = 10.0
"""Seconds without a decision after which the graph takes in what was accepted."""
_NAMES = {"localhost", "127.0.0.1", "::1"}

_DECISIONS = "|".join(["accept", "edit", "reject-text", "reject", "undo", *(f"write-{one}" for one in TABLES)])

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Steward:
    """Answers what is asked below ``/steward/``.

    Args:
        graph: the folder of the graph.
        by: who decides.
    """

    def __init__(self, graph: Path, by: str) -> None:
        self._graph, self._desk, self._key = graph, Desk(graph, by), token_urlsafe(32)
        self._session, self._token = self._sealed("session"), self._sealed("form")
        self._building: asyncio.Task[None] | None = None

    def _sealed(self, what: str) -> str:
        return hmac.digest(self._key.encode(), what.encode(), "sha256").hex()

    @property
    def entrance(self) -> str:
        """The path that lets a browser in, with the key."""
        return f"{PATH}?{urlencode({'key': self._key})}"

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses and what answers at each."""
        return [
            web.get(PATH, self._told(self._let_in)),
            web.get(PATH + "assets/{name}", self._asset),
            web.get(PATH + "{number:[0-9]{1,9}}", self._told(self._guarded(self._one))),
            web.post(PATH + "{number:[0-9]{1,9}}/{what:" + _DECISIONS + "}", self._told(self._guarded(self._decide))),
        ]

    async def stop(self) -> None:
        """Do without what has not been built yet: whoever asks the graph next builds it."""
        if self._building:
            self._building.cancel()
            with suppress(asyncio.CancelledError):
                await self._building

    # who may

    async def _let_in(self, request: web.Request) -> web.StreamResponse:
        """Give whoever has the key a cookie in its place; show the list to whoever has the cookie."""
        _only_here(request)
        given = request.query.get("key", "")
        if not given:
            return await self._guarded(self._list)(request)
        if not hmac.compare_digest(given.encode(), self._key.encode()):
            raise _no_entry()
        answer = web.Response(status=303, headers={"Location": _address("", request), **_KEPT})
        answer.set_cookie(_cookie(request), self._session, path=PATH, httponly=True, samesite="Strict")
        return answer

    def _guarded(self, handler: Handler) -> Handler:
        async def guarded(request: web.Request) -> web.StreamResponse:
            _only_here(request)
            given = request.cookies.get(_cookie(request), "")
            if not hmac.compare_digest(given.encode(), self._session.encode()):
                raise _no_entry()
            return await handler(request)

        return guarded

    def _told(self, handler: Handler) -> Handler:
        """Have people told on a page why they are not answered, with what they typed."""

        async def told(request: web.Request) -> web.StreamResponse:
            try:
                return await handler(request)
            except RefusedError as error:
                why, status = error.why, error.status
            except UserError as error:
                why, status = str(error), 404 if isinstance(error, NotInInboxError) else 400
            typed = dict(form(await body(request))) if status == 403 and _is_own(request) else {}
            return _page(self._desk.refusal(why, typed, request.path_qs), status)

        return told

    # what is answered

    async def _asset(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in _ASSETS:
            raise RefusedError(404, _("There is no such file."))
        text = asset(name) if name == "page.css" else editor.asset(name)
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}
        return web.Response(text=text, content_type=_ASSETS[name], charset="utf-8", headers=headers)

    async def _list(self, request: web.Request) -> web.Response:
        return _page(await asyncio.to_thread(self._desk.list_page, self._token, _done(request)))

    async def _one(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        return _page(await asyncio.to_thread(self._desk.page, number, self._token, _done(request)))

    async def _decide(self, request: web.Request) -> web.Response:
        if not _is_own(request):
            raise RefusedError(403, _("This form was not sent by a page of this server; open the list again."))
        fields = dict(form(await body(request)))
        number, what = int(request.match_info["number"]), request.match_info["what"]
        if not hmac.compare_digest(fields.pop("token", "").encode(), self._token.encode()):
            stale = _("This page was opened before the server was started anew; look at it again, then decide.")
            shown = await asyncio.to_thread(self._desk.page, number, self._token, fields=fields, told=stale)
            return _page(shown, 403)
        try:
            following = await asyncio.to_thread(self._desk.decide, number, what, fields)
        except NotAcceptableError as error:
            shown = await asyncio.to_thread(self._desk.page, number, self._token, 0, fields, error.problems)
            return _page(shown, 422)
        except NoReasonError as error:
            shown = await asyncio.to_thread(self._desk.page, number, self._token, 0, fields, no_reason=str(error))
            return _page(shown, 422)
        except ChangedMeanwhileError as error:
            shown = await asyncio.to_thread(self._desk.page, number, self._token, fields=fields, told=str(error))
            return _page(shown, 409)
        except NotInInboxError:
            raise
        except UserError as error:
            shown = await asyncio.to_thread(self._desk.list_page, self._token, 0, str(error))
            return _page(shown, 409)
        if what in {"accept", "undo"}:
            self._build_soon()
        done = {"kept": "1"} if what == "edit" else {}
        if what in {"accept", "reject", "reject-text", "undo"}:
            done = {"done": str(number)}
        return web.Response(status=303, headers={"Location": _address(str(following or ""), request, done), **_KEPT})

    def _build_soon(self) -> None:
        """Have the graph take in what was accepted, once nothing has been decided for a while."""
        if self._building and not self._building.done():
            self._building.cancel()
        self._building = asyncio.create_task(self._build())

    async def _build(self) -> None:
        await asyncio.sleep(_QUIET)
        # it builds what has changed, in a process whose memory goes away with it
        command = (sys.executable, "-m", "graph.cli", "status", "--store", str(self._graph))
        quiet = asyncio.subprocess.DEVNULL
        building = await asyncio.create_subprocess_exec(*command, stdin=quiet, stdout=quiet, stderr=quiet)
        try:
            await building.wait()
        finally:
            if building.returncode is None:
                building.terminate()


def is_private(request: web.Request) -> bool:
    """Whether a request is for the desk, which no page of another server may read."""
    return request.path.startswith(PATH)


def is_loopback(host: str) -> bool:
    """Whether a server that listens at an address is reached from its own machine alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _only_here(request: web.Request) -> None:
    """Refuse whoever is not on this machine, or came by another name of it.

    Raises:
        RefusedError: so it is.
    """
    try:
        asked = urlsplit(f"//{request.host}")
        here = asked.hostname in _NAMES and (asked.port or 80) == _port(request)
    except ValueError:
        here = False
    if not here or not is_loopback(request.remote or ""):
        raise RefusedError(403, _("The inbox is open on this machine alone, at the address that was printed."))


def _port(request: web.Request) -> int:
    told = request.transport.get_extra_info("sockname") if request.transport else None
    return int(told[1]) if told else 0


def _cookie(request: web.Request) -> str:
    """Return the name of the cookie: cookies are the same for all ports of a machine."""
    return f"coop-steward-{_port(request)}"


def _is_own(request: web.Request) -> bool:
    """Whether a form was sent by a page of this server."""
    return request.headers.get("Origin") == f"http://{request.host}"


def _no_entry() -> RefusedError:
    told = _("Open the address that `coop serve --steward` printed last; it holds the key, another one at each start.")
    return RefusedError(403, told)


def _address(path: str, request: web.Request, asked: Mapping[str, str] | None = None) -> str:
    return f"{PATH}{path}?{urlencode({'lang': LANGUAGE.get(), **(asked or {})})}"


def _done(request: web.Request) -> int:
    """Return the number of the proposal that was just decided on."""
    said = request.query.get("done", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _page(text: str, status: int = 200) -> web.Response:
    headers = {**_KEPT, "Content-Language": LANGUAGE.get(), "Vary": "Accept-Language, Cookie"}
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8", headers=headers)
