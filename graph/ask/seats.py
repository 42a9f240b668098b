"""Where the seats of localities lie, or lay on a day."""

from typing import cast

from pyoxigraph import NamedNode

from graph.ask.as_of import period
from graph.ask.lookup import every, text, things
from graph.ask.periods import OPEN
from graph.store.caches import cached
from graph.store.folder import Graph
from ontology import coop, geo


def position(store: Graph, place: NamedNode, day: str) -> tuple[float, float] | None:
    """Return the latitude and longitude of the seat of a locality on a day, in degrees; None if it is not known.

    It lay where its period says, or has not moved.
    """
    then = period(store, place, day)
    if then and (seat := _seat(store, then)):
        return seat
    return _seat(store, place) if things(store, place, coop.period) else None


def _seat(store: Graph, where: NamedNode) -> tuple[float, float] | None:
    north, east = text(store, where, geo.lat), text(store, where, geo.long)
    return (float(north), float(east)) if north and east else None


@cached
def positions(store: Graph, day: str) -> dict[NamedNode, tuple[float, float]]:
    """Return what `position` says of every locality of which it says something; sooner done at once than one by one."""
    now, then = _seats(store)
    return {**now, **{place: seat for place, first, last, seat in then if first <= day <= last}}


_FormerSeat = tuple[NamedNode, str, str, tuple[float, float]]
"""A locality, the first and last day (ISO 8601) of a period, and the latitude and longitude of its seat then."""


@cached
def _seats(store: Graph) -> tuple[dict[NamedNode, tuple[float, float]], list[_FormerSeat]]:
    """Return where the seat of every locality lies, and where it lay in a period that says so, from when to when."""
    north, east = every(store, geo.lat), every(store, geo.long)
    seats = {one: (float(north[one][0].value), float(east[one][0].value)) for one in north.keys() & east.keys()}
    periods = cast(dict[NamedNode, tuple[NamedNode, ...]], every(store, coop.period))
    return {place: seats[place] for place in periods if place in seats}, [
        (place, text(store, then, coop.validFrom), text(store, then, coop.validThrough) or OPEN, seats[then])
        for place, of_place in periods.items()
        for then in of_place
        if then in seats
    ]
