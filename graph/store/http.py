"""A server spoken to over HTTP: credentials that stay where they belong, failures in the user's words."""

import netrc
import os
from collections.abc import Generator
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx

from loaders.model.messages import gettext as _
from loaders.model.problems import UserError
from loaders.sources import web

USER, PASSWORD = "COOP_USER", "COOP_PASSWORD"
_TIMES = httpx.Timeout(300, connect=10)
"""Seconds: a large graph takes a server a while, but one that is there takes a call at once."""


class ServerError(UserError, OSError):
    """What a server answered, or that it did not; `status` is its HTTP status, 0 if there was no answer."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class _Login(httpx.Auth):
    """Answers a server that asks who is there, in the way that it asks for: Digest or Basic, and nobody else."""

    def __init__(self, user: str, password: str) -> None:
        self._ways = {"digest": httpx.DigestAuth(user, password), "basic": httpx.BasicAuth(user, password)}
        self._way: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request, again with credentials if it was refused without them."""
        if self._way is None:
            refused = yield request
            asked = [challenge.split()[0].lower() for challenge in refused.headers.get_list("www-authenticate")]
            self._way = next((way for name, way in self._ways.items() if name in asked), None)
        if self._way is not None:
            yield from self._way.auth_flow(request)


class Server:
    """A server.

    Args:
        url: an address on it. One with a name and password in it is refused, since addresses end up in logs.

    Raises:
        ServerError: the address cannot be one, or has a password in it.
    """

    def __init__(self, url: str) -> None:
        instead = _(
            "leave name and password out of the address, which others may come to see; give COOP_USER and "
            "COOP_PASSWORD in the environment, or a line for the server in ~/.netrc"
        )
        self._address = web.checked(url, "http://localhost:7878/query", ServerError, instead)
        self.url = url

    @cached_property
    def _client(self) -> httpx.Client:
        known = _credentials(self._address.host)
        # A redirect is not followed: to follow one with a POST loses the question, and may lead to another host.
        return httpx.Client(
            auth=_Login(*known) if known else None,
            timeout=_TIMES,
            headers={"User-Agent": web.agent()},
        )

    def send(self, method: str, params: dict[str, str] | None = None, **content: Any) -> httpx.Response:
        """Send a request and return the answer.

        Args:
            method: of HTTP.
            params: parameters added to the address.
            content: what else httpx takes for a request: ``data``, ``content``, ``headers``.

        Raises:
            ServerError: there is no server, it refuses, it fails, or the answer is not whole.
        """
        try:
            answer = self._client.request(method, self._address.copy_merge_params(params or {}), **content)
        except httpx.ConnectError:
            none = _("no server answers at {url}; is it running, and is the address right?")
            raise ServerError(none.format(url=self.shown)) from None
        except httpx.TimeoutException:
            late = _("{url} did not answer in time; try again, or ask for less")
            raise ServerError(late.format(url=self.shown)) from None
        except httpx.HTTPError:
            cut = _("the connection to {url} was cut before the answer was whole; try again")
            raise ServerError(cut.format(url=self.shown)) from None
        if not answer.is_success:
            raise ServerError(self._failure(answer), answer.status_code)
        return answer

    @property
    def shown(self) -> str:
        """The address as it may be shown."""
        return web.shown(self._address)

    def _failure(self, answer: httpx.Response) -> str:
        status = web.status(answer)
        if answer.is_redirect:
            return web.moved(answer, self._address)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            wrong = _("{url} does not accept this name and password ({status}); check COOP_USER and COOP_PASSWORD")
            unknown = _(
                "{url} asks who you are ({status}); give COOP_USER and COOP_PASSWORD in the environment, or a line for "
                "the server in ~/.netrc"
            )
            return (wrong if _credentials(self._address.host) else unknown).format(url=self.shown, status=status)
        if answer.status_code == httpx.codes.FORBIDDEN:
            return _("{url} does not allow this ({status})").format(url=self.shown, status=status) + _said(answer)
        if answer.status_code == httpx.codes.NOT_FOUND:
            return _("the server has nothing at {url} ({status}); check the address").format(
                url=self.shown, status=status
            )
        return _("{url} answered {status}").format(url=self.shown, status=status) + _said(answer)


def _said(answer: httpx.Response) -> str:
    """Return the beginning of what a server said, without what it must not be heard to say."""
    secret = _credentials(answer.request.url.host)
    text = answer.text.replace(secret[1], "…") if secret and secret[1] else answer.text
    said = web.excerpt(answer, text)
    return f": {said}" if said else ""


def _credentials(host: str) -> tuple[str, str] | None:
    """Return name and password for a host, from the environment or ~/.netrc; None if there are none."""
    if user := os.environ.get(USER):
        return user, os.environ.get(PASSWORD, "")
    try:
        found = netrc.netrc().authenticators(host)
    except FileNotFoundError:
        return None
    except (netrc.NetrcParseError, UnicodeDecodeError, OSError):  # what they say may hold the password
        wrong = _(
            "{file} cannot be read; it needs lines “machine HOST login NAME password …” and must be readable by you "
            "alone"
        )
        raise ServerError(wrong.format(file=Path.home() / ".netrc")) from None
    return (found[0], found[2]) if found else None
