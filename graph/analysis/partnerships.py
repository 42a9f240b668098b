"""Partnerships: who works with whom on a day, on what, whether still; those of the neighbours of a place in one table.

Neighbours of a province or prefecture are those of its region. Those of a municipality are the municipalities of its
province or prefecture, and those of its level in its region.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, Store

from graph.analysis.access import LocalityFilter, Unit, access_of
from graph.analysis.pairs import PairTie, pair_ties
from graph.analysis.selection import STATES, tie_state
from graph.ask.labels import short
from graph.ask.lookup import every
from graph.ask.query import Answer, Cell
from graph.ask.words import words
from graph.store.caches import cached
from ontology import concept, concepts, coop, thing

THINGS = ("place", "level", "parent", "partner")
COLUMNS = ("place", "level", "parent", "partner", "state", "since", "ties", "fields", "fields_lacking")


@dataclass(frozen=True)
class Partnership:
    """What joins a locality to one of the other country.

    Attributes:
        partner: the id of the other one.
        ties: the ids of their agreements, exchanges and projects.
        state: one of `STATES`: of a tie that is in force, or else of one of which it is not known, if there is any.
        since: when the first of them began, as precisely as is known; empty if it is not.
        fields: on what they work, by slugs, in the order of the concept scheme.
    """

    partner: str
    ties: tuple[str, ...]
    state: str
    since: str
    fields: tuple[str, ...]


@cached
def partnerships(store: Store, day: str) -> dict[str, list[Partnership]]:
    """Return the partnerships of each locality that has any on a day: active ones first, then who has most ties."""
    joining: dict[tuple[str, str], list[PairTie]] = defaultdict(list)
    for tie in next(pair_ties(store, [day])):
        joining[tie.vietnam, tie.japan].append(tie)
    found: dict[str, list[Partnership]] = defaultdict(list)
    for (one, other), ties in joining.items():
        fields = {field for tie in ties for field in every(store, coop.field).get(tie.tie, ())}
        known = (
            tuple(sorted({short(tie.tie) for tie in ties})),
            state(store, {short(tie.tie): tie.form for tie in ties}, day),
            min((tie.since.value for tie in ties if tie.since), default=""),
            tuple(field for field in concepts.slugs("field") if concept[f"field/{field}"] in fields),
        )
        found[one].append(Partnership(other, *known))
        found[other].append(Partnership(one, *known))
    return {
        place: sorted(own, key=lambda it: (STATES.index(it.state), -len(it.ties), it.partner))
        for place, own in found.items()
    }


def state(store: Store, ties: Mapping[str, str], day: str) -> str:
    """Return what is known of a partnership on a day, one of `STATES`.

    Args:
        store: the graph.
        ties: the id of each tie that joins the two -> the name of its class, such as ``Agreement``.
        day: the day (ISO 8601).
    """
    states = {tie_state(store, thing[tie], form, day) for tie, form in ties.items()}
    return next(one for one in STATES if one in states)


def fields_of(own: Iterable[Partnership]) -> set[str]:
    """Return the fields of several partnerships."""
    return {field for one in own for field in one.fields}


@cached
def _units(store: Store, day: str) -> tuple[dict[str, Unit], dict[tuple[str, ...], list[Unit]]]:
    """Return the localities of a day by their ids, and in groups: of a region, of a parent, of a region and level."""
    access = access_of(store)
    own, groups = {}, defaultdict(list)
    for level in ("provincial", "municipal"):
        for unit in access.units(LocalityFilter(level=level), day):
            own[unit.place] = unit
            for group in [(unit.parent,), (unit.region, unit.level)] if unit.parent else [("", unit.region)]:
                groups[group].append(unit)
    return own, groups


def neighbours(store: Store, place: str, day: str) -> list[Unit]:
    """Return the neighbours of a locality on a day: of a municipality those of its own province or prefecture first."""
    units, groups = _units(store, day)
    if place not in units:
        return []
    own = units[place]
    if not own.parent:
        return [unit for unit in groups["", own.region] if unit != own]
    alike = (unit for unit in groups[own.region, own.level] if unit.parent != own.parent)
    return [*(unit for unit in groups[(own.parent,)] if unit != own), *alike]


def fields_lacking(store: Store, place: str, day: str) -> list[str]:
    """Return the fields in which neighbours of a locality have partners, and none is known of itself, by slugs."""
    known = partnerships(store, day)
    theirs = fields_of(one for unit in neighbours(store, place, day) for one in known.get(unit.place, ()))
    lacking = theirs - fields_of(known.get(place, ()))
    return [field for field in concepts.slugs("field") if field in lacking]


def table(store: Store, place: str, day: str, field: str = "", language: str = "en") -> Answer:
    """Return the partners of the neighbours of a locality: a row for each neighbour and partner.

    Municipalities of which no partner is known are left out; they are thousands.

    Args:
        store: the graph.
        place: the id of the locality.
        day: the day (ISO 8601).
        field: only who works on it, a slug; all if empty.
        language: that of the fields and states.

    Returns:
        Beside each partnership its fields, and those of them in which none is known of ``place`` itself.
    """
    known = partnerships(store, day)
    lacking = set(concepts.slugs("field")) - fields_of(known.get(place, ()))
    rows: list[tuple[Cell, ...]] = []
    for unit in neighbours(store, place, day):
        own = known.get(unit.place, [])
        rows += [_row(unit, one, lacking, language) for one in own if field in {"", *one.fields}]
        if not own and not unit.parent and not field:
            rows.append((*_unit(unit), None, None, None, Literal(0), None, None))
    return Answer(COLUMNS, rows)


def _unit(unit: Unit) -> tuple[Cell, ...]:
    return thing[unit.place], concept[f"level/{unit.level}"], thing[unit.parent] if unit.parent else None


def _row(unit: Unit, one: Partnership, lacking: set[str], language: str) -> tuple[Cell, ...]:
    theirs = [field for field in one.fields if field in lacking]
    return (
        *_unit(unit), thing[one.partner], Literal(words(language)[f"state_{one.state}"]),
        Literal(one.since) if one.since else None, Literal(len(one.ties)),
        _named(one.fields, language), _named(theirs, language),
    )  # fmt: skip


def _named(fields: Sequence[str], language: str) -> Literal | None:
    """Return fields in words; None if there are none."""
    called = concepts.labels()["field"]
    return Literal(words(language)["separator"].join(called[field][language] for field in fields)) if fields else None
