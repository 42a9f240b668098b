"""How long a server is waited for, how it is left in peace, and what says that a document could not be had."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tenacity import RetryCallState, wait_exponential

from loaders.model.problems import UserError


class FetchError(UserError, OSError):
    """A document could not be fetched, or what came is not one.

    Attributes:
        status: what the server answered; 0 if it did not, or not to the end.
        there: where it says that the document is, if it does.
        passing: whether it may be had the next time.
    """

    def __init__(self, message: str, status: int = 0, there: str = "", passing: bool = False) -> None:
        super().__init__(message)
        self.status, self.there, self.passing = status, there, passing


class PrivateError(FetchError):
    """A document is on this machine, or in a network that is not public."""


class PassingError(FetchError):
    """What may go well the next time; ``asked`` is how many seconds the server wants to be left alone."""

    def __init__(self, message: str, asked: float = 0, status: int = 0) -> None:
        super().__init__(message, status)
        self.asked = asked


class LateError(PassingError):
    """A server did not answer in time."""


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
        once_late: whether who did not answer in time is asked again.
    """

    attempts: int = 5
    first: float = 2
    longest: float = 120
    timeout: float = 90
    pause: float = 1
    sleep: Callable[[float], None] = time.sleep
    once_late: bool = True

    def before_next(self, state: RetryCallState) -> float:
        """Return how long to wait after an attempt: twice as long each time, or as long as the server asks for."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.asked if isinstance(error, PassingError) else 0
        return max(wait_exponential(multiplier=self.first, max=self.longest)(state), asked)

    def bears(self, error: BaseException) -> bool:
        """Whether to try again after an error."""
        waits = self.once_late or not isinstance(error, LateError)
        return isinstance(error, PassingError) and error.asked <= self.longest and waits


PATIENT = Patience()
"""As patient as public servers ask for."""
