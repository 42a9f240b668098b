"""Localities as of a day: the holders of their ties, their names and levels.

Localities end and their ties go on: a *party* entered into a tie, its *holder* on a day is the party itself or whoever
succeeded it (`coop:Tenure`). A locality that has ended holds nothing any more; asked about, it answers with what it
held to its end.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, cast

from pyoxigraph import Literal, NamedNode

from graph.ask.labels import Labels, short
from graph.ask.lookup import subjects, text, things, value, values
from graph.ask.periods import OPEN
from graph.ask.words import words
from graph.store.caches import cached
from graph.store.folder import Graph
from loaders.model.dates import PartialDate, date_text
from loaders.model.messages import all_of, joined
from loaders.model.messages import gettext as _
from ontology import coop, dct, rdf, schema


class Tenure(NamedTuple):
    """Who holds what a party entered into, from and to which day (ISO 8601)."""

    holder: NamedNode
    first: str
    last: str


@cached
def tenures(store: Graph, party: NamedNode) -> tuple[Tenure, ...]:
    """Return who has held what a locality entered into: itself, then its successors, by the day they began to."""
    found = []
    for quad in store.quads_for_pattern(None, coop.tenureOf, party, None):
        tenure = cast(NamedNode, quad.subject)
        [holder] = things(store, tenure, coop.heldBy)
        found.append(Tenure(holder, first_day(store, tenure), text(store, tenure, coop.lastDay)))
    return tuple(sorted(found, key=lambda one: (one.holder != party, one.first, one.holder.value)))


def holders(store: Graph, party: NamedNode, day: str) -> list[NamedNode]:
    """Return who holds on a day what a locality entered into: itself, or its successors.

    Of a municipality that has ended and entered into nothing no tenure is derived; its successors are found in turn.
    """
    if known := tenures(store, party):
        return list(dict.fromkeys(one.holder for one in known if one.first <= day <= one.last))
    if day <= last_day(store, party):
        return [party] if text(store, party, coop.validFrom) <= day else []
    heirs = things(store, party, coop.succeededBy)
    return list(dict.fromkeys(holder for heir in heirs for holder in holders(store, heir, day)))


@cached
def held(store: Graph, holder: NamedNode, day: str) -> frozenset[NamedNode]:
    """Return whose ties a locality holds on a day, its own among them; of one that has ended, held at its end."""
    found = set()
    for quad in store.quads_for_pattern(None, coop.heldBy, holder, None):
        tenure = cast(NamedNode, quad.subject)
        if first_day(store, tenure) <= day:
            found |= {*things(store, tenure, coop.tenureOf)}
    return frozenset(found)


def parties(store: Graph, fact: NamedNode) -> list[NamedNode]:
    """Return the localities that entered into a fact; of a meeting of a network, its host."""
    return things(store, fact, coop.party) or things(store, fact, coop.host)


def facts_of(store: Graph, places: Iterable[NamedNode], day: str) -> set[NamedNode]:
    """Return the facts that each of some localities holds on a day, or held to its end; see `held`."""
    return set.intersection(
        *(
            {
                fact
                for party in held(store, place, day)
                for role in (coop.party, coop.host)
                for fact in subjects(store, role, party)
                if party in parties(store, fact)
            }
            for place in places
        )
    )


def places_of(store: Graph, fact: NamedNode, day: str) -> frozenset[NamedNode]:
    """Return the localities of which a fact is told on a day: who holds it, or held it to its end; see `held`."""
    return frozenset(one.holder for party in parties(store, fact) for one in tenures(store, party) if one.first <= day)


def first_day(store: Graph, fact: NamedNode) -> str:
    """Return the day from which a fact is known to hold: the first that its date allows, or that of a source."""
    return text(store, fact, coop.firstDay)


def known_end(store: Graph, fact: NamedNode) -> str:
    """Return the last day on which a fact is known to hold (ISO 8601); empty if no end of it is known."""
    last = text(store, fact, coop.lastDay)
    return last if last != OPEN else ""


def spoken_of(store: Graph, fact: NamedNode) -> str:
    """Return the first date (ISO 8601) of a source of a fact; empty if none has one."""
    dates = (text(store, source, dct.issued) for source in things(store, fact, dct.source))
    return min(filter(None, dates), default="")


def recorded_on(store: Graph, fact: NamedNode) -> str:
    """Return the day (ISO 8601) on which a fact was recorded: its own, or that of its data set; empty if none says."""
    stated = text(store, fact, coop.recorded)
    if not stated:
        sets = {cast(NamedNode, quad.graph_name) for quad in store.quads_for_pattern(fact, rdf.type, None, None)}
        stated = min(filter(None, (text(store, one, dct.issued) for one in sets)), default="")
    return PartialDate(stated).latest if stated else ""


def known_from(store: Graph, fact: NamedNode) -> str:
    """Return the day (ISO 8601) from which a fact is known.

    It is the last day that its own date allows (``2013`` means by its end); of a fact without a date, the last that the
    date of its earliest source allows; where no source is dated either, the day on which it was recorded.
    """
    if since := text(store, fact, schema.startDate):
        return PartialDate(since).latest
    dates = [one.value for source in things(store, fact, dct.source) for one in values(store, source, dct.issued)]
    return min(PartialDate(one).latest for one in dates) if dates else recorded_on(store, fact)


def last_day(store: Graph, place: NamedNode) -> str:
    """Return the last day of a locality; far in the future if it has not ended."""
    return text(store, place, coop.validThrough) or OPEN


def period(store: Graph, place: NamedNode, day: str) -> NamedNode | None:
    """Return the period of a locality that a day lies in; None before it began and after it ended."""
    return _of_day(store, things(store, place, coop.period), day)


def _of_day(store: Graph, periods: Iterable[NamedNode], day: str) -> NamedNode | None:
    """Return the one of several periods that a day lies in."""
    for one in periods:
        if text(store, one, coop.validFrom) <= day <= (text(store, one, coop.validThrough) or OPEN):
            return one
    return None


def former_periods(store: Graph, place: NamedNode, day: str) -> list[NamedNode]:
    """Return the periods of a locality that were over by a day, in order of time."""
    ended = ((text(store, one, coop.validThrough) or OPEN, one) for one in things(store, place, coop.period))
    return [one for last, one in sorted(ended, key=lambda pair: pair[0]) if last < day]


def at(store: Graph, place: NamedNode, predicate: NamedNode, day: str) -> NamedNode | Literal | None:
    """Return the value of a property of a locality as of a day: its level, what contained it, where its seat lay.

    A period that says nothing of its seat had the one of today; population and area are those of the territory of the
    day, counted by then, or not known.
    """
    if day >= last_day(store, place):
        return value(store, place, predicate)
    then = period(store, place, day)
    own = value(store, then, predicate) if then else None
    if own:
        return own
    if predicate in {coop.population, coop.populationYear, coop.areaKm2}:
        return value(store, place, predicate) if text(store, place, coop.figuresFrom) <= day else None
    return None if then and predicate == schema.containedInPlace else value(store, place, predicate)


@cached
def container(store: Graph, place: NamedNode, day: str) -> NamedNode | None:
    """Return the province or prefecture in which a municipality lies on a day, or lay at its end."""
    return cast(NamedNode | None, at(store, place, schema.containedInPlace, day))


def region(store: Graph, place: NamedNode, day: str) -> NamedNode | None:
    """Return the region of its country in which a locality lies on a day; of a municipality, that of what contains it.

    Of a day after its end, the region in which it lay at its end; None where none is known.
    """
    on = min(day, last_day(store, place))
    if then := _of_day(store, things(store, place, coop.regionPeriod), on):
        return cast(NamedNode, value(store, then, coop.region))
    upper = container(store, place, on)
    return region(store, upper, on) if upper else None


def ended(store: Graph, asked: Iterable[NamedNode | Literal], language: str, day: str) -> Iterator[str]:
    """Yield, of each locality that is asked about and has ended by a day, when it did and who holds what it had.

    Args:
        store: the graph.
        asked: what is asked about, things of any kind.
        language: ``en``, ``vi`` or ``ja``.
        day: the day (ISO 8601), today if empty.
    """
    on = day or date.today().isoformat()
    for place in asked:
        if isinstance(place, NamedNode) and last_day(store, place) < on and things(store, place, coop.period):
            labels = Labels(store, language, day)
            heirs = all_of(f"{labels[one]} [{short(one)}]" for one in holders(store, place, on))
            said = (
                _("{place} ended on {day}; what it had is held by {heirs}.") if heirs else _("{place} ended on {day}.")
            )
            yield said.format(place=labels[place], day=date_text(last_day(store, place), language), heirs=heirs)


@dataclass(frozen=True)
class Party:
    """A locality that entered into a fact, under the name of the day.

    Attributes:
        place: the locality.
        name: what it was called then.
        holders: who holds the fact on the day, if that is another, or has another name by now.
    """

    place: NamedNode
    name: str
    holders: tuple[NamedNode, ...] = ()


class Names:
    """What the parties of facts are called in a language: as of then, and beside it who holds the fact on a day.

    Args:
        store: the graph.
        language: ``en``, ``vi`` or ``ja``.
        day: the day (ISO 8601).
        labels: what things are called on it, if that has been read already.
    """

    def __init__(self, store: Graph, language: str, day: str, labels: Labels | None = None) -> None:
        self._store, self._day, self._language = store, day, language
        self._labels, self._words = labels or Labels(store, language, day), words(language)

    def party(self, place: NamedNode, begun: str = "") -> Party:
        """Return a locality as a party to a fact that began on a day; if none is given, on the day of the names."""
        name, now = self._labels.on(place, min(begun or self._day, self._day)), holders(self._store, place, self._day)
        return Party(place, name, () if [self._labels[one] for one in now] == [name] else tuple(now))

    def parties(self, fact: NamedNode, role: NamedNode = coop.party) -> list[Party]:
        """Return the localities that entered into a fact, or have another role in it, such as `coop.host`."""
        return self.among(fact, things(self._store, fact, role))

    def among(self, fact: NamedNode, places: Iterable[NamedNode]) -> list[Party]:
        """Return some localities as parties to a fact."""
        begun = first_day(self._store, fact)
        return [self.party(place, begun) for place in places]

    def text(self, party: Party) -> str:
        """Return a party in words: ``Quy Nhon (now Gia Lai)``."""
        return self._words["now_held"].format(party.name, self._now(party)) if party.holders else party.name

    def now(self, fact: NamedNode) -> str:
        """Return what the parties of a fact are now, in brackets behind its label: `` (Quy Nhon is now Gia Lai)``."""
        changed = [party for party in self.parties(fact) if party.holders]
        told = (self._words["is_now"].format(party.name, self._now(party)) for party in changed)
        said = joined(told, self._language, of_lists=True)
        return f" ({said})" if said else ""

    def _now(self, party: Party) -> str:
        return joined((self._labels[one] for one in party.holders), self._language)
