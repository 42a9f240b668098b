"""The graph as files: RDF in four syntaxes, or a table for each class, as CSV or in a workbook. Sorted, to compare."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import IO

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from graph.ask.labels import short, slug
from graph.ask.status import facts_as_of
from graph.export import about, jsonld
from loaders.files.atomic import written_whole
from loaders.files.safe_csv import for_spreadsheets
from loaders.model.messages import gettext as _
from ontology import PREFIXES, coop, graph, rdf

SUFFIXES = {"turtle": ".ttl", "trig": ".trig", "nquads": ".nq", "jsonld": ".jsonld", "xlsx": ".xlsx", "csv": ""}
"""The formats of the graph, with the endings of their files; ``csv`` is a folder."""


def export(store: Store, path: Path, style: str) -> None:
    """Write the graph, whole or not at all.

    Args:
        store: the graph.
        path: a file, or for ``csv`` a folder that gets a table for each class, and what says what they are: a README,
            a data dictionary, a data package.
        style: ``turtle`` (the union of the named graphs), ``trig``, ``nquads`` or ``jsonld`` (the graphs
            kept apart), or ``csv`` and ``xlsx`` (the facts and what follows from them, without the ontology).
    """
    if style == "csv" and path.is_file():
        wrong = _("{path} is a file; csv needs a folder, one table a class goes into it")
        raise FileExistsError(wrong.format(path=path))
    if style == "csv":
        for name, content in table_files(facts(quads(store)), facts_as_of(store)).items():
            with written_whole(path / name) as file:
                file.write(content)
        return
    with written_whole(path) as file:  # where none can be, that is told at once
        whole = quads(store)
        if style == "xlsx":
            file.write(_workbook(facts(whole)))
        else:
            write(whole, file, style)


def _workbook(said: list[Triple]) -> bytes:
    """Return facts as a workbook with a sheet for each class, of the day on which the last of them was recorded."""
    from graph.export.workbook import Sheet, as_xlsx, of_texts

    def sheets() -> Iterator[Sheet]:
        for name, table in tables(said):
            headings, *rows = csv.reader(io.StringIO(table.decode(), newline=""))
            yield of_texts(name, headings, rows)

    days = (one.object.value for one in said if one.predicate == coop.recorded and isinstance(one.object, Literal))
    return as_xlsx(sheets(), "vnjp-ties", max(days, default="1970-01-01"))


def write(whole: list[Quad], file: IO[bytes], style: str) -> None:
    """Write what `quads` returns in an RDF syntax; see `export`."""
    if style == "jsonld":
        file.write(jsonld.document(whole))
    elif style == "turtle":
        file.write(_what_it_holds(whole))
        serialize(triples(whole), file, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    elif style == "trig":
        serialize(whole, file, format=RdfFormat.TRIG, prefixes=PREFIXES)
    else:
        serialize(whole, file, format=RdfFormat.N_QUADS)


WORKED_OUT = (coop.firstDay, coop.lastDay, coop.stance, coop.confidenceAssumed)
"""The properties by which a data set's own graph says what is worked out, beside those of the derived graph."""


def _what_it_holds(whole: Iterable[Quad]) -> bytes:
    """Return the comment at the head of a file that knows no graphs: what it leaves out, what in it is worked out."""
    derived = {quad.predicate for quad in whole if quad.graph_name == graph["derived"]}
    names = sorted(short(one) for one in {*derived, *WORKED_OUT} if one.value.startswith(coop.iri))
    return (
        "# All statements of all named graphs; which graph says what is left out (see .trig, .nq, .jsonld).\n"
        f"# Worked out, and stated by no source: {', '.join(names)}.\n"
    ).encode()


def quads(store: Store) -> list[Quad]:
    """Return all quads by graph, subject, predicate and object."""
    return [
        quad
        for name in sorted(store.named_graphs(), key=str)
        for quad in sorted(store.quads_for_pattern(None, None, None, name), key=str)  # by triple: the graph comes last
    ]


def triples(some: Iterable[Quad]) -> list[Triple]:
    """Return the union of the named graphs by subject, predicate and object."""
    in_order = sorted((quad.triple for quad in some), key=str)  # quads in order are nearly sorted
    return [one for one, _ in groupby(in_order)]


def facts(whole: Iterable[Quad]) -> list[Triple]:
    """Return the quads of the data sets and the derived ones, without the ontology, sorted."""
    return list(dict.fromkeys(quad.triple for quad in whole if quad.graph_name != graph["ontology"]))


def table_files(said: list[Triple], day: str) -> dict[str, bytes]:
    """Return name -> content of the files of tables: a CSV for spreadsheets a class, and what says what they are.

    Args:
        said: the triples of `facts`.
        day: that of the facts (ISO 8601).
    """
    made = {name: for_spreadsheets(table) for name, table in tables(said)}
    return {**{f"{name}.csv": table for name, table in made.items()}, **about.beside(made, said, day)}


def tables(said: Iterable[Triple]) -> Iterator[tuple[str, bytes]]:
    """Yield of triples a CSV table for each class: a row a thing, a column a property, values parted by ``;``."""
    cells: dict[NamedNode, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    classes: dict[str, set[NamedNode]] = defaultdict(set)
    terms: dict[str, NamedNode] = {}
    for subject, predicate, value in said:
        if not isinstance(subject, NamedNode) or predicate in about.NO_COLUMN:
            continue
        if isinstance(value, NamedNode):
            if predicate == rdf.type:
                classes[slug(value)].add(subject)
                terms.setdefault(slug(value), value)
            else:
                cells[subject][slug(predicate)].append(short(value))
        elif isinstance(value, Literal):
            language = value.language
            heading = f"{slug(predicate)}@{language}" if language else slug(predicate)
            cells[subject][heading].append(value.value)
    names = {_file_name(name, terms): subjects for name, subjects in classes.items()}
    for name, subjects in sorted(names.items()):
        yield name, _csv(sorted(subjects, key=str), cells)


def _file_name(name: str, terms: Mapping[str, NamedNode]) -> str:
    """Return what the table of a class is called: many systems take two names for one that differ in case alone."""
    alike = [other for other in terms if other.casefold() == name.casefold()]
    return name if len(alike) == 1 else short(terms[name]).replace(":", "_")


def _csv(subjects: list[NamedNode], cells: dict[NamedNode, dict[str, list[str]]]) -> bytes:
    header = sorted({heading for subject in subjects for heading in cells[subject]})
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", *header])
    for subject in subjects:
        own = cells[subject]
        writer.writerow([short(subject), *[";".join(own[one]) if one in own else "" for one in header]])
    return text.getvalue().encode()
