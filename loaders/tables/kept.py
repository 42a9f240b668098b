"""Data sets as they were read and checked, kept in a file: so they are there in a fifth of the time."""

import gc
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from loaders.files.atomic import replaced
from loaders.tables.catalogue import Catalogue

_OTHERS = {
    ("decimal", "Decimal"), ("collections", "defaultdict"), ("builtins", "list"), ("builtins", "set"),
}  # fmt: skip
"""What a catalogue is made of besides classes of ours."""


def keep(catalogue: Catalogue, path: Path) -> None:
    """Write a catalogue, in which nothing is wrong, into a file.

    Args:
        catalogue: the catalogue.
        path: the file, in a folder that is there.
    """
    with replaced(path) as file, _without_collector():
        pickle.dump((catalogue.state, catalogue.continued()), file, protocol=5)


def read(path: Path, state: bytes) -> Catalogue | None:
    """Return the catalogue that a file holds; None if it holds none that can be read, or one of other data sets.

    Args:
        path: the file.
        state: the fingerprint of the data sets.
    """
    try:
        with path.open("rb") as file, _without_collector():
            of, catalogue = _OfOurs(file).load()
            gc.freeze()  # it goes with the last who needs it; a collection that looks through it takes as long again
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, ValueError, TypeError):
        return None  # not there, cut off, or not written by us
    return catalogue if of == state else None


class _OfOurs(pickle.Unpickler):
    """Makes things of our own classes alone: a file that somebody else has put there runs nothing."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _OTHERS and not module.startswith(("loaders.model.", "loaders.tables.")):
            raise pickle.UnpicklingError(f"{module}.{name}")
        found = super().find_class(module, name)
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector from looking through what is being made, of which nothing is garbage."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
