"""The localities that a locality could approach next: the ranking, with reasons, schemes, programmes, introducers.

Candidates are ranked by tier (`features.Candidates.tiers`): those who have met or worked together without a document,
those linked by a containing unit or a network, counterparts of the same standing, all others; within a tier, by the
weighted sum of their features (`weights`). The tiers were chosen by how well they predict the documents signed before
2015. The reasons are facts of the graph that a person can check.
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
from graph.suggest.features import FEATURES, LEVEL_FEATURES, Candidates, shared
from graph.suggest.history import History, Snapshot
from graph.suggest.reasons import Reason, introducers_of, reasons_for
from graph.suggest.weights import learned_weights
from loaders.model.dates import date_text
from loaders.model.messages import LANGUAGE, any_of
from loaders.model.messages import gettext as _
from ontology import concept, coop, thing


@dataclass(frozen=True)
class Suggestion:
    """A locality to approach.

    Attributes:
        place: its id.
        score: the weighted sum of its features, without those of its level.
        contributions: feature -> its value times its weight.
        scheme: the scheme that fits, by its slug.
        reasons: the reasons for it, those that contributed most first.
        programmes: ids of programmes that are open to such a pair.
        introducers: ids of localities that work with both, or that contain one (or are part of it) and work with the
            other.
    """

    place: str
    score: float
    contributions: dict[str, float]
    scheme: str
    reasons: tuple[Reason, ...]
    programmes: tuple[str, ...]
    introducers: tuple[str, ...]


def suggestions(store: Store, place: str, day: str, limit: int = 10, about: str = "") -> list[Suggestion]:
    """Return the localities that a locality could approach, the best first.

    Args:
        store: the graph.
        place: the id of the locality that asks.
        day: nothing that became known after it counts (ISO 8601).
        limit: how many.
        about: a field of cooperation, by its slug; only candidates that have worked on it.

    Raises:
        ParameterError: the locality did not exist on the day.
    """
    history = _history(store)
    snapshot = history.on(day)
    if place not in snapshot.units:
        raise ParameterError(_not_existing(store, snapshot, place))
    candidates = _candidates(store, day, "jp" if place.startswith("vn") else "vn")
    weights = learned_weights(history, day, candidates.country)
    partners = snapshot.partners(place)
    ordered = (
        one for one in ranked(candidates, place, weights) if one not in partners and _works_on(snapshot, one, about)
    )
    programmes = _programmes(store, day, place[:2])
    return [_suggestion(candidates, place, other, weights, programmes, about) for other in islice(ordered, limit)]


@cache
def _history(store: Store) -> History:
    """Return the history of a store, read once."""
    return History(store)


@cache
def _candidates(store: Store, day: str, country: str) -> Candidates:
    return Candidates(_history(store).on(day), country)


def _not_existing(store: Store, snapshot: Snapshot, place: str) -> str:
    labels = Labels(store, LANGUAGE.get(), snapshot.day)
    heirs = [one for one in holders(store, thing[place], snapshot.day) if one != thing[place]]
    message = (
        _("{place} did not exist on {day}; what it had is held by {heirs}, ask for that")
        if heirs
        else _("{place} did not exist on {day}; ask of a day on which it did")
    )
    named = any_of(f"{labels[heir]} [{short(heir)}]" for heir in heirs)
    return message.format(place=labels[thing[place]], day=date_text(snapshot.day), heirs=named)


def ranked(candidates: Candidates, asker: str, weights: dict[str, float]) -> list[str]:
    """Return the ids of all candidates, the best first; equals by id."""
    tiers, scores = candidates.tiers(asker), candidates.features(asker) @ np.array([weights[name] for name in FEATURES])
    rows = sorted(range(len(scores)), key=lambda row: (-tiers[row], -scores[row], row))
    return [candidates.ids[row] for row in rows]


def _works_on(snapshot: Snapshot, place: str, about: str) -> bool:
    return not about or any(about in interaction.fields for interaction in snapshot.interactions_of.get(place, ()))


def _suggestion(
    candidates: Candidates, place: str, other: str, weights: dict[str, float], programmes: "_Programmes", about: str
) -> Suggestion:
    snapshot, features = candidates.snapshot, candidates.features(place)[candidates.index[other]]
    contributions = {name: weights[name] * float(value) for name, value in zip(FEATURES, features, strict=True)}
    score = sum(value for name, value in contributions.items() if name not in LEVEL_FEATURES)
    reasons = sorted(reasons_for(snapshot, place, other, about), key=lambda reason: -contributions[reason.feature])
    together = snapshot.between.get(place, {}).get(other, [])
    both = shared(snapshot, place, other)
    scheme = "official-relationship" if together else "intercity-network" if both else "third-party-support"
    return Suggestion(
        other,
        score,
        contributions,
        scheme,
        tuple(reasons),
        programmes.fitting(snapshot, place, other),
        tuple(introducers_of(snapshot, place, other)),
    )


@dataclass(frozen=True)
class _Programmes:
    """The programmes open to a locality or its partner, those that it may apply to itself first; project -> its one.

    Those that take applications on the day are ``open`` as well.
    """

    open_to: tuple[str, ...]
    open: frozenset[str]
    of: dict[str, str]

    def fitting(self, snapshot: Snapshot, *places: str) -> tuple[str, ...]:
        """Return the programmes for a pair: those that take applications first, then those that either has used."""
        used = Counter(
            self.of.get(interaction.fact) for place in places for interaction in snapshot.interactions_of.get(place, ())
        )
        return tuple(sorted(self.open_to, key=lambda one: (one not in self.open, -used[one])))


@cache
def _programmes(store: Store, day: str, country: str) -> _Programmes:
    """Return the programmes for the localities of a country, which are the same for all of them."""
    place = next(one for one in _history(store).on(day).units if one.startswith(f"{country}/"))
    answer = ask(store, queries.question("programmes-open-to"), {"place": place, "as_of": day})
    found = {short(cast(NamedNode, row[0])): row[answer.columns.index("status")] for row in answer.rows}
    taking = frozenset(one for one, status in found.items() if status == concept["programme-status/open"])
    return _Programmes(tuple(found), taking, _supported(store))


@cache
def _supported(store: Store) -> dict[str, str]:
    """Return project -> the programme that supports it."""
    quads = store.quads_for_pattern(None, coop.programme, None, None)
    return {short(cast(NamedNode, quad.subject)): short(cast(NamedNode, quad.object)) for quad in quads}
