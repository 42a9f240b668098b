"""The graph as of a day, with what the pages of all languages need computed once."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from pyoxigraph import NamedNode, Store

from graph.analysis.access import LocalityFilter, access_of
from graph.ask.as_of import places_of
from graph.ask.labels import short
from graph.ask.lookup import subjects
from graph.brief.briefing import PARTNERSHIPS, Briefing, briefings
from graph.brief.calendar import DateAhead, dates_ahead
from graph.brief.news import NewsItem, entered, news
from graph.draw.drawing import Plan, plan
from graph.suggest.suggest import Suggestion, by_field, suggestions
from loaders.model.geography import Ring
from ontology import BASE, coop, rdf, schema, thing

BEFORE = "2025-06-30"
"""The last day before Vietnam merged its provinces."""

TOGETHER = {*PARTNERSHIPS, coop.Event}
"""The classes of what two localities do together; to be in the same network is none of them."""

SUGGESTED = 5
"""How many localities are suggested to each."""

BY_FIELD = 3
"""How many in each field."""
Told = TypeVar("Told", DateAhead, NewsItem)

Computed = dict[str, Any]
"""Cached properties of a `SiteSnapshot` by name, to be sent to another process."""


class SiteSnapshot:
    """The graph as of a day.

    Args:
        store: the graph.
        day: the day (ISO 8601).
        address: where the site will stand, with a slash behind it; by default the one that stays, which leads there.
    """

    def __init__(self, store: Store, day: str, address: str = BASE) -> None:
        self.store, self.day, self.address = store, day, address
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
    def pairs(self) -> list[tuple[NamedNode, NamedNode]]:
        """The pairs of localities that have done something together, each once, that of Vietnam first.

        Under the names of those who did it, and of those who hold it on the day.
        """
        found = {
            (place, other)
            for place, about in self.briefings.items()
            for entry in about.entries
            if entry.form in TOGETHER
            for other in (*entry.partners, *entry.counterparts)
            if short(place).startswith("vn/")
        }
        return sorted(found, key=str)

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
    def ahead(self) -> tuple[DateAhead, ...]:
        """The dates ahead, the next first."""
        return dates_ahead(self.store, self.day)

    @cached_property
    def ahead_of(self) -> dict[NamedNode, list[DateAhead]]:
        """Locality -> the dates ahead of what it holds, for each that has any."""
        return self._by_place(self.ahead)

    @cached_property
    def news(self) -> list[NewsItem]:
        """All facts, with the days on which they happened and entered the graph."""
        return news(self.store, self.day)

    @cached_property
    def news_of(self) -> dict[NamedNode, list[NewsItem]]:
        """Locality -> what has entered of what it holds, the latest first, for each that has any."""
        return self._by_place(entered(self.news))

    def _by_place(self, found: Iterable[Told]) -> dict[NamedNode, list[Told]]:
        """Return things that are told of facts by the localities that hold those, which all have pages."""
        of_places: dict[NamedNode, list[Told]] = {}
        for one in found:
            for place in places_of(self.store, one.fact, self.day):
                of_places.setdefault(place, []).append(one)
        return of_places

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

    @cached_property
    def approaches(self) -> dict[tuple[NamedNode, NamedNode], tuple[str, Suggestion]]:
        """Pair, that of Vietnam first -> which of the two could approach the other, by its id, and why.

        It is that of Vietnam, if the other is suggested to it.
        """
        found: dict[tuple[NamedNode, NamedNode], tuple[str, Suggestion]] = {}
        for place in sorted(self.suggestions, key=lambda one: one.value, reverse=True):
            for one in self.suggestions[place]:
                first, second = sorted((short(place), one.place), reverse=True)
                found.setdefault((thing[first], thing[second]), (short(place), one))
        return dict(sorted(found.items(), key=str))

    @cached_property
    def pair_pages(self) -> list[tuple[NamedNode, NamedNode]]:
        """The pairs that have a page: those that have done something together, and those that could."""
        return list(dict.fromkeys([*self.pairs, *self.approaches]))

    @cached_property
    def suggestions_by_field(self) -> dict[NamedNode, dict[str, list[str]]]:
        """Locality -> field -> the first who have worked on it, for each of `suggestions`."""
        return {place: by_field(self.store, short(place), self.day, BY_FIELD) for place in self.suggestions}

    def _suggested(self, place: NamedNode) -> list[Suggestion]:
        return suggestions(self.store, short(place), self.day, SUGGESTED)
