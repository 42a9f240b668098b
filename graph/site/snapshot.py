"""The graph as of a day, with what the pages of all languages need computed once."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from pyoxigraph import NamedNode, Store

from graph.analysis.access import LocalityFilter, access_of
from graph.ask.labels import short
from graph.ask.lookup import subjects
from graph.brief.briefing import Briefing, briefings
from graph.draw.drawing import Plan, plan
from graph.suggest.suggest import Suggestion, suggestions
from loaders.model.geography import Ring
from ontology import coop, rdf, schema, thing

BEFORE = "2025-06-30"
"""The last day before Vietnam merged its provinces."""

SUGGESTED = 5
"""How many localities are suggested to each."""

Computed = dict[str, Any]
"""Cached properties of a `SiteSnapshot` by name, to be sent to another process."""


class SiteSnapshot:
    """The graph as of a day.

    Args:
        store: the graph.
        day: the day (ISO 8601).
    """

    def __init__(self, store: Store, day: str) -> None:
        self.store, self.day = store, day
        self.access = access_of(store)

    def take_over(self, found: Computed) -> None:
        """Set the properties that another snapshot of the same graph and day has computed."""
        for name in found.keys() - self.__dict__.keys():
            self.__dict__[name] = found[name]

    @cached_property
    def outlines(self) -> Sequence[Ring]:
        """The outlines of the base map that was given, if one was."""
        return ()

    @cached_property
    def briefings(self) -> dict[NamedNode, Briefing]:
        """Locality -> its briefing, for each of which anything is known."""
        return briefings(self.store, self.day)

    @cached_property
    def listed(self) -> set[NamedNode]:
        """The localities that stand in lists: all but the former municipalities of which nothing is known."""
        days = (self.day, BEFORE) if self.day > BEFORE else (self.day,)
        there = {thing[unit.place] for day in days for level in ("provincial", "municipal")
                 for unit in self.access.units(LocalityFilter(level=level), day)}  # fmt: skip
        within = subjects(self.store, schema.containedInPlace)
        return {one for one in subjects(self.store, rdf.type, coop.Locality)
                if one in there or one in self.briefings or one not in within}  # fmt: skip

    @cached_property
    def plan(self) -> Plan:
        """The network, laid out."""
        return plan(self.store, self.day, outlines=self.outlines)

    @cached_property
    def suggestions(self) -> dict[NamedNode, list[Suggestion]]:
        """Locality -> whom it could approach, for each with a briefing that still exists."""
        last = {quad.subject for quad in self.store.quads_for_pattern(None, coop.validThrough, None, None)}
        existing = (place for place in self.briefings if place not in last)
        return {place: self._suggested(place) for place in existing}

    def _suggested(self, place: NamedNode) -> list[Suggestion]:
        return suggestions(self.store, short(place), self.day, SUGGESTED)
