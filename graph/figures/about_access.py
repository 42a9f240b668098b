"""What can be said of access and partnerships, and what cannot: findings with the test that decides."""

from collections.abc import Mapping, Sequence

from graph.analysis.chance import AgainstChance
from graph.analysis.hypotheses import DRAWS, Following, Order, unequal_by_chance, unevenness
from graph.analysis.inequality import PartnerCount
from graph.analysis.survival import Lifetime, survival
from graph.figures.access import SCHEMES
from graph.figures.canvas import having
from graph.figures.shown import Finding, Rows
from loaders.model.gazetteer import COUNTRIES

_SMALL = 0.05


def late(years: Rows, early: str) -> Finding:
    """Whether documents came later than networks, by ties with a stated beginning (rows of `access_by_year.table`).

    Args:
        years: of one country, with the last day as the last row of each scheme.
        early: the day that is compared with the last one in words; the test asks the end of every year before it.
    """
    of = {name: {row["as_of"]: row for row in years if _scheme(row) == name} for name in SCHEMES}
    last = years[-1]["as_of"]
    parts = {name: (days[early]["in_force_now_dated"], days[last]["in_force_now_dated"]) for name, days in of.items()
             if early in days}  # fmt: skip
    told = "; ".join(f"{SCHEMES[name][0]}: {then}, then {now}" for name, (then, now) in parts.items())
    documents, networks = (
        {day: row["in_force_now_dated"] for day, row in of[name].items()}
        for name in ("official_relationship", "intercity_network")
    )
    asked = [day for day in sorted(documents) if day[:4] < last[:4] and documents[day] + networks[day]]
    behind = [day for day in asked if documents[day] * networks[last] < networks[day] * documents[last]]
    return Finding(
        f"{years[0]['country']}: of what is dated, documents came later than networks",
        len(behind) == len(asked) if asked and documents[last] and networks[last] else None,
        f"Units of {last} with a dated tie in force at the end of {early[:4]}, and on the last day: {told}; of "
        f"{years[-1]['localities_now']}. At the end of {len(behind)} of the {len(asked)} years in which there were "
        "any, documents had come less far towards their last number than networks. Old documents may have left no "
        "trace.",
    )


def merged(before: Rows, after: Rows, day: str) -> Finding:
    """Whether the mergers raised shares and lowered numbers in a night, asked on a day (ISO 8601).

    Args:
        before: rows of `access_by_year.table` to the day before them.
        after: the same to the day of them.
        day: the day asked for.
    """
    claim = "The mergers alone raised the share of provincial units with an official relationship, not their number"
    of = [{row["as_of"]: row for row in rows if _scheme(row) == "official_relationship"} for rows in (before, after)]
    old, (*_, earlier, new) = [*of[0].values()][-1], of[1].values()
    if day < new["as_of"]:
        return Finding(claim, None, f"They came after {day}.")
    return Finding(
        claim,
        all(
            new[column] * old["localities"] > old[column] * new["localities"] and new[column] < old[column]
            for column in ("in_force", "in_force_dated")
        ),
        f"{old['as_of']}: {old['in_force']} of {old['localities']} ({old['in_force_share']:.0%}); {new['as_of']}: "
        f"{new['in_force']} of {new['localities']} ({new['in_force_share']:.0%}). By dated ties alone: "
        f"{old['in_force_dated']} of {old['localities']}, {new['in_force_dated']} of {new['localities']}. On the "
        "territory of the second day: "
        f"{earlier['in_force_now']} on {earlier['as_of']}, {new['in_force_now']} on {new['as_of']}.",
    )


def larger(counts: Mapping[str, Sequence[PartnerCount]]) -> Finding:
    """Whether municipalities with a partner are larger than others (`inequality.partner_counts` by part of the facts).

    The measure is how often, of one with a partner and one without, the first has more people: 50 of a hundred by
    chance (Mann and Whitney's test).
    """
    from scipy.stats import mannwhitneyu

    told, holds = [], []
    for words, units in counts.items():
        have, lack = ([unit.population for unit in units if unit.population is not None and bool(unit.partners) == side]
                      for side in (True, False))  # fmt: skip
        if have and lack:
            tested = mannwhitneyu(have, lack)
            share = float(tested.statistic) / (len(have) * len(lack))
            told.append(f"{words}: {len(have)} of {len(have) + len(lack):,}, {share:.0%} (p = {tested.pvalue:.1g})")
            holds.append(share > 0.5 and tested.pvalue < _SMALL)
    return Finding(
        "Municipalities of Japan with a partner are larger than those without",
        all(holds) if holds else None,
        f"How often one with a partner has more people than one without: {'; '.join(told)}. Mann and Whitney’s test, "
        "two-sided.",
    )


def uneven(regions: Rows, ever: Rows) -> Finding:
    """Whether those with an official relationship are unevenly spread over the regions of a country, by either count.

    Args:
        regions: rows of `gaps.shares` of one country.
        ever: the same with ended ties.
    """
    tested = {
        words: {name: unevenness([(row[name], row["localities"]) for row in rows]) for name in SCHEMES if name != "any"}
        for words, rows in (("in force", regions), ("ended ones too", ever))
    }
    told = "; ".join(
        f"{words}: " + ", ".join(f"{SCHEMES[name][0]} p = {p:.2f}" for name, p in of.items())
        for words, of in tested.items()
    )
    least = min(regions, key=lambda row: (row["official_relationship_share"], -row["localities"]))
    return Finding(
        f"{regions[0]['country']}: official relationships are spread over the regions more unevenly than by chance",
        all(of["official_relationship"] <= _SMALL for of in tested.values()),
        f"{told} ({sum(map(len, tested.values()))} tests, {DRAWS:,} deals each). Fewest in force: {least['region']}, "
        f"{least['official_relationship']} of {least['localities']}.",
    )


