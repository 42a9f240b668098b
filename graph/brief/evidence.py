"""Which sources state what is recorded of facts, and which state otherwise."""

from datetime import date

from pyoxigraph import Literal, NamedNode

import queries
from graph.ask.lookup import subjects, things, values
from graph.ask.query import Answer, Cell, select
from graph.brief.briefing import Briefing, to_come
from graph.store.caches import cached
from graph.store.folder import Graph
from ontology import concept, coop

THINGS = ("fact", "property", "stance", "value", "source", "basis")
"""The columns that hold things."""
_QUESTION = queries.question("who-states")
_FOR = concept["stance/for"]


def evidence(store: Graph, about: Briefing, language: str) -> Answer:
    """Return who states what of the facts of a briefing, and how that is known: a row for each source and value.

    Args:
        store: the graph.
        about: the briefing; a day that had yet to come on its day, and has by now, is left out.
        language: ``en``, ``vi`` or ``ja``: that of texts.
    """
    rows = [
        (fact, *row)
        for fact in dict.fromkeys(entry.fact for entry in about.entries)
        for row in _told(store, fact, language)
        if not _came_later(row[2], about.as_of)
    ]
    return Answer(THINGS, rows)


@cached
def _told(store: Graph, fact: NamedNode, language: str) -> list[tuple[Cell, ...]]:
    """Return who states what of a fact."""
    found = select(store, _QUESTION.sparql, {"fact": fact, "language": Literal(language)})
    wanted = [found.columns.index(column) for column in THINGS[1:]]
    return [tuple(row[one] for one in wanted) for row in found.rows]


def _came_later(value: Cell, day: str) -> bool:
    """Whether a value is a day that had yet to come on another."""
    return day < date.today().isoformat() and isinstance(value, Literal) and to_come(value.value, day)


def contradicting(store: Graph, fact: NamedNode) -> list[NamedNode]:
    """Return the claims that state otherwise than is recorded of a fact, or more exactly, in a fixed order."""
    told = sorted(subjects(store, coop.about, fact), key=str)
    return [claim for claim in told if _FOR not in values(store, claim, coop.stance)]


def is_doubtful(store: Graph, fact: NamedNode) -> bool:
    """Whether a fact is to be told as doubtful: it is judged so, or all of its sources only announce it."""
    sure, unjudged = things(store, fact, coop.confidence), bool(values(store, fact, coop.confidenceAssumed))
    return concept["confidence/low"] in sure or (concept["confidence/medium"] in sure and not unjudged)
