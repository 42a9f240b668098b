"""Checking facts written by hand in RDF (Turtle and the like) before they are loaded: their terms, then the shapes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from loaders.model.columns import closest
from loaders.model.dates import date_in
from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from loaders.model.problems import Problem
from loaders.model.records import FIRST_DAY
from loaders.tables.catalogue import Catalogue
from loaders.tables.integrity import too_early
from loaders.tables.rdf import triples
from loaders.tables.shapes import classes, violations
from ontology import BASE, coop, dct, rdf, schema, thing

Node = NamedNode | BlankNode

_PAST = {
    coop.signed: (), coop.ended: (), dct.issued: (), dct.date: (coop.Event, coop.NetworkEvent),
    schema.startDate: (coop.Membership,),
}  # fmt: skip
"""The dates of what has happened -> the classes of which they are that, if not of all."""


class Finding(NamedTuple):
    """A problem, whether it makes a fact wrong or only leaves it incomplete, and what the fact is about."""

    problem: Problem
    grave: bool
    subject: Node | None = None


FORMATS = {
    ".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML, ".jsonld": RdfFormat.JSON_LD,
}  # fmt: skip
"""How a file's name ends -> the format of RDF that it is in."""


@dataclass
class RdfFile:
    """The facts in a file, or why it cannot be read.

    Attributes:
        path: the file.
        facts: subject -> what is said of it, in the order of the file.
        fault: what keeps it from being read.
    """

    path: Path
    facts: dict[Node, list[Triple]] = field(default_factory=dict)
    fault: Problem | None = None

    def at(self, subject: Node, name: str, message: str) -> Problem:
        """Return a problem with what is said of a subject by a property, at the line where the subject is described."""
        called = subject.value.removeprefix(thing.iri) if isinstance(subject, NamedNode) else "[]"
        begin = re.compile(rf"^\s*\S*{re.escape(called.rpartition('/')[2])}>?\s")
        lines = self.path.read_text("utf-8", errors="replace").splitlines()
        number = next((number for number, line in enumerate(lines, 1) if begin.search(line)), 0)
        return Problem(str(self.path), number, name, message if number or called == "[]" else f"{called}: {message}")


def read_rdf(path: Path) -> RdfFile:
    """Read a file of RDF; what is named by a relative IRI is a thing of the project."""
    found = RdfFile(path)
    try:
        for quad in parse(path.read_bytes(), format=FORMATS[path.suffix.lower()], base_iri=thing.iri):
            if isinstance(quad.subject, Node):
                found.facts.setdefault(quad.subject, []).append(quad.triple)
    except (SyntaxError, ValueError) as error:
        told = _("cannot be read: {error}")
        row = error.lineno if isinstance(error, SyntaxError) and error.lineno else 0
        found.fault = Problem(str(path), row, "", told.format(error=getattr(error, "msg", error)))
    except OSError:
        found.fault = Problem(str(path), 0, "", _("there is no such file"))
    return found


def check_rdf(files: list[RdfFile], known: Catalogue, today: str, most: int) -> Iterator[Finding]:
    """Yield what is wrong with the facts in files of RDF, and what they lack; those of one may name those of another.

    Args:
        files: the files.
        known: our own facts, which they may name too.
        today: the last day of which facts can be known (ISO 8601).
        most: how many facts of each file are held against the shapes at most.
    """
    classes_known = list(_classes_known(files, known))
    described = {triple.subject for triple in classes_known if isinstance(triple.subject, NamedNode)}
    for file in files:
        if file.fault:
            yield Finding(file.fault, True)
            continue
        others = [t for other in files if other is not file for said in other.facts.values() for t in said]
        judged = [triple for said in islice(file.facts.values(), most) for triple in said]
        rest = [triple for said in islice(file.facts.values(), most, None) for triple in said]
        for subject, said in file.facts.items():
            yield from _terms(file, subject, said, described)
            yield from _in_the_future(file, subject, said, today)
        nodes = {str(subject.value): subject for subject in file.facts}
        for one in violations(judged, [*rest, *others, *classes_known]):
            subject, value = nodes[one.subject], one.value.removeprefix(BASE)
            message = f"{one.message} [{value}]" if value else one.message
            yield Finding(file.at(subject, _name(one.property), message), one.grave, subject)


def _classes_known(files: Iterable[RdfFile], known: Catalogue) -> Iterator[Triple]:
    """Yield the classes, and of localities the country, of our own things that files name."""
    named = {term for file in files for said in file.facts.values() for t in said for term in (t.subject, t.object)}
    classed = _classes(known)
    for one in classed.keys() & named:
        yield from classed[one]


@lru_cache(maxsize=1)
def _classes(known: Catalogue) -> dict[Node, list[Triple]]:
    """Return each of our own things with its classes and, if it is in one of the two, its country.

    Our facts are the same in every check of a process.
    """
    found: dict[Node, list[Triple]] = {}
    for record in known:
        for subject, predicate, value in triples(record, known):
            if predicate in {rdf.type, coop.country}:
                found.setdefault(subject, []).append(Triple(subject, predicate, value))
    return found


def _terms(file: RdfFile, subject: Node, said: list[Triple], known: set[NamedNode]) -> Iterator[Finding]:
    """Yield a problem if it is not said what a thing is, or by a name that is no class of ours."""
    of = [triple.object for triple in said if triple.predicate == rdf.type]
    if isinstance(subject, BlankNode) and any(
        one.value.startswith(coop.iri) for one in of if isinstance(one, NamedNode)
    ):
        told = _("has no id; give it one, as in <tie/da-nang--sakai--mou--2009>")
        yield Finding(file.at(subject, "type", told), True, subject)
    if not of and subject not in known and any(t.predicate.value.startswith(coop.iri) for t in said):
        told = _("does not say what it is; give its class, as in a coop:Agreement")
        yield Finding(file.at(subject, "type", told), True, subject)
    for one in of:
        name = one.value.removeprefix(coop.iri) if isinstance(one, NamedNode) else ""
        if isinstance(one, NamedNode) and one.value.startswith(coop.iri) and name not in classes():
            near = closest(name, sorted(classes()))
            if near:
                told = _("“{name}” is no class of facts (did you mean “{near}”?)")
            else:
                told = _("“{name}” is no class of facts; ours are {classes}")
            told = told.format(name=name, near=near, classes=joined(sorted(classes())))
            yield Finding(file.at(subject, "type", told), True, subject)


def _in_the_future(file: RdfFile, subject: Node, said: list[Triple], today: str) -> Iterator[Finding]:
    of = {triple.object for triple in said if triple.predicate == rdf.type}
    for triple in said:
        past = triple.predicate in _PAST and (not _PAST[triple.predicate] or of.intersection(_PAST[triple.predicate]))
        day = date_in(triple.object.value) if past and isinstance(triple.object, Literal) else None
        if day and day.after(today):
            told = _("{day} lies in the future; record what has happened, once it has").format(day=day)
            yield Finding(file.at(subject, _name(triple.predicate.value), told), True, subject)
        if day and triple.predicate in {coop.signed, coop.ended} and day.latest < FIRST_DAY:
            yield Finding(file.at(subject, _name(triple.predicate.value), too_early(day)), True, subject)


def _name(iri: str) -> str:
    """Return the last part of the IRI of a property."""
    return iri.rpartition("#")[2].rpartition("/")[2]
