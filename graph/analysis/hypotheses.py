"""What counts suggest, tested: whether projects come before documents, and whether municipalities follow prefectures.

A count shows what happened, not that it had to be so: where half of the pairs had a project first, that half is what a
coin gives. Each test says what was found, what chance gives, and how often chance gives as much.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast

from pyoxigraph import Literal, Store

from graph.analysis.access import LocalityFilter, access_of
from graph.analysis.chance import SEED, AgainstChance, against
from graph.analysis.inequality import gini
from graph.analysis.pairs import PairTie, pair_ties
from graph.ask.labels import short
from graph.ask.query import select
from loaders.model.dates import PartialDate
from ontology import xsd

_PROJECTS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
SELECT DISTINCT $as_of ?project ?place
WHERE {
  ?project a coop:Project ; coop:firstDay ?begun ; coop:party ?party .
  ?own coop:tenureOf ?party ; coop:heldBy ?place ; coop:firstDay ?from ; coop:lastDay ?through .
  FILTER(?begun <= $as_of && ?from <= $as_of && $as_of <= ?through)
}"""

DRAWS = 9999
"""How often chance is drawn where it cannot be worked out."""
Pair = tuple[str, str]


class Order(NamedTuple):
    """Which came first between pairs that have both a dated project and a dated document.

    Attributes:
        project: of how many pairs the first project began before the first document was signed.
        document: of how many the document came first.
        unclear: of how many the dates do not tell, such as two of the same year.
        p: how often a coin is as uneven (sign test, two-sided).
    """

    project: int
    document: int
    unclear: int
    p: float


def project_or_document(store: Store, day: str) -> Order:
    """Return what came first between pairs by a day (ISO 8601), ended ties included; who holds them counts."""
    from scipy.stats import binomtest

    [ties] = pair_ties(store, [day], ("Agreement", "Project"))
    projects, documents = (_first(one for one in ties if one.form == form) for form in ("Project", "Agreement"))
    both = [(projects[pair], documents[pair]) for pair in projects.keys() & documents.keys()]
    project = sum(begun.latest < signed.earliest for begun, signed in both)
    document = sum(signed.latest < begun.earliest for begun, signed in both)
    p = float(binomtest(project, project + document).pvalue) if project + document else 1.0
    return Order(project, document, len(both) - project - document, p)


class Following(NamedTuple):
    """How many municipalities signed with a partner of their prefecture.

    Attributes:
        documents: how many pairs of a Japanese municipality and a Vietnamese locality have a dated document.
        followed: between how many of them and the same Vietnamese locality the prefecture had a tie before.
        chance: that number beside those that come about if the municipalities' partners are dealt to them anew.
    """

    documents: int
    followed: int
    chance: AgainstChance | None


def following_the_prefecture(
    store: Store, day: str, forms: Sequence[str] = ("Agreement",), draws: int = DRAWS
) -> Following:
    """Return how many municipalities of Japan signed where their prefecture had a dated tie before.

    Args:
        store: the graph.
        day: the day (ISO 8601) whose holders count, ended ties included.
        forms: which ties of the prefecture count.
        draws: how often the partners are dealt anew; each keeps the number of municipalities that signed with it.
    """
    import numpy as np

    [ties] = pair_ties(store, [day])
    units = access_of(store).units(LocalityFilter("jp", "municipal"), day)
    parents = {unit.place: unit.parent for unit in units}
    own = _first(one for one in ties if one.form == "Agreement" and one.japan in parents)
    above = _first(one for one in ties if one.form in forms and one.japan in set(parents.values()))
    rows = sorted(own)
    partners = sorted({partner for partner, _ in rows})
    came_before = np.array(
        [
            [_before(above.get((one, parents[place])), own[partner, place]) for one in partners]
            for partner, place in rows
        ]
    )
    signed = np.array([partners.index(partner) for partner, _ in rows], dtype=int)
    if not rows:
        return Following(0, 0, None)
    chosen, at = np.random.default_rng(SEED), np.arange(len(rows))
    found = int(came_before[at, signed].sum())
    dealt = np.array([came_before[at, chosen.permutation(signed)].sum() for _ in range(draws)])
    return Following(len(rows), found, against(found, dealt))


class WithoutPartner(NamedTuple):
    """How many projects of a locality name no locality of the other country, beside those of others of its country.

    Attributes:
        own: how many of its own.
        own_all: how many it has.
        others: how many of those of the others, without its own.
        others_all: how many they have.
        p: how often chance is as uneven (Fisher's exact test, two-sided).
    """

    own: int
    own_all: int
    others: int
    others_all: int
    p: float


def projects_without_partner(store: Store, day: str, place: str) -> WithoutPartner:
    """Return how many projects of a locality (its id) name none of the other country, begun by a day (ISO 8601)."""
    from scipy.stats import fisher_exact

    held: dict[str, set[str]] = defaultdict(set)
    rows = cast(list[tuple[Any, ...]], select(store, _PROJECTS, {"as_of": Literal(day, datatype=xsd.date)}).rows)
    for project, holder in rows:
        held[short(project)].add(short(holder))
    counted = {True: [0, 0], False: [0, 0]}
    for holders in held.values():
        if any(holder[:2] == place[:2] for holder in holders):
            counted[place in holders][any(holder[:2] != place[:2] for holder in holders)] += 1
    p = float(fisher_exact([counted[True], counted[False]]).pvalue)
    (own, own_with), (others, others_with) = counted[True], counted[False]
    return WithoutPartner(own, own + own_with, others, others + others_with, p)


def unevenness(groups: Sequence[tuple[int, int]], draws: int = DRAWS) -> float:
    """Return how often chance spreads those who have something as unevenly over groups, or more (chi-squared).

    Args:
        groups: how many of each group have it, and how many there are.
        draws: how often those who have it are drawn from all.
    """
    import numpy as np

    have, sizes = (np.array(side) for side in zip(*groups, strict=True))
    expected = sizes * have.sum() / sizes.sum()
    if not 0 < have.sum() < sizes.sum():
        return 1.0
    dealt = np.random.default_rng(SEED).multivariate_hypergeometric(sizes, int(have.sum()), draws)
    spread = ((np.vstack([have, dealt]) - expected) ** 2 / expected).sum(axis=1).round(9)
    return float((spread >= spread[0]).mean())


def unequal_by_chance(counts: Sequence[int], weights: Sequence[float] | None = None, draws: int = 999) -> AgainstChance:
    """Return the Gini coefficient of partners beside those that come about if they are dealt at random.

    Args:
        counts: how many partners each locality has, not all of them none.
        weights: how many people each stands for. Partners are then dealt by their number, so that chance favours
            nobody for each inhabitant; if not given, to each locality alike.
        draws: how often they are dealt.
    """
    import numpy as np

    shares = np.ones(len(counts)) if weights is None else np.array(weights, dtype=float)
    dealt = np.random.default_rng(SEED).multinomial(sum(counts), shares / shares.sum(), draws)
    return against(gini(counts, weights), np.array([gini(one.tolist(), weights) for one in dealt]))


def _first(ties: Iterable[PairTie]) -> dict[Pair, PartialDate]:
    """Return the date of the first dated of some ties between each pair."""
    found: dict[Pair, list[PartialDate]] = defaultdict(list)
    for one in ties:
        if one.since:
            found[one.vietnam, one.japan].append(PartialDate(one.since.value))
    return {pair: min(dates, key=lambda date: (date.earliest, date.latest)) for pair, dates in found.items()}


def _before(one: PartialDate | None, other: PartialDate) -> bool:
    return one is not None and one.latest < other.earliest