def unequal(country: str, counts: Mapping[str, Sequence[PartnerCount]]) -> Finding:
    """Whether partners are spread more unequally than if dealt at random, over the units of a country and its people.

    Args:
        country: ``vn`` or ``jp``.
        counts: the part of the facts -> the partners of the units of the country (`inequality.partner_counts`).
    """
    told, holds = [], []
    for part, units in counts.items():
        partners, people = [unit.partners for unit in units], [float(unit.population or 1) for unit in units]
        over = {"units": unequal_by_chance(partners), "people": unequal_by_chance(partners, people)}
        holds += [one.p <= _SMALL for one in over.values()]
        told += [f"{part}, over {words}: {_beside(one)}" for words, one in over.items()]
    return Finding(
        f"{COUNTRIES[country][0]}: partners are spread more unequally than if they were dealt at random",
        all(holds),
        f"Gini coefficient, beside 999 deals: {'; '.join(told)}.",
    )


def through_the_prefecture(following: Following, by_any_tie: Following) -> Finding:
    """Whether municipalities sign with a partner of their prefecture more often than chance gives."""
    known = [(words, one, one.chance) for words, one in (("a document", following), ("any tie", by_any_tie))]
    told = "; ".join(
        f"{words} of the prefecture first: {one.followed}, by chance {chance.mean:.1f} (p = {chance.p:.2f})"
        for words, one, chance in known
        if chance
    )
    return Finding(
        "Municipalities sign where their prefecture has a partner already", following.chance.p <= _SMALL
        if following.chance else None, f"Of {following.documents} first documents of municipalities, {told}. "
        f"Their partners were dealt to them anew {DRAWS:,} times.",
    )  # fmt: skip


def projects_first(order: Order) -> Finding:
    """Whether projects come before documents between the same two (`hypotheses.project_or_document`)."""
    return Finding(
        "Documents follow projects", order.p <= _SMALL and order.project > order.document,
        f"Of {order.project + order.document + order.unclear} pairs with both, dated, the project came first in "
        f"{order.project}, the document in {order.document}; of {order.unclear} the dates do not tell. A coin is as "
        f"uneven or more with p = {order.p:.2f}.",
    )  # fmt: skip


def last(with_mentions: Sequence[Lifetime], without: Sequence[Lifetime], years: float = 10) -> Finding:
    """Whether more than half of the partnerships live longer than so many years, by two notions of a sign of life."""
    told, holds = [], []
    for words, lifetimes in (("with mentions", with_mentions), ("without", without)):
        steps = [step for step in survival(lifetimes) if step.years <= years]
        if steps:
            step = steps[-1]
            told.append(f"{words}: {step.share:.0%} ({step.low:.0%} to {step.high:.0%}; {len(lifetimes)} partnerships, "
                        f"{sum(one.silent for one in lifetimes)} silent)")  # fmt: skip
            holds.append(step.low > 0.5)
    return Finding(
        f"More than half of the partnerships show signs of life for longer than {years:.0f} years",
        all(holds) if holds else None, f"Expected share and 95 % interval, {'; '.join(told)}.",
    )  # fmt: skip


def asleep(dormant: Rows, inherited: Rows, of: int, silent: int) -> Finding:
    """How many documents and exchanges in force show no sign of life, and how many of these were inherited.

    Args:
        dormant: rows of ``dormant-ties``.
        inherited: rows of ``inherited-ties``.
        of: how many are in force (`gaps.dormancy`).
        silent: how many of them show none if a source that names a tie is no sign (`survival.silent`).
    """
    ties = {row["tie_id"] for row in dormant}
    taken = ties & {row["tie_id"] for row in inherited}
    return Finding(
        "Most documents and exchanges in force show a sign of life within five years",
        2 * max(len(ties), silent) < of if of else None,
        f"None is known of {len(ties)} of {of}; a party to {len(taken)} of these has been merged since. If a source "
        f"that names a tie is no sign: of {silent}.",
    )


def apart(municipal: Rows) -> Finding:
    """How many municipalities are in networks that nobody of the other country is in (`gaps.places`)."""
    mixed, alone = (having(municipal, name) for name in ("intercity_network", "domestic_network"))
    only = [row for row in alone if not row["intercity_network"]]
    return Finding(
        "Some municipalities of Japan are in networks that nobody of Vietnam is in", bool(only),
        f"Of {len(municipal):,} municipalities of Japan {len(mixed)} are in a network with a member in Vietnam, "
        f"{len(alone)} in one without, {len(only)} in such a one alone; these are counted apart throughout.",
    )  # fmt: skip


def _beside(one: AgainstChance) -> str:
    return f"{one.value:.2f}, at random {one.mean:.2f} ± {one.deviation:.2f} (p = {one.p:.3f})"


def _scheme(row: Mapping[str, object]) -> str:
    return str(row["scheme_id"] or "any").rpartition("/")[2].replace("-", "_")
