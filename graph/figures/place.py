"""Figures of one locality: what ties it to whom, stage by stage, and whom it could approach."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log1p
from textwrap import fill
from typing import cast

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from graph.figures.canvas import (
    BLUE,
    GREEN,
    GREY,
    MERGED,
    ORANGE,
    PALE,
    PALE_ORANGE,
    Picture,
    Rows,
    bare,
    dot,
    having,
    no_spines,
    picture,
    styled,
    when,
)  # fmt: skip
from graph.figures.network import FORMS
from graph.suggest.suggest import Suggestion

NO_DATE = 2030.5
"""The position on the axis of years of what carries no date."""

DOCUMENTS = {
    "friendship or sister tie": ("D", {"friendship-cooperation", "friendship-city", "sister-city", "twin-city"}),
    "memorandum, letter of intent": ("s", {"mou", "letter-of-intent"}),
    "agreement on one field": ("o", {"sectoral"}),
    "agreement between assemblies": ("^", {"legislative"}),
}
ROLES = {"member": "o", "listed or designated": "^", "president": "P", "host": "s", "participant": "D"}
_LASTING = {"member", "listed or designated", "president"}
"""The roles that are held until they end; the others are of a day."""
_TITLE = 80  # letters of a title that a line has room for
REASONS = {
    "visits": "have met",
    "projects": "have worked together",
    "their-hierarchy": "its prefecture or a city of it knows us",
    "own-hierarchy": "our province or a city of it knows it",
    "networks": "share a network",
    "designations": "designated alike",
    "neighbours": "a neighbour works with it",
    "their-neighbours": "a neighbour of it knows us",
    "fields": "fields in common",
    "activity": "ties with Vietnam",
    "seeking": "active, but no document",
    "openness": "in other networks",
}
"""Feature of `graph.suggest.features` -> what it is called above a column."""


@styled
def timeline(facts: Rows, chains: Rows, day: str) -> Picture:
    """Draw all that ties a locality to its partners, stage by stage.

    Args:
        facts: the briefing of the locality (rows of `briefing.table`).
        chains: which documents renew, upgrade or continue which (rows of ``document-chains``).
        day: the day asked for (ISO 8601).
    """
    own, facts = _holder(facts), having(facts, "partner")
    order = _by_beginning(facts, "partner")
    signed = {row["partner"] for row in having(facts, "form", "Agreement")}
    figure = picture(
        f"All that is known of {own} and the {len(order)} Japanese localities that it has met or worked with, "
        f"{len(signed)} of them with a document",
        "A line joins a document to the one it renews or upgrades. Pale: of low confidence. “No date”: no source says "
        "since when. Names in bold: with a document.",
        (9.5, 1.8 + 0.235 * len(order)),
    )
    axes = figure.subplots()
    _years_axis(axes, list(order), 1993, day)
    spots: dict[str, tuple[float, int]] = {}
    undated: Counter[int] = Counter()
    for row in facts:
        down, theirs = order[row["partner"]], row["signed_by"] != own
        date = row["since"] or row["until"]
        across = when(date) if date else NO_DATE + 0.9 * undated[down]
        undated[down] += not date
        spots[row["fact_id"]] = (across, down)
        if row["form"] == "Project":
            end = max(when(row["until"]) if date and row["until"] else across, across + 0.4)
            axes.barh(down, end - across, left=across, height=0.5, color="white" if theirs else PALE_ORANGE,
                      edgecolor=ORANGE, lw=0.8, zorder=2)  # fmt: skip
        elif row["form"] == "Event":
            axes.vlines(across, down - 0.3, down + 0.3, color=GREY, lw=1.1, zorder=3)
        else:
            marker, colour = (_document(row["kind_id"]), BLUE) if row["form"] == "Agreement" else ("*", GREEN)
            axes.scatter(across, down, marker=marker, s=46, color="white" if theirs else colour, edgecolor=colour,
                         lw=1.2, zorder=5, alpha=0.4 if row["confidence"] == "low" else 1)  # fmt: skip
    for row in chains:
        if row["earlier_id"] in spots and row["document_id"] in spots:
            (begin, down), (end, _) = spots[row["earlier_id"]], spots[row["document_id"]]
            axes.hlines(down, begin, end, color=BLUE, lw=2, zorder=4)
    for label in axes.get_yticklabels():
        label.set_fontweight("bold" if label.get_text() in signed else "normal")
    _legend(axes, _timeline_legend())
    return figure


def _legend(axes: Axes, handles: list[Line2D]) -> None:
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0.01, 0.02), frameon=True, edgecolor="none",
                framealpha=1)  # fmt: skip


def _document(kind: str) -> str:
    return next(marker for marker, kinds in DOCUMENTS.values() if kind.rpartition("/")[2] in kinds)


def _timeline_legend() -> list[Line2D]:
    return [
        *(dot(BLUE, words, marker=marker) for words, (marker, _) in DOCUMENTS.items()),
        Line2D([], [], color=PALE_ORANGE, lw=6, label="project"),
        dot(GREY, "visit or other event", marker="|", ms=9, mew=1.2),
        dot(GREEN, "exchange without a document", marker="*", ms=8),
        dot(BLUE, "hollow: inherited by merger", mfc="white"),
    ]


@styled
def networks(facts: Rows, day: str) -> Picture:
    """Draw the networks and forums of a locality, and since when, on a day (rows of `briefing.table`)."""
    own, parts = _holder(facts), having(facts, "form", "Membership")
    order = _by_beginning(parts, "network")
    brought = set(order) - {row["network"] for row in parts if row["signed_by"] == own}
    figure = picture(
        f"{len(brought)} of the {len(order)} networks and forums of {own}, past ones included, came with localities "
        "merged into it",
        "A line: a membership that lasts, as far as is known. Whether a network has taken note of a merger is not "
        "known.",
        (9.5, 1.7 + 0.27 * len(order)),
    )
    axes = figure.subplots()
    begun = [int(row["since"][:4]) - 1 for row in parts if row["since"]]
    _years_axis(axes, list(order), min([2003, *begun]), day)
    taken: set[tuple[float, int]] = set()
    for row in sorted(parts, key=lambda row: row["signed_by"] != own):
        down, across = order[row["network"]], when(row["since"]) if row["since"] else NO_DATE
        if row["since"] and row["since"] != row["until"] and row["kind"] in _LASTING:
            axes.hlines(down, across, when(row["until"] or day), color=GREEN, lw=2, zorder=2)
        across += 0.5 if (across, down) in taken else 0
        taken.add((across, down))
        axes.scatter(across, down, marker=ROLES[row["kind"]], s=46, color=GREEN if row["signed_by"] == own else "white",
                     edgecolor=GREEN, lw=1.2, zorder=3)  # fmt: skip
    roles = [dot(GREEN, role, marker=marker) for role, marker in ROLES.items()]
    _legend(axes, [*roles, dot(GREEN, "hollow: of a locality merged into it", mfc="white")])
    return figure


@styled
def projects(facts: Rows, day: str) -> Picture:
    """Draw the projects of a locality by a day, by whether a Japanese one took part (rows of `briefing.table`)."""
    own, rows = _holder(facts), having(facts, "form", "Project")
    order = _by_beginning(rows, "fact")
    titles = [fill(fact, _TITLE) for fact in order]
    partners: dict[str, dict[str, None]] = defaultdict(dict)
    for row in having(rows, "partner"):
        partners[row["fact"]][row["partner"]] = None
    figure = picture(
        f"{len(order) - len(partners)} of the {len(order)} projects of {own}, ended ones included, name no Japanese "
        "locality",
        "Bars from beginning to end as far as known; a dot where only one of the two is known.",
        (10, 1.7 + 0.16 * len(order) + 0.13 * sum(title.count("\n") + 1 for title in titles)),
    )
    axes = figure.subplots()
    _years_axis(axes, titles, 1993, day)
    inherited = set(order) - {row["fact"] for row in rows if row["signed_by"] == own}
    for row in rows:
        down, colour = order[row["fact"]], ORANGE if row["fact"] in partners else GREY
        begin, end = (when(row[column]) if row[column] else None for column in ("since", "until"))
        inside = "white" if row["fact"] in inherited else colour
        if begin and end and end - begin > 0.3:
            axes.barh(down, end - begin, left=begin, height=0.55, color=inside, edgecolor=colour, lw=1.1, zorder=2)
        else:
            axes.scatter(begin or end or NO_DATE, down, s=34, color=inside, edgecolor=colour, lw=1.1, zorder=3)
    marks = [
        dot(ORANGE, "with a Japanese locality"),
        dot(GREY, "no Japanese locality known"),
        dot(ORANGE, "hollow: of a locality merged into it", mfc="white"),
    ]
    figure.legend(handles=marks, loc="outside lower center", ncols=3)
    return figure


@styled
def inherited(facts: Rows) -> Picture:
    """Draw which locality entered into what a locality holds today (rows of `briefing.table`)."""
    own = _holder(facts)
    forms = {**FORMS, "Membership": ("network memberships", GREY)}
    held: dict[str, dict[str, set[str]]] = {form: defaultdict(set) for form in forms}
    for row in facts:
        if row["form"] in forms:
            held[row["form"]][row["signed_by"]].add(row["fact_id"])
    documents = held["Agreement"]
    every = set().union(*documents.values())
    theirs = len(every - documents[own])
    figure = picture(
        f"{theirs} of the {len(every)} documents that {own} holds, ended ones included, were signed by localities "
        "merged into it",
        "Who entered into what it holds today. A project of several of them counts for each.",
        (9, 3.2),
    )
    axes = figure.subplots()
    parties = {party for by_party in held.values() for party in by_party}
    order = sorted(parties, key=lambda party: (party != own, -sum(len(by[party]) for by in held.values()), party))
    start = np.zeros(len(order))
    for form, (words, colour) in forms.items():
        numbers = np.array([len(held[form][party]) for party in order])
        bars = axes.barh(order, numbers, left=start, color=colour, height=0.7, label=words)
        axes.bar_label(bars, [str(n) if n else "" for n in numbers], label_type="center", color="white", size=8.5)
        start += numbers
    axes.invert_yaxis()
    bare(axes)
    axes.legend(loc="lower right")
    return figure


@styled
def reasons(asker: str, found: Sequence[Suggestion], described: Rows) -> Picture:
    """Draw the reasons for each candidate, and how many facts each has.

    Args:
        asker: the name of the locality that asks.
        found: what `graph.suggest.suggest.suggestions` returns.
        described: the same in words (rows of `graph.suggest.prose.SuggestionText.answer`).
    """
    columns = [
        feature for feature in REASONS if any(reason.feature == feature for one in found for reason in one.reasons)
    ]
    met = sum(any(reason.feature in {"visits", "projects"} for reason in one.reasons) for one in found)
    share = "all" if met == len(found) else f"{met} of them"
    figure = picture(
        f"Reasons for the {len(found)} first candidates for {asker}; {share} have met or worked with it, "
        "without a document",
        "How many facts speak for each, the best candidate first. They say what is recorded, not whether the other "
        "side wishes for a document.",
        (9.5, 1.9 + 0.34 * len(found)),
    )
    axes = figure.subplots()
    for down, one in enumerate(found):
        counted: Counter[str] = Counter()
        for reason in one.reasons:
            counted[reason.feature] += len(reason.facts) or len(reason.about)
        for across, feature in enumerate(columns):
            if number := counted[feature]:
                axes.scatter(across, down, s=130 + 90 * log1p(number), color=BLUE, lw=0)
                axes.text(across, down, str(number), color="white", ha="center", va="center_baseline", size=8.5)
    axes.set_yticks(range(len(found)), [f"{row['place']}  {row['rank']}" for row in described])
    named = [REASONS[feature] for feature in columns]
    axes.set_xticks(range(len(columns)), named, size=8.5, rotation=35, ha="left", rotation_mode="anchor")
    axes.xaxis.tick_top()
    axes.set(ylim=(len(found) - 0.4, -0.6), xlim=(-0.6, len(columns) - 0.4))
    axes.grid(axis="y")
    no_spines(axes)
    return figure


def _holder(facts: Rows) -> str:
    """Return who a briefing is of: the party of most of it."""
    return cast(str, Counter(row["signed_by"] for row in facts).most_common(1)[0][0])


def _by_beginning(rows: Rows, column: str) -> dict[str, int]:
    """Return what stands in a column, in the order of the earliest date, with its number."""
    first: dict[str, str] = {}
    for row in rows:
        first[row[column]] = min(first.get(row[column], "9999"), row["since"] or row["until"] or "9999")
    return {name: down for down, name in enumerate(sorted(first, key=lambda one: (first[one], one)))}


def _years_axis(axes: Axes, names: Sequence[str], first: int, day: str) -> None:
    """Make a row for each name, an axis of years to a day, and a place for what has no date."""
    axes.set_yticks(range(len(names)), names, size=8.5)
    axes.set(ylim=(len(names) - 0.4, -0.7), xlim=(first, NO_DATE + 1.6))
    years = range(first + -first % 5, int(day[:4]) + 1, 5)
    axes.set_xticks([*years, NO_DATE], [*map(str, years), "no\ndate"])
    axes.hlines(range(len(names)), first, NO_DATE + 1.6, color=PALE, lw=0.6, zorder=0)
    if when(day) >= MERGED:
        axes.axvline(MERGED, color=GREY, lw=0.8, ls=":", zorder=1)
        axes.text(MERGED - 0.15, -0.75, "mergers of July 2025", color=GREY, size=8, ha="right", va="bottom")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
