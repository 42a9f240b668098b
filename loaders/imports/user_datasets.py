"""The user's own data sets: what was loaded or fetched, kept beside the graph in the form that ours have.

Each stands in a folder of its own. The file ``index`` names those that count; replacing that small file is the only
step by which one comes, changes or goes, so that whatever is killed leaves the old state or the new.
"""

import csv
import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loaders.files.atomic import one_writer, replaced
from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from loaders.model.problems import UserError

if TYPE_CHECKING:
    from loaders.tables.datasets import Dataset

FOLDER = "tables"
"""Where they are kept in the folder of the graph."""

TO_MEND = "to-mend"
"""The table of the rows that could not be understood, in the folder of a data set; further sheets have a number."""


class NoSuchSourceError(UserError, LookupError):
    """There is no data set of that name among the user's own."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        others = joined(sorted(known))
        if others:
            told = _("there is no source “{name}”; there are: {others}")
        else:
            told = _("there is no source “{name}”; nothing of your own has been loaded")
        super().__init__(told.format(name=name, others=others))


def index(graph: Path) -> bytes:
    """Return the fingerprint of the state of the user's own data sets.

    Args:
        graph: the folder of the graph.
    """
    try:
        return (graph / FOLDER / "index").read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return b""


def own(graph: Path) -> "list[Dataset]":
    """Return the user's own data sets, by name."""
    from loaders.tables.datasets import dataset

    return [dataset(name, graph / FOLDER / folder) for name, folder in sorted(_folders(graph).items())]


def one(graph: Path, name: str) -> "Dataset":
    """Return one of them.

    Args:
        graph: the folder of the graph.
        name: its name, or that of the file that it was loaded from if no other was.

    Raises:
        NoSuchSourceError: there is none of that name.
    """
    known, name = own(graph), unicodedata.normalize("NFC", name)  # as a Mac gives the names of files
    found = [one for one in known if one.name == name] or [one for one in known if name in _titles(one)]
    if len(found) != 1:
        raise NoSuchSourceError(name, (f"{one.name} ({one.descriptor['title']})" for one in found or known))
    return found[0]


def _titles(dataset: "Dataset") -> tuple[str, ...]:
    title = unicodedata.normalize("NFC", dataset.descriptor["title"])
    return title, Path(title).stem


@contextmanager
def draft(graph: Path, name: str) -> "Iterator[Draft]":
    """Have a data set written, to be kept as a whole or not at all; one writes at a time.

    Args:
        graph: the folder of the graph.
        name: the name that it will have; it replaces the one that has it.
    """
    home = graph / FOLDER
    home.mkdir(parents=True, exist_ok=True)
    with one_writer(home), ExitStack() as files:
        try:
            yield Draft(graph, name, Path(tempfile.mkdtemp(dir=home, prefix=".")), files)
        finally:
            files.close()
            _tidy(graph)


class Draft:
    """A data set that is being written.

    Args:
        graph: the folder of the graph.
        name: its name.
        folder: where it stands until it is kept.
        files: closes what is open.
    """

    def __init__(self, graph: Path, name: str, folder: Path, files: ExitStack) -> None:
        self._graph, self._name, self._folder, self._files = graph, name, folder, files

    def table(self, name: str, columns: Iterable[str]) -> Callable[[dict[str, str]], object]:
        """Begin a table; return what adds a row to it. What is no table of ours is for spreadsheets."""
        from loaders.files.safe_csv import ENCODING, harmless
        from loaders.model.records import TABLES

        ours, known = name in TABLES, list(columns)
        blank = dict.fromkeys(known, "")
        opened = (self._folder / f"{name}.csv").open("w", encoding="utf-8" if ours else ENCODING, newline="")
        writer = csv.writer(self._files.enter_context(opened), lineterminator="\n")
        shown: Callable[[Iterable[str]], Iterable[str]] = iter if ours else partial(map, harmless)
        writer.writerow(shown(known))
        return lambda row: writer.writerow(shown((blank | row).values()))

    def keep(self, about: Mapping[str, Any], given: Path | None = None) -> bool:
        """Put it in the place of the one of its name.

        Args:
            about: its data package: title, licences, sources...
            given: the file that it was read from, of which a copy is kept.

        Returns:
            Whether that changes anything.
        """
        from loaders.model.records import TABLES

        self._files.close()
        tables = sorted(self._folder.glob("*.csv"))
        resources = [_resource(path) for path in tables if path.stem in TABLES]  # others are for people to read
        beside = [_hash(path) for path in tables]
        if given:
            shutil.copyfile(given, self._folder / f"given{given.suffix.lower()}")
        lasting = {key: value for key, value in about.items() if key != "created"}
        state = f"{self._name}.{_digest(json.dumps([lasting, beside], sort_keys=True).encode())}"
        if _folders(self._graph).get(self._name) == state:
            return False
        text = json.dumps({**about, "name": self._name, "resources": resources}, ensure_ascii=False, indent=2)
        (self._folder / "datapackage.json").write_text(text + "\n", "utf-8")
        place = self._graph / FOLDER / state
        shutil.rmtree(place, ignore_errors=True)
        self._folder.rename(place)
        _point_to(self._graph, _folders(self._graph) | {self._name: state})
        return True


def drop(graph: Path, name: str) -> None:
    """Take a data set, called as for `one`, out again.

    Raises:
        NoSuchSourceError: there is none of that name.
    """
    gone = one(graph, name).name
    with one_writer(graph / FOLDER):
        _point_to(graph, {other: folder for other, folder in _folders(graph).items() if other != gone})
        _tidy(graph)


def slug(text: str) -> str:
    """Return a name for a data set: what of a text can stand in an id, or what tells it from others.

    >>> slug("Đối tác Nhật Bản 2024")
    'doi-tac-nhat-ban-2024'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d")).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-") or f"table-{_digest(text.encode())}"


def _folders(graph: Path) -> dict[str, str]:
    """Return the folder of each data set, by its name."""
    return {folder.rpartition(".")[0]: folder for folder in index(graph).decode().split()}


def _point_to(graph: Path, folders: Mapping[str, str]) -> None:
    with replaced(graph / FOLDER / "index", durable=True) as file:
        file.writelines(f"{folder}\n".encode() for _, folder in sorted(folders.items()))


def _tidy(graph: Path) -> None:
    """Remove what does not count: what a killed process has left, and what has been replaced."""
    counts = {*_folders(graph).values(), "index", "lock"}
    for other in (graph / FOLDER).iterdir():
        if other.name not in counts:
            shutil.rmtree(other) if other.is_dir() else other.unlink()


def _resource(path: Path) -> dict[str, Any]:
    """Return how a data package describes a table."""
    return {"name": path.stem, "path": path.name, "mediatype": "text/csv", "encoding": "utf-8",
            "bytes": path.stat().st_size, "hash": _hash(path)}  # fmt: skip


def _hash(path: Path) -> str:
    digest = blake2b()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return f"blake2b:{digest.hexdigest()}"


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=6).hexdigest()
