"""Who else works with either of two localities, the nearest to the other first: they may introduce, or compare."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from pyoxigraph import NamedNode

from graph.ask.as_of import container, holders, last_day
from graph.ask.labels import slug
from graph.ask.lookup import value
from graph.ask.seats import position
from graph.brief.briefing import PARTNERSHIPS, Briefing, Entry
from graph.brief.phrases import Block, Line, Phrase, Phrases, Phrasing, within
from graph.brief.together import began, fields
from graph.store.caches import cached
from loaders.model.geography import kilometres
from loaders.model.messages import figure
from ontology import coop

_NAMED = 4
"""How many partners are named for either side."""


@dataclass(frozen=True)
class Neighbour:
    """A partner of one of two localities, in the country of the other.

    Attributes:
        place: it.
        of: the locality that it works with.
        kin: whether it contains the other locality, or lies in it.
        distance: how far it is from the other, in kilometres; None if that is not known.
        entries: what it does together, what binds most first, of that the newest first.
    """

    place: NamedNode
    of: NamedNode
    kin: bool
    distance: float | None
    entries: tuple[Entry, ...]


def neighbours(say: Phrasing, of: NamedNode, near: NamedNode) -> list[Neighbour]:
    """Return the partners of a locality in the country of another, those of its territory first, then the nearest.

    Args:
        say: the graph, the day.
        of: the locality whose partners they are.
        near: the other, which is not among them.
    """
    found = dict(_partners(say, of))
    here, on = position(say.store, near, say.day), min(say.day, last_day(say.store, near))
    upper, partners = container(say.store, near, on), []
    itself = [found.pop(one, ()) for one in {near, *holders(say.store, near, say.day)}]
    shared = {entry.fact for entries in itself for entry in entries}
    for place, entries in found.items():
        own = tuple(one for one in entries if one.fact not in shared) or entries
        there = position(say.store, place, say.day)
        kin = place == upper or container(say.store, place, say.day) == near
        partners.append(Neighbour(place, of, kin, kilometres(here, there) if here and there else None, own))
    return sorted(partners, key=lambda one: (not one.kin, one.distance is None, one.distance or 0, one.place.value))


@cached
def _partners(say: Phrasing, of: NamedNode) -> dict[NamedNode, tuple[Entry, ...]]:
    """Return partner of a locality -> what they do together, what binds most first, of that the newest first."""
    found: dict[NamedNode, list[Entry]] = {}
    known = sorted(say.known(of).entries, key=lambda one: began(say, one), reverse=True)
    for form in PARTNERSHIPS:
        for entry in known:
            for partner in entry.partners if entry.form == form else ():
                found.setdefault(partner, []).append(entry)
    return {partner: tuple(entries) for partner, entries in found.items()}


def around_block(say: Phrasing, about: Briefing) -> Block:
    """Return the block of the other partners of either, near the other."""
    other = cast(NamedNode, about.other)
    rows = [(line,) for of, near in ((other, about.place), (about.place, other)) for line in _line(say, of, near)]
    return Block("around", say["brief_around"], tuple(rows))


def _line(say: Phrasing, of: NamedNode, near: NamedNode) -> Iterator[Line]:
    found = neighbours(say, of, near)
    if not found:
        return
    named = [_named(say, one) for one in found[:_NAMED]]
    more = [(Phrase(say["more"].format(figure(len(found) - _NAMED, language=say.language))),)]
    named += more if len(found) > _NAMED else []
    facts = tuple(one.entries[0].fact for one in found[:_NAMED])
    country = say.name(cast(NamedNode, value(say.store, near, coop.country)))
    here = within(say.name(near).text, say.language)
    yield Line(say.filled(say["brief_neighbours"], say.name(of), country, here, say.listed(named)), facts)


def _named(say: Phrasing, one: Neighbour) -> Phrases:
    """Return a partner with how far it is and what it does together: ``Hue (80 km; water)``."""
    first = one.entries[0]
    about = [say.name(field).text for field in fields(say, first.fact)[:2]]
    kind = say.name(first.kind).text if first.form == coop.Agreement and first.kind else say[slug_of(first)]
    year = began(say, first)[:4]
    told = [f"{figure(round(one.distance), language=say.language)} km"] if one.distance and not one.kin else []
    told += [" ".join(filter(None, (kind, year)))] if first.form == coop.Agreement else [*(about or [kind]), year]
    said = say["separator"].join(filter(None, told))
    return say.filled(say["brief_part"], say.name(one.place), said)


def slug_of(entry: Entry) -> str:
    """Return the key of the word for a fact of this class, of which there is one: ``mark_project``."""
    return f"mark_{slug(entry.form).lower()}"
