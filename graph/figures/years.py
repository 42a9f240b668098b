"""Figures of access by year: of the units of each year and on constant territory, before and after the mergers."""

from collections import defaultdict
from math import inf

from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from graph.figures.access import SCHEMES, Row
from graph.figures.canvas import INK, Picture, Rows, beside, merger_line, picture, styled, when
from loaders.model.gazetteer import COUNTRIES

_AS_COUNTED = (
    ("in_force_share", "-", "the units of each year"),
    ("in_force_now_share", ":", "on the territory of today"),
)
"""Columns of `access_by_year.table` -> how their lines are drawn, and what they are."""


def _scheme(row: Row) -> str:
    """Return the scheme of a row of `access_by_year.table`, as in `SCHEMES`."""
    return (row["scheme_id"] or "any").rpartition("/")[2].replace("-", "_")


@styled
def access_by_year(years: Rows, early: str = "2012-12-31") -> Picture:
    """Draw which share has a tie in force under each scheme at the end of each year (`access_by_year.table`)."""
    of: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for row in years:
        of[row["country_id"][-2:], _scheme(row)][row["as_of"]] = row
    last = years[-1]["as_of"]
    then, now = (of["jp", "official_relationship"][day] for day in (early, last))
    before, after = (of["vn", "any"][day] for day in ("2024-12-31", last))
    figure = picture(
        f"Official relationships came late: {then['in_force']} of {then['localities']} prefectures of Japan had one in "
        f"force at the end of {early[:4]}, {now['in_force']} have one now",
        "Share of the provincial units with a tie known to be in force under the scheme, at the end of each year and "
        f"on {last}. Ended ties and those without any date do not count. What is not known is not counted, which "
        "does not mean that it was not there.",
        (9.5, 4.6),
    )
    left, right = figure.subplots(1, 2, sharey=True)
    for axes, country in ((left, "vn"), (right, "jp")):
        for scheme, (words, colour) in SCHEMES.items():
            own = of[country, scheme].values()
            for column, dashes, _ in _AS_COUNTED:
                axes.plot([when(row["as_of"]) for row in own], [100 * row[column] for row in own], color=colour, lw=1.8,
                          ls=dashes, label=words if dashes == "-" else None)  # fmt: skip
        axes.set(xlim=(1990, 2027.2), ylim=(0, 100))
        axes.yaxis.set_major_formatter("{x:.0f} %")
        axes.grid(axis="y")
    units = f"{before['localities']} provincial units, {after['localities']} since the mergers"
    left.set_title(f"{COUNTRIES['vn'][0]}: {units}", loc="left", size=9.5)
    right.set_title(f"{COUNTRIES['jp'][0]}: {now['localities']} prefectures", loc="left", size=9.5)
    merger_line(left)
    left.legend(handles=[Line2D([], [], color=INK, ls=dashes, label=words) for _, dashes, words in _AS_COUNTED],
                loc="upper left")  # fmt: skip
    right.legend(loc="upper left")
    return figure


@styled
def mergers(before: Rows, after: Rows, today: Rows) -> Picture:
    """Draw Vietnam's access before the mergers, after them, and now (the last days of `access_by_year.table`)."""
    days = [{_scheme(row): row for row in rows if row["as_of"] == rows[-1]["as_of"]} for rows in (before, after, today)]
    name = "official_relationship"
    (old, many), (new, few) = ((day[name]["in_force"], day[name]["localities"]) for day in days[:2])
    figure = picture(
        f"The mergers alone took official relationships from {old / many:.0%} of Vietnam's provincial units to "
        f"{new / few:.0%}: from {old} of {many} to {new} of {few}",
        "Units with a tie known to be in force under each scheme. From the first day to the second only the units "
        "change; to the third ties begin and end, and sources first speak of some that are without a date.",
        (9, 5.2),
    )
    axes = figure.subplots()
    for scheme, (words, colour) in SCHEMES.items():
        heights = [100 * day[scheme]["in_force_share"] for day in days]
        axes.plot(range(3), heights, color=colour, lw=2, marker="o", ls="--" if scheme == "any" else "-")
        beside(axes, words, (2, heights[2]), gap=36, color=colour)
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
    axes.set_xticks(range(3), [f"{day[name]['as_of']}\n{day[name]['localities']} units" for day in days])
    axes.set(xlim=(-0.3, 2.85), ylim=(0, 104))
    axes.yaxis.set_major_formatter("{x:.0f} %")
    axes.grid(axis="y")
    return figure
