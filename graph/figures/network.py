"""Figures of the network as a whole: how it grew, who holds it together, which groups it has."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from math import log1p, sqrt

import networkx as nx
import numpy as np
from matplotlib.collections import LineCollection

from graph.analysis.networks import simple
from graph.figures.canvas import (
    BLUE,
    GREEN,
    GREY,
    INK,
    OF_COUNTRY,
    ORANGE,
    PALE,
    Picture,
    Rows,
    bare,
    country_dots,
    labelled_bars,
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
    every = sorted(year for counted in begun.values() for year in counted.elements())
    figure = picture(
        f"Half of the {len(every)} dated ties began in {every[len(every) // 2]} or later; {undated.total()} more carry "
        "no date",
        "A tie is an agreement, an exchange or a project between one locality of each country; renewals and ended ones "
        "count. “No date”: no source says when it began, which does not make it new.",
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
    axes.set_xticks([*range(1990, 2026, 5), apart], [*map(str, range(1990, 2026, 5)), "no\ndate"])
    axes.set_ylabel("ties that began")
    axes.grid(axis="y")
    axes.legend(loc="upper left")
    return figure


@styled
def components_by_year(years: Rows) -> Picture:
    """Draw how many places have ties, and how many of them hang together (rows of `rank.years`)."""
    at = [when(row["as_of"]) for row in years]
    largest, places = (np.array([row[column] for row in years]) for column in ("largest_component", "places"))
    before, last = next(row for row in years if row["as_of"] == "2024-12-31"), years[-1]
    figure = picture(
        f"{before['components']} separate groups at the end of 2024 are {last['components']} now; "
        f"{last['largest_component']} of {last['places']} places hang together",
        f"Places with a tie in force at the end of each year, and on {last['as_of']}, by ties whose beginning is "
        f"stated. Of {last['from_source'] + last['beginning_unknown']} ties more no source says when they began.",
        (9, 3.9),
    )
    axes = figure.subplots()
    axes.fill_between(at, largest, color=BLUE, alpha=0.85, lw=0)
    axes.fill_between(at, largest, places, color=PALE, lw=0)
    axes.plot(at, places, color=GREY, lw=1)
    here = next(number for number, row in enumerate(years) if row["as_of"] == "2020-12-31")
    axes.text(at[here], largest[here] / 2, "in the largest group", color="white", ha="center", va="center")
    axes.text(at[here], (largest[here] + places[here]) / 2, "in smaller\ngroups", color=INK, ha="center", va="center")
    merger_line(axes)
    axes.set(xlim=(1990, at[-1] + 0.3), ylim=(0, max(places) * 1.2), ylabel="places with ties")
    axes.grid(axis="y")
    return figure


@styled
def drawing(network: "nx.Graph[str]", values: Mapping[str, float], labelled: int = 26) -> Picture:
    """Draw a network of ties: colour by country, size by a measure, the best connected named.

    Args:
        network: with one edge a pair or several.
        values: the measure of each place, from 0 to 1.
        labelled: how many places are named, if there is room.
    """
    pairs = simple(network)
    single = sum(number == 1 for _, number in pairs.degree())
    first = max(pairs, key=lambda node: (values[node], node))
    figure = picture(
        f"{pairs.nodes[first]['label']} stands in the middle, and {single} of {len(pairs)} places hang on one partner",
        f"{pairs.number_of_edges()} pairs as of {network.graph['as_of']}. Size: betweenness, the share of shortest "
        "ways between others that pass a place. Thick lines: several ties. Where a place is drawn follows from who "
        "works with whom, not from the map.",
        (9.5, 8.6),
    )
    axes = figure.subplots()
    axes.set_aspect("equal")
    axes.axis("off")
    at, sizes = _layout(pairs), {node: 26 + 1500 * values[node] for node in pairs}
    axes.add_collection(
        LineCollection(
            [(at[one], at[other]) for one, other in pairs.edges()], colors="#b9bfc5", zorder=1,
            linewidths=[0.5 + 0.7 * log1p(said["weight"] - 1) for *_, said in pairs.edges(data=True)],
        )
    )  # fmt: skip
    across, up = np.array([at[node] for node in pairs]).T
    axes.scatter(across, up, s=list(sizes.values()), color=[OF_COUNTRY[node[:2]] for node in pairs], edgecolor="white",
                 lw=0.7, zorder=2)  # fmt: skip
    axes.legend(handles=country_dots(), loc="upper left")
    shown = sorted(pairs, key=lambda node: (-pairs.degree(node), -values[node], node))[:labelled]
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
            found[node] = (x, y) if part is parts[0] else (1.05 + size * x / 2, top - size * (1 - y) / 2)
        top -= 0 if part is parts[0] else size + 0.1
    return found


@styled
def leaders(places: Rows, number: int = 12) -> Picture:
    """Draw the first places with their partners and betweenness (rows of `rank.places`, by betweenness)."""
    shown, first = places[:number], places[0]
    most = max(places, key=lambda row: row["degree"])
    also = "" if most is first else f"{most['place']} "
    figure = picture(
        f"{first['place']} lies between others most often; {also or 'it '}has most partners, {most['degree']:.0f}",
        "Betweenness, of the most possible in its country (Borgatti and Everett 1997), and the number of partners by "
        "ties in force. Both depend on what has been found: who is written about more seems to hold more together.",
        (9, 4.3),
    )
    left, right = figure.subplots(1, 2, sharey=True)
    colours = [OF_COUNTRY[row["place_id"][:2]] for row in shown]
    for axes, column, words, form in (
        (left, "betweenness", "betweenness", ".0%"),
        (right, "degree", "partners", ".0f"),
    ):
        bars = axes.barh(range(len(shown)), [row[column] for row in shown], color=colours, height=0.7)
        axes.bar_label(bars, [format(row[column], form) for row in shown], padding=3, size=8.5)
        axes.set_title(words, loc="left", size=9.5)
        bare(axes)
    left.set_yticks(range(len(shown)), [row["place"] for row in shown])
    left.invert_yaxis()
    right.legend(handles=country_dots(), loc="lower right")
    return figure


@styled
def brokers(places: Rows, least: int = 3) -> Picture:
    """Draw redundancy against partners (rows of `rank.places`) of those with so many partners or more."""
    shown = [row for row in places if row["degree"] >= least]
    busy = sorted(shown, key=lambda row: (-row["degree"], row["place_id"]))[:10]
    free, bound = (choose(busy, key=lambda row: row["redundancy"]) for choose in (min, max))
    alone = sum(row["redundancy"] == 0 for row in shown)
    figure = picture(
        f"{alone} of {len(shown)} places with {least} partners or more alone join every two of them; of those of "
        f"{bound['place']} {bound['redundancy']:.0%} of the pairs are joined by others too",
        "Redundancy (Latapy, Magnien and Del Vecchio 2008): the share of the pairs of a place's partners that another "
        "place joins as well. Equal ones are drawn side by side.",
        (9, 4.8),
    )
    axes = figure.subplots()
    points, colours = [], []
    beside: Counter[tuple[float, float]] = Counter()
    for row in sorted(shown, key=lambda row: row["place_id"]):
        spot = (row["degree"], round(row["redundancy"], 2))
        points.append((row["degree"] * 1.03 ** beside[spot], row["redundancy"], row["place"], 46.0))
        colours.append(OF_COUNTRY[row["place_id"][:2]])
        beside[spot] += 1
    axes.scatter([x for x, *_ in points], [y for _, y, *_ in points], s=46, color=colours, edgecolor="white", lw=0.7)
    axes.set(xscale="log", xlabel="partners (logarithmic)", ylabel="redundancy", xlim=(2.7, 40), ylim=(-0.03, None))
    axes.set_xticks([3, 4, 6, 8, 12, 16, 24, 32], ["3", "4", "6", "8", "12", "16", "24", "32"])
    axes.minorticks_off()
    axes.grid()
    axes.legend(handles=country_dots(), loc="upper right")
    named = {row["place"] for row in (*busy[:5], free, bound)} | {
        row["place"] for row in shown if row["redundancy"] > 0.6
    }
    name_points(axes, [point for point in points if point[2] in named], [point[:2] for point in points])
    return figure


@styled
def cut_off(places: Rows, number: int = 12) -> Picture:
    """Draw how many places would be cut off without each of the first (rows of `rank.cut_points`)."""
    first = places[0]
    return labelled_bars(
        [(row["place"], row["cut_off"], row["who"].replace("; ", ", "), OF_COUNTRY[row["place_id"][:2]])
         for row in places[:number]],
        f"Without {first['place']}, {first['alone']} places would have no known partner left, and "
        f"{first['cut_off'] - first['alone']} more only each other",
        "Who would lose every known way to the largest part if a place fell away (articulation points). One tie that "
        "is not known here would change this.",
    )  # fmt: skip


@styled
def communities(groups: Rows, verdict: str) -> Picture:
    """Draw the communities, around whom and on what, and whether chance gives as much (`rank.communities`)."""
    around = [" and ".join(row["around"].split(" – ")[:2]) for row in groups]
    every = sum(row["size"] for row in groups)
    return labelled_bars(
        [(name, row["size"], row["fields"], GREEN) for name, row in zip(around, groups, strict=True)],
        f"{len(groups)} communities; the largest, around {around[0]}, has {groups[0]['size']} of {every} places",
        "Groups of a high modularity (Barber 2007; Louvain method), by the two places with most ties within them; "
        f"beside them the fields of most ties. {verdict}",
    )
