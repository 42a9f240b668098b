"""The weight of each feature, learned from the documents signed by a day, and from nothing after it.

Each first document between two localities was a choice among all candidates: a conditional logit (McFadden 1974), with
the weights drawn towards `PRIOR`, since there are few documents to learn from (maximum a posteriori, Gaussian). The
weight of a feature that is a reason is never negative.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from graph.suggest.features import FEATURES, LEVEL_FEATURES, STATUS_FEATURES, Candidates, Matrix
from graph.suggest.history import History

PRIOR = {
    "visits": 1.5, "recent": 1.5, "projects": 1.5, "own-hierarchy": 1.0, "their-hierarchy": 0.7, "networks": 1.5,
    "designations": 1.5, "fields": 0.5, "seeking": 1.0,
}  # fmt: skip
"""The means of the prior; 0 for all other features. Chosen by hand: what two have done together counts most, what
units that contain them have done less, what a candidate does with others least."""

LOOK_BACK = 3
"""A document is learned from as it could have been predicted one to so many years before."""

FIRST_YEAR = 1995
Weights = NDArray[np.float64]

_PRIOR_PRECISIONS = np.array([0.1 if name in LEVEL_FEATURES or name in STATUS_FEATURES else 0.3 for name in FEATURES])
_UNCONSTRAINED = np.array([name in LEVEL_FEATURES or name in STATUS_FEATURES for name in FEATURES])
_PROJECTION = np.random.default_rng(20251121).random(len(FEATURES))
_PRIOR_MEANS = np.array([PRIOR.get(name, 0.0) for name in FEATURES])


@dataclass(frozen=True)
class Choice:
    """A first document as a choice, some time before: the features of all who could have been chosen, and who was.

    Attributes:
        features: a row for each distinct set of features among the candidates.
        counts: how many candidates each row stands for.
        chosen: the row of the one chosen.
        weight: how much it counts.
    """

    features: Matrix
    counts: NDArray[np.float64]
    chosen: int
    weight: float


def choices(history: History, day: str, country: str) -> list[Choice]:
    """Return the choices made by a day by those who looked for a partner in a country (``vn``, ``jp``)."""
    fields: dict[str, Candidates] = {}
    made = []
    for (asker, chosen), signed in _first_documents(history, day, country).items():
        year = int(signed[:4])
        seen = [f"{year - back}-12-31" for back in range(1, LOOK_BACK + 1) if year - back >= FIRST_YEAR]
        for then in seen:
            candidates = fields.setdefault(then, Candidates(history.on(then), country))
            if asker not in candidates.snapshot.units or chosen not in candidates.index:
                continue
            partners = candidates.snapshot.partners(asker)
            if chosen not in partners:
                made.append(_choice(candidates, asker, partners, chosen, 1 / len(seen)))
    return made


def _first_documents(history: History, day: str, country: str) -> dict[tuple[str, str], str]:
    """Return when each pair that had signed by a day first did: asker, chosen -> the earliest day possible."""
    found: dict[tuple[str, str], str] = {}
    for interaction in history.interactions:
        if interaction.form != "Agreement" or not interaction.earliest or interaction.known_from > day:
            continue
        for asker in interaction.parties:
            for chosen in interaction.parties:
                if chosen[:2] == country != asker[:2]:
                    found[asker, chosen] = min(found.get((asker, chosen), interaction.earliest), interaction.earliest)
    return dict(sorted(found.items()))


def _choice(candidates: Candidates, asker: str, partners: set[str], chosen: str, weight: float) -> Choice:
    """Merge candidates with the same features: most of thousands have none but their level.

    Equal rows have the same product with a random vector, and sorting numbers is faster than sorting rows.
    """
    features = candidates.features(asker)
    free = np.ones(len(candidates.ids), dtype=bool)
    free[[candidates.index[place] for place in partners if place in candidates.index]] = False
    _, first, back = np.unique(features @ _PROJECTION, return_index=True, return_inverse=True)
    counts = np.bincount(back, weights=free, minlength=len(first)).astype(np.float64)
    return Choice(features[first], counts, int(back[candidates.index[chosen]]), weight)


@cache
def learned_weights(history: History, day: str, country: str) -> dict[str, float]:
    """Return feature -> its weight for those who look for a partner in a country, from what was known on a day.

    Args:
        history: all facts with the days from which they are known.
        day: the day (ISO 8601).
        country: that of the candidates, ``vn`` or ``jp``.
    """
    made = choices(history, day, country)
    weights = _maximum_a_posteriori(made) if made else _PRIOR_MEANS
    return dict(zip(FEATURES, map(float, weights), strict=True))


def _maximum_a_posteriori(made: list[Choice]) -> Weights:
    """Return the maximum a posteriori weights, by projected Newton steps (Bertsekas 1982).

    scipy's optimiser finds the same, but takes longer to import than this to run.
    """
    weights = _PRIOR_MEANS.copy()
    for _ in range(100):
        gradient, hessian = _gradient_and_hessian(made, weights)
        moving = _UNCONSTRAINED | (weights > 0) | (gradient < 0)
        step = np.zeros_like(weights)
        step[moving] = -np.linalg.solve(hessian[np.ix_(moving, moving)], gradient[moving])
        if np.abs(step).max() < 1e-10:
            break
        before = _negative_log_likelihood(made, weights)
        for length in 0.5 ** np.arange(40):
            after = np.where(_UNCONSTRAINED, weights + length * step, np.maximum(weights + length * step, 0))
            if _negative_log_likelihood(made, after) <= before:
                break
        weights = after
    return weights


def _negative_log_likelihood(made: list[Choice], weights: Weights) -> float:
    """Return the negative log-likelihood of the choices given weights, plus that of the weights in the prior."""
    value = float(_PRIOR_PRECISIONS @ (weights - _PRIOR_MEANS) ** 2) / 2
    for choice in made:
        scores = choice.features @ weights
        top = scores.max()
        value -= choice.weight * float(scores[choice.chosen] - top - np.log(choice.counts @ np.exp(scores - top)))
    return value


def _gradient_and_hessian(made: list[Choice], weights: Weights) -> tuple[Weights, Matrix]:
    """Return the gradient and the Hessian of `_negative_log_likelihood`.

    Choice by choice: small products stay on one core, where they are faster than spread over busy ones.
    """
    gradient, hessian = _PRIOR_PRECISIONS * (weights - _PRIOR_MEANS), np.diag(_PRIOR_PRECISIONS)
    for choice in made:
        scores = choice.features @ weights
        odds = choice.counts * np.exp(scores - scores.max())
        shares = odds / odds.sum()
        mean = shares @ choice.features
        gradient += choice.weight * (mean - choice.features[choice.chosen])
        hessian += choice.weight * ((choice.features.T * shares) @ choice.features - np.outer(mean, mean))
    return gradient, hessian
