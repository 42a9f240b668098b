"""Imports a table of the user: reads it by a mapping, resolves its names, compares it with known facts, keeps it.

Rows that cannot be understood stand in a table to be mended, with the reason; they hold nothing else up.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from loaders.files.reader import open_sheets
from loaders.files.sheet import BrokenOffError
from loaders.imports import user_datasets as own
from loaders.imports.apply import Abroad
from loaders.imports.cited import page
from loaders.imports.mapping import Mapping, MappingError
from loaders.imports.parties import Parties
from loaders.imports.questions import open_questions
from loaders.imports.shown import propose
from loaders.imports.sides import Sides
from loaders.imports.stream import Notice, ReadProgress, SheetEnd, SheetStart, StreamItem, Told, stream
from loaders.imports.user_datasets import TO_MEND, Draft
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem, Report, UserError
from loaders.model.records import Record, Source, Tie, columns
from loaders.sources.source import Harvest
from loaders.tables.catalogue import Catalogue
from loaders.tables.integrity import judged
from loaders.tables.rows import Read, Row, Table

_REPORTED = 10_000


class NothingLoadedError(UserError, ValueError):
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
        passed_over: how many state no fact: headings, totals, remarks, rows of third countries; or are struck out.
        abroad: how many of these are no ties between the two countries, but of a third one, or within one.
        told: what holds for whole sheets: what they hide and is not read, the encoding of the file.
    """

    name: str
    changed: bool = False
    rows: int = 0
    repeated: int = 0
    left: int = 0
    passed_over: int = 0
    abroad: int = 0
    told: list[Problem] = field(default_factory=list)


def proposed(path: Path, catalogue: Catalogue, report: Report) -> list[Mapping]:
    """Return the mappings guessed for the sheets of a file; sheets that hold no table of facts are reported.

    Raises:
        MappingError: none does.
        NothingLoadedError: no sheet can be read; why has been reported.
    """
    found, reasons = [], []
    for sheet in open_sheets(path, report, fill=True):
        try:
            found.append(propose(sheet, catalogue.gazetteer))
        except MappingError as error:
            reasons.append(str(error))
        except BrokenOffError:
            continue
    if not found:
        nothing = NothingLoadedError(f"{path}: {_('nothing of it can be read; nothing was changed')}")
        raise MappingError(reasons[0]) if reasons else nothing
    for why in reasons:
        report(Problem(str(path), 0, "", why.removeprefix(f"{path}: ")))
    return found


