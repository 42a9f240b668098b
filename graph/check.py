"""Checking a table of facts before it is loaded: cell by cell, then as a complete fact (SHACL)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, serialize

from loaders import datasets, tables
from loaders.datasets import Catalogue
from loaders.records import Record, columns
from loaders.tables import Problem, References, Report
from loaders.triples import triples

if TYPE_CHECKING:
    import rdflib

TOGETHER = 500
"""How many facts are held against the shapes in one go: enough to be quick, few enough to stay small."""
SHAPED = 5_000
"""How many facts are held against the shapes at all: a few milliseconds each add up in a huge table."""

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


@dataclass
class _Counting:
    report: Report
    number: int = 0

    def __call__(self, problem: Problem) -> None:
        self.number += 1
        self.report(problem)


def check(paths: list[Path], problem: Report, warning: Report, progress: Callable[[int], None]) -> Checked:
    """Check tables against the records, the gazetteer, the known facts and the shapes.

    Args:
        paths: the files; rows of one may name rows of another.
        problem: called with what is wrong.
        warning: called with what is not complete.
        progress: called with the number of rows read so far, now and then.
    """
    known = datasets.load(datasets.datasets())
    problems, warnings = _Counting(problem), _Counting(warning)
    references = References(known.ids)
    checked = Checked()
    for path in paths:
        for table in tables.open_tables(path, problems):
            rows = tables.read(table, known.gazetteer, problems)
            while batch := list(islice(rows, TOGETHER)):
                for number, record in batch:
                    references.add(table.file, number, record)
                if checked.shaped < SHAPED:
                    _against_shapes(table.file, batch, known, problems, warnings)
                    checked.shaped += len(batch)
                checked.rows += len(batch)
                progress(checked.rows)
            references.have(table)
    for open_reference in references.problems():
        problems(open_reference)
    checked.problems, checked.warnings = problems.number, warnings.number
    return checked


def _against_shapes(
    file: str, batch: list[tuple[int, Record]], known: Catalogue, problem: Report, warning: Report
) -> None:
    """Hold the facts that rows state against the shapes; report by row what they lack."""
    catalogue = Catalogue({**known.records, file: [record for _, record in batch]})
    row_of: dict[str, int] = {}
    stated: list[Triple] = []
    for number, record in batch:
        for subject, predicate, value in triples(record, catalogue):
            row_of.setdefault(subject.value, number)
            stated.append(Triple(subject, predicate, value))
    headings = columns(type(batch[0][1]))
    found = sorted(
        (row_of.get(focus, 0), _column(path, headings), message, grave)
        for focus, path, message, grave in _violations(stated)
    )
    for number, column, message, grave in found:
        (problem if grave else warning)(Problem(file, number, column, message))


def _column(path: str, headings: tuple[str, ...]) -> str:
    """Return the column that states a property (given by its IRI); nothing for what is none or several."""
    name = re.sub("(?<=[a-z0-9])(?=[A-Z])", "_", path.rpartition("#")[2].rpartition("/")[2]).lower()
    return next((column for column in (name, *_COLUMNS.get(name, "").split()) if column in headings), "")


def _violations(stated: list[Triple]) -> Iterator[tuple[str, str, str, bool]]:
    """Yield subject, property (if it is a single one), message, and whether it is wrong or only incomplete."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    data = rdflib.Graph().parse(data=serialize(stated, format=RdfFormat.N_TRIPLES), format="nt")
    _, found, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none", advanced=False)
    if not isinstance(found, rdflib.Graph):
        raise TypeError(f"the shapes could not be applied: {found!r}")
    results = set(found.objects(None, SH.result))
    for result in sorted(results, key=lambda one: (str(found.value(one, SH.focusNode)), str(one))):
        path = found.value(result, SH.resultPath)
        column = str(path).rpartition("#")[2].rpartition("/")[2] if isinstance(path, rdflib.URIRef) else ""
        grave = found.value(result, SH.resultSeverity) == SH.Violation
        yield str(found.value(result, SH.focusNode)), column, str(found.value(result, SH.resultMessage)), grave


@cache
def _shapes() -> "rdflib.Graph":
    """Return the shapes with their messages in English alone, which are twice as fast to apply."""
    import rdflib
    from rdflib.namespace import SH

    shapes = rdflib.Graph().parse(data=files("ontology").joinpath("shapes.ttl").read_bytes(), format="turtle")
    for triple in list(shapes.triples((None, SH.message, None))) + list(shapes.triples((None, SH.name, None))):
        if getattr(triple[2], "language", None) != "en":
            shapes.remove(triple)
    return shapes
