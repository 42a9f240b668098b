"""Documents fetched from public servers: one request at a time, patiently, whole or not at all, kept with their day.

A document is kept only once it has been understood, and then replaces the one before in one step. So whatever goes
wrong on the way, what was kept stays as it was.
"""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TypeVar

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from loaders.model.messages import any_of
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError
from loaders.sources import web

LARGEST = 32 << 20
"""Bytes that an answer may have, unpacked."""
_PASSING = {408, 425, 429, 500, 502, 503, 504}
"""What a server answers that may answer otherwise in a while."""

Result = TypeVar("Result")


class FetchError(UserError, OSError):
    """A document could not be fetched, or what came is not one."""


class _PassingError(FetchError):
    """What may go well the next time; ``asked`` is how many seconds the server wants to be left alone."""

    def __init__(self, message: str, asked: float = 0) -> None:
        super().__init__(message)
        self.asked = asked


@dataclass(frozen=True)
class Patience:
    """How long a server is waited for, and how it is left in peace. Times are in seconds.

    Attributes:
        attempts: how often a request is sent, all told.
        first: the time before the second attempt; it doubles before each further one.
        longest: the longest time between two attempts, whoever asks for it.
        timeout: the time that an answer may take until it is whole.
        pause: the time between two requests that went well.
        sleep: what waits.
    """

    attempts: int = 5
    first: float = 2
    longest: float = 120
    timeout: float = 90
    pause: float = 1
    sleep: Callable[[float], None] = time.sleep

    def before_next(self, state: RetryCallState) -> float:
        """Return how long to wait after an attempt: twice as long each time, or as long as the server asks for."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.asked if isinstance(error, _PassingError) else 0
        return max(wait_exponential(multiplier=self.first, max=self.longest)(state), asked)

    def bears(self, error: BaseException) -> bool:
        """Whether to try again after an error."""
        return isinstance(error, _PassingError) and error.asked <= self.longest


PATIENT = Patience()
"""As patient as public servers ask for."""


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
    return _patiently(_Request(_checked(url), kinds, form, patience.timeout), _of_text(url, read), patience)


def fetch_bytes(url: str, kinds: Collection[str], patience: Patience = PATIENT) -> bytes:
    """Return what stands at an address as it is; see `fetch`.

    Raises:
        FetchError: there is no such server, it refuses, fails for good, or what it sends is of no such kind.
    """
    return _patiently(_Request(_checked(url), kinds, None, patience.timeout), bytes, patience)


def _of_text(url: str, read: Callable[[str], Result]) -> Callable[[bytes], Result]:
    """Return what reads a document that is a text."""

    def reading(content: bytes) -> Result:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            told = _("what {address} answered is not text in UTF-8")
            raise _PassingError(told.format(address=web.shown(_checked(url)))) from None
        return read(text)

    return reading


def _patiently(request: "_Request", read: Callable[[bytes], Result], patience: Patience) -> Result:
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
    except _PassingError as error:
        times = attempts.statistics["attempt_number"]
        told = (
            _("{error}; tried {times} times, try again later")
            if times > 1
            else _("{error}; tried once, try again later")
        )
        raise FetchError(told.format(error=error, times=times)) from None


@dataclass(frozen=True)
class _Request:
    url: httpx.URL
    kinds: Collection[str]
    form: Mapping[str, str] | None
    timeout: float

    @property
    def shown(self) -> str:
        """The address as it may be shown."""
        return web.shown(self.url)


def _checked(url: str) -> httpx.URL:
    instead = _("leave name and password out of the address, which others may come to see")
    return web.checked(url, "https://query.wikidata.org/sparql", FetchError, instead)


def _once(request: _Request, read: Callable[[bytes], Result]) -> Result:
    shown, deadline = request.shown, time.monotonic() + request.timeout
    method, accept = "GET" if request.form is None else "POST", {"Accept": ", ".join(request.kinds)}
    times = httpx.Timeout(request.timeout, connect=10)
    try:
        with _client().stream(method, request.url, data=request.form, headers=accept, timeout=times) as answer:
            _refuse(answer, request)
            content = _whole(answer, shown, deadline)
    except httpx.ConnectError:
        raise _PassingError(_("no server answers at {address}").format(address=shown)) from None
    except httpx.TimeoutException:
        told = _("{address} did not answer in time ({seconds:g} seconds)")
        raise _PassingError(told.format(address=shown, seconds=request.timeout)) from None
    except httpx.HTTPError:
        told = _("the connection to {address} was cut before the answer was whole")
        raise _PassingError(told.format(address=shown)) from None
    try:
        return read(content)
    except (ValueError, RecursionError) as error:
        told = _("what {address} answered is not the whole document: {error}")
        raise _PassingError(told.format(address=shown, error=error)) from None


@cache
def _client() -> httpx.Client:
    return httpx.Client(headers={"User-Agent": web.agent()})


def _refuse(answer: httpx.Response, request: _Request) -> None:
    """Raise what is wrong with an answer by what it says of itself."""
    status, kind = web.status(answer), web.media_type(answer)
    if answer.is_redirect:
        raise FetchError(web.moved(answer, request.url))
    if answer.status_code in _PASSING:
        asked = _seconds(answer.headers.get("retry-after", ""))
        told = _("{address} answered {status}")
        if asked:
            told = _("{address} answered {status} and asks to wait for {seconds:.0f} seconds")
        raise _PassingError(told.format(address=request.shown, status=status, seconds=asked), asked)
    if not answer.is_success:
        said = web.excerpt(answer, next(answer.iter_text(web.EXCERPT), ""))
        told = _("{address} answered {status}: {said}") if said else _("{address} answered {status}")
        raise FetchError(told.format(address=request.shown, status=status, said=said))
    if kind not in request.kinds:
        told = _("{address} sent {kind} instead of {kinds}")
        if not kind:
            told = _("{address} sent something of no kind instead of {kinds}")
        raise FetchError(told.format(address=request.shown, kind=kind, kinds=any_of(request.kinds)))


def _seconds(retry_after: str) -> float:
    """Return the seconds that Retry-After asks for, which it gives as such or as the date to wait for."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    try:
        then = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0
    return max((then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds(), 0)


def _whole(answer: httpx.Response, shown: str, deadline: float) -> bytes:
    body = bytearray()
    for part in answer.iter_bytes():
        body += part
        if len(body) > LARGEST:
            told = _("{address} sent more than {size} MB, which is more than it can have to say")
            raise FetchError(told.format(address=shown, size=LARGEST >> 20))
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("an answer that trickles")
    return bytes(body)
