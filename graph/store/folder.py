"""The store: a folder that holds the graph on disk, read by many, replaced whole by one.

Each build stands in a folder of its own, a *generation*; the file ``current`` names the one that is read.
Replacing that small file is the only step that readers see, so that a build that is killed changes nothing.

Beside it stands the *base*: the graph of the project's own facts, and these facts as they were read. A generation
begins as a copy of it, which costs next to nothing: its large files never change, and are shared (hard links).
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Protocol, TypeVar

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    Store,
    Triple,
)

from graph.store.caches import forget
from loaders.files.atomic import one_writer, replaced
from loaders.imports.user_datasets import index
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError

Filled = TypeVar("Filled")
Results = QuerySolutions | QueryBoolean | Iterable[Triple]

APP = "vnjp-ties"
CURRENT = "current"
PREFIX = "generation-"
BASE = "base-"


class Graph(Protocol):
    """What can be asked: a `Store` on this machine, or an `Endpoint` on another."""

    def __hash__(self) -> int: ...

    def query(self, query: str, *, use_default_graph_as_union: bool = ...) -> Results:
        """Run a SPARQL query; over the union of all named graphs if so asked."""

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        value: NamedNode | BlankNode | Literal | Triple | None,
        graph_name: NamedNode | BlankNode | DefaultGraph | None = ...,
        /,
    ) -> Iterator[Quad]:
        """Yield the quads that match a pattern, in which None matches anything."""


class NoGraphError(UserError, LookupError):
    """There is no graph at the place asked for."""

    def __init__(self, folder: Path) -> None:
        none = _("there is no graph in {folder} yet; make it with: coop build --store {folder}")
        super().__init__(none.format(folder=folder))


class ServerError(UserError):
    """A graph on a server is asked for where one on this machine is needed."""

    def __init__(self, url: str) -> None:
        elsewhere = _("COOP_STORE names the server {url}; this needs a graph on this machine, give its folder")
        super().__init__(elsewhere.format(url=url))


def default_folder() -> Path:
    """Return the default folder of the graph, under the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "graph"


def usual_folder() -> Path:
    """Return the folder that COOP_STORE names, as for the commands, or else the default one.

    Raises:
        ServerError: it names a server.
    """
    named = os.environ.get("COOP_STORE", "")
    if named.lower().startswith(("http://", "https://")):
        raise ServerError(named)
    return Path(named) if named else default_folder()


def generation(folder: Path) -> Path:
    """Return the folder of the generation that is read.

    Raises:
        NoGraphError: nothing has been built there.
    """
    name, _ = _current(folder)
    return folder / name


def built_from(folder: Path) -> str:
    """Return the fingerprint of what the current generation was built from.

    Raises:
        NoGraphError: nothing has been built there.
    """
    return _current(folder)[1]


def _current(folder: Path) -> tuple[str, str]:
    try:
        name, _, origin = (folder / CURRENT).read_text("utf-8").strip().partition(" ")
    except (FileNotFoundError, NotADirectoryError):
        raise NoGraphError(folder) from None
    if not name.startswith(PREFIX) or not (folder / name).is_dir():
        raise NoGraphError(folder)
    return name, origin


def fingerprint(folder: Path) -> str:
    """Return what the graph in a folder is to be built from: another if that changes.

    It is the project's facts, ontology, rules and loaders, what learns from the facts, and the user's own tables beside
    the graph.
    """
    tables = index(folder)
    return _of_the_project() + (blake2b(tables, digest_size=8).hexdigest() if tables else "")


