"""What the site tells in every language, found out once."""

from functools import cached_property
from typing import Any

from pyoxigraph import NamedNode, Store

from graph.analysis.access import Access
from graph.ask.labels import short
from graph.brief.briefing import Briefing, briefings
from graph.draw.drawing import Plan, plan
from graph.suggest.suggest import Suggestion, suggestions
from ontology import coop

SUGGESTED = 5
"""How many localities are suggested to each."""

Found = dict[str, Any]
"""What of a survey has been found out, to be told to another process."""


class Survey:
    """The graph as of a day.

    Args:
        store: the graph.
        day: the day (ISO 8601).
    """

    def __init__(self, store: Store, day: str) -> None:
        self.store, self.day = store, day
        self.access = Access(store)

    def learn(self, found: Found) -> None:
        """Take over what another survey of the same graph and day has found out."""
        for name in found.keys() - self.__dict__.keys():
            self.__dict__[name] = found[name]

    @cached_property
    def briefings(self) -> dict[NamedNode, Briefing]:
        """What is known of each locality of which anything is."""
        return briefings(self.store, self.day)

    @cached_property
    def plan(self) -> Plan:
        """The network, laid out."""
        return plan(self.store, self.day)

    @cached_property
    def suggestions(self) -> dict[NamedNode, list[Suggestion]]:
        """Whom each of them could approach; those that have ended are not asked for."""
        last = {quad.subject for quad in self.store.quads_for_pattern(None, coop.validThrough, None, None)}
        standing = (place for place in self.briefings if place not in last)
        return {place: self._suggested(place) for place in standing}

    def _suggested(self, place: NamedNode) -> list[Suggestion]:
        return suggestions(self.store, short(place), self.day, SUGGESTED)
