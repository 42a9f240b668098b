"""What can be said of one locality, and what cannot: findings with the test that decides."""

from graph.analysis.hypotheses import WithoutPartner
from graph.figures.network import RANKED
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
    """Whether most partnerships of a locality (its id) are known from several sources (`robustness.reliance`)."""
    row = next(row for row in rows if row["place_id"] == place)
    same = f", of {row['of_the_same']} the same (“{row['source']}”)" if row["source"] else ""
    return Finding(
        f"Most partnerships of {row['place']} are known from several sources",
        2 * row["of_one_source"] < row["partners"],
        f"Of {row['partners']} partnerships in force, one source alone speaks of {row['of_one_source']}{same}.",
    )


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
