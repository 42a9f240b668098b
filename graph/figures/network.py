"""Figures of the network as a whole: how it grew, what it looks like, and what rankings and groups in it rest on."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from math import log1p, sqrt

import networkx as nx
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from graph.analysis.chance import AgainstChance
from graph.analysis.networks import simple
from graph.figures.canvas import (
    BLUE,
    GREEN,
    GREY,
    INK,
    MERGER_DAYS,
    OF_COUNTRY,
    ORANGE,
    PALE,
    Picture,
    Rows,
    country_dots,
    dot,
    having,
    merger_line,
    name_points,
    picture,
    styled,
    when,
)  # fmt: skip

FORMS = {
    "Agreement": ("agreements", BLUE),
    "Project": ("projects", ORANGE),
    "Exchange": ("exchanges without a document", GREEN),
}


@styled
def ties_by_year(network: "nx.Graph[str]") -> Picture:
    """Draw in which year the ties of a network began, those without a date apart."""
    begun: dict[str, Counter[int]] = defaultdict(Counter)
    undated: Counter[str] = Counter()
    for *_, said in network.edges(data=True):
        if "since" in said:
            begun[said["form"]][int(said["since"][:4])] += 1
        else:
            undated[said["form"]] += 1
    number = sum(counted.total() for counted in begun.values())
    figure = picture(
        f"{number} ties, ended ones included, by the year in which they are stated to have begun, and "
        f"{undated.total()} without such a year",
        "A tie is an agreement, an exchange or a project between one locality of each country, counted for each pair "
        "that it joins; renewals count. “No date”: no source says when it began, which does not make "
        "it new.",
        (9, 3.9),
    )
    axes = figure.subplots()
    years = list(range(1990, int(network.graph["as_of"][:4]) + 1))
    apart = years[-1] + 3
    floor, base = np.zeros(len(years)), 0
    for form, (words, colour) in FORMS.items():
        counts = np.array([begun[form][year] for year in years])
        axes.bar(years, counts, bottom=floor, color=colour, width=0.8, label=words)
        axes.bar(apart, undated[form], bottom=base, color=colour, width=1.6, hatch="////", edgecolor="white")
        floor, base = floor + counts, base + undated[form]
    fives = range(1990, years[-1] + 1, 5)
    axes.set_xticks([*fives, apart], [*map(str, fives), "no\ndate"])
    axes.set_ylabel("ties that began")
    axes.grid(axis="y")
    axes.legend(loc="upper left")
    return figure


@styled
def components_by_year(years: Rows, mergers: Rows = ()) -> Picture:
    """Draw how many places have ties, and how many of them hang together.

    Args:
        years: rows of `rank.years`, to the day that is asked for.
        mergers: the same to the day before Vietnam's mergers and to the day of them, between whose last days the
            lines step; left out if they are later.
    """
    day = years[-1]["as_of"]
    between = [row for row in mergers if row["as_of"] in MERGER_DAYS and row["as_of"] < day]
    years = sorted([*years, *between], key=lambda row: str(row["as_of"]))
    at = [when(row["as_of"]) for row in years]
    largest, places = (np.array([row[column] for row in years]) for column in ("largest_component", "places"))
    last = years[-1]
    figure = picture(
        f"Localities with a dated tie in force, on {last['as_of']} {last['largest_component']} of {last['places']} in "
        "one group",
        f"At the end of each year{_and_around(between)} and on {last['as_of']}, by ties whose beginning is stated. Of "
        f"{last['from_source'] + last['beginning_unknown']} ties more no source says when they began.",
        (9, 3.9),
    )
    axes = figure.subplots()
    axes.fill_between(at, largest, color=BLUE, alpha=0.85, lw=0, label="in the largest group")
    axes.fill_between(at, largest, places, color=PALE, lw=0, label="in smaller groups")
    axes.plot(at, places, color=GREY, lw=1, label="all")
    axes.legend(loc="upper left")
    merger_line(axes, at[-1])
    axes.set(xlim=(1990, at[-1] + 0.3), ylim=(0, max(places) * 1.2), ylabel="localities")
    axes.grid(axis="y")
    return figure


def _and_around(mergers: Rows) -> str:
    return f", on {' and '.join(MERGER_DAYS)}," if mergers else ","


@styled
def drawing(network: "nx.Graph[str]", labelled: int = 26) -> Picture:
    """Draw a network of ties: colour by country, size by the number of partners, the best connected named.

    Args:
        network: with one edge a pair or several.
        labelled: how many places are named, if there is room.
    """
    pairs = simple(network)
    figure = picture(
        f"The network of ties in force on {network.graph['as_of']}: {len(pairs)} localities and "
        f"{pairs.number_of_edges()} pairs",
        "Where a locality is drawn follows from who works with whom, not from the map, and says nothing of rank. Named "
        "are those with most partners, as far as there is room.",
        (9.5, 8.6),
    )
    axes = figure.subplots()
    axes.set_aspect("equal")
    axes.axis("off")
    at, sizes = _layout(pairs), {node: 20 + 22 * number for node, number in pairs.degree()}
    axes.add_collection(
        LineCollection(
            [(at[one], at[other]) for one, other in pairs.edges()], colors="#b9bfc5", zorder=1,
            linewidths=[0.5 + 0.7 * log1p(said["weight"] - 1) for *_, said in pairs.edges(data=True)],
        )
    )  # fmt: skip
    across, up = np.array([at[node] for node in pairs]).T
    axes.scatter(across, up, s=list(sizes.values()), color=[OF_COUNTRY[node[:2]] for node in pairs], edgecolor="white",
                 lw=0.7, zorder=2)  # fmt: skip
    sized = [dot(GREY, f"{number} partner{'s' * (number > 1)}", ms=sqrt(20 + 22 * number)) for number in (1, 5, 20)]
    lines = [Line2D([], [], color="#b9bfc5", lw=0.5 + 0.7 * log1p(number - 1), label=words)
             for number, words in ((1, "one tie"), (10, "ten ties"))]  # fmt: skip
    axes.legend(handles=[*country_dots(), *sized, *lines], loc="upper left", labelspacing=1)
    shown = sorted(pairs, key=lambda node: (-pairs.degree(node), node))[:labelled]
    name_points(axes, [(*at[node], pairs.nodes[node]["label"], sizes[node]) for node in shown], at.values())
    return figure


def _layout(network: "nx.Graph[str]") -> dict[str, tuple[float, float]]:
    """Return where to draw each place, the same in every run; smaller components stand at the side."""
    found: dict[str, tuple[float, float]] = {}
    parts = sorted((sorted(part) for part in nx.connected_components(network)), key=lambda part: (-len(part), part))
    top = 1.0
    for part in parts:
        here: nx.Graph[str] = nx.Graph()
        here.add_nodes_from(part)
        here.add_edges_from(sorted((min(edge), max(edge)) for edge in network.edges(part)))
        spread = nx.kamada_kawai_layout(here)  # by the length of ways (1989), then evened out (Geipel 2007)
        spread = (
            nx.rescale_layout_dict(nx.arf_layout(here, pos=spread, a=1.3, max_iter=300)) if part is parts[0] else spread
        )
        size = sqrt(len(part) / len(parts[0]))
        for node, (x, y) in spread.items():
            spot = (x, y) if part is parts[0] else (1.05 + size * x / 2, top - size * (1 - y) / 2)
            found[node] = (round(float(spot[0]), 3), round(float(spot[1]), 3))
        top -= 0 if part is parts[0] else size + 0.1
    return found


PARTS = {
    "in_force": ("in force", INK, "o"),
    "documents": ("documents only", BLUE, "s"),
    "dated": ("dated only", GREEN, "^"),
    "confident": ("high confidence only", ORANGE, "D"),
    "with_ended": ("ended ones too", GREY, "v"),
}
"""Names of `robustness.PARTS` -> what they are called, and how they are drawn."""
RANKED = {
    {"in_force": "rank", "with_ended": "rank_ended"}.get(part, f"rank_{part}"): how for part, how in PARTS.items()
}
"""Columns of `rank.sensitivity` -> the same of the part of the facts that they are of."""


@styled
def ranks(by_partners: Rows, by_betweenness: Rows, number: int = 12) -> Picture:
    """Draw the rank of the first places by parts of the facts (rows of `rank.sensitivity` by two measures)."""
    first = [row["place"] for row in by_partners[:number]]
    figure = picture(
        f"Ranks of the {len(first)} localities with most partners, by parts of the facts",
        "A line joins the best rank and the worst of a locality. Right: betweenness, normalised for two modes "
        "(Borgatti and Everett 1997). A mark is missing where a locality is not in the network. Axes logarithmic.",
        (9, 1.4 + 0.46 * len(first)),
    )
    for axes, rows, words in zip(
        figure.subplots(1, 2, sharey=True), (by_partners, by_betweenness), ("by partners", "by betweenness"),
        strict=True,
    ):  # fmt: skip
        of = {row["place"]: row for row in rows}
        for down, place in enumerate(first):
            known = [of[place][column] for column in RANKED if of[place].get(column)]
            axes.hlines(down, min(known), max(known), color=PALE, lw=19, zorder=1)
        for lower, (column, (label, colour, marker)) in enumerate(RANKED.items()):
            spots = [(of[place][column], down + (lower - 2) * 0.17) for down, place in enumerate(first)
                     if of[place].get(column)]  # fmt: skip
            axes.scatter(*zip(*spots, strict=True), color=colour, marker=marker, s=22, label=label, zorder=2,
                         edgecolor="white", lw=0.5) if spots else None  # fmt: skip
        axes.set(xscale="log", title=f"rank {words}", xlabel="rank")
        axes.set_xticks([1, 2, 3, 5, 10, 20, 40], ["1", "2", "3", "5", "10", "20", "40"])
        axes.minorticks_off()
        axes.grid(axis="x")
        axes.set_yticks(range(len(first)), first)
        axes.tick_params(axis="y", length=0)
    figure.axes[0].invert_yaxis()
    figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=5)
    return figure


@styled
def brokers(
    network: "nx.Graph[str]", known: "Mapping[str, Mapping[str, AgainstChance | None]]", nulls: int, number: int = 14
) -> Picture:
    """Draw two measures of the places with most partners beside that many rewired networks (`chance.significance`)."""
    pairs = simple(network)
    shown = sorted(pairs, key=lambda node: (-pairs.degree(node), node))[:number]
    figure = picture(
        f"Betweenness and redundancy of the {len(shown)} localities with most partners, beside chance",
        f"By ties in force. The bar is the mean of {nulls} networks rewired at random, in which everybody keeps the "
        "number of partners, and two standard deviations to either side. Redundancy: the share of the pairs of a "
        "locality’s partners that another locality joins as well (Latapy, Magnien and Del Vecchio 2008).",
        (9, 1.4 + 0.27 * len(shown)),
    )
    for axes, measure in zip(figure.subplots(1, 2, sharey=True), ("betweenness", "redundancy"), strict=True):
        for down, node in enumerate(shown):
            if one := known[measure][node]:
                low, high = max(one.mean - 2 * one.deviation, 0), min(one.mean + 2 * one.deviation, 1)
                axes.barh(down, high - low, left=low, height=0.5, color=PALE)
                axes.scatter(one.value, down, color=OF_COUNTRY[node[:2]], s=34, zorder=3, edgecolor="white", lw=0.5)
        axes.set(title=measure, xlim=(-0.02, None))
        axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
        axes.grid(axis="x")
        axes.set_yticks(range(len(shown)), [pairs.nodes[node]["label"] for node in shown])
        axes.tick_params(axis="y", length=0)
    figure.axes[0].invert_yaxis()
    expected = Line2D([], [], color=PALE, lw=7, label="expected by chance")
    figure.legend(handles=[*country_dots(), expected], loc="outside lower center", ncols=3)
    return figure


@styled
def modularity(parts: Rows) -> Picture:
    """Draw the modularity of communities by parts of the facts beside chance (rows of `robustness.beside_chance`)."""
    shown = having(parts, "modularity")
    figure = picture(
        "Modularity of the best division into communities, by parts of the facts, beside chance",
        "Bipartite modularity (Barber 2007), the division by the Louvain method. The bar is the mean of "
        f"{parts[0]['nulls']} networks rewired at random, in which everybody keeps the number of partners, and two "
        "standard deviations to either side.",
        (7.5, 1.3 + 0.3 * len(shown)),
    )
    axes = figure.subplots()
    for down, row in enumerate(shown):
        wide = 2 * row["modularity_deviation"]
        axes.barh(down, 2 * wide, left=row["modularity_chance"] - wide, height=0.5, color=PALE)
        axes.scatter(row["modularity"], down, color=BLUE, s=36, zorder=3)
    axes.set_yticks(range(len(shown)), [PARTS[row["part"]][0] for row in shown])
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    axes.grid(axis="x")
    axes.set_xlabel("modularity")
    axes.set_xlim(min(row["modularity_chance"] - 3 * row["modularity_deviation"] for row in shown), None)
    axes.legend(handles=[dot(BLUE, "as found"), Line2D([], [], color=PALE, lw=7, label="expected by chance")],
                loc="upper left", bbox_to_anchor=(1, 1))  # fmt: skip
    return figure
