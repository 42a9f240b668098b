"""The localities that a locality could approach next: the ranking, with reasons, schemes, programmes, introducers.

Candidates are ranked by tier (`features.Candidates.tiers`): those who have met or worked together without a document,
those linked by a containing unit or a network, all others; within a tier, by the weighted sum of their features
(`weights`). Those for which too little speaks are left out (`ranking`). The reasons are facts of the graph that a
person can check; the text beside them says how often such suggestions came true (`calibration`).
"""

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

import queries
from graph.ask.as_of import holders
from graph.ask.labels import Labels, short, slug
from graph.ask.query import Cell, ParameterError
from graph.ask.questions import ask
from graph.store.caches import cached
from graph.suggest.alike import alike
from graph.suggest.features import FEATURES, LEVEL_FEATURES, TIERS, Candidates, shared
from graph.suggest.history import Snapshot
from graph.suggest.learnt import history_of, weights_on
from graph.suggest.ranking import ranked
from graph.suggest.reasons import Reason, in_order, introducers_of, reasons_for
from loaders.model.dates import date_text
from loaders.model.messages import LANGUAGE, any_of
from loaders.model.messages import gettext as _
from ontology import coop, thing, xsd


@dataclass(frozen=True)
class Suggestion:
    """A locality to approach.

    Attributes:
        place: its id.
        score: the weighted sum of its features, without those of its level.
        contributions: feature -> its value times its weight.
        tier: what speaks for it, one of `features.TIERS`.
        scheme: the scheme that fits, by its slug.
        reasons: the reasons for it, in the order in which they are told.
        programmes: ids of programmes for which the asker itself can apply.
        introducers: ids of localities that work with both, or that contain one (or are part of it) and work with the
            other.
    """

    place: str
    score: float
    contributions: dict[str, float]
    tier: str
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
    candidates = _candidates(store, place, day)
    weights = weights_on(store, day, candidates.country)
    ordered = (one for one in _ranked(store, place, day) if _works_on(candidates.snapshot, one, about))
    programmes = _programmes(store, day, place[:2])
    return [
        _suggestion(store, candidates, place, other, weights, programmes, about) for other in islice(ordered, limit)
    ]


def between(store: Store, one: str, two: str, day: str, limit: int) -> tuple[str, Suggestion] | None:
    """Return which of two localities could approach the other, by its id, and why.

    It is the first, if the other is among the first for it; None if it is for neither.

    Args:
        store: the graph.
        one: the id of a locality.
        two: the id of one of the other country.
        day: nothing that became known after it counts (ISO 8601).
        limit: among how many of the first the other has to be.
    """
    for asking, other in ((one, two), (two, one)):
        existed = asking in history_of(store).on(day).units  # one that has ended asks for nobody
        if existed and other in _ranked(store, asking, day)[:limit]:
            candidates = _candidates(store, asking, day)
            weights, programmes = weights_on(store, day, candidates.country), _programmes(store, day, asking[:2])
            return asking, _suggestion(store, candidates, asking, other, weights, programmes, "")
    return None


def by_field(store: Store, place: str, day: str, limit: int) -> dict[str, list[str]]:
    """Return field, by its slug -> the ids of the first candidates that have worked on it; see `suggestions`."""
    found: dict[str, list[str]] = {}
    snapshot = _candidates(store, place, day).snapshot
    for other in _ranked(store, place, day):
        for about in {field for one in snapshot.interactions_of.get(other, ()) for field in one.fields}:
            if len(found.setdefault(about, [])) < limit:
                found[about].append(other)
    return dict(sorted(found.items()))


def _candidates(store: Store, place: str, day: str) -> Candidates:
    """Return the candidates for a locality, which must have existed on the day."""
    snapshot = history_of(store).on(day)
    if place not in snapshot.units:
        raise ParameterError(_not_existing(store, snapshot, place))
    return _candidates_of(store, day, "jp" if place.startswith("vn") else "vn")


@cached
def _candidates_of(store: Store, day: str, country: str) -> Candidates:
    return Candidates(history_of(store).on(day), country)


@cached
def _ranked(store: Store, place: str, day: str) -> list[str]:
    candidates = _candidates(store, place, day)
    return ranked(candidates, place, weights_on(store, day, candidates.country))


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


def _works_on(snapshot: Snapshot, place: str, about: str) -> bool:
    return not about or any(about in interaction.fields for interaction in snapshot.interactions_of.get(place, ()))


def _suggestion(
    store: Store,
    candidates: Candidates,
    place: str,
    other: str,
    weights: dict[str, float],
    programmes: "_Programmes",
    about: str,
) -> Suggestion:
    snapshot, row = candidates.snapshot, candidates.index[other]
    features = zip(FEATURES, candidates.features(place)[row], strict=True)
    contributions = {name: weights[name] * float(value) for name, value in features}
    score = sum(value for name, value in contributions.items() if name not in LEVEL_FEATURES)
    reasons = [*reasons_for(snapshot, place, other, about), *alike(store, snapshot, place, other)]
    together = snapshot.between.get(place, {}).get(other, [])
    both = shared(snapshot, place, other)
    scheme = "official-relationship" if together else "intercity-network" if both else "third-party-support"
    return Suggestion(
        other,
        score,
        contributions,
        TIERS[candidates.tiers(place)[row]],
        scheme,
        tuple(in_order(reasons, contributions, snapshot.day)),
        programmes.fitting(snapshot, place, other),
        tuple(introducers_of(snapshot, place, other)),
    )


@dataclass(frozen=True)
class _Programmes:
    """The programmes for which a locality can apply itself; project -> its one.

    They are in ``order``: those that take applications on the day, those that have announced when they will, those of
    which it is known that they can be had, the others.
    """

    order: dict[str, int]
    of: dict[str, str]

    def fitting(self, snapshot: Snapshot, *places: str) -> tuple[str, ...]:
        """Return them for a pair, in order; of those alike, those that either has used first."""
        used = Counter(
            self.of.get(interaction.fact) for place in places for interaction in snapshot.interactions_of.get(place, ())
        )
        return tuple(sorted(self.order, key=lambda one: (self.order[one], -used[one])))


@cached
def _programmes(store: Store, day: str, country: str) -> _Programmes:
    """Return the programmes for the localities of a country, which are the same for all of them."""
    place = next(one for one in history_of(store).on(day).units if one.startswith(f"{country}/"))
    answer = ask(store, queries.question("programmes-open-to"), {"place": place, "as_of": day})
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    applies = Literal("true", datatype=xsd.boolean)
    own = {short(cast(NamedNode, row["programme"])): row for row in rows if row["applies"] == applies}
    return _Programmes({one: _urgency(row, day) for one, row in own.items()}, _supported(store))


def _urgency(row: dict[str, Cell], day: str) -> int:
    """Return where a programme stands in the order of `_Programmes`, by its row of ``programmes-open-to``."""
    status, opens = slug(cast(NamedNode, row["status"])), row["opens"]
    if status == "open":
        return 0
    if isinstance(opens, Literal) and opens.value > day:
        return 1
    return 3 if status == "unknown" else 2


@cached
def _supported(store: Store) -> dict[str, str]:
    """Return project -> the programme that supports it."""
    quads = store.quads_for_pattern(None, coop.programme, None, None)
    return {short(cast(NamedNode, quad.subject)): short(cast(NamedNode, quad.object)) for quad in quads}
