"""The features of candidate partners: a matrix with a row for each candidate, for a locality that asks.

Each feature is 0 where nothing is known. Three kinds: those of the pair (visits, projects, shared networks), those of
the candidate alone (what it does with the other country, in how many networks it is), and those of its level. What two
have done together counts less and less as it ages (`freshness`).
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from graph.suggest.history import Interaction, Snapshot
from ontology import concepts

Matrix = NDArray[np.float64]

NEAR_KM = 150
HALF_LIFE = 8.0
"""Years after which what was done counts half as much; after 15 years, little more than a quarter."""

OLD = 15
"""After so many years, what was done once is told last, and puts no candidate before others."""

PAIR_FEATURES = (
    "visits",
    "projects",
    "networks",
    "designations",
    "own-hierarchy",
    "their-hierarchy",
    "neighbours",
    "their-neighbours",
    "fields",
)
OWN_FEATURES = ("activity", "hierarchy-activity", "openness")
RANKS = range(4)
LEVEL_FEATURES = (*(f"level-{rank}" for rank in RANKS), "counterparts")
FEATURES = (*PAIR_FEATURES, *OWN_FEATURES, *LEVEL_FEATURES)

LEVEL_RANKS = {"central-city": 0, "prefecture": 0, "province": 1, "designated-city": 1}
"""Level -> rank: 0 the largest units of each country, 1 the next; 3 are `SMALL_LEVELS`, 2 all others."""
SMALL_LEVELS = {"town", "village", "special-ward", "district", "district-town"}

_MET = ("visits", "projects")
_JOINED_FOR_GOOD = ("networks", "designations")
_JOINED = (*_JOINED_FOR_GOOD, "own-hierarchy", "their-hierarchy")
_ONCE_LONG_AGO = math.log1p(0.5 ** (OLD / HALF_LIFE))

TIERS = ("others", "joined", "met")
"""Tier -> its name; see `Candidates.tiers`."""


def rank_of(level: str) -> int:
    """Return the rank of a level: 0 and 1 for large units, 3 for towns and the like, 2 for what is between."""
    return LEVEL_RANKS.get(level, 3 if level in SMALL_LEVELS else 2)


@dataclass
class Candidates:
    """The candidates of a country on a day, and their features.

    Attributes:
        snapshot: what was known on the day.
        country: the candidates' country, ``vn`` or ``jp``.
    """

    snapshot: Snapshot
    country: str
    _made: dict[str, Matrix] = field(default_factory=dict, repr=False)

    @cached_property
    def ids(self) -> list[str]:
        """Their ids, in order."""
        return self.snapshot.candidates(self.country)

    @cached_property
    def index(self) -> dict[str, int]:
        """Id -> its row in `features`."""
        return {place: row for row, place in enumerate(self.ids)}

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """The rank of the level of each; see `rank_of`."""
        return np.array([rank_of(self.snapshot.units[place].level) for place in self.ids], dtype=np.int64)

    @cached_property
    def _profiles(self) -> tuple[NDArray[np.int64], Matrix]:
        """The rows of those of whom it is known what they work on, and on what they do; see `profile`."""
        working = sorted(self.snapshot.interactions_of.keys() & self.index.keys())
        profiles = [profile(self.snapshot, place) for place in working]
        rows = np.array([self.index[place] for place in working], dtype=np.int64)
        return rows, np.array(profiles).reshape(len(working), len(concepts.slugs("field")))

    @cached_property
    def _alone(self) -> Matrix:
        """The features that do not depend on who asks: those of the candidate, and the ranks of levels."""
        made = np.zeros((len(self.ids), len(FEATURES)))
        columns = [FEATURES.index(name) for name in OWN_FEATURES]
        for place in self._active & self.index.keys():
            units = (self._weight(self._interactions(one)) for one in self.snapshot.parent_or_children(place))
            own, networks = self._interactions(place), self.snapshot.participations_of.get(place, ())
            made[self.index[place], columns] = np.log1p([self._weight(own), sum(units), len(networks)])
        made[np.arange(len(self.ids)), FEATURES.index(LEVEL_FEATURES[0]) + self.ranks] = 1
        return made

    @cached_property
    def _active(self) -> set[str]:
        """Those with interactions, with what contains them or what they contain, and those in networks."""
        own = {place for place in self.snapshot.interactions_of if place[:2] == self.country}
        units = {unit for place in own for unit in self.snapshot.parent_or_children(place)}
        return own | units | self.snapshot.participations_of.keys()

    def features(self, asker: str) -> Matrix:
        """Return a row for each candidate, a column for each of `FEATURES`."""
        if asker not in self._made:
            self._made.clear()  # who asks is asked for several times in a row, and each is large
            self._made[asker] = self._features(asker)
        return self._made[asker]

    def _features(self, asker: str) -> Matrix:
        made = self._alone.copy()
        for column, name in enumerate(PAIR_FEATURES[:-1]):
            for place, value in getattr(self, "_" + name.replace("-", "_"))(asker).items():
                if place in self.index:
                    made[self.index[place], column] = value
        rows, profiles = self._profiles
        made[rows, FEATURES.index("fields")] = profiles @ profile(self.snapshot, asker)
        if rank_of(self.snapshot.units[asker].level) < 2:
            made[:, FEATURES.index("counterparts")] = self.ranks == 0
        return made

    def tiers(self, asker: str) -> NDArray[np.int64]:
        """Return the tier of each candidate: 2 if the two have met or worked together, 1 if a third links them, else 0.

        The third is a network, or a unit that contains one of them or that it contains. What was done once, more than
        `OLD` years ago, makes no tier.
        """
        features = self.features(asker)
        met, joined = (
            np.logical_or.reduce([
                features[:, FEATURES.index(name)] > (0 if name in _JOINED_FOR_GOOD else _ONCE_LONG_AGO)
                for name in names
            ])
            for names in (_MET, _JOINED)
        )  # fmt: skip
        return np.where(met, 2, np.where(joined, 1, 0))

    def _visits(self, asker: str) -> dict[str, float]:
        return self._met(asker, {"Event"})

    def _projects(self, asker: str) -> dict[str, float]:
        return self._met(asker, {"Project", "Exchange"})

    def _met(self, asker: str, forms: set[str]) -> dict[str, float]:
        """How much the asker has done with each, in some forms."""
        return {
            other: math.log1p(self._weight(one for one in interactions if one.form in forms))
            for other, interactions in self._interactions_with(asker).items()
        }

    def _own_hierarchy(self, asker: str) -> dict[str, float]:
        """How much the unit that contains the asker, or those that it contains, have done with each."""
        return self._together(self.snapshot.parent_or_children(asker))

    def _their_hierarchy(self, asker: str) -> dict[str, float]:
        """How much the asker has done with the unit that contains each, or with those that it contains."""
        return self._beside(asker, self.snapshot.parent_or_children)

    def _networks(self, asker: str) -> dict[str, float]:
        """The networks shared, rare ones counting more (Adamic and Adar 2003)."""
        found: dict[str, float] = defaultdict(float)
        for network in self.snapshot.participations_of.get(asker, ()):
            for other in self.snapshot.members[network]:
                found[other] += 1 / math.log(1 + len(self.snapshot.members[network]))
        return found

    def _designations(self, asker: str) -> dict[str, float]:
        """How many designations are shared, such as UNESCO's creative field of design."""
        own = designations(self.snapshot, asker)
        others = {other for network, _ in own for other in self.snapshot.members[network]}
        return {other: float(len(own & designations(self.snapshot, other))) for other in others}

    def _neighbours(self, asker: str) -> dict[str, float]:
        """How much the asker's neighbours have done with each."""
        return self._together(self.snapshot.near(asker, NEAR_KM))

    def _their_neighbours(self, asker: str) -> dict[str, float]:
        """How much the asker has done with the neighbours of each."""
        return self._beside(asker, lambda other: self.snapshot.near(other, NEAR_KM))

    def _interactions(self, place: str) -> list[Interaction]:
        return self.snapshot.interactions_of.get(place, [])

    def _interactions_with(self, asker: str) -> dict[str, list[Interaction]]:
        return self.snapshot.between.get(asker, {})

    def _together(self, places: list[str]) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for place in places:
            for other, interactions in self._interactions_with(place).items():
                found[other] += self._weight(interactions)
        return {place: math.log1p(number) for place, number in found.items()}

    def _beside(self, asker: str, around: Callable[[str], list[str]]) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for other, interactions in self._interactions_with(asker).items():
            weight = self._weight(interactions)
            for one in around(other):
                found[one] += weight
        return {place: math.log1p(number) for place, number in found.items()}

    def _weight(self, interactions: Iterable[Interaction]) -> float:
        """Return how much interactions count on the day; a document as much as two visits."""
        return sum(
            (2 if one.form == "Agreement" else 1) * freshness(self.snapshot.day, one.known_from) for one in interactions
        )


