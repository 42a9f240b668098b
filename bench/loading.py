"""A million rows of somebody's table: understood, resolved, judged and kept, beside programs that only map columns.

The peers get what is left when that is done: the good rows under our own columns, with the labels of their triples
beside them, and an RML mapping (morph-kgc) or a loop (rdflib) that writes the triples we write of a tie.
"""

import csv
import json
import random
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from bench import report
from bench.building import COOP
from bench.measuring import Used, process, worker
from bench.report import Figure
from graph.store import user_sources as sources
from loaders.imports import importer as reading
from loaders.imports import user_datasets as own
from loaders.model.gazetteer import UnresolvedPlaceError
from loaders.model.records import Locality, Source, Tie
from loaders.tables.catalogue import Catalogue, load
from loaders.tables.datasets import datasets
from loaders.tables.integrity import sound_rows
from loaders.tables.rdf import triples as states
from loaders.tables.rdf_values import Statement
from loaders.tables.rows import open_tables
from ontology import coop, dct, rdf, rdfs, schema, skos, xsd

TITLE = "A million rows of somebody's own table"
ROWS = 1_000_000
PART = 10
"""What part of the rows rdflib gets, and the whole command: they take many minutes for all."""

_SINCE = "2006-06-01"
_KINDS = ("Sister city", "Friendship city", "Letter of intent", "kết nghĩa", "友好交流", "MoU", "覚書")
_HEADINGS = ("STT", "Tỉnh/Thành phố", "Đối tác Nhật Bản", "Hình thức", "Ngày ký", "Ghi chú")
_BAD = (  # the column that is wrong, and what stands in it
    (1, "Thành phố Không Có"), (2, "架空市"), (3, "???"), (4, "31/02/2013"), (4, "hôm qua"), (2, ""),
)  # fmt: skip


def write(path: Path, rows: int) -> None:
    """Write a table of ties as people write them, in three languages; every tenth row is wrong."""
    catalogue, chosen = load(datasets()), random.Random(20261122)
    names = {country: list(_names(catalogue, country)) for country in ("vn", "jp")}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS)
        for number in range(1, rows + 1):
            row = [str(number), chosen.choice(names["vn"]), chosen.choice(names["jp"]), chosen.choice(_KINDS),
                   _day(chosen), f"theo biên bản số {number}"]  # fmt: skip
            if number % 10 == 0:
                column, wrong = chosen.choice(_BAD)
                row[column] = wrong
            writer.writerow(row)


def _names(catalogue: Catalogue, country: str) -> Iterator[str]:
    """Yield the names that mean one locality of a country alone, which has been there all the time."""
    for place in catalogue.of(Locality):
        if place.country != country or place.valid_until or str(place.valid_from or "") > _SINCE:
            continue
        for name in {place.name, place.name_vi, place.name_ja} - {None}:
            try:
                catalogue.gazetteer.resolve(name, country=country)
            except UnresolvedPlaceError:
                continue
            yield name


def _day(chosen: random.Random) -> str:
    day = date.fromisoformat(_SINCE) + timedelta(chosen.randrange(7_000))
    habits = (
        f"{day:%d/%m/%Y}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d}", f"tháng {day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
    )  # fmt: skip
    return chosen.choice(habits)


