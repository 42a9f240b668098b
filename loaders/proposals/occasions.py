"""The occasion that an English report tells of, by all of its first sentences taken together.

English reporters spread over several sentences who came, who received them and when: each sentence alone tells little.
So it is asked of the lead as a whole who acts for a locality on each side, whether they came together, and on which day.
"""

from collections.abc import Iterable, Iterator
from itertools import product

from loaders.proposals.days import Day
from loaders.proposals.descriptions import is_english
from loaders.proposals.lexicon import pattern, plans
from loaders.proposals.moods import mood
from loaders.proposals.passages import SIDES, Discourse, Party, Passage
from loaders.proposals.stated import Stated

_LEAD = 6
"""So many sentences of a report tell of its occasion."""
_NEAR = 45
"""Characters between the name of a locality and the word for who acts for it."""


class Occasion:
    """Who is said to act for localities in the lead of a report, as it is read."""

    def __init__(self) -> None:
        self._acting: dict[str, Party] = {}
        self._named_there: dict[str, Party] = {}
        self._rows: dict[str, list[Party | None]] = {}
        self._official: set[str] = set()
        self._came_together = False
        self._read = 0
        self._where: tuple[int, int] = (0, 0)

    def read(self, passage: Passage, discourse: Discourse) -> None:
        """Take note of who acts in a sentence and whether people come together in it."""
        text = passage.text
        if passage.sentence.title or self._read >= _LEAD or not is_english(text):
            return
        self._read += 1
        if passage.abroad or pattern("signed").search(text) or _is_of_organisations(passage):
            return
        for side in SIDES:
            for one in passage.of(side):
                if not one.described and _acts(one, passage):
                    self._take(side, one, passage)
            for one in passage.of(side, "party", "place"):
                if not one.described and not _is_dateline(one, text):
                    self._named_there.setdefault(side, one)
            if pattern("occasion", "officials", side).search(text):
                self._official.add(side)
        self._came_together = self._came_together or _is_met(text) or self._is_one_scene(passage)

    def _is_one_scene(self, passage: Passage) -> bool:
        """Whether one sentence has people of both sides and a day, and tells of no plan: that is enough."""
        both = all(one.start >= 0 and one in passage.parties for one in self._acting.values())
        plain = not mood(passage.text, len(passage.text), len(passage.text)) and not plans().search(passage.text)
        return len(self._acting) == len(SIDES) and both and plain and any(day.told for day in passage.days)

    def _take(self, side: str, one: Party, passage: Passage) -> None:
        if side not in self._acting:
            self._acting[side], self._rows[side] = one, passage.listed_with(one)
            self._where = (passage.sentence.start, passage.sentence.start + len(passage.text))

    def stated(self, told: Day | None, titled: bool) -> Iterator[Stated]:
        """Yield the meeting of those who act on both sides; of one side it may be told only where its people were.

        Args:
            told: the day that the report tells of.
            titled: whether its title names both.
        """
        if not self._came_together or not told or not self._acting:
            return
        rows = dict(self._rows)
        for side in SIDES:
            if side not in rows and side in self._named_there and side in self._official and titled:
                rows[side] = [self._named_there[side]]
        if len(rows) < 2:
            return
        for vn, jp in product(rows["vn"], rows["jp"]):
            yield Stated("event", "meeting", vn, jp, told, False, "", [self._where], ["party", "kind"])


def _is_met(text: str) -> bool:
    """Whether people come together, in any of the ways in which that is said, and do not only mean to."""
    return any(not mood(text, one.start(), one.end()) for one in pattern("contacts").finditer(text))


def _acts(party: Party, passage: Passage) -> bool:
    """Whether somebody who holds an office of a locality is named beside it."""
    begin, end = max(party.start - _NEAR, 0), party.mention.end + _NEAR
    return bool(pattern("occasion", "officials", party.side).search(passage.text, begin, end))


def _is_of_organisations(passage: Passage) -> bool:
    """Whether a sentence tells first of an organisation that acts, before any locality."""
    first = min((one.start for one in passage.parties if one.role == "party"), default=len(passage.text))
    return bool(pattern("occasion", "organisers").search(passage.text, 0, first))


def _is_dateline(party: Party, text: str) -> bool:
    return party.start == 0 and party.role == "place" and "-" in text[party.mention.end : party.mention.end + 12]


def fresh_signing(stated: Iterable[Stated], told: Day | None) -> bool:
    """Whether a document was signed on the day that a report tells of, so that its occasion is the signing."""
    return any(one.type == "agreement" and told and one.date == str(told.date) for one in stated)
