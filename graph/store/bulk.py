"""Many quads written to a store on disk: in parts, so that it takes little memory, and while the next are made."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from pyoxigraph import Quad, RdfFormat, Store, serialize

_PART = 50_000
"""Quads written at once: the fewer, the less memory it takes, and the more files there are."""
_FEW = 5_000
"""So many quads are written faster one by one than in files of their own."""


def write(store: Store, quads: Iterable[Quad]) -> None:
    """Write quads to a store, on two cores: the engine writes a part while the next is made.

    Args:
        store: the store.
        quads: the quads; made in this thread, by what may read the store and finds some of them there or not.
    """
    parts = _parts(quads)
    first = next(parts, [])
    if len(first) <= _FEW:
        store.extend(first)
        return
    with ThreadPoolExecutor(1) as writer:
        before: Future[None] | None = None
        while first:
            if before:
                before.result()
            before = writer.submit(_write, store, first)
            first = next(parts, [])
        if before:
            before.result()


def _write(store: Store, part: list[Quad]) -> None:
    """Write a part as text, which the engine reads by itself; not so blank nodes, which it would name anew."""
    text = serialize(part, format=RdfFormat.N_QUADS)
    if text and b"_:" in text:
        store.bulk_extend(part)
    else:
        store.bulk_load(text, RdfFormat.N_QUADS, lenient=True)


def _parts(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    more = iter(quads)
    while part := list(islice(more, _PART)):
        yield part
