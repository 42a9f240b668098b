"""A third of our facts, for what is not about them: a build takes a third as long. As a program it is `coop` on those.

Of the places of Japan, they are about the prefectures, and about the municipalities that ties may be of.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

from loaders.model.problems import Report
from loaders.tables.catalogue import Catalogue, load
from loaders.tables.datasets import DATA, Dataset, datasets
from loaders.tables.rows import Row, Table, open_tables

LEFT_OUT = {"links", "successions"}
"""The tables on Japan that are left out whole: identifiers in other registers, and how units changed."""
COOP_ON_LEAN = (sys.executable, __file__)
"""The command in a process of its own, on those facts."""


def lean_datasets() -> list[Dataset]:
    """Return our data sets without the tables left out."""
    found = []
    for one in datasets():
        kept = [of for of in one.descriptor["resources"] if one.name != "japan" or of["name"] not in LEFT_OUT]
        found.append(Dataset(one.name, {**one.descriptor, "resources": kept}, one.folder))
    return found


@contextmanager
def reading_lean() -> Iterator[None]:
    """Have whatever is built or loaded in this process rest on them."""
    with (
        patch("graph.store.build.datasets", lean_datasets),
        patch("graph.store.build.load", lean_load),
        patch("graph.store.user_sources.datasets", lean_datasets),
        patch("graph.store.user_sources.load", lean_load),
    ):
        yield


def lean_load(sets: Iterable[Dataset], own: Iterable[Dataset] = (), kept: Path | None = None) -> Catalogue:
    """Load the lean data sets, and the user's own beside them."""
    with patch("loaders.tables.catalogue.open_tables", _lean_tables):
        return load(sets, own, kept)


def _lean_tables(path: Path, report: Report) -> Iterator[Table]:
    """Open a table; of those of ours on Japan, and of figures, give the rows on places that are kept."""
    for table in open_tables(path, report):
        if path.parent in {DATA / "japan", DATA / "statistics"}:
            table.rows = (row for row in table.rows if _places(row) <= _kept())
        yield table


def _places(row: Row) -> set[str]:
    """Return the places of Japan that a row of a table on them tells of."""
    cells = (row.cells.get(column, "") for column in ("id", "locality", "localities"))
    return {place for cell in cells for place in cell.split(";") if place.startswith("jp/")}


@cache
def _kept() -> set[str]:
    """The prefectures, the places with a further name, and those whose name or id stands in a table of ties."""
    cells = {cell for path in (DATA / "ties").glob("*.csv") for row in _rows(path) for cell in row.values()}
    named = {row["locality"] for row in _rows(DATA / "japan" / "names.csv")}.union(*(cell.split(";") for cell in cells))
    return {
        row["id"]
        for row in _rows(DATA / "japan" / "localities.csv")
        if row["level"] == "prefecture" or not named.isdisjoint((row["id"], row["name"], row["name_ja"]))
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    from graph.cli.main import main

    with reading_lean():
        main(sys.argv[1:])
