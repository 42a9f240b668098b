"""The features of candidate partners: a matrix with a row for each candidate, for a locality that asks.

Each feature is 0 where nothing is known. Three kinds: those of the pair (visits, projects, shared networks), those of
the candidate's activity (with Vietnam or Japan as a whole), and those of its level beside the asker's.
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.suggest.history import Interaction, Snapshot
from ontology import concepts

Matrix = NDArray[np.float64]

NEAR_KM = 150
RECENT_YEARS = 3.0

PAIR_FEATURES = (
    "visits",
    "recent",
    "projects",
    "own-hierarchy",
    "their-hierarchy",
    "networks",
    "designations",
    "neighbours",
    "fields",
)
ACTIVITY_FEATURES = ("activity", "recent-activity", "hierarchy-activity", "seeking")
STATUS_FEATURES = ("unattached",)

LEVEL_RANKS = {"central-city": 0, "prefecture": 0, "province": 1, "designated-city": 1}
"""Level -> rank: 0 the largest units of each country, 1 the next; 3 are `SMALL_LEVELS`, 2 all others."""
SMALL_LEVELS = {"town", "village", "special-ward", "district", "district-town"}
LEVEL_FEATURES = tuple(f"level-{own}-{their}" for own in range(4) for their in range(4))

_MET = ("visits", "projects")
_JOINED = ("own-hierarchy", "their-hierarchy", "networks", "designations")
FEATURES = (*PAIR_FEATURES, *ACTIVITY_FEATURES, *STATUS_FEATURES, *LEVEL_FEATURES)


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
        return np.array([rank_of(self.snapshot.units[place].level) for place in self.ids])

    @cached_property
    def _profiles(self) -> Matrix:
        made = np.zeros((len(self.ids), len(concepts.slugs("field"))))
        for place in self.snapshot.interactions_of.keys() & self.index.keys():
            made[self.index[place]] = profile(self.snapshot, place)
        return made

    @cached_property
    def _own_features(self) -> Matrix:
        """The features that do not depend on who asks: a column for each activity feature and status feature."""
        made = np.zeros((len(self.ids), len(ACTIVITY_FEATURES) + len(STATUS_FEATURES)))
        made[:, -1] = self.ranks < 2
        for place in self._active & self.index.keys():
            row, interactions = self.index[place], self.snapshot.interactions_of.get(place, ())
            units = sum(
                len(self.snapshot.interactions_of.get(one, ())) for one in self.snapshot.parent_or_children(place)
            )
            tied = bool(self.snapshot.partners(place))
            recent = sum(years_before(self.snapshot.day, interaction) < RECENT_YEARS for interaction in interactions)
            made[row, :4] = np.log1p([len(interactions), recent, units, 0 if tied else len(interactions)])
            made[row, -1] *= not tied
        for rank in np.unique(self.ranks):  # large units do more: what counts is to do more than one's peers
            peers = self.ranks == rank
            made[peers, :3] -= made[peers, :3].mean(axis=0)
        return made

    @cached_property
    def _active(self) -> set[str]:
        """Those with interactions, with what contains them or what they contain."""
        own = {place for place in self.snapshot.interactions_of if place[:2] == self.country}
        return own | {unit for place in own for unit in self.snapshot.parent_or_children(place)}

    def features(self, asker: str) -> Matrix:
        """Return a row for each candidate, a column for each of `FEATURES`."""
        if asker not in self._made:
            self._made.clear()  # who asks is asked for several times in a row, and each is large
            self._made[asker] = self._features(asker)
        return self._made[asker]

    def _features(self, asker: str) -> Matrix:
        made = np.zeros((len(self.ids), len(FEATURES)))
        for column, name in enumerate(PAIR_FEATURES[:-1]):
            for place, value in getattr(self, "_" + name.replace("-", "_"))(asker).items():
                if place in self.index:
                    made[self.index[place], column] = value
        made[:, len(PAIR_FEATURES) - 1] = self._profiles @ profile(self.snapshot, asker)
        made[:, len(PAIR_FEATURES) : len(PAIR_FEATURES) + self._own_features.shape[1]] = self._own_features
        own = rank_of(self.snapshot.units[asker].level)
        made[np.arange(len(self.ids)), len(FEATURES) - len(LEVEL_FEATURES) + own * 4 + self.ranks] = 1
        return made

    def tiers(self, asker: str) -> NDArray[np.int64]:
        """Return the tier of each candidate: 3 if the two have met or worked together, 2 if a third links them.

        The third is a network, or a unit that contains one of them or that it contains. Of the others, 1 are
        counterparts of the same standing (units of the first level, both), 0 all else.
        """
        features = self.features(asker)
        met, joined = (features[:, [FEATURES.index(name) for name in names]].any(axis=1) for names in (_MET, _JOINED))
        peers = (self.ranks == 0) & (rank_of(self.snapshot.units[asker].level) < 2)
        return np.where(met, 3, np.where(joined, 2, np.where(peers, 1, 0)))

    def _visits(self, asker: str) -> dict[str, float]:
        return {o: math.log1p(sum(d.form == "Event" for d in ds)) for o, ds in self._interactions_with(asker).items()}

    def _recent(self, asker: str) -> dict[str, float]:
        return {
            other: max(
                (
                    math.exp(-years_before(self.snapshot.day, d) / RECENT_YEARS)
                    for d in interactions
                    if d.form == "Event"
                ),
                default=0,
            )
            for other, interactions in self._interactions_with(asker).items()
        }

    def _projects(self, asker: str) -> dict[str, float]:
        return {
            other: math.log1p(sum(d.form in {"Project", "Exchange"} for d in interactions))
            for other, interactions in self._interactions_with(asker).items()
        }

    def _own_hierarchy(self, asker: str) -> dict[str, float]:
        """How much the unit that contains the asker, or those that it contains, have done with each."""
        return self._together(self.snapshot.parent_or_children(asker))

    def _their_hierarchy(self, asker: str) -> dict[str, float]:
        """How much the asker has done with the unit that contains each, or with those that it contains."""
        found: Counter[str] = Counter()
        for other, interactions in self._interactions_with(asker).items():
            for one in self.snapshot.parent_or_children(other):
                found[one] += _weight(interactions)
        return {place: math.log1p(number) for place, number in found.items()}

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

    def _interactions_with(self, asker: str) -> dict[str, list[Interaction]]:
        return self.snapshot.between.get(asker, {})

    def _together(self, places: list[str]) -> dict[str, float]:
        found: Counter[str] = Counter()
        for place in places:
            for other, interactions in self._interactions_with(place).items():
                found[other] += _weight(interactions)
        return {place: math.log1p(number) for place, number in found.items()}


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


def years_before(day: str, interaction: Interaction) -> float:
    """Return how many years before a day an interaction became known."""
    return float((np.datetime64(day) - np.datetime64(interaction.known_from)).astype(int)) / 365.25


def _weight(interactions: list[Interaction]) -> int:
    """A document weighs as much as two visits."""
    return sum(2 if interaction.form == "Agreement" else 1 for interaction in interactions)
