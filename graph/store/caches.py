"""What has been worked out from graphs, cached: a graph is asked once by whoever needs the same again.

Whoever opens a newer graph lets go of what is cached of the older one, and with it of the older one's files and memory.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, ParamSpec, TypeVar, cast

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_CACHES: list[Any] = []


def cached(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Cache what a function of a graph, or of what was read from one, returns until `forget`; see `functools.cache`."""
    made = cache(function)
    _CACHES.append(made)
    return cast(Callable[Asked, Answer], made)


def forget() -> None:
    """Let go of all that is cached of graphs."""
    for one in _CACHES:
        one.cache_clear()
