"""Hands back what was accepted: as rows of our tables, for a pull request, so that what one office found serves all."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from loaders.files.atomic import written_whole
from loaders.inbox import DATA_SET, folder
from loaders.inbox import accepted as taken
from loaders.inbox.accepted import EVIDENCE, EVIDENCE_COLUMNS, Accepted
from loaders.inbox.items import Cells
from loaders.inbox.rows import Fact
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError
from loaders.model.records import TABLES, Claim, Corroboration, Tie, columns
from loaders.tables.catalogue import Catalogue
from loaders.tables.matching import KnownTies

FURTHER_SOURCES = "further-sources"
"""The table of known facts and the sources that they get, where our tables themselves are not at hand."""
BESIDE = "for-review"
"""The folder of what is no table of ours, so that all that stands outside of it can be checked."""
_FURTHER_COLUMNS = ("table", "id", "source")

Rows = dict[str, Cells]
"""Rows of a table by their ids."""


class NotOurTableError(UserError, ValueError):
    """A file has the name of a table of ours, but not its columns."""


class Written(NamedTuple):
    """What became of a file: how many rows were added, changed or taken out, and the ids of those that were left.

    What was accepted is otherwise than these now, but somebody has changed them there.
    """

    added: int
    changed: int = 0
    gone: int = 0
    kept: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the file is another than before."""
        return bool(self.added or self.changed or self.gone)


@dataclass
class _Return:
    """What is handed back: new rows by table and id, and further sources of known facts."""

    rows: dict[str, Rows] = field(default_factory=dict)
    sources: list[tuple[Fact, str]] = field(default_factory=list)

    def add(self, table: str, row: Cells) -> None:
        self.rows.setdefault(table, {})[_key(table, row)] = row


def hand_back(graph: Path, target: Path, project: Catalogue) -> dict[Path, Written]:
    """Write what was accepted into a folder; where tables of ours stand there, its rows are added to them.

    A fact that the project has already gets a further source: in its row, or else in a table beside the rows. What was
    written there before is brought up to date, but for what somebody has changed there since.

    Args:
        graph: the folder of the graph.
        target: the folder; it is made if it is not there.
        project: what the project knows, without what is the user's own.

    Returns:
        What became of the files that are other than before, or that somebody changed.

    Raises:
        NotOurTableError: a file there has the name of a table of ours, but not its columns.
    """
    with folder.one_decides(graph):
        everything = taken.read(graph)
        back, written = _returned(everything, project), dict[Path, Written]()
        tables = {one: target / f"{one}.csv" for one in TABLES}
        standing = {one: _read(path, one) for one, path in tables.items() if path.is_file()}
        ours = any(project.ids.get(name, set()) & rows.keys() for name, rows in standing.items())
        last, said, left = folder.handed_back(graph, target), dict[str, Rows](), list[Cells]()
        for (table, one), page in back.sources:
            if one in standing.get(table, ()):
                cited = back.rows.setdefault(table, {}).setdefault(one, {"sources": page})
                cited["sources"] = _several(cited["sources"], page)
            else:
                left.append({"table": table, "id": one, "source": page})
        for name, path in tables.items():
            said[name] = back.rows.get(name, {})
            there, known = standing.get(name, {}), project.ids.get(name, set())
            before = {one: row for one, row in last.get(name, {}).items() if one not in known or not _whole(row)}
            rows, written[path] = _merged(there, before, said[name])
            if written[path].differs:
                _put(path, next(iter(there.values()), columns(TABLES[name])), rows)
        evidence = [] if ours else [row for one in everything for row in one.evidence]
        for name, headings, about in (
            (FURTHER_SOURCES, _FURTHER_COLUMNS, left),
            (EVIDENCE, EVIDENCE_COLUMNS, evidence),
        ):
            path = target / BESIDE / f"{name}.csv"
            written[path] = _beside(path, headings, about)
        folder.keep_handed_back(graph, target, said)
    return {path: one for path, one in written.items() if one.differs or one.kept}


