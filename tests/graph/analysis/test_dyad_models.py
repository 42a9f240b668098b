"""Models of pairs do what their authors say: against scipy and statsmodels, on pairs that are made up.

What they say of our facts is held in ``tests/notebooks/test_why_ties_exist.py``.
"""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats.sandwich_covariance import cov_cluster

from graph.analysis import dyad_models
from graph.analysis.dyad_models import Sample, fit
from graph.analysis.permutation import permuted

COVARIATES = ("size", "near")
SHAPE = (12, 15)


@pytest.fixture(scope="module")
def sample() -> Sample:
    """All pairs of twelve localities and fifteen; the larger one of the first is, the more ties has it."""
    chance = np.random.default_rng(7)
    one, other = (index.ravel() for index in np.indices(SHAPE))
    size = chance.normal(size=SHAPE[0])[one]
    rows = pd.DataFrame({
        "vn": [f"vn/{number:02}" for number in one], "jp": [f"jp/{number:02}" for number in other],
        "size": size, "near": chance.normal(size=SHAPE).ravel(), "region": [f"{number % 3}" for number in other],
        "ties": chance.poisson(np.exp(-2 + size + 0.5 * chance.normal(size=SHAPE[0])[one])),
    })  # fmt: skip
    return Sample(rows.assign(jp_cluster=rows.jp), {})


def design(sample: Sample) -> np.ndarray:
    return sm.add_constant(sample.rows[[*COVARIATES]].to_numpy(float), prepend=False)


def tied(sample: Sample) -> np.ndarray:
    return (sample.rows.ties > 0).to_numpy(float)


def loss(beta: np.ndarray, x: np.ndarray, y: np.ndarray, penalised: bool = False) -> float:
    """Return the negative log likelihood of a logit, or that with Jeffreys' prior, of which Firth's is the mode."""
    linear = x @ beta
    found = np.logaddexp(0, linear).sum() - y @ linear
    p = 1 / (1 + np.exp(-linear))
    return float(found - penalised * np.linalg.slogdet(x.T @ (x * (p * (1 - p))[:, None]))[1] / 2)


@pytest.mark.parametrize(("method", "penalised"), [("logit", False), ("firth", True)])
def test_a_logit_and_one_with_firths_penalty_are_the_highest_of_their_likelihoods(
    sample: Sample, method: str, penalised: bool
) -> None:
    x, y = design(sample), tied(sample)
    found = optimize.minimize(loss, np.zeros(3), args=(x, y, penalised), method="BFGS", options={"gtol": 1e-7})
    assert [*fit(sample, "ties", COVARIATES, method).estimate] == pytest.approx(found.x[:2], abs=1e-5)


def test_the_correction_for_rare_events_is_that_of_king_and_zeng(sample: Sample) -> None:
    """Their bias is a least squares regression of leverages, with the weights of the logit."""
    x, y = design(sample), tied(sample)
    logit = sm.Logit(y, x).fit(disp=0)
    p = logit.predict()
    root = np.sqrt(p * (1 - p))[:, None]
    leverage = np.diag(x @ np.linalg.inv((x * root).T @ (x * root)) @ x.T)
    bias = np.linalg.lstsq(x * root, leverage * (p - 0.5) * root.ravel(), rcond=None)[0]
    assert np.abs(bias[:2]).max() > 0.001
    assert [*fit(sample, "ties", COVARIATES, "rare").estimate] == pytest.approx((logit.params - bias)[:2], abs=1e-7)


def test_poisson_is_found_by_reweighted_least_squares(sample: Sample) -> None:
    x, y, beta = design(sample), sample.rows.ties.to_numpy(float), np.zeros(3)
    for _ in range(50):
        mean = np.exp(x @ beta)
        beta = np.linalg.lstsq(x * np.sqrt(mean)[:, None], np.sqrt(mean) * (x @ beta + (y - mean) / mean), rcond=None)[
            0
        ]
    assert [*fit(sample, "ties", COVARIATES, "poisson").estimate] == pytest.approx(beta[:2], abs=1e-7)


