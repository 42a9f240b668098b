"""Which of the three schemes each locality has reached, as of any day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple, cast

from pyoxigraph import Literal, NamedNode, Store

from graph.ask.labels import short, slug
from graph.ask.parameters import known_levels
from graph.ask.periods import OPEN, periods
from graph.ask.query import ParameterError, select
from graph.store.caches import cached
from loaders.model.dates import date_text, day_after, day_before
from loaders.model.messages import gettext as _
from loaders.model.messages import joined

_NETWORK = "intercity_network"
SCHEMES = ("official_relationship", "third_party_support", _NETWORK)
DOMESTIC = "domestic_network"
"""A network in which no member of the other country is known, at the time: it joins nobody across the two, is none of
the `SCHEMES`, and stands apart."""
_BEGUN = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX schema: <https://schema.org/>
SELECT ?scheme ?tie ?party ?holder ?begun ?stated ?end ?status ?unknown ?from ?through ?network
WHERE {
  ?tie coop:scheme ?scheme ; coop:firstDay ?begun ; coop:lastDay ?end ; coop:party ?party .
  ?tenure coop:tenureOf ?party ; coop:heldBy ?holder ; coop:firstDay ?from ; coop:lastDay ?through .
  OPTIONAL { ?tie schema:startDate ?stated }
  OPTIONAL { ?tie coop:status ?status }
  OPTIONAL { ?tie coop:beginningUnknown ?unknown }
  OPTIONAL { ?tie org:organization ?network }
}"""

_REGIONS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
SELECT ?place ?region ?first ?last
WHERE {
  ?place coop:regionPeriod ?period .
  ?period coop:region ?region .
  OPTIONAL { ?period coop:validFrom ?first }
  OPTIONAL { ?period coop:validThrough ?last }
}"""

_Stretch = tuple[str, str, str]
"""A region (its slug, empty if none is known), the first and the last day (ISO 8601) of lying in it."""


@dataclass(frozen=True)
class Unit:
    """A locality as it is on a day; ids throughout (``vn/da-nang``, ``central-city``, ``jp/osaka``)."""

    place: str
    country: str
    level: str
    region: str
    parent: str


@dataclass(frozen=True)
class LocalityFilter:
    """A filter of localities: by country (or both), level (or those under it), region (or all), by their slugs."""

    country: str | None = None
    level: str = "provincial"
    region: str | None = None


class HeldTie(NamedTuple):
    """A tie in the hands of a locality.

    Attributes:
        scheme: by which it came about, as in `SCHEMES`, or `DOMESTIC`.
        tie: its id.
        party: the id of who entered into it.
        holder: the id of the locality.
        first: the day from which the locality holds it; of a network, as one with a member of the other country.
        last: the last day on which it does.
        end: the last day on which the tie is known to be in force; empty if it is not known to be at all.
        stated: whether it is stated when it began; if not, it counts from the first day of its earliest source.
        unknown: whether nobody knows when it began, not even from a source.
    """

    scheme: str
    tie: str
    party: str
    holder: str
    first: str
    last: str
    end: str
    stated: bool
    unknown: bool


class Access:
    """What localities have reached by a scheme, as of any day; read from the graph once.

    Args:
        store: the graph.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asked: dict[LocalityFilter, list[tuple[Unit, str, str]]] = {}
        self._read: dict[frozenset[str], list[tuple[Unit, str, str]]] = {}

    @cached_property
    def ties(self) -> list[HeldTie]:
        """Every tie under a scheme, in the hands of each locality that has ever held it; domestic networks apart."""
        rows = cast(list[tuple[Any, ...]], select(self._store, _BEGUN).rows)
        joined, found = _international(rows), list[HeldTie]()
        for scheme, tie, party, holder, begun, stated, end, status, unknown, first, last, network in rows:
            one = HeldTie(slug(scheme).replace("-", "_"), short(tie), short(party), short(holder),
                          max(begun.value, first.value), last.value, _in_force_until(slug(scheme), end, status),
                          bool(stated), bool(unknown))  # fmt: skip
            found += _apart(one, joined.get((short(network), one.holder[:2]), [])) if network else [one]
        return found

    def _periods(self, levels: frozenset[str]) -> list[tuple[Unit, str, str]]:
        """Return what localities of some levels were, and from which to which day, those of the first level among them.

        There are twice as many municipalities of all times as of today: who asks of provinces does not wait for them.
        """
        if levels not in self._read:
            self._read[levels] = self._all_periods(levels | known_levels(self._store, "provincial"))
        return self._read[levels]

    def _all_periods(self, levels: frozenset[str]) -> list[tuple[Unit, str, str]]:
        regions, found = self._regions(), []
        for place, level, parent, first, last in periods(self._store, levels):
            for region, begin, end in _stretches(regions.get(place) or regions.get(parent) or [], first, last):
                found.append((Unit(place, place[:2], level, region, parent), begin, end))
        return sorted(found, key=lambda one: (one[0].place, one[1]))  # in half the time that ORDER BY takes

    def _regions(self) -> dict[str, list[_Stretch]]:
        """Return the regions in which each provincial unit has lain, in order of time."""
        found: dict[str, list[_Stretch]] = defaultdict(list)
        for place, region, first, last in cast(list[tuple[Any, ...]], select(self._store, _REGIONS).rows):
            days = first.value if first else "", last.value if last else OPEN
            found[short(place)].append((slug(region), *days))
        return {place: sorted(stretches, key=lambda one: one[1]) for place, stretches in found.items()}

    def units(self, wanted: LocalityFilter, day: str) -> list[Unit]:
        """Return the localities that exist on a day, by id.

        Raises:
            ParameterError: the country has no localities of the level, or never had any of the region.
        """
        if wanted not in self._asked:
            self._asked[wanted] = self.ever(wanted)
        return [unit for unit, first, last in self._asked[wanted] if first <= day <= last]

    def asked(self, wanted: LocalityFilter, day: str) -> list[Unit]:
        """Return the same, of a region that has some on the day.

        Raises:
            ParameterError: there are none on the day: regions are drawn anew now and then.
        """
        if wanted.region and not self.units(wanted, day):
            there = {unit.region for unit in self.units(replace(wanted, region=None), day)}
            said = _("region: “{region}” has no {level} localities on {day}; write one of {regions}")
            where = joined(sorted(there))
            raise ParameterError(
                said.format(region=wanted.region, level=wanted.level, day=date_text(day), regions=where)
            )
        return self.units(wanted, day)

    def ever(self, wanted: LocalityFilter) -> list[tuple[Unit, str, str]]:
        """Return the localities of all times, with the first and last day of what they are."""
        levels = known_levels(self._store, wanted.level, wanted.country)
        found = [
            one
            for one in self._periods(frozenset(levels))
            if one[0].level in levels and wanted.country in {None, one[0].country}
        ]
        regions = {unit.region for unit, _, _ in found}
        if wanted.region and wanted.region not in regions:
            said = _("region: “{region}” has no {level} localities; write one of {regions}")
            where = joined(sorted(regions))
            raise ParameterError(said.format(region=wanted.region, level=wanted.level, regions=where))
        return [one for one in found if wanted.region in {None, one[0].region}]

    def held(self, day: str, ended: bool) -> set[tuple[str, str, str]]:
        """Return who holds what under which scheme by a day: locality, scheme, tie; ended ones too or not."""
        return {(one.holder, one.scheme, one.tie) for one in self._on(day) if ended or day <= one.end}

    def reached(self, day: str) -> dict[str, Counter[str]]:
        """Return how many ties each locality has under each scheme by a day, ended and inherited ones included."""
        return _counted_by(self._on(day))

    def in_force(self, day: str) -> dict[str, Counter[str]]:
        """Return the same of the ties that are in force on the day: no end of a document or membership is known by it.

        Of a project a later end is known, or that it is under way: without either it is not known to be.
        """
        return _counted_by(one for one in self._on(day) if day <= one.end)

    def _on(self, day: str) -> Iterator[HeldTie]:
        return (one for one in self.ties if one.first <= day <= one.last)


