"""Writes pages with several processes at once: each has the graph open for reading, and writes what it makes."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from graph.site import about, downloads, gaps, listings, overview, places, questions, search, terms
from graph.site.edition import Edition, Page
from graph.site.survey import Found, Survey
from graph.store import open_store

ROOMS = {room.__name__: room for room in (overview, listings, gaps, questions, terms, about, search)}
"""What makes pages of a language and needs no suggestions."""

_surveys: list[Survey] = []


class Press:
    """Processes that write pages; to be used in a ``with``.

    Args:
        graph: the folder of the graph.
        day: the day the site is of.
        folder: where the pages go.
    """

    def __init__(self, graph: Path, day: str, folder: Path) -> None:
        cores = len(os.sched_getaffinity(0))
        # not forked: a process with threads, as the store has, is not to be doubled
        self._pool = ProcessPoolExecutor(cores, get_context("spawn"), _begin, (graph, day))
        self._folder = folder
        self._begun: list[Future[None]] = []

    def __enter__(self) -> "Press":
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        self._pool.shutdown(cancel_futures=bool(failure))

    def write(self, room: str, languages: Iterable[str], found: Found) -> None:
        """Have the pages of a room written: the name of one of `ROOMS`, ``places`` or ``downloads``.

        Args:
            room: what makes them.
            languages: the languages they are written in; what has none is written once.
            found: what is known already of the survey.
        """
        for language in languages:
            self._begun.append(self._pool.submit(_write_room, room, language, found, self._folder))

    def finish(self, step: Callable[[str], None]) -> None:
        """Wait for all that was begun, and say how far it is.

        Raises:
            Exception: what went wrong in making a page.
        """
        for number, one in enumerate(self._begun, 1):
            one.result()
            step(f"{number} of {len(self._begun)}")


def _begin(graph: Path, day: str) -> None:
    _surveys.append(Survey(open_store(graph), day))


def _write_room(room: str, language: str, found: Found, folder: Path) -> None:
    survey = _surveys[-1]
    survey.learn(found)
    made = downloads.pages(survey) if room == "downloads" else _room(room)(Edition(survey, language))
    for page in made:
        put(folder, page)


def _room(name: str) -> Callable[[Edition], Iterable[Page]]:
    return places.pages if name == places.__name__ else ROOMS[name].pages


def put(folder: Path, page: Page) -> None:
    """Write a page to its place."""
    path = folder / page.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page.text if isinstance(page.text, bytes) else page.text.encode())