def section(scratch: Path, env: dict[str, str], rows: int, note: Callable[[str], None]) -> str:
    """Return the part of the report.

    Args:
        scratch: an empty folder.
        env: the environment of processes.
        rows: how many rows are loaded.
        note: called with a word on each step.
    """
    table, clean, store = scratch / "ties.csv", scratch / "clean.csv", scratch / "store"
    note(f"writing {rows:,} rows")
    write(table, rows)
    note("reading and keeping them")
    used, said = process([*_TASK, "keep", str(table), str(store)], env)
    kept = json.loads(said)
    note("the triples of what was kept")
    seconds = float(json.loads(process([*_TASK, "state", str(store), str(scratch / "ours.nt"), str(clean)], env)[1]))
    lines = [
        Figure(f"{rows:,} rows read, resolved, judged and kept: {kept['rows']:,} in, {kept['left']:,} to mend",
               f"{used.seconds:.0f} s (CPU {used.cpu:.0f} s)", "≤ 90 s", used.seconds <= 90),
        Figure("the peak memory of the larger of its two processes",
               f"{used.megabytes:,.0f} MB", "≤ 2,000 MB", used.megabytes <= 2000),
        Figure("the good rows read again, and their triples written", _rate(seconds, scratch / "ours.nt")),
        *_peers(scratch, clean, kept["rows"], env, note),
    ]  # fmt: skip
    note(f"the whole command, with the graph built, on a {PART}th of the rows")
    shutil.rmtree(store)
    write(table, rows // PART)
    whole, _ = process([str(COOP), "load", str(table), "--name", "bench", "--yes", "--store", str(store)], env)
    note("a bare load of the same quads")
    quads = worker(env, "dump", store, scratch / "quads.nq", scratch / "triples.nt")["quads"]
    bare, _ = process([sys.executable, "-m", "bench.work", "load", str(scratch / "quads.nq"), str(scratch / "bare")],
                      env)  # fmt: skip
    lines += [
        Figure(f"`coop load` as a whole, with the graph built and what follows derived: {rows // PART:,} rows",
               f"{whole.seconds:.0f} s, {whole.megabytes:,.0f} MB", "", None,
               f"bulk_load of the same {quads:,} quads: {bare.seconds:.0f} s, {bare.megabytes:,.0f} MB, "
               f"{whole.seconds / bare.seconds:.1f}"),
    ]  # fmt: skip
    return f"## {TITLE}\n\n{_ABOUT}\n\n{report.figures(lines)}\n"


_TASK = (sys.executable, "-m", "bench.loading")
_ABOUT = """\
The table is as people write them: names in three scripts, kinds in three languages, dates in five habits, a note in
each row; every tenth row is wrong. The peers map columns and know nothing of names, dates or what is known already:
they get the good rows with all that done, and an RML mapping (morph-kgc) or a loop (rdflib) that makes the triples we
make."""


def _rate(seconds: float, triples: Path) -> str:
    with triples.open("rb") as file:
        number = sum(1 for _ in file)
    return f"{seconds:.1f} s for {number:,} triples, {number / seconds:,.0f} a second"


def _peers(scratch: Path, clean: Path, rows: int, env: dict[str, str], note: Callable[[str], None]) -> Iterator[Figure]:
    """Yield how the peers write the same triples."""
    note("rdflib")
    part = scratch / "part.csv"
    with clean.open(encoding="utf-8") as whole, part.open("w", encoding="utf-8") as some:
        some.writelines(islice(whole, 1 + rows // PART))
    used, _ = process([*_TASK, "by_rdflib", str(part), str(scratch / "rdflib.nt")], env)
    yield _peer(f"rdflib, a {PART}th of them", used, scratch / "rdflib.nt")
    note("morph-kgc, in an environment of its own: it needs an older pyoxigraph")
    venv.create(scratch / "morph", with_pip=True)
    python = scratch / "morph" / "bin" / "python"
    installed = subprocess.run([python, "-m", "pip", "install", "-q", "morph-kgc"], capture_output=True)
    if installed.returncode:
        note("morph-kgc cannot be installed here")
        return
    (scratch / "ties.rml.ttl").write_text(mapping(clean), "utf-8")
    (scratch / "morph.ini").write_text(
        f"[CONFIGURATION]\noutput_file: {scratch / 'morph.nt'}\n[ties]\nmappings: {scratch / 'ties.rml.ttl'}\n", "utf-8"
    )
    used, _ = process([str(python), "-m", "morph_kgc", str(scratch / "morph.ini")], env)
    yield _peer("morph-kgc", used, scratch / "morph.nt")


def _peer(name: str, used: Used, triples: Path) -> Figure:
    return Figure(f"{name}: the same triples", f"{_rate(used.seconds, triples)}; {used.megabytes:,.0f} MB")


_MAPPED = (
    (rdf.type, "type", "IRI"),
    (rdfs.label, "label_en", "en"),
    (rdfs.label, "label_vi", "vi"),
    (rdfs.label, "label_ja", "ja"),
    (coop.party, "vn", "IRI"),
    (coop.party, "jp", "IRI"),
    (coop.kind, "kind", "IRI"),
    (coop.signed, "day", xsd.date),
    (coop.signed, "month", xsd.gYearMonth),
    (schema.startDate, "day", xsd.date),
    (schema.startDate, "month", xsd.gYearMonth),
    (coop.firstDay, "first", xsd.date),
    (coop.lastDay, "last", xsd.date),
    (dct.source, "source", "IRI"),
    (skos.note, "note", "en"),
)
"""What is said of a tie: the predicate, the column that has the object, and what that is: IRI, language or datatype."""


def mapping(table: Path) -> str:
    """Return the RML mapping of the clean table."""
    objects = "".join(
        f" ;\n  rr:predicateObjectMap [ rr:predicate {predicate} ;"
        f' rr:objectMap [ rml:reference "{column}" ; {_kind(of)} ] ]'
        for predicate, column, of in _MAPPED
    )
    return f"""@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .

<#ties> a rr:TriplesMap ;
  rml:logicalSource [ rml:source "{table}" ; rml:referenceFormulation ql:CSV ] ;
  rr:subjectMap [ rml:reference "tie" ; rr:termType rr:IRI ]{objects} .
"""


def _kind(of: NamedNode | str) -> str:
    if of == "IRI":
        return "rr:termType rr:IRI"
    return f"rr:datatype {of}" if isinstance(of, NamedNode) else f'rr:language "{of}"'


def state(store: str, triples: str, table: str) -> float:
    """Write the triples of the ties that are kept in a store, and the clean table for the peers.

    Returns:
        How long it took to read the ties and write their triples.
    """
    from pyoxigraph import RdfFormat, Triple, serialize

    catalogue, [kept] = load(datasets()), own.own(Path(store))
    [path] = [path for path in kept.paths if path.stem == Tie.table]

    def ties() -> Iterator[Tie]:
        references = catalogue.references.beside(())
        references.expect(Source.table, kept.name)
        for opened in open_tables(path, print):
            for _, record in sound_rows(opened, catalogue.gazetteer, references, print):
                assert isinstance(record, Tie)
                yield record

    begun = time.perf_counter()
    stated = (Triple(*statement) for record in ties() for statement in states(record, catalogue))
    serialize(stated, triples, RdfFormat.N_TRIPLES)
    seconds = time.perf_counter() - begun
    with Path(table).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["tie", *dict.fromkeys(column for _, column, _ in _MAPPED)])
        writer.writeheader()
        for record in ties():
            writer.writerow(_clean(states(record, catalogue)))
    return seconds


def _clean(statements: Iterable[Statement]) -> dict[str, str]:
    """Return the row of the clean table that a mapping makes these statements of."""
    row: dict[str, str] = {}
    for tie, predicate, value in statements:
        row["tie"] = tie.value
        for said, column, of in _MAPPED:
            if said == predicate and of == _of(value) and row.get(column, value.value) == value.value:
                row[column] = value.value
                break
    return row


def _of(value: NamedNode | Literal) -> NamedNode | str:
    return "IRI" if isinstance(value, NamedNode) else value.language or value.datatype


def by_rdflib(table: str, triples: str) -> None:
    """Write the triples of the clean table by way of an rdflib graph."""
    from rdflib import Graph, URIRef
    from rdflib import Literal as Text

    graph = Graph()
    made: dict[object, Callable[[str], URIRef | Text]] = {
        of: URIRef if of == "IRI"
        else partial(Text, datatype=URIRef(of.value)) if isinstance(of, NamedNode) else partial(Text, lang=of)
        for _, _, of in _MAPPED
    }  # fmt: skip
    mapped = [(URIRef(predicate.value), column, made[of]) for predicate, column, of in _MAPPED]
    with Path(table).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tie = URIRef(row["tie"])
            for predicate, column, value in mapped:
                if row[column]:
                    graph.add((tie, predicate, value(row[column])))
    graph.serialize(triples, "nt", encoding="utf-8")


def keep(table: str, store: str) -> dict[str, object]:
    """Read a table and keep what it states, all that ``coop load`` does but building the graph."""
    folder, path = Path(store), Path(table)
    catalogue = sources.catalogue(folder)
    how = reading.proposed(path, catalogue, print)
    loaded = reading.load(folder, path, "bench", how, catalogue, lambda problem: None)
    return asdict(loaded)


if __name__ == "__main__":
    tasks = {task.__name__: task for task in (keep, state, by_rdflib)}
    print(json.dumps(tasks[sys.argv[1]](*sys.argv[2:])))
