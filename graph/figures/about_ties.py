"""What can be said of why ties exist, and what cannot: samples, findings with the test that decides."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from graph.figures.models import COVARIATES, models
from graph.figures.shown import FigureTable, Finding

if TYPE_CHECKING:
    import pandas as pd

    from graph.analysis.dyad_models import Sample
    from graph.analysis.permutation import Permuted

LEVEL = 0.05
_OUTCOMES = {
    "ties_in_force": "in force", "ties": "ended ones too", "agreements_in_force": "documents in force",
    "agreements": "documents", "ties_dated": "dated", "ties_confident": "of high confidence",
}  # fmt: skip


def samples(known: "Mapping[str, Sample]") -> FigureTable:
    """Return how many pairs there are, how many have ties by what counts as one, and of how many what is not known."""
    rows = [
        {
            "called": called,
            "pairs": f"{len(one.rows):,}",
            **{name: int((one.rows[name] > 0).sum()) for name in _OUTCOMES if name in one.rows},
            "not_known": "; ".join(f"{COVARIATES[name]}: {number:,}" for name, number in one.not_known.items()),
            "unknown": "; ".join(COVARIATES[name] for name in one.unknown),
        }
        for called, one in known.items()
    ]
    told = {"not_known": "not known of some pairs, which its models leave out", "unknown": "known of none, in no model"}
    return FigureTable(rows, {"called": "sample", "pairs": "pairs", **_OUTCOMES, **told})


def overlap(inflated: Mapping[str, float], explained: Mapping[str, float]) -> FigureTable:
    """Return how far covariates go together.

    Args:
        inflated: covariate -> its variance inflation (`graph.analysis.dyad_models.inflation`).
        explained: what explains the distance -> the share of its variance (`graph.analysis.dyad_models.explained`).
    """
    rows = [{"what": COVARIATES[name], "measure": "variance inflation", "value": f"{value:.1f}"}
            for name, value in inflated.items()]  # fmt: skip
    rows += [{"what": f"distance, by {name}", "measure": "explained", "value": f"{100 * value:.1f} %"}
             for name, value in explained.items()]  # fmt: skip
    return FigureTable(rows, {"what": "covariate", "measure": "measure", "value": "value"})


def goes_with(
    claim: str,
    fits: "pd.DataFrame",
    covariate: str,
    sign: int = 1,
    deals: "Mapping[str, Sequence[Permuted]] | None" = None,
) -> Finding:
    """Return whether a covariate goes with the outcome in each of several models, and beyond where places are dealt.

    Args:
        claim: what is claimed.
        fits: results of `graph.analysis.dyad_models.fit`, joined by ``pandas.concat``.
        covariate: its name.
        sign: 1 if it is to go with more, -1 if with less.
        deals: what is dealt, or counts -> results of `graph.analysis.permutation.permuted`; asked beside the models,
            for one verdict on both.
    """
    found = {called: rows.loc[covariate] for called, rows in models(fits) if covariate in rows.index}
    found = {called: row for called, row in found.items() if row[["estimate", "low", "high"]].notna().all()}
    dealt = {called: one for called, every in (deals or {}).items() for one in every if one.covariate == covariate}
    told = "; ".join(
        f"{called}: {row.estimate:+.2f} ({row.low:.2f} to {row.high:.2f}, p = {row.p:.2g})"
        for called, row in found.items()
    )
    shown = [bool(row.p < LEVEL and row.estimate * sign > 0) for row in found.values()]
    beyond = [one.p < LEVEL and one.statistic * sign > 0 for one in dealt.values()]
    beside = "; ".join(f"{called}: t = {one.statistic:.1f}, p = {one.p:.2g}" for called, one in dealt.items())
    return Finding(
        claim, _verdict([*shown, *beyond]),
        f"Shown in {sum(shown)} of {len(shown)} models{f' and {sum(beyond)} of {len(beyond)} deals' * bool(dealt)}. "
        f"Coefficient of “{COVARIATES[covariate]}”, {told or 'of none'}."
        f"{f' Beside deals, {beside}.' * bool(dealt)}",
    )  # fmt: skip


def deals(known: "Mapping[str, Sequence[Permuted]]") -> FigureTable:
    """Return how each covariate stands beside localities dealt anew, as a table.

    Args:
        known: what is dealt, or counts -> results of `graph.analysis.permutation.permuted`.
    """
    names = [name for name in COVARIATES if any(one.covariate == name for own in known.values() for one in own)]
    rows = [
        {**dict.fromkeys(names, "–"), "called": called, "deals": f"{len(own[0].drawn) if own else 0:,}",
         **{one.covariate: f"t = {one.statistic:.1f}, p = {one.p:.2g}" for one in own}}
        for called, own in known.items()
    ]  # fmt: skip
    return FigureTable(rows, {"called": "ties", "deals": "deals", **{name: COVARIATES[name] for name in names}})


def fitted(fits: "pd.DataFrame") -> FigureTable:
    """Return the coefficients of several models as a table (results of `graph.analysis.dyad_models.fit`, joined)."""
    rows = [
        {"called": called, "name": COVARIATES[str(name)], "p": f"{row.p:.2g}",
         "estimate": f"{row.estimate:+.2f} ({row.low:.2f} to {row.high:.2f})",
         "events": f"{row.events:,.0f} of {row.rows:,.0f}"}
        for called, own in models(fits) for name, row in own.iterrows() if row[["estimate", "p"]].notna().all()
    ]  # fmt: skip
    return FigureTable(rows, {"called": "model", "name": "covariate", "estimate": "coefficient and interval of 95 %",
                              "p": "p", "events": "events and rows"})  # fmt: skip


def _verdict(shown: Sequence[bool]) -> bool | None:
    """Return whether it is shown in all or in none; None if in some, so that it hangs on which facts count."""
    return shown[0] if len({*shown}) == 1 else None


def exposure(known: "Mapping[str, tuple[Sample, str]]", covariates: Sequence[str]) -> FigureTable:
    """Return of how many rows, and of how many events, each covariate is above zero: what its coefficient rests on.

    Args:
        known: what is counted -> the sample, and the outcome that makes an event.
        covariates: those that are counted where the sample has them.
    """
    rows = []
    for called, (sample, outcome) in known.items():
        events = sample.rows[sample.rows[outcome] > 0]
        rows += [
            {"called": called, "name": COVARIATES[name], "rows": f"{int((sample.rows[name] > 0).sum()):,}",
             "events": f"{int((events[name] > 0).sum())} of {len(events)}"}
            for name in covariates if name in sample.rows
        ]  # fmt: skip
    return FigureTable(rows, {"called": "of", "name": "those with", "rows": "rows", "events": "events"})