@cache
def _of_the_project() -> str:
    digest = blake2b(digest_size=16)
    root = Path(__file__).parents[2]
    for rooms in ("loaders", "ontology", "queries/rules", "graph/store", "graph/suggest"):
        for path in sorted(root.joinpath(rooms).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def open_store(folder: Path) -> Store:
    """Return the graph, open for reading: the same store until the folder holds another generation.

    Raises:
        NoGraphError: nothing has been built there.
    """
    where = generation(folder).absolute()
    before = _OPEN.get(where.parent)
    if before and folder_of(before) == where:
        return before
    if before:
        del _FOLDERS[before]
        forget()
    store = _OPEN[where.parent] = Store.read_only(str(where))
    belongs_to(store, where)
    return store


def opened(folder: Path, make: Callable[[], object], say: Callable[[str], None] = lambda _: None) -> Store:
    """Open the graph for reading; have it made if there is none, or if the facts have changed since.

    Args:
        folder: where the graph is kept.
        make: builds it there.
        say: called with why it has to be made, in the reader's language.
    """
    try:
        if built_from(folder) == fingerprint(folder):
            return open_store(folder)
        say(_("The facts have changed since the graph was built."))
    except NoGraphError:
        say(_("There is no graph yet."))
    make()
    return open_store(folder)


_FOLDERS: dict[Store, Path] = {}
_OPEN: dict[Path, Store] = {}
"""Folder -> its graph, as it was opened last."""


def belongs_to(store: Store, where: Path | None) -> None:
    """Note that a store holds the graph of a generation, so that what is kept in its folder is found."""
    if where:
        _FOLDERS[store] = where


def folder_of(store: Store) -> Path | None:
    """Return the folder of the generation that a store holds the graph of; None if it is of none."""
    return _FOLDERS.get(store)


def base(folder: Path) -> Path:
    """Return where the base stands, if it has been built: another place if the project's facts or its code change."""
    return folder / f"{BASE}{_of_the_project()}"


def base_built(folder: Path, fill: Callable[[Store, Path], object], anew: bool = False) -> Path:
    """Return the base in a folder where nobody else writes; build it if it is not there.

    Args:
        folder: where the graph is kept.
        fill: as for `replace`.
        anew: build it though it is there.
    """
    place = base(folder)
    if anew or not place.is_dir():
        fresh = _filled(folder, f".{BASE}", fill)[0]
        shutil.rmtree(place, ignore_errors=True)
        fresh.rename(place)
    return place


def _filled(
    folder: Path, prefix: str, fill: Callable[[Store, Path], Filled], of: Path | None = None
) -> tuple[Path, Filled]:
    """Return a new folder with a graph, empty at first or a copy of another, and what filling it returned."""
    fresh = Path(tempfile.mkdtemp(prefix=prefix, dir=folder))
    try:
        if of:
            fresh.rmdir()
            Store.read_only(str(of)).backup(str(fresh))
        store = Store(str(fresh))
        filled = fill(store, fresh)
        store.flush()
        return fresh, filled
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def replace(
    folder: Path,
    fill: Callable[[Store, Path], Filled],
    origin: str = "",
    begin: Callable[[], Path | None] = lambda: None,
) -> Filled:
    """Build a new graph beside the current one and put it in its place, whole or not at all.

    Args:
        folder: where the graph is kept; it is made if it is not there.
        fill: writes the graph into an empty store, and what is computed once from it into a folder that goes with it;
            what it returns is returned.
        origin: a fingerprint of what it is built from; see `built_from`.
        begin: names the folder of a graph that the new one begins as a copy of; asked when nobody else writes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with one_writer(folder):
        fresh, filled = _filled(folder, PREFIX, fill, begin())
        try:
            _point_to(folder, fresh, origin)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        _drop_all_but(folder, fresh)
        return filled


def _point_to(folder: Path, fresh: Path, origin: str) -> None:
    with replaced(folder / CURRENT, durable=True) as file:
        file.write(f"{fresh.name} {origin}\n".encode())


def _drop_all_but(folder: Path, kept: Path) -> None:
    """Remove other generations and bases, those of killed builds too. Readers that have one open keep their files."""
    counts = {kept, base(folder)}
    for other in (one for form in (PREFIX, BASE, f".{BASE}") for one in folder.glob(f"{form}*")):
        if other not in counts:
            shutil.rmtree(other, ignore_errors=True)
    for left in folder.glob(f".{CURRENT}.*"):
        left.unlink(missing_ok=True)
