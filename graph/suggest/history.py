"""What was known on a day of who worked with whom: the ground that suggestions stand on.

Everything here is dated, so that the same question can be asked of the past. A fact is known from the last day that its
own date allows (``2013`` means by its end); a fact without a date, from the last day that the date of its earliest
source allows; a fact of which no source is dated either, from the day it was recorded.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from pyoxigraph import NamedNode, Store

from graph.ask.as_of import holders, position
from graph.ask.labels import short, slug
from graph.ask.lookup import every
from loaders.model.dates import PartialDate
from loaders.model.geography import kilometres
from ontology import coop, dct, org, rdf, schema, thing

_FORMS = (coop.Agreement, coop.Exchange, coop.Project, coop.Event)


@dataclass(frozen=True)
class Deed:
    """An agreement, exchange, project or event.

    Attributes:
        fact: its id.
        form: Agreement, Exchange, Project or Event.
        known: the day from which it is known.
        first: the earliest day that its own date allows; empty if it has none.
        parties: the localities that took part, as they were then.
        fields: what it is about.
    """

    fact: str
    form: str
    known: str
    first: str
    parties: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Circle:
    """A locality's part in a network: a membership, or a meeting hosted; see `Deed` for the days."""

    fact: str
    network: str
    party: str
    known: str
    first: str
    designation: str


@dataclass(frozen=True)
class Unit:
    """A locality in one period: its level, and what it is part of."""

    place: str
    level: str
    parent: str


