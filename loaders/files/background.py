"""Runs a generator in another process: while rows are checked here, the next ones are read there."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, TypeVar, cast

from loaders.model.messages import LANGUAGE
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError

Item = TypeVar("Item")

_TOGETHER = 1_000
"""Items that are handed over at a time."""
_WAITING = 1 << 20
"""The capacity of the pipe in bytes, where the system lets it be set."""


class EndedError(UserError, RuntimeError):
    """The other process has ended before its generator did."""

    def __init__(self) -> None:
        super().__init__(
            _("the process that was reading has ended: it was killed, or was short of memory; try it again")
        )


def in_background(generator: Callable[..., Iterator[Item]], *arguments: object) -> Iterator[Item]:
    """Yield the items of a generator that runs in another process, a few hundred items ahead.

    It ends as this one does, or when nobody asks for more. What it tells is in the language of this one's reader.

    Args:
        generator: a function of a module; it, its arguments and what it yields can be pickled.
        arguments: what it is called with.

    Raises:
        EndedError: the other process was killed.
        Exception: whatever the generator raises.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-P", "-m", __name__]  # -P: nothing is imported from where the user happens to stand
    with subprocess.Popen(  # noqa: S603 - this very program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, pipesize=_WAITING
    ) as process:
        given, received = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        try:
            _ask(given, (LANGUAGE.get(), generator, arguments))
            while items := _next(received):
                yield from items
        finally:
            process.kill()


def _ask(given: BinaryIO, what: object) -> None:
    try:
        with given:
            pickle.dump(what, given)
    except BrokenPipeError:
        raise EndedError from None


def _next(received: BinaryIO) -> Any:
    try:
        items = pickle.load(received)  # noqa: S301 - from the process that was started here
    except (EOFError, pickle.UnpicklingError):
        raise EndedError from None
    if isinstance(items, Exception):
        raise items
    return items


def _hand_over(asked: BinaryIO, handed: BinaryIO) -> None:
    """Run the generator that is asked for; hand over what it yields, at its end nothing, or what it raises."""
    language, generator, arguments = pickle.load(asked)  # noqa: S301 - from the process that started this one
    LANGUAGE.set(language)
    for items in _together(generator(*arguments)):
        pickle.dump(items, handed, pickle.HIGHEST_PROTOCOL)
        handed.flush()


def _together(items: Iterator[object]) -> Iterator[list[object] | Exception]:
    """Yield items in lists; at last an empty one, or the error that they ended with."""
    some: list[object] = []
    last: list[object] | Exception = []
    try:
        for item in items:
            some.append(item)
            if len(some) == _TOGETHER:
                yield some
                some = []
    except Exception as error:
        last = error
    if some:
        yield some
    yield last


if __name__ == "__main__":
    try:
        _hand_over(sys.stdin.buffer, sys.stdout.buffer)
    except (BrokenPipeError, KeyboardInterrupt):  # nobody asks for more, or both were told to stop
        os._exit(1)
