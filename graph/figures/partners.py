"""Figures and tables of partners: how unequally they are spread, how long they last, whose have ended."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from textwrap import shorten

from matplotlib.lines import Line2D

from graph.analysis.inequality import PartnerCount, gini, lorenz
from graph.analysis.survival import Lifetime, survival
from graph.figures.canvas import BLUE, GREY, ORANGE, PALE, Picture, Rows, dot, having, picture, styled, when
from graph.figures.shown import FigureTable
from loaders.model.gazetteer import COUNTRIES


@styled
def inequality(counts: Mapping[str, Sequence[PartnerCount]]) -> Picture:
    """Draw the Lorenz curves of partners over localities and over people (`inequality.partner_counts` by country)."""
    figure = picture(
        "How partners are spread over provincial units, and over the people who live in them",
        "Lorenz curves (1905): the share of partners that those with fewest have together. Units without a partner "
        "count. G: the Gini coefficient, weighted by inhabitants as in Lerman and Yitzhaki (1989).",
        (9, 4.4),
    )
    for axes, (country, units) in zip(figure.subplots(1, len(counts), sharey=True), counts.items(), strict=True):
        partners = [unit.partners for unit in units]
        people = [float(unit.population or 1) for unit in units]
        axes.plot([0, 100], [0, 100], color=GREY, lw=0.8, ls=":", label="all the same")
        for weights, colour, words in ((None, BLUE, "units"), (people, ORANGE, "people")):
            curve = [(100 * x, 100 * y) for x, y in lorenz(partners, weights)]
            label = f"{words}, G = {gini(partners, weights):.2f}"
            axes.plot(*zip(*curve, strict=True), color=colour, lw=2, label=label)
        axes.set(title=f"{COUNTRIES[country][0]}: {len(units)} units", xlabel="share of units or people, %",
                 xlim=(0, 100), ylim=(0, 100), aspect="equal")  # fmt: skip
        axes.grid()
        axes.legend(loc="upper left")
    figure.axes[0].set_ylabel("share of partners, %")
    return figure


@styled
def lives(with_mentions: Sequence[Lifetime], without: Sequence[Lifetime], years: int = 5) -> Picture:
    """Draw which share of partnerships lives longer than so many years, by two notions of a sign of life.

    Args:
        with_mentions: rows of `survival.lifetimes`, a source that names a tie being a sign.
        without: the same by signings, visits, events and projects alone.
        years: after how many years without a sign a partnership is silent.
    """
    figure = picture(
        "Share of partnerships that live longer, by the years from their first sign of life to the last",
        f"Kaplan and Meier (1958), with 95 % intervals. A partnership is silent after {years} years without a sign; "
        "the others are censored at their last sign (ticks). Partnerships that live unreported make lives look short, "
        "those that ended without leaving a source make them look long. Where the shade ends, few are left.",
        (9, 4.2),
    )
    axes = figure.subplots()
    for lifetimes, colour, words in (
        (with_mentions, BLUE, "signs: what the two did, and sources that name it"),
        (without, ORANGE, "signs: what the two did"),
    ):
        steps = survival(lifetimes)
        at = [0.0, *(step.years for step in steps), max(one.years for one in lifetimes)]
        share = [100.0, *(100 * step.share for step in steps)]
        share.append(share[-1])
        silent = sum(one.silent for one in lifetimes)
        axes.step(at, share, where="post", color=colour, lw=2, label=f"{words}; {silent} of {len(lifetimes)} silent")
        low, high = ([100.0, *(100 * value for value in side)] for side in
                     ([step.low for step in steps], [step.high for step in steps]))  # fmt: skip
        axes.fill_between(at[:-1], low, high, step="post", color=colour, alpha=0.15, lw=0)
        kept = [one.years for one in lifetimes if not one.silent]
        heights = [share[sum(x <= year for x in at) - 1] for year in kept]
        axes.scatter(kept, heights, marker="|", color=colour, s=22, lw=0.8)
    axes.set(xlabel="years from the first sign", ylabel="share of partnerships, %", ylim=(0, 102), xlim=(0, None))
    axes.grid()
    axes.legend(loc="lower left")
    return figure


@styled
def dormant(ties: Rows, inherited: Rows, of: int, day: str) -> Picture:
    """Draw dormant ties (rows of ``dormant-ties``) by their last sign, inherited ones (``inherited-ties``) apart.

    Args:
        ties: the ties.
        inherited: who inherited what.
        of: how many documents and exchanges are in force (`graph.analysis.gaps.dormancy`).
        day: the day asked for (ISO 8601).
    """
    taken, now = {row["tie_id"] for row in inherited}, when(day)
    last = {row["tie_id"]: max(row["last_sign"] or "", row["last_mention"] or "") for row in ties}
    named = {row["tie_id"]: row["tie"] for row in ties}
    shown = sorted(named, key=lambda tie: (last[tie] or "9999", named[tie], tie))
    figure = picture(
        f"The {len(shown)} of {of} documents and exchanges in force of which no sign of life is known for five "
        "years, by the last sign known",
        "A sign is a signing, visit, event or project between the two, or a source that names a tie of theirs. A tie "
        "may live unreported.",
        (10, 1.4 + 0.23 * len(shown)),
    )
    axes = figure.subplots()
    for down, tie in enumerate(shown):
        colour, seen = ORANGE if tie in taken else BLUE, last[tie]
        at = when(seen) if seen else now + 1.5
        axes.hlines(down, min(at, now), now, color=PALE, lw=1.5, zorder=1)
        axes.scatter(at, down, color=colour if seen else "white", edgecolor=colour, s=34, zorder=2)
    axes.set_yticks(range(len(shown)), [shorten(named[tie], 100, placeholder=" …") for tie in shown], size=8)
    axes.invert_yaxis()
    fives = range(2005, int(day[:4]) + 1, 5)
    axes.set_xticks([*fives, now + 1.5], [*map(str, fives), "no\ndate"])
    axes.grid(axis="x")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    marks = [
        dot(ORANGE, "a party has been merged into another locality"),
        dot(BLUE, "both parties still exist"),
        dot(GREY, "no date of a sign", mfc="white"),
        Line2D([], [], color=PALE, lw=1.5, label="silent since"),
    ]
    figure.legend(handles=marks, loc="outside lower center", ncols=4)
    return figure


def heirs(inherited: Rows) -> FigureTable:
    """Return who holds documents that others signed (rows of ``inherited-ties``), and who signed them, as a table."""
    parties: dict[str, Counter[str]] = defaultdict(Counter)
    for row in having(inherited, "form", "Agreement"):
        parties[row["place"]][row["party"]] += 1
    order = sorted(parties, key=lambda place: (-parties[place].total(), place))
    rows = [
        {"place": place, "number": parties[place].total(),
         "signers": ", ".join(f"{party} ({n})" for party, n in parties[place].most_common())}
        for place in order
    ]  # fmt: skip
    return FigureTable(rows, {"place": "holder", "number": "documents", "signers": "signed by"})
