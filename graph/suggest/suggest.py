"""Whom a locality could approach next: why, by which scheme, through whom.

Those come first who have met or worked together without a document, then those whom kin or a network joins, then
counterparts of the same standing, then all others; among them, the sum of the signals decides, each times its weight
(`weights`). These steps were chosen by how well they foretell the documents signed before 2015. What is said for a
candidate are facts of the graph that a person can check.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import cast

import numpy as np
from pyoxigraph import NamedNode, Store

import queries
from graph.ask.as_of import holders
from graph.ask.labels import Labels, short
from graph.ask.query import ParameterError
from graph.ask.questions import ask
from graph.suggest.features import LEVELS, NAMES, Field, shared
from graph.suggest.history import Evidence, Known
from graph.suggest.reasons import Reason, introducers_of, reasons_for
from graph.suggest.weights import learnt
from loaders.model.messages import LANGUAGE, any_of
from loaders.model.messages import gettext as _
from ontology import coop, thing


@dataclass(frozen=True)
class Suggestion:
    """A locality to approach.

    Attributes:
        place: its id.
        score: the sum of its weighted signals, its level apart.
        counted: how much each signal counted.
        scheme: the scheme that fits, by its slug.
        reasons: what speaks for it, what counted most first.
        programmes: ids of programmes that are open to such a pair.
        introducers: ids of localities that work with both, or of relatives of one that work with the other.
    """

    place: str
    score: float
    counted: dict[str, float]
    scheme: str
    reasons: tuple[Reason, ...]
    programmes: tuple[str, ...]
    introducers: tuple[str, ...]


def suggestions(store: Store, place: str, day: str, limit: int = 10, about: str = "") -> list[Suggestion]:
    """Return whom a locality could approach, the best first.

    Args:
        store: the graph.
        place: the id of the locality that asks.
        day: nothing that became known after it counts.
        limit: how many.
        about: a field of cooperation, by its slug; only candidates that have worked on it.

    Raises:
        ParameterError: the locality did not exist on the day.
    """
    evidence = _evidence(store)
    known = evidence.on(day)
    if place not in known.units:
        raise ParameterError(_not_there(store, known, place))
    there = _field(store, day, "jp" if place.startswith("vn") else "vn")
    weights = learnt(evidence, day, there.country)
    partners = known.partners(place)
    ordered = (one for one in order(there, place, weights) if one not in partners and _works_on(known, one, about))
    programmes = _programmes(store, day, place[:2])
    return [_suggestion(there, place, other, weights, programmes, about) for other in islice(ordered, limit)]


@cache
def _evidence(store: Store) -> Evidence:
    """Read the facts once for all who ask of a store."""
    return Evidence(store)


@cache
def _field(store: Store, day: str, country: str) -> Field:
    return Field(_evidence(store).on(day), country)


def _not_there(store: Store, known: Known, place: str) -> str:
    labels = Labels(store, LANGUAGE.get(), known.day)
    heirs = [one for one in holders(store, thing[place], known.day) if one != thing[place]]
    said = (
        _("{place} did not exist on {day}; what it had is held by {heirs}, ask for that")
        if heirs
        else _("{place} did not exist on {day}; ask of a day on which it did")
    )
    named = any_of(f"{labels[heir]} [{short(heir)}]" for heir in heirs)
    return said.format(place=labels[thing[place]], day=known.day, heirs=named)


def order(there: Field, asker: str, weights: dict[str, float]) -> list[str]:
    """Return all candidates, the best first; equals by id."""
    nearness, scores = there.nearness(asker), there.signals(asker) @ np.array([weights[name] for name in NAMES])
    rows = sorted(range(len(scores)), key=lambda row: (-nearness[row], -scores[row], row))
    return [there.candidates[row] for row in rows]


def _works_on(known: Known, place: str, about: str) -> bool:
    return not about or any(about in deed.fields for deed in known.of.get(place, ()))


def _suggestion(
    there: Field, place: str, other: str, weights: dict[str, float], programmes: "_Programmes", about: str
) -> Suggestion:
    known, signals = there.known, there.signals(place)[there.index[other]]
    counted = {name: weights[name] * float(value) for name, value in zip(NAMES, signals, strict=True)}
    score = sum(value for name, value in counted.items() if name not in LEVELS)
    reasons = sorted(reasons_for(known, place, other, about), key=lambda reason: -counted[reason.signal])
    together = known.between.get(place, {}).get(other, [])
    both = shared(known, place, other)
    scheme = "official-relationship" if together else "intercity-network" if both else "third-party-support"
    return Suggestion(
        other,
        score,
        counted,
        scheme,
        tuple(reasons),
        programmes.fitting(known, place, other),
        tuple(introducers_of(known, place, other)),
    )


@dataclass(frozen=True)
class _Programmes:
    """The programmes open to a locality or its partner, those that it may apply to itself first; project -> its one."""

    open_to: tuple[str, ...]
    of: dict[str, str]

    def fitting(self, known: Known, *places: str) -> tuple[str, ...]:
        """Return them for a pair: those that either has used most come first."""
        used = Counter(self.of.get(deed.fact) for place in places for deed in known.of.get(place, ()))
        return tuple(sorted(self.open_to, key=lambda one: -used[one]))


@cache
def _programmes(store: Store, day: str, country: str) -> _Programmes:
    """Return them for the localities of a country, which are all alike in this."""
    place = next(one for one in _evidence(store).on(day).units if one.startswith(f"{country}/"))
    answer = ask(store, queries.question("programmes-open-to"), {"place": place, "as_of": day})
    return _Programmes(tuple(dict.fromkeys(short(cast(NamedNode, row[0])) for row in answer.rows)), _supported(store))


@cache
def _supported(store: Store) -> dict[str, str]:
    """Return project -> the programme that supports it."""
    quads = store.quads_for_pattern(None, coop.programme, None, None)
    return {short(cast(NamedNode, quad.subject)): short(cast(NamedNode, quad.object)) for quad in quads}
