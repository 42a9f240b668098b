"""Figures of who has reached what: by level and region, on the map; who is without partners, which ties sleep."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from itertools import pairwise
from math import cos, radians
from typing import Any

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from pyoxigraph import Store

from graph.analysis.gaps import plural
from graph.ask import as_of
from graph.ask.labels import short
from graph.figures.canvas import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    PALE_BLUE,
    PALE_ORANGE,
    Picture,
    Rows,
    bare,
    dot,
    having,
    labelled_bars,
    name_points,
    no_spines,
    picture,
    styled,
    when,
)  # fmt: skip
from loaders.model.gazetteer import COUNTRIES

Row = Mapping[str, Any]

SCHEMES = {
    "official_relationship": ("official relationship", BLUE),
    "third_party_support": ("third-party support", ORANGE),
    "intercity_network": ("intercity networks", GREEN),
    "any": ("any of the three", GREY),
}

STANDINGS: tuple[tuple[str, str, Callable[[Row], bool]], ...] = (
    ("a partner is known", BLUE, lambda row: row["partner_known"]),
    ("none is known, but its prefecture has one", PALE_BLUE,
     lambda row: not row["partner_known"] and bool(row["parent_works_with"])),
    ("neither is known", PALE_ORANGE, lambda row: not row["partner_known"] and not row["parent_works_with"]),
)  # fmt: skip
"""What is known of the partners of a municipality (a row of `gaps.places`), and how it is drawn."""


@styled
def shares(rows: Rows, by: str) -> Picture:
    """Draw which share has reached each scheme, ``by`` level or region (rows of `gaps.shares`)."""
    name = "official_relationship"
    order = sorted(rows, key=lambda row: (row["country_id"][-2:] == "jp", -row[f"{name}_share"], -row["any_share"]))
    most = max(order, key=lambda row: (row[f"{name}_share"], row["localities"]))
    least = min(order, key=lambda row: (row[f"{name}_share"], -row["localities"]))
    figure = picture(
        f"Official relationships by {by}: from {most[name]} of {most['localities']} ({_called(most, by)}) to "
        f"{least[name]} of {least['localities']} ({_called(least, by)})",
        "Localities with a known tie under each scheme. Small groups jump: one tie more among three is a third.",
        (9, 1.6 + 0.34 * len(rows)),
    )
    axes = figure.subplots()
    figures = np.array([[row[f"{scheme}_share"] for scheme in SCHEMES] for row in order])
    axes.imshow(
        figures, cmap=LinearSegmentedColormap.from_list("calm", ["#f7f7f5", BLUE]), vmin=0, vmax=1.1, aspect="auto"
    )
    for down, row in enumerate(order):
        for across, scheme in enumerate(SCHEMES):
            share = row[f"{scheme}_share"]
            percent = "<1%" if 0 < share < 0.005 else f"{share:.0%}"
            axes.text(across, down, f"{percent}   ({row[scheme]:,} of {row['localities']:,})", ha="center", va="center",
                      color="white" if share > 0.75 else INK, size=8.5)  # fmt: skip
    axes.set_xticks(range(len(SCHEMES)), [words for words, _ in SCHEMES.values()])
    axes.set_yticks(range(len(order)), [_called(row, by) for row in order])
    axes.xaxis.tick_top()
    no_spines(axes)
    breaks = [at + 0.5 for at, (one, other) in enumerate(pairwise(order)) if one["country"] != other["country"]]
    axes.hlines(breaks, -0.5, len(SCHEMES) - 0.5, color="white", lw=5)
    return figure


def _called(row: Row, by: str) -> str:
    return f"{row[by] or 'elsewhere'}, {row['country']}"


def positions(store: Store) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of each locality of which they are known."""
    return {short(place): (east, north) for place, (north, east) in as_of.positions(store, "9999-12-31").items()}


@styled
def left_out(provincial: Rows, municipal: Rows, at: Mapping[str, tuple[float, float]]) -> Picture:
    """Draw a map of who has a known partner, whose prefecture has one, and who has neither.

    Args:
        provincial: the provincial units of both countries (rows of `gaps.places`).
        municipal: the municipalities of Japan.
        at: longitude and latitude of each; see `positions`.
    """
    alone = having(provincial, "partner_known", False)
    sorts = [(words, colour, [row for row in municipal if test(row)]) for words, colour, test in STANDINGS]
    (_, _, known), (_, _, through), _ = sorts
    figure = picture(
        f"{len(known)} of {len(municipal):,} municipalities of Japan have a known partner; {len(through):,} others lie "
        "in a prefecture that has one",
        "Left: Vietnam's provincial units, at their seats. Right: Japan's municipalities. Named in orange: the "
        f"{len(alone)} provincial units of both countries for which no partner is known. Vietnam's communes are not in "
        "the graph.",
        (9.5, 7.2),
    )
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.9))
    vietnam = [row for row in provincial if row["place_id"].startswith("vn")]
    _scatter(left, having(vietnam, "partner_known", True), at, BLUE, 46)
    _scatter(left, having(vietnam, "partner_known", False), at, ORANGE, 46)
    for _, colour, rows in reversed(sorts):
        _scatter(right, rows, at, colour, 30 if rows is known else 6)
    right.set(xlim=(123, 146.5), ylim=(24, 46))
    left.margins(x=0.2)
    right.legend(handles=[*(dot(c, words, ms=6 if c == BLUE else 3.5) for words, c, _ in sorts),
                          dot(ORANGE, "none is known (provincial units)")], loc="lower right")  # fmt: skip
    for axes, country, middle, seen in ((left, "vn", 16, vietnam), (right, "jp", 37, known)):
        axes.set_aspect(1 / cos(radians(middle)), anchor="N")
        axes.axis("off")
        axes.set_title(COUNTRIES[country][0], loc="left", size=10)
        lone = [row for row in alone if row["place_id"].startswith(country)]
        name_points(axes, [(*at[row["place_id"]], row["place"].removesuffix(" Prefecture"), 46) for row in lone],
                    [at[row["place_id"]] for row in seen], "#a85c22")  # fmt: skip
    return figure