def _stretches(regions: list[_Stretch], first: str, last: str) -> Iterator[_Stretch]:
    """Yield in which region a period from a first to a last day lies, and when; no region where none is known."""
    day = first
    for region, begin, end in regions:
        begin, end = max(begin, first), min(end, last)
        if begin > end:
            continue
        if day < begin:
            yield "", day, day_before(begin)
        yield region, begin, end
        if end == last:
            return
        day = day_after(end)
    yield "", day, last


def _in_force_until(scheme: str, end: Literal, status: NamedNode | None) -> str:
    return "" if end.value == OPEN and scheme == "third-party-support" and slug(status) != "ongoing" else end.value


class _Presence(NamedTuple):
    """From when to when members of one country are known in a network without a break, for those of the other.

    ``unknown`` says that nobody knows when the first of them joined.
    """

    first: str
    last: str
    unknown: bool


def _international(rows: list[tuple[Any, ...]]) -> dict[tuple[str, str], list[_Presence]]:
    """Return network, country -> when members of the other country are known in it, in order of time."""
    members: dict[tuple[str, str], list[_Presence]] = defaultdict(list)
    for __, __, party, __, begun, __, end, __, unknown, *__, network in rows:
        if network:
            other = "jp" if short(party).startswith("vn") else "vn"
            members[short(network), other].append(_Presence(begun.value, end.value, bool(unknown)))
    return {key: _without_breaks(sorted(found)) for key, found in members.items()}


def _without_breaks(members: list[_Presence]) -> list[_Presence]:
    found: list[_Presence] = []
    for one in members:
        if found and day_before(one.first) <= found[-1].last:
            found[-1] = found[-1]._replace(last=max(found[-1].last, one.last))
        else:
            found.append(one)
    return found


def _apart(one: HeldTie, others: list[_Presence]) -> Iterator[HeldTie]:
    """Yield a membership as what it is while members of the other country are known in the network, and meanwhile.

    Where they were in it earlier, or have left it, it has been more than domestic, but is in force no more.
    """
    free = one.first
    for there in (them for them in others if them.first <= one.last):
        if free < there.first:
            yield one._replace(scheme=DOMESTIC, first=free, last=day_before(there.first))
        first, end = max(one.first, there.first), min(one.end, there.last)
        unknown = first <= end and (one.unknown or (there.unknown and one.first < there.first))
        yield one._replace(first=first, end=end, unknown=unknown)
        if there.last >= one.last:
            return
        free = max(free, day_after(there.last))
    yield one._replace(scheme=DOMESTIC, first=free)


def _counted_by(ties: Iterable[HeldTie]) -> dict[str, Counter[str]]:
    """Return locality -> scheme -> how many ties; a network that was ever more than domestic is it no more."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    held = {(one.holder, one.scheme, one.tie) for one in ties}
    for holder, scheme, tie in held:
        found[holder][scheme] += scheme != DOMESTIC or (holder, _NETWORK, tie) not in held
    return found


@cached
def access_of(store: Store) -> Access:
    """Return what localities have reached, read once for all who ask of a store."""
    return Access(store)
