"""Signals: what speaks for approaching a locality, in numbers, for every candidate at once.

Each signal is 0 where nothing is known. Three kinds: what is between the two (visits, projects, shared networks), what
the candidate does (with Vietnam or Japan as a whole), and what it is (its level beside the asker's).
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.suggest.history import Deed, Known
from ontology import concepts

Matrix = NDArray[np.float64]

NEAR_KM = 150
RECENT_YEARS = 3.0

BETWEEN = ("visits", "recent", "projects", "own-kin", "their-kin", "networks", "designations", "neighbours", "fields")
CANDIDATE = ("activity", "recent-activity", "kin-activity", "seeking")
STANDING = ("unattached",)

CLASSES = {"central-city": 0, "prefecture": 0, "province": 1, "designated-city": 1}
"""Levels of a kind: the large units of each country, the next, and (2) all others but towns and villages (3)."""
SMALL = {"town", "village", "special-ward", "district", "district-town"}
LEVELS = tuple(f"level-{own}-{their}" for own in range(4) for their in range(4))

_MET = ("visits", "projects")
_JOINED = ("own-kin", "their-kin", "networks", "designations")
NAMES = (*BETWEEN, *CANDIDATE, *STANDING, *LEVELS)


def rank_of(level: str) -> int:
    """Return the class of a level: 0 and 1 for large units, 3 for towns and the like, 2 for what is between."""
    return CLASSES.get(level, 3 if level in SMALL else 2)


@dataclass
class Field:
    """The candidates of a country as they stood on a day.

    Attributes:
        known: what was known.
        country: ``vn`` or ``jp``: theirs.
    """

    known: Known
    country: str
    _made: dict[str, Matrix] = field(default_factory=dict, repr=False)

    @cached_property
    def candidates(self) -> list[str]:
        """Their ids, in order."""
        return self.known.candidates(self.country)

    @cached_property
    def index(self) -> dict[str, int]:
        """The row of each in `signals`."""
        return {place: row for row, place in enumerate(self.candidates)}

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """The class of the level of each; see `rank_of`."""
        return np.array([rank_of(self.known.units[place].level) for place in self.candidates])

    @cached_property
    def _profiles(self) -> Matrix:
        made = np.zeros((len(self.candidates), len(concepts.slugs("field"))))
        for place in self.known.of.keys() & self.index.keys():
            made[self.index[place]] = profile(self.known, place)
        return made

    @cached_property
    def _alone(self) -> Matrix:
        """What each candidate does and is, whoever asks."""
        made = np.zeros((len(self.candidates), len(CANDIDATE) + len(STANDING)))
        made[:, -1] = self.ranks < 2
        for place in self._loud & self.index.keys():
            row, deeds = self.index[place], self.known.of.get(place, ())
            kin = sum(len(self.known.of.get(one, ())) for one in self.known.kin(place))
            tied = bool(self.known.partners(place))
            recent = sum(years_before(self.known.day, deed) < RECENT_YEARS for deed in deeds)
            made[row, :4] = np.log1p([len(deeds), recent, kin, 0 if tied else len(deeds)])
            made[row, -1] *= not tied
        for rank in np.unique(self.ranks):  # large units do more: what counts is to do more than one's peers
            peers = self.ranks == rank
            made[peers, :3] -= made[peers, :3].mean(axis=0)
        return made

    @cached_property
    def _loud(self) -> set[str]:
        """Those of whom, or of whose kin, anything is known."""
        own = {place for place in self.known.of if place[:2] == self.country}
        return own | {kin for place in own for kin in self.known.kin(place)}

    def signals(self, asker: str) -> Matrix:
        """Return a row for each candidate, a column for each of `NAMES`."""
        if asker not in self._made:
            self._made.clear()  # who asks is asked for several times in a row, and each is large
            self._made[asker] = self._signals(asker)
        return self._made[asker]

    def _signals(self, asker: str) -> Matrix:
        made = np.zeros((len(self.candidates), len(NAMES)))
        for column, name in enumerate(BETWEEN[:-1]):
            for place, value in getattr(self, "_" + name.replace("-", "_"))(asker).items():
                if place in self.index:
                    made[self.index[place], column] = value
        made[:, len(BETWEEN) - 1] = self._profiles @ profile(self.known, asker)
        made[:, len(BETWEEN) : len(BETWEEN) + self._alone.shape[1]] = self._alone
        own = rank_of(self.known.units[asker].level)
        made[np.arange(len(self.candidates)), len(NAMES) - len(LEVELS) + own * 4 + self.ranks] = 1
        return made

    def nearness(self, asker: str) -> NDArray[np.int64]:
        """Return how near each candidate is: 3 have met or worked together, 2 are joined by kin or a network.

        Of the others, 1 are counterparts of the same standing (units of the first level, both), 0 all else.
        """
        signals = self.signals(asker)
        met, joined = (signals[:, [NAMES.index(name) for name in names]].any(axis=1) for names in (_MET, _JOINED))
        peers = (self.ranks == 0) & (rank_of(self.known.units[asker].level) < 2)
        return np.where(met, 3, np.where(joined, 2, np.where(peers, 1, 0)))

    def _visits(self, asker: str) -> dict[str, float]:
        return {o: math.log1p(sum(d.form == "Event" for d in ds)) for o, ds in self._met(asker).items()}

    def _recent(self, asker: str) -> dict[str, float]:
        return {
            other: max(
                (math.exp(-years_before(self.known.day, d) / RECENT_YEARS) for d in deeds if d.form == "Event"),
                default=0,
            )
            for other, deeds in self._met(asker).items()
        }

    def _projects(self, asker: str) -> dict[str, float]:
        return {
            other: math.log1p(sum(d.form in {"Project", "Exchange"} for d in deeds))
            for other, deeds in self._met(asker).items()
        }

    def _own_kin(self, asker: str) -> dict[str, float]:
        """How much what the asker is part of, or what is part of it, has done with each."""
        return self._together(self.known.kin(asker))

    def _their_kin(self, asker: str) -> dict[str, float]:
        """How much the asker has done with what each is part of, or with what is part of each."""
        found: Counter[str] = Counter()
        for other, deeds in self._met(asker).items():
            for one in self.known.kin(other):
                found[one] += _weight(deeds)
        return {place: math.log1p(number) for place, number in found.items()}

    def _networks(self, asker: str) -> dict[str, float]:
        """The networks shared, rare ones counting more (Adamic and Adar 2003)."""
        found: dict[str, float] = defaultdict(float)
        for network in self.known.rounds.get(asker, ()):
            for other in self.known.members[network]:
                found[other] += 1 / math.log(1 + len(self.known.members[network]))
        return found

    def _designations(self, asker: str) -> dict[str, float]:
        """How many designations are shared, such as UNESCO's creative field of design."""
        own = designations(self.known, asker)
        others = {other for network, _ in own for other in self.known.members[network]}
        return {other: float(len(own & designations(self.known, other))) for other in others}

    def _neighbours(self, asker: str) -> dict[str, float]:
        """How much the asker's neighbours have done with each."""
        return self._together(self.known.near(asker, NEAR_KM))

    def _met(self, asker: str) -> dict[str, list[Deed]]:
        return self.known.between.get(asker, {})

    def _together(self, places: list[str]) -> dict[str, float]:
        found: Counter[str] = Counter()
        for place in places:
            for other, deeds in self._met(place).items():
                found[other] += _weight(deeds)
        return {place: math.log1p(number) for place, number in found.items()}


def shared(known: Known, one: str, other: str) -> list[str]:
    """Return the networks that both have been in."""
    return sorted(set(known.rounds.get(one, ())) & set(known.rounds.get(other, ())))


def designations(known: Known, place: str) -> set[tuple[str, str]]:
    """Return what a locality is designated as: network, designation."""
    return {
        (network, circle.designation)
        for network, circles in known.rounds.get(place, {}).items()
        for circle in circles
        if circle.designation
    }


def profile(known: Known, place: str) -> Matrix:
    """Return how often a locality works on each field, as a vector of length 1 (or 0 if nothing is known)."""
    order = {slug: number for number, slug in enumerate(concepts.slugs("field"))}
    made = np.zeros(len(order))
    for deed in known.of.get(place, ()):
        for about in deed.fields:
            made[order[about]] += 1
    length = float(np.linalg.norm(made))
    return made / length if length else made


def years_before(day: str, deed: Deed) -> float:
    """Return how many years before a day a deed became known."""
    return float((np.datetime64(day) - np.datetime64(deed.known)).astype(int)) / 365.25


def _weight(deeds: list[Deed]) -> int:
    """A document weighs as much as two visits."""
    return sum(2 if deed.form == "Agreement" else 1 for deed in deeds)
