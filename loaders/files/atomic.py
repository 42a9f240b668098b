"""Files replaced whole: who reads one finds the old or the new, whatever fails or is killed on the way."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from loaders.model.messages import gettext as _

_IN_USE = "lock"


@contextmanager
def replaced(path: Path, durable: bool = False) -> Iterator[IO[bytes]]:
    """Write a file beside its place and move it there when it is complete; if that fails, the old one stays.

    Until then it is called ``.NAME.`` and what tempfile adds; a process that is killed leaves it so.

    Args:
        path: its place, in a folder that is there. The file is for its owner alone.
        durable: have it on the disk before it takes its place, so that not even a loss of power leaves half of it.
    """
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        part = Path(file.name)
        try:
            yield file
            if durable:
                file.flush()
                os.fsync(file.fileno())
            file.close()
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """Write a file that somebody named, for all to read; its folder is made. Else as `replaced`.

    Raises:
        IsADirectoryError: a folder stands there.
    """
    if path.is_dir():
        raise IsADirectoryError(_("{path} is a folder; name a file in it").format(path=path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with replaced(path) as file:
        yield file
        Path(file.name).chmod(0o644)


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Wait until nobody else writes in a folder, and keep others from it meanwhile; who reads is not held up."""
    from filelock import FileLock

    with FileLock(folder / "lock"):
        yield


@contextmanager
def folder_beside(place: Path) -> Iterator[Path]:
    """Make a folder beside a place, to write in it what goes there; it is removed in the end, whatever happens.

    It is called ``.NAME.`` and what tempfile adds, and locked while it is in use, so that what a process left that was
    killed is known, and removed by the next.

    Args:
        place: of a folder, in another that is there.
    """
    from filelock import FileLock, Timeout

    name = f".{place.name}."
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=name) as made, FileLock(Path(made) / _IN_USE):
        for other in place.parent.iterdir():
            if other.name.startswith(name) and (other / _IN_USE).is_file():
                with suppress(Timeout), FileLock(other / _IN_USE, timeout=0):
                    shutil.rmtree(other, ignore_errors=True)
        yield Path(made)
