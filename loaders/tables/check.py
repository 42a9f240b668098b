"""Checking a table of facts before it is loaded: cell by cell, then as a complete fact (SHACL)."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pyoxigraph import Triple

from loaders.model.messages import gettext as _
from loaders.model.problems import Problem, Report
from loaders.model.records import Dated, Record, columns
from loaders.tables.catalogue import Catalogue, load
from loaders.tables.check_rdf import FORMATS, check_rdf, read_rdf
from loaders.tables.datasets import Dataset, datasets
from loaders.tables.integrity import sound_rows
from loaders.tables.rdf import triples
from loaders.tables.rows import open_tables
from loaders.tables.shapes import taken_as_known, violations

TOGETHER = 500
"""How many facts are validated against the shapes at once: enough to be fast, few enough to stay small."""
SHAPED = 5_000
"""How many facts are validated against the shapes at most: a few milliseconds each add up in a huge table."""
HELD = 10_000
"""How many findings wait at most for those of rows above them, so that all are reported in the order of the rows."""

_COLUMNS = {
    "field": "fields", "source": "sources", "funder": "funder_id", "programme": "programme_id",
    "label": "name title", "pref_label": "name", "homepage": "website", "issued": "date", "super_event": "held_at",
    "start_date": "start since started founded signed date", "end_date": "end until ended expires",
    "valid_from": "valid_from signed start since started date", "valid_through": "valid_until ended expires end until",
    "lat": "latitude", "long": "longitude", "contained_in_place": "part_of", "period": "id",
    "party": "vn_name name", "participant": "name", "participation": "name", "member": "name", "host": "host_name",
    "organization": "network_id", "network": "network_id", "about": "fact_id", "claimed_property": "property",
    "claimed_value": "value", "allocated_to": "tie_id", "allocated_by": "locality",
    "original_organization": "predecessor", "resulting_organization": "successor",
}  # fmt: skip
"""The columns that a property may stand for where it is not called like one; the first that the table has counts."""


@dataclass
class Checked:
    """What came of checking files.

    Attributes:
        rows: how many rows are right.
        problems: how many problems were reported.
        warnings: how many facts could be more complete.
        shaped: how many facts were held against the shapes.
    """

    rows: int = 0
    problems: int = 0
    warnings: int = 0
    shaped: int = 0


class _Findings:
    """Findings, counted, and reported in the order of the files and their rows as far as they can wait.

    Args:
        problem: called with what is wrong.
        warning: called with what is not complete.
    """

    def __init__(self, problem: Report, warning: Report) -> None:
        self._reports = {True: problem, False: warning}
        self._number = {True: 0, False: 0}
        self._files: dict[str, int] = {}
        self._waiting: list[tuple[int, int, bool, Problem]] = []

    @property
    def problems(self) -> int:
        """How many are wrong."""
        return self._number[True]

    @property
    def warnings(self) -> int:
        """How many are only not complete."""
        return self._number[False]

    def problem(self, found: Problem) -> None:
        """Take note of what is wrong."""
        self.add(found, grave=True)

    def add(self, found: Problem, grave: bool) -> None:
        """Take note of what is wrong (grave) or not complete."""
        self._number[grave] += 1
        self._waiting.append((self.place(found.file), found.row, grave, found))
        if len(self._waiting) > HELD:
            self.flush()

    def place(self, file: str) -> int:
        """Return the number of a file in the order in which they are read."""
        return self._files.setdefault(file, len(self._files))

    def flush(self) -> None:
        """Report all findings that have waited."""
        for _file, _row, grave, found in sorted(self._waiting, key=lambda waiting: waiting[:2]):
            self._reports[grave](found)
        self._waiting.clear()


def check(paths: list[Path], problem: Report, warning: Report, progress: Callable[[int], None]) -> Checked:
    """Check tables against the records, the gazetteer, the known facts and the shapes, and facts in RDF likewise.

    Args:
        paths: the files; rows of one may name rows of another, facts in RDF those of another such file. One of ours is
            checked in place of what it stated.
        problem: called with what is wrong.
        warning: called with what is not complete.
        progress: called with the number of rows read so far, now and then.
    """
    sets = datasets()
    known = load(sets)
    references = known.references.beside(str(ours) for ours in _replaced(paths, sets))
    findings = _Findings(problem, warning)
    waiting: set[tuple[str, int]] = set()
    wrong: set[tuple[str, int]] = set()
    every = {path.resolve(): path for path in paths}.values()
    checked = _check_rdf([one for one in every if one.suffix.lower() in FORMATS], known, references.today, findings)
    for path in (one for one in every if one.suffix.lower() not in FORMATS):
        for table in open_tables(path, findings.problem):
            findings.place(table.file)
            rows = sound_rows(table, known.gazetteer, references, findings.problem)
            while batch := list(islice(rows, TOGETHER)):
                if checked.shaped < SHAPED:
                    for found, grave in against_shapes(table.file, batch, known):
                        findings.add(found, grave)
                        wrong.update({(found.file, found.row)} if grave else ())
                    checked.shaped += len(batch)
                waiting.update((table.file, number) for number, _ in batch if references.waits(table.file, number))
                checked.rows += len(batch)
                progress(checked.rows)
                if references.settled:
                    findings.flush()
    for found in references.rest():
        findings.problem(found)
        wrong.update({(found.file, found.row)} & waiting)
    findings.flush()
    checked.rows -= len(wrong)
    checked.problems, checked.warnings = findings.problems, findings.warnings
    return checked


def _check_rdf(paths: list[Path], known: Catalogue, today: str, findings: _Findings) -> Checked:
    """Check files of RDF; a row is all that is said of a thing there."""
    files = [read_rdf(path) for path in paths]
    wrong: set[tuple[str, object]] = set()
    for found, grave, subject in check_rdf(files, known, today, SHAPED) if files else ():
        findings.add(found, grave)
        wrong.update({(found.file, subject)} if grave and subject else ())
    number = [len(file.facts) for file in files if not file.fault]
    return Checked(sum(number) - len(wrong), shaped=sum(min(one, SHAPED) for one in number))


def _replaced(paths: list[Path], sets: list[Dataset]) -> Iterator[Path]:
    """Yield our tables that are among the files, be it in a copy of their data set elsewhere."""
    names = {(dataset.descriptor["name"], ours.name): ours for dataset in sets for ours in dataset.paths}
    for path in paths:
        try:
            package = json.loads((path.parent / "datapackage.json").read_bytes())
            yield names[package["name"], path.name]
        except (OSError, ValueError, TypeError, LookupError):
            continue  # there is none, or of another data set


def against_shapes(file: str, batch: list[tuple[int, Record]], known: Catalogue) -> Iterator[tuple[Problem, bool]]:
    """Hold the facts that rows state against the shapes; yield what they lack, and whether that makes them wrong.

    Args:
        file: what the rows stand in.
        batch: the rows by their numbers, all of one table.
        known: all that is known besides.
    """
    catalogue = Catalogue({**known.records, file: [record for _, record in batch]})
    row_of: dict[str, int] = {}
    stated: list[Triple] = []
    for number, record in batch:
        for column in record.missing_translations() if isinstance(record, Dated) else ():
            lacks = _("is empty, while the text is given in another language; give it in all three, or in one alone")
            yield Problem(file, number, column, lacks), False
        for subject, predicate, value in triples(record, catalogue):
            row_of.setdefault(subject.value, number)
            stated.append(Triple(subject, predicate, value))
    headings = columns(type(batch[0][1]))
    found = {
        (row_of.get(one.subject, 0), _column(one.property, headings), one.message, one.grave)
        for one in violations(stated, taken_as_known(stated))
    }
    for number, column, message, grave in sorted(found):
        yield Problem(file, number, column, message), grave


def _column(path: str, headings: tuple[str, ...]) -> str:
    """Return the column that states a property (given by its IRI); nothing for what is none or several."""
    name = re.sub("(?<=[a-z0-9])(?=[A-Z])", "_", path.rpartition("#")[2].rpartition("/")[2]).lower()
    return next((column for column in (name, *_COLUMNS.get(name, "").split()) if column in headings), "")
