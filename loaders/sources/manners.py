"""Pages of others read politely: what their robots.txt allows, one at a time, with time between, public ones only."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from loaders.model.messages import gettext as _
from loaders.sources import web
from loaders.sources.fetch import Answered, checked, get
from loaders.sources.patience import FetchError, Patience

PATIENCE = Patience(attempts=3, first=2, longest=30, timeout=30)
"""How long a page is waited for, of which there are many."""
AGENT = "vnjp-ties"
"""The name that robots.txt has for us."""
LARGEST = 16 << 20
"""Bytes that a page may have."""
_ROBOTS = 512 << 10
_HOPS = 3
_LONGEST_PAUSE = 30.0


class DisallowedError(FetchError):
    """Who keeps a page does not want programs to read it."""


@dataclass
class Visitor:
    """Reads pages in one run.

    Args:
        patience: how long to wait for a server, and between two requests to it.
        clock: tells the time, in seconds.
    """

    patience: Patience = PATIENCE
    clock: Any = time.monotonic
    _robots: dict[str, Any] = field(default_factory=dict)
    _silent: dict[str, str] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def visit(
        self,
        url: str,
        kinds: Collection[str],
        headers: Mapping[str, str] | None = None,
        private: bool = False,
        hops: int = _HOPS,
    ) -> Answered:
        """Return what stands at an address, or where that leads to.

        Args:
            url: the address.
            kinds: the media types that it may have.
            headers: what is known of what was had before.
            private: whether it may be on this machine, or in a network that is not public.
            hops: how many redirects are followed; each must lead to what may be read as well.

        Raises:
            DisallowedError: robots.txt does not allow it.
            FetchError: it cannot be had.
        """
        if said := self._silent.get(_origin(url)):  # where nobody answers is not asked for each of its pages
            raise FetchError(said, passing=True)
        rules = self._rules(url, private)
        if rules is not None and not rules.can_fetch(url, AGENT):
            told = _("the robots.txt of {address} does not allow programs to read it")
            raise DisallowedError(told.format(address=_shown(url)))
        asked = (rules.crawl_delay(AGENT) if rules is not None else 0) or 0
        try:
            return self._get(url, kinds, headers, private, min(max(self.patience.pause, asked), _LONGEST_PAUSE))
        except FetchError as error:
            if not (error.there and hops > 0 and _leads(url, error.there)):
                raise
            return self.visit(error.there, kinds, headers, private, hops - 1)

    def _get(
        self, url: str, kinds: Collection[str], headers: Mapping[str, str] | None, private: bool, pause: float
    ) -> Answered:
        origin = _origin(url)
        wait = self._last.get(origin, -pause) + pause - self.clock()
        if wait > 0:
            self.patience.sleep(wait)
        try:
            return self._asked(url, kinds, headers, private, LARGEST)
        finally:
            self._last[origin] = self.clock()

    def _asked(
        self, url: str, kinds: Collection[str], headers: Mapping[str, str] | None, private: bool, largest: int
    ) -> Answered:
        try:
            return get(url, kinds, self.patience, headers, not private, largest)
        except FetchError as error:
            if error.passing and not error.status:
                self._silent[_origin(url)] = str(error)
            raise

    def _rules(self, url: str, private: bool) -> Any:
        """Return what robots.txt says at a server; nothing if there is none. One that fails forbids (RFC 9309)."""
        from protego import Protego

        origin = _origin(url)
        if origin not in self._robots:
            try:
                answered = self._asked(f"{origin}/robots.txt", (), None, private, _ROBOTS)
                self._robots[origin] = Protego.parse(answered.content.decode("utf-8", "replace"))
            except FetchError as error:
                if not (300 <= error.status < 500 and error.status != httpx.codes.TOO_MANY_REQUESTS):
                    raise
                self._robots[origin] = None
        return self._robots[origin]


def _origin(url: str) -> str:
    return str(checked(url).copy_with(raw_path=b"/", fragment=None)).rstrip("/")


def _leads(url: str, there: str) -> bool:
    """Whether a redirect leads to another page that is as safe to read."""
    try:
        address = httpx.URL(there)
    except httpx.InvalidURL:
        return False
    safer = httpx.URL(url).scheme == "http" or address.scheme == "https"
    return there != url and address.scheme in {"http", "https"} and safer and not address.userinfo


def _shown(url: str) -> str:
    return web.shown(checked(url))