@pytest.mark.parametrize("method", ["logit", "poisson"])
def test_errors_are_clustered_by_either_side_and_by_both_and_the_widest_counts(sample: Sample, method: str) -> None:
    family = sm.families.Poisson() if method == "poisson" else sm.families.Binomial()
    y = sample.rows.ties if method == "poisson" else tied(sample)
    result = sm.GLM(np.asarray(y, float), design(sample), family=family).fit()
    found = fit(sample, "ties", COVARIATES, method)
    own, theirs = (pd.factorize(sample.rows[side])[0] for side in ("vn", "jp"))
    pairs = len(sample.rows) - 1  # of which each is a cluster of its own
    for column, variance, kept in (
        ("naive", result.cov_params(), 1),
        ("by_vietnam", cov_cluster(result, own, use_correction=False), SHAPE[0] / (SHAPE[0] - 1)),
        ("by_japan", cov_cluster(result, theirs, use_correction=False), SHAPE[1] / (SHAPE[1] - 1)),
    ):
        assert [*found[column]] == pytest.approx(np.sqrt(np.diag(variance)[:2] * kept), rel=1e-4), column
    both = sum(
        sign * cov_cluster(result, groups, use_correction=False) * scale
        for sign, groups, scale in ((1, own, SHAPE[0] / (SHAPE[0] - 1)), (1, theirs, SHAPE[1] / (SHAPE[1] - 1)),
                                    (-1, np.arange(pairs + 1), (pairs + 1) / pairs))
    )  # fmt: skip
    assert [*found.two_way] == pytest.approx(np.sqrt(np.diag(both)[:2]), rel=1e-4)
    errors = found[["naive", "by_vietnam", "by_japan", "two_way"]]
    assert [*found.error] == [*errors.max(axis=1)]
    reach = found.error * stats.t.ppf(0.975, SHAPE[0] - 1)
    assert [*found.high - found.estimate] == pytest.approx([*reach])
    assert [*found.p] == pytest.approx([*2 * stats.t.sf(np.abs(found.estimate / found.error), SHAPE[0] - 1)])


def test_groups_without_an_event_are_left_out_and_what_groups_explain_has_no_coefficient(sample: Sample) -> None:
    rows = sample.rows.assign(ties=sample.rows.ties.where(sample.rows.vn != "vn/03", 0))
    empty = rows.groupby("vn").ties.sum() == 0
    found = fit(Sample(rows, {}), "ties", COVARIATES, "poisson", ["vn"])
    assert [*found.index] == ["near"]
    assert found.rows.iloc[0] == (len(empty) - empty.sum()) * SHAPE[1] < len(rows)
    kept = rows[~rows.vn.isin(empty.index[empty])]
    x = np.column_stack([kept.near, pd.get_dummies(kept.vn).to_numpy(float)])
    assert found.estimate["near"] == pytest.approx(
        sm.GLM(kept.ties, x, family=sm.families.Poisson()).fit().params.iloc[0]
    )


def test_what_separates_all_events_has_no_estimate_but_with_firths_penalty(sample: Sample) -> None:
    rows = sample.rows.assign(apart=tied(sample), one_event=np.arange(len(sample.rows)) == 3)
    assert fit(Sample(rows, {}), "ties", ["apart", "near"]).estimate.isna().all()
    assert fit(Sample(rows, {}), "ties", ["apart", "near"], "firth").estimate["apart"] > 4
    few = fit(Sample(rows.assign(one_event=rows.one_event.astype(float)), {}), "one_event", COVARIATES)
    assert few.estimate.isna().all()
    assert few.events.iloc[0] == 1


