"""The weight of each feature, learned from the documents signed by a day, and from nothing after it.

Each first document between two localities was a choice among all candidates: a conditional logit (McFadden 1974), with
the weights drawn towards `PRIOR`, since there are few documents to learn from (maximum a posteriori, Gaussian). The
weight of a feature that is a reason is never negative.

How it was chosen: at the beginning of each year from 2004 to 2014 everything later was hidden, and what was signed
from then to the end of 2014 was looked for, for both countries; nothing signed later took part. The features, the
half-life and the floor (of 0, 0.8 and 1) were chosen by hits at 10, the reciprocal rank and the logarithm of the
rank; the means of the prior by the likelihood of the choices, a value at a time, over round values. Neighbouring
values do about as well: there are 46 documents. The tiers are those of before, and the prior is weak, so that later
documents can overrule what was chosen on so few; both were decided after two variants without them had been measured
on later days, too, and the floor of 0.8 took the place of 1 after that had been.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from graph.store.caches import cached
from graph.suggest.features import FEATURES, LEVEL_FEATURES, Candidates, Matrix
from graph.suggest.history import History

PRIOR = {
    "visits": 4.0, "projects": 3.0, "networks": 2.0, "designations": 1.0, "own-hierarchy": 0.5, "their-hierarchy": 0.5,
    "neighbours": 0.3, "their-neighbours": 0.5, "fields": 0.5, "activity": 0.1, "hierarchy-activity": 0.1,
    "openness": 1.2, "level-0": 3.0, "level-1": 3.0, "level-3": -2.0, "counterparts": 0.5,
}  # fmt: skip
"""The means of the prior; 0 for all other features."""

PRECISION = 1.0
"""The inverse of the variance of the prior, of each feature."""

FLOOR = 0.8
"""What the features other than those of level must come to, by the prior, for a candidate to be suggested at all."""

LOOK_BACK = 3
"""A document is learned from as it could have been predicted one to so many years before."""

MOST = 400
"""So many first documents are learned from; of more, evenly chosen ones: the others change little and take long."""

FIRST_YEAR = 1995
Weights = NDArray[np.float64]
One = TypeVar("One")

PRIOR_MEANS = np.array([PRIOR.get(name, 0.0) for name in FEATURES])
FREE = np.array([name in LEVEL_FEATURES for name in FEATURES])
"""Which weights may be negative."""
_PROJECTION = np.random.default_rng(20251121).random(len(FEATURES))


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
    weight: float = 1


def choices(history: History, day: str, country: str) -> list[Choice]:
    """Return the choices made by a day by those who looked for a partner in a country (``vn``, ``jp``)."""
    made = []
    for (asker, chosen), signed in some([*_first_documents(history, day, country).items()], MOST):
        year = int(signed[:4])
        seen = [f"{year - back}-12-31" for back in range(1, LOOK_BACK + 1) if year - back >= FIRST_YEAR]
        made += [replace(one, weight=1 / len(seen)) for then in seen if (one := _choice(history, then, asker, chosen))]
    return made


def some(of: Sequence[One], most: int) -> Sequence[One]:
    """Return at most so many of several, chosen evenly; all, if there are no more."""
    return of[:: -(-len(of) // most) or 1]


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


@cached
def _choice(history: History, then: str, asker: str, chosen: str) -> Choice | None:
    """Return a choice as it stood on a day, the same whenever it is learned from; None if there was none.

    Candidates with the same features are merged: most of thousands have none but their level. Equal rows have the same
    product with a random vector, and sorting numbers is faster than sorting rows.
    """
    candidates = _candidates(history, then, chosen[:2])
    partners = candidates.snapshot.partners(asker)
    if asker not in candidates.snapshot.units or chosen not in candidates.index or chosen in partners:
        return None
    features = candidates.features(asker)
    free = np.ones(len(candidates.ids), dtype=bool)
    free[[candidates.index[place] for place in partners if place in candidates.index]] = False
    _, first, back = np.unique(features @ _PROJECTION, return_index=True, return_inverse=True)
    counts = np.bincount(back, weights=free, minlength=len(first)).astype(np.float64)
    return Choice(features[first], counts, int(back[candidates.index[chosen]]))


@cached
def _candidates(history: History, day: str, country: str) -> Candidates:
    return Candidates(history.on(day), country)


@cached
def learned_weights(history: History, day: str, country: str) -> dict[str, float]:
    """Return feature -> its weight for those who look for a partner in a country, from what was known on a day.

    Args:
        history: all facts with the days from which they are known.
        day: the day (ISO 8601).
        country: that of the candidates, ``vn`` or ``jp``.
    """
    made = choices(history, day, country)
    weights = _maximum_a_posteriori(made) if made else PRIOR_MEANS
    return dict(zip(FEATURES, map(float, weights), strict=True))


class _Stacked:
    """Choices one below the other: what is computed for all at once takes a third of the time."""

    def __init__(self, made: Sequence[Choice]) -> None:
        self.features = np.concatenate([one.features for one in made])
        self.counts = np.concatenate([one.counts for one in made])
        self.lengths = np.array([len(one.counts) for one in made])
        self.starts = np.cumsum(self.lengths) - self.lengths
        self.chosen = self.starts + np.array([one.chosen for one in made])
        self.weights = np.array([one.weight for one in made])


def _maximum_a_posteriori(made: Sequence[Choice]) -> Weights:
    """Return the maximum a posteriori weights, to 4 decimals, on which all machines agree."""
    from scipy.optimize import minimize  # half a second to import: only who learns waits for it

    bounds = [(None, None) if free else (0, None) for free in FREE]
    found = minimize(  # the method calls no BLAS, whose threads wait for each other on a busy machine
        _loss_and_gradient, PRIOR_MEANS, args=(_Stacked(made),), jac=True, method="TNC", bounds=bounds,
        options={"ftol": 1e-12, "gtol": 1e-8, "maxfun": 2_000},
    )  # fmt: skip
    weights: Weights = np.round(found.x, 4) + 0.0  # no -0.0
    return weights


def _loss_and_gradient(weights: Weights, made: _Stacked) -> tuple[float, Weights]:
    """Return the negative log-likelihood of the choices given weights, plus that of the weights; and its gradient."""
    away = weights - PRIOR_MEANS
    scores = np.einsum("ij,j->i", made.features, weights)
    highest = np.maximum.reduceat(scores, made.starts)
    odds = made.counts * np.exp(scores - np.repeat(highest, made.lengths))
    totals = np.add.reduceat(odds, made.starts)
    likelihoods = scores[made.chosen] - highest - np.log(totals)
    expected = np.einsum("i,ij->j", odds * np.repeat(made.weights / totals, made.lengths), made.features)
    loss = PRECISION * float(away @ away) / 2 - float(made.weights @ likelihoods)
    return loss, PRECISION * away + expected - made.weights @ made.features[made.chosen]
