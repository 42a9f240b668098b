"""Figures of who has reached what: by level and region, on the map; who is without partners."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from math import cos, radians
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from pyoxigraph import Store

from graph.ask import seats
from graph.ask.labels import short
from graph.figures.canvas import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE_BLUE,
    PALE_ORANGE,
    Picture,
    Rows,
    bare,
    dot,
    having,
    name_points,
    picture,
    styled,
)  # fmt: skip
from graph.figures.shown import FigureTable
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


def reached(rows: Rows, ever: Rows, by: str) -> FigureTable:
    """Return how many have a tie in force under each scheme, those with ended ones in brackets, as a table.

    Args:
        rows: rows of `gaps.shares`.
        ever: the same with ended ones.
        by: what they are grouped by, ``level`` or ``region``.
    """
    name = "official_relationship"
    both = zip(rows, ever, strict=True)
    order = sorted(
        both, key=lambda two: (two[0]["country_id"][-2:] == "jp", -two[0][f"{name}_share"], -two[0]["any_share"])
    )
    shown = [
        {"group": f"{now[by] or 'elsewhere'}, {now['country']}", "of": now["localities"],
         **{scheme: f"{now[scheme]} ({then[scheme]})" for scheme in SCHEMES}}
        for now, then in order
    ]  # fmt: skip
    return FigureTable(
        shown, {"group": by, "of": "localities", **{name: words for name, (words, _) in SCHEMES.items()}}
    )


def positions(store: Store) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of each locality of which they are known."""
    return {short(place): (east, north) for place, (north, east) in seats.positions(store, "9999-12-31").items()}


@styled
def left_out(provincial: Rows, municipal: Rows, at: Mapping[str, tuple[float, float]]) -> Picture:
    """Draw a map of points: who has a partner, whose prefecture has one, and who has neither.

    Args:
        provincial: the provincial units of both countries (rows of `gaps.places`).
        municipal: the municipalities of Japan.
        at: longitude and latitude of each; see `positions`.
    """
    alone = having(provincial, "partner_known", False)
    sorts = [(words, colour, [row for row in municipal if test(row)]) for words, colour, test in STANDINGS]
    (_, _, known), (_, _, through), (_, _, neither) = sorts
    figure = picture(
        f"Of {len(municipal):,} municipalities of Japan, a partner in force is known of {len(known)}; of "
        f"{len(through):,} others one of their prefecture, of {len(neither)} neither",
        f"Left: Vietnam’s provincial units, each at its seat. Right: Japan’s municipalities. Named: the {len(alone)} "
        "provincial units of both countries of which no partner is known. Vietnam’s communes are not in the graph. "
        "Points only: no outline of a state is drawn.",
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
    left.legend(handles=[dot(BLUE, "a partner is known"), dot(ORANGE, "none is known")], loc="center left")
    right.legend(handles=[*(dot(c, words, ms=6 if c == BLUE else 3.5) for words, c, _ in sorts),
                          dot("#a85c22", "name: a prefecture of which none is known", marker="$a$")],
                 loc="lower right")  # fmt: skip
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
    figure = picture(
        "Municipalities of Japan by what is known of their partners and those of their prefecture, by level",
        "Partners by a tie in force. In the bars, how many municipalities; in brackets, how many of the level have a "
        "partner.",
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