@pytest.mark.parametrize("units", [False, True])
def test_what_is_dealt_anew_is_what_the_others_leave_unexplained(sample: Sample, units: bool) -> None:
    """By whole regressions on permuted matrices, from other random numbers."""
    found = {one.covariate: one for one in permuted(sample, "ties", COVARIATES, units, 400)}
    assert [*found] == (["near"] if units else [*COVARIATES])
    y = tied(sample)
    dummies = [pd.get_dummies(sample.rows[side], drop_first=True).to_numpy(float) for side in ("vn", "jp")]
    others = np.column_stack([np.ones(len(y)), *(dummies if units else [sample.rows["size"].to_numpy()])])
    near = sample.rows.near.to_numpy()
    rest = (near - others @ np.linalg.lstsq(others, near, rcond=None)[0]).reshape(SHAPE)
    chance = np.random.default_rng(99)

    def statistic(values: np.ndarray) -> tuple[float, float]:
        result = sm.OLS(y, np.column_stack([values.ravel(), others])).fit()
        return float(result.params[0]), float(result.tvalues[0])

    assert (found["near"].estimate, found["near"].statistic) == pytest.approx(statistic(rest), rel=1e-6)
    drawn = [statistic(rest[chance.permutation(SHAPE[0])][:, chance.permutation(SHAPE[1])])[1] for _ in range(400)]
    p = np.mean(np.abs(drawn) >= abs(found["near"].statistic))
    assert found["near"].p == pytest.approx(p, abs=0.1)  # three standard deviations of either are 0.075
    assert np.std(found["near"].drawn) == pytest.approx(np.std(drawn), rel=0.15)


def test_permutations_are_the_same_in_every_run_and_find_what_is_there(sample: Sample) -> None:
    one, other = (permuted(sample, "ties", COVARIATES, permutations=300) for _ in range(2))
    assert all((first.drawn == second.drawn).all() for first, second in zip(one, other, strict=True))
    assert {found.covariate: found.p < 0.05 for found in one} == {"size": True, "near": False}
    none = Sample(sample.rows.assign(ties=0), {})
    assert permuted(none, "ties", COVARIATES) == []


def test_how_far_covariates_go_together(sample: Sample) -> None:
    x = sample.rows["size"], sample.rows.near
    expected = 1 / (1 - np.corrcoef(*x)[0, 1] ** 2)
    assert dyad_models.inflation(sample, COVARIATES) == pytest.approx(dict.fromkeys(COVARIATES, expected))
    means = sample.rows.groupby("region").near.transform("mean")
    expected = means.var(ddof=0) / sample.rows.near.var(ddof=0)
    assert dyad_models.explained(sample, "near", ["region"]) == pytest.approx(expected)
    assert dyad_models.explained(sample, "size", ["vn"]) == pytest.approx(1)


def test_a_pair_of_which_something_is_not_known_is_counted_and_left_out_where_that_is_asked() -> None:
    dyads = pd.DataFrame({
        "vn": ["vn/a", "vn/b"] * 2, "jp": ["jp/a", "jp/a", "jp/b", "jp/b"], "vn_region": "x", "jp_region": "y",
        "vn_parent": None, "jp_parent": None, "vn_population": [None, 10, None, 10], "jp_population": [1, 1, 0, 0],
        "distance_km": 100.0, "jp_vietnamese_residents": None, "vn_level": "province", "jp_level": "prefecture",
        "shared_networks": [2, 0, 0, 0], "shared_designations": [1, 0, 0, 0], "kin": [True, False, False, False],
        "ties": 1, "ties_in_force": 0,
    })  # fmt: skip
    found = dyad_models.provincial(dyads)
    assert len(found.rows) == 4
    assert found.not_known == {"vn_population": 2, "jp_population": 2}
    assert found.unknown == ("vietnamese_residents",)
    assert [*dyad_models.complete(found, dyad_models.GRAVITY).jp] == ["jp/a"]
    assert dyad_models.without(found, "vn/a").not_known == {"vn_population": 0, "jp_population": 1}
    assert dyad_models.municipal(dyads).rows.empty
