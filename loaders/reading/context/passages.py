"""A sentence as it is read: who is named in it, as what, when, and who is meant that was named before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from loaders.reading.dates.days import Day
from loaders.reading.language.sentences import Sentence
from loaders.reading.names.mentions import Mention, moved
from loaders.reading.names.rows import act_in_row

SIDES = ("vn", "jp")
OTHER = {"vn": "jp", "jp": "vn"}


@dataclass(slots=True)
class Party:
    """A locality that a sentence names, or means.

    Attributes:
        mention: where it is named; that may be in another sentence.
        role: ``party``, ``place`` (where something is), ``part`` (of the name of something else).
        start: where it stands in the sentence; -1 if it was named before.
        described: whether it is not named there but described: the Japanese city.
    """

    mention: Mention
    role: str
    start: int
    described: bool = False

    @property
    def side(self) -> str:
        """``vn`` or ``jp``."""
        return self.mention.country

    @property
    def alone(self) -> tuple[Self | None, Self | None]:
        """The parties to what is of it alone: of Vietnam and of Japan, one of which is nobody."""
        return (self, None) if self.side == "vn" else (None, self)


@dataclass(slots=True)
class Passage:
    """A sentence with all that is found in it.

    Attributes:
        sentence: the sentence.
        parties: the localities that are named in it, whatever as.
        days: its dates.
        abroad: where it names a third country.
        line: whether it is a line by itself that no full stop ends, as in a list.
    """

    sentence: Sentence
    parties: list[Party]
    days: list[Day]
    abroad: list[int] = field(default_factory=list)
    line: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return self.sentence.text

    def of(self, side: str, *roles: str) -> list[Party]:
        """Return the localities of a side that are named as something, by default as parties."""
        return [one for one in self.parties if one.side == side and one.role in (roles or ("party",))]

    def is_abroad(self, begin: int, end: int) -> bool:
        """Whether a part of the sentence names a third country, and not a locality of either side."""
        here = {one.side for one in self.parties if one.role == "party" and begin <= one.start < end}
        return len(here) < len(SIDES) and any(begin <= at < end for at in self.abroad)

    def opens_abroad(self) -> bool:
        """Whether a sentence is about a third country, which it names before anybody of ours."""
        ours = min((one.start for one in self.parties if one.role != "part"), default=len(self.text))
        return bool(self.abroad) and self.abroad[0] < ours

    def names_organisation_of(self, side: str, begin: int, end: int) -> bool:
        """Whether a part of a sentence names what only has the name of a locality of a side in its own."""
        return any(begin <= one.start < end for one in self.of(side, "part")) and not self.of(side)

    def listed_with(self, party: Party | None) -> list[Party | None]:
        """Return a party with all that are named in one row with it: A, B and C."""
        if party is None or party.start < 0:
            return [party]
        named = [one for one in self.of(party.side, party.role) if one.start >= 0]
        at = next((number for number, one in enumerate(named) if one.start == party.start), -1)
        first = last = max(at, 0)
        while at >= 0 and first and act_in_row(self.text, named[first - 1].mention.end, named[first].mention.begin):
            first -= 1
        while at >= 0 and last + 1 < len(named):
            if not act_in_row(self.text, named[last].mention.end, named[last + 1].mention.begin):
                break
            last += 1
        return [*named[first : last + 1]] if at >= 0 and last - first < _MOST_IN_ROW else [party]

    def parts(self, between: "re.Pattern[str] | None" = None) -> "Iterator[Passage]":
        """Yield the parts of a sentence, each with what is found in it; of most, the whole.

        Args:
            between: what stands between them; semicolons, if it is not given.
        """
        begin = 0
        for end in (*(found.end() for found in (between or _PARTS).finditer(self.text)), len(self.text)):
            if (begin, end) == (0, len(self.text)):
                yield self
            elif begin < end:
                yield self._between(begin, end)
            begin = end

    def _between(self, begin: int, end: int) -> "Passage":
        parties = [
            Party(moved(one.mention, -begin), one.role, one.start - begin)
            for one in self.parties
            if begin <= one.start < end
        ]
        days = [
            day._replace(start=day.start - begin, end=day.end - begin) for day in self.days if begin <= day.start < end
        ]
        abroad = [at - begin for at in self.abroad if begin <= at < end]
        text = self.text[begin:end]
        return Passage(Sentence(text, self.sentence.start + begin, self.sentence.title), parties, days, abroad)


_MOST_IN_ROW = 10
_PARTS = re.compile(r";\s")
