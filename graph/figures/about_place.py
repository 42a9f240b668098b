"""What can be said of one locality, and what cannot: findings with the test that decides."""

from collections.abc import Mapping
from typing import Any

from graph.analysis.hypotheses import WithoutPartner
from graph.figures.network import PARTS, RANKED
from graph.figures.shown import Finding, Rows


def partners(by_partners: Rows, place: str) -> Finding:
    """Whether a locality (its id) has most partners by every part of the facts (`rank.sensitivity` by degree)."""
    row = next(row for row in by_partners if row["place_id"] == place)
    ranks = {words: row[column] for column, (words, *_) in RANKED.items() if column in row}
    told = ", ".join(f"{rank or '–'} ({words})" for words, rank in ranks.items())
    return Finding(
        f"{row['place']} has most partners, whichever facts count", all(rank == 1 for rank in ranks.values()),
        f"{row['degree']:.0f} partners by ties in force; ranks: {told}. {row['sources']} sources speak of it.",
    )  # fmt: skip


def reliance(rows: Rows, place: str) -> Finding:
    """Whether most partnerships of a locality (its id) are known from several publishers (`robustness.reliance`)."""
    of = {PARTS[row["part"]][0]: row for row in rows if row["place_id"] == place}
    told = "; ".join(
        f"{words}: one publisher alone speaks of {row['of_one_publisher']} of {row['partners']}{_same(row)}, "
        f"one source alone of {row['of_one_source']}"
        for words, row in of.items()
    )
    called = next((row["place"] for row in of.values()), place)
    return Finding(
        f"Most partnerships of {called} are known from several publishers",
        all(2 * row["of_one_publisher"] < row["partners"] for row in of.values()) if of else None,
        f"By what counts: {told or 'no partnership'}. An agency under two titles counts as two publishers.",
    )


def _same(row: Mapping[str, Any]) -> str:
    """Return of how many the same publisher alone speaks, if of several."""
    return f" (of {row['of_the_same_publisher']} the same, {row['publisher']})" if row["publisher"] else ""


def projects(name: str, counted: WithoutPartner) -> Finding:
    """Whether more projects of a locality name no Japanese one than of others (`projects_without_partner`)."""
    own, others = (
        without / every if every else 0.0
        for without, every in ((counted.own, counted.own_all), (counted.others, counted.others_all))
    )
    return Finding(
        f"Projects of {name} name no Japanese locality more often than those elsewhere in Vietnam",
        counted.p <= 0.05 and own > others,
        f"{counted.own} of {counted.own_all} ({own:.0%}) against {counted.others} of {counted.others_all} "
        f"({others:.0%}); Fisher’s exact test: p = {counted.p:.2g}. Ended ones included.",
    )
