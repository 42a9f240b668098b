"""A table of the user's own: read by a mapping, its rows resolved and held against the known facts, then kept.

Rows that cannot be understood stand in a table to be mended, with the reason; they hold nothing else up.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from loaders import mapping as mappings
from loaders import own
from loaders.datasets import Catalogue
from loaders.harvest import Harvest
from loaders.mapping import Mapping
from loaders.own import TO_MEND, Draft
from loaders.problems import Problem, Report
from loaders.records import Record, Source, Tie, columns
from loaders.references import judged
from loaders.sheets import BrokenOffError, Sheet, letters, open_sheets
from loaders.tables import Read, Row, Table

_REPORTED = 10_000


class NothingLoadedError(ValueError):
    """No row of a file could be understood, so nothing was changed."""


@dataclass
class Loaded:
    """What came of a file.

    Attributes:
        name: the name of the data set.
        changed: whether anything is other than before.
        rows: how many rows were taken in.
        repeated: how many say what another row of the file says.
        left: how many could not be understood.
        passed_over: how many state no fact: headings, totals, remarks.
    """

    name: str
    changed: bool = False
    rows: int = 0
    repeated: int = 0
    left: int = 0
    passed_over: int = 0


def proposed(path: Path, catalogue: Catalogue, report: Report) -> list[Mapping]:
    """Return how the sheets of a file would be read; sheets that hold no table of facts are told of.

    Raises:
        MappingError: none does, or a column is missing that every row needs.
    """
    found, reasons = [], []
    for sheet in open_sheets(path, report, fill=True):
        try:
            found.append(mappings.propose(sheet, catalogue.gazetteer))
        except mappings.MappingError as error:
            reasons.append(str(error))
        except BrokenOffError:
            continue
    if reasons and not found:
        raise mappings.MappingError(reasons[0])
    for reason in reasons:
        report(Problem(str(path), 0, "", reason.removeprefix(f"{path}: ")))
    return found


def load(
    graph: Path, path: Path, name: str, how: Sequence[Mapping], catalogue: Catalogue, report: Report,
    progress: Callable[[int], None] = lambda _: None,
) -> Loaded:  # fmt: skip
    """Read a file by mappings and keep what it states as a data set, whole or not at all.

    Args:
        graph: the folder of the graph.
        path: the file.
        name: the name of the data set.
        how: how its sheets are read; those of other titles are not.
        catalogue: the known facts.
        report: called with every row that is left or passed over, and why.
        progress: called with the number of rows read so far, now and then.

    Raises:
        MappingError: the file has not the columns that the mappings name, or lacks one that every row needs.
        NothingLoadedError: no row could be understood.
    """
    loaded = Loaded(name)
    with own.draft(graph, name) as draft:
        reading = _Reading(draft, loaded, catalogue, report, progress)
        for number, sheet in enumerate(open_sheets(path, report, fill=True)):
            for mapping in how:
                if mapping.sheet == sheet.title:
                    reading.sheet(sheet, mapping, number)
        if not loaded.rows:
            raise NothingLoadedError(f"{path}: no row could be understood; nothing was changed")
        reading.cite(path)
        loaded.changed = draft.keep(_about(path, how), path)
    return loaded


def take(graph: Path, name: str, harvest: Harvest) -> Loaded:
    """Keep what a public source yields as a data set, whole or not at all.

    Args:
        graph: the folder of the graph.
        name: the name of the data set.
        harvest: what it yields; the tables that are not ours are kept for people to read.
    """
    left = [{"problem": one.reason, "candidates": "; ".join(one.candidates), **one.cells} for one in harvest.left]
    loaded = Loaded(name, rows=sum(map(len, harvest.tables.values())), left=len(left))
    with own.draft(graph, name) as draft:
        for table, rows in [*harvest.tables.items(), (TO_MEND, left)]:
            add = draft.table(table, dict.fromkeys(column for row in rows for column in row))
            for row in rows:
                add(row)
        loaded.changed = draft.keep({**harvest.about, "counts": dict(harvest.counts)})
    return loaded


def _about(path: Path, how: Sequence[Mapping]) -> dict[str, Any]:
    from datetime import UTC, datetime

    return {
        "title": path.name,
        "description": f"Loaded from {path.name}.",
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licenses": [],
        "sources": [],
        "mapping": [one.model_dump(mode="json", exclude_defaults=True) for one in how],
    }


@dataclass
class _Reading:
    """The sheets of a file as they are read."""

    draft: Draft
    loaded: Loaded
    catalogue: Catalogue
    report: Report
    progress: Callable[[int], None]
    _tables: dict[str, Callable[[dict[str, str]], object]] = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)
    _pages: dict[str, str] = field(default_factory=dict)

    def sheet(self, sheet: Sheet, mapping: Mapping, number: int) -> None:
        """Take in the rows of a sheet."""
        if mapping.lacking:
            raise mappings.MappingError(
                f"{sheet.file}: no column says {' or '.join(mapping.lacking)}, which every row needs; name the column, "
                f"or what holds for all (fixed: {mapping.lacking[0]}: …), in a mapping"
            )
        headings = [text or letters(at) for at, text in enumerate(mappings.titles(mapping, sheet))]
        wrong = self.draft.table(f"{TO_MEND}-{number + 1}" if number else TO_MEND, ["row", "problem", *headings])
        rows = self._identified(mappings.rows(mapping, sheet, self._pass_over), mapping.record, number)
        table, references = Table(sheet.file, mapping.record, rows), self.catalogue.references.beside(())
        for row, found in judged(table, self.catalogue.gazetteer, references):
            if row.record and not found:
                self._take(row.record, row.cells)
            else:
                self._leave(wrong, headings, row, found)

    def _identified(self, rows: Iterator[Row], record: type[Record], sheet: int) -> Iterator[Row]:
        """Yield rows with a passing id where they have none, and the data set as a source."""
        for row in rows:
            cells = dict(row.cells)
            if record is Tie:
                cells["tie_id"] = f"{sheet}-{row.number}"
            if "sources" in record.model_fields and not row.fault:
                cells["sources"] = ";".join(self._cited(cells.get("sources", "")))
            yield row._replace(cells=cells)

    def _cited(self, said: str) -> Iterator[str]:
        """Yield the ids of the sources of a row: those it names, and the file itself."""
        yield self.loaded.name
        for part in filter(None, map(str.strip, said.split(";"))):
            if part in self.catalogue.ids.get(Source.table, ()):
                yield part
            else:
                yield self._pages.setdefault(part, f"{self.loaded.name}--{_digest(part)}")

    def _take(self, record: Record, cells: dict[str, str]) -> None:
        table = record.table
        if isinstance(record, Tie):
            cells = _resolved(record, cells, self.loaded.name)
        identity = f"{table} {'--'.join(record.key_of(cells))}"
        if identity in self._ids:
            self.loaded.repeated += 1
            return
        self._ids.add(identity)
        if table not in self._tables:
            self._tables[table] = self.draft.table(table, columns(type(record)))
        self._tables[table](cells)
        self.loaded.rows += 1
        if self.loaded.rows % 1_000 == 0:
            self.progress(self.loaded.rows)

    def _leave(
        self, wrong: Callable[[dict[str, str]], object], headings: list[str], row: Read, found: list[Problem]
    ) -> None:
        self.loaded.left += 1
        why = "; ".join(f"{one.column}: {one.message}" if one.column else one.message for one in found)
        wrong({"row": str(row.number), "problem": why, **dict(zip(headings, row.written, strict=False))})
        if self.loaded.left <= _REPORTED:
            for problem in found:
                self.report(problem)

    def _pass_over(self, problem: Problem) -> None:
        self.loaded.passed_over += 1
        if self.loaded.passed_over <= _REPORTED:
            self.report(problem)

    def cite(self, path: Path) -> None:
        """Write the sources that the rows name: the file, and the pages and words in it."""
        add = self._tables.get(Source.table) or self.draft.table(Source.table, columns(Source))
        add({"source_id": self.loaded.name, "title": path.name})
        for said, identifier in self._pages.items():
            page = said.startswith(("http://", "https://"))
            add({"source_id": identifier, "title": said, "url": said if page else ""})


def _resolved(tie: Tie, cells: dict[str, str], origin: str) -> dict[str, str]:
    """Return the cells of a tie with its localities by their ids, and an id made of what it states."""
    found = dict(cells)
    for role, about in Tie.place_columns.items():
        found |= {about.name: tie.places[role], about.level: "", about.parent: ""}
    parties = [tie.places[role].partition("/")[2].replace("/", "-") for role in Tie.place_columns]
    found["tie_id"] = "--".join([*parties, tie.kind, tie.signed or "undated", origin])
    return found


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=5).hexdigest()
