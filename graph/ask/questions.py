"""A question asked of the graph, its parameters bound."""

from collections.abc import Mapping

from graph.ask.parameters import bind
from graph.ask.query import Answer, select
from graph.store.folder import Graph
from queries import Question


def ask(store: Graph, question: Question, values: Mapping[str, str], language: str = "en") -> Answer:
    """Ask a question of the graph.

    Args:
        store: the graph.
        question: one of `queries`.
        values: parameter -> value as a user writes it: the name of a place, a slug, a date, a number.
        language: that of texts in the answer.

    Raises:
        ParameterError: a required parameter is missing, or one is unknown or wrong.
        UnresolvedPlaceError: a name is not exactly one locality.
    """
    return select(store, question.sparql, bind(store, question, values, language))
