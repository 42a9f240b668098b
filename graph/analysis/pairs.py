"""The ties between localities of the two countries, as those that hold them on a day; without networkx, which is slow
to import.

A fact counts from the day on from which it is known to hold, whether it has ended since or not. Who entered into it
stands for whoever held that locality's ties on the day.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from pyoxigraph import Literal, NamedNode, Store

from graph.ask.labels import short, slug
from graph.ask.query import select

_TIES = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX country: <https://w3id.org/vnjp-ties/concept/country/>
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?vietnam ?japan ?tie ?form ?kind ?since ?until ?unknown
  ?begun ?ownFrom ?theirFrom ?ownThrough ?theirThrough
WHERE {
  VALUES ?form { %s }
  ?tie a ?form ; coop:firstDay ?begun ; coop:party ?vnParty , ?jpParty .
  ?vnParty coop:country country:vn .
  ?jpParty coop:country country:jp .
  ?own coop:tenureOf ?vnParty ; coop:heldBy ?vietnam ; coop:firstDay ?ownFrom ; coop:lastDay ?ownThrough .
  ?their coop:tenureOf ?jpParty ; coop:heldBy ?japan ; coop:firstDay ?theirFrom ; coop:lastDay ?theirThrough .
  OPTIONAL { ?tie coop:kind ?kind }
  OPTIONAL { ?tie schema:startDate ?since }
  OPTIONAL { ?tie schema:endDate ?until }
  OPTIONAL { ?tie coop:beginningUnknown ?unknown }
}"""


FORMS = ("Agreement", "Exchange", "Project")
"""What ties two localities."""


class PairTie(NamedTuple):
    """An agreement, exchange or project (or an event) between two localities that hold it.

    Attributes:
        vietnam: the id of the one in Vietnam.
        japan: the id of the one in Japan.
        tie: its IRI.
        form: Agreement, Exchange or Project; or Event.
        kind: the kind of an agreement, by its slug; empty for others.
        since: when it began, where that is known.
        until: when it ended, where that is known.
        beginning_unknown: whether neither it nor a source of it has a date: it counts from the day it was recorded.
    """

    vietnam: str
    japan: str
    tie: NamedNode
    form: str
    kind: str
    since: Literal | None
    until: Literal | None
    beginning_unknown: bool


def pair_ties(store: Store, days: Iterable[str], forms: Iterable[str] = FORMS) -> Iterator[list[PairTie]]:
    """Yield the ties as of each of some days (ISO 8601), by locality and beginning.

    Args:
        store: the graph.
        days: the days.
        forms: the classes of what is meant; ``Event`` is none of a tie, but can be asked for as well.
    """
    rows = cast(list[tuple[Any, ...]], select(store, _TIES % " ".join(f"coop:{form}" for form in forms)).rows)
    rows.sort(key=_in_order)  # in a third of the time that ORDER BY takes
    known = [
        (PairTie(short(vietnam), short(japan), tie, slug(form), slug(kind), since, until, unknown is not None),
         max(bound.value for bound in bounds[:3]), min(bound.value for bound in bounds[3:]))
        for vietnam, japan, tie, form, kind, since, until, unknown, *bounds in rows
    ]  # fmt: skip
    for day in days:
        yield [one for one, first, last in known if first <= day <= last]


def partners(ties: Iterable[PairTie]) -> dict[str, set[str]]:
    """Return locality -> those of the other country with which it holds any of some ties."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in ties:
        found[one.vietnam].add(one.japan)
        found[one.japan].add(one.vietnam)
    return dict(found)


def _in_order(row: tuple[Any, ...]) -> tuple[str, ...]:
    vietnam, japan, tie, *_, begun = row[:9]
    return tuple(term.value for term in (vietnam, japan, begun, tie))