def _scatter(axes: Axes, rows: Rows, at: Mapping[str, tuple[float, float]], colour: str, size: float) -> None:
    points = [at[row["place_id"]] for row in rows]
    axes.scatter([x for x, _ in points], [y for _, y in points], s=size, color=colour, edgecolor="white",
                 lw=0.6 if size > 10 else 0)  # fmt: skip


@styled
def by_level(municipal: Rows) -> Picture:
    """Draw, by level, which municipalities have a partner, and whose prefecture has one (`gaps.places`)."""
    levels: dict[str, list[Row]] = defaultdict(list)
    for row in municipal:
        levels[row["level"]].append(row)
    known = {level: len(having(rows, "partner_known")) for level, rows in levels.items()}
    order = sorted(levels, key=lambda level: (-known[level] / len(levels[level]), level))
    first, last = (
        order[0],
        max(order, key=lambda level: len(levels[level]) if known[level] < 0.01 * len(levels[level]) else 0),
    )
    figure = picture(
        f"Partners are a matter of size: known for {known[first]} of {len(levels[first])} {plural(first)}, for "
        f"{known[last]} of {len(levels[last])} {plural(last)}",
        "Municipalities of Japan by level; in the bars, how many.",
        (9, 3.3),
    )
    axes = figure.subplots()
    start = np.zeros(len(order))
    for words, colour, test in STANDINGS:
        numbers = np.array([sum(map(test, levels[level])) for level in order])
        parts = 100 * numbers / np.array([len(levels[level]) for level in order])
        bars = axes.barh(range(len(order)), parts, left=start, color=colour, height=0.7, label=words)
        inside = [str(number) if part > 3 else "" for number, part in zip(numbers, parts, strict=True)]
        axes.bar_label(bars, inside, label_type="center", size=8.5, color="white" if colour == BLUE else INK)
        start += parts
    axes.set_yticks(range(len(order)), [f"{level} ({known[level]} of {len(levels[level])})" for level in order])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    bare(axes)
    axes.legend(loc="lower left", bbox_to_anchor=(-0.01, 1), ncols=3)
    return figure


@styled
def dormant(ties: Rows, inherited: Rows, of: int) -> Picture:
    """Draw dormant ties (rows of ``dormant-ties``) by their last sign, inherited ones (``inherited-ties``) apart.

    Args:
        ties: the ties.
        inherited: who inherited what.
        of: how many documents and exchanges are in force (`graph.analysis.gaps.dormancy`).
    """
    taken = {row["tie_id"] for row in inherited}
    last = {row["tie_id"]: max(row["last_sign"] or "", row["last_mention"] or "") for row in ties}
    shown = sorted(ties, key=lambda row: (last[row["tie_id"]] or "9999", row["tie"]))
    orphaned = sum(row["tie_id"] in taken for row in shown)
    figure = picture(
        f"{len(shown)} of {of} documents and exchanges in force show no sign of life for five years; a party to "
        f"{orphaned} of them has been merged away",
        "No signing, visit, event or project between the two is known in the five years before, nor a source that "
        "names a tie of theirs: the mark is at the last of these. A tie may live unreported.",
        (9, 1.4 + 0.23 * len(shown)),
    )
    axes = figure.subplots()
    for down, row in enumerate(shown):
        colour = ORANGE if row["tie_id"] in taken else BLUE
        seen = last[row["tie_id"]]
        at = when(seen) if seen else 2028
        axes.hlines(down, min(at, 2026.9), 2026.9, color=PALE, lw=1.5, zorder=1)
        axes.scatter(at, down, color=colour if seen else "white", edgecolor=colour, s=34, zorder=2)
    axes.set_yticks(range(len(shown)), [row["tie"].partition(":")[0] for row in shown], size=8.5)
    axes.invert_yaxis()
    axes.set_xticks([*range(2005, 2026, 5), 2028], [*map(str, range(2005, 2026, 5)), "no\ndate"])
    axes.grid(axis="x")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    marks = [dot(ORANGE, "a party has been merged into another locality"), dot(BLUE, "both parties still exist")]
    axes.legend(handles=marks, loc="lower left")
    return figure


@styled
def heirs(inherited: Rows, ties: "nx.Graph[str]") -> Picture:
    """Draw who holds documents that others signed (rows of ``inherited-ties``), of all in a network of ties."""
    documents = having(inherited, "form", "Agreement")
    parties: dict[str, Counter[str]] = defaultdict(Counter)
    for row in documents:
        parties[row["place"]][row["party"]] += 1
    order = sorted(parties, key=lambda place: (-parties[place].total(), place))
    every = len({tie for *_, tie, form in ties.edges(keys=True, data="form") if form == "Agreement"})  # type: ignore[call-overload]
    signers = {place: ", ".join(f"{party} ({n})" for party, n in parties[place].most_common()) for place in order}
    return labelled_bars(
        [(place, parties[place].total(), signers[place], ORANGE) for place in order],
        f"{len({row['tie_id'] for row in documents})} of {every} documents were signed by a locality that has since "
        "been merged into another",
        "Who holds them today, and who signed them. That a successor holds a document by law does not say that both "
        "sides have confirmed it; of most that is not known.",
    )
