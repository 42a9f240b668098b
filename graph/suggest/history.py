"""The dated interactions and network participations of localities, and a snapshot of them as known on a day.

Everything is dated, so that suggestions can be made as of a past day. A fact is known from the last day that its
own date allows (``2013`` means by its end); a fact without a date, from the last day that the date of its earliest
source allows; a fact of which no source is dated either, from the day it was recorded.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from pyoxigraph import NamedNode, Store

from graph.ask.as_of import holders, known_from
from graph.ask.labels import short, slug
from graph.ask.lookup import every, texts
from graph.ask.periods import periods
from graph.ask.seats import position
from loaders.model.dates import PartialDate
from loaders.model.geography import KM_A_DEGREE, kilometres
from ontology import coop, org, rdf, schema, thing

_FORMS = (coop.Agreement, coop.Exchange, coop.Project, coop.Event)


@dataclass(frozen=True)
class Interaction:
    """An agreement, exchange, project or event between localities.

    Attributes:
        fact: its id, such as ``tie/...``.
        form: Agreement, Exchange, Project or Event.
        known_from: the day from which it is known (ISO 8601).
        earliest: the earliest day that its own date allows (ISO 8601); empty if it has none.
        parties: ids of the localities that took part, as they were then.
        fields: its fields of cooperation, by their slugs.
    """

    fact: str
    form: str
    known_from: str
    earliest: str
    parties: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Participation:
    """A locality's part in a network: a membership, or a meeting hosted; see `Interaction` for the days."""

    fact: str
    network: str
    party: str
    known_from: str
    earliest: str
    designation: str


@dataclass(frozen=True)
class LocalityState:
    """A locality in one period: its level, and what it is part of."""

    place: str
    level: str
    parent: str


