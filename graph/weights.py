"""How much each signal counts: learnt from the documents signed before a day, and from nothing after it.

Each first document between two localities was a choice among all candidates: a conditional logit (McFadden 1974), with
the weights drawn towards `PRIOR`, since there are few documents to learn from (maximum a posteriori, Gaussian). A
signal that a person would take for a reason never counts against a candidate.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.evidence import Evidence
from graph.signals import LEVELS, NAMES, STANDING, Field, Matrix

PRIOR = {
    "visits": 1.5, "recent": 1.5, "projects": 1.5, "own-kin": 1.0, "their-kin": 0.7, "networks": 1.5,
    "designations": 1.5, "fields": 0.5, "seeking": 1.0,
}  # fmt: skip
"""What is believed before anything is learnt; 0 where nothing is. Chosen by hand: what two have done together counts
most, what their relatives have done less, what a candidate does with others least."""

LOOK_BACK = 3
"""A document is learnt from as it could have been foreseen one to so many years ahead."""

FIRST_YEAR = 1995
_PRECISION = np.array([0.1 if name in LEVELS or name in STANDING else 0.3 for name in NAMES])
_FREE = np.array([name in LEVELS or name in STANDING for name in NAMES])
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
    """Return the choices made before a day by those who looked for a partner in a country (``vn``, ``jp``)."""
    fields: dict[str, Field] = {}
    made = []
    for (asker, chosen), signed in _first_documents(evidence, day, country).items():
        year = int(signed[:4])
        seen = [f"{year - back}-01-01" for back in range(LOOK_BACK) if year - back >= FIRST_YEAR]
        for then in seen:
            there = fields.setdefault(then, Field(evidence.on(then), country))
            if asker not in there.known.units or chosen not in there.index:
                continue
            open_to = np.array([place not in there.known.partners(asker) for place in there.candidates])
            if open_to[there.index[chosen]]:
                made.append(_choice(there.signals(asker), open_to, there.index[chosen], 1 / len(seen)))
    return made


def _first_documents(evidence: Evidence, day: str, country: str) -> dict[tuple[str, str], str]:
    """Return when each pair that had signed by a day first did: asker, chosen -> the earliest day possible."""
    found: dict[tuple[str, str], str] = {}
    for deed in evidence.deeds:
        if deed.form != "Agreement" or not deed.first or deed.known >= day:
            continue
        for asker in deed.parties:
            for chosen in deed.parties:
                if chosen[:2] == country != asker[:2]:
                    found[asker, chosen] = min(found.get((asker, chosen), deed.first), deed.first)
    return dict(sorted(found.items()))


def _choice(signals: Matrix, open_to: NDArray[np.bool_], chosen: int, weight: float) -> Choice:
    """Put candidates with the same signals together: most of 1,788 have none but their level."""
    rows, back, numbers = np.unique(signals[open_to], axis=0, return_inverse=True, return_counts=True)
    return Choice(rows, numbers.astype(float), int(back[int(open_to[:chosen].sum())]), weight)


def learnt(evidence: Evidence, day: str, country: str) -> dict[str, float]:
    """Return the weight of each signal for those who look for a partner in a country, learnt before a day."""
    from scipy.optimize import minimize

    made = choices(evidence, day, country)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        away = weights - _BELIEVED
        value, slope = float(_PRECISION @ away**2) / 2, _PRECISION * away
        for choice in made:
            scores = choice.signals @ weights
            odds = choice.numbers * np.exp(scores - scores.max())
            value -= choice.weight * float(scores[choice.chosen] - scores.max() - np.log(odds.sum()))
            slope -= choice.weight * (choice.signals[choice.chosen] - odds / odds.sum() @ choice.signals)
        return value, slope

    bounds = [(None, None) if free else (0.0, None) for free in _FREE]
    found = minimize(loss, _BELIEVED, jac=True, method="L-BFGS-B", bounds=bounds)
    return dict(zip(NAMES, map(float, found.x), strict=True))
