"""What can be said of the network of ties, and what cannot: findings with the test that decides.

Each is worked out from rows that the notebook shows, so that it says something else when the facts do. A claim holds if
it does by every part of the facts (`graph.analysis.robustness.PARTS`), and is beyond what chance gives where chance can
give it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.analysis.communities import LEVEL
from graph.figures.canvas import having
from graph.figures.network import PARTS, RANKED
from graph.figures.shown import Finding, Rows

BY_PART = {part: words for part, (words, *_) in PARTS.items()}
_SMALL = 0.05


def joined_by_mergers(before: Rows, after: Rows, day: str) -> Finding:
    """Whether Vietnam's mergers joined groups although no tie began, asked on a day (ISO 8601).

    Args:
        before: rows of `rank.years` to the day before them.
        after: the same to the day of them.
        day: the day asked for.
    """
    claim, old, new = "The mergers of July 2025, not new ties, joined groups that had been apart", before[-1], after[-1]
    if day < new["as_of"]:
        return Finding(claim, None, f"They came after {day}.")
    return Finding(
        claim,
        bool(new["ties"] == old["ties"] and new["components"] < old["components"]),
        f"Dated ties in force on {old['as_of']}: {old['ties']:.0f}, on {new['as_of']}: {new['ties']:.0f}. The groups "
        f"go from {old['components']} to {new['components']}, the largest from {old['largest_component']} of "
        f"{old['places']} localities to {new['largest_component']} of {new['places']}.",
    )


def most_partners(by_partners: Rows, within: int = 3) -> Finding:
    """Whether the same localities have most partners by every part of the facts (`rank.sensitivity` by degree)."""
    columns = [column for column in RANKED if column in by_partners[0]]
    first = [row for row in by_partners if all((row[column] or 99) <= within for column in columns)]
    told = "; ".join(
        f"{row['place']}: {row['degree']:.0f} partners, ranks {_ranks(row)}, {row['sources']} sources" for row in first
    )
    names = _listed([row["place"] for row in first])
    return Finding(
        f"{names or 'The same localities'} have most partners, whichever facts count", bool(first),
        f"By every part among the first {within}. {told or 'None is'}.",
    )  # fmt: skip


def in_the_middle(by_betweenness: Rows) -> Finding:
    """Whether the same locality lies most often between others by every part (`rank.sensitivity` by betweenness)."""
    first = {
        words: [row["place"] for row in by_betweenness if row.get(column) == 1]
        for column, (words, *_) in RANKED.items()
    }
    same, top = _always(first), by_betweenness[0]
    return Finding(
        f"{_listed(same) or 'One locality'} stands in the middle of the network, whichever facts count",
        bool(same),
        f"First by betweenness: {_told(first)}. {top['place']} has ranks {_ranks(top)}.",
    )


def beyond_numbers(brokers: Rows) -> Finding:
    """Whether any of those with most partners lie between others more often than their number of partners gives.

    Args:
        brokers: rows of `robustness.brokers`.
    """
    of = {words: having(brokers, "part", part) for part, words in BY_PART.items() if having(brokers, "part", part)}
    above = {words: [row["place"] for row in rows if row["q"] <= _SMALL] for words, rows in of.items()}
    told = "; ".join(
        f"{words}: {len(above[words])} of {len(rows)}{_those(above[words])} above chance, least rate "
        f"{min(row['q'] for row in rows):.2f}, and {sum(row['q_below'] <= _SMALL for row in rows)} below it, least "
        f"rate {min(row['q_below'] for row in rows):.2f}"
        for words, rows in of.items()
    )
    first = brokers[0]["place"] if brokers else ""
    own = {words: row["percentile"] for words, rows in of.items() for row in rows if row["place"] == first}
    percentiles = ", ".join(f"{rank:.0f} ({words})" for words, rank in own.items())
    return Finding(
        "Some of those with most partners lie between others more often than so many partners give by chance",
        all(above.values()) if above else None,
        f"Of those with most partners by each part, at a false discovery rate of 5 % over them, beside "
        f"{brokers[0]['nulls'] if brokers else 0} rewired networks: {told}. {first} lies at percentile {percentiles}.",
    )


def close_knit(parts: Rows) -> Finding:
    """Whether partners of partners work together more than chance gives (`robustness.beside_chance`)."""
    known = [row for row in parts if row["squares_p"] is not None]
    told = "; ".join(
        f"{BY_PART[row['part']]}: {row['squares']:.0f}, by chance {row['squares_chance']:.1f} "
        f"(as many or more: p = {row['squares_p']:.2f}; as few or fewer: p = {row['squares_p_below']:.2f})"
        for row in known
    )
    fewer = sum(row["squares"] < row["squares_chance"] for row in known)
    far = sum(row["squares_p_below"] <= _SMALL for row in known)
    return Finding(
        "Partners of partners work together more than chance gives",
        all(row["squares_p"] <= _SMALL for row in known) if known else None,
        f"Squares, two localities of each country that all work together, beside {parts[0]['nulls']} rewired networks: "
        f"{told}. By {fewer} of {len(known)} parts there are fewer than chance gives on average, by {far} of them so "
        f"few that chance seldom gives as few (p at most {_SMALL}).",
    )


def groups(parts: Rows) -> Finding:
    """Whether the network falls into communities more than chance gives (`robustness.beside_chance`)."""
    known = [row for row in parts if row["modularity_p"] is not None]
    told = "; ".join(
        f"{BY_PART[row['part']]}: {row['modularity']:.3f}, by chance {row['modularity_chance']:.3f} ± "
        f"{row['modularity_deviation']:.3f} (p = {row['modularity_p']:.2f})"
        for row in known
    )
    return Finding(
        "The network falls into communities more than chance gives",
        all(row["modularity_p"] <= LEVEL for row in known) if known else None,
        f"Bipartite modularity, beside {parts[0]['nulls']} rewired networks: {told}.",
    )


def alike(resembling: Rows) -> Finding:
    """Whether any two localities of a country share more partners than chance gives (`robustness.resembling`)."""
    of = {words: having(resembling, "part", part) for part, words in BY_PART.items()}
    of = {words: rows for words, rows in of.items() if any(row["pairs"] for row in rows)}
    told = "; ".join(
        f"{words}: " + ", ".join(f"{row['country']} {row['resembling']} of {row['pairs']:,} pairs" for row in rows)
        for words, rows in of.items()
    )
    return Finding(
        "Some localities resemble each other in their partners",
        all(any(row["resembling"] for row in rows) for rows in of.values()) if of else None,
        f"Validated at a false discovery rate of 5 %: {told}.",
    )


def one_partner(parts: Rows) -> Finding:
    """Whether most localities that have a partner have one only (`robustness.parts`)."""
    told = "; ".join(f"{BY_PART[row['part']]}: {row['one_partner']} of {row['places']}" for row in parts)
    return Finding(
        "More than half of the localities with a partner have one only",
        all(2 * row["one_partner"] > row["places"] for row in parts if row["places"]),
        f"By what counts: {told}. A partner that no source speaks of would change this.",
    )


def depended_on(dependants: Rows) -> Finding:
    """Whether most partners without another depend on the same locality (`robustness.dependants`)."""
    first = {}
    for part, words in BY_PART.items():
        most = max((row[part] for row in dependants), default=0)
        first[f"{words}, {most}"] = [row["place"] for row in dependants if most and row[part] == most]
    same = _always(first)
    return Finding(
        f"No locality has more partners without another than {_listed(same)}, whichever facts count"
        if same
        else "One locality has most partners without another, whichever facts count",
        bool(same),
        f"By what counts, with their number: {_told(first)}.",
    )


def _always(first: Mapping[str, Sequence[str]]) -> list[str]:
    """Return who is first by every part of the facts that has anybody."""
    known = [set(names) for names in first.values() if names]
    return sorted(set.intersection(*known)) if known else []


def _told(first: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{words}: {_listed(names)}" for words, names in first.items() if names)


def _those(names: Sequence[str]) -> str:
    return f" ({_listed(names)})" if names else ""


def _ranks(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{row[column] or '–'} ({words})" for column, (words, *_) in RANKED.items() if column in row)


def _listed(names: Sequence[str]) -> str:
    *others, last = names or [""]
    return f"{', '.join(others)} and {last}" if others else last