def shared(snapshot: Snapshot, one: str, other: str) -> list[str]:
    """Return the networks that both have been in."""
    return sorted(set(snapshot.participations_of.get(one, ())) & set(snapshot.participations_of.get(other, ())))


def designations(snapshot: Snapshot, place: str) -> set[tuple[str, str]]:
    """Return what a locality is designated as: network, designation."""
    return {
        (network, participation.designation)
        for network, participations in snapshot.participations_of.get(place, {}).items()
        for participation in participations
        if participation.designation
    }


def profile(snapshot: Snapshot, place: str) -> Matrix:
    """Return how often a locality works on each field, as a vector of length 1 (or 0 if nothing is known)."""
    ranked = {slug: number for number, slug in enumerate(concepts.slugs("field"))}
    made = np.zeros(len(ranked))
    for interaction in snapshot.interactions_of.get(place, ()):
        for about in interaction.fields:
            made[ranked[about]] += 1
    length = float(np.linalg.norm(made))
    return made / length if length else made


@cache
def freshness(day: str, known_from: str) -> float:
    """Return how much of its weight on the day it became known a thing has left on a later day (ISO 8601)."""
    days = (date.fromisoformat(day) - date.fromisoformat(known_from)).days
    return math.pow(0.5, days / 365.25 / HALF_LIFE)