class History:
    """All interactions, participations and localities with their dates, read from the graph once.

    Args:
        store: the graph.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._on: dict[str, Snapshot] = {}

    def on(self, day: str) -> "Snapshot":
        """Return the snapshot of what was known by the end of a day (ISO 8601)."""
        if day not in self._on:
            self._on[day] = Snapshot(
                day,
                self._units_on(day),
                [interaction for interaction in self.interactions if interaction.known_from <= day],
                [participation for participation in self.participations if participation.known_from <= day],
                lambda party: [short(one) for one in holders(self._store, thing[party], day)],
                lambda place: position(self._store, thing[place], day),
            )
        return self._on[day]

    @cached_property
    def interactions(self) -> list[Interaction]:
        """All agreements, exchanges, projects and events, by id."""
        return sorted(
            (
                Interaction(short(fact), slug(form), *self._days(fact),
                     tuple(sorted(map(short, self._all(coop.party, fact)))),
                     tuple(sorted(map(slug, self._all(coop.field, fact)))))
                for form in _FORMS
                for fact in self._of_class(form)
            ),
            key=lambda interaction: interaction.fact,
        )  # fmt: skip

    @cached_property
    def participations(self) -> list[Participation]:
        """All memberships and all meetings that a locality hosted, by id."""
        found = [
            Participation(
                short(fact), short(self._one(network, fact)), short(party), *self._days(fact), self._text(fact)
            )
            for form, network, role in (
                (coop.Membership, org.organization, coop.party),
                (coop.NetworkEvent, coop.network, coop.host),
            )
            for fact in self._of_class(form)
            for party in self._all(role, fact)
        ]
        return sorted(found, key=lambda participation: participation.fact)

    @cached_property
    def _units(self) -> list[tuple[LocalityState, str, str]]:
        found = [
            (LocalityState(place, level, parent), first, last)
            for place, level, parent, first, last in periods(self._store)
        ]
        return sorted(found, key=lambda one: (one[0].place, one[1]))

    def _days(self, fact: NamedNode) -> tuple[str, str]:
        """Return the day from which a fact is known, and the earliest day that its own date allows."""
        since = self._one(schema.startDate, fact)
        return known_from(self._store, fact), PartialDate(since.value).earliest if since else ""

    def _text(self, membership: NamedNode) -> str:
        return next((one.value for one in texts(self._store, membership, coop.designation, "en")), "")

    def _one(self, predicate: NamedNode, subject: NamedNode) -> Any:
        return next(iter(self._all(predicate, subject)), None)

    def _of_class(self, form: NamedNode) -> list[NamedNode]:
        return [cast(NamedNode, q.subject) for q in self._store.quads_for_pattern(None, rdf.type, form, None)]

    def _all(self, predicate: NamedNode, subject: Any) -> tuple[Any, ...]:
        return every(self._store, predicate).get(subject, ())

    def _units_on(self, day: str) -> dict[str, LocalityState]:
        return {unit.place: unit for unit, first, last in self._units if first <= day <= last}


@dataclass
class Snapshot:
    """What was known on a day, in terms of the localities of that day.

    Attributes:
        day: the day (ISO 8601).
        units: the localities that existed, by id.
        interactions: what had been done.
        participations: who had been in which network.
        holders: returns who holds on the day what a locality had entered into.
        locate: returns where a locality lies (degrees of latitude and longitude), None if that is not known.
    """

    day: str
    units: dict[str, LocalityState]
    interactions: list[Interaction]
    participations: list[Participation]
    holders: Callable[[str], list[str]]
    locate: Callable[[str], tuple[float, float] | None]
    interactions_of: dict[str, list[Interaction]] = field(default_factory=lambda: defaultdict(list))
    """Locality -> its interactions."""
    between: dict[str, dict[str, list[Interaction]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    """Locality -> counterpart in the other country -> their interactions."""
    participations_of: dict[str, dict[str, list[Participation]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    """Locality -> network -> its participations."""
    _places: dict[str, tuple[float, float] | None] = field(default_factory=dict)
    _near: dict[tuple[str, float], list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for interaction in self.interactions:
            parties = self._held(interaction.parties)
            for party in parties:
                self.interactions_of[party].append(interaction)
            for one in parties:
                for other in parties:
                    if one[:2] != other[:2]:
                        self.between[one][other].append(interaction)
        for participation in self.participations:
            for party in self._held([participation.party]):
                self.participations_of[party][participation.network].append(participation)

    def _held(self, parties: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(holder for party in parties for holder in self.holders(party)))

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """Network -> the localities that have been in it."""
        found: dict[str, list[str]] = defaultdict(list)
        for place, networks in self.participations_of.items():
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

    def parent_or_children(self, place: str) -> list[str]:
        """Return the unit that contains a locality; if none does, the units that it contains."""
        unit = self.units.get(place)
        return [unit.parent] if unit and unit.parent else self.children.get(place, [])

    def near(self, place: str, within: float) -> list[str]:
        """Return the localities of the same country with foreign counterparts within so many kilometres, nearest first.

        The unit that contains the locality, or those that it contains, are left out.
        """
        if (place, within) not in self._near:
            self._near[place, within] = self._nearest(place, within)
        return self._near[place, within]

    def _nearest(self, place: str, within: float) -> list[str]:
        here = self._place(place)
        if not here:
            return []
        away, apart = {place, *self.parent_or_children(place)}, within / KM_A_DEGREE
        first, last = (bisect(self._by_latitude, (here[0] + by,)) for by in (-apart, apart))
        found = [
            (distance, other)
            for _, other, there in self._by_latitude[first:last]
            if other[:2] == place[:2] and other not in away and (distance := kilometres(here, there)) < within
        ]
        return [other for _, other in sorted(found)]

    @cached_property
    def _by_latitude(self) -> list[tuple[float, str, tuple[float, float]]]:
        """The localities with foreign counterparts and where they lie, from south to north."""
        placed = [(there, other) for other in self.between if other in self.units and (there := self._place(other))]
        return sorted((there[0], other, there) for there, other in placed)

    def _place(self, place: str) -> tuple[float, float] | None:
        if place not in self._places:
            self._places[place] = self.locate(place)
        return self._places[place]

    def partners(self, place: str) -> set[str]:
        """Return the ids of those with whom a locality has a document."""
        return {
            o
            for o, interactions in self.between.get(place, {}).items()
            if any(d.form == "Agreement" for d in interactions)
        }

    def candidates(self, country: str) -> list[str]:
        """Return the ids of the candidates of a country: the provincial units of Vietnam, all localities of Japan."""
        within, municipal = f"{country}/", country == "jp"
        return sorted(
            place for place, unit in self.units.items() if place.startswith(within) and (municipal or not unit.parent)
        )
