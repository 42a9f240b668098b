"""Asking the graph: questions with their parameters bound, answers with their things named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

import queries
from graph.names import locality
from ontology import concept, concepts, thing, xsd
from queries import Parameter, Question

Term = NamedNode | BlankNode | Literal | Triple
Cell = Term | None


class ParameterError(ValueError):
    """A parameter that is missing, unknown, or has a value that it cannot take."""


@dataclass(frozen=True)
class Answer:
    """A table of RDF terms.

    Attributes:
        columns: the names of the columns.
        rows: the rows; a cell is None where nothing is known.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def select(store: Store, sparql: str, bindings: Mapping[str, NamedNode | Literal] | None = None) -> Answer:
    """Run a SELECT query over all named graphs together.

    Args:
        store: the graph.
        sparql: the query.
        bindings: parameters of the query that are given; their columns are left out of the answer.

    Raises:
        SyntaxError: the query is not SPARQL.
        ParameterError: it is, but no SELECT query.
    """
    given = bindings or {}
    text = queries.bound(sparql, {name: str(term) for name, term in given.items()})
    solutions = store.query(text, use_default_graph_as_union=True)
    if not isinstance(solutions, QuerySolutions):
        raise ParameterError("only SELECT queries have a table for an answer; write SELECT … WHERE { … }")
    kept = [variable for variable in solutions.variables if variable.value not in given]
    columns = tuple(variable.value for variable in kept)
    if len(kept) == len(solutions.variables):
        return Answer(columns, [tuple(solution) for solution in solutions])
    return Answer(columns, [tuple(solution[variable] for variable in kept) for solution in solutions])


def ask(store: Store, question: Question, values: Mapping[str, str]) -> Answer:
    """Ask a question of the graph.

    Args:
        store: the graph.
        question: one of `queries`.
        values: parameter -> value as a user writes it: the name of a place, a slug, a date, a number.

    Raises:
        ParameterError: a required parameter is missing, or one is unknown or wrong.
        UnresolvedPlaceError: a name is not exactly one locality.
    """
    return select(store, question.sparql, bind(store, question, values))


def bind(store: Store, question: Question, values: Mapping[str, str]) -> dict[str, NamedNode | Literal]:
    """Return the terms that the parameters of a question are bound to; see `ask`."""
    known = {parameter.name: parameter for parameter in question.parameters}
    unknown = [name for name in values if name not in known]
    if unknown:
        takes = f"it takes {', '.join(known)}" if known else "it takes none"
        raise ParameterError(f"{question.name} has no parameter “{unknown[0]}”; {takes}")
    bound = {}
    for parameter in question.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is None and parameter.required:
            raise ParameterError(f"{question.name} needs --param {parameter.name}=… ({parameter.help})")
        if value is not None:
            bound[parameter.name] = _term(store, parameter, str(value), values.get("as_of", ""))
    return bound


def _term(store: Store, parameter: Parameter, value: str, as_of: str) -> NamedNode | Literal:
    if parameter.type == "locality":
        return thing[locality(store, value, day(as_of or "today"))]
    if parameter.type == "date":
        return Literal(day(value), datatype=xsd.date)
    if parameter.type == "integer":
        if not value.isdecimal():
            raise ParameterError(f"{parameter.name}: “{value}” is not a whole number")
        return Literal(value, datatype=xsd.integer)
    if parameter.type == "concept":
        if value not in concepts.slugs(parameter.scheme):
            known = ", ".join(concepts.slugs(parameter.scheme))
            raise ParameterError(f"{parameter.name}: “{value}” is none of {known}")
        return concept[f"{parameter.scheme}/{value}"]
    node = thing[f"{parameter.kind}/{value.removeprefix(parameter.kind + '/')}"]
    if next(store.quads_for_pattern(node, None, None, None), None) is None:
        raise ParameterError(f"{parameter.name}: there is no {parameter.kind} “{value}”")
    return node


def day(text: str) -> str:
    """Return the day meant by a date as a user writes it: ``today``, or ISO 8601; a year or month means its end.

    Raises:
        ParameterError: it is no date.
    """
    from loaders.dates import PartialDate

    if text == "today":
        return date.today().isoformat()
    try:
        return PartialDate(text).latest
    except ValueError as error:
        raise ParameterError(str(error)) from None


def thing_columns(answer: Answer) -> list[str]:
    """Return the columns of an answer in which things are named."""
    return [
        column
        for index, column in enumerate(answer.columns)
        if any(isinstance(row[index], NamedNode) for row in answer.rows)
    ]
