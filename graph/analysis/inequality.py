"""How unequally partners are spread over localities: the Lorenz curve and the Gini coefficient.

Localities without a partner count, or the measure would tell of those alone that have some. Weighted by population it
asks how unequally partners are spread over people: each inhabitant has that many thousandths of a partner.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from pyoxigraph import Literal, Store

from graph.analysis.access import LocalityFilter, access_of
from graph.analysis.pairs import pair_ties, partners
from graph.analysis.selection import IN_FORCE, Selection
from graph.ask.as_of import at
from graph.ask.profile import own_figures
from graph.store.caches import cached
from ontology import coop, thing


class PartnerCount(NamedTuple):
    """How many partners a locality has.

    Attributes:
        place: its id.
        partners: how many localities of the other country it has ties with.
        population: how many people live in it, in its borders of the day, as counted last by then; None if unknown.
    """

    place: str
    partners: int
    population: int | None


def partner_counts(
    store: Store, wanted: LocalityFilter, day: str, selected: Selection = IN_FORCE
) -> list[PartnerCount]:
    """Return how many partners each of some localities has on a day (ISO 8601), those without any too, by id."""
    [ties] = pair_ties(store, [day])
    known = partners(selected.among(store, ties, day))
    return sorted(
        PartnerCount(one.place, len(known.get(one.place, ())), _population(store, one.place, day))
        for one in access_of(store).asked(wanted, day)
    )


@cached
def _population(store: Store, place: str, day: str) -> int | None:
    node = thing[place]
    counted = own_figures(store, node, day).own(node, "population")
    if counted is not None:
        return int(counted)
    stated = at(store, node, coop.population, day)
    return int(stated.value) if isinstance(stated, Literal) else None


def lorenz(values: Sequence[float], weights: Sequence[float] | None = None) -> list[tuple[float, float]]:
    """Return the Lorenz curve (1905, doi:10.2307/2276207): from (0, 0) to (1, 1), those who have least first.

    Args:
        values: what each has, none below 0.
        weights: how many people each stands for; one if not given. Who has least is then who has least for each.

    Returns:
        Points: the share of the weights up to each, and the share of the values that they have.

    Raises:
        ValueError: nobody has anything, a value lies below 0, or a weight is not above 0.

    >>> lorenz([0, 1, 3])
    [(0.0, 0.0), (0.3333333333333333, 0.0), (0.6666666666666666, 0.25), (1.0, 1.0)]
    """
    many = [1.0] * len(values) if weights is None else [*weights]
    if not sum(values) > 0 or min(values) < 0 or min(many) <= 0:
        raise ValueError("a Lorenz curve needs values of 0 or more, not all of them 0, and weights above 0")
    order = sorted(zip(values, many, strict=True), key=lambda one: one[0] / one[1])
    people, things = (list(accumulate(side, initial=0.0)) for side in ([w for _, w in order], [v for v, _ in order]))
    return [(number / people[-1], share / things[-1]) for number, share in zip(people, things, strict=True)]


def gini(values: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """Return the Gini coefficient: 0 where all have the same, near 1 where one has all.

    It is twice the area between the Lorenz curve and the diagonal; with weights as Lerman and Yitzhaki have it (1989,
    Journal of Econometrics 42(1), 43-47). Arguments and errors are those of `lorenz`.

    >>> round(gini([0, 0, 0, 4]), 10), gini([2, 2])
    (0.75, 0.0)
    """
    under = sum((x - left) * (y + low) / 2 for (left, low), (x, y) in pairwise(lorenz(values, weights)))
    return 1 - 2 * under
