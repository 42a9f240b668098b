"""Whether what goes with ties is more than chance, with no distribution assumed: the quadratic assignment procedure.

The localities of each country are dealt anew, so that how the pairs hang together stays, and the model is fitted again
(Krackhardt 1988, doi:10.1016/0378-8733(88)90004-4; he dealt one set of actors, here there are two). What is dealt is
what the other covariates leave unexplained of one: double semi-partialling, which keeps to its level where covariates
go together (Dekker, Krackhardt and Snijders 2007, doi:10.1007/s11336-007-9016-1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analysis.dyad_models import Sample, complete

if TYPE_CHECKING:
    Matrix = np.ndarray[Any, np.dtype[Any]]

SEED = 20251121
PERMUTATIONS = 2000
_NOTHING = 1e-9


@dataclass(frozen=True)
class Permuted:
    """How far a covariate goes with the outcome, beside what it does where the localities are dealt anew.

    Attributes:
        covariate: its name.
        estimate: its coefficient in a linear model of whether a pair has a tie.
        statistic: the t of it.
        drawn: the t of each permutation.
        p: the share of these, and the statistic itself, that are as far from zero or farther.
    """

    covariate: str
    estimate: float
    statistic: float
    drawn: "Matrix"
    p: float


def permuted(
    sample: Sample, outcome: str, covariates: Sequence[str], units: bool = False, permutations: int = PERMUTATIONS
) -> list[Permuted]:
    """Return each covariate of a linear model of whether a pair has ties beside what chance gives.

    Args:
        sample: all pairs of some localities of both countries; those of which a covariate is not known are left out
            with all pairs of the locality, as it is of a locality that a size or a place is not known.
        outcome: the column that counts; what is asked is whether it is above zero.
        covariates: the columns that explain it.
        units: whether each locality has a constant of its own, so that only what differs within the ties of one
            locality counts: neither how large or active it is, nor how much is written about it. What is of one
            locality alone, such as its population, is left out.
        permutations: how many are drawn, the same in every run.
    """
    rows = complete(sample, covariates).sort_values(["vn", "jp"])
    shape = rows.vn.nunique(), rows.jp.nunique()
    names = [name for name in covariates if name in rows and rows[name].nunique() > 1]
    tied = _centred((rows[outcome].to_numpy(float) > 0).astype(float).reshape(shape), units)
    known = {name: _centred(rows[name].to_numpy(float).reshape(shape), units) for name in names}
    known = {name: values for name, values in known.items() if np.abs(values).max() > _NOTHING}
    if not tied.any():
        return []
    freedom = len(rows) - len(known) - (sum(shape) - 1 if units else 1)
    found = []
    for name, values in known.items():
        beside = [other.ravel() for one, other in known.items() if one != name]
        constant = [] if units else [np.ones(len(rows))]  # the means are taken away already
        basis = np.linalg.qr(np.array([*beside, *constant]).reshape(-1, len(rows)).T)[0]
        apart = values.ravel() - basis @ (basis.T @ values.ravel())
        outcome_apart = tied.ravel() - basis @ (basis.T @ tied.ravel())
        chance = np.random.default_rng(SEED)
        deals = (_dealt(apart.reshape(shape), chance) for _ in range(permutations))
        drawn = np.array([_statistic(one, outcome_apart, basis, freedom)[1] for one in deals])
        estimate, statistic = _statistic(apart, outcome_apart, basis, freedom)
        p = (int((np.abs(drawn) >= abs(statistic)).sum()) + 1) / (permutations + 1)
        found.append(Permuted(name, estimate, statistic, drawn, p))
    return found


def _centred(values: "Matrix", units: bool) -> "Matrix":
    """Take away the means of rows and columns, where every unit has a constant of its own."""
    if not units:
        return values
    found: Matrix = values - values.mean(axis=0) - values.mean(axis=1)[:, None] + values.mean()
    return found


def _dealt(values: "Matrix", chance: np.random.Generator) -> "Matrix":
    found: Matrix = values[chance.permutation(values.shape[0])][:, chance.permutation(values.shape[1])].ravel()
    return found


def _statistic(values: "Matrix", outcome: "Matrix", basis: "Matrix", freedom: int) -> tuple[float, float]:
    """Return the coefficient of a covariate beside those of the basis, and its t."""
    own = values - basis @ (basis.T @ values)
    size = float(own @ own)
    estimate = float(own @ outcome) / size
    rest = float(outcome @ outcome) - estimate**2 * size
    return estimate, estimate / float(np.sqrt(rest / freedom / size))
