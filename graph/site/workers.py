"""Writes pages with several processes at once: each has the graph in its memory, and writes what it makes."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from graph.site.edition import Edition, Page
from graph.site.pages import about, downloads, gaps, listings, overview, places, questions, search, terms
from graph.site.snapshot import Found, Survey

ROOMS = {
    room.__name__.rpartition(".")[2]: room.pages
    for room in (terms, about, overview, listings, search, gaps, questions, places)
}
"""What makes the pages of a language, by its name; the long ones first, so that processes end together."""

_surveys: list[Survey] = []
"""The survey of a process that writes for another."""


class Press:
    """This process and, on the other cores, others that write pages; to be used in a ``with``.

    Args:
        graph: the graph, as N-Quads.
        survey: the same graph, as of the day that the site is of.
        folder: where the pages go.
    """

    def __init__(self, graph: bytes, survey: Survey, folder: Path) -> None:
        others = max(len(os.sched_getaffinity(0)) - 1, 1)
        # not forked: a process with threads, as the store has, is not to be doubled
        self._pool = ProcessPoolExecutor(others, get_context("spawn"), _begin, (graph, survey.day))
        self._survey, self._folder = survey, folder
        self._begun: dict[Future[None], tuple[str, tuple[str, ...]]] = {}

    def __enter__(self) -> "Press":
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        self._pool.shutdown(cancel_futures=bool(failure))

    def write(self, room: str, languages: Iterable[str], found: Found) -> None:
        """Have the pages of a room written, all by one process, which then reads for them once.

        Args:
            room: one of `ROOMS`; ``about`` writes the files for download too, of whose size it speaks.
            languages: the languages they are written in.
            found: what is known already of the survey.
        """
        job = room, tuple(languages)
        self._begun[self._pool.submit(_write_there, *job, found, self._folder)] = job

    def finish(self, step: Callable[[str], None]) -> None:
        """Write what the others have not begun, from the last on, and wait for them.

        Raises:
            Exception: what went wrong in making a page.
        """
        for one, (room, languages) in reversed(self._begun.items()):
            if one.cancel():
                step(room)
                _write(self._survey, room, languages, self._folder)
        for one in self._begun:
            if not one.cancelled():
                one.result()


@contextmanager
def uncollected() -> Iterator[None]:
    """Spare the search for circles of objects: pages hold hardly any, and it takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _begin(graph: bytes, day: str) -> None:
    gc.disable()
    _surveys.append(Survey(in_memory(graph), day))


def in_memory(graph: bytes) -> Store:
    """Return a graph that is given as N-Quads: a site reads all of it many times, which is slow from a disk."""
    store = Store()
    store.bulk_extend(parse(graph, RdfFormat.N_QUADS))  # bulk_load would give blank nodes other names
    return store


def _write_there(room: str, languages: tuple[str, ...], found: Found, folder: Path) -> None:
    _surveys[-1].learn(found)
    _write(_surveys[-1], room, languages, folder)


def _write(survey: Survey, room: str, languages: tuple[str, ...], folder: Path) -> None:
    if room == "about":
        put(folder, downloads.pages(survey))
    for language in languages:
        put(folder, ROOMS[room](Edition(survey, language)))


def put(folder: Path, pages: Iterable[Page]) -> None:
    """Write pages to their places."""
    for page in pages:
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.text if isinstance(page.text, bytes) else page.text.encode())
