"""A SELECT query run over all named graphs, and its answer as a table of RDF terms."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

import queries
from graph.ask.tokens import refuse_deep
from graph.store.folder import Graph
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError

Term = NamedNode | BlankNode | Literal | Triple
Cell = Term | None


class ParameterError(UserError, ValueError):
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

    def first(self, number: int) -> "Answer":
        """Return the table with its first rows alone."""
        return Answer(self.columns, self.rows[:number])


def select(store: Graph, sparql: str, bindings: Mapping[str, NamedNode | Literal] | None = None) -> Answer:
    """Run a SELECT query over all named graphs together.

    Args:
        store: the graph.
        sparql: the query.
        bindings: parameters of the query that are given; their columns are left out of the answer.

    Raises:
        SyntaxError: the query is not SPARQL.
        ParameterError: it is, but no SELECT query.
        TooDeepError: it is nested too deep.
    """
    text = queries.bound(sparql, {name: str(term) for name, term in (bindings or {}).items()})
    refuse_deep(text)
    solutions = store.query(text, use_default_graph_as_union=True)
    if not isinstance(solutions, QuerySolutions):
        raise ParameterError(_("only SELECT queries have a table for an answer; write SELECT … WHERE { … }"))
    return answered(solutions, bindings or {})


def answered(solutions: QuerySolutions, given: Container[str]) -> Answer:
    """Return the answer that an engine gave as a table, without the columns of the parameters that were given."""
    kept = [variable for variable in solutions.variables if variable.value not in given]
    columns = tuple(variable.value for variable in kept)
    if len(kept) == len(solutions.variables):
        return Answer(columns, [tuple(solution) for solution in solutions])
    return Answer(columns, [tuple(solution[variable] for variable in kept) for solution in solutions])


def thing_columns(answer: Answer) -> list[str]:
    """Return the columns of an answer in which things are named."""
    return [
        column
        for index, column in enumerate(answer.columns)
        if any(isinstance(row[index], NamedNode) for row in answer.rows)
    ]
