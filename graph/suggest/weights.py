"""How much each signal counts: learnt from the documents signed by a day, and from nothing after it.

Each first document between two localities was a choice among all candidates: a conditional logit (McFadden 1974), with
the weights drawn towards `PRIOR`, since there are few documents to learn from (maximum a posteriori, Gaussian). A
signal that a person would take for a reason never counts against a candidate.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from graph.suggest.features import LEVELS, NAMES, STANDING, Field, Matrix
from graph.suggest.history import Evidence

PRIOR = {
    "visits": 1.5, "recent": 1.5, "projects": 1.5, "own-kin": 1.0, "their-kin": 0.7, "networks": 1.5,
    "designations": 1.5, "fields": 0.5, "seeking": 1.0,
}  # fmt: skip
"""What is believed before anything is learnt; 0 where nothing is. Chosen by hand: what two have done together counts
most, what their relatives have done less, what a candidate does with others least."""

LOOK_BACK = 3
"""A document is learnt from as it could have been foreseen one to so many years ahead."""

FIRST_YEAR = 1995
Weights = NDArray[np.float64]

_PRECISION = np.array([0.1 if name in LEVELS or name in STANDING else 0.3 for name in NAMES])
_FREE = np.array([name in LEVELS or name in STANDING for name in NAMES])
_RANDOM = np.random.default_rng(20251121).random(len(NAMES))
_BELIEVED = np.array([PRIOR.get(name, 0.0) for name in NAMES])


@dataclass(frozen=True)
class Choice:
    """A first document, seen from some time before: the signals of all who could have been chosen, and who was.

    Attributes:
        signals: a row for each different candidate.
        numbers: how many candidates each row stands for.
        chosen: the row of the one chosen.
        weight: how much it counts.
    """

    signals: Matrix
    numbers: NDArray[np.float64]
    chosen: int
    weight: float


def choices(evidence: Evidence, day: str, country: str) -> list[Choice]:
    """Return the choices made by a day by those who looked for a partner in a country (``vn``, ``jp``)."""
    fields: dict[str, Field] = {}
    made = []
    for (asker, chosen), signed in _first_documents(evidence, day, country).items():
        year = int(signed[:4])
        seen = [f"{year - back}-12-31" for back in range(1, LOOK_BACK + 1) if year - back >= FIRST_YEAR]
        for then in seen:
            there = fields.setdefault(then, Field(evidence.on(then), country))
            if asker not in there.known.units or chosen not in there.index:
                continue
            partners = there.known.partners(asker)
            if chosen not in partners:
                made.append(_choice(there, asker, partners, chosen, 1 / len(seen)))
    return made


def _first_documents(evidence: Evidence, day: str, country: str) -> dict[tuple[str, str], str]:
    """Return when each pair that had signed by a day first did: asker, chosen -> the earliest day possible."""
    found: dict[tuple[str, str], str] = {}
    for deed in evidence.deeds:
        if deed.form != "Agreement" or not deed.first or deed.known > day:
            continue
        for asker in deed.parties:
            for chosen in deed.parties:
                if chosen[:2] == country != asker[:2]:
                    found[asker, chosen] = min(found.get((asker, chosen), deed.first), deed.first)
    return dict(sorted(found.items()))


def _choice(there: Field, asker: str, partners: set[str], chosen: str, weight: float) -> Choice:
    """Put candidates with the same signals together: most of 1,788 have none but their level.

    Rows that are alike are alike in their product with a random vector, and numbers are sorted sooner than rows.
    """
    signals = there.signals(asker)
    free = np.array([place not in partners for place in there.candidates])
    _, first, back = np.unique(signals @ _RANDOM, return_index=True, return_inverse=True)
    counted = np.bincount(back, weights=free, minlength=len(first)).astype(np.float64)
    return Choice(signals[first], counted, int(back[there.index[chosen]]), weight)


@cache
def learnt(evidence: Evidence, day: str, country: str) -> dict[str, float]:
    """Return the weight of each signal for those who look for a partner in a country, learnt by a day."""
    made = choices(evidence, day, country)
    weights = _fitted(made) if made else _BELIEVED
    return dict(zip(NAMES, map(float, weights), strict=True))


def _fitted(made: list[Choice]) -> Weights:
    """Return the most likely weights, by projected Newton steps (Bertsekas 1982).

    scipy's optimiser finds the same, but takes longer to import than this to run.
    """
    weights = _BELIEVED.copy()
    for _ in range(100):
        slope, curve = _slope(made, weights)
        moving = _FREE | (weights > 0) | (slope < 0)
        step = np.zeros_like(weights)
        step[moving] = -np.linalg.solve(curve[np.ix_(moving, moving)], slope[moving])
        if np.abs(step).max() < 1e-10:
            break
        before = _unlikely(made, weights)
        for length in 0.5 ** np.arange(40):
            after = np.where(_FREE, weights + length * step, np.maximum(weights + length * step, 0))
            if _unlikely(made, after) <= before:
                break
        weights = after
    return weights


def _unlikely(made: list[Choice], weights: Weights) -> float:
    """Return how unlikely the choices are, given weights (the negative logarithm)."""
    value = float(_PRECISION @ (weights - _BELIEVED) ** 2) / 2
    for choice in made:
        scores = choice.signals @ weights
        top = scores.max()
        value -= choice.weight * float(scores[choice.chosen] - top - np.log(choice.numbers @ np.exp(scores - top)))
    return value


def _slope(made: list[Choice], weights: Weights) -> tuple[Weights, Matrix]:
    """Return the gradient of `_unlikely` and its Hessian.

    Choice by choice: small products stay on one core, where they are faster than spread over busy ones.
    """
    slope, curve = _PRECISION * (weights - _BELIEVED), np.diag(_PRECISION)
    for choice in made:
        scores = choice.signals @ weights
        odds = choice.numbers * np.exp(scores - scores.max())
        shares = odds / odds.sum()
        mean = shares @ choice.signals
        slope += choice.weight * (mean - choice.signals[choice.chosen])
        curve += choice.weight * ((choice.signals.T * shares) @ choice.signals - np.outer(mean, mean))
    return slope, curve
