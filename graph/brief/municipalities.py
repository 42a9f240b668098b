"""Municipalities and what contains them: a tie of a city is not one of its prefecture, and should not be overlooked."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import cast

from pyoxigraph import Literal, NamedNode

from graph.ask.as_of import container, last_day
from graph.ask.labels import Labels
from graph.ask.query import select
from graph.ask.words import words
from graph.brief.briefing import PARTNERSHIPS, Briefing
from graph.store.caches import cached
from graph.store.folder import Graph
from loaders.model.messages import figure
from ontology import xsd

_TIES_WITHIN = f"""
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX schema: <https://schema.org/>
SELECT DISTINCT $place $as_of ?municipality ?partner
WHERE {{
  ?period schema:containedInPlace $place .
  ?municipality coop:period ?period ; coop:country ?here .
  ?own coop:heldBy ?municipality ; coop:tenureOf ?party ; coop:firstDay ?ownFrom ; coop:lastDay ?ownThrough .
  FILTER(?ownFrom <= $as_of && $as_of <= ?ownThrough)
  VALUES ?form {{ {" ".join(map(str, PARTNERSHIPS))} }}
  ?tie coop:party ?party , ?counterpart ; a ?form ; coop:firstDay ?begun .
  ?counterpart coop:country ?there .
  FILTER(?there != ?here && ?begun <= $as_of)
  ?their coop:tenureOf ?counterpart ; coop:heldBy ?partner ; coop:firstDay ?from ; coop:lastDay ?through .
  FILTER(?from <= $as_of && $as_of <= ?through)
  ?period coop:firstDay ?first ; coop:lastDay ?last .
  FILTER(?first <= $as_of && $as_of <= ?last)
}}
ORDER BY ?municipality ?partner"""


@dataclass(frozen=True)
class MunicipalTies:
    """A municipality, and the localities of the other country with which it has a document, exchange or project."""

    municipality: NamedNode
    partners: tuple[NamedNode, ...]


def ties_within(store: Graph, place: NamedNode, day: str) -> tuple[MunicipalTies, ...]:
    """Return the municipalities of a province or prefecture on a day (ISO 8601) that have ties by then."""
    known = _known(store, day)
    if place not in known:
        known[place] = _asked(store, day, {"place": place}).get(place, ())
    return known[place]


def learn_ties_within(store: Graph, places: Collection[NamedNode], day: str) -> None:
    """Ask at once what `ties_within` returns of many places, which is sooner done than to ask of one by one."""
    known = _known(store, day)
    if not known.keys() >= set(places):
        found = _asked(store, day, {})
        known.update((place, found.get(place, ())) for place in places)


@cached
def _known(store: Graph, day: str) -> dict[NamedNode, tuple[MunicipalTies, ...]]:
    return {}


def _asked(store: Graph, day: str, given: dict[str, NamedNode]) -> dict[NamedNode, tuple[MunicipalTies, ...]]:
    """Return province or prefecture -> see `ties_within`; of all, or of the place that is given."""
    found: dict[NamedNode, dict[NamedNode, list[NamedNode]]] = {}
    for row in select(store, _TIES_WITHIN, {"as_of": Literal(day, datatype=xsd.date), **given}).rows:
        place, municipality, partner = cast(tuple[NamedNode, ...], (*given.values(), *row))
        found.setdefault(place, {}).setdefault(municipality, []).append(partner)
    return {
        place: tuple(MunicipalTies(one, tuple(partners)) for one, partners in of_place.items())
        for place, of_place in found.items()
    }


class MunicipalityText:
    """What contains the localities of a briefing, and which municipalities of them have ties, in words.

    Args:
        store: the graph.
        about: the briefing, of a locality or between two.
        language: ``en``, ``vi`` or ``ja``.
        labels: what things are called in it on the day of the briefing.
    """

    def __init__(self, store: Graph, about: Briefing, language: str, labels: Labels) -> None:
        self._store, self._about, self._language = store, about, language
        self._labels, self._words = labels, words(language)

    def __iter__(self) -> Iterator[str]:
        """Yield a line for each that lies in a province or prefecture, and for each whose municipalities have ties."""
        about = self._about
        for place in filter(None, (about.place, about.other)):
            if upper := container(self._store, place, about.as_of):
                then = self._labels.on(upper, min(about.as_of, last_day(self._store, place)))
                yield self._words["part_of"].format(self._labels[place], then)
        yield from self.with_ties()

    def with_ties(self) -> Iterator[str]:
        """Yield a line for each locality whose municipalities have ties."""
        about = self._about
        if not about.other:
            yield from self._told(about.place, ties_within(self._store, about.place, about.as_of))
            return
        for place, other in ((about.place, about.other), (about.other, about.place)):
            yield from self._told(place, self._between(place, other), other)

    def _between(self, place: NamedNode, other: NamedNode) -> tuple[MunicipalTies, ...]:
        """Return the municipalities of a place that have ties with another, or with a municipality of that."""
        day = self._about.as_of
        found = []
        for one in ties_within(self._store, place, day):
            near = [to for to in one.partners if other in {to, container(self._store, to, day)}]
            found += [MunicipalTies(one.municipality, tuple(to for to in near if to != other))] if near else []
        return tuple(found)

    def _told(
        self, place: NamedNode, found: tuple[MunicipalTies, ...], other: NamedNode | None = None
    ) -> Iterator[str]:
        if not found:
            return
        told = self._words["municipal_ties_with" if other else "municipal_ties"]
        number, named = figure(len(found), language=self._language), map(self._named, found)
        there = self._labels[other] if other else ""
        yield told.format(number, self._labels[place], self._words["separator"].join(named), there)

    def _named(self, one: MunicipalTies) -> str:
        """Return a municipality with its partners: ``Mitsuke (with Da Nang)``."""
        partners = self._words["separator"].join(self._labels[to] for to in one.partners)
        said = f" ({self._words['with'].format(partners)})" if partners else ""
        return self._labels[one.municipality] + said
