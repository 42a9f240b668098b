"""Figures of access by year: of the units of each year and on constant territory, before and after the mergers."""

from collections import defaultdict
from math import inf

from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from graph.figures.access import SCHEMES, Row
from graph.figures.canvas import INK, MERGER_DAYS, Picture, Rows, beside, dot, merger_line, picture, styled, when
from loaders.model.gazetteer import COUNTRIES

_AS_COUNTED = (("in_force_dated", "localities"), ("in_force_now_dated", "localities_now"))
"""Columns of `access_by_year.table`: how many, and of how many; of the units of each year, on those of the last day."""


def _scheme(row: Row) -> str:
    """Return the scheme of a row of `access_by_year.table`, as in `SCHEMES`."""
    return (row["scheme_id"] or "any").rpartition("/")[2].replace("-", "_")


@styled
def access_by_year(years: Rows, mergers: Rows = ()) -> Picture:
    """Draw which share has a tie in force under each scheme at the end of each year (`access_by_year.table`).

    Only ties whose beginning is stated make the lines; with those of which a dated source speaks, the last day has a
    ring beside them.

    Args:
        years: the rows, to the day that is asked for.
        mergers: the same to the day before Vietnam's mergers and to the day of them, between whose last days the line
            of the units of each year steps; left out if they are later. On constant territory there is no step.
    """
    of: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for row in years:
        of[row["country_id"][-2:], _scheme(row)][row["as_of"]] = row
    day = years[-1]["as_of"]
    between: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in mergers:
        if row["as_of"] in MERGER_DAYS and row["as_of"] < day:
            between[row["country_id"][-2:], _scheme(row)].append(row)
    figure = picture(
        f"Share of provincial units with a tie in force under each scheme, from 1990 to {day}",
        "By ties whose beginning is stated, at the end of each year"
        f"{', before and after the mergers,' * bool(between)} and on the last day. Rings: with those of which a "
        "dated source speaks. Ties without any date are in neither, so that the tables of the last day can count "
        "more units. Networks count while members of both countries are in them.",
        (9.5, 4.6),
    )
    left, right = figure.subplots(1, 2, sharey=True)
    for axes, country in ((left, "vn"), (right, "jp")):
        for scheme, (words, colour) in SCHEMES.items():
            own = list(of[country, scheme].values())
            stepped = sorted([*own, *between[country, scheme]], key=lambda row: row["as_of"])
            for (column, size), dashes, rows in zip(_AS_COUNTED, ("-", ":"), (stepped, own), strict=True):
                axes.plot([when(row["as_of"]) for row in rows], [100 * row[column] / row[size] for row in rows], lw=1.8,
                          color=colour, ls=dashes, label=words if dashes == "-" else None)  # fmt: skip
            axes.scatter(when(day) + 0.9, 100 * own[-1]["in_force_share"], s=26, color="white", edgecolor=colour)
        axes.set(xlim=(1990, when(day) + 1.5), ylim=(0, 100),
                 title=f"{COUNTRIES[country][0]}: {own[-1]['localities']} units on {day}")  # fmt: skip
        axes.yaxis.set_major_formatter("{x:.0f} %")
        axes.grid(axis="y")
    merger_line(left, when(day))
    styles = [Line2D([], [], color=INK, ls=dashes, label=words) for dashes, words in
              (("-", "the units of each year"), (":", "on the territory of the last day"))]  # fmt: skip
    left.legend(handles=[*styles, dot("white", "with ties dated by a source", mec=INK, ms=5)], loc="upper left")
    right.legend(loc="upper left")
    return figure


@styled
def mergers(before: Rows, after: Rows, today: Rows) -> Picture:
    """Draw Vietnam's access before the mergers, after them, and now (the last days of `access_by_year.table`).

    Days later than the last of the three are left out.
    """
    known = [rows for rows in (before, after, today) if rows[-1]["as_of"] <= today[-1]["as_of"]]
    days = [{_scheme(row): row for row in rows if row["as_of"] == rows[-1]["as_of"]} for rows in known]
    last = len(days) - 1
    name = "official_relationship"
    figure = picture(
        "Vietnam’s provincial units with a tie in force under each scheme, the day before the mergers, the day after, "
        "and on the last day",
        "From the first day to the second only the units change; to the third ties begin and end, and sources first "
        "speak of some that are without a date. Ties without any date are left out, so that the tables of the last day "
        "can count more units.",
        (9, 5.2),
    )
    axes = figure.subplots()
    for scheme, (words, colour) in SCHEMES.items():
        heights = [100 * day[scheme]["in_force_share"] for day in days]
        axes.plot(range(len(days)), heights, color=colour, lw=2, marker="o", ls="--" if scheme == "any" else "-")
        beside(axes, words, (last, heights[last]), gap=36, color=colour)
    for across, day in enumerate(days):
        order = sorted(SCHEMES, key=lambda scheme, day=day: day[scheme]["in_force_share"])  # type: ignore[misc]
        levels = [-inf, *(100 * day[scheme]["in_force_share"] for scheme in order), inf]
        for number, scheme in enumerate(order, 1):
            below, here, above = levels[number - 1 : number + 2]
            axes.annotate(
                f"{day[scheme]['in_force']} of {day[scheme]['localities']}", (across, here), ha="center",
                color=SCHEMES[scheme][1],
                xytext=(0, 7 if above - here >= here - below else -14), textcoords="offset points",
                path_effects=[withStroke(linewidth=2.2, foreground="white")],
            )  # fmt: skip
    axes.set_xticks(range(len(days)), [f"{day[name]['as_of']}\n{day[name]['localities']} units" for day in days])
    axes.set(xlim=(-0.3, last + 0.85), ylim=(0, 104))
    axes.yaxis.set_major_formatter("{x:.0f} %")
    axes.grid(axis="y")
    return figure
