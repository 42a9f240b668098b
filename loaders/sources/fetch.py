"""Documents fetched from public servers: one request at a time, patiently, whole or not at all, kept with their day.

A document is kept only once it has been understood, and then replaces the one before in one step. So whatever goes
wrong on the way, what was kept stays as it was.
"""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, TypeVar

import httpx
from tenacity import Retrying, retry_if_exception, stop_after_attempt

from loaders.model.messages import any_of
from loaders.model.messages import gettext as _
from loaders.sources import web
from loaders.sources.patience import PATIENT, FetchError, LateError, PassingError, Patience, PrivateError

LARGEST = 32 << 20
"""Bytes that an answer may have, unpacked."""
_PASSING = {408, 425, 429, 500, 502, 503, 504}
"""What a server answers that may answer otherwise in a while."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class Answered:
    """What a server sent.

    Attributes:
        content: the document; nothing if it is the one that was had before.
        headers: what is said of it.
        unchanged: whether it is the one that was had before (304).
    """

    content: bytes
    headers: Mapping[str, str]
    unchanged: bool = False


def fetch(
    url: str,
    kinds: Collection[str],
    read: Callable[[str], Result],
    form: Mapping[str, str] | None = None,
    patience: Patience = PATIENT,
) -> Result:
    """Return what a text at an address says, once it has been read whole.

    Args:
        url: the address; redirects are told of, not followed, since what is elsewhere may be something else.
        kinds: the media types that the document may have.
        read: returns what a text says, or raises ValueError that says why it is not the whole document.
        form: what to send (POST); nothing asks for the document as it is (GET).
        patience: how long to wait.

    Raises:
        FetchError: there is no such server, it refuses, fails for good, or what it sends is no such document.
    """
    return _patiently(_Request(checked(url), patience.timeout, kinds, form), _of_text(url, read), patience)


def fetch_bytes(url: str, kinds: Collection[str], patience: Patience = PATIENT) -> bytes:
    """Return what stands at an address as it is; see `fetch`.

    Raises:
        FetchError: there is no such server, it refuses, fails for good, or what it sends is of no such kind.
    """
    return get(url, kinds, patience).content


def get(
    url: str,
    kinds: Collection[str],
    patience: Patience = PATIENT,
    headers: Mapping[str, str] | None = None,
    public: bool = False,
    largest: int = LARGEST,
) -> Answered:
    """Return what stands at an address, with what its server says of it; see `fetch`.

    Args:
        url: the address.
        kinds: the media types that the document may have; none if it may have any.
        patience: how long to wait.
        headers: what to send besides, as what is known of the document that was had before.
        public: refuse an address of this machine, or of a network that is not public.
        largest: the bytes that the document may have.

    Raises:
        FetchError: there is no such server, it refuses, fails for good, or what it sends is of no such kind.
    """
    request = _Request(checked(url), patience.timeout, kinds, headers=headers or {}, public=public, largest=largest)
    return _patiently(request, lambda answered: answered, patience)


def post(url: str, said: Any, patience: Patience, headers: Mapping[str, str], largest: int) -> bytes:
    """Return what a server answers to a JSON document; see `get`.

    Raises:
        FetchError: there is no such server, it refuses, or fails for good.
    """
    request = _Request(checked(url), patience.timeout, (), headers=headers, document=said, largest=largest)
    return _patiently(request, lambda answered: answered.content, patience)


def _of_text(url: str, read: Callable[[str], Result]) -> Callable[[Answered], Result]:
    """Return what reads a document that is a text."""

    def reading(answered: Answered) -> Result:
        try:
            text = answered.content.decode("utf-8-sig")
        except UnicodeDecodeError:
            told = _("what {address} answered is not text in UTF-8")
            raise PassingError(told.format(address=web.shown(checked(url)))) from None
        return read(text)

    return reading


def _patiently(request: "_Request", read: Callable[[Answered], Result], patience: Patience) -> Result:
    """Return what a request comes to, tried again as long as that may help."""
    attempts = Retrying(
        retry=retry_if_exception(patience.bears),
        wait=patience.before_next,
        stop=stop_after_attempt(patience.attempts),
        sleep=patience.sleep,
        reraise=True,
    )
    try:
        result: Result = attempts(_once, request, read)
        return result
    except PassingError as error:
        times = attempts.statistics["attempt_number"]
        told = (
            _("{error}; tried {times} times, try again later")
            if times > 1
            else _("{error}; tried once, try again later")
        )
        raise FetchError(told.format(error=error, times=times), error.status, passing=True) from None


@dataclass(frozen=True)
class _Request:
    url: httpx.URL
    timeout: float
    kinds: Collection[str]
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    document: Any = None
    public: bool = False
    largest: int = LARGEST

    @property
    def shown(self) -> str:
        """The address as it may be shown."""
        return web.shown(self.url)


def checked(url: str) -> httpx.URL:
    """Return an address that documents may be fetched from; see `web.checked`."""
    instead = _("leave name and password out of the address, which others may come to see")
    return web.checked(url, "https://query.wikidata.org/sparql", FetchError, instead)


def _once(request: _Request, read: Callable[[Answered], Result]) -> Result:
    shown, deadline = request.shown, time.monotonic() + request.timeout
    method = "GET" if request.form is None and request.document is None else "POST"
    headers = {"Accept": ", ".join(request.kinds) or "*/*", **request.headers}
    times = httpx.Timeout(request.timeout, connect=10)
    if request.public:
        web.refuse_private(request.url, PrivateError)
    sent = _client().stream(
        method, request.url, data=request.form, json=request.document, headers=headers, timeout=times
    )
    try:
        with sent as answer:
            if request.public:
                web.refuse_private_peer(answer, PrivateError)
            unchanged = answer.status_code == httpx.codes.NOT_MODIFIED and bool(request.headers)
            if not unchanged:
                _refuse(answer, request)
            answered = Answered(_whole(answer, request, deadline), dict(answer.headers), unchanged)
    except UnicodeError:  # a name of which none can be looked up
        raise FetchError(_("no server answers at {address}").format(address=shown)) from None
    except httpx.ConnectError:
        raise PassingError(_("no server answers at {address}").format(address=shown)) from None
    except httpx.TimeoutException:
        told = _("{address} did not answer in time ({seconds:g} seconds)")
        raise LateError(told.format(address=shown, seconds=request.timeout)) from None
    except httpx.HTTPError:
        told = _("the connection to {address} was cut before the answer was whole")
        raise PassingError(told.format(address=shown)) from None
    try:
        return read(answered)
    except (ValueError, RecursionError) as error:
        told = _("what {address} answered is not the whole document: {error}")
        raise PassingError(told.format(address=shown, error=error)) from None


@cache
def _client() -> httpx.Client:
    return httpx.Client(headers={"User-Agent": web.agent()})


def _refuse(answer: httpx.Response, request: _Request) -> None:
    """Raise what is wrong with an answer by what it says of itself."""
    status, kind = web.status(answer), web.media_type(answer)
    if answer.is_redirect:
        there = str(request.url.join(answer.headers.get("location", "")))
        raise FetchError(web.moved(answer, request.url), answer.status_code, there)
    if answer.status_code in _PASSING:
        asked = _seconds(answer.headers.get("retry-after", ""))
        told = _("{address} answered {status}")
        if asked:
            told = _("{address} answered {status} and asks to wait for {seconds:.0f} seconds")
        raise PassingError(told.format(address=request.shown, status=status, seconds=asked), asked, answer.status_code)
    if not answer.is_success:
        said = web.excerpt(answer, next(answer.iter_text(web.EXCERPT), ""))
        told = _("{address} answered {status}: {said}") if said else _("{address} answered {status}")
        raise FetchError(told.format(address=request.shown, status=status, said=said), answer.status_code)
    if request.kinds and kind not in request.kinds:
        told = _("{address} sent {kind} instead of {kinds}")
        if not kind:
            told = _("{address} sent something of no kind instead of {kinds}")
        told = told.format(address=request.shown, kind=kind, kinds=any_of(request.kinds))
        raise FetchError(told, answer.status_code)


def _seconds(retry_after: str) -> float:
    """Return the seconds that Retry-After asks for, which it gives as such or as the date to wait for."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    try:
        then = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0
    return max((then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds(), 0)


def _whole(answer: httpx.Response, request: _Request, deadline: float) -> bytes:
    body = bytearray()
    for part in answer.iter_bytes():
        body += part
        if len(body) > request.largest:
            told = _("{address} sent more than {size} MB, which is more than it can have to say")
            raise FetchError(told.format(address=request.shown, size=request.largest >> 20), answer.status_code)
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("an answer that trickles")
    return bytes(body)
