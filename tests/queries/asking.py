"""Asking the graph, with answers as plain tuples that an oracle can be compared with."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

import queries
from graph.ask import questions

BASE = "https://w3id.org/vnjp-ties/"
STARTS = {f"{BASE}id/": "", f"{BASE}concept/": "", f"{BASE}ontology#": "", "https://schema.org/": "schema:"}
TYPES = {
    "integer": int,
    "decimal": Decimal,
    "double": lambda said: Decimal(repr(float(said))),
    "boolean": "true".__eq__,
}


def plain(cell: NamedNode | BlankNode | Literal | Triple | None) -> Any:
    """Return a cell as Python has it: an id or a term without its IRI base, a number, a truth value, or text."""
    if isinstance(cell, NamedNode):
        start = next((start for start in STARTS if cell.value.startswith(start)), None)
        return STARTS[start] + cell.value.removeprefix(start) if start else cell.value
    if isinstance(cell, Literal):
        return TYPES.get(cell.datatype.value.rpartition("#")[2], str)(cell.value)
    return cell


def rows(store: Store, name: str, **values: str) -> list[tuple[Any, ...]]:
    """Return the rows of the answer to a question."""
    answer = questions.ask(store, queries.question(name), values)
    return [tuple(plain(cell) for cell in row) for row in answer.rows]


def rows_of_all_places(store: Store, name: str, day: str) -> list[tuple[Any, ...]]:
    """Return the rows of the answers to a question on a day for all places at once, each with its place before it."""
    as_of = Literal(day, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    answer = questions.select(store, queries.question(name).sparql, {"as_of": as_of})
    return [tuple(plain(cell) for cell in row) for row in answer.rows]


def difference(found: Iterable[tuple[Any, ...]], expected: Iterable[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Return what an answer has too many and too few of; a row that stands twice counts twice."""
    has, should = Counter(found), Counter(expected)
    return {
        kind: sorted(some.elements(), key=str)
        for kind, some in (("too many", has - should), ("missing", should - has))
        if some
    }


def copy(store: Store) -> Store:
    """Return a graph in memory with the same facts, to which a test may add its own."""
    other = Store()
    other.bulk_extend(store)
    return other
