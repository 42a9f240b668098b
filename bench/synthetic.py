"""Ten times the facts: copies of all tables in which every id and every name of a locality is marked by its copy."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

from loaders.model.records import TABLES, Record, columns
from loaders.tables.datasets import Dataset, datasets

COPIES = 10
_LOCALITY_COLUMNS = {"id", "locality", "part_of", "predecessor", "successor"}
_LOCALITY_LISTS = {"localities", "located_in"}
_ID_LISTS = {"sources", "funder_id"}
_NAMED = {"localities", "former_periods", "names"}
_NAME_COLUMNS = {"name", "name_vi", "name_ja", "name_kana"}
_LEVELS_IN_KANJI = "県府都道市区町村省郡"

Mark = Callable[[str, str], str]


def tag(copy: int) -> str:
    """Return the mark of a copy, as it stands in ids."""
    return f"x{copy}"


def marked_id(one: str, mark: str) -> str:
    """Mark the id of a row: ``da-nang--sakai--mou--2009`` -> ``da-nang--sakai--mou--2009-x0``."""
    return f"{one}-{mark}"


def marked_ids(several: str, mark: str) -> str:
    """Mark each of several ids."""
    return ";".join(marked_id(one.strip(), mark) for one in several.split(";") if one.strip())


def marked_locality(locality: str, mark: str) -> str:
    """Mark the id of a locality and of those it is part of: ``jp/osaka/sakai`` -> ``jp/osaka-x0/sakai-x0``."""
    country, *path = locality.split("/")
    return "/".join((country, *(f"{part}-{mark}" for part in path)))


def marked_localities(several: str, mark: str) -> str:
    """Mark the ids of several localities."""
    return ";".join(marked_locality(one.strip(), mark) for one in several.split(";") if one.strip())


def marked_name(name: str, mark: str) -> str:
    """Mark a name, before the kanji of its level if it has one: ``Sakai`` -> ``Sakai x0``, ``堺市`` -> ``堺x0市``."""
    if len(name) > 1 and name[-1] in _LEVELS_IN_KANJI:
        return f"{name[:-1]}{mark}{name[-1]}"
    return f"{name} {mark}"


def _marks(record: type[Record]) -> dict[str, Mark]:
    """Return how the cells of the columns of a table are marked; those of other columns are copied."""
    marks: dict[str, Mark] = {}
    places = {cell for place in record.place_columns.values() for cell in (place.name, place.parent)}
    for column in columns(record):
        if column in _ID_LISTS:
            marks[column] = marked_ids
        elif column in _LOCALITY_LISTS:
            marks[column] = marked_localities
        elif column in _LOCALITY_COLUMNS:
            marks[column] = marked_locality
        elif column in places or (record.table in _NAMED and column in _NAME_COLUMNS):
            marks[column] = marked_name
        elif column in {"follows", "held_at"} or (column.endswith("_id") and column != "geonames_id"):
            marks[column] = marked_id
    return marks


def _write_table(source: Path, target: Path, copies: int) -> None:
    marks = _marks(TABLES[source.stem])
    with source.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header, rows = list(reader.fieldnames or ()), list(reader)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        for copy in range(copies):
            mark = tag(copy)
            for row in rows:
                same = {column: cell for column, cell in row.items() if column not in marks}
                changed = {column: change(row[column], mark) for column, change in marks.items() if row.get(column)}
                writer.writerow(same | changed)


def write(target: Path, copies: int = COPIES) -> list[Dataset]:
    """Write copies of all data sets that come with the project into a folder, and return them.

    Args:
        target: the folder, which is made.
        copies: how many times every row is written, each time with marks of its own.
    """
    for dataset in datasets():
        folder = target / dataset.name
        folder.mkdir(parents=True)
        shutil.copy(dataset.folder / "datapackage.json", folder)
        for path in dataset.paths:
            _write_table(path, folder / path.name, copies)
    return datasets(target)
