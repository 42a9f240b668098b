"""Measuring: whole processes with their time and peak memory, and functions in a fork that can be stopped."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Used:
    """What a process used.

    Attributes:
        seconds: from its start to its end.
        cpu: seconds of processor time, of all its threads.
        megabytes: its peak memory.
    """

    seconds: float
    cpu: float
    megabytes: float

    @classmethod
    def typical(cls, runs: Sequence["Used"]) -> "Used":
        """Return the medians of several runs."""
        columns = zip(*((one.seconds, one.cpu, one.megabytes) for one in runs), strict=True)
        return cls(*(median(column) for column in columns))


def surroundings(cache: Path, **more: str) -> dict[str, str]:
    """Return an environment in which compiled modules are kept, as they are where the project is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(cache), **more}


def process(command: Sequence[str], env: dict[str, str]) -> tuple[Used, str]:
    """Run a process to its end; return what it used and what it wrote.

    Raises:
        RuntimeError: it failed.
    """
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=env) as child:
        assert child.stdout
        written = child.stdout.read().decode()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with status {child.returncode}")
    return Used(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), written


def worker(env: dict[str, str], *arguments: object) -> dict[str, Any]:
    """Run a task of `bench.work` in a process of its own, and return what it reports."""
    command = [sys.executable, "-m", "bench.work", *map(str, arguments)]
    return dict(json.loads(process(command, env)[1]))


def capped(task: Callable[[], Any], seconds: float) -> Any:
    """Return what a task returns, run in a fork of this process; None if it takes longer than ``seconds``.

    Raises:
        RuntimeError: the task failed.
    """
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(task, theirs))
    child.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(seconds) else None
    except EOFError:
        raise RuntimeError("a measurement failed; its message stands above") from None
    finally:
        child.kill()
        child.join()


def _send(task: Callable[[], Any], connection: Connection) -> None:
    connection.send(task())
    connection.close()
