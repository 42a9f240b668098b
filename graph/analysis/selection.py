"""Which facts a network is made of: those in force on the day, or ended ones too; documents, dated ones, sure ones.

What a ranking says may rest on facts that are less sure than others: an exchange that nobody dated, a project that is
long over, a claim of one newspaper. So each can be asked for again of a part of the facts alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from pyoxigraph import Literal, NamedNode

from graph.analysis.pairs import PairTie
from graph.ask.labels import slug
from graph.ask.lookup import every
from graph.ask.periods import OPEN
from graph.store.folder import Graph
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop, joined
from ontology import coop, schema

STATES = ("active", "unclear", "former")
"""What is known of a tie on a day: it is not known to have ended, it is a project that may go on, or it is over."""

ONLY = ("documents", "dated", "confident")
"""The parts of the facts that can be asked for alone: signed documents; what has a stated beginning; what its sources
support well (`coop:confidence` high)."""

_WORDS = {
    "documents": gettext_noop("documents only"),
    "dated": gettext_noop("only what has a stated beginning"),
    "confident": gettext_noop("only what is of high confidence"),
}


def tie_state(store: Graph, fact: NamedNode, form: str, day: str) -> str:
    """Return which of the `STATES` a tie, project or membership is in on a day.

    What has no known end is in force; but a project only if it is known to be under way.
    """
    ends = cast(tuple[Literal, ...], every(store, coop.lastDay).get(fact, ()))
    if ends and ends[0].value != OPEN:
        return "active" if day <= ends[0].value else "former"
    status = slug(cast(NamedNode | None, next(iter(every(store, coop.status).get(fact, ())), None)))
    if form != "Project" or status == "ongoing":
        return "active"
    return "former" if status == "completed" else "unclear"


@dataclass(frozen=True)
class Selection:
    """A part of the facts.

    Attributes:
        ended: whether those that have ended by the day count too, and projects of which no end is known and that are
            not known to be under way.
        only: one of `ONLY`; empty for all.
    """

    ended: bool = False
    only: str = ""

    def on(self, store: Graph, day: str) -> Callable[[NamedNode, str], bool]:
        """Return what says of a fact, by its IRI and its form (``Agreement``), whether it is selected on a day."""
        part = _parts(store)[self.only]
        return lambda fact, form: part(fact, form) and (self.ended or tie_state(store, fact, form, day) == "active")

    def among(self, store: Graph, ties: Iterable[PairTie], day: str) -> list[PairTie]:
        """Return those of some ties between localities that are selected on a day, in their order."""
        wanted = self.on(store, day)
        return [one for one in ties if wanted(one.tie, one.form)]

    def __str__(self) -> str:
        """Say in the language of the reader what is selected, for a title."""
        kept = _("ended ones included") if self.ended else _("in force")
        return joined([kept, _(_WORDS[self.only])] if self.only else [kept])


IN_FORCE = Selection()
ALL = Selection(ended=True)


def _parts(store: Graph) -> dict[str, Callable[[NamedNode, str], bool]]:
    return {
        "": lambda fact, form: True,
        "documents": lambda fact, form: form == "Agreement",
        "dated": lambda fact, form: fact in every(store, schema.startDate),
        "confident": lambda fact, form: "high" in map(slug, cast(Any, every(store, coop.confidence).get(fact, ()))),
    }