class Evidence:
    """All facts that can count, read from the graph once.

    Args:
        store: the graph.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._on: dict[str, Known] = {}

    def on(self, day: str) -> "Known":
        """Return what was known on a day, of that day too."""
        if day not in self._on:
            self._on[day] = Known(
                day,
                self._units_on(day),
                [deed for deed in self.deeds if deed.known <= day],
                [circle for circle in self.circles if circle.known <= day],
                lambda party: [short(one) for one in holders(self._store, thing[party], day)],
                lambda place: position(self._store, thing[place], day),
            )
        return self._on[day]

    @cached_property
    def deeds(self) -> list[Deed]:
        """All agreements, exchanges, projects and events, by id."""
        return sorted(
            (
                Deed(short(fact), slug(form), *self._days(fact),
                     tuple(sorted(map(short, self._all(coop.party, fact)))),
                     tuple(sorted(map(slug, self._all(coop.field, fact)))))
                for form in _FORMS
                for fact in self._of_class(form)
            ),
            key=lambda deed: deed.fact,
        )  # fmt: skip

    @cached_property
    def circles(self) -> list[Circle]:
        """All memberships and all meetings that a locality hosted, by id."""
        found = [
            Circle(short(fact), short(self._one(network, fact)), short(party), *self._days(fact), self._text(fact))
            for form, network, role in (
                (coop.Membership, org.organization, coop.party),
                (coop.NetworkEvent, coop.network, coop.host),
            )
            for fact in self._of_class(form)
            for party in self._all(role, fact)
        ]
        return sorted(found, key=lambda circle: circle.fact)

    @cached_property
    def _units(self) -> list[tuple[Unit, str, str]]:
        found = []
        every_period = cast(dict[NamedNode, tuple[NamedNode, ...]], every(self._store, coop.period))
        for place, periods in sorted(every_period.items(), key=str):
            for period in periods:
                parent = self._one(schema.containedInPlace, period)
                unit = Unit(short(place), slug(self._one(coop.level, period)), short(parent) if parent else "")
                found.append((unit, *self._bounds(period)))
        return found

    def _bounds(self, state: NamedNode) -> tuple[str, str]:
        first, last = self._one(coop.validFrom, state), self._one(coop.validThrough, state)
        return first.value if first else "", last.value if last else "9999"

    def _days(self, fact: NamedNode) -> tuple[str, str]:
        """Return the day from which a fact is known, and the earliest day that its own date allows."""
        since = self._one(schema.startDate, fact)
        if since is None:
            issued = [one.value for source in self._all(dct.source, fact) for one in self._all(dct.issued, source)]
            return min(PartialDate(one).latest for one in issued) if issued else self._recorded(fact), ""
        stated = PartialDate(since.value)
        return stated.latest, stated.earliest

    def _recorded(self, fact: NamedNode) -> str:
        """Return the day on which a fact was recorded: that of its data set."""
        graphs = {cast(NamedNode, quad.graph_name) for quad in self._store.quads_for_pattern(fact, rdf.type, None)}
        return min(PartialDate(one.value).latest for name in graphs for one in self._all(dct.issued, name))

    def _text(self, membership: NamedNode) -> str:
        designation = self._one(coop.designation, membership)
        return designation.value if designation else ""

    def _one(self, predicate: NamedNode, subject: NamedNode) -> Any:
        return next(iter(self._all(predicate, subject)), None)

    def _of_class(self, form: NamedNode) -> list[NamedNode]:
        return [cast(NamedNode, q.subject) for q in self._store.quads_for_pattern(None, rdf.type, form, None)]

    def _all(self, predicate: NamedNode, subject: Any) -> tuple[Any, ...]:
        return every(self._store, predicate).get(subject, ())

    def _units_on(self, day: str) -> dict[str, Unit]:
        return {unit.place: unit for unit, first, last in self._units if first <= day <= last}


@dataclass
class Known:
    """What was known on a day, in terms of the localities of that day.

    Attributes:
        day: the day.
        units: the localities that existed, by id.
        deeds: what had been done.
        circles: who had been in which network.
        holders: returns who holds on the day what a locality had entered into.
        locate: returns where a locality lies (degrees of latitude and longitude), None if that is not known.
    """

    day: str
    units: dict[str, Unit]
    deeds: list[Deed]
    circles: list[Circle]
    holders: Callable[[str], list[str]]
    locate: Callable[[str], tuple[float, float] | None]
    of: dict[str, list[Deed]] = field(default_factory=lambda: defaultdict(list))
    """Locality -> what it did."""
    between: dict[str, dict[str, list[Deed]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    """Locality -> counterpart in the other country -> what they did together."""
    rounds: dict[str, dict[str, list[Circle]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    """Locality -> network -> its part in it."""
    _places: dict[str, tuple[float, float] | None] = field(default_factory=dict)
    _near: dict[tuple[str, float], list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for deed in self.deeds:
            parties = self._held(deed.parties)
            for party in parties:
                self.of[party].append(deed)
            for one in parties:
                for other in parties:
                    if one[:2] != other[:2]:
                        self.between[one][other].append(deed)
        for circle in self.circles:
            for party in self._held([circle.party]):
                self.rounds[party][circle.network].append(circle)

    def _held(self, parties: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(holder for party in parties for holder in self.holders(party)))

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """Network -> the localities that have been in it."""
        found: dict[str, list[str]] = defaultdict(list)
        for place, networks in self.rounds.items():
            for network in networks:
                found[network].append(place)
        return found

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Prefecture or province -> the localities that are part of it."""
        found: dict[str, list[str]] = defaultdict(list)
        for unit in self.units.values():
            found[unit.parent].append(unit.place)
        return found

    def kin(self, place: str) -> list[str]:
        """Return what a locality is part of, or the localities that are part of it."""
        unit = self.units.get(place)
        return [unit.parent] if unit and unit.parent else self.children.get(place, [])

    def near(self, place: str, within: float) -> list[str]:
        """Return who of the same country is active within so many kilometres, kin apart; the nearest first."""
        if (place, within) not in self._near:
            self._near[place, within] = self._nearest(place, within)
        return self._near[place, within]

    def _nearest(self, place: str, within: float) -> list[str]:
        here = self._place(place)
        found = []
        for other in self.between.keys() - {place, *self.kin(place)}:
            there = self._place(other) if here and other[:2] == place[:2] and other in self.units else None
            if here and there and (distance := kilometres(here, there)) < within:
                found.append((distance, other))
        return [other for _, other in sorted(found)]

    def _place(self, place: str) -> tuple[float, float] | None:
        if place not in self._places:
            self._places[place] = self.locate(place)
        return self._places[place]

    def partners(self, place: str) -> set[str]:
        """Return those with whom a locality has a document."""
        return {o for o, deeds in self.between.get(place, {}).items() if any(d.form == "Agreement" for d in deeds)}

    def candidates(self, country: str) -> list[str]:
        """Return whom somebody from the other country may approach: the provincial units of Vietnam, all of Japan."""
        return [
            place
            for place, unit in sorted(self.units.items())
            if place.startswith(f"{country}/") and (country == "jp" or not unit.parent)
        ]
