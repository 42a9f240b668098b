"""Figures of models of pairs: coefficients with their intervals, and what chance gives where places are dealt anew."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from graph.figures.canvas import BLUE, GREEN, GREY, INK, ORANGE, PALE, Picture, dot, picture, styled

if TYPE_CHECKING:
    import pandas as pd

    from graph.analysis.permutation import Permuted

COVARIATES = {
    "vn_population": "inhabitants in Vietnam (log)",
    "jp_population": "inhabitants in Japan (log)",
    "distance": "distance (log)",
    "vn_city": "centrally-run city in Vietnam",
    "jp_designated": "designated city in Japan",
    "vietnamese_residents": "Vietnamese residents in Japan (log)",
    "shared_memberships": "networks both are members of",
    "shared_designations": "designations of both",
    "kin": "kin: a tie of what is in or above them",
    "kin_before": "kin before: a tie of what is in them",
    "event_before": "visit or other event before",
    "project_before": "project of both before",
    "exchange_before": "exchange before",
    "vietnam_networks": "networks of the one in Vietnam (log)",
    "japan_networks": "networks of the one in Japan (log)",
    "vietnam_documents": "documents of the one in Vietnam before (log)",
    "japan_documents": "documents of the one in Japan before (log)",
}
"""Covariate of `graph.analysis.dyad_models` -> what it is called."""
PURPLE = "#8a5f9e"
_DRAWN = 4
"""Decimals that are drawn: the last ones of a fit are not the same on every machine, a file is to be."""
_APART = {"distance"}
"""What has a panel of its own: its intervals are so wide that on one scale with the others these could not be read."""
_LOOKS = ((BLUE, "o"), (ORANGE, "s"), (GREEN, "D"), (INK, "^"), (GREY, "v"), (PURPLE, "P"))


def models(fits: "pd.DataFrame") -> Iterator[tuple[str, "pd.DataFrame"]]:
    """Yield the models of a table that ``pandas.concat`` made of a mapping: what each is called, and its rows."""
    for called in dict.fromkeys(fits.index.get_level_values(0)):
        yield str(called), fits.loc[called]


@styled
def coefficients(fits: "pd.DataFrame", what: str) -> Picture:
    """Draw the coefficients of several models side by side.

    Args:
        fits: results of `graph.analysis.dyad_models.fit`, joined by ``pandas.concat`` of what each is called.
        what: what they explain, such as “a tie in force”.
    """
    every = [(called, rows[rows.estimate.notna()].round(_DRAWN)) for called, rows in models(fits)]
    known = [name for name in COVARIATES if any(name in rows.index for _, rows in every)]
    marks = {name: [called for called, rows in every if name in rows.index] for name in known}
    panels = [own for own in ([name for name in known if name not in _APART],
                              [name for name in known if name in _APART]) if own] or [[]]  # fmt: skip
    heights = [sum(len(marks[name]) + 1.5 for name in own) for own in panels]
    counted = "; ".join(f"{called}: {_counted(rows)}" for called, rows in models(fits))
    figure = picture(
        f"What goes with {what}: coefficients and their intervals of 95 %",
        "Wide intervals: the widest of the naive error and of those clustered by the localities of Vietnam, of Japan "
        "and of both; thick: the naive error alone. Logarithms are natural, all else is counted in units. A model "
        "without a mark does not have the covariate. "
        + ("Distance has a scale of its own. " if len(panels) > 1 else "")
        + f"Events and rows: {counted}.",
        (9, 0.9 + 0.5 * len(panels) + 0.155 * sum(heights)),
    )
    drawn = figure.subplots(len(panels), squeeze=False, height_ratios=[height + 1 for height in heights])
    for axes, names in zip(drawn[:, 0], panels, strict=True):
        _coefficients(axes, every, {name: marks[name] for name in names})
    drawn[-1, 0].set_xlabel("coefficient (0: goes with it neither way)")
    thick = Line2D([], [], color=GREY, lw=3.4, alpha=0.4, label="naive interval")
    looks = ((called, *_look(number)) for number, (called, _) in enumerate(every))
    handles = [dot(colour, called, marker=marker, ms=4.5) for called, colour, marker in looks]
    figure.legend(handles=[*handles, thick], loc="outside upper left", ncols=min(len(handles) + 1, 4))
    return figure


def _coefficients(axes: Axes, every: "Sequence[tuple[str, pd.DataFrame]]", marks: Mapping[str, Sequence[str]]) -> None:
    """Draw the coefficients of some covariates; ``marks``: covariate -> the models that have it."""
    tops = dict(zip(marks, np.cumsum([0, *(len(those) + 1.5 for those in marks.values())]).tolist(), strict=False))
    for number, (called, rows) in enumerate(every):
        own, (colour, marker) = rows[rows.index.isin([*marks])], _look(number)
        down = [tops[name] + marks[name].index(called) for name in own.index]
        axes.hlines(down, own.low, own.high, color=colour, lw=1)
        naive = 1.96 * own.naive
        axes.hlines(down, own.estimate - naive, own.estimate + naive, color=colour, lw=3.4, alpha=0.4)
        axes.plot(own.estimate, down, ls="", marker=marker, color=colour, ms=4.5)
    axes.axvline(0, color=GREY, lw=0.9)
    middles = [tops[name] + (len(those) - 1) / 2 for name, those in marks.items()]
    axes.set_yticks(middles, [COVARIATES[name] for name in marks])
    axes.set_ylim(sum(len(those) + 1.5 for those in marks.values()) - 1.3, -1.2)
    axes.grid(axis="x")


def _look(number: int) -> tuple[str, str]:
    return _LOOKS[number % len(_LOOKS)]


def _counted(rows: "pd.DataFrame") -> str:
    return f"{rows.events.max():,} of {rows.rows.max():,}" if len(rows) else "none"


@styled
def dealt_anew(found: "Sequence[Permuted]", what: str) -> Picture:
    """Draw the statistic of each covariate beside those of localities dealt anew (`graph.analysis.permutation`)."""
    number_drawn = len(found[0].drawn) if found else 0
    figure = picture(
        f"What goes with {what}, beside {number_drawn:,} deals of the localities of both countries",
        "The t of each covariate in a linear model of whether a pair has any, beside its t where what the others leave "
        "unexplained of it is dealt to other localities. p: the share of deals that lie as far from 0 or farther.",
        (9, 1.9 * ceil(max(len(found), 1) / 3) + 0.5),
    )
    for number, one in enumerate(found, 1):
        axes = figure.add_subplot(ceil(len(found) / 3), 3, number)
        drawn, statistic = np.round(one.drawn, _DRAWN), round(one.statistic, _DRAWN)
        reach = max(abs(statistic), float(np.abs(drawn).max())) * 1.08
        axes.hist(drawn, bins=np.linspace(-reach, reach, 41).tolist(), color=PALE, edgecolor=GREY, lw=0.4,
                  label="dealt anew")  # fmt: skip
        axes.axvline(statistic, color=ORANGE, lw=2, label="as it is")
        axes.set_title(f"{COVARIATES[one.covariate]}: p = {one.p:.2g}", size=8)
        axes.set(yticks=[], xlabel="t")
    if found:
        figure.legend(handles=_first_handles(figure), loc="outside upper left", ncols=2)
    return figure


def _first_handles(figure: Picture) -> list[Any]:
    return list(figure.axes[0].get_legend_handles_labels()[0])
