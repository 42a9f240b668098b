"""Hands back what was accepted: as rows of our tables, for a pull request, so that what one office found serves all."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loaders.files.atomic import written_whole
from loaders.inbox import DATA_SET
from loaders.inbox import accepted as taken
from loaders.inbox.accepted import EVIDENCE, EVIDENCE_COLUMNS, Accepted
from loaders.inbox.rows import Cells, Fact
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError
from loaders.model.records import TABLES, Claim, Tie, columns
from loaders.tables.catalogue import Catalogue
from loaders.tables.matching import KnownTies

FURTHER_SOURCES = "further-sources"
"""The table of known facts and the sources that they get, where our tables themselves are not at hand."""
BESIDE = "for-review"
"""The folder of what is no table of ours, so that all that stands outside of it can be checked."""
_FURTHER_COLUMNS = ("table", "id", "source")


class NotOurTableError(UserError, ValueError):
    """A file has the name of a table of ours, but not its columns."""


@dataclass
class _Return:
    """What is handed back: new rows by table, and further sources of known facts."""

    rows: dict[str, list[Cells]] = field(default_factory=dict)
    sources: list[tuple[Fact, str]] = field(default_factory=list)

    def add(self, table: str, row: Cells) -> None:
        self.rows.setdefault(table, []).append(row)


def hand_back(graph: Path, target: Path, project: Catalogue) -> dict[Path, int]:
    """Write what was accepted into a folder; where a table of ours stands there, its rows are added to it.

    A fact that the project has already gets a further source: in its row, or else in a table beside the rows.

    Args:
        graph: the folder of the graph.
        target: the folder; it is made if it is not there.
        project: what the project knows, without what is the user's own.

    Returns:
        How many rows were added or changed, by file.

    Raises:
        NotOurTableError: a file there has the name of a table of ours, but not its columns.
    """
    everything = taken.read(graph)
    back, written = _returned(everything, project), dict[Path, int]()
    tables = {one: target / f"{one}.csv" for one in TABLES}
    standing = {one: _read(path, one) for one, path in tables.items() if path.is_file()}
    for name, path in tables.items():
        further = {one: page for (table, one), page in back.sources if table == name} if name in standing else {}
        if number := _write(path, name, standing.get(name, []), back.rows.get(name, []), further):
            written[path] = number
    left = [
        {"table": table, "id": one, "source": page} for (table, one), page in back.sources if table not in standing
    ]  # fmt: skip
    beside: dict[str, tuple[tuple[str, ...], list[Cells]]] = {FURTHER_SOURCES: (_FURTHER_COLUMNS, left)}
    if not standing:
        beside[EVIDENCE] = (EVIDENCE_COLUMNS, [row for one in everything for row in one.evidence])
    for name, (headings, said) in beside.items():
        if said:
            _put(target / BESIDE / f"{name}.csv", headings, said)
            written[target / BESIDE / f"{name}.csv"] = len(said)
    return written


def _returned(everything: Iterable[Accepted], project: Catalogue) -> _Return:
    """Return what was accepted, but for what the project has by now: of that, the source and what it says otherwise."""
    back, ties = _Return(), KnownTies(list(project.takeovers()))
    for tie in project.of(Tie):
        ties.add(tie)
    known_claims, new = project.ids.get(Claim.table, set()), dict[str, Cells]()
    for table, rows in taken.tables(everything).items():
        for row in rows:
            cells = {column: cell for column, cell in row.items() if column != "remark"}
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
            elif "--".join(TABLES[table].key_of(cells)) not in project.ids.get(table, ()):
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


def _read(path: Path, table: str) -> list[Cells]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        known = list(rows)
    if not {*TABLES[table].key} <= {*(rows.fieldnames or ())} <= {*columns(TABLES[table])}:
        told = _("{file} is no table of ours; name another folder")
        raise NotOurTableError(told.format(file=path))
    return known


def _write(path: Path, table: str, known: list[Cells], rows: list[Cells], further: Mapping[str, str]) -> int:
    """Add rows to a table, and sources to the rows that it has; return how many are new or other than before."""
    record = TABLES[table]
    ids = {"--".join(record.key_of(row)) for row in known}
    new = [row for row in rows if "--".join(record.key_of(row)) not in ids]
    changed = 0
    for row in known:
        page = further.get("--".join(record.key_of(row)))
        if page and page not in row["sources"].split(";"):
            row["sources"], changed = f"{row['sources']};{page}", changed + 1
    if new or changed:
        _put(path, tuple(known[0]) if known else columns(record), [*known, *new])
    return len(new) + changed


def _put(path: Path, headings: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(headings), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    with written_whole(path) as file:
        file.write(text.getvalue().encode())
