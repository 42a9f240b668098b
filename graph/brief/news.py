"""What is new: facts by the day on which they happened, and by the day on which they entered the graph."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from graph.ask.as_of import Names, facts_of, first_day, recorded_on
from graph.ask.lookup import of_class, text, value
from graph.ask.query import Answer, Cell
from graph.brief.briefing import FORMS
from graph.brief.fact_columns import FactColumns
from loaders.model.dates import PartialDate
from ontology import coop, schema

THINGS = ("form", "fact", "kind")

_ENTERED = (
    *FORMS, coop.Allocation, coop.Network, coop.Programme, coop.Call, coop.Funder, coop.ContactOffice, coop.Claim,
    coop.Source,
)  # fmt: skip
"""The classes of what enters the graph row by row and is counted, in this order."""


@dataclass(frozen=True)
class NewsItem:
    """A fact that is news of some day.

    Attributes:
        fact: the thing itself.
        form: its class, one of `FORMS`.
        date: when it began or happened, as precisely as is known; empty if it is not.
        entered: the day on which it entered the graph (ISO 8601); empty if that is later than the day asked for.
    """

    fact: NamedNode
    form: NamedNode
    date: str
    entered: str


def news(store: Store, day: str, place: NamedNode | None = None) -> list[NewsItem]:
    """Return the facts known by a day, in no order.

    Args:
        store: the graph.
        day: the day (ISO 8601).
        place: a locality, of which what it holds on the day, or held to its end, is told; of all if none is given.
    """
    own = facts_of(store, [place], day) if place else None
    return [
        NewsItem(fact, form, text(store, fact, schema.startDate), _entered(store, fact, day))
        for form in FORMS
        for fact in of_class(store, form, own)
        if first_day(store, fact) <= day
    ]


def _entered(store: Store, fact: NamedNode, day: str) -> str:
    recorded = recorded_on(store, fact)
    return recorded if recorded <= day else ""


def happened(found: Iterable[NewsItem], since: str = "") -> list[NewsItem]:
    """Return what has a date, the latest first; what is known to a month or year stands behind the days of it.

    Args:
        found: the news.
        since: the first day (ISO 8601) that counts; of a month or year, its last day must not lie before.
    """
    dated = [one for one in found if one.date and PartialDate(one.date).latest >= since]
    return sorted(dated, key=lambda one: (one.date, one.entered, one.fact.value), reverse=True)


def entered(found: Iterable[NewsItem], since: str = "") -> list[NewsItem]:
    """Return what entered from a day on, the latest first; of what entered on the same day, what happened last."""
    late = [one for one in found if one.entered and one.entered >= since]
    return sorted(late, key=lambda one: (one.entered, one.date, one.fact.value), reverse=True)


def entered_by_day(store: Store, day: str) -> list[tuple[str, NamedNode, int]]:
    """Return how much of each class entered the graph on which day, up to a day: the day, the class, the number.

    The latest day comes first.
    """
    counted = Counter(
        (on, form) for form in _ENTERED for one in of_class(store, form) if (on := recorded_on(store, one)) <= day
    )
    ordered = sorted(counted, key=lambda pair: _ENTERED.index(pair[1]))
    ordered.sort(key=lambda pair: pair[0], reverse=True)
    return [(on, form, counted[on, form]) for on, form in ordered if on]


def table(store: Store, names: Names, found: Iterable[NewsItem], ids: bool = True) -> Answer:
    """Return news as a table, a row each.

    Args:
        store: the graph.
        names: what parties are called, and who holds a fact on the day.
        found: the news.
        ids: whether the ids of the localities stand in columns beside their names, as programs want them.
    """
    alike = FactColumns(store, names, ids)

    def row(one: NewsItem) -> tuple[Cell, ...]:
        kind = value(store, one.fact, coop.kind) or value(store, one.fact, coop.role)
        return (
            Literal(one.date) if one.date else None, Literal(one.entered) if one.entered else None, one.form, one.fact,
            kind, *alike.parties(one.fact), alike.sources(one.fact),
        )  # fmt: skip

    return Answer(("date", "entered", "form", "fact", "kind", *alike.sides, "sources"), [row(one) for one in found])
