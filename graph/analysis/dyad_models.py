"""Models of which pairs of localities have ties: logit, Poisson, rare events, permutation, event history.

They are fitted to the pairs of `graph.dyads`, and to the years of `graph.analysis.event_history`:

- ``logit``: whether a pair has any tie, by maximum likelihood.
- ``firth``: the same with the penalty that takes the first-order bias of few events away and stays finite where a
  covariate separates them (Firth 1993, doi:10.1093/biomet/80.1.27).
- ``rare``: the logit less its bias in rare events (King and Zeng 2001, doi:10.1093/oxfordjournals.pan.a004868).
- ``poisson``: how many ties a pair has, as a gravity equation by pseudo maximum likelihood, which keeps the pairs that
  have none (Santos Silva and Tenreyro 2006, doi:10.1162/rest.88.4.641).

Pairs are not independent: each locality stands in many. So the errors are clustered by the localities of Vietnam, by
those of Japan, and by both (Cameron, Gelbach and Miller 2011, doi:10.1198/jbes.2010.07136); with few clusters these can
fall short of the naive ones, so the widest of the four is the one that counts, with as many degrees of freedom as there
are clusters in the smaller country, less one. `graph.analysis.permutation` asks the same without any distribution.
Needs statsmodels: ``pip install 'vnjp-ties[notebooks]'``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from graph.analysis.event_history import PairYear

    Matrix = np.ndarray[Any, np.dtype[Any]]

GRAVITY = ("vn_population", "jp_population", "distance", "vn_city")
"""What a gravity equation asks for: the size of both (logarithms), how far apart (logarithm), and the level."""
RELATIONS = ("shared_memberships", "shared_designations", "kin")
"""What joins a pair otherwise: networks in which both are members, designations of both (such as a World Heritage
site, for which nobody need meet), ties between what lies in the one and in the other."""
ALL = (*GRAVITY, *RELATIONS)
METHODS = ("logit", "firth", "rare", "poisson")
_LOGARITHMS = {
    "vn_population": "vn_population", "jp_population": "jp_population", "distance": "distance_km",
    "vietnamese_residents": "jp_vietnamese_residents",
}  # fmt: skip
_COUNTS = ("ties", "agreements", "exchanges", "projects")
_STEPS, _CLOSE, _NOTHING = 200, 1e-8, 1e-6
_SEPARATED = 15.0  # what a covariate adds over its whole range, when it settles the outcome


@dataclass(frozen=True)
class Sample:
    """The pairs, or years of pairs, that models are fitted to.

    Attributes:
        rows: the covariates, what stands for the outcome (counts), ``vn`` and ``jp``, and what groups the rows.
        not_known: covariate -> of how many rows it is not known; models that have it leave these out.
        unknown: the covariates that are known of no row; no model has them.
    """

    rows: "pd.DataFrame"
    not_known: dict[str, int]
    unknown: tuple[str, ...] = ()


def provincial(dyads: "pd.DataFrame") -> Sample:
    """Return the pairs of a province of Vietnam and a prefecture of Japan (rows of `graph.dyads`)."""
    return _sample(dyads[dyads.vn_parent.isna() & dyads.jp_parent.isna()])


def municipal(dyads: "pd.DataFrame") -> Sample:
    """Return the pairs of a province of Vietnam and a municipality of Japan, clustered in Japan by prefecture.

    Args:
        dyads: rows of `graph.dyads` with ``municipalities="all"``: those with a tie alone are chosen by the outcome.
    """
    return _sample(dyads[dyads.vn_parent.isna() & dyads.jp_parent.notna()])


def _sample(dyads: "pd.DataFrame") -> Sample:

    rows = dyads[["vn", "jp", "vn_region", "jp_region"]].copy()
    rows["jp_cluster"] = dyads.jp_parent.fillna(dyads.jp)
    for name, column in _LOGARITHMS.items():
        known = dyads[column].astype("Float64").astype(float)
        rows[name] = np.log(known.where(known > 0))
    rows["vn_city"] = (dyads.vn_level == "central-city").astype(float)
    rows["jp_designated"] = (dyads.jp_level == "designated-city").astype(float)
    rows["shared_memberships"] = (dyads.shared_networks - dyads.shared_designations).astype(float)
    rows["shared_designations"], rows["kin"] = dyads.shared_designations.astype(float), dyads.kin.astype(float)
    for name in (column for column in dyads.columns if column.startswith(_COUNTS)):
        rows[name] = dyads[name].astype(float)
    not_known = {name: int(rows[name].isna().sum()) for name in _LOGARITHMS if rows[name].hasnans}
    unknown = tuple(name for name, number in not_known.items() if number == len(rows))
    partly = {name: number for name, number in not_known.items() if name not in unknown}
    return Sample(rows.drop(columns=[*unknown]), partly, unknown)


def histories(years: Iterable["PairYear"], pairs: Sample) -> Sample:
    """Return the years in which each pair could have signed its first document, with what was known before.

    Populations, distance and level are those of the day of the pairs, whatever the year: none is known of each year.

    Args:
        years: see `graph.analysis.event_history.first_documents`.
        pairs: see `provincial`.
    """
    import pandas as pd

    told = pd.DataFrame(years).rename(columns={"vietnam": "vn", "japan": "jp"})
    flags = ["signed", "project_before", "exchange_before", "event_before", "kin_before"]
    told[flags] = told[flags].astype(float)
    told["shared_memberships"] = (told.shared_networks - told.shared_designations).astype(float)
    told["shared_designations"] = told.shared_designations.astype(float)
    numbers = ("vietnam_networks", "japan_networks", "vietnam_documents", "japan_documents")
    told[[*numbers]] = np.log1p(told[[*numbers]].astype(float))
    fixed = [name for name in ("vn", "jp", "jp_cluster", *GRAVITY) if name in pairs.rows]
    found = told.merge(pairs.rows[fixed], on=["vn", "jp"])
    return Sample(
        found, {name: int(found[name].isna().sum()) for name in pairs.not_known if name in found}, pairs.unknown
    )


def without(sample: Sample, place: str) -> Sample:
    """Return a sample without the pairs of a locality (its id)."""
    rows = sample.rows[(sample.rows.vn != place) & (sample.rows.jp != place)]
    return Sample(rows, {name: int(rows[name].isna().sum()) for name in sample.not_known}, sample.unknown)


def fit(
    sample: Sample, outcome: str, covariates: Sequence[str], method: str = "logit", within: Sequence[str] = ()
) -> "pd.DataFrame":
    """Return the coefficients of a model, a row for each covariate.

    A covariate that is known of no pair, or that the groups explain wholly, is left out; so are the rows of which one
    is not known, and those of a group without any event, which say nothing within groups. Where the events cannot be
    told from the rest, or there are no more of them than coefficients, the estimates are missing (NaN).

    Args:
        sample: the pairs.
        outcome: the column that counts, such as ``ties_in_force``; all but ``poisson`` ask whether it is above zero.
        covariates: the columns that explain it.
        method: one of `METHODS`.
        within: columns of groups that each have a constant of their own, such as ``vn_region`` or ``year``.

    Returns:
        Columns: ``estimate``; the standard errors ``naive``, ``by_vietnam``, ``by_japan``, ``two_way`` and the
        widest of them, ``error``; ``low`` and ``high``, its interval of 95 %; ``p``, against no effect; ``rows`` and
        ``events``, how many the model is fitted to.
    """
    import pandas as pd

    rows = _with_events(complete(sample, covariates), outcome, within)
    names = _varying(rows, covariates, within)
    counts = rows[outcome].to_numpy(float)
    observed = counts if method == "poisson" else (counts > 0).astype(float)
    design = _design(rows, names, within)
    found = pd.DataFrame(index=pd.Index(names, name="covariate"), columns=[*_COLUMNS], dtype=float)
    if (observed > 0).sum() > design.shape[1]:
        estimated = _estimate(observed, design, method)
        reach = np.ptp(design, axis=0)
        if np.isfinite(estimated).all() and (np.abs(estimated * reach)[: len(names)] < _SEPARATED).all():
            for name, column in _errors(rows, observed, design, estimated, method).items():
                found[name] = column[: len(names)]
    return found.assign(rows=len(rows), events=int((observed > 0).sum()))


def complete(sample: Sample, covariates: Sequence[str]) -> "pd.DataFrame":
    """Return the rows of a sample of which all covariates are known, but those that are known of none."""
    return sample.rows.dropna(subset=[name for name in covariates if name in sample.rows])


_COLUMNS = ("estimate", "naive", "by_vietnam", "by_japan", "two_way", "error", "low", "high", "p")


def _with_events(rows: "pd.DataFrame", outcome: str, within: Sequence[str]) -> "pd.DataFrame":
    before = -1
    while before != len(rows):
        before = len(rows)
        for group in within:
            rows = rows[rows.groupby(group, observed=True)[outcome].transform("sum") > 0]
    return rows


def _varying(rows: "pd.DataFrame", covariates: Sequence[str], within: Sequence[str]) -> list[str]:
    """Return the covariates that are known and that the groups do not explain wholly."""
    found = [name for name in covariates if name in rows and rows[name].nunique() > 1]
    groups = _design(rows, (), within)
    rest = {name: rows[name].to_numpy(float) for name in found}
    rest = {name: values - groups @ np.linalg.lstsq(groups, values, rcond=None)[0] for name, values in rest.items()}
    return [name for name in found if np.abs(rest[name]).max() > _NOTHING]


def _design(rows: "pd.DataFrame", names: Sequence[str], within: Sequence[str]) -> "Matrix":
    """Return covariates, then dummies of the groups, then the constant."""
    import pandas as pd

    parts = [rows[[*names]].to_numpy(float)]
    for group in within:
        codes = rows[group].astype(str) if rows[group].dtype == "category" else rows[group]
        parts.append(pd.get_dummies(codes, drop_first=True).to_numpy(float))
    return np.column_stack([*parts, np.ones(len(rows))])


def _estimate(observed: "Matrix", design: "Matrix", method: str) -> "Matrix":
    import statsmodels.api as models

    if method == "firth":
        return _firth(observed, design)
    family = models.families.Poisson() if method == "poisson" else models.families.Binomial()
    with catch_warnings():
        simplefilter("ignore")  # of separation: what is not finite, or too large to be told, is not shown
        found: Matrix = np.asarray(models.GLM(observed, design, family=family).fit(maxiter=_STEPS).params)
    return _corrected(design, found) if method == "rare" else found


def _firth(observed: "Matrix", design: "Matrix") -> "Matrix":
    """Return the root of the modified score, in steps of at most one: half the leverage is added to each outcome."""
    found: Matrix = np.zeros(design.shape[1])
    mean = min(max(observed.mean(), 1e-6), 1 - 1e-6)
    found[-1] = np.log(mean / (1 - mean))
    for _ in range(_STEPS):
        fitted: Matrix = _fitted(design, found, "logit")
        weight = fitted * (1 - fitted)
        inverse = np.linalg.pinv(design.T @ (design * weight[:, None]))
        leverage = weight * np.einsum("ij,jk,ik->i", design, inverse, design, optimize=True)
        step = inverse @ (design.T @ (observed - fitted + leverage * (0.5 - fitted)))
        found = found + step / max(1.0, float(np.abs(step * np.append(design.std(axis=0)[:-1], 1)).max()))
        if np.abs(step).max() < _CLOSE:
            return found
    return np.full_like(found, np.nan)


def _corrected(design: "Matrix", estimated: "Matrix") -> "Matrix":
    """Return a logit less its bias in rare events (King and Zeng 2001), of a whole population: without weights."""
    fitted = _fitted(design, estimated, "logit")
    weight = fitted * (1 - fitted)
    inverse = np.linalg.pinv(design.T @ (design * weight[:, None]))
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design, optimize=True)
    found: Matrix = estimated - inverse @ (design.T @ (weight * leverage * (fitted - 0.5)))
    return found


def _fitted(design: "Matrix", estimated: "Matrix", method: str) -> "Matrix":
    linear = np.clip(design @ estimated, -500, 500)
    found: Matrix = np.exp(linear) if method == "poisson" else 1 / (1 + np.exp(-linear))
    return found


def _errors(
    rows: "pd.DataFrame", observed: "Matrix", design: "Matrix", estimated: "Matrix", method: str
) -> dict[str, "Matrix"]:
    """Return the columns of `fit` but the last two."""
    from scipy import stats

    fitted = _fitted(design, estimated, method)
    weight = fitted if method == "poisson" else fitted * (1 - fitted)
    inverse = np.linalg.pinv(design.T @ (design * weight[:, None]))
    scores = design * (observed - fitted)[:, None]
    groups = [_codes(rows.vn), _codes(rows.jp_cluster)]
    both = _codes(groups[0] * (groups[1].max() + 1) + groups[1])
    own, theirs, pair = (_clustered(scores, group, inverse) for group in (*groups, both))
    variances = {"naive": inverse, "by_vietnam": own, "by_japan": theirs, "two_way": own + theirs - pair}
    with np.errstate(invalid="ignore"):  # the difference can fall below zero
        errors = {name: np.sqrt(np.diag(variance)) for name, variance in variances.items()}
    error = np.nanmax([*errors.values()], axis=0)
    freedom = max(min(int(group.max()) for group in groups), 1)
    reach = error * stats.t.ppf(0.975, freedom)
    return {
        "estimate": estimated, **errors, "error": error, "low": estimated - reach, "high": estimated + reach,
        "p": 2 * stats.t.sf(np.abs(estimated / error), freedom),
    }  # fmt: skip


def _codes(values: Any) -> "Matrix":
    return np.asarray(np.unique(np.asarray(values), return_inverse=True)[1])


def _clustered(scores: "Matrix", group: "Matrix", inverse: "Matrix") -> "Matrix":
    number = int(group.max()) + 1
    sums = np.zeros((number, scores.shape[1]))
    np.add.at(sums, group, scores)
    found: Matrix = inverse @ (sums.T @ sums) @ inverse * (number / max(number - 1, 1))
    return found


def inflation(sample: Sample, covariates: Sequence[str]) -> dict[str, float]:
    """Return by how many times the others inflate the variance of each covariate's coefficient (VIF); 1 is none."""
    from statsmodels.stats.outliers_influence import variance_inflation_factor

    rows = complete(sample, covariates)
    names = _varying(rows, covariates, ())
    design = _design(rows, names, ())
    return {name: float(variance_inflation_factor(design, number)) for number, name in enumerate(names)}


def explained(sample: Sample, column: str, by: Sequence[str]) -> float:
    """Return which share of the variance of a column the groups of others explain (R squared)."""
    rows = complete(sample, [column])
    values, design = rows[column].to_numpy(float), _design(rows, (), by)
    rest = values - design @ np.linalg.lstsq(design, values, rcond=None)[0]
    return float(1 - rest @ rest / ((values - values.mean()) ** 2).sum())
