"""What a text states, before it is held against what is known; and what it tells that is no fact of ours."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.reading.context.passages import Party
from loaders.reading.dates.days import Day


@dataclass(slots=True)
class Stated:
    """A fact as a text states it.

    Attributes:
        type: agreement, event, project or membership.
        kind: the kind of agreement or event, the state of a project, the role in a network.
        vn: the locality of Vietnam; nothing where that side is none.
        jp: the locality of Japan, likewise.
        day: when, as far as the text tells.
        month_only: whether the day is that of a stay, within which it was signed.
        network: the id of the network of a membership.
        spans: where it stands, from and to, in characters of the text.
        weak: what of it is carried over or not told in so many words.
        title: whether the title states it.
        another: whether it is said to be another than the one that the text tells of.
        done: whether an agreement is said to have been signed, and not only to be there.
    """

    type: str
    kind: str
    vn: Party | None
    jp: Party | None
    day: Day | None = None
    month_only: bool = False
    network: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    title: bool = False
    another: bool = False
    done: bool = False

    def place_on(self, day: Day) -> None:
        """Have it be on a day that is told elsewhere than in its sentence."""
        self.day = day
        self.weak.append("date")

    @property
    def date(self) -> str:
        """The date in ISO 8601, as precisely as it is told; empty if it is not."""
        told = str(self.day.date) if self.day and self.day.date else ""
        return told[:7] if self.month_only else told


class NotOurs(NamedTuple):
    """Something that a text tells and that is no fact of ours.

    Attributes:
        reason: planned, denied, organisation, ministry or abroad.
        start: where the sentence begins that tells it.
        end: where it ends.
    """

    reason: str
    start: int
    end: int


def nearest(parties: Iterable[Party], at: int) -> Party | None:
    """Return the party that stands nearest before a place, or else nearest behind it."""
    found = list(parties)
    before = [one for one in found if one.start <= at]
    return max(before, key=lambda one: one.start) if before else min(found, key=lambda one: one.start, default=None)
