"""The questions, asked in three ways: as the project asks them, of bare pyoxigraph, and of rdflib's own engine."""

import gc
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, cast

from pyoxigraph import QuerySolutions, Store, Variable

import queries
from bench.measuring import capped
from bench.synthetic import marked_locality
from graph.ask.parameters import bind
from graph.ask.questions import ask
from graph.store.folder import open_store
from queries import Question

CAP = 60
"""Seconds after which an engine is stopped, if nothing else is said."""
ROUNDS = 5
ENOUGH = 20
"""Seconds after which no further round is begun."""
AS_OF = "2026-11-21"
PLACES = {"place": "vn/da-nang", "other": "jp/osaka/sakai"}

Rows = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    """A question with the values of its parameters."""

    question: Question
    values: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name of the question, with a word where no place is given."""
        places = {"place", "other"} & {parameter.name for parameter in self.question.parameters}
        return self.question.name + (", all places" if places and not places & set(self.values) else "")


@dataclass
class Asked:
    """How long a question took: medians in seconds; None where an engine was stopped, or gave another answer.

    Attributes:
        ours: as the project asks it.
        substituted: of pyoxigraph alone, given the question's text and its parameters as substitutions.
        bound: of pyoxigraph alone, given the text in which the project binds the parameters.
        peer: of rdflib, if it was asked; the cap where it was stopped.
        rows: the rows of our answer.
        peer_rows: the rows of rdflib's.
    """

    ours: float | None = None
    substituted: float | None = None
    bound: float | None = None
    peer: float | None = None
    rows: Rows | None = None
    peer_rows: Rows | None = None

    @property
    def bare(self) -> float | None:
        """Of pyoxigraph alone, given whichever text is the faster."""
        return min(filter(None, (self.substituted, self.bound)), default=None)

    @property
    def differs(self) -> bool:
        """Whether rdflib gave another answer."""
        return self.rows is not None and self.peer_rows is not None and self.rows != self.peer_rows


def cases(mark: str = "") -> list[Case]:
    """Return all questions with the values that they are asked with, in the marked copy of the data if one is named."""
    places = {name: marked_locality(place, mark) if mark else place for name, place in PLACES.items()}
    return [_case(name, places) for name in queries.names()]


def wide_cases() -> list[Case]:
    """Return the questions that may be asked of all places at once, asked so."""
    questions = map(queries.question, queries.names())
    return [
        _case(question.name, {})
        for question in questions
        if any(parameter.name == "place" and not parameter.required for parameter in question.parameters)
    ]


def _case(name: str, places: Mapping[str, str]) -> Case:
    question = queries.question(name)
    values = {**places, "as_of": AS_OF}
    return Case(question, {p.name: values[p.name] for p in question.parameters if p.name in values})


def oxigraph(folder: Path, case: Case) -> Asked:
    """Ask a question as the project does and of bare pyoxigraph, in turn, of the same store."""
    return capped(lambda: _in_turn(folder, case), 3 * CAP) or Asked()


def _in_turn(folder: Path, case: Case) -> Asked:
    store = open_store(folder)
    terms = bind(store, case.question, case.values)
    text = queries.bound(case.question.sparql, {name: str(term) for name, term in terms.items()})
    given = {Variable(name): term for name, term in terms.items()}
    ways: dict[str, Callable[[], int]] = {
        "ours": lambda: len(ask(store, case.question, case.values).rows),
        "substituted": lambda: _exhaust(store, case.question.sparql, given),
        "bound": lambda: _exhaust(store, text, {}),
    }
    taken: dict[str, list[float]] = {way: [] for way in ways}
    rows = dict.fromkeys(ways, 0)
    begun = time.perf_counter()
    while not taken["bound"] or (len(taken["bound"]) < ROUNDS and time.perf_counter() - begun < ENOUGH):
        for way, run in ways.items():
            start = time.perf_counter()
            rows[way] = run()
            taken[way].append(time.perf_counter() - start)
    answer = ask(store, case.question, case.values)
    cells = (["" if cell is None else getattr(cell, "value", str(cell)) for cell in row] for row in answer.rows)
    times = {way: median(seconds) for way, seconds in taken.items() if rows[way] == rows["ours"]}
    return Asked(times["ours"], times.get("substituted"), times.get("bound"), rows=counted(cells))


def _exhaust(store: Store, sparql: str, given: Mapping[Variable, Any]) -> int:
    """Run a query to its end; return how many rows it has."""
    solutions = store.query(sparql, use_default_graph_as_union=True, substitutions=dict(given))
    return sum(1 for _ in cast(QuerySolutions, solutions))


def counted(rows: Iterable[Iterable[str]]) -> Rows:
    """Return how often each row stands in an answer, numbers by their value."""
    return Counter(tuple(map(_plain, row)) for row in rows)


def _plain(cell: str) -> str:
    try:
        return str(float(cell))
    except ValueError:
        return cell


def in_memory(triples: Path) -> Any:
    """Load triples into a graph of rdflib's, which forks of this process share."""
    from rdflib import Graph

    graph = Graph()
    graph.parse(triples, format="nt")
    gc.collect()
    gc.freeze()
    return graph


def rdflib(graph: Any, folder: Path, case: Case, asked: Asked, cap: float = CAP) -> None:
    """Ask a question of rdflib's engine too, and stop it after ``cap`` seconds."""
    bound = capped(lambda: _as_text(folder, case), CAP)
    found = capped(lambda: _of_rdflib(graph, case, bound), cap)
    asked.peer, asked.peer_rows = found or (float(cap), None)


def _as_text(folder: Path, case: Case) -> dict[str, str]:
    return {name: str(term) for name, term in bind(open_store(folder), case.question, case.values).items()}


def _of_rdflib(graph: Any, case: Case, bound: Mapping[str, str]) -> tuple[float, Rows]:
    from rdflib.plugins.sparql import prepareQuery
    from rdflib.util import from_n3

    query = prepareQuery(case.question.sparql)
    given = {name: from_n3(term) for name, term in bound.items()}
    taken: list[float] = []
    while not taken or (len(taken) < ROUNDS and sum(taken) < 1):
        start = time.perf_counter()
        result = graph.query(query, initBindings=given)
        found = list(result)
        taken.append(time.perf_counter() - start)
    kept = [variable for variable in result.vars if str(variable) not in given]
    rows = (["" if row[name] is None else str(row[name]) for name in kept] for row in found)
    return median(taken), counted(rows)
