"""The profile of a locality on a day: its newest figures, and the sites that it has, as far as known by then.

Figures are those of the borders of the day where there are any; else those of earlier borders, which are told apart.
What is known of the prefecture or province alone is given as that of the prefecture or province.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from pyoxigraph import Literal, NamedNode

from graph.ask.as_of import container, first_day, held
from graph.ask.labels import slug
from graph.ask.lookup import subjects, text, things, value
from graph.store.caches import cached
from graph.store.folder import Graph
from loaders.model.dates import date_in, day_before
from ontology import concept, coop, org, schema

_OF_CONTAINER = {"vietnamese-residents", "japanese-residents"}
"""The indicators, and the kinds of sites, for which the prefecture or province stands in where a locality has none."""
_SITES_OF_CONTAINER = {"airport"}
_INDICATORS = concept["indicator/"].value


@dataclass(frozen=True)
class Observation:
    """The figures of an observation that a profile holds.

    Attributes:
        node: the observation.
        place: the locality that the figures are of.
        date: what they are of, as precisely as is known.
        figures: slug of the indicator -> value, in its unit (`coop:unit`).
        currency: of sums of money (ISO 4217).
        industries: in which the locality is strong.
        borders_until: the last day of the borders that the figures are given in, if they have changed since (ISO 8601).
    """

    node: NamedNode
    place: NamedNode
    date: str
    figures: dict[str, Decimal]
    currency: str = ""
    industries: tuple[NamedNode, ...] = ()
    borders_until: str = ""

    @property
    def precedence(self) -> tuple[bool, str]:
        """What puts figures before others of the same indicator: today's borders, then a later date."""
        day = date_in(self.date)
        return not self.borders_until, day.latest if day else ""


@dataclass(frozen=True)
class Site:
    """A site: its kind, its rank, and since when it has been one; the locality by which it stands in the profile."""

    node: NamedNode
    place: NamedNode
    kind: str
    rank: NamedNode | None
    since: str


@dataclass(frozen=True)
class Profile:
    """What is known of a locality by figures, and its sites: by kind, the oldest first."""

    observations: tuple[Observation, ...]
    sites: tuple[Site, ...]

    def own(self, place: NamedNode, indicator: str) -> Decimal | None:
        """Return the figure of a locality itself, in the borders of the day; None if none is known."""
        found = self.observation(place, indicator)
        return found.figures[indicator] if found else None

    def observation(self, place: NamedNode, indicator: str) -> Observation | None:
        """Return the observation that the figure of a locality itself is from; see `own`."""
        found = (one for one in self.observations if one.place == place and not one.borders_until)
        return next((one for one in found if indicator in one.figures), None)


@cached
def profile(store: Graph, place: NamedNode, as_of: str) -> Profile:
    """Return the profile of a locality.

    Args:
        store: the graph.
        place: the locality.
        as_of: the day (ISO 8601); figures of later days are left out.
    """
    own, sites = _newest(store, place, as_of), _sites(store, place, as_of)
    if upper := container(store, place, as_of):
        lacking = _OF_CONTAINER.difference(*(one.figures for one in own))
        own += [part for one in _newest(store, upper, as_of) if (part := _part(one, lacking)).figures]
        kinds = _SITES_OF_CONTAINER - {site.kind for site in sites}
        sites += [site for site in _sites(store, upper, as_of) if site.kind in kinds]
    return Profile(tuple(own), tuple(sorted(sites, key=lambda site: (site.kind, site.since, site.node.value))))


def own_figures(store: Graph, place: NamedNode, as_of: str) -> Profile:
    """Return the profile of a locality by its own figures alone, without sites and what stands in for it."""
    return Profile(tuple(_newest(store, place, as_of)), ())


def _newest(store: Graph, place: NamedNode, as_of: str) -> list[Observation]:
    """Return the observations of a locality with those of their figures before which no others come.

    Where sources give figures of the same date, all are kept.
    """
    nodes = sorted(subjects(store, coop.refArea, place), key=str)
    known = [_observation(store, node, place, as_of) for node in nodes if first_day(store, node) <= as_of]
    best: dict[str, tuple[bool, str]] = {}
    for one in known:
        for indicator in one.figures:
            best[indicator] = max(best.get(indicator, one.precedence), one.precedence)
    parts = (_part(one, {name for name in one.figures if best[name] == one.precedence}) for one in known)
    return [one for one in parts if one.figures]


def _part(one: Observation, indicators: set[str]) -> Observation:
    """Return an observation with some of its figures alone; what industries are strong goes with the employees."""
    return replace(
        one,
        figures={name: figure for name, figure in one.figures.items() if name in indicators},
        industries=one.industries if "employees" in indicators else (),
    )


def _observation(store: Graph, node: NamedNode, place: NamedNode, as_of: str) -> Observation:
    stated = text(store, node, coop.refPeriod)
    figures = {
        slug(quad.predicate): Decimal(cast(Literal, quad.object).value)
        for quad in store.quads_for_pattern(node, None, None, None)
        if quad.predicate.value.startswith(_INDICATORS)
    }
    day = date_in(stated)
    borders = text(store, node, coop.boundaries) or (day.latest if day else "")
    return Observation(
        node, place, stated, figures, text(store, node, coop.currency), tuple(things(store, node, coop.strongIndustry)),
        _borders_until(store, place, borders, as_of),
    )  # fmt: skip


def _borders_until(store: Graph, place: NamedNode, day: str, as_of: str) -> str:
    """Return the last day on which a locality had the borders of a day; empty if it had them as of another too."""
    changes = sorted(change for change in _gains(store, place) if day < change <= as_of)
    return day_before(changes[0]) if changes else ""


def _gains(store: Graph, place: NamedNode) -> Iterator[str]:
    """Yield the days on which a locality took over another that did not lie within it."""
    for succession in subjects(store, org.resultingOrganization, place):
        for predecessor in things(store, succession, org.originalOrganization):
            if place not in {predecessor, value(store, predecessor, schema.containedInPlace)}:
                yield first_day(store, succession)


def _sites(store: Graph, place: NamedNode, as_of: str) -> list[Site]:
    """Return the sites of a locality, of those whose territory it has taken over, and of those within it."""
    within = {*held(store, place, as_of), *subjects(store, schema.containedInPlace, place)}
    nodes = {node for one in within for node in subjects(store, coop.locatedIn, one)}
    return [
        Site(
            node,
            place,
            slug(cast(NamedNode, value(store, node, coop.kind))),
            cast(NamedNode | None, value(store, node, coop.rank)),
            text(store, node, schema.startDate),
        )
        for node in nodes
        if first_day(store, node) <= as_of
    ]