def load(
    graph: Path, path: Path, name: str, how: Sequence[Mapping], catalogue: Catalogue, report: Report,
    progress: Callable[[int], None] = lambda position: None,
) -> Loaded:  # fmt: skip
    """Read a file by mappings and keep what it states as a data set, whole or not at all.

    Args:
        graph: the folder of the graph.
        path: the file.
        name: the name of the data set.
        how: how its sheets are read; those of other titles are not.
        catalogue: the known facts.
        report: called with every row that is left or passed over, and why.
        progress: called now and then with the bytes of the file that have been read.

    Raises:
        MappingError: the file has not the columns that the mappings name, or no sheet has those that every row needs,
            or a column with dates, names or kinds is not understood.
        NothingLoadedError: no row could be understood.
    """
    if waiting := [question.told for one in how for question in open_questions(one) if question.stops]:
        raise MappingError(f"{path}: {waiting[0]}")
    loaded = Loaded(name)
    with own.draft(graph, name) as draft:
        reading = _Reading(draft, loaded, catalogue, report, progress)
        reading.file(stream(path, how))
        if not loaded.rows:
            none_of_ours = _("no row is a tie between Vietnam and Japan; nothing was changed")
            why = (
                none_of_ours
                if loaded.abroad and not loaded.left
                else _("no row could be understood; nothing was changed")
            )
            raise NothingLoadedError(f"{path}: {why}")
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
    _ids: set[tuple[str, ...]] = field(default_factory=set)
    _pages: dict[str, str] = field(default_factory=dict)
    _citations: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Have the file itself named as a source."""
        self._references = self.catalogue.references.beside(())
        self._references.expect(Source.table, self.loaded.name)

    def file(self, items: Iterator[StreamItem]) -> None:
        """Take in what a file states."""
        for item in items:
            if isinstance(item, SheetStart):
                self._sheet(item, self._rows(items))
            else:
                self._pass_on(item)

    def _rows(self, items: Iterator[StreamItem]) -> Iterator[Row]:
        """Yield the rows of the sheet that has begun."""
        for item in items:
            if isinstance(item, Row):
                yield item
            elif isinstance(item, SheetEnd):
                return
            else:
                self._pass_on(item)

    def _pass_on(self, item: StreamItem) -> None:
        """Report a notice or the progress."""
        if isinstance(item, Notice):
            self._report(item)
        elif isinstance(item, Told):
            self.loaded.told.append(item.problem)
        elif isinstance(item, ReadProgress):
            self.progress(item.position)

    def _sheet(self, start: SheetStart, rows: Iterator[Row]) -> None:
        number, record = start.number, start.mapping.record
        wrong = self.draft.table(f"{TO_MEND}-{number + 1}" if number else TO_MEND, ["row", "problem", *start.headings])
        numbered = record is Tie and "tie_id" not in start.mapping.columns
        if record is Tie:
            rows = Sides(self.catalogue.gazetteer, start.file, self._report).settled(rows)
            rows = Parties(self.catalogue.gazetteer, self.catalogue.takeovers()).settled(rows, numbered)
        table = Table(start.file, record, self._identified(rows, record, numbered), numbered)
        for row, found in judged(table, self.catalogue.gazetteer, self._references):
            if row.record and not found:
                self._take(row.record, _settled(row, numbered, self.loaded.name) if record is Tie else row.cells)
            else:
                self._leave(wrong, start.headings, row, found)

    def _identified(self, rows: Iterator[Row], record: type[Record], numbered: bool) -> Iterator[Row]:
        """Yield rows with their number for an id where they have none, and the data set as a source."""
        cited = "sources" in record.model_fields
        for row in rows:
            cells = row.cells
            if numbered:
                cells["tie_id"] = str(row.number)
            elif record is Tie:
                self._make_own(cells)
            if cited and not row.fault:
                cells["sources"] = self._cited(cells.get("sources", ""))
            yield row

    def _make_own(self, cells: dict[str, str]) -> None:
        """Append the name of the data set to the ids of ties of the file, which known ties may have too."""
        ours = self.catalogue.ids.get(Tie.table, set())
        for column in ("tie_id", "follows"):
            if (said := cells.get(column)) and not (column == "follows" and said in ours):
                cells[column] = f"{said}--{self.loaded.name}"

    def _cited(self, said: str) -> str:
        """Return the ids of the sources of a row: the file itself, and those it names."""
        if said not in self._citations:
            named = [self._source(part) for part in filter(None, map(str.strip, said.split(";")))]
            self._citations[said] = ";".join([self.loaded.name, *named])
        return self._citations[said]

    def _source(self, said: str) -> str:
        """Return the id of a source: of a known one, or of a new one for a page or text in the file."""
        if (words := page(said)[0]) in self.catalogue.ids.get(Source.table, ()):
            return words
        digest = blake2b(said.encode(), digest_size=5).hexdigest()
        identifier = self._pages.setdefault(said, f"{self.loaded.name}--{digest}")
        self._references.expect(Source.table, identifier)
        return identifier

    def _take(self, record: Record, cells: dict[str, str]) -> None:
        table = record.table
        identity = (table, *record.key_of(cells))
        if identity in self._ids:
            self.loaded.repeated += 1
            return
        self._ids.add(identity)
        if table not in self._tables:
            self._tables[table] = self.draft.table(table, columns(type(record)))
        self._tables[table](cells)
        self.loaded.rows += 1

    def _leave(
        self, wrong: Callable[[dict[str, str]], object], headings: list[str], row: Read, found: list[Problem]
    ) -> None:
        self.loaded.left += 1
        why = "; ".join(f"{one.column}: {one.message}" if one.column else one.message for one in found)
        wrong({"row": str(row.number), "problem": why, **dict(zip(headings, row.written, strict=False))})
        if self.loaded.left <= _REPORTED:
            for problem in found:
                self.report(problem)

    def _report(self, notice: Notice) -> None:
        self.loaded.passed_over += notice.passed_over
        self.loaded.abroad += isinstance(notice.problem, Abroad)
        if not notice.passed_over or self.loaded.passed_over <= _REPORTED:
            self.report(notice.problem)

    def cite(self, path: Path) -> None:
        """Write the sources that the rows name: the file, and the pages and words in it."""
        add = self._tables.get(Source.table) or self.draft.table(Source.table, columns(Source))
        add({"source_id": self.loaded.name, "title": path.name})
        for said, identifier in self._pages.items():
            add({"source_id": identifier, **dict(zip(("title", "url"), page(said), strict=True))})


def _settled(row: Read, numbered: bool, origin: str) -> dict[str, str]:
    """Return the cells of a tie with its localities by their ids, and an id made of what it states if it has none."""
    cells, vn, jp = row.cells, row.places["vn"].id, row.places["jp"].id
    parties = f"{vn[3:]}--{jp[3:]}".replace("/", "-")
    made = f"{parties}--{cells['kind']}--{cells.get('signed', 'undated')}--{origin}"
    return cells | {
        "tie_id": made if numbered else cells["tie_id"],
        "vn_name": vn, "vn_level": "", "vn_province": "", "jp_name": jp, "jp_level": "", "jp_prefecture": "",
    }  # fmt: skip
