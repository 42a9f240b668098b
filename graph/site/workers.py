"""Writes pages with several processes at once: each has the graph in its memory, and writes what it makes."""

import gc
import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from graph.site import change_feed, finding
from graph.site.language_site import LanguageSite, Page
from graph.site.pages import (
    about,
    calendar,
    compare,
    downloads,
    gaps,
    listings,
    news,
    overview,
    pairs,
    places,
    questions,
    regions,
    search,
    terms,
)
from graph.site.snapshot import SiteSnapshot
from graph.store.folder import belongs_to

PAGE_MAKERS = {
    module.__name__.rpartition(".")[2]: module.pages
    for module in (
        terms,
        about,
        overview,
        listings,
        news,
        search,
        calendar,
        gaps,
        regions,
        compare,
        questions,
        pairs,
        places,
    )
}
"""Module of `graph.site.pages` -> its function that makes pages in a language."""

_snapshots: list[SiteSnapshot] = []
"""The snapshot of a worker process."""
_taken: list[int] = []
"""The sizes of what a worker process has taken over by now, one for each time that something was shared."""


class PageWorkers:
    """A pool of processes that write pages, one on each other core; to be used in a ``with``.

    Args:
        graph: the graph, as N-Quads.
        kept: the folder with what was computed from it when it was built, if it has one.
        day: the day of the site (ISO 8601).
        folder: where the pages are written.
        address: where the site will stand.
    """

    def __init__(self, graph: bytes, kept: Path | None, day: str, folder: Path, address: str) -> None:
        others = max(len(os.sched_getaffinity(0)) - 1, 1)
        # not forked: a process with threads, as the store has, is not to be doubled
        self._pool = ProcessPoolExecutor(others, get_context("spawn"), _begin, (graph, kept, day, address))
        self._folder = folder
        self._begun: dict[Future[None], tuple[str, tuple[str, ...]]] = {}
        self._shared: list[bytes] = []

    def __enter__(self) -> "PageWorkers":
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        self._pool.shutdown(cancel_futures=bool(failure))

    def share(self, snapshot: SiteSnapshot, *names: str) -> None:
        """Let the processes have properties of the same graph on the same day, which are computed here and once."""
        self._shared.append(pickle.dumps({name: getattr(snapshot, name) for name in names}))

    def write(self, module: str, languages: Iterable[str]) -> None:
        """Have one process write the pages of a module, so that it reads the facts once.

        Args:
            module: one of `PAGE_MAKERS`; ``about`` writes what programs read too, as it states the sizes of the files.
            languages: the languages they are written in.
        """
        job = module, tuple(languages)
        self._begun[self._pool.submit(_write_there, *job, tuple(self._shared), self._folder)] = job

    def finish(self, snapshot: SiteSnapshot, step: Callable[[str], None]) -> None:
        """Write the pages that no worker has begun, from the last on, and wait for the workers.

        Raises:
            Exception: what went wrong in making a page.
        """
        for one, (module, languages) in reversed(self._begun.items()):
            if one.cancel():
                step(module)
                _write(snapshot, module, languages, self._folder)
        for one in self._begun:
            if not one.cancelled():
                one.result()


@contextmanager
def uncollected() -> Iterator[None]:
    """Turn off the search for reference cycles: pages hold hardly any, and it takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _begin(graph: bytes, kept: Path | None, day: str, address: str) -> None:
    gc.disable()
    _snapshots.append(SiteSnapshot(in_memory(graph, kept), day, address))


def in_memory(graph: bytes, kept: Path | None = None) -> Store:
    """Return a graph in N-Quads as a store in memory: a site reads all of it many times, which is slow from a disk.

    Args:
        graph: the graph.
        kept: the folder with what was computed from it when it was built, if it has one.
    """
    store = Store()
    store.bulk_extend(parse(graph, RdfFormat.N_QUADS))  # bulk_load would give blank nodes other names
    belongs_to(store, kept)
    return store


def _write_there(module: str, languages: tuple[str, ...], shared: tuple[bytes, ...], folder: Path) -> None:
    for found in shared[len(_taken) :]:
        _snapshots[-1].take_over(pickle.loads(found))  # noqa: S301 - from the process that began this one
        _taken.append(len(found))
    _write(_snapshots[-1], module, languages, folder)


def _write(snapshot: SiteSnapshot, module: str, languages: tuple[str, ...], folder: Path) -> None:
    if module == "about":
        put(folder, [*downloads.pages(snapshot), *change_feed.pages(snapshot), finding.llms(snapshot, languages)])
    for language in languages:
        put(folder, PAGE_MAKERS[module](LanguageSite(snapshot, language)))


def put(folder: Path, pages: Iterable[Page]) -> None:
    """Write pages to their paths in a folder."""
    made = set()
    for page in pages:
        where = page.path.rpartition("/")[0]
        if where not in made:
            (folder / where).mkdir(parents=True, exist_ok=True)
            made.add(where)
        (folder / page.path).write_bytes(page.text if isinstance(page.text, bytes) else page.text.encode())
