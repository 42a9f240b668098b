"""A locality as the gazetteer knows it, and a name that is not exactly one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from loaders.model.messages import LANGUAGE
from loaders.model.problems import UserError


@dataclass(frozen=True, slots=True)
class State:
    """What a locality was in one period: level, parent, first and last day (ISO, empty if open), keys of its names."""

    level: str
    parent: str = ""
    first: str = ""
    last: str = ""
    keys: frozenset[str] = frozenset()

    def holds_on(self, day: str) -> bool:
        """Whether the period covers a day, compared at the precision of ``day`` (2013, 2013-04 or a day)."""
        return self.first[: len(day)] <= day and self.lasts_to(day)

    def lasts_to(self, day: str) -> bool:
        """Whether the period has not ended by a day (at any precision); if none is given, whether it has no end."""
        return not self.last or ("" < day <= self.last[: len(day)])


@dataclass(frozen=True, slots=True)
class Place:
    """A locality as the gazetteer knows it.

    Attributes:
        id: its id.
        labels: what it is called, by language.
        names: all its names.
        states: what it was and is, in order of time.
        codes: what other registers call it, as `identifiers.in_register` has it.
    """

    id: str
    labels: Mapping[str, str] = field(hash=False)
    names: tuple[str, ...]
    states: tuple[State, ...]
    codes: tuple[str, ...] = ()

    @property
    def country(self) -> str:
        """``vn`` or ``jp``."""
        return self.id[:2]

    def exists(self, day: str = "") -> bool:
        """Whether the locality exists on a day (at any precision); if none is given, whether it has not ended."""
        return any(state.holds_on(day) if day else not state.last for state in self.states)

    def has_been(self, levels: frozenset[str], name: str) -> bool:
        """Whether the locality has had one of some levels: in Japan, while it had the name whose key is given.

        A name that none of its periods has, such as one in another script, does not tell when.
        """
        if not any(state.level in levels for state in self.states):
            return False
        if len(self.states) == 1 or self.country != "jp":
            return True
        then = [state for state in self.states if name in state.keys]
        return not then or any(state.level in levels for state in then)

    def may_be_called(self, names: frozenset[str], day: str) -> bool:
        """Whether the locality had a name, of several keys, on a day: all the time if no period tells when."""
        having = [state for state in self.states if names & state.keys]
        return not having or any(state.holds_on(day) for state in having)

    def followed_by(self, other: "Place") -> bool:
        """Whether another began after the locality had ended, in the same province or prefecture, or at its level."""
        ended, within = self.states[-1].last, {state.parent for state in self.states}
        return bool(ended) and ended < other.states[0].first and any(state.parent in within for state in other.states)

    @property
    def label(self) -> str:
        """What it is called in English."""
        return self.labels["en"]

    @property
    def shown(self) -> str:
        """What it is called in the language of the reader, with its id."""
        return f"{self.labels[LANGUAGE.get()]} [{self.id}]"


class UnresolvedPlaceError(UserError, LookupError):
    """A name that is not exactly one locality.

    Attributes:
        name: the name as it was given.
        candidates: the localities it may mean; near spellings where the name is unknown.
        ambiguous: whether several are meant, rather than none.
    """

    def __init__(
        self, name: str, candidates: Iterable[Place], told: str, ambiguous: bool = False, **about: object
    ) -> None:
        self.name, self.candidates, self.ambiguous = name, tuple(dict.fromkeys(candidates)), ambiguous
        super().__init__(told.format(name=name, places="; ".join(place.shown for place in self.candidates), **about))