def _returned(everything: Iterable[Accepted], project: Catalogue) -> _Return:
    """Return what was accepted, but for what the project has by now: of that, the source and what it says otherwise."""
    back, ties = _Return(), KnownTies(list(project.takeovers()))
    for tie in project.of(Tie):
        ties.add(tie)
    known_claims, new = project.ids.get(Claim.table, set()), dict[str, Cells]()
    for table, rows in taken.tables(everything).items():
        for row in rows:
            cells = {column: cell for column, cell in row.items() if column != "remark"}
            if table == Corroboration.table:
                back.sources.append(((project.table_of(row["fact_id"]), row["fact_id"]), row["sources"]))
                continue
            record = _tie(cells, project) if table == Tie.table else None
            match = ties.match(record, DATA_SET) if record else None
            if match and match.known and match.known.tie_id in new:  # a second page on one that was accepted
                row = new[match.known.tie_id]
                row["sources"] = ";".join(dict.fromkeys(f"{row['sources']};{cells['sources']}".split(";")))
            elif match and match.known:
                back.sources += [((table, match.known.tie_id), page) for page in cells["sources"].split(";")]
                for claim in match.claims:
                    one = f"{claim.fact_id}--{claim.property}--{claim.value}"
                    if one not in known_claims:
                        back.add(Claim.table, {"claim_id": one, "fact_id": claim.fact_id, "property": claim.property,
                                               "value": str(claim.value), "sources": cells["sources"],
                                               "added": cells["added"]})  # fmt: skip
            elif _key(table, cells) not in project.ids.get(table, ()):
                back.add(table, cells)
                if record:
                    ties.add(record)
                    new[record.tie_id] = cells
    return back


def _tie(cells: Mapping[str, str], project: Catalogue) -> Tie:
    """Return a row of a tie as a record, its parties resolved."""
    places = {}
    for side, about in Tie.place_columns.items():
        name, level, parent = (cells.get(column, "") for column in (about.name, about.level, about.parent))
        place = project.gazetteer.resolve(
            name, country=side, level=level, parent=parent, date=cells.get(about.date, "")
        )  # fmt: skip
        places[side] = place.id
    return Tie.model_validate({**cells, "places": places}, context=dict(cells))


def _read(path: Path, table: str) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        known = list(rows)
    if not {*TABLES[table].key} <= {*(rows.fieldnames or ())} <= {*columns(TABLES[table])}:
        told = _("{file} is no table of ours; name another folder")
        raise NotOurTableError(told.format(file=path))
    return {_key(table, row): row for row in known}


def _key(table: str, row: Cells) -> str:
    return "--".join(TABLES[table].key_of(row))


def _whole(row: Cells) -> bool:
    """Whether a row is handed back whole, and not only its sources as those of one that the project knows."""
    return bool(row.keys() - {"sources"})


def _merged(standing: Rows, last: Rows, said: Rows) -> tuple[list[Cells], Written]:
    """Return the rows of a table as they stand there, brought from what was said last to what is said now.

    A cell that is other than it was written then was changed by a person there, and stays. Of a row that the project
    knows, only the sources are said.
    """
    rows, changed, gone, kept = list[Cells](), 0, 0, list[str]()
    for one, row in standing.items():
        before, now = last.get(one, {}), said.get(one, {})
        if not now and _whole(before):
            if all(before.get(column, "") == cell for column, cell in row.items() if column != "added"):
                gone += 1
                continue
            kept.append(one)
            before = {}
        cells = row | {column: _cell(column, row.get(column, ""), before, now) for column in {*before, *now}}
        if any(cells.get(column, "") != cell for column, cell in now.items() if column not in {"sources", "added"}):
            kept.append(one)
        changed += cells != row
        rows.append(cells)
    new = [row for one, row in said.items() if one not in standing]
    return [*rows, *new], Written(len(new), changed, gone, tuple(kept))


def _cell(column: str, standing: str, before: Cells, now: Cells) -> str:
    """Return a cell as it stands, or as it is said now if it stands as it was said before."""
    was, told = before.get(column, ""), now.get(column, "")
    if column == "sources":
        dropped = {*was.split(";")} - {*told.split(";")}
        return _several(*(one for one in standing.split(";") if one not in dropped), told)
    return told if standing == was and column != "added" else standing or told


def _several(*cells: str) -> str:
    return ";".join(dict.fromkeys(one for cell in cells for one in cell.split(";") if one))


def _beside(path: Path, headings: tuple[str, ...], rows: list[Cells]) -> Written:
    """Write a table that is for review, if it is another than before."""
    now = [tuple(row.get(one, "") for one in headings) for row in rows]
    before = []
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            before = [tuple(row) for row in csv.reader(file)][1:]
    if now != before:
        _put(path, headings, rows)
    return Written(len({*now} - {*before}), 0, len({*before} - {*now}))


def _put(path: Path, headings: Iterable[str], rows: Collection[Mapping[str, str]]) -> None:
    """Write a table; one of which no row is left is removed."""
    if not rows:
        path.unlink(missing_ok=True)
        return
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(headings), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    with written_whole(path) as file:
        file.write(text.getvalue().encode())
