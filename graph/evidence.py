"""What was known on a day of who worked with whom: the ground that suggestions stand on.

Everything here is dated, so that the same question can be asked of the past. A fact is known from the last day that its
own date allows (``2013`` means by its end); a fact without a date, from the day its earliest source speaks of it, or
not at all where only dated facts may count.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from pyoxigraph import Store

from graph.names import short
from graph.questions import select
from loaders.dates import PartialDate

_DEEDS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX schema: <https://schema.org/>
SELECT ?fact ?form ?party ?begun ?since ?field
WHERE {
  VALUES ?form { coop:Agreement coop:Exchange coop:Project coop:Event }
  ?fact a ?form ; coop:validFrom ?begun ; coop:party ?party .
  OPTIONAL { ?fact schema:startDate ?since }
  OPTIONAL { ?fact coop:field ?field }
}
ORDER BY ?fact ?party ?field"""

_CIRCLES = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX schema: <https://schema.org/>
SELECT ?fact ?network ?party ?begun ?since ?designation
WHERE {
  { ?fact a coop:Membership ; org:organization ?network ; coop:party ?party }
  UNION
  { ?fact a coop:NetworkEvent ; coop:network ?network ; coop:host ?party }
  ?fact coop:validFrom ?begun .
  OPTIONAL { ?fact schema:startDate ?since }
  OPTIONAL { ?fact <http://purl.org/dc/terms/date> ?since }
  OPTIONAL { ?fact coop:designation ?designation }
}
ORDER BY ?fact"""

_HOLDERS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
SELECT ?party ?holder ?from ?through
WHERE { ?tenure coop:tenureOf ?party ; coop:heldBy ?holder ; coop:validFrom ?from ; coop:validThrough ?through }"""

_UNITS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX geo: <http://www.w3.org/2003/01/geo/wgs84_pos#>
PREFIX schema: <https://schema.org/>
SELECT ?place ?level ?parent ?latitude ?longitude ?first ?last
WHERE {
  ?place coop:period ?period .
  ?period coop:level ?level .
  OPTIONAL { ?period schema:containedInPlace ?parent }
  OPTIONAL { ?place geo:lat ?latitude ; geo:long ?longitude }
  OPTIONAL { ?period coop:validFrom ?first }
  OPTIONAL { ?period coop:validThrough ?last }
}
ORDER BY ?place"""


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
    """A locality in one period: its level, what it is part of, where it lies (degrees; None if unknown)."""

    place: str
    level: str
    parent: str
    position: tuple[float, float] | None


class Evidence:
    """All facts that can count, read from the graph once.

    Args:
        store: the graph.
        dated_only: whether facts without a date of their own are left out.
    """

    def __init__(self, store: Store, dated_only: bool = False) -> None:
        self._store, self._dated_only = store, dated_only
        self._on: dict[str, Known] = {}

    def on(self, day: str) -> "Known":
        """Return what was known before a day (that day's own facts are not)."""
        if day not in self._on:
            self._on[day] = Known(
                day,
                self._units_on(day),
                [deed for deed in self.deeds if deed.known < day and (deed.first or not self._dated_only)],
                [circle for circle in self.circles if circle.known < day and (circle.first or not self._dated_only)],
                self._holders_on(day),
            )
        return self._on[day]

    @cached_property
    def deeds(self) -> list[Deed]:
        """All agreements, exchanges, projects and events, by id."""
        found: dict[str, tuple[str, Any, Any, set[str], set[str]]] = {}
        for fact, form, party, begun, since, about in self._rows(_DEEDS):
            _, _, _, parties, fields = found.setdefault(short(fact), (form, begun, since, set(), set()))
            parties.add(short(party))
            fields |= {_slug(about)} - {""}
        return [
            Deed(fact, _slug(form), *_days(begun, since), tuple(sorted(parties)), tuple(sorted(fields)))
            for fact, (form, begun, since, parties, fields) in found.items()
        ]

    @cached_property
    def circles(self) -> list[Circle]:
        """All memberships and all meetings that a locality hosted, by id."""
        return [
            Circle(short(fact), short(network), short(party), *_days(begun, since), named.value if named else "")
            for fact, network, party, begun, since, named in self._rows(_CIRCLES)
        ]  # fmt: skip

    @cached_property
    def _holders(self) -> list[tuple[str, str, str, str]]:
        return [(short(p), short(h), first.value, last.value) for p, h, first, last in self._rows(_HOLDERS)]

    @cached_property
    def _units(self) -> list[tuple[Unit, str, str]]:
        found = []
        for place, level, parent, latitude, longitude, first, last in self._rows(_UNITS):
            position = (float(latitude.value), float(longitude.value)) if latitude else None
            unit = Unit(short(place), _slug(level), short(parent) if parent else "", position)
            found.append((unit, first.value if first else "", last.value if last else "9999"))
        return found

    def _units_on(self, day: str) -> dict[str, Unit]:
        return {unit.place: unit for unit, first, last in self._units if first <= day <= last}

    def _holders_on(self, day: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for party, holder, first, last in self._holders:
            if first <= day <= last:
                found[party] += (holder,)
        return found

    def _rows(self, sparql: str) -> list[tuple[Any, ...]]:
        return cast(list[tuple[Any, ...]], select(self._store, sparql).rows)


@dataclass
class Known:
    """What was known on a day, in terms of the localities of that day.

    Attributes:
        day: the day.
        units: the localities that existed, by id.
        deeds: what had been done.
        circles: who had been in which network.
        holders: locality -> who holds on the day what it had entered into.
    """

    day: str
    units: dict[str, Unit]
    deeds: list[Deed]
    circles: list[Circle]
    holders: dict[str, tuple[str, ...]]
    of: dict[str, list[Deed]] = field(default_factory=lambda: defaultdict(list))
    """Locality -> what it did."""
    between: dict[str, dict[str, list[Deed]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    """Locality -> counterpart in the other country -> what they did together."""
    rounds: dict[str, dict[str, list[Circle]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    """Locality -> network -> its part in it."""

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
        return list(dict.fromkeys(holder for party in parties for holder in self.holders.get(party, ())))

    @cached_property
    def sizes(self) -> Counter[str]:
        """How many localities are in each network."""
        return Counter(network for networks in self.rounds.values() for network in networks)

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


def _days(begun: Any, since: Any) -> tuple[str, str]:
    """Return the day from which a fact is known, and the earliest day that its own date allows."""
    if since is None:
        return begun.value, ""
    stated = PartialDate(since.value)
    return stated.latest, stated.earliest


def _slug(term: Any) -> str:
    return short(term).rpartition("/")[2].rpartition(":")[2] if term else ""
