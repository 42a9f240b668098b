"""Whom to write to on either side, in the few lines of a first page."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from graph.ask import offices
from graph.ask.as_of import holders, last_day
from graph.brief.phrases import Block, Line, Phrasing

_ORDER = ("international-relations", "consulate", "jica", "embassy", "clair")
"""The kinds of offices, the nearest to a locality first."""
_EACH = 3
_LONG = 170
"""How many columns of a terminal the name of an office may take."""


def contacts_block(say: Phrasing, places: Iterable[NamedNode]) -> Block:
    """Return the block of contact offices: the department of each locality, and who represents the other country."""
    rows, more = [], 0
    for place in dict.fromkeys(now for one in places for now in _now(say, one)):
        found = list(_chosen(say, place))
        more += max(0, len(found) - _EACH)
        told = say.listed([(say.name(one, _LONG),) for one in found[:_EACH]])
        rows.append((Line((say.name(place),)), Line(told, tuple(found[:_EACH])) if told else say.none()))
    return Block("contacts", say["offices"], tuple(rows), widths=(22, 78), more=more)


def _now(say: Phrasing, place: NamedNode) -> list[NamedNode]:
    """Return a locality, or who holds its ties if it has ended: there one writes to."""
    return [place] if last_day(say.store, place) >= say.day else holders(say.store, place, say.day)[:2] or [place]


def _chosen(say: Phrasing, place: NamedNode) -> Iterator[NamedNode]:
    """Yield the offices in charge of a locality, the nearest first."""
    found = offices.offices(say.store, place, say.day)
    yield from sorted(found, key=lambda one: _ORDER.index(offices.kind(say.store, one)))
