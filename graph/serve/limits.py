"""The limits of the server: time, sizes, and how many queries run at once."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from graph.serve.errors import RefusedError
from loaders.model.messages import gettext as _


@dataclass(frozen=True)
class Limits:
    """What a server grants.

    Attributes:
        seconds: how long a query may take.
        answer: how large an answer may be, in bytes.
        request: how large a request may be, in bytes.
        at_once: how many queries run at the same time.
        waiting: how many more may wait for their turn.
        idle: after how many seconds a connection that asks nothing is closed, one that never asked too.
        drain: how many seconds are left to what was asked, once the server is told to end.
        memory: how much the engine may use for all of them, in bytes; half of what there is.
    """

    seconds: float = 30
    answer: int = 32 << 20
    request: int = 128 << 10
    at_once: int = 8
    waiting: int = 256
    idle: float = 20
    drain: float = 30
    memory: int = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2


class Gate:
    """Lets so many queries through at a time and has some others wait; the rest are sent away.

    Args:
        limits: how many.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._turns = asyncio.Semaphore(limits.at_once)
        self._waiting = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and have it within.

        Raises:
            RefusedError: too many wait already, or the wait was as long as a query may take.
        """
        if self._turns.locked() and self._waiting >= self._limits.waiting:
            raise _busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._turns.acquire()
        except TimeoutError:
            raise _busy() from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turns.release()


def _busy() -> RefusedError:
    many = _("Too many queries are being answered; ask again in a few seconds.")
    return RefusedError(503, many, {"Retry-After": "5"})
